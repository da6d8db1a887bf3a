"""What is concluded of yearly numbers: answers, refusals with what would unblock them, size."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.trends.asked import Asked
from lantoa.trends.by_block import directions
from lantoa.trends.catching_up import catching_up
from lantoa.trends.panel import laid
from lantoa.trends.testing import conclusions_of

OPTIONS = {"alpha": 0.05, "draws": 999, "seed": 7}


def panel(table, *, blocks=None, what="value", first=2021, **more):
    """A panel of a table of subjects by years."""
    table = np.asarray(table, float)
    n, years = table.shape
    names = np.repeat([f"S{i:03}" for i in range(n)], years)
    block = None if blocks is None else np.repeat(np.array(blocks, object), years)
    when = np.tile(np.arange(first, first + years), n)
    return laid(names, when, table.ravel(), what=what, block=block, **more)


def concluded(table, **options):
    """Conclusions by key and whom they are about."""
    given = {name: options.pop(name) for name in tuple(options) if name in OPTIONS}
    found = list(conclusions_of(panel(table, **options), **OPTIONS | given))
    assert len({(one.key, one.about) for one in found}) == len(found)
    return {(one.key, one.about): one for one in found}


def told(sayings, lang="en"):
    return [one.told(lang) for one in sayings]


def noise(seed, n, years, shared=0.0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, years)) + shared * rng.normal(size=years)


def test_five_perfect_years_are_answered_and_four_refused():
    five = concluded([[1, 2, 3, 4, 5]])["direction", "S000"]
    assert five.status == "answered"
    assert five.p["exact"] == pytest.approx(2 / 120)
    assert told(five.may_say) == ["S000 goes up."]
    four = concluded([[1, 2, 3, 4]])["direction", "S000"]
    assert four.is_refused
    assert not four.p
    assert four.smallest_p == pytest.approx(2 / 24)
    assert "0.0833" in told([four.reasons[0].saying])[0]
    assert told(four.unblock)[0] == "5 years in all, 1 more."


def test_a_refusal_has_the_facts_and_no_p():
    three = concluded([[1, 3, 2]])["direction", "S000"]
    assert three.estimate == pytest.approx(0.5)
    assert three.statistic == {"S": 1, "n": 3}
    assert three.facts
    assert three.may_not_say
    assert not three.may_say


def test_a_refusal_has_neither_an_interval_nor_a_p_among_its_facts():
    levels = ("a", "b", "c", "d")
    for table in ([[0, 1, 2, 3]], [[0, 1, 1, 2, 2]], [[2, 2, 2, 3, 3]]):
        for what in ({}, {"what": "ratings", "levels": levels}):
            one = concluded(table, **what)["direction", "S000"]
            assert one.is_refused
            assert (one.interval, one.level_of_interval, dict(one.p)) == (None, None, {})
            said = [*told(one.facts), *told(one.facts, "vi")]
            assert not any(" p " in line for line in said)
            assert not any(label == "Interval" for label, _ in one.lines("en"))


def test_the_p_of_steps_names_its_side_and_its_floor():
    table = [[0, 1, 1, 2, 2, 3, 3, 3]]
    one = concluded(table, what="ratings", levels=("a", "b", "c", "d"))["direction", "S000"]
    assert told(one.facts)[1] == "3 ups, 0 downs; at most 1 ups in a row."
    chances = told(one.facts)[-1]
    assert chances.count("(two-sided, never below") == 1
    assert chances.count("(upper side, never below") == 2


def test_the_interval_prints_its_own_level_and_opens_where_the_test_rejects_its_end():
    plain = dict(concluded([[1, 2, 4, 8, 16]])["direction", "S000"].lines("en"))
    assert plain["Interval"] == "[1; 8] (98.3 %)"
    tied = concluded([[0, 0, 0, 0, 1, 1, 1, 1]])["direction", "S000"]
    assert tied.p["exact"] == pytest.approx(2 / 70)
    assert (tied.interval[0], tied.open_ends) == (0, (True, False))
    assert dict(tied.lines("vi"))["Khoảng"].startswith("(0; ")


def test_ties_raise_the_floor_and_the_years_that_are_needed():
    tied = concluded([[3, 4, 4, 4, 4]])["direction", "S000"]
    assert tied.is_refused
    assert tied.smallest_p == pytest.approx(0.4)
    assert told(tied.unblock)[0] == "7 years in all, 2 more."
    constant = concluded([[3] * 5])["direction", "S000"]
    assert constant.smallest_p == 1


def test_ratings_are_told_with_ups_and_downs_and_the_years_that_levels_allow():
    table = [[0, 1, 2, 2, 3], [3, 3, 3, 3, 3]]
    found = concluded(table, what="ratings", levels=("a", "b", "c", "d"))
    up = found["direction", "S000"]
    assert up.status == "answered"
    assert any(line.startswith("3 ups, 0 downs") for line in told(up.facts))
    assert any("p" in line for line in told(up.facts, "vi"))
    assert told(found["direction", "S001"].unblock)[0] == "7 years in all, 2 more."


def test_the_block_is_offered_where_its_question_has_an_answer():
    rising = np.arange(5) + noise(1, 8, 5) * 0.3
    rising[0] = [1, 1, 1, 2, 2]
    found = concluded(rising, blocks=["A"] * 4 + ["B"] * 4)
    assert found["direction", "S000"].is_refused
    assert found["common_direction", "A"].status == "answered"
    assert any("of A has an answer" in line for line in told(found["direction", "S000"].unblock))
    four = concluded(rising[:, :4], blocks=["A"] * 4 + ["B"] * 4)
    assert four["common_direction", "A"].is_refused
    assert len(four["direction", "S000"].unblock) == 1


def test_places_are_a_zero_sum():
    found = concluded([[1, 2, 1, 2, 1], [2, 1, 2, 1, 2]], zero_sum=True, direction="less")
    for key in ("common_direction", "ordered_years", "convergence", "undeclared_break"):
        assert found[key, ""].codes == ("zero_sum",)


def test_less_may_be_better():
    down = concluded([[5, 4, 3, 2, 1]], direction="less")["direction", "S000"]
    assert told(down.may_say) == ["S000 gets better: its values go down."]
    assert (down.estimate, down.statistic["S"]) == (-1, -10)


def test_no_test_goes_across_a_break_except_the_one_that_asks_for_it():
    rng = np.random.default_rng(3)
    table = np.hstack([rng.normal(size=(6, 4)), 10 + rng.normal(size=(6, 4))])
    found = concluded(table, breaks=[2025])
    assert found["direction", "S000"].statistic["n"] == 4
    jump = found["declared_break", "2025"]
    assert jump.status == "answered"
    assert jump.p["years"] == pytest.approx(2 / 70)
    assert jump.estimate == pytest.approx(10, abs=1)
    short = concluded(table[:, 2:7], breaks=[2023])["declared_break", "2023"]
    assert short.is_refused
    assert short.smallest_p == pytest.approx(0.1)
    assert told(short.unblock) == ["7 years in all, 2 more."]


def test_a_jump_that_nobody_declared_needs_eight_years():
    jump = concluded(noise(1, 9, 5))["undeclared_break", ""]
    assert told(jump.unblock) == ["8 years in all, 3 more."]
    assert concluded(noise(1, 9, 7) + np.repeat([0, 9], [3, 4]))["undeclared_break", ""].is_refused
    found = concluded(noise(1, 9, 8) + np.repeat([0, 9], 4))["undeclared_break", ""]
    assert found.p["years"] == pytest.approx(2 / 70)


def test_who_stands_out_is_named_with_the_winners_curse():
    table = noise(5, 30, 6, shared=1)
    table[4] += 4 * np.arange(6)
    out = concluded(table)["emerging", ""]
    assert told(out.may_say)[0].endswith("S004.")
    assert "winners_curse" in out.codes
    assert told(out.facts)[0].startswith("S004: ")
    nobody = concluded(noise(6, 30, 6, shared=1))["emerging", ""]
    assert nobody.codes == ("carry_over",)


def test_the_last_year_alone_needs_twenty_years():
    gain = concluded(noise(1, 9, 5))["recent_gain", ""]
    assert gain.is_refused
    assert gain.smallest_p == pytest.approx(0.2)
    assert told(gain.unblock) == ["20 years in all, 15 more."]


def test_neighbouring_years_that_are_alike_are_warned_of():
    rng = np.random.default_rng(2)
    walk = np.cumsum(rng.normal(size=(40, 10)), axis=1)
    assert "autocorrelation" in concluded(walk)["common_direction", ""].codes
    assert "autocorrelation" not in concluded(noise(2, 40, 10))["common_direction", ""].codes


def test_few_years_cannot_show_whether_a_year_carries_over_and_say_so_where_it_matters():
    keys = ("emerging", "differing_directions", "convergence")
    few, many = concluded(noise(2, 40, 6)), concluded(noise(2, 40, 10))
    assert all("carry_over" in few[key, ""].codes for key in keys)
    assert not any("carry_over" in many[key, ""].codes for key in keys)
    assert "carry_over" not in few["common_direction", ""].codes


def test_convergence_needs_five_subjects():
    few = concluded([[1, 2, 3], [2, 2, 5], [4, 1, 3], [5, 1, 1]])["convergence", ""]
    assert few.is_refused
    assert told(few.unblock) == ["At least 5 subjects with the data."]
    closed = [[i, 2 * i, 0.9 * i + 0.01 * i**2] for i in range(9)]
    assert told(concluded(closed)["convergence", ""].may_say)[0].startswith("Those who were low")


def offices(seed, units, size, shock, years=5):
    """People who keep their level, in units that share what a year brings them."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(units), size)
    values = rng.normal(size=units)[unit][:, None] + rng.normal(size=(units * size, 1))
    shocks = shock * rng.normal(size=(units, years))[unit]
    return values + shocks + rng.normal(size=(units * size, years)), [f"B{u:02}" for u in unit]


@pytest.mark.parametrize(("units", "size", "shock"), [(10, 8, 0.7), (12, 8, 1.0)])
def test_convergence_keeps_its_size_when_units_share_shocks(units, size, shock):
    runs, found, free = 200, 0, 0
    for seed in range(runs):
        table, blocks = offices(seed, units, size, shock)
        asked = Asked(panel(table, blocks=blocks), **OPTIONS | {"draws": 199})
        one = next(catching_up(asked))
        found += max(one.p.values()) <= 0.05
        free += one.p["subjects"] <= 0.05
    assert found <= 0.08 * runs
    assert free >= 0.1 * runs


def test_convergence_says_which_exchange_decides_and_what_it_does_not_see():
    table, blocks = offices(1, 6, 6, 0.5)
    plain = concluded(table)["convergence", ""]
    assert tuple(plain.p) == ("subjects",)
    assert "shared_shocks" in plain.codes
    within = concluded(table, blocks=blocks)["convergence", ""]
    assert tuple(within.p) == ("subjects", "within_block")
    assert "shared_shocks" not in within.codes
    alone = concluded(table[:6], blocks=list("ABCDEF"))["convergence", ""]
    assert tuple(alone.p) == ("subjects", "whole_blocks")
    small = concluded(table[:6], blocks=list("AABBCC"))["convergence", ""]
    assert tuple(small.p) == ("subjects",)
    assert "shared_shocks" in small.codes


def test_gaps_that_close_within_blocks_and_widen_between_them_are_not_said_to_do_either():
    rng = np.random.default_rng(2)
    unit = np.repeat(np.arange(8), 8)
    own = rng.normal(size=64)
    level = 6 * unit + own
    table = np.stack([level, level, level + 3 * unit - 0.9 * own], axis=1)
    one = concluded(table, blocks=[f"B{u}" for u in unit])["convergence", ""]
    assert max(one.p.values()) <= 0.05
    assert told(one.may_say) == ["Gaps neither closed nor widened beyond what chance gives."]


def test_of_many_blocks_without_a_direction_one_is_named_no_more_often_than_of_one():
    runs, named, alone = 100, 0, 0
    blocks = [f"B{at // 5:02}" for at in range(80)]
    for seed in range(runs):
        asked = Asked(panel(noise(seed, 80, 6), blocks=blocks), **OPTIONS)
        every = [one for one in directions(asked) if one.key == "common_direction" and one.about]
        answered = [one for one in every if not one.is_refused]
        named += any(max(one.p.values()) <= 0.05 for one in answered)
        alone += any(one.p["years"] <= 0.05 for one in answered)
    assert named <= 0.09 * runs
    assert alone >= 0.3 * runs


def test_a_block_is_judged_among_all_and_told_when_it_cannot_be():
    table = noise(3, 80, 5)
    table[:5] = np.arange(5) + 0.01 * noise(4, 5, 5)
    blocks = [f"B{at // 5:02}" for at in range(80)]
    found = concluded(table, blocks=blocks)
    clear = found["common_direction", "B00"]
    assert tuple(clear.p) == ("years", "joint")
    assert clear.p["years"] == clear.p["joint"] == pytest.approx(2 / 120)
    assert told(clear.may_say)[0].endswith("go up, more than chance would give.")
    every = [one for (key, about), one in found.items() if key == "common_direction" and about]
    refused = [one for one in every if one.is_refused]
    assert refused
    assert told([refused[0].reasons[0].saying])[0].startswith("Of 16 blocks at once")
    assert told(refused[0].unblock) == [
        "6 years in all, 1 more.",
        "Ask of fewer blocks, chosen before the numbers are seen.",
    ]
    assert "many_blocks" in found["differing_directions", "B01"].codes
    assert tuple(found["common_direction", ""].p) == ("years",)


def test_a_break_that_was_found_parts_the_years_and_is_not_asked_about():
    rows = noise(8, 30, 12) * 0.1 + 3 * noise(9, 30, 1)
    rows[:, 6:] += 8
    frame = pd.DataFrame(
        {
            "subject_id": np.repeat([f"S{at:02}" for at in range(30)], 12),
            "year": np.tile(np.arange(2011, 2023), 30),
            "value": rows.ravel(),
        }
    )
    found = lt.trend(frame, lang="en")
    assert (found.panel.breaks, found.panel.found) == ((2017,), (2017,))
    assert found.panel.unbroken.years[0] == 2017
    assert "declared_break" not in {one.key for one in found.conclusions}
    declared = lt.trend(frame, breaks=[2017], lang="en")
    assert declared.panel.found == ()
    assert len(declared.conclusions.about("declared_break")) == 1
    assert lt.trend(frame, years=range(2017, 2023), lang="en").panel.found == ()


def test_everything_is_told_in_both_languages():
    for one in concluded(noise(9, 6, 6), blocks=["A"] * 3 + ["B"] * 3, breaks=[2024]).values():
        for lang in ("vi", "en"):
            assert all(text for _, text in one.lines(lang))


def test_tests_of_all_subjects_are_a_table_however_many_there_are():
    rows = [
        {"subject_id": f"P{i}", "year": y, "value": i * y}
        for i in range(600)
        for y in range(2021, 2026)
    ]
    found = lt.trend(pd.DataFrame(rows), lang="en")
    assert found.conclusions.about("direction")[0].codes == ("many",)
    table = found.tests
    assert len(table) == 600
    assert table["answered"].sum() == 599
    assert table.loc[table["subject_id"] == "P3", ["s", "slope", "low"]].values.tolist() == [
        [10, 3, 3]
    ]


def test_no_subject_and_one_year_conclude_nothing():
    assert concluded(np.empty((0, 3))) == {}
    found = concluded([[1.0]])
    assert all(one.is_refused for one in found.values())


def test_rows_and_draws_in_any_order_give_the_same():
    table = noise(4, 12, 11)
    names = np.repeat([f"S{i:03}" for i in range(12)], 11)
    when = np.tile(np.arange(2011, 2022), 12)
    order = np.random.default_rng(1).permutation(len(names))
    plain = laid(names, when, table.ravel(), what="value")
    mixed = laid(names[order], when[order], table.ravel()[order], what="value")
    assert list(conclusions_of(plain, **OPTIONS)) == list(conclusions_of(mixed, **OPTIONS))


@pytest.mark.parametrize("shared", [0.0, 0.7])
def test_a_common_direction_keeps_its_size_when_years_are_shared(shared):
    runs, wrong = 150, 0
    for seed in range(runs):
        asked = Asked(panel(noise(seed, 10, 5, shared)), **OPTIONS)
        wrong += next(directions(asked)).p.get("years", 1) <= 0.05
    assert wrong <= 0.09 * runs


def tenfold(rows=8):
    """Numbers that are ten times as large from the seventh of ten years on."""
    table = noise(0, rows, 10) + 50 + 3 * np.arange(rows)[:, None]
    table[:, 6:] *= 10
    return table


def test_answers_that_run_across_a_jump_that_nobody_declared_are_warned_of_it():
    across = concluded(tenfold(), first=2016, blocks=["X", "Y"] * 4)
    assert max(across[key, ""].p["years"] for key in ("undeclared_break", "spread_break")) <= 0.05
    for (key, about), one in across.items():
        is_break = key in ("undeclared_break", "spread_break")
        expected = 0 if one.is_refused or is_break else 1
        assert one.codes.count("jump") == expected, (key, about)
    told_so = told([across["emerging", ""].warnings[-1].saying])[0]
    assert "From 2022 on the level and the spread between subjects differ" in told_so
    assert "breaks=[2022]" in told_so
    since = concluded(tenfold(), first=2016, breaks=[2022])
    assert not any("jump" in one.codes for one in since.values())


def test_a_subject_whose_years_are_all_on_one_side_of_the_jump_is_not_warned():
    late = np.vstack([tenfold(), np.r_[[np.nan] * 5, 1, 2, 3, 4, 5]])
    early = np.vstack([tenfold(), np.r_[1, 2, 3, 4, 5, [np.nan] * 5]])
    for table, codes in ((late, 1), (early, 0)):
        found = concluded(table, first=2016)
        assert found["direction", "S008"].codes.count("jump") == codes
        assert found["direction", "S000"].codes.count("jump") == 1


def test_facts_that_run_across_a_jump_say_so_above_their_table():
    rows = [(f"S{at}", 2016 + y, v) for at, row in enumerate(tenfold()) for y, v in enumerate(row)]
    frame = pd.DataFrame(rows, columns=["subject_id", "year", "value"])
    for lang, words in (("vi", "Từ năm 2022 mặt bằng và khoảng cách"), ("en", "From 2022 on")):
        found = lt.trend(frame, lang=lang, draws=999)
        assert found.over[0].startswith(words)
        assert found.over[0] in found.text()
        assert "jump" in found.conclusions.frame.set_index("key").loc["emerging", "codes"]
    declared = lt.trend(frame, lang="en", draws=999, breaks=[2022])
    assert "breaks=[2022]" not in declared.over[0]


def test_a_steady_trend_is_no_jump():
    rising = noise(0, 8, 10) + 3 * np.arange(10)
    found = concluded(rising, first=2016)
    assert found["undeclared_break", ""].p["years"] <= 0.05
    assert not any("jump" in one.codes for one in found.values())
