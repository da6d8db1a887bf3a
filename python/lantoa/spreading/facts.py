"""What happened, whatever can be concluded from it: level L0, a row per practice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lantoa.spreading.exposures import first_exposed
from lantoa.spreading.finding import Findings
from lantoa.spreading.periods import Periods
from lantoa.spreading.practices import Named
from lantoa.spreading.registers import Registers
from lantoa.spreading.setting import NEVER, Setting

FACTS = (
    "practice_id",
    "exemplar_id",
    "subject_kind",
    "subjects",
    "eligible",
    "stories",
    "reach",
    "first_story",
    "exposed",
    "adopters",
    "adopters_exposed",
    "undated",
    "first_adoption",
    "last_adoption",
    "verified",
    "verified_share",
    "claimed",
    "claimed_share",
    "depth",
    "circles",
    "lapsed",
    "kept",
    "blocks",
    "blocks_without",
)
_DAY = "datetime64[s]"


def facts_of(
    setting: Setting, named: Named, stories: pd.DataFrame, chains: pd.DataFrame, undated: int
) -> dict[str, Any]:
    """The facts about one practice, by the names of `FACTS`.

    Args:
        setting: Of the practice.
        named: As the register has it.
        stories: What was published about it: ``date``, ``reach``.
        chains: Its claimed chains.
        undated: How many took it up on a day that nobody can say.
    """
    took = setting.adopted != NEVER
    count = int(took.sum())
    exposed = first_exposed(setting)
    seen = setting.at_risk & (exposed != NEVER) & (exposed <= setting.until)
    before = took & (exposed != NEVER) & (exposed < setting.adopted)
    periods = [setting.periods[at - 1] for at in sorted(setting.adopted[took])]
    verified, claimed = int((took & setting.verified).sum()), len(chains)
    lapsed = int((took & (setting.lapsed != NEVER)).sum())
    there = np.unique(setting.block[setting.at_risk])
    without = np.setdiff1d(there, setting.block[took])
    return {
        "practice_id": setting.practice,
        "exemplar_id": named.exemplar or None,
        "subject_kind": setting.kind,
        "subjects": len(setting),
        "eligible": int(setting.at_risk.sum()),
        "stories": len(stories),
        "reach": _reach(stories),
        "first_story": stories["date"].min(),
        "exposed": int(seen.sum()),
        "adopters": count,
        "adopters_exposed": int(before.sum()),
        "undated": undated,
        "first_adoption": periods[0] if periods else None,
        "last_adoption": periods[-1] if periods else None,
        "verified": verified,
        "verified_share": verified / count if count else None,
        "claimed": claimed,
        "claimed_share": claimed / count if count else None,
        "depth": int(chains["depth"].max()) if chains["depth"].notna().any() else 0,
        "circles": int(chains["in_circle"].sum()),
        "lapsed": lapsed,
        "kept": count - lapsed,
        "blocks": len(there),
        "blocks_without": ", ".join(setting.blocks[at] or "?" for at in without),
    }


def _reach(stories: pd.DataFrame) -> int | None:
    """The sum of what is recorded; unknown where some story does not say."""
    reach = stories["reach"]
    return None if len(reach) == 0 or reach.isna().any() else int(reach.sum())


def facts_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The facts as a frame, with its types."""
    whole = (
        "subjects", "eligible", "stories", "reach", "exposed", "adopters", "adopters_exposed",
        "undated", "verified", "claimed", "depth", "circles", "lapsed", "kept", "blocks",
    )  # fmt: skip
    texts = (
        "practice_id", "exemplar_id", "subject_kind", "first_adoption", "last_adoption",
        "blocks_without",
    )  # fmt: skip
    shares = ("verified_share", "claimed_share")
    types = {**dict.fromkeys(whole, "Int64"), **dict.fromkeys(texts, "str")}
    types |= {**dict.fromkeys(shares, "Float64"), "first_story": _DAY}
    return pd.DataFrame(rows, columns=list(FACTS)).astype(types)


def stories_of(registers: Registers, periods: Periods, findings: Findings) -> pd.DataFrame:
    """Every story up to the last day: ``story_id``, ``exemplar_id``, ``practice_id``, ``date``,
    ``channel``, ``audience``, ``reach``; one without a day stays."""
    table = registers["publicity"]
    days = table.days("date")
    late = days > periods.last
    findings.add("story_after_last", table, late, "date")
    findings.add("story_undated", table, np.isnat(days), "date")
    return table.frame[~late].reset_index(drop=True)


def about(stories: pd.DataFrame, named: Named) -> pd.DataFrame:
    """The stories about a practice: those that name it, and those about its exemplar that name
    no practice."""
    own = stories["practice_id"] == named.id
    of = (stories["practice_id"] == "") & (stories["exemplar_id"] == named.exemplar)
    return stories[own | (of & (named.exemplar != ""))]
