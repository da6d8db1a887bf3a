"""Classes by total with floors and conditions, and clamps of groups, as further schemes have them."""

import pandas as pd
import pytest

import small_table

CRITERIA = {"t1": 40, "t2": 40, "t3": 20}
ITEM = """
[[item]]
id = "{name}"
vi = "Tiêu chí {name}"
en = "Criterion {name}"
base = {base}
rules = [{{ id = "{name}.tru", kind = "per_case", points = -1, vi = "trừ", en = "off" }}]
"""
CLASS = """
[[band]]
id = "{name}"
vi = "{name}"
en = "{name}"
at_least = {least}
each_at_least = {each}
"""
CLASSES = [("xuat_sac", 90, 85), ("tot", 80, 80), ("hoan_thanh", 70, 70), ("khong", 0, 0)]


@pytest.fixture(scope="module")
def nghe_an(tmp_path_factory):
    """A draft of 2025: 100 points, levels by total, each criterion with a floor."""
    items = "".join(ITEM.format(name=name, base=base) for name, base in CRITERIA.items())
    classes = "".join(CLASS.format(name=n, least=least, each=each) for n, least, each in CLASSES)
    return small_table.table(tmp_path_factory.mktemp("nghe_an"), small_table.HEAD + items + classes)


def band(table, **off):
    rows = [{"subject_id": "X01", "id": f"{name}.tru", "value": n} for name, n in off.items()]
    totals = table.score(pd.DataFrame(rows)).totals
    return totals["band"].iloc[0], totals["band_high"].iloc[0]


@pytest.mark.parametrize(
    ("off", "level"),
    [
        ({"t1": 0}, "xuat_sac"),
        ({"t1": 6, "t2": 4}, "xuat_sac"),  # 90, and the lowest criterion stands at 85 % exactly
        ({"t1": 7}, "tot"),  # 93, with one criterion at 82.5 %
        ({"t3": 3}, "xuat_sac"),  # 17 of 20 are 85 %
        ({"t3": 4}, "tot"),  # 96, with one criterion at 80 %
        ({"t3": 5}, "hoan_thanh"),  # 95, with one criterion at 75 %
        ({"t1": 8, "t2": 8, "t3": 4}, "tot"),  # 80, each at 80 %
        ({"t1": 8, "t2": 8, "t3": 5}, "hoan_thanh"),
        ({"t1": 13}, "khong"),  # 87, with one criterion at 67.5 %
        ({"t1": 12, "t2": 12, "t3": 6}, "hoan_thanh"),
        ({"t1": 12, "t2": 12, "t3": 7}, "khong"),
    ],
)
def test_the_highest_level_whose_total_and_floors_hold(nghe_an, off, level):
    assert band(nghe_an, **off) == (level, level)


def test_a_floor_between_two_amounts_is_not_rounded_down(tmp_path):
    item = ITEM.format(name="t1", base=3)
    classes = CLASS.format(name="a", least=0, each="33.35")  # 1.0005 points of 3
    table = small_table.table(tmp_path, small_table.HEAD + item + classes)
    assert band(table, t1=1) == ("a", "a")
    assert all(pd.isna(one) for one in band(table, t1=2))


def test_missing_evidence_leaves_the_level_open(nghe_an):
    low, high = band(nghe_an, t1=7, t3=None)
    assert pd.isna(low)
    assert high == "tot"
    told = nghe_an.score(pd.DataFrame([{"subject_id": "X", "id": "t3.tru", "value": None}]))
    assert "in no class, perhaps xuat_sac" in repr(told)


PARTY = """
[[evidence]]
id = "dung_han"
kind = "share"
vi = "Đúng hạn"
en = "On time"
[[evidence]]
id = "vuot"
kind = "share"
vi = "Vượt"
en = "Exceeding"
[[band]]
id = "xuat_sac"
vi = "x"
en = "x"
at_least = 90
when = [{ evidence = "dung_han", at_least = 100 }, { evidence = "vuot", at_least = 30 }]
[[band]]
id = "tot"
vi = "x"
en = "x"
at_least = 70
when = [{ evidence = "dung_han", at_least = 100 }]
"""


@pytest.mark.parametrize(
    ("on_time", "exceeding", "levels"),
    [
        ("100%", "30%", ("xuat_sac", "xuat_sac")),
        ("100%", "29,9%", ("tot", "tot")),
        ("100%", None, ("tot", "xuat_sac")),
        ("99,9%", "50%", (None, None)),
    ],
)
def test_conditions_stand_beside_the_score(tmp_path, on_time, exceeding, levels):
    item = ITEM.format(name="t1", base=95)
    table = small_table.table(tmp_path, small_table.HEAD + item + PARTY)
    rows = [("dung_han", on_time), ("vuot", exceeding), ("t1.tru", 0)]
    told = pd.DataFrame([{"subject_id": "X", "id": i, "value": v} for i, v in rows])
    totals = table.score(told).totals
    found = tuple(
        None if pd.isna(totals[c].iloc[0]) else totals[c].iloc[0] for c in ("band", "band_high")
    )
    assert found == levels


def test_a_clamp_of_a_group_bounds_what_moves_in_it(tmp_path):
    group = '[[group]]\nid = "g"\nvi = "x"\nen = "x"\nclamp = { least = -3 }\n'
    items = "".join(
        ITEM.format(name=name, base=10).replace("base", 'group = "g"\nbase')
        for name in ("t1", "t2")
    )
    table = small_table.table(tmp_path, small_table.HEAD + group + items)
    rows = [{"subject_id": "X", "id": f"{name}.tru", "value": 2} for name in ("t1", "t2")]
    rows[0]["entered"] = -2
    result = table.score(pd.DataFrame(rows))
    assert result.totals[["entered", "written"]].to_numpy().tolist() == [[16, 17]]
    assert result.differences[["item", "points", "says"]].fillna("").to_numpy().tolist() == [
        ["", 1, "the group's clamp"]
    ]


def test_classes_stand_best_first(tmp_path):
    import lantoa as lt

    classes = "".join(
        CLASS.format(name=n, least=least, each=0) for n, least in (("a", 1), ("b", 2))
    )
    with pytest.raises(lt.InputError, match="band b, key at_least: stands after a"):
        small_table.table(tmp_path, small_table.TEXT + classes)
