"""Settings of spread made by hand: who took a practice up when, along which ties."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from lantoa.spreading.setting import Setting, Spells, Ties


def codes(numbers):
    return np.array(list(numbers), dtype=np.int32)


def ties_of(pairs, last, *, kinds=("link",), origins=("observed_before",), kind=None):
    k = len(pairs)
    source, taker = (codes(one) for one in zip(*pairs, strict=True)) if k else (codes([]),) * 2
    return Ties(
        source=source,
        taker=taker,
        weight=np.ones(k),
        kind=codes(kind or [0] * k),
        since=codes([1] * k),
        until=codes([last] * k),
        kinds=kinds,
        origins=origins,
    )


def setting(adopted, pairs, *, block=None, exemplar=-1, since=None, until=None, last=8, **ties):
    n = len(adopted)
    since = codes(since or [1] * n)
    if exemplar >= 0:
        since[exemplar] = last + 1
    seen = [one for one in range(n) if adopted[one] or one == exemplar]
    blocks = sorted(set(block or ["A"]))
    return Setting(
        practice="P1",
        exemplar=exemplar,
        subjects=tuple(f"S{one:03}" for one in range(n)),
        kind="unit",
        block=codes(blocks.index(one) for one in block or ["A"] * n),
        blocks=tuple(blocks),
        periods=tuple(str(2000 + one) for one in range(last)),
        adopted=codes(adopted),
        lapsed=codes([0] * n),
        since=since,
        until=codes(until or [last] * n),
        claimed=codes([-1] * n),
        verified=np.zeros(n, bool),
        ties=ties_of(pairs, last, **ties),
        spells=Spells(
            codes(seen),
            codes(1 if one == exemplar else adopted[one] for one in seen),
            codes([last] * len(seen)),
        ),
    )


def asked(*settings, draws=999, alpha=0.05, stories=0, lang="en"):
    """What `associated` needs of a spread."""
    named = {f"P{at + 1}": one for at, one in enumerate(settings)}
    for name, one in named.items():
        object.__setattr__(one, "practice", name)
    frame = pd.DataFrame({"practice_id": list(named), "stories": stories})
    return SimpleNamespace(
        settings=named,
        alpha=alpha,
        draws=draws,
        seed=5,
        lang=lang,
        as_of=None,
        _kind="pandas",
        _frame=frame,
    )


def told(conclusion, lang="en"):
    return "\n".join(text for _, text in conclusion.lines(lang))


def chain(n):
    """Everybody's source is the one before; it goes along, one a period."""
    return setting([*range(1, 8), *[0] * (n - 7)], [(one, one + 1) for one in range(n - 1)])
