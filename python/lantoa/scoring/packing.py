"""The one door for measures: from any frame, wide or tidy, to rows of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._frames import Kind
from lantoa.scoring.cells import LARGEST, ids_of, numbers_of, years_of
from lantoa.scoring.panel import Measures

TAKEN = (
    "year", "score", "coverage", "lacks", "carried", "place", "place_within", "group", "points",
    "tied", "tied_within", "best", "worst", "side", "first", "top", "was", "now", "status",
    "gained", "own", "others", "scale", "rule", "weights", "measure", "value",
)  # fmt: skip
"""Columns of results, which no column of subjects may be called like."""

TAKEN_BY_MEASURES = ("place", "first", "subject_id", "year")
"""Columns that stand beside a column per measure."""


def measures(
    data: Any,
    *,
    subject: str = "subject_id",
    year: str | None = None,
    measure: str | None = None,
    value: str | None = None,
    names: Sequence[str] | None = None,
) -> Measures:
    """Measures from a frame: a column each, or a row each.

    Args:
        data: A frame of pandas, polars or pyarrow, a relation of DuckDB, or an office, whose
            table ``measures`` is read. A blank cell is missing; nothing is filled in.
        subject: The column of the subjects.
        year: The column of the years; without it the column ``year`` where there is one.
        measure, value: Of a tidy frame, a row per number: the columns of the measures' names and
            of the numbers.
        names: The columns that are measures; without them all columns of numbers are.

    Returns:
        The measures; rows stay in their order, of a tidy frame in that of their first number.

    Raises:
        InputError: A column is absent, a subject is blank or twice in a year, a year is none, or
            a cell is no number or not finite; the message names the row, counted from 1.

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["DV01", "DV02"], "dung_han": [97.5, None]})
        >>> found = measures(frame)
        >>> found.names, found.years, len(found)
        (('dung_han',), (None,), 2)
    """
    frame, kind = opened(data)
    _unlike(frame.columns)
    if _is_office(data):
        expect_no_columns("an office", subject, year, measure, value)
        subject, year, measure, value = "subject_id", "year", "measure", "value"
    if (measure is None) != (value is None):
        raise InputError("measure and value go together: the columns of a tidy frame")
    year = year or ("year" if "year" in frame.columns else None)
    for what, column in (
        ("subject", subject),
        ("year", year),
        ("measure", measure),
        ("value", value),
    ):
        if column is not None or what == "subject":
            _checks.one_of(column, frame.columns, what=f"{what}: column")
    if subject in TAKEN:
        raise InputError(
            f'subject: the column "{subject}" is called like one of the results; expected another '
            'name, such as "subject_id"'
        )
    rows = _Rows(frame, subject, year)
    if measure is not None and value is not None:
        return _tidy(rows, measure, value, names, kind)
    return _wide(rows, names, kind)


def expect_no_columns(what: str, subject: str, *others: str | None) -> None:
    """Refuse columns of what has columns of its own.

    Raises:
        InputError: A column is named.
    """
    named = [name for name in others if name is not None]
    named += [subject] if subject != "subject_id" else []
    if named:
        raise InputError(f'column "{named[0]}": {what} has columns of its own; expected none')


def _named(names: Sequence[str], subject: str) -> None:
    """Refuse measures of one name, or of a name that results need."""
    again = [name for at, name in enumerate(names) if name in names[:at]]
    if again:
        raise InputError(f'measure "{again[0]}" is named twice')
    taken = [name for name in names if name in (*TAKEN_BY_MEASURES, subject)]
    if taken:
        raise InputError(
            f'measure "{taken[0]}": results have a column of that name; expected another'
        )


def _is_office(data: Any) -> bool:
    return hasattr(data, "tables") and hasattr(data, "frames")


def opened(data: Any) -> tuple[nw.DataFrame[Any], Kind]:
    """The frame and its kind; of an office its table of measures."""
    if isinstance(data, Measures):
        data = data._wide()
    if _is_office(data):
        if "measures" not in data.tables or not len(data.tables["measures"]):
            raise InputError('office: it has no table "measures"; expected one, or a frame')
        return nw.from_native(data.tables["measures"].frame, eager_only=True), data.frames
    if type(data).__module__.startswith(("duckdb", "_duckdb")) and hasattr(data, "df"):
        data = data.df()
    if isinstance(data, pd.DataFrame):
        _unlike(list(data.columns))
    try:
        frame = nw.from_native(data, eager_only=True)
    except TypeError:
        raise InputError(
            "data: expected a frame of pandas, polars or pyarrow, a relation of DuckDB or an "
            f"office, not {type(data).__name__}"
        ) from None
    names = {"polars": "polars", "pyarrow": "pyarrow"}
    kind: Any = names.get(frame.implementation.value, "pandas")
    return frame, kind


def _unlike(columns: Sequence[object]) -> None:
    """Refuse columns of one name, also where only their letters are composed otherwise."""
    names = [normalize("NFC", str(name)) for name in columns]
    if len(set(names)) < len(names):
        again = next(name for name in names if names.count(name) > 1)
        raise InputError(f'data: there are two columns "{again}"; expected a name for each')


class _Rows:
    """Who and when, checked."""

    def __init__(self, frame: nw.DataFrame[Any], subject: str, year: str | None) -> None:
        self.frame, self.subject, self.year = frame, subject, year
        self.subjects = ids_of(frame[subject], subject)
        self.years = None if year is None else years_of(frame[year], year)


def _wide(rows: _Rows, names: Sequence[str] | None, kind: Kind) -> Measures:
    keys = {rows.subject, rows.year}
    columns = [name for name in rows.frame.columns if name not in keys]
    if names is None:
        chosen = [name for name in columns if rows.frame[name].dtype.is_numeric()]
        if not chosen:
            raise InputError("data: there is no column of numbers; expected a column per measure")
    else:
        by_nfc = {normalize("NFC", name): name for name in columns}
        for name in names:
            _checks.one_of(name, list(by_nfc), what="measure: column")
        chosen = [by_nfc[name] for name in names]
    chosen = sorted(chosen, key=lambda name: normalize("NFC", name))
    _named([normalize("NFC", name) for name in chosen], rows.subject)
    expect_unique(rows.subjects, rows.years)
    others = [name for name in columns if name not in chosen]
    return Measures(
        names=tuple(normalize("NFC", name) for name in chosen),
        subject=rows.subject,
        kind=kind,
        unused=tuple(others),
        _subjects=rows.subjects,
        _years=rows.years,
        _values=_matrix(rows.frame, chosen),
        _groups=_listed(rows.frame, others),
    )


def _matrix(frame: nw.DataFrame[Any], names: Sequence[str]) -> NDArray[np.float64]:
    """n x m, column-major; a view of the frame where it already lies so."""
    native = frame.to_native()
    if isinstance(native, pd.DataFrame) and all(native[name].dtype == np.float64 for name in names):
        block = native[list(names)].to_numpy()
        if block.flags.f_contiguous and not (np.abs(block) > LARGEST).any():
            return block
    values = np.empty((len(frame), len(names)), np.float64, order="F")
    for at, name in enumerate(names):
        values[:, at] = numbers_of(frame[name], name)
    return values


def _listed(frame: nw.DataFrame[Any], names: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({name: frame[name].to_list() for name in names}, dtype=object)


def expect_unique(subjects: NDArray[np.object_], years: NDArray[np.int64] | None) -> None:
    keys = pd.DataFrame({"subject": subjects, "year": 0 if years is None else years})
    again = keys.duplicated().to_numpy()
    if not again.any():
        return
    at = int(np.flatnonzero(again)[0])
    same = (keys["subject"] == keys["subject"][at]) & (keys["year"] == keys["year"][at])
    first = int(np.flatnonzero(same)[0])
    when = "" if years is None else f" of {years[at]}"
    raise InputError(
        f'row {at + 1}: "{subjects[at]}"{when} is in row {first + 1} already; '
        "expected one row for each subject" + (" and year" if years is not None else "")
    )


def _tidy(
    rows: _Rows, measure: str, value: str, names: Sequence[str] | None, kind: Kind
) -> Measures:
    """A row per number, laid side by side."""
    told = ids_of(rows.frame[measure], measure, "measure")
    numbers = numbers_of(rows.frame[value], value)
    years = rows.years if rows.years is not None else np.zeros(len(told), np.int64)
    keys = pd.DataFrame({"subject": rows.subjects, "year": years, "measure": told})
    again = keys.duplicated().to_numpy()
    if again.any():
        at = int(np.flatnonzero(again)[0])
        when = "" if rows.years is None else f" of {years[at]}"
        raise InputError(
            f'row {at + 1}: "{told[at]}" of "{rows.subjects[at]}"{when} is there twice; '
            "expected one number"
        )
    found = sorted(set(told))
    for name in names or ():
        _checks.one_of(name, found, what="measure")
    chosen = sorted(names) if names is not None else found
    _named(chosen, rows.subject)
    who = keys[["subject", "year"]].drop_duplicates(ignore_index=True)
    places = pd.MultiIndex.from_frame(who).get_indexer(
        pd.MultiIndex.from_arrays([rows.subjects, years])
    )
    columns = pd.Index(chosen).get_indexer(pd.Index(told))
    values = np.full((len(who), len(chosen)), np.nan, order="F")
    kept = columns >= 0
    values[places[kept], columns[kept]] = numbers[kept]
    return Measures(
        names=tuple(chosen),
        subject=rows.subject,
        kind=kind,
        unused=(),
        _subjects=who["subject"].to_numpy(object),
        _years=None if rows.years is None else who["year"].to_numpy(np.int64),
        _values=values,
        _groups=pd.DataFrame(index=range(len(who))),
    )
