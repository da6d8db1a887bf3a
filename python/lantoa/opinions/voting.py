"""Borda and Copeland: every measure votes with its order of the subjects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.opinions.asking import Missing, Question, asked
from lantoa.opinions.opinion import Opinion, made
from lantoa.told import first_of

_WIDE = 2**62  # of whole numbers that the core adds up


def borda(
    s: Any,
    scheme: Any = None,
    *,
    subject: str = "subject_id",
    year: int | None = None,
    lang: str | None = None,
) -> Opinion:
    """Borda on the measures and weights of a score.

    Of each measure a subject gets a point for everybody below it and half a point for everybody
    equal: those who are alike get the same (the average of tied ranks, omega 1/2).

    Args:
        s: A score, or a frame with a scheme.
        scheme: With a frame: names, directions and weights, as ``load_scheme`` takes them.
        subject: With a frame the column of the subjects.
        year: Without it the latest.
        lang: ``"vi"`` or ``"en"``; without it that of the score.

    Returns:
        Places by ``points``, the weighted mean over the measures, from 0 to n - 1; exact. Who lacks
        a value takes no part.

    Raises:
        InputError: A name is not known, or nobody has a full set of values.

    References:
        J.-C. de Borda, Mémoire sur les élections au scrutin (1781).

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B", "C"], "x": [7, 9, 7], "y": [2, 1, 2]})
        >>> borda(frame, {"x": 1, "y": 1}).frame["points"].tolist()
        [1.0, 1.0, 1.0]
    """
    question = asked(s, scheme, subject=subject, year=year, lang=lang)
    weights = question.whole_weights
    is_wide = sum(weights) * 2 * max(len(question.subjects), 1) >= _WIDE
    total = np.zeros(len(question.subjects), object if is_wide else np.int64)
    for column, weight in zip(question.numbers.T, weights, strict=True):
        total = total + _doubled_points(column).astype(total.dtype) * weight
    _, keys = np.unique(total, return_inverse=True)
    whole = 2 * sum(weights)
    points = np.array([value / whole for value in total.tolist()])
    return made(
        Opinion,
        "borda",
        question,
        keys.reshape(-1).astype(np.int64),
        {"points": points},
        scores=points,
    )


def _doubled_points(column: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many lie below each, plus how many lie below it or level with it, itself left out."""
    ordered = np.sort(column)
    below = np.searchsorted(ordered, column, side="left")
    return (below + np.searchsorted(ordered, column, side="right") - 1).astype(np.int64)


@dataclass(frozen=True, eq=False, repr=False)
class Copeland(Opinion):
    """Places by pairs won less pairs lost. Made by ``copeland``.

    Attributes:
        cycles: The ids of each cycle of the majority: within it every one beats another that, step
            by step, beats it again.
        undecided: Pairs whose weights have too many digits to tell who leads; they count as ties.
    """

    cycles: tuple[tuple[str, ...], ...]
    undecided: int

    @property
    def has_winner(self) -> bool:
        """Whether somebody beats everybody else, as Condorcet asks."""
        wins = self._frame["wins"].to_numpy()
        return bool((wins == len(self._question.subjects) - 1).any())

    @property
    def sentence(self) -> str:
        """Who stands first, whether it beats everybody, and where the majority runs in circles."""
        key = "beats_all" if self.has_winner else "beats_none"
        told = super().sentence + said("opinions", f"copeland.{key}", self.lang)
        for cycle in self.cycles[:2]:
            told += said(
                "opinions", "copeland.cycle", self.lang, names=first_of(cycle), count=len(cycle)
            )
        more = len(self.cycles) - 2
        return told + (said("opinions", "copeland.more", self.lang, count=more) if more > 0 else "")


def copeland(
    s: Any,
    scheme: Any = None,
    *,
    subject: str = "subject_id",
    year: int | None = None,
    missing: Missing = "out",
    lang: str | None = None,
) -> Copeland:
    """Copeland on the measures and weights of a score: pairs won less pairs lost.

    Of a pair the one wins for whom the measures with more weight speak; equal values say nothing.
    A majority may run in circles, which are reported as ``cycles``.

    Args:
        s: A score, or a frame with a scheme.
        scheme: With a frame: names, directions and weights, as ``load_scheme`` takes them.
        subject: With a frame the column of the subjects.
        year: Without it the latest.
        missing: ``"out"``: who lacks a value takes no part. ``"abstain"``: a measure says nothing of
            a pair where one of the two lacks it in that year; everybody of the year with a value
            takes part, scored or not. No order of rows changes either.
        lang: ``"vi"`` or ``"en"``; without it that of the score.

    Returns:
        Places by ``net``, with ``wins``, ``losses``, ``ties`` and the number of the ``cycle``.
        O(n^2 p).

    Raises:
        InputError: A name is not known, or more than 10,000 subjects are asked about.

    References:
        A. H. Copeland, A reasonable social welfare function (1951).

    Example:
        >>> import pandas as pd
        >>> votes = {"x": [3, 2, 1], "y": [2, 1, 3], "z": [1, 3, 2]}
        >>> frame = pd.DataFrame({"subject_id": ["A", "B", "C"]} | votes)
        >>> copeland(frame, {"x": 1, "y": 1, "z": 1}).cycles
        (('A', 'B', 'C'),)
    """
    question = asked(s, scheme, subject=subject, year=year, missing=missing, lang=lang)
    n = len(question.subjects)
    if n > _core.MOST_VOTERS:
        raise InputError(
            f"copeland compares every pair: at most {_core.MOST_VOTERS} subjects, not {n}; "
            "lantoa.borda answers for any number"
        )
    found = _core.majority_of(_ballots(question))
    net = found.wins.astype(np.int64) - found.losses
    cycle, cycles = _numbered(found.circle, question.subjects)
    columns = {"net": net, "wins": found.wins, "losses": found.losses, "ties": found.ties}
    open_pairs = said("opinions", "copeland.open", question.lang, count=found.undecided)
    return made(
        Copeland,
        "copeland",
        question,
        net,
        columns | {"cycle": cycle},
        scores=net.astype(np.float64),
        notes=[open_pairs] if found.undecided else [],
        cycles=cycles,
        undecided=found.undecided,
    )


def _ballots(question: Question) -> _core.Ballots:
    """Ranks and weights as the core takes them; unwieldy weights are rounded, and it knows."""
    found = _core.Ballots()
    ranks = np.zeros(question.numbers.shape, np.int32, order="F")
    for at, column in enumerate(question.numbers.T):
        there = ~np.isnan(column)
        _, where = np.unique(column[there], return_inverse=True)
        ranks[there, at] = where.reshape(-1) + 1
    found.rank = ranks
    weights = question.whole_weights
    if sum(weights) >= _WIDE:
        # Each of p is off by at most 1/2: a lead of p / 2 and less may be none, or another's.
        weights = tuple(round(weight * (_WIDE // 2)) for weight in question.exact_weights)
        found.slack = len(weights)
    found.weight = np.array(weights, np.int64).reshape(-1, 1)
    return found


def _numbered(
    circle: NDArray[np.int32], subjects: tuple[str, ...]
) -> tuple[Any, tuple[tuple[str, ...], ...]]:
    """The number of each subject's cycle, None where it is in none, and the ids of each."""
    _, where, sizes = np.unique(circle, return_inverse=True, return_counts=True)
    where = where.reshape(-1)
    number = {int(at): 1 + k for k, at in enumerate(np.flatnonzero(sizes > 1))}
    cycles = tuple(tuple(subjects[row] for row in np.flatnonzero(where == at)) for at in number)
    return pd.array([number.get(int(at)) for at in where], dtype="Int64"), cycles
