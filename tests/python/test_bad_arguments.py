"""Arguments of the wrong kind: what was given, what is expected, what may be meant."""

import pandas as pd
import pytest

import lantoa as lt

PLAN = lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def office():
    return lt.read({"people": pd.DataFrame({"person_id": ["CB01"]})})


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        ("30/09/2025", "expected YYYY-MM-DD or a milestone; did you mean 2025-09-30?"),
        ("2025-02-30", 'as_of "2025-02-30" is not a date: expected YYYY-MM-DD or a milestone'),
        ("2025", 'as_of "2025" is not a date'),
        ("de_nghi_2024", 'milestone "de_nghi_2024" is not known; did you mean "de_nghi_2025"?'),
        (None, "as_of must be a milestone or a date, not None"),
        (2025, "as_of must be a milestone or a date, not 2025"),
        (True, "as_of must be a milestone or a date, not True"),
        (pd.NaT, "as_of must be a milestone or a date, not NaT"),
    ],
)
def test_a_day_that_is_none_says_what_is_expected(as_of, says, office):
    with pytest.raises(lt.InputError) as caught:
        lt.evaluate(office, PLAN, as_of=as_of)
    assert says in str(caught.value)


@pytest.mark.parametrize("as_of", [pd.Timestamp("2025-09-30 23:59"), "2025-09-30", "de_nghi_2025"])
def test_a_day_may_be_given_in_any_of_its_forms(as_of, office):
    assert str(lt.evaluate(office, PLAN, as_of=as_of).as_of) == "2025-09-30"


def test_a_path_is_no_office_and_a_name_is_no_plan(office):
    with pytest.raises(
        lt.InputError, match=r'office: expected what lantoa.read gives, not "a.xlsx"'
    ):
        lt.evaluate("a.xlsx", PLAN, as_of="de_nghi_2025")
    with pytest.raises(
        lt.InputError, match=r"plan: expected what lantoa.load_plan gives, not \"ex"
    ):
        lt.evaluate(office, "exemplars-2021-2025", as_of="de_nghi_2025")
    with pytest.raises(
        lt.InputError, match=r"office: expected what lantoa.read gives, not DataFrame"
    ):
        lt.evaluate(office["people"], PLAN, as_of="de_nghi_2025")
