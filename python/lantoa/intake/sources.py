"""What a path holds: grids of cells whose header is yet to be found, and tables that have one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lantoa._checks import InputError, listed
from lantoa.intake.columns import Column, Rows
from lantoa.intake.faults import nearest
from lantoa.intake.vocabulary import vocabulary

Cells = Sequence[Sequence[Any]]

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_TEXTS = {".csv", ".tsv", ".txt"}
_DATABASES = {".duckdb", ".db"}
_EXPECTED = (
    "a folder of .csv or .parquet files named like tables (ratings.csv, xep-loai.csv), "
    "a workbook with a sheet per table (.xlsx, .xls, .ods), or a .duckdb file"
)


@dataclass(frozen=True)
class Span:
    """Cells of a grid that are merged downwards: they all say what the first one says.

    Attributes:
        first, last: The rows, from 0.
        column: The column, from 0; of cells merged sideways too, the first.
    """

    first: int
    last: int
    column: int


@dataclass(frozen=True)
class Grid:
    """A sheet of cells as the file shows them; the header may stand in any of its first rows.

    Attributes:
        file: The file's name.
        name: The sheet's name, empty in a file that is one table.
        title: What names the table: the sheet's or the file's name.
        cells: Rows of cells, all of one length.
        rows: The row of the file that each row of ``cells`` is, from 1.
        spans: Cells that are merged downwards.
        separator: The sign between the cells of a text file, empty elsewhere.
    """

    file: str
    name: str
    title: str
    cells: Cells
    rows: Rows
    spans: Sequence[Span] = ()
    separator: str = ""


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


@dataclass(frozen=True)
class Unread:
    """A file in a folder that is not read with it: a workbook or a database beside text files.

    Attributes:
        file: The file's name.
        name: Empty: it is no sheet.
        title: The file's name again, which names no table.
    """

    file: str
    name: str
    title: str


Source = Grid | Sheet | Unread


def ordinals(size: int) -> Rows:
    """Row numbers of a source that has none of its own: from 1."""
    return np.arange(1, size + 1, dtype=np.int32)


def sources(path: Path | str | Mapping[str, Any]) -> list[Source]:
    """Everything that a folder, a file or a dict of frames holds, in a fixed order.

    Raises:
        InputError: The path is absent, of no known kind, may not be read, or holds nothing to
            read.
    """
    if isinstance(path, Mapping):
        from lantoa.intake.frames import frame_sheets

        return frame_sheets(path)
    found = _path(path)
    try:
        return _folder(found) if found.is_dir() else _file(found)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f'"{_cut(error.filename or found)}" cannot be read: {why}') from error


def _path(given: object) -> Path:
    if isinstance(given, str | Path) and str(given):
        return Path(given).expanduser()
    what = f'"{given}"' if isinstance(given, str) else type(given).__name__
    raise InputError(f"{what} cannot be read; expected {_EXPECTED}, or a dict of frames by table")


def _cut(path: object) -> str:
    return str(path) if len(str(path)) <= 200 else f"{str(path)[:199]}…"


def _absent(path: Path) -> InputError:
    """What is not there, and what of the same folder is named most like it."""
    there = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    near = nearest(path.name, [file.name for file in there if _is_data(file) or _is_office(file)])
    hint = f'; did you mean "{path.parent / near}"?' if near else f"; expected {_EXPECTED}"
    return InputError(f'"{path}" is not there{hint}')


def _folder(folder: Path) -> list[Source]:
    there = sorted(folder.iterdir())
    files = [file for file in there if _is_data(file)]
    aside = [file for file in there if _is_office(file)]
    if not files and aside:
        raise InputError(
            f'the folder "{folder}" holds no .csv or .parquet files; a workbook or a database is '
            f'read by itself: give the path "{aside[0]}"'
        )
    if not files:
        raise InputError(f'the folder "{folder}" holds nothing to read; expected {_EXPECTED}')
    twice = sorted({file.stem for file in files if sum(f.stem == file.stem for f in files) > 1})
    if twice:
        raise InputError(f'the folder "{folder}" has {listed(twice)} in two kinds of file')
    texts = [file for file in files if file.suffix.lower() != ".parquet"]
    parquets = [file for file in files if file.suffix.lower() == ".parquet"]
    read = [source for file in texts for source in _file(file)] + _parquets(parquets)
    return [*read, *(Unread(file.name, "", file.name) for file in aside)]


def _is_data(file: Path) -> bool:
    """A .txt is data where it is named like a table: Excel saves so, and people leave notes so."""
    if _is_one_of(file, {".txt"}):
        return vocabulary().table_of(file.stem) is not None
    return _is_one_of(file, _TEXTS | {".parquet"})


def _is_office(file: Path) -> bool:
    return _is_one_of(file, _WORKBOOKS | _DATABASES)


def _is_one_of(file: Path, kinds: set[str]) -> bool:
    """Whether a file is of some kinds, and none that a program keeps for itself."""
    return file.suffix.lower() in kinds and file.is_file() and not file.name.startswith((".", "~"))


def _parquets(files: Sequence[Path]) -> list[Source]:
    if not files:
        return []
    from lantoa.intake.store import memory, parquet_sheet

    store = memory()
    return [parquet_sheet(file, store) for file in files]


def _file(file: Path) -> list[Source]:
    if not file.exists():
        raise _absent(file)
    kind = file.suffix.lower()
    if kind in _WORKBOOKS:
        from lantoa.intake.workbook import workbook_grids

        grids = list(workbook_grids(file))
        if not any(len(grid.cells) for grid in grids):
            raise InputError(f'"{file.name}" has no cell filled in; expected a sheet per table')
        return list(grids)
    if kind in _TEXTS:
        from lantoa.intake.delimited import text_grid

        return [text_grid(file)]
    if kind in _DATABASES:
        from lantoa.intake.store import database_sheets

        return list(database_sheets(file))
    if kind == ".parquet":
        return _parquets([file])
    raise InputError(f'"{file.name}" is of a kind that cannot be read; expected {_EXPECTED}')
