"""The figures of synthetic provinces: what lasts, what a year brings, what is blank.

Every stream of chance has the name of what it is for, so a measure, a year or a province more
leaves the figures of the others as they were. All figures are sums of uniform numbers, times and
plus constants: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa.sampling.columns import Bools, Floats, Ints
from lantoa.sampling.draws import Stream, stream

DIMENSIONS = {
    "tham_gia": 4,
    "cong_khai": 4,
    "giai_trinh": 3,
    "liem_chinh": 4,
    "thu_tuc": 4,
    "dich_vu": 4,
    "moi_truong": 3,
    "so_hoa": 3,
}

# How far a dimension follows what all share, and what is good in one group of provinces only.
_FOLLOWS = {
    "tham_gia": (0.9, -0.1),
    "cong_khai": (0.9, 0.1),
    "giai_trinh": (0.75, 0.1),
    "liem_chinh": (0.5, 0.7),
    "thu_tuc": (0.6, 0.15),
    "dich_vu": (0.5, 0.4),
    "moi_truong": (0.0, 0.9),
    "so_hoa": (0.6, -0.55),
}

# Years before the last in which a measure begins, and in which its scale broke, with the factor.
_BEGINS = {"cong_khai_4": 2, "moi_truong": 2, "so_hoa": 2, "so_hoa_3": 1}
_BREAKS = {
    "cong_khai_1": {2: 0.35},
    "giai_trinh_2": {4: 0.6},
    "giai_trinh_3": {2: 0.5},
    "moi_truong_1": {1: 0.4},
    "so_hoa_3": {0: 0.3},
}

_ABSENT = 6  # years before the last in which two provinces are not covered at all
_HALF = 2  # and in which two others lack these dimensions
_LACKING = ("cong_khai", "liem_chinh")
_BLANK = 0.001  # of all cells
_PLACES = 4  # decimals


def measures() -> Iterator[str]:
    """The names of the measures: those of the dimensions, numbered."""
    for dimension, count in DIMENSIONS.items():
        yield from (f"{dimension}_{number}" for number in range(1, count + 1))


def goalposts(measure: str) -> tuple[float, float]:
    """The ends of a measure's scale: those of a dimension add up to 1 and 10.

    >>> goalposts("tham_gia_1"), goalposts("so_hoa_3")
    ((0.25, 2.5), (0.3333, 3.3333))
    """
    return (0.25, 2.5) if DIMENSIONS[_dimension(measure)] == 4 else (0.3333, 3.3333)


def column(measure: str, count: int, years: list[int], seed: int) -> Floats:
    """A measure of ``count`` provinces, year by year; NaN before it begins."""
    low, high = goalposts(measure)
    own = stream(seed, measure)
    centre, spread, lasting = (
        0.45 + 0.35 * own.random(),
        0.04 + 0.06 * own.random(),
        0.3 + 0.5 * own.random(),
    )
    level = _level(measure, own, count, seed)
    told = []
    for year in years:
        chance = stream(seed, f"{measure} {year}")
        drift = 0.01 * _bell(chance, 1)
        noise = 0.5 * _season(measure, year, count, seed) + 0.87 * _bell(chance, count)
        stands = centre + drift + spread * (lasting**0.5 * level + (1 - lasting) ** 0.5 * noise)
        share = np.clip(stands, 0.02, 0.98) * _scale(measure, years[-1] - year)
        told.append(np.round(low + (high - low) * share, _PLACES))
    return np.concatenate(told)


def with_gaps(
    cells: dict[str, Floats], count: int, years: list[int], seed: int
) -> dict[str, Floats]:
    """The columns with NaN where a measure has not begun and where provinces have none."""
    before = np.repeat(years[-1] - np.asarray(years), count)
    province = np.tile(np.arange(count), len(years))
    order = _strongest(cells, before == _HALF)
    half = np.isin(province, order[[0, -1]]) & (before == _HALF) if len(order) else False
    absent = np.isin(province, stream(seed, "absent").permutation(count)[:2]) & (before == _ABSENT)
    told = {}
    for measure, values in cells.items():
        blank = absent | (before > _begins(measure))
        blank |= _lost(measure, count, years, seed)
        blank |= half & (_dimension(measure) in _LACKING)
        told[measure] = np.where(blank, np.nan, values)
    return told


def _strongest(cells: dict[str, Floats], rows: Bools) -> Ints:
    """The provinces of one year, those that lead without the dimensions that will lack first."""
    rest = [values[rows] for name, values in cells.items() if _dimension(name) not in _LACKING]
    return np.argsort(-np.sum(rest, axis=0), kind="stable")


def _lost(measure: str, count: int, years: list[int], seed: int) -> Bools:
    """The single cells that are blank for no reason."""
    chances = [stream(seed, f"blank {measure} {year}").random(count) for year in years]
    return np.concatenate(chances) < _BLANK


def _dimension(measure: str) -> str:
    return measure.rsplit("_", 1)[0]


def _begins(measure: str) -> int:
    return min(_BEGINS.get(measure, 1 << 30), _BEGINS.get(_dimension(measure), 1 << 30))


def _scale(measure: str, before: int) -> float:
    """What is left of a scale after its breaks, so many years before the last."""
    left = 1.0
    for when, factor in _BREAKS.get(measure, {}).items():
        left *= factor if before <= when else 1.0
    return left


def _shared(count: int, seed: int) -> Floats:
    return _bell(stream(seed, "shared"), count)


def _level(measure: str, own: Stream, count: int, seed: int) -> Floats:
    """What lasts: of the dimension, which follows two things that others follow too, and its own."""
    dimension = _dimension(measure)
    first, second = _FOLLOWS[dimension]
    rest = (1 - first**2 - second**2) ** 0.5
    level = first * _shared(count, seed) + second * _bell(stream(seed, "apart"), count)
    level += rest * _bell(stream(seed, dimension), count)
    return 0.85 * level + 0.53 * _bell(own, count)


def _season(measure: str, year: int, count: int, seed: int) -> Floats:
    return _bell(stream(seed, f"{_dimension(measure)} {year}"), count)


def _bell(chance: Stream, size: int) -> Floats:
    """Numbers of mean 0 and variance 1, bell-shaped: twelve uniform ones each, less six."""
    told: Floats = chance.random((size, 12)).sum(axis=1) - 6.0
    return told
