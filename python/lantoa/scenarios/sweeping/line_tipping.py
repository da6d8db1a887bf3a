"""Whom each whole weight, or each number of a quota, places within the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa._wording import said
from lantoa.criteria.running import running
from lantoa.ranking.contests import Numbers, of_kind
from lantoa.scenarios.answer import asked_of
from lantoa.scenarios.labels import label_of, name_of
from lantoa.scenarios.steps import Counted, steps
from lantoa.scenarios.sweeping.redrawing import Weighed, reseated
from lantoa.scenarios.sweeping.spans import listed
from lantoa.scenarios.thresholds import ENDLESS, Threshold
from lantoa.scenarios.tipping import Curve, Tipping, told

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_OF_QUOTAS = {"number": ENDLESS, "share_per_mille": 1000, "minimum_places": ENDLESS}
"""The numbers of a quota that move its line, and the greatest each may be."""

MOST_WORK = 50_000_000
"""Subjects times values that are ranked anew."""


@dataclass(frozen=True, eq=False, repr=False)
class LineTipping(Tipping):
    """Who stands within the line at every whole weight, or at every number of a quota.

    Attributes:
        frame: As of a ``Tipping``; ``count`` is how many stand within the line (of a weight:
            of every quota that applies to them), by their points on record.
        quota_id: The quota whose number moves; empty of a weight.
    """

    quota_id: str

    @property
    def title(self) -> str:
        """The path, the value in force, and what is counted."""
        which = "quota" if self.quota_id else "weight"
        plan = self.asked.plan
        gaps = {"moved": label_of(plan, self.path), "at": self.path, "now": self.now}
        if self.quota_id:
            gaps["quota"] = name_of(plan, f"quota.{self.quota_id}")
        return said("sweeping", f"tipping.{which}", self.lang, **gaps)

    @property
    def charted(self) -> tuple[pd.Series, str]:
        """Of a quota how many are within; of a weight, which moves few seats, how many differ."""
        if self.quota_id:
            return self._frame["count"], said("sweeping", "columns.count", self.lang)
        gained, lost = (self._frame[key].map(listed).map(len) for key in ("gained", "lost"))
        return gained + lost, said("sweeping", "sweep.differing", self.lang)

    def _heads(self) -> list[str]:
        heads = super()._heads()
        heads[1] = said("sweeping", "columns.count", self.lang)
        return heads


def moves_a_line(path: str) -> bool:
    """Whether a path names a weight or a number of a quota."""
    key = path.rpartition(".")[2]
    return key == "weight" or key in _OF_QUOTAS


def line_tipping(result: Evaluation, path: str) -> LineTipping:
    """The answer of ``Evaluation.tipping`` for such a path; see there.

    Raises:
        InputError: The path moves no line; the message has the nearest that does.
    """
    known = _known(result)
    short = {full.partition(".")[2]: full for full in known}
    full = short.get(path, path)
    if full not in known:
        near = _checks.nearest(path, [*known, *short])
        hint = f'; did you mean "{near}"?' if near else ", and no path of the plan does."
        raise _checks.InputError(
            f'path "{path}" moves no line of a quota{hint} A weight does where a quota caps such '
            "subjects, and a number that a quota has"
        )
    section, owner, key = full.split(".")
    curve = _of_weight(result, full) if section == "criterion" else curve_of_quota(result, full)
    return LineTipping(
        _frame=told(result, curve),
        _kind=result.office.frames,
        asked=asked_of(result),
        path=full,
        now=curve.threshold.now,
        quota_id=owner if key != "weight" else "",
    )


def _known(result: Evaluation) -> list[str]:
    """Every full path that moves a line."""
    capped = {one.subject_kind for one in result._drawn}
    weights = [
        f"criterion.{one['id']}.weight"
        for one in result._resolved["criteria"]
        if one["kind"] == "scored" and capped & set(one["subjects"])
    ]
    return weights + [
        f"quota.{one.quota_id}.{key}"
        for one in result._drawn
        for key in _OF_QUOTAS
        if (one.base is None) == (key == "number")
    ]


def _of_weight(result: Evaluation, path: str) -> Curve:
    criterion_id = path.split(".")[1]
    criteria = {one["id"]: one for one in result._resolved["criteria"]}
    weighed = Weighed(result, set(criteria[criterion_id]["subjects"]))
    values = _named_at_each(weighed, criterion_id)
    starts: list[int] = []
    counted: list[Counted] = []
    last = 0
    for value, named in values:
        if not counted or (named != counted[-1]).any():
            starts.append(value)
            counted.append(named)
        last = value
    now = int(criteria[criterion_id]["weight"])
    return Curve(_moved(path, "weight", now, last), starts, counted)


def _named_at_each(weighed: Weighed, criterion_id: str) -> Iterator[tuple[int, Counted]]:
    result = weighed.result
    total = int(result._resolved["scoring"]["points_total"])
    work = len(result._found.subjects) * (total + 1)
    if work > MOST_WORK:
        raise _checks.InputError(
            f"{len(result._found.subjects)} subjects at {total + 1} whole weights are more than "
            f'can be ranked anew; result.sweep_weight("{criterion_id}", k=...) gives every '
            "weight at once, exactly and unrounded"
        )
    known: dict[bytes, Counted] = {}
    for weight, weights in running(result.plan._book, criterion_id, result.as_of):
        order = weighed.order(weights)
        if order not in known:
            known[order] = weighed.named(weighed.under(weights))
        yield weight, known[order]


def curve_of_quota(result: Evaluation, path: str) -> Curve:
    _, quota_id, key = path.split(".")
    one = next(one for one in result._drawn if one.quota_id == quota_id)
    chosen = of_kind(result, one.subject_kind)

    def within(value: int) -> Counted:
        found: Numbers = np.zeros(len(result._found.subjects), dtype=bool)
        sides = reseated(one, {**one.quota, key: value}).side
        found[chosen] = sides == _core.Side.WITHIN.value
        return found

    threshold = _moved(path, key, int(one.quota[key]), _OF_QUOTAS[key])
    stretches = steps(within, 0, threshold.most)
    return Curve(threshold, [start for start, _ in stretches], [who for _, who in stretches])


def _moved(path: str, key: str, now: int, most: int) -> Threshold:
    """What is varied, as a threshold that no rule has."""
    return Threshold(path, "", key, rule=-1, now=now, least=0, most=most)
