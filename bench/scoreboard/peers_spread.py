"""Spread along ties by packages of the registry: ways that look right."""

from __future__ import annotations

import warnings

import numpy as np
import towns
from counting import Finding
from peers import number, or_none
from towns import Town
from worlds import Array, Codes


def spread(made: Town) -> dict[str, Finding]:
    """Whether those who are tied to adopters take up more: two ways that look right."""
    return {
        "scipy permutation_test, adoption shuffled freely": _shuffled(made),
        "statsmodels logit of adoption on exposure": or_none(lambda: _logit(made)),
    }


def exposed(made: Town, values: Array) -> dict[str, Finding]:
    """The change of those exposed and not."""
    from scipy.stats import ttest_ind

    change, met = values[:, -1] - values[:, 0], towns.ever_exposed(made)
    return {
        "scipy t-test, exposed and not": or_none(
            lambda: ttest_ind(change[met], change[~met]).pvalue
        )
    }


def sources(claimed: Codes, values: Array) -> dict[str, Finding]:
    """The change of takers with that of the sources they name."""
    from scipy.stats import pearsonr

    change, takers = values[:, -1] - values[:, 0], np.flatnonzero(claimed >= 0)
    return {
        "scipy pearsonr, takers and their sources": or_none(
            lambda: pearsonr(change[takers], change[claimed[takers]]).pvalue
        )
    }


def mean_exposure(made: Town, adopted: Array) -> Array:
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


def _shuffled(made: Town) -> Finding:
    """Mean exposure at the time of adoption, against adoption times dealt out anew to all."""
    from scipy.stats import permutation_test

    found = permutation_test(
        (made.adopted.astype(float),),
        lambda adopted, axis=-1: mean_exposure(made, adopted),  # noqa: ARG005
        permutation_type="pairings",
        n_resamples=999,
        vectorized=True,
        rng=np.random.default_rng(1),
    )
    return number(found.pvalue)


def _logit(made: Town) -> Finding:
    import statsmodels.api as sm

    rows = []
    for quarter in range(1, made.quarters + 1):
        at_risk = (made.adopted == 0) | (made.adopted >= quarter)
        seen = towns.exposure(made, made.adopted, quarter - 1)
        takes = made.adopted == quarter
        rows.append(np.column_stack([takes, np.full(len(seen), quarter), seen])[at_risk])
    told = np.vstack(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = sm.Logit(told[:, 0], sm.add_constant(told[:, 1:])).fit(disp=0)
    return number(fitted.pvalues[2])
