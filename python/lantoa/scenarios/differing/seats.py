"""What a change does to the quotas themselves: seats, who counts, who is within."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.ranking.lines import quotas

if TYPE_CHECKING:
    from lantoa.scenarios.differing.pairing import Pairing

_KEYS = ["quota", "subject_kind", "group"]
_NUMBERS = ("base", "seats", "counted", "within", "tied", "fewer_than")

COLUMNS: dict[str, Any] = {
    **dict.fromkeys(_KEYS, "str"),
    **{f"{name}_{side}": "Int64" for name in _NUMBERS for side in ("was", "now")},
    "status": "str",
}


def altered(pairing: Pairing) -> pd.DataFrame:
    """A row per quota and group of which a number changes; see ``WhatIf.quotas``."""
    was, now = (
        quotas(side).set_index(_KEYS)[[*_NUMBERS, "status"]]
        for side in (pairing.before, pairing.after)
    )
    both = was.add_suffix("_was").join(now.add_suffix("_now"), how="outer")
    both["status"] = both["status_now"].fillna(both["status_was"])
    differs = pd.Series(False, index=both.index)
    for name in _NUMBERS:
        pair = both[f"{name}_was"].fillna(-1), both[f"{name}_now"].fillna(-1)
        differs |= pair[0] != pair[1]
    found: pd.DataFrame = both[differs].reset_index().astype(COLUMNS)[list(COLUMNS)]
    order = {name: at for at, name in enumerate(pairing.after.plan.quotas)}
    by_plan = found.assign(at=found["quota"].map(order))
    told = by_plan.sort_values(["at", "subject_kind", "group"], kind="stable", ignore_index=True)
    return told.drop(columns="at")
