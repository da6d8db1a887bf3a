"""Every test of a panel of yearly numbers: overall, by block and by subject."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.concluding import Conclusion
from lantoa.trends.across import warned
from lantoa.trends.asked import Asked
from lantoa.trends.by_block import COMMON, directions
from lantoa.trends.by_subject import by_subject
from lantoa.trends.catching_up import catching_up
from lantoa.trends.in_order import in_order
from lantoa.trends.jumps import jumps
from lantoa.trends.less import worded
from lantoa.trends.panel import Panel
from lantoa.trends.standing_out import standing_out


def conclusions_of(panel: Panel, *, alpha: float, draws: int, seed: int) -> Iterator[Conclusion]:
    """What can be concluded from a panel; a refused test has the shape of an answered one.

    Everybody and blocks first, subjects last. Tests are of the years since the last break of the
    scale; only the question of a declared break looks across it. An answer that runs across a jump
    that nobody declared has a warning, ``jump``.

    Args:
        panel: Yearly numbers.
        alpha: The level of every test.
        draws: Simulations where an exact test has more than two million orders.
        seed: Of the simulations.

    Example:
        >>> from lantoa.trends.panel import laid
        >>> years = [2021, 2022, 2023, 2024]
        >>> panel = laid(["A"] * 4, years, [1.0, 2.0, 3.0, 4.0], what="value")
        >>> found = {one.key: one for one in conclusions_of(panel, alpha=0.05, draws=99, seed=1)}
        >>> found["direction"].status, round(found["direction"].smallest_p, 3)
        ('refused', 0.083)
        >>> found["direction"].unblock[0].told("en")
        '5 years in all, 1 more.'
    """
    yield from tested(Asked(panel, alpha, draws, seed))


def tested(asked: Asked) -> Iterator[Conclusion]:
    """The same of a panel that somebody else may have asked about: nothing is computed twice."""
    if len(asked.whole):
        yield from (worded(warned(one, asked), asked.whole) for one in _all(asked))


def _all(asked: Asked) -> Iterator[Conclusion]:
    common = list(directions(asked))
    yield from common
    yield from in_order(asked)
    yield from standing_out(asked)
    yield from catching_up(asked)
    yield from jumps(asked)
    answered = {one.about: not one.is_refused for one in common if one.key == COMMON}
    yield from by_subject(asked, answered)
