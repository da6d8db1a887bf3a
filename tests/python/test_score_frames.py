"""Frames of every kind, order and shape give the same scores; a million rows too."""

from time import perf_counter
from unicodedata import normalize

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import lantoa as lt

RULES = {"normalise": "minmax", "lang": "en"}
WEIGHTS = {"hài_lòng": 2, "đúng_hạn": 1}


def frame(n=40, seed=1):
    rng = np.random.default_rng(seed)
    found = pd.DataFrame(
        {
            "subject_id": [f"DV{i:03}" for i in range(n)],
            "hài_lòng": rng.integers(0, 100, n) / 10,
            "đúng_hạn": rng.integers(0, 100, n) / 10,
            "ghi_chú": "không thuộc bộ chỉ tiêu",
            "xã": rng.integers(0, 4, n),
        }
    )
    found.loc[found.index == 3, "đúng_hạn"] = None
    return found


def told(score):
    """What a score says, whatever the kind of frame."""
    rows = score.frame
    rows = rows if isinstance(rows, pd.DataFrame) else pl.DataFrame(rows).to_pandas()
    values = [None if pd.isna(value) else value for value in rows["score"]]
    return list(zip(rows["subject_id"], values, rows["lacks"], strict=True))


def relation(data):
    return duckdb.connect().from_df(data)


KINDS = {
    "pandas": lambda data: data,
    "pandas, row-major": lambda data: data.iloc[:, [0, 2, 1, 3, 4]].copy(),
    "pandas, with an index": lambda data: data.set_index(pd.Index(range(900, 900 + len(data)))),
    "pandas, nullable": lambda data: data.convert_dtypes(),
    "polars": pl.from_pandas,
    "pyarrow": lambda data: pl.from_pandas(data).to_arrow(),
    "duckdb": relation,
    "NFD headings": lambda data: data.rename(columns=lambda name: normalize("NFD", name)),
    "text": lambda data: data.assign(
        **{name: data[name].map(lambda x: "" if pd.isna(x) else repr(x)) for name in WEIGHTS}
    ),
    "decimals": lambda data: pl.from_pandas(data).with_columns(
        pl.col("hài_lòng", "đúng_hạn").cast(pl.Decimal(10, 1))
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_same(kind):
    data = frame()
    expected = told(lt.score(data, WEIGHTS, **RULES))
    assert told(lt.score(KINDS[kind](data), WEIGHTS, **RULES)) == expected


def test_the_kind_that_went_in_comes_out():
    data = frame()
    for kind, made in (("pandas", pd.DataFrame), ("polars", pl.DataFrame)):
        assert isinstance(lt.score(KINDS[kind](data), WEIGHTS, **RULES).frame, made)
    assert type(lt.score(KINDS["pyarrow"](data), WEIGHTS, **RULES).frame).__name__ == "Table"
    assert isinstance(lt.score(relation(data), WEIGHTS, **RULES).frame, pd.DataFrame)


def test_rows_come_back_in_their_order():
    data = frame().sample(frac=1, random_state=2)
    assert lt.score(data, WEIGHTS, **RULES).frame["subject_id"].tolist() == list(data["subject_id"])


def test_a_tidy_frame_is_the_same_measures():
    data = frame()
    long = data.melt("subject_id", list(WEIGHTS), "measure", "value").dropna()
    tidy = lt.score(long, WEIGHTS, measure="measure", value="value", **RULES)
    wide = lt.score(data, WEIGHTS, **RULES)
    assert sorted(told(tidy)) == sorted(told(wide))


def test_columns_that_are_in_no_scheme_are_named_and_do_nothing():
    found = lt.score(frame(), WEIGHTS, **RULES)
    assert set(found.measures.unused) == {"ghi_chú", "xã"}
    assert lt.measures(frame()).names == ("hài_lòng", "xã", "đúng_hạn")


@pytest.mark.parametrize("rule", ["minmax", "z", "rank", "none"])
def test_one_row_has_a_score_and_nothing_divides_by_zero(rule):
    found = lt.score(frame(1), WEIGHTS, normalise=rule, lang="en")
    assert np.isfinite(found.frame["score"]).all()
    assert found.standing().subjects == ("DV000",)


@pytest.mark.parametrize("rule", ["minmax", "z", "rank", "none"])
def test_rows_that_are_all_alike_all_tie(rule):
    data = frame(9).assign(**{"hài_lòng": 4.0, "đúng_hạn": 7.0})
    found = lt.score(data, WEIGHTS, normalise=rule, lang="en")
    assert set(found.standing().keys.tolist()) == {0}


def test_the_frame_that_came_in_stays_as_it_was():
    data = frame()
    before = data.copy(deep=True)
    lt.score(data, WEIGHTS, missing="zero", **RULES)
    pd.testing.assert_frame_equal(data, before)


def test_a_million_rows_are_scored_in_seconds():
    n = 1_000_000
    rng = np.random.default_rng(0)
    data = pl.DataFrame(
        {
            "subject_id": np.arange(n),
            "hài_lòng": rng.random(n),
            "đúng_hạn": rng.random(n),
        }
    )
    start = perf_counter()
    found = lt.score(data, WEIGHTS, **RULES)
    assert len(found.frame) == n
    assert perf_counter() - start < 20


def test_an_office_is_scored_by_its_table_of_measures():
    office = lt.sample_office(seed=7)
    table = office.tables["measures"].frame
    name = str(table["measure"].iloc[0])
    found = lt.score(office, {name: 1}, normalise="none")
    kept = table[table["measure"] == name]
    expected = {(str(row.subject_id), int(row.year)): row.value for row in kept.itertuples()}
    told = {
        (row.subject_id, row.year): row.score
        for row in found.frame.dropna().itertuples(index=False)
    }
    assert told
    assert told == {key: value for key, value in expected.items() if value == value}
