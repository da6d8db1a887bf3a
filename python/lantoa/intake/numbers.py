"""Numbers as people type them. What a comma or a dot means is decided by the column.

``3.5`` beside ``0,5`` are both decimals; ``1.000`` alone is one or a thousand and stays unread.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.intake.faults import Fault
from lantoa.intake.text import clean

_UNIT = re.compile(r"\s*(đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)
_SHAPE = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
UNDECIDED = Fault("undecidable_column")
BAD = Fault("bad_number")


@dataclass(frozen=True)
class Written:
    """One text number: its digits and signs, and whether a percent sign followed."""

    text: str
    percent: bool

    @property
    def signs(self) -> str:
        """The separators in it, in order: ``".."`` for 1.234.567."""
        return "".join(sign for sign in self.text if sign in ".,")

    @property
    def either(self) -> bool:
        """Whether its one separator may be a decimal or a thousands sign, as in 1.000."""
        head = self.text.lstrip("+-")
        return len(self.signs) == 1 and bool(_GROUPS.fullmatch(head)) and head[0] != "0"


def written(cell: object) -> Written | None:
    """A text as a number to be understood, None where it is none.

    >>> written("- 0,25"), written("98,5 %")
    (Written(text='-0,25', percent=False), Written(text='98,5', percent=True))
    """
    text = _UNIT.sub("", clean(str(cell)).replace(" ", "").replace("−", "-"))
    percent = text.endswith("%")
    text = text.removesuffix("%")
    return Written(text, percent) if _SHAPE.fullmatch(text) else None


@dataclass(frozen=True)
class Signs:
    """What separators mean in a column: which are surely decimal, which surely thousands."""

    decimal: frozenset[str]
    thousands: frozenset[str]

    @classmethod
    def of(cls, texts: Sequence[Written], *, plain: bool) -> Signs:
        """What the sure numbers of a column say; ``plain`` data files write decimal dots."""
        decimal = {text.signs[-1] for text in texts if _surely_decimal(text)}
        thousands = {text.signs[0] for text in texts if _surely_thousands(text)}
        if plain and "." not in thousands:
            decimal.add(".")
        return cls(frozenset(decimal), frozenset(thousands))

    def role(self, sign: str) -> str | None:
        """``"decimal"``, ``"thousands"`` or None where the column does not decide."""
        other = "," if sign == "." else "."
        votes = {
            "decimal": sign in self.decimal or other in self.thousands,
            "thousands": sign in self.thousands or other in self.decimal,
        }
        chosen = [role for role, voted in votes.items() if voted]
        return chosen[0] if len(chosen) == 1 else None


def _surely_decimal(text: Written) -> bool:
    signs = text.signs
    return (len(signs) == 1 and not text.either) or (len(signs) > 1 and signs[-1] not in signs[:-1])


def _surely_thousands(text: Written) -> bool:
    return len(text.signs) > 1


def number(text: Written, signs: Signs) -> float | Fault:
    """The number that a text is in a column whose separators mean ``signs``."""
    found = text.signs
    decimal = found[-1] if _surely_decimal(text) else ""
    if text.either:
        role = signs.role(found)
        if role is None:
            return UNDECIDED
        decimal = found if role == "decimal" else ""
    whole, _, part = text.text.partition(decimal) if decimal else (text.text, "", "")
    if any(sign in whole for sign in ".,") and not _GROUPS.fullmatch(whole):
        return BAD
    read = float(f"{whole.replace('.', '').replace(',', '')}.{part or 0}")
    return read if math.isfinite(read) else BAD


def numbers(cells: Sequence[Any], *, plain: bool) -> list[float | Fault]:
    """The numbers of a column's different cells, decided together.

    Args:
        cells: Numbers, flags or texts, no blanks.
        plain: Whether the file is a data file: then a dot is a decimal sign.

    Example:
        >>> numbers(["3.5", "0,5", "- 0,25", 7], plain=False)
        [3.5, 0.5, -0.25, 7.0]
        >>> numbers(["1.000", "2.500.000"], plain=False)
        [1000.0, 2500000.0]
        >>> numbers(["1.000", "2"], plain=False)[0].kind
        'undecidable_column'
    """
    texts = [None if _is_number(cell) else written(cell) for cell in cells]
    signs = Signs.of([text for text in texts if text], plain=plain)
    mixed = len({text.percent for text in texts if text} | _plain_kinds(cells)) > 1
    return [_one(cell, text, signs, mixed) for cell, text in zip(cells, texts, strict=True)]


def _plain_kinds(cells: Sequence[Any]) -> set[bool]:
    return {False for cell in cells if _is_number(cell)}


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _one(cell: Any, text: Written | None, signs: Signs, mixed: bool) -> float | Fault:
    if _is_number(cell):
        return float(cell) if math.isfinite(cell) else BAD
    if text is None:
        return BAD
    return UNDECIDED if mixed and text.percent else number(text, signs)


def per_mille(cells: Sequence[Any], unit: str = "") -> list[float | Fault]:
    """Shares in per mille, whichever way the column writes them.

    A percent sign says it all. Bare numbers are fractions where none is above 1; otherwise they
    are what the heading's ``unit`` says, ``"%"`` or ``"‰"`` (which data files write). Without a
    unit they are per cent, unless a fraction among them makes that doubtful.

    >>> per_mille(["100%", "98,5%"]), per_mille([0.4, 1]), per_mille([40, 60])
    ([1000.0, 985.0], [400.0, 1000.0], [400.0, 600.0])
    >>> per_mille([1000, 400], "‰"), per_mille([0.5, 99.5], "%"), per_mille([0.5, 99.5])[0].kind
    ([1000.0, 400.0], [5.0, 995.0], 'undecidable_column')
    """
    plain = unit == "‰"
    texts = [None if _is_number(cell) else written(cell) for cell in cells]
    signs = Signs.of([text for text in texts if text], plain=plain)
    read = [_one(cell, text, signs, False) for cell, text in zip(cells, texts, strict=True)]
    signed = [text is not None and text.percent for text in texts]
    bare = [v for v, s in zip(read, signed, strict=True) if not s and not isinstance(v, Fault)]
    scale = _scale(bare, unit)
    return [_share(v, 10 if s else scale) for v, s in zip(read, signed, strict=True)]


def _scale(bare: Sequence[float], unit: str) -> float | None:
    """What a bare number is multiplied by to be per mille; None where the column does not say."""
    fractions = any(0 < value < 1 for value in bare)
    wholes = any(value > 1 for value in bare)
    if fractions and wholes:
        return 10 if unit == "%" else None
    if unit == "‰" and not fractions:
        return 1
    return 10 if wholes else 1000


def _share(value: float | Fault, scale: float | None) -> float | Fault:
    if isinstance(value, Fault) or value == 0:
        return value
    if scale is None:
        return UNDECIDED
    share = round(value * scale)
    return float(share) if 0 <= share <= 1000 else BAD
