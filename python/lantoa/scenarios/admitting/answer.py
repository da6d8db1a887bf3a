"""The least that somebody has to bring to count as in: the answer, in words and as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._frames import Frame, given
from lantoa._printing import thousandths
from lantoa._wording import day, said
from lantoa.scenarios.answer import Answer
from lantoa.scenarios.labels import name_of

if TYPE_CHECKING:
    from lantoa.scenarios.admitting.standing import Improvement, Lacking

_SHOWN = ("criterion", "needed", "years", "by_when", "action", "who")


@dataclass(frozen=True, eq=False, repr=False)
class LeastChange(Answer):
    """What somebody lacks to count as in, gate by gate, everything else as it is.

    Attributes:
        frame: Of the office's kind, a row per criterion in the way: ``gate``, the subject's gate
            (a head's link where the unit is what it takes); ``subject_id`` and ``criterion_id``,
            whose criterion it is; ``verdict``, strict; ``action``: ``bring``, ``fill`` (a past row
            or cell), ``judge``, ``keep`` (nothing may break until the day) or ``lost`` (no longer
            possible in this period); ``needed``, how many rows at the least, missing where no
            number says it; ``years``, those that could bring it; ``by_when``, the last day;
            ``who`` must act; ``what``, the sentence of the criterion.
        subject_id: Whom it is about.
        counted: Whether the subject counts as in already.
        left_out: Why the subject is not judged at all; None for who is.
        possible: Whether every gate in the way can still be settled in this period.
        rows: The fewest rows that settle what rows can settle, by register, as
            ``office.suppose`` takes them. None of them can be left out.
        enough: Whether these rows settle everything that is in the way, if nothing breaks until
            the window's end. Found by judging again with them.
        lacking: To each quota's line that leaves out somebody who is in: the points, and which
            single improvement brings them.
    """

    subject_id: str
    counted: bool
    left_out: str | None
    possible: bool
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    enough: bool
    lacking: Sequence[Lacking]
    _cells: pd.DataFrame
    _broke: pd.DataFrame
    _labels: Mapping[str, str]

    @property
    def cells(self) -> Frame:
        """What an unknown gate waits for: a row per row of a register with cells to fill in.

        ``subject_id, criterion_id, table``; ``row``, as Excel shows it, missing for one that is
        not there yet; ``columns``, the cells; ``counts_if``, the least that they would have to
        say to count for the criterion, where that is one value; ``what``, in a sentence. What is
        lacking beside them is told once they are filled in.
        """
        return given(self._cells, self._kind)

    @property
    def broke(self) -> Frame:
        """The rows by which a gate is lost, as ``result.evidence`` names them."""
        return given(self._broke, self._kind)

    @property
    def title(self) -> str:
        """Whose least change it is."""
        return self._said("title", subject=self.subject_id)

    @property
    def sentence(self) -> str:
        """What it takes, or why nothing can be done any more."""
        return " ".join([self._first(), *self._lines()])

    def _first(self) -> str:
        if self.left_out is not None:
            return self._said("left_out", why=self.left_out)
        if self.counted:
            return self._said("in_already", subject=self.subject_id)
        if not self.possible:
            lost = self._frame[self._frame["action"] == "lost"]
            return self._said("lost", subject=self.subject_id, gates=self._named(lost))
        which = "enough" if self.enough else "not_rows_alone"
        told = "; ".join(self._need(row) for row in self._frame.to_dict("records"))
        return self._said(which, subject=self.subject_id, needs=told)

    def _named(self, rows: pd.DataFrame) -> str:
        broke = self._broke
        told = []
        for subject, name in zip(rows["subject_id"], rows["criterion_id"], strict=True):
            of = (broke["subject_id"] == subject) & (broke["criterion_id"] == name)
            years = sorted(set(broke.loc[of, "year"].dropna().astype(int)))
            listed = ", ".join(map(str, years))
            label = self._label(subject, name)
            told.append(self._said("lost_year", gate=label, years=listed) if years else label)
        return "; ".join(told)

    def _need(self, row: Mapping[Any, Any]) -> str:
        label = self._label(row["subject_id"], row["criterion_id"])
        number = "" if pd.isna(row["needed"]) else self._said("number", needed=row["needed"])
        by = "" if pd.isna(row["by_when"]) else self._said("by", day=self._day(row["by_when"]))
        action = self._said(f"actions.{row['action']}")
        return self._said("need", action=action, number=number, gate=label, by=by)

    def _label(self, subject: str, name: str) -> str:
        label = self._labels[name]
        return label if subject == self.subject_id else f"{label} ({subject})"

    def _lines(self) -> Iterator[str]:
        for one in self.lacking:
            gaps = {
                "quota": name_of(self.asked.plan, f"quota.{one.quota}"),
                "group": one.group,
                "seats": one.seats,
            }
            points = (one.to_tie, one.to_enter)
            tie, enter = ("" if n is None else thousandths(n, self.lang) for n in points)
            at_once = one.to_tie == one.to_enter
            which = "tied" if one.to_tie is None else "beyond_at_once" if at_once else "beyond"
            yield self._said(which, **gaps, tie=tie, enter=enter)
            ways = "; ".join(map(self._way, one.improvements))
            yield self._said("ways", ways=ways) if ways else self._said("no_way")

    def _way(self, one: Improvement) -> str:
        gaps = {"now": one.points, "points": one.to_points, "value": one.value}
        line = self._said(f"lines.{one.line}")
        return self._said("way", gate=self._labels[one.criterion_id], **gaps, line=line)

    def plot(self) -> Any:
        """Bars of what is lacking, a criterion each; needs ``lantoa[charts]``."""
        from lantoa.charts.deficits import deficits

        return deficits(self)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The answer, the cells that unknown gates wait for, and the rows that broke a gate."""
        extra = {"cells": self._cells, "broke": self._broke}
        named = {self._said(f"sheets.{key}"): one for key, one in extra.items() if len(one)}
        return {**super().sheets(), **named}

    def _heads(self) -> list[str]:
        return [self._said(f"columns.{key}") for key in _SHOWN]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            yield [
                self._label(row["subject_id"], row["criterion_id"]),
                "" if pd.isna(row["needed"]) else str(row["needed"]),
                row["years"],
                "" if pd.isna(row["by_when"]) else self._day(row["by_when"]),
                self._said(f"actions.{row['action']}").strip(),
                row["who"],
            ]

    def _day(self, when: pd.Timestamp) -> str:
        return day(when.date(), self.lang)

    def _said(self, path: str, **gaps: object) -> str:
        return said("admitting", path, self.lang, **gaps)
