"""Step curves: the present value is marked, flips are named where they fit."""

import dataclasses

import pandas as pd
import pytest

import lantoa as lt
from lantoa.charts.step_panel import label

PLAN = lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def result():
    office = lt.sample_office(seed=7)
    return lt.evaluate(office, PLAN, "de_nghi_2025", counting="possible", gates="countable")


def answers(result):
    return {
        "threshold": result.tipping("cn_xuat_sac_2_nam.years"),
        "weight": result.tipping("diem_sang_kien.weight"),
        "number": result.tipping("so_luong_ca_nhan.minimum_places"),
        "sweep": result.sweep_weight("diem_sang_kien"),
        "place": result.sweep_weight("diem_sang_kien", k=3).place_of("CB0018"),
        "curve": result.quota_curve("so_luong_ca_nhan", cost=1_000_000),
    }


def texts(part):
    """Every text of a specification."""
    if isinstance(part, dict):
        return [text for one in part.values() for text in texts(one)]
    if isinstance(part, list):
        return [text for one in part for text in texts(one)]
    return [part] if isinstance(part, str) else []


def test_every_answer_has_a_chart_with_the_present_value_marked(result):
    for name, answer in answers(result).items():
        told = texts(answer.plot().to_dict())
        assert f"hiện là {answer.now}" in told, name
        assert answer.watermark in told, name
        assert any("Xét đến ngày 30/09/2025" in text for text in told), name


def test_flips_are_named_above_the_curve_and_in_its_tooltip(result):
    sweep = result.sweep_weight("diem_sang_kien")
    told = texts(sweep.plot().to_dict())
    for who in filter(None, sweep.frame["who"]):
        assert told.count(who) >= 2, "once as a label, once in the tooltip"


def test_a_chart_is_drawn_without_a_network(result, tmp_path):
    path = tmp_path / "a.png"
    result.quota_curve("so_luong_ca_nhan").plot().save(path)
    assert path.stat().st_size > 5_000


def test_labels_that_would_cover_each_other_are_left_out_and_the_nearest_kept(result):
    starts = [0, *range(300, 361)]
    frame = pd.DataFrame(
        {
            "value": starts,
            "until": pd.array([start - 1 for start in starts[1:]] + [None], dtype="Int64"),
            "count": range(len(starts)),
            "gained": "",
            "lost": "",
            "who": ["", *(f"CB{at:04d}" for at in starts[1:])],
        }
    )
    curve = dataclasses.replace(result.tipping("cn_sang_kien.count"), _frame=frame, now=330)
    told = texts(curve.plot().to_dict())
    labels = [name for name in frame["who"] if told.count(name) >= 2]
    assert "CB0330" in labels
    assert 1 < len(labels) < 30
    assert set(frame["who"]) - {""} <= set(told), "the tooltip names everybody"


def test_long_ids_are_cut_in_the_middle_and_the_rest_counted():
    name = "PHONG-HANH-CHINH-TO-CHUC-QUAN-TRI-Nguyễn-001"
    assert label(name) == "PHONG-HANH-C…-Nguyễn-001"[:12] + "…" + name[-13:]
    assert label(f"{name}, CB0002").endswith("+1")
    assert label("CB0001, CB0002") == "CB0001, CB0002"
