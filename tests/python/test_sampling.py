"""Synthetic offices: the same for everybody, plausible to an official, with every case in them."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

from lantoa._checks import InputError
from lantoa.criteria import load_plan
from lantoa.intake import read
from lantoa.sampling import cases, sample_cases, sample_office, sample_tables, save_tables
from lantoa.sampling.judgements import criteria_of
from lantoa.sampling.titles import PERSON_TITLES, UNIT_TITLES
from lantoa.sampling.workdays import holidays, is_working, working
from lantoa.sampling.world import words
from lantoa.schema import CODES, TABLES

SIZES = [
    (12, 90, range(2016, 2026), 7),
    (12, 90, range(2016, 2026), 1),
    (40, 400, range(2020, 2026), 5),
]
FIRSTS = [12, 12, 12, 12, 14, 11, 12, 13, 12, 13]  # excellent ratings a year, seed 7
GOOD = ["hoan_thanh_tot", "hoan_thanh_xuat_sac"]


def plain(tables):
    """Frames with text where there are codes."""
    return {
        name: frame.astype(dict.fromkeys(frame.select_dtypes("category"), "str"))
        for name, frame in tables.items()
    }


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[1]} people, seed {size[3]}")
def office(request):
    """Tables with text for codes."""
    units, people, years, seed = request.param
    return plain(sample_tables(units, people, years, seed))


@pytest.fixture(scope="module")
def usual():
    return sample_tables()


# ---------------------------------------------------------------- sizes and sameness


def test_every_table_of_the_schema_is_there(usual):
    assert set(usual) == set(TABLES)
    for name, frame in usual.items():
        assert list(frame.columns) == list(TABLES[name].columns), name
        assert len(frame), name


def test_frames_are_typed_as_an_office_keeps_them(usual):
    kept = read(usual)
    for name, frame in usual.items():
        assert (
            frame.dtypes.astype("str").tolist()
            == kept.tables[name].frame.dtypes.astype("str").tolist()
        )


def test_counts_are_those_asked_for():
    tables = sample_tables(units=15, people=40, years=range(2021, 2024))
    assert (len(tables["units"]), len(tables["people"])) == (15, 40)
    assert tables["ratings"]["year"].unique().tolist() == [2021, 2022, 2023]


def test_the_same_seed_gives_the_same_office(usual):
    for name, frame in sample_tables().items():
        pd.testing.assert_frame_equal(frame, usual[name])


def test_another_seed_gives_another_office(usual):
    other = sample_tables(seed=8)
    assert not other["ratings"].equals(usual["ratings"])


def test_the_office_is_the_one_that_was_agreed_on(usual):
    """A change of the generator changes notebooks and examples: it should be meant."""
    ratings = usual["ratings"]
    firsts = ratings.groupby("year")["rating"].apply(lambda r: int((r == GOOD[1]).sum()))
    assert len(ratings) == 871
    assert firsts.tolist() == FIRSTS


@pytest.mark.parametrize(
    ("units", "people", "years"),
    [(1, 1, [2025]), (1, 3, [2024, 2025]), (2, 1, range(2021, 2026)), (30, 5, range(2023, 2026))],
)
def test_the_smallest_offices_are_read(units, people, years):
    office = sample_office(units, people, years)
    assert len(office["people"]) == people
    assert len(office["units"]) == units


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"units": 0}, "units = 0"),
        ({"people": -1}, "people = -1"),
        ({"years": []}, "at least one year"),
        ({"years": [2021, 2023]}, "without a gap"),
        ({"years": [2023, 2022]}, "in order"),
    ],
)
def test_an_office_of_nothing_is_refused(asked, message):
    with pytest.raises(InputError, match=message):
        sample_tables(**asked)


def test_a_large_office_has_the_rows_that_measurements_need():
    tables = sample_tables(units=1_000, people=20_100, years=range(2021, 2026))
    per_person = {name: len(frame) / 20_100 for name, frame in tables.items()}
    wanted = {
        "ratings": 5,
        "families": 5,
        "attestations": 7,
        "memberships": 1.3,
        "initiatives": 1.2,
        "commendations": 0.5,
        "contributions": 3,
        "movement_results": 2.2,
    }
    for name, number in wanted.items():
        assert per_person[name] == pytest.approx(number, rel=0.15), name


# ---------------------------------------------------------------- reading it


def test_only_rows_that_contradict_each_other_are_listed():
    problems = sample_office().problems
    assert set(problems["kind"]) == {"conflict", "duplicate"}


def test_names_are_read_in_one_form(usual):
    raw = usual["people"]["name"].astype("str")
    kept = sample_office()["people"]["name"]
    assert (raw != kept).any()
    assert kept.tolist() == [unicodedata.normalize("NFC", name) for name in raw]


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx", "duckdb"])
def test_files_say_what_the_frames_say(kind, tmp_path):
    tables = sample_tables(units=12, people=30, years=range(2022, 2026))
    name = {"xlsx": "a.xlsx", "duckdb": "a.duckdb"}.get(kind, "office")
    found, wanted = read(save_tables(tables, tmp_path / name, kind)), read(tables)
    for table in tables:
        pd.testing.assert_frame_equal(found[table], wanted[table], obj=table)


def test_an_unknown_kind_of_file_is_refused(tmp_path):
    with pytest.raises(InputError, match='did you mean "parquet"'):
        save_tables({}, tmp_path, "parket")


def test_judged_criteria_are_those_of_the_plan():
    plan = load_plan("exemplars-2021-2025")
    attested = [c for c in plan.criteria if c.kind == "attested"]
    for kind in ("unit", "person"):
        asked = {c.id for c in attested if kind in c.subjects}
        assert {*criteria_of(kind), words()["judged"]["instead"]} == asked


# ---------------------------------------------------------------- people and units


def joined_to(office, table, column="subject_id"):
    """Rows about people, with the person's unit and days beside them."""
    people = office["people"].set_index("person_id")[["joined", "left"]]
    rows = office[table]
    return rows[rows[column].isin(people.index)].join(people, on=column)


def test_memberships_follow_one_another_and_stay_inside_the_time_in_the_office(office):
    rows = office["memberships"].join(office["people"].set_index("person_id"), on="person_id")
    end = rows["to"].fillna(pd.Timestamp(2100, 1, 1).as_unit("s"))
    assert (rows["from"] <= end).all()
    assert (rows["from"] >= rows["joined"]).all()
    assert (end <= rows["left"].fillna(pd.Timestamp(2100, 1, 1).as_unit("s"))).all()
    for _, own in rows.assign(end=end).sort_values("from").groupby("person_id"):
        assert (own["from"].iloc[1:].to_numpy() > own["end"].iloc[:-1].to_numpy()).all()


def test_nobody_is_in_a_unit_that_is_not_there(office):
    rows = office["memberships"].join(office["units"].set_index("unit_id"), on="unit_id")
    assert (rows["opened"].isna() | (rows["from"] >= rows["opened"])).all()
    still = rows["to"].fillna(pd.Timestamp(2100, 1, 1).as_unit("s"))
    assert (rows["closed"].isna() | (still <= rows["closed"])).all()


def test_a_unit_has_one_head_at_a_time(office):
    heads = office["memberships"].query("role == 'head'").sort_values(["unit_id", "from"])
    end = heads["to"].fillna(pd.Timestamp(2100, 1, 1).as_unit("s"))
    same = heads["unit_id"].eq(heads["unit_id"].shift())
    assert (heads["from"] > end.shift())[same].all()
    assert set(heads["unit_id"]) == set(office["units"]["unit_id"])


def test_heads_and_deputies_have_served_for_years(office):
    rows = joined_to(office, "memberships", "person_id").query("role != 'member'")
    assert (rows["from"] - rows["joined"] >= pd.Timedelta(days=5 * 365)).all()


def test_names_are_synthetic_and_unique_but_for_the_namesakes(office):
    names = office["people"]["name"].map(lambda name: unicodedata.normalize("NFC", name))
    assert names.str.fullmatch(r"\D+ M\d+").all()
    assert names.duplicated().sum() <= 1


# ---------------------------------------------------------------- ratings


def with_units(office):
    """Ratings of people with the unit of 1 December."""
    ratings = office["ratings"][office["ratings"]["subject_id"].str.startswith("CB")].copy()
    ratings["on"] = pd.to_datetime(ratings["year"].astype(str) + "-12-01")
    rows = ratings.merge(office["memberships"], left_on="subject_id", right_on="person_id")
    there = (rows["from"] <= rows["on"]) & (rows["to"].isna() | (rows["to"] >= rows["on"]))
    return rows[there]


def test_excellent_ratings_keep_to_a_fifth_of_those_rated_good_or_better(office):
    rows = with_units(office)
    rows = rows[rows["rating"].isin(GOOD)]
    excellent = rows["rating"].eq(GOOD[1]).groupby([rows["unit_id"], rows["year"]]).sum()
    good = rows.groupby(["unit_id", "year"])["subject_id"].nunique()
    assert (5 * excellent <= good).all()


def test_who_came_in_the_second_half_of_a_year_is_not_rated(office):
    rows = joined_to(office, "ratings")
    came = rows["joined"] > pd.to_datetime(rows["year"].astype(str) + "-07-01")
    own = came & (rows["joined"].dt.year == rows["year"])
    assert own.any()
    assert (rows.loc[own, "reason_unrated"] == "under_6_months").all()
    assert rows.loc[own, "rating"].isna().all()


def test_a_rating_has_a_value_or_a_reason(office):
    rows = office["ratings"]
    assert (rows["rating"].isna() != rows["reason_unrated"].isna()).all()


def test_discipline_lowers_the_rating_of_its_year(office):
    rows = office["discipline"]
    counted = rows["kind"].isin(["hanh_chinh", "dang"]) & ~rows["form"].isin(
        ["phe_binh", "kiem_diem"]
    )
    rows = rows[counted].assign(year=rows["decision_date"].dt.year)
    both = rows.merge(
        office["ratings"], left_on=["person_id", "year"], right_on=["subject_id", "year"]
    )
    assert len(both)
    assert not both["rating"].isin(GOOD).any()
    assert both.loc[both["year"] > 2023, "rating"].isin([np.nan, "khong_hoan_thanh"]).all()


def test_discipline_is_decided_after_the_act(office):
    rows = office["discipline"].dropna(subset="act_date")
    assert (rows["act_date"] < rows["decision_date"]).all()


# ---------------------------------------------------------------- titles and awards


def test_titles_are_those_of_the_subject(office):
    person = office["titles"]["subject_id"].str.startswith("CB")
    assert set(office["titles"].loc[person, "title"]) <= set(PERSON_TITLES)
    assert set(office["titles"].loc[~person, "title"]) <= set(UNIT_TITLES)
    assert {*PERSON_TITLES, *UNIT_TITLES} == set(CODES["titles"])


def test_an_advanced_worker_is_rated_well_enough(office):
    titles = office["titles"][office["titles"]["subject_id"].str.startswith("CB")]
    ratings = office["ratings"].groupby(["subject_id", "year"])["rating"].agg(set)
    held = titles.join(ratings, on=["subject_id", "year"])["rating"]
    assert held.notna().all()
    new_law = (titles["year"] >= 2024).to_numpy()
    assert all(set(GOOD) & ratings for ratings in held[new_law])
    assert all({*GOOD, "hoan_thanh"} & ratings for ratings in held[~new_law])


def test_emulation_soldiers_keep_to_fifteen_in_a_hundred(office):
    titles = office["titles"][office["titles"]["subject_id"].str.startswith("CB")]
    units = with_units(office)[["subject_id", "year", "unit_id"]].drop_duplicates()
    rows = titles.merge(units, on=["subject_id", "year"])
    advanced = rows.groupby(["unit_id", "year"]).size()
    soldiers = rows["title"].ne(PERSON_TITLES[0]).groupby([rows["unit_id"], rows["year"]]).sum()
    assert (100 * soldiers <= 15 * advanced).all()


def test_an_emulation_soldier_had_an_initiative_or_from_2024_an_excellent_rating(office):
    rows = office["titles"].query("title == 'chien_si_thi_dua_co_so'")
    ideas = office["initiatives"].query("recognised == True")
    idea = set(zip(ideas["subject_id"], ideas["year"], strict=True))
    best = office["ratings"].query("rating == 'hoan_thanh_xuat_sac'")
    excellent = set(zip(best["subject_id"], best["year"], strict=True))
    for subject, year in zip(rows["subject_id"], rows["year"], strict=True):
        assert (subject, year) in idea or (year >= 2024 and (subject, year) in excellent)


def test_an_outstanding_collective_is_well_rated(office):
    held = office["titles"].query("title == 'tap_the_lao_dong_xuat_sac' and status != 'proposed'")
    ratings = office["ratings"].groupby(["subject_id", "year"])["rating"].agg(set)
    rows = held.join(ratings, on=["subject_id", "year"]).dropna(subset="rating")
    new_law = (rows["year"] >= 2024).to_numpy()
    assert all(GOOD[1] in ratings for ratings in rows["rating"][new_law])
    assert all(set(GOOD) & ratings for ratings in rows["rating"])


def test_issuers_fit_levels(office):
    rows = office["commendations"].dropna(subset=["level", "issuer"])
    wanted = rows["level"].map(lambda level: words()["issuers"][level]["by"])
    assert (rows["issuer"] == wanted).all()


def test_numbers_of_decisions_fit_their_issuers(office):
    rows = office["commendations"].dropna(subset=["level", "decision_no"])
    ends = rows["level"].map(lambda level: words()["issuers"][level]["number"].format(""))
    assert all(number.endswith(end) for number, end in zip(rows["decision_no"], ends, strict=True))


def test_a_commendation_for_merit_was_earned(office):
    """Two excellent years in a row and two initiatives, or from 2024 two years as a soldier."""
    rows = office["commendations"].query("category == 'cong_trang' and level == 'tinh'")
    best = office["ratings"].query("rating == 'hoan_thanh_xuat_sac'")
    excellent = set(zip(best["subject_id"], best["year"], strict=True))
    above = office["titles"][office["titles"]["title"].isin(PERSON_TITLES[1:])]
    soldier = set(zip(above["subject_id"], above["year"], strict=True))
    people = rows[rows["subject_id"].str.startswith("CB")]
    for subject, year in zip(people["subject_id"], people["year"], strict=True):
        two = [(subject, year), (subject, year - 1)]
        assert set(two) <= excellent or (year >= 2024 and set(two) <= soldier)


# ---------------------------------------------------------------- days and decisions


def decisions(office):
    """Every decision with a number and a day."""
    tables = ("ratings", "titles", "commendations", "initiatives", "discipline")
    columns = ["decision_no", "decision_date"]
    rows = pd.concat([office[table][columns].assign(table=table) for table in tables])
    return rows.dropna(subset="decision_date")


def test_decisions_fall_on_working_days(office):
    days = decisions(office)["decision_date"].to_numpy("M8[D]")
    assert is_working(days).all()


def test_one_number_has_one_day(office):
    rows = decisions(office).dropna(subset="decision_no")
    facts = rows[["decision_no", "decision_date", "table"]].drop_duplicates()
    assert not facts["decision_no"].duplicated().any()


def test_no_holiday_is_a_working_day():
    for text in (
        "2025-01-29",
        "2025-04-30",
        "2025-05-01",
        "2025-09-02",
        "2024-02-12",
        "2026-01-01",
    ):
        assert not is_working(np.array([text], "M8[D]"))[0]
    assert len(holidays(2024, 2025)) > 20


def test_a_day_off_moves_to_the_next_working_day():
    moved = working(np.array(["2025-04-30", "NaT", "2025-06-10"], "M8[D]"))
    assert np.array_equal(
        moved, np.array(["2025-05-02", "NaT", "2025-06-10"], "M8[D]"), equal_nan=True
    )


def test_ratings_are_decided_before_15_december_but_for_the_cases(office):
    rows = office["ratings"][office["ratings"]["subject_id"].str.startswith("CB")]
    rows = rows.dropna(subset=["decision_date"])
    end = pd.to_datetime(rows["year"].astype(str) + "-12-15")
    assert (rows["decision_date"] > end).sum() <= 4


# ---------------------------------------------------------------- votes, shares, targets


def test_votes_are_those_of_members(office):
    rows = office["attestations"].dropna(subset="votes_total")
    assert (rows["votes_for"] <= rows["votes_cast"]).all()
    assert (rows["votes_cast"] <= rows["votes_total"]).all()


def test_who_was_acclaimed_had_more_than_half(office):
    rows = office["attestations"].dropna(subset="votes_total")
    met = (rows["verdict"] == "met") & (rows["votes_for"] * 2 <= rows["votes_total"])
    assert met.sum() <= 1  # judgement_half


def test_shares_of_an_initiative_make_a_whole(office):
    rows = office["initiatives"].dropna(subset="share")
    assert (rows.groupby("initiative_id")["share"].sum() == 1000).all()


def test_a_target_with_a_ceiling_is_not_exceeded(office):
    ceilings = [target["name"] for target in words()["targets"] if target["ceiling"]]
    rows = office["targets"][office["targets"]["target"].isin(ceilings)].dropna(subset="achieved")
    assert (rows["achieved"] <= rows["planned"]).all()


def test_places_count_from_one_in_every_cluster(office):
    rows = office["movement_results"].dropna(subset="place")
    assert (rows["place"] >= 1).all()
    assert (rows["place"] <= rows["of"]).all()


def test_contributions_answer_a_call(office):
    rows = office["contributions"].dropna(subset=["date", "call_id"])
    called = rows["call_id"].map(office["calls"].set_index("call_id")["date"])
    assert (rows["date"] >= called).all()
    assert (rows["date"].dt.year == called.dt.year).all()


def test_nobody_takes_a_practice_from_themselves(office):
    rows = office["adoptions"].merge(office["practices"], on="practice_id")
    assert (rows["subject_id"] != rows["exemplar_id"]).all()


# ---------------------------------------------------------------- the cases


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
def registers(usual):
    return plain(usual)


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
