"""Whether those beside a lot moved too where they were tied to who was drawn (R11)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa.concluding import Conclusion, Reason, fixed
from lantoa.spreading.apart import Apart
from lantoa.spreading.drawing_again import POWER, Draw
from lantoa.spreading.judging import floor, refused
from lantoa.spreading.lot_facts import first_only, say
from lantoa.spreading.redrawing import exposed_by, redraws
from lantoa.spreading.setting import Numbers
from lantoa.told import first_of

Pairs = NDArray[np.int64]
Flags = NDArray[np.bool_]
FEWEST = 2
"""Units in a cell of a contrast; of people more are needed (R12)."""

_STREAM = 8


def focal_of(draw: Draw) -> NDArray[np.intp]:
    """Half of those not drawn of each stratum, by lot: the only ones whose outcome is looked at.

    Which of those not drawn are focal is as likely whatever the lot was, so that the lots in which
    none of them is drawn stay as likely as each other.
    """
    chance = np.random.Generator(np.random.Philox(key=[draw.seed % 2**64, _STREAM]))
    found = []
    for stratum in np.unique(draw.stratum):
        beside = np.flatnonzero((draw.stratum == stratum) & (draw.drawn == 0))
        found.append(chance.permutation(beside)[: len(beside) // 2])
    return np.sort(np.concatenate(found))


@dataclass(frozen=True, eq=False)
class Spill:
    """Focal subjects tied to who was drawn, less those who were not, in every lot.

    Only lots in which no focal subject is drawn are looked at, so that what was given to those
    drawn, whatever it did to them, is in no number (Athey, Eckles and Imbens 2018; Basse, Feller
    and Toulis 2019). The hypothesis: focal subjects would have changed as they did whoever else
    had been drawn.

    Attributes:
        values: n changes.
        draw: The lot.
        pairs: k x 2 codes, source and taker.
    """

    values: Numbers
    draw: Draw
    pairs: Pairs

    @cached_property
    def focal(self) -> NDArray[np.intp]:
        """The subjects that are looked at."""
        return focal_of(self.draw)

    @cached_property
    def exposed(self) -> Flags:
        """R x f flags by lot, the first as it was drawn."""
        others = np.ones(len(self.draw), bool)
        others[self.focal] = False
        rows = redraws(self.draw.rows(others))
        drawn = np.zeros((len(rows), len(self.draw)), np.int32)
        drawn[:, others] = rows
        return exposed_by(self.pairs, drawn)[:, self.focal]

    @cached_property
    def usable(self) -> Flags:
        """f flags: on both sides in some lot."""
        share = self.exposed.mean(axis=0)
        return np.asarray((share > 0) & (share < 1), bool)

    @property
    def here(self) -> tuple[int, int]:
        """How many are tied, and how many are not."""
        tied = int((self.usable & self.exposed[0]).sum())
        return tied, int(self.usable.sum()) - tied

    @cached_property
    def every(self) -> Numbers:
        """R differences of means weighed by the odds of their side (Hajek)."""
        odds = self.exposed.mean(axis=0)
        values = self.values[self.focal]
        sides = []
        for side, odd in ((self.exposed, odds), (~self.exposed, 1 - odds)):
            weight: Numbers = np.where(self.usable, 1 / np.where(odd > 0, odd, 1), 0.0)
            sides.append(_mean(values, np.where(side, weight, 0.0)))
        return np.asarray(sides[0] - sides[1])

    @property
    def p(self) -> float:
        """Both tails about the mean; a lot without a contrast counts as extreme."""
        away = np.abs(self.every - np.nanmean(self.every))
        return float((~(away < away[0] * (1 - 1e-9) - 1e-12)).mean())

    @property
    def smallest_p(self) -> float:
        """Lots that tie the same focal subjects cannot be told apart."""
        tied = self.exposed[:, self.usable]
        return float((tied == tied[0]).all(axis=1).mean())

    @property
    def detectable(self) -> float:
        """About the difference found with a power of 80 %, by the normal law."""
        law = NormalDist()
        away = law.inv_cdf(1 - self.draw.alpha / 2) + law.inv_cdf(POWER)
        return float(away * np.nanstd(self.every))


def _mean(values: Numbers, weights: Numbers) -> Numbers:
    """The weighted mean of each row; NaN where nobody is there."""
    total = weights.sum(axis=1)
    return np.asarray((weights * values).sum(axis=1) / np.where(total > 0, total, np.nan))


def spillover(pair: Apart, kind: str, pairs: Pairs, least: int = FEWEST) -> Conclusion:
    """Not drawn but tied to who was, against not drawn and not tied, for one kind of tie.

    Args:
        pair: The lot beside an outcome.
        kind: Of the ties.
        pairs: k x 2 codes, source and taker.
        least: How many a cell needs.
    """
    draw, gaps = pair.draw, {"kind": kind, "outcome": pair.panel.label}
    one = Spill(pair.change, draw, pairs)
    told: dict[str, Any] = {"warnings": _never(pair, one), "about": kind, **gaps}
    told["facts"] = first_only(pair)
    if draw.smallest_p > draw.alpha:
        return refused("spillover", floor(draw), **told)
    apart = (say("unblock.apart"),)
    exposed, others = one.here
    if min(one.here) < FEWEST:
        reason = Reason("R11", say("reasons.R11", exposed=exposed, others=others))
        return refused("spillover", reason, unblock=apart, **told)
    if min(one.here) < least:
        reason = Reason("R12", say("reasons.R12_tied", exposed=exposed, others=others, least=least))
        more = (say("unblock.more_people", fewest=least),)
        return refused("spillover", reason, unblock=more, **told)
    if one.smallest_p > draw.alpha:
        lots = {"smallest": fixed(one.smallest_p, 4), "alpha": fixed(draw.alpha, 3)}
        reason = Reason("R11", say("reasons.R11_floor", focal=len(one.focal), **lots))
        return refused("spillover", reason, unblock=apart, smallest_p=one.smallest_p, **told)
    return _answered(pair, one, told)


def _answered(pair: Apart, one: Spill, told: dict[str, Any]) -> Conclusion:
    gaps = {"kind": told["kind"], "outcome": told["outcome"]}
    held = one.p <= pair.draw.alpha
    missed = one.detectable
    path = "yes" if held else "no" if missed else "flat"
    said = say(f"spillover.{path}", p=fixed(one.p, 4), missed=missed, **gaps)
    silent = () if held else (say("may_not_say.nothing"),)
    return Conclusion(
        key="spillover",
        question=say("questions.spillover", **gaps),
        level="L2",
        status="answered",
        about=told["about"],
        statistic=dict(zip(("exposed", "unexposed"), one.here, strict=True)),
        estimate=float(one.every[0]),
        unit=pair.panel.unit,
        p={"assignment": one.p},
        smallest_p=one.smallest_p,
        detectable=missed or None,
        method=say("methods.spillover", draws=len(one.exposed)),
        arrangements=len(one.exposed),
        seed=pair.draw.seed,
        facts=(say("facts.focal", focal=len(one.focal), others=pair.draw.others), *told["facts"]),
        warnings=told["warnings"],
        may_say=(said,),
        may_not_say=(say("may_not_say.spillover"), *silent),
    )


def _never(pair: Apart, one: Spill) -> tuple[Reason, ...]:
    """R11: focal subjects whom no lot would have put on both sides."""
    names = [pair.lot.subjects[at] for at in one.focal[~one.usable]]
    if not names:
        return ()
    return (Reason("R11", say("warnings.R11", count=len(names), names=first_of(names))),)
