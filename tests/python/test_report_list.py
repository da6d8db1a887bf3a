"""The list holds those counted, with what the registers say of them as of the day."""

import pandas as pd
import pytest

import lantoa as lt
from papers import MILESTONES, PLAN, of_kind, opened, tables

RATINGS = {
    "hoan_thanh_xuat_sac": "XS", "hoan_thanh_tot": "T", "hoan_thanh": "HT", "khong_hoan_thanh": "K",
}  # fmt: skip


@pytest.mark.parametrize("day", MILESTONES)
def test_the_list_holds_those_counted_and_nobody_else(report_folders, report_results, day):
    document = opened(report_folders, day, "danh-sach")
    subjects = report_results[day].subjects
    for kind, heading in (("unit", "Tên tập thể"), ("person", "Họ tên")):
        rows = of_kind(document, heading)
        counted = subjects[subjects["counted"] & (subjects["subject_kind"] == kind)]
        names = {one: one for one in counted["subject_id"]} | {"CB0033": "Nông Văn A"}
        expected = {names[one] for one in counted["subject_id"]}
        assert {row[1] for row in rows} == expected
        assert [row[0] for row in rows] == [str(at) for at in range(1, len(rows) + 1)]


def test_the_list_has_the_columns_of_the_dossier(report_folders):
    heads = next(one for one in tables(opened(report_folders, "de_nghi_2025", "danh-sach"))
                 if "Họ tên" in one[0] and "Xếp loại" in one[0])  # fmt: skip
    assert heads[1] == [
        "STT", "Họ tên", "Chức vụ, đơn vị", "2021", "2022", "2023", "2024", "2025", "Danh hiệu",
        "Hình thức khen (số QĐ, ngày)", "Sáng kiến", "Gia đình văn hóa", "Kết luận",
        "Tóm tắt thành tích",
    ]  # fmt: skip
    assert heads[0][3:8] == ["Xếp loại"] * 5


@pytest.mark.parametrize("day", MILESTONES)
def test_ratings_in_the_list_are_those_that_the_verdict_rests_on(
    report_folders, report_results, report_office, day
):
    """Every rating shown is a row of the register that is seen, and the latest decision of it."""
    result = report_results[day]
    register = report_office["ratings"]
    seen = register[
        register["decision_date"].isna() | (register["decision_date"] <= pd.Timestamp(result.as_of))
    ]
    rows = of_kind(opened(report_folders, day, "danh-sach"), "Họ tên")
    checked = 0
    for row in rows:
        who = "CB0033" if row[1] == "Nông Văn A" else row[1]
        for year, cell in zip(range(2021, 2026), row[3:8], strict=True):
            if cell in RATINGS.values():
                mine = seen[(seen["subject_id"] == who) & (seen["year"] == year)]
                latest = mine.sort_values("decision_date", kind="stable").iloc[-1]
                assert RATINGS[latest["rating"]] == cell
                checked += 1
            else:
                assert cell in {"?", "…", "–", "kxl"}
    assert checked or day == "lua_chon_2021" or not rows


AWARDS = [
    # number, year, day, status, annulled on: is it in the list on 30/09/2025?
    ("1/QĐ", 2022, "2023-03-01", "valid", None, True),
    ("2/QĐ", 2024, "2025-10-01", "valid", None, False),  # decided later
    ("3/QĐ", 2024, None, "valid", None, True),  # no day: seen once its year is closed
    ("4/QĐ", 2025, None, "valid", None, False),  # no day, and its year is open
    ("5/QĐ", 2022, "2022-05-01", "annulled", "2023-05-01", False),
    ("6/QĐ", 2022, "2022-05-01", "annulled", "2025-12-01", True),  # in force on that day
    ("7/QĐ", 2022, "2022-05-01", "annulled", None, False),
    ("8/QĐ", 2022, "2022-05-01", "proposed", None, False),
    ("9/QĐ", 2020, "2021-03-01", "valid", None, True),  # decided inside the window
    ("10/QĐ", 2020, "2020-12-31", "valid", None, False),
    ("11/QĐ", None, None, "valid", None, False),  # nobody knows when
]


def test_the_list_shows_awards_that_were_seen_and_stood_on_the_day():
    from lantoa.reporting.dossier import Dossier

    columns = ["decision_no", "year", "decision_date", "status", "annulled_on"]
    awards = pd.DataFrame([row[:5] for row in AWARDS], columns=columns)
    awards = awards.assign(subject_id="CB01", form="bang_khen", level="tinh")
    people = pd.DataFrame({"person_id": ["CB01"]})
    office = lt.read({"people": people, "commendations": awards})
    result = lt.evaluate(office, lt.load_plan(PLAN), "de_nghi_2025")
    shown = {row["decision_no"] for row in Dossier(result, ["CB01"]).rows("CB01", "commendations")}
    assert shown == {row[0] for row in AWARDS if row[5]}


def test_the_list_shows_titles_of_the_window_alone():
    from lantoa.reporting.dossier import Dossier

    titles = pd.DataFrame(
        {"subject_id": "DV01", "year": [2020, 2021, 2024, 2025], "title": "TTLĐXS",
         "decision_date": ["2021-02-01", "2022-02-01", None, None]}
    )  # fmt: skip
    office = lt.read({"units": pd.DataFrame({"unit_id": ["DV01"]}), "titles": titles})
    plan = lt.load_plan(PLAN)
    for day, years in (("2025-09-30", [2021, 2024]), ("2025-03-30", [2021])):  # closed on 31/03
        dossier = Dossier(lt.evaluate(office, plan, day), ["DV01"])
        assert [row["year"] for row in dossier.rows("DV01", "titles")] == years


def test_a_renamed_unit_keeps_what_it_won_before():
    """And a unit that was merged has the ratings of both of its predecessors."""
    from lantoa.reporting.dossier import Dossier

    when = ["2022-06-01", "2024-06-01", "2024-06-01"]
    changes = pd.DataFrame(
        {"date": when, "kind": ["rename", "merge", "merge"],
         "from_unit_id": ["DV01", "DV03", "DV04"], "to_unit_id": ["DV02", "DV05", "DV05"]}
    )  # fmt: skip
    ratings = pd.DataFrame(
        {"subject_id": ["DV01", "DV02", "DV03", "DV04"], "year": [2021, 2022, 2022, 2022],
         "rating": ["XS", "T", "T", "HT"]}
    ).replace({"XS": "HTXSNV", "T": "HTTNV", "HT": "HTNV"})  # fmt: skip
    titles = pd.DataFrame({"subject_id": ["DV01"], "year": [2021], "title": ["TTLĐXS"]})
    units = pd.DataFrame({"unit_id": [f"DV0{number}" for number in range(1, 6)]})
    office = lt.read(
        {"units": units, "unit_changes": changes, "ratings": ratings, "titles": titles}
    )
    dossier = Dossier(lt.evaluate(office, lt.load_plan(PLAN), "de_nghi_2025"), ["DV02", "DV05"])
    assert [row["title"] for row in dossier.rows("DV02", "titles")] == ["tap_the_lao_dong_xuat_sac"]
    found = dossier.ratings("DV02")
    assert (found[2021], found[2022]) == (["hoan_thanh_xuat_sac"], ["hoan_thanh_tot"])
    assert dossier.ratings("DV05")[2022] == ["hoan_thanh_tot", "hoan_thanh"]
