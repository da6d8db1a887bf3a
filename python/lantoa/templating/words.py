"""What the sheets of a template say: headings, labels, hints and examples, in Vietnamese."""

from __future__ import annotations

from typing import Any

from lantoa.intake.vocabulary import shown_heading, shown_label, shown_sheet
from lantoa.schema import CODES, ColumnSpec, TableSpec, wording

MARK = "(ví dụ)"
"""How an example row begins; `lantoa.read` passes over such a row."""


def words() -> dict[str, Any]:
    """The wording of templates."""
    return wording("template")


def guide(key: str) -> Any:
    """A text of the instructions."""
    return words()["guide"][key]


def about(table: str) -> str:
    """What the sheet of a table is for."""
    return str(words()["tables"][table])


def is_required(table: TableSpec, column: ColumnSpec) -> bool:
    """Whether a row without this cell says nothing."""
    return column.key or (column.value and table.instead is None)


def hint(table: TableSpec, column: ColumnSpec) -> str:
    """What to enter in a column, for the note on its heading.

    >>> from lantoa.schema import TABLES
    >>> hint(TABLES["ratings"], TABLES["ratings"].columns["year"])
    'Bắt buộc. Năm, bốn chữ số.'
    """
    kind = words()["types"][column.type]
    if column.type == "ref" and column.of:
        kind = kind.format(sheet=shown_sheet(column.of))
    more = words()["columns"].get(f"{table.name}.{column.name}")
    required = guide("required") if is_required(table, column) else None
    return " ".join(text for text in (required, more, kind) if text)


def labels(codes: str) -> list[str]:
    """The labels to choose from, one per code, as they are shown; roles have several.

    >>> labels("verdicts")
    ['Không đạt', 'Đạt']
    """
    if codes == "roles":
        roles = wording("aliases")["roles"]
        return [label for code in ("head", "deputy", "member") for label in roles[code]]
    return [shown_label(code, codes) for code in CODES.get(codes, ("true", "false"))]


def example(table: TableSpec) -> dict[str, Any]:
    """The example row: column to what its cell holds, codes as labels."""
    row = words()["examples"][table.name]
    return {name: _cell(value, table.columns[name]) for name, value in row.items()}


def _cell(value: Any, column: ColumnSpec) -> Any:
    if column.type == "code" and column.of:
        return shown_label(value, column.of)
    if column.type == "bool":
        return shown_label(str(value).lower(), "bool")
    if column.type == "table":
        return shown_sheet(value)
    return value / 1000 if column.type == "per_mille" else value


def headings(table: TableSpec) -> dict[str, str]:
    """The heading of every column, the first column of row numbers left out.

    >>> from lantoa.schema import TABLES
    >>> headings(TABLES["families"])
    {'person_id': 'Mã CB', 'year': 'Năm', 'held': 'Gia đình văn hóa'}
    """
    return {name: shown_heading(name, table.name) for name in table.columns}
