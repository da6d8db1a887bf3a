"""Paragraphs and tables as Word keeps them, under the document rules of Decree 30/2020.

Everything carries its own font and size, so that it looks alike in any office's template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

FONT = "Times New Roman"
BODY = 14.0
"""The size of running text, in points: 13 to 14."""

_TWIPS = 56.6929  # a millimetre
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CELL_MARGIN = 57  # twips on the left and right of a cell: 1 mm
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # no letter in XML

Align = Literal["left", "center", "both", "right"]


@dataclass(frozen=True)
class Text:
    """A paragraph.

    Attributes:
        text: A line break starts a new line.
        align: ``both`` is flush on both sides.
        bold: Whether the letters are bold.
        italic: Whether they are slanted.
        size: In points.
        indent: Whether the first line is set in, as running text is.
        keep: Whether it stays on the page of what follows.
        before: The space above, in points.
        after: The space below, in points.
    """

    text: str
    align: Align = "both"
    bold: bool = False
    italic: bool = False
    size: float = BODY
    indent: bool = True
    keep: bool = False
    before: float = 0
    after: float = 4


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        heading: What stands above it.
        width: Its share of the width of the page.
        align: Of its cells.
        group: What stands above it and its neighbours of the same group.
    """

    heading: str
    width: float
    align: Align = "left"
    group: str | None = None


@dataclass(frozen=True)
class Table:
    """A table whose headings are repeated on every page; no row breaks across pages.

    Attributes:
        columns: m columns; those of a group stand side by side.
        rows: n rows of m texts.
        size: Of its letters, in points.
        whole: Whether it stays on one page, as a short one may.
        keep: Whether it stays on the page of what follows.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    size: float = 12
    whole: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Turn:
    """A new page; what stands above it, since the last turn, is upright or lies across.

    Attributes:
        across: Whether the pages that end here lie across (landscape).
    """

    across: bool


Block = Text | Table | Turn


def heading(text: str) -> Text:
    """The heading of a part."""
    return Text(text, bold=True, indent=False, keep=True, before=6)


def caption(text: str) -> Text:
    """What stands above a table."""
    return Text(text, align="center", bold=True, indent=False, keep=True, size=13)


def note(text: str) -> Text:
    """What stands below a table."""
    return Text(text, align="left", italic=True, indent=False, size=12)


def paragraph(text: Text, sides: str = "") -> str:
    """The XML of a paragraph."""
    keep = "<w:keepNext/>" if text.keep else ""
    indent = '<w:ind w:firstLine="567"/>' if text.indent else ""
    space = f'<w:spacing w:before="{text.before * 20:.0f}" w:after="{text.after * 20:.0f}" w:line="264" w:lineRule="auto"/>'
    return (
        f"<w:p {sides or _NAMESPACE}><w:pPr>{keep}<w:widowControl/>{space}{indent}"
        f'<w:jc w:val="{text.align}"/></w:pPr>'
        f"{_run(text.text, text.size, bold=text.bold, italic=text.italic)}</w:p>"
    )


def table(content: Table, width: float) -> str:
    """The XML of a table.

    Args:
        content: The table.
        width: What there is between the margins, in millimetres.
    """
    whole = sum(column.width for column in content.columns)
    widths = [round(column.width / whole * width * _TWIPS) for column in content.columns]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    rows = "".join(_rows(content, widths))
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>{_BORDERS}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_CELL_MARGIN}" w:type="dxa"/><w:right w:w="{_CELL_MARGIN}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)


def _rows(content: Table, widths: Sequence[int]) -> Iterable[str]:
    yield from _headings(content, widths)
    for at, row in enumerate(content.rows):
        cells = zip(row, content.columns, widths, strict=True)
        keep = _stays(at, len(content.rows), content)
        yield _row(
            _cell(text, width, column.align, content.size, keep=keep)
            for text, column, width in cells
        )


def _stays(row: int, rows: int, content: Table) -> bool:
    """Whether a row stays on the page of the next one: no heading with a single row below it, and
    no single row on the last page."""
    last = rows - 1
    return content.keep if row == last else content.whole or row in (0, last - 1)


def _headings(content: Table, widths: Sequence[int]) -> Iterable[str]:
    """One row of headings, or two where columns stand in groups."""
    grouped = any(column.group for column in content.columns)
    merged = [_heading(column, content, width, "restart" if grouped and not column.group else "")
              for column, width in zip(content.columns, widths, strict=True)]  # fmt: skip
    if not grouped:
        yield _row(merged, head=True)
        return
    yield _row(_upper(content, widths, merged), head=True)
    below = zip(content.columns, widths, merged, strict=True)
    yield _row(
        (text if column.group else _cell("", width, "center", content.size, merge="continue")
         for column, width, text in below), head=True,
    )  # fmt: skip


def _upper(content: Table, widths: Sequence[int], merged: Sequence[str]) -> Iterable[str]:
    """The upper row of headings: a cell per group, and those that reach into the lower row."""
    at = 0
    while at < len(widths):
        group = content.columns[at].group
        if group is None:
            yield merged[at]
            at += 1
            continue
        end = at
        while end < len(widths) and content.columns[end].group == group:
            end += 1
        span = {"bold": True, "span": end - at}
        yield _cell(group, sum(widths[at:end]), "center", content.size, **span)  # type: ignore[arg-type]
        at = end


def _heading(column: Column, content: Table, width: int, merge: str) -> str:
    return _cell(column.heading, width, "center", content.size, bold=True, merge=merge)


def _row(cells: Iterable[str], *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str,
    width: int,
    align: Align,
    size: float,
    *,
    bold: bool = False,
    span: int = 1,
    merge: str = "",
    keep: bool = False,
) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    kept = "<w:keepNext/>" if bold or keep else ""
    centre = '<w:vAlign w:val="center"/>' if bold else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merged}{centre}</w:tcPr>'
        f'<w:p><w:pPr>{kept}<w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/></w:pPr>'
        f"{_run(text, size, bold=bold)}</w:p></w:tc>"
    )


def _run(text: str, size: float, *, bold: bool = False, italic: bool = False) -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>'
        for line in text.translate(_FORBIDDEN).split("\n")
    )
    shape = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" '
        f'w:eastAsia="{FONT}"/>{shape}<w:color w:val="000000"/><w:sz w:val="{size * 2:.0f}"/>'
        f'<w:szCs w:val="{size * 2:.0f}"/></w:rPr>{lines}</w:r>'
    )
