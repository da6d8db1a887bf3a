"""Quotas as they are asked for: shares as exact fractions, numbers, one inside another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, cast

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.ranking.exact import number

Per = Literal["group", "all"]
BASES = ("candidates", "others", "subjects", "seats_of_outer")
_FINEST = 10**15  # of a share: the core multiplies it by a number of people
_KEYS = ("share", "number", "of", "per", "inside", "rounding", "minimum_places")


@dataclass(frozen=True)
class Cap:
    """One quota.

    Attributes:
        name: What it is called.
        share: How much of the base, by group; the key None is of all others.
        number: How many, likewise; empty where there is a share.
        of: What the share is of: ``"candidates"`` (those with a place, inside another quota those
            within its line), ``"others"`` (the candidates beside those named), ``"subjects"``
            (everybody, with a place or not), ``"seats_of_outer"``, or numbers by group.
        per: ``"group"`` or ``"all"``: where the line is drawn.
        inside: The quota around it, or None.
        rounding: ``"down"`` or ``"up"``.
        minimum_places: What a share gives at least where there is anybody.
    """

    name: str
    share: Mapping[str | None, Fraction]
    number: Mapping[str | None, int]
    of: str | Mapping[str | None, int]
    per: Per
    inside: str | None
    rounding: Literal["down", "up"]
    minimum_places: int


def caps(quotas: Mapping[str, Any], *, within: bool) -> list[Cap]:
    """The quotas, the outer ones first.

    Args:
        quotas: A table of each by its name, or its share or number alone.
        within: Whether there are groups.

    Raises:
        InputError: A table is not sound; the message names quota and key.

    Example:
        >>> [found] = caps({"CSTĐCS": {"share": "15 %", "minimum_places": 1}}, within=False)
        >>> found.share, found.of, found.rounding
        ({None: Fraction(3, 20)}, 'candidates', 'down')
    """
    if not isinstance(quotas, Mapping):
        raise InputError(
            "quotas: expected a mapping from name to quota, such as "
            f'{{"CSTĐCS": "15 %"}}, not {type(quotas).__name__}'
        )
    read = {str(name): _cap(str(name), told, within) for name, told in quotas.items()}
    for one in read.values():
        _expect_fitting(one, read)
    return sorted(read.values(), key=lambda one: len(_outside(one, read)))


def _cap(name: str, told: Any, within: bool) -> Cap:
    table = told if isinstance(told, Mapping) else {_shorthand(told): told}
    what = f'quota "{name}"'
    for key in table:
        _checks.one_of(key, _KEYS, what=f"{what}: key")
    if ("share" in table) == ("number" in table):
        raise InputError(f"{what}: expected a share or a number, one of the two")
    inside = table.get("inside")
    of = table.get("of", "candidates" if inside is None else "seats_of_outer")
    per = _checks.one_of(table.get("per", "group" if within else "all"), ("group", "all"),
                         what=f"{what}: per")  # fmt: skip
    if per == "group" and not within:
        raise InputError(f'{what}: per "group" needs groups; expected within, or per "all"')
    rounding = _checks.one_of(
        table.get("rounding", "down"), ("down", "up"), what=f"{what}: rounding"
    )
    return Cap(
        name,
        _by_group(table.get("share"), _share, f"{what}: share"),
        _by_group(table.get("number"), _count, f"{what}: number"),
        _base(of, what),
        cast(Per, per),
        None if inside is None else str(inside),
        cast(Literal["down", "up"], rounding),
        _count(table.get("minimum_places", 0), f"{what}: minimum_places"),
    )


def _shorthand(told: Any) -> str:
    """A whole number is a number of seats, everything else a share."""
    return "number" if isinstance(told, int) else "share"


def _by_group(told: Any, read: Any, what: str) -> dict[str | None, Any]:
    if told is None:
        return {}
    if isinstance(told, Mapping):
        return {None if key is None else str(key): read(one, what) for key, one in told.items()}
    return {None: read(told, what)}


def _share(told: Any, what: str) -> Fraction:
    found = number(told, what=what)
    if not 0 <= found <= 1:
        raise InputError(f'{what}: expected 0 to 1, or a text with %, such as "15 %", not {told}')
    if found.denominator > _FINEST:
        raise InputError(f"{what}: {told} is finer than a share can be told apart")
    return found


def _count(told: Any, what: str) -> int:
    found = number(told, what=what)
    if found < 0 or found.denominator != 1:
        raise InputError(f"{what}: expected a whole number from 0, not {told}")
    return int(found)


def _base(told: Any, what: str) -> str | Mapping[str | None, int]:
    if isinstance(told, str):
        return _checks.one_of(told, BASES, what=f"{what}: of")
    return _by_group(told, _count, f"{what}: of")


def _expect_fitting(one: Cap, read: Mapping[str, Cap]) -> None:
    """Refuse a quota that is inside none, inside itself, or takes its base from where it is not."""
    what = f'quota "{one.name}"'
    if one.inside is not None:
        _checks.one_of(one.inside, [name for name in read if name != one.name],
                       what=f"{what}: inside")  # fmt: skip
    if one.name in _outside(one, read):
        raise InputError(f"{what}: it is inside itself, by way of others")
    if one.of != "seats_of_outer" or one.number:
        return
    if one.inside is None:
        raise InputError(f'{what}: of "seats_of_outer" needs inside, the quota around it')
    if one.per == "group" and read[one.inside].per == "all":
        raise InputError(
            f'{what}: the seats of "{one.inside}" are those of all groups together; expected of '
            '"candidates", which counts those within its line in each group, or per "all"'
        )


def _outside(one: Cap, read: Mapping[str, Cap]) -> list[str]:
    """The quotas around one, the nearest first; it ends with the first that comes again."""
    found: list[str] = []
    while one.inside in read and one.inside not in found:
        found.append(cast(str, one.inside))
        one = read[found[-1]]
    return found
