"""Which weights are drawn: all, those of a box, or those in an order; for the core and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lantoa import _core
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.scoring.slate import Slate
from lantoa.sensitivity.exact_values import Made
from lantoa.sensitivity.saying import what_varied
from lantoa.sensitivity.weighing import varied

Box: TypeAlias = float | Mapping[str, Any] | None


@dataclass(frozen=True, eq=False)
class Law:
    """The weights that are drawn.

    Attributes:
        law: For the core, which takes criteria by name: their order in a scheme changes no draw.
        says: What is varied, in words.
        by_name: The numbers of the criteria in the order of their names, p.
    """

    law: _core.WeightLaw
    says: str
    by_name: NDArray[np.int64]

    def columns(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """n x p values of a slate with their columns in the order of ``law``."""
        return np.asfortranarray(values[:, self.by_name])

    def back(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """p x n weights of the core with their rows in the order of the slate."""
        found: NDArray[np.float64] = weights[np.argsort(self.by_name)]
        return found


def law_of(slate: Slate, made: Made, box: Box, order: Sequence[str] | None) -> Law:
    """The law of a box or an order, as ``robustness`` reads them; without both the whole simplex.

    Args:
        slate: What is weighed.
        made: What its values are made of.
        box: The share of itself by which each weight may move; or shares or two ends by name.
        order: All criteria, the heaviest first.

    Raises:
        InputError: Both are given, a name is not known, a number is out of range, or no weights
            fit.
    """
    law, lang = _core.WeightLaw(), made.score.lang
    by_name = np.array(sorted(range(len(slate.criteria)), key=slate.criteria.__getitem__), np.int64)
    if box is None and order is None:
        return Law(law, said("acceptability", "drawn.flat", lang, p=len(slate.criteria)), by_name)
    found = replace(varied(slate, box, order, None), made=made)
    if found.order:
        law.order = np.argsort(by_name)[list(found.order)].astype(np.int32)
    else:
        ends = [found.ends[at] for at in by_name]
        law.low = np.array([float(low) for low, _ in ends])
        law.high = np.array([min(float(high), 1.0) for _, high in ends])
    told = " ".join(what_varied(found, lang))
    return Law(law, said("acceptability", "drawn.among", lang, told=told), by_name)


def number_of(value: Any, what: str) -> float:
    """A plain number.

    Raises:
        InputError: It is none, or is not finite.

    Example:
        >>> number_of("a quarter", "box")
        Traceback (most recent call last):
        lantoa.InputError: box: expected a number, not "a quarter"
    """
    is_number = isinstance(value, int | float | np.integer | np.floating)
    if not is_number or isinstance(value, bool) or not np.isfinite(value):
        told = f'"{value}"' if isinstance(value, str) else value
        raise InputError(f"{what}: expected a number, not {told}")
    return float(value)


def whole_of(value: Any, what: str, least: int, most: int) -> int:
    """A whole number in a range.

    Raises:
        InputError: It is none, or out of range.

    Example:
        >>> whole_of(0, "draws", 1, 100)
        Traceback (most recent call last):
        lantoa.InputError: draws: expected a whole number from 1 to 100, not 0
    """
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or not least <= value <= most:
        told = f'"{value}"' if isinstance(value, str) else value
        raise InputError(f"{what}: expected a whole number from {least} to {most}, not {told}")
    return int(value)
