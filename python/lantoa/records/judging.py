"""What a record says of its subject: verdict and margin per criterion, points, and the rows behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.criteria.fingerprints import canonical_json
from lantoa.criteria.tables import IDENTITY, of_section, questions
from lantoa.explaining.verdicts import needed, why_unknown

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.records.canonical import Json
    from lantoa.records.gathering import Gathered

_RULE = ("id", "kind")
_WORDS = ("vi", "en", "clause", "quote", "status")


class Judging:
    """The verdicts of some subjects, or of everybody, ready for records.

    Args:
        result: The result.
        subject_ids: Of whom; None is everybody judged.
    """

    def __init__(self, result: Evaluation, subject_ids: list[str] | None = None) -> None:
        self.result = result
        survey = result._survey if subject_ids is None else result._surveyed(subject_ids)
        pairs = survey[0].copy()
        pairs["needed_now"] = needed(pairs)
        pairs["waits_for"] = why_unknown(pairs)
        self._pairs = _grouped(pairs.reset_index(), "subject_id")
        self._notes = _grouped(survey[1], "pair")

    @cached_property
    def _criteria(self) -> Mapping[str, Json]:
        """What a record says of each criterion, whoever is asked."""
        tables = of_section(self.result.plan._book.filled, "criterion")
        resolved = {one["id"]: one for one in self.result._resolved["criteria"]}
        return {name: self._asked(tables[name], resolved[name]) for name in tables}

    def _asked(self, table: Mapping[str, Any], rule: Mapping[str, Any]) -> Json:
        return {
            "id": table["id"],
            **{word: table.get(word) for word in _WORDS},
            "role": table["role"],
            "kind": table["kind"],
            "rule": {
                key: _once(value)
                for key, value in rule.items()
                if key not in IDENTITY and key not in _RULE
            },
            "readings": self._readings(table["id"], rule),
        }

    def _readings(self, criterion: str, rule: Mapping[str, Any]) -> list[str]:
        """The open questions that bear on a criterion, its fact and its scale."""
        fact = self.result._resolved["facts"].get(rule.get("fact"), {})
        owners = {
            f"criterion.{criterion}",
            f"fact.{rule.get('fact')}",
            f"scale.{fact.get('scale')}",
        }
        asked = questions(self.result.plan._book.source)
        return [question["id"] for owner, question in asked if owner in owners]

    def criteria(self, subject: str, gathered: Gathered) -> list[Json]:
        """Every criterion that is asked of a subject, in the order of the plan."""
        found = {pair["criterion_id"]: pair for pair in self._pairs[subject]}
        return [
            {**asked, **self._verdict(found[name], gathered)}
            for name, asked in self._criteria.items()
            if name in found
        ]

    def _verdict(self, pair: Mapping[str, Any], gathered: Gathered) -> Json:
        lacks = pair["needed_now"]
        may_come = pair["verdict"] in ("open", "unknown")
        return {
            "verdict": str(pair["verdict"]),
            "provisional": str(pair["provisional"]),
            "needed": None if pd.isna(lacks) else int(lacks),
            "years_left": self._years(int(pair["open_years"])) if may_come else [],
            "why_unknown": str(pair["waits_for"]) or None,
            "evidence": self._evidence(pair, gathered),
        }

    def _years(self, bits: int) -> list[int]:
        return [year for at, year in enumerate(self.result.plan.years) if bits >> at & 1]

    def _evidence(self, pair: Mapping[str, Any], gathered: Gathered) -> list[Json]:
        """What decided: rows by their number in the record, and what is missing by its year."""
        told = {}
        for note in self._notes[pair["index"]]:
            one = _piece(note, pair["subject_id"], gathered)
            told[canonical_json(one)] = one
        return [told[text] for text in sorted(told)]

    def points(self, subject: str) -> list[Json]:
        """The points of a subject: an assumption of the plan."""
        return self._points.get(subject, [])

    @cached_property
    def _points(self) -> Mapping[str, list[Json]]:
        found: dict[str, list[Json]] = {}
        frame = self.result._points
        mine = frame[frame["subject_id"].isin(list(self._pairs))]
        for subject, rows in _grouped(mine, "subject_id").items():
            found[subject] = [
                {
                    "criterion_id": row["criterion_id"],
                    **{name: int(row[name]) for name in ("points", "points_high", "weight")},
                }
                for row in rows
            ]
        return found


def _once(value: Any) -> Any:
    """A value by its days without amendments that change nothing, as a fingerprint has them."""
    if not isinstance(value, dict) or "dated" not in value:
        return value
    dated = value["dated"]
    kept = [one for at, one in enumerate(dated) if not at or dated[at - 1][1] != one[1]]
    return {**value, "dated": kept}


def _piece(note: Mapping[str, Any], subject: str, gathered: Gathered) -> Json:
    at = int(note["position"])
    row = gathered.number(note["table"], at) if at >= 0 else None
    told: Json = {"part": note["part"], "table": note["table"]}
    if row is not None:
        told["row"] = row
    if note["year"]:
        told["year"] = int(note["year"])
    if note["subject_id"] != subject:
        told["of"] = note["subject_id"]
    if note["part"] in ("missing", "perhaps"):
        told["why"] = note["why"]
    return told


def _grouped(frame: pd.DataFrame, column: str) -> defaultdict[Any, list[Json]]:
    """Rows as dicts, by what stands in a column."""
    found: defaultdict[Any, list[Json]] = defaultdict(list)
    names = [str(name) for name in frame]
    for cells in zip(*(frame[name].astype(object).tolist() for name in names), strict=True):
        row = dict(zip(names, cells, strict=True))
        found[row[column]].append(row)
    return found
