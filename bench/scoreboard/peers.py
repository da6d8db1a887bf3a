"""What a careful user would run instead: packages of the registry, as their manuals say.

Each function makes the p values of one family from the data of a world. Packages load when used.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from counting import Finding
from worlds import Array

DRAWS = 199
"""Draws of a peer's bootstrap or permutation: enough for 5 %, and 2,000 runs end."""


def trends(values: Array) -> dict[str, Finding]:
    """Mann-Kendall of the first, and the ways in which pymannkendall takes all together."""
    import pymannkendall as mk

    return {
        "pymannkendall, one series": float(mk.original_test(values[0]).p),
        "pymannkendall regional": float(mk.regional_test(values.T).p),
        "pymannkendall correlated multivariate": or_none(
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


def number(p: Any) -> Finding:
    return None if p is None or np.isnan(p) else float(p)


def or_none(ask: Callable[[], Any]) -> Finding:
    """A package's own refusal is no finding."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return number(ask())
    except (ValueError, np.linalg.LinAlgError, ZeroDivisionError):
        return None
