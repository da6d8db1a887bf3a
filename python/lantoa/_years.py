"""Years as a user asks for them: a span, or some of them; read alike wherever ``years`` is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lantoa._checks import InputError

_FIRST, _LAST = 1000, 9999  # years of four digits


def years_asked(given: object, what: str = "years") -> range | tuple[int, ...]:
    """The years that are asked for.

    Args:
        given: A year; a pair ``(first, last)``, which is every year from one to the other; a
            ``range``; or any other collection of years, which is these years alone.
        what: The argument.

    Returns:
        A range where a span is asked for, else the years, sorted, each once.

    Raises:
        InputError: They are no years, or the span ends before it begins.

    Example:
        >>> years_asked((2021, 2025)), years_asked([2025, 2021]), years_asked(2021)
        (range(2021, 2026), (2021, 2025), (2021,))
    """
    found = _whole(given, what)
    if isinstance(given, tuple) and len(found) == 2:
        first, last = found
        if first > last:
            told = f"{what}: {first} is after {last}; expected the first and the last year"
            raise InputError(f"{told}, such as ({last}, {first})")
        return range(first, last + 1)
    if isinstance(given, range) and given.step == 1:
        return given
    return tuple(sorted(set(found)))


def nearest_year(year: int, known: Sequence[int]) -> int:
    """The known year that is nearest; of two the earlier one.

    >>> nearest_year(2050, [2020, 2024]), nearest_year(2022, [2020, 2024])
    (2024, 2020)
    """
    return min(known, key=lambda one: (abs(one - year), one))


def _whole(given: object, what: str) -> list[int]:
    if _is_whole(given):
        given = [given]
    is_list = isinstance(given, Iterable) and not isinstance(given, str | bytes | dict)
    found = list(given) if is_list else []  # type: ignore[call-overload]
    if not is_list or not all(map(_is_whole, found)):
        told = f"{what}: expected years, such as (2021, 2025) or range(2021, 2026), not {given!r}"
        raise InputError(told)
    if not found:
        raise InputError(f"{what}: there is none; expected years, such as (2021, 2025)")
    wrong = [int(one) for one in found if not _FIRST <= int(one) <= _LAST]
    if wrong:
        raise InputError(f"{what}: {wrong[0]} is no year; expected years, such as (2021, 2025)")
    return [int(one) for one in found]


def _is_whole(one: object) -> bool:
    return hasattr(one, "__index__") and not isinstance(one, bool)
