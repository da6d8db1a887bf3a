"""How a question on ties is asked, and how its nulls are told: words that several questions share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, log10

from lantoa.concluding import Reason, Saying, fixed
from lantoa.spreading.exchange import Known
from lantoa.spreading.setting import Codes, Ties

TOPIC = "associating"
LOT = Saying(TOPIC, "unblock.stagger")
_COUNTED = 10**9  # arrangements that are told by number


@dataclass(frozen=True)
class Asked:
    """How a question is asked.

    Attributes:
        alpha: The level.
        draws: Of a sample.
        seed: Of the sample.
        popularity: n classes of popularity, None for those that ties give.
        stories: How many stories there were.
        kinds: How many kinds of ties are asked about one by one.
        known: What was exchanged before at this level, with these draws; it is added to.
    """

    alpha: float
    draws: int
    seed: int
    popularity: Codes | None = None
    stories: int = 0
    kinds: int = 1
    known: Known = field(default_factory=dict, compare=False, repr=False)


def say(path: str, **gaps: object) -> Saying:
    """A sentence of the table of this module."""
    return Saying(TOPIC, path, gaps)


def chance(p: float) -> object:
    """A p value as it fills a gap: never as 0."""
    return fixed(p, max(3, ceil(-log10(p)) + 1) if 0 < p < 0.001 else 3)


def held(null: str) -> Saying:
    """What a null exchanges, in words."""
    return say(f"held.{null}")


def arrangements(count: int | None) -> Saying:
    """How many arrangements there are, in words; None where nobody counts them."""
    if count is None or count > _COUNTED:
        return say("facts.many")
    return say("facts.counted", count=count)


def no_room_of(null: str, floor: float, count: int | None, alpha: float) -> Reason:
    """R1: a null that could not say anything, whatever had happened."""
    told = {"floor": chance(floor), "alpha": alpha, "arrangements": arrangements(count)}
    return Reason("R1", say("reasons.R1", null=held(null), **told))


def doubted(ties: Ties, kinds: Sequence[str]) -> tuple[Reason, ...]:
    """R5: kinds of ties that repeat adoptions though they are dated before all of them."""
    names = [one for one in kinds if one in ties.doubted]
    return (Reason("R5", say("reasons.R5_like", kinds=", ".join(names))),) if names else ()


def separable(found: Sequence[bool]) -> bool:
    """Whether the strictest null, the last, finds what a looser one finds (R10).

    >>> separable([True, False]), separable([False, True]), separable([False, False])
    (False, True, True)
    """
    return found[-1] or not any(found)


def method(draws: int | None, seed: int) -> Saying:
    """How p was computed, in words."""
    if draws is None:
        return say("method.exact")
    return say("method.sampled", draws=draws, seed=seed)
