"""``years`` of trend and spread are read alike; a year that is not there is never let pass."""

import pandas as pd
import pytest

import lantoa as lt
from lantoa.cli.years import span_of_years

FRAME = pd.DataFrame(
    [(who, year, float(year - 2018)) for who in "AB" for year in (2018, 2019, 2020, 2022)],
    columns=["subject_id", "year", "value"],
)


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(seed=7)


@pytest.mark.parametrize(
    ("years", "kept"),
    [
        ((2019, 2022), (2019, 2020, 2022)),
        (range(2010, 2020), (2018, 2019)),
        ([2018, 2022], (2018, 2022)),
        (2020, (2020,)),
        ((2018, 2019, 2022), (2018, 2019, 2022)),
    ],
)
def test_a_pair_is_a_span_and_a_list_is_these_years(years, kept):
    assert lt.trend(FRAME, years=years, breaks="none").years == kept


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"years": [2018, 2050]}, "years: there is nothing in 2050.*did you mean 2022"),
        ({"years": (2030, 2040)}, "years: there is nothing in 2030.*2018 to 2022.*mean 2022"),
        ({"years": (2022, 2018)}, r"years: 2022 is after 2018.*such as \(2018, 2022\)"),
        ({"years": 5}, "years: 5 is no year"),
        ({"years": True}, "years: expected years"),
        ({"breaks": [2050]}, "breaks: nothing is on either side of 2050.*did you mean 2022"),
        ({"breaks": [2018]}, "breaks: nothing is on either side of 2018.*did you mean 2019"),
        ({"breaks": 2020}, "breaks: expected years"),
    ],
)
def test_a_trend_names_the_nearest_year(given, says):
    with pytest.raises(lt.InputError, match=says):
        lt.trend(FRAME, **given)


def test_a_span_on_the_command_line_may_reach_beyond_the_data():
    assert lt.trend(FRAME, years=span_of_years("2010-2019", "vi")).years == (2018, 2019)


def test_a_break_in_a_year_without_numbers_counts():
    assert lt.trend(FRAME, breaks=[2021]).frame["first_year"].tolist() == [2022, 2022]


@pytest.mark.parametrize(
    ("years", "says"),
    [
        (5, "years: 5 is no year"),
        ((2025, 2021), r"years: 2025 is after 2021.*such as \(2021, 2025\)"),
        ([2021, 2023], "years: 2022 is left out"),
        ((1990, 1995), "years: nothing is written of 1990 to 1995.*did you mean 20"),
        ((2090, 2095), "years: 2090 begins after.*did you mean 20"),
    ],
)
def test_spread_names_the_nearest_year(office, years, says):
    with pytest.raises(lt.InputError, match=says):
        lt.spread(office, years=years)


def test_spread_takes_what_a_trend_takes(office):
    asked = ((2023, 2024), range(2023, 2025), [2024, 2023])
    assert {lt.spread(office, years=years).years for years in asked} == {(2023, 2024)}


@pytest.mark.parametrize(
    ("successors", "circle"),
    [({"A": "B", "B": "A"}, "A → B → A"), ({"A": "B", "B": "C", "C": "B"}, "B → C → B")],
)
def test_successors_in_a_circle_are_named(successors, circle):
    frame = pd.concat([FRAME, FRAME[FRAME["subject_id"] == "A"].assign(subject_id="C")])
    with pytest.raises(lt.InputError, match=f"successors: {circle} is a circle"):
        lt.trend(frame, successors=successors)


def test_a_successor_with_numbers_in_the_same_years_is_told():
    told = repr(lt.trend(FRAME, successors={"A": "B"}, lang="en", breaks="none"))
    assert "A and B both have numbers in 2018, 2019, 2020, 2022" in told
    apart = FRAME[(FRAME["subject_id"] == "A") == (FRAME["year"] < 2020)]
    assert "both have" not in repr(lt.trend(apart, successors={"A": "B"}, lang="en"))
