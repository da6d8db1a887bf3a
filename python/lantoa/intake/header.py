"""Where the headings of a sheet stand: in row 1 or 3, in one row or in two, under a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from lantoa.intake.columns import Column, encode, shown
from lantoa.intake.headings import is_known, recognised
from lantoa.intake.sources import Grid, Sheet
from lantoa.intake.text import clean
from lantoa.intake.vocabulary import Vocabulary
from lantoa.schema import TableSpec

_SEARCHED = 20  # rows from the top

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Header:
    """The headings of a grid.

    Attributes:
        first, last: The rows they stand in, from 0; equal unless there are two.
        texts: One heading per column, empty where there is none.
    """

    first: int
    last: int
    texts: Sequence[str]


def header_of(cells: Rows, table: TableSpec, words: Vocabulary) -> Header | None:
    """The best of the first rows as headings of ``table``, None where none is any good."""
    rows = [[_text(cell) for cell in row] for row in cells[:_SEARCHED]]
    best, most = None, 0.0
    for first, last in _candidates(len(rows)):
        upper, lower = rows[first], rows[last]
        if sum(bool(a or b) for a, b in zip(upper, lower, strict=True)) <= most:
            continue  # no heading counts more than one
        texts = upper if first == last else _two_rows(upper, lower, table, words)
        found = _score(texts, table, words)
        if found > most:
            best, most = Header(first, last, texts), found
    return best


def _candidates(size: int) -> Iterator[tuple[int, int]]:
    """Every row alone, then every two: two rows have to say more than either alone."""
    yield from ((row, row) for row in range(size))
    yield from pairwise(range(size))


def _two_rows(upper: list[str], lower: list[str], table: TableSpec, words: Vocabulary) -> list[str]:
    """A heading over two rows: "Quyết định" above "Số" and "Ngày", "Xếp loại" above the years.

    Empty where the lower row has something under a heading that is whole: that is data.
    """
    texts = []
    for own, high, low in zip(upper, _filled(upper, lower), lower, strict=True):
        ways = [f"{low} {high}", f"{high} {low}", low] if high and low else [low or high]
        known = next((way for way in ways if is_known(way, table, words)), None)
        if known is None and own and low and is_known(own, table, words):
            return []
        texts.append(known or low or high)
    return texts


def _filled(upper: list[str], lower: list[str]) -> list[str]:
    """A merged heading stands in its first cell; it goes on as long as there is one below."""
    filled, last = [], ""
    for above, below in zip(upper, lower, strict=True):
        last = above or (last if below else "")
        filled.append(last)
    return filled


def _text(cell: Any) -> str:
    return clean(shown(cell) or "")


def _score(texts: Sequence[str], table: TableSpec, words: Vocabulary) -> float:
    """How many headings are understood, and a little less for each that is not."""
    found = recognised(texts, table, words)
    read = sum(heading.role in {"column", "wide"} for heading in found)
    known = sum(heading.role in {"refused", "aside", "duplicate"} for heading in found)
    strange = sum(heading.role == "unknown" for heading in found)
    if read < 2 and not any(heading.role == "column" for heading in found):
        return 0  # one bare year is a cell of the data
    return read + known / 4 - strange / 8 if read else 0


def sheet_of(grid: Grid, table: TableSpec, words: Vocabulary) -> Sheet | None:
    """The grid as a table with columns, None where it has no headings."""
    header = header_of(grid.cells, table, words)
    if header is None:
        return None
    below = _unmerged(grid, header.last + 1)
    texts = [_as_written(grid.cells, header, place) for place in range(len(header.texts))]
    columns: list[Column] = [
        encode(text, [row[place] for row in below]) for place, text in enumerate(texts)
    ]
    rows = np.asarray(grid.rows[header.last + 1 :], np.int32)
    first = int(grid.rows[header.first])
    return Sheet(grid.file, grid.name, grid.title, first, rows, columns)


def _unmerged(grid: Grid, start: int) -> list[Any]:
    """The rows from ``start`` on, each cell of a merged column with what its first one says.

    A row that holds nothing of its own stays blank.
    """
    rows: list[Any] = [list(row) for row in grid.cells] if grid.spans else list(grid.cells)
    merged = [
        (row, span)
        for span in grid.spans
        for row in range(span.first + 1, min(span.last + 1, len(rows)))
        if span.first >= start and span.column < len(rows[row])
    ]
    held = {row for row, _ in merged if any(_text(cell) for cell in rows[row])}
    for row, span in merged:
        if row in held:
            rows[row][span.column] = rows[span.first][span.column]
    return rows[start:]


def _as_written(cells: Rows, header: Header, place: int) -> str:
    """The heading to look up and to show: as it stands, joined where it takes two rows."""
    if header.first == header.last:
        return shown(cells[header.first][place]) or ""
    return header.texts[place]
