"""Files of measures as offices keep them: headings below a title, commas, dashes, totals, sheets."""

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import pytest

import lantoa as lt
from lantoa.cli import measuring
from lantoa.cli.measuring import Wanted

WANTED = Wanted("Tỉnh", "Năm", ("Vùng",), ("Chỉ số A", "Chỉ số B"), by_scheme=True)
HEADS = ["STT", "Tỉnh", "Vùng", "Năm", "Chỉ số A", "Chỉ số B"]
ROWS = [
    [1, "Tỉnh 01", "Vùng 1", 2020, 3.5, 70],
    [2, "Tỉnh 02", "Vùng 2", 2020, None, 81.25],
    [3, "Tỉnh 01", "Vùng 1", 2021, 4, 64],
]


def read_measures(path, wanted):
    return measuring.read_measures(path, wanted).frame


def workbook(path, *sheets, above=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in [*above, *rows]:
            sheet.append(row)
    book.save(path)
    return path


def text(path, *lines, encoding="utf-8-sig"):
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def check(frame):
    assert list(frame.columns) == ["Tỉnh", "Năm", "Vùng", "Chỉ số A", "Chỉ số B"]
    assert frame["Tỉnh"].tolist() == ["Tỉnh 01", "Tỉnh 02", "Tỉnh 01"]
    assert frame["Năm"].tolist() == [2020, 2020, 2021]
    np.testing.assert_array_equal(frame["Chỉ số A"], [3.5, np.nan, 4.0])
    np.testing.assert_array_equal(frame["Chỉ số B"], [70.0, 81.25, 64.0])


def test_a_workbook_with_a_title_a_total_and_signatures(tmp_path):
    total = [None, "Tổng cộng", None, None, 7.5, 215.25]
    rows = [HEADS, *ROWS, total, [], [None, None, None, None, "Người lập biểu"]]
    path = workbook(tmp_path / "a.xlsx", ("Số liệu", rows), above=[["BẢNG SỐ LIỆU"], []])
    check(read_measures(path, WANTED))


def test_a_csv_of_an_office_with_semicolons_and_decimal_commas(tmp_path):
    path = text(
        tmp_path / "a.csv",
        "STT;Tỉnh;Vùng;Năm;Chỉ số A;Chỉ số B",
        '1;" Tỉnh 01";Vùng 1;2020;3,5;70',
        "2;Tỉnh 02;Vùng 2;2020;-;81,25",
        "3;Tỉnh\u00a001;Vùng 1;2021;4;64",
    )
    check(read_measures(path, WANTED))


def test_parquet_and_duckdb(tmp_path):
    frame = pd.DataFrame(ROWS, columns=HEADS)
    frame.to_parquet(tmp_path / "a.parquet")
    check(read_measures(tmp_path / "a.parquet", WANTED))
    with duckdb.connect(str(tmp_path / "a.duckdb")) as base:
        base.register("rows", frame)
        base.sql("CREATE TABLE chi_so AS SELECT * FROM rows")
        base.sql("CREATE TABLE khac AS SELECT 1 AS x")
    check(read_measures(tmp_path / "a.duckdb", WANTED))


def test_without_a_scheme_every_column_of_numbers_is_a_measure(tmp_path):
    rows = [[*HEADS, "Ghi chú", "Trống"], *([*row, "tốt", None] for row in ROWS)]
    path = workbook(tmp_path / "a.xlsx", ("Số liệu", rows))
    frame = read_measures(path, Wanted("Tỉnh", "Năm"))
    assert list(frame.columns) == ["Tỉnh", "Năm", "Chỉ số A", "Chỉ số B"], "no STT, no notes"


def test_without_a_scheme_a_measure_with_a_mistake_is_told_and_not_left_out(tmp_path):
    rows = [HEADS, *ROWS[:2], [*ROWS[2][:5], "64 hồ sơ"]]
    path = workbook(tmp_path / "a.xlsx", ("Số liệu", rows))
    with pytest.raises(lt.InputError, match="row 4, column \"Chỉ số B\": '64 hồ sơ'"):
        read_measures(path, Wanted("Tỉnh", "Năm"))


def test_the_sheet_with_the_columns_is_taken_and_two_of_them_are_told(tmp_path):
    other = [["Mã", "Tên"], [1, "a"]]
    path = workbook(tmp_path / "a.xlsx", ("Khác", other), ("Số liệu", [HEADS, *ROWS]))
    check(read_measures(path, WANTED))
    both = workbook(tmp_path / "b.xlsx", ("I", [HEADS, *ROWS]), ("II", [HEADS, *ROWS]))
    with pytest.raises(lt.InputError, match='2 sheets have these columns, "I", "II"; choose one'):
        read_measures(both, WANTED)
    check(read_measures(both, Wanted("Tỉnh", "Năm", ("Vùng",), WANTED.measures, "II")))
    with pytest.raises(lt.InputError, match='no sheet "III"; did you mean "II"'):
        read_measures(both, Wanted("Tỉnh", sheet="III"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"heads": ["STT", "Tinh", *HEADS[2:]]}, 'no column "Tỉnh"; did you mean "Tinh"'),
        ({"heads": [*HEADS[:5], "Chỉ số C"]}, 'no column "Chỉ số B" of the scheme; did you mean'),
        ({"heads": [*HEADS, HEADS[4]]}, 'heading "Chỉ số A" stands over columns 5, 7'),
        ({"heads": ["Tỉnh", *HEADS[1:]]}, 'heading "Tỉnh" stands over columns 1, 2'),
        ({"cell": (0, 4, "3,5 tốt")}, 'sheet "Số liệu", row 2, column "Chỉ số A": \'3,5 tốt\''),
        ({"cell": (0, 4, "=1+2.5")}, "the formula =1+2.5 has no value in the file; open it in"),
        ({"cell": (0, 4, "1.000")}, "'1.000' may be 1000 or 1,0; write 1000 or 1,0"),
        ({"cell": (1, 1, None)}, 'row 3, column "Tỉnh": the row has numbers and names no subject'),
        ({"cell": (2, 3, "2021 (dự kiến)")}, 'row 4, column "Năm": "2021 (dự kiến)" is no year'),
        ({"cell": (2, 3, None)}, 'row 4, column "Năm": "" is no year'),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, change, says):
    rows = [list(row) for row in ROWS]
    if "cell" in change:
        row, column, cell = change["cell"]
        rows[row][column] = cell
    path = workbook(tmp_path / "a.xlsx", ("Số liệu", [change.get("heads", HEADS), *rows]))
    with pytest.raises(lt.InputError) as caught:
        read_measures(path, WANTED)
    assert says in str(caught.value)


def test_many_cells_that_are_no_numbers_are_counted_and_kept(tmp_path):
    rows = [[*row[:5], "x"] for row in ROWS]
    path = workbook(tmp_path / "a.xlsx", ("Số liệu", [HEADS, *rows]))
    with pytest.raises(lt.InputError, match=r"and 2 more cells\)") as caught:
        read_measures(path, WANTED)
    assert len(caught.value.problems) == 3


def test_data_files_may_write_numbers_as_programs_do(tmp_path):
    path = text(tmp_path / "a.csv", "Tỉnh,x,y", "A,1e-05,2.5", "B,,1.000", "C,3,-")
    frame = read_measures(path, Wanted("Tỉnh"))
    np.testing.assert_array_equal(frame["x"], [1e-05, np.nan, 3.0])
    np.testing.assert_array_equal(frame["y"], [2.5, 1.0, np.nan])


@pytest.mark.parametrize(
    ("lines", "row", "says"),
    [
        (["Tỉnh;x", "A;1.250", "B;900", "C;1.100"], 2, "'1.250' may be 1250 or 1,25; write"),
        (["Tỉnh;x;y", "A;7;1,5", "B;1.125;2"], 3, "'1.125' may be 1125 or 1,1250; write"),
        (["Tỉnh,x,y", 'A,7,"1,5"', "B,1.250,2"], 3, "'1.250' may be 1250 or 1,25; write"),
        (["Tỉnh\tx\ty", "A\t7\t1,5", "B\t1.250\t2"], 3, "'1.250' may be 1250 or 1,25; write"),
        (["Tỉnh\tx", "A\t1,250", "B\t2"], 2, "'1,250' may be 1250 or 1,25; write"),
        (["Tỉnh,x", 'A,"1,250"', "B,2"], 2, "'1,250' may be 1250 or 1,25; write"),
        (["Tỉnh;x", "A;3,5", "B;1,25%"], 3, "'1,25%' is a per cent and other cells"),
    ],
)
def test_a_thousand_that_may_be_one_and_a_bit_is_never_guessed(tmp_path, lines, row, says):
    with pytest.raises(lt.InputError) as caught:
        read_measures(text(tmp_path / "a.csv", *lines), Wanted("Tỉnh"))
    assert f'row {row}, column "x": {says}' in str(caught.value)


def test_what_the_column_says_of_its_dots_holds_between_semicolons(tmp_path):
    heads = "Tỉnh;thousands;commas;dots"
    path = text(tmp_path / "a.csv", heads, "A;1.250;1.250;1.250", "B;1.250.000;7,5;2.5")
    frame = read_measures(path, Wanted("Tỉnh"))
    np.testing.assert_array_equal(frame["thousands"], [1250, 1250000])
    np.testing.assert_array_equal(frame["commas"], [1250, 7.5])
    np.testing.assert_array_equal(frame["dots"], [1.25, 2.5])
    small = read_measures(text(tmp_path / "b.csv", "Tỉnh;x", "A;1e-05", "B;2.5"), Wanted("Tỉnh"))
    np.testing.assert_array_equal(small["x"], [1e-05, 2.5])


def test_totals_and_averages_are_left_out_and_told(tmp_path):
    rows = [
        *ROWS,
        [None, "Bình quân:", None, None, 3.75, 71.75],
        ["TỔNG CỘNG", None, None, None, 7.5, 215.25],
        ["Tổng số", "3 tỉnh", None, None, 7.5, 215.25],
        [],
    ]
    path = workbook(tmp_path / "a.xlsx", ("Số liệu", [HEADS, *rows]))
    read = measuring.read_measures(path, WANTED)
    check(read.frame)
    assert read.rows == [2, 3, 4]
    assert read.aside == {5: "Bình quân:", 6: "TỔNG CỘNG", 7: "Tổng số"}


def test_a_column_of_points_belongs_to_no_scheme(tmp_path):
    path = text(tmp_path / "a.csv", "Tỉnh;Điểm", "A;1")
    with pytest.raises(lt.InputError) as caught:
        read_measures(path, Wanted("Tỉnh", measures=("Zzz",)))
    assert str(caught.value) == '"a.csv" has no column "Zzz"; did you mean "Điểm"?'


def test_a_group_that_is_called_like_an_average_makes_no_average(tmp_path):
    rows = [HEADS, *ROWS, [4, None, "Trung bình", 2021, 5, 60]]
    path = workbook(tmp_path / "a.xlsx", ("Số liệu", rows))
    with pytest.raises(lt.InputError, match="the row has numbers and names no"):
        read_measures(path, WANTED)


def test_of_equal_headings_only_those_that_are_asked_for_matter(tmp_path):
    path = text(tmp_path / "a.csv", "Tỉnh;x;Ghi chú;Ghi chú", "A;1;2;3")
    assert read_measures(path, Wanted("Tỉnh", measures=("x",)))["x"].tolist() == [1]
    with pytest.raises(lt.InputError, match='"Ghi chú" stands over columns 3, 4'):
        read_measures(path, Wanted("Tỉnh"))


@pytest.mark.parametrize("below", [(), ("Tổng cộng;7",), (";",)])
def test_a_file_without_rows_is_told(tmp_path, below):
    path = text(tmp_path / "a.csv", "Tỉnh;x", *below)
    for wanted in (Wanted("Tỉnh"), Wanted("Tỉnh", measures=("x",))):
        with pytest.raises(lt.InputError, match="no row below the headings names a subject"):
            read_measures(path, wanted)


@pytest.mark.parametrize("cell", ["inf", "nan", "1_000", "12 %", "true", "0x10"])
def test_what_only_a_program_would_take_for_a_number_is_told(tmp_path, cell):
    path = text(tmp_path / "a.csv", "Tỉnh,x", "A,1", "B,2", "C,3", f"D,{cell}")
    with pytest.raises(lt.InputError, match='row 5, column "x"'):
        read_measures(path, Wanted("Tỉnh"))


def test_ids_that_are_numbers_stay_as_they_are(tmp_path):
    frame = pd.DataFrame({"Tỉnh": [9007199254740993, 2], "x": [1, None]}).astype({"x": "Int64"})
    frame.to_parquet(tmp_path / "a.parquet")
    read = read_measures(tmp_path / "a.parquet", Wanted("Tỉnh"))
    assert read["Tỉnh"].tolist() == ["9007199254740993", "2"]
    np.testing.assert_array_equal(read["x"], [1.0, np.nan])


def test_a_folder_an_absent_file_and_a_strange_one_are_refused(tmp_path):
    with pytest.raises(lt.InputError, match="is a folder; give one file"):
        read_measures(tmp_path, WANTED)
    text(tmp_path / "so-lieu.csv", "a,b")
    with pytest.raises(lt.InputError, match="is not there; did you mean"):
        read_measures(tmp_path / "so-lieu.cvs", WANTED)
    text(tmp_path / "a.docx", "x")
    with pytest.raises(lt.InputError, match="of a kind that cannot be read"):
        read_measures(tmp_path / "a.docx", WANTED)
    with pytest.raises(lt.InputError, match='no column "Tỉnh"'):
        read_measures(text(tmp_path / "b.csv", "x,y", "1,2"), WANTED)
    with pytest.raises(lt.InputError, match="no column of numbers beside"):
        read_measures(text(tmp_path / "c.csv", "Tỉnh,Tên", "A,b"), Wanted("Tỉnh"))
