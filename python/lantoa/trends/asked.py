"""What every test of a trend shares: the question, the floor, and an answer or a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Any

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, fixed
from lantoa.trends.panel import Codes, Numbers, Panel, never_differs
from lantoa.trends.steps import Step, steps_of

TOPIC = "trend_tests"
ALIKE = 0.2  # from this pooled lag-1 correlation on a test at 5 % errs in 10 % of ten years
SEEN = 10  # years from which on the lag-1 correlation shows; before, a line hides it
MOST_YEARS_ASKED = 60
ALL_THREADS = 0


def say(path: str, **gaps: object) -> Saying:
    """A sentence of the tests."""
    return Saying(TOPIC, path, gaps)


@dataclass(frozen=True, eq=False)
class Asked:
    """What is tested, and how strictly.

    Attributes:
        whole: All years.
        alpha: The level of every test, above 0 and below 1/2.
        draws, seed: Of tests that are not exact.
    """

    whole: Panel
    alpha: float
    draws: int
    seed: int

    @property
    def panel(self) -> Panel:
        """The years since the last break: no test goes across one."""
        return self.whole.unbroken

    @cached_property
    def better(self) -> Numbers:
        """Values of those years, more being better."""
        return np.asfortranarray(self.panel.sign * self.panel.values + 0.0)

    @cached_property
    def times(self) -> Codes:
        """Those years."""
        return np.array(self.panel.years, np.int32)

    @cached_property
    def never_differs(self) -> bool:
        """Whether no subject's numbers differ between years."""
        return never_differs(self.panel.values)

    @cached_property
    def lag(self) -> float:
        """The pooled lag-1 correlation of what a line leaves; NaN where it is not known."""
        return float(_core.pooled_lag(self.better, self.times))

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Where the level and the spread differ most before and after, by question."""
        return steps_of(self.panel, self.draws, self.seed)

    @cached_property
    def jumps(self) -> Mapping[int, tuple[str, ...]]:
        """Years in which one of them jumps, and which, by year: breaks that nobody declared."""
        found: dict[int, tuple[str, ...]] = {}
        for key, step in self.steps.items():
            if step.found is None or step.year is None or not step.stands_out:
                continue
            if step.found.p <= self.alpha:
                found[step.year] = (*found.get(step.year, ()), key)
        return dict(sorted(found.items()))

    def way(self, moved: float) -> str:
        """``"up"`` where values as given move for the better, else ``"down"``."""
        return "up" if self.panel.sign * moved > 0 else "down"

    @property
    def shared_warnings(self) -> tuple[Reason, ...]:
        """What every test that permutes years must be read with."""
        if not self.lag > ALIKE:
            return ()
        return (Reason("autocorrelation", say("warnings.autocorrelation", r=fixed(self.lag, 2))),)

    @property
    def apart_warnings(self) -> tuple[Reason, ...]:
        """The same for what tells subjects apart, which errs most where years carry over."""
        years = len(self.panel.years)
        if self.shared_warnings or years >= SEEN:
            return self.shared_warnings
        return (Reason("carry_over", say("warnings.carry_over", years=years)),)


@dataclass(frozen=True)
class Found:
    """What a test computed, before anybody judges it.

    Attributes:
        p: By null, the strictest judged.
        smallest: The least p that could have come out; 0 where there is no such limit.
        way: ``"up"``, ``"down"``, or another word of ``may_say``: what may be said where p is
            at most alpha; ``"none"`` is said where it is not.
        gaps: Of what may be said.
        method: How p was computed.
        count: Equally likely arrangements, 0 where they are not counted, None where drawn.
        statistic, estimate, interval, open_ends, level_of_interval, unit, facts, side: As of a
            `Conclusion`; a refused one has no interval.
        tested: Facts with a p of their own: a refused conclusion has none of them.
        floor: Why p cannot be below ``smallest``, by the name of the reason.
    """

    p: Mapping[str, float]
    smallest: float
    way: str
    method: Saying
    count: int | None = None
    gaps: Mapping[str, Any] = field(default_factory=dict)
    statistic: Mapping[str, float | int] = field(default_factory=dict)
    estimate: float | None = None
    interval: tuple[float, float] | None = None
    open_ends: tuple[bool, bool] = (False, False)
    level_of_interval: float | None = None
    unit: Saying | None = None
    facts: tuple[Saying, ...] = ()
    tested: tuple[Saying, ...] = ()
    warnings: tuple[Reason, ...] = ()
    side: Any = "two"
    floor: str = "floor"


def judged(
    asked: Asked, key: str, found: Found, *, about: str = "", unblock: Sequence[Saying] = ()
) -> Conclusion:
    """An answer, or a refusal where not even the most telling order would reach alpha.

    Args:
        asked: What is tested.
        key: The question.
        found: What was computed.
        about: A block or a subject.
        unblock: What would let the question be answered, told where it is refused.
    """
    short = found.smallest > asked.alpha
    reason = Reason(
        "floor",
        say(
            f"reasons.{found.floor}",
            **found.gaps,
            smallest=fixed(found.smallest, 4),
            alpha=fixed(asked.alpha, 3),
        ),
    )
    met = "none" if max(found.p.values()) > asked.alpha else found.way
    return Conclusion(
        key=key,
        question=say(f"questions.{key}"),
        level="trend",
        status="refused" if short else "answered",
        about=about,
        statistic=found.statistic,
        estimate=found.estimate,
        interval=None if short else found.interval,
        open_ends=(False, False) if short else found.open_ends,
        level_of_interval=None if short else found.level_of_interval,
        unit=found.unit,
        p={} if short else found.p,
        side=found.side,
        smallest_p=found.smallest or None,
        method=found.method,
        arrangements=found.count or None,
        draws=asked.draws if found.count is None else None,
        seed=asked.seed if found.count is None else None,
        facts=found.facts if short else (*found.facts, *found.tested),
        reasons=(reason,) if short else (),
        warnings=() if short else found.warnings,
        unblock=tuple(unblock) if short else (),
        may_say=() if short else (say(f"may_say.{key}.{met}", **found.gaps),),
        may_not_say=(say(f"may_not_say.{key}"),),
    )


def blocked(
    key: str,
    code: str,
    *,
    about: str = "",
    unblock: Sequence[Saying] = (),
    **gaps: object,
) -> Conclusion:
    """A refusal before anything was computed."""
    return Conclusion(
        key=key,
        question=say(f"questions.{key}"),
        level="trend",
        status="refused",
        about=about,
        reasons=(Reason(code, say(f"reasons.{code}", **gaps)),),
        unblock=tuple(unblock),
        may_not_say=(say(f"may_not_say.{key}"),),
    )


def more_years(have: int, need: int | None) -> tuple[Saying, ...]:
    """That so many years more are needed, or, where years are enough, numbers that differ."""
    if need is None:
        return (say("unblock.many_years", most=MOST_YEARS_ASKED),)
    if need <= have:
        return (say("unblock.differ"),)
    return (say("unblock.years", more=need - have, need=need),)


def years_for_a_trend(ties: Sequence[int], alpha: float, levels: int | None = None) -> int | None:
    """How many years the exact test of a series needs before any order could reach alpha.

    Args:
        ties: How often each value occurs so far.
        alpha: The level.
        levels: Of ratings: how many there are; further years are counted as those that part most.
            Without it further values are all different.

    Returns:
        At least as many as there are; None where more than `MOST_YEARS_ASKED` are.

    Example:
        >>> years_for_a_trend([1, 1, 1], 0.05), years_for_a_trend([4], 0.05)
        (5, 7)
        >>> years_for_a_trend([4, 4], 0.05), years_for_a_trend([5], 0.05, levels=2)
        (8, 8)
    """
    counts = sorted(ties)
    while _least(counts) > alpha:
        if sum(counts) >= MOST_YEARS_ASKED:
            return None
        if levels is None or len(counts) < levels:
            counts.insert(0, 1)
        else:
            counts[0] += 1
            counts.sort()
    return sum(counts)


def years_for_all(alpha: float) -> int:
    """How many years a test needs that permutes them: 2 in T! orders are the most telling ones.

    >>> years_for_all(0.05), years_for_all(0.01)
    (5, 6)
    """
    return years_for_a_trend([1], alpha) or MOST_YEARS_ASKED


def years_for_several(alpha: float, blocks: int) -> int:
    """How many years a test of so many blocks needs: in 2 T! orders each one may lie farthest out.

    >>> years_for_several(0.05, 1), years_for_several(0.05, 4), years_for_several(0.05, 16)
    (5, 6, 6)
    """
    return years_for_all(alpha / max(blocks, 1))


def years_for_the_last(alpha: float) -> int:
    """How many years a test of the last one needs: one in T.

    >>> years_for_the_last(0.05)
    20
    """
    return ceil(1 / alpha - 1e-9)


def _least(counts: Sequence[int]) -> float:
    return float(_core.kendall_tail(list(counts))[-1])
