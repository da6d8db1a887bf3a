"""The documents that are handed in, opened again with python-docx."""

import datetime

import pandas as pd
import pytest
from docx import Document

import lantoa as lt
from papers import MILESTONES, PLAN, opened, paragraphs, tables, told


@pytest.mark.parametrize("day", MILESTONES)
def test_a_set_is_complete(report_folders, day):
    assert sorted(path.name for path in (report_folders / day).iterdir()) == [
        "bao-cao.docx", "bao-cao.html", "danh-sach.docx", "ket-qua.xlsx", "nhat-ky.jsonl",
        "phu-luc-noi-bo.docx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "list_", "report"),
    [
        ("lua_chon_2021", "DANH SÁCH LỰA CHỌN, BỒI DƯỠNG", "BÁO CÁO"),
        ("so_ket_2023", "DANH SÁCH TIẾP TỤC BỒI DƯỠNG, HOÀN THIỆN", "BÁO CÁO SƠ KẾT"),
        ("de_nghi_2025", "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN, BIỂU DƯƠNG", "BÁO CÁO TỔNG KẾT"),
        ("tong_ket_2025", "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN, BIỂU DƯƠNG", "BÁO CÁO TỔNG KẾT"),
        ("khoa_so", "DANH SÁCH ĐỦ ĐIỀU KIỆN KHI KHÓA SỔ", "BÁO CÁO KHÓA SỔ"),
    ],
)
def test_titles_say_what_the_milestone_asks_for(report_folders, day, list_, report):
    for name, title in (("danh-sach", list_), ("bao-cao", report)):
        lines = paragraphs(opened(report_folders, day, name)).splitlines()
        assert title in lines
        assert "điển hình tiên tiến giai đoạn 2021-2025" in lines[lines.index(title) + 1].lower()


@pytest.mark.parametrize("day", MILESTONES)
@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
def test_every_document_says_on_what_it_rests(report_folders, report_results, day, name):
    document, result = opened(report_folders, day, name), report_results[day]
    whole = paragraphs(document) + "\n".join(c for t in tables(document) for row in t for c in row)
    for words in (
        result.plan.fingerprint,
        result.office.fingerprint,
        f"{result.as_of:%d/%m/%Y}",
        "Các năm đã chốt",
        "Việc suy tôn, lựa chọn do tập thể và Hội đồng",
    ):
        assert words in whole
    if name != "phu-luc-noi-bo":
        assert "Giả định: kế hoạch chỉ có điều kiện" in whole
        assert "Xét đến ngày" in whole


def test_who_chose_a_reading_and_when_is_printed(tmp_path, report_office):
    council = "Hội đồng Thi đua - Khen thưởng"
    plan = lt.load_plan(PLAN).choose(
        "nhieu_sang_kien", "tu_ba", by=council, on=datetime.date(2025, 1, 3)
    )
    result = lt.evaluate(
        report_office, plan.change("cn_xuat_sac_2_nam.years", 3), as_of="de_nghi_2025"
    )
    lt.report(result, tmp_path / "a")
    for name in ("danh-sach", "bao-cao"):
        whole = paragraphs(Document(str(tmp_path / "a" / f"{name}.docx")))
        assert f"({council} chọn ngày 03 tháng 01 năm 2025)" in whole
        assert "criterion.cn_xuat_sac_2_nam.years = 3" in whole


def test_the_interim_report_counts_every_person_of_every_unit(report_folders, report_results):
    result = report_results["so_ket_2023"]
    pace = next(
        one
        for one in tables(opened(report_folders, "so_ket_2023", "bao-cao"))
        if one[0][0] == "Đơn vị"
    )
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    verdict = people["countable"].astype(str)  # the counting of this milestone
    for row in pace[1:]:
        mine = verdict[people["unit_id"] == row[0]]
        on_the_way = mine.isin(["met", "open"]).sum()
        expected = [len(mine), on_the_way, (mine == "unknown").sum(), (mine == "failed").sum()]
        assert row[1:5] == [str(number) for number in expected]
    assert {row[0] for row in pace[1:]} == set(people["unit_id"].dropna())


def test_the_interim_report_tells_what_is_still_needed(report_folders, report_results):
    result = report_results["so_ket_2023"]
    needs = next(one for one in tables(opened(report_folders, "so_ket_2023", "bao-cao"))
                 if one[0] == ["Đơn vị", "Còn cần"])  # fmt: skip
    told = {row[0]: row[1] for row in needs[1:]}
    people = result.subjects.set_index("subject_id")["unit_id"]
    verdicts = result.verdicts
    two = verdicts[
        (verdicts["criterion_id"] == "cn_xuat_sac_2_nam") & (verdicts["verdict"] == "open")
    ]
    label = result.plan.criterion("cn_xuat_sac_2_nam").label
    units = two["subject_id"].map(people)
    for unit, rows in two.groupby(units):
        for needed, count in rows["needed"].value_counts().items():
            assert f"{label}: {count:02d} người còn cần {needed:02d}\u00a0năm" in told[unit]


def test_the_annex_tells_what_keeps_everybody_else_out(report_folders, report_results):
    """Under the counting in force: what is open and provisionally met is in nobody's way."""
    result = report_results["de_nghi_2025"]
    annex = next(
        one
        for one in tables(opened(report_folders, "de_nghi_2025", "phu-luc-noi-bo"))
        if one[0][-1] == "Lý do"
    )
    gates = {one.id: one for one in result.plan.criteria if one.role == "gate"}
    verdicts = result.verdicts[result.verdicts["criterion_id"].isin(gates)]
    in_the_way = verdicts[verdicts["provisional"] != "met"]
    shown = {row[0]: row[3].split("\n") for row in annex[1:]}
    out = result.subjects.loc[~result.subjects["counted"], "subject_id"]
    assert len(shown) == len(out)
    labels = {"failed": "Không đạt", "unknown": "Chưa đủ dữ liệu", "open": "Còn khả năng"}
    for who in out:
        mine = in_the_way[in_the_way["subject_id"] == who]
        expected = []
        for verdict, label in labels.items():
            of = [gates[one] for one in mine.loc[mine["verdict"] == verdict, "criterion_id"]]
            told = "; ".join(f"{one.label} ({one.clause})" for one in of)
            expected += [f"{label}: {told}."] if of else []
        assert shown["Nông Văn A" if who == "CB0033" else who] == expected


def test_a_supposed_result_says_so_on_every_document(tmp_path, report_office):
    plan = lt.load_plan(PLAN).change("cn_xuat_sac_2_nam.years", 3)
    result = lt.evaluate(report_office, plan, as_of="de_nghi_2025")
    for audience in ("internal", "shared"):
        lt.report(result, tmp_path / audience, audience=audience)
        for path in (tmp_path / audience).glob("*.[dx][ol][cs]x"):
            assert "GIẢ ĐỊNH, không phải kết quả chính thức" in told(path), path.name
        log = (tmp_path / audience / "nhat-ky.jsonl").read_text("utf-8")
        assert '"official": false' in log


def test_an_office_in_polars_is_written_alike(tmp_path, report_office, report_results):
    tables_ = {name: report_office[name] for name in report_office.tables}
    polars = lt.read(tables_, frames="polars")
    result = lt.evaluate(polars, lt.load_plan(PLAN), as_of="de_nghi_2025")
    one = lt.report(result, tmp_path / "a")
    other = lt.report(report_results["de_nghi_2025"], tmp_path / "b")
    ours = tables(Document(str(one.folder / "danh-sach.docx")))
    theirs = tables(Document(str(other.folder / "danh-sach.docx")))
    assert ours[:-1] == theirs[:-1]  # the last one names the data


def test_a_special_topic_is_named_in_its_documents(tmp_path, report_office):
    plan = lt.load_plan(PLAN)
    track = next(iter(plan.tracks))
    lt.report(lt.evaluate(report_office, plan, "de_nghi_2025", track=track), tmp_path / "a")
    for name in ("danh-sach", "bao-cao"):
        assert plan.tracks[track]["vi"] in paragraphs(
            Document(str(tmp_path / "a" / f"{name}.docx"))
        )


@pytest.mark.parametrize("day", ["de_nghi_2025", "tong_ket_2025", "khoa_so"])
def test_the_report_tells_how_many_of_those_listed_lead_a_unit(
    report_folders, report_results, report_office, day
):
    result, members = report_results[day], report_office["memberships"]
    on_the_day = pd.Timestamp(result.as_of)
    now = members[
        (members["from"].isna() | (members["from"] <= on_the_day))
        & (members["to"].isna() | (members["to"] >= on_the_day))
    ]
    subjects = result.subjects[result.subjects["counted"]]
    people = subjects.loc[subjects["subject_kind"] == "person", "subject_id"]
    leaders = now.loc[now["role"].isin(["head", "deputy"]), "person_id"]
    count = people.isin(leaders).sum()
    per_cent = f"{100 * count / len(people):.1f}".removesuffix(".0").replace(".", ",")
    told = f"{count:02d}" if count else "0"
    written = paragraphs(opened(report_folders, day, "bao-cao"))
    assert f"Trong số cá nhân: {told} cấp trưởng, cấp phó ({per_cent} %)" in written
