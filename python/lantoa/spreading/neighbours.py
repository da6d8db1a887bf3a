"""Ties among those of a lot: who beside it was exposed (R7), and whether they moved too (R11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.concluding import Conclusion, Reason, Saying, Share
from lantoa.spreading.apart import Apart
from lantoa.spreading.cohorts import named_in
from lantoa.spreading.drawing_again import redrawn
from lantoa.spreading.judging import FEWEST_PEOPLE
from lantoa.spreading.lot_facts import say
from lantoa.spreading.lots import NOT_GIVEN, Lot
from lantoa.spreading.outcomes import are_people
from lantoa.spreading.redrawing import exposed_by
from lantoa.spreading.spilling import FEWEST, spillover
from lantoa.spreading.turns import InTurns

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

Pairs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Near:
    """Ties among the n subjects of a lot.

    Attributes:
        pairs: By kind k x 2 codes of subjects, source and taker.
        least: How many a cell needs before its numbers are told: of people five (R12).
    """

    pairs: Mapping[str, Pairs]
    least: int = FEWEST

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
    least = FEWEST_PEOPLE if are_people(spread.office, lot.subjects) else FEWEST
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
        return Near(pairs, least)
    return Near({}, least)


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
    if (kept & beside).sum() < near.least or not pair.draw.rows(kept).splits:
        left = int((kept & beside).sum())
        return (say("facts.nobody_clean", count=left),), (warning,)
    found = redrawn(pair.change[kept], pair.draw.rows(kept))
    count = int((kept & beside).sum())
    return (say("facts.clean_only", estimate=found.estimate, count=count),), (warning,)


def clean_in_waves(
    spread: Spread, turned: InTurns, near: Near
) -> tuple[tuple[Saying, ...], tuple[Reason, ...]]:
    """The same of a lot in waves: exposed is who is tied to somebody who has been given it by then."""
    if not near.known:
        return (), (Reason("R7", say("warnings.R7_unknown")),)
    cells = turned.kept or turned.cells
    touched, years = np.zeros(len(turned.lot), bool), []
    for year in sorted({one.year for one in cells}):
        beside = turned.beside(next(one for one in cells if one.year == year))
        given = (turned.label > 0) & (turned.lot.first <= year)
        exposed = exposed_by(near.every, given[None, :].astype(np.int32))[0] & beside
        touched |= exposed
        years.append((int(exposed.sum()), int(beside.sum())))
    reached, every = np.sum(years, axis=0)
    if not reached:
        return (say("facts.clean"),), ()
    warning = Reason("R7", say("warnings.R7", share=Share(float(reached / every))))
    titled = named_in(spread.office, turned.lot.subjects).first != NOT_GIVEN
    kept = turned.rows(~touched & ~(titled & (turned.label == 0)))
    count = int((kept.label == 0).sum())
    if not kept.kept or count < near.least:
        return (say("facts.nobody_clean", count=count),), (warning,)
    return (say("facts.clean_only", estimate=kept.found.estimate, count=count),), (warning,)


def spillovers(pair: Apart, near: Near) -> Iterator[Conclusion]:
    """For each kind of tie: not drawn but tied to who was, against not drawn and not tied."""
    for kind, pairs in near.pairs.items():
        yield spillover(pair, kind, pairs, near.least)
