"""Stories and taking up, period by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lantoa.spreading.registers import Registers
from lantoa.spreading.setting import NEVER, Codes, Numbers, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

NOWHERE = -1  # a period in which no story could run: nothing after it is followed


@dataclass(frozen=True, eq=False)
class Waves:
    """Taking up by period, and the stories, of one practice or of several.

    Attributes:
        taken: T x p numbers who took up in a period.
        at_risk: T x p numbers who could have.
        series: k practices of the stories.
        period: k periods in which they ran.
        labels: T labels of the periods.
    """

    taken: NDArray[np.int64]
    at_risk: NDArray[np.int64]
    series: Codes
    period: Codes
    labels: tuple[str, ...]

    @property
    def excess(self) -> Numbers:
        """T x p: those who took up less what the mean rate of the practice gives."""
        risk = self.at_risk.sum(axis=0)
        rate = self.taken.sum(axis=0) / np.where(risk > 0, risk, 1)
        return np.asfortranarray(self.taken - self.at_risk * rate)

    def groups(self, null: str) -> Codes:
        """T groups within which a story may move."""
        years = [label[:4] if null == "within_year" else "" for label in self.labels]
        found = np.unique(years, return_inverse=True)[1].astype(np.int32)
        found[-1] = NOWHERE
        return found

    def soon(self, window: int, *, after: bool) -> NDArray[np.bool_]:
        """T x p flags of the periods soon after a story, or just before one."""
        found = np.zeros(self.taken.shape, bool)
        for series, period in zip(self.series, self.period, strict=True):
            at = int(period) - 1
            where = slice(at + 1, at + 1 + window) if after else slice(max(at - window, 0), at)
            found[where, series] = True
        return found


def stories_of(spread: Spread) -> Mapping[str, list[int]]:
    """The periods of the stories of each practice; one on an exemplar is on all its practices."""
    register = Registers(spread.office).given("publicity")
    if register is None:
        return {}
    ground = spread.settings.ground
    of: dict[str, list[str]] = {}
    for name, one in ground.practices.items():
        of.setdefault(one.exemplar, []).append(name)
    found: dict[str, list[int]] = {}
    rows = zip(
        register.ids("practice_id"),
        register.ids("exemplar_id"),
        ground.periods.seen(register.days("date")),
        strict=True,
    )
    for practice, exemplar, period in rows:
        for name in [practice] if practice else of.get(exemplar, []) if exemplar else []:
            if period != NEVER:
                found.setdefault(name, []).append(int(period))
    return {name: sorted(periods) for name, periods in found.items()}


def waves_of(setting: Setting, stories: Sequence[int]) -> Waves:
    """One practice, with the periods of its stories."""
    periods = np.arange(1, setting.last + 1)[:, None]
    there = setting.at_risk & (setting.since <= periods) & (periods <= setting.until)
    not_yet = (setting.adopted == NEVER) | (setting.adopted >= periods)
    taken = there & (setting.adopted == periods)
    return Waves(
        taken.sum(axis=1, keepdims=True),
        (there & not_yet).sum(axis=1, keepdims=True),
        np.zeros(len(stories), np.int32),
        np.array(stories, np.int32),
        setting.periods,
    )


def together(each: Sequence[Waves]) -> Waves:
    """Several practices side by side."""
    series = [np.full(len(one.period), at, np.int32) for at, one in enumerate(each)]
    return Waves(
        np.concatenate([one.taken for one in each], axis=1),
        np.concatenate([one.at_risk for one in each], axis=1),
        np.concatenate(series),
        np.concatenate([one.period for one in each]),
        each[0].labels,
    )
