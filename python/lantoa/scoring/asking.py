"""The verb: measures and a scheme to scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantoa._checks import InputError
from lantoa.scoring.loading import load_scheme
from lantoa.scoring.packing import expect_no_columns
from lantoa.scoring.packing import measures as packed
from lantoa.scoring.panel import Measures
from lantoa.scoring.scheme import Scheme
from lantoa.scoring.scored import Score, scored


def score(
    data: Any,
    scheme: Any,
    *,
    subject: str = "subject_id",
    year: str | None = None,
    measure: str | None = None,
    value: str | None = None,
    weights: Mapping[str, object] | None = None,
    lang: str | None = None,
    **rules: Any,
) -> Score:
    """Composite scores of subjects by a scheme of measures.

    Args:
        data: A frame of any kind, a relation of DuckDB, an office (its table ``measures``), or
            what ``measures`` gave.
        scheme: What ``load_scheme`` takes or gave.
        subject, year, measure, value: The columns; see ``measures``.
        weights: Weights by name that go before those of the scheme.
        lang: ``"vi"`` or ``"en"``; without it that of the scheme.
        **rules: Before those of the scheme:

            - ``normalise``: ``"goalposts"`` (fixed ends, the default), ``"minmax"``, ``"z"``,
              ``"rank"``, ``"target"`` (the share of the way to the target), ``"none"``;
            - ``over``: ``"year"`` or ``"pooled"``: which rows ``minmax``, ``z`` and ``rank`` see;
            - ``aggregate``: ``"arithmetic"``, ``"geometric"``, ``"harmonic"``, ``"penalised"``
              (uneven pillars cost), ``"sum"``; or a list from the whole down;
            - ``missing``: ``"unscored"`` (the default), ``"zero"``, ``"renormalise"`` with
              ``coverage``, ``"carry_forward"``;
            - ``factor``: what the whole is multiplied by.

    Returns:
        The scores; ``rank``, ``robustness`` and ``compare`` go on from there.

    Raises:
        InputError: The frame or the scheme cannot be used; the message names the place.

    References:
        OECD and JRC, Handbook on Constructing Composite Indicators (2008), for the normalisations
        and aggregations; M. Mazziotta and A. Pareto, Social Indicators Research 127 (2016), for
        the penalty.

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [4.0, 8.0], "y": [9.0, None]})
        >>> found = score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
        >>> found.frame["score"].tolist()
        [6.5, nan]
        >>> found.frame["lacks"].tolist()
        ['', 'y']
    """
    made = (
        scheme
        if isinstance(scheme, Scheme) and not rules and lang is None
        else load_scheme(
            scheme, lang=lang or (scheme.lang if isinstance(scheme, Scheme) else "vi"), **rules
        )
    )
    if weights is not None:
        made = made.reweighted(weights)
    if isinstance(data, Measures):
        expect_no_columns("what measures gave", subject, year, measure, value)
        return scored(data, made)
    names = (
        None
        if measure is not None or hasattr(data, "tables")
        else [node.name for node in made.measures]
    )
    found = packed(data, subject=subject, year=year, measure=measure, value=value, names=names)
    if not len(found):
        raise InputError("data: there is no row; expected a row per subject")
    return scored(found, made)
