"""Units that a change leaves without anybody who counts as in, or without a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.ranking.contests import Per, groups_of, of_kind
from lantoa.scenarios.differing.pairing import Flags, Numbers, Pairing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

CHANGES = ("still_none", "loses_last", "gains_first")

COLUMNS: dict[str, Any] = {
    "unit_id": "str",
    **dict.fromkeys(("counted_was", "counted_now", "seated_was", "seated_now"), "Int64"),
    **dict.fromkeys(("change", "seat_change"), "str"),
}


def uncovered(pairing: Pairing) -> pd.DataFrame:
    """A row per unit without an exemplar before or after; see ``WhatIf``."""
    units = np.flatnonzero(pairing.is_unit & (pairing.row_after >= 0))
    was = _Cover(pairing.before, pairing.ids[units], pairing.row_before[units])
    now = _Cover(pairing.after, pairing.ids[units], pairing.row_after[units])
    counted, seated = (was.counted, now.counted), (was.seated, now.seated)
    frame = pd.DataFrame({"unit_id": pairing.ids[units]})
    for name, both in (("counted", counted), ("seated", seated)):
        frame[f"{name}_was"], frame[f"{name}_now"] = both
    frame["change"] = _changes(*counted)
    frame["seat_change"] = _changes(*seated)
    alone = frame["change"].notna() | frame["seat_change"].notna()
    found: pd.DataFrame = frame[alone].reset_index(drop=True).astype(COLUMNS)[list(COLUMNS)]
    return found


def _changes(was: pd.arrays.IntegerArray, now: pd.arrays.IntegerArray) -> Numbers:
    """What becomes of each unit; None where it has somebody before and after."""
    none = [side.to_numpy(dtype="int64", na_value=-1) == 0 for side in (was, now)]
    found = np.full(len(was), None, dtype=object)
    found[none[0] & none[1]] = "still_none"
    found[~none[0] & none[1]] = "loses_last"
    found[none[0] & ~none[1]] = "gains_first"
    return found


class _Cover:
    """How many people of each of m units count as in, and have seats, in one result."""

    def __init__(self, result: Evaluation, unit_ids: Numbers, rows: Numbers) -> None:
        self._result = result
        self._people = of_kind(result, "person")
        code_of = result._packed.code_of
        judged = result._found.subjects
        self._codes = np.array(
            [
                judged[row] if row >= 0 else code_of.get(unit, -1)
                for unit, row in zip(unit_ids, rows.tolist(), strict=True)
            ],
            dtype=np.int64,
        )

    @property
    def counted(self) -> pd.arrays.IntegerArray:
        """How many count as in."""
        return self._number(self._result._counted[self._people])

    @property
    def seated(self) -> pd.arrays.IntegerArray:
        """How many are within the line of every outermost quota; missing where none caps people."""
        drawn = [
            one
            for one in self._result._drawn
            if one.subject_kind == "person" and "inside" not in one.quota
        ]
        within = [(one.sides.side == _core.Side.WITHIN.value) | ~one.has_quota for one in drawn]
        counted = self._result._counted[self._people]
        found = self._number(counted & np.all(within, axis=0) if within else counted)
        if not within:
            found[:] = pd.NA
        return found

    def _number(self, chosen: Flags) -> pd.arrays.IntegerArray:
        units = self._result._found.units[self._people][chosen]
        known = units[units >= 0]
        number = np.append(np.bincount(known, minlength=self._result._packed.units), 0)
        found = number[self._codes].astype(np.int64)
        return pd.arrays.IntegerArray(found, np.zeros(len(found), bool))


def counts(pairing: Pairing, per: Per) -> pd.DataFrame:
    """How many people of each group count as in: ``group``, ``was``, ``now``, all groups."""
    was, now = (_by_group(side, per) for side in (pairing.before, pairing.after))
    both = pd.DataFrame({"was": was, "now": now}).fillna(0).astype("int64")
    return both.sort_index().reset_index(names="group")


def _by_group(result: Evaluation, per: Per) -> pd.Series:
    names, codes = groups_of(result, per)
    counted = result._counted & of_kind(result, "person") & (codes >= 0)
    number = np.bincount(codes[counted], minlength=len(names))
    return pd.Series(number, index=pd.Index(names, dtype=object))
