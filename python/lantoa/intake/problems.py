"""Everything that was not read, each with its place: the list that an office works through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa.intake.columns import Encoded, Stacked, shown
from lantoa.intake.faults import Fault
from lantoa.schema import wording

Lang = Literal["vi", "en"]
COLUMNS = ("file", "sheet", "row", "column", "value", "kind", "what", "nearest")
_TEXTS = wording("problems")
KINDS: tuple[str, ...] = tuple(_TEXTS["kinds"])
"""The closed list of kinds."""


@dataclass(frozen=True)
class Problem:
    """Cells, rows or columns with the same thing wrong.

    Attributes:
        file, sheet: Where they stand.
        rows: The k rows of the file.
        column: The heading as written, None where the row or the sheet is meant.
        values: The k cells as written, None where no cell is at fault.
        kind: One of `KINDS`.
        nearest: The k nearest valid values.
        text: The entry of ``wording/problems.toml`` that says it; the kind for want of another.
        words: What fills the entry's gaps, one mapping for all rows or one per row.
        table: The table meant, None where there is none.
        name: The canonical column meant, None where there is none.
        places: Which rows of the sheet the k rows are, where that is known.
        keys: The keys of the k rows, where rows of a yearly table were not accepted for it.
    """

    file: str
    sheet: str
    rows: npt.NDArray[Any]
    column: str | None
    kind: str
    values: Sequence[str | None] = ()
    nearest: Sequence[str | None] = ()
    text: str | None = None
    words: Mapping[str, Any] | Sequence[Mapping[str, Any]] = field(default_factory=dict)
    table: str | None = None
    name: str | None = None
    places: npt.NDArray[np.intp] | None = None
    keys: Sequence[tuple[str, ...]] = ()

    def only(self, places: Sequence[int]) -> Problem:
        """The same problem of some of its rows."""

        def some(values: Sequence[Any]) -> list[Any]:
            return [values[place] for place in places] if values else []

        words = self.words if isinstance(self.words, Mapping) else some(self.words)
        return replace(
            self, rows=self.rows[list(places)], values=some(self.values),
            nearest=some(self.nearest), words=words, places=None,
            keys=some(self.keys),
        )  # fmt: skip

    def entries(self, lang: Lang) -> list[tuple[Any, ...]]:
        """One line of `COLUMNS` per row."""
        size = len(self.rows)
        values = self.values or [None] * size
        near = self.nearest or [None] * size
        words = [self.words] * size if isinstance(self.words, Mapping) else self.words
        what = _sentence(self.kind, self.text, lang)
        return [
            (self.file, self.sheet, int(row), self.column, v, self.kind, what.format_map(w), n)
            for row, v, w, n in zip(self.rows, values, words, near, strict=True)
        ]


def _sentence(kind: str, text: str | None, lang: Lang) -> str:
    own = _TEXTS["texts"].get(text or "", {})
    return str(own.get(lang) or _TEXTS["kinds"][kind][lang])


def of_cells(
    column: Encoded,
    faults: Mapping[int, Fault],
    rows: npt.NDArray[Any],
    place: Mapping[str, Any],
) -> list[Problem]:
    """The problems of a column's cells.

    Args:
        column: The source's column of n cells.
        faults: Code of a value that differs to why it was not read.
        rows: The n rows of the file.
        place: ``file``, ``sheet``, ``table`` and ``name`` of the column.
    """
    if isinstance(column, Stacked) and column.under is not None:
        return [
            replace(problem, places=None if problem.places is None else at[problem.places])
            for part, at in column.parts()
            for problem in of_cells(part, faults, rows[at], place)
        ]
    found = []
    for kind, text in dict.fromkeys((fault.kind, fault.text) for fault in faults.values()):
        ours = {code for code, fault in faults.items() if (fault.kind, fault.text) == (kind, text)}
        faulty = np.array([*(code in ours for code in range(len(column.distinct))), False])
        at = np.flatnonzero(faulty[column.codes])
        codes = column.codes[at]
        values = [shown(column.distinct[code]) for code in codes]
        near = [faults[int(code)].nearest for code in codes]
        if not len(at):
            continue
        found.append(
            Problem(
                rows=rows[at], column=column.heading, kind=kind, values=values, nearest=near,
                text=text, places=at, **place,
            )
        )  # fmt: skip
    return found


def frame(problems: Sequence[Problem], lang: Lang) -> pd.DataFrame:
    """The list as users see it: by file and sheet as they were read, then by row."""
    places = {(p.file, p.sheet): i for i, p in reversed([*enumerate(problems)])}
    lines = [line for problem in problems for line in problem.entries(lang)]
    lines.sort(key=lambda line: (places[line[0], line[1]], line[2]))
    found = pd.DataFrame(lines, columns=list(COLUMNS))
    texts = {name: "str" for name in COLUMNS if name != "row"}
    return found.astype({**texts, "row": "int64"})
