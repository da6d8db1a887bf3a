"""Several practices compared: one p for all of them, and ranges of places instead of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, Share
from lantoa.spreading.association import Asked, chance, held, say
from lantoa.spreading.exchange import NULLS, exchanged, of_kinds
from lantoa.spreading.setting import Setting

LEAST = 5
"""Takers with ties that a practice needs to be placed (R12)."""


def compared(
    settings: Mapping[str, Setting], kinds: Mapping[str, Sequence[str]], asked: Asked
) -> Conclusion:
    """Which practices went along ties more than others, judged together (R9).

    Within blocks times are exchanged alike for every practice of the same subjects, so that the
    most extreme of all has a distribution of its own.

    Args:
        settings: By practice.
        kinds: Of ties, by practice.
        asked: How it is asked.
    """
    blank = Conclusion("compared", say("questions.compared"), "L1", "refused")
    values, few = _values(settings, kinds, asked)
    small = Reason("R12", say("reasons.R12", count=few, least=LEAST))
    if len(values) < 2:
        reason = Reason("few", say("reasons.few", count=len(values), least=LEAST))
        return replace(
            blank,
            reasons=(*((small,) if few else ()), reason),
            unblock=(say("unblock.practices", least=LEAST),),
            may_not_say=(say("may_not_say.anything"),),
        )
    matrix = np.asfortranarray(np.column_stack(list(values.values())))
    found = _core.simultaneous(matrix, asked.alpha)
    joint = Reason("R9", say("reasons.R9", count=len(values)))
    return replace(
        blank,
        status="answered",
        p={"within_block": float(found.p.min())},
        smallest_p=1 / (asked.draws + 1),
        method=say("method.joint", draws=asked.draws, seed=asked.seed, null=held("within_block")),
        draws=asked.draws,
        seed=asked.seed,
        facts=tuple(_facts(list(values), matrix, found)),
        warnings=(joint, *((small,) if few else ())),
        may_say=_may_say(list(values), found),
        may_not_say=tuple(say(f"may_not_say.{one}") for one in ("pair", "best", "contagion")),
    )


def _values(
    settings: Mapping[str, Setting], kinds: Mapping[str, Sequence[str]], asked: Asked
) -> tuple[dict[str, np.ndarray], int]:
    """The shuffles of each practice that has enough takers, and how many have not."""
    out, few = {}, 0
    for practice, setting in settings.items():
        ties = of_kinds(setting.ties, kinds[practice])
        within = exchanged(
            setting, ties, alpha=asked.alpha, draws=asked.draws, seed=asked.seed, most=0,
            nulls=(NULLS[1],), stops=False,
        )[0]  # fmt: skip
        if within.found.members < LEAST:
            few += 1
            continue
        values = np.asarray(within.found.values)
        out[practice] = np.where(values < 0, within.found.mean, values)
    return out, few


def _facts(practices: Sequence[str], matrix: np.ndarray, found: _core.Simultaneous) -> list[Saying]:
    excess = matrix[0] - matrix.mean(axis=0)
    order = sorted(range(len(practices)), key=lambda at: (found.best[at], practices[at]))
    return [
        say(
            "facts.place",
            practice=practices[at],
            excess=Share(float(excess[at])),
            p=chance(float(found.p[at])),
            best=int(found.best[at]),
            worst=int(found.worst[at]),
        )
        for at in order
    ]


def _may_say(practices: Sequence[str], found: _core.Simultaneous) -> tuple[Saying, ...]:
    last = len(practices)
    ahead = [one for one, worst in zip(practices, found.worst, strict=True) if worst < last]
    return tuple(say("may_say.placed", practice=one) for one in ahead) or (
        say("may_say.no_places"),
    )
