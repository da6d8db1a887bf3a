"""Weights as an office reads them: whole ones as they are, others rounded and marked so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.scenarios.sweeping.pieces import Interval

_SHOWN = 1000  # thousandths are shown; the frame has the fraction


def rounded(weight: Fraction, lang: str) -> str:
    """A weight to three decimals.

    >>> rounded(Fraction(300), "vi"), rounded(Fraction(2000, 7), "vi"), rounded(Fraction(1, 2), "en")
    ('300', '≈285,714', '0.5')
    """
    thousandths = round(weight * _SHOWN)
    whole, rest = divmod(thousandths, _SHOWN)
    mark = "." if lang == "en" else ","
    told = f"{whole}{mark}{rest:03d}".rstrip("0").rstrip(mark)
    return told if Fraction(thousandths, _SHOWN) == weight else f"≈{told}"


def exact(weight: Fraction, lang: str) -> str:
    """A weight as a fraction, with its decimals where it is not whole.

    >>> exact(Fraction(300), "vi"), exact(Fraction(2000, 7), "vi")
    ('300', '2000/7 (≈285,714)')
    """
    return str(weight) if weight.denominator == 1 else f"{weight} ({rounded(weight, lang)})"


def span(where: Interval, lang: str) -> str:
    """An interval as it is printed; a round bracket leaves the end out.

    >>> span(Interval(Fraction(0), Fraction(950, 3), True, False), "vi")
    '[0; ≈316,667)'
    >>> span(Interval(Fraction(1), Fraction(1)), "vi")
    '1'
    """
    if where.is_point:
        return rounded(where.low, lang)
    ends = "[" if where.has_low else "(", "]" if where.has_high else ")"
    return f"{ends[0]}{rounded(where.low, lang)}; {rounded(where.high, lang)}{ends[1]}"


def ends(where: Interval, lang: str) -> str:
    """An interval in words that say whether its ends belong to it.

    >>> ends(Interval(Fraction(200), Fraction(450), False, True), "en")
    'above 200 to 450'
    """
    low = said(
        "sweeping", "ends.from" if where.has_low else "ends.above", lang, low=exact(where.low, lang)
    )
    high = said(
        "sweeping",
        "ends.to" if where.has_high else "ends.below",
        lang,
        high=exact(where.high, lang),
    )
    return f"{low} {high}"


def columns(where: Sequence[Interval]) -> dict[str, Any]:
    """Intervals as the columns of a frame: exact as text, and as floats to plot."""
    return {
        "from": pd.Series([str(one.low) for one in where], dtype="str"),
        "to": pd.Series([str(one.high) for one in where], dtype="str"),
        "from_value": np.array([float(one.low) for one in where]),
        "to_value": np.array([float(one.high) for one in where]),
        "has_from": np.array([one.has_low for one in where]),
        "has_to": np.array([one.has_high for one in where]),
    }


def interval_of(row: Mapping[Any, Any]) -> Interval:
    """The interval of a row of such columns."""
    low, high = Fraction(row["from"]), Fraction(row["to"])
    return Interval(low, high, bool(row["has_from"]), bool(row["has_to"]))


def listed(cell: str) -> list[str]:
    """The ids of a cell.

    >>> listed("CB01, CB02"), listed("")
    (['CB01', 'CB02'], [])
    """
    return cell.split(", ") if cell else []
