"""Ties as spread reads them: coded, checked and sorted, each kind with its origin."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pandas as pd

from lantoa.spreading.circle import Circle
from lantoa.spreading.deriving import COLUMNS, derived
from lantoa.spreading.doubting import origins_of
from lantoa.spreading.finding import Findings
from lantoa.spreading.linking import CLAIMED, UNNAMED, Links
from lantoa.spreading.periods import Periods
from lantoa.spreading.registers import Register, Registers
from lantoa.spreading.setting import Origin, Ties
from lantoa.spreading.taking import Taken

_ORIGINS: tuple[Origin, ...] = get_args(Origin)


def ties_of(
    links: Links, circle: Circle, registers: Registers, periods: Periods, findings: Findings
) -> pd.DataFrame:
    """The ties among the subjects of a circle that are the same for every practice."""
    parts = [] if links.table is None else [_of_table(links, circle, periods, registers, findings)]
    names = links.derived_for(circle.kind, sum(map(len, parts)))
    parts += [derived(name, circle, registers, periods, findings) for name in names]
    for name, part in zip(names, parts[len(parts) - len(names) :], strict=True):
        if not len(part) and not links.is_default:
            findings.note("no_such_ties", "links", name=name)
    return pd.concat([_none(), *parts], ignore_index=True) if parts else _none()


def claimed_ties(taken: Taken, circle: Circle, periods: Periods) -> pd.DataFrame:
    """What takers of a practice say of whom they have it from, as ties; never an exposure (R5)."""
    source = circle.codes(taken.source)
    known = source >= 0
    columns: dict[str, Any] = {
        "source": source[known],
        "taker": taken.subject[known],
        "weight": 1.0,
        "kind": CLAIMED,
        "origin": "adoptions",
        "since": periods.since(taken.started[known]),
        "until": np.full(int(known.sum()), len(periods), np.int32),
    }
    return pd.DataFrame(columns, columns=list(COLUMNS))


def packed(frame: pd.DataFrame) -> Ties:
    """Ties in their order; a kind of several origins is as many kinds."""
    origins = frame.groupby("kind")["origin"].nunique()
    several = frame["kind"].map(origins) > 1
    kind = frame["kind"].where(~several, frame["kind"] + " (" + frame["origin"] + ")")
    kinds, codes = np.unique(kind.to_numpy(str), return_inverse=True)
    first = pd.Series(frame["origin"].to_numpy(object)).groupby(codes).first()
    columns = [frame[name].to_numpy() for name in ("source", "taker", "since", "until", "weight")]
    source, taker, since, until, weight = columns
    order = np.lexsort((weight, until, since, codes, taker, source))
    return Ties(
        source=source[order].astype(np.int32),
        taker=taker[order].astype(np.int32),
        weight=weight[order].astype(np.float64),
        kind=codes[order].astype(np.int32),
        since=since[order].astype(np.int32),
        until=until[order].astype(np.int32),
        kinds=tuple(kinds.tolist()),
        origins=tuple(first.tolist()),
        doubted=tuple(sorted(set(kind[frame.get("doubted", kind) == True]))),  # noqa: E712
    )


def _none() -> pd.DataFrame:
    types = (int, int, float, object, object, int, int)
    columns = {name: pd.Series([], dtype=t) for name, t in zip(COLUMNS, types, strict=True)}
    return pd.DataFrame(columns)


def _of_table(
    links: Links, circle: Circle, periods: Periods, registers: Registers, findings: Findings
) -> pd.DataFrame:
    """The rows of a table of ties that can be so; the others are listed."""
    table = links.table
    assert table is not None
    frame = table.frame
    kind = np.array([one or UNNAMED for one in frame["kind"]], object)
    source, taker = (circle.codes(frame[name]) for name in ("from_id", "to_id"))
    ours = links.wanted(frame) & ((source >= 0) | (taker >= 0))
    ours &= ~(circle.strange(table.ids("from_id")) | circle.strange(table.ids("to_id")))
    begun, over = table.days("from"), table.days("to")
    weight = frame["weight"].astype("Float64").fillna(1.0).to_numpy(float)
    good = ours.copy()
    for problem, wrong, column in (
        ("self_link", source == taker, "to_id"),
        ("link_outside", source < 0, "from_id"),
        ("link_outside", taker < 0, "to_id"),
        ("unread_weight", findings.unread(table, "weight"), "weight"),
        ("negative_weight", ~(weight >= 0) | np.isinf(weight), "weight"),
        ("link_ends_first", over < begun, "to"),
    ):
        findings.add(problem, table, good & wrong, column)
        good &= ~wrong
    good &= ~((over < periods.start) | (begun > periods.last))
    origins = origins_of(table, good, registers, findings)
    found = pd.DataFrame(
        {
            "source": source,
            "taker": taker,
            "weight": weight,
            "kind": kind,
            "origin": origins.origin,
            "doubted": origins.doubted,
            "since": periods.since(begun),
            "until": periods.until(over),
        }
    )[good]
    return _once(found, table, findings)


def _once(found: pd.DataFrame, table: Register, findings: Findings) -> pd.DataFrame:
    """A tie that is written twice counts once, with the larger weight."""
    found = found.sort_values("weight", ascending=False, kind="stable")
    twice = found.duplicated([name for name in COLUMNS if name != "weight"])
    findings.add("link_twice", table, np.sort(found.index[twice].to_numpy(int)))
    return found[~twice].sort_index()
