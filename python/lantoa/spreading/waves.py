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
        story: k codes of the stories: one on an exemplar stands once for each of its practices.
        labels: T labels of the periods.
    """

    taken: NDArray[np.int64]
    at_risk: NDArray[np.int64]
    series: Codes
    period: Codes
    story: Codes
    labels: tuple[str, ...]

    @property
    def stories(self) -> int:
        """How many there are, whatever the number of practices that one is about."""
        return len(np.unique(self.story))

    @property
    def dates(self) -> int:
        """In how many different periods they ran: so many move."""
        return len(np.unique(self.period))

    def followed(self, chosen: NDArray[np.bool_]) -> Waves:
        """Some of the stories only."""
        series, period, story = (one[chosen] for one in (self.series, self.period, self.story))
        return Waves(self.taken, self.at_risk, series, period, story, self.labels)

    @property
    def excess(self) -> Numbers:
        """T x p: those who took up less what the mean rate of the practice gives."""
        risk = self.at_risk.sum(axis=0)
        rate = self.taken.sum(axis=0) / np.where(risk > 0, risk, 1)
        return np.asfortranarray(self.taken - self.at_risk * rate)

    def by_date(self) -> tuple[Numbers, Codes, Codes]:
        """What moves: a period with stories, once, and with it all the practices they are about.

        Practices share what happens in a period, and stories of one period share their day; moved
        each by itself they would count as many times as there are practices.

        Returns:
            T x q excess summed over the practices of a period, one column for each different set
            of practices; the column of each different period; the different periods.
        """
        dates = np.unique(self.period)
        sets = [tuple(np.unique(self.series[self.period == date])) for date in dates]
        columns = sorted(set(sets))
        summed = np.column_stack([self.excess[:, list(one)].sum(axis=1) for one in columns])
        column = np.array([columns.index(one) for one in sets], np.int32)
        return np.asfortranarray(summed), column, dates.astype(np.int32)

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


def stories_of(spread: Spread) -> Mapping[str, list[tuple[int, int]]]:
    """The stories of each practice, as period and row of the register, by period.

    One on an exemplar is on all its practices.
    """
    register = Registers(spread.office).given("publicity")
    if register is None:
        return {}
    ground = spread.settings.ground
    of: dict[str, list[str]] = {}
    for name, one in ground.practices.items():
        of.setdefault(one.exemplar, []).append(name)
    found: dict[str, list[tuple[int, int]]] = {}
    rows = zip(
        register.ids("practice_id"),
        register.ids("exemplar_id"),
        ground.periods.seen(register.days("date")),
        strict=True,
    )
    for row, (practice, exemplar, period) in enumerate(rows):
        for name in [practice] if practice else of.get(exemplar, []) if exemplar else []:
            if period != NEVER:
                found.setdefault(name, []).append((int(period), row))
    return {name: sorted(stories) for name, stories in found.items()}


def waves_of(setting: Setting, stories: Sequence[int], which: Sequence[int] | None = None) -> Waves:
    """One practice, with the periods of its stories, and which ones they are; None: all others."""
    periods = np.arange(1, setting.last + 1)[:, None]
    there = setting.at_risk & (setting.since <= periods) & (periods <= setting.until)
    not_yet = (setting.adopted == NEVER) | (setting.adopted >= periods)
    taken = there & (setting.adopted == periods)
    return Waves(
        taken.sum(axis=1, keepdims=True),
        (there & not_yet).sum(axis=1, keepdims=True),
        np.zeros(len(stories), np.int32),
        np.array(stories, np.int32),
        np.array(range(len(stories)) if which is None else which, np.int32),
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
        np.concatenate([one.story for one in each]),
        each[0].labels,
    )
