"""Cells that Excel shows in per cent: 97.7 % typed there is stored as 0.977.

Without this a share from a workbook would be a hundred times too small, or doubtful.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lantoa.intake.sheet_xml import SheetXml

_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_BUILT_IN = {9, 10}  # 0% and 0.00%
_QUOTED = re.compile(r'"[^"]*"|\\.')

Places = set[tuple[int, int]]


def percent_cells(file: Path, sheet: str) -> Places:
    """The cells of a sheet that are formatted in per cent, by row and column from 0.

    Args:
        file: Any file; one that is no .xlsx has none.
        sheet: The sheet's own name.
    """
    styles = _percent_styles(file)
    if not styles:
        return set()
    found = set()
    for attributes in _CELL.findall(SheetXml(file).of(sheet)):
        place, style = _PLACE.search(attributes), _STYLE.search(attributes)
        if place and style and int(style[1]) in styles:
            found.add((int(place[2]) - 1, _column(place[1])))
    return found


def _percent_styles(file: Path) -> set[int]:
    """The styles of a workbook whose number format shows a percent sign."""
    try:
        with zipfile.ZipFile(file) as parts:
            root = ElementTree.fromstring(parts.read("xl/styles.xml"))
    except (OSError, KeyError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error, EOFError,
            RuntimeError, NotImplementedError, ValueError):  # fmt: skip
        # Locked, cut off, or packed as zipfile does not know: intake says what it is.
        return set()
    formats = set(_BUILT_IN)
    for one in root.iter():
        if one.tag.endswith("}numFmt") and "%" in _QUOTED.sub("", one.get("formatCode", "")):
            formats.add(int(one.get("numFmtId", "0")))
    cells = next((one for one in root.iter() if one.tag.endswith("}cellXfs")), ())
    return {at for at, one in enumerate(cells) if int(one.get("numFmtId", "0")) in formats}


def as_shown(cell: Any) -> Any:
    """A number stored as a part of one as the per cent that it shows; anything else as it is.

    Example:
        >>> as_shown(0.977), as_shown(1), as_shown("x")
        ('97.7%', '100%', 'x')
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    share = Decimal(repr(cell)) * 100
    return f"{share.normalize():f}%" if share.is_finite() else cell


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
