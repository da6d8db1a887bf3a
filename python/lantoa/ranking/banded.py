"""The highest level of each whose limits all hold, by the core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from lantoa import _core
from lantoa._checks import InputError
from lantoa.ranking.asking import Asked
from lantoa.ranking.band_tables import BandTable, Level, Limits
from lantoa.ranking.exact import Exact, number

Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Banded:
    """The level of n rows.

    Attributes:
        table: The levels.
        columns: What was limited: the total first, then criteria with floors, then gates.
        sure: The best level that holds whatever is unknown; -1: none.
        best: The best level that holds at some of what is unknown; -1: none.
        lacking: n x k: where the number keeps it from the level above its own.
    """

    table: BandTable
    columns: Sequence[str]
    sure: Numbers
    best: Numbers
    lacking: Numbers


def banded(asked: Asked, table: BandTable, maxima: Mapping[str, Any] | None) -> Banded:
    """Find the level of every row.

    Args:
        asked: The rows.
        table: The levels.
        maxima: The most of each criterion that floors are a share of, by column.

    Raises:
        InputError: Levels have floors and there are no maxima or the other way round, a maximum is
            not above 0, or a column is absent.
    """
    most = _maxima(table, maxima)
    gates = list(dict.fromkeys(name for level in table.levels for name in level.gates))
    total = asked.total([limit for level in table.levels for limit in level.total.values()])
    columns = [total, *[asked.column(name, "bands") for name in (*most, *gates)]]
    bands = _core.Bands()
    ends = [_ends(level, columns, most, gates) for level in table.levels]
    bands.least, bands.most = (
        np.array([[pair[at] for pair in row] for row in ends], np.int64) for at in (0, 1)
    )
    numbers = np.column_stack([one.keys for one in columns])
    found = _core.band(np.asfortranarray(numbers), bands)
    sure, best = (np.where(one == _core.BLANK, -1, one) for one in (found.sure, found.best))
    return Banded(table, ["", *most, *gates], sure, best, found.lacking == 1)


def _maxima(table: BandTable, maxima: Mapping[str, Any] | None) -> Mapping[str, Fraction]:
    floors = [level.id for level in table.levels if level.floor is not None]
    if floors and not maxima:
        raise InputError(
            f'maxima: level "{floors[0]}" has a floor for every criterion; expected the columns of '
            'the criteria with their maxima, such as {"quality": 30, "progress": 70}'
        )
    if not isinstance(maxima, Mapping | None):
        raise InputError(
            f"maxima: expected a mapping from column to maximum, not {type(maxima).__name__}"
        )
    if maxima is not None and not floors:
        raise InputError(
            "maxima: no level has a floor that would be a share of them; expected a floor in "
            "bands=, or no maxima"
        )
    read = {}
    for name, told in (maxima or {}).items():
        read[str(name)] = number(told, what=f'maxima: "{name}"')
        if read[str(name)] <= 0:
            raise InputError(f'maxima: "{name}": expected a number above 0, not {told}')
    return read


def _ends(
    level: Level, columns: Sequence[Exact], maxima: Mapping[str, Fraction], gates: Sequence[str]
) -> list[tuple[int, int]]:
    """The least and the most key of every column that a level allows."""
    floors = [
        {} if level.floor is None else {"least": level.floor * top} for top in maxima.values()
    ]
    limits = [level.total, *floors, *[level.gates.get(name, {}) for name in gates]]
    return [_keys(column, told) for column, told in zip(columns, limits, strict=True)]


def _keys(column: Exact, told: Limits) -> tuple[int, int]:
    least, most = _core.LEAST, _core.MOST
    for word, limit in told.items():
        if word == "least":
            least = max(least, column.at_least(limit))
        elif word == "more_than":
            least = max(least, column.at_most(limit) + 1)
        elif word == "most":
            most = min(most, column.at_most(limit))
        else:
            most = min(most, column.at_least(limit) - 1)
    return least, most
