"""Numbers of decisions: one number, one day, one issuer; several receivers may share it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lantoa.sampling.columns import BLANK, Columns, Days, Ints, coded
from lantoa.sampling.workdays import working
from lantoa.sampling.world import words

_PER_DAY = {"co_so": 2, "tinh": 7, "thu_tuong": 5, "bo": 4, "nha_nuoc": 5}


@dataclass
class Registry:
    """Every number that was given away, so that none is given twice, in any year."""

    used: set[str] = field(default_factory=set)

    def number(self, issuer: str, on: np.datetime64, per_day: float = 0) -> str:
        """A fresh number of ``issuer`` for a decision of the day ``on``; it grows over the year.

        >>> Registry().number("tinh", np.datetime64("2022-03-01"))
        '414/QĐ-UBND'
        """
        pattern = words()["issuers"][issuer]["number"]
        day_of_year = (on - on.astype("M8[Y]").astype("M8[D]")).astype(int)
        count = 1 + int(day_of_year * max(per_day, _PER_DAY.get(issuer, 0.3)))
        while (text := pattern.format(count)) in self.used:
            count += 1
        self.used.add(text)
        return str(text)

    def numbers(self, issuer: str, days: Days) -> list[str]:
        """A number for each of ``days``, which are decisions of their own."""
        order = np.argsort(days, kind="stable")
        given = [""] * len(days)
        for at in order:
            given[at] = self.number(issuer, days[at], per_day=len(days) / 150)
        return given


def decided(registry: Registry, issuer: str, days: Days, which: Ints) -> Columns:
    """The columns decision_no and decision_date of rows that share decisions.

    Args:
        registry: Where the numbers come from.
        issuer: A level of ``[issuers]`` in the words.
        days: The days of the decisions; they move to the next working day.
        which: The decision of every row, BLANK for none.
    """
    days = working(days)
    numbers = registry.numbers(issuer, days)
    dates = np.append(days, np.datetime64("NaT"))
    return {"decision_no": coded(which, numbers), "decision_date": dates[which]}


def undecided(size: int) -> Columns:
    """The same columns, blank."""
    return {
        "decision_no": coded(np.full(size, BLANK, np.int32), []),
        "decision_date": np.full(size, np.datetime64("NaT"), "M8[D]"),
    }


def signed_by(level: str) -> str:
    """Who signs at a level."""
    return str(words()["issuers"][level]["by"])


def issuers_of(levels: pd.Categorical) -> pd.Categorical:
    """Who signs, row by row."""
    return levels.map(signed_by, na_action="ignore") if len(levels) else levels
