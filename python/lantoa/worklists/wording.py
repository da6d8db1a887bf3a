"""What a line of a worklist says: what is needed, and who must act."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lantoa._wording import day, said
from lantoa.intake.vocabulary import shown_heading, shown_label, shown_sheet
from lantoa.schema import TABLES
from lantoa.worklists.lines import Line

_TOPIC = "worklist"


def sheet(table: str, lang: str) -> str:
    """What a register is called.

    >>> sheet("ratings", "vi"), sheet("ratings", "en")
    ('Xếp loại', 'ratings')
    """
    return table if lang == "en" else shown_sheet(table)


def heading(column: str, table: str, lang: str) -> str:
    """What a column is headed, so that intake knows it again.

    >>> heading("share", "initiatives", "vi"), heading("share", "initiatives", "en")
    ('Tỷ lệ đóng góp (%)', 'share')
    """
    if lang == "en":
        return column
    unit = " (%)" if TABLES[table].columns[column].type == "per_mille" else ""
    return shown_heading(column, table) + unit


def label(value: Any, column: str, table: str, lang: str) -> Any:
    """A cell as a register writes it.

    >>> label("hoan_thanh_tot", "rating", "ratings", "vi"), label(True, "held", "families", "vi")
    ('Hoàn thành tốt nhiệm vụ', 'Có')
    """
    spec = TABLES[table].columns[column]
    if spec.type == "bool":
        return said(_TOPIC, "yes" if value else "no", lang)
    if spec.type == "table":
        return sheet(str(value), lang)
    if spec.type == "code" and lang != "en":
        return shown_label(str(value), str(spec.of))
    return value


def what(line: Line, cells: dict[str, Any], criterion: str | None, lang: str) -> str:
    """What is needed, in one sentence.

    Args:
        line: The line.
        cells: What is known of its row.
        criterion: What the judgement is called that it waits for.
        lang: ``"vi"`` or ``"en"``.
    """
    return said(_TOPIC, f"what.{_case(line)}", lang, **_gaps(line, cells, criterion, lang))


def _case(line: Line) -> str:
    if not line.columns:
        return "register_absent"
    if line.table == "coverage":
        return "register_gap"
    if line.table == "memberships" and line.position < 0:
        return "membership"
    if line.table == "targets" and "target" not in line.columns:
        return "target"
    if line.why == "conflict" and line.criterion_id:
        return "judged_twice"
    return "cell_unreadable" if line.position >= 0 else line.why


def _gaps(line: Line, cells: dict[str, Any], criterion: str | None, lang: str) -> dict[str, object]:
    headings = [heading(column, line.table, lang) for column in line.columns]
    about = str(cells.get("table", line.table))
    return {
        "cells": ", ".join(f"“{one}”" for one in headings),
        "sheet": sheet(about, lang),
        "year": cells.get("year", ""),
        "target": cells.get("target", ""),
        "criterion": criterion,
        "day": _day(cells.get("date"), lang),
        "first": _day(cells.get("from"), lang),
        "last": _day(cells.get("to"), lang),
    }


def _day(value: Any, lang: str) -> str:
    return "…" if value is None or pd.isna(value) else day(pd.Timestamp(value).date(), lang)


def keeper(table: str, lang: str) -> str:
    """Who answers for a register.

    >>> keeper("ratings", "vi")
    'Người giữ sổ “Xếp loại”'
    """
    return said(_TOPIC, "keeper", lang, sheet=sheet(table, lang))
