"""What a careful user would run instead: packages of the registry, as their manuals say.

Each function makes the p values of one family from the data of a world. Packages load when used.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import worlds
from counting import Finding
from worlds import Array, Codes, Town

DRAWS = 199
"""Draws of a peer's bootstrap or permutation: enough for 5 %, and 2,000 runs end."""


def trends(values: Array) -> dict[str, Finding]:
    """Mann-Kendall of the first, and the ways in which pymannkendall takes all together."""
    import pymannkendall as mk

    return {
        "pymannkendall, one series": float(mk.original_test(values[0]).p),
        "pymannkendall regional": float(mk.regional_test(values.T).p),
        "pymannkendall correlated multivariate": _or_none(
            lambda: mk.correlated_multivariate_test(values.T).p
        ),
    }


def series(values: Array) -> dict[str, Finding]:
    """The smallest Mann-Kendall p of all subjects, taken as it is and by Bonferroni."""
    import pymannkendall as mk

    least = min(float(mk.original_test(row).p) for row in values)
    return {
        "pymannkendall, the best of all": least,
        "pymannkendall, the best of all by Bonferroni": min(1.0, least * len(values)),
    }


def convergence(values: Array) -> dict[str, Finding]:
    """Change on the level of the first year, which the change is taken from."""
    import statsmodels.api as sm

    fitted = sm.OLS(values[:, -1] - values[:, 0], sm.add_constant(values[:, 0])).fit()
    return {"statsmodels, change on the first level": float(fitted.pvalues[1])}


def shift(values: Array, year: int) -> dict[str, Finding]:
    """Whether the years from one on differ: all rows in one t-test."""
    from scipy.stats import ttest_ind

    before, after = values[:, : year - 1].ravel(), values[:, year - 1 :].ravel()
    return {"scipy t-test of the years before and after": float(ttest_ind(before, after).pvalue)}


def page(values: Array) -> dict[str, Finding]:
    """Page's trend test and Friedman's."""
    from scipy.stats import friedmanchisquare, page_trend_test

    return {
        "scipy page_trend_test": float(page_trend_test(values).pvalue),
        "scipy friedmanchisquare": float(friedmanchisquare(*values.T).pvalue),
    }


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
        f"diff-diff permutation_test, {DRAWS} draws": _or_none(
            lambda: (
                diff_diff.permutation_test(frame, "score", n_permutations=DRAWS, **asked).p_value
            )
        )
    }


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


def spread(made: Town) -> dict[str, Finding]:
    """Whether those who are tied to adopters take up more: two ways that look right."""
    return {
        "scipy permutation_test, adoption shuffled freely": _shuffled(made),
        "statsmodels logit of adoption on exposure": _or_none(lambda: _logit(made)),
    }


def _callaway(frame: pd.DataFrame, draws: int) -> tuple[float, Finding]:
    import diff_diff

    asked = diff_diff.CallawaySantAnna(n_bootstrap=draws, seed=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = asked.fit(frame, "score", "unit", "year", "first")
    return float(found.overall_att), _number(found.overall_p_value)


def _two_way(frame: pd.DataFrame) -> tuple[float, Finding]:
    import diff_diff

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = diff_diff.TwoWayFixedEffects().fit(frame, "score", "ever", post="post", unit="unit")
    return float(found.att), _number(found.p_value)


def _clustered(frame: pd.DataFrame) -> tuple[float, Finding]:
    import statsmodels.formula.api as smf

    asked = smf.ols("score ~ on + C(unit) + C(year)", frame)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = asked.fit(cov_type="cluster", cov_kwds={"groups": frame["unit"]})
    return float(found.params["on"]), _number(found.pvalues["on"])


def _shuffled(made: Town) -> Finding:
    """Mean exposure at the time of adoption, against adoption times dealt out anew to all."""
    from scipy.stats import permutation_test

    found = permutation_test(
        (made.adopted.astype(float),),
        lambda adopted, axis=-1: exposed(made, adopted),  # noqa: ARG005
        permutation_type="pairings",
        n_resamples=999,
        vectorized=True,
        rng=np.random.default_rng(1),
    )
    return _number(found.pvalue)


def exposed(made: Town, adopted: Array) -> Array:
    """Mean share of sources who had adopted before, over adopters; a row of adoptions or many."""
    order = np.argsort(made.taker, kind="stable")
    first = np.flatnonzero(np.diff(made.taker[order], prepend=-1))  # everybody has ties
    before = adopted[..., made.taker[order]] - 1
    tied = (made.since[order] <= before) & (before <= made.until[order])
    source = adopted[..., made.source[order]]
    seen = tied & (source > 0) & (source <= before)
    ties, had = (np.add.reduceat(one.astype(int), first, axis=-1) for one in (tied, seen))
    takes = ties > 0
    shares = np.where(takes, had / np.maximum(ties, 1), 0.0)
    return shares.sum(axis=-1) / np.maximum(takes.sum(axis=-1), 1)


def _logit(made: Town) -> Finding:
    import statsmodels.api as sm

    rows = []
    for quarter in range(1, made.quarters + 1):
        at_risk = (made.adopted == 0) | (made.adopted >= quarter)
        seen = worlds.exposure(made, made.adopted, quarter - 1)
        takes = made.adopted == quarter
        rows.append(np.column_stack([takes, np.full(len(seen), quarter), seen])[at_risk])
    told = np.vstack(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = sm.Logit(told[:, 0], sm.add_constant(told[:, 1:])).fit(disp=0)
    return _number(fitted.pvalues[2])


def _number(p: Any) -> Finding:
    return None if p is None or np.isnan(p) else float(p)


def _or_none(ask: Callable[[], Any]) -> Finding:
    """A package's own refusal is no finding."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _number(ask())
    except (ValueError, np.linalg.LinAlgError, ZeroDivisionError):
        return None


def p_only(found: Mapping[str, tuple[float, Finding]]) -> dict[str, Finding]:
    """Only the p values."""
    return {name: p for name, (_, p) in found.items()}
