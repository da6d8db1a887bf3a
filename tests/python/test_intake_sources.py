"""The same office from every kind of file, and files that cannot be read."""

import datetime as dt
import unicodedata

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from lantoa import InputError
from lantoa.intake import read
from workbooks import Uncomputed, listed, workbook

SHEETS = {
    "Đơn vị": [["Mã đơn vị", "Tên đơn vị/tập thể"], ["DV01", "Phòng Hai"], ["DV02", "Phòng Một"]],
    "Cá nhân": [
        ["Mã CB", "Họ và tên", "Giới tính", "Ngày vào cơ quan"],
        ["CB02", "Đinh  Thị B", "Nữ", dt.date(2019, 1, 2)],
        ["CB01", "Nông Văn A", "Nam", ""],
    ],
    "Quá trình công tác": [
        ["Mã CB", "Đơn vị công tác", "Chức vụ", "Từ ngày", "Đến ngày"],
        ["CB01", "Phòng Một", "Trưởng phòng", "01/02/2019", ""],
        ["CB02", "DV01", "Chuyên viên", "1/2/2019", "30/06/2022"],
    ],
    "Xếp loại": [
        ["Mã", "Năm", "Xếp loại", "Lý do", "Số QĐ", "Ngày quyết định"],
        ["CB02", 2021, "Tốt", "", "9/QĐ", "10/12/2021"],
        ["CB01", 2021, "HTXSNV ", "", "9/QĐ", "10/12/2021"],
        ["CB01", 2022, "", "Đi học", "", ""],
        ["DV01", 2022, "HTNV", "", "", "31/12/2022"],
    ],
    "Chỉ tiêu": [
        ["Mã đơn vị", "Năm", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tốt hơn khi"],
        ["DV01", 2021, "Tin bài", 10, 12.5, ""],
        ["DV01", 2021, "Trễ hạn", 3, "", "Ít hơn"],
    ],
    "Gia đình văn hóa": [["Mã CB", "Năm", "GĐVH"], ["CB01", 2021, "Đạt"], ["CB02", 2021, "Không"]],
    "Sáng kiến": [
        ["Mã sáng kiến", "Tên đề tài", "Tác giả", "Năm", "Được công nhận", "Tỷ lệ đóng góp"],
        ["SK1", "Lịch trực", "CB01", 2021, "Có", "60%"],
        ["SK1", "Lịch trực", "CB02", 2021, "Có", "40%"],
    ],
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    found = read(workbook(tmp_path_factory.mktemp("office") / "so-lieu.xlsx", SHEETS))
    assert len(found.problems) == 0
    return found


def canonical(office):
    """The tables as files with canonical headings hold them."""
    return {name: office[name] for name in office.tables}


def assert_same(one, other):
    assert list(one.tables) == list(other.tables)
    for name in one.tables:
        pd.testing.assert_frame_equal(one[name], other[name])
        for column in one.tables[name].frame:
            kinds = {office.tables[name].frame[column].dtype.kind for office in (one, other)}
            assert len(kinds) == 1
    assert one.fingerprint == other.fingerprint


def write_csv(office, folder, separator=",", encoding="utf-8"):
    for name, frame in canonical(office).items():
        frame.to_csv(folder / f"{name}.csv", index=False, sep=separator, encoding=encoding)


def write_parquet(office, folder):
    for name, frame in canonical(office).items():
        duckdb.from_df(frame).write_parquet(str(folder / f"{name}.parquet"))


def write_duckdb(office, file):
    with duckdb.connect(str(file)) as connection:
        for name, frame in canonical(office).items():
            connection.register("frame", frame)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")]
)
def test_text_files_say_the_same(office, tmp_path, separator, encoding):
    write_csv(office, tmp_path, separator, encoding)
    assert_same(read(tmp_path), office)


def test_parquet_says_the_same(office, tmp_path):
    write_parquet(office, tmp_path)
    found = read(tmp_path)
    assert_same(found, office)
    assert found.tables["people"].origin.row.tolist() == [1, 2]


def test_a_database_says_the_same(office, tmp_path):
    write_duckdb(office, tmp_path / "office.duckdb")
    found = read(tmp_path / "office.duckdb")
    assert_same(found, office)
    assert found.tables["people"].origin.at(0) == ("office.duckdb", "people", 1)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "categorical"])
def test_frames_say_the_same_and_come_back_in_their_kind(office, kind):
    frames = canonical(office)
    if kind == "polars":
        frames = {name: pl.from_pandas(frame) for name, frame in frames.items()}
    if kind == "pyarrow":
        frames = {name: pa.Table.from_pandas(frame) for name, frame in frames.items()}
    if kind == "categorical":
        frames = {name: office.tables[name].frame for name in frames}
    found = read(frames)
    expected = {"polars": pl.DataFrame, "pyarrow": pa.Table}.get(kind, pd.DataFrame)
    assert isinstance(found["ratings"], expected)
    assert found.fingerprint == office.fingerprint
    assert isinstance(read(frames, frames="polars")["ratings"], pl.DataFrame)


def test_categories_that_no_row_has_are_not_there(office):
    frames = {name: table.frame for name, table in office.tables.items()}
    strangers = ["CB03", *frames["people"]["person_id"].cat.categories]
    listed_too = pd.Categorical(["CB02", "CB01"], categories=strangers)
    units = pd.Categorical(["DV01", "DV02"], categories=["DV01", "DV02", "CB01"])
    frames["people"] = frames["people"].assign(person_id=listed_too)
    frames["units"] = frames["units"].assign(unit_id=units)
    families = pd.DataFrame({"person_id": ["CB01", "CB03"], "year": 2022, "held": True})
    found = read({**frames, "families": families}, lang="en")
    assert listed(found, "column", "value", "kind") == [("person_id", "CB03", "unknown_subject")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("turned", [False, True])
def test_composition_and_the_order_of_rows_change_nothing(office, form, turned, tmp_path):
    def written(cell):
        return unicodedata.normalize(form, cell) if isinstance(cell, str) else cell

    sheets = {
        unicodedata.normalize("NFC", name): [
            [written(cell) for cell in row]
            for row in [rows[0], *(rows[:0:-1] if turned else rows[1:])]
        ]
        for name, rows in SHEETS.items()
    }
    found = read(workbook(tmp_path / "so-lieu.xlsx", sheets))
    assert found.fingerprint == office.fingerprint
    assert len(found.problems) == 0


def test_dirty_text_in_a_database_is_read_as_in_a_workbook(office, tmp_path):
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        for name, (header, *rows) in SHEETS.items():
            frame = pd.DataFrame(
                [[None if c == "" else str(c) for c in row] for row in rows], columns=header
            )
            connection.register("frame", frame)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
    found = read(tmp_path / "a.duckdb")
    assert found.fingerprint == office.fingerprint
    assert len(found.problems) == 0


def test_problems_in_a_database_have_their_row(office, tmp_path):
    frames = canonical(office)
    frames["ratings"] = pd.concat(
        [
            frames["ratings"],
            pd.DataFrame(
                {"subject_id": ["CB99", "CB01"], "year": [2021, 2023], "rating": ["x", "y"]}
            ),
        ]
    )
    for name, frame in frames.items():
        duckdb.from_df(frame).write_parquet(str(tmp_path / f"{name}.parquet"))
    found = read(tmp_path, lang="en")
    assert listed(found, "file", "row", "column", "value", "kind") == [
        ("ratings.parquet", 5, "subject_id", "CB99", "unknown_subject"),
        ("ratings.parquet", 5, "rating", "x", "unknown_value"),
        ("ratings.parquet", 6, "rating", "y", "unknown_value"),
    ]
    assert len(found["ratings"]) == 4


def test_rows_of_a_text_file_are_its_lines(tmp_path):
    lines = ["person_id,name", 'CB01,"Nông', 'Văn A"', "", "CB02,Đinh Thị B", "CB02,Lý C"]
    (tmp_path / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    found = read(tmp_path)
    assert found.tables["people"].origin.row.tolist() == [2, 5]
    assert found["people"]["name"].tolist() == ["Nông Văn A", "Đinh Thị B"]
    assert listed(found, "row", "kind") == [(6, "duplicate_key")]


def test_one_file_is_an_office_of_one_table(office, tmp_path):
    write_csv(office, tmp_path)
    assert list(read(tmp_path / "people.csv").tables) == ["people"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "none.xlsx", "is not there"),
        (lambda folder: folder, "holds nothing to read; expected a folder of .csv"),
        (lambda folder: written(folder / "a.docx", b"x"), "kind that cannot be read"),
        (lambda folder: written(folder / "a.xlsx", b"PK\x03\x04 cut off"), "cut off"),
        (lambda folder: written(folder / "a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600), "password"),
        (lambda folder: written(folder / "a.parquet", b"PAR1"), "cannot be opened"),
        (lambda folder: written(folder / "a.duckdb", b"nothing"), "cannot be opened"),
        (lambda folder: written(folder / "people.csv", b"id\nNguy\xd4n"), "line 2: not Unicode"),
        (lambda _: {"people": [1, 2]}, "expected a pandas, polars or pyarrow frame"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_so(make, says, tmp_path):
    with pytest.raises(InputError, match=says):
        read(make(tmp_path))


def written(file, data):
    file.write_bytes(data)
    return file


def test_a_truncated_workbook_says_so(tmp_path):
    whole = workbook(tmp_path / "whole.xlsx", SHEETS).read_bytes()
    for share in (0.3, 0.6, 0.95):
        cut = written(tmp_path / "cut.xlsx", whole[: int(len(whole) * share)])
        with pytest.raises(InputError, match=r'"cut.xlsx" cannot be opened'):
            read(cut)


def test_a_table_in_two_kinds_of_file_is_refused(office, tmp_path):
    write_csv(office, tmp_path)
    write_parquet(office, tmp_path)
    with pytest.raises(InputError, match="in two kinds of file"):
        read(tmp_path)


def test_strict_refuses_an_office_with_problems(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Cá nhân": [["Mã CB"], ["CB01"], ["CB01"]]})
    with pytest.raises(InputError, match=r"1 problem .* row 3, column Mã CB") as error:
        read(path, strict=True)
    assert [problem["kind"] for problem in error.value.problems] == ["duplicate_key"]


def test_unknown_options_name_the_nearest(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Cá nhân": [["Mã CB"], ["CB01"]]})
    with pytest.raises(InputError, match='did you mean "polars"'):
        read(path, frames="polar")
    with pytest.raises(InputError, match='lang "fr"'):
        read(path, lang="fr")


def test_an_uncomputed_formula_in_the_last_cell_is_not_lost(tmp_path):
    rows = [["Mã CB", "Họ và tên"], ["CB01", "A"], ["CB02", Uncomputed("=A1&B1")]]
    found = read(workbook(tmp_path / "a.xlsx", {"Cá nhân": rows}))
    assert listed(found, "row", "column", "kind") == [(3, "Họ và tên", "formula_without_value")]


def test_a_long_sheet_is_read_in_sweeps(tmp_path):
    size = 60_000
    ids = [f"CB{i:06}" for i in range(size // 5)]
    lines = ["Mã,Năm,Xếp loại,Ngày quyết định"]
    lines += [f"{ids[i // 5]},{2021 + i % 5},Tốt,{10 + i % 9}/12/2021" for i in range(size)]
    (tmp_path / "ratings.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "people.csv").write_text("\n".join(["Mã CB", *ids]), encoding="utf-8")
    found = read(tmp_path)
    assert len(found["ratings"]) == size
    assert len(found.problems) == 0
    assert found.tables["ratings"].origin.row[-1] == size + 1


def test_shuffled_rows_of_parquet_are_matched_too(tmp_path):
    generator = np.random.default_rng(7)
    ids = np.array([f"P{i:05}" for i in range(3000)])
    people = pd.DataFrame({"person_id": generator.permutation(ids)})
    grid = pd.MultiIndex.from_product([ids, range(2021, 2024)], names=["subject_id", "year"])
    ratings = grid.to_frame(index=False).assign(rating="hoan_thanh")
    ratings = ratings.iloc[generator.permutation(len(ratings))]
    for name, frame in {"people": people, "ratings": ratings}.items():
        duckdb.from_df(frame).write_parquet(str(tmp_path / f"{name}.parquet"))
    found = read(tmp_path)
    assert len(found.problems) == 0
    assert found["ratings"]["subject_id"].tolist() == ratings["subject_id"].tolist()
    categories = found.tables["ratings"].frame["subject_id"].cat.categories
    assert list(categories) == sorted(ids)


def test_only_untidy_texts_of_parquet_get_a_look(tmp_path):
    names = ["Nông Văn A", "Nông  Văn A", "-", "Ðàm B", unicodedata.normalize("NFD", "Đàm B"), None]
    ids = ["P1", "P2 ", "P3", "P4", "P5", "P6"]
    people = pd.DataFrame({"person_id": ids, "name": names})
    made = pd.DataFrame(
        {"initiative_id": ["SK2", "#REF!", " SK1"], "subject_id": ["P1", "P2", "P3"], "year": 2021}
    )
    for table, frame in {"people": people, "initiatives": made}.items():
        duckdb.from_df(frame).write_parquet(str(tmp_path / f"{table}.parquet"))
    found = read(tmp_path)
    said = [None if pd.isna(name) else name for name in found["people"]["name"]]
    assert said == ["Nông Văn A", "Nông Văn A", None, "Đàm B", "Đàm B", None]
    assert found["people"]["person_id"].tolist() == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert found["initiatives"]["initiative_id"].tolist() == ["SK2", "SK1"]
    assert listed(found, "file", "row", "value", "kind") == [
        ("initiatives.parquet", 2, "#REF!", "unknown_value")
    ]
