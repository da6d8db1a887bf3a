"""Preference functions of measures: read, checked, and as the core takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.opinions.asking import Question
from lantoa.opinions.decimals import digits_of
from lantoa.opinions.degrees import Degrees, is_sure
from lantoa.scoring.numbers import exact
from lantoa.scoring.showing import number

FUNCTIONS = ("usual", "u", "v", "level", "linear")
READS = {
    "usual": (),
    "u": ("indifference",),
    "v": ("preference",),
    "level": ("indifference", "preference"),
    "linear": ("indifference", "preference"),
}
_WHOLE = 10**15  # differences of whole numbers below it are whole numbers that doubles hold
_MOST = 1e290  # of what the core takes: sums of it stay finite

Given = str | int | float | Fraction | None


@dataclass(frozen=True)
class Preferring:
    """The preference function of one measure.

    Attributes:
        function: One of ``FUNCTIONS``.
        indifference, preference: The thresholds, exact; 0 where the function reads none.
    """

    function: str = "usual"
    indifference: Fraction = Fraction(0)
    preference: Fraction = Fraction(0)

    @property
    def is_ramp(self) -> bool:
        """Whether it counts some differences in proportion."""
        return self.function in ("v", "linear")

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """What a difference must be above to count at all, and to count whole."""
        last = self.indifference if self.function == "u" else self.preference
        return self.indifference, last

    def told(self, lang: str) -> str:
        """The function and its thresholds in words."""
        numbers = {
            name: number(float(getattr(self, name)), lang)
            for name in ("indifference", "preference")
        }
        return said("opinions", f"function.{self.function}", lang, **numbers)


def preferring(
    question: Question,
    functions: str | Mapping[str, str],
    indifference: Given | Mapping[str, Given],
    preference: Given | Mapping[str, Given],
) -> tuple[Preferring, ...]:
    """The function of every measure, in their order.

    Raises:
        InputError: A measure or function is not known, or a threshold is missing, out of order, or
            read by nobody.
    """
    names = question.criteria
    kinds = _by_name(functions, names, "functions")
    chosen = {
        name: _checks.one_of(kinds.get(name) or "usual", FUNCTIONS, what=f'functions of "{name}"')
        for name in names
    }
    thresholds = {"indifference": indifference, "preference": preference}
    found = {key: _thresholds(given, key, chosen) for key, given in thresholds.items()}
    return tuple(
        _checked(name, chosen[name], found["indifference"].get(name), found["preference"].get(name))
        for name in names
    )


def _by_name(given: object, names: tuple[str, ...], what: str) -> dict[str, object]:
    """One for all, or one by name."""
    if not isinstance(given, Mapping):
        return dict.fromkeys(names, given)
    for name in given:
        _checks.one_of(name, names, what=f"{what}: measure")
    return dict(given)


def _thresholds(given: object, key: str, chosen: Mapping[str, str]) -> dict[str, Fraction]:
    readers = [name for name in chosen if key in READS[chosen[name]]]
    if given is None:
        return {}
    asked = _by_name(given, tuple(chosen), key)
    if isinstance(given, Mapping):
        silent = [name for name in asked if name not in readers]
    else:
        silent = [] if readers else ["every measure"]
        asked = {name: asked[name] for name in readers}
    if silent:
        kind = chosen.get(silent[0], "usual")
        raise InputError(
            f'{key} of "{silent[0]}": its function "{kind}" reads none; expected it with one of '
            f"{_checks.listed(kind for kind in FUNCTIONS if key in READS[kind])}"
        )
    return {name: _number(value, f'{key} of "{name}"') for name, value in asked.items()}


def _number(value: object, what: str) -> Fraction:
    found = exact(value)
    if found is None or not 0 <= found <= _MOST:
        told = f'"{value}"' if isinstance(value, str) else value
        raise InputError(
            f"{what}: expected a number of 0 or more, in the measure's unit, not {told}"
        )
    return found


def _checked(
    name: str, function: str, indifference: Fraction | None, preference: Fraction | None
) -> Preferring:
    given = {"indifference": indifference, "preference": preference}
    for key in READS[function]:
        if given[key] is None:
            raise InputError(
                f'{key} of "{name}": missing; "{function}" expects it in the measure\'s unit'
            )
    q, p = indifference or Fraction(0), preference or Fraction(0)
    if function in ("v", "linear") and p <= q:
        raise InputError(
            f'preference of "{name}": expected above {float(q):g}, not {float(p):g}; for a step '
            f'there, take functions = "u"'
        )
    if function == "level" and p < q:
        raise InputError(f'preference of "{name}": expected {float(q):g} or more, not {float(p):g}')
    return Preferring(function, q, p)


@dataclass(frozen=True, eq=False)
class Packed:
    """Values and thresholds as the core takes them.

    Attributes:
        values: n x p; whole numbers where the decimals allow it, so that a difference of 0.7 and
            0.4 is one of 0.3.
        preferences: Functions and thresholds, in the units of the values.
        degrees: Of each measure: the exact sums where those of doubles are not; else None.
    """

    values: NDArray[np.float64]
    preferences: _core.Preferences
    degrees: tuple[Degrees | None, ...]


def packed(question: Question, chosen: tuple[Preferring, ...]) -> Packed:
    """What the core takes."""
    values = question.numbers.copy(order="F")
    _expect_moderate(question)
    thresholds = np.zeros((len(chosen), 2))
    degrees: list[Degrees | None] = []
    for at, one in enumerate(chosen):
        scale = _scale_of(question.numbers[:, at], one)
        degrees.append(None if scale else _degrees(question.numbers[:, at], one))
        if scale:
            digits, more = scale
            values[:, at] = np.rint(values[:, at] * 10.0**digits) * more
        unit = scale[1] * 10 ** scale[0] if scale else 1
        thresholds[at] = float(one.indifference * unit), float(one.preference * unit)
    found = _core.Preferences()
    found.kind = np.array([FUNCTIONS.index(one.function) for one in chosen], np.int32)
    found.indifference = thresholds[:, 0].copy()
    found.preference = thresholds[:, 1].copy()
    return Packed(values, found, tuple(degrees))


def _scale_of(column: NDArray[np.float64], one: Preferring) -> tuple[int, int] | None:
    """The digits, and by what more, to multiply with for values and thresholds in whole numbers."""
    digits = digits_of(column)
    if digits is None:
        return None
    unit = lcm(10**digits, one.indifference.denominator, one.preference.denominator)
    most = Fraction(float(np.abs(np.nan_to_num(column)).max(initial=0.0)))
    if max(most, one.indifference, one.preference) * unit >= _WHOLE:
        return None
    return digits, unit // 10**digits


def _degrees(column: NDArray[np.float64], one: Preferring) -> Degrees | None:
    """The exact sums, where doubles do not count as they do."""
    low, high = one.ends
    if not one.is_ramp and is_sure(column, low) and is_sure(column, high):
        return None
    return Degrees(column, low, high, one.is_ramp)


def _expect_moderate(question: Question) -> None:
    large = np.abs(np.nan_to_num(question.numbers)) > _MOST
    for row, at in np.argwhere(large)[:1].tolist():
        raise InputError(
            f'"{question.criteria[at]}" of "{question.subjects[row]}" is '
            f"{question.numbers[row, at]:g}; expected numbers within 1e290"
        )
