"""Scores made again with one thing changed at a time: who moves, or why it cannot be done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa._frames import Frame
from lantoa._wording import said
from lantoa.scoring.scored import Score
from lantoa.scoring.showing import number, percent
from lantoa.scoring.slate import Standing, places_of
from lantoa.sensitivity.moves import Moves, moves_between
from lantoa.sensitivity.subjects import OfSubjects
from lantoa.sensitivity.words import TOPIC
from lantoa.told import first_of


@dataclass(frozen=True, eq=False)
class Case:
    """One change.

    Attributes:
        name: What was changed, as the scheme spells it.
        label: In words.
        weight: Of the whole, of what was left out; None where nothing was.
        moves: Who moved; None where it was refused.
        reason: Why it was refused; empty where it was not.
    """

    name: str
    label: str
    weight: float | None
    moves: Moves | None
    reason: str = ""


def case_of(
    before: Standing,
    again: Callable[[], Score],
    name: str,
    label: str,
    weight: float | None = None,
) -> Case:
    """A change, asked: a score that cannot be made is a refusal with its reason."""
    try:
        after = again().standing(before.year)
    except InputError as error:
        return Case(name, label, weight, None, _reason(error))
    return Case(name, label, weight, moves_between(before, after))


def _reason(error: InputError) -> str:
    """In one line; of many problems the first."""
    more = len(error.problems) - 1
    told = str(error.problems[0] if error.problems else error).split("\n")[0]
    return f"{told} (+{more})" if more > 0 else told


@dataclass(frozen=True, eq=False, repr=False)
class Redone(OfSubjects):
    """Places after each of some changes, beside those before. Made by ``drop_one``, ``other_rules``.

    ``frame`` has a row per change: ``name``, ``label``, the ``weight`` of what was left out, how
    many are ``scored``, how many ``moved`` and the ``largest`` move with ``who``, ``was`` and
    ``now`` (the best placed of several), ``leaders``, ``likeness`` (Kendall's tau-b), who
    ``came`` and ``went``, and the ``reason`` of a refusal.

    Attributes:
        score: What was asked.
        before: The places before.
        cases: The changes, in the order of the scheme.
    """

    score: Score
    before: Standing
    cases: tuple[Case, ...]

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.score.lang

    @property
    def subject(self) -> str:
        """What the column of the subjects is called in ``places``."""
        return self.score.measures.subject

    @property
    def under(self) -> list[str]:
        """The rule before, and what was varied."""
        return [self.score.rule, self.varied]

    @property
    @abstractmethod
    def varied(self) -> str:
        """What was varied, in words."""

    @property
    def sentence(self) -> str:
        """The answer in words, or that nobody has a place to begin with."""
        if not self.before.subjects:
            return said(TOPIC, "redone.nobody", self.lang)
        return " ".join(self._told())

    @abstractmethod
    def _told(self) -> list[str]:
        """The sentences of the answer."""

    @property
    def done(self) -> list[tuple[Case, Moves]]:
        """The changes that were not refused."""
        return [(case, case.moves) for case in self.cases if case.moves is not None]

    @property
    def refused(self) -> list[Case]:
        """Those that were."""
        return [case for case in self.cases if case.moves is None]

    @property
    def largest(self) -> tuple[Case, str, int, int] | None:
        """The largest move of all: the change, who, from and to; None where nobody moves."""
        found = None
        for case, moves in self.done:
            at = moves.largest
            if at is None:
                continue
            was, now = int(moves.was[at]), int(moves.now[at])
            if found is None or abs(now - was) > abs(found[3] - found[2]):
                found = case, moves.subjects[at], was, now
        return found

    @property
    def first(self) -> tuple[str, ...]:
        """Who is first before."""
        keys = self.before.keys
        return tuple(self.before.subjects[at] for at in np.flatnonzero(keys == keys.max(initial=0)))

    @property
    def kept(self) -> int:
        """After how many changes the same are first."""
        return sum(moves.leaders == self.first for _, moves in self.done)

    @cached_property
    def places(self) -> Frame:
        """Places side by side: a row per subject, in the order of places before.

        Columns: subject_id, place, and one for each change by its name, among those who have a
        place on both sides; missing for the others.
        """
        return self._given(self._places)

    @cached_property
    def _places(self) -> pd.DataFrame:
        place = places_of(self.before.keys)
        table = pd.DataFrame({"subject_id": list(self.before.subjects), "place": place})
        for case, moves in self.done:
            now = dict(zip(moves.subjects, moves.now.tolist(), strict=True))
            table[case.name] = pd.array([now.get(one) for one in table["subject_id"]], "Int64")
        return table.sort_values(["place", "subject_id"], ignore_index=True)

    def plot(self) -> Any:
        """A bar for the largest move of each change."""
        from lantoa.charts.redone import move_bars

        return move_bars(self)

    def _label_head(self) -> str:
        return said(TOPIC, "head.dropped", self.lang)

    def _heads(self) -> Sequence[str]:
        has_weight = any(case.weight is not None for case in self.cases)
        keys = [*(["weight"] if has_weight else []), "scored", "moved", "largest", "who"]
        keys += ["leader", "likeness", "came", *(["reason"] if self.refused else [])]
        return [self._label_head(), *(said(TOPIC, f"head.{key}", self.lang) for key in keys)]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        has_weight = any(case.weight is not None for case in self.cases)
        for case in self.cases:
            weight = "" if case.weight is None else percent(case.weight, self.lang)
            told = _cells(case.moves, self.lang) if case.moves else [""] * 7
            reason = [case.reason] if self.refused else []
            yield [case.label, *([weight] if has_weight else []), *told, *reason]

    def sheets(self) -> dict[str, pd.DataFrame]:
        """What is printed, then the places side by side."""
        labels = {case.name: case.label for case in self.cases}
        words = {"subject_id": "head.subject", "place": "head.place"}
        labels |= {name: said(TOPIC, path, self.lang) for name, path in words.items()}
        name = said(TOPIC, "head.place", self.lang)
        return super().sheets() | {name: self._places.rename(columns=labels)}


def _cells(moves: Moves, lang: str) -> list[str]:
    at = moves.largest
    largest, who = "0", ""
    if at is not None:
        was, now = int(moves.was[at]), int(moves.now[at])
        largest, who = f"{abs(now - was)}", f"{moves.subjects[at]} ({was} → {now})"
    likeness = "" if moves.likeness is None else number(moves.likeness, lang, 3)
    field = [f"+{one}" for one in moves.came] + [f"−{one}" for one in moves.went]
    scored = str(len(moves.subjects) + len(moves.came))
    leaders = first_of(moves.leaders)
    return [scored, str(moves.count), largest, who, leaders, likeness, first_of(field)]


def frame_of(cases: Sequence[Case]) -> pd.DataFrame:
    """A row per change."""
    frame = pd.DataFrame([_row(case) for case in cases], columns=list(_COLUMNS))
    counts = ["scored", "moved", "largest", "was", "now"]
    frame[counts] = frame[counts].astype("Int64")
    frame[["weight", "likeness"]] = frame[["weight", "likeness"]].astype("Float64")
    return frame


_COLUMNS = (
    *("name", "label", "weight", "scored", "moved", "largest", "who", "was", "now"),
    *("leaders", "likeness", "came", "went", "reason"),
)


def _row(case: Case) -> dict[str, Any]:
    moves = case.moves
    told = {"name": case.name, "label": case.label, "weight": case.weight, "reason": case.reason}
    if moves is None:
        return {"who": "", "leaders": "", "came": "", "went": ""} | told
    at, who = moves.largest, {"who": "", "largest": 0}
    if at is not None:
        was, now = int(moves.was[at]), int(moves.now[at])
        who = {"who": moves.subjects[at], "largest": abs(now - was), "was": was, "now": now}
    names = {key: ", ".join(getattr(moves, key)) for key in ("leaders", "came", "went")}
    counts = {"scored": len(moves.subjects) + len(moves.came), "moved": moves.count}
    return told | who | names | counts | {"likeness": moves.likeness}
