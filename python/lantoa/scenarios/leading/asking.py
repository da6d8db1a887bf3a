"""Can somebody be first? The core is asked on record, and with what is missing at either end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa._wording import said
from lantoa.explaining.explanation import check_subject
from lantoa.explaining.leaving import left_out
from lantoa.explaining.wordings import Words
from lantoa.ranking.contests import Numbers, SubjectKind, Within
from lantoa.scenarios.answer import asked_of
from lantoa.scenarios.leading.lead import Lead, Outcome
from lantoa.scenarios.leading.limits import Limits, box_of
from lantoa.scenarios.leading.weighing import Weighing, check_within, weighing

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_OUTCOMES: dict[_core.Lead, Outcome] = {
    _core.Lead.NEVER: "never",
    _core.Lead.SHARED: "shared",
    _core.Lead.ALONE: "alone",
}
_KINDS = ("failed", "unknown", "open")


@dataclass(frozen=True, eq=False)
class _Found:
    """What the core says on record, and at either end of what is missing."""

    nearest: _core.NearestLead
    widest: _core.Leading
    at_best: Outcome
    at_worst: Outcome
    rivals: Numbers


def can_lead(
    result: Evaluation,
    subject_id: str,
    within: Within | None = None,
    low: Limits = None,
    high: Limits = None,
) -> Lead:
    """The answer of ``Evaluation.can_lead``; see there."""
    check_subject(result, subject_id)
    kind: SubjectKind = "unit" if result._is_unit(subject_id) else "person"
    asked = weighing(result, kind, check_within(kind, within))
    box = box_of(asked, low, high)
    at = np.flatnonzero(asked.asked.ids == subject_id)
    told: dict[str, Any] = {"subject_id": subject_id, "subject_kind": kind, "within": within}
    told["limited"] = low is not None or high is not None
    if not len(at) or not asked.competes[at[0]]:
        return _not_in(result, asked, box, int(at[0]) if len(at) else None, told)
    return _told(result, asked, box, int(at[0]), told)


def _told(
    result: Evaluation, asked: Weighing, box: _core.WeightBox, at: int, told: dict[str, Any]
) -> Lead:
    found = _found(asked, box, at)
    near, wide = found.nearest.leading, found.widest
    can = found.nearest.change >= 0
    mixture = _mixture(asked, wide.mixture, found.rivals)
    return Lead(
        _frame=_frame(result, asked, box, at, found),
        _kind=result.office.frames,
        asked=asked_of(result),
        group=str(asked.asked.groups[asked.asked.contest.group[at]]),
        outcome=_OUTCOMES[wide.lead],
        at_best=found.at_best,
        at_worst=found.at_worst,
        change=found.nearest.change if can else None,
        now=_OUTCOMES[near.lead] if found.nearest.change == 0 else "never",
        moved=_OUTCOMES[near.lead],
        weights=dict(zip(asked.names, _fractions(near), strict=True)) if can else {},
        whole=_whole(asked, near),
        widest=dict(zip(asked.names, _fractions(wide), strict=True)) if can else {},
        widest_whole=_whole(asked, wide),
        margin=_exact(wide.margin, wide.whole) / 1000 if can else None,
        mixture={str(asked.asked.ids[row]): share for row, share in mixture.items()},
        rivals=len(found.rivals),
        reason="",
        gates={},
        **told,
    )


def _found(asked: Weighing, box: _core.WeightBox, at: int) -> _Found:
    """Rivals on record are those who count as in; who only may is one at the worst."""
    contest = asked.asked.contest
    there = contest.group == contest.group[at]
    others = np.arange(len(there)) != at
    sure = np.flatnonzero(asked.competes & there & others)
    all_of_them = np.flatnonzero(
        others & ((asked.competes & there) | (asked.perhaps & (there | (contest.group < 0))))
    )
    challenge = _challenge(asked, at, sure, "low", "low")
    nearest = _core.nearest_lead(challenge, box, asked.weights)
    widest = _core.lead(challenge, box) if nearest.change >= 0 else nearest.leading

    def outcome(rivals: Numbers, own: str, theirs: str) -> Outcome:
        is_same = len(rivals) == len(sure) and not _moves(asked, at, rivals)
        found = widest if is_same else _core.lead(_challenge(asked, at, rivals, own, theirs), box)
        return _OUTCOMES[found.lead]

    at_best = outcome(sure, "high", "low")
    return _Found(nearest, widest, at_best, outcome(all_of_them, "low", "high"), sure)


def _moves(asked: Weighing, at: int, rivals: Numbers) -> bool:
    """Whether missing values could give anybody here more points."""
    rows = np.append(rivals, at)
    return bool((asked.low[rows] != asked.high[rows]).any())


def _challenge(asked: Weighing, at: int, rivals: Numbers, own: str, theirs: str) -> _core.Challenge:
    contest = asked.asked.contest
    found = _core.Challenge()
    found.own = getattr(asked, own)[[at]]
    found.rivals = getattr(asked, theirs)[rivals]
    found.own_chain = getattr(contest, own)[[at], 1:]
    found.rivals_chain = getattr(contest, theirs)[rivals, 1:]
    return found


def _exact(number: str, whole: str) -> Fraction:
    return Fraction(int(number, 16), int(whole, 16))


def _fractions(found: _core.Leading) -> list[Fraction]:
    return [_exact(weight, found.whole) for weight in found.weights]


def _whole(asked: Weighing, found: _core.Leading) -> dict[str, int] | None:
    if not found.rounded:
        return None
    return dict(zip(asked.names, found.rounded, strict=True))


def _mixture(asked: Weighing, mixture: _core.Mixture, rivals: Numbers) -> dict[int, Fraction]:
    """The shares by the row of the subject, the largest first."""
    shares = [_exact(share, mixture.whole) for share in mixture.shares]
    rows = [int(rivals[rival]) for rival in mixture.rivals]
    ids = asked.asked.ids
    return dict(sorted(zip(rows, shares, strict=True), key=lambda one: (-one[1], ids[one[0]])))


def _frame(
    result: Evaluation, asked: Weighing, box: _core.WeightBox, at: int, found: _Found
) -> pd.DataFrame:
    near, wide = found.nearest.leading, found.widest
    mixture = _mixture(asked, wide.mixture, found.rivals)
    frame = _weights(result, asked, box)
    frame["points"] = asked.low[at]
    frame["nearest"], frame["nearest_whole"] = _columns(asked, near)
    frame["widest"], frame["widest_whole"] = _columns(asked, wide)
    mixed = [
        float(sum(share * int(asked.low[row, j]) for row, share in mixture.items()))
        for j in range(len(asked.names))
    ]
    frame["mixture"] = pd.array(mixed if mixture else [None] * len(mixed), dtype="Float64")
    return frame


def _weights(result: Evaluation, asked: Weighing, box: _core.WeightBox) -> pd.DataFrame:
    labels = {one.id: one.label for one in result.plan.criteria}
    return pd.DataFrame(
        {
            "criterion_id": pd.array(asked.names, dtype="str"),
            "label": pd.array([labels[name] for name in asked.names], dtype="str"),
            "weight": np.array(asked.weights, np.int64),
            "low": np.array(box.low, np.int64),
            "high": np.array(box.high, np.int64),
        }
    )


def _columns(asked: Weighing, found: _core.Leading) -> tuple[Any, Any]:
    """Exact weights as decimals, and whole ones; missing where there are none."""
    none = [None] * len(asked.names)
    decimals = [float(weight) for weight in _fractions(found)] or none
    return pd.array(decimals, dtype="Float64"), pd.array(found.rounded or none, dtype="Int64")


def _not_in(
    result: Evaluation,
    asked: Weighing,
    box: _core.WeightBox,
    at: int | None,
    told: dict[str, Any],
) -> Lead:
    """Whoever does not compete cannot be first, whatever the weights."""
    lang = result.plan.lang
    frame = _weights(result, asked, box)
    points: Sequence[Any] = [None] * len(frame) if at is None else asked.low[at]
    frame["points"] = pd.array(points, dtype="Int64")
    for name in ("nearest", "nearest_whole", "widest", "widest_whole", "mixture"):
        kind: Any = "Int64" if name.endswith("whole") else "Float64"
        frame[name] = pd.array([None] * len(frame), dtype=kind)
    is_judged = at is not None
    gates = _gates(result, told["subject_id"]) if is_judged else {}
    reason = ""
    if not is_judged:
        reason = left_out(result, told["subject_id"], Words("en" if lang == "en" else "vi"))
    elif not gates:
        reason = said("leading", "lead.no_group", lang)
    return Lead(
        _frame=frame,
        _kind=result.office.frames,
        asked=asked_of(result),
        group=None,
        outcome="not_in",
        at_best="not_in",
        at_worst="not_in",
        change=None,
        now="not_in",
        moved="not_in",
        weights={},
        whole=None,
        widest={},
        widest_whole=None,
        margin=None,
        mixture={},
        rivals=int(asked.competes.sum()),
        reason=reason,
        gates=gates,
        **told,
    )


def _gates(result: Evaluation, subject_id: str) -> Mapping[str, Sequence[str]]:
    """The gates that keep somebody out, by verdict; those that are asked under the counting."""
    row = result._subjects.set_index("subject_id").loc[subject_id]
    countable = {one.id for one in result.plan.criteria if one.nature == "countable"}
    kinds = _KINDS[:2] if result.counting == "possible" else _KINDS
    found = {}
    for kind in kinds:
        names = [name for name in str(row[f"{kind}_on"] or "").split(", ") if name]
        kept = [name for name in names if result.gates == "all" or name in countable]
        if kept:
            found[kind] = kept
    return found
