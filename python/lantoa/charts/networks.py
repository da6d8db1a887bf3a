"""The network of a practice: its subjects, who took it up when, and their ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts import network
from lantoa.spreading.setting import NEVER
from lantoa.spreading.telling import kind_name, practice_name

if TYPE_CHECKING:
    from lantoa.spreading import Spread
    from lantoa.spreading.setting import Setting

_YEAR = 4  # letters of a period that name its year


def network_chart(spread: Spread, setting: Setting) -> Any:
    """The network of one practice; above two hundred subjects a heat map of its ties."""
    lang = spread.lang
    nodes, ties = nodes_of(setting), ties_of(setting, lang)
    kinds = [kind_name(kind, lang) for kind in setting.ties.kinds]
    look = network.Network(
        said("spread_charts", "network", lang, practice=practice_name(spread, setting.practice)),
        spread.under,
        lang,
        list(dict.fromkeys(one[:_YEAR] for one in setting.periods)),
        [kind for kind in kinds if (ties["kind"] == kind).any()],
    )
    return network.network_chart(nodes, ties, look)


def nodes_of(setting: Setting) -> pd.DataFrame:
    """``subject``, ``block``, ``when`` (the year of taking up), ``is_exemplar``."""
    years = np.array(["", *(one[:_YEAR] for one in setting.periods)], object)
    when = pd.Series(years[setting.adopted], dtype=object)
    return pd.DataFrame(
        {
            "subject": list(setting.subjects),
            "block": np.array(setting.blocks, object)[setting.block],
            "when": when.where(setting.adopted != NEVER, None),
            "is_exemplar": np.arange(len(setting)) == setting.exemplar,
        }
    )


def ties_of(setting: Setting, lang: str) -> pd.DataFrame:
    """``source``, ``taker``, ``kind`` in words, ``claimed``."""
    ids, ties = np.array(setting.subjects, object), setting.ties
    kinds = np.array([kind_name(kind, lang) for kind in ties.kinds], object)
    tied = pd.DataFrame(
        {
            "source": ids[ties.source],
            "taker": ids[ties.taker],
            "kind": kinds[ties.kind] if len(ties) else [],
            "claimed": False,
        }
    )
    named = np.flatnonzero(setting.claimed >= 0)
    claims = pd.DataFrame(
        {
            "source": ids[setting.claimed[named]],
            "taker": ids[named],
            "kind": kind_name("claimed", lang),
            "claimed": True,
        }
    )
    return pd.concat([tied, claims], ignore_index=True).astype({"claimed": bool})
