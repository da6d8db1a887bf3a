"""Text files: comma, semicolon or tab, UTF-8 or UTF-16; anything else is refused, not guessed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np

from lantoa._checks import InputError
from lantoa.intake.contents import check_text
from lantoa.intake.sources import Grid

_LOOKED_AT = 50  # lines
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def text_grid(file: Path) -> Grid:
    """The cells of a text file with the line that each record starts on.

    Raises:
        InputError: The file is not Unicode, such as one typed in .VnTime or saved by an old Excel;
            it is a workbook; or a quotation mark stands where it swallows rows.
    """
    check_text(file)
    text = _text(file)
    separator = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    cells, rows = [], []
    start = 1
    try:
        for record in reader:
            cells.append(record)
            rows.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f'"{file.name}", line {start}: a cell that opens with a quotation mark is not closed '
            f"where it should be ({error}); expected two marks for one inside a cell"
        ) from None
    width = max(map(len, cells), default=0)
    for record in cells:
        record.extend([""] * (width - len(record)))
    rows_ = np.array(rows, np.int32)
    return Grid(file.name, "", file.stem, cells, rows_, separator=separator)


def _text(file: Path) -> str:
    data = file.read_bytes()
    try:
        return data.decode(_BOMS.get(data[:2], "utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f'"{file.name}", line {line}: not Unicode (UTF-8). A file typed in .VnTime (TCVN3) or '
            "saved by an old Excel has to be converted first (Excel: Save as, CSV UTF-8); it is "
            "not read by halves"
        ) from None


def _delimiter(text: str) -> str:
    """The sign that most often comes equally often in a line, outside quotes; a comma for want of any.

    A title above the headings or a decimal comma below them does not mislead it.
    """
    filled = (line for line in io.StringIO(text) if line.strip(" ,;\t\r\n"))
    lines = ["".join(line.split('"')[::2]) for line in islice(filled, _LOOKED_AT)]

    def agreement(sign: str) -> int:
        times = Counter(line.count(sign) for line in lines)
        return max(count * lines_ for count, lines_ in times.items())

    return max(",;\t|", key=lambda sign: (agreement(sign) if lines else 0, sign == ","))
