"""Two plans side by side as a workbook: differences, who enters and leaves, everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from lantoa import _files
from lantoa._checks import InputError
from lantoa._wording import day, said
from lantoa.comparing.plans import PlanComparison
from lantoa.comparing.telling import changes_in_words, differences_in_words, subjects_in_words
from lantoa.reporting.paper import Column, Paper, Sheet

_WIDTHS = {
    "differences": (40, 14, 42, 42, 34),
    "changes": (12, 10, 44, 18, 18, 30),
    "subjects": (12, 12, 18, 18, 14, 14),
}


def write(found: PlanComparison, path: Path) -> Path:
    """Write the workbook whole or not at all; see ``PlanComparison.to_excel``."""
    if path.suffix.lower() != ".xlsx":
        raise InputError(f'{path.name}: the comparison is an Excel workbook, "name.xlsx"')
    lang = found.this.plan.lang
    page = f"{found.title} · {day(found.this.as_of, lang)}"
    with _files.replacing(path) as part, Paper(part, title=found.title, page=page) as paper:
        for sheet in _sheets(found):
            paper.add(sheet)
    return path


def _sheets(found: PlanComparison) -> Iterator[Sheet]:
    this, draft, lang = found.this.plan, found.draft.plan, found.this.plan.lang
    frames = {
        "differences": differences_in_words(found._differences, lang),
        "changes": changes_in_words(found._shifts.changes, this, draft),
        "subjects": subjects_in_words(found._shifts.subjects, lang),
    }
    notes = (*found._facts, found.in_short, said("compare_plans", "notice", lang))
    for name, frame in frames.items():
        yield _sheet(name, frame, notes, lang)


def _sheet(name: str, frame: pd.DataFrame, notes: tuple[str, ...], lang: str) -> Sheet:
    columns = [Column(str(head), width) for head, width in zip(frame, _WIDTHS[name], strict=True)]
    return Sheet(
        name=said("compare_plans", f"sheets.{name}", lang),
        title=said("compare_plans", f"heads.{name}", lang),
        notes=notes,
        frame=frame,
        columns=columns,
    )
