"""CRITIC and entropy: weights that the numbers set themselves. Flagged, because they distort."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoa._checks import InputError
from lantoa.opinions.asking import Question, asked
from lantoa.opinions.weights import Weights, made


def critic_weights(
    s: Any,
    scheme: Any = None,
    *,
    subject: str = "subject_id",
    year: int | None = None,
    lang: str | None = None,
) -> Weights:
    """CRITIC weights. Flagged: the numbers that happen to be there decide what matters.

    A measure weighs by its spread on a min-max scale times how little the others agree with it:
    sigma_j times the sum of 1 - r_jk. One that is the same for everybody weighs nothing.

    Args:
        s, scheme, subject, year, lang: As of ``lantoa.topsis``.

    Raises:
        InputError: A name is not known, or no two measures say different things.

    References:
        D. Diakoulaki, G. Mavrotas, L. Papayannakis, Computers and Operations Research 22 (1995).

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B", "C"], "x": [1, 3, 5], "y": [5, 3, 1]})
        >>> dict(critic_weights(frame, {"x": 1, "y": 1}))
        {'x': 0.5, 'y': 0.5}
    """
    question = asked(s, scheme, subject=subject, year=year, lang=lang)
    scaled = _from_zero_to_one(question)
    away = scaled - scaled.mean(axis=0)
    spread = np.sqrt((away * away).mean(axis=0))
    unit = away / np.where(question.constant, 1.0, spread * np.sqrt(len(away)))
    told = ~question.constant
    agreement = np.clip(unit.T @ unit, -1.0, 1.0)
    agreement[np.arange(len(told)), np.arange(len(told))] = 1.0
    conflict = np.where(told[:, None] & told[None, :], 1.0 - agreement, 0.0).sum(axis=1)
    return _shared_out("critic", question, spread * conflict)


def entropy_weights(
    s: Any,
    scheme: Any = None,
    *,
    subject: str = "subject_id",
    year: int | None = None,
    lang: str | None = None,
) -> Weights:
    """Entropy weights. Flagged: the numbers that happen to be there decide what matters.

    A measure weighs by 1 less the entropy of its shares x / sum(x) over ln n: the more unequal, the
    more. One that is the same for everybody weighs nothing.

    Args:
        s, scheme, subject, year, lang: As of ``lantoa.topsis``.

    Raises:
        InputError: A name is not known, a measure has values on both sides of 0, or no measure
            differs between subjects.

    References:
        M. Zeleny, Multiple Criteria Decision Making (1982).

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [1, 1], "y": [0, 1]})
        >>> dict(entropy_weights(frame, {"x": 1, "y": 1}))
        {'x': 0.0, 'y': 1.0}
    """
    question = asked(s, scheme, subject=subject, year=year, lang=lang)
    for name, least, most in zip(question.criteria, question.least, question.most, strict=True):
        if least < 0 < most:
            raise InputError(
                f'"{name}" has values on both sides of 0, of which there are no shares; expected '
                "values from 0 up; critic_weights answers for any"
            )
    values = np.abs(question.numbers)
    largest = values.max(axis=0)
    shares = values / np.where(largest > 0, largest, 1.0)
    shares = shares / np.where(largest > 0, shares.sum(axis=0), 1.0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    entropy = -(shares * logs).sum(axis=0) / np.log(max(len(values), 2))
    told = np.where(question.constant, 0.0, np.maximum(1.0 - entropy, 0.0))
    return _shared_out("entropy", question, told)


def _from_zero_to_one(question: Question) -> NDArray[np.float64]:
    reach = np.where(question.constant, 1.0, question.most - question.least)
    found: NDArray[np.float64] = (question.numbers - question.least) / reach
    return found


def _shared_out(method: str, question: Question, told: NDArray[np.float64]) -> Weights:
    total = float(told.sum())
    if not total > 0:
        raise InputError(
            f"{method} weights: no measure says anything that others do not; expected values that "
            "differ. Weights that people set, such as roc_weights, need none"
        )
    weights = [float(one) for one in told / total]
    return made(Weights, method, question.criteria, weights, question.lang, notes=question.notes)
