"""The least change that lets somebody in: what to bring, or which criterion to move how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantoa.scenarios.admitting.admission import Admission
from lantoa.scenarios.admitting.answer import LeastChange
from lantoa.scenarios.admitting.owning import admission
from lantoa.scenarios.admitting.telling import least

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

__all__ = ["Admission", "LeastChange", "least_change"]


def least_change(
    result: Evaluation, subject_id: str, criterion: str | None = None
) -> LeastChange | Admission:
    """The answer of ``Evaluation.least_change``; see there."""
    if criterion is None:
        return least(result, subject_id)
    return admission(result, subject_id, criterion)
