"""The worklist: what the unknown verdicts wait for, to Excel and back."""

import datetime
from itertools import cycle, islice

import openpyxl
import pandas as pd
import pytest

import lantoa as lt
from lantoa.schema import CODES, TABLES
from lantoa.worklists.lines import cells_of

VI = lt.load_plan("exemplars-2021-2025")
EN = lt.load_plan("exemplars-2021-2025", lang="en")
CELL = ["table", "subject_id", "year", "criterion_id", "column", "what"]


@pytest.fixture(scope="module")
def office(shared):
    return lt.read(shared / "data" / "office" / "csv")


@pytest.fixture(scope="module")
def worklist(office):
    return lt.evaluate(office, VI, "de_nghi_2025").worklist()


def cells(worklist):
    return {tuple(map(str, cell)) for cell in worklist.frame[CELL].itertuples(index=False)}


def only(worklist, table, subject=None):
    frame = worklist.frame
    chosen = frame["table"] == table
    if subject is not None:
        chosen &= frame["subject_id"] == subject
    return frame[chosen]


def sheets_of(path):
    """The sheets of registers in an English workbook, as frames."""
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        if sheet.title in TABLES:
            head, *rows = sheet.iter_rows(values_only=True)
            found[sheet.title] = pd.DataFrame(rows, columns=head, dtype=object)
    return found


def answers(table, column, office):
    """Everything that may be written into a cell."""
    spec = TABLES[table].columns[column]
    if table == "coverage":
        return ["true"]
    if spec.type == "code":
        return list(CODES[spec.of])
    if spec.type == "bool":
        return ["true", "false"]
    if spec.type == "unit":
        return list(office["units"]["unit_id"])
    if spec.type == "date":
        return ["2023-05-05", "2021-01-01"]
    return [1, 10, 5, 1000] if spec.type in ("int", "number", "per_mille") else ["ABC"]


def row_of(frame, line, office):
    """Where a line stands on its sheet."""
    said = cells_of(line, office)
    asked = {*line.columns, *line.beside}
    rows = frame.index
    for name in frame.columns.intersection([*TABLES[line.table].columns]):
        if name in said and name not in asked and name != "complete":
            wanted = str(said[name])
            if isinstance(said[name], pd.Timestamp):
                rows = rows[[pd.Timestamp(frame.loc[r, name]) == said[name] for r in rows]]
            elif isinstance(said[name], bool):
                continue
            else:
                rows = rows[[_plain(frame.loc[r, name]) == _plain(wanted) for r in rows]]
    [row] = rows
    return row


def _plain(cell):
    text = str(cell)
    return text[:-2] if text.endswith(".0") else text


def filled(sheets, places, office, turn):
    """The sheets with the ``turn``-th answer of every cell, round and round."""
    out = {name: frame.copy() for name, frame in sheets.items()}
    for line, row in places.items():
        frame = out[line.table]
        for column in (*line.columns, *line.beside):
            every = cycle(answers(line.table, column, office))
            frame.loc[row, column] = next(islice(every, turn, None))
    return out


def places_of(worklist, sheets, office):
    """Where every line that can be filled in stands on its sheet."""
    lines = [line for line in worklist._lines if line.columns]
    return {line: row_of(sheets[line.table], line, office) for line in lines}


def test_names_the_cell_its_place_and_who_must_act(worklist):
    [cell] = only(worklist, "discipline").itertuples()
    assert (cell.subject_id, cell.column, cell.file, cell.row) == (
        *("CB33", "form", "discipline.csv", 13),
    )
    assert cell.why == "cell_unreadable"
    assert cell.what == "Ô “Hình thức kỷ luật” để trống hoặc không đọc được"
    assert cell.by == "Người giữ sổ “Kỷ luật”"


def test_a_missing_year_is_a_row_to_add(worklist):
    [cell] = only(worklist, "ratings", "CB19").itertuples()
    assert (cell.year, cell.column, cell.why) == (2023, "rating", "row_missing")
    assert pd.isna(cell.row)
    assert (cell.waiting, cell.settles) == (2, 2)  # every year good, two years excellent


def test_a_judgement_is_asked_of_the_body_that_judges(worklist):
    [cell] = only(worklist, "attestations", "CB41").itertuples()
    assert (cell.criterion_id, cell.column, cell.why) == ("chung_dan_dau", "verdict", "not_judged")
    assert cell.by == "Hội đồng Thi đua - Khen thưởng Văn phòng"


def test_votes_are_asked_where_the_verdict_is_there(worklist):
    rows = only(worklist, "attestations", "DV11")
    assert rows["column"].tolist() == ["votes_for", "votes_total"]
    assert (rows["waiting"] == 2).all()  # the unit, and its head


def test_a_judgement_that_decides_nothing_is_not_asked_for(worklist):
    parts = only(worklist, "attestations")
    parts = parts[parts["criterion_id"] == "chung_thanh_tich_linh_vuc"]
    assert parts["subject_id"].tolist() == ["CB44"]  # everybody else met the other half


def test_a_gap_is_asked_once_for_everybody(worklist):
    gaps = only(worklist, "coverage")
    assert gaps["column"].tolist() == ["complete", "complete"]
    assert gaps["waiting"].tolist() == [3, 3]


def test_rows_that_contradict_each_other_are_asked_for_as_one(worklist):
    [cell] = only(worklist, "ratings", "CB13").itertuples()
    assert (cell.year, cell.why) == (2022, "conflict")


def test_a_hole_between_memberships_is_asked_of_the_person(worklist):
    [cell] = only(worklist, "memberships").itertuples()
    assert (cell.subject_id, cell.column) == ("CB40", "unit_id")
    assert "từ 01/01/2024 đến 29/02/2024" in cell.what


def test_a_missing_target_is_asked_for_by_the_names_of_the_nearest_year(worklist):
    rows = only(worklist, "targets", "DV11")
    assert rows["column"].tolist() == ["planned", "achieved"] * 2
    assert set(rows["year"]) == {2022}


def test_what_settles_most_comes_first_and_no_cell_twice(worklist):
    order = list(zip(-worklist.frame["settles"], -worklist.frame["waiting"], strict=True))
    assert order == sorted(order)
    assert not worklist.frame.duplicated([*CELL, "row"]).any()


def test_every_unknown_gate_waits_for_something(office):
    for as_of in ("2021-09-30", "2023-09-30", "2025-09-30", "2026-01-31"):
        result = lt.evaluate(office, VI, as_of)
        unknown = result.subjects["unknown_on"].str.split(", ").explode()
        known = result.worklist().frame
        assert unknown.astype(bool).any() == (len(known) > 0)
        assert known["waiting"].ge(1).all()
        assert known["waiting"].ge(known["settles"]).all()


def test_an_absent_register_is_asked_for_as_a_whole(office, tmp_path):
    without = lt.Office.from_frames({t: office[t] for t in office.tables if t != "commendations"})
    worklist = lt.evaluate(without, VI, "de_nghi_2025").worklist()
    [line] = only(worklist, "commendations").itertuples()
    assert pd.isna(line.column)
    assert line.what == "Chưa có sổ “Khen thưởng”: bổ sung cả sổ"
    worklist.to_excel(tmp_path / "a.xlsx")
    assert "Khen thưởng" not in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert "commendations" not in without.updated(tmp_path / "a.xlsx").tables


def test_nothing_to_do_says_so():
    units = pd.DataFrame({"unit_id": ["A"], "closed": ["2020-01-01"]})
    worklist = lt.evaluate(lt.Office.from_frames({"units": units}), VI, "khoa_so").worklist()
    assert len(worklist) == 0
    assert repr(worklist).endswith("Không thiếu dữ liệu nào.")
    assert "Không thiếu" in worklist._repr_html_()


def test_prints_a_row_per_row_to_fill(worklist):
    text = repr(worklist)
    assert text.startswith("Việc cần làm để đủ dữ liệu, xét đến ngày 30/09/2025")
    assert "Chưa có “Mức xếp loại chất lượng” năm 2023" in text
    assert worklist._repr_html_().count("<tr") == len(worklist._lines) + 1


# To Excel


def test_the_workbook_has_a_sheet_per_register_with_lists_and_yellow_cells(worklist, tmp_path):
    book = openpyxl.load_workbook(worklist.to_excel(tmp_path / "viec.xlsx"))
    assert book.sheetnames[0] == "Hướng dẫn"
    assert book["Danh mục"].sheet_state == "hidden"
    ratings = book["Xếp loại"]
    assert [cell.value for cell in ratings[1]][:3] == ["Mã", "Năm", "Mức xếp loại chất lượng"]
    assert ratings["C2"].fill.fgColor.rgb == "FFFFF2CC"
    assert any("C2" in one.sqref for one in ratings.data_validations.dataValidation)
    [formula] = [
        one.formula1 for one in ratings.data_validations.dataValidation if "C2" in one.sqref
    ]
    column = formula.split("$")[1]
    listed = [cell.value for cell in book["Danh mục"][column] if cell.value]
    assert listed[-1] == "Hoàn thành xuất sắc nhiệm vụ"


def test_the_date_of_a_judgement_to_come_is_the_day_that_is_judged(worklist, tmp_path):
    book = openpyxl.load_workbook(worklist.to_excel(tmp_path / "viec.xlsx"))
    rows = list(book["Ghi nhận"].iter_rows(values_only=True))
    at = rows[0].index("Ngày ghi nhận")
    [judged] = [row for row in rows if row[:2] == ("CB41", "chung_dan_dau")]
    assert judged[at] == datetime.datetime(2025, 9, 30)


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(worklist, tmp_path):
    with pytest.raises(lt.InputError, match=r"a\.csv: a worklist is an Excel workbook"):
        worklist.to_excel(tmp_path / "a.csv")
    with pytest.raises(lt.InputError, match="cannot be written"):
        worklist.to_excel(tmp_path / "nowhere" / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


# And back


@pytest.mark.parametrize("plan", [VI, EN], ids=["vi", "en"])
def test_a_workbook_that_nobody_filled_in_changes_nothing(office, plan, tmp_path):
    path = lt.evaluate(office, plan, "de_nghi_2025").worklist().to_excel(tmp_path / "a.xlsx")
    assert office.updated(path).fingerprint == office.fingerprint


def test_answers_in_vietnamese_come_back_from_the_workbook(office, worklist, tmp_path):
    path = worklist.to_excel(tmp_path / "viec.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Xếp loại"]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "CB19":
            row[2].value = "Hoàn thành xuất sắc nhiệm vụ"
    for row in book["Ghi nhận"].iter_rows(min_row=2):
        if [cell.value for cell in row[:2]] == ["CB41", "chung_dan_dau"]:
            row[3].value = "Đạt"
    book.save(path)
    after = lt.evaluate(office.updated(path), VI, "de_nghi_2025")
    assert only(after.worklist(), "ratings", "CB19").empty
    verdicts = after.verdicts.set_index(["subject_id", "criterion_id"])["verdict"]
    assert verdicts["CB19", "cn_xuat_sac_2_nam"] == "met"
    assert verdicts["CB41", "chung_dan_dau"] == "met"


@pytest.mark.parametrize("as_of", ["2025-09-30", "2026-01-31"])
def test_an_answer_never_leaves_its_cell_unknown(office, as_of, tmp_path):
    """Every answer of every cell in turn, all lines at once."""
    worklist = lt.evaluate(office, EN, as_of).worklist()
    sheets = sheets_of(worklist.to_excel(tmp_path / "law.xlsx"))
    lines = places_of(worklist, sheets, office)
    turns = max(len(answers(line.table, c, office)) for line in lines for c in line.columns)
    for turn in range(turns):  # every list of codes from its first to its last
        after = office.updated(filled(sheets, lines, office, turn))
        left = lt.evaluate(after, EN, as_of).worklist()
        assert not cells(worklist) & cells(left)


@pytest.mark.parametrize("seed", [11])
def test_no_answer_leaves_its_cell_unknown_in_other_offices(seed, tmp_path):
    """One line at a time, so that no answer hides behind another."""
    office = lt.sample_office(units=5, people=25, seed=seed)
    result = lt.evaluate(office, EN, "de_nghi_2025")
    worklist = result.worklist()
    sheets = sheets_of(worklist.to_excel(tmp_path / "law.xlsx"))
    lines = places_of(worklist, sheets, office)
    for line in list(lines)[:: max(1, len(lines) // 5)]:
        after = office.updated(filled(sheets, {line: lines[line]}, office, turn=0))
        left = lt.evaluate(after, EN, "de_nghi_2025").worklist()
        mine = {cell for cell in cells(worklist) if cell[5] == worklist._lines[line]}
        mine = {cell for cell in mine if cell[:2] == (line.table, str(line.subject_id))}
        assert not mine & cells(left)
