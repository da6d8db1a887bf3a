"""What the core found, with ids and names in the place of numbers: pandas frames.

The package itself works on these; `lantoa.evaluating` gives them out in the user's kind of frame.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, cast

import numpy as np
import pandas as pd

from lantoa import _core, _packing, _rules

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.evaluating import Evaluation
    from lantoa.office import Office

Counting = Literal["possible", "provisional", "met"]
Gates = Literal["all", "countable"]
Bits: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]
Flags: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Codes: TypeAlias = np.ndarray[Any, np.dtype[np.int8]]

VERDICTS = ("failed", "unknown", "open", "met")
"""The four verdicts, the farthest from success first."""

VERDICT = pd.CategoricalDtype(list(VERDICTS), ordered=True)
"""The type of a column of verdicts."""

REASONS = (
    "in_scope",
    "not_yet",
    "left",
    "closed",
    "renamed",
    "merged",
    "not_whole_window",
    "no_membership",
    "not_asked",
)
"""Why somebody is not judged, in the order of the core's codes."""

WHY_UNKNOWN = (
    "row_missing",
    "not_judged",
    "cell_unreadable",
    "register_gap",
    "conflict",
    "membership",
)
"""What an unknown waits for, in the order in which it is named."""

PARTS = ("counts", "breaks", "perhaps", "missing", "open_year", "not_rated")
"""What a row, or its absence, does for a criterion."""

_NAMES = np.array([verdict.name.lower() for verdict in _core.Verdict], dtype=object)


def code_of(verdict: str) -> int:
    """The core's number of a verdict."""
    return int(_core.Verdict[verdict.upper()].value)


def codes_of(bits: Bits) -> Codes:
    """The core's verdicts of n subjects at m rules."""
    flat = _core.verdicts(np.ascontiguousarray(bits).ravel(), provisional=False)
    return flat.reshape(bits.shape).astype(np.int8)


def names_of(bits: Bits, *, provisional: bool) -> np.ndarray[Any, Any]:
    """The names of n verdicts."""
    found: np.ndarray[Any, Any] = _NAMES[_core.verdicts(bits, provisional=provisional)]
    return found


def verdicts_of(bits: Bits, *, provisional: bool) -> pd.Categorical:
    """The names of n verdicts as an ordered category."""
    return pd.Categorical(names_of(bits, provisional=provisional), dtype=VERDICT)


def distances(codes: Codes) -> np.ndarray[Any, np.dtype[np.int64]]:
    """How far n subjects are from success: by failed gates, then unknown, then open ones.

    Args:
        codes: The core's verdicts of n subjects at m gates; a gate not asked is met.

    Example:
        >>> met, open_, failed = (_core.Verdict[v].value for v in ("MET", "OPEN", "FAILED"))
        >>> far = distances(np.array([[failed, met], [open_, open_], [met, met]]))
        >>> far.argsort().tolist()
        [2, 1, 0]
    """
    distance = np.zeros(len(codes), dtype=np.int64)
    for verdict in ("failed", "unknown", "open"):
        distance = distance * (codes.shape[1] + 1) + (codes == code_of(verdict)).sum(axis=1)
    return distance


@dataclass(frozen=True, eq=False, repr=False)
class Findings:
    """Everything that an evaluation knows, for the modules of this package."""

    office: Office
    plan: Plan
    as_of: datetime.date
    counting: Counting
    gates: Gates
    track: str | None
    _packed: _packing.Packed
    _rules: _rules.Rules
    _found: _core.Evaluation

    _of_what_if: ClassVar[bool] = False
    """Whether it is the answer to a question of what if, which never becomes a record."""

    @property
    def _whole(self) -> Evaluation:
        """Itself, as what other modules are asked about."""
        return cast("Evaluation", self)

    def _is_unit(self, subject_id: str) -> bool:
        """Whether an id of the office is a unit's."""
        return self._packed.code_of[subject_id] < self._packed.units

    @cached_property
    def _resolved(self) -> dict[str, Any]:
        """The rules on the day; see ``Plan.resolved``."""
        return self.plan.resolved(self.as_of)

    @cached_property
    def _judged(self) -> pd.DataFrame:
        """subject_id, subject_kind, unit_id of everybody judged, units first."""
        codes, units = self._found.subjects, self._found.units
        named = self._packed.ids[np.maximum(units, 0)].copy()
        named[units < 0] = None
        return pd.DataFrame(
            {
                "subject_id": self._packed.ids[codes],
                "subject_kind": np.where(codes < self._packed.units, "unit", "person"),
                "unit_id": named,
            }
        ).astype("str")

    @cached_property
    def _subjects(self) -> pd.DataFrame:
        bits = self._found
        frame = self._judged.copy()
        frame["verdict"] = verdicts_of(bits.all, provisional=False)
        frame["counted"] = self._counted
        frame["provisional"] = verdicts_of(bits.all, provisional=True)
        frame["countable"] = verdicts_of(bits.countable, provisional=False)
        for verdict in ("failed", "open", "unknown"):
            frame[f"{verdict}_on"] = pd.Series(self._gates_with(verdict), dtype="str")
        return frame

    @property
    def _counted(self) -> Flags:
        """Who counts as in, under the counting in force."""
        bits = self._found.all if self.gates == "all" else self._found.countable
        return _core.counted(bits, _core.Counting[self.counting.upper()]).astype(bool)

    def _gates_with(self, verdict: str) -> list[str]:
        names = np.array(self._rules.gates, dtype=object)
        hits = (self._gate_codes == code_of(verdict)) & self._asked
        return [", ".join(names[row]) for row in hits]

    @cached_property
    def _gate_codes(self) -> Codes:
        """The core's verdicts of n subjects at m gates; met also where a gate is not asked."""
        return codes_of(self._found.bits[:, [self._rules.rule_of[g] for g in self._rules.gates]])

    @cached_property
    def _gate_verdicts(self) -> pd.DataFrame:
        """The same as a column of names per gate."""
        names = _NAMES[self._gate_codes]
        return pd.DataFrame(names, index=self._judged.index, columns=list(self._rules.gates))

    def _column(self, criterion: str) -> Bits:
        return np.ascontiguousarray(self._found.bits[:, self._rules.rule_of[criterion]])

    @cached_property
    def _asked(self) -> Flags:
        """Which gates are asked of which subjects."""
        kinds = self._judged["subject_kind"].to_numpy()
        asked = np.array(
            [
                [kind in self.plan.criterion(gate).subjects for gate in self._rules.gates]
                for kind in ("unit", "person")
            ],
            dtype=bool,
        )
        return asked[np.where(kinds == "unit", 0, 1)]

    @property
    def _pairs(self) -> pd.DataFrame:
        return self._survey[0]

    @property
    def _notes(self) -> pd.DataFrame:
        return self._survey[1]

    @property
    def _lines(self) -> pd.DataFrame:
        return self._survey[2]

    @cached_property
    def _survey(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        return self._surveyed(self._judged["subject_id"])

    def _surveyed(
        self, subject_ids: Sequence[str] | pd.Series
    ) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """What decided, for some subjects: their pairs with every criterion, notes, and lines.

        Pairs: ``subject_id, criterion_id, verdict, provisional, done, may, needed, threshold,
        why, open_years``. Notes, one per deciding row, missing row or open year: ``pair`` (row of
        the pairs), ``part``, ``table``, ``position`` (row of the table, -1 where none),
        ``subject_id`` (whose row; of a head's link the unit), ``year`` (0 where not yearly),
        ``why``, ``line`` (which line of a merged unit). A part ``open_year`` with a row is one
        that is decided after the as-of date. Lines: of each pair of a merged unit, one per
        predecessor.
        """
        codes = np.array([self._packed.code_of[name] for name in subject_ids], dtype=np.int32)
        asked = [rule for rule, name in enumerate(self._rules.order) if name in self._rules.shown]
        inspector = _core.Inspector(self._packed.facts, self._rules.plan)
        found = inspector.survey(codes, np.array(asked, dtype=np.int32))
        return self._pairs_of(found), self._notes_of(found), self._lines_of(found)

    def _pairs_of(self, found: _core.Survey) -> pd.DataFrame:
        order = np.array(self._rules.order, dtype=object)
        thresholds = np.array([rule.threshold for rule in self._rules.plan.rules])
        return pd.DataFrame(
            {
                "subject_id": self._packed.ids[found.subject],
                "criterion_id": order[found.rule],
                "verdict": verdicts_of(found.bits, provisional=False),
                "provisional": verdicts_of(found.bits, provisional=True),
                "done": found.done,
                "may": found.may,
                "needed": found.needed,
                "threshold": thresholds[found.rule],
                "why": found.why,
                "open_years": found.open_years,
            }
        )

    def _notes_of(self, found: _core.Survey) -> pd.DataFrame:
        tables = np.array(
            sorted(self._packed.tables, key=self._packed.tables.__getitem__), dtype=object
        )
        return pd.DataFrame(
            {
                "pair": found.note_pair,
                "part": np.array(PARTS, dtype=object)[found.note_part],
                "table": tables[found.note_table],
                "position": found.note_row,
                "subject_id": self._packed.ids[found.note_subject],
                "year": found.note_year,
                "why": np.array(WHY_UNKNOWN, dtype=object)[found.note_why],
                "line": found.note_line,
            }
        )

    def _lines_of(self, found: _core.Survey) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "pair": found.line_pair,
                "subject_id": self._packed.ids[found.line_subject],
                "verdict": verdicts_of(found.line_bits, provisional=False),
                "done": found.line_done,
                "may": found.line_may,
                "needed": found.line_needed,
            }
        )

    @cached_property
    def _scored(self) -> _core.Scored:
        """Points of everybody judged, a column per scored criterion."""
        scorings = list(self._rules.scorings.values())
        return _core.score(self._packed.facts, self._rules.plan, self._found, scorings)

    @cached_property
    def _points(self) -> pd.DataFrame:
        scorings, found = self._rules.scorings, self._scored
        names = np.array(list(scorings), dtype=object)
        rows, columns = np.nonzero(found.low != _core.NO_POINTS)
        criteria = {c["id"]: c for c in self._resolved["criteria"]}
        weights = np.array([criteria[name]["weight"] for name in scorings], dtype=np.int64)
        return pd.DataFrame(
            {
                "subject_id": self._judged["subject_id"].to_numpy()[rows],
                "criterion_id": names[columns],
                "points": found.low[rows, columns],
                "points_high": found.high[rows, columns],
                "weight": weights[columns],
            }
        ).astype({"subject_id": "str", "criterion_id": "str"})

    @cached_property
    def _out_of_scope(self) -> pd.DataFrame:
        out = self._found.out
        codes = np.flatnonzero(out)
        return pd.DataFrame(
            {
                "subject_id": self._packed.ids[codes],
                "subject_kind": np.where(codes < self._packed.units, "unit", "person"),
                "reason": np.array(REASONS, dtype=object)[out[codes]],
            }
        ).astype("str")
