"""The open questions that readings are counted over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from lantoa import _checks
from lantoa.criteria.tables import questions as questions_of

if TYPE_CHECKING:
    from lantoa.criteria.book import Book

Which = Literal["headline", "all"] | Sequence[str]


@dataclass(frozen=True)
class Question:
    """One open question of a plan.

    Attributes:
        id: Its name.
        owner: The path of what it is about, such as ``"criterion.cn_sang_kien"``.
        readings: Its readings, in the order of the plan.
        chosen: Which of them is in force, by position.
        headline: Whether it belongs to the default grid of readings.
        sets: What each reading sets.
    """

    id: str
    owner: str
    readings: tuple[str, ...]
    chosen: int
    headline: bool
    sets: tuple[dict[str, Any], ...]

    def __len__(self) -> int:
        return len(self.readings)


def asked(book: Book, which: Which) -> tuple[Question, ...]:
    """The questions to count over, headline ones first, otherwise in the order of the plan.

    Raises:
        InputError: A question is not in the plan; the message has the nearest.
    """
    every = [_question(book, owner, table) for owner, table in questions_of(book.source)]
    every.sort(key=lambda question: not question.headline)
    if which == "all":
        return tuple(every)
    if which == "headline":
        return tuple(question for question in every if question.headline)
    if isinstance(which, str):
        raise _checks.unknown(which, ["headline", "all"], what="questions")
    names = [question.id for question in every]
    wanted = {_checks.one_of(name, names, what="question") for name in which}
    return tuple(question for question in every if question.id in wanted)


def _question(book: Book, owner: str, table: dict[str, Any]) -> Question:
    readings = tuple(table["readings"])
    return Question(
        id=table["id"],
        owner=owner,
        readings=readings,
        chosen=readings.index(book.chosen[table["id"]]),
        headline=bool(table.get("headline")),
        sets=tuple(table["readings"][reading].get("set", {}) for reading in readings),
    )


def combinations(questions: Sequence[Question]) -> int:
    """How many ways there are to choose one reading of each.

    >>> combinations([])
    1
    """
    return prod(map(len, questions))
