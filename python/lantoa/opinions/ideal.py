"""TOPSIS: how near each subject comes to the best value of every measure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import fsum
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._wording import said
from lantoa.opinions.asking import Question, asked
from lantoa.opinions.deciding import keys_of
from lantoa.opinions.decimals import read
from lantoa.opinions.opinion import Opinion, made

Norm = Literal["minmax", "vector"]

NORMS = ("minmax", "vector")
_EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, eq=False, repr=False)
class Topsis(Opinion):
    """Places by closeness to the ideal. Made by ``topsis``.

    Attributes:
        norm: ``"minmax"`` or ``"vector"``.
    """

    norm: str

    @property
    def over(self) -> list[str]:
        """What the vector norm distorts."""
        return [said("opinions", "distorts.vector", self.lang)] if self.norm == "vector" else []


def topsis(
    s: Any,
    scheme: Any = None,
    *,
    norm: Norm = "minmax",
    subject: str = "subject_id",
    year: int | None = None,
    lang: str | None = None,
) -> Topsis:
    """TOPSIS on the measures and weights of a score.

    The ideal has the best value of every measure, the anti-ideal the worst. A subject's closeness
    is d- / (d+ + d-), with its Euclidean distances to the two after weighing.

    Args:
        s: A score, or a frame with a scheme.
        scheme: With a frame: names, directions and weights, as ``load_scheme`` takes them.
        norm: ``"minmax"``: every measure from 0 at its worst to 1 at its best; one that is the same
            for everybody tells nobody apart. ``"vector"``: divided by the root of the sum of
            squares, as in the first paper; what this distorts is printed above the result.
        subject: With a frame the column of the subjects.
        year: Without it the latest.
        lang: ``"vi"`` or ``"en"``; without it that of the score.

    Returns:
        Places by ``closeness``, from 0 to 1; .5 for everybody where nobody can be told apart. Who
        lacks a value takes no part.

    Raises:
        InputError: A name is not known, or nobody has a full set of values.

    References:
        C. L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981); G. H. Tzeng and J. J.
        Huang, Multiple Attribute Decision Making (2011).

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B", "C"], "x": [1, 3, 5], "y": [5, 3, 1]})
        >>> topsis(frame, {"x": "0.3", "y": "0.7"}).frame["closeness"].round(12).tolist()
        [0.7, 0.5, 0.3]
    """
    _checks.one_of(norm, NORMS, what="norm")
    question = asked(s, scheme, subject=subject, year=year, lang=lang)
    ways = _Distances(question, norm)
    best, worst = ways.to_best, ways.to_worst
    whole = best + worst
    closeness = np.divide(worst, whole, out=np.full(len(whole), 0.5), where=whole > 0)
    return made(
        Topsis,
        "topsis",
        question,
        keys_of(closeness, ways.rounding, ways.exact),
        {"closeness": closeness, "to_best": best, "to_worst": worst},
        scores=closeness,
        parameters={"norm": said("opinions", f"norm.{norm}", question.lang)},
        norm=norm,
    )


@dataclass(frozen=True, eq=False)
class _Distances:
    """Weighted distances of n subjects to the two ideals."""

    question: Question
    norm: str

    @cached_property
    def _size(self) -> NDArray[np.float64]:
        """By what each measure is divided; infinite where it tells nobody apart."""
        asked = self.question
        if self.norm == "vector":
            largest = np.maximum(np.abs(asked.least), np.abs(asked.most))
            scaled = asked.numbers / np.where(largest > 0, largest, 1)
            squares = [fsum(column) for column in (scaled * scaled).T.tolist()]
            size = largest * np.sqrt(squares)
        else:
            size = asked.most - asked.least
        return np.where(asked.constant, np.inf, size)

    def _to(self, ends: NDArray[np.float64]) -> NDArray[np.float64]:
        """Root of the sum of squares, added up measure by measure."""
        total = np.zeros(len(self.question.subjects))
        for at, weight in enumerate(self.question.weights):
            away = weight * ((self.question.numbers[:, at] - ends[at]) / self._size[at])
            total += away * away
        return np.sqrt(total)

    @cached_property
    def to_best(self) -> NDArray[np.float64]:
        """n distances to the ideal."""
        return self._to(self.question.most)

    @cached_property
    def to_worst(self) -> NDArray[np.float64]:
        """n distances to the anti-ideal."""
        return self._to(self.question.least)

    @property
    def rounding(self) -> float:
        """How far a closeness may be from what it would be without rounding.

        The two distances of a subject are together no less than that of the two ideals.
        """
        asked, p = self.question, len(self.question.criteria)
        reach = np.maximum(np.abs(asked.least), np.abs(asked.most)) / self._size
        away = asked.weights * (asked.most - asked.least) / self._size
        apart = float(np.sqrt((away * away).sum()))
        if apart == 0:
            return 0.0
        error = float((asked.weights * (reach + 1)).sum()) * 8 + (p + 4) * 2 * apart
        return 4 * _EPS * error / apart + 4 * _EPS

    def exact(self, rows: NDArray[np.int64]) -> list[Fraction]:
        """Fractions in the order of the closeness: the share of the worse ideal's square."""
        return [self._share(int(row)) for row in rows]

    def _share(self, row: int) -> Fraction:
        best = worst = Fraction(0)
        for value, scale, least, most in zip(
            self.question.exactly(row), self._scale, *self._ends, strict=True
        ):
            best += scale * (most - value) ** 2
            worst += scale * (value - least) ** 2
        return worst / (best + worst) if best + worst else Fraction(1, 2)

    @cached_property
    def _ends(self) -> tuple[list[Fraction], list[Fraction]]:
        least, most = self.question.least.tolist(), self.question.most.tolist()
        return [read(value) for value in least], [read(value) for value in most]

    @cached_property
    def _scale(self) -> list[Fraction]:
        """The square of weight over size of each measure."""
        found = []
        for at, (least, most) in enumerate(zip(*self._ends, strict=True)):
            if least == most:
                found.append(Fraction(0))
                continue
            square = (most - least) ** 2
            if self.norm == "vector":
                column = self.question.numbers[:, at].tolist()
                square = sum((read(value) ** 2 for value in column), Fraction(0))
            found.append(self.question.exact_weights[at] ** 2 / square)
        return found
