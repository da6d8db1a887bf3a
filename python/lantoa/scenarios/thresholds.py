"""The thresholds of a plan: which path names which, and what happens at other values."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantoa import _rule_kinds, _rules, _thresholds
from lantoa.criteria.paths import full_path

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

ENDLESS = 2**28 - 1
"""Stands for every larger number: more rows than any register has."""

GREATEST = 1_000_000
"""The greatest number that a plan may have."""


@dataclass(frozen=True)
class Threshold:
    """A threshold of a plan, as of a date.

    Attributes:
        path: Its full path.
        kind: The kind of its criterion.
        key: Its name there.
        rule: The core's number of the rule.
        now: The value in force.
        least: The smallest value that the plan may have.
        most: The largest, ``ENDLESS`` where there is none.
    """

    path: str
    kind: str
    key: str
    rule: int
    now: int
    least: int
    most: int

    def number(self, value: int) -> int:
        """A value as the core compares it."""
        return _thresholds.threshold(self.kind, self.key, value)


def thresholds_of(result: Evaluation) -> dict[str, Threshold]:
    """Every threshold of the plan that was judged, by its full path; found once per result."""
    known: dict[str, Threshold] | None = result.__dict__.get("_thresholds")
    if known is None:
        known = thresholds_in(result._resolved, result._rules, result.as_of)
        result.__dict__["_thresholds"] = known
    return known


def thresholds_in(
    resolved: Mapping[str, Any], rules: _rules.Rules, as_of: datetime.date
) -> dict[str, Threshold]:
    """Every threshold of a resolved plan, by its full path."""
    years = resolved["window"][1] - resolved["window"][0] + 1
    keyed = [(criterion, _thresholds.key_of(criterion)) for criterion in resolved["criteria"]]
    return {
        one.path: one
        for criterion, key in keyed
        if key is not None
        for one in [_threshold(criterion, key, years, rules, as_of)]
    }


def is_threshold(result: Evaluation, path: str) -> bool:
    """Whether a path names a threshold; its first word may be left out."""
    return any(path in (full, full.partition(".")[2]) for full in thresholds_of(result))


def threshold_at(result: Evaluation, path: str) -> Threshold:
    """The threshold that a path names; its first word may be left out."""
    known = thresholds_of(result)
    return known[full_path(path, list(known))]


def _threshold(
    criterion: Mapping[str, Any],
    key: str,
    years: int,
    rules: _rules.Rules,
    as_of: datetime.date,
) -> Threshold:
    least, most = _range(key, criterion, years)
    now = int(_rule_kinds.in_force(criterion[key], as_of))
    path = f"criterion.{criterion['id']}.{key}"
    rule = rules.rule_of[criterion["id"]]
    return Threshold(path, criterion["kind"], key, rule, now, least, most)


def _range(key: str, criterion: Mapping[str, Any], years: int) -> tuple[int, int]:
    """The values that the format allows."""
    ranges = {
        "except_years": (0, years),
        "years": (1, years),
        "k": (1, len(criterion.get("of") or ())),
        "count": (1, ENDLESS),
        "per_mille": (0, 1000),
        "share_at_least": (0, 1000),
        "share_more_than": (0, 999),
        "at_least": (0, ENDLESS),
        "more_than": (0, ENDLESS),
    }
    return ranges[key]
