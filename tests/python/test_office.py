"""An office as a value: what it shows, how it is compared, how a worklist comes back."""

import dataclasses
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from lantoa import InputError
from lantoa.intake import read
from lantoa.office import Office
from lantoa.schema import CODES, TABLES
from workbooks import column, listed, workbook

PEOPLE = pd.DataFrame({"person_id": ["CB01", "CB02"]})
UNITS = pd.DataFrame({"unit_id": ["DV01"], "name": ["Phòng Một"]})


def office(**tables):
    return Office.from_frames({"people": PEOPLE, "units": UNITS, **tables}, lang="en")


def ratings(*rows):
    names = ["subject_id", "year", "rating", "decision_date"]
    return pd.DataFrame([[*row, None][:4] for row in rows], columns=names)


def test_every_column_of_the_schema_is_there_and_typed():
    found = office(ratings=ratings(("CB01", 2021, "HTTNV")))
    frame = found.tables["ratings"].frame
    assert list(frame) == list(TABLES["ratings"].columns)
    kinds = {"date": "datetime64[s]", "year": "Int32", "code": "category", "subject": "category"}
    for name, spec in TABLES["ratings"].columns.items():
        assert frame[name].dtype == kinds.get(spec.type, "category")
    assert list(frame["rating"].cat.categories) == sorted(CODES["ratings"])
    assert frame["decision_date"].isna().all()
    assert isinstance(frame.index, pd.RangeIndex)


def test_an_office_prints_its_tables_years_and_problems():
    found = office(ratings=ratings(("CB01", 2021, "HTTNV"), ("CB01", 2023, "A")))
    assert repr(found).splitlines() == [
        "Office",
        "table    rows  years",
        "units       1",
        "people      2",
        "ratings     1  2021",
        "Problems: 1 (office.problems)",
    ]
    assert ">ratings<" in found._repr_html_()
    assert "unknown_value 1" in found._repr_html_()
    assert found.years == [2021]


def test_an_office_prints_in_the_language_it_was_read_in():
    found = Office.from_frames({"people": pd.DataFrame({"person_id": ["CB01"]})})
    assert repr(found).splitlines() == [
        "Số liệu",
        "bảng    sổ       số dòng  năm",
        "people  Cá nhân        1",
        "Số lỗi: 0 (office.problems)",
    ]
    assert ">Cá nhân<" in found._repr_html_()


def test_an_office_cannot_be_changed():
    found = office()
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.name = "another"
    with pytest.raises(TypeError):
        found.tables["people"] = None


def test_an_absent_table_is_named_with_the_nearest():
    with pytest.raises(InputError, match=r'table "peple".*did you mean "people"'):
        office()["peple"]
    assert "people" in office()
    assert "ratings" not in office()


def test_equal_content_has_equal_fingerprints_and_other_content_other_ones():
    rows = [("CB01", 2021, "HTTNV"), ("CB02", 2021, "HTNV")]
    one = office(ratings=ratings(*rows)).fingerprint
    assert one == office(ratings=ratings(*rows[::-1])).fingerprint
    assert one == office(ratings=ratings(("CB01", 2021, "Tốt"), rows[1])).fingerprint
    assert one != office(ratings=ratings(*rows[:1])).fingerprint
    assert one != office(ratings=ratings(("CB01", 2021, "HTNV"), rows[1])).fingerprint
    assert one != office(ratings=ratings(rows[0], ("CB01", 2021, "HTNV"))).fingerprint
    assert one != office().fingerprint
    assert len(one) == 64


def test_an_unreadable_cell_is_not_a_blank_one():
    frame = pd.DataFrame({"subject_id": ["CB01"], "form": ["BK"], "level": ["Tĩnh"]})
    unreadable, blank = office(commendations=frame), office(commendations=frame.assign(level=None))
    assert unreadable.tables["commendations"].unreadable["level"].tolist() == [True]
    assert "level" not in blank.tables["commendations"].unreadable
    assert unreadable.fingerprint != blank.fingerprint


def test_a_filled_cell_takes_the_place_of_the_blank():
    awards = pd.DataFrame(
        {"subject_id": ["CB01", "CB02"], "year": [2021, 2021], "form": ["BK", "BK"],
         "level": ["Tĩnh", "Bộ"], "decision_no": ["1/QĐ", "2/QĐ"]}
    )  # fmt: skip
    before = office(commendations=awards)
    after = before.updated({"commendations": awards.iloc[:1].assign(level="Tỉnh")})
    assert column(after, "commendations", "level") == ["tinh", "bo"]
    assert after.tables["commendations"].unreadable == {}
    assert len(after.problems) == 0
    assert column(before, "commendations", "level") == [None, "bo"]
    assert after.tables["people"] is before.tables["people"]


def test_a_missing_year_is_added_and_its_problem_goes():
    before = office(ratings=ratings(("CB01", 2021, "A"), ("CB01", 2022, "Tốt"), ("CB02", 2021, "")))
    assert listed(before, "kind") == [("unknown_value",), ("missing",)]
    after = before.updated({"ratings": ratings(("CB01", 2021, "HTXSNV"), ("CB02", 2021, None))})
    assert column(after, "ratings", "year") == [2022, 2021]
    assert listed(after, "row", "kind") == [(3, "missing")]


def test_lines_that_nobody_filled_in_are_passed_over():
    before = office(
        ratings=ratings(("CB01", 2022, "Tốt")),
        discipline=pd.DataFrame({"person_id": ["CB01"], "kind": ["Đảng"], "form": ["Phê bìn"]}),
    )
    after = before.updated(
        {
            "ratings": ratings(("CB01", 2021, "")),
            "attestations": pd.DataFrame(
                {"subject_id": ["CB01"], "criterion_id": ["c1"], "verdict": [None]}
            ),
            "discipline": pd.DataFrame({"person_id": ["CB01"], "kind": ["Đảng"], "form": [None]}),
        }
    )
    assert len(after["ratings"]) == 1
    assert len(after["attestations"]) == 0
    assert len(after["discipline"]) == 1
    assert listed(after, "kind") == [("unknown_value",)]


def test_an_answer_settles_rows_that_contradict_each_other():
    both = ratings(("CB01", 2021, "Tốt"), ("CB01", 2021, "HTNV"), ("CB02", 2021, "Tốt"))
    before = office(ratings=both)
    assert listed(before, "kind") == [("conflict",)] * 2
    after = before.updated({"ratings": ratings(("CB01", 2021, "HTNV"))})
    assert column(after, "ratings", "rating") == ["hoan_thanh_tot", "hoan_thanh"]
    assert column(after, "ratings", "subject_id") == ["CB02", "CB01"]
    assert len(after.problems) == 0


def test_an_answer_against_a_known_rating_is_a_contradiction():
    before = office(ratings=ratings(("CB01", 2021, "Tốt")))
    after = before.updated({"ratings": ratings(("CB01", 2021, "HTNV"))})
    assert len(after["ratings"]) == 2
    assert listed(after, "kind") == [("conflict",)] * 2


def test_a_later_judgement_is_added_and_a_blank_one_filled():
    names = ["subject_id", "criterion_id", "date", "verdict"]
    old = [["CB01", "c1", "01/08/2025", "Tạm đạt"], ["CB02", "c1", "01/08/2025", "Không đạt"]]
    new = [["CB01", "c1", "01/08/2025", "Đạt"], ["CB02", "c1", "05/08/2025", "Đạt"]]
    before = office(attestations=pd.DataFrame(old, columns=names))
    after = before.updated({"attestations": pd.DataFrame(new, columns=names)})
    assert column(after, "attestations", "verdict") == ["met", "failed", "met"]
    assert len(after.problems) == 0


def test_a_register_that_is_complete_now_is_no_gap_any_more():
    names = ["table", "from", "to", "complete"]
    gap = pd.DataFrame([["Danh hiệu", "01/01/2021", "31/12/2021", "Không"]], columns=names)
    after = office(coverage=gap).updated({"coverage": gap.assign(complete="Có")})
    assert column(after, "coverage", "complete") == [True]


def test_a_gap_that_nobody_answered_stays():
    names = ["table", "from", "to", "complete"]
    gap = pd.DataFrame([["Danh hiệu", "01/01/2021", "31/12/2021", "Không"]], columns=names)
    before = office(coverage=gap)
    after = before.updated({"coverage": gap.assign(complete=None)})
    assert after.fingerprint == before.fingerprint
    assert len(after.problems) == 0


def test_a_membership_that_nobody_filled_in_is_passed_over_in_silence():
    names = ["person_id", "unit_id", "role", "from", "to"]
    line = pd.DataFrame([["CB01", None, None, "01/01/2024", "29/02/2024"]], columns=names)
    known = line.assign(unit_id="DV01", **{"from": "01/03/2024", "to": None})
    before = office(memberships=known)
    after = before.updated({"memberships": line})
    assert after.fingerprint == before.fingerprint
    assert len(after.problems) == 0
    said = before.updated({"memberships": line.assign(role="Chuyên viên")})
    assert listed(said, "column", "kind") == [("unit_id", "missing")]
    assert len(before.updated({"memberships": line.assign(unit_id="DV01")})["memberships"]) == 2


def test_a_worklist_may_bring_people_and_speaks_the_words_of_the_office(tmp_path):
    aliases = pd.DataFrame([["rating", "A", "HTXSNV"]], columns=["column", "text", "value"])
    before = office(aliases=aliases)
    sheets = {
        "Cá nhân": [["Mã CB", "Họ và tên"], ["CB03", "Lý Văn C"]],
        "Xếp loại": [["Mã", "Năm", "Xếp loại"], ["CB03", 2021, "A"], ["CB09", 2021, "A"]],
    }
    after = before.updated(workbook(tmp_path / "viec.xlsx", sheets))
    assert column(after, "people", "person_id") == ["CB01", "CB02", "CB03"]
    assert column(after, "ratings", "rating") == ["hoan_thanh_xuat_sac"]
    assert after.tables["ratings"].origin.at(0) == ("viec.xlsx", "Xếp loại", 2)
    assert listed(after, "file", "row", "value", "kind") == [
        ("viec.xlsx", 3, "CB09", "unknown_subject")
    ]


def test_updating_twice_changes_nothing_more():
    before = office(ratings=ratings(("CB01", 2022, "Tốt")))
    answers = {"ratings": ratings(("CB01", 2021, "HTXSNV"))}
    once = before.updated(answers)
    assert once.updated(answers).fingerprint == once.fingerprint
    assert np.array_equal(once.tables["ratings"].frame["year"], [2022, 2021])


def test_problems_speak_both_languages(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Cá nhân": [["Mã CB", "Ngày sinh"], ["CB01", "1"]]})
    assert "không được đọc" in read(path).problems["what"][0]
    assert "must not be read" in read(path, lang="en").problems["what"][0]
    assert read(path).problems.columns.tolist() == [
        "file", "sheet", "row", "column", "value", "kind", "what", "nearest",
    ]  # fmt: skip


_IMPORTED_FIRST = """
import importlib, sys

def ours():
    return {m for m in sys.modules if m.split(".")[0] == "lantoa" and m != "lantoa._core"}

def forget(names):
    for name in names:
        package, _, own = name.rpartition(".")
        vars(sys.modules.get(package, sys)).pop(own, None)
        del sys.modules[name]

at = None
for name in sorted(sys.argv[1:], key=lambda one: (one.rpartition(".")[0], one)):
    package = name.rpartition(".")[0]
    if package != at:  # whoever asks for one of its modules first gets the package before it
        forget(ours())
        if package:
            importlib.import_module(package)
        at, there = package, ours()
    forget(ours() - there)
    importlib.import_module(name)
"""


def test_every_public_module_may_be_imported_first(root):
    """A circle of imports shows only where it is entered at the wrong place."""
    python = root / "python"
    files = sorted((python / "lantoa").rglob("*.py"))
    names = [
        ".".join(file.relative_to(python).with_suffix("").parts).removesuffix(".__init__")
        for file in files
        if file.stem == "__init__" or file.stem[0] != "_"
    ]
    assert "lantoa.office" in names
    run = [sys.executable, "-c", _IMPORTED_FIRST, *names]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
