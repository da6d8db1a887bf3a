"""Those who were named exemplars beside the others: what happened, which is no answer.

Being named follows results, so that a year for which somebody was named is a lucky one: counted
from it, everybody who is named falls back. The base lies before these years; what is then left is
a description, and said as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.concluding import Reason, Saying
from lantoa.spreading.apart import group_times
from lantoa.spreading.effect import Effect
from lantoa.spreading.judging import refused, say
from lantoa.spreading.lots import NOT_GIVEN
from lantoa.spreading.setting import Codes
from lantoa.trends.panel import Panel

if TYPE_CHECKING:
    from lantoa.office import Office
    from lantoa.spreading.result import Spread

_HIDDEN = 5  # people in a cell below which no number is given (R12)


@dataclass(frozen=True, eq=False)
class Named:
    """Who was named, by subject of a panel.

    Attributes:
        first: n years of the decision, `NOT_GIVEN` for who was not named.
        merit: The first year that anybody of them was judged on.
    """

    first: Codes
    merit: int | None

    @property
    def count(self) -> int:
        """How many were named."""
        return int((self.first != NOT_GIVEN).sum())


def named_in(office: Office, subjects: tuple[str, ...]) -> Named:
    """The first recognition of each subject that stands; nominations are none."""
    first = np.zeros(len(subjects), np.int32)
    if "recognitions" not in office:
        return Named(first, None)
    frame = office.tables["recognitions"].frame
    stands = ~frame["nominated_only"].fillna(False).astype(bool) & frame["revoked_on"].isna()
    rows = frame[stands & frame["decided_on"].notna()].sort_values("decided_on", kind="stable")
    at = {name: row for row, name in enumerate(subjects)}
    merits = []
    for subject, day, merit in zip(
        rows["subject_id"].astype(str), rows["decided_on"], rows["merit_from"], strict=True
    ):
        row = at.get(subject)
        if row is None or first[row] != NOT_GIVEN:
            continue
        first[row] = day.year
        merits.append(day.year if pd.isna(merit) else int(merit))
    return Named(first, min(merits, default=None))


def described(spread: Spread, panel: Panel, base: int | None, controls: str) -> Effect:
    """Not estimable without a lot; what happened is shown from a base before the merit window.

    Args:
        spread: Of the office.
        panel: The outcome.
        base: The year asked for, None for the last before the years judged.
        controls: ``"not_yet"`` or ``"never"``.
    """
    named = named_in(spread.office, panel.subjects)
    last_clean = None if named.merit is None else max(_before(panel, named.merit), default=None)
    warnings = list(_alerts(named, base, last_clean))
    facts = [say("facts.named", count=named.count)]
    start = base if base is not None and not warnings else last_clean
    rows = None
    if named.count and start is not None:
        rows = _rows(panel, named, start, controls)
        facts += _told(spread, panel, named, start, rows)
        if _is_hidden(spread, panel, named):
            rows = None
    one = refused(
        "effect",
        Reason("no_lot", say("reasons.no_lot")),
        unblock=(say("unblock.lot"),),
        facts=facts,
        warnings=warnings,
        outcome=panel.label,
        treatment=say("being_named"),
    )
    shown = start if rows is not None else None
    year = int(named.first[named.first > 0].min()) if shown is not None else None
    return Effect.of(
        [one], panel.label, lang=spread.lang, rows=rows, base=shown, start=year,
        kind=spread.office.frames,
    )  # fmt: skip


def _before(panel: Panel, year: int) -> list[int]:
    return [one for one in panel.years if one < year]


def _alerts(named: Named, base: int | None, last_clean: int | None) -> Iterator[Reason]:
    if named.merit is None:
        return
    if base is not None and base >= named.merit:
        yield Reason("R3", say("warnings.R3_moved", base=base, merit=named.merit))
    if last_clean is None:
        yield Reason("R3", say("warnings.R3_none", merit=named.merit))


def _rows(panel: Panel, named: Named, base: int, controls: str) -> pd.DataFrame:
    """By years since the naming: differences without an interval, for nobody drew a lot."""
    cells = _cells(panel, named, base, controls)
    found = _core.summarised(cells, _core.Summary.DYNAMIC)
    first = int(named.first[named.first > 0].min())
    rows = {"time": found.at, "year": first + found.at, "estimate": found.effect}
    missing = dict.fromkeys(("low", "high", "p"), np.full(len(found.at), np.nan))
    return pd.DataFrame({**rows, **missing, "count": named.count})


def _cells(panel: Panel, named: Named, base: int, controls: str) -> _core.GroupTime:
    years = panel.years
    first = named.first[named.first > 0]
    at = [years.index(int(year)) for year in first if int(year) in years]
    lag = max(at, default=0) - years.index(base)
    return group_times(panel, named.first, max(lag, 1), controls)


def difference(panel: Panel, named: Named, base: int, controls: str) -> float | None:
    """The group-time difference over all years from the naming on; None where there is no cell."""
    found = _core.summarised(_cells(panel, named, base, controls), _core.Summary.SIMPLE)
    return float(found.overall) if found.cells else None


def _is_hidden(spread: Spread, panel: Panel, named: Named) -> bool:
    return _of_people(spread, panel) and named.count < _HIDDEN


def _of_people(spread: Spread, panel: Panel) -> bool:
    if "people" not in spread.office:
        return False
    ids = set(spread.office.tables["people"].frame["person_id"].dropna().astype(str))
    return any(name in ids for name in panel.subjects)


def _told(
    spread: Spread, panel: Panel, named: Named, base: int, rows: pd.DataFrame
) -> list[Saying]:
    if _is_hidden(spread, panel, named):
        return [say("facts.hidden", count=named.count, fewest=_HIDDEN)]
    after = rows[rows["time"] >= 0]
    if after.empty:
        return [say("facts.nothing_after")]
    return [
        say(
            "facts.moved",
            outcome=panel.label,
            base=base,
            difference=float(after["estimate"].mean()),
            count=named.count,
        )
    ]
