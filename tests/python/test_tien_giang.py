"""The bundled scheme: further cases of its rules, the gaps it was published with, its gate."""

import pandas as pd
import pytest

import cai_lay


def scored(rows, table=None):
    """One subject whose form has these rows: pairs of an id and a value."""
    told = [{"subject_id": "H01", "id": name, "value": value} for name, value in rows]
    return (table or cai_lay.table()).score(pd.DataFrame(told))


def item(name, rows, table=None):
    """The points of one item, at either end."""
    items = scored(rows, table).items
    row = items[items["item"] == name].iloc[0]
    return row["written"], row["written_high"]


def dossiers(year, early, late):
    return [("3.3.ho_so", year), ("3.3.som", early), ("3.3.tre", late)]


CASES = [
    ("a1", [("a1.1", 4), ("a1.2", 4)], 1.5, "a cap on the deductions of the item"),
    ("a3", [("a3.1", "x"), ("a3.2", "x")], 0.5, "no cap at all"),
    ("a4", [("a4.bao_phu", "99%"), ("a4.chung", "95%")], 5.5, "the higher of two bonuses"),
    ("a4", [("a4.bao_phu", "99%"), ("a4.chung", "94,9%")], 4.5, "the lower of two bonuses"),
    ("a4", [("a4.bao_phu", "98,9%"), ("a4.chung", "99%")], 3.5, "neither bonus"),
    ("a4", [("a4.bao_phu", "99%"), ("a4.chung", "95%"), ("a4.3", 1)], 3, "a deduction bars it"),
    ("a7", [("a7.2", 9), ("a7.6", 8)], 9.5, "the cap leaves the bonus alone"),
    ("a9", [("a9.4", 3)], 5.3, "a tenth, three times"),
    ("b1", [("b1.1", 6), ("b1.2", 2)], 0.5, "a cap on one rule of two"),
    ("b1", [("b1.1", 6), ("b1.kip_thoi", 5), ("b1.2", 0)], 1.75, "cases found in time"),
    ("b2", [("b2.1", 3), ("b2.2", 1), ("b2.co_ke_hoach", "có")], 6, "each rule has its own cap"),
    ("b2", [("b2.khong_ke_hoach", "x")], 4.5, "no plan"),
    ("b3", [("b3.ty_le", "99,99%")], 3, "not quite all"),
    ("c1", [("c1.ty_le", "98,01%")], 5, "above 98"),
    ("c1", [("c1.ty_le", "97,99%")], 4, "below 98"),
    ("c1", [("c1.ty_le", 97)], 4, "an end that belongs to the band"),
    ("c1", [("c1.ty_le", 96.999)], 3, "just below it"),
    ("c2", [("c2.ty_le", 92)], 5, "92 is not above 92"),
    ("c2", [("c2.ty_le", "92,01")], 5.1, "the first tenth"),
    ("c2", [("c2.ty_le", 93)], 5.2, "one further per cent"),
    ("c2", [("c2.ty_le", 99)], 5.5, "the cap"),
    ("c3.1", [("c3.1.1", 9)], 1.5, "a cap stands before no directive"),
    ("c3.1", [("c3.1.1", 9), ("c3.1.2", "x")], 0, "no directive"),
    ("c3.2", [("c3.2.3", "x"), ("c3.2.4", 5)], 0, "not organised takes the bonus too"),
    ("c4", [("c4.1", "x")], 2, "2 or 0"),
    ("d1", [("d1.ty_le", 100)], 3, "the plan, exactly"),
    ("d1", [("d1.ty_le", "119,9")], 4, "exceeded by less than 20 %"),
    ("d1", [("d1.ty_le", 120)], 5, "exceeded by 20 %"),
    ("d1", [("d1.ty_le", "94,99")], 1, "below 95"),
    ("d1", [("d1.ty_le", 95)], 2, "95 itself"),
    ("d1", [("d1.khong_ke_hoach", "x")], 0, "no plan, and no share is asked"),
    ("d2", [("d2.1", 10)], 0, "the clamp"),
    ("d2", [("d2.1", 2), ("d2.3", 9)], 7, "a capped bonus inside the clamp"),
    ("2.1", [("2.1.2", 1)], -1, "a warning, and no floor"),
    ("2.1", [("2.1.2", 1), ("2.1.2.mien", 1)], 1, "exempt"),
    ("2.1", [("2.1.2", 2), ("2.1.2.mien", 1)], -1, "one of two is exempt"),
    ("3.1", [("3.1.ngay", "31/01/2022")], 2, "the last day"),
    ("3.1", [("3.1.ngay", "01/02/2022")], 1.5, "a day late"),
    ("3.2", [("3.2.van_ban", "không")], 1.5, "not in writing"),
    ("3.3", dossiers(723, 0, 1), 5, "one late dossier of 723"),
    ("3.3", dossiers(1000, 70, 0), 8, "7 % of 1000"),
    ("3.3", dossiers(999, 70, 0), 7.5, "7.007 % of 999"),
    ("3.3", dossiers(1999, 140, 0), 8, "7.003 % of 1999"),
    ("3.3", dossiers(2000, 140, 0), 8.2, "7 % of 2000"),
    ("3.3", dossiers(1000, 9, 0), 6, "below the first band there is no bonus"),
    ("3.3", dossiers(1000, 900, 1), 5.5, "one late dossier bars the bonus"),
    ("3.3", [*dossiers(100, 0, 10), ("3.3.3", "x")], 1.5, "late and a complaint upheld"),
    ("5.2", [("5.2.1", 4), ("5.2.2", 4)], 0, "one cap for late and none"),
]


@pytest.mark.parametrize(("name", "rows", "points", "why"), CASES, ids=[c[3] for c in CASES])
def test_a_case_of_the_scheme(name, rows, points, why):
    assert item(name, rows) == (points, points), why


@pytest.mark.parametrize(
    ("name", "rows", "low", "high"),
    [
        ("c1", [("c1.ty_le", 98)], 4, 5),
        ("c1", [("c1.ty_le", "95,99")], 0, 3),
        ("c2", [("c2.ty_le", 90)], 4, 5),
        ("c2", [("c2.ty_le", 69)], 0, 3),
    ],
)
def test_a_share_in_no_band_leaves_an_interval_and_is_listed(name, rows, low, high):
    assert item(name, rows) == (low, high)
    found = scored(rows).findings
    gaps = found[found["kind"] == "in_no_band"]
    assert gaps["at"].tolist() == [f"{name}.1"]
    assert "in no band" in gaps["says"].iloc[0]


def test_a_floor_is_a_parameter():
    floored = cai_lay.table().change("table.floor", 0)
    assert item("2.1", [("2.1.2", 1)], floored) == (0, 0)
    assert item("2.1", [("2.1.2", 1), ("2.1.2.mien", 1)], floored) == (1, 1)
    only_there = cai_lay.table().change("item.2.1.floor", 0.5)
    assert item("2.1", [("2.1.2", 1)], only_there) == (0.5, 0.5)


def test_steps_or_linear_is_a_parameter():
    linear = cai_lay.table().change("rule.c2.2.mode", "linear")
    assert item("c2", [("c2.ty_le", "92,5")]) == (5.1, 5.1)
    assert item("c2", [("c2.ty_le", "92,5")], linear) == (5.15, 5.15)


@pytest.mark.parametrize(
    ("name", "rows", "low", "high"),
    [
        ("a1", [("a1.1", None)], 1.5, 3),
        ("a3", [("a3.1", None)], 2, 3),
        ("a7", [("a7.6", None)], 3, None),
        ("d2", [("d2.1", None)], 0, 7),
        ("c1", [("a1.1", 0)], 0, 5),
        ("3.2", [("a1.1", 0)], 1.5, 2.5),
        ("3.3", [("3.3.ho_so", 1000), ("3.3.som", None)], 6, 8.5),
    ],
)
def test_what_is_blank_is_unknown_and_never_zero(name, rows, low, high):
    found = item(name, rows)
    assert found[0] == low
    assert (None if pd.isna(found[1]) else found[1]) == high


def test_without_a_self_score_report_nobody_is_ranked():
    result = scored([("khong_tu_cham", "x")])
    assert result.totals["status"].tolist() == ["not_ranked"]
    assert "not ranked" in repr(result)
    assert scored([("khong_tu_cham", "không")]).totals["status"].tolist() == ["ranked"]
    open_ = scored([("khong_tu_cham", None)])
    assert open_.totals["status"].tolist() == ["perhaps_not_ranked"]


def test_the_bases_add_up_to_a_hundred():
    table = cai_lay.table()
    assert table.points == 100
    assert not (table.gaps["kind"] == "sum").any()
    groups = {group.id: group.points for group in table.layout.groups}
    parts = [groups[name] for name in ("a", "b", "c", "d", "2", "3", "4", "5")]
    assert parts == [30, 15, 25, 10, 2, 10, 3, 5]


def test_the_table_reports_the_gaps_it_was_published_with():
    gaps = cai_lay.table().gaps
    holes = gaps[gaps["kind"] == "no_band"]
    assert list(zip(holes["at"], [says.split(": ")[1] for says in holes["says"]], strict=True)) == [
        ("c1.1", "below 96 % lies in no band"),
        ("c1.1", "exactly 98 % lies in no band"),
        ("c2.1", "below 70 % lies in no band"),
        ("c2.1", "exactly 90 % lies in no band"),
    ]
    published = gaps.loc[gaps["kind"] == "published", "at"].tolist()
    assert published == ["a2", "a7", "b2.6", "4.1.1", "5", "c", "a7.1", "table", "2.1"]


def test_what_the_text_does_not_settle_is_an_assumption():
    table = cai_lay.table()
    assert set(table.assumptions["status"]) == {"assumption"}
    assert {"c2_bac", "san", "mot_lan", "ve_0", "tran_5"} <= set(table.assumptions["id"])
    rules = table.rules.set_index("rule")["status"]
    assert rules["c2.2"] == rules["a3.1"] == "assumption"
    assert rules["a1.1"] == "source"


@pytest.mark.parametrize("spelt", ["a7.6", "A7.6", "a.7.6", " A.7.6. "])
def test_ids_are_known_in_the_spellings_of_the_published_table(spelt):
    assert item("a7", [(spelt, 2)]) == (5, 5)
