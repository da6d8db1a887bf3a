"""Who could take a practice up: the people or the units of an office while they were there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa.spreading.finding import Findings
from lantoa.spreading.periods import Days, Periods
from lantoa.spreading.registers import Registers
from lantoa.spreading.setting import Codes
from lantoa.spreading.spans import followed_in

SubjectKind = Literal["unit", "person"]
NO_DAY = np.datetime64("NaT", "D")
BLOCKS: Mapping[SubjectKind, tuple[str, ...]] = {
    "person": ("unit_id", "field", "class", "sex"),
    "unit": ("field", "parent_id"),
}
"""What subjects of a kind can be grouped by; ``unit_id`` of units is their field or parent."""


@dataclass(frozen=True, eq=False)
class Circle:
    """The n subjects of one kind who were there in some period, sorted by id.

    Attributes:
        kind: ``"person"`` or ``"unit"``.
        ids: n ids.
        opened: n first days, none where not known: there from the beginning.
        closed: n last days, none where there is none.
        followed: n last days on which somebody looked.
        begun: The first day on which somebody looked, none where it is not said.
        block: n codes of ``blocks``.
        blocks: The blocks, sorted; ``""`` holds those of whom it is not recorded.
        unit: n units, of people in the first period in which they are there; else themselves.
        gone: Ids of this kind that were never there in these periods.
        not_followed: Of how many neither ``observed`` nor ``coverage`` says until when somebody
            looked: they are taken to be followed to the last day.
        others: Ids of everybody of the other kind.
    """

    kind: SubjectKind
    ids: NDArray[Any]
    opened: Days
    closed: Days
    followed: Days
    block: Codes
    blocks: tuple[str, ...]
    unit: NDArray[Any]
    gone: frozenset[str]
    not_followed: int
    begun: np.datetime64 = NO_DAY
    others: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def _index(self) -> Any:
        return pd.Index(self.ids, dtype=object)

    def codes(self, ids: Any) -> Codes:
        """The codes of some ids, -1 for who is not among them."""
        return np.asarray(self._index.get_indexer(pd.Index(ids, dtype=object)), np.int32)

    @property
    def every(self) -> frozenset[str]:
        """Ids of everybody of this kind, there in these periods or not."""
        return self.gone.union(self.ids.tolist())

    def strange(self, ids: Any) -> NDArray[np.bool_]:
        """A flag per id: it is of this kind no more than of the other, no register has it."""
        return np.array([one not in self._known for one in ids], bool)

    @cached_property
    def _known(self) -> frozenset[str]:
        return self.every | self.others | {""}

    def opened_of(self, codes: Codes) -> Days:
        """The first days of some, by code; none for who is not among them."""
        return np.append(self.opened, NO_DAY)[np.where(codes < 0, len(self), codes)]

    def knows(self, one: str) -> bool:
        """Whether somebody is of this kind, there in these periods or not."""
        return one in self._index or one in self.gone

    @property
    def is_nobody(self) -> bool:
        """Whether the office knows nobody of this kind at any time."""
        return not len(self.ids) and not self.gone

    def since(self, periods: Periods) -> Codes:
        """n first periods in which they are there and followed."""
        return periods.since(np.fmax(self.opened, self.begun))

    def until(self, periods: Periods) -> Codes:
        """n last periods in which they are there and followed."""
        return periods.until(self.last)

    @property
    def last(self) -> Days:
        """n last days on which they are there and followed."""
        closed = np.where(np.isnat(self.closed), self.followed, self.closed)
        return np.minimum(closed, self.followed)


def circles_of(registers: Registers, periods: Periods) -> dict[SubjectKind, Circle]:
    """The people and the units, each knowing who the others are; all in one group."""
    people, units = (circle_of(registers, kind, periods) for kind in BLOCKS)
    return {
        "person": replace(people, others=units.every),
        "unit": replace(units, others=people.every),
    }


def circle_of(registers: Registers, kind: SubjectKind, periods: Periods) -> Circle:
    """The subjects of a kind, all in one group."""
    every = _people(registers) if kind == "person" else _units(registers)
    there = ~((every["opened"] > periods.last) | (every["closed"] < periods.start)).to_numpy(bool)
    kept = every[there]
    ids = kept.index.to_numpy(object)
    opened, closed = (kept[name].to_numpy("M8[s]").astype("M8[D]") for name in ("opened", "closed"))
    units = _unit_of(registers, ids, np.fmax(opened, periods.start)) if kind == "person" else ids
    register, watched = followed_in(registers, periods.first), _followed(registers, ids)
    followed = np.where(np.isnat(watched), register.until, watched)
    if register.stops:
        followed = np.fmin(followed, register.until)
    return Circle(
        kind=kind,
        ids=ids,
        opened=opened,
        closed=closed,
        followed=np.fmin(followed, periods.last),
        block=np.zeros(len(ids), np.int32),
        blocks=("",),
        unit=units,
        gone=frozenset(every.index[~there].tolist()),
        not_followed=0 if register.is_said else int(np.isnat(watched).sum()),
        begun=register.begun,
    )


def grouped(circle: Circle, registers: Registers, by: str | None, findings: Findings) -> Circle:
    """The same subjects in groups, with what is listed of them.

    Raises:
        InputError: They cannot be grouped by ``by``.
    """
    if circle.not_followed:
        findings.note("not_followed", "observed", number=circle.not_followed)
    named = groups(registers, circle.kind, circle.ids, circle.unit, by)
    blocks, block = np.unique(named.astype(str), return_inverse=True)
    return replace(circle, block=block.astype(np.int32), blocks=tuple(blocks.tolist()))


def _people(registers: Registers) -> pd.DataFrame:
    """Everybody with the first and last day: of the register of people, else of memberships."""
    people, stays = registers["people"].frame, registers["memberships"].frame
    by = stays["person_id"]
    first = stays["from"].groupby(by).min().mask(_some_unknown(stays["from"], by))
    last = stays["to"].groupby(by).max().mask(_some_unknown(stays["to"], by))
    told = people.set_index("person_id")[["joined", "left"]]
    ids = sorted({*told.index, *first.index} - {""})
    found = told.reindex(ids)
    found = found.assign(
        opened=found["joined"].fillna(first.reindex(ids)),
        closed=found["left"].fillna(last.reindex(ids)),
    )
    return found[["opened", "closed"]].astype("datetime64[s]")


def _units(registers: Registers) -> pd.DataFrame:
    """Every unit under its last name, from the first day of the first to the last of the last."""
    units = registers["units"]
    frame = units.frame.assign(first=units.written.get("unit_id", units.frame["unit_id"]))
    renamed = frame["first"].isin(list(registers.renamed))
    has_former = frame["unit_id"].isin(frame.loc[renamed, "unit_id"])
    opened = frame["opened"].mask(has_former & ~renamed)
    began = opened.groupby(frame["unit_id"]).min()
    began = began.mask(_some_unknown(opened.where(renamed, pd.Timestamp(0)), frame["unit_id"]))
    closed = frame["closed"].mask(renamed).groupby(frame["unit_id"]).max()
    found = pd.DataFrame({"opened": began, "closed": closed})
    return found.drop(index="", errors="ignore").sort_index().astype("datetime64[s]")


def _some_unknown(days: pd.Series, by: pd.Series) -> pd.Series:
    return days.isna().groupby(by).any()


def _unit_of(registers: Registers, ids: NDArray[Any], on: Days) -> NDArray[Any]:
    """The unit of each person on a day; where none is known on it, the next one."""
    stays = registers["memberships"].frame
    at = pd.Series(np.arange(len(ids)), index=ids).reindex(stays["person_id"]).to_numpy(float)
    stays = stays.assign(at=at).dropna(subset="at")
    day = pd.Series(on[stays["at"].astype(int)], index=stays.index)
    begun = ~(stays["from"] > day)
    over = stays["to"] < day
    order = np.where(begun & ~over, 2, np.where(~begun, 1, 0))
    ahead = np.where(order == 1, -1.0, 1.0) * stays["from"].to_numpy("M8[s]").astype(float)
    ranked = stays.assign(order=order, ahead=np.where(stays["from"].isna(), -np.inf, ahead))
    ranked = ranked[ranked["order"] > 0].sort_values(["at", "order", "ahead", "unit_id"])
    found = np.full(len(ids), "", object)
    found[ranked["at"].astype(int)] = ranked["unit_id"]
    return found


def groups(
    registers: Registers, kind: SubjectKind, ids: NDArray[Any], units: NDArray[Any], by: str | None
) -> NDArray[Any]:
    """The name of the group of each subject."""
    if by is None:
        return np.full(len(ids), "", object)
    if kind == "person":
        _checks.one_of(by, BLOCKS["person"], what="by")
        if by == "unit_id":
            return units
        return _of_unit(registers, units, by) if by == "field" else _of_person(registers, ids, by)
    if by == "unit_id":
        fields, parents = (_of_unit(registers, ids, name) for name in ("field", "parent_id"))
        return np.where(fields == "", parents, fields)
    return _of_unit(registers, ids, _checks.one_of(by, BLOCKS["unit"], what="by"))


def _of_unit(registers: Registers, units: NDArray[Any], column: str) -> NDArray[Any]:
    return _looked_up(registers["units"].frame, "unit_id", column, units)


def _of_person(registers: Registers, ids: NDArray[Any], column: str) -> NDArray[Any]:
    return _looked_up(registers["people"].frame, "person_id", column, ids)


def _looked_up(frame: pd.DataFrame, key: str, column: str, ids: NDArray[Any]) -> NDArray[Any]:
    """The last that is written of each id, ``""`` where nothing is."""
    cells = frame.loc[frame[column] != "", [key, column]].drop_duplicates(key, keep="last")
    found = cells.set_index(key)[column].reindex(ids).to_numpy(object)
    return np.where(pd.isna(found), "", found)


def _followed(registers: Registers, ids: NDArray[Any]) -> Days:
    """The last day of ``observed`` of each; none where it does not say."""
    table = registers["observed"]
    days = pd.Series(table.days("observed_until"), index=table.ids("subject_id"))
    return days.groupby(level=0).max().reindex(ids).to_numpy("M8[s]").astype("M8[D]")
