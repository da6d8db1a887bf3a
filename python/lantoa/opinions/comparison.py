"""Places by a score and by other methods beside each other, and how they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa._checks import InputError
from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.opinions.asking import asked
from lantoa.opinions.deciding import places
from lantoa.opinions.ideal import topsis
from lantoa.opinions.opinion import Opinion
from lantoa.opinions.outranking import promethee
from lantoa.opinions.regret import vikor
from lantoa.opinions.voting import borda, copeland
from lantoa.scoring.scored import Score
from lantoa.scoring.showing import number
from lantoa.told import Told, first_of

METHODS: Mapping[str, Callable[..., Opinion]] = {
    "promethee": promethee,
    "topsis": topsis,
    "borda": borda,
    "copeland": copeland,
    "topsis_vector": lambda s, **more: topsis(s, norm="vector", **more),
    "vikor": vikor,
}
FLAGGED = ("topsis_vector", "vikor")
SCORE = "score"


@dataclass(frozen=True, eq=False, repr=False)
class Opinions(Told):
    """Places of the same subjects by a score and by other methods. Made by ``Score.opinions``.

    ``frame`` has the subject, its place by the ``score`` and by every method, and ``spread``: the
    worst place less the best, those methods left out that distort.

    Attributes:
        opinions: Each method's own result.
        year: The year, None where there is none.
        left_out: Ids that are in no comparison because values of theirs are missing.
        refused: Methods that did not answer, and why.
    """

    opinions: Mapping[str, Opinion]
    year: int | None
    left_out: tuple[str, ...]
    refused: Mapping[str, str]
    _subject: str
    _lang: str
    _ranked: Mapping[str, NDArray[np.int64]]
    _subjects: tuple[str, ...]
    _rule: str

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def title(self) -> str:
        """What is compared, and of which year."""
        key = "beside.title" if self.year is None else "beside.title_year"
        return said("opinions", key, self.lang, year=self.year)

    @property
    def under(self) -> list[str]:
        """The rule of the score, what the methods were given, and how each agrees."""
        first = next(iter(self.opinions.values()))
        told = [self._rule, *first._question.notes, *map(self._agreement, self.opinions)]
        if set(FLAGGED) & set(self.opinions):
            told.append(said("opinions", "beside.flagged", self.lang))
        return [*told, *self.refused.values()]

    def _agreement(self, method: str) -> str:
        found = self._correlations[self._correlations["method"] == method]
        numbers = {
            key: number(float(found[key].iloc[0]), self.lang, 2) or "–"
            for key in ("kendall", "spearman", "shift")
        }
        return said(
            "opinions", "beside.agreement", self.lang, method=self.name_of(method), **numbers
        )

    def name_of(self, method: str) -> str:
        """What a method, or the score, is called; those that distort carry a star."""
        name = said("opinions", f"method.{method}", self.lang)
        return f"{name} *" if method in FLAGGED else name

    @cached_property
    def correlations(self) -> Frame:
        """Per method: ``kendall`` (tau-b), ``spearman`` and ``shift`` (mean change of place).

        All against the score; NaN where one of the two ties everybody.
        """
        return given(self._correlations, self._kind)

    @cached_property
    def _correlations(self) -> pd.DataFrame:
        rows = []
        base = self._ranked[SCORE]
        for method in self.opinions:
            found = _core.agreement(base, self._ranked[method])
            moved = np.abs(places(self._ranked[method])[0] - places(base)[0])
            tau, rho = (np.nan if one is None else one for one in (found.tau, found.spearman))
            rows.append((method, tau, rho, float(moved.mean())))
        return pd.DataFrame(rows, columns=["method", "kendall", "spearman", "shift"])

    @property
    def sentence(self) -> str:
        """Who moves most, and whether all methods name the same first."""
        spread = self._frame["spread"].to_numpy()
        first = [set(self._first(method)) for method in self._sound]
        if all(one == first[0] for one in first):
            told = said("opinions", "beside.agreed", self.lang, names=first_of(sorted(first[0])))
        else:
            names = first_of(sorted(set().union(*first)))
            told = said("opinions", "beside.divided", self.lang, names=names)
        if not spread.max(initial=0):
            return told + said("opinions", "beside.still", self.lang)
        most = self._frame[spread == spread.max()]
        return told + "".join(self._moves(row) for _, row in most.head(2).iterrows())

    @property
    def _sound(self) -> list[str]:
        """The score and the methods that do not distort."""
        return [method for method in self._ranked if method not in FLAGGED]

    def _first(self, method: str) -> list[str]:
        keys = self._ranked[method]
        return [self._subjects[at] for at in np.flatnonzero(keys == keys.max())]

    def _moves(self, row: pd.Series) -> str:
        at = {method: int(row[method]) for method in self._sound}
        best, worst = min(at, key=at.__getitem__), max(at, key=at.__getitem__)
        return said(
            "opinions",
            "beside.moves",
            self.lang,
            name=row[self._subject],
            best=at[best],
            by_best=self.name_of(best),
            worst=at[worst],
            by_worst=self.name_of(worst),
        )

    def plot(self) -> Any:
        """Places by every method in one line per subject, best on top."""
        from lantoa.charts import opinions_beside

        return opinions_beside(self)

    def _heads(self) -> Sequence[str]:
        words = [said("opinions", f"head.{key}", self.lang) for key in ("subject", "spread")]
        return [words[0], *map(self.name_of, self._ranked), words[1]]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        yield from self._frame.itertuples(index=False)

    def _numbers(self) -> Sequence[int]:
        return range(1, len(self._frame.columns))


def beside(score: Score, year: int | None = None) -> Opinions:
    """Places by every method beside those by the score.

    All are counted among the same subjects: those with a score and a value of every measure.

    Args:
        score: The score.
        year: The year; without it the latest.

    Raises:
        InputError: There is no such year, or nobody has a full set of values.

    Example:
        >>> import lantoa as lt
        >>> found = beside(lt.score(lt.sample_provinces(provinces=9), "provinces"))
        >>> list(found.frame.columns)[1:]
        ['score', 'promethee', 'topsis', 'borda', 'copeland', 'topsis_vector', 'vikor', 'spread']
    """
    question = asked(score, subject=score.measures.subject, year=year)
    found: dict[str, Opinion] = {}
    refused: dict[str, str] = {}
    for method, ask in METHODS.items():
        try:
            found[method] = ask(score, year=question.year)
        except InputError as error:
            refused[method] = str(error)
    standing = score.standing(year)
    kept = np.isin(np.array(standing.subjects, object), np.array(question.subjects, object))
    ranked = {SCORE: standing.keys[kept]}
    ranked |= {method: one.standing().keys for method, one in found.items()}
    return Opinions(
        _frame=_framed(question.subject, question.subjects, ranked),
        _kind=question.kind,
        opinions=found,
        year=question.year,
        left_out=question.left_out,
        refused=refused,
        _subject=question.subject,
        _lang=question.lang,
        _ranked=ranked,
        _subjects=question.subjects,
        _rule=score.rule,
    )


def _framed(
    subject: str, subjects: Sequence[str], ranked: Mapping[str, NDArray[np.int64]]
) -> pd.DataFrame:
    columns = {method: places(keys)[0] for method, keys in ranked.items()}
    sound = [column for method, column in columns.items() if method not in FLAGGED]
    table = np.column_stack(sound)
    frame = pd.DataFrame({subject: np.array(subjects, object)} | columns)
    frame["spread"] = table.max(axis=1) - table.min(axis=1)
    return frame.sort_values(SCORE, kind="stable", ignore_index=True)
