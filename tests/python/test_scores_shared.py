"""The real panel of 63 provinces (PAPI, 2011-2020): totals, missing values, breaks, movement."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt

YEARS = range(2011, 2021)
COMPLETE = (2019, 2020)
BREAKS = {
    ("SC21", 2018),
    ("SC32", 2016),
    ("SC32", 2018),
    ("SC33", 2016),
    ("SC33", 2018),
    ("SC71", 2019),
    ("SC83", 2020),
}


@pytest.fixture(scope="module")
def panel(shared):
    folder = shared / "data" / "papi"
    if not folder.is_dir():
        pytest.skip("../shared has no panel of provinces")
    years = [pd.read_csv(folder / f"{year}.csv").assign(year=year) for year in YEARS]
    names = pd.read_csv(folder / "provinces.csv").set_index("Variable_Code")["Variable_Name"]
    found = pd.concat(years, ignore_index=True).rename(columns={"Province": "subject_id"})
    return found.assign(subject_id=found["subject_id"].map(names))


@pytest.fixture(scope="module")
def names(panel):
    return [name for name in panel.columns if name.startswith("SC")]


@pytest.fixture(scope="module")
def plain(names):
    """The sum of all indicators: the official total."""
    return lt.load_scheme(dict.fromkeys(names, 1), normalise="none", aggregate="sum", lang="en")


@pytest.fixture(scope="module")
def bounded(panel, names):
    """The same by goalposts that hold every value of the panel, so that every rule can be asked."""
    nodes = [
        {
            "name": name,
            "direction": "more",
            "low": float(np.floor(panel[name].min())),
            "high": float(np.ceil(panel[name].max())),
        }
        for name in names
    ]
    return lt.load_scheme(pd.DataFrame(nodes), lang="en")


def of(score, year):
    found = score.standing(year)
    return dict(zip(found.subjects, found.scores, strict=True))


def leaders(score, year):
    found = score.standing(year)
    if not len(found.keys):
        return set()
    return {found.subjects[at] for at in np.flatnonzero(found.keys == found.keys.max())}


def test_official_totals_of_2020_and_2019(panel, plain):
    score = lt.score(panel, plain)
    last, before = (of(score, year) for year in (2020, 2019))
    for name, total in {
        "Quang Ninh": 48.811,
        "Dong Thap": 46.961,
        "Thai Nguyen": 46.471,
        "Hanoi": 41.629,
    }.items():
        assert round(last[name], 3) == total
    assert (
        round(next(last[name] for name in last if "Ho Chi Minh" in name or "HCMC" in name), 3)
        == 41.985
    )
    for name, total in {
        "Ben Tre": 46.74,
        "Dong Thap": 46.72,
        "Quang Ninh": 46.66,
        "Bac Giang": 46.04,
    }.items():
        assert round(before[name], 2) == total
    assert leaders(score, 2020) == {"Quang Ninh"}
    assert leaders(score, 2019) == {"Ben Tre"}


def test_nobody_is_scored_where_indicators_did_not_exist_yet(panel, plain):
    score = lt.score(panel, plain)
    scored = {year: len(score.standing(year).subjects) for year in YEARS}
    assert scored == {year: 63 if year in COMPLETE else 0 for year in YEARS}


def halved(panel, names, year, province="Quang Ninh"):
    """A panel in which a leader lacks every other indicator."""
    found = panel.copy()
    row = (found["subject_id"] == province) & (found["year"] == year)
    there = [name for name in names if found.loc[row, name].notna().all()]
    found.loc[row, there[::2]] = np.nan
    return found


@pytest.mark.parametrize("year", YEARS)
def test_half_the_indicators_never_lead_under_the_default_rule(panel, names, bounded, year):
    """Whatever province it is that lacks half of what the others have in that year."""
    here = [name for name in names if panel.loc[panel["year"] == year, name].notna().any()]
    scheme = lt.load_scheme(
        pd.DataFrame(
            [
                {"name": n.name, "direction": "more", "low": float(n.low), "high": float(n.high)}
                for n in bounded.measures
                if n.name in here
            ]
        ),
        lang="en",
    )
    one = panel[panel["year"] == year]
    province = next(iter(leaders(lt.score(one, scheme), year)))
    score = lt.score(halved(one, here, year, province), scheme)
    assert province not in leaders(score, year)
    assert province in score.unscored(year)
    assert "Without a score for want of data" in score.sentence
    assert province in score.sentence


def test_what_every_missing_rule_makes_of_half_and_what_it_says(panel, names, bounded):
    """Of its own indicators in 2020 the leader keeps every other one."""
    half = halved(panel, names, 2020)
    kept = 14 / 29
    told = {}
    for rule, coverage in (
        ("unscored", None),
        ("zero", None),
        ("carry_forward", None),
        ("renormalise", "0.6"),
        ("renormalise", "0.4"),
    ):
        score = lt.score(half, bounded, missing=rule, coverage=coverage)
        row = score.frame.query("year == 2020 and subject_id == 'Quang Ninh'").iloc[0]
        told[rule, coverage] = "Quang Ninh" in of(score, 2020), score.rule
        if rule != "carry_forward":
            assert row["coverage"] == pytest.approx(kept)
        assert len(row["lacks"].split(", ")) == 15 or rule == "carry_forward"
    assert not told["unscored", None][0]
    assert not told["renormalise", "0.6"][0]
    assert all(told[key][0] for key in (("zero", None), ("carry_forward", None)))
    assert told["renormalise", "0.4"][0]
    assert "no score, no place" in told["unscored", None][1]
    assert "counted as 0" in told["zero", None][1]
    assert "the last earlier year's value" in told["carry_forward", None][1]
    assert "at least 40 % of each pillar's weight" in told["renormalise", "0.4"][1]


def test_the_naive_mean_of_what_is_there_lets_half_a_province_lead(panel, names, bounded):
    """What a published index did: the mean over whatever is there, and nobody told."""
    half = panel.copy()
    row = (half["subject_id"] == "Quang Ninh") & (half["year"] == 2020)
    ranked = half.loc[row, names].iloc[0].sort_values()
    half.loc[row, ranked.index[:15]] = np.nan
    naive = half[half["year"] == 2020].set_index("subject_id")[names].mean(axis=1)
    assert naive.idxmax() == "Quang Ninh"
    assert naive.max() > 1.2 * naive.drop("Quang Ninh").max()
    assert "Quang Ninh" in lt.score(half, bounded).unscored(2020)


def test_breaks_of_scales_are_found(panel):
    found = lt.measures(panel).breaks(lang="en")
    pairs = set(zip(found.frame["measure"], found.frame["year"], strict=True))
    print(
        f"known {len(BREAKS & pairs)} of {len(BREAKS)}, precision {len(BREAKS & pairs)}/{len(pairs)}"
    )
    assert pairs >= BREAKS
    # The others moved as far: everybody one way, in years in which the survey was redone.
    assert len(pairs) <= 18
    assert {year for _, year in pairs - BREAKS} <= {2016, 2018, 2019, 2020}
    assert len(found._steps) == 211


def test_quiet_years_and_measures_raise_no_alarm(panel):
    found = lt.measures(panel).breaks().frame
    assert not (found["year"] < 2016).any()
    quiet = {"SC12", "SC13", "SC14", "SC22", "SC24", "SC41", "SC42", "SC43", "SC52", "SC53", "SC54"}
    assert not set(found["measure"]) & quiet


def test_moves_from_2019_to_2020_add_up_with_the_broken_scale_as_a_part(panel, plain):
    found = lt.compare(lt.score(panel, plain), years=COMPLETE)
    assert "SC83" in found.broken
    parts = ["scale", "own", "others"]
    assert (found.frame[parts].sum(axis=1) == found.frame["gained"]).all()
    assert found.taken == ("scale", "own", "others")
    assert found.likeness.subjects == 63
    assert len(found.frame) == 63
