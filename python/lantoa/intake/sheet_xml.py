"""What calamine does not tell of a sheet: formulas never computed, and how far its cells reach.

A workbook that a program wrote holds a formula and no value until Excel has opened and saved it;
calamine shows such a cell as empty. And it lays out every cell up to the last one, however far
away that is. So the sheet's XML is looked at.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from lantoa.intake.columns import Formula

_CELL = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f(?: [^>]*)?>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_FILLED = re.compile(rb' r="([A-Z]{2,3})\d+"[^/>]*>')
_PLACE = re.compile(rb' r="([A-Z]+)(\d+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
UNREADABLE = (
    KeyError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError,
    NotImplementedError, ValueError,
)  # fmt: skip
Places = dict[tuple[int, int], Formula]


class SheetXml:
    """The XML of the work sheets of a workbook; empty where the file has none that can be read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._parts: dict[str, str] = {}
        try:
            with zipfile.ZipFile(file) as parts:
                self._parts = dict(_sheets(parts))
        except UNREADABLE:
            pass  # calamine says what is wrong with it

    def of(self, name: str) -> bytes:
        """The XML of a sheet."""
        if name not in self._parts:
            return b""
        try:
            with zipfile.ZipFile(self._file) as parts:
                return parts.read(self._parts[name])
        except UNREADABLE:
            return b""


def _sheets(parts: zipfile.ZipFile) -> list[tuple[str, str]]:
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")).lstrip("/") for link in links}
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    found = [node for node in book.iter() if node.tag.endswith("}sheet")]
    named = [(str(node.get("name")), targets.get(node.get(_RELATION), "")) for node in found]
    return [
        (name, part if part.startswith("xl/") else f"xl/{part}")
        for name, part in named
        if "worksheets/" in part
    ]


def uncomputed(xml: bytes) -> Places:
    """The formulas without a value by (row, column), counted from 0.

    >>> uncomputed(b'<row r="2"><c r="B2"><f>A1+1</f><v></v></c><c r="C2"><f>A1</f><v>7</v></c></row>')
    {(1, 1): Formula(text='=A1+1')}
    """
    if not _FORMULA.search(xml):
        return {}
    return {
        (int(row) - 1, _column(letters)): Formula("=" + html.unescape(formula.decode("utf-8")))
        for letters, row, formula in _CELL.findall(xml)
    }


def last_cell(xml: bytes) -> tuple[int, int, str]:
    """How many rows and columns the filled cells span, and where the last of them stands.

    Cells that are only formatted do not count.

    >>> last_cell(b'<row r="3"><c r="B3"><v>1</v></c><c r="XFD3" s="1"/></row>')
    (3, 26, 'B3')
    """
    value = max(xml.rfind(b"v>"), xml.rfind(b"is>"))
    found = _PLACE.match(xml, xml.rfind(b' r="', 0, max(value, 0)))
    if value < 0 or found is None:
        return 0, 0, ""
    columns = max(map(_column, {b"Z", found[1], *_FILLED.findall(xml)})) + 1
    return int(found[2]), columns, (found[1] + found[2]).decode()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
