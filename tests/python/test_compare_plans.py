"""Two plans on one office: in what they differ, who enters, who leaves, and through which gate."""

import dataclasses
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import lantoa as lt
import small_office
import small_plan
from lantoa.comparing.shifting import BECAUSE

PLAN, DAY = "exemplars-2021-2025", "de_nghi_2025"
BUNDLED = Path(lt.__file__).parent / "plans" / f"{PLAN}.toml"


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(seed=7)


@pytest.fixture(scope="module")
def plan():
    return lt.load_plan(PLAN)


def draft(tmp_path, *edits, text=None):
    """The bundled plan with places altered, as a file of its own."""
    text = BUNDLED.read_text(encoding="utf-8") if text is None else text
    for old, new in (('id         = "exemplars-2021-2025"', 'id         = "draft"'), *edits):
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    path = tmp_path / "draft.toml"
    path.write_text(text, encoding="utf-8")
    return lt.load_plan(path)


def small(tmp_path, *edits):
    text = small_plan.TEXT
    for old, new in edits:
        text = small_plan.edited(old, new, text)
    return lt.load_plan(small_plan.written(tmp_path, text))


def paths(found):
    return dict(zip(found.differences["path"], found.differences["what"], strict=True))


def moved(found, change):
    rows = found.changes[found.changes["change"] == change]
    return set(rows["subject_id"])


# Who enters, who leaves: the definition again


CHANGES = [
    {"cn_sang_kien.count": 4},
    {"cn_sang_kien.count": 1, "cn_xuat_sac_2_nam.years": 1},
    {"chung_lan_toa.role": "report", "cn_bang_khen.count": 2},
    {"reading.tuong_duong": "chi_tinh", "tt_khong_ky_luat.level_at_least": "canh_cao"},
    {"cn_luon_tot.at_least": "hoan_thanh", "reading.gan_voi_tieu_chi": "duoc_chon"},
    {"reading.gia_dinh_nam_nao": "moi_nam", "policy.missing_judgement": "fail"},
    {"scope.belongs": "whole_window", "tt_xuat_sac_2_nam.years": 3},
    {"plan.window": {"from": 2020, "to": 2024}},
]


@pytest.mark.parametrize("counting", ["possible", "provisional", "met"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: ", ".join(change))
def test_agrees_with_two_results_laid_side_by_side(office, plan, change, counting):
    found = lt.compare_plans(office, plan, plan.change(change), DAY, counting=counting)
    results = [
        lt.evaluate(office, one, DAY, counting=counting, gates="all")
        for one in (plan, plan.change(change))
    ]
    was, now = (set(r.subjects.loc[r.subjects["counted"], "subject_id"]) for r in results)
    assert moved(found, "enters") == now - was
    assert moved(found, "leaves") == was - now
    for row in found.changes.dropna(subset=["criterion_id"]).itertuples():
        out = results[row.change == "leaves"]
        key = (out.verdicts["subject_id"] == row.subject_id) & (
            out.verdicts["criterion_id"] == row.criterion_id
        )
        [said] = out.verdicts[key].itertuples()
        verdict = said.provisional if counting == "provisional" else said.verdict
        assert str(verdict) in (("failed", "unknown") if counting == "possible" else _NOT_MET)


_NOT_MET = ("failed", "unknown", "open")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: ", ".join(change))
def test_every_gate_that_is_not_met_is_told_of_whoever_leaves(office, plan, change):
    other = plan.change(change)
    found = lt.compare_plans(office, plan, other, DAY)
    out = lt.evaluate(office, other, DAY).verdicts
    gates = {one.id for one in other.criteria if one.role == "gate"}
    for subject in moved(found, "leaves"):
        mine = out[(out["subject_id"] == subject) & out["criterion_id"].isin(gates)]
        expected = set(mine.loc[mine["provisional"] != "met", "criterion_id"])
        told = found.changes[found.changes["subject_id"] == subject]
        assert set(told["criterion_id"].dropna()) == expected


def test_the_same_plan_changes_nothing(office, plan):
    found = lt.compare_plans(office, plan, lt.load_plan(PLAN), DAY)
    assert len(found.differences) == len(found.changes) == 0
    assert (found.subjects["was"] == found.subjects["now"]).all()
    assert "0 điểm khác nhau" in repr(found)


def test_back_and_forth_are_mirrors(office, plan):
    other = plan.change({"cn_sang_kien.count": 1, "cn_gia_dinh.role": "report"})
    there, back = (lt.compare_plans(office, *both, DAY) for both in ((plan, other), (other, plan)))
    assert moved(there, "enters") == moved(back, "leaves") != set()
    assert moved(there, "leaves") == moved(back, "enters")
    assert paths(there) == paths(back)


def test_no_row_order_matters(plan):
    office = lt.sample_office(units=5, people=30, seed=7)
    tables = {name: office[name].sample(frac=1, random_state=3) for name in office.tables}
    other = plan.change({"cn_sang_kien.count": 1, "cn_bang_khen.role": "report"})
    one, two = (
        lt.compare_plans(each, plan, other, DAY, counting="possible")
        for each in (office, lt.Office.from_frames(tables))
    )
    pd.testing.assert_frame_equal(one.changes, two.changes)
    pd.testing.assert_frame_equal(one.subjects, two.subjects)


# Why


def because(found, subject=None):
    rows = found.changes if subject is None else found.changes.query("subject_id == @subject")
    return dict(zip(rows["criterion_id"], rows["because"], strict=True))


def test_a_criterion_of_one_plan_only_is_named_and_no_other_is_guessed(office, plan, tmp_path):
    renamed = draft(tmp_path, ('id       = "cn_gia_dinh"', 'id       = "cn_gia_dinh_moi"'))
    found = lt.compare_plans(office, plan, renamed, DAY)
    assert paths(found) == {
        "criterion.cn_gia_dinh": "only_this",
        "criterion.cn_gia_dinh_moi": "only_draft",
    }
    [told] = found.differences.query("what == 'only_draft'").itertuples()
    assert (told.this, told.draft) == ("", "năm gần nhất có danh hiệu Gia đình văn hóa")
    assert told.label == "Gia đình văn hóa"
    assert len(found.changes) == 0  # the same rule by another name


def test_whoever_fails_a_new_gate_leaves_through_it(office, plan, tmp_path):
    stricter = ('id       = "cn_gia_dinh"', 'id       = "cn_gia_dinh_hai_lan"')
    kind = ('kind     = "latest"\nfact     = "gia_dinh_van_hoa"\nis       = { value = true, from = 2021-08-01 }',
            'kind     = "every_year"\nfact     = "gia_dinh_van_hoa"\nis       = true\nexcept_years = 0')  # fmt: skip
    other = draft(tmp_path, stricter, kind)
    found = lt.compare_plans(office, plan, other, DAY, counting="possible")
    assert set(because(found).values()) == {"only_draft"}
    assert found.changes["was"].isna().all()
    back = lt.compare_plans(office, other, plan, DAY, counting="possible")
    assert set(because(back).values()) == {"only_this"}
    assert back.changes["now"].isna().all()
    assert set(back.changes["change"]) == {"enters"}


def test_what_a_criterion_rests_on_is_its_rule_too(tmp_path):
    office = small_office.office()
    plan = small(tmp_path)
    kinds = small(tmp_path, ('value     = "scope"\nscale     = "reach"', 'value     = "scope"\nscale     = "reach"\nwhere     = { recognised = false }'))  # fmt: skip
    part = plan.change({"criterion.an_idea.count": 2, "criterion.a_copy.count": 2})
    scale = plan.change("scale.award.equivalent", {})
    for other, gates in ((kinds, {"either"}), (part, {"either"})):
        found = lt.compare_plans(office, plan, other, "the_end")
        assert because(found, "CB01") == dict.fromkeys(gates, "rule")
    ministry = small_office.rows(
        small_office.AWARDS,
        *((who, 2022, "bang_khen", "bo", "2022-05-05", "valid") for who in small_office.BOTH),
    )
    found = lt.compare_plans(small_office.office(commendations=ministry), plan, scale, "the_end")
    assert because(found, "CB01") == {"an_award": "rule"}


def test_a_head_leaves_with_the_unit(tmp_path):
    member = small_office.rows(small_office.BELONGS, ("CB01", "DV01", "head", "2015-01-01", None))
    office = small_office.office(memberships=member)
    plan = small(tmp_path)
    found = lt.compare_plans(office, plan, plan.change("targets_met.more_than", 1500), "the_end")
    assert because(found, "DV01") == {"targets_met": "rule"}
    assert because(found, "CB01") == {"head_tied": "unit"}


def test_another_policy_is_common_to_all(tmp_path):
    office = small_office.office(attestations=small_office.rows(small_office.JUDGED))
    plan = small(tmp_path)
    strict = plan.change("policy.missing_judgement", "fail")
    found = lt.compare_plans(office, plan, strict, "the_end", counting="possible")
    assert len(found.changes) == 0  # unknown counts no more than failed
    office = small_office.office(ratings=small_office.TABLES["ratings"].iloc[1:])
    skipping = plan.change("policy.missing_past_value", "skip")
    found = lt.compare_plans(office, plan, skipping, "the_end")
    assert because(found, "CB01") == {"always_good": "common", "two_excellent": "common"} or (
        because(found, "CB01") == {"always_good": "common"}
    )
    assert moved(found, "enters") == {"CB01"}


def test_whom_one_plan_does_not_judge_leaves_without_a_criterion(tmp_path):
    late = small_office.rows(small_office.BELONGS, ("CB01", "DV01", "member", "2021-06-01", None))
    office = small_office.office(memberships=late)
    plan = small(tmp_path)
    whole = plan.change("scope.belongs", "whole_window")
    found = lt.compare_plans(office, plan, whole, "the_end")
    [row] = found.changes[found.changes["subject_id"] == "CB01"].itertuples()
    assert (row.change, row.because) == ("leaves", "scope")
    assert pd.isna(row.criterion_id)
    assert (str(row.was), pd.isna(row.now)) == ("met", True)
    [both] = found.subjects[found.subjects["subject_id"] == "CB01"].itertuples()
    assert (both.was_counted, both.counted) == (True, False)
    back = lt.compare_plans(office, whole, plan, "the_end")
    assert moved(back, "enters") == {"CB01"}


def test_each_plan_may_have_its_own_day(tmp_path):
    office, plan = small_office.office(), small(tmp_path)
    found = lt.compare_plans(office, plan, plan, "the_end", draft_as_of="half_way")
    assert found.this.as_of.isoformat() == "2023-12-31"
    assert found.draft.as_of.isoformat() == "2022-06-30"
    assert moved(found, "leaves") == {"CB01", "DV01"}
    assert set(because(found).values()) == {"day", "unit"} - {"unit"}
    assert "xét đến 30/06/2022" in repr(found)


def test_every_cause_has_its_words():
    from lantoa._wording import said

    assert all(said("compare_plans", f"because.{one}", lang) for one in BECAUSE for lang in ("vi", "en"))  # fmt: skip


# Years to come


def test_a_draft_of_other_years_may_be_laid_over_these(office, plan, tmp_path):
    window = ("window     = { from = 2021, to = 2025 }", "window     = { from = 2026, to = 2030 }")
    other = draft(tmp_path, window)
    apart = lt.compare_plans(office, plan, other, DAY)
    assert apart.draft.plan.window == (2026, 2030)
    assert moved(apart, "leaves")
    assert "common" in set(because(apart).values())
    over = lt.compare_plans(office, plan, other, DAY, same_window=True)
    assert over.draft.plan.window == (2021, 2025)
    assert len(over.changes) == 0
    assert paths(over) == {"plan.window": "changed"}
    assert "giả định" in repr(over)
    assert "giả định" not in repr(apart)


def test_who_counts_as_in_is_decided_alike(office, plan, tmp_path):
    lenient = draft(
        tmp_path,
        (
            'as_of   = 2025-09-30  # 2021-2024 are closed; ratings of 2025 do not exist yet\npurpose = "propose"\n'
            'counting = { verdict = "provisional", gates = "all" }',
            'as_of   = 2025-09-30\npurpose = "propose"\ncounting = { verdict = "possible", gates = "countable" }',
        ),
    )
    found = lt.compare_plans(office, plan, lenient, DAY)
    assert paths(found) == {"milestone.de_nghi_2025.counting": "changed"}
    assert len(found.changes) == 0
    assert (found.draft.counting, found.draft.gates) == ("provisional", "all")
    told = found.differences.iloc[0]
    assert told["draft"] == "kết luận = đạt hoặc còn khả năng, xét trên điều kiện = định lượng"


# Differences


def test_words_are_no_rules(office, plan, tmp_path):
    worded = draft(
        tmp_path,
        ('vi       = "Gia đình văn hóa"', 'vi       = "Danh hiệu gia đình"'),
        ('quote    = "Gia đình phải đạt danh hiệu', 'quote    = "Gia đình đạt danh hiệu'),
        ('by       = "tập thể phòng, ban, đơn vị"\nevidence', 'by       = "đơn vị"\nevidence'),
    )
    assert len(lt.compare_plans(office, plan, worded, DAY).differences) == 0


@pytest.mark.parametrize(
    ("change", "path", "expected"),
    [
        ({"chung_suy_ton.share_more_than": 700}, "criterion.chung_suy_ton.share_more_than",
         ("Được tập thể suy tôn, công nhận: tỷ lệ trên (phần nghìn) (giả định)", "50 %", "70 %")),
        ({"cn_luon_tot.at_least": "hoan_thanh"}, "criterion.cn_luon_tot.at_least",
         ("Năm nào cũng hoàn thành tốt nhiệm vụ trở lên: từ mức", "Hoàn thành tốt nhiệm vụ",
          "Hoàn thành nhiệm vụ")),
        ({"diem_sang_kien.map": [[0, 0], [2, 1000]]},
         "criterion.diem_sang_kien.map", None),
        ({"cn_xuat_sac_2_nam.years": [{"value": 2, "from": date(2021, 8, 1)}, {"value": 3, "from": date(2024, 1, 1)}]},
         "criterion.cn_xuat_sac_2_nam.years",
         ("Tối thiểu 02 năm hoàn thành xuất sắc nhiệm vụ: số năm", "2", "2 → 3 (2024-01-01)")),
        ({"quota.so_luong_ca_nhan.share_per_mille": 200}, "quota.so_luong_ca_nhan.share_per_mille",
         ("Số cá nhân điển hình của mỗi đơn vị: tỷ lệ (phần nghìn) (giả định)", "150", "200")),
        ({"policy.merged": "any_predecessor"}, "policy.merged",
         ("Quy ước: đơn vị sáp nhập (giả định)", "mọi đơn vị cũ đều đạt", "một đơn vị cũ đạt")),
        ({"fact.ky_luat.where": {"kind": ["dang"]}}, "fact.ky_luat.where",
         ("quyết định kỷ luật: dòng được tính", "kind = hanh_chinh, dang, hinh_su", "kind = dang")),
        ({"track.chuyen_de.inherits": []}, "track.chuyen_de.inherits", None),
        ({"milestone.khoa_so.as_of": date(2026, 4, 30)}, "milestone.khoa_so.as_of",
         ("Khóa sổ giai đoạn: ngày xét (giả định)", "2026-03-31", "2026-04-30")),
        ({"reading.ky_luat_muc": "tu_canh_cao"}, "reading.ky_luat_muc",
         ("Cách hiểu: Không có người bị xử lý, kỷ luật",
          "mọi hình thức kỷ luật, kể cả khiển trách", "từ cảnh cáo trở lên")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_difference_says_what_stands_in_each_plan(office, plan, change, path, expected):
    other = plan.change(change)
    found = lt.compare_plans(office, plan, other, DAY)
    [row] = found.differences[found.differences["path"] == path].itertuples()
    assert row.what == "changed"
    if expected:
        assert (row.label, row.this, row.draft) == expected
    assert row.this != row.draft


def test_every_change_of_the_fingerprint_is_a_difference(plan):
    """Nothing that makes two plans unequal is passed over."""
    from lantoa.comparing.differences import differences

    for path, allowed in zip(plan.parameters["path"], plan.parameters["allowed"], strict=True):
        values = allowed if isinstance(allowed, list) else []
        for value in values[:3]:
            try:
                other = plan.change(path, value)
            except lt.InputError:
                continue
            told = len(differences(plan, other)) > 0
            assert told == (other.fingerprint != plan.fingerprint), (path, value)


# What it looks like


def test_it_prints_in_the_language_of_the_plan_in_force(office, tmp_path):
    english = lt.load_plan(PLAN, lang="en")
    other = draft(tmp_path, ("value = 2, from = 2021-08-01, status", "value = 4, from = 2021-08-01, status"))  # fmt: skip
    text = repr(lt.compare_plans(office, english, other, DAY))
    assert text.startswith("Plan exemplars-2021-2025 beside the draft draft\n")
    assert "Several recognised initiatives: count (assumption)  differs  2         4" in text
    assert "leaves  Several recognised initiatives  ● Met     ◐ Open  the criterion differs" in text
    assert "Draft: Plan for building and replicating exemplars" in text


def test_a_notebook_shows_what_a_plan_says_and_runs_none_of_it(office, plan, tmp_path):
    title = (
        'title      = "Kế hoạch Xây dựng và nhân rộng điển hình tiên tiến giai đoạn 2021 - 2025"'
    )
    vicious = draft(
        tmp_path,
        (title, 'title      = "<script>alert(1)</script>"'),
        ('vi       = "Gia đình văn hóa"', 'vi       = "<b>Gia đình</b>"'),
        ('id       = "cn_gia_dinh"', 'id       = "cn_gia_dinh_moi"'),
    )
    html = lt.compare_plans(office, plan, vicious, DAY)._repr_html_()
    assert "<script>" not in html
    assert "<b>Gia" not in html
    assert "&lt;b&gt;Gia đình" in html


def test_long_tables_are_cut_with_the_number_left_out(office, plan, monkeypatch):
    found = lt.compare_plans(office, plan, plan, DAY, draft_as_of="lua_chon_2021")
    assert "dòng nữa" not in repr(found)
    monkeypatch.setattr("lantoa.comparing.plans._SHOWN", 5)
    assert f"… và {len(found.changes) - 5} dòng nữa" in repr(found)
    assert f"… và {len(found.changes) - 5} dòng nữa" in found._repr_html_()


def test_the_workbook_holds_all_of_it(office, plan, tmp_path):
    found = lt.compare_plans(office, plan, plan.change("cn_sang_kien.count", 4), DAY)
    book = openpyxl.load_workbook(found.to_excel(tmp_path / "so-sanh.xlsx"))
    assert book.sheetnames == ["Khác nhau", "Vào, ra", "Đối chiếu"]
    cells = {str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row}
    assert {"ra", "● Đạt", "Có nhiều sáng kiến, giải pháp được công nhận", "4"} <= cells
    assert set(found.subjects["subject_id"]) <= cells


def test_a_workbook_that_cannot_be_written_leaves_the_old_one(office, plan, tmp_path):
    found = lt.compare_plans(office, plan, plan, DAY)
    with pytest.raises(lt.InputError, match=r"so-sanh\.pdf: the comparison is an Excel workbook"):
        found.to_excel(tmp_path / "so-sanh.pdf")
    with pytest.raises(lt.InputError, match="cannot be written"):
        found.to_excel(tmp_path / "nowhere" / "so-sanh.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("frames", ["polars", "pyarrow"])
def test_frames_are_of_the_kind_of_the_office(plan, frames):
    office = lt.sample_office(units=4, people=20, seed=7)
    told = dataclasses.replace(office, frames=frames)
    other = plan.change({"cn_sang_kien.count": 1, "cn_bang_khen.role": "report"})
    found = lt.compare_plans(told, plan, other, DAY)
    for frame in (found.differences, found.changes, found.subjects):
        assert type(frame).__module__.split(".")[0] == frames


def test_a_track_is_compared_with_itself(office):
    plan = lt.load_plan(PLAN, topics="chuyen-de-chuyen-doi-so")
    other = plan.change({"cds_tham_gia.count": 2, "cn_sang_kien.count": 9})
    found = lt.compare_plans(office, plan, other, DAY, track="chuyen_de")
    assert set(found.changes["criterion_id"]) == {"cds_tham_gia"}
    assert "Chuyên đề: chuyen_de" in repr(found)


# On the command line


def compared(capsys, *arguments):
    from lantoa import cli

    with pytest.raises(SystemExit) as ended:
        cli.main(["compare-plans", *map(str, arguments)])
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err


def test_the_command_prints_and_writes(tmp_path, capsys):
    from lantoa.sampling import sample_tables, save_tables

    registers = save_tables(sample_tables(seed=7), tmp_path / "so", "csv")
    other = tmp_path / "moi.toml"
    lt.new_plan(other, (2026, 2030), changes={"reading.nhieu_sang_kien": "moi_nam"})
    asked = [registers, "--draft", other, "--as-of", DAY]
    book = tmp_path / "so-sanh.xlsx"
    code, out, _ = compared(capsys, *asked, "--same-window", "--out", book, "--lang", "en")
    assert code == 0
    assert "leaves  Several recognised initiatives" in out
    assert openpyxl.load_workbook(book).sheetnames == ["Differences", "Changes", "Everybody"]
    _, out, _ = compared(capsys, *asked, "--draft-as-of", "de_nghi_2030")
    assert "giai đoạn 2026-2030, xét đến 30/09/2030" in out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nowhere", "--draft", PLAN, "--as-of", "de_nghi"], 2, 'did you mean "de_nghi_2025"'),
        (["nowhere", "--draft", "moi", "--as-of", DAY], 2, 'plan "moi" is not known'),
        (["nowhere", "--draft", PLAN, "--as-of", DAY, "--draft-as-of", "x"], 2, 'milestone "x"'),
        (["nowhere", "--draft", PLAN, "--as-of", DAY, "--out", "a.pdf"], 2, "a.pdf"),
        (["nowhere", "--draft", PLAN, "--as-of", DAY], 2, "nowhere"),
        (["nowhere", "--as-of", DAY], 2, "--draft"),
    ],
)
def test_a_wrong_command_is_told_before_anything_is_read(capsys, arguments, code, told):
    found, _, error = compared(capsys, *arguments)
    assert (found, told in error) == (code, True), error


# What is wrong


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("so-lieu.xlsx", "plan", "plan", DAY), 'office: expected what lantoa.read gives, not "so-'),
        (("office", PLAN, "plan", DAY), 'this: expected what lantoa.load_plan gives, not "exem'),
        (("office", "plan", None, DAY), "draft: expected what lantoa.load_plan gives, not NoneType"),
        (("office", "plan", "plan", "de_nghi_2024"), 'did you mean "de_nghi_2025"'),
        (("office", "plan", "plan", "2025-13-01"), "2025-13-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_named(office, plan, arguments, told):
    values = {"office": office, "plan": plan}
    with pytest.raises(lt.InputError) as caught:
        lt.compare_plans(*(values.get(one, one) for one in arguments))
    assert told in str(caught.value)


def test_a_day_or_a_track_of_the_other_plan_is_named_too(office, plan, tmp_path):
    with pytest.raises(lt.InputError, match='did you mean "half_way"'):
        lt.compare_plans(office, plan, small(tmp_path), DAY, draft_as_of="half_weg")
    with pytest.raises(lt.InputError, match='track "chuyen_de" is not known; did you mean "topic"'):
        lt.compare_plans(office, plan, small(tmp_path), DAY, track="chuyen_de")


def test_a_draft_that_cannot_be_judged_over_these_years_says_why(office, tmp_path):
    short = small(
        tmp_path,
        ("from = 2021, to = 2023", "from = 2021, to = 2021"),
        ("min_rated_years    = 2", "min_rated_years    = 1"),
        ("years    = { value = 2,", "years    = { value = 1,"),
        ("set = { years = 3 }", 'set = { is = "hoan_thanh" }'),
    )
    plan = small(tmp_path)
    with pytest.raises(lt.InputError, match="min_rated_years"):
        lt.compare_plans(office, short, plan, "the_end", same_window=True)
