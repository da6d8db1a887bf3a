"""Nothing private leaks: every file of a shared set is searched for every name, act and reason."""

import json
import re

import pytest
from docx import Document

import lantoa as lt
from lantoa.intake.vocabulary import vocabulary
from lantoa.reporting.pace import hidden_rows
from papers import paragraphs, tables, told

PLAN = "exemplars-2021-2025"
MILESTONES = ["lua_chon_2021", "so_ket_2023", "de_nghi_2025", "tong_ket_2025", "khoa_so"]
PROPOSALS = MILESTONES[2:]
REASONS = ("under_6_months", "maternity", "long_leave")  # the other codes mean other things too


@pytest.fixture(scope="module", params=["sample", "given"])
def office(request):
    if request.param == "sample":
        return lt.sample_office(units=12, people=60, years=range(2021, 2026), seed=7)
    return lt.read(request.getfixturevalue("acceptance") / "van-phong-mau.xlsx")


@pytest.fixture(scope="module")
def results(office):
    return {day: lt.evaluate(office, lt.load_plan(PLAN), as_of=day) for day in MILESTONES}


@pytest.fixture(scope="module")
def shared(results, tmp_path_factory):
    """Day to file name to all of its text."""
    whole = tmp_path_factory.mktemp("shared")
    found = {}
    for day, result in results.items():
        lt.report(result, whole / day, audience="shared", by="Phòng HC-TC")
        found[day] = {path.name: told(path) for path in (whole / day).iterdir()}
    return found


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w/-]+", text))


def secrets(office) -> dict[str, set[str]]:
    """What must not show: names of people and units, acts, numbers and forms of discipline."""
    names = {str(one) for table in ("people", "units") for one in office[table]["name"].dropna()}
    discipline = office["discipline"]
    elsewhere = {
        str(one)
        for table in ("ratings", "titles", "commendations", "initiatives")
        for one in office[table]["decision_no"].dropna()
    }
    return {
        "names": {one for one in names if len(one) > 6},
        "acts": {str(one) for one in discipline["act_id"].dropna()},
        "decisions": {str(one) for one in discipline["decision_no"].dropna()} - elsewhere,
    }


@pytest.mark.parametrize("day", MILESTONES)
def test_no_name_no_act_and_no_disciplinary_decision(shared, office, day):
    for kind, private in secrets(office).items():
        assert private, kind
        for name, text in shared[day].items():
            assert [one for one in private if one in text] == [], (kind, name)


@pytest.mark.parametrize("day", MILESTONES)
def test_no_reason_of_a_year_that_was_not_rated(shared, day):
    labels = [label for code, label in _labels() if code in (*REASONS, "new_unit")]
    for name, text in shared[day].items():
        assert [one for one in (*labels, *REASONS) if one in text] == [], name


def _labels():
    known = vocabulary()
    return [(known.code_of(label, "reasons"), label) for label in known.labels_of("reasons")]


@pytest.mark.parametrize("day", MILESTONES)
def test_nobody_is_named_who_is_not_listed(shared, results, day):
    subjects = results[day].subjects
    people = subjects[subjects["subject_kind"] == "person"]
    others = set(people.loc[~people["counted"], "subject_id"])
    others |= set(results[day].out_of_scope["subject_id"])
    others = {one for one in others if not results[day]._is_unit(one)}
    assert others or day == "lua_chon_2021"
    for name, text in shared[day].items():
        assert others & words_of(text) == set(), name


@pytest.mark.parametrize("day", PROPOSALS)
def test_no_unit_is_listed_that_does_not_count(results, tmp_path, day):
    result = results[day]
    lt.report(result, tmp_path / "a", audience="shared")
    document = Document(str(tmp_path / "a" / "danh-sach.docx"))
    units = result.subjects[result.subjects["subject_kind"] == "unit"]
    counted = set(units.loc[units["counted"], "subject_id"])
    listed = {row[1] for one in tables(document) if one[0][:2] == ["STT", "Tên tập thể"]
              for row in one[2:]}  # fmt: skip
    assert listed <= counted


@pytest.mark.parametrize("day", PROPOSALS)
def test_names_of_the_key_file_show_for_those_listed_only(results, office, tmp_path, day):
    result = results[day]
    names = {str(one): f"Nông Văn Thứ {one}" for one in office["people"]["person_id"]}
    lt.report(result, tmp_path / "a", audience="shared", names=names)
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    listed = set(people.loc[people["counted"], "subject_id"])
    whole = {path.name: told(path) for path in (tmp_path / "a").iterdir()}
    shown = set(re.findall(r"Nông Văn Thứ (\w+)", "".join(whole.values())))
    assert shown <= listed
    assert shown == set() or "Nông Văn Thứ" in whole["danh-sach.docx"]


def test_the_internal_documents_tell_discipline_as_a_clause_only(results, office, tmp_path):
    result = results["de_nghi_2025"]
    lt.report(result, tmp_path / "a")
    whole = {path.name: told(path) for path in (tmp_path / "a").iterdir()}
    private = secrets(office)
    for name, text in whole.items():
        assert [one for one in private["acts"] | private["decisions"] if one in text] == [], name
    assert (
        "Không có người bị xử lý, kỷ luật (II.2.2 Tập thể, gạch 4)" in whole["phu-luc-noi-bo.docx"]
    )


def test_the_restricted_annex_and_no_other_document_tells_number_and_day(results, office, tmp_path):
    result = results["de_nghi_2025"]
    lt.report(result, tmp_path / "a", restricted=True)
    private = secrets(office)["decisions"]
    for name in ("danh-sach.docx", "bao-cao.docx"):
        assert [one for one in private if one in told(tmp_path / "a" / name)] == []
    annex = told(tmp_path / "a" / "phu-luc-noi-bo.docx")
    seen = office["discipline"]
    seen = seen[seen["decision_date"].isna() | (seen["decision_date"] <= "2025-09-30")]
    assert [one for one in seen["decision_no"].dropna() if str(one) not in annex] == []


def test_details_for_readers_outside_are_refused(results, tmp_path):
    with pytest.raises(lt.InputError, match="restricted: details are for internal readers"):
        lt.report(results["khoa_so"], tmp_path / "a", audience="shared", restricted=True)
    assert list(tmp_path.iterdir()) == []


def test_small_numbers_are_hidden_in_shared_reports(results, tmp_path):
    """By unit and in the whole; the numbers of the gates and of the gaps too."""
    lt.report(results["so_ket_2023"], tmp_path / "a", audience="shared")
    document = Document(str(tmp_path / "a" / "bao-cao.docx"))
    counted = [one for one in tables(document) if (one[0][0] in ("Đối tượng", "Đơn vị") and len(one[0]) > 2)
               or one[0][0].startswith("Điều kiện")]  # fmt: skip
    numbers = [
        int(cell) for one in counted for row in one[1:] for cell in row[1:] if cell.isdigit()
    ]
    assert len(counted) >= 3
    assert "Còn cần gì" not in paragraphs(document)  # unit by unit, gate by gate: all of it small
    assert numbers
    assert min(numbers) >= 5
    assert "Dấu *" in paragraphs(document)


def test_the_least_that_shows_can_be_chosen(results, tmp_path):
    lt.report(results["so_ket_2023"], tmp_path / "a", audience="shared", small_cells=20)
    document = Document(str(tmp_path / "a" / "bao-cao.docx"))
    units = next(one for one in tables(document) if one[0][0] == "Đơn vị" and len(one[0]) == 5)
    assert {cell for row in units[1:] for cell in row[2:]} == {"*"}


@pytest.mark.parametrize("least", [0, -1, 2.5, "5", True])
def test_a_least_that_is_no_number_is_refused(results, tmp_path, least):
    with pytest.raises(lt.InputError, match="small_cells is"):
        lt.report(results["khoa_so"], tmp_path / "a", small_cells=least)


def test_a_group_that_is_alone_in_being_hidden_takes_another_with_it():
    """Else the totals of the whole office would tell what it hides."""
    assert hidden_rows([[9, 9, 9], [9, 9, 8], [3, 1, 0]], 5) == [
        [27, 9, 9, 9], [26, None, None, None], [None, None, None, None],
    ]  # fmt: skip
    assert hidden_rows([], 5) == []


def test_the_log_holds_no_name_of_anybody_judged(results, office, tmp_path):
    lt.report(results["khoa_so"], tmp_path / "a", names={"CB0033": "Nông Văn A"})
    log = (tmp_path / "a" / "nhat-ky.jsonl").read_text("utf-8")
    assert "Nông Văn A" not in log
    assert secrets(office)["names"] & set(json.loads(log)) == set()
    assert not re.search(r"\bCB\d+", log)


@pytest.mark.parametrize("day", PROPOSALS)
def test_every_file_of_a_shared_set_names_the_same_people(shared, results, office, day):
    everybody = {str(one) for one in office["people"]["person_id"]}
    named = {name: everybody & words_of(text) for name, text in shared[day].items()}
    del named["nhat-ky.jsonl"]
    in_the_list = named.pop("danh-sach.docx")
    assert named["ket-qua.xlsx"] == in_the_list
    assert named["bao-cao.html"] == in_the_list
    assert named["bao-cao.docx"] <= in_the_list
    lines = results[day].quota_lines
    beyond = set(lines.loc[lines["line"] == "beyond", "subject_id"])
    subjects = results[day].subjects
    people = subjects[subjects["subject_kind"] == "person"]
    assert in_the_list == set(people.loc[people["counted"], "subject_id"]) - beyond


@pytest.mark.parametrize("day", sorted(set(MILESTONES) - set(PROPOSALS)))
def test_before_the_proposal_nobody_is_named_outside(shared, office, day):
    everybody = {str(one) for one in office["people"]["person_id"]}
    assert "danh-sach.docx" not in shared[day]
    assert [name for name, text in shared[day].items() if everybody & words_of(text)] == []
