"""Whether ties were made from the adoptions that they are to explain (R5)."""

from __future__ import annotations

from collections.abc import Iterator
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


def origins_of(table: Register, good: Any, registers: Registers, findings: Findings) -> Any:
    """Where each tie comes from, kind by kind: what the table says, else derived.

    Ties without an origin, or said to be derived, come from adoptions where half of a kind or more
    repeat what takers say of their sources; or where both ends of every tie took something up, and
    at least `FEWEST` ties and nine in ten run from an earlier to a later taker. Ties of which the
    table says that they were assigned or observed before are kept, and the second is listed.

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
    origin = np.where(written == "", "derived", written)
    for kind in np.unique(kinds):
        of_kind = good & (kinds == kind)
        doubtful = of_kind & (origin == "derived")
        if doubtful.any() and 2 * (repeats & doubtful).sum() >= doubtful.sum():
            found = "links_from_adoptions"
        elif _is_order(doubtful, taken, later):
            found = "links_from_dates"
        else:
            if _is_order(of_kind & ~doubtful, taken, later):
                findings.note("links_like_dates", "links", name=kind or UNNAMED)
            continue
        findings.note(found, "links", name=kind or UNNAMED)
        origin = np.where(doubtful, "adoptions", origin)
    if blank := int((good & (written == "") & (origin == "derived")).sum()):
        findings.note("no_origin", "links", number=blank)
    return origin


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
            days[exemplar] = np.datetime64("0001-01-01", "s")
        yield days
