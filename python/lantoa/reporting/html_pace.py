"""The interim review: who is on the way, what is still needed, who cannot make it any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from lantoa.criteria.criterion import Criterion
from lantoa.reporting import words
from lantoa.reporting.html_page import Block, Cell, Head, Section, Table, Text
from lantoa.reporting.html_showing import KINDS, Showing
from lantoa.reporting.pace import NEEDS

_TO_REACH = ("years_at_least", "events_at_least", "place_within")
_COUNTED = ("every_year", *_TO_REACH)


def pace(show: Showing) -> Section:
    """How far everybody is, gate by gate; for the office also by unit and one by one."""
    kinds = [kind for kind in KINDS if len(show.of_kind(kind))]
    blocks: list[Block] = [_gates(show, kind) for kind in kinds]
    if show.is_internal:
        blocks.append(_units(show))
        blocks += [_subjects(show, kind) for kind in kinds]
    return Section("tien-do", show.said("sections.pace"), blocks)


def lost(show: Showing) -> Section:
    """Who can no longer make it, and on which gate that failed."""
    blocks = [_lost(show, kind) for kind in KINDS if len(show.of_kind(kind))]
    return Section("khong-con", show.said("sections.lost"), blocks)


def _counted(show: Showing, kind: str) -> list[Criterion]:
    """The gates in force that count years, keys or places."""
    every = show.result.gates == "all"
    gates = map(show.result.plan.criterion, show.result._rules.gates)
    return [
        gate
        for gate in gates
        if gate.kind in _COUNTED and kind in gate.subjects and (every or gate.nature == "countable")
    ]


def _at(show: Showing, kind: str) -> pd.DataFrame:
    """The verdicts of a kind at those gates, with what is done and asked."""
    pairs = show.result._pairs
    ids = set(show.of_kind(kind)["subject_id"])
    gates = [gate.id for gate in _counted(show, kind)]
    return pairs[pairs["criterion_id"].isin(gates) & pairs["subject_id"].isin(ids)]


def years_left(show: Showing) -> str:
    """The years of the window that are not over on the day."""
    years = [year for year in show.result.plan.years if year >= show.result.as_of.year]
    return words.spans(years) or show.said("pace.no_years")


def _gates(show: Showing, kind: str) -> Block:
    found = [(gate, counts) for of, gate, counts in show.pace.gates if of == kind]
    if all(set(counts[1:]) == {None} for _, counts in found):
        told = {"kind": show.kind(kind), "least": show.least}
        return Text([show.said("pace.all_hidden", **told)])
    body = [[Cell(show.labels[gate]), *map(show.count, counts)] for gate, counts in found]
    heads = show.heads("pace.gate", "pace.asked", *(f"pace.{name}" for name in NEEDS))
    notes = [show.said("pace.note", years=years_left(show))]
    return show.table(show.said("pace.caption", kind=show.kind(kind)), heads, body, notes=notes)


def _units(show: Showing) -> Table:
    """Of each unit how its people stand, and how it stands itself."""
    people = show.of_kind("person")
    unit_ids = people["unit_id"].astype(object)
    units = show.of_kind("unit")
    own = dict(zip(units["subject_id"], units["strict"], strict=True))
    ids = sorted({*own, *unit_ids.dropna()})
    body = [_unit(show, unit, own, people[unit_ids == unit]) for unit in ids]
    unplaced = people[unit_ids.isna()]
    if len(unplaced):
        body.append(_unit(show, show.said("pace.no_unit"), {}, unplaced))
    names = ("unit", "own", "people", "on_way", "failed", "unknown")
    notes = [
        show.said("pace.units_note", gates=words.said(f"counting.{show.result.gates}", show.lang))
    ]
    heads = show.heads(*(f"pace.{name}" for name in names))
    return show.table(show.said("pace.units"), heads, body, notes=notes)


def _unit(show: Showing, unit: str, own: Mapping[str, str], people: pd.DataFrame) -> list[Cell]:
    strict = people["strict"]
    counts = (len(people), strict.isin(["met", "open"]).sum(), (strict == "failed").sum())
    verdict = show.verdict(own[unit]) if unit in own else Cell("")
    numbers = map(show.count, map(int, (*counts, (strict == "unknown").sum())))
    return [Cell(show.called(unit)), verdict, *numbers]


def _subjects(show: Showing, kind: str) -> Table:
    """A row for everybody who can still make it: what is there of what is asked."""
    rows = show.of_kind(kind)
    rows = rows[rows["strict"] != "failed"]
    gates = _counted(show, kind)
    found = {
        (row.subject_id, row.criterion_id): row for row in _at(show, kind).itertuples(index=False)
    }
    cell = partial(_cell, show)
    body = [
        [*show.who(who), *(cell(gate, found.get((who, gate.id))) for gate in gates)]
        for who in rows["subject_id"].astype(str)
    ]
    heads = [*show.who_heads(), *(Head(gate.label, upright=True) for gate in gates)]
    caption = show.said("pace.subjects", kind=show.kind(kind))
    notes = [show.said("pace.subjects_note")]
    fixed = len(show.who_heads())
    return show.table(caption, heads, body, notes=notes, fixed=fixed, folded=True)


def _cell(show: Showing, gate: Criterion, pair: object) -> Cell:
    """How far one is at one gate: ``1/2``, or how many more must come."""
    if pair is None:
        return Cell("")
    verdict, done, needed = pair.verdict, pair.done, pair.needed  # type: ignore[attr-defined]
    sign = show.sign(str(verdict))
    if gate.kind in _TO_REACH:
        told = f"{done}/{pair.threshold}"  # type: ignore[attr-defined]
    else:
        told = f"+{needed}" if verdict == "open" else ""
    return Cell(f"{sign.sign} {told}".strip(), verdict=str(verdict), step=True)


def _lost(show: Showing, kind: str) -> Table:
    rows = show.of_kind(kind)
    rows = rows[rows["strict"] == "failed"]
    body = [
        [
            *show.who(str(row["subject_id"])),
            *_unit_of(show, kind, row),
            Cell("; ".join(_failed(show, row))),
        ]
        for row in show.rows(rows)
    ]
    heads = [*show.who_heads(), *show.heads(*["listed.unit"] * (kind == "person"), "lost.why")]
    return show.table(show.said("lost.caption", kind=show.kind(kind)), heads, body)


def _unit_of(show: Showing, kind: str, row: Mapping[str, object]) -> Iterator[Cell]:
    if kind == "person":
        yield Cell(show.called(row["unit_id"]))


def _failed(show: Showing, row: Mapping[str, object]) -> Iterator[str]:
    """The names of the gates in force that failed."""
    countable = show.result.gates == "countable"
    for gate in filter(None, str(row["failed_on"]).split(", ")):
        if not countable or show.result.plan.criterion(gate).nature == "countable":
            yield show.labels[gate]
