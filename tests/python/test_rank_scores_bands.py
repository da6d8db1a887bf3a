"""Bands of ``lantoa.rank``: the highest level whose total, floors and gates hold; gaps are told."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_places as reference
from soaking import examples

MAXIMA = {"chat_luong": 30, "tien_do": 30, "ky_luat": 40}
DRAFT = "nghe-an-draft-2025"


def banded(rows, bands=DRAFT, maxima=MAXIMA, **options):
    """Rows of (total, criteria …) or dicts; the frame by subject."""
    names = ["points", *(maxima or {})]
    told = [row if isinstance(row, dict) else dict(zip(names, row, strict=True)) for row in rows]
    frame = pd.DataFrame(told).assign(subject_id=[f"P{at}" for at in range(len(rows))])
    return lt.rank(frame, by="points", bands=bands, maxima=maxima, **options)


def levels(ranking, column="band"):
    rows = ranking.frame.sort_values("subject_id")[column].astype(object)
    return [None if pd.isna(cell) else cell for cell in rows]


def test_a_high_total_with_one_criterion_under_its_floor_is_the_level_below():
    """92 with one criterion at 82 % of its maximum is good: draft of Nghệ An, 2025."""
    assert levels(banded([(Decimal("92"), Decimal("24.6"), 29, Decimal("38.4"))])) == ["good"]


def test_totals_and_floors_decide_together():
    rows = [
        (90, Decimal("25.5"), Decimal("25.5"), 39),  # each at 85 % at least
        (90, Decimal("25.4"), Decimal("25.6"), 39),
        (80, 24, 24, 32),
        (80, 24, Decimal("23.9"), Decimal("32.1")),
        (70, 21, 21, 28),
        (69, 21, 20, 28),
    ]
    expected = ["excellent", "good", "good", "completed", "completed", "not_completed"]
    assert levels(banded(rows)) == expected


def test_what_keeps_from_the_level_above_is_named():
    found = banded([(92, Decimal("24.6"), 29, Decimal("38.4")), (79, 25, 25, 29)])
    assert levels(found, "held_by") == ["chat_luong", "points, ky_luat"]
    assert "tổng điểm, ky_luat" in repr(found)


def test_a_total_in_no_band_is_told_and_not_guessed():
    found = banded([(75, 10, 30, 35), (69, 9, 30, 30)], lang="en")
    assert levels(found) == [None, "not_completed"]
    assert "In no level: P0." in found.sentence
    assert "in no level" in repr(found)


def test_the_printed_bands_would_leave_the_case_in_none():
    printed = [
        {"id": "excellent", "least": 90, "floor": "85 %"},
        {"id": "good", "least": 80, "below": 90, "floor": "80 %"},
        {"id": "completed", "least": 70, "below": 80, "floor": "70 %"},
        {"id": "not_completed", "below": 70},
    ]
    assert levels(banded([(92, Decimal("24.6"), 29, Decimal("38.4"))], printed)) == [None]


def test_the_table_says_that_it_is_a_draft():
    found = banded([(90, 30, 30, 30)])
    assert any("dự thảo" in line for line in found.under)
    assert "Xét hoàn thành xuất sắc (bỏ phiếu)" in repr(banded([(100, 30, 30, 40)]))


def test_a_floor_that_is_met_exactly_is_met_in_doubles_too():
    """0.15 x 30 is 4.5 exactly; the double 0.15 lies below 3/20, and 0.1 x 3 above 0.3."""
    bands = [{"id": "in", "floor": "15 %"}, {"id": "out"}]
    assert levels(banded([{"points": 1, "a": 0.15}], bands, {"a": 1})) == ["in"]
    assert levels(banded([{"points": 1, "a": 4.5}], bands, {"a": 30})) == ["in"]
    assert Fraction(0.15) < Fraction(3, 20)
    most = [{"id": "in", "gates": {"a": {"most": "0.3"}}}, {"id": "out"}]
    assert levels(banded([{"points": 1, "a": 0.3}, {"points": 1, "a": 0.1 * 3}], most, None)) == [
        "in",
        "out",
    ]


def test_doubles_on_both_sides_of_a_third_are_told_apart():
    below, above = 0.3333333333333333, 0.33333333333333337
    assert Fraction(str(below)) < Fraction(1, 3) < Fraction(str(above))
    for word, expected in (("most", ["in", "out"]), ("least", ["out", "in"])):
        bands = [{"id": "in", word: "1/3"}, {"id": "out"}]
        assert levels(banded([{"points": below}, {"points": above}], bands, None)) == expected


def gated(**cells):
    told = {"points": 95, "on_time": 100, "exceeding": 30, "discipline": 0, "late": 0}
    return levels(banded([told | cells], "qd-366-2025", None))


def test_gates_stand_beside_the_score():
    assert gated() == ["excellent"]
    assert gated(points=89) == ["good"]
    assert gated(points=89, on_time=99, late=1) == [None]
    assert gated(points=60, on_time=80, late=20) == ["completed"]
    assert gated(points=60, on_time=79, late=21) == [None]


def test_a_gate_that_fails_above_the_next_band_leaves_a_gap():
    assert gated(discipline=1) == [None]
    assert gated(exceeding=29) == [None]


def test_an_unknown_criterion_leaves_the_level_open():
    found = banded([(92, None, 29, 38), (85, None, 29, 38), (60, None, 20, 20)], lang="en")
    assert levels(found) == [None, None, "not_completed"]
    assert levels(found, "band_high") == ["excellent", "good", "not_completed"]
    assert "Level not sure, for want of numbers: P0, P1." in found.sentence
    assert levels(found, "held_by")[2] == "points, chat_luong, tien_do, ky_luat"


def test_without_points_there_is_no_level():
    assert levels(banded([(None, 30, 30, 40), (90, 30, 30, 30)])) == [None, "completed"]
    assert levels(banded([(None, 30, 30, 40), (90, 30, 30, 30)]), "band_high") == [
        None,
        "completed",
    ]


def test_a_table_of_ones_own_is_read_from_a_file(tmp_path):
    path = tmp_path / "muc.toml"
    path.write_text(
        'format = "bands/1"\nvi = "Mức riêng"\n[[level]]\nid = "dat"\nleast = 0.3\n',
        encoding="utf-8",
    )
    found = banded([{"points": 0.3}, {"points": 0.29}], str(path), None)
    assert levels(found) == ["dat", None]
    assert any("Mức riêng" in line for line in found.under)
    path.write_text("level = [", encoding="utf-8")
    with pytest.raises(lt.InputError, match=r"muc\.toml"):
        banded([{"points": 1}], path, None)


numbers = st.one_of(
    st.integers(-3, 3), st.decimals(-3, 3, places=1), st.sampled_from([0.1, 0.3, -0.7, 2.0])
)
limits = st.tuples(
    st.sampled_from(["points", "a", "b"]),
    st.sampled_from(["least", "below", "most", "more_than"]),
    st.one_of(st.integers(-3, 3), st.sampled_from(["0.1", "0.3", "-0.7", "1/3", "0.15"])),
)
rows_of = st.fixed_dictionaries({"points": numbers, "a": numbers, "b": numbers})


def exact(value):
    return Fraction(str(value))


@settings(max_examples=examples(300), derandomize=True, deadline=None)
@given(
    st.lists(rows_of, min_size=1, max_size=4),
    st.lists(st.lists(limits, max_size=3, unique_by=lambda one: one[:2]), min_size=1, max_size=3),
    st.booleans(),
)
def test_the_level_is_that_of_the_definition(rows, asked, as_doubles):
    if as_doubles:
        rows = [{name: float(cell) for name, cell in row.items()} for row in rows]
    bands = []
    for at, told in enumerate(asked):
        words = {}
        for name, word, limit in told:
            words.setdefault(name, {})[word] = limit
        bands.append({"id": str(at), **words.pop("points", {}), "gates": words})
    found = levels(banded(rows, bands, None))
    plain = [{name: exact(cell) for name, cell in row.items()} for row in rows]
    read = [[(name, word, exact(limit)) for name, word, limit in told] for told in asked]
    expected = [reference.level(row, read) for row in plain]
    assert found == [None if one is None else str(one) for one in expected]
