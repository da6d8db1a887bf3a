"""Who was tied to somebody that carried a practice, and when."""

from __future__ import annotations

import numpy as np

from lantoa.spreading.setting import NEVER, Codes, Setting


def first_exposed(setting: Setting) -> Codes:
    """n first periods in which each subject had a tie to who carried the practice.

    Ties that come from adoptions are passed over (R5).

    Args:
        setting: Of the practice.

    Returns:
        `NEVER` where there is none.
    """
    ties, spells = setting.ties, setting.spells
    never = setting.last + 1
    first = np.full(len(setting), never, np.int32)
    usable = np.array([one != "adoptions" for one in ties.origins] or [True])
    kept = np.flatnonzero(usable[ties.kind] & (ties.weight > 0))
    begin = np.searchsorted(spells.subject, ties.source[kept], "left")
    count = np.searchsorted(spells.subject, ties.source[kept], "right") - begin
    tie = np.repeat(kept, count)
    spell = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count - begin, count)
    since = np.maximum(ties.since[tie], spells.since[spell])
    until = np.minimum(ties.until[tie], spells.until[spell])
    met = since <= until
    np.minimum.at(first, ties.taker[tie[met]], since[met])
    return np.where(first == never, NEVER, first).astype(np.int32)
