"""Entries: what a form says of each subject, read row by row; what cannot be read is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from lantoa._checks import InputError, listed
from lantoa.intake.faults import nearest
from lantoa.intake.sources import Grid, sources
from lantoa.intake.text import clean, heading_key, key
from lantoa.schema import wording
from lantoa.tallying.percents import as_shown, percent_cells
from lantoa.tallying.values import is_blank

if TYPE_CHECKING:
    from lantoa.tallying.layout import Layout

COLUMNS = ("subject_id", "id", "stage", "value", "entered", "stated", "document")
NEEDED = ("subject_id", "id")
STAGES = ("self_report", "appraised", "noted")
_SEARCHED = 30  # rows in which the headings may stand


@dataclass(frozen=True)
class Place:
    """Where a row stands: the file, the sheet, the row as a reader counts it."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True)
class Entry:
    """One row that can be placed: its subject, stage and id are known."""

    place: Place
    subject: str
    stage: str
    means: tuple[str, int]  # rule, item, group, evidence or total; and which
    cells: Mapping[str, Any]

    def cell(self, name: str) -> Any:
        """A cell, None where it is blank."""
        found = self.cells.get(name)
        return None if is_blank(found) else found


@dataclass(frozen=True)
class EntryProblem:
    """A cell, row or column that is not taken as it is written."""

    place: Place
    column: str
    value: str
    kind: str
    nearest: str | None = None
    subject: str = ""

    def said(self, lang: str) -> str:
        """The problem in words."""
        return str(wording("tallying")["problems"][self.kind][lang])


@dataclass(frozen=True)
class Entries:
    """What was read, and what was not."""

    rows: Sequence[Entry]
    problems: Sequence[EntryProblem]


Raw = tuple[Place, Mapping[str, Any]]


def read(given: Any, layout: Layout) -> Entries:
    """The entries of a frame, a CSV or text file, or a workbook.

    Raises:
        InputError: There is no table with the columns ``subject_id`` and ``id``, or no row in it.
    """
    problems: list[EntryProblem] = []
    if isinstance(given, str | Path):
        raw = list(_of_file(given, problems))
        name = Path(given).name
    else:
        raw, name = list(_of_frame(given, problems)), "the frame"
    if not raw:
        raise InputError(f"{name}: no row of entries; expected one for each subject and id")
    rows = [row for one in raw if (row := _placed(one, layout, problems)) is not None]
    return Entries(rows, problems)


def _of_file(path: str | Path, problems: list[EntryProblem]) -> Iterator[Raw]:
    seen: list[str] = []
    laid = 0
    for source in sources(path):
        if not isinstance(source, Grid):
            raise InputError(f"{source.file}: expected a CSV file or a workbook of entries")
        at = _header(source)
        if at is None:
            seen += [str(cell) for row in source.cells[:1] for cell in row if not is_blank(cell)]
            continue
        laid += 1
        names = _named(source.cells[at], Place(source.file, source.name, int(source.rows[at])))
        problems += names[1]
        percent = percent_cells(Path(path), source.title) if source.name else set()
        for row, cells in zip(source.rows[at + 1 :], source.cells[at + 1 :], strict=True):
            kept = {
                name: as_shown(cells[column]) if (row - 1, column) in percent else cells[column]
                for name, column in names[0].items()
            }
            if not all(is_blank(cell) for cell in kept.values()):
                yield Place(source.file, source.name, int(row)), kept
    if not laid:
        raise _no_header(Path(path).name, seen)


def _no_header(name: str, seen: Sequence[str]) -> InputError:
    found = f"; found {listed(seen)}" if seen else "; it is empty"
    return InputError(f'{name}: no row with the headings "subject_id" and "id"{found}')


def _header(grid: Grid) -> int | None:
    for at, cells in enumerate(grid.cells[:_SEARCHED]):
        names = {_headings().get(heading_key(str(cell))) for cell in cells if not is_blank(cell)}
        if set(NEEDED) <= names:
            return at
    return None


@cache
def _headings() -> dict[str, str]:
    read = wording("tallying")["headings"]
    return {heading_key(text): name for name in COLUMNS for text in (name, *read[name])}


def _named(cells: Iterable[Any], place: Place) -> tuple[dict[str, int], list[EntryProblem]]:
    """The column of each name; the first of two, and what is not read."""
    found: dict[str, int] = {}
    problems = []
    for column, cell in enumerate(cells):
        if is_blank(cell):
            continue
        name = _headings().get(heading_key(str(cell)))
        if name is None or name in found:
            near = nearest(str(cell), [one for one in COLUMNS if one not in found])
            problems.append(EntryProblem(place, str(cell), "", "unknown_column", near))
        else:
            found[name] = column
    return found, problems


def _of_frame(given: Any, problems: list[EntryProblem]) -> Iterator[Raw]:
    try:
        frame = nw.from_native(given, eager_only=True)
    except TypeError:
        what = type(given).__name__
        raise InputError(
            f"entries: expected a path or a pandas, polars or pyarrow frame, not {what}"
        ) from None
    names, unread = _named(frame.columns, Place("", "", 0))
    problems += unread
    if not set(NEEDED) <= set(names):
        raise _no_header("the frame", frame.columns)
    columns = [frame[:, at].to_list() for at in names.values()]
    for row, cells in enumerate(zip(*columns, strict=True), start=1):
        yield Place("", "", row), dict(zip(names, cells, strict=True))


def _placed(raw: Raw, layout: Layout, problems: list[EntryProblem]) -> Entry | None:
    """A row as an entry; None, and a problem more, where its subject, id or stage is not known."""
    place, cells = raw
    subject, name = (_text(cells[column]) for column in NEEDED)
    means, stage = layout.means(name), _stage(cells.get("stage"))
    if subject and means and stage:
        return Entry(place, subject, stage, means, cells)
    column, kind, near = "stage", "unknown_stage", nearest(_text(cells.get("stage")), STAGES)
    if not subject:
        column, kind, near = "subject_id", "blank_subject", None
    elif not name:
        column, kind, near = "id", "blank_id", None
    elif not means:
        column, kind, near = "id", "unknown_id", nearest(name, layout.names)
    value = _text(cells.get(column))
    problems.append(EntryProblem(place, column, value, kind, near, subject))
    return None


def _text(cell: Any) -> str:
    """A cell as text; Excel hands 5 out as 5.0, and 5.1 as the double that prints as 5.1."""
    if is_blank(cell):
        return ""
    whole = isinstance(cell, float) and cell.is_integer()
    return clean(str(int(cell) if whole else cell))


def _stage(cell: Any) -> str | None:
    return STAGES[0] if is_blank(cell) else _stages().get(key(str(cell)))


@cache
def _stages() -> dict[str, str]:
    told = wording("tallying")["stages"]
    return {key(text): stage for stage in STAGES for text in told[stage]["read"]}
