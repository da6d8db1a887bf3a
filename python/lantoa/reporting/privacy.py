"""What may be seen by whom: two audiences, and small numbers that point at somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from lantoa import _checks

Audience = Literal["internal", "shared"]
AUDIENCES = ("internal", "shared")

LEAST = 5
"""The smallest count that a shared summary shows: ten people are re-identifiable."""


def audience(value: str) -> Audience:
    """An audience.

    Raises:
        InputError: It is none; the message has the nearest.

    Example:
        >>> audience("public")
        Traceback (most recent call last):
        lantoa.InputError: audience "public" is not known; did you mean "shared"? Allowed:
        "internal", "shared"
    """
    found: Audience = _checks.one_of(value, AUDIENCES, what="audience")  # type: ignore[assignment]
    return found


def hidden(counts: Sequence[int], least: int = LEAST) -> list[int | None]:
    """Counts that share out a total which is shown too, with the small ones hidden.

    A count below ``least`` is hidden, 0 as well: "nobody" also tells of everybody. Then, as long
    as the total would give a hidden one away, or those hidden together are fewer than ``least``,
    the next smallest goes with them.

    Args:
        counts: The parts of a whole, such as people by verdict.
        least: The smallest count that may show.

    Returns:
        The counts, None where one is hidden.

    Example:
        >>> hidden([12, 7, 9])
        [12, 7, 9]
        >>> hidden([64, 7, 10, 1])  # 82 - 64 - 7 - 10 would give the 1 away
        [64, None, 10, None]
        >>> hidden([30, 3, 1])
        [None, None, None]
    """
    order = sorted(range(len(counts)), key=lambda at: (counts[at], at))
    out = [at for at in order if counts[at] < least]
    for at in order[len(out) :]:
        if not out or (len(out) > 1 and sum(counts[one] for one in out) >= least):
            break
        out.append(at)
    return [None if at in out else count for at, count in enumerate(counts)]


def alone(count: int, least: int = LEAST) -> int | None:
    """A count without a total beside it, None where it is too small to show.

    >>> alone(5), alone(4)
    (5, None)
    """
    return count if count >= least else None
