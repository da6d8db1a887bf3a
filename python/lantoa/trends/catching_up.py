"""Whether those who stood low have caught up since: change by the level of an earlier year.

What a year brings to all of a block is in the changes of each of its subjects. Exchanged with
those of other blocks they then look as if gaps had closed or widened in a fifth of offices in which
nothing does; so, of a panel with blocks, subjects are exchanged within theirs too, and the larger
p decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, fixed
from lantoa.trends.asked import Asked, Found, blocked, judged, more_years, say
from lantoa.trends.blocking import of_gaps

KEY = "convergence"
_FEWEST_YEARS = 3
_FEWEST_SUBJECTS = 5  # 2 in 5! exchanges are below 5 %
_WITHIN, _WHOLE = "within_block", "whole_blocks"


@dataclass(frozen=True, eq=False)
class _Tests:
    """The exchange of all subjects, and a stricter one where blocks leave it room."""

    free: _core.Convergence
    strict: _core.Convergence | None = None
    name: str = ""

    @property
    def judged(self) -> _core.Convergence:
        return self.free if self.strict is None else self.strict

    @property
    def every(self) -> tuple[_core.Convergence, ...]:
        return (self.free,) if self.strict is None else (self.free, self.strict)

    @property
    def p(self) -> Mapping[str, float]:
        free = {"subjects" if self.free.orders.count else "normal": self.free.p}
        return free if self.strict is None else free | {self.name: self.strict.p}

    @property
    def way(self) -> str:
        """None where all subjects go one way, and those within blocks the other."""
        if len({one.slope < 0 for one in self.every}) > 1:
            return "none"
        return "down" if self.judged.slope < 0 else "up"

    @property
    def count(self) -> int | None:
        """Exchanges that were gone through; None where some were drawn."""
        drawn = any(one.orders.count and not one.orders.exact for one in self.every)
        return None if drawn else self.judged.orders.count


def catching_up(asked: Asked) -> Iterator[Conclusion]:
    """The slope of later change on the level of the first year."""
    years = len(asked.panel.years)
    if asked.panel.zero_sum:
        yield blocked(KEY, "zero_sum")
    elif years < _FEWEST_YEARS:
        unblock = more_years(years, _FEWEST_YEARS)
        yield blocked(KEY, "few_years", years=years, need=_FEWEST_YEARS, unblock=unblock)
    else:
        yield _concluded(asked, _tests(asked))


def _tests(asked: Asked) -> _Tests:
    values = np.asfortranarray(asked.panel.values)
    free = _core.convergence(values, asked.draws, asked.seed)
    if not asked.panel.blocks:
        return _Tests(free)
    block = np.ascontiguousarray(asked.panel.block, np.int32)
    for name, test in (
        (_WITHIN, _core.convergence_within),
        (_WHOLE, _core.convergence_between),
    ):
        found = test(values, block, asked.draws, asked.seed)
        if found.smallest <= asked.alpha:
            return _Tests(free, found, name)
    return _Tests(free)


def _concluded(asked: Asked, tests: _Tests) -> Conclusion:
    first, second, last = (asked.panel.years[at] for at in (0, 1, -1))
    found = tests.judged
    method = f"methods.convergence_{tests.name}" if tests.name else "methods.convergence"
    smallest = max(one.smallest for one in tests.every)
    floor, unblock = of_gaps(asked, smallest, tests.free.subjects, _FEWEST_SUBJECTS)
    return judged(
        asked,
        KEY,
        Found(
            floor=floor,
            p=tests.p,
            smallest=smallest,
            way=tests.way,
            method=say(method),
            count=tests.count,
            gaps={"first": first, "second": second, "last": last},
            statistic={"n": tests.free.subjects},
            estimate=found.slope,
            facts=tuple(_facts(tests, first)),
            warnings=tuple(_warnings(asked, tests, first)),
        ),
        unblock=unblock,
    )


def _facts(tests: _Tests, first: int) -> Iterator[Saying]:
    if tests.strict is not None:
        yield say("facts.across_blocks", slope=fixed(tests.free.slope, 3))
    yield say("facts.naive", naive=fixed(tests.judged.naive, 3), first=first)


def _warnings(asked: Asked, tests: _Tests, first: int) -> Iterator[Reason]:
    if tests.strict is None:
        yield Reason("shared_shocks", say("warnings.shared_shocks"))
    yield Reason("earlier_level", say("warnings.earlier_level", first=first))
    yield from asked.apart_warnings
