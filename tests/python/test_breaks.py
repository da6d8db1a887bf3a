"""Scale breaks: against the slow way, on panels of plain noise, and where breaks were planted."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

import lantoa as lt
import reference_breaks as reference
from soaking import examples

YEARS = range(2011, 2021)
cells = st.one_of(st.none(), st.integers(-6, 6), st.sampled_from([0.5, 1e-9, 1e6]))


def panel(values, years=YEARS):
    """A frame of values: subjects x measures x years."""
    n, m, span = values.shape
    rows = {"subject_id": np.repeat([f"S{i:03}" for i in range(n)], span)}
    rows["year"] = np.tile(np.array(years)[:span], n)
    return pd.DataFrame(rows | {f"m{j}": values[:, j, :].ravel() for j in range(m)})


def noise(rng, n, m, span, kind="normal"):
    """Subjects that keep to their level, years that all go along with, and each one's own luck."""

    def draw(shape):
        heavy = rng.standard_t(5, shape) / math.sqrt(5 / 3)
        return heavy if kind == "heavy" else rng.normal(size=shape)

    wild = np.exp(rng.normal(0, 0.6, (1, m, 1))) if kind == "uneven" else 1
    level = np.cumsum(0.25 * wild * draw((1, m, span)), axis=2)
    wide = np.exp(np.cumsum(0.08 * draw((1, m, span)), axis=2))
    found = (rng.normal(size=(n, m, 1)) + 0.7 * draw((n, m, span))) * wide + level
    return np.exp(0.7 * found) if kind == "skewed" else found


def breaks(values, **options):
    return lt.measures(panel(values)).breaks(**options)


@given(st.integers(5, 7), st.integers(1, 2), st.integers(2, 8), st.data())
@settings(derandomize=True, max_examples=examples(60))
def test_steps_and_chances_are_those_of_the_slow_way(n, m, span, data):
    flat = data.draw(st.lists(cells, min_size=n * m * span, max_size=n * m * span))
    values = np.array([np.nan if one is None else one for one in flat], float).reshape(n, m, span)
    assume(not np.isnan(values).all())
    found = breaks(values)._steps
    names = [f"m{j}" for j in range(m)]
    listed = {(row.measure, row.before, row.year): row for row in found.itertuples() if row.measure}
    slow = {}
    for (name, before, year), row in listed.items():
        sides = [values[:, names.index(name), one - YEARS[0]].tolist() for one in (before, year)]
        sides = [[None if math.isnan(x) else x for x in side] for side in sides]
        slow[name, before, year] = count, told = reference.step(*sides)
        assert (row.subjects, row.told) == (count, told is not None)
    told = {key: one for key, one in slow.items() if one[1] is not None}
    if not told:
        return
    *far, chances = reference.judged(list(told.values()), [key[0] for key in told])
    for at, (key, (_, (shift, spread, order, _))) in enumerate(told.items()):
        row = listed[key]
        assert (row.shift, row.order) == pytest.approx((shift, order), rel=1e-9, abs=1e-9)
        assert row.spread == pytest.approx(math.exp(spread), rel=1e-9)
        assert row.far == pytest.approx([part[at] for part in far], rel=1e-6, abs=1e-6)
        assert row.chance == pytest.approx(chances[at], rel=1e-3, abs=1e-6)


@pytest.mark.parametrize(("below", "total"), [(3.7, 12.0), (37.0, 40.0), (77.7, 18.4), (2.96, 1.0)])
def test_the_tail_of_f_is_the_one_of_scipy(below, total):
    expected = stats.f.sf(total / 3, 3, below)
    assert reference.chance_of_f(total, 3, below) == pytest.approx(expected, rel=1e-5)


# Share of panels of plain noise with any break reported, and of steps; 60 panels each.
SIZES = [
    ("normal", (63, 29, 10), 0.05),
    ("normal", (10, 5, 5), 0.05),
    ("normal", (63, 1, 10), 0.05),
    ("skewed", (63, 8, 10), 0.15),
    ("uneven", (63, 29, 10), 0.25),
    ("heavy", (63, 29, 10), 0.45),
]


@pytest.mark.parametrize(("kind", "shape", "most"), SIZES)
def test_plain_noise_is_rarely_reported(kind, shape, most):
    rng = np.random.default_rng(20)
    found = [breaks(noise(rng, *shape, kind)) for _ in range(60)]
    alarms = sum(len(one) > 0 for one in found) / len(found)
    steps = sum(map(len, found)) / sum(len(one._steps) for one in found)
    print(f"{kind} {shape}: {alarms:.1%} of panels, {steps:.3%} of steps")
    assert alarms <= most
    assert steps <= 0.003


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda x: x * 0.2, id="another range"),
        pytest.param(lambda x: x + 4, id="another level"),
        pytest.param(lambda x: 3 * x - 5, id="another unit"),
    ],
)
def test_a_planted_break_is_found_and_nothing_else(change):
    rng = np.random.default_rng(3)
    hits = extra = 0
    for _ in range(30):
        values = noise(rng, 63, 12, 10)
        values[:, 4, 6:] = change(values[:, 4, 6:])
        found = breaks(values).frame
        is_planted = (found["measure"] == "m4") & (found["year"] == 2017)
        hits += int(is_planted.sum())
        extra += int((~is_planted).sum())
    assert hits >= 26
    assert extra <= 2


def test_many_breaks_in_one_year_do_not_hide_each_other():
    values = noise(np.random.default_rng(5), 63, 12, 10)
    values[:, :5, 7:] = values[:, :5, 7:] * 2.5 + 6
    found = breaks(values)
    assert found.at(2017, 2018) == ("m0", "m1", "m2", "m3", "m4")
    assert found.at(2018, 2020) == ()


def test_the_naive_ratio_of_means_alarms_where_only_the_zero_point_is_near():
    """A ratio of yearly means depends on where zero lies: it cries wolf, and misses a new unit."""
    values = noise(np.random.default_rng(8), 63, 6, 10)
    moved = values + 1000
    moved[:, 2, 6:] += 40

    def naive(table):
        means = table.mean(axis=0)
        return {(j, t) for j, t in np.argwhere(abs(means[:, 1:] / means[:, :-1] - 1) > 0.3)}

    assert len(naive(values)) > 10
    assert not naive(moved)
    assert breaks(values).frame.empty
    assert breaks(moved).frame[["measure", "year"]].to_numpy().tolist() == [["m2", 2017]]


def test_units_levels_rows_and_names_leave_the_answer_alone():
    values = noise(np.random.default_rng(9), 20, 4, 10)
    values[:, 1, 5:] = 8 - values[:, 1, 5:] * 2
    first = panel(values)
    other = first.sample(frac=1, random_state=4)
    other[["m0", "m1"]] = other[["m0", "m1"]] * 1024 + 4096
    one, two = (lt.measures(frame).breaks().frame for frame in (first, other))
    assert one["measure"].tolist() == two["measure"].tolist() == ["m1"]
    pd.testing.assert_frame_equal(one, two, rtol=1e-6)


def test_a_declared_break_stands_beside_those_found():
    values = noise(np.random.default_rng(10), 30, 3, 8)
    values[:, 0, 4:] += 9
    found = breaks(values, declared=[("m0", 2015), ("m2", 2013)], lang="en")
    rows = found.frame[["measure", "year", "source", "because"]].to_numpy().tolist()
    assert rows == [["m0", 2015, "both", "shift"], ["m2", 2013, "declared", ""]]
    assert "declared and found" in repr(found)
    assert found.at(2015, 2013) == ("m0",)


def test_a_gap_in_the_years_is_one_step():
    values = noise(np.random.default_rng(11), 20, 3, 10)
    values[:, 0, 3:5] = np.nan
    values[:, 1, :8] = np.nan
    steps = breaks(values).steps
    m0 = steps[steps["measure"] == "m0"][["before", "year"]].to_numpy().tolist()
    assert [2013, 2016] in m0
    assert len(m0) == 7
    assert len(steps[steps["measure"] == "m1"]) == 1


def test_one_year_few_subjects_and_constants_are_told_as_such():
    rng = np.random.default_rng(12)
    assert "không" in breaks(noise(rng, 9, 2, 1)).sentence.lower()
    few = breaks(noise(rng, 4, 2, 5), lang="en")
    assert "8 steps cannot be judged" in repr(few)
    assert "too few" in repr(few)
    constant = noise(rng, 9, 2, 6)
    constant[:, 0, :] = 7
    steps = breaks(constant).steps
    assert not steps.loc[steps["measure"] == "m0", "told"].any()
    assert steps.loc[steps["measure"] == "m0", "chance"].isna().all()


def test_values_of_any_magnitude_are_judged_alike():
    values = noise(np.random.default_rng(13), 20, 3, 9)
    values[:, 0, 4:] += 12
    for unit in (1e-290, 1e280):
        assert breaks(values * unit).at(2011, 2020) == ("m0",)


def test_wrong_options_are_refused():
    measures = lt.measures(panel(noise(np.random.default_rng(1), 6, 2, 3)))
    with pytest.raises(lt.InputError, match='did you mean "m1"'):
        measures.breaks(declared=[("n1", 2012)])
    for chance in (0, 1, -0.1, "0.05", float("nan"), True):
        with pytest.raises(lt.InputError, match="chance: expected a share"):
            measures.breaks(chance=chance)


def test_the_map_marks_breaks_without_colour():
    values = noise(np.random.default_rng(2), 20, 2, 6)
    values[:, 1, 3:] += 9
    told = breaks(values, lang="en").plot().to_dict()
    texts = [row["text"] for rows in told["datasets"].values() for row in rows]
    assert sum(text.startswith("●") for text in texts) == 1
    assert breaks(noise(np.random.default_rng(2), 9, 1, 1)).plot().to_dict()


def test_a_score_says_which_scales_seem_to_break():
    score = lt.score(lt.sample_provinces(), "provinces", lang="en")
    assert "Scales that seem to break between years" in repr(score)
    assert "(2020)" in next(line for line in score.under if "seem to break" in line)
    assert not any("seem to break" in line for line in score.of(2020).under)
    declared = [{"measure": name, "year": year} for name, year in score.measures.broken_steps]
    known = lt.load_scheme("provinces", lang="en", broken=declared)
    told = lt.score(score.measures, known).under
    assert not any("seem to break" in line for line in told)
    assert sum("do not compare across it" in line for line in told) == 5
