"""Charts of spread: censoring is marked, drawings are the same on every run, nothing is hidden."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from drawn import rows_of, texts
from lantoa.charts import network
from lantoa.charts.adoption import Curves, adoption_curves
from lantoa.charts.layout import laid_out, spread_apart
from lantoa.charts.network import Network, network_chart
from lantoa.charts.networks import nodes_of, ties_of

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
    runs = [row for row in rows_of(adoption_curves(left, curves())) if "until" in row]
    assert max(row["until"] for row in runs) == 3.5


def test_curves_share_their_height_and_nobody_is_said():
    both = pd.concat([curve(), curve(panel="CL02 · Một cửa", share=0.9)])
    told = texts(adoption_curves(both, curves()))
    assert {"CL01 · Họp không giấy", "CL02 · Một cửa"} <= set(told)
    assert "Không có gì để vẽ." in texts(adoption_curves(curve().head(0), curves()))


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
