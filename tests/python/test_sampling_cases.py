"""Synthetic offices hold every awkward case, and say where."""

import pytest

from lantoa.sampling import cases, sample_cases, sample_tables
from lantoa.schema import TABLES


def test_every_case_is_in_the_usual_office():
    assert {case.name for case in cases.CATALOGUE} <= set(sample_cases()["case"])


def test_names_of_cases_are_their_own():
    names = [case.name for case in cases.CATALOGUE]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nearly_every_case_has_room_under_any_seed(seed):
    missing = {case.name for case in cases.CATALOGUE} - set(sample_cases(seed=seed)["case"])
    assert len(missing) <= 2


def test_what_comes_by_itself_is_found_too():
    found = set(sample_cases()["case"])
    assert {"joined_in_window", "left", "moved", "head_moved", "deputy_followed"} <= found
    assert {"unit_rename", "unit_merge", "unit_split", "unit_closed", "unit_new"} <= found
    assert {"decomposed_name", "not_rated_under_6_months"} <= found


@pytest.fixture(scope="module")
def who():
    """The subjects of every case of the usual office."""
    return sample_cases().groupby("case")["subject_id"].agg(list).to_dict()


@pytest.fixture(scope="module")
def registers():
    """The tables of the usual office with text for codes."""
    return {
        name: frame.astype(dict.fromkeys(frame.select_dtypes("category"), "str"))
        for name, frame in sample_tables().items()
    }


def rows_of(registers, table, subject):
    column = TABLES[table].subject
    return registers[table][registers[table][column] == subject]


def test_a_lost_rating_is_not_there(registers, who):
    for name in ("rating_missing_able", "rating_missing_weak"):
        years = set(rows_of(registers, "ratings", who[name][0])["year"])
        assert len({2021, 2022, 2023, 2024, 2025} - years) == 1


def test_an_appeal_has_two_decisions(registers, who):
    rows = rows_of(registers, "ratings", who["rating_appeal"][0])
    twice = rows[rows["year"].duplicated(keep=False)].sort_values("decision_date")
    assert twice["rating"].tolist() == ["hoan_thanh", "hoan_thanh_tot"]


def test_two_decisions_for_one_act_name_it(registers, who):
    rows = rows_of(registers, "discipline", who["discipline_party_and_state"][0])
    assert len(set(rows["act_id"])) == 1
    assert set(rows["kind"]) == {"dang", "hanh_chinh"}


def test_who_moved_was_disciplined_for_an_act_in_the_old_unit(registers, who):
    subject = who["discipline_after_move"][0]
    [row] = rows_of(registers, "discipline", subject).to_dict("records")

    def unit(on):
        own = rows_of(registers, "memberships", subject)
        return own[(own["from"] <= on) & (own["to"].isna() | (own["to"] >= on))]["unit_id"].item()

    assert unit(row["act_date"]) != unit(row["decision_date"])


def test_a_hole_between_memberships_holds_the_decision(registers, who):
    subject = who["discipline_in_hole"][0]
    on = rows_of(registers, "discipline", subject)["decision_date"].item()
    own = rows_of(registers, "memberships", subject)
    assert not ((own["from"] <= on) & (own["to"].isna() | (own["to"] >= on))).any()
    assert (own["to"] < on).any()
    assert (own["from"] > on).any()


def test_blank_cells_are_blank(registers, who):
    awards = registers["commendations"]
    for case, column in (
        ("award_blank_form", "form"),
        ("award_blank_level", "level"),
        ("award_blank_day", "decision_date"),
    ):
        own = awards[awards["subject_id"] == who[case][0]]
        assert own[column].isna().any(), case
    assert rows_of(registers, "discipline", who["discipline_blank_form"][0])["form"].isna().any()
    judged = rows_of(registers, "attestations", who["judgement_blank"][0])
    assert judged["verdict"].isna().any()


def test_a_revoked_recognition_says_when(registers, who):
    rows = rows_of(registers, "recognitions", who["recognition_revoked"][0])
    assert rows["revoked_on"].notna().any()


def test_namesakes_share_a_name(registers, who):
    people = registers["people"].set_index("person_id")["name"]
    assert len(set(people[who["namesakes"]])) == 1
