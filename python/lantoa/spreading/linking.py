"""Which ties are asked for: of the table, derived, claimed, or of a frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa.spreading.circle import SubjectKind
from lantoa.spreading.finding import Findings
from lantoa.spreading.registers import Register, Registers, register

if TYPE_CHECKING:
    from lantoa.office import Office

TABLE, CLAIMED = "table", "claimed"
DERIVED = ("same_unit", "moved", "same_field", "unit_and_parent")
_WITHOUT_TABLE: dict[SubjectKind, tuple[str, ...]] = {
    "person": ("same_unit",),
    "unit": ("moved", "same_field", "unit_and_parent"),
}
UNNAMED = "link"
"""The kind of a tie whose kind is not written."""


@dataclass(frozen=True, eq=False)
class Links:
    """What ties are made of.

    Attributes:
        table: The rows to read, None for none.
        kinds: Kinds of the table that are wanted; None for all.
        derived: Names of `DERIVED`.
        claimed: Whether what takers say of their sources is wanted as ties.
        is_default: Nobody asked for any: without a usable table they are derived.
    """

    table: Register | None
    kinds: frozenset[str] | None
    derived: tuple[str, ...]
    claimed: bool
    is_default: bool

    def wanted(self, frame: pd.DataFrame) -> NDArray[np.bool_]:
        """A flag per row of a table of ties: its kind is asked about."""
        kind = np.array([one or UNNAMED for one in frame["kind"]], object)
        return np.ones(len(frame), bool) if self.kinds is None else np.isin(kind, list(self.kinds))

    def derived_for(self, kind: SubjectKind, usable: int) -> tuple[str, ...]:
        """What is to be derived for subjects of a kind, beside so many ties of the table."""
        return _WITHOUT_TABLE[kind] if self.is_default and not usable else self.derived


def links_of(links: Any, office: Office, registers: Registers, findings: Findings) -> Links:
    """What a user asks for.

    Args:
        links: None, a name, several, or a frame of ``from_id``, ``to_id`` and what else the table
            ``links`` has.
        office: Whose subjects they tie.
        registers: Of the office.
        findings: Where what cannot be read of a frame is listed.

    Raises:
        InputError: A name is not known, the office has no table, or the frame has no such columns.
    """
    table = registers.given("links")
    if links is None:
        return Links(table, None, (), claimed=False, is_default=True)
    if not isinstance(links, str) and _is_frame(links):
        found = _of_frame(links, office, registers, findings)
        return Links(found, None, (), claimed=False, is_default=False)
    return _of_names([links] if isinstance(links, str) else links, table)


def _of_names(names: Any, table: Register | None) -> Links:
    if not isinstance(names, Iterable) or not (asked := list(names)):
        told = f"links: expected names such as {_checks.listed([TABLE, *DERIVED])}, or a frame"
        raise _checks.InputError(told)
    kinds = [] if table is None else kinds_of(table.frame)
    known = list(dict.fromkeys([*([] if table is None else [TABLE]), *kinds, *DERIVED, CLAIMED]))
    if TABLE in asked and table is None:
        told = f"links: the office has no table links; derived are {_checks.listed(DERIVED)}"
        raise _checks.InputError(told)
    for one in asked:
        _checks.one_of(one, known, what="links")
    wanted = frozenset(one for one in asked if one in kinds)
    return Links(
        table if TABLE in asked or wanted else None,
        None if TABLE in asked else wanted,
        tuple(one for one in DERIVED if one in asked and one not in wanted),
        claimed=CLAIMED in asked,
        is_default=False,
    )


def kinds_of(frame: pd.DataFrame) -> list[str]:
    """The kinds that a table of ties names, sorted."""
    return sorted({one or UNNAMED for one in frame["kind"]})


def _is_frame(links: Any) -> bool:
    return hasattr(links, "columns") or hasattr(links, "__arrow_c_stream__")


def _of_frame(links: Any, office: Office, registers: Registers, findings: Findings) -> Register:
    """A frame of ties, read as intake reads the table, with what is wrong in it listed."""
    from lantoa.intake import read
    from lantoa.spreading.finding import of_office

    beside: dict[str, Any] = {
        name: office.tables[name].frame[[key]]
        for name, key in (("units", "unit_id"), ("people", "person_id"))
        if name in office.tables
    }
    small = read({**beside, "links": links}, lang=findings.lang, frames="pandas")
    if "links" not in small.tables:
        listed = of_office(small, findings.lang, ["links"])
        raise _checks.InputError(
            "links: expected a frame with the columns from_id and to_id",
            problems=listed["what"].tolist(),
        )
    findings.of_intake(small, ["links"])
    return register(small, "links", registers.renamed)
