"""Cells of a workbook that show a per cent: the file holds 0.965 where a reader sees 96.5 %.

The reader of workbooks tells values and no formats, so the sheet's XML is looked at.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lantoa._checks import InputError
from lantoa.intake.sheet_xml import UNREADABLE, SheetXml

_BUILT_IN = frozenset({"9", "10"})  # 0% and 0.00%, ECMA-376 part 1, 18.8.30
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CELL = re.compile(rb"<(?:\w+:)?c (?=[^>]*?\bs=\"(\d+)\")[^>]*?\br=\"([A-Z]+)(\d+)\"")
_OPEN_PERCENT = b'office:value-type="percentage"'
Places = Mapping[int, frozenset[int]]


def percents(file: Path, sheet: str) -> Places:
    """The rows with a per cent in each column of a sheet, both counted from 0.

    Raises:
        InputError: It is an OpenDocument sheet that has some: which ones is not told apart there.
    """
    if file.suffix.lower() == ".ods" and _OPEN_PERCENT in _part(file, "content.xml"):
        raise InputError(
            f'"{file.name}" has cells of per cent, which are not told apart in an .ods file; save '
            "it as .xlsx and read that"
        )
    styles = _percent_styles(_part(file, "xl/styles.xml"))
    found: dict[int, set[int]] = {}
    for style, letters, row in _CELL.findall(SheetXml(file).of(sheet)) if styles else ():
        if int(style) in styles:
            found.setdefault(_column(letters), set()).add(int(row) - 1)
    return {column: frozenset(rows) for column, rows in found.items()}


def as_percents(cells: Sequence[Any], rows: frozenset[int], first: int) -> list[Any]:
    """The cells of a column as they are shown: numbers in ``rows`` with a sign.

    Args:
        cells: The cells below the heading.
        rows: The rows of the sheet that show a per cent, from 0.
        first: The row of the sheet of the first cell.

    >>> as_percents([0.965, 88.0, 0.12345, "-"], frozenset({3, 5, 6}), 3)
    ['96.5%', 88.0, '12.3450%', '-']
    """
    return [
        _shown(cell) if at in rows and type(cell) in (int, float) else cell
        for at, cell in enumerate(cells, first)
    ]


def _shown(cell: float) -> str:
    """A per cent with its sign, never with three decimals: those may be thousands."""
    text = f"{(Decimal(repr(cell)) * 100).normalize():f}"
    _, dot, decimals = text.partition(".")
    return f"{text}0%" if dot and len(decimals) == 3 else f"{text}%"


def _part(file: Path, name: str) -> bytes:
    """A part of a workbook; empty where it has none that can be read."""
    try:
        with zipfile.ZipFile(file) as parts:
            return parts.read(name)
    except UNREADABLE:
        return b""


def _percent_styles(xml: bytes) -> frozenset[int]:
    """The numbers of the styles that show a per cent."""
    try:
        styles = ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        return frozenset()
    own = {
        one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind(".//{*}numFmt")
    }
    percent = {name for name, code in own.items() if "%" in _QUOTED.sub("", code)}
    percent |= _BUILT_IN - own.keys()
    kinds = styles.iterfind("./{*}cellXfs/{*}xf")
    return frozenset(at for at, one in enumerate(kinds) if one.get("numFmtId") in percent)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
