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

_KINDS: Mapping[SubjectKind, tuple[str, ...]] = {
    kind: tuple(words) for kind, words in wording("spreading")["eligible"].items()
}


@dataclass(frozen=True, eq=False)
class Practice:
    """A practice, and whom the register lets take it up.

    Attributes:
        id: Its id.
        exemplar: Whom it comes from, ``""`` where nobody is named.
        kind: Whether people or units take it up.
        eligible: A flag per subject of the circle of that kind.
    """

    id: str
    exemplar: str
    kind: SubjectKind
    eligible: NDArray[np.bool_]


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


def kind_of(
    named: Named, takers: Iterable[str], circles: Mapping[SubjectKind, Circle]
) -> SubjectKind:
    """Whether people or units take a practice up.

    What ``eligible`` says; else what most takers are, people where half are; else what the
    exemplar is; else people where there are any. Who was not there in the periods that are followed
    is a person or a unit too.

    Raises:
        InputError: The takers are no units, and the office has no people.
    """
    said = {kind for kind, words in _KINDS.items() if set(words_of(named.eligible)) & set(words)}
    if len(said) == 1:
        return said.pop()
    every = list(takers)
    found = {kind: sum(map(circle.knows, every)) for kind, circle in circles.items()}
    if any(found.values()):
        return "unit" if found["unit"] > found["person"] else "person"
    if every and circles["person"].is_nobody:
        told = f"{named.id}: no unit took it up, and people are not known: give the table people"
        raise _checks.InputError(f"{told}, or memberships; {_checks.listed(dict.fromkeys(every))}")
    if named.exemplar and circles["unit"].knows(named.exemplar):
        return "unit"
    return "unit" if circles["person"].is_nobody else "person"


def eligible_of(
    named: Named, circle: Circle, registers: Registers, findings: Findings
) -> NDArray[np.bool_]:
    """Who may take a practice up: ids, units, fields, classes; everybody where nothing is said.

    A cell with a word that names nobody lets everybody, and is listed.
    """
    told = [word for word in words_of(named.eligible) if word not in _KINDS[circle.kind]]
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
