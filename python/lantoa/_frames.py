"""The one door from our pandas frames to the kind of frame that a user works with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from lantoa import _checks

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["pandas", "polars", "pyarrow"]
KINDS = ("pandas", "polars", "pyarrow")

Frame: TypeAlias = Any
"""A pandas, polars or pyarrow frame, as the office or the plan was asked for."""


def checked(kind: str) -> Kind:
    """A kind of frame.

    Raises:
        InputError: It is none; the message has the nearest.

    Example:
        >>> checked("polar")
        Traceback (most recent call last):
        lantoa.InputError: frames "polar" is not known; did you mean "polars"? Allowed: "pandas",
        "polars", "pyarrow"
    """
    found: Kind = _checks.one_of(kind, KINDS, what="frames")  # type: ignore[assignment]
    return found


def given(frame: pd.DataFrame, kind: str) -> Frame:
    """A frame of ours as one of another kind; what the user does to it leaves ours alone.

    Ordered categories stay what they are: ``Enum`` in polars, an ordered dictionary in Arrow.
    Other categories become plain text and times become days there: every time of ours is one.
    """
    if kind == "polars":
        return _polars(frame)
    return _arrow(frame) if kind == "pyarrow" else frame.copy(deep=False)


@dataclass(frozen=True, eq=False, repr=False)
class Framed:
    """A result that is one frame: it exports it as an Arrow stream."""

    _frame: pd.DataFrame
    _kind: Kind

    def __len__(self) -> int:
        return len(self._frame)

    @cached_property
    def frame(self) -> Frame:
        """The rows, as a frame of the office's kind."""
        return given(self._frame, self._kind)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """For ``polars.DataFrame(...)``, ``pyarrow.table(...)`` and whoever else reads Arrow."""
        return self.frame.__arrow_c_stream__(requested_schema)


def _is_ordered(column: pd.Series) -> bool:
    return bool(getattr(column.dtype, "ordered", False))


def _listed(column: pd.Series) -> list[Any]:
    """The cells as Python values, None where they are blank."""
    if column.dtype.kind == "M":
        days: list[Any] = column.to_numpy("M8[D]").tolist()
        return days
    cells: Any = column  # None for a blank is unknown to the stubs of pandas
    found: list[Any] = cells.to_numpy(object, na_value=None).tolist()
    return found


def _polars(frame: pd.DataFrame) -> Frame:
    """Column by column: the short cut of polars would need pyarrow."""
    import polars as pl

    types: dict[str, Any] = {"b": pl.Boolean, "f": pl.Float64, "i": pl.Int64, "M": pl.Date}

    def column(cells: pd.Series) -> pl.Series:
        kind = types.get(cells.dtype.kind, pl.String)
        if _is_ordered(cells):
            kind = pl.Enum(cells.cat.categories.tolist())
        return pl.Series(str(cells.name), _listed(cells), dtype=kind)

    return pl.DataFrame([column(frame[name]) for name in frame])


def _arrow(frame: pd.DataFrame) -> Frame:
    import pyarrow as pa  # type: ignore[import-untyped]

    types = {"b": pa.bool_(), "f": pa.float64(), "i": pa.int64(), "M": pa.date32()}

    def column(cells: pd.Series) -> Any:
        if _is_ordered(cells):
            words = pa.array(cells.cat.categories.tolist(), pa.string())
            codes = pa.array(cells.cat.codes.to_numpy(), mask=cells.isna().to_numpy())
            return pa.DictionaryArray.from_arrays(codes, words, ordered=True)
        return pa.array(_listed(cells), types.get(cells.dtype.kind, pa.string()))

    return pa.table({str(name): column(frame[name]) for name in frame})
