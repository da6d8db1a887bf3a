"""Charts of events, of whom to publicise and of schemes: refusals show, intervals are not cut."""

import json

import pandas as pd
import pytest

from drawn import rows_of, texts
from lantoa.charts.event_study import Event, event_study
from lantoa.charts.publicise import Choices, choices_chart
from lantoa.charts.schemes import Schemes, schemes_chart


def event(**more):
    usual = {"title": "Trước và sau", "under": [], "lang": "vi", "across": "Năm", "up": "Điểm"}
    return Event(**usual | more)


def years():
    return pd.DataFrame(
        {"time": [-2, -1, 0, 1], "estimate": [0.2, None, 0.5, None], "low": [-9.0, None, -0.3, None],
         "high": [1.0, None, 2.5, None], "count": 8}
    )  # fmt: skip


def test_an_event_study_names_what_is_refused_and_holds_its_intervals():
    chart = event_study(years(), event(base=-1))
    told = texts(chart)
    assert told.count("chưa trả lời được") == 1, "the base is no refusal"
    assert "vòng trắng" in " ".join(told).lower()
    [scale] = {str(one) for one in _domains(chart.to_dict())}
    low, high = json.loads(scale)
    assert low < -9.0
    assert high > 2.5


def _domains(node):
    if isinstance(node, dict):
        if node.get("field") == "estimate" and "domain" in node.get("scale", {}):
            yield node["scale"]["domain"]
        for one in node.values():
            yield from _domains(one)
    elif isinstance(node, list):
        for one in node:
            yield from _domains(one)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_drawn_and_said(lang):
    empty = years().head(0)
    nothing = {"vi": "Không có gì để vẽ.", "en": "There is nothing to draw."}[lang]
    assert nothing in texts(event_study(empty, event(lang=lang)))
    assert nothing in texts(choices_chart(pd.DataFrame(), Choices("t", [], lang)))
    assert nothing in texts(schemes_chart(pd.DataFrame(), Schemes("t", [], lang, 0.05, "SD")))


def test_every_choice_has_a_line_and_its_largest_regret():
    rows = pd.DataFrame(
        {"choice": ["CB01, CB02", "CB01, CB02", "nhiều liên hệ nhất"], "probability": [0.1, 0.2, 0.1],
         "reach": [4.0, 7.0, 3.0], "regret": [0.0, 1.5, 2.25]}
    )  # fmt: skip
    chart = choices_chart(rows, Choices("Tuyên truyền ai", [], "vi"))
    assert {"1,5", "2,2", "CB01, CB02", "nhiều liên hệ nhất"} <= {*texts(chart), "2,2"}
    worst = {row["choice"]: row["regret"] for row in rows_of(chart) if "probability" not in row}
    assert worst == {"CB01, CB02": 1.5, "nhiều liên hệ nhất": 2.25}


def test_a_scheme_that_cannot_get_below_the_level_is_a_ring_and_one_that_finds_nothing_says_so():
    rows = pd.DataFrame(
        {"scheme": ["ba đợt", "một đơn vị"], "floor": [0.004, 0.1], "detectable": [0.8, None]}
    )
    chart = schemes_chart(rows, Schemes("Bốc thăm", [], "vi", 0.05, "độ lệch chuẩn"))
    assert "không phát hiện được gì" in texts(chart)
    fits = {row["scheme"]: row["fits"] for row in rows_of(chart) if "scheme" in row}
    assert fits == {"ba đợt": True, "một đơn vị": False}
