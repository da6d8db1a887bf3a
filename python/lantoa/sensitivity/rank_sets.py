"""Sets of places that sampling error leaves possible, as a table and in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa._wording import said
from lantoa.scoring.showing import number, percent
from lantoa.sensitivity.subjects import OfSubjects
from lantoa.sensitivity.words import TOPIC, whole
from lantoa.told import first_of


@dataclass(frozen=True, eq=False, repr=False)
class RankConfidence(OfSubjects):
    """Places between which the true ones lie, all at once. Made by ``rank_confidence``.

    ``frame`` has a row per subject in the order of places: ``value``, ``error`` (of estimates),
    ``place`` by the numbers, ``best`` and ``worst``.

    Attributes:
        level: With which all sets hold at once.
        draws: Simulations, None of counts: those are exact.
        seed: Of the simulations, None where there are none.
        critical: By how many standard errors of a difference one must exceed another.
        undecided: Pairs that doubles cannot decide, which count as not told apart.
        left_out: Subjects without a number.
    """

    level: float
    draws: int | None
    seed: int | None
    critical: float
    undecided: int
    left_out: tuple[str, ...]
    _subject: str
    _lang: str

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def subject(self) -> str:
        """What the column of the subjects is called."""
        return self._subject

    @property
    def is_exact(self) -> bool:
        """Whether these are counts, whose tests are exact."""
        return self.draws is None

    @property
    def title(self) -> str:
        """What the sets are of."""
        kind = "counts" if self.is_exact else "estimates"
        return said(TOPIC, f"confidence.title_{kind}", self.lang)

    @property
    def under(self) -> list[str]:
        """The method, what it speaks of, and what was not decided or left out."""
        kind, n = "counts" if self.is_exact else "estimates", len(self._frame)
        words = {"level": percent(self.level, self.lang), "pairs": whole(n * (n - 1), self.lang)}
        if self.draws is not None:
            words |= {"draws": whole(self.draws, self.lang), "seed": str(self.seed)}
            words["critical"] = number(self.critical, self.lang, 3)
        told = [said(TOPIC, f"confidence.{kind}", self.lang, **words)]
        told.append(said(TOPIC, f"confidence.sampling{'_counts' * self.is_exact}", self.lang))
        if self.undecided:
            told.append(said(TOPIC, "confidence.undecided", self.lang, count=self.undecided))
        if self.left_out:
            names = first_of(self.left_out)
            told.append(said(TOPIC, "confidence.left_out", self.lang, names=names))
        return told

    @property
    def sentence(self) -> str:
        """How many places are certain, how wide sets are, and who may be first."""
        best, worst = (self._frame[end].to_numpy() for end in ("best", "worst"))
        first = self._frame.loc[best == 1, "subject_id"].tolist()
        words = {"sure": int((best == worst).sum()), "count": len(best)}
        width = number(float((worst - best + 1).mean()), self.lang, 1)
        names = first_of(first)
        return said(TOPIC, "confidence.sentence", self.lang, width=width, first=names, **words)

    def plot(self) -> Any:
        """A thin bar of places for each subject, the place by the numbers as a ring."""
        from lantoa.charts.confidence import confidence_intervals

        return confidence_intervals(self)

    def _heads(self) -> Sequence[str]:
        keys = ["place", "subject", "value", *(["error"] if "error" in self._frame else [])]
        return [said(TOPIC, f"head.{key}", self.lang) for key in [*keys, "between"]]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        for row in self._frame.to_dict("records"):
            numbers = [
                number(float(row[key]), self.lang) for key in ("value", "error") if key in row
            ]
            yield [row["place"], row["subject_id"], *numbers, f"{row['best']} - {row['worst']}"]

    def _numbers(self) -> Sequence[int]:
        return [at for at in range(len(self._heads())) if at != 1]
