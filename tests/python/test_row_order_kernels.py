"""No order of rows or ties changes a bit of what a kernel of trends or spread says."""

import numpy as np
import pytest

from lantoa import _core

SUBJECTS, YEARS, ORDERS = 261, 7, 3
"""More than one lane of every kernel, and a rest."""

RNG = np.random.default_rng(4)
VALUES = RNG.normal(3, 1, (SUBJECTS, YEARS)) * RNG.choice([0.1, 10, 1e3], (SUBJECTS, 1))
GAPS = np.where(RNG.random((SUBJECTS, YEARS)) < 0.1, np.nan, VALUES)
TIMES = np.arange(2015, 2015 + YEARS, dtype=np.int32)
FIRST = RNG.integers(0, YEARS + 1, SUBJECTS).astype(np.int32)
BLOCK = RNG.integers(-1, 4, SUBJECTS).astype(np.int32)
TRAITS = RNG.normal(size=(SUBJECTS, 2))
AT_RISK = RNG.integers(1, 9, SUBJECTS).astype(float)
EVENTS = np.minimum(RNG.integers(0, 4, SUBJECTS), AT_RISK).astype(float)
LEVELS = RNG.integers(-1, 4, (SUBJECTS, YEARS)).astype(np.int32)
BEFORE = np.arange(YEARS - 1, dtype=np.int32)


def every(found, *names):
    return [np.asarray(getattr(found, name)) for name in names]


def table(values):
    return np.asfortranarray(values)


def of_cells(cells):
    return [
        *every(cells, "effect", "error", "product"),
        *every(_core.pre_test(cells), "statistic", "p"),
        *every(_core.summarised(cells, _core.Summary.DYNAMIC), "effect", "error", "overall"),
    ]


def compared(controls=_core.Controls.NOT_YET):
    return _core.Comparison(controls=controls, base=_core.Base.VARYING, anticipation=0)


def moments(order, values):
    found = _core.cohort_moments(table(values[order]), FIRST[order], 1)
    return every(found, "mean", "product", "size", "left_out")


def cohorts(order):
    found = _core.cohort_moments(table(VALUES[order]), FIRST[order], 1)
    return of_cells(_core.group_time(found, compared()))


def adjusted(order):
    one = (table(VALUES[order]), FIRST[order], table(TRAITS[order]))
    return of_cells(_core.group_time_adjusted(*one, compared()))


def hazard(order, link, penalty):
    design = table(np.column_stack([np.ones(SUBJECTS), TRAITS])[order])
    one = (design, AT_RISK[order], EVENTS[order])
    found = _core.fit_hazard(*one, _core.Link[link], _core.Penalty[penalty], 1)
    return every(found, "coefficient", "error", "deviance", "iterations")


def at_risk(order):
    codes = table(np.column_stack([BLOCK + 1, FIRST])[order].astype(np.int32))
    found = _core.counted_at_risk(codes, (EVENTS[order] > 1).astype(np.int32), 1)
    return every(found, "codes", "at_risk", "events")


def ordinal(order):
    years = TIMES - TIMES[0]
    found = _core.ordinal_trend(table(LEVELS[order]), years, 4)
    names = ("slope", "error", "model_error", "cuts", "log_likelihood", "subjects")
    among = _core.ordinal_order(table(LEVELS[order]), years, 4)
    return [*every(found, *names), *every(among, "score", "p", "smallest")]


def moves(order, values):
    found = _core.place_moves(table(values[order]), BEFORE, BEFORE + 1, BLOCK[order], 1)
    return every(found, "subjects", "tau", "total", "furthest", "theta")


def noise(order):
    was, now = (LEVELS[order, at].astype(np.int64) for at in (0, 1))
    return every(_core.noise_range(was, now, 0.7, 0.9, 99, 3, 0, 1), "expected", "low", "high")


def profile(order, values):
    return every(_core.year_profile(table(values[order])), "level", "spread")


def lag(order, values):
    return [_core.pooled_lag(table(values[order]), TIMES)]


def ordered(order, values):
    found = _core.ordered_years(table(values[order]), 999, 1)
    return every(found, "page", "page_p", "page_years_p", "friedman", "friedman_p")


def convergence(order, values):
    found = _core.convergence(table(values[order]), 99, 1)
    within = _core.convergence_within(table(values[order]), BLOCK[order], 99, 1)
    between = _core.convergence_between(table(values[order]), BLOCK[order], 99, 1)
    return [
        *every(found, "subjects", "slope", "naive"),  # p is that of drawn orders of the rows
        *every(within, "subjects", "slope", "naive"),
        *every(between, "subjects", "slope", "naive", "p"),
    ]


def survival(order):
    until = np.full(SUBJECTS, YEARS, np.int32)
    since = np.minimum(np.maximum(FIRST, 1), BLOCK + 2).astype(np.int32)
    found = _core.survival(FIRST[order], since[order], until[order], YEARS, 1.96)
    return every(found, "share", "variance", "low", "high")


WHOLE = {
    "moments": lambda order: moments(order, VALUES),
    "moments with gaps": lambda order: moments(order, GAPS),
    "cohorts": cohorts,
    "adjusted": adjusted,
    "at risk": at_risk,
    "ordinal": ordinal,
    "noise": noise,
    "survival": survival,
    **{
        f"hazard, {link}, {penalty}": lambda order, one=link, two=penalty: hazard(order, one, two)
        for link in ("LOGIT", "CLOGLOG")
        for penalty in ("NONE", "FIRTH")
    },
    **{
        f"{ask.__name__}{how}": lambda order, one=ask, two=values: one(order, two)
        for ask in (moves, profile, lag, ordered, convergence)
        for how, values in (("", VALUES), (" with gaps", GAPS))
    },
}


@pytest.mark.parametrize("ask", WHOLE.values(), ids=WHOLE)
def test_what_all_rows_say_is_the_same_in_any_order(ask):
    expected = ask(np.arange(SUBJECTS))
    for _ in range(ORDERS):
        found = ask(RNG.permutation(SUBJECTS))
        for one, other in zip(expected, found, strict=True):
            assert np.array_equal(one, other, equal_nan=True)


def slopes(values):
    return [
        _core.theil_sen(values, TIMES, 1),
        *every(_core.slope_ranges(values, TIMES, 0.9, 1), "least", "most", "low", "high", "level"),
        *every(_core.kendall_exact(values, 1), "s", "p", "smallest"),
        *every(_core.kendall_normal(values, 1), "variance", "z", "p"),
        *list(_core.place_classes(values, 5).T),
    ]


def standing_out(values, beside):
    found = _core.emerging(values, TIMES, beside, 0.9, 99, 3, 1)
    return [
        *every(found, "slope", "p", "best", "worst"),
        *every(_core.recent_gain(values, beside), "gain", "p"),
    ]


BY_ROW = {
    "slopes": slopes,
    "standing out": lambda values: standing_out(values, False),
    "standing out beside the others": lambda values: standing_out(values, True),
}


@pytest.mark.parametrize("values", [VALUES, GAPS], ids=["full", "with gaps"])
@pytest.mark.parametrize("ask", BY_ROW.values(), ids=BY_ROW)
def test_what_is_said_of_a_row_goes_with_it(ask, values):
    expected = ask(table(values))
    for _ in range(ORDERS):
        order = RNG.permutation(SUBJECTS)
        for one, other in zip(expected, ask(table(values[order])), strict=True):
            assert np.array_equal(one[order], other, equal_nan=True)


TIES, PERIODS = 1_500, 8
SOURCE = RNG.integers(0, SUBJECTS, TIES).astype(np.int32)
TAKER = ((SOURCE + RNG.integers(1, SUBJECTS, TIES)) % SUBJECTS).astype(np.int32)
WEIGHT = RNG.random(TIES) * RNG.choice([1e-12, 1, 1e6], TIES)
HELD = np.sort(RNG.integers(1, PERIODS + 1, (2, TIES)), axis=0).astype(np.int32)
ADOPTED = RNG.integers(0, PERIODS + 1, SUBJECTS).astype(np.int32)
SPELLS = np.sort(RNG.integers(1, PERIODS + 1, (2, SUBJECTS)), axis=0).astype(np.int32)


def exposures(ties, subjects):
    """Of the subjects as they stand at first."""
    stands = np.argsort(subjects).astype(np.int32)
    source, taker = stands[SOURCE[ties]], stands[TAKER[ties]]
    rows = _core.rows_of(SUBJECTS, taker, source)
    spells = _core.Carrying(np.arange(SUBJECTS + 1, dtype=np.int32), *SPELLS[:, subjects])
    holding = _core.Holding(WEIGHT[ties], *HELD[:, ties])
    timing = _core.timing(source, taker, ADOPTED[subjects], 3)
    found = [
        _core.exposure(rows, ADOPTED[subjects], PERIODS, 1),
        _core.exposure_in_time(rows, holding, spells, PERIODS, 1),
        *every(timing, "threshold", "threshold_before", "infection", "susceptibility"),
    ]
    return [one[stands] for one in found]


def test_no_order_of_ties_or_subjects_changes_an_exposure():
    expected = exposures(np.arange(TIES), np.arange(SUBJECTS))
    for _ in range(ORDERS):
        found = exposures(RNG.permutation(TIES), RNG.permutation(SUBJECTS))
        for one, other in zip(expected, found, strict=True):
            assert np.array_equal(one, other, equal_nan=True)
