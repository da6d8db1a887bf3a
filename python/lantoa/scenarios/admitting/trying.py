"""Rows laid on and judged again: whether they do what they are proposed for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lantoa import _core, _packing, _rules
from lantoa.criteria.resolving import closing_day
from lantoa.evaluating import Evaluation
from lantoa.findings import names_of
from lantoa.nearing import Near
from lantoa.scenarios.admitting.about import office_about
from lantoa.scenarios.admitting.knowing import known_on
from lantoa.scenarios.admitting.laying import laid
from lantoa.scenarios.admitting.rows import Pair, Row, days_of

if TYPE_CHECKING:
    from lantoa.office import Office


class Judged:
    """An office with some rows more, on the day of the result and when everything is closed.

    Args:
        trying: Whose rows they are.
        rows: What is laid on.
    """

    def __init__(self, trying: Trying, rows: frozenset[Row]) -> None:
        self._trying = trying
        self._rows = rows

    @cached_property
    def now(self) -> Evaluation:
        """The result on its own day."""
        office = laid(self._trying.office, self._rows)
        return self._trying.at(office, self._trying.result.as_of)

    @cached_property
    def then(self) -> Mapping[Pair, str]:
        """Everybody's strict verdicts when all is closed, if nothing else comes and nothing ends."""
        office = laid(self._trying.known, self._rows)
        days = [day for row in self._rows for day in days_of(row)]
        return _strict(self._trying.at(office, max([self._trying.end, *days])))

    @cached_property
    def near(self) -> Near:
        """What is in the way on the day of the result."""
        return Near(self.now)

    def settles(self, pair: Pair) -> bool:
        """Whether a criterion will be met when all is closed, or is not in the way any more."""
        return self.then.get(pair) == "met" or not self.near.is_in_the_way(pair)

    def counts(self, subject_id: str) -> bool:
        """Whether somebody counts as in, on the day of the result."""
        ids = self.now._judged["subject_id"].to_numpy()
        return bool(self.now._counted[ids == subject_id].any())


class Trying:
    """Judges one subject, and the units that it heads, with rows more than there are.

    Args:
        result: What is asked.
        subject_id: Whom it is about.
        units: The units that are asked with it.
    """

    def __init__(self, result: Evaluation, subject_id: str, units: Sequence[str]) -> None:
        self.result = result
        self.office = office_about(result.office, subject_id, units)
        self._known: dict[frozenset[Row], Judged] = {}

    @cached_property
    def known(self) -> Office:
        """The office as it is known on the day of the result."""
        return known_on(self.office, self.result._resolved["facts"], self.result.as_of)

    @cached_property
    def end(self) -> datetime.date:
        """The first day on which everything of the window is closed."""
        resolved = self.result._resolved
        last = resolved["window"][1]
        closes = [fact.get("closes") for fact in resolved["facts"].values()]
        days = [closing_day(one, last) for one in closes if one]
        return max([datetime.date(last, 12, 31), self.result.as_of, *days])

    def judged(self, rows: Iterable[Row]) -> Judged:
        """The office with these rows laid on."""
        key = frozenset(rows)
        if key not in self._known:
            self._known[key] = Judged(self, key)
        return self._known[key]

    def settles(self, pairs: Iterable[Pair], rows: Iterable[Row]) -> bool:
        """Whether these rows settle all of these criteria."""
        judged = self.judged(rows)
        return all(judged.settles(pair) for pair in pairs)

    def at(self, office: Office, day: datetime.date) -> Evaluation:
        """The verdicts of an office on a day, by the rules of the day that is asked about."""
        asked = self.result
        packed = _packing.pack(office)
        rules = _rules.rules(asked._resolved, packed, day, asked.track)
        found = _core.evaluate(packed.facts, rules.plan, threads=1)
        same = (asked.plan, day, asked.counting, asked.gates, asked.track)
        result = Evaluation(office, *same, packed, rules, found)
        result.__dict__["_resolved"] = asked._resolved  # the rules of the day that is asked about
        return result


def _strict(result: Evaluation) -> dict[Pair, str]:
    """The strict verdicts of everybody judged; of what is not asked none."""
    subjects = result._judged["subject_id"].tolist()
    bits = result._found.bits
    flat = names_of(np.ascontiguousarray(bits).ravel(), provisional=False).reshape(bits.shape)
    return {
        (subject, name): str(flat[at, rule])
        for at, subject in enumerate(subjects)
        for rule, name in enumerate(result._rules.order)
        if name is not None
    }
