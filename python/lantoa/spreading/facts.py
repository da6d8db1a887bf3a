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
from lantoa.spreading.waiting import by_the_end, median, waiting

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
    "taken",
    "taken_low",
    "taken_high",
    "taken_from",
    "median",
)
EXEMPLARS = (
    "exemplar_id",
    "recognised_on",
    "merit_from",
    "merit_to",
    "nominated_only",
    "revoked_on",
    "practices",
    "stories",
    "reach",
    "adopters",
    "kept",
)
_DAY = "datetime64[s]"


def facts_of(
    setting: Setting,
    named: Named,
    stories: pd.DataFrame,
    chains: pd.DataFrame,
    undated: int,
    alpha: float,
) -> dict[str, Any]:
    """The facts about one practice, by the names of `FACTS`.

    Args:
        setting: Of the practice.
        named: As the register has it.
        stories: What was published about it: ``date``, ``reach``.
        chains: Its claimed chains.
        undated: How many took it up on a day that nobody can say.
        alpha: Of the interval of the share that took up.
    """
    return {
        **_told(setting, named, stories, undated),
        **_adoptions(setting),
        **_claims(setting, chains),
        **_groups(setting),
        **_waiting(setting, alpha),
    }


def _told(setting: Setting, named: Named, stories: pd.DataFrame, undated: int) -> dict[str, Any]:
    return {
        "practice_id": setting.practice,
        "exemplar_id": named.exemplar or None,
        "subject_kind": setting.kind,
        "subjects": len(setting),
        "eligible": int(setting.at_risk.sum()),
        "stories": len(stories),
        "reach": reach_of(stories),
        "first_story": stories["date"].min(),
        "undated": undated,
    }


def _adoptions(setting: Setting) -> dict[str, Any]:
    took = setting.adopted != NEVER
    exposed = first_exposed(setting)
    seen = setting.at_risk & (exposed != NEVER) & (exposed <= setting.until)
    before = took & (exposed != NEVER) & (exposed < setting.adopted)
    periods = [setting.periods[at - 1] for at in sorted(setting.adopted[took])]
    lapsed = int((took & (setting.lapsed != NEVER)).sum())
    return {
        "exposed": int(seen.sum()),
        "adopters": int(took.sum()),
        "adopters_exposed": int(before.sum()),
        "first_adoption": periods[0] if periods else None,
        "last_adoption": periods[-1] if periods else None,
        "lapsed": lapsed,
        "kept": int(took.sum()) - lapsed,
    }


def _claims(setting: Setting, chains: pd.DataFrame) -> dict[str, Any]:
    took = setting.adopted != NEVER
    count, verified = int(took.sum()), int((took & setting.verified).sum())
    taken = chains["subject_id"].isin(np.array(setting.subjects, object)[took])
    claimed = int(taken.sum())
    return {
        "verified": verified,
        "verified_share": verified / count if count else None,
        "claimed": claimed,
        "claimed_share": claimed / count if count else None,
        "depth": int(chains["depth"].max()) if chains["depth"].notna().any() else 0,
        "circles": int(chains["in_circle"].sum()),
    }


def _groups(setting: Setting) -> dict[str, Any]:
    there = np.unique(setting.block[setting.at_risk])
    without = np.setdiff1d(there, setting.block[setting.adopted != NEVER])
    named = ", ".join(setting.blocks[at] or "?" for at in without)
    return {"blocks": len(there), "blocks_without": named}


def _waiting(setting: Setting, alpha: float) -> dict[str, Any]:
    found = waiting(setting, alpha)
    taken, low, high = by_the_end(found)
    start = found.start or 1
    return {
        "taken": taken,
        "taken_low": low,
        "taken_high": high,
        "taken_from": setting.periods[start - 1] if start > 1 else None,
        "median": median(setting, found),
    }


def reach_of(stories: pd.DataFrame) -> int | None:
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
        "blocks_without", "taken_from", "median",
    )  # fmt: skip
    shares = ("verified_share", "claimed_share", "taken", "taken_low", "taken_high")
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


def exemplars_frame(
    facts: pd.DataFrame, registers: Registers, stories: pd.DataFrame, last: np.datetime64
) -> pd.DataFrame:
    """A row per exemplar: of the practices asked about, and whoever else was named.

    Returns:
        `EXEMPLARS`: ``recognised_on`` and what goes with it of the last decision up to the last
        day; ``adopters`` and ``kept`` summed over its practices.
    """
    table = registers["recognitions"]
    rows = table.frame[~(table.days("decided_on") > last)]
    rows = rows[rows["subject_id"] != ""].sort_values(["subject_id", "decided_on"])
    rows = rows.assign(
        revoked_on=rows["revoked_on"].where(rows["revoked_on"] <= pd.Timestamp(last))
    )
    named = rows.drop_duplicates("subject_id", keep="last").set_index("subject_id")
    sums = facts.groupby("exemplar_id")[["adopters", "kept"]].sum()
    ids = sorted({*named.index, *sums.index})
    of = stories.groupby("exemplar_id")
    found = named.reindex(ids).rename(columns={"decided_on": "recognised_on"})
    found = found.assign(
        exemplar_id=ids,
        practices=facts.groupby("exemplar_id").size().reindex(ids).fillna(0),
        stories=of.size().reindex(ids).fillna(0),
        reach=pd.array(
            [reach_of(of.get_group(one)) if one in of.groups else None for one in ids], "Int64"
        ),
        adopters=sums["adopters"].reindex(ids).fillna(0),
        kept=sums["kept"].reindex(ids).fillna(0),
    )
    whole = dict.fromkeys(("practices", "stories", "reach", "adopters", "kept"), "Int64")
    days = dict.fromkeys(("recognised_on", "revoked_on"), _DAY)
    return found.reset_index(drop=True)[list(EXEMPLARS)].astype(
        {**whole, **days, "exemplar_id": "str"}
    )
