"""Rank confidence sets: the face. The kernels are tested against their oracles elsewhere."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from lantoa import InputError, rank_confidence

TEN = [30, 25, 40, 60, 10, 80, 79, 22, 5, 50]


def counted(numbers, **more):
    ids = [f"S{i}" for i in range(len(numbers))]
    frame = pd.DataFrame({"subject_id": ids, "votes": numbers})
    return rank_confidence(frame, counts="votes", lang="en", **more)


def column(found, name):
    frame = found._frame.set_index("subject_id")
    return frame.loc[sorted(frame.index), name].tolist()


def test_the_reference_results_of_counts():
    ten = counted(TEN)
    assert column(ten, "best") == [3, 4, 3, 1, 6, 1, 1, 5, 8, 1]
    assert column(ten, "place") == [6, 7, 5, 3, 9, 1, 2, 8, 10, 4]
    assert column(ten, "worst") == [9, 9, 8, 6, 10, 4, 4, 10, 10, 7]
    assert (column(counted([1, 9, 23]), "best"), column(counted([1, 9, 23]), "worst")) == (
        [2, 1, 1],
        [3, 3, 2],
    )


def test_less_is_better_turns_the_same_sets_round():
    ten = counted(TEN, direction="less")
    assert column(ten, "best") == [11 - one for one in column(counted(TEN), "worst")]
    assert column(ten, "place") == [5, 4, 6, 8, 2, 10, 9, 3, 1, 7]


def test_trap_overlapping_intervals_are_not_a_rank_set():
    """Each interval alone, without all pairs at once, tells places apart that are not."""
    ids = [f"S{i:02d}" for i in range(30)]
    draws = np.random.default_rng(5)
    values = draws.normal(size=30)  # all alike but for their errors
    frame = pd.DataFrame({"subject_id": ids, "v": values, "e": np.ones(30)})
    found = rank_confidence(frame, value="v", error="e", lang="en")
    naive = values[:, None] - values > 1.96 * 2**0.5
    assert naive.any()
    assert column(found, "best") == [1] * 30
    assert column(found, "worst") == [30] * 30


def test_estimates_print_method_level_draws_and_seed():
    frame = pl.DataFrame({"unit": list("ABC"), "v": [9.0, 5.0, 1.0], "e": [0.5, 0.5, 0.5]})
    found = rank_confidence(
        frame, subject="unit", value="v", error="e", draws=400, seed=3, lang="en"
    )
    assert isinstance(found.frame, pl.DataFrame)
    assert found.frame.columns[0] == "unit"
    assert column(found, "best") == column(found, "worst") == [1, 2, 3]
    told = str(found)
    assert "400 simulations, seed 3; critical value 2." in told
    assert "level 95 % for all sets at once" in told
    assert "sampling error only, not weights or rules" in told
    assert "Of 3 subjects 3 have one certain place" in told


def test_exact_tests_say_so_and_simulate_nothing():
    found = counted([1, 9, 23])
    assert found.is_exact
    assert found.draws is None
    assert "exact binomial test, Holm's step-down over 6 ordered pairs" in str(found)


def test_who_has_no_number_is_left_out_and_named():
    frame = pd.DataFrame({"subject_id": list("ABC"), "v": [1, None, 3], "e": [0.1, 0.1, None]})
    found = rank_confidence(frame, value="v", error="e", lang="en")
    assert found.left_out == ("B", "C")
    assert "Left out for want of a number: B, C" in str(found)
    assert column(found, "worst") == [1]


def test_the_order_of_rows_does_not_matter():
    draws = np.random.default_rng(6)
    frame = pd.DataFrame({"subject_id": [f"S{i:02d}" for i in range(20)]})
    frame["v"], frame["e"] = draws.normal(size=20), draws.uniform(0.1, 1, 20)
    usual = rank_confidence(frame, value="v", error="e")
    turned = rank_confidence(frame.sample(frac=1, random_state=1), value="v", error="e")
    pd.testing.assert_frame_equal(usual.frame, turned.frame)


def test_the_chart_draws_every_set(tmp_path):
    found = counted(TEN)
    (rows,) = found.plot().to_dict()["datasets"].values()
    assert [row["best"] for row in rows] == pd.DataFrame(found.frame)["best"].tolist()
    assert found.to_excel(tmp_path / "a.xlsx").exists()


def test_what_cannot_be_asked_is_refused():
    frame = pd.DataFrame({"subject_id": ["A", "B"], "v": [1.5, 2], "e": [1, -1], "year": [1, 2]})
    frame = frame.drop(columns="year")
    for wrong, message in (
        ({"value": "v"}, "expected value and error, columns of estimates, or counts"),
        ({}, "expected value and error"),
        ({"counts": "v"}, 'subject "A", column "v": 1.5 is no count'),
        ({"counts": "w"}, 'column "w" is not known|"w"'),
        ({"value": "v", "error": "e"}, 'subject "B", column "e": a standard error is 0 or more'),
        ({"counts": "v", "level": 0.3}, r"level: expected a share above 0.5 and below 1"),
        ({"counts": "v", "draws": -4}, "draws: counts are tested exactly.* expected none, not -4"),
        ({"counts": "v", "seed": "x"}, "seed: counts are tested exactly.* expected none, not 'x'"),
        ({"value": "v", "error": "e", "seed": "x"}, 'column "e": a standard error|seed: expected'),
        ({"counts": "v", "direction": "up"}, 'direction "up" is not known'),
        ({"counts": "v", "lang": "fr"}, 'lang "fr" is not known'),
    ):
        with pytest.raises(InputError, match=message):
            rank_confidence(frame, **wrong)
    years = pd.DataFrame({"subject_id": ["A", "A"], "year": [2020, 2021], "n": [1, 2]})
    with pytest.raises(InputError, match="it has 2 years; expected one"):
        rank_confidence(years, counts="n")
    with pytest.raises(InputError, match="draws must be 19 to"):
        rank_confidence(frame.assign(e=1), value="v", error="e", draws=10)
