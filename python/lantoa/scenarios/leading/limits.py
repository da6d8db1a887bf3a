"""The limits between which weights may be looked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantoa import _checks, _core
from lantoa.scenarios.leading.weighing import Weighing

Limits = Mapping[str, int] | int | None


def box_of(weighing: Weighing, low: Limits, high: Limits) -> _core.WeightBox:
    """The weights that may be given.

    Args:
        weighing: Whose weights.
        low, high: A whole number for all criteria, or for some by their ids; None: 0, and the sum.

    Raises:
        InputError: A criterion is not known, a limit is no weight, or no weights fit.
    """
    box = _core.WeightBox()
    box.total = weighing.total
    box.low, box.high = _limits(weighing, low, 0, "low"), _limits(weighing, high, box.total, "high")
    for name, least, most in zip(weighing.names, box.low, box.high, strict=True):
        if least > most:
            raise _checks.InputError(
                f'low["{name}"] is {least}, above high["{name}"], {most}; expected at most that'
            )
    if not sum(box.low) <= box.total <= sum(box.high):
        raise _checks.InputError(
            f"the limits hold no weights: they sum to {sum(box.low)} to {sum(box.high)}, and "
            f"weights of a {weighing.kind} sum to {box.total}; {_way_out(box)}"
        )
    return box


def _way_out(box: _core.WeightBox) -> str:
    more, less = box.total - sum(box.high), sum(box.low) - box.total
    return f"raise high by {more} in all" if more > 0 else f"lower low by {less} in all"


def _limits(weighing: Weighing, given: Limits, default: int, what: str) -> list[int]:
    if not isinstance(given, Mapping):
        return [_limit(default if given is None else given, weighing.total, what)] * len(
            weighing.names
        )
    for name in given:
        _checks.one_of(name, weighing.names, what=f"criterion in {what}")
    return [
        _limit(given[name], weighing.total, f'{what}["{name}"]') if name in given else default
        for name in weighing.names
    ]


def _limit(value: Any, total: int, what: str) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__") or not 0 <= value <= total:
        raise _checks.InputError(
            f"{what} must be a weight, a whole number between 0 and {total}, not {value!r}"
        )
    return int(value)
