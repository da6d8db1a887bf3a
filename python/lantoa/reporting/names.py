"""Names from a key file: they join the ids when a document is printed, and live nowhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.intake.text import clean, heading_key

_IDS = ("subject_id", "person_id", "unit_id", "Mã", "Mã CB", "Mã đơn vị", "Mã số", "id")
_NAMES = ("name", "Họ và tên", "Họ tên", "Tên", "Tên tập thể", "Tên đơn vị",
          "Tên tập thể, cá nhân", "Họ tên / Tên tập thể")  # fmt: skip
_LOOKED_AT = 20  # rows in which the headings may stand


@dataclass(frozen=True)
class Names:
    """Ids with their names; an id without a name stands for itself.

    Attributes:
        by_id: Id to name.
        unnamed: Ids of the file whose name is blank.

    Example:
        >>> names = Names({"CB01": "Nông Văn A"})
        >>> names["CB01"], names["CB02"]
        ('Nông Văn A', 'CB02')
    """

    by_id: Mapping[str, str] = field(default_factory=dict)
    unnamed: tuple[str, ...] = ()

    def __getitem__(self, subject_id: str) -> str:
        return self.by_id.get(subject_id, subject_id)

    def missing(self, ids: Iterator[str] | list[str]) -> list[str]:
        """Of some ids those without a name."""
        return [one for one in ids if one not in self.by_id]


def read_names(path: str | Path | Mapping[str, str] | None) -> Names:
    """The names of a key file.

    Args:
        path: A CSV file or an Excel workbook whose first sheet has the columns ``subject_id``
            (``Mã``) and ``name`` (``Họ và tên``), people and units alike; or a dict of ids to
            names. None: no names, ids stand for themselves.

    Raises:
        InputError: The file cannot be read, a column is not there, an id stands in it twice, or
            a name has no id; the message names file and row.
    """
    if path is None:
        return Names()
    if isinstance(path, Mapping):
        told = {str(one): clean(str(name)) for one, name in path.items()}
        return _checked("names", [(at, *pair) for at, pair in enumerate(told.items(), start=1)])
    file = Path(path)
    return _checked(file.name, list(_rows(file)))


def _checked(file: str, rows: list[tuple[int, str, str]]) -> Names:
    found: dict[str, tuple[int, str]] = {}
    unnamed = []
    for row, subject_id, name in rows:
        if not subject_id:
            raise InputError(f'names file "{file}", row {row}: a name without an id ("{name}")')
        if subject_id in found:
            raise InputError(
                f'names file "{file}", row {row}: id "{subject_id}" stands in row '
                f"{found[subject_id][0]} already; expected every id once"
            )
        found[subject_id] = (row, name)
        if not name:
            unnamed.append(subject_id)
    return Names({one: name for one, (_, name) in found.items() if name}, tuple(unnamed))


def _rows(file: Path) -> Iterator[tuple[int, str, str]]:
    """Row, id and name of every filled row."""
    cells, numbers = _grid(file)
    top, at_id, at_name = _header(file.name, cells)
    for row, number in list(zip(cells, numbers, strict=True))[top + 1 :]:
        subject_id, name = _text(row[at_id]), _text(row[at_name])
        if subject_id or name:
            yield int(number), subject_id, name


def _grid(file: Path) -> tuple[list[list[Any]], list[int]]:
    from lantoa.intake.sources import Grid, sources

    if file.is_dir():
        raise InputError(f'names file "{file}" is a folder; expected a .csv or .xlsx file')
    for grid in sources(file):
        if isinstance(grid, Grid):
            return [list(row) for row in grid.cells], list(grid.rows)
    raise InputError(f'names file "{file.name}" holds no sheet; expected a .csv or .xlsx file')


def _header(file: str, cells: list[list[Any]]) -> tuple[int, int, int]:
    """The row of the headings, and where id and name stand."""
    ids, names = ({heading_key(one) for one in wanted} for wanted in (_IDS, _NAMES))
    seen: list[str] = []
    for at, row in enumerate(cells[:_LOOKED_AT]):
        keys = [heading_key(_text(cell)) for cell in row]
        seen += [_text(cell) for cell in row if _text(cell)]
        at_id = next((column for column, one in enumerate(keys) if one in ids), None)
        at_name = next((column for column, one in enumerate(keys) if one in names), None)
        if at_id is not None and at_name is not None:
            return at, at_id, at_name
    near = {wanted: _checks.nearest(wanted, seen) for wanted in ("subject_id", "name")}
    told = ", ".join(f'"{one}" for {wanted}' for wanted, one in near.items() if one)
    hint = f"; nearest headings: {told}" if told else ""
    raise InputError(
        f'names file "{file}" has no headings subject_id (Mã) and name (Họ và tên){hint}'
    )


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(unicodedata.normalize("NFC", str(cell)))
