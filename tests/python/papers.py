"""What a file of a report says, read without the package: for tests only."""

import re
import zipfile
from html import unescape
from pathlib import Path

from docx import Document

PLAN = "exemplars-2021-2025"
MILESTONES = ["lua_chon_2021", "so_ket_2023", "de_nghi_2025", "tong_ket_2025", "khoa_so"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def told(path: Path) -> str:
    """All the text of a file, whatever part of it it stands in."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as parts:
        texts = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    return unescape("\n".join(re.sub(r"<[^>]*>", "\n", one) + one for one in texts))


def rows(document, table: int) -> list[list[str]]:
    """The cells of a table of a Word document, row by row; a merged cell once per column."""
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def tables(document) -> list[list[list[str]]]:
    """Every table between the heading block and the signature."""
    return [rows(document, at) for at in range(1, len(document.tables) - 1)]


def paragraphs(document) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def opened(folders, day: str, name: str):
    """A document of a set of a milestone."""
    return Document(str(folders / day / f"{name}.docx"))


def of_kind(document, heading):
    """The rows below the headings of the list whose heading names somebody so."""
    for table in tables(document):
        if heading in table[0] and "Xếp loại" in table[0]:
            return table[2:]
    return []


def files_of(folder: Path) -> dict[str, bytes]:
    """Name to what is in the file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def written(path: Path, text: str) -> Path:
    """A text file."""
    path.write_text(text, encoding="utf-8")
    return path
