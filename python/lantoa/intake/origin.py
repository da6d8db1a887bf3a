"""Where rows stand in the files they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Origin:
    """The source position of n rows.

    Attributes:
        file: The file of each part that the table was read from.
        sheet: The sheet of each part; empty where a file is one table.
        part: For each row the part it came from, a place in ``file`` and ``sheet``.
        row: For each row its number in the file: as Excel shows it, the line of a CSV file
            (the header is 1), the place from 1 in Parquet, DuckDB and frames.
    """

    file: Sequence[str]
    sheet: Sequence[str]
    part: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]

    def take(self, rows: npt.NDArray[Any]) -> Origin:
        """The positions of some rows, given by place or by flag."""
        return replace(self, part=self.part[rows], row=self.row[rows])

    def at(self, row: int) -> tuple[str, str, int]:
        """File, sheet and row of one row of the frame.

        >>> Origin(["a.xlsx"], ["Xếp loại"], np.array([0]), np.array([4])).at(0)
        ('a.xlsx', 'Xếp loại', 4)
        """
        part = int(self.part[row])
        return self.file[part], self.sheet[part], int(self.row[row])

    @classmethod
    def joined(cls, parts: Sequence[Origin]) -> Origin:
        """The positions of several parts, one after the other."""
        if len(parts) == 1:
            return parts[0]
        starts = np.cumsum([0, *(len(part.file) for part in parts)])[:-1]
        numbers = [part.part + start for part, start in zip(parts, starts, strict=True)]
        return cls(
            file=[name for part in parts for name in part.file],
            sheet=[name for part in parts for name in part.sheet],
            part=np.concatenate(numbers).astype(np.int32),
            row=np.concatenate([part.row for part in parts]),
        )

    @classmethod
    def of(cls, file: str, sheet: str, rows: npt.NDArray[np.int32]) -> Origin:
        """Rows of one sheet."""
        return cls([file], [sheet], np.zeros(len(rows), np.int32), rows)
