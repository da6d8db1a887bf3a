"""The verb: whatever has yearly numbers to facts and conclusions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from lantoa._checks import InputError
from lantoa.trends.facts import facts_of, framed
from lantoa.trends.nearby import steps_to_go
from lantoa.trends.options import SubjectKind, options
from lantoa.trends.panel import Direction, Panel
from lantoa.trends.reading import panel_of
from lantoa.trends.result import Trend

_MOST_DRAWS = 10_000_000


def trend(
    what: Any,
    *,
    of: str | None = None,
    by: str | None = None,
    near: Any = None,
    subject: str | None = None,
    year: str | None = None,
    value: str | None = None,
    years: int | Iterable[int] | None = None,
    direction: Direction | None = None,
    breaks: str | Iterable[int] = "all",
    levels: Sequence[str] | None = None,
    successors: Any = None,
    combine: str | None = None,
    subject_kind: SubjectKind | None = None,
    reliability: float | None = None,
    alpha: float = 0.05,
    draws: int = 9_999,
    seed: int = 2025,
    lang: str | None = None,
) -> Trend:
    """How yearly numbers move: facts at any length, tests where they can say something.

    Args:
        what: A score of a panel; measures (``of=`` one of them); a ranking over years; a dict from
            year to tally; an office; or a frame with a row per subject and year.
        of: Which numbers. Of an office ``"ratings"``, ``"targets"`` (the mean of achieved by
            planned in per cent, or ``"targets:<name>"``), ``"places"`` (the share of the others
            left behind in movements), ``"points"`` (of movements), ``"measures:<name>"``. Of
            measures a name; of a ranking ``"places"`` or ``"points"``; of tallies ``"written"``
            or ``"entered"``.
        by: The blocks: a column; of people of an office ``"unit_id"``, ``"field"``, ``"sex"``,
            ``"class"``, of its units ``"field"``, ``"parent_id"``. Each subject is in one: that
            of its last year.
        near: An evaluation: its ``near()`` is told beside who is emerging.
        subject, year, value: The columns of a frame; without them ``subject_id``, ``year`` and
            ``value``.
        years: The years to look at: ``(first, last)`` or a range is a span, another collection
            these years alone; without it all.
        direction: ``"more"`` or ``"less"`` is better; of measures and frames, without it more.
        breaks: No trend goes across a known break of a scale or rule: ``"all"``, those that a
            scheme declares and those that are found; ``"declared"``; ``"none"``; or first years of
            a new scale, which you declare. To be found a break must stand out from some twenty
            other steps from year to year: of few subjects over ten years most are missed. Answers
            that run across a jump that nobody declared are warned of it (``jump``).
        levels: Of a frame of words: the words from the lowest to the highest.
        successors: Of a frame whose subjects were renamed, merged or split: a dict from old to
            new id, or a frame ``from``, ``to`` and perhaps ``year`` (the first of the new one).
        combine: ``"sum"``: a merged subject's earlier years are the sum of its predecessors';
            without it its series starts at the merger.
        subject_kind: Of an office ``"person"`` or ``"unit"``; without it people where there are.
        reliability: How reliable a year's number is: the correlation of two measurements of the
            same truth, above 0 and up to 1. Without it moves of places are held against the noise
            of .5, .7 and .9.
        alpha: The level of the tests, above 0 and below 1/2.
        draws, seed: Of simulations, where a test is not exact.
        lang: ``"vi"`` or ``"en"``; without it that of the data.

    Returns:
        The facts, printed as a table; ``.conclusions`` has what can be concluded and what not.

    Raises:
        InputError: The data or an argument cannot be used; the message names the place.

    References:
        H. B. Mann, Econometrica 13 (1945) 245-259; M. G. Kendall, Rank Correlation Methods (1948);
        P. K. Sen, JASA 63 (1968) 1379-1389; S. Rey, "Spatial analysis of regional income
        inequality" (2004), for theta.

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A"] * 4, "year": range(2021, 2025),
        ...                       "value": [3.0, 4.0, 4.5, 5.0]})
        >>> found = trend(frame, lang="en")
        >>> found.frame[["change_per_year", "ups", "run_now", "standing"]].values.tolist()
        [[0.6666666666666666, 3, 3, 'emerging']]
    """
    asked = options(
        of=of, by=by, subject=subject, year=year, value=value, years=years, direction=direction,
        breaks=breaks, levels=levels, successors=successors, combine=combine,
        subject_kind=subject_kind, lang=lang,
    )  # fmt: skip
    _expect_share(alpha, "alpha", 0.5)
    if reliability is not None:
        _expect_share(reliability, "reliability", 1.0, closed=True)
    _expect_whole(draws, "draws", 1, _MOST_DRAWS)
    _expect_whole(seed, "seed", 0, 2**64 - 1)
    panel = panel_of(what, asked)
    facts = facts_of(panel)
    return Trend(
        _frame=_with_near(framed(facts), near, panel),
        _kind=panel.kind,
        panel=panel,
        facts=facts,
        alpha=float(alpha),
        draws=int(draws),
        seed=int(seed),
        reliability=None if reliability is None else float(reliability),
        _lang=lang or _lang_of(what),
    )


def _with_near(frame: pd.DataFrame, near: Any, panel: Panel) -> pd.DataFrame:
    if near is None:
        return frame
    return frame.assign(near=pd.array(steps_to_go(near, panel), "Int64"))


def _lang_of(what: Any) -> str:
    """The language of the data, Vietnamese where they have none."""
    first = next(iter(what.values())) if isinstance(what, Mapping) else what
    found = getattr(first, "lang", None) or getattr(first, "_lang", None)
    return "en" if found == "en" else "vi"


def _expect_share(given: object, what: str, most: float, *, closed: bool = False) -> None:
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    inside = is_number and (0 < given < most or (closed and given == most))  # type: ignore[operator]
    if not inside:
        told = f"up to {most:g}" if closed else f"below {most:g}"
        raise InputError(f"{what}: expected a share above 0 and {told}, not {given!r}")


def _expect_whole(given: object, what: str, least: int, most: int) -> None:
    is_whole = hasattr(given, "__index__") and not isinstance(given, bool)
    if not is_whole or not least <= int(given) <= most:  # type: ignore[call-overload]
        raise InputError(f"{what}: expected a whole number from {least} to {most}, not {given!r}")
