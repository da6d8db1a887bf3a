"""Who is left to be reached, and along which ties: what a scenario of publicity is asked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from lantoa import _core
from lantoa.spreading.setting import NEVER, Codes, Numbers, Setting

Model = Literal["cascade", "threshold"]
MODELS = ("cascade", "threshold")
_CORE = {"cascade": _core.Model.CASCADE, "threshold": _core.Model.THRESHOLD}


@dataclass(frozen=True, eq=False)
class OpenTies:
    """The ties that are open in the last period, among those who could still take a practice up.

    Who has it or had it is left out with every tie, for their sources had their chance; so is
    whoever is not followed to the end. Ties that were derived from adoptions are no exposure (R5).

    Attributes:
        ids: n ids of those left, sorted.
        source: k codes of them.
        taker: k codes of them, sorted by source and taker, each pair once.
        weight: k weights above 0: several ties of a pair are added up.
        had: Ids of those who have it or had it.
        gone: How many others are not followed up to the last period.
        weightless: How many open ties among those left were left out for a weight of 0.
        dropped: Kinds of tie that were derived from adoptions.
    """

    ids: tuple[str, ...]
    source: Codes
    taker: Codes
    weight: Numbers
    had: tuple[str, ...]
    gone: int
    weightless: int
    dropped: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(
        cls, setting: Setting, already: Iterable[int] = (), *, everybody: bool = False
    ) -> OpenTies:
        """What is left of a setting.

        Args:
            setting: Who could take the practice up.
            already: Codes of further subjects who have it.
            everybody: Whether those who have the practice are left too: for one that is new.
        """
        has_it = (setting.carries != NEVER) & (not everybody)
        has_it[list(already)] = True
        there = setting.until >= (setting.until.max() if len(setting) else 0)
        left = there & (setting.at_risk | everybody) & ~has_it
        code = np.where(left, np.cumsum(left) - 1, -1)
        ties = setting.ties
        exposing = np.array([one != "adoptions" for one in ties.origins], bool)
        source, taker = code[ties.source], code[ties.taker]
        inside = (ties.until >= setting.last) & (source >= 0) & (taker >= 0) & (source != taker)
        inside &= exposing[ties.kind] if len(ties) else inside
        kept = inside & (ties.weight > 0)
        source, taker, weight = _added_up(source[kept], taker[kept], ties.weight[kept])
        names = np.array(setting.subjects, object)
        return cls(
            ids=tuple(names[left]), source=source, taker=taker, weight=weight,
            had=tuple(names[has_it]), gone=int((~left & ~has_it).sum()),
            weightless=int((inside & ~kept).sum()),
            dropped=tuple(kind for kind, good in zip(ties.kinds, exposing, strict=True) if not good),
        )  # fmt: skip

    @property
    def takers(self) -> Codes:
        """n numbers of takers of each."""
        return np.bincount(self.source, minlength=len(self)).astype(np.int32)

    def chances(self, probability: float, model: Model) -> tuple[Numbers, int]:
        """The chance of each tie, and for how many takers these had to be scaled.

        A cascade takes a weight of w as w ties, each with its own chance; a threshold takes it
        as w times the chance, scaled where a taker's would be above 1 in sum.
        """
        if model == "cascade":
            with np.errstate(divide="ignore"):
                return -np.expm1(self.weight * np.log1p(-probability)), 0
        asked = probability * self.weight
        sums = np.bincount(self.taker, asked, minlength=len(self))
        return asked / np.maximum(sums, 1.0)[self.taker], int((sums > 1 + 1e-12).sum())

    def arcs(self, probability: float, model: Model, *, turned: bool = False) -> Any:
        """The ties as the core takes them, sorted by source; ``turned``: by taker."""
        row, other = (self.taker, self.source) if turned else (self.source, self.taker)
        order = np.lexsort((other, row))
        first = np.searchsorted(row[order], np.arange(len(self) + 1)).astype(np.int32)
        chance = self.chances(probability, model)[0]
        return _core.Arcs(first, other[order], chance[order])


def core_model(model: Model) -> Any:
    """The model as the core knows it."""
    return _CORE[model]


def _added_up(source: Codes, taker: Codes, weight: Numbers) -> tuple[Codes, Codes, Numbers]:
    """Each pair once with its weights in sum; pairs come sorted."""
    is_new = np.ones(len(source), bool)
    is_new[1:] = (source[1:] != source[:-1]) | (taker[1:] != taker[:-1])
    first = np.flatnonzero(is_new)
    sums: Numbers = np.add.reduceat(weight, first) if len(first) else np.zeros(0)
    return source[first].astype(np.int32), taker[first].astype(np.int32), sums
