"""A second opinion: places by another method on the same measures and weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._wording import said
from lantoa.opinions.asking import Question
from lantoa.opinions.deciding import places
from lantoa.scoring.showing import number
from lantoa.scoring.slate import Standing
from lantoa.told import Told, first_of

_KEYS = ("place", "tied")

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False, repr=False)
class Opinion(Told):
    """Places of the subjects of one year by one method, best first.

    ``frame`` has the subject, ``place``, ``tied`` (how many share it) and the numbers of the
    method.

    Attributes:
        method: ``"promethee"``, ``"topsis"``, ``"vikor"``, ``"borda"`` or ``"copeland"``.
        parameters: What the method was asked with, as text by name.
    """

    method: str
    parameters: Mapping[str, str]
    _question: Question
    _scores: NDArray[np.float64]
    _ranked: NDArray[np.int64]
    _more_notes: tuple[str, ...]

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._question.lang

    @property
    def year(self) -> int | None:
        """The year, None where there is none."""
        return self._question.year

    @property
    def left_out(self) -> tuple[str, ...]:
        """Those who have no place because values of theirs are missing."""
        return self._question.left_out

    @property
    def name(self) -> str:
        """What the method is called."""
        return said("opinions", f"method.{self.method}", self.lang)

    @property
    def is_flagged(self) -> bool:
        """Whether the method is known to distort; what it distorts is printed above it."""
        return bool(self.over)

    @property
    def title(self) -> str:
        """The method, and the year that was asked."""
        key = "title" if self.year is None else "title_year"
        return said("opinions", key, self.lang, method=self.name, year=self.year)

    @property
    def under(self) -> list[str]:
        """How the method decides, with which parameters, and what it was asked about."""
        how = said("opinions", f"how.{self.method}", self.lang)
        told = [
            said("opinions", f"parameter.{key}", self.lang, value=value)
            for key, value in self.parameters.items()
        ]
        return [
            how,
            *([". ".join(told) + "."] if told else []),
            *self._more_notes,
            *self._question.notes,
        ]

    @property
    def sentence(self) -> str:
        """Who stands first."""
        names = np.array(self._question.subjects, object)[self._ranked == self._ranked.max()]
        key = "first" if len(names) == 1 else "first_tied"
        return said("opinions", key, self.lang, names=first_of(names.tolist()), count=len(names))

    def standing(self, year: int | None = None) -> Standing:
        """Those who have a place, with whole numbers in its exact order.

        Raises:
            InputError: Another year was asked about.
        """
        if year is not None and year != self.year:
            known = [] if self.year is None else [str(self.year)]
            raise _checks.unknown(str(year), known, what="year")
        asked = self._question
        return Standing(asked.year, asked.subjects, self._scores, self._ranked)

    def plot(self) -> Any:
        """The chart of places, best on top, with the number that the method ranks by."""
        from lantoa.charts import opinion_dots

        return opinion_dots(self)

    def _heads(self) -> Sequence[str]:
        names = ["place", "subject", *self._frame.columns[2:]]
        return [said("opinions", f"head.{name}", self.lang) for name in names]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        for subject, place, *numbers in self._frame.itertuples(index=False):
            yield [place, subject, *map(self._cell, numbers)]

    def _cell(self, value: Any) -> Any:
        if value is None or value is pd.NA:
            return ""
        return number(value, self.lang) if isinstance(value, float) else value

    def _numbers(self) -> Sequence[int]:
        return [0, *range(2, len(self._frame.columns))]


def framed(question: Question, keys: NDArray[np.int64], columns: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of an opinion, best first; those who tie by their ids."""
    place, tied = places(keys)
    order = np.argsort(place, kind="stable")
    found: dict[str, Any] = {question.subject: np.array(question.subjects, object)}
    found |= dict(zip(_KEYS, (place, tied), strict=True)) | dict(columns)
    return pd.DataFrame(found).iloc[order].reset_index(drop=True)


def made(
    kind: Callable[..., Made],
    method: str,
    question: Question,
    keys: NDArray[np.int64],
    columns: Mapping[str, Any],
    *,
    scores: NDArray[np.float64],
    parameters: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    **more: Any,
) -> Made:
    """An opinion of some kind from what a method found."""
    return kind(
        _frame=framed(question, keys, columns),
        _kind=question.kind,
        method=method,
        parameters=dict(parameters or {}),
        _question=question,
        _scores=np.asarray(scores, np.float64),
        _ranked=keys,
        _more_notes=tuple(notes),
        **more,
    )
