"""Synthetic offices are plausible to an official: posts, shares, titles, awards, days, votes."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

from lantoa.sampling import sample_tables
from lantoa.sampling.titles import PERSON_TITLES, UNIT_TITLES
from lantoa.sampling.workdays import holidays, is_working, working
from lantoa.sampling.world import words
from lantoa.schema import CODES

SIZES = [
    (12, 90, range(2016, 2026), 7),
    (12, 90, range(2016, 2026), 1),
    (40, 400, range(2020, 2026), 5),
]
GOOD = ["hoan_thanh_tot", "hoan_thanh_xuat_sac"]


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[1]} people, seed {size[3]}")
def office(request):
    """Tables with text for codes."""
    units, people, years, seed = request.param
    tables = sample_tables(units, people, years, seed)
    return {
        name: frame.astype(dict.fromkeys(frame.select_dtypes("category"), "str"))
        for name, frame in tables.items()
    }


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


def members(office, year, month):
    """People and their units from the first of a month to 1 December."""
    rows = office["memberships"]
    there = rows["to"].isna() | (rows["to"] >= pd.Timestamp(year, month, 1))
    return rows[there & (rows["from"] <= pd.Timestamp(year, 12, 1))]


def test_an_outstanding_collective_has_advanced_workers_and_a_soldier(office):
    """Seven in ten of those there in December; the soldier may have retired in October."""
    titles = office["titles"]
    held = titles.query("title == 'tap_the_lao_dong_xuat_sac' and status != 'proposed'")
    for year, units in held.groupby("year")["subject_id"]:
        own = titles[titles["year"] == year].set_index("subject_id")["title"]
        own = own[own.isin(PERSON_TITLES)]
        soldiers = set(own[own != PERSON_TITLES[0]].index)
        for unit in units:
            ours = members(office, year, 12).query("unit_id == @unit")["person_id"]
            assert 10 * ours.isin(own.index).sum() >= 7 * len(ours), (unit, year)
            late = members(office, year, 10).query("unit_id == @unit")["person_id"]
            assert soldiers & set(late), (unit, year)


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


def test_nobody_is_the_author_of_an_initiative_twice(office):
    assert not office["initiatives"].duplicated(["initiative_id", "subject_id"]).any()


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
