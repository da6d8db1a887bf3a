"""What results print, as text and in a notebook."""

from functools import cache
from html import unescape

import pandas as pd
import pytest

import lantoa as lt
from lantoa import briefing
from lantoa._wording import sign

PLAN = "exemplars-2021-2025"
VERDICTS = ("met", "open", "unknown", "failed")
WICKED = "<script>&"


@cache
def judged(day="de_nghi_2025", lang="vi", **asked):
    return lt.evaluate(lt.sample_office(seed=7), lt.load_plan(PLAN, lang=lang), day, **asked)


@cache
def wicked():
    """An office whose every id and title would be HTML if nobody took care."""
    tables = {
        "people": pd.DataFrame({"person_id": [WICKED]}),
        "units": pd.DataFrame({"unit_id": [f"{WICKED}unit"]}),
        "memberships": pd.DataFrame(
            {
                "person_id": [WICKED],
                "unit_id": [f"{WICKED}unit"],
                "role": ["head"],
                "from": ["2015-01-01"],
            }
        ),
    }
    rating = {"subject_id": [WICKED], "year": [2021], "rating": ["HTXSNV"]}
    office = lt.Office.from_frames({**tables, "ratings": pd.DataFrame(rating)})
    earlier, later = (
        lt.evaluate(office, lt.load_plan(PLAN), day) for day in ("2021-09-30", "2026-04-01")
    )
    return office, earlier, later


def lines(result):
    return str(result).splitlines()


def numbers_of(result, kind):
    """The row of numbers that is printed of a kind."""
    line = next(line for line in lines(result) if line.startswith(kind) and line[-1].isdigit())
    return [int(cell) for cell in line.removeprefix(kind).split()]


def nearest(result, heading):
    """The lines below a heading, up to the cut."""
    text = lines(result)
    at = next(at for at, line in enumerate(text) if line.startswith(heading))
    return [line for line in text[at + 1 : at + 6] if line and not line.startswith("…")]


def test_says_which_plan_on_which_day_and_who_is_listed():
    first, second, *_ = lines(judged())
    assert first == f"{judged().plan.title} ({PLAN})"
    assert second == (
        "Xét đến ngày 30/09/2025; vào danh sách khi tạm tính đạt, tức xét trên các năm đã chốt, "
        "trên mọi điều kiện"
    )


def test_speaks_the_language_of_the_plan():
    english = str(judged(lang="en"))
    assert "As of 2025-09-30; listed when provisionally met, on the closed years" in english
    assert "People nearest to success" in english
    assert "Rated good or better in every year" in english


@pytest.mark.parametrize(("kind", "name"), [("unit", "Tập thể"), ("person", "Cá nhân")])
@pytest.mark.parametrize("gates", ["all", "countable"])
def test_counts_are_those_of_the_subjects(kind, name, gates):
    result = judged(gates=gates, counting="possible")
    rows = result.subjects[result.subjects["subject_kind"] == kind]
    verdicts = rows["verdict" if gates == "all" else "countable"].value_counts()
    counts = [len(rows), rows["counted"].sum(), *(verdicts[one] for one in VERDICTS)]
    assert numbers_of(result, name) == counts


def test_the_first_few_are_those_on_top_of_the_matrix():
    result = judged()
    for kind, name in (("unit", "Tập thể"), ("person", "Cá nhân")):
        told = [line.split()[0] for line in nearest(result, f"{name} gần đạt nhất")]
        assert told == result.matrix().of_kind(kind)["subject_id"].head(5).tolist()


def test_the_first_few_show_the_gates_that_are_not_met_worst_first():
    result = judged()
    subjects = result.subjects.set_index("subject_id")
    for line in nearest(result, "Tập thể gần đạt nhất"):
        row = subjects.loc[line.split()[0]]
        gates = [
            f"{sign(verdict)} {result.plan.criterion(gate).label}"
            for verdict in ("failed", "unknown", "open")
            for gate in row[f"{verdict}_on"].split(", ")
            if gate
        ]
        more = f" … (+{len(gates) - 3})" if len(gates) > 3 else ""
        assert line.endswith("; ".join(gates[:3]) + more)
        assert ("  x  " in line) == row["counted"]


def test_under_countable_gates_only_those_are_shown_as_not_met():
    result = judged("so_ket_2023")
    assert result.gates == "countable"
    judged_gates = [c.label for c in result.plan.criteria if c.nature == "judged"]
    assert not [label for label in judged_gates if f"{label};" in str(result)]
    assert "Năm nào cũng hoàn thành tốt nhiệm vụ trở lên" in str(result)


def test_a_head_is_held_to_the_countable_gates_of_the_unit_only(monkeypatch):
    """The unit of CB0081 waits for judgements, which is nothing under countable gates."""
    monkeypatch.setattr(briefing, "_SHOWN", 100)
    monkeypatch.setattr(briefing, "_GATES", 100)
    result = judged("so_ket_2023")
    link = "cn_thu_truong_gan_tap_the"
    assert link in result.subjects.set_index("subject_id").loc["CB0081", "unknown_on"]
    line = next(line for line in lines(result) if line.startswith("CB0081"))
    assert f"◐ {result.plan.criterion(link).label}" in line


def test_a_change_of_the_plan_and_a_track_are_named():
    plan = lt.load_plan(PLAN).change("cn_xuat_sac_2_nam.years", 3)
    office = lt.sample_office(4, 15, seed=7)
    assert "criterion.cn_xuat_sac_2_nam.years" in str(lt.evaluate(office, plan, "khoa_so"))
    assert "thay đổi" not in str(judged())
    track = next(iter(plan.tracks))
    assert f"Chuyên đề: {track}" in str(lt.evaluate(office, plan, "khoa_so", track=track))


def test_a_notebook_shows_the_same_numbers_and_subjects():
    html = judged()._repr_html_()
    assert html.count("<table") == 3
    for number in numbers_of(judged(), "Cá nhân"):
        assert f">{number}</td>" in html
    for line in nearest(judged(), "Cá nhân gần đạt nhất"):
        assert f">{line.split()[0]}</td>" in html


def test_an_office_with_nobody_in_scope_says_so():
    closed = pd.DataFrame({"unit_id": ["A"], "closed": ["2020-01-01"]})
    result = lt.evaluate(lt.Office.from_frames({"units": closed}), lt.load_plan(PLAN), "khoa_so")
    assert lines(result)[-1] == "Không có ai thuộc phạm vi xét."
    assert "Không có ai thuộc phạm vi xét." in result._repr_html_()


def results():
    office, earlier, later = wicked()
    return {
        "office": office,
        "plan": later.plan,
        "evaluation": later,
        "matrix": later.matrix(),
        "explanation": later.explain(WICKED),
        "worklist": later.worklist(),
        "comparison": lt.compare(earlier, later),
        "tipping": later.tipping("cn_xuat_sac_2_nam.years"),
        "scenario": later.plan.diff(later.plan.change("cn_xuat_sac_2_nam.years", 3)),
        "agreement": later.agreement(),
        "near": later.near(steps=100),
    }


@pytest.mark.parametrize("name", list(results()))
def test_every_result_prints_and_renders_with_what_it_holds_escaped(name):
    found = results()[name]
    assert " object at 0x" not in repr(found)
    html = found._repr_html_()
    assert "<script>" not in html
    assert "<table" in html


def test_a_notebook_shows_whole_sentences():
    """Where pandas would cut the cells after fifty characters."""
    sentences = judged().worklist().frame["what"].head(30)
    assert (sentences.str.len() > 50).any()
    html = unescape(judged().worklist()._repr_html_())
    assert [sentence for sentence in sentences if sentence not in html] == []
