"""What it takes that two subjects, or one and the line, are level, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.scoring.showing import number
from lantoa.sensitivity.saying import share_of, told_weights, words
from lantoa.told import Told, first_of

if TYPE_CHECKING:
    from lantoa.sensitivity.robust import Robustness


@dataclass(frozen=True, eq=False, repr=False)
class Flip(Told):
    """What it takes that two subjects, or one and the line, are level. Made by ``flips``.

    ``frame`` has a row per criterion: ``weight`` now, ``together`` (its weight at the smallest
    common change) and ``alone`` (what it must become if it moves alone), as shares of the whole;
    missing where no such change does it.

    Attributes:
        robustness: What was asked.
        subject: Whose place.
        rival: Against whom; None of a line.
        line: The line; None of a pair.
        change: The share of itself by which every weight must be free to move; 0 where they are
            level already, None where no change up to double does it or none was found.
        bound: No smaller change does it; None where none does at all.
    """

    robustness: Robustness
    subject: str
    rival: str | None
    line: int | None
    change: float | None
    bound: float | None

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.robustness.lang

    @property
    def is_exact(self) -> bool:
        """Whether the change is proved to be the smallest."""
        return self.change is None if self.bound is None else self.change == self.bound

    @property
    def title(self) -> str:
        """Who is asked about."""
        if self.rival is not None:
            return words("flip.pair", self.lang, who=self.subject, rival=self.rival)
        return words("flip.line", self.lang, who=self.subject, line=self.line)

    @property
    def under(self) -> list[str]:
        """The rule of the score, and how weights may change."""
        return [self.robustness.score.rule, words("varied.together", self.lang)]

    @property
    def sentence(self) -> str:
        """The smallest changes."""
        told = [self._says_together()]
        if self.bound is not None and not self.is_exact:
            told.append(words("flip.stopped", self.lang, bound=share_of(self.bound, self.lang)))
        return " ".join(told if self.change == 0 else [*told, self._says_alone()])

    def plot(self) -> Any:
        """Three bars per criterion: its weight now, at the common change, and alone."""
        from lantoa.charts.weight_flips import flip_bars

        return flip_bars(self)

    def _says_together(self) -> str:
        gaps = {"who": self.subject, "rival": self.rival, "line": self.line}
        if self.change is not None:
            gaps["change"] = share_of(self.change, self.lang)
        return words(f"flip.{self._verdict()}", self.lang, **gaps)

    def _verdict(self) -> str:
        if self.rival is not None:
            return "never" if self.change is None else "needs" if self.change else "level"
        row = self.robustness._row(self.subject)
        is_in = int(self.robustness._places[row]) <= (self.line or 0)
        if self.change is None:
            return "stays_in" if is_in else "stays_out"
        return "at_line" if self.change == 0 else "in_out" if is_in else "out_in"

    def _says_alone(self) -> str:
        moved = (self._frame["alone"] - self._frame["weight"]).abs()
        if moved.isna().all():
            return words("flip.no_alone", self.lang)
        row = self._frame.iloc[int(moved.argmin())]
        ends = {"now": share_of(row["weight"], self.lang), "at": share_of(row["alone"], self.lang)}
        return words("flip.alone", self.lang, name=row["label"], **ends)

    def _heads(self) -> Sequence[str]:
        return [words(f"head.{key}", self.lang) for key in ("criterion", "now", "at", "alone")]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        none = words("flip.no_change", self.lang)
        for row in self._frame.to_dict("records"):
            ends = [row[key] for key in ("weight", "together", "alone")]
            told = [none if pd.isna(end) else share_of(end, self.lang) for end in ends]
            yield [row["label"], *told]

    def _numbers(self) -> Sequence[int]:
        return (1, 2, 3)


@dataclass(frozen=True, eq=False, repr=False)
class Flips(Told):
    """What it takes that a subject is level with each of the others. Made by ``flips``.

    ``frame`` has a row per rival, the nearest first: ``rival``, its ``place``, ``lead`` in score
    over the subject, ``change`` (see ``Flip``), and of the weight that moves least if it moves
    alone ``criterion`` and ``alone``, its share of the whole; missing where none does it.

    Attributes:
        robustness: What was asked.
        subject: Whose place.
    """

    robustness: Robustness
    subject: str
    _level: NDArray[np.float64]

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.robustness.lang

    @property
    def title(self) -> str:
        """Who is asked about."""
        return words("flip.title", self.lang, who=self.subject)

    @property
    def under(self) -> list[str]:
        """The rule of the score, and how weights may change."""
        return [self.robustness.score.rule, words("varied.together", self.lang)]

    @property
    def sentence(self) -> str:
        """Who draws level first, and with which weights."""
        robust, who = self.robustness, self.subject
        is_first = int(robust._places[robust._row(who)]) == 1
        level = self._frame.loc[self._frame["change"] == 0, "rival"].tolist()
        if is_first and level:
            return words("flip.leads_tied", self.lang, names=first_of([who, *level]))
        if not len(self._frame) or self._frame["change"].isna().all():
            return words("flip.leads_always" if is_first else "flip.nobody", self.lang, who=who)
        first = self._frame.iloc[0]
        gaps = {"who": who, "rival": first["rival"], "change": share_of(first["change"], self.lang)}
        if not is_first:
            return words("flip.nearest", self.lang, **gaps)
        shares = self._level
        return words("flip.leads", self.lang, weights=told_weights(robust, shares), **gaps)

    def plot(self) -> Any:
        """A bar per rival: how far all weights must be free to move."""
        from lantoa.charts.weight_flips import change_bars

        return change_bars(self)

    def _heads(self) -> Sequence[str]:
        keys = ("rival", "place", "lead", "change", "single")
        return [words(f"head.{key}", self.lang) for key in keys]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        labels = dict(
            zip(self.robustness.slate.criteria, self.robustness.slate.labels, strict=True)
        )
        none = words("flip.no_change", self.lang)
        for row in self._frame.to_dict("records"):
            change = none if pd.isna(row["change"]) else share_of(row["change"], self.lang)
            alone = none
            if row["criterion"]:
                alone = f"{labels[row['criterion']]} → {share_of(row['alone'], self.lang)}"
            yield [row["rival"], row["place"], number(row["lead"], self.lang), change, alone]

    def _numbers(self) -> Sequence[int]:
        return (1, 2, 3)
