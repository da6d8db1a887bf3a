"""Charts of spread: censoring is marked, drawings are the same on every run, nothing is hidden."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from drawn import rows_of, texts
from lantoa.charts import network
from lantoa.charts.adoption import Curves, adoption_curves
from lantoa.charts.conclusions import told_apart
from lantoa.charts.layout import laid_out, spread_apart
from lantoa.charts.network import Network, network_chart
from lantoa.charts.networks import nodes_of, ties_of
from lantoa.charts.publicise import Choices, choices_chart

PERIODS = ["2021", "2022", "2023", "2024", "2025"]


def curve(**more):
    made = {"panel": "CL01 · Họp không giấy", "period": [1, 2, 3, 4, 5],
            "share": [0.0, 0.1, 0.1, 0.4, 0.4], "low": None, "high": None,
            "censored": [0, 0, 2, 0, 5], "at_risk": [10, 10, 9, 7, 5],
            "events": [0, 1, 0, 2, 0]}  # fmt: skip
    return pd.DataFrame(made | more)


def curves(lang="vi"):
    return Curves("Các cách làm được áp dụng đến đâu", ["Văn phòng mẫu"], lang, PERIODS)


def test_a_tick_with_its_number_stands_where_somebody_was_last_observed():
    drawn = rows_of(adoption_curves(curve(), curves()))
    ticks = {row["period"]: (row["share"], row["censored"]) for row in drawn if "censored" in row}
    assert {3: (0.1, 2), 5: (0.4, 5)}.items() <= ticks.items()
    told = texts(adoption_curves(curve(), curves()))
    assert {"2", "5", "2021", "2025", "CL01 · Họp không giấy"} <= set(told)


def test_a_curve_ends_with_the_last_who_are_at_risk():
    left = curve(at_risk=[10, 10, 9, 0, 0])
    runs = [row for row in rows_of(adoption_curves(left, curves())) if row.get("until")]
    assert max(row["until"] for row in runs) == 3.5


def test_curves_share_their_height_and_nobody_is_said():
    both = pd.concat([curve(), curve(panel="CL02 · Một cửa", share=0.9)])
    told = texts(adoption_curves(both, curves()))
    assert {"CL01 · Họp không giấy", "CL02 · Một cửa"} <= set(told)
    assert "Không có gì để vẽ." in texts(adoption_curves(curve().head(0), curves()))


def test_numbers_of_ticks_too_near_each_other_are_one_sum():
    months = [f"{2000 + at // 12}-{at % 12 + 1:02d}" for at in range(60)]
    lost = curve(period=[10, 11, 12, 40, 41], censored=[1, 2, 30, 5, 0])
    drawn = rows_of(adoption_curves(lost, Curves("", [], "vi", months)))
    assert [row["says"] for row in drawn if row["role"] == "number"] == [33, 5]
    assert [row["censored"] for row in drawn if row["role"] == "tick"] == [1, 2, 30, 5]


def test_every_panel_has_its_periods_below_and_neighbours_on_one_height_are_one_run():
    many = pd.concat([curve(panel=f"CL{at:02d}") for at in range(4)])
    chart = adoption_curves(many, curves())
    assert texts(chart).count("2021") == 4
    runs = [row for row in rows_of(chart) if row["role"] == "step" and row["panel"] == "CL00"]
    assert [(row["share"], row["until"]) for row in runs] == [(0.0, 2.0), (0.1, 4.0), (0.4, 5.5)]
    assert [row["before"] for row in runs[1:]] == [0.0, 0.1]


# ---------------------------------------------------------------- networks


def nodes(count=12):
    return pd.DataFrame(
        {
            "subject": [f"CB{at:04d}" for at in range(count)],
            "block": [f"DV{at // 4:02d}" for at in range(count)],
            "when": [PERIODS[at % 5] if at % 3 == 0 else None for at in range(count)],
            "is_exemplar": [at == 3 for at in range(count)],
        }
    )


def ties(count=12):
    names = nodes(count)["subject"]
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b and a // 4 == b // 4]
    made = pd.DataFrame(
        {"source": [names[a] for a, _ in pairs], "taker": [names[b] for _, b in pairs]}
    ).assign(kind="cùng đơn vị", claimed=False)
    claim = {"source": names[3], "taker": names[6], "kind": "tự khai", "claimed": True}
    return pd.concat([made, pd.DataFrame([claim])], ignore_index=True)


LOOK = Network("CL01: ai đã áp dụng", ["Văn phòng mẫu"], "vi", PERIODS, ["cùng đơn vị"])


def test_everybody_is_named_the_exemplar_and_what_is_claimed_are_marked():
    told = texts(network_chart(nodes(), ties(), LOOK))
    assert set(nodes()["subject"]) <= set(told)
    said = " ".join(told)
    for part in ("Hình thoi", "Mũi tên đen", "cùng đơn vị", "2023"):
        assert part in said


def test_a_drawing_does_not_turn_on_the_order_of_rows():
    one = network_chart(nodes(), ties(), LOOK).to_dict()
    shuffled = nodes().sample(frac=1, random_state=1), ties().sample(frac=1, random_state=2)
    again = network_chart(*shuffled, LOOK)
    places = [
        {row["subject"]: (row["x"], row["y"]) for row in rows if "x" in row and "subject" in row}
        for rows in (_rows(one), rows_of(again))
    ]
    assert places[0] == places[1]
    assert len(places[0]) == 12


def _rows(spec):
    return [row for rows in spec["datasets"].values() for row in rows]


def test_a_tie_that_goes_both_ways_is_one_line():
    lines = [row for row in rows_of(network_chart(nodes(), ties(), LOOK)) if "taker" in row]
    assert len([row for row in lines if not row["claimed"]]) == 3 * 6


def test_large_networks_are_shades_by_block_and_say_how_many_stand_in_a_cell(monkeypatch):
    monkeypatch.setattr(network, "MOST", 40)
    chart = network_chart(nodes(300), ties(300), LOOK)
    told = " ".join(texts(chart))
    assert "300 đối tượng" in told
    assert "Mỗi ô gồm 3 đối tượng" in told
    assert "CB0004" not in told
    counted = sum(row["ties"] for row in rows_of(chart) if "ties" in row)
    assert counted == len(ties(300))


def test_a_network_of_thousands_has_cells_few_enough_to_be_drawn():
    count, lot = 5000, np.random.default_rng(2)
    names = [f"CB{at:04d}" for at in range(count)]
    block = [f"DV{at // 100:02d}" for at in range(count)]
    people = pd.DataFrame({"subject": names, "block": block, "when": None, "is_exemplar": False})
    pairs = pd.DataFrame(lot.integers(0, count, (15000, 2)), columns=["source", "taker"])
    tied = pairs.map(names.__getitem__).assign(kind="cùng đơn vị", claimed=False)
    chart = network_chart(people, tied, LOOK)
    drawn = [row for row in rows_of(chart) if "ties" in row]  # raises above 5000 rows
    assert sum(row["ties"] for row in drawn) == 15000
    assert len(drawn) > 1000


def test_ties_too_many_to_be_lines_are_shades_though_nodes_are_few():
    few = nodes(120)
    every = [(a, b) for a in few["subject"] for b in few["subject"] if a < b]
    tied = pd.DataFrame(every, columns=["source", "taker"]).assign(
        kind="cùng đơn vị", claimed=False
    )
    assert len(tied) > 5000
    chart = network_chart(few, tied, LOOK)
    assert sum(row["ties"] for row in rows_of(chart) if "ties" in row) == len(tied)


def test_long_names_of_nodes_are_cut():
    long = nodes().assign(
        subject=[f"Phòng Tổng hợp, Thi đua - Khen thưởng và Nội vụ số {at}" for at in range(12)]
    )
    told = texts(network_chart(long, ties().head(0), LOOK))
    assert sum("…" in one and len(one) <= 24 for one in told) == 12


def test_a_network_of_nobody_or_of_strangers_is_drawn():
    none = ties().head(0)
    assert "Không có gì để vẽ." in texts(network_chart(nodes().head(0), none, LOOK))
    assert "CB0011" in texts(network_chart(nodes(), none, LOOK))
    assert "CB0000" in texts(network_chart(nodes(1), none, LOOK))


def codes(*values):
    return np.array(values, dtype=np.int32)


def test_a_ring_is_drawn_round_and_a_path_straight():
    ring = laid_out(6, codes(0, 1, 2, 3, 4, 5), codes(1, 2, 3, 4, 5, 0), codes(*[0] * 6))
    radius = np.hypot(*(ring - ring.mean(axis=0)).T)
    assert np.ptp(radius) < 0.02
    path = laid_out(5, codes(0, 1, 2, 3), codes(1, 2, 3, 4), codes(*[0] * 5))
    assert np.hypot(*(path[4] - path[0])) == pytest.approx(4, abs=0.02)


def test_names_do_not_lie_on_each_other():
    crowd = np.random.default_rng(3).uniform(0, 90, (60, 2))
    at = spread_apart(crowd, np.full(60, 40.0), 20.0)
    gap = np.abs(at[:, None] - at[None])
    hits = (gap[..., 0] < 39) & (gap[..., 1] < 19)
    np.fill_diagonal(hits, val=False)
    assert not hits.any()


# ---------------------------------------------------------------- of an office


@pytest.fixture(scope="module")
def found():
    return lt.spread(lt.sample_office(seed=7))


def test_the_network_of_a_practice_has_its_takers_its_exemplar_and_its_claims(found):
    setting = found.setting("CL01")
    drawn = nodes_of(setting)
    took = drawn[drawn["when"].notna()]
    assert len(took) == int(found.frame["adopters"].iloc[0])
    assert drawn.loc[drawn["is_exemplar"], "subject"].tolist() == ["CB0017"]
    claims = ties_of(setting, "vi").query("claimed")
    assert len(claims) == int(found.frame["claimed"].iloc[0])
    said = " ".join(texts(found.plot_network("CL01")))
    assert "CL01 · Họp không giấy: ai đã làm theo" in said
    assert "CB0017" in said


def test_months_below_a_panel_do_not_touch():
    months = [f"{2000 + at // 12}-{at % 12 + 1:02d}" for at in range(60)]
    long = curve(period=[1, 15, 30, 45, 60])
    look = Curves("Các cách làm được áp dụng đến đâu", ["Văn phòng mẫu"], "vi", months)
    told = [one for one in texts(adoption_curves(long, look)) if one in months]
    assert 2 <= len(told) <= 4


# ---------------------------------------------------------------- conclusions


def test_a_panel_asks_what_all_its_rows_ask_and_each_row_says_what_it_is_about(found):
    pulses = [one for one in found.conclusions if one.key == "pulse"]
    title, labels = told_apart(pulses, "vi")
    assert title == "Ngay sau tin bài có nhiều người làm theo hơn lúc khác không?"
    assert labels == ["mọi cách làm", "CL01", "CL02", "CL03", "CL04"]


def test_what_a_question_names_itself_is_not_told_twice_and_shares_are_called_shares(found):
    told = texts(found.conclusions.plot())
    asked = [one for one in told if one.startswith("CL01: người có nhiều liên hệ")]
    assert len(asked) == 1
    assert "· CL01" not in asked[0]
    assert any(one.startswith("(tỷ lệ) trong số có thể làm theo") for one in told)
    assert "mọi đối tượng" not in told


# ---------------------------------------------------------------- whom to publicise


def test_every_choice_is_told_in_full_beside_its_dash():
    long = "; ".join(f"Tốt nhất khi xác suất 0,{at} và người nhận nhiều nhất" for at in range(1, 6))
    names = [f"CB0047, CB0081: {long}", "CB0001, CB0011: Nhiều người nhận nhất"]
    made = [
        {"choice": name, "probability": p, "reach": 10 * p + at, "regret": float(at)}
        for at, name in enumerate(names)
        for p in (0.1, 0.2)
    ]
    chart = choices_chart(pd.DataFrame(made), Choices("Qua ai", [], "vi"))
    told = " ".join(texts(chart))
    assert all(name in told for name in names)
    assert "…" not in told
    keys = [row for row in rows_of(chart) if "says" in row]
    assert [row["choice"] for row in keys] == names
    assert keys[1]["top"] > keys[0]["end"], "they do not lie on each other"
