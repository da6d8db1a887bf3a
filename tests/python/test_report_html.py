"""The HTML report, read as a browser and a reader at the screen would."""

import re
from datetime import date

import pytest

import lantoa as lt
from html_pages import EVERY, EXCELLENT


@pytest.mark.parametrize(("day", "audience", "lang"), EVERY)
def test_is_sound_html_that_a_keyboard_and_a_screen_reader_find_their_way_in(
    html_pages_of, day, audience, lang
):
    page = html_pages_of(day, audience, lang)
    assert page.faults == []
    assert page.text.startswith("<!doctype html>")
    assert page.all("html") == [{"lang": lang}]
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for attrs in page.all("a")]
    assert "#main" in links
    assert {link.removeprefix("#") for link in links} <= set(ids)
    labelled = {
        attrs["aria-labelledby"] for _, attrs in page.elements if "aria-labelledby" in attrs
    }
    assert labelled <= set(ids)
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert len(page.all("h1")) == 1
    assert all("scope" in attrs for attrs in page.all("th"))
    assert all("open" in attrs for attrs in page.all("details"))


@pytest.mark.parametrize(("day", "audience"), [(d, a) for d, a, lang in EVERY if lang == "vi"])
def test_loads_nothing_and_runs_nothing(html_pages_of, day, audience):
    text = html_pages_of(day, audience).text
    assert not re.search(r"https?:|//[a-z]|<script|\ssrc=|<link|@import|url\(|javascript:", text)
    assert not re.search(r"\son[a-z]+=", text)


@pytest.mark.parametrize(("day", "audience"), [(d, a) for d, a, lang in EVERY if lang == "vi"])
def test_every_report_says_who_decides_and_what_it_rests_on(
    html_results, html_pages_of, day, audience
):
    result, said = html_results[day], html_pages_of(day, audience).said
    for words in (
        "suy tôn, lựa chọn do tập thể và hội đồng quyết định",
        "Điểm, trọng số và số lượng là giả định",
        result.as_of.strftime("%d/%m/%Y"),
        "Các năm đã chốt",
        result.plan.title,
        result.plan.fingerprint,
        result.office.fingerprint,
        lt.about().lantoa,
    ):
        assert words in said


def test_an_interim_report_tells_pace_and_nobody_is_proposed(html_results, html_pages_of):
    result, page = html_results["so_ket_2023"], html_pages_of("so_ket_2023")
    titles = page.titles
    assert titles[:3] == ["Tóm tắt", "Tiến độ", "Không còn khả năng"]
    assert "Danh sách xem xét đề nghị" not in titles
    asked = result.verdicts[result.verdicts["criterion_id"] == EXCELLENT]
    label = result.plan.criterion(EXCELLENT).label
    row = next(row for rows in page.tables for row in rows if row[0] == label)
    open_ = asked[asked["verdict"] == "open"]["needed"]
    told = [len(asked), (asked["verdict"] == "met").sum(), (open_ == 1).sum(), (open_ > 1).sum(),
            *((asked["verdict"] == one).sum() for one in ("unknown", "failed"))]  # fmt: skip
    assert list(map(int, row[1:])) == told


def test_the_pace_of_one_person_is_what_is_there_of_what_is_asked(html_results, html_pages_of):
    result, page = html_results["so_ket_2023"], html_pages_of("so_ket_2023")
    label = result.plan.criterion(EXCELLENT).label
    heads = next(rows[0] for rows in page.tables if rows[0][0] == "Mã" and label in rows[0])
    rows = {row[0]: row for row in page.table("Mã", label)}
    told = rows["CB0002"][heads.index(label)]  # excellent in 2021 and 2022
    assert told == "● 2/2"
    always = result.plan.criterion("cn_luon_tot").label
    assert rows["CB0002"][heads.index(always)] == "◐ +3"


def test_the_units_of_an_interim_report_add_up(html_results, html_pages_of):
    result = html_results["so_ket_2023"]
    rows = html_pages_of("so_ket_2023").table("Đơn vị", "Đang đi đúng hướng")
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    assert sum(int(row[2]) for row in rows) == len(people)
    assert all(int(row[2]) == sum(map(int, row[3:])) for row in rows)


def test_a_proposal_lists_who_counts_as_in_by_place(html_results, html_pages_of, html_names):
    result, page = html_results["de_nghi_2025"], html_pages_of("de_nghi_2025")
    listed = page.table("STT", "Mã", "Đơn vị")
    subjects = result.subjects[result.subjects["counted"]]
    people = subjects[subjects["subject_kind"] == "person"]
    assert {row[1] for row in listed} == set(people["subject_id"])
    assert [row[2] for row in listed] == [html_names[row[1]] for row in listed]
    places = result.ranking("person").set_index("subject_id")["place"]
    order = [places[row[1]] for row in listed]
    assert order == sorted(order)


ONE_SEAT = {"quota.so_luong_tap_the.share_per_mille": 130}  # of 8 units
NO_POINTS = {
    f"criterion.diem_tt_{name}.map": [[0, 0], [1, 0]]
    for name in ("nam_xuat_sac", "sang_kien", "lan_toa")
} | {"criterion.diem_tt_bang_khen.map": [["bang_khen/tinh", 0]]}


def test_quotas_stand_with_their_seats_and_their_mark(html_results, html_pages_of):
    rows = html_pages_of("de_nghi_2025").table("Số lượng (giả định)", "Số suất")
    quotas = html_results["de_nghi_2025"].quotas
    caps = quotas[quotas["seats"].notna()]
    columns = ("base", "seats", "within", "tied", "counted", "perhaps")
    assert [row[2:] for row in rows] == caps[[*columns]].astype(str).to_numpy().tolist()


def test_who_is_beyond_the_line_is_told_to_the_office_and_named_to_nobody_else(
    html_office, html_plan, html_write
):
    result = lt.evaluate(html_office, html_plan.change(ONE_SEAT), as_of="de_nghi_2025")
    inside = {row[1]: row[-1] for row in html_write(result).table("STT", "Mã")}
    assert inside["DV02"].startswith("trong số lượng: hạng 1, 1 suất")
    assert inside["DV05"].startswith("ngoài số lượng: hạng 2, 1 suất")
    outside = html_write(result, audience="shared")
    assert [row[1] for row in outside.table("STT", "Mã")] == ["DV02"]
    assert "ngoài số lượng" not in outside.said


def test_a_tie_at_the_line_is_left_to_the_council(html_office, html_plan, html_write, html_names):
    result = lt.evaluate(html_office, html_plan.change(ONE_SEAT | NO_POINTS), as_of="de_nghi_2025")
    page = html_write(result, names=html_names)
    told = f"toàn cơ quan: {html_names['DV02']}, {html_names['DV05']} đồng hạng tại vạch; 0 đã trong 1 suất"
    assert told in page.said
    listed = {row[1]: row for row in page.table("STT", "Mã")}
    assert all("đồng hạng tại vạch, hội đồng quyết định" in listed[one][-1] for one in listed)


def test_a_group_with_fewer_than_asked_is_a_finding_of_the_office(
    html_office, html_plan, html_write
):
    asked = html_plan.change("quota.co_cau_linh_vuc.report_if_fewer_than", 1)
    result = lt.evaluate(html_office, asked, as_of="de_nghi_2025")
    told = "Cơ cấu theo lĩnh vực, tổng hợp: 0 đối tượng, ít hơn 1 (giả định)"
    assert told in html_write(result).said
    assert told not in html_write(result, audience="shared").said


def test_the_matrix_tells_every_verdict_in_words_behind_its_sign(html_results, html_pages_of):
    result, page = html_results["de_nghi_2025"], html_pages_of("de_nghi_2025")
    gates = result.matrix().of_kind("person")
    rows = page.table("Mã", result.plan.criterion(EXCELLENT).label)
    assert [row[0] for row in rows] == gates["subject_id"].tolist()
    words = {"met": "●Đạt", "open": "◐Còn khả năng", "unknown": "?Chưa đủ dữ liệu",
             "failed": "✕Không đạt"}  # fmt: skip
    at = 2 + list(gates.columns[1:]).index("cn_luon_tot")
    assert [row[at] for row in rows] == gates["cn_luon_tot"].astype(str).map(words).tolist()


def test_who_chose_a_reading_and_when_is_printed(html_office, html_plan, html_write):
    council = "Hội đồng Thi đua - Khen thưởng"
    chosen = html_plan.choose("nhieu_sang_kien", "tu_ba", by=council, on=date(2025, 3, 3))
    rows = html_write(lt.evaluate(html_office, chosen, as_of="de_nghi_2025")).table("Câu hỏi")
    told = {row[0]: row for row in rows}
    assert len(told) == html_plan.questions["question"].nunique()
    assert [row[2] for row in rows].count(f"{council}, 03/03/2025") == 1
    assert [row[2] for row in rows].count("mặc định, chưa ai chọn") == len(rows) - 1


def test_a_changed_plan_is_called_a_trial(html_office, html_plan, html_pages_of, html_write):
    changed = html_plan.change("cn_xuat_sac_2_nam.years", 3)
    said = html_write(lt.evaluate(html_office, changed, as_of="de_nghi_2025")).said
    assert "GIẢ ĐỊNH, không phải kết quả chính thức" in said
    assert "criterion.cn_xuat_sac_2_nam.years" in said
    assert "không phải kết quả chính thức" not in html_pages_of("de_nghi_2025").said


def test_supposed_rows_are_told_of_at_the_top(html_office, html_plan, html_write):
    rating = {"subject_id": "CB0018", "year": 2025, "rating": "HTTNV"}
    result = lt.evaluate(html_office.suppose(ratings=[rating]), html_plan, as_of="tong_ket_2025")
    page = html_write(result)
    assert result.watermark
    assert page.said.index(result.watermark) < page.said.index("Mục lục")


def test_assumptions_bear_their_mark(html_pages_of):
    page = html_pages_of("de_nghi_2025")
    values = {row[0]: row[1:] for row in page.table("Tham số", "Giá trị", "Nguồn")}
    assert "350" in values["Điểm năm xuất sắc"][0]
    assert "0 → 0, 2 → 400, 5 → 1000" in values["Điểm năm xuất sắc"][0]
    assert {told[1] for told in values.values()} == {"giả định"}


def test_the_worklist_is_summed_by_who_must_act(html_results, html_pages_of):
    row = ["table", "subject_id", "year", "row", "what"]
    lines = html_results["de_nghi_2025"].worklist().frame.drop_duplicates(row)
    rows = html_pages_of("de_nghi_2025").table("Ai phải làm")
    sums = lines.groupby(["table", "by"]).agg(rows=("line", "size"), waiting=("waiting", "sum"))
    assert sorted((row[0], int(row[2]), int(row[3])) for row in rows) == sorted(
        (by, count, waiting) for (_, by), count, waiting in sums.itertuples()
    )


def test_speaks_english_where_it_is_asked_to(html_pages_of):
    page = html_pages_of("de_nghi_2025", lang="en")
    assert "the tool never awards" in page.said
    assert "Plan for building and replicating exemplars" in page.said
    titles = page.titles
    assert titles[0] == "Summary"
    assert titles[-1] == "Internal annex"
    assert not re.search("Đạt|Không|năm", " ".join(titles))


def test_is_laid_out_for_a4(html_pages_of):
    text = html_pages_of("de_nghi_2025").text
    for rule in ("size: A4", "margin: 20mm 15mm 20mm 30mm", "table-header-group", "counter(page)"):
        assert rule in text


def test_between_milestones_the_earlier_one_says_what_is_asked(html_office, html_plan, html_write):
    said = html_write(lt.evaluate(html_office, html_plan, as_of="2024-06-30")).said
    assert "Tiến độ" in said
    assert "Đối chiếu hồ sơ với tiêu chí" in said
