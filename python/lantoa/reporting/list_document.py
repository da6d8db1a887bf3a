"""The list as a Word document: an upright first page, the wide list across, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lantoa.explaining.wordings import Words
from lantoa.reporting.listing import Entry
from lantoa.reporting.material import Material
from lantoa.reporting.standing import KINDS
from lantoa.reporting.typeset import Block, Column, Table, Text, Turn, caption, heading, note

if TYPE_CHECKING:
    from lantoa.ranking import SubjectKind


def list_document(material: Material) -> Iterator[Block]:
    """The blocks of the list."""
    yield from watermark(material)
    yield Text(material.basis)
    yield Text(closed(material))
    yield Text(material.said(f"purposes.{material.purpose}.intro"))
    yield Text(_counted(material))
    yield from (Text(one, italic=True) for one in material.notices())
    yield from _lists(material)
    yield from places(material, "parts.places")
    yield heading(material.said("parts.readings"))
    yield from (Text(one, size=13) for one in material.readings())
    yield fingerprints(material)


def watermark(material: Material) -> Iterator[Block]:
    """The line over everything of a result that is not official."""
    if material.result.watermark:
        yield Text(material.result.watermark, align="center", bold=True, indent=False, after=8)


def closed(material: Material) -> str:
    """The years that are closed, in a sentence."""
    from lantoa.reporting.words import said

    label = said("summary.closed", material.lang)
    return f"{label}: {material.facts[label]}."


def _counted(material: Material) -> str:
    number = Words.of(material.lang).number
    numbers = {"units": number(len(material.entries("unit"))),
               "people": number(len(material.entries("person")))}  # fmt: skip
    told = material.said("list.counted", **numbers)
    return f"{told} {material.said('list.beyond')}" if material.leaves_out() else told


def _lists(material: Material) -> Iterator[Block]:
    """The two lists on pages that lie across; nobody listed is a sentence on the upright page."""
    found = {kind: material.entries(kind) for kind in KINDS}
    nobody = f"purposes.{material.purpose}.nobody"
    if any(found.values()):
        yield Turn(across=False)
    for kind, title in zip(KINDS, ("list.units", "list.people"), strict=True):
        yield caption(material.said(title))
        if found[kind]:
            yield _table(material, kind, found[kind])
        else:
            yield Text(material.said(nobody, kind=material.said(f"kinds.{kind}")))
    if any(found.values()):
        yield note(material.said("list.legend"))
        yield Turn(across=True)


def _table(material: Material, kind: SubjectKind, entries: list[Entry]) -> Table:
    said = material.said
    years = [Column(str(year), 11, "center", said("list.rating"))
             for year in material.result.plan.years]  # fmt: skip
    whose = [Column(said("list.unit"), 38)] if kind == "unit" else [
        Column(said("list.person"), 30), Column(said("list.post"), 27)]  # fmt: skip
    family = [Column(said("list.family"), 19, "center")] if kind == "person" else []
    columns = [
        Column(said("list.number"), 11, "center"), *whose, *years,
        Column(said("list.titles"), 30), Column(said("list.awards"), 36),
        Column(said("list.initiatives"), 20), *family, Column(said("list.verdict"), 22),
        Column(said("list.summary"), 29),
    ]  # fmt: skip
    rows = [_row(at, kind, entry) for at, entry in enumerate(entries, start=1)]
    return Table(columns, rows, size=10)


def _row(at: int, kind: SubjectKind, entry: Entry) -> list[str]:
    is_person = kind == "person"
    return [
        str(at), entry.name, *([entry.post] if is_person else []), *entry.ratings,
        entry.titles, entry.awards, entry.initiatives, *([entry.family] if is_person else []),
        entry.verdict, entry.summary,
    ]  # fmt: skip


def places(material: Material, title: str) -> Iterator[Block]:
    """Places by points, the lines of quotas, and the ties at them."""
    said, standing = material.said, material.standing
    yield heading(said(title))
    yield Text(said("notices.assumption"), italic=True, size=13, keep=True)
    quotas = standing.quotas()
    if quotas:
        yield _of_quotas(material, quotas)
    for kind in KINDS:
        rows = standing.rows(kind, [one.subject_id for one in material.entries(kind)])
        if rows:
            yield caption(material.said(f"kinds.{kind}").capitalize())
            yield Table(_of_places(material, kind), rows, size=12)
    yield note(said("standing.note"))
    ties = list(standing.ties())
    yield heading(said("parts.ties"))
    yield from (Text(one) for one in ties or [said("standing.no_ties")])


def _of_quotas(material: Material, quotas: list[list[str]]) -> Table:
    """Seats and who has them; how many are beyond the line is not for readers outside."""
    names = ("quota", "group", "seats", "within", "tied_head", "counted", "finding")
    widths = (48, 30, 14, 18, 22, 20, 20)
    shown = len(names) - 2 * material.is_shared
    columns = [
        Column(material.said(f"standing.{name}"), width, "left" if at < 2 else "center")
        for at, (name, width) in enumerate(zip(names[:shown], widths[:shown], strict=True))
    ]
    return Table(columns, [row[:shown] for row in quotas], size=11)


def _of_places(material: Material, kind: SubjectKind) -> list[Column]:
    said = material.said
    who = "unit" if kind == "unit" else "person"
    return [
        Column(said("standing.place"), 34, "center"),
        Column(said(f"list.{who}"), 58),
        Column(said("standing.points"), 28, "center"),
        Column(said("standing.line"), 52),
    ]


def fingerprints(material: Material) -> Table:
    """Plan, data, fingerprints: what somebody needs to run the same again."""
    said = material.said
    columns = [Column(said("basis.label"), 48), Column(said("basis.value"), 117)]
    return Table(
        columns, [[label, text] for label, text in material.facts.items()], size=11, whole=True
    )
