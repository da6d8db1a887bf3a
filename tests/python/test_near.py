"""Who is a step away, what is in the way, and by when it can still come."""

import datetime

import pandas as pd
import pytest

import lantoa as lt

PLAN = lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def office(shared):
    return lt.read(shared / "data" / "office" / "csv")


@pytest.fixture(scope="module")
def proposal(office):
    return lt.evaluate(office, PLAN, "de_nghi_2025")


def of(frame, subject):
    return frame[frame["subject_id"] == subject]


def test_says_what_is_needed_and_by_when(proposal):
    [row] = of(proposal.near(), "CB02").itertuples()
    assert (row.criterion_id, row.verdict, row.needed) == ("cn_xuat_sac_2_nam", "open", 1)
    assert row.by_when == pd.Timestamp(2025, 12, 15)  # the closing day of personal ratings
    assert row.what.startswith("Còn khả năng: tối thiểu 02 năm hoàn thành xuất sắc")


@pytest.mark.parametrize("counting", ["possible", "provisional", "met"])
@pytest.mark.parametrize("gates", ["all", "countable"])
@pytest.mark.parametrize("as_of", ["so_ket_2023", "de_nghi_2025", "khoa_so"])
def test_whoever_does_not_count_has_a_gate_in_the_way_and_nobody_else(
    office, counting, gates, as_of
):
    result = lt.evaluate(office, PLAN, as_of, counting=counting, gates=gates)
    out = result.subjects.loc[~result.subjects["counted"], "subject_id"]
    assert set(result.near(steps=99)["subject_id"]) == set(out)


def test_has_a_row_for_every_gate_in_the_way_and_no_more_than_steps(proposal):
    for steps in (1, 2, 3):
        near = proposal.near(steps)
        rows = near.groupby("subject_id")["steps"].agg(["size", "max"])
        assert (rows["size"] == rows["max"]).all()
        assert near["steps"].max() <= steps
    assert set(proposal.near(1)["subject_id"]) < set(proposal.near(2)["subject_id"])


def test_those_who_can_still_make_it_come_first(proposal):
    lost = ~proposal.near(2).groupby("subject_id", sort=False)["possible"].all()
    assert lost.tolist() == sorted(lost.tolist())


def test_what_is_lost_for_good_is_marked_and_has_no_day(office):
    near = lt.evaluate(office, PLAN, "khoa_so").near()
    [row] = of(near, "CB02").itertuples()
    assert (row.criterion_id, row.verdict, row.possible) == ("cn_xuat_sac_2_nam", "failed", False)
    assert pd.isna(row.by_when)


def test_a_failed_judgement_may_be_judged_again(proposal):
    [row] = of(proposal.near(), "CB05").itertuples()
    assert (row.criterion_id, row.verdict, row.possible) == ("chung_suy_ton", "failed", True)


def test_the_latest_year_may_come_back_while_another_year_is_to_close(office):
    near = lt.evaluate(office, PLAN, "so_ket_2023").near()
    [row] = of(near, "CB09").itertuples()
    assert (row.criterion_id, row.verdict, row.possible) == ("cn_gia_dinh", "failed", True)
    assert row.by_when == pd.Timestamp(2025, 12, 31)


def test_a_cell_may_be_filled_on_any_day(proposal):
    unknown = proposal.near()[lambda frame: frame["verdict"] == "unknown"]
    assert len(unknown) > 3
    assert unknown["possible"].all()
    assert unknown["by_when"].isna().all()


def test_a_head_waits_for_the_unit_and_is_lost_with_it(proposal):
    near = proposal.near()
    assert of(near, "CB23")["possible"].tolist() == [True]  # the votes of the unit are missing
    assert of(near, "CB20")["possible"].tolist() == [False]  # the unit had a year below good


def test_agrees_with_a_year_that_goes_well(office):
    """Everybody one open year away is in when that year turns out excellent."""
    near = lt.evaluate(office, PLAN, "de_nghi_2025").near()
    people = near.loc[near["criterion_id"] == "cn_xuat_sac_2_nam", "subject_id"].tolist()
    year = pd.DataFrame(
        {
            "subject_id": people,
            "year": 2025,
            "rating": "hoan_thanh_xuat_sac",
            "decision_date": datetime.date(2025, 9, 1),
        }
    )
    ratings = office["ratings"]
    kept = ratings[~(ratings["subject_id"].isin(people) & (ratings["year"] == 2025))]
    tables = {name: office[name] for name in office.tables}
    tables["ratings"] = pd.concat([kept.astype(object), year.astype(object)], ignore_index=True)
    after = lt.evaluate(lt.Office.from_frames(tables), PLAN, "de_nghi_2025").subjects
    assert after.set_index("subject_id").loc[people, "counted"].all()


def test_nobody_is_near_where_nobody_is_judged():
    units = pd.DataFrame({"unit_id": ["A"], "closed": ["2020-01-01"]})
    near = lt.evaluate(lt.Office.from_frames({"units": units}), PLAN, "khoa_so").near()
    assert near.empty
    assert near["by_when"].dtype == "datetime64[s]"


@pytest.mark.parametrize("steps", [0, -1, 1.5, True, "1"])
def test_steps_are_whole_numbers_from_one(proposal, steps):
    with pytest.raises(lt.InputError, match="a whole number of 1 or more"):
        proposal.near(steps)
