"""Who comes in and who goes out under a change, and through which criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa.comparing.differences import asks
from lantoa.findings import VERDICT, names_of
from lantoa.nearing import in_force, in_the_way, needed_of_unit
from lantoa.scenarios.differing.pairing import Flags, Numbers, Pairing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

BECAUSE = ("rule", "unit", "common", "day", "rows", "counting", "scope")
"""Why somebody comes in or goes out: the criterion or what it rests on was changed; a head's unit
fares otherwise; window, scope or policy was changed; the day moved; rows were supposed; another
counting; somebody is judged, or is not, who was not, or was."""

COLUMNS = (
    *("subject_id", "subject_kind", "unit_id", "was", "now"),
    *("through", "unit_gates", "because"),
)

_TYPES: dict[str, Any] = {**dict.fromkeys(COLUMNS, "str"), "was": VERDICT, "now": VERDICT}


@dataclass(frozen=True, eq=False)
class Entering:
    """Why somebody is in on one side of a change only.

    Attributes:
        pairing: Both results.
        between: The result of the office with the supposed rows under the old rules; without
            supposed rows the one before.
    """

    pairing: Pairing
    between: Evaluation

    def gained(self) -> pd.DataFrame:
        """Who comes in: through the gates that kept the subject out before."""
        return self._told(self.pairing.gained, self.pairing.before, self.pairing.row_before)

    def lost(self) -> pd.DataFrame:
        """Who goes out: through the gates that keep the subject out now."""
        return self._told(self.pairing.lost, self.pairing.after, self.pairing.row_after)

    def _told(self, chosen: Flags, out: Evaluation, rows: Numbers) -> pd.DataFrame:
        at = np.flatnonzero(chosen)
        was, now = (_verdicts(self.pairing, side)[at] for side in ("before", "after"))
        names = ("through", "unit_gates", "because")
        reasons = pd.DataFrame(list(self._reasons(at, out, rows)), columns=list(names))
        told = {**self.pairing.named(at), "was": was, "now": now}
        frame = pd.concat([pd.DataFrame(told), reasons], axis=1).astype(_TYPES)
        found: pd.DataFrame = frame[list(COLUMNS)]
        return found

    def _reasons(
        self, at: Numbers, out: Evaluation, rows: Numbers
    ) -> Iterator[tuple[str, str, str]]:
        """For each subject its gates, those of the unit it heads, and why they say otherwise."""
        if not len(at):
            return
        known = at[rows[at] >= 0]
        gates, hinder = in_the_way(out, rows[known])
        names = np.array(gates, dtype=object)
        units = self._unit_gates(known, names, hinder)
        causes = self._causes(known, gates)
        row_of = {one: row for row, one in enumerate(known.tolist())}
        for one in at.tolist():
            if one not in row_of:
                yield "", "", "scope"
                continue
            columns = np.flatnonzero(hinder[row_of[one]])
            because = dict.fromkeys(causes[row_of[one], column] for column in columns)
            yield ", ".join(names[columns]), ", ".join(units.get(one, ())), ", ".join(because)

    def _causes(self, at: Numbers, gates: Sequence[str]) -> Numbers:
        """What makes each gate say otherwise of each subject, where it does."""
        ids = self.pairing.ids[at]
        before, between, after = (
            _bits_of(one, ids, gates)
            for one in (self.pairing.before, self.between, self.pairing.after)
        )
        supposed = np.where(before == between, "counting", "rows")
        by_rule = np.array([self._because(gate) for gate in gates], dtype=object)
        causes: Numbers = np.where(between == after, supposed, by_rule[None, :])
        return causes

    def _because(self, gate: str) -> str:
        """What of the change makes a gate say otherwise."""
        if self._is_of_rule[gate]:
            return "rule"
        if self.pairing.before.gates != self.pairing.after.gates:
            return "counting"
        if self._kinds[gate] == "linked":
            return "unit"
        return "common" if self._is_common else "day"

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        sides = (self.pairing.before, self.pairing.after)
        return {c["id"]: c["kind"] for side in sides for c in side._resolved["criteria"]}

    @cached_property
    def _differing(self) -> set[str]:
        """The owners, such as ``criterion.cn_sang_kien``, that are not the same in both plans."""
        was, now = (one.plan._book.filled for one in (self.pairing.before, self.pairing.after))
        return {owner for owner in {**was, **now} if was.get(owner) != now.get(owner)}

    @cached_property
    def _is_of_rule(self) -> Mapping[str, bool]:
        """Whether a criterion, or what it rests on, was changed."""
        books = [one.plan._book.filled for one in (self.pairing.before, self.pairing.after)]
        return {
            name: any(asks(name, tables) & self._differing for tables in books)
            for name in self._kinds
        }

    @property
    def _is_common(self) -> bool:
        """Whether what bears on every criterion was changed."""
        return bool(self._differing & {"plan", "scope", "policy"})

    def _unit_gates(self, at: Numbers, names: Numbers, hinder: Flags) -> dict[int, list[str]]:
        """For heads whose link says otherwise the criteria of their units that do, ``unit.gate``."""
        links = [gate for gate in names if self._kinds[gate] == "linked"]
        is_link = np.isin(names, links)
        heads = at[(hinder & is_link).any(axis=1)]
        if not len(heads):
            return {}
        found: dict[int, dict[str, None]] = {}
        row_of = {self.pairing.ids[one]: one for one in heads.tolist()}
        for link in links:
            for head, unit in self._headed(list(row_of), link):
                gates = self._altered(unit, link)
                found.setdefault(row_of[head], {}).update(dict.fromkeys(gates))
        return {one: list(gates) for one, gates in found.items()}

    def _headed(self, people: list[str], link: str) -> Iterator[tuple[str, str]]:
        """People and the units that a link ties them to, on either side of the change."""
        for side in (self.pairing.before, self.pairing.after):
            known = [one for one in people if one in side._packed.code_of]
            pairs, notes, _ = side._surveyed(known)
            told = notes.merge(pairs[["subject_id", "criterion_id"]], left_on="pair",
                               right_index=True, suffixes=("_unit", ""))  # fmt: skip
            told = told[told["criterion_id"] == link].drop_duplicates(
                ["subject_id", "subject_id_unit"]
            )
            yield from (
                (head, unit)
                for head, unit in zip(told["subject_id"], told["subject_id_unit"], strict=True)
                if side._is_unit(unit)
            )

    def _altered(self, unit: str, link: str) -> Iterator[str]:
        """The criteria of a unit that a link asks for and that say otherwise now."""
        sides = (self.pairing.before, self.pairing.after)
        for need in self._needs(link):
            said = [_says(side, unit, need) for side in sides]
            if said[0] != said[1]:
                yield f"{unit}.{need}"

    def _needs(self, link: str) -> list[str]:
        """The criteria of the unit that a link asks for on either side."""
        known: dict[str, list[str]] = self._needs_of
        if link not in known:
            sides = (self.pairing.before, self.pairing.after)
            asked = [needed_of_unit(one, link) for one in sides if link in one._rules.rule_of]
            known[link] = list(dict.fromkeys(name for names in asked for name in names))
        return known[link]

    @cached_property
    def _needs_of(self) -> dict[str, list[str]]:
        return {}


def _verdicts(pairing: Pairing, side: str) -> Numbers:
    """The whole verdict that the counting asks for, over the gates it asks about."""
    result: Evaluation = getattr(pairing, side)
    bits = result._found.all if result.gates == "all" else result._found.countable
    told = names_of(bits, provisional=result.counting == "provisional")
    lay = pairing.was if side == "before" else pairing.now
    return lay(told, None)


def _rows_of(result: Evaluation, subject_ids: Sequence[str] | Numbers) -> Numbers:
    """The row of each id among those judged, -1 where it is not judged."""
    judged, code_of = result._found.subjects, result._packed.code_of
    codes = np.array([code_of.get(one, -1) for one in subject_ids], dtype=np.int64)
    at = np.minimum(np.searchsorted(judged, codes), len(judged) - 1)
    return np.where(judged[at] == codes, at, -1) if len(judged) else np.full(len(codes), -1)


def _bits_of(result: Evaluation, subject_ids: Numbers, gates: Sequence[str]) -> Numbers:
    """The core's bits of some subjects at some gates; -1 where one is not asked."""
    rows = _rows_of(result, subject_ids)
    found = np.full((len(rows), len(gates)), -1, np.int64)
    there = np.flatnonzero(rows >= 0)
    known, bits = in_force(result, rows[there])
    for column, gate in enumerate(gates):
        if gate in known:
            found[there, column] = bits[:, known.index(gate)]
    return found


def _says(result: Evaluation, subject: str, criterion: str) -> str | None:
    """The verdict that the counting asks for; None where the criterion is not asked."""
    row, rule = int(_rows_of(result, [subject])[0]), result._rules.rule_of.get(criterion)
    if row < 0 or rule is None:
        return None
    bits = np.array([result._found.bits[row, rule]], dtype=np.uint8)
    return str(names_of(bits, provisional=result.counting == "provisional")[0])
