"""The HTML report, read as a browser, a reader at the screen and somebody who snoops would."""

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from lantoa.reporting import privacy
from lantoa.reporting.html import html_report

DAYS = ("so_ket_2023", "de_nghi_2025", "tong_ket_2025")
EXCELLENT = "cn_xuat_sac_2_nam"  # no unit has a gate of that name
VOID = {"meta", "col", "br", "rect", "link"}


class Page(HTMLParser):
    """Every element with its attributes, every table as rows of text; faults of nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.open, self.faults = text, [], []
        self.elements, self.tables, self.words = [], [], []
        self.feed(text)
        self.close()
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.words.append(data)
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += data.strip()

    @property
    def said(self) -> str:
        """What is read, tags apart, on one line."""
        return " ".join(" ".join(self.words).split())

    @property
    def titles(self) -> list[str]:
        """The headings of the sections."""
        return re.findall(r'<h2 id="[^"]+">([^<]+)</h2>', self.text)[1:]  # less the contents

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]

    def table(self, *heads: str) -> list[list[str]]:
        """The rows of the first table that has these headings."""
        for rows in self.tables:
            if rows and set(heads) <= set(rows[0]):
                return rows[1:]
        raise AssertionError(f"no table has {heads}")


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=12, people=90, years=range(2016, 2026), seed=7)


@pytest.fixture(scope="module")
def plan():
    return lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def results(office, plan):
    return {day: lt.evaluate(office, plan, as_of=day) for day in DAYS}


@pytest.fixture(scope="module")
def names(office):
    people, units = office["people"], office["units"]
    return dict(
        [*zip(people["person_id"], people["name"], strict=True),
         *zip(units["unit_id"], units["name"], strict=True)]
    )  # fmt: skip


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    """The report of a result, parsed."""
    folder = tmp_path_factory.mktemp("reports")

    def written(result, **more) -> Page:
        path = html_report(result, folder / "bao-cao.html", **more)
        return Page(path.read_text(encoding="utf-8"))

    return written


@pytest.fixture(scope="module")
def pages(results, names, write):
    """Reports with names, by day, audience and language; each is written once."""

    @cache
    def page(day, audience="internal", lang="vi") -> Page:
        return write(results[day], audience=audience, lang=lang, names=names)

    return page


EVERY = [(day, audience, lang) for day in DAYS for audience in ("internal", "shared")
         for lang in ("vi", "en")]  # fmt: skip


@pytest.mark.parametrize(("day", "audience", "lang"), EVERY)
def test_is_sound_html_that_a_keyboard_and_a_screen_reader_find_their_way_in(
    pages, day, audience, lang
):
    page = pages(day, audience, lang)
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
def test_loads_nothing_and_runs_nothing(pages, day, audience):
    text = pages(day, audience).text
    assert not re.search(r"https?:|//[a-z]|<script|\ssrc=|<link|@import|url\(|javascript:", text)
    assert not re.search(r"\son[a-z]+=", text)


@pytest.mark.parametrize(("day", "audience"), [(d, a) for d, a, lang in EVERY if lang == "vi"])
def test_every_report_says_who_decides_and_what_it_rests_on(results, pages, day, audience):
    result, said = results[day], pages(day, audience).said
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


def test_an_interim_report_tells_pace_and_nobody_is_proposed(results, pages):
    result, page = results["so_ket_2023"], pages("so_ket_2023")
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


def test_the_pace_of_one_person_is_what_is_there_of_what_is_asked(results, pages):
    result, page = results["so_ket_2023"], pages("so_ket_2023")
    label = result.plan.criterion(EXCELLENT).label
    heads = next(rows[0] for rows in page.tables if rows[0][0] == "Mã" and label in rows[0])
    rows = {row[0]: row for row in page.table("Mã", label)}
    told = rows["CB0002"][heads.index(label)]  # excellent in 2021 and 2022
    assert told == "● 2/2"
    always = result.plan.criterion("cn_luon_tot").label
    assert rows["CB0002"][heads.index(always)] == "◐ +3"


def test_the_units_of_an_interim_report_add_up(results, pages):
    result = results["so_ket_2023"]
    rows = pages("so_ket_2023").table("Đơn vị", "Đang đi đúng hướng")
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    assert sum(int(row[2]) for row in rows) == len(people)
    assert all(int(row[2]) == sum(map(int, row[3:])) for row in rows)


def test_a_proposal_lists_who_counts_as_in_by_place(results, pages, names):
    result, page = results["de_nghi_2025"], pages("de_nghi_2025")
    listed = page.table("STT", "Mã", "Đơn vị")
    subjects = result.subjects[result.subjects["counted"]]
    people = subjects[subjects["subject_kind"] == "person"]
    assert {row[1] for row in listed} == set(people["subject_id"])
    assert [row[2] for row in listed] == [names[row[1]] for row in listed]
    places = result.ranking("person").set_index("subject_id")["place"]
    order = [places[row[1]] for row in listed]
    assert order == sorted(order)


ONE_SEAT = {"quota.so_luong_tap_the.share_per_mille": 130}  # of 8 units
NO_POINTS = {
    f"criterion.diem_tt_{name}.map": [[0, 0], [1, 0]]
    for name in ("nam_xuat_sac", "sang_kien", "lan_toa")
} | {"criterion.diem_tt_bang_khen.map": [["bang_khen/tinh", 0]]}


def test_quotas_stand_with_their_seats_and_their_mark(results, pages):
    rows = pages("de_nghi_2025").table("Số lượng (giả định)", "Số suất")
    quotas = results["de_nghi_2025"].quotas
    caps = quotas[quotas["seats"].notna()]
    columns = ("base", "seats", "within", "tied", "counted", "perhaps")
    assert [row[2:] for row in rows] == caps[[*columns]].astype(str).to_numpy().tolist()


def test_who_is_beyond_the_line_is_told_to_the_office_and_named_to_nobody_else(office, plan, write):
    result = lt.evaluate(office, plan.change(ONE_SEAT), as_of="de_nghi_2025")
    inside = {row[1]: row[-1] for row in write(result).table("STT", "Mã")}
    assert inside["DV02"].startswith("trong số lượng: hạng 1, 1 suất")
    assert inside["DV05"].startswith("ngoài số lượng: hạng 2, 1 suất")
    outside = write(result, audience="shared")
    assert [row[1] for row in outside.table("STT", "Mã")] == ["DV02"]
    assert "ngoài số lượng" not in outside.said


def test_a_tie_at_the_line_is_left_to_the_council(office, plan, write, names):
    result = lt.evaluate(office, plan.change(ONE_SEAT | NO_POINTS), as_of="de_nghi_2025")
    page = write(result, names=names)
    told = f"toàn cơ quan: {names['DV02']}, {names['DV05']} đồng hạng tại vạch; 0 đã trong 1 suất"
    assert told in page.said
    listed = {row[1]: row for row in page.table("STT", "Mã")}
    assert all("đồng hạng tại vạch, hội đồng quyết định" in listed[one][-1] for one in listed)


def test_a_group_with_fewer_than_asked_is_a_finding_of_the_office(office, plan, write):
    asked = plan.change("quota.co_cau_linh_vuc.report_if_fewer_than", 1)
    result = lt.evaluate(office, asked, as_of="de_nghi_2025")
    told = "Cơ cấu theo lĩnh vực, tổng hợp: 0 đối tượng, ít hơn 1 (giả định)"
    assert told in write(result).said
    assert told not in write(result, audience="shared").said


def test_the_matrix_tells_every_verdict_in_words_behind_its_sign(results, pages):
    result, page = results["de_nghi_2025"], pages("de_nghi_2025")
    gates = result.matrix().of_kind("person")
    rows = page.table("Mã", result.plan.criterion(EXCELLENT).label)
    assert [row[0] for row in rows] == gates["subject_id"].tolist()
    words = {"met": "●Đạt", "open": "◐Còn khả năng", "unknown": "?Chưa đủ dữ liệu",
             "failed": "✕Không đạt"}  # fmt: skip
    at = 2 + list(gates.columns[1:]).index("cn_luon_tot")
    assert [row[at] for row in rows] == gates["cn_luon_tot"].astype(str).map(words).tolist()


@pytest.mark.parametrize("day", DAYS)
def test_what_is_shared_names_nobody_but_those_who_are_listed(results, names, pages, day):
    page, subjects = pages(day, "shared"), results[day].subjects
    allowed = subjects[subjects["counted"] & (day != "so_ket_2023")]
    shown = set(allowed["subject_id"]) | set(allowed["unit_id"].dropna())
    hidden = [one for one in names if one not in shown]
    assert len(hidden) > 90
    assert [one for one in hidden if one in page.text or names[one] in page.text] == []


@pytest.mark.parametrize(("day", "audience"), [(d, a) for d, a, lang in EVERY if lang == "vi"])
def test_no_report_tells_of_discipline_or_why_a_year_was_not_rated(office, pages, day, audience):
    page = pages(day, audience)
    discipline, ratings = office["discipline"], office["ratings"]
    private = {*discipline["decision_no"].dropna(), *discipline["act_id"].dropna(),
               *ratings["reason_unrated"].dropna()}  # fmt: skip
    assert len(private) > 5
    assert [one for one in private if one in page.text] == []
    ids = {*office["people"]["person_id"], *office["units"]["unit_id"]}
    about = [" ".join(row) for rows in page.tables for row in rows if ids & set(row)]
    told = re.compile("thai sản|nghỉ dài|đi học|dưới 6 tháng|khiển trách|cảnh cáo", re.IGNORECASE)
    assert [row for row in about if told.search(row)] == []


def test_what_is_shared_holds_no_reason_against_anybody(pages):
    page = pages("tong_ket_2025", "shared")
    assert "Phụ lục" not in page.said
    assert "✕" not in page.said.replace("✕ Không đạt", "", 1)  # the key of the signs
    assert "Không còn khả năng" not in page.said


def test_small_counts_are_hidden_from_a_wide_audience_and_shown_to_the_office(pages):
    heads = ("Đối tượng", "Được xét")
    inside = {row[0]: row[1:] for row in pages("de_nghi_2025").table(*heads)}
    outside = {row[0]: row[1:] for row in pages("de_nghi_2025", "shared").table(*heads)}
    assert inside["Cá nhân"] == ["82", "3", "1", "10", "7", "64"]
    assert outside["Cá nhân"] == ["82", "3", "11", "7", "64"]
    assert outside["Tập thể"] == ["8", "2", "(che)", "(che)", "(che)"]


def test_the_office_says_what_is_small(results, write):
    page = write(results["de_nghi_2025"], audience="shared", small_cells=1)
    rows = {row[0]: row[1:] for row in page.table("Đối tượng", "Được xét")}
    assert rows["Tập thể"] == ["8", "2", "2", "1", "5"]
    assert "số nhỏ hơn 1 được che" in page.said


def test_before_the_proposal_no_number_of_those_listed_gives_a_hidden_one_away(pages):
    heads = pages("so_ket_2023", "shared").tables[0][0]
    assert "Vào danh sách" not in heads


def test_a_hidden_count_is_not_drawn_either(pages):
    assert pages("de_nghi_2025").all("svg")
    assert not pages("de_nghi_2025", "shared").all("svg")


COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(COUNTS, st.integers(1, 9))
def test_nobody_can_work_a_small_count_out_of_the_others(counts, least):
    shown = privacy.hidden(counts, least)
    gone = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
    assert all(seen is None or seen == count for count, seen in zip(counts, shown, strict=True))
    assert all(seen is None or seen >= least for seen in shown)
    if gone and len(gone) < len(counts):
        assert len(gone) > 1
        assert sum(gone) >= least
    if min(counts) >= least:
        assert gone == []


NASTY = "<script>alert(\"1\")</script> & 'x' </style><b>"


def test_every_text_is_escaped(office, plan, write):
    listed = lt.evaluate(office, plan, as_of="de_nghi_2025").subjects.query("counted")
    names = dict.fromkeys(listed["subject_id"], NASTY)
    chosen = plan.choose("nhieu_sang_kien", "tu_hai", by=NASTY, on=date(2025, 3, 3))
    page = write(lt.evaluate(office, chosen, as_of="de_nghi_2025"), names=names)
    assert page.faults == []
    assert not page.all("script")
    assert not page.all("b")
    assert page.said.count('<script>alert("1")') > len(names)


def test_who_chose_a_reading_and_when_is_printed(office, plan, write):
    council = "Hội đồng Thi đua - Khen thưởng"
    chosen = plan.choose("nhieu_sang_kien", "tu_ba", by=council, on=date(2025, 3, 3))
    rows = write(lt.evaluate(office, chosen, as_of="de_nghi_2025")).table("Câu hỏi")
    told = {row[0]: row for row in rows}
    assert len(told) == plan.questions["question"].nunique()
    assert [row[2] for row in rows].count(f"{council}, 03/03/2025") == 1
    assert [row[2] for row in rows].count("mặc định, chưa ai chọn") == len(rows) - 1


def test_a_changed_plan_is_called_a_trial(office, plan, pages, write):
    changed = plan.change("cn_xuat_sac_2_nam.years", 3)
    said = write(lt.evaluate(office, changed, as_of="de_nghi_2025")).said
    assert "GIẢ ĐỊNH, không phải kết quả chính thức" in said
    assert "criterion.cn_xuat_sac_2_nam.years" in said
    assert "không phải kết quả chính thức" not in pages("de_nghi_2025").said


def test_supposed_rows_are_told_of_at_the_top(office, plan, write):
    rating = {"subject_id": "CB0018", "year": 2025, "rating": "HTTNV"}
    result = lt.evaluate(office.suppose(ratings=[rating]), plan, as_of="tong_ket_2025")
    page = write(result)
    assert result.watermark
    assert page.said.index(result.watermark) < page.said.index("Mục lục")


def test_assumptions_bear_their_mark(pages):
    page = pages("de_nghi_2025")
    values = {row[0]: row[1:] for row in page.table("Tham số", "Giá trị", "Nguồn")}
    assert "350" in values["Điểm năm xuất sắc"][0]
    assert "0 → 0, 2 → 400, 5 → 1000" in values["Điểm năm xuất sắc"][0]
    assert {told[1] for told in values.values()} == {"giả định"}


def test_the_worklist_is_summed_by_who_must_act(results, pages):
    row = ["table", "subject_id", "year", "row", "what"]
    lines = results["de_nghi_2025"].worklist().frame.drop_duplicates(row)
    rows = pages("de_nghi_2025").table("Ai phải làm")
    sums = lines.groupby(["table", "by"]).agg(rows=("line", "size"), waiting=("waiting", "sum"))
    assert sorted((row[0], int(row[2]), int(row[3])) for row in rows) == sorted(
        (by, count, waiting) for (_, by), count, waiting in sums.itertuples()
    )


def test_speaks_english_where_it_is_asked_to(pages):
    page = pages("de_nghi_2025", lang="en")
    assert "the tool never awards" in page.said
    assert "Plan for building and replicating exemplars" in page.said
    titles = page.titles
    assert titles[0] == "Summary"
    assert titles[-1] == "Internal annex"
    assert not re.search("Đạt|Không|năm", " ".join(titles))


def test_is_laid_out_for_a4(pages):
    text = pages("de_nghi_2025").text
    for rule in ("size: A4", "margin: 20mm 15mm 20mm 30mm", "table-header-group", "counter(page)"):
        assert rule in text


def test_between_milestones_the_earlier_one_says_what_is_asked(office, plan, write):
    said = write(lt.evaluate(office, plan, as_of="2024-06-30")).said
    assert "Tiến độ" in said
    assert "Đối chiếu hồ sơ với tiêu chí" in said


def test_an_office_with_nobody_in_it_has_a_report(plan, write):
    empty = lt.read({"people": pd.DataFrame({"person_id": pd.Series([], dtype=str)})})
    for day in DAYS:
        page = write(lt.evaluate(empty, plan, as_of=day), audience="shared")
        assert page.faults == []


def test_long_names_and_two_hundred_rows_are_all_there(plan, write):
    office = lt.sample_office(units=14, people=200, seed=3)
    long = "Nguyễn " + "Thị Hồng " * 20 + "Vân"
    names = dict.fromkeys(office["people"]["person_id"], long)
    result = lt.evaluate(office, plan, as_of="de_nghi_2025")
    page = write(result, names=names)
    assert page.faults == []
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    rows = page.table("Mã", result.plan.criterion(EXCELLENT).label)
    assert sorted(row[0] for row in rows) == sorted(people["subject_id"])
    assert {row[1] for row in rows} == {long}


def test_more_rows_than_anybody_reads_are_cut_and_said_to_be(results, write, monkeypatch):
    from lantoa.reporting import html_showing

    monkeypatch.setattr(html_showing, "ROWS", 10)
    page = write(results["de_nghi_2025"])
    assert "… và 72 dòng nữa" in page.said
    assert all(len(rows) <= 11 for rows in page.tables)


def test_a_plan_without_points_has_no_places(office, tmp_path, write, plan):
    text = Path(plan.path).read_text(encoding="utf-8")
    scored = re.sub(
        r"(?s)\[\[criterion\]\]\nid       = \"diem_.*?(?=\n\[\[quota|\n\[\[criterion)", "", text
    )
    bare = re.sub(
        r"ties\.\w+ +=.*\n", "", re.sub(r"(?s)\[\[quota\]\].*?(?=\n# Milestones)", "", scored)
    )
    path = tmp_path / "khong-diem.toml"
    path.write_text(bare, encoding="utf-8")
    page = write(lt.evaluate(office, lt.load_plan(path), as_of="de_nghi_2025"))
    assert "Hạng (giả định)" not in page.tables[1][0]
    assert page.table("STT", "Mã")


def test_the_same_result_gives_the_same_file(results, names, pages, write):
    again = write(results["de_nghi_2025"], names=names)
    assert again.text == pages("de_nghi_2025").text


BAD = [
    ({"audience": "public"}, 'audience "public" is not known; did you mean "shared"'),
    ({"lang": "fr"}, 'lang "fr" is not known'),
    ({"small_cells": 0}, "small_cells is 0, expected a whole number of 1 or more"),
    ({"names": ["Nông Văn A"]}, "names: expected a dict of ids and names, not list"),
]


@pytest.mark.parametrize(("more", "told"), BAD)
def test_wrong_arguments_are_named(results, write, more, told):
    with pytest.raises(lt.InputError, match=re.escape(told)):
        write(results["de_nghi_2025"], **more)


def test_a_path_that_is_no_html_is_refused(results, tmp_path):
    with pytest.raises(lt.InputError, match=r"is no HTML file; expected a name with \.html"):
        html_report(results["de_nghi_2025"], tmp_path / "a.docx")
    with pytest.raises(lt.InputError, match=r"result: expected what lantoa.evaluate gives"):
        html_report("ket-qua.xlsx", tmp_path / "a.html")


def test_an_earlier_report_stays_when_writing_fails(results, tmp_path, monkeypatch):
    target = tmp_path / "a.html"
    target.write_text("the earlier one", encoding="utf-8")
    with pytest.raises(lt.InputError, match="cannot be written"):
        html_report(results["de_nghi_2025"], tmp_path / "nowhere" / "a.html")

    def fails(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_text", fails)
    with pytest.raises(lt.InputError, match="disk full"):
        html_report(results["de_nghi_2025"], target)
    assert target.read_bytes() == b"the earlier one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_blank_names_are_none(results, write):
    page = write(results["de_nghi_2025"], names={"CB0033": " ", "CB0056": None})
    assert "Họ tên / Tên tập thể" not in page.said
