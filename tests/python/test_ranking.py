"""Places by points: what stands on record, and what missing values leave open."""

import pandas as pd
import pytest
from hypothesis import given, settings

import lantoa as lt
from contests import IN, SO_FAR, contest_of, contests, fillings, place_in
from lantoa import InputError, _core
from soaking import examples

NO_AWARD = [["giay_khen/co_so", 0]]

# ---- the kernel against every filling


@settings(max_examples=examples(300), derandomize=True)
@given(contests())
def test_the_interval_is_that_of_all_fillings(subjects):
    found = _core.rank(contest_of(subjects))
    possible = {i: set() for i in range(len(subjects))}
    for filling in fillings(subjects):
        for subject in filling:
            if subjects[subject][0] >= 0:
                possible[subject].add(place_in(filling, subject))
    for i, places in possible.items():
        expected = (min(places), max(places)) if places else (0, 0)
        assert (found.best[i], found.worst[i]) == expected, (i, subjects)


@settings(max_examples=examples(300), derandomize=True)
@given(contests())
def test_the_place_is_that_on_record(subjects):
    found = _core.rank(contest_of(subjects))
    sure = {
        i: (group, tuple(low))
        for i, (group, entry, low, _) in enumerate(subjects)
        if entry in (SO_FAR, IN) and group >= 0
    }
    for i in range(len(subjects)):
        tied = sum(one == sure.get(i) for one in sure.values()) if i in sure else 0
        expected = (place_in(sure, i) if i in sure else 0, tied)
        assert (found.place[i], found.tied[i]) == expected, (i, subjects)


# ---- the sample office


@pytest.fixture(scope="module")
def plan():
    return lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(seed=7)


@pytest.fixture(scope="module")
def result(office, plan):
    return lt.evaluate(office, plan, as_of="2023-12-31", counting="possible")


def keys(result, which):
    """What every subject is ranked by, in Python's own numbers: its thousandths of a point, then
    the points of each of the chain."""
    points = result.points
    chain = result.plan.scoring["ties"]["person"]
    out = {}
    for subject, rows in points.groupby("subject_id"):
        of = {row["criterion_id"]: row for row in rows.to_dict("records")}
        total = sum(int(row[which]) * int(row["weight"]) for row in of.values())
        out[subject] = (total, *(int(of[name][which]) if name in of else 0 for name in chain))
    return out


@pytest.mark.parametrize("within", [None, "unit_id", "field"])
def test_points_and_then_the_chain_decide_the_places(result, within):
    ranking = result.ranking("person", within)
    low, high = keys(result, "points"), keys(result, "points_high")
    assert ranking["tied"].max() > 1
    assert len({low[one] for one in ranking["subject_id"]}) > 5
    for row in ranking.to_dict("records"):
        mine = row["subject_id"]
        rivals = ranking[(ranking["group"] == row["group"]) & (ranking["subject_id"] != mine)]
        sure = rivals.loc[rivals["place"].notna(), "subject_id"]
        assert (row["points"] * 1000, row["points_high"] * 1000) == (low[mine][0], high[mine][0])
        assert row["place_low"] == 1 + sum(low[one] > high[mine] for one in sure)
        assert row["place_high"] == 1 + sum(high[one] > low[mine] for one in rivals["subject_id"])
        if pd.notna(row["place"]):
            assert row["place"] == 1 + sum(low[one] > low[mine] for one in sure)
            assert row["tied"] == 1 + sum(low[one] == low[mine] for one in sure)


def test_who_counts_has_a_place_and_who_may_has_an_interval(result):
    ranking = result.ranking().set_index("subject_id")
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    counted = set(people.loc[people["counted"], "subject_id"])
    column = {"all": "verdict", "countable": "countable"}[result.gates]
    unknown = set(people.loc[people[column] == "unknown", "subject_id"])
    assert unknown, "the sample has people of whom too little is known"
    assert set(ranking.index[ranking["place"].notna()]) == counted
    assert set(ranking.index[ranking["place"].isna()]) == unknown
    assert set(ranking["status"]) == {"assumption"}


def test_the_chain_parts_equals_and_the_rest_stay_tied(office, plan):
    flat = {f"{name}.map": [[0, 5]] for name in ("diem_nam_xuat_sac", "diem_sang_kien")}
    equal = plan.change({**flat, "diem_lan_toa.map": [[0, 5]], "diem_bang_khen.map": NO_AWARD})
    tied = lt.evaluate(office, equal, as_of="2023-12-31", counting="possible").ranking()
    assert set(tied["place"].dropna()) == {1}
    assert set(tied.loc[tied["place"].notna(), "tied"]) == {tied["place"].notna().sum()}


def test_units_stand_within_a_field(result):
    ranking = result.ranking("unit", "field")
    fields = dict(result.office["units"][["unit_id", "field"]].itertuples(index=False))
    assert [fields[one] for one in ranking["subject_id"]] == ranking["group"].tolist()


def test_whoever_has_no_group_is_listed_last_without_a_place(office, plan):
    tables = {name: office[name] for name in office.tables}
    units = tables["units"].assign(field=None)
    asked = {"as_of": "2023-12-31", "counting": "possible"}
    without = lt.evaluate(lt.read(tables | {"units": units}), plan, **asked).ranking(
        "unit", "field"
    )
    overall = lt.evaluate(office, plan, **asked).ranking("unit")
    assert set(without["subject_id"]) == set(overall["subject_id"])
    assert without[["group", "place", "place_low", "place_high"]].isna().all(axis=None)


def test_the_order_of_rows_changes_no_place(office, plan):
    turned = lt.read({name: office[name].iloc[::-1] for name in office.tables})
    one, other = (
        lt.evaluate(each, plan, as_of="2023-12-31", counting="possible").ranking(within="unit_id")
        for each in (office, turned)
    )
    pd.testing.assert_frame_equal(one, other)


def test_wrong_questions_name_what_may_be_asked(result):
    with pytest.raises(InputError, match='"unit"'):
        result.ranking("units")
    with pytest.raises(InputError, match='"field"'):
        result.ranking("unit", "unit_id")
