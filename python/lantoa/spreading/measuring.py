"""By how much an outcome changes from year to year, so that a design knows what it could find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa.concluding import Saying, fixed

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

TOPIC = "designing"
CORRELATION = 0.7
"""Of two measurements in a row, assumed where no outcome is named."""
_FEWEST = 5  # changes that a standard deviation is taken of


def measured(
    spread: Spread, outcome: Any, measures: int
) -> tuple[float, tuple[Saying, ...], frozenset[str]]:
    """Standard deviations of a change in those of the outcome, how that is known, and of whom.

    Places or excellent ratings are no outcome of spread: they are left out, and that is said.

    Raises:
        InputError: The office has no such outcome.
    """
    from lantoa.spreading.outcomes import outcome_of, zero_sum

    refused = None if outcome is None else zero_sum(outcome)
    if outcome is not None and refused is None:
        panel = outcome_of(spread.office, outcome, None, spread.lang, spread.as_of)
        found = _factor(panel.values)
        if found is not None:
            name = outcome if isinstance(outcome, str) else "…"
            known = {"outcome": name, "factor": fixed(found, 2), "measures": measures}
            return found, (Saying(TOPIC, "measured.outcome", known),), frozenset(panel.subjects)
    why = () if refused is None else (refused,)
    gaps = {"correlation": fixed(CORRELATION, 1), "measures": measures}
    line = Saying(TOPIC, "measured.assumed", gaps)
    return float(np.sqrt(2 * (1 - CORRELATION))), (*why, line), frozenset()


def _factor(values: Any) -> float | None:
    """Both within years; None where the changes are few or nothing differs.

    >>> import numpy as np
    >>> _factor(np.array([[0.0, 1.0], [2.0, 3.0]])) is None
    True
    """
    change = np.diff(np.asarray(values, float), axis=1)
    spreads = [_variance(one) for one in (np.asarray(values, float), change)]
    if np.isfinite(change).sum() < _FEWEST or not all(spreads):
        return None
    return float(np.sqrt(spreads[1] / spreads[0]))


def _variance(values: Any) -> float:
    """The variance about the mean of each year."""
    known = np.isfinite(values)
    years = known.sum(axis=0) > 1
    kept = values[:, years]
    mean = np.nanmean(kept, axis=0) if years.any() else np.zeros(0)
    free = int((known[:, years].sum(axis=0) - 1).sum())
    return float(np.nansum((kept - mean) ** 2) / free) if free else 0.0
