"""What a criterion asks, ready to be put into words: its rule on a date, its clause, its readings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lantoa.criteria import words as of_plans
from lantoa.criteria.tables import Tables, questions
from lantoa.explaining.wordings import Words, small

if TYPE_CHECKING:
    from lantoa.criteria import Criterion, Plan

_UNSAID = {"id", "kind", "track", "nature", "subjects", "role", "fact", "of", "via"}
_COUNTS = {"years", "count", "except_years", "k", "within"}
_NO_RULE = {"role", "subjects"}


@dataclass(frozen=True)
class Reading:
    """An open question that bears on a criterion, and the reading chosen."""

    question: str
    reading: str
    text: str


@dataclass(frozen=True)
class Parameter:
    """A value in force, and where it comes from: source, assumption, reading or changed."""

    name: str
    label: str
    value: str
    status: str


@dataclass(frozen=True)
class Asked:
    """One criterion on a date, in a language.

    Attributes:
        criterion: The criterion as the plan has it.
        rule: Its values in force.
        fact: The fact that it reads, empty where it reads none.
        policy: How the plan reads gaps and people who move.
        window: The first and the last year.
        as_of: The date.
        what: What it asks, as it goes on in a sentence.
        by: The bodies whose judgement it needs, those of its parts included.
        parts: What each part of a ``k_of`` is called.
        tables: Every table of the plan's file, for words of values.
        words: The words of a language.
    """

    criterion: Criterion
    rule: Mapping[str, Any]
    fact: Mapping[str, Any]
    policy: Mapping[str, Any]
    window: tuple[int, int]
    as_of: datetime.date
    what: str
    by: str
    parts: Mapping[str, str]
    tables: Mapping[str, Any]
    words: Words

    @property
    def kind(self) -> str:
        """The kind of the rule in force."""
        return str(self.rule["kind"])

    @property
    def table(self) -> str:
        """The register that it reads, empty where it reads none."""
        return str(self.fact.get("table", ""))

    @property
    def is_private(self) -> bool:
        """Whether what decides it is personal beyond the verdict."""
        return self.table == "discipline"

    @property
    def fact_label(self) -> str:
        """What the register's rows are called."""
        return str(self.fact.get(self.words.lang) or self.fact.get("vi") or "")

    @property
    def is_early(self) -> bool:
        """Whether the plan judges what is there although more may come."""
        return self.policy["open_years"] == "leave_out" and self.as_of < self.end

    @property
    def end(self) -> datetime.date:
        """The last day that brings something new for the window."""
        return self.closing(self.window[1])

    def closing(self, year: int) -> datetime.date:
        """The last day on which a year may get its row."""
        closes = self.fact.get("closes") or {"month": 12, "day": 31}
        year += int(bool(closes.get("next_year")))
        return datetime.date(year, closes["month"], closes["day"])

    def level(self, code: str) -> str:
        """What a level of the fact's scale is called; the code where it is off the scale."""
        scale = self.tables.get(f"scale.{self.fact.get('scale')}", {})
        code = scale.get("equivalent", {}).get(code, code)
        levels = list(scale.get("levels", ()))
        names = scale.get(self.words.lang) or scale.get("vi") or levels
        return str(names[levels.index(code)]) if code in levels else code


class Asking:
    """The criteria of a plan on a date, in a language."""

    def __init__(self, plan: Plan, as_of: datetime.date, words: Words) -> None:
        self.plan = replace(plan, lang=words.lang)
        self.as_of = as_of
        self.words = words
        self._resolved = plan.resolved(as_of)
        self._rules = {rule["id"]: rule for rule in self._resolved["criteria"]}
        self._known: dict[str, Asked] = {}

    def __getitem__(self, criterion_id: str) -> Asked:
        if criterion_id not in self._known:
            self._known[criterion_id] = self._asked(criterion_id)
        return self._known[criterion_id]

    def _asked(self, criterion_id: str) -> Asked:
        criterion = self._criteria[criterion_id]
        rule = self._rules[criterion_id]
        return Asked(
            criterion=criterion,
            rule=rule,
            fact=self._fact(rule),
            policy=self._resolved["policy"],
            window=(self.plan.window[0], self.plan.window[1]),
            as_of=self.as_of,
            what=self._what(criterion),
            by="; ".join(dict.fromkeys(self._bodies(criterion_id))),
            parts={one: small(self._criteria[one].label) for one in self.parts(criterion_id)},
            tables=self._tables,
            words=self.words,
        )

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.plan.criteria}

    @property
    def _tables(self) -> Tables:
        return self.plan._book.filled

    def parts(self, criterion_id: str) -> tuple[str, ...]:
        """The parts of a ``k_of``; none of another kind."""
        return tuple(self._rules[criterion_id].get("of", ()))

    def _fact(self, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        """The fact on the date, with its labels."""
        name = rule.get("fact")
        if name is None:
            return {}
        labels = self._tables[f"fact.{name}"]
        resolved = self._resolved["facts"][name]
        return {**resolved, **{lang: labels.get(lang) for lang in ("vi", "en")}}

    def _bodies(self, criterion_id: str) -> Iterator[str]:
        for name in (criterion_id, *self.parts(criterion_id)):
            body = self._rules[name].get("by") or self._criteria[name].by
            if body:
                yield str(body)

    def _what(self, criterion: Criterion) -> str:
        """The label while the rule is the text's own; the rule itself once it was changed."""
        if not self._is_rewritten(criterion.id):
            return small(criterion.label)
        table = self._tables[f"criterion.{criterion.id}"]
        told = of_plans.sentence(table, self._tables, self.words.lang)
        if criterion.kind == "attested":  # it begins with the name of a body
            return told
        for name in self._listed_needs(criterion.id):
            told = told.replace(name, small(self._criteria[name].label))
        return small(told)

    def _listed_needs(self, criterion_id: str) -> list[str]:
        needs = self._rules[criterion_id].get("needs")
        return needs if isinstance(needs, list) else []

    def _is_rewritten(self, criterion_id: str) -> bool:
        return f"criterion.{criterion_id}" in self._rewritten

    @cached_property
    def _rewritten(self) -> set[str]:
        """Whose rule is no longer the text's own: a reading sets it, or a change."""
        by_reading = {
            path for path, question in self._questions if set(_set_by(question)) - _NO_RULE
        }
        changed = (path.rpartition(".") for path in self.plan.scenario)
        return by_reading | {owner for owner, _, key in changed if key not in _NO_RULE}

    @cached_property
    def _questions(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Every open question with its owner, and under ``chosen`` the reading in force."""
        readings = dict(self.plan.readings)
        return [
            (path, {**question, "chosen": readings[question["id"]]})
            for path, question in questions(self.plan._book.source)
        ]

    def readings(self, criterion_id: str) -> tuple[Reading, ...]:
        """The readings chosen that bear on a criterion, its fact and its scale."""
        rule = self._rules[criterion_id]
        fact = self._fact(rule)
        owners = {
            f"criterion.{criterion_id}",
            f"fact.{rule.get('fact')}",
            f"scale.{fact.get('scale')}",
        }
        return tuple(
            Reading(question["id"], question["chosen"], self._reading_text(question))
            for path, question in self._questions
            if path in owners
        )

    def _reading_text(self, question: Mapping[str, Any]) -> str:
        chosen = question["readings"][question["chosen"]]
        return str(chosen.get(self.words.lang) or chosen.get("vi") or "")

    def parameters(self, criterion_id: str) -> tuple[Parameter, ...]:
        """The values in force on the date, and which of them are assumptions."""
        asked = self[criterion_id]
        scale = self._tables.get(f"scale.{asked.fact.get('scale')}")
        unsaid = {"members_at"} if asked.rule.get("over") == "self" else set()
        return tuple(
            Parameter(name, self._named(name), text, status)
            for name, status in self._statuses(criterion_id).items()
            if name not in unsaid
            and (text := self._value(asked.rule.get(name), name, scale)) is not None
        )

    def _named(self, parameter: str) -> str:
        """What a parameter is called; its unit is beside the value."""
        return of_plans.word("keys", parameter, self.words.lang).partition(" (")[0]

    def _statuses(self, criterion_id: str) -> dict[str, str]:
        frame = self._parameters
        mine = frame[frame["path"].str.startswith(f"criterion.{criterion_id}.")]
        names = mine["path"].str.rpartition(".")[2]
        return {
            name: status
            for name, status in zip(names, mine["status"], strict=True)
            if name not in _UNSAID
        }

    @cached_property
    def _parameters(self) -> Any:
        return self.plan._parameters

    def _value(self, value: Any, name: str, scale: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, Mapping) and "per_year" in value:
            by_year = value["per_year"].items()
            return ", ".join(f"{year}: {self._plain(v, name, scale)}" for year, v in by_year)
        return self._plain(value, name, scale)

    def _plain(self, value: Any, name: str, scale: Any) -> str:
        if name == "only_if":
            named = [self.words.label("roles", one) for one in value["role"]]
            when = self.words.say("options", value["when"])
            roles = self.words.joined(named, "or")
            return self.words.say("options", "only_if", roles=roles, when=when)
        if isinstance(value, list | tuple):
            return ", ".join(small(self._criteria[str(one)].label) for one in value)
        if isinstance(value, bool):
            return self.words.label("bool", value)
        if isinstance(value, str) and self.words.has("options", value):
            return self.words.say("options", value)
        if isinstance(value, int) and name in _COUNTS:
            return self.words.number(value)
        return of_plans.plain(value, name, scale, self.words.lang)


def _set_by(question: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = question["readings"][question["chosen"]].get("set", {})
    return found
