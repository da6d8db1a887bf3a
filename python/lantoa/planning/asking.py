"""What an official is asked for a new plan, one question after the other, on a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from lantoa._checks import InputError
from lantoa._wording import day as in_words
from lantoa._wording import said
from lantoa.criteria.tables import Table, of_section, questions
from lantoa.criteria.words import named
from lantoa.planning.composing import checked
from lantoa.planning.moving import Move, Window, moved

if TYPE_CHECKING:
    from lantoa.criteria import Plan

T = TypeVar("T")

_WINDOW = re.compile(r"\s*(\d{4})\s*[-–]\s*(\d{4})\s*")


@dataclass
class Answers:
    """What a new plan is made from; see ``lantoa.planning.new_plan``."""

    window: Window
    plan_id: str | None = None
    title: str | None = None
    issuer: str | None = None
    changes: dict[str, Any] = field(default_factory=dict)


def next_window(window: Window) -> Window:
    """As many years, right after.

    Example:
        >>> next_window((2021, 2025))
        (2026, 2030)
    """
    first, last = window
    return last + 1, last + 1 + last - first


def window_of(text: str) -> Window:
    """Two years written as people do.

    Raises:
        InputError: It is not two years.

    Example:
        >>> window_of("2026 – 2030")
        (2026, 2030)
    """
    found = _WINDOW.fullmatch(text)
    if not found:
        raise InputError(f'window "{text}": expected two years such as 2026-2030')
    return checked((int(found[1]), int(found[2])))


def day_of(text: str) -> date:
    """A day, day first or as YYYY-MM-DD.

    Raises:
        InputError: It is no day of the calendar.

    Example:
        >>> day_of("30/9/2030").isoformat()
        '2030-09-30'
    """
    from lantoa.intake.days import day

    found = day(text.strip())
    if not isinstance(found, date):
        raise InputError(f'"{text}" is no day: expected one such as 30/09/2030 or 2030-09-30')
    return found


class Asking:
    """The questions and their answers.

    Args:
        source: The plan that is copied.
        read: Asks one question and gives the line that was typed.
        say: Prints a line.
        lang: ``"vi"`` or ``"en"``.
    """

    def __init__(
        self, source: Plan, read: Callable[[str], str], say: Callable[[str], None], lang: str
    ) -> None:
        self.source = source
        self.read = read
        self.say = say
        self.lang = lang

    def answers(self, given: Mapping[str, Any]) -> Answers:
        """Everything that was not given already; an empty line takes what is proposed."""
        self.say(self._said("begin"))
        window = given.get("window") or self._window()
        tables = moved(self.source._book.source, Move(self.source.window, window))
        head = tables["plan"]
        told = Answers(window, changes=dict(given.get("changes") or {}))
        for name, key in (("title", "title"), ("issuer", "issuer"), ("plan_id", "id")):
            value = given.get(name) or self._text(name, str(head.get(key, "")))
            setattr(told, name, value or None)
        for one, milestone in of_section(tables, "milestone").items():
            self._milestone(one, milestone, told.changes)
        for owner, question in questions(tables):
            if question.get("headline"):
                self._question(named(tables, owner, self.lang), question, told.changes)
        return told

    def _said(self, path: str, **values: object) -> str:
        return said("new_plan", f"ask.{path}", self.lang, **values)

    def _ask(
        self, asked: str, default: str, parse: Callable[[str], T], bad: str, **told: object
    ) -> T:
        """Ask until the answer can be used; ``bad`` names what is said of one that cannot."""
        while True:
            text = self.read(f"{asked} [{default}]: ").strip() or default
            try:
                return parse(text)
            except InputError:
                self.say(self._said(f"bad.{bad}", given=text, **told))

    def _window(self) -> Window:
        first, last = next_window(self.source.window)
        return self._ask(self._said("window"), f"{first}-{last}", window_of, "window")

    def _text(self, name: str, default: str) -> str:
        parse = _id_of if name == "plan_id" else str
        return self._ask(self._said(name), default, parse, "id")

    def _milestone(self, one: str, milestone: Table, changes: dict[str, Any]) -> None:
        path = f"milestone.{one}.as_of"
        if path in changes:
            return
        label = milestone.get(self.lang) or milestone.get("vi") or one
        default = in_words(milestone["as_of"], self.lang)
        day = self._ask(self._said("milestone", label=label), default, day_of, "day")
        if day != milestone["as_of"]:
            changes[path] = day

    def _question(self, owner: str, question: Table, changes: dict[str, Any]) -> None:
        path = f"reading.{question['id']}"
        if path in changes:
            return
        readings = list(question["readings"])
        note = question.get("note_en") if self.lang == "en" else None
        self.say(f"\n{owner}: {note or question['note']}")
        for number, one in enumerate(readings, start=1):
            self.say(f"  {number}  {question['readings'][one][self.lang]}")
        default = str(readings.index(question["chosen"]) + 1)
        chosen = self._ask(
            self._said("reading"),
            default,
            lambda text: _one_of(text, readings),
            "number",
            count=len(readings),
        )
        if chosen != question["chosen"]:
            changes[path] = chosen


def _id_of(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise InputError(f'id "{text}": expected letters, digits, _ and - only')
    return text


def _one_of(text: str, names: list[str]) -> str:
    """A name itself, or the one of that number."""
    if text in names:
        return text
    if not text.isdecimal() or not 1 <= int(text) <= len(names):
        raise InputError(f'"{text}": expected a number from 1 to {len(names)}')
    return names[int(text) - 1]
