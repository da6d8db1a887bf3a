"""A lot that can be compared: the question itself, the years before it, and ties among subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lantoa.concluding import Conclusion
from lantoa.spreading.apart import Apart
from lantoa.spreading.before import Ahead, before_of
from lantoa.spreading.effect import Effect
from lantoa.spreading.judging import answered, few_people, lost, withheld
from lantoa.spreading.neighbours import clean, clean_in_waves, neighbours_of, spillovers
from lantoa.spreading.outcomes import of_people
from lantoa.spreading.turns import InTurns

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread


def of_first(spread: Spread, pair: Apart) -> Effect:
    """A lot that was drawn at once, or of which one wave was."""
    near = neighbours_of(spread, pair.lot)
    facts, warnings = clean(spread, pair, near)
    ahead = before_of(pair)
    few = few_people(pair) if of_people(spread.office, pair.panel) else ()
    blocked = (*few, *lost(pair), *ahead.apart)
    alert = (*warnings, *ahead.warnings)
    main = withheld(pair, blocked, alert) if blocked else answered(pair, facts, alert)
    beside = () if blocked else tuple(spillovers(pair, near))
    every: list[Conclusion] = [main, *(() if few else ahead.conclusions), *beside]
    shown = None if main.is_refused else pair.by_year()
    return Effect.of(
        every,
        pair.panel.label,
        lang=spread.lang,
        rows=shown,
        base=pair.base,
        base_years=pair.bases,
        start=pair.start,
        kind=spread.office.frames,
    )


def of_waves(spread: Spread, turned: InTurns, pair: Apart) -> Effect:
    """A lot that was drawn in waves.

    Args:
        spread: Of an office.
        turned: All waves.
        pair: The first wave beside those whose turn had not come: for the years before, in which
            nobody had anything, and for ties, which the later waves would mix up.
    """
    people = of_people(spread.office, turned.panel)
    facts, warnings = clean_in_waves(spread, turned, neighbours_of(spread, turned.lot))
    is_first_told = pair.draw.splits and not (people and few_people(pair))
    ahead = before_of(pair) if is_first_told else Ahead((), ())
    blocked = (*(few_people(turned) if people else ()), *lost(turned), *ahead.apart)
    alert = (*warnings, *ahead.warnings)
    main = withheld(turned, blocked, alert) if blocked else answered(turned, facts, alert)
    beside: tuple[Conclusion, ...] = ()
    if is_first_told and pair.years and not blocked:
        beside = tuple(spillovers(pair, neighbours_of(spread, pair.lot)))
    before = pair.by_year() if is_first_told else turned.by_time().iloc[:0]
    answers = not main.is_refused
    return Effect.of(
        [main, *ahead.conclusions, *beside],
        turned.panel.label,
        lang=spread.lang,
        rows=_joined(before, turned) if answers else None,
        cells=turned.by_cell() if answers else None,
        base=turned.bases[-1],
        base_years=turned.bases,
        start=turned.lot.start,
        waves=turned.waves,
        kind=spread.office.frames,
    )


def _joined(before: pd.DataFrame, turned: InTurns) -> pd.DataFrame:
    """The years before of the first wave, then all waves by the time since each was given it."""
    rows = [*before[before["time"] < 0].to_dict("records"), *turned.by_time().to_dict("records")]
    return pd.DataFrame(rows, columns=before.columns)
