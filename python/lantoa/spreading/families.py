"""Which practices can be compared: those among the same subjects that a test could tell from chance.

All of them are judged by one exchange of subjects, so only subjects change places that may do so
for every practice of the family. Room (R1) does not depend on who took what up when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from lantoa import _core
from lantoa.spreading.exchange import (
    NULLS,
    Exchanged,
    held_fixed,
    of_kinds,
    popularity_of,
    taking_up,
)
from lantoa.spreading.null_words import Asked
from lantoa.spreading.setting import Setting, Ties

HELD_FIXED = (NULLS[2], NULLS[1])
"""What the exchange holds fixed, the strictest first: blocks and popularity, else blocks alone."""

LEAST = 5
"""Takers with ties that a practice needs to be placed (R12)."""

Taking: TypeAlias = Mapping[str, _core.TakingUp]


@dataclass(frozen=True, eq=False)
class Family:
    """Practices that are judged together.

    Attributes:
        null: What is held fixed.
        practices: By id, sorted, as the kernel takes them.
        few: How many have fewer than `LEAST` takers with ties (R12).
        floored: Those that could not have given p down to the level, by id, with their floor (R1).
    """

    null: str
    practices: Taking
    few: int = 0
    floored: Mapping[str, Exchanged] = field(default_factory=dict)


def by_kind(settings: Mapping[str, Setting]) -> list[list[str]]:
    """The practices of units and those of people, apart: they have no subjects in common."""
    kinds = sorted({one.kind for one in settings.values()})
    return [[key for key, one in settings.items() if one.kind == kind] for kind in kinds]


def family_of(
    settings: Mapping[str, Setting], kinds: Mapping[str, Sequence[str]], asked: Asked
) -> Family:
    """Those that have takers enough, and room, under the strictest null that leaves two of them.

    Popular sources have more takers whatever travels, so that blocks alone would take popularity
    for spread: they decide only where nothing is left within both.

    Args:
        settings: By practice, of one kind of subjects.
        kinds: Of ties, by practice.
        asked: How it is asked.
    """
    for null in HELD_FIXED:
        found = _under(null, settings, kinds, asked)
        if len(found.practices) > 1:
            break
    return found


def _under(
    null: str, settings: Mapping[str, Setting], kinds: Mapping[str, Sequence[str]], asked: Asked
) -> Family:
    """Those that have room under a null.

    First whoever has no room by itself is left out, then whoever has none once subjects change
    places for all that are left, the worst first: with each that goes more may change places.
    """
    ties = {one: of_kinds(settings[one].ties, kinds[one]) for one in sorted(settings)}
    practices = {one: _taking(settings[one], of, null, asked) for one, of in ties.items()}
    alone = {one: _room(settings[one], ties[one], of, null, asked) for one, of in practices.items()}
    enough = [one for one, found in alone.items() if found.found.members >= LEAST]
    floored = {one: alone[one] for one in enough if alone[one].smallest_p > asked.alpha}
    left = {one: practices[one] for one in enough if one not in floored}
    while len(left) > 1:
        common = _core.common_strata(list(left.values()))
        within = {one: _within(of, common) for one, of in left.items()}
        rooms = {
            one: alone[one]
            if np.array_equal(of.stratum, practices[one].stratum)
            else _room(settings[one], ties[one], of, null, replace(asked, known={}))
            for one, of in within.items()
        }
        worst = max(one.smallest_p for one in rooms.values())
        if worst <= asked.alpha:
            break
        gone = {one: room for one, room in rooms.items() if room.smallest_p == worst}
        floored |= gone
        left = {one: of for one, of in left.items() if one not in gone}
    few = len(settings) - len(enough)
    return Family(null, left, few, {one: floored[one] for one in sorted(floored)})


def _taking(setting: Setting, ties: Ties, null: str, asked: Asked) -> _core.TakingUp:
    known = asked.popularity
    return taking_up(setting, ties, null, popularity_of(setting, ties) if known is None else known)


def _within(one: _core.TakingUp, common: np.ndarray) -> _core.TakingUp:
    """The practice, its times exchanged within the common strata only."""
    held = np.where(one.stratum == _core.HELD, _core.HELD, common).astype(np.int32)
    return _core.TakingUp(one.adopted, held, one.ties)


def _room(setting: Setting, ties: Ties, one: _core.TakingUp, null: str, asked: Asked) -> Exchanged:
    effort = _core.Budget(draws=asked.draws, seed=asked.seed)
    return held_fixed(setting, ties, one, null, alpha=asked.alpha, effort=effort, known=asked.known)
