"""Workbooks of old and other offices for tests: .xls, .ods, and the container of a locked .xlsx."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Sheets = Mapping[str, Sequence[Sequence[Any]]]

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096  # shorter streams would need a second table


def compound(streams: Mapping[str, bytes]) -> bytes:
    """The container that old Office kept everything in, and that a locked workbook still is."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    parts = [_padded(streams[name].ljust(_SMALLEST, b"\0")) for name in names]
    folder = -(-128 * (len(names) + 1) // _SECTOR)
    sectors = folder + sum(len(part) for part in parts) // _SECTOR
    tables = -(-sectors // (_SECTOR // 4 - 1))
    chains = [_FAT] * tables + _chain(tables, folder)
    starts = []
    for part in parts:
        starts.append(len(chains))
        chains += _chain(len(chains), len(part) // _SECTOR)
    table = struct.pack(f"<{len(chains)}I", *chains)
    table = table.ljust(tables * _SECTOR, b"\xff")
    entries = [_entry("Root Entry", 5, 1, _FREE, _END, 0)]
    for i, (name, part, start) in enumerate(zip(names, parts, starts, strict=True), start=1):
        entries.append(_entry(name, 2, _FREE, i + 1 if i < len(names) else _FREE, start, len(part)))
    return _header(tables) + table + _padded(b"".join(entries)) + b"".join(parts)


def _padded(data: bytes) -> bytes:
    return data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")


def _chain(start: int, size: int) -> list[int]:
    return [*range(start + 1, start + size), _END]


def _header(tables: int) -> bytes:
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    sizes = struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    first = struct.pack("<9I", 0, tables, tables, 0, _SMALLEST, _END, 0, _END, 0)
    listed = [*range(tables), *[_FREE] * (109 - tables)]
    return signature + sizes + first + struct.pack("<109I", *listed)


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<3I36x", _FREE, right, child)
    return (
        text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links
        + struct.pack("<IQ", start, size)
    )  # fmt: skip


def locked_xlsx(path: Path) -> Path:
    """A workbook locked with a password: nothing of it can be seen but that."""
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<encryption xmlns="x"><keyData saltSize="16"/>'
    path.write_bytes(compound({"EncryptionInfo": info, "EncryptedPackage": bytes(range(256)) * 20}))
    return path


def xls(path: Path, sheets: Sheets, *, locked: bool = False, merged: Sequence[Any] = ()) -> Path:
    """A workbook of Excel 97; ``merged`` are (first row, last row, column) of its last sheet."""
    bodies = [_sheet(rows, ()) for rows in sheets.values()]
    bodies[-1] = _sheet(list(sheets.values())[-1], merged)
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    head += _record(0x2F, struct.pack("<3H", 1, 1, 1)) if locked else b""
    head += b"".join(_record(0xE0, struct.pack("<HH16x", 0, form)) for form in (0, 14))
    tail = _record(0x0A, b"")
    size = len(head) + len(tail) + sum(4 + 8 + 2 * len(name) for name in sheets)
    for name, body in zip(sheets, bodies, strict=True):
        head += _record(0x85, struct.pack("<IBBBB", size, 0, 0, len(name), 1) + _utf16(name))
        size += len(body)
    path.write_bytes(compound({"Workbook": head + tail + b"".join(bodies)}))
    return path


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _sheet(rows: Sequence[Sequence[Any]], merged: Sequence[Any]) -> bytes:
    cells = [
        _cell(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell != ""
    ]
    spans = [struct.pack("<4H", first, last, column, column) for first, last, column in merged]
    joined = _record(0xE5, struct.pack("<H", len(spans)) + b"".join(spans)) if spans else b""
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    return start + b"".join(cells) + joined + _record(0x0A, b"")


def _cell(row: int, column: int, cell: Any) -> bytes:
    if isinstance(cell, dt.date):
        return _record(
            0x203, struct.pack("<HHHd", row, column, 1, (cell - dt.date(1899, 12, 30)).days)
        )
    if isinstance(cell, int | float):
        return _record(0x203, struct.pack("<HHHd", row, column, 0, cell))
    text = struct.pack("<HHHHB", row, column, 0, len(cell), 1) + _utf16(cell)
    return _record(0x204, text)


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)


def ods(path: Path, sheets: Sheets, *, locked: bool = False) -> Path:
    """A workbook of LibreOffice; as there, every sheet ends with a million blank rows."""
    tables = "".join(_table(name, rows) for name, rows in sheets.items())
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {_NAMESPACES}>{body}</office:document-content>"
    key = "<manifest:encryption-data/>" if locked else ""
    entry = f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{key}'
    manifest = f"<manifest:manifest {_NAMESPACES}>{entry}</manifest:file-entry></manifest:manifest>"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", _ODS)
        parts.writestr("content.xml", bytes(range(256)) if locked else content)
        parts.writestr("META-INF/manifest.xml", manifest)
    return path


def _table(name: str, rows: Sequence[Sequence[Any]]) -> str:
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>'
    return f'<table:table table:name="{escape(name)}">{lines}{rest}</table:table>'


def _ods_cell(cell: Any) -> str:
    if cell == "":
        return "<table:table-cell/>"
    said = f"<text:p>{escape(str(cell))}</text:p></table:table-cell>"
    if isinstance(cell, dt.date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}>{said}"
