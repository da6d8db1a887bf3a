"""A panel from a frame: a row for each subject and year."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.scoring.cells import ids_of, numbers_of, years_of
from lantoa.scoring.packing import expect_unique, opened
from lantoa.trends.options import Options
from lantoa.trends.panel import TOPIC, Panel, laid, sorted_codes
from lantoa.trends.succeeding import succeeded

_SEVERAL = (list, tuple, dict, set, frozenset, np.ndarray, pd.Series)  # of a cell


def of_frame(data: Any, asked: Options) -> Panel:
    """The panel of a frame; see ``lantoa.trend``.

    Raises:
        InputError: A column is absent, or a cell is not what it must be; the row is named.
    """
    asked.refuse("a frame", "of", "subject_kind")
    frame, kind = opened(data)
    subject, year, value = _columns(frame, asked)
    subjects = _ids(frame[subject], subject)
    years = years_of(frame[year], year)
    expect_unique(subjects, years)
    numbers, levels = _values(frame[value], value, asked)
    block = None if asked.by is None else names_of(frame[asked.by], asked.by)
    table = pd.DataFrame({"subject": subjects, "year": years, "value": numbers})
    if block is not None:
        table["block"] = block
    table, notes = succeeded(table, asked)
    if block is not None:
        notes = (*notes, *_moved(table))
    return laid(
        table["subject"].to_numpy(object),
        table["year"].to_numpy(np.int64),
        table["value"].to_numpy(np.float64),
        what="ratings" if levels else "value",
        direction=asked.direction or "more",
        block=None if block is None else table["block"].tolist(),
        label=Saying(TOPIC, "what.column", {"name": value}),
        unit=Saying(TOPIC, "units.levels") if levels else None,
        levels=levels,
        breaks=asked.declared_years,
        by=asked.by,
        subject=subject,
        kind=kind or "pandas",
        notes=notes,
    )


def _moved(table: pd.DataFrame) -> list[Saying]:
    """How many changed their block; being in none in some year is no change."""
    per_subject = table.groupby("subject")["block"].nunique()
    moved = int((per_subject > 1).sum())
    return [Saying(TOPIC, "notes.moved_subjects", {"count": moved})] if moved else []


def names_of(column: nw.Series[Any], name: str) -> list[str | None]:
    """The cells as names, None where blank; each different one is read once.

    Raises:
        InputError: A cell holds several values.
    """
    native = column.to_native()
    if not isinstance(native, pd.Series):
        _expect_single(column, name, "a name or a number")
        return [_name(cell) for cell in column.to_list()]
    codes, found = _different(column, name, "a name or a number")
    names = np.array([*(_name(cell) for cell in found), None], object)
    return list(names[codes])


def _name(cell: Any) -> str | None:
    blank = cell is None or cell is pd.NA or cell is pd.NaT or cell != cell
    return None if blank else normalize("NFC", str(cell)).strip() or None


def _columns(frame: nw.DataFrame[Any], asked: Options) -> tuple[str, str, str]:
    subject, year = asked.subject or "subject_id", asked.year or "year"
    value = asked.value or "value"
    for what, name in (("subject", subject), ("year", year), ("value", value), ("by", asked.by)):
        if name is not None:
            _checks.one_of(name, frame.columns, what=f"{what}: column")
    if len({subject, year, value}) < 3:
        raise InputError("subject, year and value: expected three different columns")
    return subject, year, value


def _ids(column: nw.Series[Any], name: str) -> NDArray[np.object_]:
    """The ids; each different one is read once, for a panel has every id many times."""
    native = column.to_native()
    if not isinstance(native, pd.Series):
        _expect_single(column, name, "an id")
        return ids_of(column, name)
    codes, found = _different(column, name, "an id")
    if (codes < 0).any():
        return ids_of(column, name)  # which says what is wrong with which row
    texts = ids_of(nw.from_native(pd.Series(found), series_only=True), name)
    return texts[codes]


def _different(column: nw.Series[Any], name: str, expected: str) -> tuple[NDArray[np.intp], Any]:
    """The code of each cell among the different ones, -1 where blank, and these."""
    try:
        codes, found = pd.factorize(column.to_native())
    except TypeError:  # a cell that cannot be compared
        _expect_single(column, name, expected)
        raise
    if any(isinstance(one, _SEVERAL) for one in found):
        _expect_single(column, name, expected)
    return codes, found


def _expect_single(column: nw.Series[Any], name: str, expected: str) -> None:
    """Refuse cells that hold several values, such as a list."""
    if column.dtype.is_numeric() or column.dtype in (nw.String, nw.Boolean):
        return
    for at, cell in enumerate(column.to_list()):
        if isinstance(cell, _SEVERAL):
            kind = type(cell).__name__
            told = f'row {at + 1}, column "{name}": a {kind} of values, {cell!r}'
            raise InputError(f"{told}; expected {expected} in each cell")


def _values(
    column: nw.Series[Any], name: str, asked: Options
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Numbers, or codes of ordered levels."""
    levels = asked.levels or _ordered(column)
    if not levels:
        if column.dtype in (nw.String, nw.Object, nw.Categorical, nw.Enum):
            _expect_numbers(column, name)
        _expect_single(column, name, "a number")
        return numbers_of(column, name), ()
    cells = names_of(column, name)
    place = {level: float(at) for at, level in enumerate(levels)}
    for at, cell in enumerate(cells):
        if cell is not None and cell not in place:
            near = _checks.nearest(cell, levels)
            raise InputError(
                f'row {at + 1}, column "{name}": "{cell}" is no level; did you mean "{near}"? '
                f"Allowed: {_checks.listed(levels)}"
            )
    return np.array([np.nan if cell is None else place[cell] for cell in cells]), levels


def _ordered(column: nw.Series[Any]) -> tuple[str, ...]:
    """The levels of a column that is ordered by itself."""
    native = column.to_native()
    if isinstance(native, pd.Series) and getattr(native.dtype, "ordered", False):
        return tuple(normalize("NFC", str(one)) for one in native.cat.categories)
    found = column.cat.get_categories().to_list() if column.dtype == nw.Enum else ()
    return tuple(normalize("NFC", str(one)) for one in found)


def _expect_numbers(column: nw.Series[Any], name: str) -> None:
    """Ask for the order of levels where a column holds words."""
    words = {cell for cell in names_of(column, name) if cell is not None and not _is_number(cell)}
    if words and len(words) <= 12:
        _, told = sorted_codes(sorted(words))
        raise InputError(
            f'column "{name}": it holds words ({_checks.listed(told)}); expected numbers, or '
            "levels=, the words from the lowest to the highest"
        )


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
