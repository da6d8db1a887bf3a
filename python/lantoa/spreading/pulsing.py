"""Publicity pulses: did more take a practice up soon after a story than at other times?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.concluding import Conclusion, Conclusions, Reason, Saying, fixed
from lantoa.spreading.registers import Registers
from lantoa.spreading.setting import NEVER, Codes, Numbers, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

TOPIC = "pulses"
NULLS = ("free", "within_year")
NOWHERE = -1  # a period in which no story could run: nothing after it is followed


def say(path: str, **gaps: object) -> Saying:
    """A sentence of pulses."""
    return Saying(TOPIC, path, gaps)


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


def pulses_of(
    spread: Spread, practice: str | Sequence[str] | None = None, *, window: int = 1
) -> Conclusions:
    """Whether more took a practice up soon after a story than moved stories would give.

    The statistic is the number who took it up in the periods after each story, less what the mean
    rate of the practice gives for as many at risk; the period of the story itself is left out, for
    who came first in it is not known. Under two nested nulls every story could have run in any
    period, or in any period of its own year. Two-sided, about the mean of the null.

    Args:
        spread: What `lantoa.spread` gives.
        practice: A practice, or several; None for every one, each by itself and all together.
        window: Periods after that of a story that count as soon after it.

    Returns:
        ``"pulse"`` for each practice, and over all of them where there are several.

    Raises:
        InputError: A practice is not known, or the window is no number of periods.

    Example:
        >>> import lantoa as lt
        >>> found = lt.spread(lt.sample_office(seed=7)).pulses()
        >>> found["pulse"].level, list(found["pulse"].p)
        ('L1', ['free', 'within_year'])
    """
    if not hasattr(window, "__index__") or isinstance(window, bool) or not 1 <= int(window) <= 99:
        raise InputError(f"window: expected a number of periods, 1 to 99, not {window!r}")
    known = list(spread.settings)
    wanted = known if practice is None else [practice] if isinstance(practice, str) else practice
    chosen = [_checks.one_of(one, known, what="practice") for one in wanted]
    stories = _stories(spread)
    each = {one: _waves(spread.settings[one], stories.get(one, [])) for one in chosen}
    every = [_concluded(spread, one, waves, int(window)) for one, waves in each.items()]
    if len(chosen) > 1:
        every.insert(0, _concluded(spread, "", _together(list(each.values())), int(window)))
    return Conclusions.of(every, lang=spread.lang, kind=spread.office.frames)


def _stories(spread: Spread) -> Mapping[str, list[int]]:
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


def _waves(setting: Setting, stories: Sequence[int]) -> Waves:
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


def _together(each: Sequence[Waves]) -> Waves:
    series = [np.full(len(one.period), at, np.int32) for at, one in enumerate(each)]
    return Waves(
        np.concatenate([one.taken for one in each], axis=1),
        np.concatenate([one.at_risk for one in each], axis=1),
        np.concatenate(series),
        np.concatenate([one.period for one in each]),
        each[0].labels,
    )


def _concluded(spread: Spread, about: str, waves: Waves, window: int) -> Conclusion:
    could = waves.period < len(waves.labels)
    late = int((~could).sum())
    kept = Waves(waves.taken, waves.at_risk, waves.series[could], waves.period[could], waves.labels)
    facts = [_fact(kept, window)]
    if late:
        facts.append(say("facts.late", count=late))
    if not len(kept.period) or not kept.taken.sum():
        which = "no_story" if not len(kept.period) else "no_adoption"
        return _refused(about, which, Reason(which, say(f"reasons.{which}")), facts)
    found = {null: _asked(spread, kept, null, window) for null in NULLS}
    return _judged(spread, about, found, facts)


def _asked(spread: Spread, waves: Waves, null: str, window: int) -> _core.Pulse:
    stories = _core.Stories(waves.series, waves.period, waves.groups(null), window)
    budget = _core.Budget(draws=spread.draws, seed=spread.seed)
    return _core.pulse(waves.excess, stories, budget)


def _smallest(found: _core.Pulse) -> float:
    return found.furthest / found.counted if found.is_exact else 1 / found.counted


def _judged(
    spread: Spread,
    about: str,
    found: Mapping[str, _core.Pulse],
    facts: Sequence[Saying],
) -> Conclusion:
    room = [null for null in NULLS if _smallest(found[null]) <= spread.alpha]
    if not room:
        smallest = min(_smallest(one) for one in found.values())
        gaps: dict[str, Any] = {"smallest": fixed(smallest, 4), "alpha": fixed(spread.alpha, 3)}
        count = found["free"].arrangements
        reason = Reason("R1", say("reasons.R1", count=count, **gaps))
        return _refused(about, "R1", reason, facts, smallest, count)
    judge = room[-1]
    held = found[judge].two / found[judge].counted <= spread.alpha
    loose = found["free"].two / found["free"].counted <= spread.alpha
    way = "none" if not held else "more" if found[judge].observed > found[judge].mean else "fewer"
    short = found[judge]
    warnings = [Reason("R10", say("warnings.R10"))] if loose and not held else []
    if judge != NULLS[-1]:
        warnings.append(Reason("R1", say("warnings.R1")))
    return Conclusion(
        key="pulse",
        question=say("questions.pulse", practice=about or say("all")),
        level="L1",
        status="answered",
        about=about,
        estimate=short.observed - short.mean,
        unit=say("unit"),
        p={null: one.two / one.counted for null, one in found.items()},
        smallest_p=_smallest(short),
        method=say("methods.exact" if short.is_exact else "methods.drawn", draws=spread.draws),
        arrangements=short.arrangements,
        draws=None if short.is_exact else spread.draws,
        seed=None if short.is_exact else spread.seed,
        facts=tuple(facts),
        warnings=tuple(warnings),
        may_say=(say(f"may_say.{way}", p=fixed(short.two / short.counted, 4)),),
        may_not_say=(say("may_not_say"),),
        collect=(say("collect"),),
    )


def _refused(
    about: str,
    which: str,
    reason: Reason,
    facts: Sequence[Saying],
    smallest: float | None = None,
    arrangements: int | None = None,
) -> Conclusion:
    return Conclusion(
        key="pulse",
        question=say("questions.pulse", practice=about or say("all")),
        level="L1",
        status="refused",
        about=about,
        smallest_p=smallest,
        arrangements=arrangements,
        facts=tuple(facts),
        reasons=(reason,),
        unblock=(say(f"unblock.{which}"),),
        may_not_say=(say("may_not_say"),),
        collect=(say("collect"),),
    )


def _fact(waves: Waves, window: int) -> Saying:
    after = waves.soon(window, after=True)
    before = waves.soon(window, after=False) & ~after
    gaps: dict[str, Any] = {"stories": len(waves.period), "window": window}
    for name, where in (("after", after), ("before", before), ("other", ~after & ~before)):
        gaps[name] = int(waves.taken[where].sum())
        gaps[f"{name}_risk"] = int(waves.at_risk[where].sum())
    return say("facts.rates", **gaps)
