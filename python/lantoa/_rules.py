"""Turns a resolved plan into the core's rules: names become numbers, nothing is decided here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from lantoa import _core, _thresholds
from lantoa._packing import Packed
from lantoa._rule_facts import fact_rule
from lantoa._rule_kinds import FILL, day_number, in_force

Fields = Mapping[str, Any]

SELECTED = "duoc_chon"
"""The fact that ``needs = "selected"`` asks for."""


@dataclass(frozen=True)
class Made:
    """What the core's rules were made of.

    Attributes:
        resolved: The plan.
        facts: How its facts are read, by name.
        rules: The rule of each criterion.
        anew: The criteria whose rules another plan did not lend.
    """

    resolved: Fields
    facts: Mapping[str, _core.FactRule]
    rules: Mapping[str, _core.Rule]
    anew: frozenset[str]

    @cached_property
    def asked(self) -> dict[str, Fields]:
        """The criteria by their ids."""
        return {criterion["id"]: criterion for criterion in self.resolved["criteria"]}

    def lends(self, resolved: Fields, track: str | None) -> bool:
        """Whether another plan numbers facts and years, and sees its track, as this one does."""
        ours = self.resolved
        return (
            ours["window"] == resolved["window"]
            and list(ours["facts"]) == list(resolved["facts"])
            and (track is None or ours["tracks"] == resolved["tracks"])
        )

    def reads_alike(self, resolved: Fields, fact: str | None) -> bool:
        """Whether another plan reads a fact, and its scale, as this one does."""
        if fact is None:
            return True
        ours, theirs = self.resolved["facts"][fact], resolved["facts"][fact]
        scale = ours.get("scale")
        scales = self.resolved["scales"], resolved["scales"]
        return bool(ours == theirs and (scale is None or scales[0][scale] == scales[1][scale]))


@dataclass(frozen=True)
class Rules:
    """A plan as numbers.

    Attributes:
        plan: What the core is asked.
        order: The criterion of each rule; None for a rule that serves another one only.
        rule_of: The rule of each criterion.
        gates: The criteria that decide, in the order of the plan.
        shown: The criteria of the track that is judged, the parts of a ``k_of`` among them.
        scorings: How points are made, by scored criterion.
        made: What ``plan`` was made of, so that the next one need not make it again.
    """

    plan: _core.Plan
    order: tuple[str | None, ...]
    rule_of: Mapping[str, int]
    gates: tuple[str, ...]
    shown: frozenset[str]
    scorings: Mapping[str, _core.Scoring]
    made: Made = field(repr=False)

    @property
    def thresholds(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """What the statistic of each rule must reach."""
        return np.array([rule.threshold for rule in self.plan.rules], dtype=np.int32)


def rules(
    resolved: Fields,
    packed: Packed,
    as_of: datetime.date,
    track: str | None,
    like: Made | None = None,
) -> Rules:
    """The rules of a resolved plan for an office, on a date and a track.

    ``like`` is what rules for the same office, date and track were made of: what both plans ask
    alike is taken from there.
    """
    lender = like if like is not None and like.lends(resolved, track) else None
    return Ruling(resolved, packed, as_of, track, lender).rules()


class Ruling:
    def __init__(
        self,
        resolved: Fields,
        packed: Packed,
        as_of: datetime.date,
        track: str | None,
        like: Made | None,
    ) -> None:
        self.like = like
        self.resolved = resolved
        self.packed = packed
        self.as_of = as_of
        self.track = track
        first, last = resolved["window"]
        self.years = range(first, last + 1)
        self.criteria = {c["id"]: c for c in resolved["criteria"]}
        self.facts = list(resolved["facts"])
        self.order: list[str | None] = []
        self.rule_of: dict[str, int] = {}
        self.made: list[_core.Rule] = []
        self.anew: set[str] = set()

    def rules(self) -> Rules:
        fact_rules = {name: self._fact_rule(name) for name in self.facts}
        scored = {n: c for n, c in self.criteria.items() if c["kind"] == "scored"}
        for name in self._in_order():
            if name not in scored:
                self._add(name, self._lent(name) or self._rule(self.criteria[name]))
        asked = {n: c for n, c in scored.items() if self.is_of_track(c)}
        scorings = {name: self._scoring(criterion) for name, criterion in asked.items()}
        plan = _core.Plan()
        plan.window = _core.Window(self.years[0], self.years[-1])
        plan.as_of = day_number(self.as_of)
        plan.policy = _policy(self.resolved["policy"])
        scope = self.resolved["scope"]
        plan.belongs = _core.Belongs[scope["belongs"].upper()]
        plan.judges_units = "unit" in scope["subjects"]
        plan.judges_people = "person" in scope["subjects"]
        plan.facts = list(fact_rules.values())
        plan.rules = self.made
        gates = tuple(name for name, criterion in self.criteria.items() if self.is_gate(criterion))
        by_name = {name: self.made[number] for name, number in self.rule_of.items()}
        made = Made(self.resolved, fact_rules, by_name, frozenset(self.anew))
        return Rules(plan, tuple(self.order), self.rule_of, gates, self.shown(), scorings, made)

    def _in_order(self) -> list[str]:
        """Parts before what is made of them, unit rules before the heads that need them."""
        ordered: dict[str, None] = {}

        def place(name: str) -> None:
            if name in ordered:
                return
            for needed in self._needed(self.criteria[name]):
                place(needed)
            ordered[name] = None

        for name in self.criteria:
            place(name)
        return list(ordered)

    def _needed(self, criterion: Fields) -> Sequence[str]:
        if criterion["kind"] == "k_of":
            return list(criterion["of"])
        if criterion["kind"] == "linked":
            return [name for name in self.needs(criterion) if name in self.criteria]
        return []

    def needs(self, criterion: Fields) -> list[str]:
        """The unit criteria that a head's link asks for."""
        needs = criterion["needs"]
        if needs == "selected":
            return []
        if isinstance(needs, list):
            return needs
        return [
            name
            for name, other in self.criteria.items()
            if "unit" in other["subjects"]
            and self.is_gate(other)
            and (needs == "all_gates" or other["nature"] == "countable")
        ]

    def is_gate(self, criterion: Fields) -> bool:
        """Whether a criterion decides on the track that is judged."""
        return criterion["role"] == "gate" and self.is_of_track(criterion)

    def shown(self) -> frozenset[str]:
        """The criteria of the track and the parts that they count."""
        names = [name for name, one in self.criteria.items() if self.is_of_track(one)]
        for name in names:  # grows while it is read
            if self.criteria[name]["kind"] == "k_of":
                names += self.criteria[name]["of"]
        return frozenset(names)

    def is_of_track(self, criterion: Fields) -> bool:
        """Whether a criterion is the track's own or one that it inherits."""
        if self.track is None:
            return criterion["track"] is None
        inherits = self.resolved["tracks"][self.track]["inherits"]
        inherited = inherits == "all" or criterion["id"] in inherits
        return criterion["track"] == self.track or (criterion["track"] is None and inherited)

    def _add(self, name: str | None, rule: _core.Rule) -> int:
        self.order.append(name)
        self.made.append(rule)
        if name is not None:
            self.rule_of[name] = len(self.made) - 1
        return len(self.made) - 1

    def _fact_rule(self, name: str) -> _core.FactRule:
        if self.like is not None and self.like.reads_alike(self.resolved, name):
            return self.like.facts[name]
        return fact_rule(self, self.resolved["facts"][name])

    def _lent(self, name: str) -> _core.Rule | None:
        """The rule of a criterion that another plan asks alike; none that names other rules."""
        criterion = self.criteria[name]
        if self.like is None or criterion["kind"] in ("k_of", "linked"):
            return None
        is_alike = self.like.asked.get(name) == criterion
        is_alike = is_alike and self.like.reads_alike(self.resolved, criterion.get("fact"))
        return self.like.rules[name] if is_alike else None

    def _rule(self, criterion: Fields) -> _core.Rule:
        self.anew.add(criterion["id"])
        rule = _core.Rule()
        rule.kind = _core.Kind[criterion["kind"].upper()]
        rule.for_units = "unit" in criterion["subjects"]
        rule.for_people = "person" in criterion["subjects"]
        rule.gate = self.is_gate(criterion)
        rule.countable = criterion.get("nature") == "countable"
        if criterion.get("fact") is not None:
            rule.fact = self.facts.index(criterion["fact"])
        rule.threshold = self._threshold(criterion)
        FILL[criterion["kind"]](self, rule, criterion)
        return rule

    def _threshold(self, criterion: Fields) -> int:
        key = _thresholds.key_of(criterion)
        value = None if key is None else in_force(criterion[key], self.as_of)
        return _thresholds.threshold(criterion["kind"], key, value)

    def _scoring(self, criterion: Fields) -> _core.Scoring:
        made = _core.Scoring()
        made.to = [points for _, points in criterion["map"]]
        if criterion.get("highest") is not None:
            levels = self.scale(self.fact(criterion))["levels"]
            points = dict(criterion["map"])
            made.statistic = _core.Statistic.HIGHEST_LEVEL
            made.to = [points.get(level, 0) for level in levels]
        elif criterion.get("count") is not None:
            made.statistic = _core.Statistic.KEYS
        if made.statistic is _core.Statistic.OF_RULE:
            made.rule = self.rule_of[criterion["statistic_of"]]
        else:
            made.rule = self._count_events(criterion)
        if criterion.get("highest") is None:
            grain = self._grain(criterion)
            made.from_ = [grain * statistic for statistic, _ in criterion["map"]]
        return made

    def _grain(self, criterion: Fields) -> int:
        """Shares and ratios are kept twice as fine as the per mille of a map."""
        other = self.criteria.get(criterion.get("statistic_of") or "", {})
        fine = other.get("kind") in ("attested", "ratio_at_least", "mean_over_window")
        return 2 if fine else 1

    def _count_events(self, criterion: Fields) -> int:
        """A rule that counts the events of a fact; it decides nothing."""
        rule = _core.Rule()
        rule.kind = _core.Kind.EVENTS_AT_LEAST
        rule.fact = self.facts.index(criterion["fact"])
        rule.for_units = "unit" in criterion["subjects"]
        rule.for_people = "person" in criterion["subjects"]
        rule.threshold = 1
        return self._add(None, rule)

    def yearly(self, value: object) -> list[Any]:
        """A value for each year of the window."""
        if isinstance(value, Mapping):
            return [value["per_year"][str(year)] for year in self.years]
        return [value] * len(self.years)

    def fact(self, criterion: Fields) -> Fields:
        found: Fields = self.resolved["facts"][criterion["fact"]]
        return found

    def column(self, table: str, name: str) -> int:
        return self.packed.columns.get((table, name), -1)

    def scale(self, fact: Fields) -> Fields:
        found: Fields = self.resolved["scales"][fact["scale"]]
        return found

    def select(self) -> int:
        """A rule for units: one event of the fact of those who were named."""
        rule = _core.Rule()
        rule.kind = _core.Kind.EVENTS_AT_LEAST
        rule.fact = self.facts.index(SELECTED)
        rule.for_units = True
        rule.countable = True
        rule.threshold = 1
        return self._add(None, rule)


def _policy(policy: Fields) -> _core.Policy:
    made = _core.Policy()
    made.missing_past_value = _core.Missing[policy["missing_past_value"].upper()]
    made.missing_judgement_fails = policy["missing_judgement"] == "fail"
    made.leave_out_open_years = policy["open_years"] == "leave_out"
    made.unrated_year = _core.Unrated[policy["unrated_year"].upper()]
    made.min_rated_years = policy["min_rated_years"]
    made.joined_late = _core.Late[policy["joined_late"].upper()]
    made.new_unit = _core.Late[policy["new_unit"].upper()]
    made.renamed_is_same = policy["renamed"] == "same_unit"
    made.merged = _core.Merged[policy["merged"].upper()]
    made.conflicts_are_unknown = policy["conflicting_rows"] == "unknown"
    return made
