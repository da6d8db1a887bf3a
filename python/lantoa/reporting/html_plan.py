"""Which plan was in force: its criteria, what in it is an assumption, and how it was read."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lantoa._wording import day
from lantoa.criteria.printing import table_of
from lantoa.reporting import words
from lantoa.reporting.html_page import Cell, Section, Table
from lantoa.reporting.html_showing import Showing
from lantoa.reporting.plan_sheets import value_text

_TOLD = ("role", "subjects")  # stands in the table of criteria


def plan(show: Showing) -> Section:
    """The criteria with rule and clause, and every value that is not the text's own."""
    return Section("ke-hoach", show.said("sections.plan"), [_criteria(show), _parameters(show)])


def _criteria(show: Showing) -> Table:
    columns = ("criterion", "group", "rule", "clause", "mark")
    rows = [
        [Cell(row["criterion"]), Cell(group), *(Cell(row[name]) for name in columns[2:])]
        for group, row in table_of(show.result.plan)
    ]
    heads = show.heads(*(f"plan.{name}" for name in columns))
    return show.table(show.said("plan.criteria"), heads, rows)


def _parameters(show: Showing) -> Table:
    """Every value that is not the text's own, a row for what it belongs to."""
    frame = show.result.plan._parameters
    told = frame.assign(
        owner=frame["path"].str.rsplit(".", n=1).str[0], key=frame["path"].str.split(".").str[-1]
    )
    told = told[(told["status"] != "source") & (told["owner"] != "reading")]
    told = told[~told["key"].isin(_TOLD)]
    rows = [_owner(show, rows) for _, rows in told.groupby(["owner", "status"], sort=False)]
    heads = show.heads("plan.label", "plan.value", "plan.status")
    notes = [show.said("plan.parameters_note")]
    caption = show.said("plan.parameters")
    return show.table(caption, heads, rows, notes=notes, widths=(30, 56, 14), folded=True)


def _owner(show: Showing, rows: pd.DataFrame) -> list[Cell]:
    """What the values belong to, the values, and that they are an assumption or a change."""
    parts = rows["label"].str.rsplit(": ", n=1)
    values = [
        f"{key}: {_value(value, show.lang)}"
        for key, value in zip(parts.str[-1], rows["value"], strict=True)
        if value is not None
    ]
    status = words.said(f"words.{rows['status'].iloc[0]}", show.lang)
    return [Cell(str(parts.iloc[0][0])), Cell("; ".join(values)), Cell(status)]


def _value(value: Any, lang: str) -> str:
    """A value on one line; points by step as ``0 → 0, 2 → 400``."""
    if isinstance(value, list) and value and all(isinstance(one, list) for one in value):
        return ", ".join(" → ".join(map(str, one)) for one in value)
    return value_text(value, lang) or ""


def readings(show: Showing) -> Section:
    """Every open question, how it is read, and who chose that when."""
    asked: dict[str, list[dict[str, Any]]] = {}
    for row in show.rows(show.result.plan._questions):
        asked.setdefault(row["question"], []).append(row)
    rows = [_question(show, readings) for readings in asked.values()]
    names = ("question", "reading", "who", "others", "clause")
    heads = show.heads(*(f"readings.{name}" for name in names))
    table = show.table(show.said("readings.caption"), heads, rows, widths=(30, 22, 14, 22, 12))
    return Section("cach-hieu", show.said("sections.readings"), [table])


def _question(show: Showing, readings: list[dict[str, Any]]) -> list[Cell]:
    chosen = next(row for row in readings if row["is_chosen"])
    others = [row[show.lang] for row in readings if not row["is_chosen"]]
    clause = "" if pd.isna(chosen["clause"]) else str(chosen["clause"])
    who = _who(show, chosen["question"], chosen["reading"])
    return [*map(Cell, (chosen["note"], chosen[show.lang], who, "; ".join(others), clause))]


def _who(show: Showing, question: str, reading: str) -> str:
    """Who chose the reading in force, and when; the last who did."""
    named = [
        show.said("readings.chosen", by=choice.by, on=day(choice.on, show.lang))
        for choice in show.result.plan._log
        if (choice.question, choice.reading) == (question, reading)
    ]
    changed = f"reading.{question}" in show.changed
    return named[-1] if named else show.said(f"readings.{'trial' if changed else 'default'}")
