"""A plan on paper: its decision table, in its own language."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from lantoa.criteria.book import owner_of
from lantoa.criteria.tables import of_section, questions
from lantoa.criteria.words import sentence, word

if TYPE_CHECKING:
    from lantoa.criteria.plan import Plan

_COLUMNS = ("id", "criterion", "rule", "clause", "mark")
_TEXT = ("id", "rule", "clause", "mark")  # what a line of text has room for


def table_of(plan: Plan) -> Iterator[tuple[str, dict[str, str]]]:
    """For every criterion its role and subjects, and its row of the table."""
    tables, lang = plan._book.filled, plan.lang
    for one, criterion in of_section(tables, "criterion").items():
        subjects = ", ".join(word("subjects", who, lang) for who in criterion["subjects"])
        group = f"{word('roles', criterion['role'], lang)}: {subjects}"
        yield (
            group,
            {
                "id": one,
                "criterion": criterion[lang],
                "rule": sentence(criterion, tables, lang),
                "clause": criterion.get("clause", ""),
                "mark": ", ".join(_marks(plan, one)),
            },
        )


def _marks(plan: Plan, criterion: str) -> Iterator[str]:
    """What does not come straight from the text: assumptions, readings, changes."""
    owner = f"criterion.{criterion}"
    table = plan._book.filled[owner]
    values = [value for value in table.values() if isinstance(value, dict)]
    if any(one.get("status") == "assumption" for one in (table, *values)):
        yield word("marks", "assumption", plan.lang)
    for path, question in questions(plan._book.source):
        reading = plan._book.chosen[question["id"]]
        if path == owner and question["readings"][reading].get("set"):
            yield word("marks", "reading", plan.lang).format(reading=reading)
    if any(owner_of(path) == owner for path in plan.scenario):
        yield word("marks", "changed", plan.lang)


def _grouped(plan: Plan) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for group, row in table_of(plan):
        groups.setdefault(group, []).append(row)
    return groups


def _heading(plan: Plan) -> str:
    asked = list(questions(plan._book.source))
    readings = sum(len(question["readings"]) for _, question in asked)
    first, last = plan.window
    window = word("heading", "window", plan.lang).format(first=first, last=last)
    counts = word("heading", "readings", plan.lang).format(questions=len(asked), readings=readings)
    return f"{plan.id}, {window}: {counts}"


def as_text(plan: Plan) -> str:
    """The decision table in columns, a block for each role and sort of subject."""
    lines = [plan.title, _heading(plan)]
    groups = _grouped(plan)
    rows = [row for group in groups.values() for row in group]
    widths = {key: max((len(row[key]) for row in rows), default=0) for key in _TEXT}
    for group, members in groups.items():
        lines += ["", group]
        lines += [
            "  ".join(row[key].ljust(widths[key]) for key in _TEXT).rstrip() for row in members
        ]
    return "\n".join(lines)


def as_html(plan: Plan) -> str:
    """The decision table for a notebook; the quote shows on hovering over a clause."""
    head = "".join(f"<th>{escape(word('columns', key, plan.lang))}</th>" for key in _COLUMNS)
    parts = [f"<p><b>{escape(plan.title)}</b><br>{escape(_heading(plan))}</p>"]
    parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>")
    for group, members in _grouped(plan).items():
        parts.append(f'<tr><th colspan="{len(_COLUMNS)}">{escape(group)}</th></tr>')
        parts += [_row(plan, row) for row in members]
    return "".join([*parts, "</tbody></table>"])


def _row(plan: Plan, row: dict[str, str]) -> str:
    quote = escape(plan.criterion(row["id"]).quote or "", quote=True)
    cells = {key: f"<td>{escape(row[key])}</td>" for key in _COLUMNS}
    cells["clause"] = f'<td title="{quote}">{escape(row["clause"])}</td>'
    return f"<tr>{''.join(cells.values())}</tr>"
