"""Effects of an award by packages of the registry, as their manuals say."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd
from counting import Finding
from peers import DRAWS, number, or_none
from worlds import Array, Codes, Pairs


def effects(values: Array, first: Codes) -> dict[str, tuple[float, Finding]]:
    """Estimates and p values of the effect of an award, by name."""
    frame = long(values, first)
    return {
        "diff-diff Callaway-Sant'Anna": _callaway(frame, 0),
        "diff-diff Callaway-Sant'Anna, bootstrap": _callaway(frame, DRAWS),
        "diff-diff two-way fixed effects": _two_way(frame),
        "statsmodels two-way, clustered": _clustered(frame),
    }


def placebo(values: Array, first: Codes) -> dict[str, Finding]:
    """The permutation test of diff-diff: not by the quick way, so asked for fewer runs."""
    import diff_diff

    frame = long(values, first)
    asked = {"treatment": "ever", "post": "post", "unit": "unit", "seed": 1}
    return {
        f"diff-diff permutation_test, {DRAWS} draws": or_none(
            lambda: (
                diff_diff.permutation_test(frame, "score", n_permutations=DRAWS, **asked).p_value
            )
        )
    }


def spills(values: Array, first: Codes, pairs: Pairs) -> dict[str, Finding]:
    """Those not drawn within one tie, by the difference-in-differences with rings of distance."""
    frame = long(values, first)
    near = np.full((len(first), len(first)), 9.0)
    near[pairs[:, 0], pairs[:, 1]] = 0.5
    np.fill_diagonal(near, 0.0)
    frame["at"], frame["post"] = frame["unit"].astype(float), 0.0
    return {"diff-diff SpilloverDiD, along ties of the unit": or_none(lambda: _ring(frame, near))}


def long(values: Array, first: Codes) -> pd.DataFrame:
    """A row for each unit and year."""
    n, years = values.shape
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(n), years),
            "year": np.tile(np.arange(1, years + 1), n),
            "score": values.ravel(),
            "first": np.repeat(first, years),
        }
    )
    frame["ever"] = (frame["first"] > 0).astype(int)
    frame["post"] = (frame["year"] >= first[first > 0].min()).astype(int)
    frame["on"] = ((frame["first"] > 0) & (frame["year"] >= frame["first"])).astype(int)
    return frame


def p_only(found: Mapping[str, tuple[float | None, Finding]]) -> dict[str, Finding]:
    """Only the p values."""
    return {name: p for name, (_, p) in found.items()}


def _callaway(frame: pd.DataFrame, draws: int) -> tuple[float, Finding]:
    import diff_diff

    asked = diff_diff.CallawaySantAnna(n_bootstrap=draws, seed=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = asked.fit(frame, "score", "unit", "year", "first")
    return float(found.overall_att), number(found.overall_p_value)


def _ring(frame: pd.DataFrame, near: Array) -> float:
    import diff_diff

    asked = diff_diff.SpilloverDiD(
        rings=[0.0, 1.0],
        conley_coords=("at", "post"),
        conley_metric=lambda one, other: near[
            np.ix_(one[:, 0].astype(int), other[:, 0].astype(int))
        ],
        cluster="unit",
    )
    found = asked.fit(frame, outcome="score", unit="unit", time="year", first_treat="first")
    return float(found.spillover_effects["p_value"].iloc[0])


def _two_way(frame: pd.DataFrame) -> tuple[float, Finding]:
    import diff_diff

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = diff_diff.TwoWayFixedEffects().fit(frame, "score", "ever", post="post", unit="unit")
    return float(found.att), number(found.p_value)


def _clustered(frame: pd.DataFrame) -> tuple[float, Finding]:
    import statsmodels.formula.api as smf

    asked = smf.ols("score ~ on + C(unit) + C(year)", frame)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = asked.fit(cov_type="cluster", cov_kwds={"groups": frame["unit"]})
    return float(found.params["on"]), number(found.pvalues["on"])
