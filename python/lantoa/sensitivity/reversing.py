"""Rank reversal: whether leaving one subject out changes the order of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.scoring import exactly
from lantoa.scoring.composing import Composed
from lantoa.scoring.scored import Score
from lantoa.scoring.slate import places_of
from lantoa.sensitivity.subjects import OfSubjects
from lantoa.sensitivity.words import TOPIC, whole
from lantoa.told import first_of

_RELATIVE = ("minmax", "z", "rank")
_MOST_WORK = 300_000_000  # cells that are scaled again, all subjects together


@dataclass(frozen=True, eq=False, repr=False)
class Reversal(OfSubjects):
    """Who, left out, changes the order of the others. Made by ``reversal``.

    ``frame`` has a row for every subject that a scale depends on: ``place`` (missing without a
    score), ``holds`` (the measures whose scale it has a part in, all of them under ``z`` and
    ``rank``), the number of ``pairs`` of others that change order without it, and ``one`` and
    ``other`` of one such pair. Nobody else can matter: the scales stay as they are without it.

    Attributes:
        score: What was asked.
        year: Of which year.
        asked: How many subjects there are.
    """

    score: Score
    year: int | None
    asked: int

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.score.lang

    @property
    def subject(self) -> str:
        """What the column of the subjects is called."""
        return self.score.measures.subject

    @property
    def is_fixed(self) -> bool:
        """No scale depends on who else is there, so that there is no reversal, ever."""
        scheme = self.score.scheme
        return not any(scheme.normalise_of(one.name) in _RELATIVE for one in scheme.measures)

    @property
    def title(self) -> str:
        """The question."""
        return said(TOPIC, "reversal.title", self.lang)

    @property
    def under(self) -> list[str]:
        """The rule, and what was varied."""
        count = whole(self.asked, self.lang)
        words = {"count": count, "asked": whole(len(self._frame), self.lang)}
        return [self.score.rule, said(TOPIC, "reversal.varied", self.lang, **words)]

    @property
    def sentence(self) -> str:
        """Never, no, or who most."""
        if self.is_fixed:
            return said(TOPIC, "reversal.fixed", self.lang)
        pairs = self._frame["pairs"].to_numpy()
        if not pairs.any():
            return said(TOPIC, "reversal.none", self.lang)
        at = int(pairs.argmax())
        words = {"count": int((pairs > 0).sum()), "asked": self.asked, "pairs": int(pairs[at])}
        return said(TOPIC, "reversal.found", self.lang, who=self._frame["subject_id"][at], **words)

    def plot(self) -> Any:
        """A bar for each subject whose absence changes the order of others."""
        from lantoa.charts.reversal import reversal_bars

        return reversal_bars(self)

    def _heads(self) -> Sequence[str]:
        keys = ("subject", "place", "holds", "reversed", "swapped")
        return [said(TOPIC, f"head.{key}", self.lang) for key in keys]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        for row in self._frame.to_dict("records"):
            none = said(TOPIC, "reversal.unscored", self.lang)
            place = none if pd.isna(row["place"]) else str(row["place"])
            pair = ""
            if row["pairs"]:
                words = {"one": row["one"], "other": row["other"]}
                pair = said(TOPIC, "reversal.pair", self.lang, **words)
            yield [row["subject_id"], place, self._held(row["holds"]), row["pairs"], pair]

    def _held(self, names: str) -> str:
        labels = [self.score.scheme.label_of(name) for name in names.split(", ")]
        return first_of(labels)

    def _numbers(self) -> Sequence[int]:
        return (1, 3)


def reversal(score: Score, year: int | None = None) -> Reversal:
    """Leave each subject out in turn, make the scales anew and compare the order of the others.

    Under fixed goalposts a score depends on the subject's own values alone, and there is nothing
    to reverse. Under min-max only whoever alone holds an end of a scale can matter, with a score
    or without; under z and ranks everybody can.

    Args:
        score: What ``lantoa.score`` gave.
        year: The year; without it the latest. Scales over all years lose the subject in all.

    Raises:
        InputError: There is no such year, or z or ranks of too many subjects are asked for.

    References:
        V. Belton and T. Gear, "On a short-coming of Saaty's method of analytic hierarchies",
        Omega 11 (1983), for the phenomenon.

    Example:
        >>> import pandas as pd, lantoa as lt
        >>> frame = pd.DataFrame({"subject_id": list("ABC"), "x": [5, 3, 0.0], "y": [0, 1, 9.0]})
        >>> score = lt.score(frame, {"x": 1, "y": 1}, normalise="minmax", lang="en")
        >>> reversal(score).frame[["subject_id", "pairs"]].to_numpy().tolist()
        [['A', 1], ['C', 1]]
    """
    _checks.made_by(score, "slate", what="score", maker="lantoa.score")
    found = _Field(score, year)
    matter = found.matter()
    work = len(matter) * found.composed.given.size
    if work > _MOST_WORK:
        raise InputError(
            f"reversal: {len(matter)} of {found.count} subjects have a part in a scale, which is "
            f"too many to leave out one by one; at most {_MOST_WORK // found.composed.given.size} "
            'can be; ask it of normalise="minmax" or "goalposts", or of one year'
        )
    rows = [found.without(subject, holds) for subject, holds in matter.items()]
    frame = pd.DataFrame(rows, columns=["subject_id", "place", "holds", "pairs", "one", "other"])
    frame["place"] = frame["place"].astype("Int64")
    frame["pairs"] = frame["pairs"].astype("int64")
    frame = frame.sort_values(["place", "subject_id"], ignore_index=True)
    return Reversal(
        _frame=frame,
        _kind=score._kind,
        score=score,
        year=score.standing(year).year,
        asked=found.count,
    )


class _Field:
    """The rows that scales look at, and the order of one year."""

    def __init__(self, score: Score, year: int | None) -> None:
        whole, measures = score._composed, score.measures
        scored = score._rows_of(year)
        pooled = score.scheme.over == "pooled"
        at = np.arange(len(measures)) if pooled else np.flatnonzero(score._in(year))
        self.composed = _of(whole, at)
        self.subjects = measures._subjects[at]
        self.count = len(set(measures._subjects[score._in(year)]))
        self.rows = np.searchsorted(at, scored)  # of those with a score, by subject
        self.scored = self.subjects[self.rows]
        self.keys = score.standing(year).keys
        self.places = dict(zip(self.scored.tolist(), places_of(self.keys).tolist(), strict=True))
        self.doubt = 4 * exactly.rounding(whole, scored) if len(scored) else 0.0

    def matter(self) -> dict[str, list[str]]:
        """The subjects that a scale depends on, sorted, with the measures."""
        found: dict[str, list[str]] = {}
        for at, name in enumerate(self.composed.names):
            how = self.composed.scheme.normalise_of(name)
            if how in _RELATIVE:
                for subject in self._holders(self.composed.given[:, at], how):
                    found.setdefault(subject, []).append(name)
        return dict(sorted(found.items()))

    def _holders(self, column: NDArray[np.float64], how: str) -> set[str]:
        there = ~np.isnan(column)
        if not there.any():
            return set()
        if how != "minmax":
            return set(self.subjects[there].tolist())
        ends = [set(self.subjects[column == end].tolist()) for end in _ends(column)]
        return set().union(*(holders for holders in ends if len(holders) == 1))

    def without(self, subject: str, holds: Sequence[str]) -> tuple[Any, ...]:
        """What becomes of the order of the others."""
        stays = self.subjects != subject
        composed = _of(self.composed, np.flatnonzero(stays))
        others = self.scored != subject
        told = [subject, self.places.get(subject), ", ".join(holds)]
        if others.sum() < 2:
            return (*told, 0, "", "")
        rows = (np.cumsum(stays) - 1)[self.rows[others]]
        before, after = self.keys[others], self._keys(composed, rows)
        pairs = _changed(before, after)
        one, other = _example(before, after, self.scored[others]) if pairs else ("", "")
        return (*told, pairs, one, other)

    def _keys(self, composed: Composed, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The exact order: that of the doubles where all are as far apart as it takes to be sure."""
        scores = composed.scores[rows]
        order = np.argsort(scores)
        if (np.diff(scores[order]) <= self.doubt).any():
            return exactly.keys(composed, rows)
        found = np.empty(len(rows), np.int64)
        found[order] = np.arange(len(rows))
        return found


def _of(composed: Composed, rows: NDArray[np.int64]) -> Composed:
    """The same rule over some of the rows."""
    found = replace(
        composed,
        given=np.asfortranarray(composed.given[rows]),
        carried=composed.carried[rows],
        periods=composed.periods[rows] - composed.periods[rows].min(initial=0),
    )
    vars(found)["tree"] = composed.tree  # it follows from the scheme alone
    return found


def _ends(column: NDArray[np.float64]) -> set[float]:
    return {float(np.nanmin(column)), float(np.nanmax(column))}


def _changed(before: NDArray[np.int64], after: NDArray[np.int64]) -> int:
    """The pairs that stand otherwise: the other way round, or parted where they were equal."""
    found = _core.agreement(before, after)
    return found.discordant + found.tied_first + found.tied_second - 2 * found.tied_both


def _example(
    before: NDArray[np.int64], after: NDArray[np.int64], subjects: NDArray[np.object_]
) -> tuple[str, str]:
    """The best placed neighbours that change: where any pair does, some neighbours do."""
    order = np.lexsort((np.arange(len(before)), -before))
    was, now = np.sign(np.diff(before[order])), np.sign(np.diff(after[order]))
    at = int(np.flatnonzero(was != now)[0])
    return str(subjects[order[at]]), str(subjects[order[at + 1]])
