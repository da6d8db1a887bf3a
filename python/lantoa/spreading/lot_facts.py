"""What is known of a lot whatever its test says, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from lantoa.concluding import Saying
from lantoa.spreading.apart import Apart
from lantoa.spreading.lots import TOPIC
from lantoa.spreading.turns import InTurns


def say(path: str, **gaps: object) -> Saying:
    """A sentence of effects."""
    return Saying(TOPIC, path, gaps)


def since(years: Sequence[int]) -> Saying:
    """What changes are counted from, in words."""
    if len(years) == 1:
        return say("since.one", year=years[0])
    return say("since.mean", years=in_runs(years))


def in_runs(years: Sequence[int]) -> str:
    """Years, those in a row by their first and last.

    >>> in_runs([2016, 2017, 2018, 2020, 2022, 2023])
    '2016-2018, 2020, 2022-2023'
    """
    starts = [at for at, year in enumerate(years) if at == 0 or year != years[at - 1] + 1]
    runs = [years[a:b] for a, b in zip(starts, [*starts[1:], len(years)], strict=True)]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def facts_of(pair: Apart | InTurns) -> list[Saying]:
    """Who was drawn, what is compared with what, and who or which year is not."""
    own = _of_waves(pair) if isinstance(pair, InTurns) else _of_one(pair)
    return [*own, *_left_out(pair), *pair.panel.notes]


def first_only(pair: Apart) -> tuple[Saying, ...]:
    """Where a lot was drawn in waves and only the first is compared, that it is so."""
    if len(pair.lot.waves) < 2:
        return ()
    first, second = pair.lot.waves[:2]
    return (say("facts.first_only", first=first, second=second),)


def _of_one(pair: Apart) -> Iterator[Saying]:
    draw, year = pair.draw, pair.lot.years[0]
    gaps = {"given": draw.given, "others": draw.others, "strata": len(np.unique(draw.stratum))}
    yield say("facts.drawn", year=year, **gaps)
    yield say("facts.years", base=since(pair.bases), first=pair.years[0], last=pair.years[-1])
    if pair.lot.late:
        yield say("facts.late", day=pair.lot.day, year=year, start=pair.start)


def _of_waves(pair: InTurns) -> Iterator[Saying]:
    sizes = ", ".join(f"{year}: {size}" for year, size in pair.sizes.items())
    strata = len(np.unique(pair.draw.stratum))
    gaps = {"waves": len(pair.sizes), "sizes": sizes, "others": pair.draw.others}
    yield say("facts.in_waves", strata=strata, **gaps)
    yield say(f"facts.beside_{pair.controls}")
    ends = {"first": pair.years[0], "last": pair.years[-1]}
    yield say("facts.wave_years", base=since(pair.bases), **ends)
    for year in pair.late_in:
        yield say("facts.late_wave", year=year)
    for name, waves in (("alone", pair.alone), ("unreached", pair.unreached)):
        if waves:
            yield say(f"facts.{name}", years=", ".join(map(str, waves)))
    if pair.few:
        yield say("facts.few_cells", count=pair.few, fewest=pair.fewest)


def _left_out(pair: Apart | InTurns) -> Iterator[Saying]:
    others = sorted(set(pair.lot.years) - set(pair.lot.waves))
    if others:
        yield say("facts.another_lot", year=others[0])
    if pair.without:
        told = {"years": in_runs([year for year, _ in pair.without])}
        yield say("facts.without", **told, cells=sum(count for _, count in pair.without))
    if pair.left_out:
        yield say("facts.left_out", count=pair.left_out)
    if pair.last and pair.last[0] > pair.years[-1]:
        yield say("facts.shortened", last=pair.years[-1])
    if pair.lot.undated:
        yield say("facts.undated", count=pair.lot.undated)
