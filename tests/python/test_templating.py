"""The blank workbook: what is filled in is read back, and nothing of the workbook itself is."""

import stat
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from lantoa._checks import InputError
from lantoa.criteria import load_plan
from lantoa.intake import read
from lantoa.intake.vocabulary import shown_heading, shown_label, shown_sheet
from lantoa.sampling import sample_tables
from lantoa.schema import CODES, TABLES
from lantoa.templating import tables_of, template
from lantoa.templating.needs import judged

PLAN = "exemplars-2021-2025"
FIRST_ROW = 3  # below the headings and the example


@pytest.fixture(scope="module")
def plan():
    return load_plan(PLAN)


@pytest.fixture(scope="module")
def blank(plan, tmp_path_factory):
    return template(tmp_path_factory.mktemp("blank") / "so-lieu.xlsx", plan)


@pytest.fixture(scope="module")
def workbook(blank):
    return openpyxl.load_workbook(blank)


# ---------------------------------------------------------------- blank


def test_a_blank_workbook_is_an_office_of_empty_registers(blank, plan):
    office = read(blank)
    assert office.problems.empty
    assert set(office.tables) == set(tables_of(plan))
    assert all(len(table) == 0 for table in office.tables.values())


def test_the_same_plan_gives_the_same_file(blank, plan, tmp_path):
    again = template(tmp_path / "so-lieu.xlsx", plan)
    assert again.read_bytes() == blank.read_bytes()


def test_every_sheet_is_headed_as_registers_are(workbook, plan):
    for table in tables_of(plan):
        sheet = workbook[shown_sheet(table)]
        texts = [cell.value for cell in sheet[1]]
        assert texts == ["STT", *(shown_heading(name, table) for name in TABLES[table].columns)]


def test_every_heading_says_what_to_enter(workbook, plan):
    for table in tables_of(plan):
        notes = [cell.comment for cell in workbook[shown_sheet(table)][1][1:]]
        assert all(note and note.text.strip() for note in notes), table


def test_instructions_come_first_and_lists_last(workbook):
    assert workbook.sheetnames[0] == "Hướng dẫn"
    assert workbook.sheetnames[-1] == "Danh mục"
    said = [cell.value for cell in workbook["Hướng dẫn"]["A"]]
    assert "HƯỚNG DẪN NHẬP SỐ LIỆU" in said
    assert "Xếp loại" in said  # one line for every sheet


def test_pages_are_set_up_for_printing(workbook, plan):
    for table in tables_of(plan):
        sheet = workbook[shown_sheet(table)]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.freeze_panes == "C3"
        assert sheet.print_title_rows == "$1:$1"


def test_codes_are_chosen_from_lists_of_labels_that_are_read(workbook, plan):
    for table in tables_of(plan):
        for name, column in TABLES[table].columns.items():
            if column.type == "code" and column.of != "roles":
                labels = chosen_from(workbook, table, name)
                assert labels == [shown_label(code, column.of) for code in CODES[column.of]]


def test_units_are_chosen_from_the_sheet_of_units(workbook):
    assert validation(workbook, "memberships", "unit_id").formula1.startswith("'Đơn vị'!")
    assert validation(workbook, "memberships", "person_id").formula1.startswith("'Cá nhân'!")


def test_every_judged_criterion_can_be_chosen(workbook, plan):
    assert chosen_from(workbook, "attestations", "criterion_id") == list(judged(plan))


def test_judged_criteria_include_those_of_other_readings(plan):
    found = judged(plan)
    assert {"chung_suy_ton", "cn_guong_mau", "tt_doan_ket"} <= set(found)
    assert "tt_dan_dau" in found  # judged only under the reading ghi_nhan
    assert "cn_luon_tot" not in found


def test_days_and_years_are_checked(workbook):
    assert validation(workbook, "ratings", "decision_date").type == "date"
    assert validation(workbook, "ratings", "year").type == "whole"
    assert validation(workbook, "initiatives", "share").type == "decimal"


def test_an_example_is_shown_and_not_read(workbook, plan):
    for table in tables_of(plan):
        sheet = workbook[shown_sheet(table)]
        assert sheet.cell(2, 1).value == "(ví dụ)"
        assert any(cell.value is not None for cell in sheet[2][1:]), table


def test_every_table_of_the_schema_has_its_words():
    from lantoa.templating.words import about, example

    for table, spec in TABLES.items():
        assert about(table)
        assert set(spec.key) - {"from_unit_id", "to_unit_id"} <= set(example(spec)), table


# ---------------------------------------------------------------- filled in


@pytest.fixture(scope="module")
def clean():
    """An office without the rows that reading lists: its problems are about those."""
    tables = sample_tables(units=12, people=60, years=range(2020, 2026), seed=3)
    office = read(tables)
    while len(office.problems):
        for sheet, rows in office.problems.groupby("sheet")["row"]:
            tables[sheet] = tables[sheet].drop(index=[row - 1 for row in set(rows)], errors="raise")
            tables[sheet] = tables[sheet].reset_index(drop=True)
        office = read(tables)
    return tables


@pytest.fixture(scope="module")
def filled(blank, clean, plan, tmp_path_factory):
    """The blank workbook with every sheet filled in as an official would."""
    book = openpyxl.load_workbook(blank)
    for table in tables_of(plan):
        fill(book[shown_sheet(table)], TABLES[table], clean[table])
    path = tmp_path_factory.mktemp("filled") / "da-nhap.xlsx"
    book.save(path)
    return path


def fill(sheet, table, frame):
    """Writes the rows of a frame below the example, in the words of the workbook."""
    for row, cells in enumerate(frame.itertuples(index=False, name=None), start=FIRST_ROW):
        sheet.cell(row, 1).value = row - FIRST_ROW + 1
        for place, (column, cell) in enumerate(
            zip(table.columns.values(), cells, strict=True), start=2
        ):
            if not pd.isna(cell):
                sheet.cell(row, place).value = entered(column, cell)


def entered(column, cell):
    """What an official types for a cell."""
    if column.type == "date":
        return pd.Timestamp(cell).to_pydatetime()
    if column.type == "bool":
        return "Có" if cell else "Không"
    if column.type == "code":
        return shown_label(cell, column.of)
    if column.type == "table":
        return shown_sheet(cell)
    if column.type == "per_mille":
        return cell / 1000
    return cell if isinstance(cell, str) else cell.item() if hasattr(cell, "item") else cell


def test_what_is_filled_in_is_read_without_a_problem(filled, clean, plan):
    office = read(filled)
    assert office.problems.empty, office.problems.to_string()
    wanted = read({table: clean[table] for table in tables_of(plan)})
    for table in tables_of(plan):
        pd.testing.assert_frame_equal(office[table], wanted[table], obj=table)


def test_an_example_that_was_filled_over_is_data(blank, tmp_path):
    book = openpyxl.load_workbook(blank)
    sheet = book[shown_sheet("units")]
    sheet.cell(2, 1).value = 1
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")["units"]["unit_id"].tolist() == ["DV02"]


def test_dates_typed_as_text_are_read_day_first(blank, tmp_path):
    book = openpyxl.load_workbook(blank)
    sheet = book[shown_sheet("units")]
    for place, text in ((2, "DV01"), (3, "Phòng Tổng hợp"), (6, "01/09/2021")):
        sheet.cell(FIRST_ROW, place).value = text
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")["units"]["opened"].tolist() == [datetime(2021, 9, 1)]


# ---------------------------------------------------------------- refusals


def test_a_workbook_that_is_there_is_kept(tmp_path, plan):
    path = tmp_path / "so-lieu.xlsx"
    path.write_text("filled in for weeks")
    with pytest.raises(InputError, match=r"so-lieu\.xlsx: is there already"):
        template(path, plan)
    assert path.read_text() == "filled in for weeks"
    assert read(template(path, plan, overwrite=True)).problems.empty


def test_another_kind_of_file_is_refused(tmp_path, plan):
    with pytest.raises(InputError, match=r"its name ends in \.xlsx"):
        template(tmp_path / "so-lieu.csv", plan)


def test_a_plan_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="exemplars-2021-2025"):
        template(tmp_path / "so-lieu.xlsx", "exemplar-2021-2025")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path, plan):
    with pytest.raises(InputError, match="cannot be written"):
        template(tmp_path / "khong-co" / "so-lieu.xlsx", plan)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path, plan, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("lantoa._files.Path.open", refused)
    with pytest.raises(InputError, match="cannot be written: Permission denied"):
        template(tmp_path / "so-lieu.xlsx", plan)


def test_a_run_that_fails_leaves_nothing_behind(tmp_path, plan, monkeypatch):
    def broken(path, _):
        Path(path).write_text("half")
        raise OSError(28, "No space left on device")

    path = tmp_path / "so-lieu.xlsx"
    path.write_text("as it was")
    monkeypatch.setattr("lantoa.templating.write", broken)
    with pytest.raises(InputError, match="No space left"):
        template(path, plan, overwrite=True)
    assert [p.name for p in tmp_path.iterdir()] == ["so-lieu.xlsx"]
    assert path.read_text() == "as it was"


def test_a_template_is_readable_like_any_new_file(blank, tmp_path):
    (tmp_path / "other").touch()
    mode = stat.S_IMODE((tmp_path / "other").stat().st_mode)
    assert stat.S_IMODE(blank.stat().st_mode) == mode


# ---------------------------------------------------------------- helpers


def validation(workbook, table, column):
    """The check on the first data cell of a column."""
    sheet = workbook[shown_sheet(table)]
    place = 2 + list(TABLES[table].columns).index(column)
    cell = sheet.cell(FIRST_ROW, place).coordinate
    return next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)


def chosen_from(workbook, table, column):
    """The texts of the drop-down list of a column."""
    name = validation(workbook, table, column).formula1.lstrip("=")
    [(sheet, area)] = workbook.defined_names[name].destinations
    cells = workbook[sheet][area]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return [cell.value for row in rows for cell in row]
