"""What a lot could draw: subjects or whole units, in strata, and along which ties they are told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lantoa.spreading.open_ties import OpenTies
from lantoa.spreading.setting import Codes, Setting

What = Literal["subject", "block"]
Strata = Literal["none", "block"]


@dataclass(frozen=True, eq=False)
class DrawnFrom:
    """n that a lot is drawn from.

    Attributes:
        what: Subjects, or the units that they are members of.
        strata: Whether is drawn within blocks.
        ids: n ids, sorted.
        stratum: n codes of ``names``.
        names: The strata; one without a name where there are none.
        sources: Of each the codes of others who have a tie to it.
        left_out: Those in strata too small to draw from.
        people: Whether they are people: of few of them no numbers may be printed (R12).
    """

    what: What
    strata: Strata
    ids: tuple[str, ...]
    stratum: Codes
    names: tuple[str, ...]
    sources: tuple[frozenset[int], ...]
    left_out: int = 0
    people: bool = False

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def sizes(self) -> list[int]:
        """How many each stratum holds."""
        found: list[int] = np.bincount(self.stratum, minlength=len(self.names)).tolist()
        return found

    def without_small(self, least: int) -> DrawnFrom:
        """Only the strata that hold so many."""
        kept = [code for code, size in enumerate(self.sizes) if size >= least]
        at = [one for one, code in enumerate(self.stratum) if code in kept]
        new = {old: code for code, old in enumerate(at)}
        return DrawnFrom(
            what=self.what,
            strata=self.strata,
            ids=tuple(self.ids[one] for one in at),
            stratum=np.array([kept.index(self.stratum[one]) for one in at], np.int32),
            names=tuple(self.names[code] for code in kept),
            sources=tuple(frozenset(new[s] for s in self.sources[one] if s in new) for one in at),
            left_out=len(self) - len(at),
            people=self.people,
        )


def drawn_from(setting: Setting, ties: OpenTies, units: Collection[str]) -> Iterator[DrawnFrom]:
    """Subjects without strata and within blocks; whole units where the blocks are units."""
    code = {one: at for at, one in enumerate(setting.subjects)}
    block = np.array([setting.block[code[one]] for one in ties.ids], np.int32)
    held, at = np.unique(block, return_inverse=True)
    names = tuple(setting.blocks[one] for one in held)
    sources = _sources(len(ties), zip(ties.source.tolist(), ties.taker.tolist(), strict=True))
    none = np.zeros(len(ties), np.int32)
    people = setting.kind == "person"
    yield DrawnFrom("subject", "none", ties.ids, none, ("",), sources, people=people)
    if len(names) > 1:
        strata = at.astype(np.int32)
        yield DrawnFrom("subject", "block", ties.ids, strata, names, sources, people=people)
    if people and len(names) > 1 and set(names) <= set(units):
        pairs = zip(at[ties.source].tolist(), at[ties.taker].tolist(), strict=True)
        between = _sources(len(names), pairs)
        yield DrawnFrom("block", "none", names, np.zeros(len(names), np.int32), ("",), between)


def share_inside(setting: Setting, ties: OpenTies) -> float | None:
    """The share of ties that run inside blocks; None where there are no ties."""
    if not len(ties.taker):
        return None
    code = {one: at for at, one in enumerate(setting.subjects)}
    block = np.array([setting.block[code[one]] for one in ties.ids], np.int32)
    return float((block[ties.source] == block[ties.taker]).mean())


def _sources(n: int, pairs: Iterator[tuple[int, int]]) -> tuple[frozenset[int], ...]:
    found: list[set[int]] = [set() for _ in range(n)]
    for source, taker in pairs:
        if source != taker:
            found[taker].add(source)
    return tuple(map(frozenset, found))
