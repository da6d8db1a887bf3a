"""The command ``lantoa trend`` as a user meets it."""

import openpyxl
import pandas as pd
import pytest

from lantoa.sampling import sample_tables, save_tables


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    """A small office's registers as a workbook."""
    made = sample_tables(units=6, people=24, years=range(2020, 2026))
    return save_tables(made, tmp_path_factory.mktemp("so") / "so.xlsx", "xlsx")


@pytest.fixture
def series(tmp_path):
    """A file of numbers: three units over six years, one cell without a number."""
    rows = [(unit, year, 70 + 3 * at + 2 * (year - 2019))
            for at, unit in enumerate(["Phòng A", "Phòng B", "Phòng C"])
            for year in range(2019, 2025)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["Đơn vị", "Năm", "Đúng hạn"])
    frame["Khối"] = frame["Đơn vị"].map({"Phòng A": "I", "Phòng B": "I", "Phòng C": "II"})
    frame.loc[3, "Đúng hạn"] = None
    path = tmp_path / "dung-han.csv"
    frame.to_csv(path, index=False)
    return path


COLUMNS = ["--subject", "Đơn vị", "--year", "Năm", "--of", "Đúng hạn"]


def test_registers_get_facts_and_then_conclusions(run, registers):
    code, out, err = run("trend", registers, "--of", "ratings", "--by", "unit_id")
    assert (code, err) == (0, "")
    facts, conclusions = out.index("Xu hướng: xếp loại"), out.index("Kết luận được gì")
    assert facts < conclusions
    assert "CB0001" in out
    assert "chưa trả lời được" in out


def test_a_file_of_numbers_gets_the_same(run, series):
    code, out, _ = run("trend", series, *COLUMNS, "--by", "Khối", "--lang", "en")
    assert code == 0
    assert "Phòng A" in out
    assert "2019-2024" in out
    assert "What can be concluded" in out


def test_one_column_of_numbers_needs_no_name(run, series):
    code, out, _ = run("trend", series, *COLUMNS[:4], "--by", "Khối", "--years", "2021-2024")
    assert code == 0
    assert "2021-2024" in out


def test_the_workbook_has_every_table_and_the_conclusions(run, registers, tmp_path):
    path = tmp_path / "xu-huong.xlsx"
    code, out, _ = run("trend", registers, "--of", "targets", "--out", path)
    assert code == 0
    assert out.rstrip().endswith(f"Đã ghi {path}") or "Đã ghi" in out
    names = openpyxl.load_workbook(path).sheetnames
    assert names[0] == "Xu hướng"
    assert len(names) >= 6
    assert len(names) == len(set(names))


def test_who_is_a_step_from_an_honour_is_told_beside(run, registers):
    asked = ["--of", "ratings", "--as-of", "so_ket_2023"]
    code, out, _ = run("trend", registers, *asked)
    assert code == 0
    assert "Đối tượng" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--of", "rating"], '"ratings"'),
        (["--of", "ratings", "--by", "unit"], '"unit_id"'),
        (["--by", "unti"], 'by "unti" is not known; did you mean "unit_id"?'),
        (["--of", "ratings", "--years", "2025-2021"], "cần một năm hoặc khoảng năm"),
        (["--of", "ratings", "--as-of", "de_nghi_2052"], "de_nghi_2025"),
        (["--of", "ratings", "--out", "a.docx"], "không phải tệp .xlsx"),
        (["--of", "ratings", "--kind", "units"], "--kind"),
    ],
)
def test_what_is_wrong_is_one_plain_sentence_and_code_2(run, registers, arguments, told):
    code, out, err = run("trend", registers, *arguments)
    assert (code, out) == (2, "")
    assert told in err.replace("\n", " ")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([*COLUMNS[:4], "--of", "Đúng hẹn"], "Đúng hạn"),
        (["--subject", "Đơn vị", "--year", "Nam", "--of", "Đúng hạn"], "Năm"),
        ([*COLUMNS, "--as-of", "de_nghi_2025"], "--as-of chỉ dùng cho sổ theo dõi"),
        ([*COLUMNS, "--kind", "unit"], "--kind chỉ dùng cho sổ theo dõi"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_too(run, series, arguments, told):
    code, out, err = run("trend", series, *arguments)
    assert (code, out) == (2, "")
    assert told in err.replace("\n", " ")


def test_two_columns_of_numbers_need_a_choice(run, tmp_path):
    path = tmp_path / "hai.csv"
    path.write_text("subject_id,year,a,b\nX,2020,1,2\nX,2021,2,3\n", encoding="utf-8")
    code, _, err = run("trend", path, "--lang", "en")
    assert code == 2
    assert "2 columns of numbers" in err


def test_the_file_itself_is_not_written_over(run, registers):
    code, _, err = run("trend", registers, "--of", "ratings", "--out", registers)
    assert code == 2
    assert "chính sổ theo dõi" in err.replace("\n", " ")


@pytest.mark.parametrize(
    "given", [["--breaks", "2021", "--breaks", "2023"], ["--breaks", "2021,2023"]]
)
def test_the_first_years_of_new_scales_are_declared(run, series, given):
    code, out, _ = run("trend", series, *COLUMNS, "--by", "Khối", "--lang", "en", *given)
    assert code == 0
    assert "changed from 2021, 2023 on: the facts below are of the years from 2023 on" in out


def test_breaks_of_registers_are_declared_too(run, registers):
    code, out, _ = run("trend", registers, "--of", "ratings", "--breaks", "2022")
    assert code == 0
    assert "Thang đo hoặc quy định thay đổi từ năm 2022" in out
    assert run("trend", registers, "--of", "ratings", "--breaks", "none")[0] == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [("22", '--breaks "22": cần năm đầu'), ("2050", "did you mean 2025"), ("nome", "declared")],
)
def test_a_break_that_is_no_year_is_told(run, registers, given, told):
    code, out, err = run("trend", registers, "--of", "ratings", "--breaks", given)
    assert (code, out) == (2, "")
    assert told in err.replace("\n", " ")


def test_the_help_names_breaks(run):
    assert "--breaks" in run("trend", "--help")[1]
