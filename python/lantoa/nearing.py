"""Who is a step away: the gates in the way, what they need, and by when it can still come."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks, _core, _rules
from lantoa.criteria.resolving import closing_day
from lantoa.findings import VERDICT, Bits

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

COLUMNS = (
    *("subject_id", "subject_kind", "criterion_id", "verdict", "needed"),
    *("possible", "by_when", "steps", "what"),
)

_WORST_HI, _BEST_LO = 2, 4  # bits: open at the worst; met at the best, whatever comes
_YEARLY = ("every_year", "years_at_least", "latest", "mean_over_window")

Pair = tuple[str, str]


def near(result: Evaluation, steps: int = 1) -> pd.DataFrame:
    """The frame of ``Evaluation.near``; see there."""
    if type(steps) is not int or steps < 1:
        raise _checks.InputError(f"steps is {steps!r}, expected a whole number of 1 or more")
    found = Near(result)
    in_the_way = found.in_the_way()
    count = in_the_way.sum(axis=1)
    rows = [
        found.row(int(at), gate, int(count[at]))
        for at in np.flatnonzero((count > 0) & (count <= steps))
        for gate in np.array(found.gates, dtype=object)[in_the_way[at]]
    ]
    return _ordered(_typed(pd.DataFrame(rows, columns=list(COLUMNS))))


def in_the_way(
    result: Evaluation, rows: np.ndarray[Any, Any] | None = None
) -> tuple[list[str], np.ndarray[Any, np.dtype[np.bool_]]]:
    """The gates in force, and for everybody judged which of them keep the subject out.

    ``rows`` are those of the subjects that are asked about; None is everybody.
    """
    found = Near(result, rows)
    return found.gates, found.in_the_way()


def needed_of_unit(result: Evaluation, link: str) -> list[str]:
    """The criteria of the unit that a head's link asks for, under the gates in force."""
    return Near(result).needs(link)


def in_force(
    result: Evaluation, rows: np.ndarray[Any, Any] | None = None
) -> tuple[list[str], Bits]:
    """The gates under which subjects count as in, and the core's bits of everybody at them.

    ``rows`` as in ``in_the_way``.
    """
    found = Near(result, rows)
    return found.gates, found._bits


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(
        {
            "verdict": VERDICT,
            "needed": "Int64",
            "possible": bool,
            "by_when": "datetime64[s]",
            "steps": "int64",
        }
    )


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Those who can still make it first, fewest steps first; gates in the order of the plan."""
    lost = ~frame.groupby("subject_id")["possible"].transform("all").astype(bool)
    order = frame.assign(lost=lost).sort_values(["lost", "steps", "subject_id"], kind="stable")
    return order.drop(columns="lost").reset_index(drop=True)


@dataclass(frozen=True)
class Near:
    """What is asked of each subject of a result, what is in its way, and what could still come."""

    result: Evaluation
    rows: np.ndarray[Any, Any] | None = None

    @cached_property
    def criteria(self) -> Mapping[str, dict[str, Any]]:
        return {c["id"]: c for c in self._resolved["criteria"]}

    @cached_property
    def _resolved(self) -> dict[str, Any]:
        return self.result._resolved

    @cached_property
    def gates(self) -> list[str]:
        """The gates in force: all of them, or the countable ones."""
        names = self.result._rules.gates
        every = self.result.gates == "all"
        return [gate for gate in names if every or self.criteria[gate]["nature"] == "countable"]

    @cached_property
    def _bits(self) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The core's bits, subjects by gates; what is not asked of a subject is met."""
        rules, found = self._judged
        columns = [rules.rule_of[gate] for gate in self.gates]
        asked = found.bits if self.rows is None else found.bits[self.rows]
        bits: np.ndarray[Any, np.dtype[np.uint8]] = asked[:, columns]
        return bits

    def _verdicts(self, *, provisional: bool) -> np.ndarray[Any, Any]:
        names = np.array([verdict.name.lower() for verdict in _core.Verdict])
        flat = np.ascontiguousarray(self._bits.ravel())
        found: np.ndarray[Any, Any] = names[_core.verdicts(flat, provisional=provisional)]
        return found.reshape(self._bits.shape)

    @cached_property
    def _judged(self) -> tuple[_rules.Rules, _core.Evaluation]:
        """Under countable gates a head's link asks for the unit's countable ones."""
        result = self.result
        if result.gates == "all":
            return result._rules, result._found
        kept: dict[str, Any] = vars(result)  # judged anew once, whoever asks
        if "_judged_countable" not in kept:
            kept["_judged_countable"] = self._judged_anew()
        found: tuple[_rules.Rules, _core.Evaluation] = kept["_judged_countable"]
        return found

    def _judged_anew(self) -> tuple[_rules.Rules, _core.Evaluation]:
        result = self.result
        criteria = [self._countable(criterion) for criterion in self._resolved["criteria"]]
        resolved = {**self._resolved, "criteria": criteria}
        rules = _rules.rules(resolved, result._packed, result.as_of, result.track)
        return rules, _core.evaluate(result._packed.facts, rules.plan)

    def _countable(self, criterion: dict[str, Any]) -> dict[str, Any]:
        needs = criterion.get("needs")
        if criterion["kind"] != "linked" or needs == "selected":
            return criterion
        if isinstance(needs, list):
            kept = [one for one in needs if self.criteria[one]["nature"] == "countable"]
            return {**criterion, "needs": kept}
        return {**criterion, "needs": "countable_gates"}

    @cached_property
    def subjects(self) -> pd.DataFrame:
        return self.result._judged

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.subjects["subject_id"])}

    def in_the_way(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Subjects by gates: the gate keeps the subject out, under the counting in force."""
        counting = self.result.counting
        if counting != "possible":
            found: np.ndarray[Any, np.dtype[np.bool_]] = (
                self._verdicts(provisional=counting == "provisional") != "met"
            )
            return found
        return self._worst_fails | (self._doubtful & ~self._open_anyway[:, None])

    @cached_property
    def _worst_fails(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Failed, or failed under the worst filling."""
        fails: np.ndarray[Any, np.dtype[np.bool_]] = self._bits & _WORST_HI == 0
        return fails

    @cached_property
    def _doubtful(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Unknown, yet open at the worst."""
        unknown: np.ndarray[Any, np.dtype[np.bool_]] = self._of_gate == "unknown"
        return unknown & ~self._worst_fails

    @cached_property
    def _open_anyway(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Subjects who are open whatever is filled in, so that a doubt of met or open is none."""
        is_open = (self._bits & _BEST_LO == 0) & ~self._worst_fails
        anyway: np.ndarray[Any, np.dtype[np.bool_]] = is_open.any(axis=1)
        return anyway

    def row(self, at: int, gate: str, steps: int) -> tuple[object, ...]:
        subject = str(self.subjects["subject_id"].iloc[at])
        verdict = self._of_gate[at, self.gates.index(gate)]
        return (
            subject,
            self.subjects["subject_kind"].iloc[at],
            gate,
            verdict,
            self.needed((subject, gate)),
            self.possible(subject, gate),
            self.by_when(subject, gate),
            steps,
            self._says.get((subject, gate), ""),
        )

    @cached_property
    def _of_gate(self) -> np.ndarray[Any, Any]:
        return self._verdicts(provisional=False)

    @cached_property
    def _pairs(self) -> pd.DataFrame:
        return self.result._pairs

    @cached_property
    def _names(self) -> list[Pair]:
        pairs = self._pairs
        return list(zip(pairs["subject_id"], pairs["criterion_id"], strict=True))

    @cached_property
    def _needed(self) -> dict[Pair, int]:
        return dict(zip(self._names, self._pairs["needed"].tolist(), strict=True))

    @cached_property
    def _strict(self) -> dict[Pair, str]:
        """The verdict of every pair; a head's link asks for the unit's gates in force."""
        found = dict(zip(self._names, self._pairs["verdict"].astype(str), strict=True))
        for at, link in enumerate(self.gates):
            if self.criteria[link]["kind"] == "linked":
                verdicts = zip(self.subjects["subject_id"], self._of_gate[:, at], strict=True)
                found |= {(who, link): str(one) for who, one in verdicts if (who, link) in found}
        return found

    @cached_property
    def _provisional(self) -> dict[Pair, str]:
        return dict(zip(self._names, self._pairs["provisional"].astype(str), strict=True))

    @cached_property
    def _says(self) -> dict[Pair, str]:
        said = self.result._verdicts
        names = zip(said["subject_id"], said["criterion_id"], strict=True)
        return dict(zip(names, said["says"].astype(str), strict=True))

    def strict(self, pair: Pair) -> str:
        """The strict verdict of a subject at a criterion; a head's link under the gates in force."""
        return self._strict.get(pair, "met")

    def needed(self, pair: Pair) -> int | None:
        """How much more an open criterion needs, where that is a number."""
        found = self._needed.get(pair, -1)
        return None if found < 0 else found

    def says(self, pair: Pair) -> str:
        """The sentence about a subject at a criterion."""
        return self._says.get(pair, "")

    def possible(self, subject: str, name: str) -> bool:
        """Whether it can still be met: what is failed may come back in four kinds only."""
        if self._strict.get((subject, name), "failed") != "failed":
            return True
        criterion = self.criteria[name]
        kind = criterion["kind"]
        if kind == "k_of":
            parts = [part for part in criterion["of"] if self.possible(subject, part)]
            return len(parts) >= int(criterion["k"])
        if kind == "linked":
            owed = list(self.owed(subject, name))
            return bool(owed) and all(self.possible(unit, need) for unit, need in owed)
        later_year = kind == "latest" and bool(self._closings(criterion))
        return kind == "attested" or later_year

    def owed(self, subject: str, link: str) -> Iterator[Pair]:
        """The gates of the unit that are in its head's way; of a unit that is not judged none."""
        for unit in self._units_of(subject, link):
            for need in self.needs(link):
                if self.is_in_the_way((unit, need)):
                    yield unit, need

    def is_in_the_way(self, pair: Pair) -> bool:
        """Whether a criterion by itself keeps its subject out, under the counting in force."""
        if self.result.counting == "provisional":
            return self._provisional.get(pair, "met") != "met"
        counts = ("met", "open") if self.result.counting == "possible" else ("met",)
        return self._strict.get(pair, "met") not in counts

    def needs(self, link: str) -> list[str]:
        """The criteria of the unit that a head's link asks for, under the gates in force."""
        rules = self._judged[0]
        needs = rules.plan.rules[rules.rule_of[link]].needs
        names = [rules.order[need] for need in needs]
        return [name for name in names if name is not None]

    @cached_property
    def _links(self) -> pd.DataFrame:
        pairs = self.result._pairs[["subject_id", "criterion_id"]]
        notes = self.result._notes[["pair", "subject_id"]].rename(columns={"subject_id": "unit"})
        return notes.join(pairs, on="pair")

    def _units_of(self, subject: str, link: str) -> list[str]:
        links = self._links
        mine = (links["subject_id"] == subject) & (links["criterion_id"] == link)
        named = links.loc[mine, "unit"].unique()  # of a doubtful head also the person itself
        return [one for one in named if one in self._row_of and self.result._is_unit(one)]

    def by_when(self, subject: str, name: str) -> datetime.date | None:
        """The last day on which it can still come; None where no day limits it, or none is left."""
        criterion = self.criteria[name]
        is_data = self._strict.get((subject, name)) == "unknown"  # a cell can be filled any day
        if is_data or criterion["kind"] == "attested" or not self.possible(subject, name):
            return None
        if criterion["kind"] == "k_of":
            parts = ((subject, part) for part in criterion["of"])
            return self._latest(pair for pair in parts if self.is_in_the_way(pair))
        if criterion["kind"] == "linked":
            return self._latest(self.owed(subject, name))
        return max(self._closings(criterion), default=None)

    def _latest(self, pairs: Iterable[Pair]) -> datetime.date | None:
        days = [self.by_when(subject, name) for subject, name in pairs]
        return max((day for day in days if day is not None), default=None)

    def _closings(self, criterion: Mapping[str, Any]) -> list[datetime.date]:
        """The days still to come on which a year closes, or the register of events does."""
        first, last = self._resolved["window"]
        fact = self._resolved["facts"][criterion["fact"]]
        years = range(first, last + 1) if criterion["kind"] in _YEARLY else (last,)
        closes = fact.get("closes") or {"month": 12, "day": 31, "next_year": False}
        days = [closing_day(closes, year) for year in years]
        return [day for day in days if day > self.result.as_of]
