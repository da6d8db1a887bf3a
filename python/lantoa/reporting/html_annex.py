"""The internal annex: who is not listed and on which gate, who is near, who was not judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from lantoa._wording import day, sign
from lantoa.nearing import near
from lantoa.reporting import words
from lantoa.reporting.html_page import Block, Cell, Section, Table, Text
from lantoa.reporting.html_showing import KINDS, Showing


def annex(show: Showing) -> Section:
    """What only the office sees; of discipline the gate and nothing else."""
    blocks: list[Block] = [Text([show.said("annex.note")], mark=True)]
    if show.names_exemplars:
        blocks += [_others(show, kind) for kind in KINDS if len(show.of_kind(kind))]
    blocks += [_near(show), _out(show)]
    return Section("phu-luc", show.said("sections.annex"), blocks, apart=True)


def _others(show: Showing, kind: str) -> Table:
    rows = show.of_kind(kind)
    body = [_other(show, kind, row) for row in show.rows(rows[~rows["counted"]])]
    columns = ["listed.unit"] * (kind == "person") + ["annex.stopped"]
    heads = [*show.who_heads(), *show.heads(*columns)]
    caption = show.said("annex.others", kind=show.kind(kind))
    return show.table(caption, heads, body, fixed=len(show.who_heads()), folded=True)


def _other(show: Showing, kind: str, row: Mapping[str, Any]) -> list[Cell]:
    unit = [Cell(show.called(row["unit_id"]))] * (kind == "person")
    gates = "; ".join(stopped(show, row))
    return [*show.who(str(row["subject_id"])), *unit, Cell(gates)]


def stopped(show: Showing, row: Mapping[str, Any]) -> Iterator[str]:
    """The gates in the way, the worst first; open ones only where there is no other."""
    found = [(one, str(row[f"{one}_on"]).split(", ")) for one in ("failed", "unknown", "open")]
    told = [(one, gate) for one, gates in found for gate in gates if gate]
    closed = [(one, gate) for one, gate in told if one != "open"]
    yield from (f"{sign(one)} {show.labels[gate]}" for one, gate in closed or told)


def _near(show: Showing) -> Table:
    names = ("gate", "possible", "by_when")
    heads = [*show.who_heads(), *show.heads(*(f"annex.{name}" for name in names))]
    body = [_step(show, row) for row in show.rows(near(show.result))]
    notes = [show.said("annex.near_note")]
    return show.table(show.said("annex.near"), heads, body, notes=notes, folded=True)


def _step(show: Showing, row: Mapping[str, Any]) -> list[Cell]:
    gate = f"{sign(str(row['verdict']))} {show.labels[str(row['criterion_id'])]}"
    possible = words.said(f"words.{str(row['possible']).lower()}", show.lang)
    by_when = "" if pd.isna(row["by_when"]) else day(row["by_when"], show.lang)
    return [*show.who(str(row["subject_id"])), *map(Cell, (gate, possible, by_when))]


def _out(show: Showing) -> Table:
    heads = [*show.who_heads(), *show.heads("annex.kind", "annex.reason")]
    body = [
        [
            *show.who(str(row.subject_id)),
            Cell(show.kind(str(row.subject_kind))),
            Cell(words.said(f"reasons.{row.reason}", show.lang)),
        ]
        for row in show.result._out_of_scope.itertuples()
    ]
    return show.table(show.said("annex.out"), heads, body, folded=True)
