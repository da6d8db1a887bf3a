"""``rank``: places overall and within groups, ties, chains, quotas and bands in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.ranking import framing
from lantoa.ranking.asking import Asked, given_groups, of_frame, of_standings
from lantoa.ranking.band_tables import band_table
from lantoa.ranking.banded import Banded, banded
from lantoa.ranking.capped import Scope, drawn
from lantoa.ranking.caps import caps
from lantoa.ranking.exact import Exact, Numbers
from lantoa.ranking.ranked import Ranking
from lantoa.ranking.standings import TIE_RULES, TieRule, standings

_SUBJECT = "subject_id"


def rank(
    data: Any,
    *,
    by: str | None = None,
    subject: str = _SUBJECT,
    year: str | int | None = None,
    within: str | Mapping[str, Any] | None = None,
    ties: TieRule = "min",
    chain: str | Sequence[str] | Mapping[str, str] | None = None,
    quotas: Mapping[str, Any] | None = None,
    bands: Any = None,
    maxima: Mapping[str, Any] | None = None,
    lang: str | None = None,
) -> Ranking:
    """Rank subjects: places overall and within groups, the most first, of a panel in each year.

    Numbers are compared as they are written: whole numbers and decimals exactly, doubles as they
    print, scores by their exact order. Whoever has no points takes no place and pushes nobody
    down.

    Args:
        data: A score, an opinion, another ranking, or a frame of pandas, polars or pyarrow with
            a row per subject, of a panel per subject and year.
        by: Of a frame: the column of points.
        subject: Of a frame: the column of ids.
        year: Of a frame the column of years (without it ``year`` where there is one); of a score
            the one year that is ranked.
        within: The column of groups, or a mapping from subject to group; whoever has none has
            a place overall only.
        ties: How equals share places. For 900 700 700 500: ``"min"`` 1 2 2 4, ``"max"`` 1 3 3 4,
            ``"dense"`` 1 2 2 3.
        chain: What parts equals, in this order: columns, of a score measures or pillars; more is
            better, of a score as the measure's direction says. A mapping says ``"more"`` or
            ``"less"`` for each. It stops where one of those tied has no number; whoever is still
            tied is for the council.
        quotas: By name a share (``"15 %"``, ``"2/3"``, ``0.15`` as it prints), a whole number,
            or a table:

            - ``share`` or ``number``, either for all or by group;
            - ``of``: what the share is of: ``"candidates"`` with a place, ``"others"`` (those
              beside the named), ``"subjects"``, ``"seats_of_outer"``, or a number of people;
            - ``per``: ``"group"`` or ``"all"``; ``inside``: the quota around it;
            - ``rounding``: ``"down"`` or ``"up"``; ``minimum_places``: where there is anybody.
        bands: Levels, the best first, each with ``id``, ``least`` (also ``below``, ``most``,
            ``more_than``) of the points, ``floor`` (the share of its maximum that every criterion
            must reach) and ``gates`` (limits of other columns); or a bundled name, or a TOML
            file. The highest level counts of which all hold; points in none are in none.
        maxima: The most of each criterion that a floor is a share of, by column.
        lang: ``"vi"`` or ``"en"``; without it that of the score, else ``"vi"``.

    Returns:
        The places; ``frame`` has subject_id, year (of a panel), group (with ``within``), points,
        place and tied (overall), place_within and tied_within, parted_by (with a chain), quota,
        seats and line (the innermost quota in which one stands), band, band_high (the best that
        missing numbers leave possible) and held_by (what keeps from the level above).

    Raises:
        InputError: A column is absent, points are no numbers, a subject is there twice, or a
            quota or a level is not sound; the message names it.

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B", "C", "D"], "points": [7, 9, 7, None]})
        >>> found = rank(frame, by="points", quotas={"khen": 2}, lang="en")
        >>> found.frame[["subject_id", "place", "tied", "line"]].to_numpy().tolist()
        [['B', 1, 1, 'within'], ['A', 2, 2, 'tied'], ['C', 2, 2, 'tied'], ['D', <NA>, <NA>, nan]]
    """
    if str(ties) == "average":
        raise InputError(
            'ties "average": an average of places is no place; expected "min", "max" or "dense"; '
            "for sums and correlations use the ranking's average_ranks"
        )
    _checks.one_of(ties, TIE_RULES, what="ties")
    if lang is not None:
        _checks.one_of(lang, ("vi", "en"), what="lang")
    asked = _asked(data, by, subject, year, lang)
    groups = None if within is None else given_groups(asked, within)
    links = _links(asked, chain)
    keys = [key for _, key in links]
    overall = _overall(asked, ties, keys)
    grouped = None if groups is None else _grouped(asked, groups, ties, keys)
    lines = drawn(caps(quotas or {}, within=within is not None), overall, grouped)
    levels = _levels(asked, bands, maxima)
    names = [name for name, _ in links]
    return Ranking(
        _frame=framing.places(asked, names, overall, grouped, lines, levels),
        _kind=asked.kind,
        _asked=asked,
        _ties=ties,
        _chain=names,
        _overall=overall,
        _within=grouped,
        _drawn=lines,
        _banded=levels,
    )


def _levels(asked: Asked, bands: Any, maxima: Any) -> Banded | None:
    if bands is not None:
        return banded(asked, band_table(bands), maxima)
    if maxima is not None:
        raise InputError("maxima: floors of levels are shares of them; expected bands= beside them")
    return None


def _asked(data: Any, by: str | None, subject: str, year: Any, lang: str | None) -> Asked:
    if not hasattr(data, "standing"):
        if year is not None and not isinstance(year, str):
            raise InputError(f"year: expected the column of the years of a frame, not {year!r}")
        return of_frame(data, by, subject, year, lang)
    if by is not None:
        raise InputError(
            f'by "{by}": a {type(data).__name__} has its own points; a column is for a frame'
        )
    if subject != _SUBJECT:
        raise InputError(
            f'subject "{subject}": a {type(data).__name__} knows its own; a column is for a frame'
        )
    asked = of_standings(data, lang)
    if year is None:
        return asked
    years = [] if asked.years is None else sorted({int(one) for one in asked.years})
    if year not in years:
        raise _checks.unknown(year, [str(one) for one in years], what="year")
    return asked.kept(asked.years == year)


def _links(asked: Asked, chain: Any) -> list[tuple[str, Numbers]]:
    """The chain's columns as keys of which more is better."""
    told = [chain] if isinstance(chain, str) else [] if chain is None else chain
    if not isinstance(told, Mapping | Sequence):
        raise InputError(f"chain: expected names in their order, not {type(chain).__name__}")
    links = dict(told) if isinstance(told, Mapping) else dict.fromkeys(map(str, told), "more")
    found = []
    for name, direction in links.items():
        _checks.one_of(direction, ("more", "less"), what=f'chain "{name}"')
        found.append((str(name), _turned(asked.column(str(name), "chain"), direction)))
    return found


def _turned(column: Exact, direction: str) -> Numbers:
    if direction == "more":
        return column.keys
    return np.where(column.known, -column.keys, _core.NO_NUMBER)


def _overall(asked: Asked, ties: TieRule, chain: Sequence[Numbers]) -> Scope:
    codes, years = asked.year_codes, _years(asked)
    return Scope(
        codes, years, [None] * len(years), standings(asked.points.keys, codes, ties, chain)
    )


def _grouped(
    asked: Asked,
    groups: Sequence[str | None],
    ties: TieRule,
    chain: Sequence[Numbers],
) -> Scope:
    """The groups of every year, in the order of years and names."""
    names, of_name = _numbered(groups)
    there = of_name >= 0
    pairs = asked.year_codes.astype(np.int64) * len(names) + of_name
    known, codes = np.unique(pairs[there], return_inverse=True)
    found = np.full(len(asked), _core.BLANK, np.int32)
    found[there] = codes
    years = _years(asked)
    return Scope(
        found,
        [years[pair // len(names)] for pair in known.tolist()],
        [names[pair % len(names)] for pair in known.tolist()],
        standings(asked.points.keys, found, ties, chain),
    )


def _years(asked: Asked) -> list[int | None]:
    return [None] if asked.years is None else [int(one) for one in np.unique(asked.years)]


def _numbered(groups: Sequence[str | None]) -> tuple[list[str], Numbers]:
    """The names of the groups, sorted, and the number of each row's; -1: none."""
    numbers, names = pd.factorize(np.array([*groups, None], object)[:-1], sort=True)
    return [str(name) for name in names], numbers.astype(np.int64)
