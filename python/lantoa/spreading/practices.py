"""The practices that spread is asked about, and who could take each up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks
from lantoa.schema import wording
from lantoa.spreading.circle import Circle, SubjectKind
from lantoa.spreading.finding import Findings
from lantoa.spreading.registers import Registers

KINDS: Mapping[SubjectKind, tuple[str, ...]] = {
    kind: tuple(words) for kind, words in wording("spreading")["eligible"].items()
}
"""What a cell of ``eligible`` may say of the kind of subjects."""


@dataclass(frozen=True, eq=False)
class Practice:
    """A practice, and whom the register lets take it up.

    Attributes:
        id: Its id.
        exemplar: Whom it comes from, ``""`` where nobody is named.
        kind: Whether people or units take it up.
        eligible: A flag per subject of the circle of that kind.
        is_told: Whether anything tells the kind; else people are taken.
    """

    id: str
    exemplar: str
    kind: SubjectKind
    eligible: NDArray[np.bool_]
    is_told: bool = True


@dataclass(frozen=True)
class Named:
    """A row of the register of practices, or a practice that only adoptions name.

    Attributes:
        id: Its id.
        exemplar: ``""`` where nobody is named.
        description: ``""`` where there is none.
        eligible: As it is written.
        row: Of the register, -1 where it is not in it.
    """

    id: str
    exemplar: str
    description: str
    eligible: str
    row: int


def named(registers: Registers) -> dict[str, Named]:
    """Every practice by id, sorted: of the register and of the adoptions."""
    rows = registers["practices"].frame
    columns = ("practice_id", "exemplar_id", "description", "eligible")
    found = {
        one: Named(one, exemplar, description, eligible, row)
        for row, (one, exemplar, description, eligible) in enumerate(
            zip(*(rows[name] for name in columns), strict=True)
        )
    }
    for one in registers["adoptions"].frame["practice_id"].unique():
        found.setdefault(one, Named(one, "", "", "", -1))
    return dict(sorted(found.items()))


def chosen(every: Mapping[str, Named], practice: Any, exemplar: Any) -> dict[str, Named]:
    """Those that are asked about.

    Args:
        every: By id.
        practice: An id, several, or None for all.
        exemplar: An exemplar, several, or None: only their practices.

    Raises:
        InputError: An id is not known, or none is left.
    """
    asked = _ids(practice, list(every), what="practice")
    exemplars = sorted({one.exemplar for one in every.values()} - {""})
    if exemplar is not None and not exemplars:
        told = f'exemplar "{exemplar}": no practice names one; fill in exemplar_id of practices'
        raise _checks.InputError(told)
    of = _ids(exemplar, exemplars, what="exemplar")
    kept = {
        key: one
        for key, one in every.items()
        if (asked is None or key in asked) and (of is None or one.exemplar in of)
    }
    if not kept and every:
        whose = {every[one].exemplar for one in asked or []} - {""}
        told = f"no practice {_checks.listed(asked or [])} comes from {_checks.listed(of or [])}"
        raise _checks.InputError(f"{told}; from {_checks.listed(sorted(whose)) or 'nobody'}")
    return kept


def _ids(given: Any, known: list[str], *, what: str) -> list[str] | None:
    if given is None:
        return None
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, Iterable):
        raise _checks.unknown(given, known, what=what)
    cleaned = [unicodedata.normalize("NFC", str(one).strip()) for one in several]
    if not cleaned:
        raise _checks.InputError(f"{what}: expected at least one of {_checks.listed(known)}")
    return [_checks.one_of(one, known, what=what) for one in cleaned]


def words_of(text: str) -> list[str]:
    """What a cell of ``eligible`` names.

    >>> words_of("Cá nhân; DV01, văn xã")
    ['cá nhân', 'dv01', 'văn xã']
    """
    return [word.strip().casefold() for word in re.split(r"[;,\n|]", text) if word.strip()]


def eligible_of(
    named: Named, circle: Circle, registers: Registers, findings: Findings
) -> NDArray[np.bool_]:
    """Who may take a practice up: ids, units, fields, classes; everybody where nothing is said.

    A cell with a word that names nobody lets everybody, and is listed.
    """
    told = [word for word in words_of(named.eligible) if word not in KINDS[circle.kind]]
    if not told:
        return np.ones(len(circle), bool)
    names = _names(circle, registers)
    if any(all(word not in one for one in names) for word in told):
        findings.add("eligible_unknown", registers["practices"], [named.row], "eligible")
        return np.ones(len(circle), bool)
    return np.array([not one.isdisjoint(told) for one in names], bool)


def _names(circle: Circle, registers: Registers) -> list[set[str]]:
    """By what each subject can be named: its id, unit, field and class."""
    from lantoa.spreading.circle import groups

    columns = ["unit_id", "field", *(["class"] if circle.kind == "person" else ["parent_id"])]
    named = [groups(registers, circle.kind, circle.ids, circle.unit, one) for one in columns]
    return [
        {str(name).casefold() for name in (one, *rest)} - {""}
        for one, *rest in zip(circle.ids, *named, strict=True)
    ]
