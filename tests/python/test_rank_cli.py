"""The command ``lantoa rank`` as a user meets it."""

from functools import partial

import openpyxl
import pandas as pd
import pytest

import lantoa as lt

SCHEME = """\
format = "scheme/1"
id     = "hai-chi-so"
vi     = "Hai chỉ số"

[[node]]
name      = "Đúng hạn"
direction = "more"
weight    = 3
low       = 0
high      = 100

[[node]]
name      = "Đơn thư"
direction = "less"
low       = 0
high      = 10
"""

ROWS = [
    "Đơn vị;Khối;Năm;Đúng hạn;Đơn thư;Điểm;Họ tên",
    "Phòng A;I;2024;80,5;4;70;x",
    "Phòng B;I;2024;90;2;85;y",
    "Phòng C;II;2024;90;2;85;z",
    "Phòng D;II;2024;70;-;60;t",
    "Phòng A;I;2023;95;0;90;x",
]


@pytest.fixture
def scheme(tmp_path):
    path = tmp_path / "so-do.toml"
    path.write_text(SCHEME, encoding="utf-8")
    return path


@pytest.fixture
def asked(run, tmp_path):
    """Run the command on a file of an office."""
    path = tmp_path / "so-lieu.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8-sig")
    return partial(run, "rank", path, "--subject", "Đơn vị", "--year", "Năm")


def lines(out):
    return [line.split() for line in out.splitlines()]


def test_it_prints_places_with_ties_and_the_rule_in_force(asked, scheme):
    code, out, _ = asked("--scheme", scheme)
    assert code == 0
    assert "năm 2024" in out
    assert "bình quân cộng có trọng số" in out
    assert "không cho điểm, không xếp hạng" in out
    told = [line for line in out.splitlines() if line.startswith("Phòng")]
    assert [line.split()[1] for line in told] == ["B", "C", "A", "D"]
    assert [line.split()[-1] for line in told] == ["1=", "1=", "3", "–"]
    assert "3 trên 4 có hạng" in out
    assert "Phòng D" in out.splitlines()[-1], "who is not ranked is named"


def test_the_year_that_is_asked_for(asked, scheme):
    code, out, _ = asked("--scheme", scheme, "--of", 2023)
    assert code == 0
    assert "năm 2023" in out
    assert [line[:2] for line in lines(out) if line[:1] == ["Phòng"]] == [["Phòng", "A"]]


def test_places_within_groups_and_other_ties(asked, scheme):
    code, out, _ = asked("--scheme", scheme, "--within", "Khối", "--ties", "dense", "--lang", "en")
    assert code == 0
    assert "1 2 2 3" in out
    told = [line[-2:] for line in lines(out) if line[:1] == ["Phòng"]]
    assert told == [["1=", "1"], ["2", "2"], ["1=", "1"], ["–", "–"]]


def test_a_column_of_points_is_enough(asked):
    code, out, _ = asked("--by", "Điểm", "--of", 2024)
    assert code == 0
    told = [line for line in lines(out) if line[:1] == ["Phòng"]]
    assert [line[1] for line in told] == ["B", "C", "A", "D"]


def test_the_latest_year_of_a_column_of_points(asked):
    code, out, _ = asked("--by", "Điểm")
    assert code == 0
    assert "90" not in out, "the points of the year before"
    assert [line[1] for line in lines(out) if line[:1] == ["Phòng"]] == ["B", "C", "A", "D"]


def test_totals_and_averages_have_no_place_and_are_told(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Đơn vị;x\nA;1\nB;2\nBình quân;1,5\nTổng cộng;3\n", encoding="utf-8")
    for more in ((), ("--by", "x")):
        code, out, _ = run("rank", path, "--subject", "Đơn vị", *more)
        assert code == 0
        assert "dòng bình quân: dòng 4 (Bình quân), dòng 5 (Tổng cộng)." in out
        assert not any(line.startswith(("Bình", "Tổng")) for line in out.splitlines())


def test_without_a_scheme_every_number_counts_alike_and_it_says_so(asked):
    code, out, _ = asked("--of", 2024)
    assert code == 0
    assert "Không có sơ đồ chỉ tiêu: 3 cột số (Đúng hạn, Đơn thư, Điểm) tính như nhau" in out
    assert "min-max" in out


def test_the_workbook_has_places_scores_and_what_else_was_asked(asked, scheme, tmp_path):
    path = tmp_path / "hang.xlsx"
    code, out, _ = asked("--scheme", scheme, "--out", path)
    assert code == 0
    assert f"Đã ghi {path}" in out
    book = openpyxl.load_workbook(path)
    assert {"Hạng", "Điểm"} <= set(book.sheetnames)
    assert len(book.sheetnames) == len(set(book.sheetnames))
    cells = [cell.value for row in book["Hạng"].iter_rows() for cell in row]
    assert "Phòng B" in cells


def test_rank_intervals_are_printed_with_what_was_varied(asked, scheme, tmp_path):
    path = tmp_path / "hang.xlsx"
    code, out, _ = asked("--scheme", scheme, "--box", "0.25", "--out", path)
    assert code == 0
    assert "±25 %" in out
    assert "Khoảng hạng năm 2024" in out
    assert "Khoảng hạng" in openpyxl.load_workbook(path).sheetnames
    code, _, err = asked("--scheme", scheme, "--box", "1.5")
    assert code == 2
    assert "box" in err


def test_acceptability_is_printed_with_its_draws_and_error(asked, scheme):
    code, out, _ = asked("--scheme", scheme, "--acceptability", "--lang", "en")
    assert code == 0
    assert "10,000 draws" in out
    assert "Monte Carlo" in out
    assert asked("--scheme", scheme, "--acceptability", "--lang", "en")[1] == out, "the same seed"


def test_every_row_is_printed(run, tmp_path):
    path = tmp_path / "tinh.csv"
    lt.sample_provinces(years=[2020]).to_csv(path, index=False)
    code, out, _ = run("rank", path, "--scheme", "provinces", "--lang", "en")
    assert code == 0
    assert sum(line.startswith(("Tỉnh", "Thành phố")) for line in out.splitlines()) == 63
    assert ".frame" not in out


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "duckdb"])
def test_other_kinds_of_file(run, kind, tmp_path):
    import duckdb

    frame = lt.sample_provinces(provinces=6, years=[2020])
    path = tmp_path / f"tinh.{kind}"
    if kind == "xlsx":
        frame.to_excel(path, index=False)
    elif kind == "parquet":
        frame.to_parquet(path)
    else:
        with duckdb.connect(str(path)) as base:
            base.register("rows", frame)
            base.sql("CREATE TABLE tinh AS SELECT * FROM rows")
    code, out, _ = run("rank", path, "--scheme", "provinces", "--year", "year")
    assert code == 0
    expected = lt.rank(lt.score(frame, "provinces"))
    best = pd.DataFrame(expected.frame).sort_values("place")["subject_id"].iloc[0]
    first = next(line for line in out.splitlines() if line.startswith(("Tỉnh", "Thành")))
    assert first.startswith(best)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--scheme", "nirgends.toml"), "nirgends.toml: there is no such"),
        (("--scheme", "province"), 'did you mean "provinces"'),
        (("--scheme", "provinces"), 'has no column "tham_gia_1" of the scheme'),
        (("--within", "Khoi"), 'has no column "Khoi"; did you mean "Khối"'),
        (("--by", "Diểm"), 'has no column "Diểm"; did you mean "Điểm"'),
        (("--subject", "Tên"), "Name the column of the subjects with --subject"),
        (("--by", "Điểm", "--scheme", "provinces"), "--by và --scheme không đi cùng nhau"),
        (("--by", "Điểm", "--box", "0.25"), "--box cần sơ đồ chỉ tiêu"),
        (("--of", "2022"), "has no rows of 2022; did you mean 2023?"),
        (("--out", "hang.docx"), "hang.docx không phải tệp .xlsx"),
        (("--ties", "average"), "--ties"),
        (("--sheet", "III"), 'has no sheet "III"'),
        (("--box", "rộng"), "--box"),
    ],
)
def test_wrong_input_ends_with_2_and_one_plain_message(asked, arguments, told):
    code, out, err = asked(*arguments)
    assert code == 2
    assert told in err.replace("\n", " ")
    assert "Traceback" not in err
    assert not out


def test_a_year_needs_its_column(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("subject_id,x\nA,1\n", encoding="utf-8")
    code, _, err = run("rank", path, "--of", "2020", "--lang", "en")
    assert code == 2
    assert "--of 2020 needs the column of years" in err
    code, _, err = run("rank", tmp_path / "b.csv")
    assert code == 2
    assert "is not there" in err


def test_several_rows_of_one_subject_ask_for_the_year(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("subject_id,nam,x\nA,2020,1\nA,2021,2\n", encoding="utf-8")
    code, _, err = run("rank", path, "--by", "x")
    assert code == 2
    assert "A có nhiều hơn một dòng (dòng 2, 3); nếu tệp có nhiều năm, hãy thêm --year" in err
    path.write_text("\nsubject_id,nam,x\nA,2020,1\nB,2021,2\nA,2020,3\n", encoding="utf-8")
    for more in ((), ("--by", "x")):
        code, _, err = run("rank", path, "--year", "nam", "--lang", "en", *more)
        assert code == 2
        assert "A has more than one row of 2020 (rows 3, 5); expected one" in err


@pytest.mark.parametrize("rows", ["A,1\n", "A,1\nB,\n", "A,1\nB,1\n", "A,-\nB,-\nC,-\n"])
def test_one_subject_one_measure_equals_and_nobody_are_answered(run, tmp_path, rows):
    path = tmp_path / "a.csv"
    path.write_text(f"subject_id,x\n{rows}", encoding="utf-8")
    scheme = tmp_path / "s.toml"
    node = '[[node]]\nname = "x"\ndirection = "more"\nlow = 0\nhigh = 2\n'
    scheme.write_text(f'format = "scheme/1"\nid = "s"\n{node}', encoding="utf-8")
    code, out, err = run("rank", path, "--scheme", scheme, "--box", "0.25", "--lang", "en")
    assert (code, err) == (0, "")
    assert "Varied" in out or "Nobody" in out


def test_the_file_itself_is_never_written_over(tmp_path, run):
    path = tmp_path / "a.xlsx"
    lt.sample_provinces(provinces=3, years=[2020]).to_excel(path, index=False)
    before = path.read_bytes()
    assert run("rank", path, "--scheme", "provinces", "--out", path)[0] == 2
    assert path.read_bytes() == before


def test_what_cannot_be_written_ends_with_3(asked, scheme, tmp_path):
    code, _, err = asked("--scheme", scheme, "--out", tmp_path / "khong-co" / "hang.xlsx")
    assert code == 3
    assert "Không ghi được" in err
