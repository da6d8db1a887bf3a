"""Who was tied to somebody that carried a practice, when, and how large a share of their ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _core
from lantoa._checks import InputError
from lantoa.spreading.setting import NEVER, Codes, Setting, Ties

if TYPE_CHECKING:
    from lantoa.spreading.settling import Settings

EXPOSURE = ("practice_id", "subject_id", "period", "exposure", "before", "took_up")
THRESHOLDS = ("practice_id", "subject_id", "period", "ties", "threshold", "threshold_before")
INFECTIOUSNESS = ("practice_id", "subject_id", "period", "infection", "susceptibility")
_MOST_ROWS = 20_000_000


def usable(ties: Ties) -> NDArray[np.bool_]:
    """k flags: ties that may be an exposure. Those made from adoptions may not (R5)."""
    allowed = np.array([one != "adoptions" for one in ties.origins] or [True])
    found: NDArray[np.bool_] = allowed[ties.kind] & (ties.weight > 0)
    return found


def exposures(setting: Setting) -> NDArray[np.float64]:
    """E: the share of the weight of each subject's ties of a period that leads from who carried it.

    Spells end with a lapse, ties when they are over; a pair that is tied in two ways counts twice.

    Args:
        setting: Of the practice.

    Returns:
        n x T shares, 0 where a subject has no tie in a period.
    """
    ties, spells = setting.ties, setting.spells
    kept = usable(ties)
    source, taker = ties.source[kept], ties.taker[kept]
    rows = _core.rows_of(len(setting), taker, source)
    holding = _core.Holding(ties.weight[kept], ties.since[kept], ties.until[kept])
    first = np.searchsorted(spells.subject, np.arange(len(setting) + 1)).astype(np.int32)
    carrying = _core.Carrying(first, spells.since, spells.until)
    return _core.exposure_in_time(rows, holding, carrying, setting.last)


def first_exposed(setting: Setting) -> Codes:
    """n first periods in which each subject had a tie to who carried it; `NEVER` where none."""
    met = exposures(setting) > 0
    return np.where(met.any(axis=1), met.argmax(axis=1) + 1, NEVER).astype(np.int32)


def exposure_frame(settings: Settings) -> pd.DataFrame:
    """The exposure of every subject at risk in every period up to taking up or the last look.

    Returns:
        `EXPOSURE`: ``exposure`` by the end of the period, ``before`` by the end of the one before.

    Raises:
        InputError: There would be more than twenty million rows; ask of fewer practices.
    """
    rows = sum(len(one) * one.last for one in settings.values())
    if rows > _MOST_ROWS:
        raise InputError(f"exposure: {rows} rows; name fewer practices, or longer periods")
    parts = [_exposed(setting) for setting in settings.values()]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(EXPOSURE))
    return found.astype(dict.fromkeys(EXPOSURE[:3], "str"))


def _exposed(setting: Setting) -> pd.DataFrame:
    found = exposures(setting)
    before = np.hstack([np.zeros((len(setting), 1)), found[:, :-1]])
    last = np.where(setting.adopted == NEVER, setting.until, setting.adopted)
    period = np.arange(1, setting.last + 1)
    looked_at = (setting.since[:, None] <= period) & (period <= last[:, None])
    subject, at = np.nonzero(looked_at)
    return pd.DataFrame(
        {
            "practice_id": setting.practice,
            "subject_id": np.array(setting.subjects, object)[subject],
            "period": np.array(setting.periods, object)[at],
            "exposure": found[subject, at],
            "before": before[subject, at],
            "took_up": setting.adopted[subject] == at + 1,
        },
        columns=list(EXPOSURE),
    )


def thresholds_frame(settings: Settings) -> pd.DataFrame:
    """The exposure of each taker in the period of taking up, and by the end of the one before.

    Returns:
        `THRESHOLDS`: null where a taker had no tie (``ties``, of that period), and before the
        first period. Who was not seen taking it up has no threshold (Valente 1996).
    """
    parts = [_thresholds(setting) for setting in settings.values()]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(THRESHOLDS))
    texts = dict.fromkeys(THRESHOLDS[:3], "str")
    numbers = dict.fromkeys(THRESHOLDS[4:], "Float64")
    return found.astype({**texts, "ties": "Int64", **numbers})


def _thresholds(setting: Setting) -> pd.DataFrame:
    found = exposures(setting)
    taker = np.flatnonzero(setting.adopted != NEVER)
    at = setting.adopted[taker] - 1
    ties = setting.ties
    then = setting.adopted[ties.taker]
    kept = usable(ties) & (then != NEVER) & (ties.since <= then) & (then <= ties.until)
    number = np.bincount(ties.taker[kept], minlength=len(setting))[taker]
    before = np.where(at > 0, found[taker, np.maximum(at - 1, 0)], np.nan)
    columns: dict[str, Any] = {
        "practice_id": setting.practice,
        "subject_id": np.array(setting.subjects, object)[taker],
        "period": np.array(setting.periods, object)[at],
        "ties": number,
        "threshold": _known(found[taker, at], number),
        "threshold_before": _known(before, number),
    }
    return pd.DataFrame(columns, columns=list(THRESHOLDS))


def _known(values: NDArray[np.float64], ties: NDArray[np.int64]) -> Any:
    return pd.array(
        [None if t == 0 or v != v else v for v, t in zip(values, ties, strict=True)], "Float64"
    )


def infectiousness_frame(settings: Settings, lags: int = 1) -> pd.DataFrame:
    """Of each who carried it: which share of those tied to it took up just after or before it.

    ``infection``: of its takers that took up later, the share in the next ``lags`` periods, each
    lag k weighing 1/k; ``susceptibility``: of its sources that had it earlier, likewise before.
    A fact about times, which says nothing of why.

    Args:
        settings: Of the practices.
        lags: How many periods to look ahead and back, 1 to 20.
    """
    parts = [_infectious(setting, lags) for setting in settings.values()]
    whole = parts or [pd.DataFrame(columns=list(INFECTIOUSNESS))]
    return pd.concat(whole, ignore_index=True).astype(dict.fromkeys(INFECTIOUSNESS[:3], "str"))


def _infectious(setting: Setting, lags: int) -> pd.DataFrame:
    ties = setting.ties
    pairs = np.unique(np.stack([ties.source, ties.taker], axis=1)[usable(ties)], axis=0)
    source, taker = (np.ascontiguousarray(pairs[:, end], np.int32) for end in (0, 1))
    carries = setting.carries
    found = _core.timing(source, taker, carries, lags)
    subject = np.flatnonzero(carries != NEVER)
    return pd.DataFrame(
        {
            "practice_id": setting.practice,
            "subject_id": np.array(setting.subjects, object)[subject],
            "period": np.array(setting.periods, object)[carries[subject] - 1],
            "infection": found.infection[subject],
            "susceptibility": found.susceptibility[subject],
        },
        columns=list(INFECTIOUSNESS),
    )
