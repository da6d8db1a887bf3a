"""Sentences that are kept unsaid until a language is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lantoa._wording import said
from lantoa.scoring.showing import number, percent

_DECIMALS = 3  # of a plain number in a sentence
_ENDS = (".", "!", "?", "…")  # of a sentence


@dataclass(frozen=True)
class Share:
    """A share of 1 that is said as a percentage."""

    value: float


@dataclass(frozen=True)
class Fixed:
    """A number that is said with so many decimals."""

    value: float
    decimals: int


def fixed(value: float, decimals: int) -> Fixed:
    """A number that is said with so many decimals.

    >>> Saying("told", "more", {"rows": fixed(2.5, 0)}).told("en")
    '… and 2 more rows, see .frame'
    """
    return Fixed(value, decimals)


@dataclass(frozen=True)
class Saying:
    """A sentence of a wording table, with what fills its gaps.

    Attributes:
        topic: The file of ``lantoa/wording``.
        path: Of the sentence in it.
        gaps: By name: texts and whole numbers as they are; doubles with three decimals, or as
            `fixed` says; a `Share` as a percentage; another saying in the same language.

    Example:
        >>> Saying("told", "more", {"rows": 3}).told("en")
        '… and 3 more rows, see .frame'
    """

    topic: str
    path: str
    gaps: Mapping[str, Any] = field(default_factory=dict)

    def told(self, lang: str) -> str:
        """The sentence in a language."""
        gaps = {name: _told(value, lang) for name, value in self.gaps.items()}
        return said(self.topic, self.path, lang, **gaps)


def _told(value: Any, lang: str) -> str:
    if isinstance(value, Saying):
        return value.told(lang)
    if isinstance(value, Share):
        return percent(value.value, lang)
    if isinstance(value, Fixed):
        return number(float(value.value), lang, value.decimals)
    return number(value, lang, _DECIMALS) if isinstance(value, float) else str(value)


def joined(sayings: Iterable[Saying], lang: str) -> str:
    """Several sentences in one cell: what has no full stop is parted from the next all the same.

    >>> whole, part = Saying("told", "no_rows"), Saying("told", "more", {"rows": 3})
    >>> joined([part, whole], "en"), joined([whole, part], "en")
    ('… and 3 more rows, see .frame; There are no rows in this table.', 'There are no rows in this table. … and 3 more rows, see .frame')
    """
    told = [one.told(lang) for one in sayings]
    parted = [f"{one} " if one.endswith(_ENDS) else f"{one}; " for one in told[:-1]]
    return "".join([*parted, *told[-1:]])
