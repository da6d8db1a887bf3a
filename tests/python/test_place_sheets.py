"""The sheets of places and quotas: the numbers of the result, in words, marked as an assumption."""

import pandas as pd
import pytest

import lantoa as lt
from lantoa.reporting.place_sheets import place_sheets


@pytest.fixture(scope="module")
def result():
    plan = lt.load_plan("exemplars-2021-2025")
    asked = {"as_of": "de_nghi_2025", "counting": "possible", "gates": "countable"}
    return lt.evaluate(lt.sample_office(seed=7), plan, **asked)


@pytest.fixture(scope="module")
def sheets(result):
    return list(place_sheets(result))


def test_every_sheet_says_that_it_is_an_assumption(sheets):
    assert len(sheets) == 3
    for one in sheets:
        assert "giả định" in one.name
        assert "giả định" in one.title
        assert one.notes[0].startswith("GIẢ ĐỊNH")
        assert len(one.name) <= 31


def test_places_are_those_of_the_ranking_with_their_interval(result, sheets):
    shown = sheets[1].frame
    ranking = result.ranking("person", "unit_id")
    assert shown["subject_id"].tolist() == ranking["subject_id"].tolist()
    for cell, row in zip(shown["place"], ranking.to_dict("records"), strict=True):
        ends = {row["place_low"], row["place_high"]}
        assert str(row["place"]) in cell if pd.notna(row["place"]) else cell.startswith("(")
        assert all(str(end) in cell for end in ends)
    assert shown["line"].isna().tolist() == ranking["line"].isna().tolist()
    assert set(shown["line"].dropna()) == {"Trong số lượng", "Ngoài số lượng"}
    assert shown["sure"].notna().tolist() == ranking["sure"].tolist()


def test_points_are_written_with_a_comma(result):
    half = result.plan.change({"diem_nam_xuat_sac.map": [[0, 0], [2, 401], [5, 1000]]})
    found = lt.evaluate(result.office, half, result.as_of, counting="possible", gates="countable")
    cells = list(place_sheets(found))[1].frame["total"]
    assert cells.str.contains(",").any()
    assert not cells.str.contains(".", regex=False).any()


def test_the_quotas_are_those_of_the_result(result, sheets):
    shown, found = sheets[2].frame, result.quotas
    for name in ("base", "counted", "perhaps", "within", "tied"):
        pd.testing.assert_series_equal(shown[name], found[name])
    assert shown["seats"].dropna().tolist() == found["seats"].dropna().tolist()
    assert "Toàn cơ quan" in set(shown["group"])
    assert set(shown["status"]) == {"giả định"}


def test_a_track_has_no_quotas(result):
    track = lt.evaluate(result.office, result.plan, result.as_of, track="chuyen_de")
    names = [one.name for one in place_sheets(track)]
    assert not any("Số lượng" in name for name in names)


def test_the_sheets_stand_in_the_workbook(result, tmp_path):
    from lantoa.reporting import year_end

    with pd.ExcelFile(year_end(result, tmp_path / "ket-qua.xlsx"), engine="calamine") as book:
        names = book.sheet_names
    assert [name for name in names if "Thứ hạng" in name or "Số lượng" in name] == [
        "Thứ hạng tập thể (giả định)",
        "Thứ hạng cá nhân (giả định)",
        "Số lượng (giả định)",
    ]
