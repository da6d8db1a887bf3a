"""Kinds of rules for the core: what each kind of criterion asks beside its fact."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lantoa import _core, _thresholds
from lantoa._rule_facts import levels_held

if TYPE_CHECKING:
    from lantoa._rules import Ruling

Fields = Mapping[str, Any]

_FILTERS = ("level_at_least", "share_at_least", "recognised", "within")
_COMPARATORS = ("is", "at_least", "more_than")


def day_number(day: datetime.date) -> int:
    """Days since 1970.

    >>> day_number(datetime.date(1970, 1, 2))
    1
    """
    return (day - datetime.date(1970, 1, 1)).days


def _fill_yearly(ruling: Ruling, rule: _core.Rule, criterion: Fields) -> None:
    fact = ruling.fact(criterion)
    comparator = next(name for name in _COMPARATORS if criterion.get(name) is not None)
    wanted = ruling.yearly(criterion[comparator])
    rule.asks_rated_years = fact.get("unrated") is not None and criterion["kind"] == "every_year"
    rule.consecutive = bool(criterion.get("consecutive"))
    more = int(comparator == "more_than")
    if fact.get("ratio") is not None:
        rule.least = [2 * value + more for value in wanted]
    else:
        rule.holds = [levels_held(ruling, fact, comparator, value) for value in wanted]


def _fill_events(ruling: Ruling, rule: _core.Rule, criterion: Fields) -> None:
    fact = ruling.fact(criterion)
    rule.over = _core.Over[criterion.get("over", "self").upper()]
    rule.members_on_as_of_date = criterion.get("members_at") == "as_of_date"
    asked = {name: criterion[name] for name in _FILTERS if criterion.get(name) is not None}
    days = sorted({day for value in asked.values() for day, _ in _amendments(value)})
    rule.since = [day_number(day) for day in days] or rule.since

    def entries(name: str) -> list[Any]:
        return [in_force(asked[name], day) for day in days]

    if "level_at_least" in asked:
        wanted = entries("level_at_least")
        rule.levels = [levels_held(ruling, fact, "at_least", value) for value in wanted]
    if "share_at_least" in asked:
        rule.shares = entries("share_at_least")
    if "recognised" in asked:
        rule.recognised = [int(value) for value in entries("recognised")]
    if "within" in asked:
        rule.within = entries("within")
    rule.every = bool(criterion.get("every"))


def _amendments(value: object) -> list[tuple[datetime.date, Any]]:
    """A parameter's values with the days from which they are in force, the first always."""
    if not isinstance(value, Mapping):
        return [(datetime.date.min, value)]
    return [(datetime.date.fromisoformat(day), found) for day, found in value["dated"]]


def in_force(value: object, day: datetime.date) -> Any:
    """The value of a parameter on a day."""
    return [found for since, found in _amendments(value) if since <= day][-1]


def _fill_attested(ruling: Ruling, rule: _core.Rule, criterion: Fields) -> None:
    codes = ruling.packed.codes.get(("attestations", "criterion_id"))
    if codes is not None and criterion["id"] in codes:
        rule.attested_as = list(codes).index(criterion["id"])
    rule.asks_votes = _thresholds.key_of(criterion) is not None


def _fill_k_of(ruling: Ruling, rule: _core.Rule, criterion: Fields) -> None:
    rule.parts = [ruling.rule_of[name] for name in criterion["of"]]


def _fill_linked(ruling: Ruling, rule: _core.Rule, criterion: Fields) -> None:
    roles: Sequence[str] = list(ruling.packed.codes.get(("memberships", "role"), []))
    rule.roles = [int(role in criterion["only_if"]["role"]) for role in roles]
    rule.any_time = criterion["only_if"]["when"] == "any_time"
    if criterion["needs"] == "selected":
        rule.needs = [ruling.select()]
    else:
        rule.needs = [ruling.rule_of[name] for name in ruling.needs(criterion)]


FILL: Mapping[str, Callable[[Ruling, _core.Rule, Fields], None]] = {
    "every_year": _fill_yearly,
    "years_at_least": _fill_yearly,
    "latest": _fill_yearly,
    "mean_over_window": _fill_yearly,
    "events_at_least": _fill_events,
    "never": _fill_events,
    "place_within": _fill_events,
    "ratio_at_least": _fill_events,
    "attested": _fill_attested,
    "k_of": _fill_k_of,
    "linked": _fill_linked,
}
