"""How long subjects went without a practice: Kaplan and Meier's estimate, and its quantiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa._checks import InputError
from lantoa.spreading.setting import NEVER, Codes, Numbers, Setting

if TYPE_CHECKING:
    from lantoa.spreading.settling import Settings

SMALLEST = 5
"""Eligible subjects of a block below which its curve is not told: it would be about persons."""

LEAST = 5
"""At risk when somebody takes up, where others come later: with fewer one person is the curve."""

SURVIVAL = (
    "practice_id", "block", "period", "at_risk", "events", "censored", "taken", "low", "high",
)  # fmt: skip
QUANTILES = ("practice_id", "block", "share", "period", "low", "high")


@dataclass(frozen=True, eq=False)
class Waited:
    """An estimate by period.

    Attributes:
        at_risk, events, censored: T numbers, of everybody.
        share: T shares that had not taken up, of those who had not before ``start``; NaN before
            it and once nobody is left to look at.
        low, high: Its interval; NaN too while nobody took it up, and once everybody did: the error
            by formula is 0 then, which is not certainty.
        start: The period that the curve starts in, from 1; None where there is no curve.
    """

    at_risk: Codes
    events: Codes
    censored: Codes
    share: Numbers
    low: Numbers
    high: Numbers
    start: int | None


def waiting(setting: Setting, alpha: float, among: NDArray[np.bool_] | None = None) -> Waited:
    """The estimate among some subjects, with intervals of level 1 - alpha.

    Where many come late, the first to take up may do so among very few, and the estimate would be
    down to them for ever: it would say that all had taken up once these had. The curve starts after
    the last such period, of those who had not taken up until then (Lai and Ying 1991).

    Args:
        setting: Of the practice.
        alpha: Of the interval.
        among: n flags; None for all.
    """
    kept = np.ones(len(setting), bool) if among is None else among
    since = np.where(kept, setting.since, setting.last + 1).astype(np.int32)
    z = NormalDist().inv_cdf(1 - alpha / 2)
    looked_at = np.where(since <= setting.until, setting.adopted, 0).astype(np.int32)
    found = _core.survival(looked_at, since, setting.until, setting.last, z)
    start = _start(found, since[since <= setting.until])
    told = found
    if start is not None and start > 1:
        gone = (looked_at != NEVER) & (looked_at < start)
        later = np.where(gone, setting.last + 1, np.maximum(since, start)).astype(np.int32)
        still = np.where(later <= setting.until, looked_at, NEVER).astype(np.int32)
        told = _core.survival(still, later, setting.until, setting.last, z)
    blank = np.arange(1, setting.last + 1) < (setting.last + 1 if start is None else start)
    share, low, high = (np.where(blank, np.nan, one) for one in (told.share, told.low, told.high))
    return Waited(found.at_risk, found.events, found.censored, share, low, high, start)


def _start(found: Any, since: Codes) -> int | None:
    """The first period with enough at risk after the last in which too few were, others to come."""
    periods = np.arange(1, len(found.at_risk) + 1)
    to_come = periods < since.max(initial=0)
    few = periods[(found.events > 0) & (found.at_risk < LEAST) & to_come]
    if not len(few):
        return 1
    enough = periods[(periods > few[-1]) & (found.at_risk >= LEAST)]
    return int(enough[0]) if len(enough) else None


def survival_frame(settings: Settings, alpha: float) -> pd.DataFrame:
    """The share that had taken up by the end of each period, of all and of each block.

    Returns:
        `SURVIVAL`: ``block`` is null for all; ``taken`` is one less the estimate of the share that
        had not, ``low`` and ``high`` its interval; unknown before the curve starts (see `waiting`) and
        once nobody is left to look at; the interval also while nobody took it up.
    """
    rows = [
        row
        for setting in settings.values()
        for block, among in _groups(setting)
        for row in _by_period(setting, block, waiting(setting, alpha, among))
    ]
    whole = pd.DataFrame(rows, columns=list(SURVIVAL))
    return _typed(whole, ("taken", "low", "high"))


def _by_period(setting: Setting, block: str | None, found: Waited) -> Iterator[tuple[object, ...]]:
    counts = (found.at_risk, found.events, found.censored)
    shares = (1 - found.share, 1 - found.high, 1 - found.low)
    columns = (setting.periods, *(one.tolist() for one in (*counts, *shares)))
    for period, *numbers in zip(*columns, strict=True):
        yield (setting.practice, block, period, *numbers)


def quantiles_frame(settings: Settings, alpha: float, shares: Sequence[float]) -> pd.DataFrame:
    """The first periods by the end of which shares of the eligible had taken up.

    Returns:
        `QUANTILES`: ``period``, ``low`` and ``high`` are null where the curve, or the end of its
        interval, did not come so far (Brookmeyer and Crowley 1982).

    Raises:
        InputError: A share is not between 0 and 1.
    """
    for share in shares:
        if not 0 < share < 1:
            raise InputError(f"shares: expected numbers between 0 and 1, not {share!r}")
    rows = [
        (setting.practice, block, share, *_quantile(setting, waiting(setting, alpha, among), share))
        for setting in settings.values()
        for block, among in _groups(setting)
        for share in shares
    ]
    found = pd.DataFrame(rows, columns=list(QUANTILES))
    texts = dict.fromkeys(("practice_id", "block", "period", "low", "high"), "str")
    return found.astype({**texts, "share": "Float64"})


def _quantile(setting: Setting, found: Waited, share: float) -> Iterator[str | None]:
    for curve in (found.share, found.low, found.high):
        at = _core.first_taken(curve, share)
        yield None if at is None else setting.periods[at - 1]


def median(setting: Setting, found: Waited) -> str | None:
    """The first period by the end of which half had taken up, null where they had not."""
    return next(_quantile(setting, found, 0.5))


def by_the_end(found: Waited) -> tuple[float | None, float | None, float | None]:
    """The share that had taken up when last anybody was looked at, and its interval."""
    known = np.flatnonzero(~np.isnan(found.share))
    if not len(known):
        return None, None, None
    at = known[-1]
    taken, low, high = (1 - float(one[at]) for one in (found.share, found.high, found.low))
    return taken, _known(low), _known(high)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _groups(setting: Setting) -> Iterator[tuple[str | None, NDArray[np.bool_] | None]]:
    """All, and each block that is large enough to be told."""
    yield None, None
    if len(setting.blocks) < 2:
        return
    for code, block in enumerate(setting.blocks):
        among = setting.block == code
        if (among & setting.at_risk).sum() >= SMALLEST:
            yield block, among


def _typed(frame: pd.DataFrame, numbers: Sequence[str]) -> pd.DataFrame:
    texts = dict.fromkeys(("practice_id", "block", "period"), "str")
    whole = dict.fromkeys(("at_risk", "events", "censored"), "Int64")
    found = frame.astype({**texts, **whole})
    for name in numbers:
        found[name] = pd.array(found[name].to_numpy(float), "Float64")
        found.loc[found[name].isna() | np.isnan(found[name].to_numpy(float)), name] = pd.NA
    return found
