"""The plan in force on paper: its criteria, everything that can be changed, the readings chosen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from lantoa.criteria.plan import Plan
from lantoa.criteria.printing import table_of
from lantoa.reporting.paper import Sheet
from lantoa.reporting.sheets import sheet
from lantoa.reporting.words import said


def plan_sheets(plan: Plan) -> Iterator[Sheet]:
    """Criteria, parameters, readings."""
    yield _criteria(plan)
    yield _parameters(plan)
    yield _readings(plan)


def _criteria(plan: Plan) -> Sheet:
    rows = [
        {**row, "role": group, "quote": plan.criterion(row["id"]).quote}
        for group, row in table_of(plan)
    ]
    widths = {"role": 16, "id": 22, "criterion": 28, "rule": 38, "clause": 16, "quote": 44,
              "mark": 18}  # fmt: skip
    notes = (plan.title, said("sheets.parameters_note", plan.lang))
    return sheet("plan", plan.lang, pd.DataFrame(rows), widths, notes=notes, fixed=2)


def _parameters(plan: Plan) -> Sheet:
    frame = plan._parameters
    told = frame.assign(
        value=frame["value"].map(partial(value_text, lang=plan.lang)),
        status=[said(f"words.{status}", plan.lang) for status in frame["status"]],
    )
    widths = {"path": 40, "label": 48, "value": 34, "status": 16, "clause": 22}
    notes = (said("sheets.parameters_note", plan.lang),)
    return sheet("parameters", plan.lang, told, widths, notes=notes)


def value_text(value: Any, lang: str) -> str | None:
    """A value on one line; a table as key = value."""
    if isinstance(value, bool):
        return said(f"words.{str(value).lower()}", lang)
    if isinstance(value, dict):
        return ", ".join(f"{key} = {value_text(one, lang)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(value_text(one, lang)) for one in value)
    return None if value is None else str(value)


def _readings(plan: Plan) -> Sheet:
    frame = plan._questions
    told = frame.assign(
        text=frame[plan.lang],
        is_chosen=frame["is_chosen"].map({True: said("words.yes", plan.lang), False: None}),
    )
    widths = {"question": 22, "note": 44, "is_chosen": 8, "reading": 20, "text": 50, "clause": 22}
    notes = (said("sheets.readings_note", plan.lang), *_choices(plan))
    return sheet("readings", plan.lang, told, widths, notes=notes)


def _choices(plan: Plan) -> Iterator[str]:
    """Who chose a reading, and when."""
    for choice in plan._choices.itertuples():
        yield f"{choice.question} = {choice.reading}: {choice.by}, {choice.on:%d/%m/%Y}"
