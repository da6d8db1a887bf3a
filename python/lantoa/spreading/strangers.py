"""Ids that no register knows, listed where intake had no register to look them up in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lantoa.spreading.circle import Circle, SubjectKind
from lantoa.spreading.finding import Findings
from lantoa.spreading.linking import Links
from lantoa.spreading.registers import Register, Registers

_NAMING: Mapping[str, tuple[str, ...]] = {
    "adoptions": ("subject_id",),
    "observed": ("subject_id",),
    "links": ("from_id", "to_id"),
}
"""Where a row of an unknown id is not counted; what an unknown source is worth `chains` tells."""


def list_strangers(
    registers: Registers,
    links: Links,
    circles: Mapping[SubjectKind, Circle],
    findings: Findings,
) -> None:
    """List ids of no person and no unit: intake takes any where people or units have no register.

    Args:
        registers: Of the office.
        links: Whose table may be a frame.
        circles: Of both kinds.
        findings: Where each cell is listed, as intake lists one that its registers have not.
    """
    if {"people", "units"} <= set(registers.office.tables):
        return
    tables: list[Register] = [registers[name] for name in _NAMING]
    if links.table is not None and links.table is not registers["links"]:
        tables.append(links.table)
    known = {"", *(one for circle in circles.values() for one in circle.every)}
    for table in tables:
        for column in _NAMING[table.name]:
            strange = np.array([one not in known for one in table.ids(column)], bool)
            findings.add("unknown_subject", table, strange, column)
