"""Before and after as pictures: nothing hidden, told apart without colour, the first place on top."""

import json
from functools import cache
from xml.etree import ElementTree

import pytest

import lantoa as lt
from lantoa.charts import dumbbell, slope
from lantoa.criteria import Scenario

MANY = Scenario(
    {"diem_sang_kien.weight": 600, "cn_luon_tot.except_years": 1}, weights="proportional"
)
ONE = {"cn_luon_tot.except_years": 1}
NOBODY = {"cn_xuat_sac_2_nam.years": 2}


@cache
def found(change, counting="provisional"):
    plan = lt.load_plan("exemplars-2021-2025")
    gates = "countable" if counting == "possible" else "all"
    result = lt.evaluate(
        lt.sample_office(seed=7), plan, "de_nghi_2025", counting=counting, gates=gates
    )
    return result.what_if({"many": MANY, "one": ONE, "nobody": NOBODY}[change])


def texts(svg):
    return [one.text for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("text")]


def drawn(chart):
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_json())


@pytest.mark.parametrize("change", ["many", "one", "nobody"])
@pytest.mark.parametrize("shows", [None, "units", "fields", "points", "places"])
def test_every_chart_is_drawn_for_nobody_one_and_many(change, shows):
    told = drawn(found(change).plot(shows))
    assert "GIẢ ĐỊNH" in told
    assert "Xét đến ngày 30/09/2025" in told


def test_a_picture_can_be_saved(tmp_path):
    path = tmp_path / "neu.png"
    found("one").plot().save(path)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_points_are_drawn_of_everybody_whose_points_change_and_by_default():
    change = found("many")
    told = texts(drawn(change.plot()))
    assert set(change.points["subject_id"]) <= set(told)
    assert sum(" → " in (one or "") for one in told) >= change.points["subject_id"].nunique() / 2


def test_units_are_drawn_whether_they_change_or_not():
    change = found("one")
    told = texts(drawn(change.plot()))
    assert {f"DV{number:02d}" for number in (1, 2, 3, 5, 8, 9, 10, 11)} <= set(told)
    assert "1 → 2" in told


def test_names_stand_at_every_place_on_both_sides():
    change = found("many", "possible")
    told = " ".join(filter(None, texts(drawn(change.plot("places")))))
    for who in change.places()["subject_id"]:
        assert told.count(who) == 2
    axis = json.loads(change.plot("places").to_json())["vconcat"][1]["layer"][0]["encoding"]["y"]
    assert axis["scale"]["reverse"] is True


def test_up_and_down_differ_without_colour():
    spec = found("many", "possible").plot("places").to_json()
    assert '"range": [[1, 0], [6, 4], [1, 0]]' in json.dumps(json.loads(spec))
    spec = json.dumps(json.loads(found("one").plot("units").to_json()))
    assert '"range": ["#ffffff", "#1d3b53"]' in spec, "a ring before, a full dot after"


def test_what_is_left_out_is_counted(monkeypatch):
    monkeypatch.setattr(dumbbell, "MOST", 3)
    monkeypatch.setattr(slope, "MOST", 3)
    change = found("many", "possible")
    more = change.points["subject_id"].nunique() - 3
    assert f"và {more} trường hợp nữa không vẽ" in drawn(change.plot("points"))
    assert "trường hợp nữa không vẽ" in drawn(change.plot("places"))


def test_an_unknown_picture_is_refused_with_the_nearest():
    with pytest.raises(lt.InputError, match='did you mean "places"'):
        found("one").plot("place")
