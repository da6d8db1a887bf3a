"""A panel: one yearly number of n subjects over T years, as trends look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lantoa._frames import Kind
from lantoa.concluding import Saying

TOPIC = "trends"
NO_BLOCK = -1

Numbers: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.int32]
Direction = Literal["more", "less"]
What = Literal["score", "points", "measure", "ratings", "targets", "places", "value"]

COMPUTED = 12  # digits of a computed number: further ones are rounding, and would part equals
_LEFT = 1e-12  # of the greatest value: what doubles leave of a difference
_EXACT = 22  # the greatest power of ten that a double holds: numbers beyond stay as they are
GIVEN = 15  # digits of a number as it is written: what doubles hold of any decimal


@dataclass(frozen=True, eq=False)
class Panel:
    """One yearly number of n subjects over T years.

    Subjects are sorted by id, so that no order of rows changes an answer. A missing value is NaN
    and stays missing: it counts neither for nor against.

    Attributes:
        what: What the numbers are.
        subjects: n ids, sorted.
        years: T years, sorted; years without any number are not among them.
        values: n x T, column-major; NaN where missing; of ratings codes of ``levels`` from 0.
        block: n codes of ``blocks``, `NO_BLOCK` where a subject is in none.
        blocks: The blocks, sorted; none where nothing was asked for with ``by``.
        direction: Which way is better.
        label: What the numbers are, in words.
        unit: What they are measured in, in words; None where they have no unit.
        levels: Of ratings the levels, lowest first; else none.
        zero_sum: One's gain is another's loss, as of places.
        breaks: First years of a new scale or rule, sorted: no trend goes across.
        found: Those of them that nobody declared, but that stand out in the numbers themselves.
        by: What the blocks are: a column.
        subject: What the column of the subjects is called.
        kind: The kind of frame that goes out.
        notes: What a reader must know of how the series came about.
    """

    what: What
    subjects: tuple[str, ...]
    years: tuple[int, ...]
    values: Numbers
    block: Codes
    blocks: tuple[str, ...]
    direction: Direction
    label: Saying
    unit: Saying | None = None
    levels: tuple[str, ...] = ()
    zero_sum: bool = False
    breaks: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    by: str | None = None
    subject: str = "subject_id"
    kind: Kind = "pandas"
    notes: tuple[Saying, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.direction == "more" else -1

    @property
    def starts(self) -> tuple[int, ...]:
        """The first column of each stretch of years without a break, from 0."""
        return tuple(sorted({0, *self._columns_of(self.breaks)}))

    @property
    def declared_starts(self) -> tuple[int, ...]:
        """Those of them that somebody declared: of others the numbers told already."""
        declared = [year for year in self.breaks if year not in self.found]
        return tuple(sorted(set(self._columns_of(declared)) - {0}))

    def _columns_of(self, years: Sequence[int]) -> list[int]:
        columns = np.searchsorted(np.array(self.years), np.array(years, np.int64))
        return [int(one) for one in columns if one < len(self.years)]

    @cached_property
    def unbroken(self) -> Panel:
        """The years since the last break, which are on one scale; itself where nothing broke.

        Example:
            >>> import numpy as np
            >>> panel = laid(["A", "A"], [2020, 2021], [1.0, 2.0], what="value", breaks=[2021])
            >>> panel.unbroken.years, panel.unbroken.values.tolist()
            ((2021,), [[2.0]])
        """
        return self.columns(self.starts[-1], len(self.years))

    def columns(self, first: int, end: int) -> Panel:
        """The years from one column up to, but not with, another, and no others."""
        if (first, end) == (0, len(self.years)):
            return self
        years = self.years[first:end]
        values = np.asfortranarray(self.values[:, first:end])
        return replace(self, years=years, values=values).between_its_years()

    def between_its_years(self) -> Panel:
        """Without the breaks that do not stand between two of its years."""
        years = self.years
        inside = tuple(year for year in self.breaks if years and years[0] < year <= years[-1])
        found = tuple(year for year in self.found if year in inside)
        return replace(self, breaks=inside, found=found)

    def rows(self, chosen: NDArray[np.bool_]) -> Panel:
        """Some subjects only."""
        names = tuple(np.array(self.subjects, object)[chosen].tolist())
        values = np.asfortranarray(self.values[chosen])
        return replace(self, subjects=names, values=values, block=self.block[chosen])

    def block_of(self, at: int) -> str:
        """The block of a subject by its number; blank where it is in none."""
        code = int(self.block[at])
        return self.blocks[code] if code >= 0 else ""


def laid(
    subjects: Sequence[str] | NDArray[Any],
    years: Sequence[int] | NDArray[np.int64],
    values: Sequence[float] | Numbers,
    *,
    what: What,
    direction: Direction = "more",
    block: Sequence[str | None] | None = None,
    label: Saying | None = None,
    digits: int = GIVEN,
    breaks: Sequence[int] = (),
    **more: object,
) -> Panel:
    """The panel of rows that are one for each subject and year.

    Args:
        subjects, years, values: Of each row; NaN is missing.
        what: What the numbers are.
        direction: Which way is better.
        block: Of each row; of a subject that of its latest row with one counts.
        label: What the numbers are, in words.
        digits: Significant digits that count, `GIVEN` or `COMPUTED`; further ones are rounding.
        breaks: First years of a new scale; ``found`` among them are those that nobody declared.
        **more: Further fields of the panel.

    Example:
        >>> panel = laid(["B", "A", "B"], [2020, 2021, 2021], [1.0, 2.0, 3.0], what="value")
        >>> panel.subjects, panel.years, panel.values.tolist()
        (('A', 'B'), (2020, 2021), [[nan, 2.0], [1.0, 3.0]])
    """
    row, names = sorted_codes(subjects)
    numbers = np.asarray(values, np.float64)
    when = np.asarray(years, np.int64)
    there = np.unique(when[~np.isnan(numbers)])
    column = np.searchsorted(there, when)
    kept = ~np.isnan(numbers)
    table = np.full((len(names), len(there)), np.nan, order="F")
    table[row[kept], column[kept]] = rounded(numbers[kept], digits)
    codes, blocks = _blocks(row, when, block, len(names))
    panel = Panel(
        what=what,
        subjects=names,
        years=tuple(there.tolist()),
        values=table,
        block=codes,
        blocks=blocks,
        direction=direction,
        label=label or Saying(TOPIC, "what.value"),
        breaks=tuple(sorted({int(one) for one in breaks})),
        **more,  # type: ignore[arg-type]
    )
    return panel.between_its_years()


def sorted_codes(
    names: Sequence[object] | NDArray[Any],
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """The number of each name among the sorted different ones, and these.

    >>> sorted_codes(["b", "a", "b"])
    (array([1, 0, 1]), ('a', 'b'))
    """
    import pandas as pd

    codes, found = pd.factorize(np.asarray(names, object))
    texts = [str(one) for one in found]
    order = sorted(range(len(texts)), key=texts.__getitem__)
    place = np.empty(len(texts), np.int64)
    place[order] = np.arange(len(texts))
    return place[codes] if len(texts) else codes.astype(np.int64), tuple(texts[at] for at in order)


def rounded(values: Numbers, digits: int = COMPUTED) -> Numbers:
    """Numbers to so many significant digits, so that equals are equal.

    >>> rounded(np.array([0.1 + 0.2, 0.0, -123456.7])).tolist()
    [0.3, 0.0, -123456.7]
    >>> rounded(np.array([0.1 * 3, 1234567890123.0, 1e250]), GIVEN).tolist()
    [0.3, 1234567890123.0, 1e+250]
    """
    found = np.array(values, np.float64)
    there = np.isfinite(found) & (found != 0)
    power = np.zeros(found.shape, np.int64)
    power[there] = digits - 1 - np.floor(np.log10(np.abs(found[there]))).astype(np.int64)
    there &= np.abs(power) <= _EXACT
    few, up = found[there], 10.0 ** np.abs(power[there])
    found[there] = np.where(power[there] >= 0, np.rint(few * up) / up, np.rint(few / up) * up)
    return found


def never_differs(values: Numbers) -> bool:
    """Whether no subject's numbers differ between years, but for what rounding leaves."""
    known = values[~np.isnan(values).all(axis=1)]
    if not known.size:
        return True
    most = float(np.nanmax(np.abs(known), initial=0.0))
    spans = np.nanmax(known, axis=1) - np.nanmin(known, axis=1)
    return bool((spans <= _LEFT * most).all())


def _blocks(
    row: NDArray[np.int64], years: NDArray[np.int64], block: Sequence[str | None] | None, n: int
) -> tuple[Codes, tuple[str, ...]]:
    """The block of each subject: that of its latest row that has one."""
    found = np.full(n, NO_BLOCK, np.int32)
    if block is None:
        return found, ()
    cells = np.asarray(block, object)
    there = np.flatnonzero(cells != None)  # noqa: E711  # by cell
    codes, names = sorted_codes(cells[there])
    order = np.argsort(years[there], kind="stable")
    found[row[there[order]]] = codes[order]  # of several the last one written stays
    used, again = np.unique(found[found >= 0], return_inverse=True)
    found[found >= 0] = again  # blocks that everybody left are none
    return found, tuple(names[at] for at in used)
