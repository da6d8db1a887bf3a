"""The smallest change of weights that flips a pair, the first place, or a side of the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa._checks import InputError
from lantoa.sensitivity.flip import Flip, Flips
from lantoa.sensitivity.weighing import expect_few_corners

if TYPE_CHECKING:
    from lantoa.sensitivity.robust import Robustness

_NEAR = 1e-9  # shares that rounding may leave beside 0 or 1
_EFFORT = 1_000_000_000  # multiplications in the search for a line: about a second


def expect_read(subject: object, rival: object, line: object) -> None:
    """Refuse a rival or a line of flips that would be ignored.

    Raises:
        InputError: There is one.
    """
    if subject is None and rival is not None:
        raise InputError(f"rival: expected a subject before it, not the rival {rival!r} alone")
    if subject is None and line is not None:
        raise InputError(f"line: expected a subject beside it, not the line {line!r} alone")
    if rival is not None and line is not None:
        raise InputError(
            f"rival and line: expected one of them, not {rival!r} and {line!r}; ask twice"
        )


def flips(robustness: Robustness, subject: str | None) -> Flips:
    """A subject against everybody; see ``Robustness.flips``.

    Raises:
        InputError: There is no such subject, or nobody has a score.
    """
    slate = robustness.slate
    if not slate.subjects:
        raise InputError("flips: nobody has a score; expected one subject with a score at least")
    row = int(np.argmax(slate.keys)) if subject is None else robustness._row(subject)
    changes = _core.level_changes(robustness._varied.matrix, _present(robustness), row)
    changes[slate.keys == slate.keys[row]] = 0
    rows = [
        _against(robustness, row, rival, float(changes[rival]))
        for rival in range(len(slate.subjects))
        if rival != row
    ]
    keys = ["rival", "place", "lead", "change", "criterion", "alone"]
    frame = pd.DataFrame(rows, columns=keys).astype({"change": "Float64", "alone": "Float64"})
    frame = frame.sort_values(["change", "place", "rival"], ignore_index=True)
    subject = slate.subjects[row]
    first = frame["rival"].iloc[0] if len(frame) else subject
    return Flips(
        _frame=frame,
        _kind=robustness._kind,
        robustness=robustness,
        subject=subject,
        _level=_level_weights(robustness, subject, first),
    )


def _against(robustness: Robustness, row: int, rival: int, change: float) -> dict[str, Any]:
    slate = robustness.slate
    alone = _alone(robustness, [row, rival], 0, 1)
    moved = np.abs(alone - np.array([float(share) for share in slate.exact_weights]))
    can = change != 0 and not np.isnan(moved).all()
    at = int(np.nanargmin(moved)) if can else -1
    return {
        "rival": slate.subjects[rival],
        "place": int(robustness._places[rival]),
        "lead": float(slate.scores[rival] - slate.scores[row]),
        "change": None if change == _core.NO_CHANGE else change,
        "criterion": slate.criteria[at] if can else "",
        "alone": float(alone[at]) if can else None,
    }


def flip_pair(robustness: Robustness, subject: str, rival: str) -> Flip:
    """Two subjects; see ``Robustness.flips``.

    Raises:
        InputError: There is no such subject, or it is the same.
    """
    row, other = robustness._row(subject), robustness._row(rival)
    if row == other:
        raise InputError(f'rival: expected another subject than "{subject}"')
    slate, weights = robustness.slate, _present(robustness)
    change = float(_core.level_changes(robustness._varied.matrix, weights, row)[other])
    if slate.keys[row] == slate.keys[other]:
        change = 0.0
    shares = _level_weights(robustness, subject, rival) if change else weights / weights.sum()
    found = None if change == _core.NO_CHANGE else change
    alone = _alone(robustness, [row, other], 0, 1)
    return Flip(
        _frame=_framed(robustness, shares, alone),
        _kind=robustness._kind,
        robustness=robustness,
        subject=subject,
        rival=rival,
        line=None,
        change=found,
        bound=found,
    )


def flip_line(robustness: Robustness, subject: str, line: int) -> Flip:
    """A subject and the line; see ``Robustness.flips``.

    Raises:
        InputError: There is no such subject, or the weights have too many corners.
    """
    row, weights = robustness._row(subject), _present(robustness)
    expect_few_corners(robustness._varied.doubled, "flips")
    found = _core.line_change(robustness._varied.matrix, weights, row, line, _EFFORT)
    shares = found.weights / weights.sum()
    change, bound = found.change, found.bound
    if _shares_the_line(robustness, row, line):
        shares, change, bound = weights / weights.sum(), 0.0, 0.0
    change, bound = _below_all(change), _below_all(bound)
    alone = _alone(robustness, range(len(robustness.slate.subjects)), row, line)
    alone[(alone < _NEAR) | (alone > 1 - _NEAR)] = np.nan  # there it only draws level
    return Flip(
        _frame=_framed(robustness, shares if change != _core.NO_CHANGE else np.empty(0), alone),
        _kind=robustness._kind,
        robustness=robustness,
        subject=subject,
        rival=None,
        line=line,
        change=None if change == _core.NO_CHANGE else change,
        bound=None if bound == _core.NO_CHANGE else bound,
    )


def _below_all(change: float) -> float:
    """A change that must be exceeded; no weight can move by more than all of itself."""
    return change if change < 1 - _NEAR else _core.NO_CHANGE


def _shares_the_line(robustness: Robustness, row: int, line: int) -> bool:
    """Whether a subject is tied with others across the line, by the exact order of scores."""
    keys = robustness.slate.keys
    above, level = int((keys > keys[row]).sum()), int((keys == keys[row]).sum()) - 1
    return above < line <= above + level


def _present(robustness: Robustness) -> NDArray[np.float64]:
    ways = robustness._varied
    return np.array([float(share * ways.scale) for share in ways.slate.exact_weights])


def _level_weights(robustness: Robustness, subject: str, rival: str) -> NDArray[np.float64]:
    rows = robustness._row(subject), robustness._row(rival)
    weights = _present(robustness)
    found = _core.level_weights(robustness._varied.matrix, weights, *rows)
    return np.asarray(found / weights.sum())


def _alone(robustness: Robustness, rows: Sequence[int], row: int, line: int) -> NDArray[np.float64]:
    """For each criterion the share that it must have alone, NaN where none does it."""
    weights = _present(robustness)
    ways = robustness._varied
    values = np.asfortranarray(ways.matrix[list(rows)])
    found = _core.line_weights(values, weights, row, line)
    return np.where(found == _core.NO_CHANGE, np.nan, found / weights.sum())


def _framed(
    robustness: Robustness, together: NDArray[np.float64], alone: NDArray[np.float64]
) -> pd.DataFrame:
    slate = robustness.slate
    shares = together.tolist() if len(together) else [None] * len(slate.criteria)
    return pd.DataFrame(
        {
            "criterion": slate.criteria,
            "label": slate.labels,
            "weight": [float(share) for share in slate.exact_weights],
            "together": pd.array(shares, dtype="Float64"),
            "alone": pd.array([None if np.isnan(one) else one for one in alone], dtype="Float64"),
        }
    )
