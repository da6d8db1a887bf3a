"""An outcome where there was exposure and where not, and takers beside the sources they name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lantoa.spreading.associating import associated
from lantoa.spreading.exchange import NULLS
from spread_settings import asked, setting, told


def outcome(values):
    """A frame of two years: 0 in the first, a number in the second."""
    rows = [(f"S{at:03}", 2024, 0.0) for at in range(len(values))]
    rows += [(f"S{at:03}", 2025, float(value)) for at, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["subject_id", "year", "value"])


def star(n, exposed):
    """The exemplar and those tied to it; nobody else ever met the practice."""
    return setting([0] * n, [(0, at) for at in range(1, exposed + 1)], exemplar=0)


def ask(one, values, **more):
    spread = asked(one, **more)
    spread.office = None
    return associated(spread, outcome=outcome(values))


def test_exposed_who_all_moved_further_are_apart():
    values = [0, *range(20, 28), *range(12)]
    one = ask(star(21, 8), values)["outcome"]
    assert one.status == "answered"
    assert one.p["free"] <= 0.001
    assert one.estimate == pytest.approx(np.mean(range(20, 28)) - np.mean(range(12)))
    assert one.interval[0] > 0
    assert one.detectable > 0
    assert "Those exposed moved by" in told(one)
    assert "nobody assigned the exposure by lot" in told(one)
    assert one.statistic["p (t)"] <= 0.001


def test_p_interval_and_detectable_size_are_of_one_statistic():
    """Few exposed who vary much: a studentised p would say the opposite of the interval."""
    differ = 0
    for seed in range(12):
        chance = np.random.default_rng(seed)
        values = [0, *np.round(chance.normal(1.5, 3, 6), 3), *np.round(chance.normal(0, 1, 18), 3)]
        one = ask(star(25, 6), values)["outcome"]
        low, high = one.interval
        held = one.deciding_p <= 0.05
        assert held == (not low <= 0 <= high)
        assert ("moved by" in told(one)) == held
        differ += held != (one.statistic["p (t)"] <= 0.05)
    assert differ


def test_as_many_draws_are_told_as_were_drawn(monkeypatch):
    monkeypatch.setattr("lantoa.spreading.drawing_again._LOOKS", 1_000)
    one = ask(star(41, 20), range(41), draws=2_000)["outcome"]
    assert one.draws == 999
    assert "999 draws" in told(one)
    assert (one.p["free"] * 1_000) == pytest.approx(round(one.p["free"] * 1_000))


def test_one_exposed_is_too_few_and_is_said_so():
    one = ask(star(11, 1), range(11))["outcome"]
    assert (one.status, one.codes) == ("refused", ("few",))


def test_two_of_six_never_come_below_one_in_fifteen():
    one = ask(star(7, 2), range(7))["outcome"]
    assert one.is_refused
    assert one.codes[0] == "R1"
    assert one.smallest_p == pytest.approx(1 / 15)
    assert "0.067, above 0.05 (15 arrangements)" in told(one)


def test_strata_in_which_all_are_exposed_say_nothing():
    """Blocks of exposed only and of others only: within blocks there is one arrangement."""
    one = star(21, 8)
    blocked = replace(one, block=np.array([0] * 9 + [1] * 12, np.int32), blocks=("A", "B"))
    found = ask(blocked, [*range(20, 29), *range(12)])["outcome"]
    assert found.status == "answered"
    assert "R1" in found.codes
    assert found.p["free"] < 0.05


def claiming(n):
    """Everybody but the first names the one before as its source."""
    one = setting(list(range(1, n + 1)), [(at, at + 1) for at in range(n - 1)], last=n)
    return replace(one, claimed=np.arange(-1, n - 1, dtype=np.int32))


def test_takers_who_move_with_their_sources_are_found():
    wave = [0, 1, 3, 4, 6, 8, 9, 11, 13, 14]
    one = ask(claiming(10), wave)["sources"]
    assert one.status == "answered"
    assert one.statistic["r"] > 0.9
    assert one.p["free"] <= 0.05
    assert set(one.p) <= set(NULLS)
    assert "moved together" in told(one)
    assert "9 pairs" in told(one)


def test_pairs_without_an_order_are_not():
    one = ask(claiming(10), [3, 1, 4, 1, 5, 9, 2, 6, 5, 3])["sources"]
    assert one.p["free"] > 0.05
    assert "Not different" in told(one)


def test_two_pairs_are_too_few():
    one = ask(claiming(3), [1, 2, 3])["sources"]
    assert (one.status, one.codes) == ("refused", ("few",))
    assert "only 2 pairs" in told(one)


def test_one_year_holds_no_change():
    one = claiming(5)
    spread = asked(one)
    spread.office = None
    frame = outcome(range(5))
    found = associated(spread, outcome=frame[frame["year"] == 2025])
    assert {found["outcome"].codes, found["sources"].codes} == {("one_year",)}


def test_numbers_of_others_are_no_numbers():
    spread = asked(claiming(5))
    spread.office = None
    frame = outcome(range(5)).assign(subject_id=lambda frame: "X" + frame["subject_id"])
    found = associated(spread, outcome=frame)
    assert found["outcome"].codes == ("other_kind",)
    assert "no such numbers of the units" in told(found["outcome"])
