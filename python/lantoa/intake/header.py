"""Where the headings of a sheet stand: in row 1 or 3, in one row or in two, under a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from lantoa.intake.columns import Column, encode, shown
from lantoa.intake.headings import recognised
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
    best, most = None, 0.0
    for header in _candidates(cells[:_SEARCHED]):
        found = _score(header.texts, table, words)
        if found > most:
            best, most = header, found
    return best


def _candidates(cells: Rows) -> Iterator[Header]:
    """Every row alone, then every two: two rows have to say more than either alone."""
    for row, texts in enumerate(cells):
        yield Header(row, row, [_text(cell) for cell in texts])
    for row, (upper, lower) in enumerate(pairwise(cells)):
        for both in _two_rows(upper, lower):
            yield Header(row, row + 1, both)


def _two_rows(upper: Sequence[Any], lower: Sequence[Any]) -> list[list[str]]:
    """A heading over two rows: "Quyết định" above "Số" and "Ngày", "Xếp loại" above the years."""
    above, below = _filled([_text(cell) for cell in upper], lower), [_text(c) for c in lower]
    pairs = list(zip(above, below, strict=True))
    under = [f"{b} {a}".strip() if a and b else a or b for a, b in pairs]
    over = [f"{a} {b}".strip() if a and b else a or b for a, b in pairs]
    alone = [b or a for a, b in pairs]
    return [under, over, alone]


def _filled(upper: list[str], lower: Sequence[Any]) -> list[str]:
    """A merged heading stands in its first cell; it goes on as long as there is one below."""
    filled, last = [], ""
    for above, below in zip(upper, lower, strict=True):
        last = above or (last if _text(below) else "")
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
    return read + known / 4 - strange / 8 if read else 0


def sheet_of(grid: Grid, table: TableSpec, words: Vocabulary) -> Sheet | None:
    """The grid as a table with columns, None where it has no headings."""
    header = header_of(grid.cells, table, words)
    if header is None:
        return None
    below = list(grid.cells[header.last + 1 :])
    texts = [_as_written(grid.cells, header, place) for place in range(len(header.texts))]
    columns: list[Column] = [
        encode(text, [row[place] for row in below]) for place, text in enumerate(texts)
    ]
    rows = np.asarray(grid.rows[header.last + 1 :], np.int32)
    first = int(grid.rows[header.first])
    return Sheet(grid.file, grid.name, grid.title, first, rows, columns)


def _as_written(cells: Rows, header: Header, place: int) -> str:
    """The heading to look up and to show: as it stands, joined where it takes two rows."""
    if header.first == header.last:
        return shown(cells[header.first][place]) or ""
    return header.texts[place]
