"""The tables behind spread as sheets of a workbook, in the words of their reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import said
from lantoa.cells import Teller, in_words, percent
from lantoa.intake.vocabulary import shown_heading, shown_sheet
from lantoa.schema import TABLES, wording
from lantoa.spreading.finding import READ
from lantoa.spreading.finding import TOPIC as SPREADING
from lantoa.spreading.frames import adoptions_frame, ties_frame
from lantoa.spreading.telling import kind_name
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
        said(TOPIC, f"sheets.{name}", spread.lang): _told(name, table, spread.lang)
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


def _told(name: str, table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A table in words; of problems the sentence says what the code does."""
    kept = table.drop(columns="kind") if name == "problems" else table
    return in_words(kept, lambda column: _heading(column, lang), _tellers(name, lang), lang)


def _tellers(name: str, lang: str) -> dict[str, Teller]:
    """What becomes of codes and shares, and of blanks that stand for everything."""

    def or_all(path: str) -> Teller:
        return lambda cell: said(TOPIC, path, lang) if cell is None else cell

    if name == "survival":
        shares = dict.fromkeys(("taken", "low", "high"), _share)
        return {"block": or_all("every_block"), **shares}
    if name == "ties":
        return {
            "practice_id": or_all("every_practice"),
            "kind": lambda cell: cell and kind_name(cell, lang),
            "origin": lambda cell: cell and said(SPREADING, f"origins.{cell}", lang),
        }
    if name == "problems":
        return {
            "sheet": lambda cell: _sheet_name(cell, lang),
            "column": lambda cell: cell and _column_name(cell, lang),
            "row": lambda cell: cell or None,
        }
    return {}


def _share(cell: Any) -> Any:
    return None if cell is None else percent(cell)


def _heading(name: str, lang: str) -> str:
    known = wording(TOPIC)["heads"]
    return said(TOPIC, f"heads.{name}", lang) if name in known else name


def _sheet_name(sheet: str, lang: str) -> str:
    """A register that no file names, such as one of a frame, as templates call it."""
    return shown_sheet(sheet) if lang == "vi" and sheet in READ else sheet


def _column_name(column: str, lang: str) -> str:
    """A column as templates call it; as it is where no register of spread has it."""
    table = next((one for one in READ if column in TABLES[one].columns), None)
    return column if lang != "vi" or table is None else shown_heading(column, table)
