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


def blocks_of(one):
    """The reason and what would unblock it, in English."""
    return one.reasons[0].saying.told("en"), " ".join(way.told("en") for way in one.unblock)


def test_a_spread_that_few_years_have_asks_for_years_in_which_subjects_differ():
    rows = [[5 + at * (year in (2, 4)) for year in range(5)] for at in range(6)]
    why, need = blocks_of(concluded(rows)["spread_break"])
    assert why.startswith("Only 2 of 5 years have a spread")
    assert why.endswith("8 are needed.")
    assert need.startswith("8 years in which 5 subjects or more have numbers that are not all")
    alone, need = blocks_of(concluded([[1, 2, 3.5, 4, 5]])["spread_break"])
    assert alone.startswith("Only 0 of 5 years")
    assert "there are 0 now" in need


def test_gaps_cannot_close_where_nobody_is_low():
    level = [[5, 2 + at, 3 * at, 4 * at, 5 * at**2] for at in range(6)]
    why, need = blocks_of(concluded(level)["convergence"])
    assert why.startswith("In 2016 all subjects are equal")
    assert "At least" not in need
    assert "another first year" in need
    assert not concluded(level, years=(2017, 2020))["convergence"].is_refused
    alike = [[at, 2 * at, 2 * at + 1, 2 * at + 5] for at in range(8)]
    assert blocks_of(concluded(alike)["convergence"])[0].startswith("From 2017 to 2019 all")
    _, need = blocks_of(concluded([[at, at**2, 7 - at] for at in range(4)])["convergence"])
    assert "At least 5 subjects" in need


@pytest.mark.parametrize(
    "key",
    [
        "common_direction",
        "differing_directions",
        "ordered_years",
        "years_differ",
        "emerging",
        "recent_gain",
        "undeclared_break",
    ],
)
def test_what_never_changes_is_said_to_be_what_blocks(key):
    why, need = blocks_of(concluded([[100.0] * 8] * 8)[key])
    assert "No subject's numbers differ" in why or "same in every year" in why
    assert "differ" in need
    assert "more years alone are not enough" in need


def test_a_level_that_never_changes_needs_years_that_would_help():
    _, need = blocks_of(concluded([[100.0] * 8] * 8)["undeclared_break"])
    assert "10 years in all, 2 more." in need
    assert not concluded([[100.0] * 8 + [500.0] * 2] * 8)["undeclared_break"].is_refused
    assert concluded([[100.0] * 8 + [500.0]] * 8)["undeclared_break"].is_refused


def test_subjects_that_go_one_way_do_not_differ_in_direction():
    rows = [[at + year * (1 + at) for year in range(8)] for at in range(6)]
    why, need = blocks_of(concluded(rows)["differing_directions"])
    assert why.startswith("Between any two years all subjects go the same way")
    assert need == "Subjects that differ in direction: more years alone are not enough."
    four = concluded([row[:4] for row in rows])["differing_directions"]
    assert blocks_of(four)[1].startswith("Subjects that differ in direction")
    rows[0] = rows[0][::-1]
    rows[1] = [3, 1, 4, 1, 5, 9, 2, 6]
    assert not concluded(rows)["differing_directions"].is_refused


def test_subjects_that_move_alike_or_cancel_out_are_told_so():
    alike = [[at + year**2 for year in range(6)] for at in range(6)]
    why, need = blocks_of(concluded(alike)["emerging"])
    assert why.startswith("All subjects change by the same")
    assert need.startswith("Subjects that change differently")
    mirrored = [list(range(8)), list(range(8))[::-1]]
    for key in ("common_direction", "ordered_years"):
        why, need = blocks_of(concluded(mirrored)[key])
        assert "cancel out" in why
        assert need == "Rises and falls that do not cancel out: more years alone are not enough."


def test_three_years_are_told_how_many_a_jump_needs():
    why, need = blocks_of(concluded([[1, 2, 4], [2, 1, 7]])["undeclared_break"])
    assert why == "There are only 3 years on one scale; 8 are needed."
    assert need == "8 years in all, 5 more."
