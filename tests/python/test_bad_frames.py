"""Frames, Parquet files and databases that hold what no file of cells could hold."""

import datetime as dt
from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lantoa as lt
from lantoa import InputError
from workbooks import column, listed

PEOPLE = pd.DataFrame({"person_id": ["CB01", "CB02"]})
OLD = "Hoµn thµnh tèt nhiÖm vô"


def ratings(**more):
    """Two rows, the second with a rating that cannot be read."""
    rows = {"subject_id": ["CB01", "CB02"], "year": [2021, 2021], "rating": ["HTTNV", "?"]}
    return pd.DataFrame({**rows, **more})


def read(**tables):
    return lt.read({"people": PEOPLE, **tables}, lang="en")


def told(tables):
    with pytest.raises(InputError) as caught:
        lt.read(tables)
    return str(caught.value)


# Headings


def test_years_as_numbers_are_headings_like_any_other():
    wide = pd.DataFrame({"subject_id": ["CB01", "CB02"], 2021: ["Tốt", "?"], 2022: ["Tốt", "HTXS"]})
    found = read(ratings=wide)
    assert column(found, "ratings", "year") == [2021, 2022, 2022]
    assert listed(found, "row", "column", "value") == [(2, "2021", "?")]


@pytest.mark.parametrize("kind", ["pandas", "pyarrow"])
def test_a_heading_that_comes_twice_is_listed(kind):
    frame = pd.DataFrame(
        [["CB01", 2021, "Tốt", "HTXS"]], columns=["Mã", "Năm", "Xếp loại", "Xếp loại"]
    )
    if kind == "pyarrow":
        cells = [pa.array(frame.iloc[:, place]) for place in range(4)]
        frame = pa.Table.from_arrays(cells, names=list(frame.columns))
    found = lt.read({"ratings": frame}, frames="pandas")
    assert found["ratings"]["rating"].tolist() == ["hoan_thanh_tot"]
    assert found.listing["kind"].tolist() == ["duplicate_column"]


def test_headings_of_two_rows_are_refused():
    frame = ratings()
    frame.columns = pd.MultiIndex.from_product([["Xếp loại"], frame.columns])
    assert (
        told({"ratings": frame})
        == 'table "ratings": expected one row of headings, not a MultiIndex'
    )


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({}, "the dict holds no frame; expected one per table"),
        ({1: PEOPLE}, 'table 1: expected the name of a table, such as "ratings"'),
        ({None: PEOPLE}, "table None: expected the name of a table"),
        ({"people": None}, "expected a pandas, polars or pyarrow frame, not NoneType"),
        ({"people": pl.from_pandas(PEOPLE).lazy()}, "not LazyFrame"),
    ],
)
def test_what_is_no_dict_of_frames_says_what_is_expected(tables, says):
    assert says in told(tables)


# Cells


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        ([["a"], {"b": 1}], ["['a']", "{'b': 1}"]),
        ([b"7/Q\xc4\x90", dt.time(1, 2)], ["7/QĐ", "01:02:00"]),
        ([np.int64(7), pd.NA], ["7", None]),
        ([pd.NaT, np.nan], [None, None]),
        ([np.array([1, 2]), 3], ["[1 2]", "3"]),
        (pd.period_range("2021-01", periods=2, freq="M"), ["2021-01", "2021-02"]),
    ],
)
def test_any_object_is_its_text(cells, read_as):
    rows = ratings(decision_no=pd.Series(list(cells), dtype=object), rating="Tốt")
    assert column(read(ratings=rows), "ratings", "decision_no") == read_as


@pytest.mark.parametrize(
    "nested", [pl.Series([[1], [2]]), pl.Series([{"a": 1}, {"a": 2}]), pl.Series([b"1", b"2"])]
)
def test_nested_columns_of_polars_do_not_stop_the_reading(nested):
    rows = pl.from_pandas(ratings(rating="Tốt")).with_columns(nested.alias("decision_no"))
    found = lt.read({"people": pl.from_pandas(PEOPLE), "ratings": rows})
    assert len(found["ratings"]) == 2


@pytest.mark.parametrize("clock", ["Asia/Bangkok", "UTC", "America/Lima"])
@pytest.mark.parametrize("source", ["pandas", "polars", "parquet"])
def test_an_instant_is_the_day_that_it_had_in_vietnam(tmp_path, source, clock):
    late = pd.to_datetime(["2021-12-31 23:30", "2022-01-01 00:30"]).tz_localize("Asia/Bangkok")
    rows = ratings(rating="Tốt", decision_date=late.tz_convert(clock))
    if source == "parquet":
        duckdb.from_df(PEOPLE).write_parquet(str(tmp_path / "people.parquet"))
        duckdb.from_df(rows).write_parquet(str(tmp_path / "ratings.parquet"))
        found = lt.read(tmp_path)
    else:
        found = read(ratings=rows if source == "pandas" else pl.from_pandas(rows))
    days = pd.to_datetime(found.tables["ratings"].frame["decision_date"])
    assert days.dt.date.tolist() == [dt.date(2021, 12, 31), dt.date(2022, 1, 1)]


def measure(value):
    rows = {"subject_id": ["CB01"], "year": [2021], "measure": ["m"], "value": value}
    return lt.read({"measures": pl.DataFrame(rows)}, frames="pandas")["measures"]["value"].tolist()


def test_whole_numbers_beyond_64_bits_stay_what_they_are():
    assert measure(pl.Series([2**64 - 1], dtype=pl.UInt64)) == [2.0**64]
    assert measure(pl.Series([7], dtype=pl.UInt64)) == [7.0]
    assert measure(pl.Series([None], dtype=pl.UInt64)) != [7.0]
    assert measure([Decimal("2.500")]) == [2.5]


def test_a_year_that_is_no_number_is_listed():
    rows = ratings(year=[np.inf, 2021.5], rating="Tốt")
    assert listed(read(ratings=rows), "column", "kind") == [("year", "bad_number")] * 2


# Old fonts


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "parquet", "duckdb"])
@pytest.mark.parametrize("name", ["rating", "decision_no", "subject_id", "heading"])
def test_old_fonts_are_refused_in_every_kind_of_source(kind, name, tmp_path):
    rows = ratings(decision_no=["1/Q§-UBND", "2"])[["subject_id", "year", "rating"]]
    rows = rows.assign(**{name: [OLD, "Tốt"]}) if name != "heading" else rows
    rows = rows.rename(columns={"rating": "XÕp lo¹i"}) if name == "heading" else rows
    source, where = stored(kind, rows, tmp_path)
    says = told(source)
    shown = "XÕp lo¹i" if name == "heading" else name
    assert says.startswith(f'{where}, column "{shown}": "')
    assert "is typed in an old font (.VnTime, TCVN3)" in says


def stored(kind, rows, folder):
    """The ratings beside two registers in a source of some kind, and how it is called."""
    tables = {"people": PEOPLE, "units": pd.DataFrame({"unit_id": ["DV01"]}), "ratings": rows}
    if kind == "parquet":
        for name, frame in tables.items():
            duckdb.from_df(frame).write_parquet(str(folder / f"{name}.parquet"))
        return folder, '"ratings.parquet"'
    if kind == "duckdb":
        with duckdb.connect(str(folder / "a.duckdb")) as connection:
            for name, frame in tables.items():
                connection.register("frame", frame)
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
        return folder / "a.duckdb", '"a.duckdb", sheet "ratings"'
    turned = {"polars": pl.from_pandas, "pyarrow": pa.Table.from_pandas}.get(
        kind, lambda frame: frame
    )
    return {name: turned(frame) for name, frame in tables.items()}, 'table "ratings"'


def test_a_long_column_of_names_is_searched_for_old_fonts_too(tmp_path):
    names = [f"Nông Văn {i}" for i in range(5000)]
    names[4321] = "NguyÔn V¨n §iÖp"
    people = pd.DataFrame({"person_id": [f"CB{i}" for i in range(5000)], "name": names})
    duckdb.from_df(people).write_parquet(str(tmp_path / "people.parquet"))
    assert '"NguyÔn V¨n §iÖp" is typed in an old font' in told(tmp_path)


def test_foreign_letters_are_no_old_font(tmp_path):
    people = pd.DataFrame({"person_id": ["CB01"], "name": ["Jürgen Müller"]})
    duckdb.from_df(people).write_parquet(str(tmp_path / "people.parquet"))
    assert column(lt.read(tmp_path), "people", "name") == ["Jürgen Müller"]


# Databases


def test_a_parquet_file_that_is_damaged_inside_says_so(tmp_path):
    path = tmp_path / "people.parquet"
    ids = [f"CB{i * 7919 % 10007}" for i in range(20_000)]
    duckdb.from_df(pd.DataFrame({"person_id": ids})).write_parquet(str(path))
    data = bytearray(path.read_bytes())
    for i in range(200, len(data) // 2):
        data[i] = (data[i] * 7 + 3) % 256
    path.write_bytes(bytes(data))
    assert "cannot be read to its end" in told(tmp_path)


def test_a_view_that_is_broken_is_named(tmp_path):
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("CREATE TABLE gone AS SELECT 1 AS x")
        connection.execute("CREATE VIEW ratings AS SELECT * FROM gone")
        connection.execute("DROP TABLE gone")
    assert told(tmp_path / "a.duckdb").startswith('"a.duckdb", table "ratings", cannot be opened')


def test_a_database_without_a_table_says_so(tmp_path):
    duckdb.connect(str(tmp_path / "a.duckdb")).close()
    assert told(tmp_path / "a.duckdb").startswith('"a.duckdb" holds no table')


def test_a_database_of_another_program_is_called_what_it_is(tmp_path):
    (tmp_path / "a.db").write_bytes(b"SQLite format 3\0" + bytes(200))
    assert told(tmp_path / "a.db").startswith('"a.db" is a SQLite database; expected one of DuckDB')


def test_no_source_makes_duckdb_ask_the_network(tmp_path):
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("CREATE TABLE people AS SELECT 'CB01' AS person_id")
        connection.execute(
            "CREATE VIEW ratings AS SELECT current_setting('autoinstall_known_extensions') AS rating, "
            "'CB01' AS subject_id, 2021 AS year"
        )
    found = lt.read(tmp_path / "a.duckdb", lang="en")
    assert listed(found, "value", "kind") == [("False", "unknown_value")]
