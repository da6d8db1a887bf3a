"""Tables of bands: levels with a least total, floors and gates, read from data or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from lantoa import _checks, _files
from lantoa._checks import InputError
from lantoa.ranking.exact import number

BUNDLED = Path(__file__).parent.parent / "band_tables"
_LIMITS = ("least", "below", "most", "more_than")
_LEVEL_KEYS = ("id", "vi", "en", *_LIMITS, "floor", "gates", "clause", "quote")
_TABLE_KEYS = ("format", "id", "vi", "en", "clause", "quote", "status", "level")

Limits = Mapping[str, Fraction]
"""By their words: at least, below, at most, more than."""


@dataclass(frozen=True)
class Level:
    """One level.

    Attributes:
        id: Its name.
        labels: What it is called, by language.
        total: Limits of the total.
        floor: The share of its maximum that every criterion must reach; None: none.
        gates: Limits of other columns.
    """

    id: str
    labels: Mapping[str, str]
    total: Limits
    floor: Fraction | None
    gates: Mapping[str, Limits]

    def label(self, lang: str) -> str:
        """What it is called in a language; its id where nothing is told."""
        return self.labels.get(lang, self.id)


@dataclass(frozen=True)
class BandTable:
    """Levels, the best first.

    Attributes:
        labels: What the table is called, by language.
        status: ``"source"``, ``"draft"`` or ``"assumption"``.
        clause: Where the levels stand.
        levels: The best first.
    """

    labels: Mapping[str, str]
    status: str
    clause: str
    levels: Sequence[Level]


def bundled_bands() -> list[str]:
    """The names of the tables that come with the package.

    Example:
        >>> bundled_bands()
        ['nghe-an-draft-2025', 'qd-366-2025']
    """
    return _files.bundled(BUNDLED)


def band_table(given: Any) -> BandTable:
    """A table of bands from a bundled name, a TOML file, a mapping or a list of levels.

    Raises:
        InputError: There is no such table, or a level is not sound; the message names it.

    Example:
        >>> table = band_table([{"id": "good", "least": 80, "floor": "80 %"}, {"id": "other"}])
        >>> table.levels[0].floor, table.levels[1].total
        (Fraction(4, 5), {})
    """
    if isinstance(given, str | Path):
        given = _files.read_toml(_files.find(given, BUNDLED, "band table"), number=Decimal)
    if not isinstance(given, Mapping):
        given = {"level": given}
    for key in given:
        _checks.one_of(key, _TABLE_KEYS, what="bands: key")
    levels = given.get("level")
    if isinstance(levels, str | Mapping) or not isinstance(levels, Sequence) or not levels:
        raise InputError("bands: expected a list of levels, the best first")
    read = [_level(one, at) for at, one in enumerate(levels)]
    again = [one.id for at, one in enumerate(read) if one.id in [other.id for other in read[:at]]]
    if again:
        raise InputError(f'bands: level "{again[0]}" is there twice')
    return BandTable(
        _labels(given), str(given.get("status", "")), str(given.get("clause", "")), tuple(read)
    )


def _level(told: Any, at: int) -> Level:
    if not isinstance(told, Mapping) or not isinstance(told.get("id"), str):
        raise InputError(f"bands: level {at + 1}: expected a table with an id")
    what = f'bands: level "{told["id"]}"'
    for key in told:
        _checks.one_of(key, _LEVEL_KEYS, what=f"{what}: key")
    floor = None if told.get("floor") is None else number(told["floor"], what=f"{what}: floor")
    if floor is not None and not 0 <= floor <= 1:
        raise InputError(
            f'{what}: floor: expected a share of the maximum, such as "85 %", not {told["floor"]}'
        )
    gates = told.get("gates", {})
    if not isinstance(gates, Mapping):
        raise InputError(f"{what}: gates: expected a mapping from column to limits")
    return Level(
        told["id"],
        _labels(told),
        _limits({key: told[key] for key in _LIMITS if key in told}, what),
        floor,
        {str(name): _limits(limits, f'{what}: gate "{name}"') for name, limits in gates.items()},
    )


def _limits(told: Any, what: str) -> Limits:
    if not isinstance(told, Mapping):
        raise InputError(f'{what}: expected limits, such as {{"least": 90}}, not {told!r}')
    return {
        _checks.one_of(key, _LIMITS, what=f"{what}: limit"): number(one, what=f"{what}: {key}")
        for key, one in told.items()
    }


def _labels(told: Mapping[str, Any]) -> Mapping[str, str]:
    return {lang: str(told[lang]) for lang in ("vi", "en") if lang in told}
