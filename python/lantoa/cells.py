"""Cells of a workbook that are told in words: codes as words, numbers as numbers of sensible length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isnan
from typing import Any, TypeAlias

import pandas as pd

from lantoa._wording import said

Teller: TypeAlias = Callable[[Any], Any]
"""From a cell of a frame to what a workbook shows."""

_DECIMALS = 3  # as in sentences
_SHARE = 3  # of a share: one decimal of its percentage


class Percent(float):
    """A share of 1 that a workbook shows as a percentage; it sorts and sums as the number it is."""


class PValue(float):
    """A p value: a workbook shows it without an exponent and never as 0."""


def rounded(value: float, decimals: int = _DECIMALS) -> float:
    """A number of a workbook; small ones keep as many digits.

    >>> rounded(0.0635582549), rounded(-12.5), rounded(0.000012345)
    (0.064, -12.5, 1.23e-05)
    """
    small = value != 0 and abs(value) < 10**-decimals / 2
    return float(f"{value:.{decimals}g}") if small else round(value, decimals)


def percent(value: Any) -> Percent:
    """A share, to one decimal of its percentage.

    >>> percent(0.0635582549)
    0.064
    """
    return Percent(round(float(value), _SHARE))


def in_words(
    table: pd.DataFrame, head: Callable[[str], str], tellers: Mapping[str, Teller], lang: str
) -> pd.DataFrame:
    """A table for a workbook: headings and closed lists in words, numbers rounded, days as days.

    Args:
        table: n rows and m columns.
        head: From the name of a column to its heading.
        tellers: By column what its cells become, blank ones too; others as `plain` has them.
        lang: ``"vi"`` or ``"en"``.
    """
    told: dict[str, list[Any]] = {}
    for name in table:
        tell = tellers.get(str(name), lambda cell: plain(cell, lang))
        told[head(str(name))] = [tell(cell) for cell in known(table[name])]
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in told.items()})


def known(column: pd.Series) -> list[Any]:
    """The cells of a column, None where blank."""
    cells: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return cells


def plain(cell: Any, lang: str) -> Any:
    """A cell without a list of words: yes and no, numbers rounded, everything else as it is.

    >>> plain(True, "vi"), plain(0.30000000000000004, "vi"), plain(7, "en"), plain(None, "en")
    ('có', 0.3, 7, None)
    """
    if isinstance(cell, bool):
        return said("told", "yes" if cell else "no", lang)
    if isinstance(cell, float) and type(cell) is float:
        return None if isnan(cell) else rounded(cell)
    return cell
