"""From an earlier result to a later one, one difference at a time: plan, office, date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lantoa import _checks
from lantoa.comparing.causes import Cause, Causes

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.evaluating import Evaluation

Pair = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """A verdict that changed."""

    subject: str
    criterion: str
    was: str | None
    now: str | None
    cause: Cause


class Road:
    """The results between two results, each differing from the one before in one thing.

    Args:
        earlier: Where it starts.
        later: Where it ends.
        now: The later id of everybody judged earlier.
    """

    def __init__(self, earlier: Evaluation, later: Evaluation, now: Mapping[str, str]) -> None:
        self.earlier = earlier
        self.later = later
        self.now = now

    def changes(self) -> Iterator[Change]:
        """Every gate and reported criterion whose verdict is not what it was."""
        first, last = self._verdicts[0], self._verdicts[-1]
        judged = {subject for subject, _ in first} & {subject for subject, _ in last}
        pairs = [pair for pair in {**first, **last} if pair[0] in judged]
        for pair in pairs:
            was, now = first.get(pair), last.get(pair)
            if was != now:
                yield Change(*pair, was, now, self._cause(pair))

    @cached_property
    def _results(self) -> list[tuple[str, Evaluation]]:
        """Each result with what differs from the one before."""
        from lantoa.evaluating import evaluate

        earlier, later = self.earlier, self.later
        road = [("", earlier)]
        for kind, plan in self._plans():
            step = evaluate(earlier.office, plan, earlier.as_of, track=earlier.track)
            road.append((kind, step))
        if _tables(earlier) != _tables(later):
            road.append(
                ("office", evaluate(later.office, later.plan, earlier.as_of, track=later.track))
            )
        if earlier.as_of != later.as_of:
            road.append(("day", later))
        return road

    def _plans(self) -> Iterator[tuple[str, Plan]]:
        """Readings first, then parameters; of plans that are no kin, the whole plan at once."""
        earlier, later = self.earlier.plan, self.later.plan
        if earlier.fingerprint == later.fingerprint:
            return
        try:
            scenario = earlier.diff(later)
            readings = {p: v for p, v in scenario.items() if p.startswith("reading.")}
            between = earlier.change(readings)
        except _checks.InputError:
            yield "parameter", later
            return
        if readings:
            yield "reading", between
        if between.fingerprint != later.fingerprint:
            yield "parameter", later

    @cached_property
    def _verdicts(self) -> list[dict[Pair, str]]:
        """Of each result, by the ids of the later one."""
        return [self._of(result) for _, result in self._results]

    def _of(self, result: Evaluation) -> dict[Pair, str]:
        pairs = result._pairs
        shown = _shown(result)
        names = zip(pairs["subject_id"], pairs["criterion_id"], pairs["verdict"], strict=True)
        return {
            (self.now.get(subject, subject), criterion): str(verdict)
            for subject, criterion, verdict in names
            if criterion in shown
        }

    def _cause(self, pair: Pair) -> Cause:
        """What made the last difference on the road."""
        verdicts = [found.get(pair) for found in self._verdicts]
        step = max(at for at in range(1, len(verdicts)) if verdicts[at] != verdicts[at - 1])
        kind = self._results[step][0]
        if kind in ("reading", "parameter"):
            return Cause(kind)
        return self._causes(step).of(pair)

    def _causes(self, step: int) -> Causes:
        if step not in self._made:
            before, after = self._results[step - 1][1], self._results[step][1]
            self._made[step] = Causes(before, after, self.now)
        return self._made[step]

    @cached_property
    def _made(self) -> dict[int, Causes]:
        return {}


def _shown(result: Evaluation) -> set[str]:
    """Gates, and criteria that are only reported."""
    plan = result.plan
    reported = {
        c.id for c in plan.criteria if c.role == "report" and c.track in (None, result.track)
    }
    return reported | set(result._rules.gates)


def _tables(result: Evaluation) -> list[int]:
    """Which tables were judged: an office may differ in what is listed of it alone."""
    return [id(table) for table in result.office.tables.values()]
