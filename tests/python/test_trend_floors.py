"""Where no order of the years could say anything, it is refused with a reason that is true."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

import lantoa as lt


def series(rows, first=2016):
    """A frame with a row for each subject and year."""
    cells = [
        (f"S{at}", first + year, value)
        for at, row in enumerate(rows)
        for year, value in enumerate(row)
    ]
    return pd.DataFrame(cells, columns=["subject_id", "year", "value"])


def concluded(rows, **asked):
    return lt.trend(series(rows), lang="en", **asked).conclusions


@pytest.mark.parametrize("years", [9, 10, 12])
@pytest.mark.parametrize("key", ["common_direction", "emerging", "ordered_years"])
def test_what_never_changes_is_refused_at_any_length(key, years):
    one = concluded([[1.0] * years] * 3)[key]
    assert one.is_refused
    assert one.smallest_p > 0.99
    assert "differ" in one.unblock[0].told("en") or key == "ordered_years"


@pytest.mark.parametrize("key", ["common_direction", "emerging"])
def test_one_year_that_differs_is_one_of_ten(key):
    one = concluded([[1.0] * 9 + [2.0]] * 3)[key]
    assert one.is_refused
    assert one.smallest_p == pytest.approx(0.2, abs=0.02)


def test_four_years_in_order_need_a_fifth():
    one = concluded([[1, 2, 3, 4], [2, 3, 4, 6], [1, 5, 6, 7]])["ordered_years"]
    assert one.is_refused
    assert "5 years in all, 1 more" in one.unblock[0].told("en")


def test_equal_subjects_have_no_places():
    told = concluded([[1, 2, 3, 4, 5, 6]] * 6)["rank_movement"]
    assert "are equal" in told.reasons[0].saying.told("en")
    few = concluded([[1, 2, 3, 4, 5, 6], [2, 1, 3, 4, 5, 6]])["rank_movement"]
    assert "Subjects with numbers in both years: 2" in few.reasons[0].saying.told("en")


def test_a_few_subjects_are_not_told_beside_others():
    few, more = ([[1, 2, 3, 4, 5, 6 + at] for at in range(n)] for n in (3, 6))
    assert "not beside the others" in concluded(few)["emerging"].facts[0].told("en")
    assert "a year, beside the others;" in concluded(more)["emerging"].facts[0].told("en")


def test_what_doubles_leave_of_equals_is_no_rise():
    rows = [[0.3, 0.1 * 3, 0.1 * 3, 0.30000000000000009], [0.1] * 4]
    trend = lt.trend(series(rows))
    assert trend.emerging.empty
    assert trend.frame["ups"].tolist() == [0, 0]
    large = lt.trend(series([[1234567890123.0, 1234567890124.0]]))
    assert large.frame["ups"].tolist() == [1]


def test_levels_are_read_in_any_form_of_their_letters():
    frame = series([[0, 1, 1, 0]])
    words = np.array(["khá", "tốt"])
    frame["value"] = [unicodedata.normalize("NFD", words[int(at)]) for at in frame["value"]]
    assert lt.trend(frame, levels=["khá", "tốt"]).panel.values.tolist() == [[0, 1, 1, 0]]
    frame["value"] = [unicodedata.normalize("NFC", word) for word in frame["value"]]
    levels = [unicodedata.normalize("NFD", word) for word in words]
    assert lt.trend(frame, levels=levels).panel.levels == ("khá", "tốt")
