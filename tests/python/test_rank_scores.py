"""Places by ``lantoa.rank``: tie rules, what counts as equal, groups beside everybody, panels."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lantoa as lt
import reference_places as reference
from lantoa.ranking.standings import average_ranks

GROWING = [3, 4, 7, 7, 10, 11, 15, 15, 15, 15]
"""Ranked least first in the literature: here the negatives are, most first."""


def frame(points, **columns):
    ids = [f"DV{at:02d}" for at in range(len(points))]
    return pd.DataFrame(
        {
            "subject_id": pd.Series(ids, dtype=str),
            "points": pd.Series(points, dtype=object),
            **columns,
        }
    )


def ranked(points, **options):
    columns = options.pop("columns", {})
    return lt.rank(frame(points, **columns), by="points", **options)


def of(ranking, column="place"):
    """A column in the order of the ids, None where it is missing."""
    rows = ranking.frame.sort_values("subject_id")[column].astype(object)
    return [None if pd.isna(cell) else cell for cell in rows]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("min", [1, 2, 3, 3, 5, 6, 7, 7, 7, 7]),
        ("max", [1, 2, 4, 4, 5, 6, 10, 10, 10, 10]),
        ("dense", [1, 2, 3, 3, 4, 5, 6, 6, 6, 6]),
    ],
)
def test_equals_share_places_by_each_tie_rule(ties, expected):
    """The same places as by R's ``rank`` and by ``scipy.stats.rankdata``."""
    assert of(ranked([-one for one in GROWING], ties=ties)) == expected


def test_average_ranks_are_halves_and_are_not_truncated():
    expected = [1, 2, 3.5, 3.5, 5, 6, 8.5, 8.5, 8.5, 8.5]
    points = [-one for one in GROWING]
    found = ranked(points).average_ranks
    assert found.sort_values("subject_id")["average_rank"].tolist() == expected
    assert average_ranks(np.array(points, np.int64)).tolist() == expected
    truncated = [int(one) for one in expected]  # what one library gives: 3 3, 8 8 8 8
    assert found.sort_values("subject_id")["average_rank"].tolist() != truncated


def test_an_average_is_no_place():
    with pytest.raises(lt.InputError, match=r"average of places is no place.*average_ranks"):
        ranked([1, 1], ties="average")


def test_the_omega_family_is_the_definition():
    points = [-one for one in GROWING]
    half = ranked(points).average_ranks.sort_values("subject_id")["average_rank"].tolist()
    assert of(ranked(points)) == reference.omega_ranks(points, 0)
    assert half == reference.omega_ranks(points, Fraction(1, 2))
    assert of(ranked(points, ties="max")) == reference.omega_ranks(points, 1)


def test_no_untied_rank_turns_3_1_1_2_into_2_3_4_1():
    def untied(values):  # counts ties away by the order of rows, as one library does
        order = sorted(range(len(values)), key=lambda at: (values[at], at))
        return [order.index(at) + 1 for at in range(len(values))]

    ranks = [3, 1, 1, 2]
    assert untied(ranks) != ranks
    points = [-one for one in ranks]
    assert of(ranked(points, ties="dense")) == ranks
    assert of(ranked(points)) == [4, 1, 1, 3]


def test_the_five_tie_conventions_of_seven_libraries_are_told_apart_by_name():
    """Minimum, maximum, dense, average and the order of rows; the last one is none of ours."""
    points = [900, 700, 700, 500]
    assert of(ranked(points)) == [1, 2, 2, 4]
    assert of(ranked(points, ties="max")) == [1, 3, 3, 4]
    assert of(ranked(points, ties="dense")) == [1, 2, 2, 3]
    assert ranked(points).average_ranks["average_rank"].tolist() == [1, 2.5, 2.5, 4]
    with pytest.raises(lt.InputError, match='ties "ordinal" is not known'):
        ranked(points, ties="ordinal")


def test_the_order_of_rows_decides_nothing():
    given = frame([5, 7, 5, None, 7, 5], unit=["a", "b", "a", "b", "b", "a"])
    one = lt.rank(given, by="points", within="unit", quotas={"q": "50 %"})
    other = lt.rank(given.iloc[::-1], by="points", within="unit", quotas={"q": "50 %"})
    pd.testing.assert_frame_equal(one.frame, other.frame)
    pd.testing.assert_frame_equal(one.lines, other.lines)
    assert repr(one) == repr(other)


def test_missing_points_take_no_place_and_push_nobody_down():
    found = ranked([None, 8, float("nan"), 9, pd.NA])
    assert of(found) == [None, 2, None, 1, None]
    assert of(found, "tied") == [None, 1, None, 1, None]
    as_zero = [-1 if one is None else one for one in [None, -2, 5]]
    assert of(ranked([None, -2, 5])) != of(ranked(as_zero))


def test_decimals_are_compared_as_they_are_written():
    sums = [Decimal("0.1") + Decimal("0.2"), Decimal("0.3"), Decimal("0.30")]
    assert of(ranked(sums)) == [1, 1, 1]
    assert of(ranked([float(one) for one in sums[1:]] + [0.1 + 0.2])) == [2, 2, 1]


def test_doubles_that_rounding_alone_parts_are_told():
    assert "0.30000000000000004" in ranked([0.3, 0.1 + 0.2], lang="en").sentence
    assert "0.30000000000000004" not in ranked([0.3, 0.4], lang="en").sentence


@pytest.mark.parametrize(
    "points",
    [
        [2**62 + 1, 2**62, 2**62 + 2],
        [2**53 + 1, 2**53, 2**53 + 2],
        [10**40 + 1, 10**40, 10**40 + 2],
        [Fraction(1, 3) + Fraction(1, 10**30), Fraction(1, 3), 1],
        [Decimal("1e-400"), 0, Decimal("2e-400")],
        [5e-324, -0.0, 1e308],
    ],
)
def test_huge_and_tiny_numbers_are_told_apart(points):
    assert of(ranked(points)) == [2, 3, 1]


def test_minus_zero_is_zero_and_whole_numbers_equal_decimals():
    assert of(ranked([0.0, -0.0])) == [1, 1]
    assert of(ranked([2, Decimal("2.0"), Fraction(4, 2), 2.0])) == [1, 1, 1, 1]


@pytest.mark.parametrize("points", [[7], [], [None], [4, 4, 4, 4]])
def test_one_row_none_and_all_equal(points):
    found = ranked(points)
    assert of(found) == [None if one is None else 1 for one in points]
    assert len(found) == len(points)
    assert found.sentence


def test_floats_of_32_bits_are_read_as_they_print():
    given = pd.DataFrame({"subject_id": ["A", "B"], "points": np.array([0.1, 0.2], np.float32)})
    found = lt.rank(given, by="points", bands=[{"id": "low", "most": "0.1"}, {"id": "high"}])
    assert found.frame["points"].tolist() == [0.2, 0.1]
    assert found.frame["band"].tolist() == ["high", "low"]


@pytest.mark.parametrize("years", [{}, {"year": pd.Series([], dtype=int)}])
def test_a_frame_without_rows_gives_tables_without_rows(years):
    empty = frame([], g=pd.Series([], dtype=str), **years)
    asked = {"within": "g", "quotas": {"q": 1, "r": "1/2"}, "chain": ["points"]}
    found = lt.rank(empty, by="points", bands=[{"id": "all"}], **asked)
    assert len(found.frame) == len(found.ties) == len(found.lines) == len(found.quotas) == 0
    assert len(found.average_ranks) == 0
    assert found.standing().subjects == found.unscored() == ()
    assert "Không ai có điểm." in repr(found)
    assert found.plot(within=True).to_dict()


def test_places_within_groups_and_overall_stand_side_by_side():
    units = ["DV1", "DV2", "DV1", "DV2", None, "DV1"]
    found = ranked([9, 9, 7, 5, 8, 7], columns={"unit_id": units}, within="unit_id")
    assert of(found) == [1, 1, 4, 6, 3, 4]
    assert of(found, "place_within") == [1, 1, 2, 2, None, 2]
    assert of(found, "tied_within") == [1, 1, 2, 1, None, 2]
    assert of(found, "group") == units


def test_groups_may_be_given_beside_the_frame():
    found = ranked([9, 8, 7], within={"DV00": "a", "DV01": "b", "DV02": "a"})
    assert of(found, "place_within") == [1, 1, 2]


def test_a_panel_is_ranked_within_each_year():
    panel = pd.DataFrame(
        {
            "subject_id": ["A", "B", "A", "B", "C"],
            "year": [2019, 2019, 2020, 2020, 2020],
            "points": [3, 1, 2, 2, 9],
        }
    )
    found = lt.rank(panel, by="points")
    rows = found.frame[["subject_id", "year", "place"]].to_numpy().tolist()
    assert rows == [["A", 2019, 1], ["B", 2019, 2], ["C", 2020, 1], ["A", 2020, 2], ["B", 2020, 2]]
    assert found.years == (2019, 2020)
    last = found.standing()
    assert (last.year, last.subjects) == (2020, ("A", "B", "C"))
    assert last.scores.tolist() == [2, 2, 9]
    assert last.keys[2] > last.keys[0] == last.keys[1]
    assert found.standing(2019).subjects == ("A", "B")
    with pytest.raises(lt.InputError, match='year "2021" is not known; did you mean "2020"'):
        found.standing(2021)


def test_groups_of_a_panel_are_those_of_each_year():
    panel = pd.DataFrame(
        {
            "subject_id": ["A", "B", "C", "A", "B", "C"],
            "year": [2019] * 3 + [2020] * 3,
            "points": [3, 2, 1, 9, 8, 7],
            "unit": ["x", "x", "y", "x", "y", "y"],
        }
    )
    found = lt.rank(panel, by="points", within="unit", quotas={"q": 1})
    rows = found.frame.sort_values(["year", "subject_id"])
    assert rows["place"].tolist() == [1, 2, 3, 1, 2, 3]
    assert rows["place_within"].tolist() == [1, 2, 1, 1, 1, 2]
    assert found.quotas[["year", "group", "within"]].to_numpy().tolist() == [
        [2019, "x", 1], [2019, "y", 1], [2020, "x", 1], [2020, "y", 1],
    ]  # fmt: skip


def test_a_ranking_can_be_ranked_again():
    found = ranked([3, None, 9, 3], chain=["link"], columns={"link": [1, 1, 1, 2]})
    again = lt.rank(found)
    assert again.frame["place"].tolist()[:3] == [1, 2, 3]
    assert again.unscored() == found.unscored() == ("DV01",)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_every_kind_of_frame_gives_the_same_places(kind):
    told = {
        "subject_id": ["A", "B", "C", "D"],
        "points": [Decimal("7.50"), Decimal("9.10"), Decimal("7.5"), None],
        "unit_id": ["x", "x", "y", None],
    }
    make = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}[kind]
    found = lt.rank(make(told), by="points", within="unit_id", quotas={"q": 1})
    assert isinstance(found.frame, (type(make(told))))
    rows = pd.DataFrame(pl.DataFrame(found).to_dicts()).sort_values("subject_id")
    assert rows["place"].tolist()[:3] == [2, 1, 2]
    assert rows["place_within"].tolist()[:3] == [2, 1, 1]
    assert isinstance(found.quotas, type(make(told)))
    assert isinstance(found.ties, type(make(told)))


def test_the_frame_that_came_in_stays_as_it_was():
    given = frame([3, None, 5])
    before = given.copy(deep=True)
    lt.rank(given, by="points")
    pd.testing.assert_frame_equal(given, before)
