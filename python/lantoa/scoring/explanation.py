"""Why a score is what it is: from the raw number to its part of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._wording import said
from lantoa.scoring.showing import number, percent
from lantoa.told import Told

if TYPE_CHECKING:
    from lantoa.scoring.scored import Score

_HEADS = ("measure", "pillar", "raw", "scaled", "weight", "part", "share")


@dataclass(frozen=True, eq=False, repr=False)
class ScoreExplanation(Told):
    """What the score of one subject is made of.

    ``frame`` has a row per measure: ``measure``, ``pillar``, ``raw`` (as given), ``scaled`` (on its
    scale, more is better), ``weight`` (of the whole), ``part`` (what it gives to the score),
    ``share`` (of the score), ``carried`` (from an earlier year). Parts add up to the score.

    Attributes:
        score: Where it is from.
        subject: Whose.
        year: Of which year, None where there is none.
        total: The score, NaN where there is none.
    """

    score: Score
    subject: str
    year: int | None
    total: float

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.score.lang

    @property
    def title(self) -> str:
        """Whose score, of which year."""
        key = "explain.title" if self.year is None else "explain.title_year"
        return said("scoring", key, self.lang, subject=self.subject, year=self.year)

    @property
    def under(self) -> list[str]:
        """The rule."""
        return [self.score.rule]

    @property
    def sentence(self) -> str:
        """The score, or what lacks for one."""
        lacks = self._frame.loc[self._frame["raw"].isna(), "measure"].tolist()
        names = ", ".join(self.score.scheme.label_of(name) for name in lacks)
        if np.isnan(self.total):
            return said("scoring", "explain.none", self.lang, names=names)
        found = said("scoring", "explain.total", self.lang, score=number(self.total, self.lang))
        return found + (said("scoring", "explain.lacks", self.lang, names=names) if lacks else "")

    def plot(self) -> Any:
        """Bars of the parts; needs ``lantoa[charts]``."""
        from lantoa.charts import score_parts

        return score_parts(self)

    def _heads(self) -> Sequence[str]:
        return [said("scoring", f"head.{key}", self.lang) for key in _HEADS]

    def _numbers(self) -> Sequence[int]:
        return range(2, len(_HEADS))

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        scheme, lang = self.score.scheme, self.lang
        for row in self._frame.to_dict("records"):
            raw, scaled, part = (number(row[key], lang) for key in ("raw", "scaled", "part"))
            share = "" if np.isnan(row["share"]) else percent(row["share"], lang)
            yield [
                scheme.label_of(row["measure"]),
                scheme.label_of(row["pillar"]),
                raw + (" *" if row["carried"] else ""),
                scaled,
                percent(row["weight"], lang),
                part,
                share,
            ]


def explained(score: Score, subject: str, year: int | None) -> ScoreExplanation:
    """The answer of ``Score.explain``; see there."""
    when, made, scheme = score._year(year), score._composed, score.scheme
    asked = score._in(year)
    known = score.measures._subjects[asked]
    _checks.one_of(subject, sorted(known.tolist()), what="subject")
    row = int(np.flatnonzero(asked)[np.flatnonzero(known == subject)[0]])
    total = float(made.scores[row])
    order = [made.names.index(node.name) for node in scheme.measures]
    parts = made.contributions[row, order]
    frame = pd.DataFrame(
        {
            "measure": [node.name for node in scheme.measures],
            "pillar": [node.parent for node in scheme.measures],
            "raw": made.given[row, order],
            "scaled": made.scaled[row, order],
            "weight": [float(scheme.whole_share(node.name)) for node in scheme.measures],
            "part": parts,
            "share": parts / total if total > 0 else np.full(len(parts), np.nan),
            "carried": made.carried[row, order],
        }
    )
    return ScoreExplanation(
        _frame=frame, _kind=score._kind, score=score, subject=subject, year=when, total=total
    )
