"""The tables behind spread as sheets of a workbook, their headings in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from lantoa._wording import said
from lantoa.schema import wording
from lantoa.spreading.frames import adoptions_frame, ties_frame
from lantoa.spreading.waiting import survival_frame

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

TOPIC = "spread_sheets"
_MOST_TIES = 50_000  # rows that somebody may still look through


def sheets_of(spread: Spread) -> dict[str, pd.DataFrame]:
    """Adoptions, claimed chains, shares over time, ties and problems; empty ones are left out.

    Numbers by name, such as thresholds, are not among them: a cell of one person is too small.
    """
    return {
        said(TOPIC, f"sheets.{name}", spread.lang): _in_words(table, spread.lang)
        for name, table in _tables(spread)
        if len(table)
    }


def _tables(spread: Spread) -> Iterator[tuple[str, pd.DataFrame]]:
    yield "adoptions", adoptions_frame(spread.settings)
    yield "chains", spread._chains
    yield "survival", survival_frame(spread.settings, spread.alpha)
    ties = ties_frame(spread.settings)
    if len(ties) <= _MOST_TIES:
        yield "ties", ties
    yield "problems", spread._problems


def _in_words(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A table with its headings in words, days as days and blanks blank."""
    known = wording(TOPIC)["heads"]
    told = {
        said(TOPIC, f"heads.{name}", lang) if name in known else str(name): _plain(table[name])
        for name in table
    }
    return pd.DataFrame(told)


def _plain(column: pd.Series) -> pd.Series:
    """What a cell of a workbook can hold."""
    if isinstance(column.dtype, pd.DatetimeTZDtype) or column.dtype.kind == "M":
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype(object).where(column.notna(), None)
