"""Whether ties were made from the adoptions that they are to explain (R5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.spreading.finding import Findings
from lantoa.spreading.linking import UNNAMED
from lantoa.spreading.registers import Register, Registers

FEWEST = 5
"""Ties from an earlier to a later taker below which their order says nothing of how they were made."""
_NEARLY_ALL = 0.9
_ALWAYS, _NEVER = np.datetime64("0001-01-01", "s"), np.datetime64("9999-12-31", "s")


@dataclass(frozen=True, eq=False)
class Origins:
    """Where k ties come from.

    Attributes:
        origin: k words: what the table says, else ``"derived"``; ``"adoptions"`` where they repeat
            the adoptions that they are to explain.
        doubted: k flags: they repeat them, but began before any of them.
    """

    origin: NDArray[np.object_]
    doubted: NDArray[np.bool_]


def origins_of(table: Register, good: Any, registers: Registers, findings: Findings) -> Origins:
    """Where each tie comes from, kind by kind: what the table says, else derived.

    Ties come from adoptions where half of a kind or more repeat what takers say of their sources;
    or where both ends of every tie took something up, and at least `FEWEST` ties and nine in ten
    run from an earlier to a later taker. What the table calls them is no proof: ties that are said
    to be assigned or observed before and do so, `FEWEST` of them or more, are kept only where each
    has a first day, before anybody took up what its taker did. Then they are listed, and the answer
    warns of them.

    Args:
        table: The ties.
        good: A flag per row: those that count.
        registers: Of the office.
        findings: Where is listed what was found.
    """
    written = table.frame["origin"].to_numpy(object)
    kinds = table.frame["kind"].to_numpy(str)
    ends = list(zip(table.ids("from_id"), table.ids("to_id"), strict=True))
    repeats, taken, later = _claimed(ends, registers), *_in_time(ends, registers)
    early = _before(table, registers)
    origin = np.where(written == "", "derived", written).astype(object)
    doubted = np.zeros(len(origin), bool)
    for kind in np.unique(kinds):
        for said in (False, True):
            rows = good & (kinds == kind) & ((origin != "derived") == said)
            found = _like_adoptions(rows, repeats, taken, later, FEWEST if said else 1)
            if found is None:
                continue
            if said and early[rows].all():
                doubted |= rows
                findings.note(f"links_like_{found}", "links", name=kind or UNNAMED)
            else:
                findings.note(f"links_from_{found}", "links", name=kind or UNNAMED)
                origin[rows] = "adoptions"
    if blank := int((good & (written == "") & (origin == "derived")).sum()):
        findings.note("no_origin", "links", number=blank)
    return Origins(origin, doubted)


def _like_adoptions(
    rows: NDArray[np.bool_], repeats: Any, taken: Any, later: Any, fewest: int
) -> str | None:
    """What of the adoptions these ties repeat, if anything."""
    count = int((repeats & rows).sum())
    if count >= fewest and 2 * count >= rows.sum():
        return "adoptions"
    return "dates" if _is_order(rows, taken, later) else None


def _is_order(rows: NDArray[np.bool_], taken: Any, later: Any) -> bool:
    along = int((rows & later).sum())
    return bool(taken[rows].all()) and along >= max(FEWEST, _NEARLY_ALL * rows.sum())


def _claimed(ends: list[tuple[str, str]], registers: Registers) -> NDArray[np.bool_]:
    adoptions = registers["adoptions"]
    pairs = zip(adoptions.ids("source_id"), adoptions.ids("subject_id"), strict=True)
    claims = {pair for pair in pairs if pair[0]}
    return np.fromiter((pair in claims for pair in ends), bool, len(ends))


def _in_time(ends: list[tuple[str, str]], registers: Registers) -> tuple[Any, Any]:
    """Of each tie whether both ends took something up, and whether the taker did so later.

    Later in every practice that both took up, of which there is one; an exemplar has its own from
    the beginning.
    """
    began = list(_first_days(registers))
    takers = {one for days in began for one in days}
    taken = np.fromiter((a in takers and b in takers for a, b in ends), bool, len(ends))
    both = ([(days[a], days[b]) for days in began if a in days and b in days] for a, b in ends)
    later = (bool(days) and all(one < other for one, other in days) for days in both)
    return taken, np.fromiter(later, bool, len(ends))


def _before(table: Register, registers: Registers) -> NDArray[np.bool_]:
    """Of each tie whether it began before anybody took up what its taker did; not without a day."""
    began = table.days("from").astype("M8[s]")
    first: dict[str, np.datetime64] = {}
    for days in _first_days(registers):
        dated = [one for one in days.values() if one > _ALWAYS]
        if not dated:  # nobody but the exemplar, whose day is the beginning
            continue
        earliest = min(dated)
        for taker in days:
            first[taker] = min(first.get(taker, earliest), earliest)
    limits = np.array([first.get(one, _NEVER) for one in table.ids("to_id")], "M8[s]")
    return np.asarray(began < limits, bool)  # no day is before nothing


def _first_days(registers: Registers) -> Iterator[dict[str, np.datetime64]]:
    """Of each practice the first day of each taker."""
    adoptions, practices = registers["adoptions"], registers["practices"]
    exemplars = dict(zip(practices.ids("practice_id"), practices.ids("exemplar_id"), strict=True))
    frame = pd.DataFrame(
        {
            "practice": adoptions.ids("practice_id"),
            "subject": adoptions.ids("subject_id"),
            "day": adoptions.days("started_on").astype("M8[s]"),
        }
    ).dropna(subset="day")
    for practice, rows in frame.groupby("practice"):
        first = rows.groupby("subject")["day"].min()
        days = dict(zip(first.index, first.to_numpy(), strict=True))
        if exemplar := exemplars.get(practice):
            days[exemplar] = _ALWAYS
        yield days
