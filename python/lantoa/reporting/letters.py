"""A document in an office's template: its placeholders, its pages, the content in its place."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.reporting import typeset
from lantoa.reporting.typeset import Block, Table, Text, Turn

if TYPE_CHECKING:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

TITLE, CONTENT = "tieu_de", "noi_dung"
PLACEHOLDERS = (TITLE, CONTENT)
"""What a template must hold: ``{{ tieu_de }}``, and ``{{ noi_dung }}`` in a paragraph of its own."""

_HERE = "lantoa-noi-dung"  # stands where the content will
_MM = 36_000  # English Metric Units, in which python-docx measures
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Letterhead:
    """A template that was looked at: it opens, and its placeholders are there.

    Args:
        path: A ``.docx`` file of the office; None is the template of this package.

    Raises:
        InputError: The file is not there or no Word document, a placeholder is missing or not
            closed; the message names it and the nearest one found.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.name = "van-ban.docx" if path is None else Path(path).name
        self._data = _bundled() if path is None else _read(Path(path))
        template = self._opened()
        found = sorted(self._asked(lambda: template.get_undeclared_template_variables()))
        lacking = [name for name in PLACEHOLDERS if name not in found]
        if lacking:
            raise InputError(f'template "{self.name}" {_lacking(lacking, found)}')

    def written(self, path: Path, fields: Mapping[str, str], blocks: Sequence[Block]) -> None:
        """Write a document.

        Args:
            path: Where to.
            fields: What stands in the placeholders; one that is not named here stays visible in
                square brackets, for the office to fill in.
            blocks: The content, in its order.

        Raises:
            InputError: ``{{ noi_dung }}`` does not stand in a paragraph of its own.
        """
        template = self._opened()
        known = {**fields, CONTENT: _HERE}
        self._asked(lambda: template.render(known, _environment(), autoescape=True))
        document = template.docx
        self._fill(document, blocks)
        document.core_properties.title = fields.get(TITLE, "")
        document.core_properties.author = ""
        whole = io.BytesIO()
        document.save(whole)
        path.write_bytes(_undated(whole.getvalue()))

    def _opened(self) -> DocxTemplate:
        from docx.opc.exceptions import PackageNotFoundError
        from docxtpl import DocxTemplate

        template = DocxTemplate(io.BytesIO(self._data))
        try:
            template.init_docx()
        except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
            raise InputError(
                f'template "{self.name}" is no Word document; expected one saved from Word as .docx'
            ) from None
        return template

    def _asked(self, ask: Any) -> Any:
        from jinja2 import TemplateError

        try:
            return ask()
        except TemplateError as error:
            raise InputError(
                f'template "{self.name}": a placeholder cannot be read ({error}); expected '
                f"{_shown(PLACEHOLDERS)}, with both pairs of brackets"
            ) from None

    def _fill(self, document: Any, blocks: Sequence[Block]) -> None:
        """Put the content in the place of its placeholder, section by section."""
        from docx.oxml import parse_xml

        place = next((one for one in document.paragraphs if one.text.strip() == _HERE), None)
        if place is None:
            raise InputError(
                f'template "{self.name}": {_shown([CONTENT])} must stand in a paragraph of its '
                "own, in the body of the document and in no table"
            )
        for xml in _pages(document, blocks):
            place._p.addprevious(parse_xml(xml) if isinstance(xml, str) else xml)
        place._p.getparent().remove(place._p)


def _pages(document: Any, blocks: Sequence[Block]) -> Iterator[Any]:
    """The content as XML; every turn ends a section, the rest is the template's own last one."""
    last = document.sections[-1]
    turns = [block for block in blocks if isinstance(block, Turn)]
    widths = [_width(last, across=turn.across) for turn in turns] + [_width(last, across=False)]
    ends = [_end(last, turn.across, first=at == 0) for at, turn in enumerate(turns)]
    if turns:  # the pages after a turn are not the first: they have a number
        for mark in last._sectPr.findall(_tag("titlePg")):
            last._sectPr.remove(mark)
    at = 0
    for block in [*blocks[:-1], *(_kept(one) for one in blocks[-1:])]:
        if isinstance(block, Turn):
            yield ends[at]
            at += 1
        elif isinstance(block, Table):
            yield typeset.table(block, widths[at])
            yield typeset.paragraph(Text("", size=4, after=0, indent=False, keep=block.keep))
        else:
            yield typeset.paragraph(block)


def _kept(last: Block) -> Block:
    """The last block stays with what the template has below it: no signature is on a page alone."""
    return last if isinstance(last, Turn) else replace(last, keep=True)


def _width(section: Any, *, across: bool) -> float:
    """Millimetres between the margins."""
    sides = sorted([section.page_width, section.page_height])
    return float((sides[across] - section.left_margin - section.right_margin) / _MM)


def _end(section: Any, across: bool, *, first: bool) -> Any:
    """The paragraph that ends a section: like the template's, upright or across."""
    from docx.oxml import parse_xml

    own = copy.deepcopy(section._sectPr)
    if not first:
        for mark in own.findall(_tag("titlePg")):
            own.remove(mark)
    size = own.find(_tag("pgSz"))
    short, long = sorted(int(size.get(_tag(side))) for side in ("w", "h"))
    size.set(_tag("w"), str(long if across else short))
    size.set(_tag("h"), str(short if across else long))
    size.set(_tag("orient"), "landscape" if across else "portrait")
    end = parse_xml(typeset.paragraph(Text("", size=2, after=0, indent=False)))
    end.pPr.append(own)
    return end


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _environment() -> Any:
    """A template may only be filled in; what we do not know stays visible."""
    from jinja2 import Undefined
    from jinja2.sandbox import SandboxedEnvironment

    class Kept(Undefined):
        def __str__(self) -> str:
            return f"[{self._undefined_name}]"

    return SandboxedEnvironment(undefined=Kept)


def _lacking(lacking: Sequence[str], found: Sequence[str]) -> str:
    told = f"lacks {_shown(lacking)}"
    near = [name for name in (_checks.nearest(one, found) for one in lacking) if name]
    there = f"; it holds {_shown(found)}" if found else "; it holds no placeholder at all"
    hint = f"; did you mean {_shown(dict.fromkeys(near))}?" if near else ""
    return f"{told}{there}{hint}"


def _shown(names: Any) -> str:
    return ", ".join(f"{{{{ {name} }}}}" for name in names)


def _bundled() -> bytes:
    return files("lantoa").joinpath("templates/van-ban.docx").read_bytes()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f'template "{path}" cannot be read: {why}') from error


def _undated(data: bytes) -> bytes:
    """The same file without the clock: equal documents are equal bytes."""
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return whole.getvalue()
