"""The report as a Word document: what the milestone asks about, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lantoa.criteria.words import share
from lantoa.explaining.wordings import Words
from lantoa.reporting import words
from lantoa.reporting.list_document import closed, fingerprints, places, watermark
from lantoa.reporting.material import EARLY, HIDDEN, Material
from lantoa.reporting.over_years import over_years
from lantoa.reporting.over_years_document import over_years_blocks
from lantoa.reporting.pace import NEEDS, STATES
from lantoa.reporting.standing import KINDS
from lantoa.reporting.typeset import Block, Column, Table, Text, heading

Part = Callable[[Material], Iterator[Block]]
_YEARLY = ("every_year", "years_at_least", "latest")
_NAMED = 30  # names in a paragraph; of more the list tells
_PRIVATE = "discipline"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def report_document(material: Material) -> Iterator[Block]:
    """The blocks of the report: parts with Roman numbers."""
    yield from watermark(material)
    early = material.purpose in EARLY
    parts: list[tuple[str, Part]] = [("basis", _basis), ("counts", _counts)]
    parts += [("listed", _listed)]
    parts += [("pace", _units), ("gates", _gates)]
    if early and not material.is_shared:
        parts += [("needs", _needs)]
    if over_years(material.result).has_any:
        parts += [("over_years", over_years_blocks)]
    parts += [("gaps", _gaps)]
    numbers = iter(_ROMAN)
    for name, part in parts:
        yield heading(f"{next(numbers)}. {material.said(f'parts.{name}')}")
        yield from part(material)
    if not early:
        yield from _numbered(next(numbers), places(material, "parts.places"))
    yield heading(f"{next(numbers)}. {material.said('parts.readings')}")
    yield from (Text(one) for one in material.readings())
    yield fingerprints(material)
    yield heading(f"{next(numbers)}. {material.said('parts.notice')}")
    yield from (Text(one) for one in material.notices())


def _numbered(number: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """A part whose heading is its own first block."""
    first = next(blocks)
    yield heading(f"{number}. {first.text}") if isinstance(first, Text) else first
    yield from blocks


def _basis(material: Material) -> Iterator[Block]:
    yield Text(material.basis)
    yield Text(closed(material))


def _counts(material: Material) -> Iterator[Block]:
    """How many of each kind were judged, and how they stand."""
    said = material.said
    columns = [Column(said("pace.kind"), 45), Column(said("pace.judged"), 30, "center")]
    columns += [Column(said(f"pace.{one}"), 35, "center") for one in STATES]
    rows = [[said(f"kinds.{kind}").capitalize(), *material.shown(material.pace.of_kind(kind))]
            for kind in KINDS]  # fmt: skip
    yield Table(columns, rows, whole=True)


def _listed(material: Material) -> Iterator[Block]:
    """Who is listed, by name, where anybody is; the particulars stand in the list."""
    if not material.has_list:
        yield Text(material.said("list.internal"))
        return
    yield Text(material.said(f"purposes.{material.purpose}.intro"))
    for kind in KINDS:
        entries = material.entries(kind)
        yield Text(_named(material, kind, [one.name for one in entries]))
        if kind == "person" and entries:
            yield Text(_leaders(material, [one.subject_id for one in entries]))


def _named(material: Material, kind: str, names: list[str]) -> str:
    """Those of a kind; before the proposal, and where they are many, their number."""
    label = words.said(f"kinds.{kind}", material.lang)
    number = Words.of(material.lang).number(len(names))
    if not names:
        nobody = f"purposes.{material.purpose}.nobody"
        return material.said(nobody, kind=material.said(f"kinds.{kind}"))
    if len(names) > _NAMED or material.purpose in EARLY:
        return material.said("list.see_list", kind=label, number=number)
    return f"{label} ({number}): {'; '.join(names)}."


def _leaders(material: Material, people: list[str]) -> str:
    """How many of those listed lead a unit."""
    number = Words.of(material.lang).number
    leaders = sum(map(material.listing.leads, people))
    told = {"leaders": number(leaders), "others": number(len(people) - leaders)}
    per_mille = (2000 * leaders + len(people)) // (2 * len(people))  # to the nearest
    return material.said("list.leaders", share=share(per_mille, material.lang), **told)


def _units(material: Material) -> Iterator[Block]:
    """Unit by unit: the people of it, and the unit itself."""
    said, pace = material.said, material.pace
    columns = [Column(said("pace.unit"), 48), Column(said("pace.people"), 22, "center")]
    columns += [Column(said(f"pace.{one}"), 24, "center") for one in STATES]
    own = [] if material.is_shared else [Column(said("pace.own"), 30, "center")]
    rows = []
    for unit, counts in pace.units.items():
        state = pace.state(unit)
        last = [words.verdict(state, material.lang) if state else "–"] if own else []
        rows.append([material.names[unit], *material.shown(counts), *last])
    yield Table([*columns, *own], rows, size=12)


def _gates(material: Material) -> Iterator[Block]:
    """Gate by gate: how many are through, and how many could still be."""
    said = material.said
    for kind in KINDS:
        found = [(name, counts) for of, name, counts in material.pace.gates if of == kind]
        if found and all(counts[1:] == [None] * len(NEEDS) for _, counts in found):
            told = {"kind": said(f"kinds.{kind}"), "least": material.least}
            yield Text(said("pace.all_hidden", **told))
        elif found:
            columns = [Column(f"{said('pace.gate')} ({said(f'kinds.{kind}')})", 62)]
            columns += [Column(said(f"pace.{one}"), 20, "center") for one in ("judged", *NEEDS)]
            rows = [[material.gate(name), *material.shown(counts)] for name, counts in found]
            yield Table(columns, rows, size=11)
    gates = words.said(f"counting.{material.result.gates}", material.lang)
    yield Text(said("pace.left_note", gates=gates), italic=True, size=13)


def _needs(material: Material) -> Iterator[Block]:
    """What the people of each unit still need: small numbers, so for readers inside."""
    said, pace = material.said, material.pace
    rows = [
        [material.names[unit], "\n".join(_need(material, *one) for one in pace.needs[unit])]
        for unit in pace.units
        if unit in pace.needs
    ]
    if not rows:
        yield Text(said("pace.nothing"))
        return
    yield Table([Column(said("pace.unit"), 48), Column(said("pace.needs"), 117)], rows, size=12)


def _need(material: Material, name: str, needed: int, people: int) -> str:
    criterion = material.result.plan.criterion(name)
    noun = "years" if criterion.kind in _YEARLY else "events"
    number = Words.of(material.lang).number
    told = {"needed": number(needed), "people": number(people)}
    return material.said(f"pace.{noun}", criterion=criterion.label, **told)


def _gaps(material: Material) -> Iterator[Block]:
    """How much is missing, and who must act."""
    found, problems = material.worklist, len(material.result.office.listing)
    told = {"cells": material.number(len(found)), "problems": material.number(problems)}
    yield Text(words.said("summary.missing_cells", material.lang, **told) + ".")
    frame = found._frame.drop_duplicates(["table", "subject_id", "year", "row", "what"])
    if material.is_shared:
        frame = frame[frame["table"] != _PRIVATE]
    counts = frame.groupby(["table", "by"], sort=True).size()
    widths = {"table": 55, "by": 80}
    columns = [Column(words.said(f"columns.{name}", material.lang), width)
               for name, width in widths.items()]  # fmt: skip
    columns.append(Column(material.said("pace.things"), 30, "center"))
    rows = []
    for (table, by), count in zip(counts.index.tolist(), counts.tolist(), strict=True):
        shows = count >= material.least or not material.is_shared
        number = material.number(count) if shows else HIDDEN
        rows.append([words.register(str(table), material.lang), str(by), number])
    if rows:
        yield Table(columns, rows, size=12)
