"""Synthetic provinces are made like a real panel: what lasts, what goes together, what is missing."""

import unicodedata
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.sampling.province_figures import DIMENSIONS, goalposts, measures

MEASURES = list(measures())
SEEDS = (7, 1, 2)


@pytest.fixture(scope="module", params=SEEDS)
def panel(request):
    return lt.sample_provinces(seed=request.param)


def standardised(panel):
    """Each measure in units of its spread in the year."""
    within = panel.groupby("year")[MEASURES]
    told = (panel[MEASURES] - within.transform("mean")) / within.transform("std")
    return told.set_index([panel["subject_id"], panel["year"]])


def test_there_are_29_measures_of_eight_dimensions_in_63_provinces_and_ten_years(panel):
    assert len(DIMENSIONS) == 8
    assert sum(DIMENSIONS.values()) == len(MEASURES) == 29
    assert list(panel.columns) == ["subject_id", "region", "year", *MEASURES]
    assert len(panel) == 630
    assert not panel.duplicated(["subject_id", "year"]).any()
    assert panel["year"].unique().tolist() == list(range(2011, 2021))
    assert panel.groupby("region")["subject_id"].nunique().between(10, 11).all()


def test_every_figure_lies_between_the_ends_of_its_scale(panel):
    for measure in MEASURES:
        low, high = goalposts(measure)
        assert panel[measure].dropna().between(low, high, inclusive="neither").all()


def test_the_ends_of_a_dimension_add_up_to_1_and_10():
    for dimension, count in DIMENSIONS.items():
        low, high = goalposts(f"{dimension}_1")
        assert (count * low, count * high) == pytest.approx((1, 10), abs=1e-3)


def test_levels_last_but_no_year_repeats_another(panel):
    lasting = standardised(panel).groupby("subject_id").mean().var()
    assert lasting.between(0.15, 0.95).all()
    assert 0.4 < lasting.mean() < 0.75


def test_measures_of_a_dimension_go_together_more_than_others(panel):
    corr = standardised(panel).corr().to_numpy()
    names = np.array([measure.rsplit("_", 1)[0] for measure in MEASURES])
    same = names[:, None] == names[None, :]
    apart = ~np.eye(len(names), dtype=bool)
    inside, across = corr[same & apart].mean(), corr[~same].mean()
    assert inside > across + 0.1
    assert across > 0.05


def test_measures_begin_late_and_provinces_are_left_out(panel):
    blank = panel.groupby("year")[MEASURES].apply(lambda rows: rows.isna().sum())
    late = [m for m in MEASURES if m.startswith(("moi_truong", "so_hoa")) or m == "cong_khai_4"]
    assert (blank.loc[:2017, late] == 63).all(axis=None)
    assert blank.loc[2018, "so_hoa_3"] == 63
    assert blank.loc[2019, "so_hoa_3"] < 5
    assert (blank.loc[2014, "tham_gia_1":"cong_khai_3"] >= 2).all()
    assert (blank.loc[2018, "liem_chinh_1":"liem_chinh_4"] >= 2).all()
    single = blank.drop(2014)[[m for m in MEASURES if m.startswith(("thu_tuc", "dich_vu"))]]
    assert 0 < single.sum().sum() < 20


def test_the_province_that_leads_the_rest_lacks_two_dimensions_in_one_year(panel):
    """Who averages what is there puts it first; who declares that it lacks too much does not."""
    rows = panel[panel["year"] == 2018].set_index("subject_id")
    lacking = rows[["cong_khai_1", "cong_khai_2", "liem_chinh_1", "liem_chinh_2"]].isna()
    kept = [m for m in MEASURES if not m.startswith(("cong_khai", "liem_chinh", "so_hoa_3"))]
    assert lacking.all(axis=1).sum() == 2
    assert lacking.loc[rows[kept].sum(axis=1).idxmax()].all()


@pytest.mark.parametrize(
    ("measure", "year"),
    [
        ("cong_khai_1", 2018),
        ("giai_trinh_2", 2016),
        ("giai_trinh_3", 2018),
        ("moi_truong_1", 2019),
        ("so_hoa_3", 2020),
    ],
)
def test_a_scale_breaks_in_the_year_that_is_named(measure, year, panel):
    of_year = panel.groupby("year")[measure]
    low, _ = goalposts(measure)
    level, spread = of_year.mean() - low, of_year.std()
    assert level[year] < 0.7 * level[year - 1]
    assert spread[year] < 0.85 * spread[year - 1]


def test_no_other_scale_breaks(panel):
    broken = {"cong_khai_1", "giai_trinh_2", "giai_trinh_3", "moi_truong_1", "so_hoa_3"}
    whole = panel.groupby("year")[[m for m in MEASURES if m not in broken]].mean()
    assert whole.pct_change(fill_method=None).abs().max(axis=None) < 0.12


def test_the_same_seed_gives_the_same_panel_and_another_another():
    pd.testing.assert_frame_equal(lt.sample_provinces(), lt.sample_provinces(seed=7))
    assert not lt.sample_provinces(seed=8)["tham_gia_1"].equals(lt.sample_provinces()["tham_gia_1"])


def test_a_first_year_more_leaves_the_others_as_they_were():
    longer, shorter = lt.sample_provinces(), lt.sample_provinces(years=range(2014, 2021))
    kept = longer[longer["year"] >= 2014].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, shorter)


def test_the_long_form_holds_the_same_figures():
    wide = lt.sample_provinces(provinces=9, years=range(2018, 2021))
    long = lt.sample_provinces(provinces=9, years=range(2018, 2021), long=True)
    assert list(long.columns) == ["subject_id", "region", "year", "measure", "value"]
    back = long.pivot_table("value", ["year", "subject_id"], "measure")
    again = wide.set_index(["year", "subject_id"])[MEASURES].sort_index()
    pd.testing.assert_frame_equal(back[MEASURES], again, check_names=False)


def test_names_are_whole_nfc_and_some_are_long():
    names = lt.sample_provinces()["subject_id"].unique()
    assert len(names) == 63
    assert all(unicodedata.is_normalized("NFC", name) for name in names)
    assert max(map(len, names)) > 50
    assert "ợ" in "".join(names)


@pytest.mark.parametrize("provinces", [1, 2, 3])
def test_a_few_provinces_and_one_year_are_enough(provinces):
    panel = lt.sample_provinces(provinces=provinces, years=[2020])
    assert len(panel) == provinces
    assert panel[MEASURES].notna().any(axis=None)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"provinces": 0}, "provinces = 0: a whole number of at least 1 is needed"),
        ({"provinces": 6.5}, "provinces = 6.5: a whole number of at least 1 is needed"),
        ({"provinces": True}, "provinces = True: a whole number"),
        ({"years": []}, r"years = \[\]: whole years are needed"),
        ({"years": 2020.5}, r"years = \[2020.5\]: whole years"),
        ({"years": ["2019", "2020"]}, r"years = \['2019', '2020'\]: whole years"),
        ({"seed": -1}, "seed = -1: a whole number of at least 0"),
        ({"seed": "bảy"}, "seed = 'bảy': a whole number"),
        ({"years": [2018, 2020]}, r"years = \[2018, 2020\]: .* without a gap"),
        ({"years": [2020, 2019]}, r"years = \[2020, 2019\]: .* in order"),
    ],
)
def test_wrong_arguments_say_what_is_needed(arguments, says):
    with pytest.raises(lt.InputError, match=says):
        lt.sample_provinces(**arguments)


def test_the_bundled_scheme_has_these_measures_on_these_scales():
    scheme = lt.load_scheme("provinces", lang="en")
    assert [node.name for node in scheme.measures] == MEASURES
    assert {node.name: len(scheme.children[node.name]) for node in scheme.pillars} == DIMENSIONS
    for node in scheme.measures:
        assert (float(node.low), float(node.high)) == goalposts(node.name)
        assert not node.less
    assert {scheme.share(node.name) for node in scheme.pillars} == {Fraction(1, 8)}


def test_the_panel_is_scored_by_the_bundled_scheme():
    score = lt.score(lt.sample_provinces(), "provinces")
    frame = score.frame.query("year == 2020")
    assert 55 < frame["score"].count() < 63, "single blank cells leave a few without a score"
    assert frame["score"].dropna().between(0, 100).all()
    assert score.frame.query("year < 2019")["score"].isna().all(), "not every measure was there"


def test_a_scheme_shows_its_tree_in_a_notebook():
    shown = lt.load_scheme("provinces", lang="en")._repr_html_()
    assert shown.count("<tr>") == 1 + 8 + 29
    assert "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}tham_gia_1 (Knowing one&#x27;s rights)" in shown
    assert "weighted arithmetic mean" in shown
