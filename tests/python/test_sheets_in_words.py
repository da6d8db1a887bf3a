"""Workbooks of trend and spread as their readers see them: words for codes, numbers for numbers."""

import re

import openpyxl
import pandas as pd
import pytest

import lantoa as lt
from lantoa.concluding import Conclusion, Conclusions, Reason, Saying

CODE = re.compile(
    r"same|up|down|break|less|more|no_more|too_few|True|False|derived|assigned|observed_before|"
    r"[a-z]+(_[a-z]+)+"
)


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=12, people=60, years=range(2021, 2026), seed=7)


def body(frame):
    return [cell for column in frame for cell in frame[column].tolist() if cell is not None]


def raw(sheets):
    return {
        (name, cell)
        for name, frame in sheets.items()
        for cell in body(frame)
        if isinstance(cell, bool) or (isinstance(cell, str) and CODE.fullmatch(cell))
    }


def long(sheets):
    """Numbers with more digits than anybody reads."""
    return [
        cell
        for frame in sheets.values()
        for cell in body(frame)
        if isinstance(cell, float) and cell == cell and len(f"{abs(cell):.15g}") > 8
    ]


def test_a_vietnamese_trend_has_no_code_in_its_sheets(office):
    found = lt.trend(office, of="ratings", draws=99, lang="vi").sheets()
    assert raw(found) == set()
    assert long(found) == []
    changes = found["Thay đổi từng năm"]
    assert set(changes["Trước"]) <= {"xuất sắc", "tốt", "hoàn thành", "không hoàn thành"}
    assert set(changes["Chiều"]) <= {"tốt lên", "kém đi", "giữ nguyên", "đổi thang đo"}
    whole = found["Chuyển mức"].tail(3)
    assert whole["Trước"].tolist() == ["mọi mức"] * 3
    assert whole["Sau"].tolist() == ["tốt lên", "giữ nguyên", "kém đi"]
    assert found["Theo nhóm"]["Nhóm"].tolist() == ["mọi đối tượng"]


def test_frames_of_python_keep_their_codes(office):
    found = lt.trend(office, of="ratings", draws=99, lang="vi")
    assert set(found.changes["way"]) <= {"up", "down", "same", "break"}
    assert set(found.baseline["verdict"]) <= {"more", "no_more", "less", "too_few"}


def test_levels_that_are_called_like_a_way_keep_their_names():
    frame = pd.DataFrame(
        [
            (f"S{at:02}", year, ("same", "up")[(at + year) % 2])
            for at in range(20)
            for year in (1, 2)
        ],
        columns=["subject_id", "year", "value"],
    )
    frame["year"] += 2020
    found = lt.trend(frame, levels=["same", "up"], lang="vi").sheets()["Chuyển mức"]
    assert set(found["Sau"][:-3]) == {"same", "up"}


@pytest.mark.parametrize("links", [None, "same_unit"])
def test_a_vietnamese_spread_has_no_code_in_its_sheets(office, links):
    found = lt.spread(office, links=links, lang="vi").sheets()
    kinds = {("Mối liên hệ", "guide")}  # as the office writes it
    assert raw(found) - kinds == set()
    assert long(found) == []
    ties = found["Mối liên hệ"]
    assert set(ties["Từ đâu mà có"]) == {"suy từ sổ" if links else "được phân công"}
    assert set(found["Tự khai học từ ai"]["Quay vòng"]) <= {"có", "không"}


def test_an_english_workbook_is_in_english(office):
    ties = lt.spread(office, links="same_unit", lang="en").sheets()["Ties"]
    assert set(ties["Kind"]) == {"same unit"}
    assert set(ties["Origin"]) == {"derived from registers"}


def test_what_is_a_number_is_one_in_the_file(office, tmp_path):
    path = lt.trend(office, of="ratings", draws=99, lang="vi").to_excel(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    shares = cells(book["Chuyển mức"], "Tỷ lệ")
    assert all(isinstance(one.value, int | float) for one in shares)
    assert {one.number_format for one in shares} == {"0.0 %"}
    told = [one for one in cells(book["Kết luận"], "p") if one.value is not None]
    assert told
    assert all(isinstance(one.value, int | float) for one in told)
    assert all(one.number_format.endswith("0.0######") for one in told)


def test_a_day_is_a_day(office, tmp_path):
    path = lt.spread(office, lang="vi").to_excel(tmp_path / "s.xlsx")
    (first, *_) = cells(openpyxl.load_workbook(path)["Ai đã làm theo"], "Làm theo từ ngày")
    assert first.is_date


def cells(sheet, heading):
    rows = list(sheet.iter_rows())
    top = next(at for at, row in enumerate(rows) if heading in [cell.value for cell in row])
    at = [cell.value for cell in rows[top]].index(heading)
    return [row[at] for row in rows[top + 1 :]]


def test_conclusions_say_what_to_mind_what_may_not_be_said_and_what_to_record(office):
    found = lt.spread(office, lang="vi").conclusions
    (sheet,) = found.sheets().values()
    for name in ("Lưu ý", "Không được nói", "Trả lời được nếu", "Cần ghi nhận từ nay"):
        assert sheet[name].str.len().max() > 10
    assert sheet["Cần ghi nhận từ nay"].tolist() == found.frame["collect"].tolist()
    assert sheet["Lưu ý"].tolist() == found.frame["warnings"].tolist()
    for one, told in zip(found, sheet["Lưu ý"], strict=True):
        assert all(warning.saying.told("vi").rstrip(".") in told for warning in one.warnings)


def test_reasons_of_one_answer_are_told_apart():
    rows, none = Saying("told", "more", {"rows": 3}), Saying("told", "no_rows")
    one = Conclusion("x", none, "L1", "refused", reasons=(Reason("R1", rows), Reason("R1", none)))
    table = Conclusions.of([one, one], lang="en")
    told = "… and 3 more rows, see .frame; There are no rows in this table."
    assert table.frame["why"].tolist() == [told, told]
    assert told in table.text()
    assert told in table.sheets()["Answer"].to_numpy()


def test_a_frame_says_how_many_changed_their_block():
    rows = [(f"S{at}", 2020 + year, float(at + year)) for at in range(4) for year in range(3)]
    frame = pd.DataFrame(rows, columns=["subject_id", "year", "value"])
    frame["unit"] = "A"
    assert "changed their block" not in repr(lt.trend(frame, by="unit", lang="en"))
    frame.loc[[2, 5], "unit"] = "B"
    found = lt.trend(frame, by="unit", lang="en")
    assert "Subjects that changed their block in these years: 2;" in repr(found)
    assert found.panel.blocks == ("A", "B")
