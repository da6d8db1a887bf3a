"""What a worklist is made of: a row of a register with cells to fill, or a row that is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.office import Office

Cells = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Line:
    """A row of a register that waits for somebody.

    Attributes:
        table: The register.
        position: Its row there; -1 for a row that is not there yet.
        known: What is known of a row that is not there.
        columns: The cells to fill, in the order of the table; none: the whole register is missing.
        beside: Cells to fill in with them, which say nothing alone.
        why: Why it is needed, one of `lantoa.evaluating.WHY_UNKNOWN`.
        subject_id: Whose row it is.
        criterion_id: Which judgement it is, None for other registers.
    """

    table: str
    position: int = -1
    known: Cells = ()
    columns: tuple[str, ...] = ()
    beside: tuple[str, ...] = field(default=(), compare=False)
    why: str = field(default="row_missing", compare=False)
    subject_id: str | None = field(default=None, compare=False)
    criterion_id: str | None = field(default=None, compare=False)

    @property
    def year(self) -> int | None:
        """The year of a row that is not there."""
        found = dict(self.known).get("year")
        return None if found is None else int(found)


def known(**cells: Any) -> Cells:
    """The cells of a row that is not there, blank ones left out.

    >>> known(subject_id="CB01", year=2022, target=None)
    (('subject_id', 'CB01'), ('year', 2022))
    """
    return tuple((name, value) for name, value in cells.items() if value is not None)


def merged(lines: Sequence[Line]) -> list[Line]:
    """Lines of one row as one, with the cells of all of them."""
    rows: dict[tuple[str, int, Cells], list[Line]] = {}
    for line in lines:
        rows.setdefault((line.table, line.position, line.known), []).append(line)
    return [_joined(group) for group in rows.values()]


def _joined(group: Sequence[Line]) -> Line:
    first = group[0]
    wanted = {name for line in group for name in line.columns}
    columns = tuple(name for name in TABLES[first.table].columns if name in wanted)
    return replace(first, columns=columns)


def cells_of(line: Line, office: Office) -> dict[str, Any]:
    """What is known of a line's row by column; a cell of a register where it has a row."""
    if line.position < 0:
        return dict(line.known)
    row = office.tables[line.table].frame.iloc[line.position]
    return {str(name): value for name, value in row.items() if not pd.isna(value)}


def place_of(line: Line, office: Office) -> tuple[str, str, int | None]:
    """File, sheet and row of a line; blank where it has no row."""
    if line.position < 0:
        return "", "", None
    return office.tables[line.table].origin.at(line.position)


Waiting = Mapping[Line, tuple[int, int]]
"""For each line how many verdicts wait for it, and how many for it alone."""
