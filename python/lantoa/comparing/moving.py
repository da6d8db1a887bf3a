"""Places gained from stage to stage, exactly: they add up to the whole change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa.comparing.staging import Stage
from lantoa.scoring import exactly
from lantoa.scoring.composing import Composed
from lantoa.scoring.scored import Score
from lantoa.scoring.slate import Standing, places_of

PARTS = ("left", "scale", "own", "others", "weights", "rule", "scheme", "undivided", "joined")
"""In the order in which they are taken."""

Keys = NDArray[np.int64]


def moved(stages: Sequence[Stage]) -> pd.DataFrame:
    """Who stood where, stands where, and how many places each change gave.

    Whoever has a value in every stage is parted: those who leave the field are taken out first,
    those who join it are put in last. Whoever has a value at both ends but not in between is not
    parted, and counts as leaving and joining for the others.

    Returns:
        By subject, sorted: ``was`` and ``now`` (0: no place), and places gained by each of
        ``PARTS``; missing where they are not parted.
    """
    first, last = stages[0].standing, stages[-1].standing
    common = sorted(set.intersection(*(set(stage.standing.subjects) for stage in stages)))
    subjects = sorted({*first.subjects, *last.subjects})
    frame = pd.DataFrame({"subject": pd.Series(subjects, dtype=object)})
    for name, standing in (("was", first), ("now", last)):
        places = dict(zip(standing.subjects, places_of(standing.keys).tolist(), strict=True))
        frame[name] = [places.get(subject, 0) for subject in subjects]
    parts = pd.DataFrame(_parts(stages, common), index=pd.Index(common, dtype=object))
    return frame.join(parts.astype("Int64"), on="subject")


def _parts(stages: Sequence[Stage], common: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    found = {part: np.zeros(len(common), np.int64) for part in PARTS}
    keys = [_of(stage.standing, common, stage.standing.keys) for stage in stages]
    places = [places_of(one) for one in keys]
    ends = [
        _of(stage.standing, common, places_of(stage.standing.keys))
        for stage in (stages[0], stages[-1])
    ]
    found["left"] = ends[0] - places[0]
    found["joined"] = places[-1] - ends[1]
    for at, stage in enumerate(stages[1:], start=1):
        if stage.part != "data":
            found[stage.part] += places[at - 1] - places[at]
            continue
        before, after = _comparable(stages[at - 1], stage, common)
        among = np.asarray(_core.places_among(after, before), np.int64)
        found["own"] = places[at - 1] - among
        found["others"] = among - places[at]
    return found


def _of(standing: Standing, subjects: Sequence[str], numbers: Keys) -> Keys:
    """The numbers of some subjects, in their order."""
    at = dict(zip(standing.subjects, range(len(numbers)), strict=True))
    return numbers[np.array([at[subject] for subject in subjects], np.int64)]


def _comparable(before: Stage, after: Stage, subjects: Sequence[str]) -> tuple[Keys, Keys]:
    """Keys of both stages on one scale: where doubles cannot tell, fractions do.

    Where the rule has none (roots, standard deviations), scores within the rounding are equal.
    """
    if not subjects:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    sides = [_Side(stage, subjects) for stage in (before, after)]
    if all(side.is_fixed for side in sides):
        found = exactly.keys(_together(sides), np.arange(2 * len(subjects)))
        return found[: len(subjects)], found[len(subjects) :]
    scores = np.concatenate([side.scores for side in sides])
    order = np.argsort(scores, kind="stable")
    bound = 2 * max(side.rounding for side in sides)
    starts = np.flatnonzero(np.diff(scores[order], prepend=-np.inf) > bound)
    cluster, within = np.empty((2, len(scores)), np.int64)
    is_rational = all(side.is_rational for side in sides)
    for number, members in enumerate(np.split(order, starts[1:])):
        cluster[members], within[members] = number, 0
        if len(members) > 1 and is_rational:
            within[members] = _ranks([_exact(sides, at) for at in members.tolist()])
    _, codes = np.unique(np.stack([cluster, within]), axis=1, return_inverse=True)
    found = codes.reshape(-1).astype(np.int64)
    return found[: len(subjects)], found[len(subjects) :]


def _together(sides: Sequence[_Side]) -> Composed:
    """The rows of both sides in one: on fixed scales they are what they were apart."""
    first = sides[0].composed
    given = np.concatenate([side.composed.given[side.rows] for side in sides])
    how = "unscored" if first.scheme.missing == "carry_forward" else first.scheme.missing
    return replace(
        first,
        scheme=replace(first.scheme, missing=how),
        given=np.asfortranarray(given),
        carried=np.zeros(given.shape, bool),
        periods=np.zeros(len(given), np.int32),
    )


def _exact(sides: Sequence[_Side], at: int) -> Fraction:
    """The exact score of one of those who stand on the first side, then on the second."""
    side, row = divmod(at, len(sides[0].rows))
    return sides[side].exact(row)


def _ranks(values: Sequence[Fraction]) -> list[int]:
    order = {value: at for at, value in enumerate(sorted(set(values)))}
    return [order[value] for value in values]


class _Side:
    """The scores of one stage, with their exact values on request."""

    def __init__(self, stage: Stage, subjects: Sequence[str]) -> None:
        assert stage.score is not None
        score: Score = stage.score
        rows = score._rows_of(stage.standing.year)
        at = dict(zip(score.measures._subjects[rows], rows, strict=True))
        self.rows = np.array([at[subject] for subject in subjects], np.int64)
        self.composed = score._composed
        self.scores = self.composed.scores[self.rows]
        self.rounding = exactly.rounding(self.composed, rows)
        hows = {self.composed.scheme.normalise_of(name) for name in self.composed.names}
        self.is_fixed = hows <= {"goalposts", "target", "none"}
        self.is_rational = exactly.is_rational(self.composed)
        self._leaves: exactly.Leaves | None = None

    def exact(self, at: int) -> Fraction:
        """The score of one of the subjects as a fraction."""
        row = self.rows[at]
        if self._leaves is None:
            self._leaves = exactly.Leaves(self.composed, int(self.composed.periods[row]))
        return self._leaves.whole(row)
