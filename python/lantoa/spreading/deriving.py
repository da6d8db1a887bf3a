"""Ties that every office has: who works where, who moved, and which units belong together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lantoa.spreading.circle import Circle
from lantoa.spreading.finding import Findings
from lantoa.spreading.periods import Periods
from lantoa.spreading.registers import Registers

LARGEST = 200
"""Members of a unit or field whom all to tie to all says nothing: nobody knows them all."""

_LONG_AGO, _ENDLESS = np.datetime64("0001-01-01", "D"), np.datetime64("9999-12-31", "D")
COLUMNS = ("source", "taker", "weight", "kind", "origin", "since", "until")


def derived(
    name: str, circle: Circle, registers: Registers, periods: Periods, findings: Findings
) -> pd.DataFrame:
    """Ties of one derived kind among the subjects of a circle.

    Args:
        name: ``"same_unit"``: people who are in a unit at the same time. ``"moved"``: of units,
            from the former to the new unit of who moved, from that day on, weighted by how many
            did; of people, from who came from another unit to the colleagues there. ``"same_field"``:
            units of one field; people whose units are. ``"unit_and_parent"``: a unit and what it
            belongs to, both ways.
        circle: The subjects.
        registers: Of the office.
        periods: In which ties begin and end.
        findings: Where circles that are too large are listed.

    Returns:
        ``COLUMNS``; none where subjects of this kind have no such ties.
    """
    if circle.kind == "person":
        found = _of_people(name, circle, registers, findings)
    else:
        found = _of_units(name, circle, registers, findings)
    return _coded(found, name, periods)


def _of_people(name: str, circle: Circle, registers: Registers, findings: Findings) -> pd.DataFrame:
    if name == "unit_and_parent":
        return _nobody()
    stays = _stays(registers)
    stays = stays.assign(at=circle.codes(stays["person_id"]))
    stays = stays[stays["at"] >= 0]
    if name == "same_field":
        fields = registers["units"].frame.set_index("unit_id")["field"]
        fields = fields[~fields.index.duplicated(keep="last")]
        stays = stays.assign(unit_id=stays["unit_id"].map(fields).fillna("")).query("unit_id != ''")
    pairs = _together(stays, "unit_id", name, findings)
    return pairs[pairs["arrived"]] if name == "moved" else pairs


def _of_units(name: str, circle: Circle, registers: Registers, findings: Findings) -> pd.DataFrame:
    if name == "moved":
        return _moves(circle, registers)
    units = registers["units"].frame.drop_duplicates("unit_id", keep="last")
    lives = pd.DataFrame({"at": np.arange(len(circle)), "person_id": circle.ids})
    lives["from"] = np.where(np.isnat(circle.opened), _LONG_AGO, circle.opened).astype("M8[s]")
    lives["to"] = np.where(np.isnat(circle.closed), _ENDLESS, circle.closed).astype("M8[s]")
    told = units.set_index("unit_id").reindex(circle.ids)
    if name == "same_field":
        lives["unit_id"] = told["field"].fillna("").to_numpy(object)
        lives["arrived"] = False
        return _together(lives[lives["unit_id"] != ""], "unit_id", name, findings)
    if name != "unit_and_parent":
        return _nobody()
    parent = circle.codes(told["parent_id"].fillna("").to_numpy(object))
    below = lives.assign(parent=parent)[parent >= 0]
    above = lives.iloc[below["parent"]].reset_index(drop=True)
    pairs = _pairs(below.reset_index(drop=True), above)
    return pd.concat([pairs, pairs.rename(columns={"source": "taker", "taker": "source"})])


def _stays(registers: Registers) -> pd.DataFrame:
    """Who was in which unit from when to when: stays of one person there that touch are one."""
    table = registers["memberships"]
    rows = table.frame[["person_id", "unit_id"]].copy()
    begun, over = table.days("from"), table.days("to")
    rows["from"] = np.where(np.isnat(begun), _LONG_AGO, begun).astype("M8[s]")
    rows["to"] = np.where(np.isnat(over), _ENDLESS, over).astype("M8[s]")
    rows = rows[(rows["unit_id"] != "") & (rows["from"] <= rows["to"])]
    rows = rows.sort_values(["person_id", "unit_id", "from", "to"], ignore_index=True)
    by = [rows["person_id"], rows["unit_id"]]
    reached = rows["to"].groupby(by).cummax().groupby(by).shift()
    spell = (~(rows["from"] <= reached + pd.Timedelta(days=1))).cumsum()
    whole = rows.groupby(spell).agg(
        {"person_id": "first", "unit_id": "first", "from": "min", "to": "max"}
    )
    whole = whole.sort_values(["person_id", "from", "to", "unit_id"], ignore_index=True)
    whole["former"] = whole.groupby("person_id")["unit_id"].shift().fillna("")
    came = (whole["former"] != "") & (whole["former"] != whole["unit_id"])
    return whole.assign(arrived=came & (whole["from"] > pd.Timestamp(_LONG_AGO)))


def _together(stays: pd.DataFrame, key: str, name: str, findings: Findings) -> pd.DataFrame:
    """Everybody with everybody who was there at the same time, both ways."""
    members = stays.groupby(key)["at"].nunique()
    large = members[members > LARGEST]
    for group, count in large.items():
        words = {"group": group, "members": int(count), "most": LARGEST, "name": name}
        findings.note("too_large", "memberships", **words)
    small = stays[~stays[key].isin(large.index)]
    both = small.merge(small, on=key, suffixes=("", "_2"))
    both = both[both["at"] != both["at_2"]]
    one = both[["at", "from", "to", "arrived"]]
    other = both[["at_2", "from_2", "to_2"]].rename(columns=lambda column: column[:-2])
    return _pairs(one, other).assign(arrived=one["arrived"]).drop_duplicates()


def _pairs(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Ties from each of the first to the one beside it, while both are there."""
    found = pd.DataFrame(
        {
            "source": one["at"],
            "taker": other["at"],
            "weight": 1.0,
            "from": np.maximum(one["from"], other["from"]),
            "to": np.minimum(one["to"], other["to"]),
        }
    )
    return found[found["from"] <= found["to"]]


def _moves(circle: Circle, registers: Registers) -> pd.DataFrame:
    """From the former unit to the new one of everybody who moved, from that day on."""
    stays = _stays(registers)
    moved = stays[stays["arrived"]]
    source, taker = circle.codes(moved["former"]), circle.codes(moved["unit_id"])
    found = pd.DataFrame({"source": source, "taker": taker, "from": moved["from"]})
    found = found[(source >= 0) & (taker >= 0)]
    counted = found.groupby(["source", "taker", "from"]).size().rename("weight").reset_index()
    return counted.assign(weight=counted["weight"].astype(float), to=pd.Timestamp(_ENDLESS))


def _nobody() -> pd.DataFrame:
    return pd.DataFrame(columns=["source", "taker", "weight", "from", "to"])


def _coded(found: pd.DataFrame, name: str, periods: Periods) -> pd.DataFrame:
    """Days as periods; what was over before the first or begins after the last is no tie."""
    begun = _days(found["from"])
    over = _days(found["to"])
    within = (over >= periods.start) & (begun <= periods.last)
    kept = found[within]
    coded: dict[str, Any] = {
        "source": kept["source"].to_numpy(np.int32),
        "taker": kept["taker"].to_numpy(np.int32),
        "weight": kept["weight"].to_numpy(float),
        "kind": name,
        "origin": "derived",
        "since": periods.since(begun[within]),
        "until": periods.until(over[within]),
    }
    return pd.DataFrame(coded, columns=list(COLUMNS))


def _days(cells: pd.Series) -> Any:
    return cells.to_numpy("M8[s]").astype("M8[D]")
