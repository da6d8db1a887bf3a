"""What is wrong in the rows that spread reads: listed with its place, as intake lists the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa._wording import said
from lantoa.spreading.registers import Register

if TYPE_CHECKING:
    from lantoa.office import Office

TOPIC = "spreading"
COLUMNS = ("file", "sheet", "row", "column", "value", "kind", "what", "nearest")
READ = (
    "practices",
    "adoptions",
    "publicity",
    "recognitions",
    "links",
    "observed",
    "assignments",
    "unit_changes",
    "memberships",
)
"""The registers whose problems concern spread."""

Row = tuple[str, str, int, str | None, str | None, str, str, str | None]


class Findings:
    """A list of problems that grows while the registers are read.

    Args:
        lang: The language of ``what``.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._rows: list[Row] = []
        self._cells: set[tuple[str, str, int, str, str]] = set()

    def add(
        self,
        kind: str,
        register: Register,
        rows: Any,
        column: str | None = None,
        words: Sequence[dict[str, Any]] | None = None,
    ) -> None:
        """Rows of a register with the same thing wrong.

        Args:
            kind: One of the kinds of ``wording/spreading.toml``.
            register: Where they stand.
            rows: Numbers of rows, or a flag for each.
            column: The column that is wrong.
            words: What fills the gaps of the sentence, for each row.
        """
        at = np.flatnonzero(rows) if np.asarray(rows).dtype == bool else np.asarray(rows, int)
        for number, row in enumerate(at):
            value = None if column is None else _shown(register, column, int(row))
            what = said(TOPIC, f"problems.{kind}", self.lang, **(words[number] if words else {}))
            self._rows.append((*register.at(int(row)), column, value, kind, what, None))

    def note(self, kind: str, table: str, **words: Any) -> None:
        """Something about a table, not about a row of it."""
        what = said(TOPIC, f"problems.{kind}", self.lang, **words)
        self._rows.append(("", table, 0, None, None, kind, what, None))

    def unread(self, register: Register, column: str) -> NDArray[np.bool_]:
        """A flag per row of a register: intake could not read this cell."""
        rows = range(len(register)) if self._cells else ()
        found = ((*register.at(row), register.name, column) in self._cells for row in rows)
        return np.array([*found] or [False] * len(register), bool)

    def of_intake(self, office: Office, tables: Iterable[str] = READ) -> None:
        """What intake listed of some tables, and which cells it could not read."""
        wanted = set(tables)
        self.extend(of_office(office, self.lang, wanted))
        for one in office.listed:
            if one.table in wanted and one.name is not None:
                place = (one.file, one.sheet)
                self._cells.update((*place, int(row), one.table, one.name) for row in one.rows)

    def extend(self, frame: pd.DataFrame) -> None:
        """Problems that intake listed."""
        plain = frame[list(COLUMNS)].astype(object).where(frame[list(COLUMNS)].notna(), None)
        self._rows.extend(tuple(row) for row in plain.itertuples(index=False))

    def frame(self) -> pd.DataFrame:
        """The list in order of sheet and row, each problem once."""
        found = pd.DataFrame(list(dict.fromkeys(self._rows)), columns=list(COLUMNS))
        found = found.sort_values(["file", "sheet", "row"], kind="stable", ignore_index=True)
        texts = {name: "str" for name in COLUMNS if name != "row"}
        return found.astype({**texts, "row": "int64"})


def of_office(office: Office, lang: str, tables: Iterable[str] = READ) -> pd.DataFrame:
    """What intake listed of the registers that spread reads."""
    from lantoa.intake.problems import frame

    wanted = set(tables)
    listed = [one for one in office.listed if one.table in wanted]
    return frame(listed, "en" if lang == "en" else "vi")


def _shown(register: Register, column: str, row: int) -> str | None:
    cells = register.written.get(column, register.frame[column])
    cell: Any = cells.iloc[row]
    if cell is None or cell is pd.NaT or cell != cell or cell == "":
        return None
    return cell.date().isoformat() if isinstance(cell, pd.Timestamp) else str(cell)
