"""The matrix of subjects and gates, its printed forms and its heat map."""

import json
from itertools import pairwise

import pandas as pd
import pytest

import lantoa as lt
from lantoa import _wording
from lantoa.findings import VERDICTS
from lantoa.overview import SHADES

PLAN = lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def result(shared):
    return lt.evaluate(lt.read(shared / "data" / "office" / "csv"), PLAN, "de_nghi_2025")


@pytest.fixture(scope="module")
def nobody():
    office = lt.Office.from_frames(
        {"units": pd.DataFrame({"unit_id": ["A"], "closed": ["2020-01-01"]})}
    )
    return lt.evaluate(office, PLAN, "de_nghi_2025").matrix()


def spread(frame):
    """Failed, unknown and open gates of each row."""
    gates = frame.drop(columns=["subject_id", "subject_kind"]).astype(object)
    return [(gates == verdict).sum(axis="columns") for verdict in ("failed", "unknown", "open")]


def test_whoever_is_nearest_to_success_comes_first(result):
    frame = result.matrix().frame
    order = list(zip(*spread(frame), frame["subject_id"], strict=True))
    assert order == sorted(order)
    assert frame["subject_id"].iloc[0] == "CB42"


def test_says_what_the_verdicts_of_each_subject_say(result):
    frame = result.matrix().frame.set_index("subject_id")
    for row in result.subjects.itertuples():
        for verdict in ("failed", "open", "unknown"):
            told = [gate for gate in getattr(row, f"{verdict}_on").split(", ") if gate]
            own = frame.loc[row.subject_id].drop("subject_kind")
            assert sorted(own.index[own == verdict]) == sorted(told)


def test_verdicts_are_ordered_and_gates_of_others_are_missing(result):
    frame = result.matrix().frame
    assert list(frame["tt_luon_tot"].cat.categories) == list(VERDICTS)
    assert frame["tt_luon_tot"].cat.ordered
    people = frame["subject_kind"] == "person"
    assert frame.loc[people, "tt_luon_tot"].isna().all()
    assert frame.loc[people, "cn_luon_tot"].notna().all()


def test_prints_signs_under_numbered_gates_with_a_legend(result):
    text = repr(result.matrix())
    assert "xét đến ngày 30/09/2025" in text
    assert "Tập thể  1  2  3" in text
    assert " 16  Không có người bị xử lý, kỷ luật" in text
    assert text.endswith("● Đạt   ◐ Còn khả năng   ? Chưa đủ dữ liệu   ✕ Không đạt")
    assert all(line == line.rstrip() for line in text.splitlines())


def test_renders_as_a_table_of_a_notebook(result):
    html = result.matrix()._repr_html_()
    assert html.count("<table") == 2
    assert html.count("<tr>") == len(result.subjects) + 2
    assert "Thủ trưởng gắn với tập thể" in html


def test_speaks_the_language_of_the_plan(shared):
    english = lt.load_plan("exemplars-2021-2025", lang="en")
    office = lt.read(shared / "data" / "office" / "csv")
    text = repr(lt.evaluate(office, english, "khoa_so").matrix())
    assert "Every gate, as of 2026-03-31" in text
    assert "No member disciplined" in text


def test_draws_units_above_people_with_every_sign(result):
    drawn = json.dumps(result.matrix().plot().to_dict(), ensure_ascii=False)
    assert drawn.index('"title": "Tập thể"') < drawn.index('"title": "Cá nhân"')
    for verdict in VERDICTS:
        assert _wording.sign(verdict) in drawn
        assert SHADES[verdict] in drawn


def test_renders_to_a_picture_without_a_browser(result, tmp_path):
    path = tmp_path / "matrix.png"
    result.matrix().plot().save(path)
    assert path.read_bytes()[:4] == b"\x89PNG"


def test_grey_of_the_four_verdicts_differs_enough_to_be_told_apart():
    def grey(shade):
        red, green, blue = (int(shade[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    greys = sorted(grey(shade) for shade in SHADES.values())
    assert min(b - a for a, b in pairwise(greys)) > 12


def test_an_office_with_nobody_in_scope_says_so(nobody):
    assert "Không có ai thuộc phạm vi xét." in repr(nobody)
    assert "Không có ai" in nobody._repr_html_()
    assert "Không có ai" in json.dumps(nobody.plot().to_dict(), ensure_ascii=False)


def test_a_gate_is_named_with_its_id_only_beside_another_of_that_name():
    plan = lt.load_plan("exemplars-2021-2025")
    matrix = lt.evaluate(lt.sample_office(4, 15, seed=7), plan, as_of="de_nghi_2025").matrix()
    assert matrix.gates["tt_luon_tot"] == matrix.gates["cn_luon_tot"]  # units and people apart
    for kind in ("unit", "person"):
        asked = [
            matrix.gates[gate] for gate in matrix.of_kind(kind).columns if gate in matrix.gates
        ]
        assert len(set(asked)) == len(asked)
