"""Every verdict that a change alters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.findings import VERDICT, VERDICTS
from lantoa.scenarios.differing.pairing import Flags, Numbers, Pairing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

COLUMNS = ("was", "now", "provisional_was", "provisional_now")
NONE = -1
"""The code of a verdict where a criterion is not asked."""


def _table(*, provisional: bool) -> Numbers:
    """For each of the core's bits the place of its verdict in ``VERDICTS``."""
    place = {_core.Verdict[name.upper()].value: at for at, name in enumerate(VERDICTS)}
    found = _core.verdicts(np.arange(256, dtype=np.uint8), provisional=provisional)
    return np.array([place[code] for code in found.tolist()], dtype=np.int8)


_STRICT, _PROVISIONAL = _table(provisional=False), _table(provisional=True)


def changed(pairing: Pairing) -> pd.DataFrame:
    """A row per subject and criterion of which a verdict is not what it was; see ``WhatIf``."""
    nothing = "", np.zeros(0, np.int64), np.zeros((0, len(COLUMNS)), np.int8)
    found = [*_differing(pairing), nothing]
    rows = np.concatenate([rows for _, rows, _ in found])
    which = np.repeat(np.arange(len(found)), [len(rows) for _, rows, _ in found])
    codes = np.concatenate([codes for _, _, codes in found])
    order = np.lexsort([which, rows])
    named = pairing.named(rows[order])
    frame = {key: pd.Series(named[key], dtype="str") for key in ("subject_id", "subject_kind")}
    names = np.array([name for name, _, _ in found], dtype=object)
    frame["criterion_id"] = pd.Series(names[which[order]], dtype="str")
    for at, column in enumerate(COLUMNS):
        told = pd.Categorical.from_codes(codes[order, at], dtype=VERDICT)
        frame[column] = pd.Series(told)
    return pd.DataFrame(frame)


def count(pairing: Pairing) -> Numbers:
    """How many verdicts of each of the n subjects change."""
    total = np.zeros(len(pairing.ids), np.int64)
    for _, rows, _ in _differing(pairing):
        total[rows] += 1
    return total


def criteria(pairing: Pairing) -> list[str]:
    """The criteria that either result shows, points left out, in the order of the plan."""
    shown = {**_shown(pairing.before), **_shown(pairing.after)}
    return [one["id"] for one in pairing.before._resolved["criteria"] if one["id"] in shown]


def _shown(result: Evaluation) -> dict[str, Sequence[str]]:
    """The criteria that a result shows, and of which kinds of subject each is asked."""
    return {
        one["id"]: one["subjects"]
        for one in result._resolved["criteria"]
        if one["id"] in result._rules.shown and one["kind"] != "scored"
    }


def _differing(pairing: Pairing) -> Iterator[tuple[str, Numbers, Numbers]]:
    """Each criterion with the rows whose verdict changes, and their four codes."""
    before, after = pairing.before, pairing.after
    asked = _shown(before), _shown(after)
    if before._found is after._found and asked[0] == asked[1]:
        return  # only points were changed
    for name in criteria(pairing):
        was = pairing.was(_bits(before, name), 0)
        now = pairing.now(_bits(after, name), 0)
        was_asked = _asked(pairing, asked[0].get(name, ())) & (pairing.row_before >= 0)
        is_asked = _asked(pairing, asked[1].get(name, ())) & (pairing.row_after >= 0)
        rows = np.flatnonzero((was != now) | (was_asked != is_asked))
        codes = _codes(was[rows], now[rows], was_asked[rows], is_asked[rows])
        differs = (codes[:, 0] != codes[:, 1]) | (codes[:, 2] != codes[:, 3])
        yield name, rows[differs], codes[differs]


def _codes(was: Numbers, now: Numbers, was_asked: Flags, is_asked: Flags) -> Numbers:
    told = [_STRICT[was], _STRICT[now], _PROVISIONAL[was], _PROVISIONAL[now]]
    asked = np.column_stack([was_asked, is_asked] * 2)
    return np.where(asked, np.column_stack(told), NONE)


def _asked(pairing: Pairing, kinds: Sequence[str]) -> Flags:
    asked: Flags = (pairing.is_unit & ("unit" in kinds)) | (~pairing.is_unit & ("person" in kinds))
    return asked


def _bits(result: Evaluation, name: str) -> Numbers:
    """The core's bits of everybody judged at one criterion."""
    found: Numbers = result._found.bits[:, result._rules.rule_of[name]]
    return found
