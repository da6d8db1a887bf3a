"""The worklist: what the unknown verdicts wait for, to Excel and back."""

from itertools import cycle, islice

import openpyxl
import pandas as pd
import polars as pl
import pytest

import lantoa as lt
import small_office
import small_plan
from lantoa.schema import CODES, TABLES
from lantoa.worklists.lines import cells_of

VI = lt.load_plan("exemplars-2021-2025")
EN = lt.load_plan("exemplars-2021-2025", lang="en")
CELL = ["table", "subject_id", "year", "criterion_id", "column", "what"]


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=4, people=20, seed=7)


@pytest.fixture(scope="module")
def worklist(office):
    return lt.evaluate(office, VI, "de_nghi_2025").worklist()


@pytest.fixture(scope="module")
def example(shared):
    """The office that everything about the plan is tried on."""
    return lt.read(shared / "data" / "office" / "csv")


def cells(worklist):
    return {tuple(map(str, cell)) for cell in worklist.frame[CELL].itertuples(index=False)}


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


def check_that_every_unknown_gate_waits(office, as_of):
    result = lt.evaluate(office, VI, as_of)
    unknown = result.subjects["unknown_on"].str.split(", ").explode()
    known = result.worklist().frame
    assert unknown.astype(bool).any() == (len(known) > 0)
    assert known["waiting"].ge(1).all()
    assert known["waiting"].ge(known["settles"]).all()


DAYS = ("2021-09-30", "2023-09-30", "2025-09-30", "2026-01-31")


@pytest.mark.parametrize("as_of", DAYS)
def test_every_unknown_gate_waits_for_something(office, as_of):
    check_that_every_unknown_gate_waits(office, as_of)


@pytest.mark.parametrize("as_of", DAYS)
def test_every_unknown_gate_of_the_example_waits_for_something(example, as_of):
    check_that_every_unknown_gate_waits(example, as_of)


def test_what_settles_most_comes_first_and_no_cell_twice(worklist):
    order = list(zip(-worklist.frame["settles"], -worklist.frame["waiting"], strict=True))
    assert order == sorted(order)
    assert len(set(order)) > 3
    assert not worklist.frame.duplicated([*CELL, "row"]).any()


def test_its_frame_is_of_the_kind_of_the_office(tmp_path):
    lacking = small_office.office(families=None)
    read = lt.read({name: lacking[name] for name in lacking.tables}, frames="polars")
    plan = lt.load_plan(small_plan.written(tmp_path))
    assert isinstance(lt.evaluate(read, plan, "the_end").worklist().frame, pl.DataFrame)


# Printed


def test_nothing_to_do_says_so():
    units = pd.DataFrame({"unit_id": ["A"], "closed": ["2020-01-01"]})
    worklist = lt.evaluate(lt.read({"units": units}), VI, "khoa_so").worklist()
    assert len(worklist) == 0
    assert repr(worklist).endswith("Không thiếu dữ liệu nào.")
    assert "Không thiếu" in worklist._repr_html_()


def test_prints_a_row_per_row_to_fill(worklist):
    text, cells = repr(worklist), len(worklist.frame)
    assert text.startswith("Việc cần làm để đủ dữ liệu, xét đến ngày 30/09/2025")
    assert "Chưa có “Mức xếp loại chất lượng” năm" in text
    assert "<NA>" not in text  # a row that is not there has no place
    assert text.endswith(f"{cells} ô cần điền ở {len(worklist._lines)} dòng")
    assert cells > len(worklist._lines)
    assert worklist._repr_html_().count("<tr") == len(worklist._lines) + 1


def test_a_long_list_is_cut_and_says_how_much_is_left(office):
    tables = {name: office[name] for name in office.tables}
    tables["attestations"] = tables["attestations"][:0]
    worklist = lt.evaluate(lt.read(tables), VI, "de_nghi_2025").worklist()
    more = len(worklist._lines) - 60
    assert more > 0
    assert f"… và {more} dòng nữa, xem .frame" in repr(worklist)
    assert worklist._repr_html_().count("<tr") == 61


# To Excel and back


def check_that_no_answer_leaves_its_cell_unknown(office, as_of, path):
    worklist = lt.evaluate(office, EN, as_of).worklist()
    sheets = sheets_of(worklist.to_excel(path))
    lines = places_of(worklist, sheets, office)
    turns = max(len(answers(line.table, c, office)) for line in lines for c in line.columns)
    for turn in range(turns):  # every list of codes from its first to its last
        after = office.updated(filled(sheets, lines, office, turn))
        left = lt.evaluate(after, EN, as_of).worklist()
        assert not cells(worklist) & cells(left)


@pytest.mark.parametrize("as_of", ["2025-09-30", "2026-01-31"])
def test_no_answer_leaves_its_cell_unknown(office, as_of, tmp_path):
    """Every answer of every cell in turn, all lines at once."""
    check_that_no_answer_leaves_its_cell_unknown(office, as_of, tmp_path / "law.xlsx")


def test_no_answer_leaves_its_cell_unknown_in_the_example(example, tmp_path):
    check_that_no_answer_leaves_its_cell_unknown(example, "2025-09-30", tmp_path / "law.xlsx")


@pytest.mark.parametrize("plan", [VI, EN], ids=["vi", "en"])
def test_a_workbook_that_nobody_filled_in_changes_nothing(example, plan, tmp_path):
    path = lt.evaluate(example, plan, "de_nghi_2025").worklist().to_excel(tmp_path / "a.xlsx")
    assert example.updated(path).fingerprint == example.fingerprint


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
