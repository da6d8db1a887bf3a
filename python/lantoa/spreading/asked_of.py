"""What is asked of a scenario, checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa import _checks
from lantoa._checks import InputError

if TYPE_CHECKING:
    from lantoa.spreading.setting import Setting


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


def whole(value: Any, what: str, least: int) -> None:
    """Refuse what is no whole number, or below the least.

    Raises:
        InputError: It is not.
    """
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < least:
        raise InputError(f"{what}: expected a whole number, {least} or more, not {value!r}")


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
