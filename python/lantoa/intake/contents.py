"""What a file is by what it holds: names lie, for people rename what they cannot open.

Excel opens a workbook whatever its name says, so that is done here too; everything else is
refused with what the file is and what to do about it.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from lantoa._checks import InputError

OLE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
_HEAD = 512  # bytes that tell a text from anything else
_EXCEL = "open it in Excel and save it as .xlsx"
_OFFICE = {"word/": "a Word document", "ppt/": "a presentation"}
_STREAMS = {"WordDocument": "a Word document", "PowerPoint Document": "a presentation"}
LOCKED = "is locked with a password; save a copy without one and read that"


def check_workbook(file: Path) -> None:
    """Refuse what is no workbook, whatever its name.

    Raises:
        InputError: The file is empty, locked with a password, a text, a web page, another kind of
            document, or an archive without a workbook.
    """
    head = _head(file)
    if not head:
        raise InputError(f'"{file.name}" is empty (0 bytes); copy it again from where it came')
    if head.startswith(OLE):
        _check_ole(file)
    elif head.startswith(ZIP):
        _check_archive(file)
    elif (text := _text(head)) is not None:
        page = text.lstrip("\ufeff \r\n\t").startswith("<")
        does = _EXCEL if page else f"name it .csv, or {_EXCEL}"
        what = "a web page or XML" if page else "a plain text"
        raise InputError(f'"{file.name}" is {what} under the name of a workbook: {does}')


def check_text(file: Path) -> None:
    """Refuse a workbook under the name of a text file.

    Raises:
        InputError: The file is a workbook or another archive.
    """
    if _head(file).startswith((OLE, ZIP)):
        raise InputError(
            f'"{file.name}" is a workbook or an archive under the name of a text file: '
            "name it .xlsx, or open it in Excel and save it as CSV UTF-8"
        )


def check_database(file: Path) -> None:
    """Refuse another program's database.

    Raises:
        InputError: The file is a SQLite database.
    """
    if _head(file).startswith(b"SQLite format 3"):
        raise InputError(
            f'"{file.name}" is a SQLite database; expected one of DuckDB: save its tables as CSV'
        )


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_HEAD)


def _text(head: bytes) -> str | None:
    """The first bytes as text, None where they are none; a letter may be cut at the end."""
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    for encoding in ("utf-16",) if b"\0" in head else ("utf-8", "cp1258"):
        try:
            return head[: len(head) // 2 * 2].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 4:
                return head[: error.start].decode(encoding)
    return None


def _check_ole(file: Path) -> None:
    """An old workbook, or whatever else is kept in the container that old Office used."""
    data = file.read_bytes()
    names = {name for name in ("EncryptedPackage", *_STREAMS) if name.encode("utf-16-le") in data}
    workbook = any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book"))
    if "EncryptedPackage" in names or not (names or workbook):
        raise InputError(f'"{file.name}" {LOCKED}')
    if not workbook:
        raise InputError(f'"{file.name}" is {_STREAMS[min(names)]}, not a workbook: {_EXCEL}')


def _check_archive(file: Path) -> None:
    """A workbook of Excel or of LibreOffice, or another archive; one that is cut off may be any."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return  # cut off, or packed in a way that Python does not know: the reader tells
    if any(name.startswith("xl/") or name == "content.xml" for name in names):
        return
    for start, what in _OFFICE.items():
        if any(name.startswith(start) for name in names):
            raise InputError(f'"{file.name}" is {what}, not a workbook: put its tables in .xlsx')
    raise InputError(f'"{file.name}" is an archive without a workbook in it: unpack it first')
