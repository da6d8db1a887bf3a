"""How far the units have come: who is on the way, what is still needed, what can be no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa.findings import names_of
from lantoa.nearing import in_force
from lantoa.reporting import privacy

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

STATES = ("on_the_way", "unknown", "failed")
"""Met or still open; not enough data; no longer possible."""

Counts = list[int | None]


@dataclass(frozen=True)
class Pace:
    """Counts under the gates in force; in shared output the small ones are hidden.

    Attributes:
        result: What was judged.
        audience: Who reads it.
        least: The smallest count that a shared summary shows.
    """

    result: Evaluation
    audience: privacy.Audience
    least: int = privacy.LEAST

    @cached_property
    def subjects(self) -> pd.DataFrame:
        """A row per subject judged: subject_id, subject_kind, unit_id, verdict, state."""
        result = self.result
        bits = result._found.all if result.gates == "all" else result._found.countable
        verdict = names_of(bits, provisional=False)
        state = np.where(np.isin(verdict, ("met", "open")), "on_the_way", verdict)
        return result._judged.assign(verdict=verdict, state=state)

    def of_kind(self, kind: str) -> Counts:
        """Judged, then how many in each state."""
        rows = self.subjects[self.subjects["subject_kind"] == kind]
        return self._row([int((rows["state"] == one).sum()) for one in STATES])

    @cached_property
    def units(self) -> dict[str, Counts]:
        """Unit to the people of it: judged, then how many in each state.

        A unit with fewer people than ``least`` is not broken down in shared output.
        """
        people = self.subjects[self.subjects["subject_kind"] == "person"]
        tally = pd.crosstab(people["unit_id"], people["state"]).reindex(
            columns=STATES, fill_value=0
        )
        rows: list[list[int]] = tally.to_numpy().tolist()
        if self.audience == "internal":
            return dict(zip(tally.index, ([sum(row), *row] for row in rows), strict=True))
        return dict(zip(tally.index, hidden_rows(rows, self.least), strict=True))

    def _row(self, counts: list[int]) -> Counts:
        """Counts after their total; small ones hidden from a wide audience."""
        whole = sum(counts)
        if self.audience == "internal":
            return [whole, *counts]
        return [privacy.alone(whole, self.least), *privacy.hidden(counts, self.least)]

    def state(self, unit: str) -> str | None:
        """The verdict on a unit itself; None where it is not judged."""
        return self._verdicts.get(unit)

    @cached_property
    def _verdicts(self) -> dict[str, str]:
        return dict(zip(self.subjects["subject_id"], self.subjects["verdict"], strict=True))

    @cached_property
    def gates(self) -> list[tuple[str, str, Counts]]:
        """Per kind and gate in force: kind, criterion, then how many are met, need one more, need
        more than one or what nothing counts, lack data, and can no more."""
        names = in_force(self.result)[0]
        pairs = self._pairs
        found = []
        for kind in ("unit", "person"):
            for name in names:
                rows = pairs[(pairs["criterion_id"] == name) & (pairs["subject_kind"] == kind)]
                if len(rows):
                    counts = self._row([int((rows["need"] == one).sum()) for one in NEEDS])
                    found.append((kind, name, counts))
        return found

    @cached_property
    def _pairs(self) -> pd.DataFrame:
        judged = self.result._judged
        pairs = self.result._pairs.merge(judged, on="subject_id")
        verdict, needed = pairs["verdict"].astype(str), pairs["needed"]
        is_open = verdict == "open"
        need = verdict.mask(is_open & (needed == 1), "one").mask(is_open & (needed != 1), "more")
        return pairs.assign(need=need)

    @cached_property
    def needs(self) -> dict[str, list[tuple[str, int, int]]]:
        """Unit to what people of it still need: criterion, how much more, how many people; what
        most need first."""
        names, pairs = in_force(self.result)[0], self._pairs
        asked = (pairs["subject_kind"] == "person") & pairs["criterion_id"].isin(names)
        open_ = pairs[asked & (pairs["verdict"] == "open") & (pairs["needed"] > 0)]
        counts = open_.groupby(["unit_id", "criterion_id", "needed"], observed=True).size()
        found: dict[str, list[tuple[str, int, int]]] = {}
        for (unit, name, more), count in zip(counts.index.tolist(), counts.tolist(), strict=True):
            found.setdefault(unit, []).append((str(name), int(more), count))
        order = {name: at for at, name in enumerate(names)}
        return {unit: sorted(told, key=lambda one: (-one[2], order[one[0]], one[1]))
                for unit, told in found.items()}  # fmt: skip


NEEDS = ("met", "one", "more", "unknown", "failed")


def hidden_rows(rows: Sequence[Sequence[int]], least: int) -> list[Counts]:
    """Counts by group, the total of each before them, small ones hidden.

    A group of fewer than ``least`` is not broken down. Hidden cells do not follow from the totals
    of their row or their column: where they would, the next smallest are hidden with them.

    Example:
        >>> hidden_rows([[6, 7, 8], [2, 1, 0]], 5)
        [[21, None, None, None], [None, None, None, None]]
        >>> hidden_rows([[6, 7, 8], [9, 9, 9]], 5)
        [[21, 6, 7, 8], [27, 9, 9, 9]]
    """
    out = {at for at, row in enumerate(rows) if None in privacy.hidden(list(row), least)}
    shown = [at for at in range(len(rows)) if at not in out]
    if (out and sum(sum(rows[at]) for at in out) < least) or len(out) == 1:
        out |= set(sorted(shown, key=lambda at: (sum(rows[at]), at))[:1])
    return [
        [privacy.alone(sum(row), least), *([None] * len(row) if at in out else row)]
        for at, row in enumerate(rows)
    ]
