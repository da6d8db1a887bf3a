"""The workbook for readers outside: what was asked, those proposed, the plan; nobody else."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import pandas as pd

from lantoa import _files
from lantoa.reporting.material import Material
from lantoa.reporting.paper import Column, Paper, Sheet
from lantoa.reporting.plan_sheets import plan_sheets
from lantoa.reporting.standing import KINDS
from lantoa.reporting.words import page_line, said

if TYPE_CHECKING:
    from lantoa.ranking import SubjectKind


def shared_book(material: Material, path: Path) -> Path:
    """Write the workbook.

    Args:
        material: What is shown.
        path: The ``.xlsx`` file.

    Raises:
        InputError: The file cannot be written.
    """
    plan = material.result.plan
    page = page_line(material.result)
    with _files.replacing(path) as part, Paper(part, title=plan.title, page=page) as paper:
        paper.add(_front(material))
        for kind in KINDS if material.has_list else ():
            paper.add(_listed(material, kind))
        for sheet in plan_sheets(plan):
            paper.add(sheet)
    return path


def _front(material: Material) -> Sheet:
    """What every page must say, and how many are listed."""
    facts = dict(material.facts)
    for kind in KINDS if material.has_list else ():
        label = said(f"kinds.{kind}", material.lang)
        facts[label] = f"{said('columns.counted', material.lang)}: {len(material.entries(kind))}"
    frame = pd.DataFrame({"label": list(facts), "value": list(facts.values())})
    columns = [Column(material.said(f"basis.{name}"), width)
               for name, width in (("label", 34), ("value", 90))]  # fmt: skip
    told = (material.result.watermark, *material.notices())
    title = f"{material.said(f'purposes.{material.purpose}.list')}: {material.title}"
    return Sheet(
        said("sheets.summary", material.lang),
        title.replace("\n", " "),
        [line for one in told if one for line in wrap(one, _NOTE)],
        frame,
        columns,
    )


def _listed(material: Material, kind: SubjectKind) -> Sheet:
    """The list with the columns of the document."""
    words, years = material.said, material.result.plan.years
    cells: dict[str, list[object]] = {}
    entries = material.entries(kind)
    cells["number"] = list(range(1, len(entries) + 1))
    cells["name"] = [one.name for one in entries]
    columns = [Column(words("list.number"), 6), Column(words(f"list.{kind}"), 22)]
    if kind == "person":
        cells["post"] = [one.post for one in entries]
        columns.append(Column(words("list.post"), 20))
    for at, year in enumerate(years):
        cells[str(year)] = [one.ratings[at] for one in entries]
        columns.append(Column(f"{words('list.rating')} {year}", 7, "centre"))
    for name, width in _WIDTHS[kind].items():
        cells[name] = [getattr(one, name) for one in entries]
        columns.append(Column(words(f"list.{name}"), width))
    name = said(f"kinds.{kind}", material.lang)
    title = f"{words(f'purposes.{material.purpose}.list')} ({name})"
    notes = wrap(words("list.legend"), _NOTE)
    return Sheet(name, title, notes, pd.DataFrame(cells), columns, fixed=2)


_NOTE = 120  # letters of a line above a table
_PERSON = {
    "titles": 22,
    "awards": 26,
    "initiatives": 12,
    "family": 10,
    "verdict": 16,
    "summary": 22,
}
_WIDTHS = {
    "person": _PERSON,
    "unit": {name: width for name, width in _PERSON.items() if name != "family"},
}
