"""Ties among those of a lot: who beside it was exposed (R7), and whether they moved too (R11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.concluding import Conclusion, Reason, Saying, Share, fixed
from lantoa.spreading.apart import Apart
from lantoa.spreading.cohorts import named_in
from lantoa.spreading.drawing_again import redrawn
from lantoa.spreading.judging import floor, refused, say
from lantoa.spreading.lots import NOT_GIVEN, Lot
from lantoa.spreading.redrawing import exposed_by, redraws
from lantoa.told import first_of

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

Pairs = NDArray[np.int64]
_FEWEST = 2  # in a cell of a contrast


@dataclass(frozen=True, eq=False)
class Near:
    """Ties among the n subjects of a lot.

    Attributes:
        pairs: By kind k x 2 codes of subjects, source and taker.
    """

    pairs: Mapping[str, Pairs]

    @property
    def known(self) -> bool:
        """Whether ties are recorded among them; else nobody can say who was exposed."""
        return bool(self.pairs)

    @property
    def every(self) -> Pairs:
        """The ties of all kinds."""
        return np.concatenate(list(self.pairs.values())) if self.pairs else np.zeros((0, 2), int)


def neighbours_of(spread: Spread, lot: Lot) -> Near:
    """Ties of the spread where these are its subjects, else of the register of links.

    Ties that come from adoptions are passed over (R5): they follow what was taken up.
    """
    at = {name: row for row, name in enumerate(lot.subjects)}
    frames = [*_shared(spread), *_linked(spread)]
    for frame in frames:
        source, taker = (frame[name].map(at) for name in ("from_id", "to_id"))
        kept = source.notna() & taker.notna() & (frame["from_id"] != frame["to_id"])
        if not kept.any():
            continue
        rows = pd.DataFrame({"kind": frame["kind"], "source": source, "taker": taker})[kept]
        pairs = {
            str(kind): np.unique(part[["source", "taker"]].to_numpy(np.int64), axis=0)
            for kind, part in rows.groupby("kind", sort=True, observed=True)
        }
        return Near(pairs)
    return Near({})


def _shared(spread: Spread) -> Iterator[pd.DataFrame]:
    for kind, ties in spread.settings.shared_ties().items():
        ids = spread.settings.ground.circles[kind].ids
        usable = np.array([one != "adoptions" for one in ties.origins] or [True])
        kept = np.flatnonzero(usable[ties.kind] & (ties.weight > 0))
        yield pd.DataFrame(
            {
                "from_id": ids[ties.source[kept]],
                "to_id": ids[ties.taker[kept]],
                "kind": np.array(ties.kinds or [""], object)[ties.kind[kept]],
            }
        )


def _linked(spread: Spread) -> Iterator[pd.DataFrame]:
    if "links" in spread.office:
        frame = spread.office.tables["links"].frame
        rows = frame[["from_id", "to_id", "kind"]].astype(object)
        yield rows[frame["weight"].fillna(1).to_numpy(float) > 0]


def clean(spread: Spread, pair: Apart, near: Near) -> tuple[tuple[Saying, ...], tuple[Reason, ...]]:
    """R7: the share of years in which those beside the lot were exposed, and what is left without.

    Returns:
        Facts and warnings.
    """
    if not near.known:
        return (), (Reason("R7", say("warnings.R7_unknown")),)
    exposed = exposed_by(near.every, pair.drawn[None, :])[0]
    beside = pair.drawn == 0
    share = Share(float(exposed[beside].mean()))
    if not exposed[beside].any():
        return (say("facts.clean"),), ()
    warning = Reason("R7", say("warnings.R7", share=share))
    titled = named_in(spread.office, pair.lot.subjects).first != NOT_GIVEN
    kept = ~beside | (~exposed & ~titled)
    if (kept & beside).sum() < _FEWEST or not pair.draw.rows(kept).splits:
        left = int((kept & beside).sum())
        return (say("facts.nobody_clean", count=left),), (warning,)
    found = redrawn(pair.change[kept], pair.draw.rows(kept))
    count = int((kept & beside).sum())
    return (say("facts.clean_only", estimate=found.estimate, count=count),), (warning,)


def spillovers(pair: Apart, near: Near) -> Iterator[Conclusion]:
    """For each kind of tie: not drawn but tied to who was, against not drawn and not tied."""
    for kind, pairs in near.pairs.items():
        yield _spillover(pair, kind, pairs)


def _spillover(pair: Apart, kind: str, pairs: Pairs) -> Conclusion:
    draw = pair.draw
    drawn = redraws(draw)
    exposed = exposed_by(pairs, drawn)
    beside = drawn == 0
    odds = (beside & exposed).mean(axis=0), (beside & ~exposed).mean(axis=0)
    usable = (odds[0] > 0) & (odds[1] > 0)
    gaps: dict[str, Any] = {"kind": kind, "outcome": pair.panel.label}
    warnings = _never(pair, usable)
    if draw.smallest_p > draw.alpha:
        return refused("spillover", floor(draw), warnings=warnings, about=kind, **gaps)
    here = (beside[0] & usable & exposed[0]).sum(), (beside[0] & usable & ~exposed[0]).sum()
    if min(here) < _FEWEST:
        reason = Reason("R11", say("reasons.R11", exposed=int(here[0]), others=int(here[1])))
        return refused(
            "spillover", reason, warnings=warnings, about=kind, unblock=(say("unblock.apart"),),
            **gaps,
        )  # fmt: skip
    weights = [np.where(usable, 1 / np.where(odd > 0, odd, 1), 0) for odd in odds]
    values = pair.change
    every = _contrast(values, beside & exposed, weights[0]) - _contrast(
        values, beside & ~exposed, weights[1]
    )
    away = np.abs(every - np.nanmean(every))
    extreme = ~(away < away[0] * (1 - 1e-9) - 1e-12)  # an arrangement without a contrast counts
    p = float(extreme.mean())
    held = p <= draw.alpha
    return Conclusion(
        key="spillover",
        question=say("questions.spillover", **gaps),
        level="L2",
        status="answered",
        about=kind,
        statistic={"exposed": int(here[0]), "unexposed": int(here[1])},
        estimate=float(every[0]),
        unit=pair.panel.unit,
        p={"assignment": p},
        smallest_p=max(draw.smallest_p, 1 / len(drawn)),
        method=say("methods.spillover", draws=len(drawn)),
        arrangements=draw.arrangements,
        warnings=warnings,
        may_say=(say(f"spillover.{'yes' if held else 'no'}", p=fixed(p, 4), **gaps),),
        may_not_say=(say("may_not_say.spillover"),),
    )


def _contrast(values: NDArray[np.float64], who: NDArray[np.bool_], weight: NDArray[np.float64]) -> (
    NDArray[np.float64]
):  # fmt: skip
    """The weighted mean in each arrangement (Hajek); NaN where nobody is there."""
    weights = who * weight
    total = weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: NDArray[np.float64] = (weights * values).sum(axis=1) / np.where(
            total > 0, total, np.nan
        )
    return found


def _never(pair: Apart, usable: NDArray[np.bool_]) -> tuple[Reason, ...]:
    """R11: whom no arrangement of the lot would have put on both sides."""
    names = [name for name, can in zip(pair.lot.subjects, usable, strict=True) if not can]
    if not names:
        return ()
    return (Reason("R11", say("warnings.R11", count=len(names), names=first_of(names))),)
