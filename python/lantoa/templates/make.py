"""Make the Word template anew: ``python -m lantoa.templates.make``.

An office copies ``van-ban.docx``, writes its own heading block and signature into it, and hands
it to ``lantoa.report(..., template="van-ban.docx")``. Text in square brackets is for the office.

Source: Decree 30/2020/NĐ-CP, Annex I (page, margins, font, place of the page number).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FONT = "Times New Roman"


def make(path: Path) -> None:
    """Write the template: heading block, title, content, place for the signature."""
    from docx import Document

    document = Document()
    _set_font(document)
    _set_page(document.sections[0])
    _heading_block(document)
    _line(document, "")
    _line(document, "{{ tieu_de }}", bold=True)
    _line(document, "{{ trich_yeu }}", bold=True)
    _line(document, "")
    _line(document, "{{ noi_dung }}", align=0)
    _signature(document)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(str(path))


def _set_font(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    style.paragraph_format.space_after = Pt(0)


def _set_page(section: Any) -> None:
    """A4, margins, and a number in the middle of the top margin from the second page on."""
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(16)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = 1
    _page_number(number.add_run())


def _page_number(run: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name, run.font.size = FONT, Pt(14)
    for kind in ("begin", None, "end"):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        run._r.append(mark)


def _heading_block(document: Any) -> None:
    """Who issues it on the left, Quốc hiệu and Tiêu ngữ on the right."""
    left = [("[CƠ QUAN CHỦ QUẢN]", 13, False), ("[TÊN CƠ QUAN]", 13, True), ("", 6, False),
            ("Số: [số]/[ký hiệu]", 13, False)]  # fmt: skip
    right = [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True),
             ("Độc lập - Tự do - Hạnh phúc", 14, True), ("", 6, False),
             ("[địa danh], ngày [ngày] tháng [tháng] năm [năm]", 13, False)]  # fmt: skip
    cells = _two_columns(document, (60, 104))
    _fill(cells[0], left)
    _fill(cells[1], right, slanted=3)


def _signature(document: Any) -> None:
    """Whom it goes to on the left, who signs on the right."""
    _line(document, "")
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    cells = _two_columns(document, (75, 89))
    _fill(cells[0], [("Nơi nhận:", 12, True), ("- [nơi nhận];", 11, False),
                     ("- Lưu: VT, [đơn vị soạn thảo].", 11, False)], align=0)  # fmt: skip
    _fill(cells[1], [("[CHỨC VỤ CỦA NGƯỜI KÝ]", 13, True), ("", 30, False),
                     ("[Họ và tên]", 13, True)])  # fmt: skip


def _two_columns(document: Any, widths: tuple[int, int]) -> Any:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return cells


def _fill(cell: Any, lines: Any, *, align: int = 1, slanted: int | None = None) -> None:
    from docx.shared import Pt

    for at, (text, size, bold) in enumerate(lines):
        line = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        line.alignment = align
        line.paragraph_format.keep_with_next = True  # a signature is not torn apart
        run = line.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), bold, at == slanted


def _line(document: Any, text: str, *, bold: bool = False, align: int = 1) -> None:
    line = document.add_paragraph()
    line.alignment = align
    line.add_run(text).bold = bold


if __name__ == "__main__":
    make(HERE / "van-ban.docx")
