"""An outcome where there was exposure and where not, and takers beside the sources they name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lantoa.spreading.associating import associated
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.moving_apart import moved
from lantoa.spreading.null_words import Asked
from spread_settings import asked, setting, told


def outcome(values, first=1999, last=2012):
    """A frame of two years: 0 in the first, a number in the second."""
    rows = [(f"S{at:03}", first, 0.0) for at in range(len(values))]
    rows += [(f"S{at:03}", last, float(value)) for at, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["subject_id", "year", "value"])


def star(n, exposed):
    """The exemplar and those tied to it; nobody else ever met the practice."""
    return setting([0] * n, [(0, at) for at in range(1, exposed + 1)], exemplar=0)


def ask(one, values, frame=None, draws=999):
    spread = asked(one)
    spread.office = None
    wanted = outcome(values) if frame is None else frame
    return {told.key: told for told in moved(spread, one, wanted, Asked(0.05, draws, 5))}


def people(one):
    return replace(one, kind="person")


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


@pytest.mark.parametrize("years", [(1990, 1991), (2000, 2001), (1999, 2000), (2005, 2006)])
def test_an_outcome_needs_a_year_before_exposure_and_a_year_after(years):
    """Exposed in 2000: an outcome of other years cannot have moved with it."""
    values = [0, *range(20, 28), *range(12)]
    one = ask(star(21, 8), values, outcome(values, *years))["outcome"]
    assert (one.status, one.codes) == ("refused", ("years",))
    assert "8 were exposed, but nobody after" in told(one)
    assert "không có năm trước và năm sau" in told(one, "vi")


def in_time():
    """Six meet the practice in 2002, two in 2000 and two in 2006; twelve never do."""
    met = [3] * 6 + [1] * 2 + [7] * 2
    n = 1 + len(met) + 12
    one = setting([0] * n, [(0, at) for at in range(1, len(met) + 1)], exemplar=0)
    return replace(one, ties=replace(one.ties, since=np.array(met, np.int32)))


def test_those_exposed_in_between_stand_beside_those_never_exposed_over_the_same_years():
    """From the last year before anybody compared was exposed, without those of the ends."""
    table = np.random.default_rng(2).normal(size=(23, 4)).round(3)
    rows = [
        (f"S{at:03}", year, table[at, column])
        for at in range(23)
        for column, year in enumerate((1999, 2000, 2001, 2005))
    ]
    frame = pd.DataFrame(rows, columns=["subject_id", "year", "value"])
    one = ask(in_time(), None, frame[frame["year"] > 1999])["outcome"]
    change = table[:, 3] - table[:, 2]
    assert one.estimate == pytest.approx(change[1:7].mean() - change[11:].mean())
    assert "6 exposed, 12 not, change from 2001 to 2005" in told(one)
    assert "2 first exposed in 2000 or before, 2 in 2005 or later" in told(one)
    assert "since when is not known" not in told(one)
    more = ask(in_time(), None, frame)["outcome"]  # 1999: before those of 2000 too
    change = table[:, 3] - table[:, 0]
    assert more.estimate == pytest.approx(change[1:9].mean() - change[11:].mean())
    assert "2 were exposed in the first period followed (2000): since when is not" in told(more)


def test_of_few_people_no_numbers_are_printed():
    values = [0, 30, 31, *range(23)]
    one = ask(people(star(26, 2)), values)["outcome"]
    assert (one.status, one.codes) == ("refused", ("R12",))
    assert "2 people exposed, 23 not: of fewer than 5" in told(one)
    assert one.estimate is None
    assert not one.p
    assert ask(star(26, 2), values)["outcome"].status == "answered"  # units have names
    assert ask(people(star(26, 5)), values)["outcome"].status == "answered"


def test_of_few_pairs_of_people_no_numbers_are_printed():
    few = ask(people(claiming(5)), [1, 2, 4, 3, 5])["sources"]
    assert (few.status, few.codes) == ("refused", ("R12",))
    assert "4 pairs: of fewer than 5 people" in told(few)


def blocks_of(exposed, size=8, others=5):
    """Each block has two takers tied to all in it, or none; exposure is the same for all in it."""
    count = exposed + others
    block = [f"B{at // size:02}" for at in range(count * size)]
    pairs = [(a, b) for a in range(len(block)) for b in range(len(block))
             if a != b and block[a] == block[b]]  # fmt: skip
    adopted = [{0: 2, 1: 3}.get(at % size, 0) * (at < exposed * size) for at in range(len(block))]
    return people(setting(adopted, pairs, block=block))


def test_exposure_that_blocks_share_is_judged_by_exchanging_whole_blocks():
    rng = np.random.default_rng(8)
    shock = np.repeat([3, 2, 1, 0, 1, 0, 1, 2, 1, 0], 8)
    one = ask(blocks_of(5), shock + rng.normal(size=80) / 4)["outcome"]
    assert one.judged == "whole_blocks"
    assert one.arrangements == 252
    assert one.p["free"] <= 0.05 < one.p["whole_blocks"]
    assert "R10" in one.codes
    assert "not separable" in told(one)
    assert "whole blocks" in told(one)
    assert "đảo nguyên cả nhóm" in told(one, "vi")
    found = ask(blocks_of(5), np.repeat([3, 2, 3, 2, 3, 0, 1, 0, 1, 0], 8) + np.arange(80) % 3)
    assert found["outcome"].deciding_p <= 0.05
    assert "Those exposed moved by" in told(found["outcome"])
    assert "does not hold it" in told(found["outcome"])  # popularity


def test_blocks_that_cannot_be_exchanged_leave_nothing_to_the_free_exchange():
    values = np.repeat([9.0, 8.0, 0.0, 1.0], 8) + np.arange(32) % 3
    one = ask(blocks_of(2, others=2), values)["outcome"]
    assert one.is_refused
    assert one.codes[0] == "R10"
    assert "6 ways only" in told(one)
    sizes = replace(star(21, 8), block=np.array([0] * 9 + [1] * 12, np.int32), blocks=("A", "B"))
    assert ask(sizes, [*range(20, 29), *range(12)])["outcome"].codes[0] == "R10"


def test_what_moves_units_moves_no_answer_where_exposure_is_by_unit(monkeypatch):
    """Ten units of eight, shocks of .7 a unit and year, nothing else: no more than 6 % found."""
    monkeypatch.setattr("lantoa.spreading.drawing_again.Draw.detectable", 1.0)  # takes its time
    rng, found = np.random.default_rng(4), 0
    for _ in range(300):
        order = np.repeat(rng.permutation(10), 8) * 8 + np.tile(np.arange(8), 10)
        values = rng.normal(size=(80, 2)) + 0.7 * np.repeat(rng.normal(size=(10, 2)), 8, axis=0)
        one = ask(SHARED, (values[:, 1] - values[:, 0])[order], draws=199)["outcome"]
        found += one.deciding_p <= 0.05 and "R10" not in one.codes
    assert found <= 0.06 * 300


def test_pairs_of_one_unit_are_not_left_to_the_free_exchange():
    one = claiming(10)
    block = np.arange(10, dtype=np.int32) // 2
    split = replace(one, block=block, blocks=tuple("ABCDE"))
    found = ask(split, [0, 1, 3, 4, 6, 8, 9, 11, 13, 14])["sources"]
    assert (found.status, found.codes[0]) == ("refused", "R10")
    assert not found.p


def test_takers_who_name_each_other_in_one_unit_cannot_be_told_apart_by_exchange():
    """Whoever of two changes places with the other, the same two numbers stand beside each other."""
    one = claiming(20)
    at = np.arange(20, dtype=np.int32)
    mutual = replace(one, claimed=at ^ 1, block=at // 2, blocks=tuple("ABCDEFGHIJ"))
    found = ask(mutual, np.repeat(np.arange(10) ** 2, 2) + at % 3)["sources"]
    assert (found.status, found.codes) == ("refused", ("R10", "R1", "R1"))
    assert found.smallest_p < 0.05  # of the free exchange, which has no word alone
    assert "an exchange within blocks: the smallest attainable p is 1," in told(found)


def test_takers_after_the_last_year_are_no_pairs():
    frame = outcome([0, 1, 3, 4, 6, 8, 9, 11, 13, 14], 2003, 2008)
    one = ask(claiming(10), None, frame)["sources"]
    assert "4 pairs of taker and named source, change from 2003 to 2008" in told(one)


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
    found = associated(spread, outcome=frame[frame["year"] == 2012])
    assert {found["outcome"].codes, found["sources"].codes} == {("one_year",)}


def test_numbers_of_others_are_no_numbers():
    spread = asked(claiming(5))
    spread.office = None
    frame = outcome(range(5)).assign(subject_id=lambda frame: "X" + frame["subject_id"])
    found = associated(spread, outcome=frame)
    assert found["outcome"].codes == ("other_kind",)
    assert "no such numbers of the units" in told(found["outcome"])


SHARED = blocks_of(5)
