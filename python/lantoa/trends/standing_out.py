"""Who rises or falls more than the luckiest of all would: emerging subjects, and places by slope.

The numbers of a year are taken less the mean of all in it, so that whoever only goes along with
everybody stands out in nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Fixed, Reason, Saying, fixed
from lantoa.told import first_of
from lantoa.trends.asked import (
    ALL_THREADS,
    Asked,
    Found,
    judged,
    say,
    years_for_all,
    years_for_the_last,
)
from lantoa.trends.blocking import of_moves

EMERGING = "emerging"
RECENT = "recent_gain"
FEWEST_BESIDE = 5  # subjects before the mean of a year is that of others
_TOLD = 5  # subjects in the facts
_ROUNDING = 1e-12  # of the greatest value: a slope or gain below is what doubles leave


def standing_out(asked: Asked) -> Iterator[Conclusion]:
    """By slope over all years, and by the last year alone."""
    yield _by_slope(asked)
    yield _by_last_year(asked)


def slopes(asked: Asked) -> _core.Emerging:
    """Slopes against the greatest of all in every order of the years, with places."""
    return _core.emerging(
        asked.better,
        asked.times,
        _is_beside(asked),
        1 - asked.alpha,
        asked.draws,
        asked.seed,
        ALL_THREADS,
    )


def _by_slope(asked: Asked) -> Conclusion:
    found = slopes(asked)
    hits = np.flatnonzero(found.p <= asked.alpha)
    names = {way: _named(asked, hits[found.slope[hits] * way > 0]) for way in (1, -1)}
    smallest, need = float(found.smallest), years_for_all(asked.alpha)
    floor, unblock = of_moves(asked, smallest, need, beside=_is_beside(asked))
    return judged(
        asked,
        EMERGING,
        Found(
            floor=floor,
            p={"years": float(found.p.min(initial=1.0))},
            smallest=smallest,
            way="both" if names[1] and names[-1] else "up" if names[1] else "down",
            method=say("methods.max_t"),
            count=found.orders.count if found.orders.exact else None,
            gaps={"up": names[1], "down": names[-1], "n": len(asked.panel)},
            statistic={"n": len(asked.panel), "named": len(hits)},
            facts=tuple(_places(asked, found)),
            warnings=(*asked.apart_warnings, *_curse(len(hits))),
        ),
        unblock=unblock,
    )


def _places(asked: Asked, found: _core.Emerging) -> Iterator[Saying]:
    """The steepest, with the places between which the true ones lie."""
    known = np.flatnonzero(~np.isnan(found.slope))
    steepest = known[np.argsort(-found.slope[known], kind="stable")][:_TOLD]
    for at in steepest:
        gaps = {"subject": asked.panel.subjects[at], "slope": _as_given(asked, found.slope[at])}
        beside = _beside(asked)
        if found.best[at] == 0:
            yield say("facts.slope", **gaps, beside=beside)
        else:
            places = {"best": int(found.best[at]), "worst": int(found.worst[at])}
            yield say("facts.slope_place", **gaps, **places, beside=beside)


def _is_beside(asked: Asked) -> bool:
    return len(asked.panel) >= FEWEST_BESIDE


def _beside(asked: Asked) -> Saying:
    """What numbers are told less: of a few subjects they stand as they are."""
    return say("beside.others" if _is_beside(asked) else "beside.nobody")


def _as_given(asked: Asked, better: float) -> Fixed:
    """A slope or gain of the values as given; what rounding leaves is 0."""
    most = float(np.nanmax(np.abs(asked.better), initial=0.0))
    return fixed(0.0 if abs(better) <= _ROUNDING * most else asked.panel.sign * better, 3)


def _curse(hits: int) -> tuple[Reason, ...]:
    return (Reason("winners_curse", say("warnings.winners_curse")),) if hits else ()


def _named(asked: Asked, rows: np.ndarray) -> str:
    return first_of([asked.panel.subjects[at] for at in rows])


def _by_last_year(asked: Asked) -> Conclusion:
    found = _core.recent_gain(asked.better, _is_beside(asked))
    hits = np.flatnonzero(found.p <= asked.alpha)
    smallest, need = float(found.smallest), years_for_the_last(asked.alpha)
    floor, unblock = of_moves(asked, smallest, need, beside=_is_beside(asked))
    return judged(
        asked,
        RECENT,
        Found(
            floor=floor,
            p={"years": float(found.p.min(initial=1.0))},
            smallest=smallest,
            way="found",
            method=say("methods.last_year"),
            count=found.orders,
            gaps={"names": _named(asked, hits)},
            statistic={"n": len(asked.panel), "named": len(hits)},
            facts=tuple(_gains(asked, found)),
            warnings=(*asked.shared_warnings, *_curse(len(hits))),
        ),
        unblock=unblock,
    )


def _gains(asked: Asked, found: _core.RecentGain) -> Iterator[Saying]:
    known = np.flatnonzero(~np.isnan(found.gain))
    for at in known[np.argsort(-found.gain[known], kind="stable")][:_TOLD]:
        gaps = {"subject": asked.panel.subjects[at], "gain": _as_given(asked, found.gain[at])}
        yield say("facts.gain", **gaps, beside=_beside(asked))
