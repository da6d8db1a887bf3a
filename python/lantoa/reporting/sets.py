"""Which files a set holds, and what writes each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from lantoa.reporting.annex_document import annex_document
from lantoa.reporting.letters import Letterhead
from lantoa.reporting.list_document import list_document
from lantoa.reporting.material import Material
from lantoa.reporting.report_document import report_document
from lantoa.reporting.shared_book import shared_book
from lantoa.reporting.typeset import Block

Writer = Callable[[Path], object]
Document = Callable[[Material], Iterable[Block]]


def writers(material: Material, letterhead: Letterhead) -> Iterator[tuple[str, Writer]]:
    """Name of a file to what writes it.

    Args:
        material: What the files are made from.
        letterhead: The template of the Word documents.
    """
    titles = f"purposes.{material.purpose}"
    if material.has_list:
        yield "danh-sach.docx", _word(material, letterhead, f"{titles}.list", list_document)
    yield "bao-cao.docx", _word(material, letterhead, f"{titles}.report", report_document)
    if material.is_shared:
        yield "ket-qua.xlsx", partial(shared_book, material)
    else:
        yield "phu-luc-noi-bo.docx", _word(material, letterhead, "head.annex", annex_document)
        yield "ket-qua.xlsx", partial(_workbook, material)
    yield "bao-cao.html", partial(_page, material)


def _word(material: Material, letterhead: Letterhead, title: str, document: Document) -> Writer:
    fields = {"tieu_de": material.said(title), "trich_yeu": material.title}
    return lambda path: letterhead.written(path, fields, list(document(material)))


def _workbook(material: Material, path: Path) -> None:
    from lantoa.reporting.yearend import year_end

    year_end(material.result, path, material.short)


def _page(material: Material, path: Path) -> None:
    from lantoa.reporting.html import html_report

    names = dict(material.names.by_id)
    html_report(
        material.result,
        path,
        audience=material.audience,
        names=names,
        lang=material.lang,
        small_cells=material.least,
    )
