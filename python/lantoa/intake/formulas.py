"""Formulas that were written but never computed: their cells look empty and are not.

A workbook that a program wrote holds the formula and no value until Excel has opened and saved
it. calamine shows such a cell as empty, so the sheet's XML is looked at.
"""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from lantoa.intake.columns import Formula

_CELL = re.compile(
    rb'<c [^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"(?:<f[^>]*/>|<f[^>]*>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Places = dict[tuple[int, int], Formula]


def uncomputed(file: Path) -> dict[str, Places]:
    """The formulas without a value, by sheet and by (row, column) counted from 0."""
    if not zipfile.is_zipfile(file) or file.suffix.lower() not in {".xlsx", ".xlsm"}:
        return {}
    with zipfile.ZipFile(file) as parts:
        try:
            return {name: _places(parts.read(part)) for name, part in _sheets(parts)}
        except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
            return {}


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


def _places(xml: bytes) -> Places:
    if b"<f" not in xml:
        return {}
    return {
        (int(row) - 1, _column(letters)): Formula("=" + html.unescape(formula.decode("utf-8")))
        for letters, row, formula in _CELL.findall(xml)
    }


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
