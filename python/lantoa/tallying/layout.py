"""A point table laid out: every rule with its item, every evidence, parents before children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lantoa.tallying.keys import key
from lantoa.tallying.model import (
    AnyRule,
    Evidence,
    Group,
    Item,
    Once,
    Override,
    PerCase,
    PerFurther,
    PointFile,
    Steps,
)

TOTAL = "total"


@dataclass(frozen=True)
class Layout:
    """The parts of a table in the order in which the core knows them."""

    file: PointFile

    @cached_property
    def rules(self) -> Sequence[tuple[Item, AnyRule]]:
        """Every rule beside its item."""
        return [(item, rule) for item in self.file.item for rule in item.rules]

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """What is entered, by id: declared evidence first, then that of rules by their own id."""
        named = {one.id: one for one in self.file.evidence}
        return named | {one.id: one for one in _implied(self.rules) if one.id not in named}

    @cached_property
    def groups(self) -> Sequence[Group]:
        """Groups, those that hold others before them."""
        found: list[Group] = []
        left = list(self.file.group)
        while left:
            placed = {group.id for group in found}
            ready = [group for group in left if group.inside is None or group.inside in placed]
            found += ready or left  # a circle is refused when the table is checked
            left = [group for group in left if group not in found]
        return found

    @cached_property
    def places(self) -> Mapping[str, tuple[str, int]]:
        """What an id means, by its key: ``rule``, ``item``, ``group``, ``evidence`` or ``total``.

        A rule that is its own evidence is a rule.
        """
        found = {key(name): ("evidence", at) for at, name in enumerate(self.evidence)}
        found |= {key(rule.id): ("rule", at) for at, (_, rule) in enumerate(self.rules)}
        found |= {key(item.id): ("item", at) for at, item in enumerate(self.file.item)}
        found |= {key(group.id): ("group", at) for at, group in enumerate(self.groups)}
        return found | {TOTAL: (TOTAL, 0)}

    @cached_property
    def names(self) -> Sequence[str]:
        """Every id that an entry may name."""
        rules = [rule.id for _, rule in self.rules]
        items = [item.id for item in self.file.item]
        groups = [group.id for group in self.groups]
        return list(dict.fromkeys([*rules, *self.evidence, *items, *groups, TOTAL]))

    def means(self, name: str) -> tuple[str, int] | None:
        """What an id means, whatever its spelling; None where it means nothing here."""
        return self.places.get(key(name))

    @cached_property
    def evidence_at(self) -> Mapping[str, int]:
        """The column of each evidence."""
        return {name: at for at, name in enumerate(self.evidence)}

    def entered_for(self, rule: AnyRule) -> list[str]:
        """Every evidence that a rule may read and that is entered: of a share both its parts."""
        parts = [self.evidence[name].share_of or [name] for name in reads(rule)]
        return list(dict.fromkeys(name for part in parts for name in part))

    @cached_property
    def rules_of(self) -> Sequence[Sequence[int]]:
        """For each item the places of its rules."""
        places = {item.id: at for at, item in enumerate(self.file.item)}
        found: list[list[int]] = [[] for _ in self.file.item]
        for at, (item, _) in enumerate(self.rules):
            found[places[item.id]].append(at)
        return found

    @cached_property
    def read_by(self) -> Sequence[str | None]:
        """For each rule the evidence that a value on its own row is; None where there is no one."""
        return [evidence_of(rule) for _, rule in self.rules]


def evidence_of(rule: AnyRule) -> str | None:
    """The evidence that a rule reads before any condition."""
    if isinstance(rule, Steps | PerFurther):
        return rule.evidence
    if isinstance(rule, PerCase):
        return rule.evidence or rule.id
    if isinstance(rule, Once | Override):
        return None if rule.when else rule.evidence or rule.id
    return None


def gives_base(rule: AnyRule) -> bool:
    """Whether what a rule gives is part of the item's base."""
    return isinstance(rule, Steps) and rule.gives == "base"


def reads(rule: AnyRule) -> list[str]:
    """Every evidence that a rule may read, in its own order."""
    found = [evidence_of(rule), getattr(rule, "exempt", None), getattr(rule, "by", None)]
    asked = [*rule.only_if, *(getattr(rule, "when", None) or [])]
    asked += [one for option in getattr(rule, "options", ()) for one in option.when]
    return list(dict.fromkeys([*filter(None, found), *(one.evidence for one in asked)]))


def _implied(rules: Sequence[tuple[Item, AnyRule]]) -> Iterator[Evidence]:
    for _, rule in rules:
        if evidence_of(rule) == rule.id:
            kind = "count" if isinstance(rule, PerCase) else "flag"
            yield Evidence.model_validate(
                {"id": rule.id, "vi": rule.vi, "en": rule.en, "kind": kind, "status": rule.status}
            )
