"""What a person was on a day: leader or not, of which class, in which unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from lantoa.office import Office

LEADERS = ("head", "deputy")
LEADER, PERSON_UNKNOWN, UNKNOWN = "leader", "person_unknown", "unknown"

_ALWAYS, _NEVER = pd.Timestamp.min.ceil("s"), pd.Timestamp.max.floor("s")


def classes(office: Office, ids: pd.Series, days: pd.Series) -> pd.Series:
    """Leader where a person headed a unit or was a deputy on the day, else the class.

    Who is on no line of the register on that day, or on one without a role, is not known to be
    one or the other.
    """
    roles = _roles(office, ids, days)
    known = _class_of(office)
    told = {LEADER: LEADER, UNKNOWN: PERSON_UNKNOWN}
    kinds = [
        told.get(role) or known.get(one, PERSON_UNKNOWN)
        for one, role in zip(ids, roles, strict=True)
    ]
    return pd.Series(kinds, index=ids.index, dtype=object)


def _class_of(office: Office) -> dict[str, str]:
    table = office.tables.get("people")
    if table is None:
        return {}
    known = table.frame[["person_id", "class"]].dropna()
    return dict(zip(known["person_id"], known["class"], strict=True))


def _roles(office: Office, ids: pd.Series, days: pd.Series) -> pd.Series:
    """Leader, ``member`` or ``unknown`` for each person on a day."""
    lines = _lines(office, ids, days)
    leads = lines["role"].isin(LEADERS)
    blank = lines["role"].isna() | (leads & lines["perhaps"])
    one = lines.groupby("at")["at"].size()
    leader = (leads & ~lines["perhaps"]).groupby(lines["at"]).any()
    unclear = blank.groupby(lines["at"]).any()
    found = pd.Series(UNKNOWN, index=range(len(ids)), dtype=object)
    found[one.index] = "member"
    found[unclear[unclear].index] = UNKNOWN
    found[leader[leader].index] = LEADER
    return found.set_axis(ids.index)


def units_of(office: Office, ids: pd.Series, days: pd.Series) -> pd.Series:
    """The unit of each on a day: a unit's is itself, of two lines the later one's.

    Between two lines of the same days, and where there is none, it is ``unknown``.
    """
    from lantoa.reporting.statistics_awards import known_units

    lines = _lines(office, ids, days)
    lines = lines[~lines["perhaps"]].sort_values(["at", "from", "to"])
    last = lines.groupby("at").tail(1)
    rivals = lines.merge(last[["at", "from", "to"]], on=["at", "from", "to"])
    rivals = rivals[["at", "unit_id"]].drop_duplicates()
    found = pd.Series(UNKNOWN, index=range(len(ids)), dtype=object)
    found[last["at"].to_numpy()] = last["unit_id"].to_numpy()
    found[rivals["at"][rivals["at"].duplicated()].to_numpy()] = UNKNOWN
    found = found.set_axis(ids.index)
    return found.where(~ids.isin(known_units(office)), ids).astype("str")


def _lines(office: Office, ids: pd.Series, days: pd.Series) -> pd.DataFrame:
    """The lines of the register of memberships that cover the day, or perhaps do.

    ``at``: which of the n people; ``unit_id``, ``role``, ``from``, ``to``; ``perhaps``: a day of
    it cannot be read. A blank first day is always, a blank last one never.
    """
    columns = ["at", "unit_id", "role", "from", "to", "perhaps"]
    table = office.tables.get("memberships")
    if table is None or not len(table.frame):
        return pd.DataFrame({name: [] for name in columns}).astype({"perhaps": bool, "at": int})
    unread = [table.unreadable.get(name) for name in ("from", "to")]
    doubt = np.logical_or.reduce([one for one in unread if one is not None] or [np.zeros(1, bool)])
    frame = table.frame[["person_id", "unit_id", "role", "from", "to"]].astype(
        {"person_id": object, "unit_id": object, "role": object}
    )
    frame = frame.assign(
        perhaps=doubt if len(doubt) == len(frame) else False,
        **{"from": frame["from"].fillna(_ALWAYS), "to": frame["to"].fillna(_NEVER)},
    )
    asked = pd.DataFrame(
        {"person_id": ids.to_numpy(object), "day": days.to_numpy(), "at": range(len(ids))}
    )
    joined = asked.merge(frame, on="person_id")
    return joined[joined["day"].between(joined["from"], joined["to"])][columns]
