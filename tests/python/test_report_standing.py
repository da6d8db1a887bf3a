"""Places, quota lines and ties in the documents are those of the result; small counts stay hidden."""

from itertools import product

import hypothesis.strategies as st
import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings

import lantoa as lt
from lantoa.reporting.pace import hidden_rows
from papers import paragraphs, tables
from soaking import examples

PLAN = "exemplars-2021-2025"
SIDES = {
    "within": "trong số lượng",
    "tied": "đồng hạng tại vạch, Hội đồng quyết định",
    "beyond": "ngoài số lượng",
}


@pytest.fixture(scope="module")
def result():
    """An office in which somebody ties at a line, and somebody is beyond one."""
    office = lt.sample_office(units=8, people=100, years=range(2021, 2026), seed=12)
    plan = lt.load_plan(PLAN).change("quota.so_luong_ca_nhan.share_per_mille", 100)
    return lt.evaluate(office, plan, as_of="de_nghi_2025", counting="possible", gates="countable")


@pytest.fixture(scope="module")
def folder(result, tmp_path_factory):
    whole = tmp_path_factory.mktemp("standing")
    for audience in ("internal", "shared"):
        lt.report(result, whole / audience, audience=audience)
    return whole


def opened(folder, audience, name="danh-sach"):
    return Document(str(folder / audience / f"{name}.docx"))


def places(document, heading):
    return next(one for one in tables(document) if one[0][:2] == ["Thứ tự", heading])[1:]


def test_somebody_ties_and_somebody_is_beyond(result):
    assert {"within", "tied", "beyond"} <= set(result.quota_lines["line"].dropna())


@pytest.mark.parametrize(("kind", "heading"), [("person", "Họ tên"), ("unit", "Tên tập thể")])
def test_places_and_points_are_those_of_the_ranking(result, folder, kind, heading):
    ranking = result.ranking(kind).set_index("subject_id")
    rows = places(opened(folder, "internal"), heading)
    counted = result.subjects[
        result.subjects["counted"] & (result.subjects["subject_kind"] == kind)
    ]
    assert {row[1] for row in rows} == set(counted["subject_id"])
    for place, who, points, _ in rows:
        expected = ranking.loc[who]
        assert place.split()[0].rstrip(",") == str(expected["place"])
        assert float(points.replace(".", "").replace(",", ".")) == expected["points"]
        assert ("đồng hạng" in place) == (expected["tied"] > 1)
    order = [int(ranking.loc[row[1], "place"]) for row in rows]
    assert order == sorted(order)


def test_every_side_of_a_line_is_told_inside(result, folder):
    lines = result.quota_lines
    sides = {row.subject_id: row.line for row in lines.itertuples() if row.line in SIDES}
    shown = {row[1]: row[3] for row in places(opened(folder, "internal"), "Họ tên")}
    for who, told in shown.items():
        assert SIDES[sides[who]] in told


def test_ties_at_a_line_are_named_for_the_council(result, folder):
    lines = result.quota_lines
    tied = lines[(lines["line"] == "tied") & lines["place"].notna()]
    groups = {(row.quota, row.group) for row in tied.itertuples()}
    assert groups
    for audience in ("internal", "shared"):
        told = [line for line in paragraphs(opened(folder, audience)).splitlines()
                if line.endswith("Hội đồng xem xét, quyết định.")]  # fmt: skip
        assert len(told) == len(groups)
        for quota, group in groups:
            mine = tied[(tied["quota"] == quota) & (tied["group"] == group)]["subject_id"]
            assert any(all(who in line for who in mine) for line in told)


def test_quotas_tell_seats_within_and_tied(result, folder):
    quotas = result.quotas
    shown = next(
        one for one in tables(opened(folder, "internal")) if one[0][1:3] == ["Nhóm", "Số chỗ"]
    )
    found = {row[1]: row[2:6] for row in shown[1:] if row[0].startswith("Số cá nhân")}
    of_people = quotas[(quotas["quota"] == "so_luong_ca_nhan") & (quotas["counted"] > 0)]
    assert len(found) == len(of_people)
    for row in of_people.itertuples():
        assert found[row.group] == [
            str(one) for one in (row.seats, row.within, row.tied, row.counted)
        ]


def test_outside_nobody_learns_how_many_are_beyond(folder):
    document = opened(folder, "shared")
    shown = next(one for one in tables(document) if one[0][1:3] == ["Nhóm", "Số chỗ"])
    assert "Trong danh sách" not in shown[0]
    assert SIDES["beyond"] not in {
        cell for table in tables(document) for row in table for cell in row
    }
    assert not [row for row in places(document, "Họ tên") if "đồng hạng" in row[0]]


def test_points_and_quotas_are_marked_as_an_assumption(folder):
    for audience in ("internal", "shared"):
        for name in ("danh-sach", "bao-cao"):
            document = opened(folder, audience, name)
            assert "Thứ tự theo điểm và số lượng (giả định)" in paragraphs(document)
            heads = {cell for table in tables(document) for cell in table[0]}
            assert {"Điểm (giả định)", "Số lượng (giả định)"} <= heads


def test_the_workbook_for_readers_outside_has_the_list_and_the_plan(folder):
    book = openpyxl.load_workbook(folder / "shared" / "ket-qua.xlsx")
    assert book.sheetnames == ["Tóm tắt", "Tập thể", "Cá nhân", "Kế hoạch", "Tham số", "Cách hiểu"]
    top = openpyxl.utils.range_boundaries(book["Cá nhân"].auto_filter.ref)[1]
    rows = list(book["Cá nhân"].iter_rows(min_row=top, values_only=True))
    word = next(one for one in tables(opened(folder, "shared")) if one[0][:2] == ["STT", "Họ tên"])
    assert [list(map(str, (cell or "" for cell in row))) for row in rows[1:]] == word[2:]


COUNTS = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), max_size=4)


@given(COUNTS, st.integers(1, 6))
@settings(max_examples=examples(200), deadline=None)
def test_no_small_number_shows_and_none_follows_from_its_row(rows, least):
    shown = hidden_rows(rows, least)
    for row, cells in zip(rows, shown, strict=True):
        assert cells[0] in (None, sum(row))
        assert all(one is None or one >= least for one in cells)
        assert cells[1:] == row or cells[1:] == [None] * 3


@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=3))
@settings(max_examples=examples(60), deadline=None)
def test_the_totals_of_columns_do_not_tell_what_is_hidden(rows):
    """Every way to fill in the hidden rows that the totals allow: no hidden row is certain, unless
    all that is hidden together is too little to hide anything in."""
    shown = hidden_rows(rows, 2)
    out = [at for at, cells in enumerate(shown) if cells[1:] == [None] * 2]
    if not out:
        return
    totals = [sum(rows[at][column] for at in out) for column in range(2)]
    assert len(out) > 1 or len(rows) == 1
    ways = [
        way for way in product(product(range(max(totals) + 1), repeat=2), repeat=len(out))
        if [sum(row[column] for row in way) for column in range(2)] == totals
    ]  # fmt: skip
    for at in range(len(out)):
        assert len({way[at] for way in ways}) > 1 or sum(totals) == 0
