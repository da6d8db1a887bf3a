"""Bounds of places under moving weights, from every pair of subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.scoring import Score
from lantoa.scoring.slate import Slate, places_of
from lantoa.scoring.slating import Level
from lantoa.sensitivity.exact_values import Made
from lantoa.sensitivity.robust import Robustness
from lantoa.sensitivity.weighing import USUAL_BOX, checked_line, varied

_MOST = 20_000
"""Subjects up to whom every pair is compared: some twenty seconds."""


def robustness(
    score: Score,
    *,
    box: float | Mapping[str, Any] | None = None,
    order: Sequence[str] | None = None,
    least: float | None = None,
    year: int | None = None,
    level: Level = "top",
    line: int | None = None,
) -> Robustness:
    """How far places can be trusted while the weights are open to dispute.

    Args:
        score: What ``score`` gave.
        box: By which share of itself every weight may move, from 0 to 1, their sum kept, without
            box and order 0.25; or by criterion a share or two ends as shares of the whole, such as
            ``{"land": (0.1, 0.3), "law": 0.5}``: a criterion that is not named keeps its weight.
        order: Criteria, the most important first: all weights that fall in this order are looked
            at instead of a box.
        least: Under an order the least weight of each criterion, as a share of the whole; without
            it 0.
        year: The year; without it the latest.
        level: Whose weights move: ``"top"``: of what stands right below the whole;
            ``"measures"``: of every measure.
        line: The last place of some consequence, such as the number that may be named.

    Returns:
        Bounds of every place. The best is 1 + those who stand above under all these weights, the
        worst 1 + those who do under some; subjects that tie share the better place. A rule that
        is no weighted sum has no such bounds; the result says what can be asked instead.

    Raises:
        InputError: An argument is out of range, names what is not there, goes with what is not
            given (least without an order) or not together (box and order), or no weights fit.

    References:
        A. Salo and R. P. Hämäläinen, IEEE Transactions on Systems, Man, and Cybernetics A 31
        (2001), for ranks under incomplete weights; A. Salo and A. Punkka, Rank inclusion in
        criteria hierarchies, European Journal of Operational Research 163 (2005).

    Example:
        >>> import pandas as pd, lantoa as lt
        >>> frame = pd.DataFrame({"subject_id": list("ABC"), "x": [10, 4, 0], "y": [0, 5, 1]})
        >>> score = lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
        >>> robustness(score, box=0.25).frame[["subject_id", "place", "best", "worst"]]
          subject_id  place  best  worst
        0          A      1     1      2
        1          B      2     1      2
        2          C      3     3      3
    """
    if not isinstance(score, Score):
        raise InputError(
            f"robustness: expected a score, what lt.score gives, not {type(score).__name__}"
        )
    _checks.one_of(level, ["top", "measures"], what="level")
    slate = score.slate(year, level)
    ways = replace(varied(slate, box, order, least), made=Made(score, year, level))
    kept = None if line is None else checked_line(line, len(slate.subjects))
    why = _why_not(slate)
    bound = None if why else _core.pair_bound(ways.matrix, ways.set)
    places = places_of(slate.keys)
    return Robustness(
        _frame=_framed(score, slate, places, bound, kept),
        _kind=score._kind,
        score=score,
        line=kept,
        level=level,
        _varied=ways,
        _box=USUAL_BOX if box is None else box,
        _order=order,
        _bound=bound,
        _why=why,
        _places=places,
    )


def _why_not(slate: Slate) -> str:
    """Why there are no bounds, by its words; empty where there are."""
    if not slate.is_linear:
        return "not_linear"
    return "too_many" if len(slate.subjects) > _MOST else ""


def _framed(
    score: Score,
    slate: Slate,
    places: NDArray[np.int64],
    bound: _core.PairBound | None,
    line: int | None,
) -> pd.DataFrame:
    """A row per subject, those without a score last."""
    out = score.unscored(slate.year)
    n, more = len(slate.subjects), len(out)
    columns: dict[str, Any] = {score.measures.subject: [*slate.subjects, *out]}
    if slate.year is not None:
        columns["year"] = [slate.year] * (n + more)
    columns["score"] = np.append(slate.scores, np.full(more, np.nan))
    columns["place"] = _padded(places, n + more)
    ends = (None, None) if bound is None else (bound.best, bound.worst)
    for key, found in zip(("best", "worst"), ends, strict=True):
        columns[key] = _padded(found, n + more)
    frame = pd.DataFrame(columns)
    if line is not None:
        frame["side"] = [
            _side_of(best, worst, line) for best, worst in frame[["best", "worst"]].to_numpy(object)
        ]
    return frame


def _padded(found: NDArray[Any] | None, n: int) -> pd.Series:
    kept = [] if found is None else found.tolist()
    return pd.Series([*kept, *[None] * (n - len(kept))], dtype="Int64")


def _side_of(best: Any, worst: Any, line: int) -> str | None:
    if pd.isna(best):
        return None
    return "in" if worst <= line else "out" if best > line else "open"
