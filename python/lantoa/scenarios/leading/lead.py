"""Can somebody be first, with which weights, or what proves that no weights do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from lantoa._wording import said
from lantoa.ranking.contests import SubjectKind, Within
from lantoa.scenarios.answer import Answer
from lantoa.scenarios.sweeping.spans import rounded

Outcome = Literal["alone", "shared", "never", "not_in"]

_COLUMNS = ("label", "points", "weight", "nearest", "widest", "mixture")
_BIG = 1000  # a share whose denominator is greater is told as a rounded per cent
_NAMED = 6


@dataclass(frozen=True, eq=False, repr=False)
class Lead(Answer):
    """Whether some weights give a subject the first place, or the proof that none do.

    Attributes:
        frame: Of the office's kind, a row per scored criterion of such subjects, in the order of
            the plan: ``criterion_id``; ``label``; ``weight``, the one in force; ``low`` and
            ``high``, between which weights were looked for; ``points``, the subject's on record,
            out of 1000; ``nearest`` and ``widest``, weights that do it, as decimals (their exact
            fractions are below), moved least and by the widest margin; ``nearest_whole`` and
            ``widest_whole``, whole weights beside them that do it too; ``mixture``, the points of
            the mixture. Missing where there are none.
        subject_id, subject_kind, within, group: Who, and among whom.
        outcome: ``"alone"``: some weights give it the first place alone; ``"shared"``: some do,
            but never alone; ``"never"``: none do; ``"not_in"``: it does not count as in. On record.
        at_best, at_worst: The same with what is missing at its best for the subject, nobody in
            who is only perhaps; and at its worst, all of them in.
        now: Its outcome under the weights in force: ``"never"`` where somebody stands before it.
        moved: Its outcome within the least change: alone or shared; of no: ``"never"``.
        change: The most that a weight must move, in whole numbers; 0 under the present ones; None
            where no weights do it.
        weights, widest: The exact weights by criterion, moved least and of the widest margin.
        whole, widest_whole: Whole weights beside them that do it too; None where none was found.
        margin: The widest lead, in points, over everybody it must leave behind; None without.
        mixture: Why it is not more: shares by id, which sum to 1. Under all weights between the
            limits the mixed points are as many as the subject's or more; so somebody in it stands
            before it, or is level with it. Empty of ``"alone"``.
        rivals: How many it competes with.
        gates: Of ``"not_in"``: the gates that keep it out by their verdict.
        reason: Of ``"not_in"``: why it is not judged, or has no group.
        limited: Whether limits were set to the weights.
    """

    subject_id: str
    subject_kind: SubjectKind
    within: Within | None
    group: str | None
    outcome: Outcome
    at_best: Outcome
    at_worst: Outcome
    now: Outcome
    moved: Outcome
    change: int | None
    weights: Mapping[str, Fraction]
    whole: Mapping[str, int] | None
    widest: Mapping[str, Fraction]
    widest_whole: Mapping[str, int] | None
    margin: Fraction | None
    mixture: Mapping[str, Fraction]
    rivals: int
    reason: str
    gates: Mapping[str, Sequence[str]]
    limited: bool

    @property
    def can(self) -> bool:
        """Whether some weights give it the first place, shared at least."""
        return self.outcome in ("alone", "shared")

    @property
    def title(self) -> str:
        """Who asks, and among whom."""
        where = "group" if self.within and self.group else "office"
        return self._say(f"title.{where}", group=self.group or "", rivals=self.rivals)

    @property
    def sentence(self) -> str:
        """The answer, what it takes, what proves a no, and what missing values could change."""
        if self.outcome == "not_in":
            return " ".join([self._say("not_in"), *self._kept_out()])
        parts = [self._first(), self._takes(), self._proof(), self._missing()]
        return " ".join(part for part in parts if part)

    def plot(self) -> Any:
        """Bars of the present weights and those found; of a no, of its points and the mixture's."""
        from lantoa.charts import lead_bars

        return lead_bars(self)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The weights, and of a mixture who is in it."""
        found = super().sheets()
        if self.mixture:
            heads = [self._say(f"mixed.{key}") for key in ("who", "share", "decimals")]
            rows = [(who, str(share), float(share)) for who, share in self.mixture.items()]
            found[self._say("mixed.sheet")] = pd.DataFrame(rows, columns=heads, dtype=object)
        return found

    def _say(self, key: str, **told: object) -> str:
        return said("leading", f"lead.{key}", self.lang, who=self.subject_id, **told)

    def _kept_out(self) -> list[str]:
        if self.reason:
            return [self.reason]
        return [self._say(f"gates.{kind}", ids=_ids(names)) for kind, names in self.gates.items()]

    def _first(self) -> str:
        if self.outcome == "never":
            return self._say("never_limited" if self.limited else "never")
        if self.now == "never":
            return self._say(self.outcome)
        now = self._say(f"now.{self.now}")
        return f"{now} {self._say('not_alone')}" if self.outcome == "shared" else now

    def _takes(self) -> str:
        """The change, and the weights that make it."""
        if not self.can:
            return ""
        if self.change == 0:
            return self._widest()
        told: Mapping[str, Any] = self.whole or self.weights
        way = "takes" if self.whole else "takes_fractions"
        takes = self._say(way, change=self.change, weights=self._named(told))
        return f"{takes} {self._say('level')}" if self.moved == "shared" else takes

    def _widest(self) -> str:
        if not self.margin:
            return ""
        margin = rounded(self.margin, self.lang)
        return self._say("widest", weights=self._named(self.widest), margin=margin)

    def _named(self, weights: Mapping[str, Any]) -> str:
        labels = zip(self._frame["label"], weights.values(), strict=True)
        told = [f"{label} {rounded(Fraction(weight), self.lang)}" for label, weight in labels]
        return "; ".join(told)

    def _proof(self) -> str:
        if not self.mixture:
            return ""
        names = list(self.mixture)
        limited = "_limited" if self.limited else ""
        if len(names) == 1:
            proof = self._say(f"proof{limited}_one", other=names[0])
        else:
            shares = ", ".join(self._share(name) for name in names)
            proof = self._say(f"proof{limited}", others=shares)
        return f"{proof} {self._say(f'so.{self.outcome}')}"

    def _share(self, name: str) -> str:
        share = self.mixture[name]
        if share.denominator <= _BIG:
            return f"{name} × {share}"
        return f"{name} × {rounded(100 * share, self.lang)} %"

    def _missing(self) -> str:
        if self.at_best == self.at_worst == self.outcome:
            return self._say("settled")
        ends = [self._say(f"end.{end}") for end in (self.at_best, self.at_worst)]
        return self._say("missing", best=ends[0], worst=ends[1])

    def _heads(self) -> list[str]:
        return [said("leading", f"columns.{key}", self.lang) for key in self._shown()]

    def _shown(self) -> list[str]:
        return [key for key in _COLUMNS if key in _COLUMNS[:3] or self._frame[key].notna().any()]

    def _all_rows(self) -> Iterator[list[str]]:
        found = {"nearest": self.weights, "widest": self.widest}
        for row in self._frame.to_dict("records"):
            name = row["criterion_id"]
            for key, weights in found.items():
                row[key] = self._cell(weights[name], row[f"{key}_whole"]) if weights else ""
            yield [self._told(row[key]) for key in self._shown()]

    def _cell(self, weight: Fraction, whole: Any) -> str:
        """An exact weight, and the whole one beside it where that is another."""
        told = rounded(weight, self.lang)
        return told if pd.isna(whole) or whole == weight else f"{whole} ({told})"

    def _told(self, cell: Any) -> str:
        if isinstance(cell, float):
            return rounded(Fraction(cell).limit_denominator(1000), self.lang)
        return "" if cell is None or cell is pd.NA else str(cell)


def _ids(names: Sequence[str]) -> str:
    more = f" … (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
