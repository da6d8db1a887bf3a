"""Places that are really attained while the weights move, with weights that give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa._checks import InputError
from lantoa._frames import Frame, given
from lantoa.scoring.showing import number
from lantoa.sensitivity.saying import told_weights, what_varied, words
from lantoa.sensitivity.weighing import expect_few_corners
from lantoa.told import Told, first_of

if TYPE_CHECKING:
    from lantoa.sensitivity.robust import Robustness

_ONE = 1_000_000_000  # multiplications at an end: about a second
_ALL = 6_000_000_000  # for everybody together
_LEAST = 30_000_000


@dataclass(frozen=True, eq=False, repr=False)
class Attained(Told):
    """Best and worst places that are attained. Made by ``Robustness.attained``.

    ``frame`` has the id, ``place`` now, ``best`` and ``worst`` as attained at weights that
    ``weights`` gives back, ``best_bound`` and ``worst_bound``, beyond which no weights lead, and
    ``proof``: ``exact`` where both are the same, ``stopped`` where the effort was spent before, or
    ``level`` where only weights at which subjects draw level would decide and rounding cannot
    tell.

    Attributes:
        robustness: What was asked.
    """

    robustness: Robustness
    _found: tuple[_core.AttainedPlaces, ...]

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.robustness.lang

    @property
    def title(self) -> str:
        """What was asked, and of which year."""
        year = self.robustness.year
        return words(
            "attained.title" if year is None else "attained.title_year", self.lang, year=year
        )

    @property
    def under(self) -> list[str]:
        """The rule of the score and what was varied."""
        varied = what_varied(self.robustness._varied, self.lang)
        return [self.robustness.score.rule, *varied, words("attained.note", self.lang)]

    @property
    def sentence(self) -> str:
        """The two places of one subject with their weights, or how wide the intervals are."""
        if not len(self):
            return words("nobody", self.lang)
        told = self._told_one() if len(self) == 1 else self._told_all()
        open_ = self._frame.loc[self._frame["proof"] != "exact", self._subject].tolist()
        if open_:
            told.append(
                words("attained.unproved", self.lang, count=len(open_), names=first_of(open_))
            )
        return " ".join(told)

    @cached_property
    def weights(self) -> Frame:
        """The weights that give the places: a row per subject and end, a column per criterion."""
        return given(self._weights, self._kind)

    @cached_property
    def _weights(self) -> pd.DataFrame:
        slate, scale = self.robustness.slate, self.robustness._varied.scale
        rows = []
        for subject, found in zip(self._frame[self._subject], self._found, strict=True):
            for end in ("best", "worst"):
                at = getattr(found, end)
                shares = dict(zip(slate.criteria, (at.weights / scale).tolist(), strict=True))
                rows.append({self._subject: subject, "end": end, "place": at.place} | shares)
        keys = [self._subject, "end", "place", *slate.criteria]
        return pd.DataFrame(rows, columns=keys)

    def plot(self) -> Any:
        """Thick bars of attained places within thin ones of the bounds, the present as a dot."""
        from lantoa.charts.rank_intervals import rank_intervals

        return rank_intervals(self.robustness, self)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The places, then the weights that give them."""
        lang, slate = self.lang, self.robustness.slate
        heads = [
            words("head.subject", lang),
            words("attained.end", lang),
            words("head.place", lang),
        ]
        labels = [*heads, *slate.labels]
        if len(set(labels)) < len(labels):  # two criteria of one label are told apart by name
            labels = [*heads, *map(" ".join, zip(slate.labels, slate.criteria, strict=True))]
        ends = {end: words(f"attained.{end}_end", lang) for end in ("best", "worst")}
        told = self._weights.assign(end=self._weights["end"].map(ends))
        told.columns = pd.Index(labels)
        return super().sheets() | {words("attained.sheet", lang): told}

    @property
    def _subject(self) -> str:
        return self.robustness.score.measures.subject

    def _told_one(self) -> list[str]:
        row, found = self._frame.iloc[0], self._found[0]
        told = [
            words(
                "attained.says",
                self.lang,
                who=row[self._subject],
                best=row["best"],
                worst=row["worst"],
            )
        ]
        for end in ("best", "worst"):
            at = getattr(found, end)
            shares = told_weights(self.robustness, at.weights / self.robustness._varied.scale)
            told.append(words(f"attained.{end}", self.lang, place=at.place, weights=shares))
        return told

    def _told_all(self) -> list[str]:
        frame = self._frame
        width = float((frame["worst"] - frame["best"] + 1).mean())
        bound = self.robustness._frame.set_index(self._subject).loc[frame[self._subject]]
        wide = float((bound["worst"] - bound["best"] + 1).mean())
        shown = {"width": number(width, self.lang, 2), "bound": number(wide, self.lang, 2)}
        return [words("attained.width", self.lang, **shown)]

    def _heads(self) -> Sequence[str]:
        keys = ("place", "subject", "reached_best", "reached_worst", "proof")
        return [words(f"head.{key}", self.lang) for key in keys]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        for row in self._frame.sort_values("place", kind="stable").to_dict("records"):
            ends = {"best": row["best_bound"], "worst": row["worst_bound"]}
            proof = words(f"attained.{row['proof']}", self.lang, **ends)
            yield [row["place"], row[self._subject], row["best"], row["worst"], proof]

    def _numbers(self) -> Sequence[int]:
        return (0, 2, 3)


def attained(
    robustness: Robustness, subject: str | Sequence[str] | None, effort: int | None
) -> Attained:
    """The places that one subject, some, or all attain; see ``Robustness.attained``.

    Raises:
        InputError: A subject is not there or has no score, the effort is no number above 0, or
            the weights have too many corners.
    """
    asked = _asked(robustness, subject)
    each = _effort(effort, len(asked), subject is None)
    ways = robustness._varied
    expect_few_corners(ways.set, "attained")
    found = tuple(
        _core.attained_places(ways.matrix, ways.set, ways.now, robustness._row(one), each)
        for one in asked
    )
    return Attained(
        _frame=_framed(robustness, asked, found),
        _kind=robustness._kind,
        robustness=robustness,
        _found=found,
    )


def _asked(robustness: Robustness, subject: str | Sequence[str] | None) -> list[str]:
    if subject is None:
        return list(robustness.slate.subjects)
    return [subject] if isinstance(subject, str) else list(dict.fromkeys(subject))


def _effort(effort: object, n: int, everybody: bool) -> int:
    if effort is None:
        return max(_LEAST, _ALL // max(n, 1)) if everybody and n > 6 else _ONE
    is_whole = isinstance(effort, int | np.integer) and not isinstance(effort, bool)
    if not is_whole or effort < 1:  # type: ignore[operator]
        raise InputError(f"effort: expected a whole number above 0, not {effort!r}")
    return int(effort)  # type: ignore[call-overload,no-any-return]


def _framed(
    robustness: Robustness, asked: Sequence[str], found: Sequence[_core.AttainedPlaces]
) -> pd.DataFrame:
    rows = [robustness._row(one) for one in asked]
    columns: dict[str, Any] = {robustness.score.measures.subject: list(asked)}
    if robustness.year is not None:
        columns["year"] = [robustness.year] * len(asked)
    columns["place"] = robustness._places[rows] if rows else np.empty(0, np.int64)
    for key, part in (("", "place"), ("_bound", "bound")):
        for end in ("best", "worst"):
            told = [getattr(getattr(one, end), part) for one in found]
            columns[end + key] = np.array(told, np.int64)
    columns["proof"] = pd.Series([_proof(one) for one in found], dtype=str)
    return pd.DataFrame(columns)


def _proof(found: _core.AttainedPlaces) -> str:
    ends = (found.best, found.worst)
    if all(end.place == end.bound for end in ends):
        return "exact"
    return "stopped" if any(end.is_stopped for end in ends) else "level"
