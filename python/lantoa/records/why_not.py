"""Why somebody is not named: the gates in the way, and the line of each quota; never a colleague."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _core, nearing
from lantoa._printing import thousandths
from lantoa._wording import said, sign
from lantoa.explaining.explanation import check_subject

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.ranking import Drawn


@dataclass(frozen=True)
class InTheWay:
    """A gate that keeps somebody out.

    Attributes:
        criterion_id: The gate.
        verdict: Its strict verdict.
        says: The sentence.
    """

    criterion_id: str
    verdict: str
    says: str


@dataclass(frozen=True)
class Line:
    """One quota's line, as far as it is about somebody.

    Attributes:
        quota: The quota.
        status: Whether it is the text's or an assumption.
        group: The group.
        seats: How many may be named in it.
        free: How many of them nobody takes.
        place: The place in the group; None for who is not ranked.
        line: ``"within"``, ``"tied"``, ``"beyond"``, or None where nobody can tell.
        sure: Whether missing values can change that.
        points: The points on record, in thousandths.
        cut: The fewest points of those within the line; None while seats are free.
        level_with: How many share the place for the last seats, where it is tied.
    """

    quota: str
    status: str
    group: str
    seats: int
    free: int
    place: int | None
    line: str | None
    sure: bool
    points: int
    cut: int | None
    level_with: int


@dataclass(frozen=True, repr=False)
class WhyNot:
    """Why somebody is not named, or that nothing is in the way. It prints.

    Attributes:
        subject_id: Who asks.
        counted: Whether the subject counts as in, under the counting in force.
        left_out: Why the subject is not judged at all; None for who is.
        gates: The gates in the way, in the order of the plan.
        lines: Where it stands to each quota that caps its group.
        lang: The language that it prints in.
        watermark: The line over an answer that is not official.
    """

    subject_id: str
    counted: bool
    left_out: str | None
    gates: tuple[InTheWay, ...]
    lines: tuple[Line, ...]
    lang: str
    watermark: str

    @property
    def named(self) -> bool:
        """Whether it counts as in and is within every line."""
        return self.counted and all(line.line == "within" for line in self.lines)

    def __str__(self) -> str:
        return "\n".join(self._told())

    __repr__ = __str__

    def _told(self) -> Iterator[str]:
        if self.watermark:
            yield self.watermark
        which = "named" if self.named else "counted" if self.counted else "not_counted"
        yield self._said(which, subject=self.subject_id)
        if self.left_out is not None:
            yield self.left_out
            return
        for gate in self.gates:
            yield f"  {sign(gate.verdict)} {gate.says}"
        for line in self.lines:
            yield f"  {self._line(line)}"
        yield self._said("with_the_line")

    def _line(self, line: Line) -> str:
        status = said("records", f"page.{line.status}", self.lang)
        told = self._said(
            "line", quota=line.quota, status=status, group=line.group, seats=line.seats
        )
        points = {"points": thousandths(line.points, self.lang)}
        if line.cut is None:
            told += self._said("free", free=line.free, **points)
        else:
            told += self._said("cut", cut=thousandths(line.cut, self.lang), **points)
        if line.line == "tied":
            return told + self._said("tied", tied=line.level_with)
        side = said("records", f"page.lines.{line.line}", self.lang) if line.line else ""
        return f"{told}: {side}" if side else told

    def _said(self, path: str, **values: object) -> str:
        return said("records", f"why_not.{path}", self.lang, **values)


def why_not(result: Evaluation, subject_id: str, lang: str | None = None) -> WhyNot:
    """The answer of ``Evaluation.why_not``; see there."""
    check_subject(result, subject_id)
    lang = lang or result.plan.lang
    told = result.explain(subject_id, lang=lang)
    at = np.flatnonzero(result._judged["subject_id"].to_numpy() == subject_id)
    counted = bool(len(at)) and bool(result._counted[at[0]])
    return WhyNot(
        subject_id=subject_id,
        counted=counted,
        left_out=told.left_out,
        gates=tuple(_gates(result, told, int(at[0]))) if len(at) else (),
        lines=tuple(lines(result, subject_id)) if len(at) else (),
        lang=told.lang,
        watermark=told.watermark,
    )


def _gates(result: Evaluation, told: Any, at: int) -> Iterator[InTheWay]:
    if result._counted[at]:
        return
    names, blocked = nearing.in_the_way(result)
    for name in np.array(names, dtype=object)[blocked[at]]:
        clause = told[name]
        yield InTheWay(name, clause.verdict, clause.says)


def lines(result: Evaluation, subject_id: str) -> Iterator[Line]:
    """Where a subject stands to each quota that caps its group."""
    for drawn in result._drawn:
        found = np.flatnonzero(drawn.asked.ids == subject_id)
        if len(found) and drawn.asked.contest.group[found[0]] >= 0:
            yield _line(result, drawn, int(found[0]))


def _line(result: Evaluation, drawn: Drawn, at: int) -> Line:
    contest, side = drawn.asked.contest, drawn.sides.side
    group = int(contest.group[at])
    mates = contest.group == group
    within = mates & (side == _core.Side.WITHIN.value)
    seats = int(drawn.seats.on_record[group])
    taken = int(within.sum()) + int((mates & (side == _core.Side.TIED.value)).sum())
    place = int(drawn.places.place[at])
    return Line(
        quota=drawn.quota_id,
        status=str(drawn.quota.get("status") or result.plan.quotas[drawn.quota_id]["status"]),
        group=str(drawn.asked.groups[group]),
        seats=seats,
        free=max(seats - taken, 0),
        place=place or None,
        line=drawn.lines[at],
        sure=bool(drawn.sides.sure[at]),
        points=int(contest.low[at, 0]),
        cut=int(contest.low[within, 0].min()) if within.any() and taken >= seats else None,
        level_with=int(drawn.places.tied[at]),
    )
