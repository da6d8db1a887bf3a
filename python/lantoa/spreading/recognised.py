"""Those who were named exemplars beside the others: what happened, which is no answer.

Without a lot nobody can tell being named from why somebody was named. What is left, each cohort
from a base before its own years of merit, is a description, and said as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lantoa.concluding import Reason, Saying
from lantoa.spreading.cohorts import (
    UNKNOWN,
    Cell,
    Cohort,
    Named,
    cells_of,
    cohorts_of,
    mean_of,
    named_in,
    rows_of,
)
from lantoa.spreading.effect import Effect
from lantoa.spreading.judging import FEWEST_PEOPLE, refused
from lantoa.spreading.lot_facts import say
from lantoa.spreading.lots import NOT_GIVEN
from lantoa.spreading.outcomes import of_people
from lantoa.trends.panel import Panel

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

RECOGNITIONS = "recognitions"
"""Being named an exemplar, as a treatment."""


def in_words(treatment: str | None) -> str | Saying:
    """What was asked about, as it is told."""
    return say("being_named") if treatment == RECOGNITIONS else treatment or say("something")


def without_lot(
    spread: Spread,
    panel: Panel,
    treatment: str | None,
    *,
    base: int | None,
    controls: str,
    anticipation: int,
) -> Effect:
    """Not estimable without a lot; what happened to those who were named is shown beside it.

    It is shown where being named was asked about, or nothing by its name and somebody was named:
    of anything else there is nothing on record.

    Args:
        spread: Of the office.
        panel: The outcome.
        treatment: What was asked about, None for nothing by its name.
        base: The year asked for, None for the last before the years judged.
        controls: ``"not_yet"`` or ``"never"``.
        anticipation: Years before the naming in which it may have been known.
    """
    named = named_in(spread.office, panel.subjects)
    if treatment == RECOGNITIONS or (treatment is None and named.count + named.undated):
        return _described(spread, panel, named, base, controls, anticipation)
    one = refused(
        "effect",
        Reason("no_lot", say("reasons.no_lot")),
        unblock=(say("unblock.lot"),),
        outcome=panel.label,
        treatment=in_words(treatment),
    )
    return Effect.of([one], panel.label, lang=spread.lang, kind=spread.office.frames)


def _described(
    spread: Spread,
    panel: Panel,
    named: Named,
    base: int | None,
    controls: str,
    anticipation: int,
) -> Effect:
    """What happened, from bases before the merit windows."""
    cohorts = cohorts_of(panel, named, base, anticipation)
    cells = cells_of(panel, named, cohorts, controls, anticipation)
    fewest = FEWEST_PEOPLE if of_people(spread.office, panel) else 1
    shown = [one for one in cells if min(one.named, one.beside) >= fewest]
    small = [one for one in cells if min(one.named, one.beside) < fewest]
    kept = [one for one in cohorts if any(cell.cohort == one.year for cell in shown)]
    warnings = [
        *_unknown(named),
        *_alerts(cohorts, cells, base),
        *_hidden(small, [one.year for one in cohorts]),
    ]
    one = refused(
        "effect",
        Reason("no_lot", say("reasons.no_lot")),
        unblock=(say("unblock.lot"),),
        facts=list(_facts(panel, named, kept, shown)),
        warnings=warnings,
        alone=_behind(shown) == 1,
        outcome=panel.label,
        treatment=in_words(RECOGNITIONS),
    )
    alone = kept[0] if len(kept) == 1 else None
    return Effect.of(
        [one],
        panel.label,
        lang=spread.lang,
        rows=rows_of(shown) if shown else None,
        base=None if alone is None else alone.base,
        start=None if alone is None else alone.year,
        kind=spread.office.frames,
    )


def _unknown(named: Named) -> Iterator[Reason]:
    """R3: a cohort of which nobody wrote what it was judged on."""
    blank = named.first[(named.first > NOT_GIVEN) & (named.merit == UNKNOWN)]
    for year in sorted(set(blank.tolist())):
        count = int((blank == year).sum())
        yield Reason("R3", say("warnings.R3_unknown", named=year, count=count))


def _alerts(cohorts: Sequence[Cohort], cells: Sequence[Cell], base: int | None) -> Iterator[Reason]:
    for one in cohorts:
        gaps = {"named": one.year, "count": one.count, "limit": one.limit}
        if one.base is None:
            yield Reason("R3", say("warnings.R3_none", **gaps))
        elif not any(cell.cohort == one.year for cell in cells):
            yield Reason("R4", say("warnings.R4_named", **gaps))
        elif base is not None and base != one.base:
            yield Reason("R3", say("warnings.R3_moved", base=base, moved=one.base, **gaps))


def _hidden(small: Sequence[Cell], cohorts: Sequence[int]) -> Iterator[Reason]:
    """R12: the years in which a cohort, or those beside it, are too few people."""
    for cohort in cohorts:
        years = [str(one.year) for one in small if one.cohort == cohort]
        if years:
            gaps = {"named": cohort, "years": ", ".join(years), "fewest": FEWEST_PEOPLE}
            yield Reason("R12", say("warnings.R12", **gaps))


def _facts(
    panel: Panel, named: Named, kept: Sequence[Cohort], shown: Sequence[Cell]
) -> Iterator[Saying]:
    yield say("facts.named", count=named.count)
    if named.undated:
        yield say("facts.named_undated", count=named.undated)
    for one in kept:
        mine = [cell for cell in shown if cell.cohort == one.year]
        gaps = {"named": one.year, "base": one.base, "limit": one.limit}
        yield say("facts.cohort", most=max(cell.named for cell in mine), **gaps)
        if all(cell.time < 0 for cell in mine):
            yield say("facts.nothing_after", named=one.year)
    mean = mean_of(shown)
    if mean is not None:
        count = _behind(shown)
        path = "facts.moved_one" if count == 1 else "facts.moved"
        yield say(path, outcome=panel.label, difference=mean, count=count)


def _behind(shown: Sequence[Cell]) -> int:
    """How many subjects are behind the mean: of each cohort the most in a year."""
    after = [one for one in shown if one.time >= 0]
    return sum(
        max(one.named for one in after if one.cohort == cohort)
        for cohort in {one.cohort for one in after}
    )
