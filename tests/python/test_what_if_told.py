"""What if, as a user meets it: what it prints, refuses, writes and never becomes."""

from fractions import Fraction
from functools import cache
from typing import get_args

import openpyxl
import pandas as pd
import pytest

import lantoa as lt
import reference_what_if as reference
from lantoa._wording import said
from lantoa.charts import dumbbell
from lantoa.criteria import Scenario
from lantoa.scenarios.differing import covering, entering, lines, tables
from what_if_cases import from_the_start, ids, rows

LISTED = {"cn_luon_tot.at_least": "hoan_thanh_xuat_sac"}
SEVERAL = {
    "cn_luon_tot.at_least": "hoan_thanh_xuat_sac",
    "cn_xuat_sac_2_nam.years": 3,
    "cn_sang_kien.count": 1,
    "tt_luon_tot.at_least": "hoan_thanh_xuat_sac",
}
IDEA = {
    "initiative_id": "SK9001", "subject_id": "CB0018", "year": 2025, "recognised": True,
    "scope": "co_so", "share": 1000, "decision_no": "9/QĐ", "decision_date": "2025-08-01",
}  # fmt: skip


@cache
def judged(lang="vi", counting="provisional", gates="all", frames="pandas"):
    office = lt.sample_office(seed=7)
    if frames != "pandas":
        office = lt.read({name: office[name] for name in office.tables}, frames=frames)
    plan = lt.load_plan("exemplars-2021-2025", lang=lang)
    return lt.evaluate(office, plan, "de_nghi_2025", counting=counting, gates=gates)


# ---- what it says


def test_it_names_who_goes_through_what_and_under_which_counting():
    told = repr(judged().what_if(LISTED))
    for part in (
        "GIẢ ĐỊNH",
        "từ mức: Hoàn thành tốt nhiệm vụ → Hoàn thành xuất sắc nhiệm vụ",
        "tính trường hợp tạm tính đạt, mọi tiêu chí",
        "Ra: 2 cá nhân (CB0056, CB0061) qua Năm nào cũng hoàn thành tốt nhiệm vụ trở lên",
        "Đơn vị không còn ai: DV02, DV09.",
    ):
        assert part in told
    english = judged("en").what_if(LISTED)
    assert "Go out: 2 people (CB0056, CB0061) through Rated good" in english.sentence
    assert english._repr_html_().count("<table") == 3


def test_nothing_that_changes_is_said_so():
    same = judged("en").what_if("cn_xuat_sac_2_nam.years", 2)
    assert same.sentence.startswith("Nothing changes")
    assert [len(one) for one in (same.gained, same.lost, same.changed, same.lines)] == [0] * 4
    assert "The list stays as it is" in judged("en").what_if("cn_xuat_sac_2_nam.years", 3).sentence


def test_a_reason_and_the_weights_that_go_along_are_named():
    scenario = Scenario(
        {"diem_sang_kien.weight": 500},
        weights="proportional",
        reasons={"diem_sang_kien.weight": "Hội đồng hỏi"},
    )
    found = judged().what_if(scenario)
    assert "30 % → 50 % (lý do: Hội đồng hỏi)" in found.title
    assert "kéo theo Điểm năm xuất sắc" in found.title
    edits = found.edits
    assert edits["asked"].tolist() == [True, False, False, False]


def test_of_two_criteria_with_one_label_it_says_whose():
    title = judged().what_if(SEVERAL).title
    assert "trở lên (cá nhân): từ mức" in title
    assert "trở lên (tập thể): từ mức" in title


def test_a_change_of_the_counting_says_both():
    change = {"milestone.de_nghi_2025.counting": {"verdict": "possible", "gates": "countable"}}
    found = judged("en").what_if(change)
    assert found.asked.in_force.startswith("Before: As of 2025-09-30, counting those who provis")
    assert "After: As of 2025-09-30, counting those who meet every countable gate" in repr(found)
    assert set(found.gained["because"]) == {"counting"}
    assert found.after.counting == "possible"


def test_a_change_of_the_day_says_both_and_follows_the_milestone():
    found = judged("en").what_if("milestone.de_nghi_2025.as_of", pd.Timestamp("2025-12-20").date())
    assert "Before: As of 2025-09-30" in repr(found)
    assert "After: As of 2025-12-20" in repr(found)
    later = lt.evaluate(
        judged("en").office, judged("en").plan, "2025-12-20", counting="provisional", gates="all"
    )
    expected = reference.changed(rows(judged("en").verdicts), rows(later.verdicts))
    pairs = zip(found.changed["subject_id"], found.changed["criterion_id"], strict=True)
    assert set(pairs) == set(expected)


def test_seats_that_change_are_told_where_nobody_moves():
    found = judged("en").what_if("so_luong_ca_nhan.share_per_mille", 50)
    assert "Seats: DV02 3 → 1, DV08 2 → 1." in found.sentence
    assert len(found.lines) == 0
    assert found.quotas["group"].tolist() == ["DV02", "DV08"]


def test_whoever_is_displaced_is_named_with_who_took_the_seat():
    result = judged("en", "possible", "countable")
    scenario = Scenario({"diem_lan_toa.weight": 1000}, weights="proportional")
    found = result.what_if(scenario)
    worse = [row for row in rows(found.lines) if row["displaced_by"]]
    assert worse
    sides = [rows(side.quota_lines) for side in (found.before, found.after)]
    for row in worse:
        assert row["because"] == "places"
        pair = row["quota"], row["subject_id"]
        assert ids(row["displaced_by"]) == reference.displaced_by(*sides, *pair)


def test_agreement_is_told_on_both_sides():
    found = judged().what_if("cn_luon_tot.except_years", 1).agreement()
    assert (found["change"] == found["passing_now"] - found["passing_was"]).all()
    one = found.set_index("subject_id").loc["CB0017"]
    assert (bool(one["was"]), bool(one["now"])) == (False, True)
    assert one["combinations_was"] == one["combinations_now"] == 23040


def test_a_track_is_asked_by_itself():
    result = lt.evaluate(
        judged().office, judged().plan, "khoa_so", track="chuyen_de", counting="possible"
    )
    found = result.what_if("chung_suy_ton.share_more_than", 900)
    after = from_the_start(result, {"chung_suy_ton.share_more_than": 900})
    assert set(found.lost["subject_id"]) == reference.lost(
        rows(result.subjects), rows(after.subjects)
    )
    assert len(found.lines) == 0


# ---- several edits


def number(result, some):
    plan = result.plan.change({path: SEVERAL[path] for path in some}) if some else result.plan
    found = lt.evaluate(
        result.office, plan, result.as_of, counting=result.counting, gates=result.gates
    )
    return found.subjects["counted"].sum(), set(
        found.subjects["subject_id"][found.subjects["counted"]]
    )


@pytest.mark.parametrize(("counting", "gates"), [("provisional", "all"), ("possible", "countable")])
def test_the_first_and_last_effect_and_the_share_of_each_edit(counting, gates):
    result = judged("vi", counting, gates)
    found = result.what_if(SEVERAL)
    every = tuple(SEVERAL)
    known = {}

    def count(some):
        key = frozenset(some)
        if key not in known:
            known[key] = number(result, key)
        return int(known[key][0])

    for row in rows(found.effects):
        edit = row["edit"]
        others = [one for one in every if one != edit]
        assert row["first_in"] == count([edit]) - count([])
        assert row["last_in"] == count(every) - count(others)
        alone, nobody = known[frozenset([edit])][1], known[frozenset()][1]
        assert ids(row["first_gained"]) == alone - nobody
        assert ids(row["first_lost"]) == nobody - alone
        whole, rest = known[frozenset(every)][1], known[frozenset(others)][1]
        assert ids(row["last_gained"]) == whole - rest
        assert ids(row["last_lost"]) == rest - whole
        assert Fraction(row["share"]) == found.shares[edit]
    assert found.shares == reference.shares(every, count)
    assert sum(found.shares.values()) == count(every) - count([])


def test_more_edits_than_eight_have_effects_and_no_shares():
    paths = ["cn_sang_kien.count", "cn_bang_khen.count", "cn_xuat_sac_2_nam.years"]
    more = dict.fromkeys(paths, 1) | {
        "cn_luon_tot.except_years": 1, "tt_luon_tot.except_years": 1, "policy.min_rated_years": 0,
        "so_luong_ca_nhan.minimum_places": 0, "so_luong_tap_the.minimum_places": 0,
        "co_cau_linh_vuc.report_if_fewer_than": 2,
    }  # fmt: skip
    found = judged().what_if(more)
    with pytest.raises(lt.InputError, match=r"9 edits have 512 combinations.*in \.effects"):
        found.shares  # noqa: B018
    effects = found.effects
    assert effects["share"].isna().all()
    assert effects["first_in"].notna().all()


def test_weights_that_fit_only_together_are_one_edit():
    found = judged().what_if(
        {"diem_sang_kien.weight": 350, "diem_nam_xuat_sac.weight": 300, "cn_sang_kien.count": 1}
    )
    assert found.effects["edit"].tolist() == [
        "cn_sang_kien.count", "diem_nam_xuat_sac.weight, diem_sang_kien.weight",
    ]  # fmt: skip
    assert found.effects["share"].notna().all()


def test_an_edit_that_does_not_stand_alone_has_no_first_effect_and_no_share():
    later = pd.Timestamp("2026-01-10").date(), pd.Timestamp("2026-02-01").date()
    change = dict(
        zip(("milestone.de_nghi_2025.as_of", "milestone.tong_ket_2025.as_of"), later, strict=True)
    )
    found = judged().what_if(change)
    told = found.effects.set_index("edit")
    assert told["first_in"].isna().tolist() == [True, False]
    assert told["last_in"].isna().tolist() == [False, True]
    assert told["share"].isna().all()
    with pytest.raises(lt.InputError, match=r"de_nghi_2025\.as_of. alone does not fit the plan"):
        found.shares  # noqa: B018


def test_supposed_rows_are_an_edit_of_their_own():
    found = judged().what_if({"cn_sang_kien.count": 3}, suppose={"initiatives": [IDEA]})
    told = {row["edit"]: row for row in rows(found.effects)}
    assert told["suppose"]["first_gained"] == "CB0018"
    assert told["suppose"]["last_gained"] == ""
    assert "dòng giả định" in repr(found)


# ---- words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_code_has_words(lang):
    codes = {
        "because": entering.BECAUSE,
        "line_because": lines.BECAUSE,
        "cover": covering.CHANGES,
        "line": ("within", "tied", "beyond", "none"),
        "heads": ("summary", "gained", "lost", "lines", "effects"),
        "sheets": tables.NAMES,
        "plot": get_args(dumbbell.Shows),
    }
    for section, names in codes.items():
        assert all(said("what_if", f"{section}.{name}", lang) for name in names)
    found = judged(lang).what_if(SEVERAL)
    for name in tables.NAMES:
        assert all(map(str, found._told(name).columns)), name


# ---- no record, ever


@pytest.mark.parametrize(
    "asked",
    [
        {"change": LISTED},
        {"change": {"reading.ky_luat_muc": "tu_canh_cao"}},
        {"change": {"reading.ky_luat_muc": "moi_hinh_thuc"}},
        {"change": None, "suppose": {"initiatives": [IDEA]}},
        {"change": LISTED, "suppose": {"initiatives": [IDEA]}},
    ],
)
def test_the_result_after_never_becomes_a_record(asked, tmp_path):
    plan = judged().plan
    readings = plan.readings["ky_luat_muc"]
    if asked["change"] == {"reading.ky_luat_muc": "moi_hinh_thuc"}:
        asked = {"change": {"reading.ky_luat_muc": readings}}  # nothing is changed at all
    found = judged().what_if(**asked)
    for refused in (
        lambda: found.after.record("CB0033"),
        lambda: found.after.batch(),
        lambda: found.after.batch().save_all(tmp_path / "x"),
    ):
        with pytest.raises(lt.InputError, match="cannot become a record"):
            refused()
    for told in (found, found.after, found.after.matrix(), found.after.explain("CB0033")):
        assert "GIẢ ĐỊNH" in repr(told)
    assert judged().record("CB0033") is not None


def test_a_choice_that_the_council_made_is_no_record_when_it_is_only_asked_about():
    plan = judged().plan
    other = next(
        reading
        for reading in plan.questions.query("question == 'ky_luat_muc'")["reading"]
        if reading != plan.readings["ky_luat_muc"]
    )
    chosen = plan.choose("ky_luat_muc", other, by="Hội đồng", on=pd.Timestamp("2025-03-03").date())
    result = lt.evaluate(judged().office, chosen, "de_nghi_2025")
    assert result.record("CB0033") is not None
    back = result.what_if("reading.ky_luat_muc", plan.readings["ky_luat_muc"])
    with pytest.raises(lt.InputError, match="it answers a question of what if"):
        back.after.record("CB0033")


# ---- frames, order of rows


@pytest.mark.parametrize("frames", ["polars", "pyarrow"])
def test_frames_are_of_the_kind_that_went_in(frames):
    usual, found = judged().what_if(SEVERAL), judged(frames=frames).what_if(SEVERAL)
    for name in ("gained", "lost", "changed", "lines", "points", "uncovered", "effects", "summary"):
        frame = getattr(found, name)
        assert type(frame).__module__.startswith(frames)
        told = frame.to_dicts() if frames == "polars" else frame.to_pylist()
        assert told == rows(getattr(usual, name)), name
    assert type(found.places("person", within="field")).__module__.startswith(frames)
    assert type(found.agreement()).__module__.startswith(frames)


def test_neither_the_order_of_rows_nor_of_edits_matters():
    office = judged().office
    turned = {name: office[name].iloc[::-1].reset_index(drop=True) for name in office.tables}
    result = lt.evaluate(lt.read(turned), judged().plan, "de_nghi_2025")
    backwards = dict(reversed(SEVERAL.items()))
    one, other = judged().what_if(SEVERAL), result.what_if(backwards)
    for name in ("gained", "lost", "changed", "lines", "points", "uncovered", "summary"):
        assert rows(getattr(one, name)) == rows(getattr(other, name)), name
    assert repr(one) == repr(other)


def test_neither_does_the_number_of_threads():
    one, other = (
        lt.evaluate(judged().office, judged().plan, "de_nghi_2025", threads=n).what_if(SEVERAL)
        for n in (1, 3)
    )
    assert repr(one) == repr(other)


# ---- what is refused


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "nothing is changed; expected a path and its value"),
        ({"change": {}}, "the scenario changes nothing"),
        ({"change": "cn_sang_kien.count"}, 'path "cn_sang_kien.count" needs a value'),
        (
            {"change": "cn_sang_kien.coun", "value": 3},
            'did you mean "criterion.cn_sang_kien.count"',
        ),
        ({"change": "cn_luon_tot.at_least", "value": "hoan_thanh_to"}, "hoan_thanh_tot"),
        ({"change": {"cn_sang_kien.count": 3}, "value": 3}, "value belongs to a single path"),
        ({"change": 3}, "expected a path, a mapping of paths to values or a Scenario, not int"),
        ({"change": {"diem_sang_kien.weight": 500}}, "the weights of a person make"),
        ({"suppose": [IDEA]}, "expected a mapping of tables to lists of rows, not list"),
        ({"suppose": {"initiative": [IDEA]}}, 'did you mean "initiatives"'),
        ({"suppose": {"initiatives": [IDEA | {"year": "20x5"}]}}, "20x5"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(asked, message):
    with pytest.raises(lt.InputError, match=message):
        judged().what_if(**asked)


def test_places_refuse_what_ranking_refuses():
    found = judged().what_if(LISTED)
    with pytest.raises(lt.InputError, match="unit_id"):
        found.places("unit", within="unit_id")
    with pytest.raises(lt.InputError, match='did you mean "person"'):
        found.places("persons")


# ---- the workbook


def test_every_table_is_a_sheet_with_headings_in_words(tmp_path):
    found = judged().what_if(SEVERAL)
    path = found.to_excel(tmp_path / "neu.xlsx")
    book = openpyxl.load_workbook(path)
    names = ["Tóm tắt", "Vào", "Ra", "Qua vạch", "Số lượng", "Hạng"]
    names += ["Đơn vị không có ai", "Kết luận", "Điểm", "Từng thay đổi", "Thay đổi"]
    assert book.sheetnames == names
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        above = [str(row[0].value) for row in sheet.iter_rows(max_row=14) if row[0].value]
        assert any("GIẢ ĐỊNH" in line for line in above), sheet.title
        assert any("tạm tính đạt, mọi tiêu chí" in line for line in above)
    told = cells(book["Ra"], "Mã")
    assert [row["Mã"] for row in told] == found.lost["subject_id"].tolist()
    assert {row["Vì"] for row in told} == {"tiêu chí bị thay đổi"}
    empty = [str(row[0].value) for row in book["Vào"].iter_rows() if row[0].value]
    assert "Bảng này không có dòng nào." in empty


def cells(sheet, first):
    """The table of a sheet by its headings."""
    every = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(at for at, row in enumerate(every) if row[0] == first)
    return [dict(zip(every[top], row, strict=True)) for row in every[top + 1 :]]


def test_points_in_the_workbook_are_numbers(tmp_path):
    scenario = Scenario({"diem_sang_kien.weight": 500}, weights="proportional")
    found = judged("en").what_if(scenario)
    book = openpyxl.load_workbook(found.to_excel(tmp_path / "a.xlsx"))
    told = cells(book["Points"], "Id")
    assert len(told) == len(found.points)
    assert told[0]["Change"] == found.points["change"].iloc[0] / 1000


def test_a_workbook_has_no_other_name(tmp_path):
    with pytest.raises(lt.InputError, match=r'an Excel workbook, "name\.xlsx"'):
        judged().what_if(LISTED).to_excel(tmp_path / "neu.csv")
