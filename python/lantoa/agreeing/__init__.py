"""Under how many readings of the plan's open questions a subject is in, and which one decides.

Readings multiply: the headline questions of the bundled plan alone have 23,040 combinations.
They are counted exactly and never gone through; ``counting`` has the idea.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.agreeing.bearing import Bearing
from lantoa.agreeing.counting import Factor, count
from lantoa.agreeing.factors import Gates
from lantoa.agreeing.judging import Bench
from lantoa.agreeing.questions import Question, Which, asked, combinations

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

COLUMNS = (
    *("subject_id", "in_by_default", "passing", "combinations", "share"),
    *("deciding_question", "reading"),
)

# Who counts as in, as sums of "all these bits are set": possible is met, or open whatever is
# missing, which is best_hi and worst_hi without best_lo.
_WORST_LO, _WORST_HI, _BEST_LO, _BEST_HI = 1, 2, 4, 8
_MET = _WORST_LO | _BEST_LO
_POSSIBLE = _WORST_HI | _BEST_HI
_SUMS = {
    "met": [(1, _MET)],
    "provisional": [(1, _MET << 4)],
    "possible": [(1, _MET), (1, _POSSIBLE), (-1, _POSSIBLE | _BEST_LO)],
}


def agreement(result: Evaluation, which: Which = "headline") -> pd.DataFrame:
    """The frame of ``Evaluation.agreement``; see there."""
    questions = asked(result.plan._book, which)
    _check_changes(result, questions)
    factors = _factors(result, questions)
    total = combinations(questions)
    passing = _passing(factors, questions, result.counting)
    by_default = _in(factors, [question.chosen for question in questions], result.counting)
    deciding, reading = _deciding(factors, questions, by_default, result.counting)
    frame = pd.DataFrame(
        {
            "subject_id": result._packed.ids,
            "in_by_default": by_default,
            "passing": passing,
            "combinations": np.full(len(passing), total, dtype=np.int64),
            "share": [1000 * ways // total for ways in passing.tolist()],
            "deciding_question": deciding,
            "reading": reading,
        },
        columns=list(COLUMNS),
    )
    judged = frame["subject_id"].isin(result._judged["subject_id"])
    return frame[judged | (frame["passing"] > 0)].reset_index(drop=True)


def _check_changes(result: Evaluation, questions: Sequence[Question]) -> None:
    """A change may fit the readings in force and no others; loading a plan checks the rest."""
    if not result.plan.scenario:
        return
    for question in questions:
        for reading in question.readings:
            result.plan.change({f"reading.{question.id}": reading})


def _factors(result: Evaluation, questions: Sequence[Question]) -> list[Factor]:
    bearing = Bearing(result.plan._book, questions, on_track=result.track is not None)
    everywhere = bool(bearing.on_scope())
    links = _links(bearing, result)
    bench = Bench(result.plan, result.as_of, result.track, result._packed, everywhere, links)
    return Gates(bearing, bench, countable_only=result.gates == "countable").factors()


def _links(
    bearing: Bearing, result: Evaluation
) -> dict[str, tuple[list[dict[str, Any]], list[str]]]:
    """Every head's link with whom it may ask and which gates of the unit it may need."""
    filled = result.plan._book.filled
    linked = [
        name
        for name in bearing.candidates()
        if "linked" in bearing.values(f"criterion.{name}", "kind")
    ]
    return {name: (_askings(bearing, filled, name), _needs(bearing, name)) for name in linked}


def _askings(bearing: Bearing, filled: Any, name: str) -> list[dict[str, Any]]:
    path = f"criterion.{name}"
    default = filled[path].get("only_if")
    every = [default, *bearing.values(path, "only_if")]
    return [one for at, one in enumerate(every) if one is not None and one not in every[:at]]


def _needs(bearing: Bearing, name: str) -> list[str]:
    gates = [other for other in bearing.candidates() if bearing.is_for_units(other)]
    named = [n for n in bearing.values(f"criterion.{name}", "needs") if isinstance(n, list)]
    return list(dict.fromkeys([*gates, *(one for names in named for one in names)]))


def _passing(
    factors: Sequence[Factor], questions: Sequence[Question], counting: str
) -> np.ndarray[Any, Any]:
    sizes, names = [len(one) for one in questions], [one.id for one in questions]
    ways = [
        sign * count([Factor(f.questions, (f.table & m) == m) for f in factors], sizes, names)
        for sign, m in _SUMS[counting]
    ]
    passing: np.ndarray[Any, Any] = np.sum(ways, axis=0)
    return passing


def _in(
    factors: Sequence[Factor], combination: Sequence[int], counting: str
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Who counts as in under one combination of readings."""
    bits = np.bitwise_and.reduce([f.at(combination) for f in factors])
    counted = _core.counted(np.ascontiguousarray(bits), _core.Counting[counting.upper()])
    return np.asarray(counted, dtype=bool)


def _deciding(
    factors: Sequence[Factor],
    questions: Sequence[Question],
    by_default: np.ndarray[Any, np.dtype[np.bool_]],
    counting: str,
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The first question whose reading alone takes somebody in or out, and that reading."""
    chosen = [question.chosen for question in questions]
    deciding, reading = (np.full(len(by_default), None, dtype=object) for _ in range(2))
    settled = np.zeros(len(by_default), dtype=bool)
    for number, question in enumerate(questions):
        for at, name in enumerate(question.readings):
            other = [*chosen[:number], at, *chosen[number + 1 :]]
            flips = ~settled & (_in(factors, other, counting) != by_default)
            deciding[flips], reading[flips] = question.id, name
            settled |= flips
    return deciding, reading
