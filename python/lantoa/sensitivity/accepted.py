"""Shares of places under weights drawn at random: what is known of everybody, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa._frames import Frame
from lantoa._wording import said
from lantoa.scoring.showing import number, percent
from lantoa.scoring.slate import Slate
from lantoa.sensitivity.drawing import Law, whole_of
from lantoa.sensitivity.subjects import OfSubjects
from lantoa.sensitivity.words import TOPIC, small_percent, whole
from lantoa.told import first_of


@dataclass(frozen=True, eq=False, repr=False)
class Acceptability(OfSubjects):
    """Shares of the draws in which each subject takes each place. Made by ``acceptability``.

    ``frame`` has a row per subject, in the order of places now: ``place``, the shares ``first``
    and ``top`` (among the first k) with their Monte Carlo errors, ``reached`` where a score to reach was
    given, the ``likeliest`` place with its share, ``mean_place`` and the share of draws in
    which its place is ``shared``; the last four only where every place was counted.

    Attributes:
        slate: What was weighed.
        rule: By which rule the score was made, in words.
        law: Which weights were drawn.
        draws: How many.
        seed: From where; the same seed gives the same draws on every machine.
        k: Of ``top``.
        reach: The score to reach; None where nobody asked.
    """

    slate: Slate
    rule: str
    law: Law
    draws: int
    seed: int
    k: int
    reach: float | None
    _subject: str
    _lang: str
    _unscored: tuple[str, ...]
    _order: NDArray[np.int64]  # subjects by place
    _found: _core.Acceptability

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def subject(self) -> str:
        """What the column of the subjects is called."""
        return self._subject

    @property
    def title(self) -> str:
        """What the table shows."""
        year = self.slate.year
        return said(
            TOPIC, "drawn.title" if year is None else "drawn.title_year", self.lang, year=year
        )

    @property
    def under(self) -> list[str]:
        """The rule, what was varied, draws, seed and error, ties, and who is not ranked."""
        ties = self._found.draws_with_ties
        key = "drawn.ties" if ties else "drawn.no_ties"
        found = [self.rule, self.law.says, self._drawn]
        found.append(said(TOPIC, key, self.lang, count=whole(ties, self.lang)))
        if not self.is_whole:
            found.append(said(TOPIC, "drawn.few", self.lang, k=len(self._found.places)))
        if self._unscored:
            names = first_of(self._unscored)
            found.append(said(TOPIC, "drawn.unscored", self.lang, names=names))
        return found

    @property
    def is_whole(self) -> bool:
        """Whether every place was counted, not only the first k."""
        return len(self._found.places) == len(self.slate.subjects)

    @property
    def _drawn(self) -> str:
        return said(
            TOPIC,
            "drawn.draws",
            self.lang,
            draws=whole(self.draws, self.lang),
            seed=self.seed,
            error=small_percent(0.5 / self.draws**0.5, self.lang),
            rare=small_percent(min(1.0, 3 / self.draws), self.lang),
        )

    @property
    def sentence(self) -> str:
        """Who comes first most often, and who is first now."""
        first, ids = self._frame["first"], self._frame["subject_id"]
        at = int(first.to_numpy().argmax())
        told = [self._leads(str(ids[at]), float(first[at]))]
        if self._frame["place"][at] != 1:
            share = percent(float(first[0]), self.lang)
            told.append(said(TOPIC, "drawn.now", self.lang, who=ids[0], share=share))
        return " ".join([*told, said(TOPIC, "drawn.meaning", self.lang)])

    def _leads(self, who: str, share: float) -> str:
        error = small_percent(float(self.error(share)), self.lang)
        words = {"who": who, "share": percent(share, self.lang), "error": error}
        return said(TOPIC, "drawn.leads", self.lang, **words)

    def error(self, share: Any) -> Any:
        """The Monte Carlo error of a share p: one standard error, sqrt(p (1 - p) / draws)."""
        p = np.asarray(share, float)
        return np.sqrt(p * (1 - p) / self.draws)

    @cached_property
    def shares(self) -> Frame:
        """How often each subject takes each place: subject_id, place, share, error."""
        table = self._shares
        n, k = table.shape
        tidy = pd.DataFrame(
            {
                "subject_id": np.repeat(self._ids, k),
                "place": np.tile(np.arange(1, k + 1), n),
                "share": table.ravel(),
                "error": self.error(table).ravel(),
            }
        )
        return self._given(tidy)

    @property
    def _ids(self) -> NDArray[np.object_]:
        return np.array(self.slate.subjects, object)[self._order]

    @cached_property
    def _shares(self) -> NDArray[np.float64]:
        """n x places that were counted, by place now."""
        found: NDArray[np.float64] = self._found.places[:, self._order].T / self.draws
        return found

    def chance(self, subject: str, k: int) -> float:
        """The share of draws in which a subject is among the first k.

        Raises:
            InputError: There is no such subject, or so many places were not counted.
        """
        _checks.one_of(subject, self.slate.subjects, what="subject")
        k = whole_of(k, "k", 1, len(self._found.places))
        counts = self._found.places[:k, self.slate.subjects.index(subject)]
        return int(counts.sum()) / self.draws

    @cached_property
    def central_weights(self) -> Frame:
        """The mean of the weights that put a subject first, of those whom some weights do.

        Columns: subject_id, first (the share of draws), and a weight for every criterion.
        """
        return self._given(self._central)

    @cached_property
    def _central(self) -> pd.DataFrame:
        count = self._found.places[0, self._order]
        some = count > 0
        firsts = self.law.back(self._found.first_weights)
        means = firsts[:, self._order[some]] / count[some]
        columns = dict(zip(self.slate.criteria, means, strict=True))
        told = {"subject_id": self._ids[some], "first": count[some] / self.draws}
        return pd.DataFrame(told | columns)

    @cached_property
    def pairwise(self) -> Frame:
        """The share of draws in which the subject of a row stands before that of a column.

        Drawn again from the same seed, so the same draws. A tie is a win of neither.

        Raises:
            InputError: There are more than 4,000 subjects.
        """
        n = len(self.slate.subjects)
        if n > _core.MOST_PAIRED:
            raise InputError(
                f"pairwise: at most {_core.MOST_PAIRED} subjects, not {n}; ask chance and shares"
            )
        sampling = _core.Sampling(self.draws, self.seed)
        wins = _core.pairwise_wins(self.law.columns(self.slate.values), self.law.law, sampling)
        table = wins[np.ix_(self._order, self._order)] / self.draws
        columns = dict(zip(self._ids.tolist(), table.T, strict=True))
        return self._given(pd.DataFrame({"subject_id": self._ids} | columns))

    def plot(self) -> Any:
        """A heat map: subjects by places, the share as shade and number."""
        from lantoa.charts.acceptability import acceptability_map

        return acceptability_map(self)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """What is printed, the share of every place, and the weights that put each first."""
        columns = [str(place) for place in range(1, self._shares.shape[1] + 1)]
        places = pd.DataFrame(self._shares, columns=columns)
        places.insert(0, said(TOPIC, "head.subject", self.lang), self._ids)
        words = {"subject_id": said(TOPIC, "head.subject", self.lang)}
        words["first"] = said(TOPIC, "head.first", self.lang)
        words |= dict(zip(self.slate.criteria, self.slate.labels, strict=True))
        return super().sheets() | {
            said(TOPIC, "drawn.sheet_places", self.lang): places,
            said(TOPIC, "drawn.sheet_weights", self.lang): self._central.rename(columns=words),
        }

    def _heads(self) -> Sequence[str]:
        reach = "" if self.reach is None else number(self.reach, self.lang)
        keys = ["place", "subject", "first", "top", *(["reach"] if reach else [])]
        keys += ["likeliest", "share", "mean", "shared"] if self.is_whole else []
        return [said(TOPIC, f"head.{key}", self.lang, k=self.k, reach=reach) for key in keys]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        shares = ["first", "top", *(["reached"] if self.reach is not None else [])]
        for row in self._frame.to_dict("records"):
            told = [row["place"], row["subject_id"]]
            told += [percent(row[key], self.lang) for key in shares]
            if self.is_whole:
                told += [row["likeliest"], percent(row["likeliest_share"], self.lang)]
                told += [number(row["mean_place"], self.lang, 1), percent(row["shared"], self.lang)]
            yield told

    def _numbers(self) -> Sequence[int]:
        return [at for at in range(len(self._heads())) if at != 1]
