"""Schemes of a lot: how many arrangements each has, what it could find, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np

from lantoa import _core
from lantoa.spreading.drawing_again import OFFICES, POWER
from lantoa.spreading.drawn_from import DrawnFrom
from lantoa.spreading.judging import FEWEST_PEOPLE
from lantoa.spreading.lot_counts import arrangements_of, clean_share, information, smallest_p_of
from lantoa.spreading.measuring import Noise
from lantoa.spreading.setting import Codes

Pattern = Literal["one", "quarter", "third", "half", "waves"]
Says = Literal["good", "floor", "few", "unclean", "blind"]
_SHARES: dict[Pattern, int] = {"quarter": 4, "third": 3, "half": 2}
_FEWEST_CLEAN = 2.0
_SIMULATED = 2_000  # beyond so many the closed form and the simulation are one


@dataclass(frozen=True, eq=False)
class Scheme:
    """So many of each stratum are drawn in each wave; the rest waits.

    Attributes:
        source: What is drawn from.
        pattern: Which share is drawn, or in how many waves.
        sizes: Of each stratum how many are drawn in each wave.
        arrangements: How many equally likely draws there are.
        smallest_p: The smallest two-sided p that any outcome could have.
        clean: The expected share of those waiting without a tie to anybody drawn.
        detectable: The smallest difference that is found with a power of 80 %, in standard
            deviations of the outcome; None where none is.
        says: What it can do, or why it cannot.
    """

    source: DrawnFrom
    pattern: Pattern
    sizes: tuple[tuple[int, ...], ...]
    arrangements: int
    smallest_p: float
    clean: float
    detectable: float | None
    says: Says

    @property
    def waves(self) -> int:
        """In how many waves."""
        return len(self.sizes[0])

    @property
    def drawn(self) -> int:
        """How many are drawn in all waves."""
        return sum(map(sum, self.sizes))

    @property
    def waiting(self) -> int:
        """How many wait until the last measurement."""
        return len(self.source) - self.drawn

    def draw(self, seed: int) -> list[int]:
        """The wave of each, from 1; 0 for who waits.

        In each stratum those whose sha256 of ``"seed:stratum:id"`` comes first are drawn first:
        anybody can redo it, with any program.
        """
        wave = [0] * len(self.source)
        for code, name in enumerate(self.source.names):
            inside = np.flatnonzero(self.source.stratum == code).tolist()
            order = sorted(inside, key=lambda at: _mark(seed, name, self.source.ids[at]))
            ends = np.cumsum([0, *self.sizes[code]]).tolist()
            for number in range(self.waves):
                for at in order[ends[number] : ends[number + 1]]:
                    wave[at] = number + 1
        return wave


def _mark(seed: int, stratum: str, one: str) -> bytes:
    return sha256(f"{seed}:{stratum}:{one}".encode()).digest()


@dataclass(frozen=True)
class Asked:
    """What schemes are measured by.

    Attributes:
        alpha: The level.
        noise: Of what would be counted of some ids, in standard deviations of the outcome.
        measures: Measurements after the lot: no more waves than these.
        draws: Of a simulated p.
        seed: Of simulations.
    """

    alpha: float
    noise: Callable[[Sequence[str]], Noise]
    measures: int
    draws: int
    seed: int


def schemes_of(sources: Sequence[DrawnFrom], asked: Asked) -> list[Scheme]:
    """Every scheme, the best first: those that can answer, by the size that they would find."""
    found, seen = [], set()
    for source in sources:
        for pattern, kept, sizes in _patterns(source, asked.measures):
            key = (source.what, kept.names, sizes)
            if key not in seen:
                seen.add(key)
                found.append(scheme_of(kept, pattern, sizes, asked))
    return sorted(found, key=_rank)


def _rank(one: Scheme) -> tuple[bool, float, float, int, int]:
    size = float("inf") if one.detectable is None else one.detectable
    return one.says != "good", size, one.smallest_p, one.waves, one.drawn


def _patterns(
    source: DrawnFrom, measures: int
) -> Iterator[tuple[Pattern, DrawnFrom, tuple[tuple[int, ...], ...]]]:
    if source.strata == "none" and len(source) > 1:
        yield "one", source, ((1,),)
    for pattern, parts in _SHARES.items():
        kept = source.without_small(parts)
        if len(kept):
            yield pattern, kept, tuple((size // parts,) for size in kept.sizes)
    for waves in range(2, measures + 1):
        kept = source.without_small(waves + 1)
        if len(kept):
            yield "waves", kept, tuple((size // (waves + 1),) * waves for size in kept.sizes)


def scheme_of(
    source: DrawnFrom, pattern: Pattern, sizes: tuple[tuple[int, ...], ...], asked: Asked
) -> Scheme:
    """A scheme with what is known of it before any outcome is."""
    floor = smallest_p_of(source.sizes, sizes, asked.draws)
    clean = clean_share(source, sizes)
    waiting = len(source) - sum(map(sum, sizes))
    size, says = None, "good"
    if floor > asked.alpha:
        says = "floor"
    elif source.people and min(waiting, *_of_waves(sizes)) < FEWEST_PEOPLE:
        says = "few"
    elif clean * waiting < _FEWEST_CLEAN:
        says = "unclean"
    else:
        size = _detectable(source, sizes, clean, asked)
        says = "good" if size is not None else "blind"
    count = arrangements_of(source.sizes, sizes)
    return Scheme(source, pattern, sizes, count, floor, clean, size, says)  # type: ignore[arg-type]


def _of_waves(sizes: Sequence[Sequence[int]]) -> list[int]:
    """How many each wave draws."""
    return [sum(one) for one in zip(*sizes, strict=True)]


def _detectable(
    source: DrawnFrom, sizes: Sequence[Sequence[int]], clean: float, asked: Asked
) -> float | None:
    """The closed form, times what the simulated test of all drawn at once needs more than it.

    Where there are more measurements, what the mean over waves and years would find.
    """
    noise = asked.noise(source.ids)
    if asked.measures > 1:
        return _found_in_years(source, sizes, clean, asked, noise)
    flags = np.zeros(len(source), np.int32)
    for code, drawn in enumerate(sizes):
        flags[np.flatnonzero(source.stratum == code)[: sum(drawn)]] = 1
    more = _more_than_closed(flags, source, asked, noise) if len(source) <= _SIMULATED else 1.0
    if not np.isfinite(more):
        return None
    normal = NormalDist()
    both = normal.inv_cdf(1 - asked.alpha / 2) + normal.inv_cdf(POWER)
    known = information(source.sizes, sizes, clean)
    return both * noise.factor * sqrt(0.5 / known) * more


def _found_in_years(
    source: DrawnFrom, sizes: Sequence[Sequence[int]], clean: float, asked: Asked, noise: Noise
) -> float | None:
    """As `lantoa.spreading.turns` asks: a wave before each measurement, a year each."""
    waves, years = len(sizes[0]), asked.measures
    wave = np.zeros(len(source), np.int32)
    for code, drawn in enumerate(sizes):
        here = np.flatnonzero(source.stratum == code)
        wave[here[: sum(drawn)]] = np.repeat(np.arange(1, waves + 1), drawn)
    starts = np.arange(waves, dtype=np.int32)
    turns = _core.Turns(wave=wave, stratum=source.stratum, start=starts, clean=starts, years=years)
    weight = _core.turn_cells(turns).given.astype(float)
    how = (asked.alpha, POWER, OFFICES, asked.seed, 1)
    found = _core.detectable_turns(turns, weight, noise.covariance, noise.freedom, *how)
    more = sqrt(information(source.sizes, sizes) / information(source.sizes, sizes, clean))
    return float(found.shift) * more if np.isfinite(found.shift) else None


def _more_than_closed(flags: Codes, source: DrawnFrom, asked: Asked, noise: Noise) -> float:
    """How many times the size of the closed form the test of the lot needs."""
    how = (asked.alpha, POWER, OFFICES, asked.seed, 1, noise.freedom)
    found = _core.detectable_shift(flags, source.stratum, *how)
    return found.shift / found.closed_form
