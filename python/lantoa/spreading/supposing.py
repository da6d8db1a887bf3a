"""The lots that nulls suppose an exposure to be: among subjects of a stratum, or among whole blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lantoa.spreading.changing import Changes
from lantoa.spreading.drawing_again import Draw
from lantoa.spreading.exchange import NULLS, popularity_of
from lantoa.spreading.judging import FEWEST_PEOPLE
from lantoa.spreading.null_words import Asked
from lantoa.spreading.setting import Codes, Numbers, Setting

WHOLE_BLOCKS = "whole_blocks"
"""The null that exchanges whole blocks of one size, where exposure does not vary within them."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Supposed:
    """A lot that a null supposes, and what it is drawn among.

    Attributes:
        values: n changes, of subjects or of the means of blocks.
        draw: The lot.
        exposed, others: Subjects on each side of it.
    """

    values: Numbers
    draw: Draw
    exposed: int
    others: int

    def told(self, least: int) -> bool:
        """Whether both sides have as many subjects as may be told of."""
        return min(self.exposed, self.others) >= least

    def roomy(self, least: int) -> bool:
        """Whether it could say something, whatever had happened, and of enough subjects."""
        return self.draw.smallest_p <= self.draw.alpha and self.told(least)


@dataclass(frozen=True, eq=False)
class Lots:
    """The lots of all nulls.

    Attributes:
        by_null: Loosest first; `WHOLE_BLOCKS` only where there is no room within blocks.
        roomy: The nulls that have a word, the strictest last. The free exchange has none alone: it
            cannot tell exposure from what all of a block went through together.
    """

    by_null: Mapping[str, Supposed]
    roomy: tuple[str, ...]


def least_of(setting: Setting, units: int) -> int:
    """How many a cell needs: of people five (R12), of units as many as are given."""
    return FEWEST_PEOPLE if setting.kind == "person" else units


def strata_under(setting: Setting, null: str, rows: Codes, popularity: Codes | None) -> Codes:
    """k codes of which subjects a null takes to be alike, of some rows.

    Args:
        setting: Of a practice.
        null: One of `NULLS`.
        rows: k codes of subjects.
        popularity: n classes; None for `popularity_of`.
    """
    classes = popularity_of(setting, setting.ties) if popularity is None else popularity
    columns = [np.zeros(len(setting), np.int32), setting.block, classes]
    fixed = np.column_stack(columns[: NULLS.index(null) + 1])[rows]
    return np.unique(fixed, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int32)


def lots_of(setting: Setting, changes: Changes, met: Flags, asked: Asked, least: int) -> Lots:
    """What each null supposes, and which have a word.

    Where exposure hardly varies within blocks, those within a block stand or fall together, and
    only whole blocks can be exchanged: blocks of one size, so that their means vary alike.

    Args:
        setting: Of a practice.
        changes: Of the k subjects compared.
        met: k flags: exposed.
        asked: How it is asked.
        least: Subjects that a side needs.
    """
    found = {null: _within(setting, null, changes, met, asked) for null in NULLS}
    roomy = [null for null in NULLS if found[null].roomy(least)]
    if NULLS[1] in roomy:
        return Lots(found, tuple(roomy))
    found[WHOLE_BLOCKS] = _whole(setting.block[changes.rows], changes.change, met, asked)
    whole = found[WHOLE_BLOCKS].roomy(least)
    return Lots(found, tuple([*roomy[:1], WHOLE_BLOCKS] if whole else []))


def _within(setting: Setting, null: str, changes: Changes, met: Flags, asked: Asked) -> Supposed:
    stratum = strata_under(setting, null, changes.rows, asked.popularity)
    return _supposed(changes.change, met, stratum, np.ones(len(met), np.int64), asked)


def _whole(block: Codes, change: Numbers, met: Flags, asked: Asked) -> Supposed:
    """Blocks in which all or none are exposed, each as one; the others are left out."""
    code = np.unique(block, return_inverse=True)[1].reshape(-1)
    size, exposed = np.bincount(code), np.bincount(code, met)
    alike = (exposed == 0) | (exposed == size)
    mean = (np.bincount(code, change) / size)[alike]
    stratum = np.unique(size[alike], return_inverse=True)[1].reshape(-1)
    return _supposed(mean, exposed[alike] > 0, stratum.astype(np.int32), size[alike], asked)


def _supposed(
    values: Numbers, met: Flags, stratum: Codes, size: NDArray[np.int64], asked: Asked
) -> Supposed:
    """Without strata in which nobody could change sides."""
    share = np.bincount(stratum, met) / np.bincount(stratum)
    kept = (share[stratum] > 0) & (share[stratum] < 1)
    codes = np.unique(stratum[kept], return_inverse=True)[1].reshape(-1).astype(np.int32)
    draw = Draw(met[kept].astype(np.int32), codes, asked.alpha, asked.draws, asked.seed)
    exposed, others = (int(size[kept & side].sum()) for side in (met, ~met))
    return Supposed(values[kept], draw, exposed, others)
