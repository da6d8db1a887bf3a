"""The one door: whatever a trend is asked of, as a panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from lantoa import _core
from lantoa._checks import InputError
from lantoa._years import nearest_year
from lantoa.concluding import Saying
from lantoa.trends.from_frames import of_frame
from lantoa.trends.from_office import of_office
from lantoa.trends.from_results import of_measures, of_ranking, of_score, of_tallies
from lantoa.trends.options import Options
from lantoa.trends.panel import TOPIC, Panel

CHANCE = 0.01  # of a found break that is none, as a share of those found


def panel_of(what: Any, asked: Options) -> Panel:
    """The panel of a score, a ranking, measures, tallies, an office or a frame.

    Raises:
        InputError: It is none of these, or an option does not fit; the place is named.
    """
    read = _read(what, asked)
    _expect_breaks(asked.declared_years, read.years)
    panel = _chosen_years(read, asked)
    if not len(panel) or not panel.years:
        raise InputError("there is no number in any year; expected a row per subject and year")
    return _with_found_breaks(panel, what) if asked.seeks else panel


def _read(what: Any, asked: Options) -> Panel:
    from lantoa.scoring.panel import Measures

    if isinstance(what, Measures):
        return of_measures(what, asked)
    if hasattr(what, "tables") and hasattr(what, "frames"):
        return of_office(what, asked)
    if hasattr(what, "scheme") and hasattr(what, "_composed"):
        return of_score(what, asked)
    if hasattr(what, "_overall") and hasattr(what, "_asked"):
        return of_ranking(what, asked)
    if hasattr(what, "totals") and hasattr(what, "differences"):
        raise InputError(
            "a tally is of one year; expected a dict from year to tally, such as "
            "{2023: earlier, 2024: later}"
        )
    if isinstance(what, Mapping):
        if not what:
            raise InputError("the dict holds no tally; expected one per year")
        return of_tallies(what, asked)
    return of_frame(what, asked)


def _expect_breaks(declared: Sequence[int], years: Sequence[int]) -> None:
    """A break that you declare has years before it, and itself or years after it."""
    for year in declared:
        if not years or years[0] < year <= years[-1]:
            continue
        told = f"breaks: nothing is on either side of {year}; there are years {_told(years)}"
        near = f"; did you mean {nearest_year(year, years[1:])}?" if years[1:] else ""
        raise InputError(told + near)


def _told(years: Sequence[int]) -> str:
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])


def _chosen_years(panel: Panel, asked: Options) -> Panel:
    """Only the years asked for; a span may reach beyond them, a single year must be there."""
    if asked.years is None or not panel.years:
        return panel
    missing = [year for year in asked.years if year not in panel.years]
    is_span = isinstance(asked.years, range)
    if missing and (not is_span or len(missing) == len(asked.years)):
        told = f"years: there is nothing in {missing[0]}; there are years {_told(panel.years)}"
        raise InputError(f"{told}; did you mean {nearest_year(missing[0], panel.years)}?")
    kept = [at for at, year in enumerate(panel.years) if year in asked.years]
    values = np.asfortranarray(panel.values[:, kept])
    years = tuple(panel.years[at] for at in kept)
    there = np.asarray(~np.isnan(values).all(axis=1), bool)
    found = replace(panel, years=years, values=values).between_its_years()
    return found if there.all() else found.rows(there)


def _with_found_breaks(panel: Panel, what: Any) -> Panel:
    """Breaks that the panel itself shows; measures and scores have been looked at already."""
    if panel.what in ("score", "measure", "places", "ratings") and not _is_of_office(what):
        return panel
    if panel.what in ("places", "ratings") or len(panel.years) < 2:
        return panel
    found = [year for year in found_breaks(panel) if year not in panel.breaks]
    if not found:
        return panel
    note = Saying(TOPIC, "notes.found", {"names": ", ".join(map(str, found))})
    breaks = tuple(sorted({*panel.breaks, *found}))
    both = tuple(sorted({*panel.found, *found}))
    return replace(panel, breaks=breaks, found=both, notes=(*panel.notes, note))


def _is_of_office(what: Any) -> bool:
    return hasattr(what, "tables") and hasattr(what, "frames")


def found_breaks(panel: Panel) -> list[int]:
    """Years whose step from the year before stands out from all others, as of a new scale."""
    steps = list(pairwise(range(len(panel.years))))
    before, after = (np.array(side, np.int32) for side in zip(*steps, strict=True))
    moved = _core.year_steps(panel.values, before, after, 0)
    far = _core.unusual(moved, np.zeros(len(steps), np.int32))
    broken = moved.told.astype(bool) & (far.chance <= CHANCE)
    return [panel.years[at + 1] for at in np.flatnonzero(broken)]
