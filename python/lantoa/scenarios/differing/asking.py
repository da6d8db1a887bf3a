"""What is asked of ``what_if``, and the results before and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.criteria.book import key_of
from lantoa.criteria.merging import KEEP
from lantoa.criteria.scenario import Scenario
from lantoa.evaluating import Evaluation
from lantoa.scenarios.answer import Asked, asked_of
from lantoa.scenarios.differing.combining import combined
from lantoa.scenarios.differing.effects import MOST, Effects
from lantoa.scenarios.evaluated import evaluated

if TYPE_CHECKING:
    from lantoa.office import Office

SUPPOSE = "suppose"
"""The name of the edit that supposes rows, beside the paths of a scenario."""

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class Supposed(Evaluation):
    """A result under a change. It never becomes a record, even where its plan would do."""

    _of_what_if = True


@dataclass(frozen=True)
class AskedTwice(Asked):
    """The result that was asked, and the one after; where the day or the counting moves, both show.

    Attributes:
        after: The result under the change.
    """

    after: Asked

    @property
    def in_force(self) -> str:
        """The day and the counting in words, of both results where they differ."""
        before, after = super().in_force, self.after.in_force
        if before == after:
            return before
        told = {"before": before, "after": after}
        return " ".join(
            f"{said('what_if', side, self.lang, in_force=line)}." for side, line in told.items()
        )


def asked_twice(before: Evaluation, after: Evaluation) -> AskedTwice:
    """What the answer keeps of both results."""
    one, other = asked_of(before), asked_of(after)
    return AskedTwice(**vars(one), after=other)


def scenario_of(change: object, value: object, suppose: Rows | None) -> Scenario:
    """What is to be changed in the plan; nothing where rows alone are supposed.

    A value that is not given is ``...``: None would take an earlier change back.

    Raises:
        InputError: Nothing is changed, a path has no value, or a mapping has one beside it.
    """
    if change is None:
        if value is not ... or not suppose:
            raise InputError(
                "what_if: nothing is changed; expected a path and its value, a mapping of several, "
                "a Scenario, or suppose={table: [rows]}"
            )
        return Scenario({})
    if isinstance(change, str):
        if value is ...:
            raise InputError(f'what_if: path "{change}" needs a value')
        return Scenario({change: value})
    if not isinstance(change, Mapping):
        raise InputError(
            "what_if: expected a path, a mapping of paths to values or a Scenario, not "
            f"{type(change).__name__}"
        )
    if value is not ...:
        raise InputError("what_if: value belongs to a single path; a mapping has its own values")
    if not change and not suppose:
        raise InputError("what_if: the scenario changes nothing; expected a path and its value")
    return Scenario.of(change)


def supposing(result: Evaluation, rows: Rows | None) -> Evaluation:
    """The result of the office with rows that are not there yet; itself where there are none.

    Raises:
        InputError: ``rows`` is no mapping of tables to lists of rows, or one cannot be read.
    """
    from lantoa.evaluating import evaluate

    if not rows:
        return result
    if not isinstance(rows, Mapping):
        raise InputError(
            f"suppose: expected a mapping of tables to lists of rows, not {type(rows).__name__}"
        )
    office: Office = result.office.suppose(**rows)
    return evaluate(
        office,
        result.plan,
        result.as_of,
        counting=result.counting,
        gates=result.gates,
        track=result.track,
    )


def under(result: Evaluation, scenario: Scenario) -> Evaluation:
    """A result under a scenario; itself where that changes nothing."""
    return evaluated(result, scenario) if scenario else result


def marked(result: Evaluation) -> Supposed:
    """The same result, never to become a record."""
    found = object.__new__(Supposed)
    vars(found).update(vars(result))
    return found


def effects(before: Evaluation, between: Evaluation, scenario: Scenario) -> Effects:
    """What each edit does by itself, supposed rows being one."""
    groups = _groups(scenario)
    names = [*groups, *([SUPPOSE] if between is not before else [])]

    def result_of(some: frozenset[str]) -> Evaluation:
        paths = [path for name in groups if name in some for path in groups[name]]
        return under(between if SUPPOSE in some else before, scenario.only(paths))

    at_once = combined(before, scenario, MOST) if between is before else {}
    return Effects(names, result_of, at_once)


def _groups(scenario: Scenario) -> dict[str, list[str]]:
    """The edits by name: weights that must be right together are one edit."""
    weights = [path for path in scenario if key_of(path) == "weight"]
    if scenario.weights != KEEP or len(weights) < 2:
        weights = []
    groups = {path: [path] for path in scenario if path not in weights}
    return groups | ({", ".join(weights): weights} if weights else {})
