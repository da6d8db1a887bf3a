"""Those who are listed, gate by gate and by place, and the quotas with the ties at their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lantoa.reporting import words
from lantoa.reporting.html_page import Block, Cell, Head, Section, Text
from lantoa.reporting.html_showing import KINDS, Showing


def listed(show: Showing) -> Section:
    """Who is in under the counting, units first, by place where the plan gives points."""
    blocks: list[Block] = [Text([_note(show), show.said("listed.places")])]
    blocks += [_list(show, kind) for kind in KINDS if len(show.of_kind(kind))]
    return Section("danh-sach", show.said("sections.listed"), blocks)


def _note(show: Showing) -> str:
    return show.said("listed.note", counting=words.counting(show.result))


def in_order(show: Showing, kind: str) -> pd.DataFrame:
    """Those of a kind who may be named here, the first place first.

    Before a wide audience whoever is beyond the line of a quota is not proposed, so not named.
    """
    rows = show.of_kind(kind)
    rows = rows[rows["counted"]]
    if not show.is_internal:
        beyond = show.lines[show.lines["line"] == "beyond"]
        rows = rows[~rows["subject_id"].isin(beyond["subject_id"])]
    places = show.places[kind]
    if places is None:
        return rows.sort_values("subject_id")
    columns = ["subject_id", "points", "points_high", "place", "place_low", "place_high", "tied"]
    joined = rows.merge(places[columns], on="subject_id", how="left")
    return joined.sort_values(["place", "subject_id"], na_position="last")


def _list(show: Showing, kind: str) -> Block:
    rows = in_order(show, kind)
    name = show.kind(kind)
    if rows.empty:
        return Text([show.said("listed.none", kind=name)])
    heads = [*show.heads("listed.number"), *show.who_heads(), *_heads(show, kind, rows)]
    body = [
        [Cell(str(number), number=True), *show.who(row["subject_id"]), *_cells(show, kind, row)]
        for number, row in enumerate(show.rows(rows), start=1)
    ]
    fixed = 3 if show.names else 2
    return show.table(show.said("listed.caption", kind=name), heads, body, fixed=fixed)


def _heads(show: Showing, kind: str, rows: pd.DataFrame) -> list[Head]:
    names = ["unit"] * (kind == "person") + ["strict", "waits"]
    names += ["place"] * ("place" in rows) + ["points"] * ("place" in rows and show.is_internal)
    names += ["line"] * (kind in show.with_lines)
    return show.heads(*(f"listed.{one}" for one in names))


def _cells(show: Showing, kind: str, row: dict[str, Any]) -> Iterator[Cell]:
    if kind == "person":
        yield Cell(show.called(row["unit_id"]))
    yield show.verdict(str(row["strict"]))
    yield Cell("; ".join(waits(show, row)))
    if "place" in row:
        yield Cell(place(row), number=True)
    if "place" in row and show.is_internal:
        yield Cell(points(show, row), number=True)
    if kind in show.with_lines:
        yield Cell("; ".join(lines(show, row["subject_id"])))


def waits(show: Showing, row: dict[str, Any]) -> Iterator[str]:
    """The gates that are not settled, by name."""
    for column in ("unknown_on", "open_on"):
        yield from (show.labels[gate] for gate in str(row[column]).split(", ") if gate)


def place(row: dict[str, Any]) -> str:
    """A place with what missing values leave open: ``3``, ``=3`` where it is shared, ``2–4``."""
    low, high = row["place_low"], row["place_high"]
    if pd.isna(low):
        return ""
    if low != high:
        return f"{low}–{high}"
    return f"={low}" if row.get("tied", 1) > 1 else str(low)


def points(show: Showing, row: dict[str, Any]) -> str:
    """Points on record, and at the most where values are missing."""
    if pd.isna(row["points"]):
        return ""
    low, high = (_decimal(row[name], show.lang) for name in ("points", "points_high"))
    return low if low == high else f"{low}–{high}"


def _decimal(points: float, lang: str) -> str:
    """Points as the office writes them: with a decimal comma, no zeros behind it."""
    text = f"{points:.3f}".rstrip("0").rstrip(".")
    return text if lang == "en" else text.replace(".", ",")


def lines(show: Showing, subject: str) -> Iterator[str]:
    """Where somebody stands at the line of each quota, and whether that is certain."""
    for row in show.lines_of.get(subject, ()):
        if pd.isna(row["line"]):
            yield show.said("lines.nobody_knows")
        else:
            told = show.said(f"lines.{row['line']}", place=place(row), seats=row["seats"])
            yield told if row["sure"] else show.said("lines.unsure", line=told)
