"""Quotas of ``lantoa.rank``: every worked number of the field, ties at the line, one in another."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_places as reference
from soaking import examples


def ranked(points, quotas, units=None, **options):
    ids = [f"CB{at:03d}" for at in range(len(points))]
    frame = pd.DataFrame({"subject_id": pd.Series(ids, dtype=str), "points": points})
    if units is not None:
        frame["unit"], options["within"] = units, "unit"
    return lt.rank(frame, by="points", quotas=quotas, **options)


def seats(count, quotas, units=None):
    """The seats of every quota for so many, all with points of their own."""
    found = ranked(list(range(count)), quotas, units).quotas
    return found.groupby("quota", sort=False)["seats"].agg(list).to_dict()


def nested(count, outer, inner):
    """L1, then L2 without L1, then the rest, as a police unit of 12/2025 counts them."""
    quotas = {"L2": outer, "L1": {"share": inner, "inside": "L2"}}
    rows = ranked(list(range(count)), quotas).quotas.set_index("quota")
    within_l1, beside = int(rows.loc["L1", "seats"]), int(rows.loc["L2", "rest"])
    return within_l1, beside, count - int(rows.loc["L2", "seats"])


@pytest.mark.parametrize(
    ("count", "outer", "inner", "expected"),
    [
        (13, "60 %", "40 %", (2, 5, 6)),
        (9, "75 %", "15 %", (0, 6, 3)),
        (22, "90 %", "20 %", (3, 16, 3)),
    ],
)
def test_a_quota_inside_another_is_of_its_seats(count, outer, inner, expected):
    assert nested(count, outer, inner) == expected


def test_the_inner_quota_may_be_told_first():
    one = {"L1": {"share": "40 %", "inside": "L2"}, "L2": "60 %"}
    assert seats(13, one) == {"L2": [7], "L1": [2]}


def test_the_share_may_depend_on_the_class_of_the_unit():
    units = ["A"] * 22 + ["B"] * 9
    quotas = {"L2": {"share": {"A": "90 %", "B": "75 %"}}}
    quotas["L1"] = {"share": {"A": "20 %", "B": "15 %"}, "inside": "L2"}
    assert seats(31, quotas, units) == {"L2": [19, 6], "L1": [3, 0]}


def test_small_units_get_none_unless_there_is_a_minimum():
    assert seats(6, {"q": "15 %"}) == {"q": [0]}
    assert seats(6, {"q": {"share": "15 %", "minimum_places": 1}}) == {"q": [1]}
    of_nobody = {"q": {"share": "15 %", "minimum_places": 1, "of": 0}}
    assert seats(6, of_nobody) == {"q": [0]}
    nobody_ranked = ranked([None] * 6, {"q": {"share": "15 %", "minimum_places": 1}})
    assert nobody_ranked.quotas["seats"].tolist() == [0]


def test_pooling_units_is_a_real_what_if():
    units = [unit for unit in "ABCD" for _ in range(6)]
    each, pooled = {"share": "15 %"}, {"share": "15 %", "per": "all"}
    assert seats(24, {"each": each, "pooled": pooled}, units) == {
        "each": [0, 0, 0, 0],
        "pooled": [3],
    }
    assert sum(seats(24, {"each": each | {"minimum_places": 1}}, units)["each"]) == 4


@pytest.mark.parametrize(
    ("rated", "good_only", "both"), [(10, 1, 2), (5, 0, 1), (12, 2, 2), (30, 5, 6)]
)
def test_twenty_percent_of_the_good_is_not_of_good_and_excellent(rated, good_only, both):
    quotas = {"good": {"share": "20 %", "of": "others"}, "both": {"share": "20 %"}}
    assert seats(rated, quotas) == {"good": [good_only], "both": [both]}


def test_groups_of_five_get_none_though_the_body_has_one():
    units = ["A"] * 5 + ["B"] * 5
    quotas = {
        "body": {"share": "20 %", "of": "others", "per": "all"},
        "group": {"share": "20 %", "of": "others"},
    }
    assert seats(10, quotas, units) == {"body": [1], "group": [0, 0]}


def test_both_caps_bind_where_one_is_inside_the_other():
    units = ["A"] * 8 + ["B"] * 4
    quotas = {
        "body": {"number": 3, "per": "all"},
        "group": {"number": 2, "inside": "body"},
    }
    found = ranked([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9], quotas, units)
    assert found.quotas["within"].tolist() == [3, 2, 0]  # three of A lead, two of them in their own
    within = found.frame[(found.frame["quota"] == "group") & (found.frame["line"] == "within")]
    assert within["subject_id"].tolist() == ["CB000", "CB001"]


@pytest.mark.parametrize("share", [0.7, "70 %", "0,7", Decimal("0.7"), Fraction(7, 10)])
def test_seven_tenths_of_ninety_are_sixty_three_and_not_sixty_two(share):
    assert floor(0.7 * 90) == 62
    assert seats(90, {"q": {"share": share}}) == {"q": [63]}


def test_rounding_up_adds_no_seat_that_only_binary_fractions_see():
    assert -(-0.07 * 100 // 1) == 8
    assert seats(100, {"q": {"share": 0.07, "rounding": "up"}}) == {"q": [7]}
    assert seats(101, {"q": {"share": 0.07, "rounding": "up"}}) == {"q": [8]}


def test_a_third_is_a_third():
    assert seats(300, {"q": "1/3"}) == {"q": [100]}
    assert seats(299, {"q": Fraction(1, 3)}) == {"q": [99]}


def test_who_is_tied_at_the_line_goes_to_the_council():
    found = ranked([9, 8, 8, 7], {"khen": 2}, lang="en")
    assert found.frame["line"].tolist() == ["within", "tied", "tied", "beyond"]
    assert "Tied at the line of khen: CB001, CB002 for the 1 left" in found.sentence
    assert ranked([9, 8, 8, 7], {"khen": 3}).frame["line"].tolist() == ["within"] * 3 + ["beyond"]


def test_the_chain_parts_them_first():
    frame = pd.DataFrame(
        {"subject_id": ["A", "B", "C"], "points": [8, 8, 8], "chuyen_mon": [3, 9, 3]}
    )
    found = lt.rank(frame, by="points", chain=["chuyen_mon"], quotas={"khen": 2})
    rows = found.frame.set_index("subject_id")
    assert rows["line"].to_dict() == {"A": "tied", "B": "within", "C": "tied"}
    assert rows.loc["B", "parted_by"] == "chuyen_mon"


def test_whoever_waits_for_the_council_at_the_outer_line_waits_at_the_inner_one():
    quotas = {"outer": 2, "inner": {"number": 1, "inside": "outer"}}
    found = ranked([9, 8, 8, 7], quotas)
    inner = found.lines[found.lines["quota"] == "inner"].set_index("subject_id")
    assert inner["line"].to_dict()["CB000"] == "within"
    assert set(inner.index) == {"CB000", "CB001", "CB002"}
    assert inner.loc[["CB001", "CB002"], "line"].tolist() == ["beyond", "beyond"]
    tied_first = ranked([9, 9, 7], {"outer": 1, "inner": {"number": 1, "inside": "outer"}})
    waiting = tied_first.lines[tied_first.lines["quota"] == "inner"]
    assert waiting["line"].isna().all()
    assert not waiting["sure"].any()


def test_the_kind_of_base_is_told():
    found = ranked(
        [5, None, 3, None], {"có điểm": "1/2", "tất cả": {"share": "1/2", "of": "subjects"}}
    )
    assert found.quotas[["base", "seats"]].to_numpy().tolist() == [[2, 1], [4, 2]]
    assert any("1/2" not in line and "50 % tổng số" in line for line in found.under)


def test_number_and_base_may_differ_by_group():
    quotas = {"q": {"number": {"A": 1, None: 2}}, "r": {"share": "50 %", "of": {"A": 3, "B": 9}}}
    assert seats(4, quotas, ["A", "A", "B", "B"]) == {"q": [1, 2], "r": [1, 4]}


@settings(max_examples=examples(200), derandomize=True, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=1, max_size=7),
    st.fractions(0, 1, max_denominator=12),
    st.fractions(0, 1, max_denominator=12),
    st.sampled_from(["down", "up"]),
    st.integers(0, 1),
)
def test_lines_are_those_of_the_definition(points, outer, inner, rounding, minimum):
    told = {"share": outer, "rounding": rounding, "minimum_places": minimum}
    quotas = {"outer": told, "inner": {"share": inner, "of": "candidates", "inside": "outer"}}
    found = ranked(pd.array(points, "Int64"), quotas)
    base = sum(one is not None for one in points)
    given_ = reference.seats(outer, base, rounding=rounding, minimum=minimum)
    sides = [reference.line(points, row, given_) for row in range(len(points))]
    rows = found.lines[found.lines["quota"] == "outer"].set_index("subject_id")["line"].to_dict()
    assert rows == {f"CB{at:03d}": side for at, side in enumerate(sides) if side is not None}
    sure = found.lines[(found.lines["quota"] == "inner") & found.lines["sure"]]
    for who, line in zip(sure["subject_id"], sure["line"], strict=True):
        expected = reference.inner_line(
            sides, points, int(who[2:]), lambda size: reference.seats(inner, size)
        )
        assert line == expected


@settings(max_examples=examples(200), derandomize=True, deadline=None)
@given(
    st.fractions(0, 1, max_denominator=1000),
    st.integers(0, 60),
    st.booleans(),
    st.sampled_from(["down", "up"]),
    st.integers(0, 2),
)
def test_seats_are_exact_fractions(share, base, of_others, rounding, minimum):
    told = {"share": share, "rounding": rounding, "minimum_places": minimum}
    if of_others:
        told["of"] = "others"
    expected = reference.seats(share, base, rounding=rounding, minimum=minimum, of_others=of_others)
    assert seats(base, {"q": told}) == {"q": [expected]}


def test_many_groups_are_drawn_at_once():
    draws = np.random.default_rng(4)
    units = draws.integers(0, 50, 2000)
    points = draws.integers(0, 20, 2000)
    found = ranked(points, {"q": "15 %"}, units=[f"u{unit:02d}" for unit in units])
    for row in found.quotas.head(10).to_dict("records"):
        there = sorted(points[units == int(row["group"][1:])], reverse=True)
        assert row["base"] == len(there)
        assert row["seats"] == len(there) * 15 // 100
        line = there[int(row["seats"]) - 1] if row["seats"] else None
        is_tied = line is not None and there[int(row["seats"])] == line
        assert (row["tied"] > 0) == is_tied
