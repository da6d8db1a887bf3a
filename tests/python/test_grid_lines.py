"""Grids where points, subjects or values in force are unusual."""

import datetime as dt
import re
from pathlib import Path

import pytest

import lantoa as lt
from test_grid import COUNT, PLAN, YEARS, expect_cells, judged

PARTS = """
[[criterion]]
id       = "years"
vi       = "Năm"
en       = "Years"
subjects = ["person"]
role     = "part"
nature   = "countable"
kind     = "years_at_least"
fact     = "ca_nhan_xep_loai"
at_least = "hoan_thanh_tot"
years    = 1
clause   = "1"

[[criterion]]
id       = "ideas"
vi       = "Sáng kiến"
en       = "Ideas"
subjects = ["person"]
role     = "part"
nature   = "countable"
kind     = "events_at_least"
fact     = "sang_kien"
count    = 1
clause   = "1"

[[criterion]]
id       = "either"
vi       = "Một trong hai"
en       = "Either"
subjects = ["person"]
role     = "report"
nature   = "countable"
kind     = "k_of"
k        = 1
of       = ["years", "ideas"]
clause   = "1"

"""


def with_parts(folder, parts):
    """The bundled plan with these criteria, and with points for how many parts are met."""
    path = Path(lt.__file__).parent / "plans/exemplars-2021-2025.toml"
    before, start, after = path.read_text("utf-8").partition(
        '[[criterion]]\nid       = "diem_nam_xuat_sac"'
    )
    points = 'statistic_of = "either"\nmap      = [[0, 0], [1, 300], [2, 1000]]\n'
    of_years = re.compile(r'statistic_of = "cn_xuat_sac_2_nam".*\n.*\n')
    changed = folder / "plan.toml"
    changed.write_text(before + parts + start + of_years.sub(points, after, count=1), "utf-8")
    return lt.evaluate(judged().office, lt.load_plan(changed), "so_ket_2023")


def test_points_for_how_many_parts_are_met(tmp_path):
    result = with_parts(tmp_path, PARTS)
    expect_cells(result, {"criterion.years.years": [1, 2, 3], COUNT: [1, 2]}, "within")


def test_too_many_thresholds_of_one_gate_are_refused_with_what_can_be_asked(tmp_path):
    awards = PARTS.replace('"years_at_least"', '"events_at_least"').replace(
        'fact     = "ca_nhan_xep_loai"\nat_least = "hoan_thanh_tot"\nyears ',
        'fact     = "bang_khen"\ncount ',
    )
    gate = awards.replace('"report"', '"gate"').replace("k        = 1", 'quote    = "q"\nk = 1')
    result = with_parts(tmp_path, gate)
    numbers = range(1, 301)
    with pytest.raises(lt.InputError, match=r"more than 65536.*result\.tipping"):
        result.grid({"criterion.years.count": numbers, "criterion.ideas.count": numbers})


def test_nobody_of_a_kind_is_judged():
    result = lt.evaluate(judged().office, PLAN, dt.date(1990, 1, 1), counting="possible")
    assert set(result.subjects["subject_kind"]) == {"unit"}
    expect_cells(result, {YEARS: [1, 2], COUNT: [1, 2]}, "within")


def test_a_level_that_each_year_is_judged_by_has_no_cell_of_its_own():
    amended = [
        {"value": "hoan_thanh_xuat_sac", "from": dt.date(2021, 1, 1)},
        {"value": "hoan_thanh_tot", "from": dt.date(2023, 6, 1)},
    ]
    plan = PLAN.change({"cn_luon_tot.at_least": amended})
    for apply, has_cell in (("at_as_of", True), ("per_year", False)):
        result = lt.evaluate(judged().office, plan.change("plan.apply", apply), "so_ket_2023")
        frame = result.grid({"cn_luon_tot.at_least": ["hoan_thanh_tot"]}).frame
        assert frame["in_force"].tolist() == [has_cell]
        assert ((frame["gained"] + frame["lost"]) == 0).tolist() == [has_cell]
        choices = result.tipping("cn_luon_tot.at_least")
        assert choices.now == ("hoan_thanh_tot" if has_cell else None)
        assert ("hoan_thanh_tot" in choices.unchanged) == has_cell
