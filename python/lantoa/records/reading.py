"""What a plan reads: for each kind of subject the registers, of each register the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lantoa import _core
from lantoa._rules import SELECTED
from lantoa.records.cells import UNREADABLE
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_COLUMNS = (
    *("year", "decided", "annulled", "seen_on", "kind", "unrated", "key", "better"),
    *("share", "recognised", "place"),
)
_LISTS = ("value", "counts_on", "votes")
_LAUNCHES = {"movement_results": "movements", "contributions": "calls"}
_REGISTERS = ("units", "unit_changes", "people", "memberships")
_PAPERS = ("decision_no", "document")


@dataclass(frozen=True)
class Reading:
    """What the rules of a result read.

    Attributes:
        result: The result.
    """

    result: Evaluation

    @cached_property
    def _rules(self) -> dict[str, Mapping[str, Any]]:
        """The criteria that are asked on the track, and those that give points."""
        resolved, rules = self.result._resolved, self.result._rules
        by_id = {one["id"]: one for one in resolved["criteria"]}
        names = [*rules.shown, *rules.scorings]
        names += [str(by_id[name].get("statistic_of") or name) for name in rules.scorings]
        for name in [name for name in names if by_id[name]["kind"] == "linked"]:
            needs = by_id[name]["needs"]
            names += needs if isinstance(needs, list) else []
        return {name: by_id[name] for name in names}

    def asked(self, kind: str) -> Iterator[Mapping[str, Any]]:
        """The criteria that a kind of subject is asked, parts included."""
        todo = [one for one in self._rules.values() if kind in one["subjects"]]
        seen: set[str] = set()
        by_id = {one["id"]: one for one in self.result._resolved["criteria"]}
        for one in todo:  # grows while it is read
            if one["id"] not in seen:
                seen.add(one["id"])
                yield one
                todo += [by_id[name] for name in one.get("of") or ()]

    def links(self, kind: str) -> list[Mapping[str, Any]]:
        """The criteria that tie a kind of subject to a unit."""
        return [one for one in self.asked(kind) if one["kind"] == "linked"]

    def facts(self, kind: str, *, of_members: bool = False) -> set[str]:
        """The facts that are read of a kind of subject, or of its members."""
        found = {
            str(one["fact"])
            for one in self.asked(kind)
            if one.get("fact") is not None and (not of_members or one.get("over", "self") != "self")
        }
        units_named = (
            kind == "unit"
            and not of_members
            and any(
                one["needs"] == "selected"
                for one in self._rules.values()
                if one["kind"] == "linked"
            )
        )
        return found | ({SELECTED} if units_named else set())

    def tables(self, facts: Iterable[str]) -> set[str]:
        """The registers that facts are read from, with what could be answered."""
        resolved = self.result._resolved["facts"]
        names = list(facts)
        found = {str(resolved[name]["table"]) for name in names}
        found |= {
            _LAUNCHES[str(resolved[name]["table"])] for name in names if self._asks_launches(name)
        }
        return found | ({"practices"} if "adoptions" in found else set())

    def may_count(self, table: str, row: Mapping[str, Any], facts: Iterable[str]) -> bool:
        """Whether a row may bear on the window under one of some facts; undated it may."""
        resolved = self.result._resolved["facts"]
        asked = [resolved[name] for name in facts if resolved[name]["table"] == table]
        return not asked or any(self._in_window(fact, row) for fact in asked)

    def _in_window(self, fact: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
        if fact["per"] == "year":  # a row counts in its year, or in that of its decision
            names = ["year", *(["decision_date"] if fact["year"] == "decision_date" else [])]
            years = [row.get(name, UNREADABLE) for name in names]
        elif fact["per"] == "event":
            counts_on = fact["counts_on"]
            names = [counts_on] if isinstance(counts_on, str) else counts_on
            years = [next((row[name] for name in names if name in row), UNREADABLE)]
        else:
            return True
        return any(
            one == UNREADABLE or int(str(one)[:4]) in self.result.plan.years for one in years
        )

    def _asks_launches(self, fact: str) -> bool:
        """Whether a fact is read together with what could be answered, or with its topic."""
        resolved = self.result._resolved["facts"][fact]
        columns = TABLES[str(resolved["table"])].columns
        by_topic = any(name not in columns for name in resolved.get("where") or ())
        return by_topic or self.result._rules.made.facts[fact].launches >= 0

    @cached_property
    def columns(self) -> Mapping[str, Sequence[str]]:
        """Of each register the columns that are read, in the order of the register."""
        read: defaultdict[str, set[str]] = defaultdict(set)
        for name, fact in self.result._rules.made.facts.items():
            table = str(self.result._resolved["facts"][name]["table"])
            read[table] |= self._columns_of(table, fact)
            if self._asks_launches(name):
                read[_LAUNCHES[table]] |= {"from", "date", "track"}
        read["practices"] = {"exemplar_id"}
        for name in (*_REGISTERS, "coverage"):
            read[name] = set(TABLES[name].columns)
        return {name: _in_order(name, wanted) for name, wanted in read.items()}

    def _columns_of(self, table: str, fact: _core.FactRule) -> set[str]:
        numbers = [getattr(fact, one) for one in _COLUMNS]
        numbers += [number for one in _LISTS for number in getattr(fact, one)]
        numbers += [where.column for where in fact.where]
        numbers += fact.recognised_by if fact.recognised >= 0 else []
        columns = self.result._packed.columns
        names = {
            name for (of, name), number in columns.items() if of == table and number in numbers
        }
        return names | ({"planned", "achieved"} if fact.has_ratio else set())

    def own_columns(self, table: str) -> list[str]:
        """The same of the subject's own rows, with the number of the paper behind each."""
        return _in_order(table, {*self.columns[table], *_PAPERS})


def _in_order(table: str, wanted: Iterable[str]) -> list[str]:
    """The key and what is wanted beside it; names and other words for people are left out."""
    spec = TABLES[table]
    kept = {*wanted, *spec.key}
    return [name for name in spec.columns if name in kept and name not in _WORDS.get(table, ())]


_WORDS: Mapping[str, Sequence[str]] = {
    "units": ("name", "parent_id", "field"),
    "people": ("name", "sex", "class", "joined", "left"),
}
