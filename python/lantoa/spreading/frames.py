"""Spells and ties as frames, with ids and words in the place of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from lantoa.spreading.setting import Setting, Ties
    from lantoa.spreading.settling import Settings

ADOPTIONS = (
    "practice_id",
    "subject_id",
    "block",
    "period",
    "started_on",
    "ended_on",
    "verified_on",
    "source_id",
)
TIES = ("practice_id", "from_id", "to_id", "kind", "origin", "weight", "since", "until")


def adoptions_frame(settings: Settings) -> pd.DataFrame:
    """The spells that are counted, of every practice."""
    parts = [pd.DataFrame(columns=list(ADOPTIONS))]
    ground = settings.ground
    labels = np.array(["", *ground.periods.labels], object)
    for practice, taken in ground.taken.items():
        circle = ground.circles[ground.practices[practice].kind]
        blocks = np.array(circle.blocks, object)[circle.block[taken.subject]]
        parts.append(
            pd.DataFrame(
                {
                    "practice_id": practice,
                    "subject_id": circle.ids[taken.subject],
                    "block": blocks,
                    "period": labels[ground.periods.seen(taken.started)],
                    "started_on": taken.started,
                    "ended_on": taken.ended,
                    "verified_on": taken.verified,
                    "source_id": taken.source,
                }
            )
        )
    texts = dict.fromkeys(("practice_id", "subject_id", "block", "period", "source_id"), "str")
    days = dict.fromkeys(("started_on", "ended_on", "verified_on"), "datetime64[s]")
    found = pd.concat(parts[1:] or parts, ignore_index=True)
    for name in ("period", "source_id"):
        found[name] = found[name].replace("", pd.NA)
    return found.astype({**texts, **days})


def ties_frame(settings: Settings) -> pd.DataFrame:
    """The ties that every practice shares, and the claimed ones of each where they are asked for."""
    parts = [pd.DataFrame(columns=list(TIES))]
    if settings.ground.with_claims:
        parts += [_ties(one, one.ties, one.practice) for one in map(settings.__getitem__, settings)]
    else:
        first = {settings[key].kind: settings[key] for key in settings}
        parts += [_ties(one, one.ties, None) for one in first.values()]
    found = pd.concat(parts[1:] or parts, ignore_index=True)
    texts = [name for name in TIES if name != "weight"]
    return found.astype({**dict.fromkeys(texts, "str"), "weight": "float64"})


def _ties(setting: Setting, ties: Ties, practice: str | None) -> pd.DataFrame:
    ids, labels = np.array(setting.subjects, object), np.array(["", *setting.periods], object)
    kinds, origins = (np.array(words, object) for words in (ties.kinds, ties.origins))
    return pd.DataFrame(
        {
            "practice_id": practice,
            "from_id": ids[ties.source],
            "to_id": ids[ties.taker],
            "kind": kinds[ties.kind] if len(ties) else [],
            "origin": origins[ties.kind] if len(ties) else [],
            "weight": ties.weight,
            "since": labels[ties.since],
            "until": labels[ties.until],
        },
        columns=list(TIES),
    )
