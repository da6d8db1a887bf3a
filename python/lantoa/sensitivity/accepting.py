"""How often each place comes out when weights are drawn at random (SMAA)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.scoring.scored import Score
from lantoa.scoring.slate import Slate, places_of
from lantoa.scoring.slating import Level
from lantoa.sensitivity.accepted import Acceptability
from lantoa.sensitivity.drawing import Box, law_of, number_of, whole_of
from lantoa.sensitivity.exact_values import Made

_ALL_PLACES = 3000  # subjects up to whom every place is counted
_MOST_DRAWS = 100_000_000
_TOP = 10


def acceptability(
    score: Score,
    draws: int = 10_000,
    seed: int = 2025,
    box: Box = None,
    order: Sequence[str] | None = None,
    year: int | None = None,
    k: int | None = None,
    reach: float | None = None,
    level: Level = "top",
) -> Acceptability:
    """Draw weights at random and count the places that they give.

    Args:
        score: What ``lantoa.score`` gave, where it is a weighted sum.
        draws: How many weights are drawn.
        seed: The same seed gives the same draws, whatever the threads, the order of rows or of
            the scheme.
        box: Each weight within this share of itself, such as 0.25; or shares or two ends by name.
            Without box and order any weights that sum to 1 are drawn, all equally likely.
        order: All criteria, the heaviest first: weights in this order are drawn.
        year: The year; without it the latest.
        k: Of the share among the first k; without it 10. Of more than 3,000 subjects only these
            places are counted.
        reach: A score; how often it is reached.
        level: ``"top"``: weights of what stands right below the whole; ``"measures"``: of every
            measure.

    Raises:
        InputError: The score is no weighted sum, nobody has one, or an argument is out of range.

    References:
        R. Lahdelma and P. Salminen, "SMAA-2: stochastic multicriteria acceptability analysis for
        group decision making", Operations Research 49 (2001).

    Example:
        >>> import pandas as pd, lantoa as lt
        >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [1.0, 0.0], "y": [0.0, 1.0]})
        >>> found = acceptability(lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en"))
        >>> [round(share, 1) for share in found.frame["first"]]
        [0.5, 0.5]
    """
    _checks.made_by(score, "slate", what="score", maker="lantoa.score")
    _checks.one_of(level, ["top", "measures"], what="level")
    slate = score.slate(year, level)
    expect_sum(score, slate)
    n = len(slate.subjects)
    law = law_of(slate, Made(score, year, level), box, order)
    sampling = _core.Sampling(
        whole_of(draws, "draws", 1, _MOST_DRAWS), whole_of(seed, "seed", 0, 2**64 - 1)
    )
    top = min(_TOP, n) if k is None else whole_of(k, "k", 1, n)
    needed = None if reach is None else number_of(reach, "reach") / slate.factor
    counted = n if n <= _ALL_PLACES else top
    found = _core.acceptability(law.columns(slate.values), law.law, sampling, counted, needed)
    place = places_of(slate.keys)
    by_place = np.lexsort((np.arange(n), place))
    return Acceptability(
        _frame=_frame(slate, found, place, by_place, sampling.draws, top),
        _kind=score._kind,
        slate=slate,
        rule=score.rule,
        law=law,
        draws=sampling.draws,
        seed=sampling.seed,
        k=top,
        reach=None if reach is None else float(reach),
        _subject=score.measures.subject,
        _lang=score.lang,
        _unscored=score.unscored(year),
        _order=by_place,
        _found=found,
    )


def expect_sum(score: Score, slate: Slate) -> None:
    """Refuse what is no weighted sum of values that everybody has.

    Raises:
        InputError: It is not; the message says what can be asked instead.
    """
    if not slate.subjects:
        raise InputError("score: nobody has one in this year; there is nothing to rank")
    if not slate.is_linear:
        raise InputError(
            "score: its places are no weighted sum of values that everybody has, so weights alone "
            f"do not make them ({score.rule}); ask drop_one or other_rules, or for weights "
            'score.again(aggregate="arithmetic", missing="unscored")'
        )


def _frame(
    slate: Slate,
    found: _core.Acceptability,
    place: NDArray[np.int64],
    order: NDArray[np.int64],
    draws: int,
    k: int,
) -> pd.DataFrame:
    counts = found.places[:, order]
    first, top = counts[0] / draws, counts[:k].sum(axis=0) / draws
    columns: dict[str, Any] = {
        "subject_id": np.array(slate.subjects, object)[order],
        "place": place[order],
    }
    shares = {"first": first, "top": top}
    if len(found.at_line):
        shares["reached"] = found.at_line[order] / draws
    for name, share in shares.items():
        columns |= {name: share, f"{name}_error": np.sqrt(share * (1 - share) / draws)}
    if len(counts) == len(slate.subjects):  # all places were counted
        columns["likeliest"] = 1 + counts.argmax(axis=0)
        columns["likeliest_share"] = counts.max(axis=0) / draws
        columns["mean_place"] = np.arange(1, len(counts) + 1) @ counts / draws
        columns["shared"] = found.tied[order] / draws
    return pd.DataFrame(columns)
