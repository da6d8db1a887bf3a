"""How other weights move when one is changed, so that each sort of subject still has the total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.criteria import dated
from lantoa.criteria.check_whole import MADE_BY_WEIGHTS, scored_together
from lantoa.criteria.problems import Problem
from lantoa.criteria.soundness import Rules
from lantoa.criteria.tables import Tables, of_section

KEEP = "keep"
PROPORTIONAL = "proportional"

_WAYS_OUT = (
    "{expected}. Three ways out: change other weights too; or, in a Scenario, "
    'weights="proportional", which lets the others share the rest; or weights="<criterion>", '
    "which takes the difference"
)


@dataclass(frozen=True)
class Together:
    """Criteria whose weights make up the total.

    Attributes:
        who: ``"person"`` or ``"unit"``, and the track where it is not the main one.
        weights: The weight of each, plain or dated, in the order of the file.
        total: What they must make.
    """

    who: str
    weights: Mapping[str, Any]
    total: int

    @property
    def days(self) -> list[date]:
        """When one of them starts to hold."""
        return sorted({day for one in self.weights.values() for day, _ in dated.entries(one)})

    def on(self, day: date) -> dict[str, int]:
        """The weights in force on a day."""
        return {one: dated.in_force(weight, day) for one, weight in self.weights.items()}


def checked(rule: str, tables: Tables) -> str:
    """How weights move, where that is known.

    Raises:
        InputError: It is neither a way nor a scored criterion; the message has the nearest.
    """
    criteria = of_section(tables, "criterion")
    scored = [one for one, table in criteria.items() if table["kind"] == "scored"]
    return _checks.one_of(rule, [KEEP, PROPORTIONAL, *scored], what="weights")


def moved(tables: Tables, set_: set[str], rule: str) -> dict[str, Any]:
    """The weights that move along, by full path; one that counts for both sorts stays.

    Args:
        tables: Filled rules with every change.
        set_: The criteria whose weight was changed: these stay.
        rule: ``"proportional"``, or the criterion that takes the difference.

    Raises:
        InputError: No weights of the others make up the total.
    """
    criteria = of_section(tables, "criterion")
    shared_by_both = {name for name, table in criteria.items() if len(table["subjects"]) > 1}
    found: dict[str, Any] = {}
    for one in _groups(tables):
        fixed = set_ | shared_by_both | found.keys()
        if any(sum(one.on(day).values()) != one.total for day in one.days):
            found |= _over_time(one, [_on_a_day(one, day, fixed, rule) for day in one.days])
    return {f"criterion.{one}.weight": weight for one, weight in found.items()}


def _groups(tables: Tables) -> Iterator[Together]:
    total = tables["scoring"]["points_total"]
    for who, track, scored in scored_together(Rules(tables, {})):
        weights = {criterion["id"]: criterion["weight"] for criterion in scored}
        yield Together(f"{who} on track {track}" if track else who, weights, total)


def _on_a_day(one: Together, day: date, fixed: set[str], rule: str) -> dict[str, int]:
    """The weights that move, as they are from a day on."""
    weights = one.on(day)
    kept = {name: weight for name, weight in weights.items() if name in fixed}
    rest = one.total - sum(kept.values())
    if rest < 0:
        raise InputError(
            f"weights of a {one.who}: {_sum(kept)} were set, expected at most {one.total} together"
        )
    others = {name: weight for name, weight in weights.items() if name not in fixed}
    if rule != PROPORTIONAL:
        return _difference(one, kept, others, rule)
    if sum(others.values()) == 0 and rest:
        names = _checks.listed(others) or "none"
        raise InputError(
            f"weights of a {one.who}: the others ({names}) are all 0 and cannot share the rest, "
            f'{rest}; set them, or let one criterion take it: weights="<criterion>"'
        )
    return shared(rest, others)


def _difference(
    one: Together, kept: Mapping[str, int], others: Mapping[str, int], rule: str
) -> dict[str, int]:
    """The weight of the one that takes the difference."""
    if rule not in others:
        why = (
            "was set or is asked of both sorts" if rule in kept else f"is not asked of a {one.who}"
        )
        can = _checks.listed(others) or "none"
        raise InputError(f"weights: {rule} {why}; expected one that can move: {can}")
    took = one.total - sum(kept.values()) - sum(others.values()) + others[rule]
    if took < 0:
        raise InputError(
            f"weights of a {one.who}: {rule} would take {took}, expected 0 or more; "
            f"with it at 0 the rest may make {one.total}, and makes {one.total - took}"
        )
    return {rule: took}


def _sum(weights: Mapping[str, int]) -> str:
    told = " + ".join(f"{name} {weight}" for name, weight in weights.items())
    return f"{told} = {sum(weights.values())}"


def shared(total: int, parts: Mapping[str, int]) -> dict[str, int]:
    """A total shared in proportion, in whole numbers, by the largest remainder.

    Args:
        total: What is shared, 0 or more.
        parts: How much each had; of equal remainders the first here comes first.

    Example:
        >>> shared(100, {"a": 1, "b": 1, "c": 1})
        {'a': 34, 'b': 33, 'c': 33}
        >>> shared(0, {"a": 0})
        {'a': 0}
    """
    had = sum(parts.values()) or 1
    fair = {name: Fraction(total * part, had) for name, part in parts.items()}
    found = {name: int(share) for name, share in fair.items()}
    nearest = sorted(fair, key=lambda name: found[name] - fair[name])  # stable: ties by order
    for name in nearest[: total - sum(found.values())]:
        found[name] += 1
    return found


def _over_time(one: Together, found: list[dict[str, int]]) -> dict[str, Any]:
    """Plain weights, or dated ones where a weight of the group was amended."""
    if all(other == found[0] for other in found):
        return dict(found[0])
    starts = [one.days[1].replace(year=one.days[1].year - 1, day=1), *one.days[1:]]
    return {
        name: [
            {"value": on_day[name], "from": start}
            for start, on_day in zip(starts, found, strict=True)
        ]
        for name in found[0]
    }


def with_ways_out(problem: Problem) -> Problem:
    """A fault of the sum of weights with what can be done about it; another as it is."""
    if not problem.found.startswith(MADE_BY_WEIGHTS):
        return problem
    return replace(problem, expected=_WAYS_OUT.format(expected=problem.expected))
