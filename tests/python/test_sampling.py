"""Synthetic offices: the same for everybody, of any size, read and written like any other."""

import unicodedata

import pandas as pd
import pytest

from lantoa._checks import InputError
from lantoa.criteria import load_plan
from lantoa.intake import read
from lantoa.sampling import sample_office, sample_tables, save_tables
from lantoa.sampling.judgements import criteria_of
from lantoa.sampling.world import words
from lantoa.schema import TABLES

FIRSTS = [12, 12, 12, 12, 14, 11, 12, 13, 12, 13]  # excellent ratings a year, seed 7


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
    firsts = ratings.groupby("year")["rating"].apply(
        lambda r: int((r == "hoan_thanh_xuat_sac").sum())
    )
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
