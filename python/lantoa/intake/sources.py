"""What a path holds: grids of cells whose header is yet to be found, and tables that have one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lantoa._checks import InputError, listed
from lantoa.intake.columns import Column, Rows

Cells = Sequence[Sequence[Any]]

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_TEXTS = {".csv", ".tsv", ".txt"}
_DATABASES = {".duckdb", ".db"}
_EXPECTED = (
    "a folder of .csv or .parquet files named like tables (ratings.csv, xep-loai.csv), "
    "an Excel workbook with a sheet per table, or a .duckdb file"
)


@dataclass(frozen=True)
class Grid:
    """A sheet of cells as the file shows them; the header may stand in any of its first rows.

    Attributes:
        file: The file's name.
        name: The sheet's name, empty in a file that is one table.
        title: What names the table: the sheet's or the file's name.
        cells: Rows of cells, all of one length.
        rows: The row of the file that each row of ``cells`` is, from 1.
    """

    file: str
    name: str
    title: str
    cells: Cells
    rows: Rows


@dataclass(frozen=True)
class Sheet:
    """A table of a source with its columns.

    Attributes:
        file: The file's name.
        name: The sheet's name.
        title: What names the table.
        header: The row of the headings, 0 where the source keeps them apart from the rows.
        rows: The row of the file that each of the n rows is, from 1.
        columns: Columns of n cells.
    """

    file: str
    name: str
    title: str
    header: int
    rows: Rows
    columns: Sequence[Column]


Source = Grid | Sheet


def ordinals(size: int) -> Rows:
    """Row numbers of a source that has none of its own: from 1."""
    return np.arange(1, size + 1, dtype=np.int32)


def sources(path: Path | str | Mapping[str, Any]) -> list[Source]:
    """Everything that a folder, a file or a dict of frames holds, in a fixed order.

    Raises:
        InputError: The path is absent, of no known kind, or holds nothing to read.
    """
    if isinstance(path, Mapping):
        from lantoa.intake.frames import frame_sheets

        return frame_sheets(path)
    found = Path(path)
    if found.is_dir():
        return _folder(found)
    if not found.exists():
        raise InputError(f'"{found}" is not there; expected {_EXPECTED}')
    return _file(found)


def _folder(folder: Path) -> list[Source]:
    files = [file for file in sorted(folder.iterdir()) if _is_data(file)]
    if not files:
        raise InputError(f'the folder "{folder}" holds nothing to read; expected {_EXPECTED}')
    twice = sorted({file.stem for file in files if sum(f.stem == file.stem for f in files) > 1})
    if twice:
        raise InputError(f'the folder "{folder}" has {listed(twice)} in two kinds of file')
    texts = [
        source for file in files if file.suffix.lower() != ".parquet" for source in _file(file)
    ]
    return texts + _parquets([file for file in files if file.suffix.lower() == ".parquet"])


def _is_data(file: Path) -> bool:
    known = _TEXTS - {".txt"} | {".parquet"}
    return file.is_file() and file.suffix.lower() in known and not file.name.startswith((".", "~"))


def _parquets(files: Sequence[Path]) -> list[Source]:
    if not files:
        return []
    from lantoa.intake.store import memory, parquet_sheet

    store = memory()
    return [parquet_sheet(file, store) for file in files]


def _file(file: Path) -> list[Source]:
    kind = file.suffix.lower()
    if kind in _WORKBOOKS:
        from lantoa.intake.workbook import workbook_grids

        return list(workbook_grids(file))
    if kind in _TEXTS:
        from lantoa.intake.delimited import text_grid

        return [text_grid(file)]
    if kind in _DATABASES:
        from lantoa.intake.store import database_sheets

        return list(database_sheets(file))
    if kind == ".parquet":
        return _parquets([file])
    raise InputError(f'"{file.name}" is of a kind that cannot be read; expected {_EXPECTED}')
