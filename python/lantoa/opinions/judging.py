"""AHP: weights from judgements of pairs, and how well the judgements fit together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.opinions.weights import Weights, made
from lantoa.scoring.numbers import exact
from lantoa.scoring.showing import number

# Saaty's mean consistency index of random judgements, of 1 to 15 names (1980).
_RANDOM = (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
_TOLERATED = 0.1
_STEPS = 10_000
_ROUNDED = 1e-9  # what an eigenvector may be off by, amply

Pair = tuple[str, str]


@dataclass(frozen=True, eq=False, repr=False)
class AhpWeights(Weights):
    """AHP weights with what the judgements say of themselves. Made by ``ahp_weights``.

    Attributes:
        largest_eigenvalue: As many as there are names where no judgement contradicts another.
        consistency_index: (largest eigenvalue - n) / (n - 1).
        consistency_ratio: Over Saaty's random index; None above 15 names, for which he gives none.
        most_inconsistent: The pair whose judgement is farthest, as a ratio, from the weights; None
            where every judgement fits.
        judged, fitting: What was said of that pair, and what its weights say.
    """

    largest_eigenvalue: float
    consistency_index: float
    consistency_ratio: float | None
    most_inconsistent: Pair | None
    judged: float
    fitting: float

    @property
    def is_consistent(self) -> bool:
        """Whether the ratio is below .1, as Saaty asks; where there is none, the index."""
        ratio = self.consistency_ratio
        return (self.consistency_index if ratio is None else ratio) < _TOLERATED

    @property
    def sentence(self) -> str:
        """The largest weight, the consistency, and the judgement to look at again."""
        lang = self.lang
        key = "good" if self.is_consistent else "poor"
        ratio = self.consistency_ratio
        told = super().sentence + said(
            "opinions",
            f"ahp.{key}" if ratio is not None else "ahp.index",
            lang,
            ratio=number(self.consistency_index if ratio is None else ratio, lang),
        )
        if self.most_inconsistent is not None:
            one, other = self.most_inconsistent
            judged, fitting = number(self.judged, lang, 2), number(self.fitting, lang, 2)
            told += said(
                "opinions", "ahp.worst", lang, one=one, other=other, judged=judged, fitting=fitting
            )
        return told


def ahp_weights(comparisons: Any, *, lang: str = "vi") -> AhpWeights:
    """Weights by the analytic hierarchy process.

    Args:
        comparisons: How many times as important one is as another: a dict of pairs, such as
            ``{("a", "b"): 3}``, each pair once or both ways; or a square frame with the names as
            index and columns (of other frames the first column has the names). Numbers may be
            texts such as ``"1/3"``.
        lang: ``"vi"`` or ``"en"``.

    Returns:
        The principal eigenvector, and how consistent the judgements are.

    Raises:
        InputError: A pair is missing or judged twice otherwise, a number is not above 0, or the
            two halves of the matrix are not reciprocal; the message names the pair.

    References:
        T. L. Saaty, The Analytic Hierarchy Process (1980), the random index too.

    Example:
        >>> found = ahp_weights({("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 4})
        >>> [round(weight, 12) for weight in found.values()], round(found.consistency_index, 12)
        ([0.571428571429, 0.285714285714, 0.142857142857], 0.0)
    """
    names, judged = _read(comparisons)
    matrix = np.array([[float(judged[a, b]) for b in names] for a in names])
    weights, eigenvalue = _principal(matrix)
    n = len(names)
    index = max(eigenvalue - n, 0.0) / (n - 1) if n > 1 else 0.0
    random = _RANDOM[n - 1] if n <= len(_RANDOM) else None
    ratio = None if random is None else (index / random if random else 0.0)
    worst, said_of_it, fitting = _worst(names, judged, weights)
    return made(
        AhpWeights,
        "ahp",
        names,
        weights.tolist(),
        lang,
        largest_eigenvalue=eigenvalue,
        consistency_index=index,
        consistency_ratio=ratio,
        most_inconsistent=worst,
        judged=said_of_it,
        fitting=fitting,
    )


def _principal(matrix: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """The positive eigenvector, sum 1, by repeated multiplication; it is the only one (Perron)."""
    weights = np.full(len(matrix), 1 / len(matrix))
    for _ in range(_STEPS):
        grown = (matrix * weights).sum(axis=1)
        found = grown / grown.sum()
        done = np.abs(found - weights).max() <= 1e-16
        weights = found
        if done:
            break
    ratios = (matrix * weights).sum(axis=1) / weights
    return weights, float(ratios.mean())


def _worst(
    names: Sequence[str], judged: Mapping[Pair, Fraction], weights: NDArray[np.float64]
) -> tuple[Pair | None, float, float]:
    """The judgement farthest from the weights, the way round in which it is 1 or more."""
    worst: tuple[Pair | None, float, float] = (None, 1.0, 1.0)
    farthest = _ROUNDED  # of a logarithm; of several as far off, the first is named
    for i, one in enumerate(names):
        for j, other in enumerate(names[i + 1 :], start=i + 1):
            given, fitting = float(judged[one, other]), float(weights[i] / weights[j])
            away = abs(np.log(given / fitting))
            if away > farthest:
                farthest = away * (1 + _ROUNDED)
                turned = given < 1
                pair = (other, one) if turned else (one, other)
                worst = (pair, 1 / given, 1 / fitting) if turned else (pair, given, fitting)
    return worst


def _read(comparisons: Any) -> tuple[tuple[str, ...], dict[Pair, Fraction]]:
    """Names in their order, and every pair both ways."""
    if isinstance(comparisons, Mapping):
        said_of = {_pair(key): value for key, value in comparisons.items()}
        names = tuple(dict.fromkeys(name for pair in said_of for name in pair))
    else:
        names, said_of = _of_frame(comparisons)
    if not names:
        raise InputError("comparisons: there is no pair; expected such as {('a', 'b'): 3}")
    found: dict[Pair, Fraction] = {}
    for i, one in enumerate(names):
        for other in names[i:]:
            found[one, other] = _agreed(one, other, said_of)
            found[other, one] = 1 / found[one, other]
    return names, found


def _pair(key: object) -> Pair:
    if isinstance(key, tuple) and len(key) == 2 and all(isinstance(name, str) for name in key):
        return key
    raise InputError(f"comparisons: expected pairs of names such as ('a', 'b'), not {key!r}")


def _of_frame(frame: Any) -> tuple[tuple[str, ...], dict[Pair, Any]]:
    import narwhals.stable.v2 as nw
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        rows = [str(name) for name in frame.index]
        cells = {str(name): frame[name].tolist() for name in frame}
    else:
        try:
            given = nw.from_native(frame, eager_only=True)
        except TypeError:
            told = type(frame).__name__
            raise InputError(
                f"comparisons: expected a dict or a square frame, not {told}"
            ) from None
        rows = [str(name) for name in given[given.columns[0]].to_list()]
        cells = {name: given[name].to_list() for name in given.columns[1:]}
    if sorted(rows) != sorted(cells) or len(set(rows)) != len(rows):
        raise InputError(
            f"comparisons: rows are {_checks.listed(rows)} and columns {_checks.listed(cells)}; "
            "expected the same names, each once"
        )
    pairs = {(one, other): cells[other][at] for at, one in enumerate(rows) for other in rows}
    return tuple(rows), pairs


def _agreed(one: str, other: str, said_of: Mapping[Pair, Any]) -> Fraction:
    """What was said of a pair, once or both ways."""
    there = _number(said_of, one, other)
    back = _number(said_of, other, one)
    if there is None or back is None:
        if there is not None:
            return there
        if back is not None:
            return Fraction(1) / back
        if one == other:
            return Fraction(1)
        raise InputError(
            f'comparisons: "{one}" and "{other}" are not compared; expected every pair'
        )
    if one == other and there != 1:
        raise InputError(f'comparisons: "{one}" with itself is {float(there):g}; expected 1')
    large, small = max(there, back), min(there, back)
    key = (other, one) if there >= back else (one, other)
    if abs(small - 1 / large) > _half_a_digit(said_of[key]) + small / 2**52:
        raise InputError(
            f'comparisons: "{one}" is {float(there):g} times "{other}", and "{other}" '
            f'{float(back):g} times "{one}"; expected {_fraction(1 / there)}'
        )
    return large if there >= back else 1 / large


def _number(said_of: Mapping[Pair, Any], one: str, other: str) -> Fraction | None:
    value = said_of.get((one, other))
    if value is None or value != value:  # a blank cell of a frame is NaN
        return None
    found = exact(value)
    if found is None or found <= 0:
        told = f'"{value}"' if isinstance(value, str) else value
        raise InputError(f'comparisons: "{one}" with "{other}": expected above 0, not {told}')
    return found


def _half_a_digit(value: Any) -> Fraction:
    """What a number that was rounded to the digits it has may be off by: 0.33 stands for 1/3."""
    text = str(value).replace(",", ".")
    if "/" in text or "e" in text.lower() or "." not in text:
        return Fraction(0)
    return Fraction(1, 2 * 10 ** len(text.partition(".")[2]))


def _fraction(value: Fraction) -> str:
    return str(value) if value.denominator < 100 else f"{float(value):g}"
