"""Under how many readings everybody is in, before and after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lantoa.agreeing import agreement as readings

if TYPE_CHECKING:
    from lantoa.agreeing.questions import Which
    from lantoa.evaluating import Evaluation

COLUMNS = {
    "subject_id": "str",
    **dict.fromkeys(("was", "now"), "bool"),
    **dict.fromkeys(("passing_was", "combinations_was"), "int64"),
    **dict.fromkeys(("passing_now", "combinations_now", "change"), "int64"),
}


def agreement(before: Evaluation, after: Evaluation, questions: Which) -> pd.DataFrame:
    """The frame of ``WhatIf.agreement``; see there."""
    sides = [_told(result, questions) for result in (before, after)]
    both = sides[0].add_suffix("_was").join(sides[1].add_suffix("_now"), how="outer")
    both = both.sort_index()
    for side, told in zip(("was", "now"), sides, strict=True):
        combinations = told["combinations"].max() if len(told) else 0
        missing = {f"passing_{side}": 0, f"combinations_{side}": combinations, f"in_{side}": False}
        both = both.fillna(missing)
    found = both.reset_index(names="subject_id").rename(columns={"in_was": "was", "in_now": "now"})
    found["change"] = found["passing_now"] - found["passing_was"]
    passes = (found["passing_was"] > 0) | (found["passing_now"] > 0)
    kept: pd.DataFrame = found.loc[passes, list(COLUMNS)].reset_index(drop=True)
    return kept.astype(COLUMNS)


def _told(result: Evaluation, questions: Which) -> pd.DataFrame:
    frame = readings(result, questions).rename(columns={"in_by_default": "in"})
    return frame.set_index("subject_id")[["in", "passing", "combinations"]].astype(object)
