"""Trend and spread in the workbook of an office: facts and conclusions, a sheet each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lantoa._wording import said
from lantoa.reporting.answer_book import sheets_of
from lantoa.reporting.over_years import over_years
from lantoa.reporting.paper import Sheet

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.told import Told

_TOPIC = "over_years"


def over_years_sheets(result: Evaluation) -> Iterator[Sheet]:
    """The sheets; none where the office has no two years of ratings and no practice."""
    found, lang = over_years(result), result.plan.lang
    told: list[tuple[str, Told]] = []
    if found.trend is not None:
        told += [("trend", found.trend), ("trend_conclusions", found.trend.conclusions)]
    if found.spread is not None:
        told += [("spread", found.spread), ("spread_conclusions", found.spread.conclusions)]
    for name, one in told:
        first = next(sheets_of(one))
        yield replace(first, name=said(_TOPIC, f"sheets.{name}", lang))
