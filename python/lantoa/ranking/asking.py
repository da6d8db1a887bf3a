"""Who is ranked, by what: a score, an opinion or a frame of points as columns of keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa._frames import Kind
from lantoa.ranking.exact import Exact, Numbers, cells_of, exact, is_missing
from lantoa.ranking.measured import Measured
from lantoa.scoring.cells import ids_of, years_of
from lantoa.scoring.packing import expect_unique, opened


@dataclass(frozen=True)
class Asked:
    """n rows: a subject, of a panel in a year.

    Attributes:
        kind: The kind of frame that came in.
        lang: Of what is printed.
        subjects: n ids.
        years: The year of each; None where there is none.
        points: What decides, as keys.
        shown: The same as n numbers to be printed, None where missing.
        rules: How the points came about, in words; none where a frame gave them.
        over: What a reader of the points must not miss.
        column: A further column by its name, as keys of which more is better.
        groups_of: The groups of a column by its name: n names, None where there is none.
        total: The points as numbers that can be compared with some limits.
        source: The score or opinion that is ranked, also through another ranking; None of a frame.
    """

    kind: Kind
    lang: str
    subjects: Numbers
    years: Numbers | None
    points: Exact
    shown: list[Any]
    rules: tuple[str, ...]
    over: tuple[str, ...]
    column: Callable[[str, str], Exact] = field(repr=False)
    groups_of: Callable[[str], list[str | None]] = field(repr=False)
    total: Callable[[Sequence[Fraction]], Exact] = field(repr=False)
    source: Any = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def year_codes(self) -> Numbers:
        """The number of each row's year among all."""
        if self.years is None:
            return np.zeros(len(self), np.int32)
        return np.unique(self.years, return_inverse=True)[1].astype(np.int32)

    def kept(self, rows: Numbers) -> Asked:
        """Some rows only."""
        at = np.flatnonzero(rows)
        return Asked(
            self.kind,
            self.lang,
            self.subjects[at],
            None if self.years is None else self.years[at],
            _taken(self.points, at),
            [self.shown[one] for one in at],
            self.rules,
            self.over,
            lambda name, what: _taken(self.column(name, what), at),
            lambda name: np.array(self.groups_of(name), object)[at].tolist(),
            lambda limits: _taken(self.total(limits), at),
            self.source,
        )


def of_frame(frame: Any, by: str | None, subject: str, year: str | None, lang: str | None) -> Asked:
    """The rows of a frame; see ``lantoa.rank``."""
    held, kind = opened(frame)
    names = held.columns
    if by is None:
        raise InputError("by: expected the column of points that a frame is ranked by")
    year = year or ("year" if "year" in names and by != "year" else None)
    for what, name in (("by", by), ("subject", subject), ("year", year)):
        if name is not None:
            _checks.one_of(name, names, what=f"{what}: column")
    subjects = ids_of(held[subject], subject)
    years = None if year is None else years_of(held[year], year)
    expect_unique(subjects, years)

    def column(name: str, what: str) -> Exact:
        _checks.one_of(name, names, what=f"{what}: column")
        return exact(held[name], what=f'column "{name}"', row=_named(subjects, years))

    def groups_of(name: str) -> list[str | None]:
        _checks.one_of(name, names, what="within: column")
        return [None if is_missing(cell) else str(cell) for cell in held[name].to_list()]

    points = column(by, "by")
    shown = cells_of(held[by])
    return Asked(
        kind or "pandas",
        lang or "vi",
        subjects,
        years,
        points,
        shown,
        (),
        (),
        column,
        groups_of,
        lambda _: points,
    )


def of_standings(ranked: Any, lang: str | None) -> Asked:
    """The subjects of a score, an opinion or another ranking, year after year."""
    subjects: list[str] = []
    years: list[Any] = []
    keys: list[int] = []
    shown: list[Any] = []
    for year in getattr(ranked, "years", (None,)):
        standing = ranked.standing(year)
        without = _without(ranked, year)
        subjects += [*standing.subjects, *without]
        years += [standing.year] * (len(standing.subjects) + len(without))
        keys += [*standing.keys.tolist(), *[_core.NO_NUMBER] * len(without)]
        shown += [*standing.scores.tolist(), *[None] * len(without)]
    named = np.array(subjects, object)
    whole = None if not years or years[0] is None else np.array(years, np.int64)
    points = Exact(np.array(keys, np.int64))
    measured = Measured(ranked, named, whole, points.keys)
    return Asked(
        getattr(ranked, "_kind", "pandas"),
        lang or ranked.lang,
        named,
        whole,
        points,
        shown,
        _rules(ranked),
        tuple(getattr(ranked, "over", ())),
        measured.column,
        measured.groups_of,
        lambda limits: measured.total(shown, limits),
        ranked._asked.source if hasattr(ranked, "_asked") else ranked,
    )


def _without(ranked: Any, year: int | None) -> Sequence[str]:
    """Those whom a score or an opinion leaves out."""
    if hasattr(ranked, "unscored"):
        found: Sequence[str] = ranked.unscored(year)
        return found
    return sorted(getattr(ranked, "left_out", ()))


def _rules(ranked: Any) -> tuple[str, ...]:
    """Of a score its rule, of a ranking that of what it ranked, of an opinion how it decides."""
    if hasattr(ranked, "rule"):
        return (ranked.rule,)
    if hasattr(ranked, "_asked"):
        found: tuple[str, ...] = ranked._asked.rules
        return found
    return (ranked.title, *ranked.under)


def given_groups(asked: Asked, within: str | Mapping[str, Any]) -> list[str | None]:
    """The group of each row by a column, or by a mapping from subject to group."""
    if isinstance(within, str):
        return asked.groups_of(within)
    if isinstance(within, Mapping):
        found = [within.get(one) for one in asked.subjects]
        if len(found) and within and not any(one in within for one in asked.subjects):
            name = str(next(iter(within)))
            near = _checks.nearest(name, map(str, asked.subjects))
            raise InputError(f'within: "{name}" is no subject; did you mean "{near}"?')
        return [None if is_missing(one) else str(one) for one in found]
    raise InputError(
        "within: expected a column, or a mapping from subject to group, not "
        f"{type(within).__name__}"
    )


def _taken(column: Exact, at: Numbers) -> Exact:
    return Exact(column.keys[at], column.kind, column.listed)


def _named(subjects: Numbers, years: Numbers | None) -> Callable[[int], str]:
    """What a row is called in a message."""

    def row(at: int) -> str:
        when = "" if years is None else f" of {years[at]}"
        return f'row {at + 1} ("{subjects[at]}"{when})'

    return row
