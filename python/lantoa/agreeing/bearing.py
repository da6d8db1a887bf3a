"""Which open questions bear on which criterion: those that share none are independent.

A question may be listed that turns out not to matter, which costs time only. It must never be
left out, so a criterion is taken to read everything that it reads under any of the readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lantoa import _core
from lantoa.agreeing.questions import Question
from lantoa.criteria.book import key_of, owner_of
from lantoa.criteria.tables import of_section

if TYPE_CHECKING:
    from lantoa.criteria.book import Book

SELECTED = "duoc_chon"


class Bearing:
    """What may be changed in a plan, and what every criterion reads of it.

    Args:
        book: The plan's rules.
        questions: The questions that are varied.
        on_track: Whether a special-topic track is judged.
    """

    def __init__(self, book: Book, questions: Sequence[Question], *, on_track: bool) -> None:
        self.book = book
        self.questions = questions
        self.on_track = on_track
        self.criteria = of_section(book.source, "criterion")

    def values(self, owner: str, key: str) -> list[Any]:
        """Everything that a key of an owner may be, as written, as read or as changed."""
        sets = [one for q in self.questions if q.owner == owner for one in q.sets]
        changes = {key_of(p): v for p, v in self.book.laid.items() if owner_of(p) == owner}
        written = [self.book.source[owner], self.book.rules[owner], *sets, changes]
        return [table[key] for table in written if key in table]

    def candidates(self) -> list[str]:
        """The criteria that decide under some reading, in the order of the plan."""
        return [
            name for name in self.criteria if "gate" in self.values(f"criterion.{name}", "role")
        ]

    def on(self, criterion: str) -> tuple[Question, ...]:
        """The questions that bear on a criterion; of a head's link without its unit's gates."""
        owners = set(self._owners(criterion))
        kinds = set(self._kinds(criterion))
        return tuple(q for q in self.questions if self._bears(q, owners, kinds, criterion))

    def on_scope(self) -> tuple[Question, ...]:
        """The questions that decide who is judged at all."""
        return tuple(q for q in self.questions if q.owner == "scope" or _may_move_scope(q))

    def _bears(self, question: Question, owners: set[str], kinds: set[str], criterion: str) -> bool:
        if question.owner == "policy":
            keys = {key for one in question.sets for key in one}
            return any(self._is_read(key, kinds, criterion) for key in keys)
        section = question.owner.partition(".")[0]
        return (
            question.owner in owners or section == "plan" or (section == "track" and self.on_track)
        )

    def _is_read(self, key: str, kinds: set[str], criterion: str) -> bool:
        """Whether a criterion reads a policy: the core knows which of its rules do."""
        part = _part(key)
        if part is None:
            return True
        asked = {who for some in self.values(f"criterion.{criterion}", "subjects") for who in some}
        return any(
            _core.reads(_core.Kind[kind.upper()], part, unit=who == "unit")
            for kind in kinds
            for who in asked
        )

    def is_for_units(self, criterion: str) -> bool:
        """Whether a criterion may be asked of units."""
        return any("unit" in kinds for kinds in self.values(f"criterion.{criterion}", "subjects"))

    def _kinds(self, criterion: str) -> Iterator[str]:
        yield from self.values(f"criterion.{criterion}", "kind")
        for part in self._parts(criterion):
            yield from self._kinds(part)

    def _owners(self, criterion: str) -> Iterator[str]:
        """The tables of a plan that a criterion reads."""
        yield f"criterion.{criterion}"
        for fact in self._facts(criterion):
            yield f"fact.{fact}"
            for scale in self.values(f"fact.{fact}", "scale"):
                yield f"scale.{scale}"
        for part in self._parts(criterion):
            yield from self._owners(part)

    def _facts(self, criterion: str) -> Iterable[str]:
        facts = set(self.values(f"criterion.{criterion}", "fact"))
        needs = self.values(f"criterion.{criterion}", "needs")
        return facts | ({SELECTED} if "selected" in needs else set())

    def _parts(self, criterion: str) -> list[str]:
        path = f"criterion.{criterion}"
        return [part for parts in self.values(path, "of") for part in parts]


def _part(key: str) -> _core.PolicyPart | None:
    """What the core calls a key of the policy; None for one that it does not know."""
    return _core.PolicyPart.__members__.get(key.upper())


def _may_move_scope(question: Question) -> bool:
    keys = {key for one in question.sets for key in one}
    if question.owner == "policy":
        parts = map(_part, keys)
        return any(part is None or _core.decides_scope(part) for part in parts)
    return question.owner == "plan" and "window" in keys
