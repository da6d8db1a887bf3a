"""The documents that are handed in, opened again with python-docx."""

import datetime

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

import lantoa as lt
from papers import W, paragraphs, tables, told

PLAN = "exemplars-2021-2025"
MILESTONES = ["lua_chon_2021", "so_ket_2023", "de_nghi_2025", "tong_ket_2025", "khoa_so"]
RATINGS = {
    "hoan_thanh_xuat_sac": "XS", "hoan_thanh_tot": "T", "hoan_thanh": "HT", "khong_hoan_thanh": "K",
}  # fmt: skip


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=12, people=60, years=range(2021, 2026), seed=7)


@pytest.fixture(scope="module")
def results(office):
    return {day: lt.evaluate(office, lt.load_plan(PLAN), as_of=day) for day in MILESTONES}


@pytest.fixture(scope="module")
def folders(results, tmp_path_factory):
    whole = tmp_path_factory.mktemp("reports")
    for day, result in results.items():
        lt.report(result, whole / day, names={"CB0033": "Nông Văn A"}, by="Phòng HC-TC")
    return whole


def opened(folders, day, name):
    return Document(str(folders / day / f"{name}.docx"))


@pytest.mark.parametrize("day", MILESTONES)
def test_a_set_is_complete(folders, day):
    assert sorted(path.name for path in (folders / day).iterdir()) == [
        "bao-cao.docx", "bao-cao.html", "danh-sach.docx", "nhat-ky.jsonl", "phu-luc-noi-bo.docx",
        "so-lieu.xlsx",
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
def test_titles_say_what_the_milestone_asks_for(folders, day, list_, report):
    for name, title in (("danh-sach", list_), ("bao-cao", report)):
        lines = paragraphs(opened(folders, day, name)).splitlines()
        assert title in lines
        assert "điển hình tiên tiến giai đoạn 2021-2025" in lines[lines.index(title) + 1].lower()


@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
@pytest.mark.parametrize("day", MILESTONES)
def test_pages_follow_the_decree(folders, day, name):
    """Decree 30/2020, Annex I: A4, margins 20-25, 20-25, 30-35, 15-20 mm."""
    document = opened(folders, day, name)
    for section in document.sections:
        sides = round(section.page_width.mm), round(section.page_height.mm)
        assert sides == ((297, 210) if section.orientation else (210, 297))
        assert 20 <= section.top_margin.mm <= 25
        assert 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20
    firsts = [section.different_first_page_header_footer for section in document.sections]
    assert firsts == [True] + [False] * (len(firsts) - 1)  # no number on page 1, on all others


def test_the_wide_list_lies_across_and_the_rest_stands(folders):
    assert [one.orientation for one in opened(folders, "de_nghi_2025", "danh-sach").sections] == [
        0, 1, 0,
    ]  # fmt: skip
    assert [one.orientation for one in opened(folders, "de_nghi_2025", "bao-cao").sections] == [0]


def test_the_page_number_is_arabic_in_the_middle_of_the_top(folders):
    for section in opened(folders, "de_nghi_2025", "danh-sach").sections:
        line = section.header.paragraphs[0]
        assert line.alignment == 1
        assert "".join(one.text or "" for one in line._p.iter(f"{W}instrText")) == "PAGE"
        assert line.runs[0].font.size.pt == 14
        assert not section.first_page_header.paragraphs[0].text


@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
def test_letters_are_black_times_new_roman_of_13_to_14_points(folders, name):
    document = opened(folders, "de_nghi_2025", name)
    written = [run for one in document.paragraphs for run in one.runs if run.text.strip()]
    ours = [run for run in written if run._r.rPr is not None and run._r.rPr.rFonts is not None]
    assert len(ours) > 3
    assert {run.font.name for run in ours} == {"Times New Roman"}
    assert {str(run.font.color.rgb) for run in ours} == {"000000"}
    body = {run.font.size.pt for run in ours if not run.italic}
    assert body <= {13, 14}


@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
def test_headings_are_repeated_and_no_row_breaks(folders, name):
    for table in opened(folders, "tong_ket_2025", name).tables[1:-1]:
        marks = [row._tr.trPr for row in table.rows]
        assert all(mark.find(qn("w:cantSplit")) is not None for mark in marks)
        heads = [mark.find(qn("w:tblHeader")) is not None for mark in marks]
        assert heads[0]
        assert sorted(heads, reverse=True) == heads
        assert sum(heads) <= 2


def of_kind(document, heading):
    """The rows below the headings of the list whose heading names somebody so."""
    for table in tables(document):
        if heading in table[0] and "Xếp loại" in table[0]:
            return table[2:]
    return []


@pytest.mark.parametrize("day", MILESTONES)
def test_the_list_holds_those_counted_and_nobody_else(folders, results, day):
    document = opened(folders, day, "danh-sach")
    subjects = results[day].subjects
    for kind, heading in (("unit", "Tên tập thể"), ("person", "Họ tên")):
        rows = of_kind(document, heading)
        counted = subjects[subjects["counted"] & (subjects["subject_kind"] == kind)]
        names = {one: one for one in counted["subject_id"]} | {"CB0033": "Nông Văn A"}
        expected = {names[one] for one in counted["subject_id"]}
        assert {row[1] for row in rows} == expected
        assert [row[0] for row in rows] == [str(at) for at in range(1, len(rows) + 1)]


def test_the_list_has_the_columns_of_the_dossier(folders):
    heads = next(one for one in tables(opened(folders, "de_nghi_2025", "danh-sach"))
                 if "Họ tên" in one[0] and "Xếp loại" in one[0])  # fmt: skip
    assert heads[1] == [
        "STT", "Họ tên", "Chức vụ, đơn vị", "2021", "2022", "2023", "2024", "2025", "Danh hiệu",
        "Hình thức khen (số QĐ, ngày)", "Sáng kiến", "Gia đình văn hóa", "Kết luận",
        "Tóm tắt thành tích",
    ]  # fmt: skip
    assert heads[0][3:8] == ["Xếp loại"] * 5


@pytest.mark.parametrize("day", MILESTONES)
def test_ratings_in_the_list_are_those_that_the_verdict_rests_on(folders, results, office, day):
    """Every rating shown is a row of the register that is seen, and the latest decision of it."""
    result = results[day]
    register = office["ratings"]
    seen = register[
        register["decision_date"].isna() | (register["decision_date"] <= pd.Timestamp(result.as_of))
    ]
    rows = of_kind(opened(folders, day, "danh-sach"), "Họ tên")
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


@pytest.mark.parametrize("day", MILESTONES)
@pytest.mark.parametrize("name", ["danh-sach", "bao-cao", "phu-luc-noi-bo"])
def test_every_document_says_on_what_it_rests(folders, results, day, name):
    document, result = opened(folders, day, name), results[day]
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


def test_days_in_text_have_a_nought_where_the_decree_wants_one(tmp_path, office):
    for day, words in (
        ("2025-09-05", "ngày 05 tháng 9 năm 2025"),
        ("2024-02-20", "ngày 20 tháng 02"),
    ):
        result = lt.evaluate(office, lt.load_plan(PLAN), as_of=day)
        lt.report(result, tmp_path / day)
        assert words in paragraphs(Document(str(tmp_path / day / "danh-sach.docx")))


def test_who_chose_a_reading_and_when_is_printed(tmp_path, office):
    council = "Hội đồng Thi đua - Khen thưởng"
    plan = lt.load_plan(PLAN).choose(
        "nhieu_sang_kien", "tu_ba", by=council, on=datetime.date(2025, 1, 3)
    )
    result = lt.evaluate(office, plan.change("cn_xuat_sac_2_nam.years", 3), as_of="de_nghi_2025")
    lt.report(result, tmp_path / "a")
    for name in ("danh-sach", "bao-cao"):
        whole = paragraphs(Document(str(tmp_path / "a" / f"{name}.docx")))
        assert f"({council} chọn ngày 03 tháng 01 năm 2025)" in whole
        assert "criterion.cn_xuat_sac_2_nam.years = 3" in whole


def test_the_interim_report_counts_every_person_of_every_unit(folders, results):
    result = results["so_ket_2023"]
    pace = next(
        one for one in tables(opened(folders, "so_ket_2023", "bao-cao")) if one[0][0] == "Đơn vị"
    )
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    verdict = people["countable"].astype(str)  # the counting of this milestone
    for row in pace[1:]:
        mine = verdict[people["unit_id"] == row[0]]
        on_the_way = mine.isin(["met", "open"]).sum()
        expected = [len(mine), on_the_way, (mine == "unknown").sum(), (mine == "failed").sum()]
        assert row[1:5] == [str(number) for number in expected]
    assert {row[0] for row in pace[1:]} == set(people["unit_id"].dropna())


def test_the_interim_report_tells_what_is_still_needed(folders, results):
    result = results["so_ket_2023"]
    needs = next(one for one in tables(opened(folders, "so_ket_2023", "bao-cao"))
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


def test_the_annex_tells_what_keeps_everybody_else_out(folders, results):
    """Under the counting in force: what is open and provisionally met is in nobody's way."""
    result = results["de_nghi_2025"]
    annex = next(
        one
        for one in tables(opened(folders, "de_nghi_2025", "phu-luc-noi-bo"))
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


def test_nobody_listed_is_a_sentence_and_no_table(tmp_path):
    office = lt.read({"people": pd.DataFrame({"person_id": pd.Series([], dtype=str)})})
    for day in MILESTONES:
        result = lt.evaluate(office, lt.load_plan(PLAN), as_of=day)
        lt.report(result, tmp_path / day)
        document = Document(str(tmp_path / day / "danh-sach.docx"))
        assert "Không có cá nhân nào" in paragraphs(document)
        assert [one.orientation for one in document.sections] == [0]


def test_two_hundred_rows_and_long_names_fit_in_the_table(tmp_path):
    office = lt.sample_office(units=10, people=260, years=range(2021, 2026), seed=3)
    result = lt.evaluate(office, lt.load_plan(PLAN), as_of="lua_chon_2021")
    listed = result.subjects[result.subjects["counted"]]["subject_id"]
    names = {one: "Nguyễn Phúc Hoàng Thùy Trang Công Tằng Tôn Nữ " + one for one in listed}
    found = lt.report(result, tmp_path / "a", names=names)
    assert found.unnamed == ()
    document = Document(str(tmp_path / "a" / "danh-sach.docx"))
    rows = of_kind(document, "Họ tên")
    assert len(rows) > 200
    assert {row[1] for row in rows} <= set(names.values())
    table = next(one for one in document.tables if one.rows[0].cells[1].text == "Họ tên")
    grid = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
    assert sum(grid) / 56.7 <= 297 - 30 - 15 + 0.5  # millimetres between the margins


def test_speaks_english_where_asked(tmp_path, results):
    lt.report(results["de_nghi_2025"], tmp_path / "a", lang="en")
    whole = paragraphs(Document(str(tmp_path / "a" / "danh-sach.docx")))
    assert "LIST OF THOSE PROPOSED FOR RECOGNITION" in whole
    assert "As of 30 September 2025" in whole


def test_the_same_result_gives_the_same_bytes(tmp_path, results):
    one, other = (lt.report(results["khoa_so"], tmp_path / name, by="x") for name in ("a", "b"))
    same = {name for name in one.files if one.files[name] == other.files[name]}
    assert {name for name in one.files if name.endswith(".docx")} <= same


def test_a_supposed_result_says_so_on_every_document(tmp_path, office):
    plan = lt.load_plan(PLAN).change("cn_xuat_sac_2_nam.years", 3)
    result = lt.evaluate(office, plan, as_of="de_nghi_2025")
    for audience in ("internal", "shared"):
        lt.report(result, tmp_path / audience, audience=audience)
        for path in (tmp_path / audience).glob("*.[dx][ol][cs]x"):
            assert "GIẢ ĐỊNH, không phải kết quả chính thức" in told(path), path.name
        log = (tmp_path / audience / "nhat-ky.jsonl").read_text("utf-8")
        assert '"official": false' in log


def test_thousands_are_parted_by_a_dot(tmp_path):
    office = lt.sample_office(units=10, people=260, years=range(2021, 2026), seed=3)
    result = lt.evaluate(office, lt.load_plan(PLAN), as_of="so_ket_2023")
    lt.report(result, tmp_path / "a")
    cells = len(result.worklist())
    assert cells > 1000
    written = paragraphs(Document(str(tmp_path / "a" / "bao-cao.docx")))
    assert f"{cells:,}".replace(",", ".") + " việc cần bổ sung" in written


def test_an_office_in_polars_is_written_alike(tmp_path, office, results):
    tables_ = {name: office[name] for name in office.tables}
    polars = lt.read(tables_, frames="polars")
    result = lt.evaluate(polars, lt.load_plan(PLAN), as_of="de_nghi_2025")
    one = lt.report(result, tmp_path / "a")
    other = lt.report(results["de_nghi_2025"], tmp_path / "b")
    ours = tables(Document(str(one.folder / "danh-sach.docx")))
    theirs = tables(Document(str(other.folder / "danh-sach.docx")))
    assert ours[:-1] == theirs[:-1]  # the last one names the data


def test_a_special_topic_is_named_in_its_documents(tmp_path, office):
    plan = lt.load_plan(PLAN)
    track = next(iter(plan.tracks))
    lt.report(lt.evaluate(office, plan, "de_nghi_2025", track=track), tmp_path / "a")
    for name in ("danh-sach", "bao-cao"):
        assert f"chuyên đề {track}" in paragraphs(Document(str(tmp_path / "a" / f"{name}.docx")))


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
