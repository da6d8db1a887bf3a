"""What is asked of a scenario, checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _checks
from lantoa._checks import InputError

if TYPE_CHECKING:
    from lantoa.spreading.setting import Setting

_MOST_DRAWS = 10_000_000
_MOST_SEED = 2**64 - 1


def probabilities_of(asked: Any) -> list[float]:
    """Probabilities, sorted, each once.

    Raises:
        InputError: One is not above 0 and up to 1, or there is none.
    """
    given = list(asked) if isinstance(asked, Iterable) and not isinstance(asked, str) else [asked]
    for one in given:
        real = isinstance(one, int | float | np.number) and not isinstance(one, bool)
        if not real or not 0 < one <= 1:
            told = f"probabilities: expected numbers above 0 and up to 1, found {one!r}"
            raise InputError(told)
    if not given:
        raise InputError("probabilities: expected one or more, found none")
    return sorted({float(one) for one in given})


def whole(value: Any, what: str, least: int, most: int | None = None) -> None:
    """Refuse what is no whole number, below the least, or above the most where there is one.

    Raises:
        InputError: It is not.
    """
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or value < least or (most is not None and value > most):
        told = f", {least} or more" if most is None else f" from {least} to {most}"
        raise InputError(f"{what}: expected a whole number{told}, not {value!r}")


def check_draws(draws: Any, least: int) -> None:
    """Refuse a number of simulations that is too small to tell anything, or would not end.

    Raises:
        InputError: It is no whole number from the least to ten million.
    """
    whole(draws, "draws", least, _MOST_DRAWS)


def check_seed(seed: Any) -> None:
    """Refuse a seed that the generator cannot hold: it has 64 bits.

    Raises:
        InputError: It is no whole number from 0 to 2**64 - 1.

    Example:
        >>> check_seed(2**64)
        Traceback (most recent call last):
        lantoa.InputError: seed: expected a whole number from 0 to 18446744073709551615, not 18446744073709551616
    """
    whole(seed, "seed", 0, _MOST_SEED)


def codes_of(setting: Setting, ids: Any, what: str) -> list[int]:
    """The codes of some subjects, sorted, each once.

    Raises:
        InputError: One is not known; the nearest is named.
    """
    if isinstance(ids, str):
        raise InputError(f'{what}: expected a list of ids, not the text "{ids}"')
    at = {one: code for code, one in enumerate(setting.subjects)}
    return sorted({at[_checks.one_of(one, setting.subjects, what=what)] for one in ids})


def check_alpha(alpha: Any) -> float:
    """The level of tests and intervals: of one of half or more no answer would mean anything.

    Raises:
        InputError: It is no number above 0 and below .5.
    """
    real = isinstance(alpha, int | float | np.integer | np.floating)
    if not real or isinstance(alpha, bool) or not 0 < alpha < 0.5:
        raise InputError(f"alpha: expected a number above 0 and below 0.5, not {alpha!r}")
    return float(alpha)
