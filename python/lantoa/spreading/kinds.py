"""Whether people or units take a practice up, from what was known on the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from lantoa.spreading.circle import Circle, SubjectKind
from lantoa.spreading.linking import Links
from lantoa.spreading.periods import Periods
from lantoa.spreading.practices import KINDS, Named, words_of
from lantoa.spreading.registers import Registers

Circles = Mapping[SubjectKind, Circle]
UNTOLD: SubjectKind = "person"
"""What is taken where nothing tells; it is listed, and the answer warns of it."""


def kind_of(
    named: Named, takers: Iterable[str], circles: Circles, tied: SubjectKind | None
) -> SubjectKind | None:
    """Whether people or units take a practice up; None where nothing tells.

    What ``eligible`` says; else what most takers are, people where half are; else what the
    exemplar is; else what those are who are tied; else the only kind that the office knows. Who was
    not there in the periods that are followed is a person or a unit too. Takers whom no register has
    are of the kind that has no register, and take nothing up among those of the other.

    Args:
        named: As the register has it.
        takers: Who took it up by the day that is asked of.
        circles: By kind who could take something up.
        tied: What those are who are tied: see `kind_of_tied`.
    """
    said = {kind for kind, words in KINDS.items() if set(words_of(named.eligible)) & set(words)}
    if len(said) == 1:
        return said.pop()
    every = list(takers)
    found = {kind: sum(map(circle.knows, every)) for kind, circle in circles.items()}
    if any(found.values()):
        return "unit" if found["unit"] > found["person"] else "person"
    unregistered = [kind for kind, circle in circles.items() if circle.is_nobody]
    if every and unregistered:
        return unregistered[0]
    return _of_exemplar(named, circles) or tied or _only(circles)


def _of_exemplar(named: Named, circles: Circles) -> SubjectKind | None:
    return next((kind for kind, circle in circles.items() if circle.knows(named.exemplar)), None)


def _only(circles: Circles) -> SubjectKind | None:
    known: list[SubjectKind] = [kind for kind, circle in circles.items() if not circle.is_nobody]
    return known[0] if len(known) == 1 else None


def kind_of_tied(
    links: Links, registers: Registers, circles: Circles, periods: Periods
) -> SubjectKind | None:
    """What those are who are tied by the last day, where all are of one kind; else None.

    Args:
        links: The ties asked about; where they have no table, that of the office is looked at.
        registers: Of the office.
        circles: By kind who could take something up.
        periods: In which spread is followed.
    """
    table = registers["links"] if links.table is None else links.table
    begun = ~(table.days("from") > periods.last) & links.wanted(table.frame)
    ends = {*table.ids("from_id")[begun], *table.ids("to_id")[begun]}
    found: list[SubjectKind] = [
        kind for kind, circle in circles.items() if np.any([circle.knows(one) for one in ends])
    ]
    return found[0] if len(found) == 1 else None
