"""Cells of entries as exact numbers: nothing passes through a binary fraction.

A fault is the key of its sentence in ``wording/tallying.toml``.
"""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from lantoa import _core
from lantoa.intake import days
from lantoa.intake.faults import Fault
from lantoa.intake.text import clean, key
from lantoa.schema import wording

Ratio = tuple[int, int]
UNKNOWN: Ratio = (0, 0)

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_FRACTION = re.compile(r"(\d+)/(\d+)")


def is_blank(cell: object) -> bool:
    """Whether nothing stands in a cell.

    Example:
        >>> is_blank("  "), is_blank(float("nan")), is_blank(0)
        (True, True, False)
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return True
    return (isinstance(cell, str) and not clean(cell)) or str(cell) in ("NaT", "<NA>")


def number(cell: Any) -> Fraction | None:
    """A number as it is written, in either decimal sign; None where it is none.

    Example:
        >>> number("- 0,25"), number(97.7), number("3.5"), number("ba")
        (Fraction(-1, 4), Fraction(977, 10), Fraction(7, 2), None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | Decimal | Fraction):
        return Fraction(cell) if not isinstance(cell, Decimal) or cell.is_finite() else None
    if isinstance(cell, float):
        return Fraction(repr(cell)) if math.isfinite(cell) else None
    text = clean(str(cell)).replace(" ", "").replace("−", "-")
    return Fraction(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def evidence(kind: str, cell: Any) -> Ratio | str:
    """What a cell says for evidence of a kind, or the fault.

    Example:
        >>> evidence("share", "626/723"), evidence("count", "6"), evidence("flag", "có")
        ((62600, 723), (6, 1), (1, 1))
        >>> evidence("count", -1), evidence("share", "0,977"), evidence("count", "1.000")
        ('negative', 'doubtful_share', 'doubtful_number')
    """
    read = {"count": _count, "flag": _flag, "share": _share, "day": _day}[kind](cell)
    if isinstance(read, str):
        return read
    if read < 0:
        return "negative"
    if max(read.numerator, read.denominator) > _core.EVIDENCE_MAX:
        return "too_large"
    return read.as_integer_ratio()


def points(cell: Any, scale: int) -> int | str:
    """Points as a whole amount at a scale, or the fault.

    Example:
        >>> points("+ 0,1", 100), points(118.4, 100), points("0.005", 100)
        (10, 11840, 'no_part')
    """
    read = number(cell)
    if read is None:
        return "not_points"
    amount = read * scale
    if abs(amount) > _core.AMOUNT_MAX:
        return "too_large"
    return int(amount) if amount.denominator == 1 else "no_part"


def _count(cell: Any) -> Fraction | str:
    if isinstance(cell, str) and _DOUBTFUL.fullmatch(clean(cell).replace(" ", "")):
        return "doubtful_number"
    read = number(cell)
    return read if read is not None and read.denominator == 1 else "not_whole"


def _share(cell: Any) -> Fraction | str:
    if isinstance(cell, datetime.date):
        return "not_share"
    text = clean(cell).replace(" ", "") if isinstance(cell, str) else ""
    found = _FRACTION.fullmatch(text)
    if found:
        part, whole = int(found[1]), int(found[2])
        return Fraction(100 * part, whole) if whole else "not_share"
    signed = text.endswith("%")
    read = number(text.removesuffix("%") if signed else cell)
    if read is None:
        return "not_share"
    return "doubtful_share" if 0 < read <= 1 and not signed else read


def _flag(cell: Any) -> Fraction | str:
    if isinstance(cell, bool):
        return Fraction(int(cell))
    answer = _answers().get(key(_whole(cell)))
    return "not_flag" if answer is None else Fraction(answer)


def _whole(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


@cache
def _answers() -> dict[str, int]:
    flags = wording("tallying")["flags"]
    return {key(text): answer for answer, name in enumerate(("no", "yes")) for text in flags[name]}


def _day(cell: Any) -> Fraction | str:
    read = days.day(cell)
    return "not_day" if isinstance(read, Fault) else Fraction(read.toordinal())
