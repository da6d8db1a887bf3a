"""The year-end workbook, read back as an office would read it."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import lantoa as lt
from lantoa import _files, reporting
from lantoa.reporting import paper, words

DAY = "de_nghi_2025"


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=12, people=40, years=range(2021, 2026), seed=7)


@pytest.fixture(scope="module")
def result(office):
    return lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), as_of=DAY)


@pytest.fixture(scope="module")
def written(result, tmp_path_factory) -> Path:
    return reporting.year_end(result, tmp_path_factory.mktemp("book") / "ket-luan.xlsx")


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(written)


def table(sheet) -> pd.DataFrame:
    """The rows below the headings, which stand where the filter is."""
    top = openpyxl.utils.range_boundaries(sheet.auto_filter.ref)[1]
    rows = list(sheet.iter_rows(min_row=top, values_only=True))
    return pd.DataFrame(rows[1:], columns=rows[0])


def cells(book) -> list[str]:
    return [str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c]


def test_has_every_sheet_in_the_order_of_work(book):
    assert book.sheetnames == [
        "Tóm tắt", "Kết luận tập thể", "Kết luận cá nhân", "Chi tiết",
            "Thứ hạng tập thể (giả định)", "Thứ hạng cá nhân (giả định)", "Số lượng (giả định)",
            "Còn thiếu một bước",
        "Việc cần làm", "Lỗi dữ liệu", "Kế hoạch", "Tham số", "Cách hiểu", "Ngoài diện",
        "Điểm tập thể (giả định)", "Điểm cá nhân (giả định)",
        "0601.N Phong trào", "0602.N Khen cấp nhà nước", "0603.N Khen cấp bộ, tỉnh",
        "Khen khác", "Khen theo đơn vị", "Tham gia phong trào",
        "Xu hướng", "Xu hướng, kết luận", "Lan tỏa", "Lan tỏa, kết luận",
    ]  # fmt: skip


def test_the_summary_names_day_counting_closed_years_and_fingerprints(book, result):
    told = " ".join(str(row[1]) for row in book["Tóm tắt"].iter_rows(values_only=True))
    for words_ in (
        "30/09/2025",
        "tạm tính đạt",
        "2021-2024",
        result.plan.fingerprint,
        result.office.fingerprint,
        lt.about().lantoa,
    ):
        assert words_ in told
    assert "không bao giờ xét tặng" in book["Tóm tắt"]["A2"].value


@pytest.mark.parametrize("kind", ["unit", "person"])
def test_the_summary_counts_what_the_result_says(result, kind):
    row = reporting.summary(result).counts.set_index("subject_kind").loc[kind]
    subjects = result.subjects[result.subjects["subject_kind"] == kind]
    assert row["judged"] == len(subjects)
    assert row["counted"] == subjects["counted"].sum()
    for verdict in words.SIGNS:
        assert row[verdict] == (subjects["verdict"] == verdict).sum()


def test_the_units_of_the_summary_add_up_to_its_people(result):
    short = reporting.summary(result)
    people = short.counts.set_index("subject_kind").loc["person"]
    assert short.units["people"].sum() == people["judged"]
    assert short.units["people_counted"].sum() == people["counted"]
    for verdict in words.SIGNS:
        assert short.units[verdict].sum() == people[verdict]


def test_obstacles_are_the_gates_that_most_fail(result):
    obstacles = reporting.summary(result).obstacles
    failed = result.verdicts[result.verdicts["verdict"] == "failed"]
    for kind, rows in obstacles.groupby("subject_kind"):
        gates = [one for one in result.plan.criteria if one.role == "gate"]
        of_kind = failed[failed["subject_kind"] == kind]
        counts = sorted(
            ((of_kind["criterion_id"] == gate.id).sum() for gate in gates), reverse=True
        )
        assert rows["failed"].tolist() == [count for count in counts[:3] if count]


@pytest.mark.parametrize(("kind", "sheet"), [("unit", "tập thể"), ("person", "cá nhân")])
def test_the_matrix_shows_each_verdict_by_its_letter(book, result, kind, sheet):
    shown = table(book[f"Kết luận {sheet}"])
    matrix = result.matrix()
    rows = matrix.of_kind(kind)
    assert shown["Mã"].tolist() == rows["subject_id"].tolist()
    letters = {name: words.letter(name, "vi") for name in words.SIGNS}
    gates = [gate for gate in matrix.gates if gate in rows]
    expected = [[letters[v] for v in row] for row in rows[gates].astype(str).to_numpy().tolist()]
    assert shown.iloc[:, -len(gates) :].to_numpy().tolist() == expected
    subjects = result.subjects.set_index("subject_id").loc[shown["Mã"]]
    assert (shown["Vào danh sách"] == "x").tolist() == subjects["counted"].tolist()


def test_letters_stay_apart_without_colour_and_in_colour(book):
    sheet = book["Kết luận cá nhân"]
    fills = {
        cell.value: cell.fill.fgColor.rgb
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if cell.value in set("ĐC?K")
    }
    assert set(fills) == set("ĐC?K")
    assert len(set(fills.values())) == 4


def test_details_hold_every_gate_and_its_sentence(book, result):
    shown = table(book["Chi tiết"])
    gates = [one.id for one in result.plan.criteria if one.role == "gate"]
    verdicts = result.verdicts[result.verdicts["criterion_id"].isin(gates)]
    assert len(shown) == len(verdicts)
    assert shown["Kết luận và căn cứ"].tolist() == verdicts["says"].tolist()


def test_the_other_sheets_have_a_row_per_row_of_their_frame(book, result):
    sizes = {
        "Còn thiếu một bước": len(reporting.summary(result).near),
        "Lỗi dữ liệu": len(result.office.problems),
        "Kế hoạch": len(result.plan.criteria),
        "Tham số": len(result.plan._parameters),  # also what can only be what it is
        "Cách hiểu": len(result.plan.questions),
        "Ngoài diện": len(result.out_of_scope),
    }
    assert {name: len(table(book[name])) for name in sizes} == sizes


def test_every_thing_to_do_is_on_the_worklist(book, result):
    lines = result.worklist().frame.drop_duplicates(["table", "subject_id", "year", "row", "what"])
    shown = table(book["Việc cần làm"])
    assert shown["Nội dung"].tolist() == lines["what"].tolist()


def test_assumptions_are_marked(book, result):
    assumed = (result.plan._parameters["status"] == "assumption").sum()
    assert (table(book["Tham số"])["Nguồn"] == "giả định").sum() == assumed > 0
    marked = book["Điểm cá nhân (giả định)"]
    assert "giả định" in marked["A1"].value
    assert marked["A2"].value.startswith("GIẢ ĐỊNH")


def test_no_name_and_no_disciplinary_decision_is_in_the_book(book, office):
    told = cells(book)
    names = set(office["people"]["name"].dropna()) | set(office["units"]["name"].dropna())
    assert not names & set(told)
    whole = "\n".join(told)
    decisions = set(office["discipline"]["decision_no"].dropna())
    assert decisions
    assert [number for number in decisions | names if number in whole] == []


def test_the_book_does_not_say_who_was_disciplined(book, office):
    disciplined = set(office["discipline"]["person_id"].astype(str))
    shown = table(book["Việc cần làm"])
    assert not disciplined & set(shown.loc[shown["Sổ"] == "Kỷ luật", "Mã"])
    details = table(book["Chi tiết"])
    about = details[details["Tiêu chí"].str.contains("kỷ luật")]
    assert not [one for one in disciplined for text in about["Kết luận và căn cứ"] if one in text]


def test_wrong_cells_that_may_tell_a_name_or_a_decision_are_not_copied(tmp_path):
    people = pd.DataFrame({"person_id": ["CB01"]})
    ratings = pd.DataFrame(
        {"subject_id": ["Nông Văn A", "CB99"], "year": [2021, 2021], "rating": ["HTTNV"] * 2}
    )
    discipline = pd.DataFrame(
        {"person_id": ["CB01"], "kind": ["hanh_chinh"], "form": ["Khiến trách"],
         "decision_no": ["7/QĐ-KL"], "decision_date": ["2022-02-30"]}
    )  # fmt: skip
    tables = {"people": people, "ratings": ratings, "discipline": discipline}
    office = lt.read({"units": pd.DataFrame({"unit_id": ["DV01"]}), **tables})
    result = lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), as_of=DAY)
    book = openpyxl.load_workbook(reporting.year_end(result, tmp_path / "a.xlsx"))
    written = table(book["Lỗi dữ liệu"])["Ghi là"].tolist()
    assert written.count("(xem sổ gốc)") == 3
    assert "CB99" in written
    assert not [one for one in cells(book) if "Nông Văn A" in one or "Khiến trách" in one]


def test_is_laid_out_for_a4_across_in_times_new_roman(book):
    for sheet in book:
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet["A1"].font.name == "Times New Roman"
        assert "30/09/2025" in sheet.oddFooter.left.text
        if sheet.title != "Tóm tắt":
            assert sheet.freeze_panes
            assert sheet.auto_filter.ref
            assert sheet.print_title_rows


def test_speaks_english_where_the_plan_does(office, tmp_path):
    plan = lt.load_plan("exemplars-2021-2025", lang="en")
    result = lt.evaluate(office, plan, as_of="so_ket_2023")
    book = openpyxl.load_workbook(reporting.year_end(result, tmp_path / "a.xlsx"))
    assert book.sheetnames[:4] == ["Summary", "Verdicts units", "Verdicts people", "Details"]
    assert set(table(book["Verdicts people"])["Verdict"]) <= set("MO?F")


def test_an_office_with_nobody_in_it_still_has_a_book(tmp_path):
    office = lt.read({"people": pd.DataFrame({"person_id": pd.Series([], dtype=str)})})
    result = lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), as_of=DAY)
    book = openpyxl.load_workbook(reporting.year_end(result, tmp_path / "a.xlsx"))
    assert "Kết luận cá nhân" not in book.sheetnames
    assert len(table(book["Chi tiết"])) == 0


def test_the_same_result_gives_the_same_sheets(result, written, tmp_path):
    again = reporting.year_end(result, tmp_path / "again.xlsx")
    assert cells(openpyxl.load_workbook(again)) == cells(openpyxl.load_workbook(written))


def test_more_rows_than_excel_holds_are_refused(result, tmp_path, monkeypatch):
    monkeypatch.setattr(paper, "ROWS", 50)
    with pytest.raises(lt.InputError, match="Excel holds 50"):
        reporting.year_end(result, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_formula_in_a_register_stays_text(tmp_path):
    ratings = pd.DataFrame({"subject_id": ["CB01"], "year": [2021], "rating": ["=1+1"]})
    office = lt.read({"people": pd.DataFrame({"person_id": ["CB01"]}), "ratings": ratings})
    result = lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), as_of=DAY)
    book = openpyxl.load_workbook(reporting.year_end(result, tmp_path / "a.xlsx"))
    sheet = book["Lỗi dữ liệu"]
    found = [c for row in sheet.iter_rows() for c in row if c.value == "=1+1"]
    assert [cell.data_type for cell in found] == ["s"]


@pytest.mark.parametrize("before", [None, b"the earlier one"])
def test_a_file_is_whole_or_as_it_was(tmp_path, before):
    target = tmp_path / "a.txt"
    if before is not None:
        target.write_bytes(before)
    with pytest.raises(RuntimeError), _files.replacing(target) as part:  # noqa: PT012
        part.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before] * (before is not None)


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with (
        pytest.raises(lt.InputError, match=r"nowhere.*cannot be written: No such file") as error,
        _files.replacing(tmp_path / "nowhere" / "a.txt"),
    ):
        pass
    assert isinstance(error.value.__cause__, OSError)
