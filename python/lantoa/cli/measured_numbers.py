"""A column of a table of measures as doubles: what a comma or a dot means is decided, not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from lantoa.intake.columns import Formula, encode
from lantoa.intake.faults import Fault
from lantoa.intake.numbers import UNDECIDED, Signs, Written, numbers, written
from lantoa.intake.text import clean
from lantoa.schema import wording

_NOTHING = float("nan")
_PLAIN = frozenset({int, float, type(None)})


@cache
def _marks() -> frozenset[str]:
    marks = wording("aliases")["marks"]
    return frozenset({"", *marks["blank"], *marks["errors"]})


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing, a dash, or one of Excel's errors."""
    return isinstance(cell, str) and (cell in _marks() or clean(cell) in _marks())


@dataclass(frozen=True)
class Numbers:
    """A column as doubles.

    Attributes:
        found: The doubles, NaN where blank or wrong.
        wrong: Where a cell is no number that can be told.
        unsure: Where it is wrong and yet a number, of which the column does not say which one.
    """

    found: Any
    wrong: Any
    unsure: Any


def has_decimal_commas(columns: Iterable[Sequence[Any]]) -> bool:
    """Whether a comma is surely decimal in one of several columns.

    >>> has_decimal_commas([["A", "B"], ["96,5", "7"]]), has_decimal_commas([["1,250", "7.5"]])
    (True, False)
    """
    for cells in columns:
        commas = {cell for cell in _texts(cells) if "," in cell}
        texts = [text for text in map(written, commas) if text]
        if "," in Signs.of(texts, plain=False).decimal:
            return True
    return False


def _texts(cells: Any) -> Iterable[str]:
    if isinstance(cells, np.ndarray):
        return ()
    return (cell for cell in cells if isinstance(cell, str))


def read_numbers(cells: Sequence[Any], *, data: bool, dots: bool) -> Numbers:
    """Cells as numbers; what a comma or a dot means is decided by the column.

    Args:
        cells: Numbers, texts, None.
        data: Whether programs write so: ``1e-05`` is a number then.
        dots: Whether a dot is a decimal sign even in ``1.250``, which is 1250 in an office.
    """
    quick = _quick(cells, data=data, dots=dots)
    if quick is not None:
        none = np.zeros(len(quick), bool)
        return Numbers(quick, none, none)
    column = encode("", cells)
    known = [cell for cell in column.distinct if not is_blank(cell)]
    plain = dots and not any(_is_either(cell, ",") for cell in known if isinstance(cell, str))
    read = dict(zip(map(_told_apart, known), numbers(known, plain=plain), strict=True))
    found = [read.get(_told_apart(cell), _NOTHING) for cell in column.distinct]
    values = [_NOTHING if isinstance(one, Fault) else one for one in found]
    wrong = np.array([*(isinstance(one, Fault) for one in found), False])
    unsure = np.array([*(one is UNDECIDED for one in found), False])
    codes = column.codes
    return Numbers(np.array([*values, _NOTHING])[codes], wrong[codes], unsure[codes])


def _told_apart(cell: object) -> object:
    return (type(cell), cell)


def _quick(cells: Sequence[Any], *, data: bool, dots: bool) -> Any:
    """Plain numbers at once, and of a data file plain texts too; None where a cell is neither."""
    if isinstance(cells, np.ndarray):
        return cells
    filled = [None if isinstance(cell, str) and cell in _marks() else cell for cell in cells]
    if not {type(cell) for cell in filled} <= (_PLAIN | {str} if data else _PLAIN):
        return None
    if not dots and any(_is_either(cell, ".") for cell in _texts(filled)):
        return None
    values = pd.to_numeric(pd.Series(filled, dtype=object), errors="coerce").to_numpy(float)
    known = np.array([cell is not None and cell == cell for cell in filled], bool)
    return values if np.isfinite(values[known]).all() else None


def _is_either(cell: str, sign: str) -> bool:
    text = written(cell) if sign in cell else None
    return text is not None and text.either


def why_unread(cell: object) -> str:
    """What is wrong with a cell that is no number, and what to write instead.

    >>> why_unread("1.250")
    "'1.250' may be 1250 or 1,25; write 1250 or 1,25"
    >>> why_unread("12 vụ")
    "'12 vụ' is no number that can be told; expected one such as 12,5 or 12.5"
    """
    if isinstance(cell, Formula):
        return (
            f"the formula {cell.text} has no value in the file; open it in Excel, save it and "
            "read it again"
        )
    text = written(cell) if isinstance(cell, str) else None
    if text is not None and text.either:
        whole, decimal = _readings(text)
        return f"{cell!r} may be {whole} or {decimal}; write {whole} or {decimal}"
    if text is not None and text.percent:
        return (
            f"{cell!r} is a per cent and other cells of the column are bare numbers; write all of "
            "them with the sign % or none"
        )
    return f"{cell!r} is no number that can be told; expected one such as 12,5 or 12.5"


def _readings(text: Written) -> tuple[str, str]:
    """The whole number and the decimal that it may be, each written so that it is sure."""
    head, tail = text.text.split(text.signs)
    short = tail.rstrip("0") or "0"
    return head + tail, f"{head},{short if len(short) < len(tail) else tail + '0'}"
