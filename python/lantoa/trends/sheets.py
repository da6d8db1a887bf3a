"""The tables behind a trend as sheets of a workbook, in the words of their reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.cells import Teller, in_words, percent
from lantoa.schema import wording
from lantoa.trends import blocks, facts, moving, passing
from lantoa.trends.panel import TOPIC, rounded
from lantoa.trends.telling import level_name

if TYPE_CHECKING:
    from lantoa.trends.result import Trend

_SHARES = {
    "transitions": ("share", "low", "high"),
    "mobility": ("theta", "prais_bibby"),
}


def sheets_of(trend: Trend, facts_told: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Facts, changes, transitions, moves of places, blocks and conclusions, by their sheets.

    Args:
        trend: What is told.
        facts_told: The facts in words, as they are printed.
    """
    found = {"facts": facts_told}
    found |= {name: _told(name, table, trend) for name, table in _tables(trend)}
    found["conclusions"] = next(iter(trend.conclusions.sheets().values()))
    return {said(TOPIC, f"sheets.{name}", trend.lang): table for name, table in found.items()}


def _tables(trend: Trend) -> Iterator[tuple[str, pd.DataFrame]]:
    yield "changes", facts.changes(trend.panel)
    yield "transitions", _with_ways(passing.transitions(trend.panel), trend.lang)
    yield "mobility", moving.mobility(trend.panel)
    yield "baseline", trend._baseline()
    yield "blocks", blocks.block_facts(trend.facts)


def _with_ways(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Transitions with words in the rows of all levels, where up, same and down stand."""
    whole = table["was"].isna()
    return table.assign(
        now=table["now"].where(
            ~whole,
            table["now"].map(
                lambda way: said(TOPIC, f"ways.{way}", lang) if way in passing.WAYS else way
            ),
        )
    )


def _told(name: str, table: pd.DataFrame, trend: Trend) -> pd.DataFrame:
    tellers = {**_words(name, trend), **dict.fromkeys(_SHARES.get(name, ()), _share)}
    return in_words(table, lambda column: _heading(column, trend.lang), tellers, trend.lang)


def _words(name: str, trend: Trend) -> Mapping[str, Teller]:
    """What becomes of codes, and of values as they are written."""
    lang = trend.lang

    def coded(of: str, blank: str | None = None) -> Teller:
        def tell(cell: Any) -> Any:
            if cell is None:
                return None if blank is None else said(TOPIC, blank, lang)
            return said(TOPIC, f"{of}.{cell}", lang)

        return tell

    def level(cell: Any) -> Any:
        return level_name(cell, trend) if isinstance(cell, str) else cell

    if name == "changes":
        return {"was": level, "now": level, "change": _written, "way": coded("ways")}
    if name == "transitions":
        every = said(TOPIC, "every_level", lang)
        return {"was": lambda cell: every if cell is None else level(cell), "now": level}
    if name == "baseline":
        return {"verdict": coded("verdicts")}
    if name == "blocks":
        return {"block": lambda cell: said(TOPIC, "everybody", lang) if cell is None else cell}
    return {}


def _share(cell: Any) -> Any:
    return None if cell is None else percent(cell)


def _written(cell: Any) -> Any:
    """A difference of two numbers, without what doubles leave of it."""
    return cell if cell is None else float(rounded(np.array([float(cell)]))[0])


def _heading(name: str, lang: str) -> str:
    known = wording(TOPIC)["columns"]
    return said(TOPIC, f"columns.{name}", lang) if name in known else name
