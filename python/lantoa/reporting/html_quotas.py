"""How many may be named, where that cuts, and who ties there: an assumption of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lantoa.ranking import quotas as quotas_of
from lantoa.reporting.html_page import Block, Cell, Section, Text
from lantoa.reporting.html_showing import Showing

_COLUMNS = ("quota", "group", "base", "seats", "within", "tied")


def quotas(show: Showing) -> Section:
    """Seats of each group, ties at the line; for the office also who may still come, findings."""
    frame = quotas_of(show.result)
    if not show.is_internal:  # a group without anybody on the list is nobody's business
        frame = frame[frame[["within", "tied"]].sum(axis="columns") > 0]
    blocks: list[Block] = [Text([show.said("quotas.note")])]
    ties = list(_ties(show, frame))
    if ties:
        blocks.append(Text(ties, mark=True))
    blocks.append(_table(show, frame[frame["seats"].notna()]))
    findings = list(_findings(show, frame)) if show.is_internal else []
    if findings:
        blocks.append(Text(findings))
    return Section("han-muc", show.said("sections.quotas"), blocks)


def _table(show: Showing, frame: pd.DataFrame) -> Block:
    if frame.empty:
        return Text([show.said("quotas.none")])
    inside = ("counted", "perhaps") if show.is_internal else ()
    heads = show.heads(*(f"quotas.{name}" for name in (*_COLUMNS, *inside)))
    body = [_row(show, row) for row in show.rows(frame)]
    return show.table(show.said("quotas.caption"), heads, body, fixed=2)


def _row(show: Showing, row: dict[str, Any]) -> list[Cell]:
    base = Cell("") if pd.isna(row["base"]) else show.alone(int(row["base"]))
    low, high = row["seats_low"], row["seats_high"]
    seats = str(row["seats"]) if low == high else f"{row['seats']} ({low}–{high})"
    cells = [Cell(_label(show, row)), Cell(_group(show, row)), base, Cell(seats, number=True)]
    cells += [show.count(row[name]) for name in ("within", "tied")]
    if show.is_internal:
        cells += [show.count(row[name]) for name in ("counted", "perhaps")]
    return cells


def _label(show: Showing, row: dict[str, Any]) -> str:
    """What a quota is called, and the one that it lies inside."""
    named = show.result.plan.quotas
    label = str(named[row["quota"]][show.lang])
    if pd.isna(row["inside"]):
        return label
    return show.said("quotas.inside", quota=label, outer=named[row["inside"]][show.lang])


def _group(show: Showing, row: dict[str, Any]) -> str:
    per = show.result.plan.quotas[row["quota"]]["per"]
    return show.said("quotas.office") if per == "office" else show.called(row["group"])


def _ties(show: Showing, frame: pd.DataFrame) -> Iterator[str]:
    """A sentence for every line on which subjects tie, with who they are."""
    for row in show.rows(frame[frame["tied"].fillna(0) > 0]):
        at = show.lines[(show.lines["quota"] == row["quota"]) & (show.lines["line"] == "tied")]
        names = at.loc[at["group"] == row["group"], "subject_id"].map(show.called)
        told = {"quota": _label(show, row), "group": _group(show, row), "seats": row["seats"]}
        yield show.said("quotas.tie", names=", ".join(names), within=row["within"], **told)


def _findings(show: Showing, frame: pd.DataFrame) -> Iterator[str]:
    for row in show.rows(frame[frame["fewer_than"].notna()]):
        told = {"quota": _label(show, row), "group": _group(show, row)}
        least = {"counted": row["counted"], "number": row["fewer_than"]}
        yield show.said("quotas.fewer", **told, **least)
