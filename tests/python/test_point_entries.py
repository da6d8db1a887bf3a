"""Entries as offices write them: exact numbers, every bad cell listed, no good row lost."""

import datetime
import re
import unicodedata
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xlsxwriter

import cai_lay
import lantoa as lt
import small_table


@pytest.fixture
def table(tmp_path):
    return small_table.table(tmp_path)


def row(id_, value=None, subject="H01", **more):
    return {"subject_id": subject, "id": id_, "value": value, **more}


def scored(table, *rows, **options):
    return table.score(pd.DataFrame(list(rows)), **options)


def written(result, item):
    items = result.items
    found = items[items["item"] == item].iloc[0]
    return found["written"], found["written_high"]


@pytest.mark.parametrize("cell", [3, 3.0, "3", " 3 ", "3,0", "+3", np.int64(3), Decimal(3)])
def test_a_count_in_any_writing(table, cell):
    assert written(scored(table, row("a1.2", cell)), "a1") == (6, 6)


@pytest.mark.parametrize(
    "cell", [97.7, "97,7", "97.7 %", "97,7%", Decimal("97.7"), "977/1000", "1954/2000"]
)
def test_a_share_in_any_writing(table, cell):
    result = scored(table, row("q", cell), row("a1.2", 0))
    assert written(result, "a2") == (4, 4)
    assert not len(result.problems)


BAD = [
    ("a1.2", -1, "negative", "a1"),
    ("a1.2", "-1", "negative", "a1"),
    ("a1.2", 1.5, "not_whole", "a1"),
    ("a1.2", "ba", "not_whole", "a1"),
    ("a1.2", "1.000", "doubtful_number", "a1"),
    ("a1.2", float("inf"), "not_whole", "a1"),
    ("a1.2", True, "not_whole", "a1"),
    ("a1.2", 10**10, "too_large", "a1"),
    ("q", 0.977, "doubtful_share", "a2"),
    ("q", "1", "doubtful_share", "a2"),
    ("q", "5/0", "not_share", "a2"),
    ("q", "nhiều", "not_share", "a2"),
    ("q", datetime.date(2022, 1, 2), "not_share", "a2"),
    ("q", "-3 %", "negative", "a2"),
]


@pytest.mark.parametrize(("name", "cell", "kind", "item"), BAD)
def test_a_cell_that_cannot_be_read_is_unknown_and_listed(table, name, cell, kind, item):
    good = {"a1.2": row("q", 60), "q": row("a1.2", 2)}[name]
    result = table.score(pd.DataFrame([row(name, cell), good], dtype=object))
    told = result.problems
    assert told[["subject_id", "row", "column", "kind"]].to_numpy().tolist() == [
        ["H01", 1, "value", kind]
    ]
    low, high = written(result, item)
    assert pd.isna(high) or low < high
    other = "a2" if item == "a1" else "a1"
    assert written(result, other) == ((3, 3) if other == "a2" else (5, 5))


ROWS = [
    (row("a1.3", 1), "id", "unknown_id", "a1.1"),
    (row("a1.2", 1, subject=None), "subject_id", "blank_subject", None),
    (row(None, 1), "id", "blank_id", None),
    (row("a1.2", 1, stage="self_reprot"), "stage", "unknown_stage", "self_report"),
    (row("a1", 1), "value", "no_value", None),
    (row("total", None, entered=1), "entered", "no_entered", None),
    (row("a1.2", 1, stated=4), "stated", "no_stated", None),
    (row("a1.2", 1, entered="x"), "entered", "not_points", None),
    (row("a1.2", 1, entered=0.005), "entered", "no_part", None),
    (row("a1.2", 1, entered=1e30), "entered", "too_large", None),
]


@pytest.mark.parametrize(("bad", "column", "kind", "near"), ROWS, ids=[one[2] for one in ROWS])
def test_a_row_that_cannot_be_placed_is_listed_and_good_rows_stay(table, bad, column, kind, near):
    result = scored(table, row("a1.1", 1), bad, row("q", 95))
    told = result.problems
    assert told[["row", "column", "kind"]].to_numpy().tolist() == [[2, column, kind]]
    assert (told["nearest"].iloc[0] if near else None) == near
    assert written(result, "a2") == (4, 4)
    assert "could not be read" in repr(result)


def test_strict_refuses_with_everything_that_is_wrong(table):
    rows = [row("a1.1", -1), row("a1.3", 1), row("q", 95)]
    with pytest.raises(lt.InputError, match="2 problems") as caught:
        scored(table, *rows, strict=True)
    assert [one.kind for one in caught.value.problems] == ["unknown_id", "negative"]


def test_the_same_said_twice_counts_once(table):
    result = scored(table, row("a1.2", 2), row("a1.2", "2"), row("q", 95))
    assert written(result, "a1") == (5, 5)
    assert result.problems["kind"].tolist() == ["duplicate"]


def test_rows_that_disagree_leave_the_evidence_unknown(table):
    result = scored(table, row("a1.1", 1), row("a1.1", 2), row("q", 95))
    assert written(result, "a1") == (1.5, 3)
    assert result.problems["kind"].tolist() == ["conflict"]
    assert result.findings["kind"].tolist() == ["unknown"]


def test_entered_points_that_disagree_are_not_entered(table):
    result = scored(table, row("a1.2", 1, entered=1), row("a1.2", 1, entered=2), row("q", 95))
    assert sorted(result.problems["kind"]) == ["conflict", "duplicate"]
    assert result.totals["entered"].tolist() == [8]


def test_a_blank_is_unknown_and_a_value_beside_it_settles_it(table):
    assert written(scored(table, row("a1.1"), row("q", 95)), "a1") == (1.5, 3)
    assert written(scored(table, row("a1.1"), row("a1.1", 1), row("q", 95)), "a1") == (2.5, 2.5)


def test_no_row_is_what_the_table_says(table):
    assert written(scored(table, row("q", 95)), "a1") == (3, 3)
    asked = table.change("table.no_row", "unknown")
    low, high = written(scored(asked, row("q", 95)), "a1")
    assert low == 1.5
    assert pd.isna(high)
    assert written(scored(table, row("a1.1", 0)), "a2") == (2, 4)


def test_points_that_overflow_are_refused_by_name(table):
    large = table.change("rule.a1.2.points", 5_000_000)
    with pytest.raises(lt.InputError, match=re.escape("H01, rule a1.2: 1000000000 cases")):
        scored(large, row("a1.2", 10**9), row("q", 95))


@pytest.mark.parametrize("points", [0.1, 0.15, 0.29, 0.57, 1.1])
def test_sums_are_exact_where_binary_fractions_are_not(table, points):
    exact = table.change({"rule.a1.2.points": points, "item.a1.base": 0, "item.a1.cap": None})
    for count in (3, 7, 10, 100, 1_000_001):
        result = scored(exact, row("a1.2", count), row("q", 60))
        assert written(result, "a1")[0] == float(Decimal(str(points)) * count)


@pytest.mark.parametrize(
    "empty",
    [pd.DataFrame(), pd.DataFrame(columns=["subject_id", "id"]), pd.DataFrame({"id": ["a1"]})],
)
def test_an_empty_frame_is_refused(table, empty):
    with pytest.raises(lt.InputError):
        table.score(empty)


@pytest.mark.parametrize("given", [None, 7, [1, 2], {"subject_id": ["H01"]}])
def test_what_is_no_table_is_refused(table, given):
    with pytest.raises(lt.InputError):
        table.score(given)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "subject_id;id\n", "đơn vị;điểm\nH01;3\n", "\x00\x01"]
)
def test_an_empty_or_foreign_file_is_refused(table, tmp_path, text):
    (tmp_path / "cham.csv").write_text(text, encoding="utf-8")
    with pytest.raises(lt.InputError, match=re.escape("cham.csv")):
        table.score(tmp_path / "cham.csv")


def test_a_file_that_is_not_there_is_refused(table, tmp_path):
    with pytest.raises(lt.InputError, match="is not there"):
        table.score(tmp_path / "cham.csv")


def test_only_noted_rows_are_no_form(table):
    with pytest.raises(lt.InputError, match="no row of the stage"):
        scored(table, row("q", 95, stage="noted"))


def test_vietnamese_headings_in_either_form_of_letters(tmp_path, table):
    text = "BẢNG CHẤM ĐIỂM\n\nĐơn vị;Mã;Bước;Số lượng;Điểm;Ghi chú\nH01;a1.2;Tự chấm;2;2;-\nH01;q;tự chấm;97,7 %;;\n"
    for form in ("NFC", "NFD"):
        path = tmp_path / f"{form}.csv"
        path.write_text(unicodedata.normalize(form, text), encoding="utf-8")
        result = table.score(path)
        assert result.totals["written"].tolist() == [9]
        told = result.problems
        assert told[["file", "row", "kind"]].to_numpy().tolist() == [
            [f"{form}.csv", 3, "unknown_column"]
        ]


def test_a_workbook_reads_like_a_frame(tmp_path):
    entries = cai_lay.entries()
    path = tmp_path / "cham.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Chấm điểm")
        sheet.write_row(0, 0, list(entries))
        for at, cells in enumerate(entries.itertuples(index=False), start=1):
            sheet.write_row(at, 0, ["" if pd.isna(cell) else cell for cell in cells])
    result = cai_lay.table().score(path)
    assert cai_lay.totals(result, "written") == {"self_report": 119.7, "appraised": 115.7}
    assert not len(result.problems)


@pytest.mark.parametrize("shown", ["0%", "0.0%", '0.00" %"%', "#,##0.0 %"])
def test_a_share_that_excel_shows_in_per_cent_is_what_it_shows(tmp_path, table, shown):
    path = tmp_path / "cham.xlsx"
    with xlsxwriter.Workbook(path) as book:
        percent = book.add_format({"num_format": shown})
        for name, share in (("A", 0.977), ("B", 0.5), ("C", 0.895)):
            sheet = book.add_worksheet(name)
            sheet.write_row(2, 1, ["Đơn vị", "Mã", "Số liệu"])
            sheet.write_row(3, 1, [f"H{name}", "q"])
            sheet.write_number(3, 3, share, percent)
    result = table.score(path)
    assert result.rules["evidence"].tolist() == ["97.7 %", "50 %", "89.5 %"]
    assert result.totals["written"].tolist() == [7, 6, 6]


def test_a_share_without_its_sign_stays_doubtful_in_a_workbook(tmp_path, table):
    path = tmp_path / "cham.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        quoted = book.add_format({"num_format": '0.000" %"'})  # shows a sign and stores 0.977 %
        sheet.write_row(0, 0, ["subject_id", "id", "value"])
        sheet.write_row(1, 0, ["H01", "q"])
        sheet.write_number(1, 2, 0.977, quoted)
    assert table.score(path).problems["kind"].tolist() == ["doubtful_share"]


@pytest.mark.parametrize("make", [pl.DataFrame, pa.Table.from_pylist])
def test_any_frame_is_taken(make):
    texts = [
        {name: None if pd.isna(cell) else str(cell) for name, cell in one.items()}
        for one in cai_lay.entries().to_dict("records")
    ]
    result = cai_lay.table().score(make(texts))
    assert cai_lay.totals(result, "entered") == {"self_report": 124.4, "appraised": 118.4}


@pytest.mark.parametrize("frames", ["pandas", "polars", "pyarrow"])
def test_results_come_in_the_kind_that_was_asked_for(frames):
    result = cai_lay.table(frames=frames).score(cai_lay.entries())
    names = ("totals", "groups", "items", "rules", "differences", "findings", "problems")
    for name in names:
        assert type(getattr(result, name)).__module__.startswith(frames)


def test_more_exempt_than_cases_is_found():
    rows = [row("2.1.2", 1), row("2.1.2.mien", 3)]
    found = scored(cai_lay.table(), *rows).findings
    assert found.loc[found["kind"] == "exempt_more", "says"].tolist() == [
        "2.1.2: 3 exempt of 1 cases"
    ]


def test_a_stated_item_counts_where_nothing_else_is_entered(table):
    stated = scored(table, row("a1", stated=2.5), row("q", 95))
    assert stated.totals[["entered", "written"]].to_numpy().tolist() == [[6.5, 7]]
    assert stated.differences["says"].tolist() == ["the item was entered as 2.5, 3 under the rules"]
    both = scored(table, row("a1", stated=2.5), row("a1.2", 1, entered=1), row("q", 95))
    assert both.totals["entered"].tolist() == [8]
    assert both.findings["kind"].tolist() == ["stated_differs"]


@pytest.mark.parametrize(("subject", "stage"), [("H02", None), ("H01", "appraised")])
def test_explaining_what_is_not_there_is_refused(table, subject, stage):
    with pytest.raises(lt.InputError):
        scored(table, row("q", 95)).explain(subject, stage)
