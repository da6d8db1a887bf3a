"""The scoreboard still runs, and asks what a user asks: what it counts is what lantoa prints."""

import importlib
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

import lantoa as lt
from scoreboard_offices import by_lot, town, yearly

HERE = Path(__file__).parents[2] / "bench" / "scoreboard"


@pytest.fixture
def board(monkeypatch):
    """A module of the scoreboard by name."""
    monkeypatch.syspath_prepend(str(HERE))
    yield importlib.import_module
    for name in ("worlds", "counting", "ours_trends", "ours_spread"):
        sys.modules.pop(name, None)


def _seed(data: np.ndarray) -> int:
    return zlib.crc32(np.ascontiguousarray(data).tobytes())


def test_a_few_runs_fill_every_table(tmp_path):
    to = tmp_path / "scoreboard.md"
    asked = [sys.executable, str(HERE / "run.py"), "--runs", "4", "--jobs", "2", "--to", str(to)]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = to.read_text(encoding="utf-8")
    for heading in ("nothing moves", "Emerging", "nothing spreads", "by lot to k", "promised"):
        assert heading in told
    award = next(line for line in told.splitlines() if line.startswith("| lantoa, by the lot"))
    assert award.split("|")[2].strip() == "refused", "one of ten units"


@pytest.mark.parametrize("seed", range(3))
def test_what_it_counts_of_trends_is_what_is_printed(board, seed):
    values = board("worlds").scores(np.random.default_rng(seed))
    counted = {**board("ours_trends").direction(values), **board("ours_trends").emerging(values)}
    told = lt.trend(yearly(values), breaks="none", direction="more", draws=999, seed=_seed(values))
    keys = {
        "direction": "lantoa Mann-Kendall, one series, exact",
        "common_direction": "lantoa common direction, years permuted",
        "differing_directions": "lantoa differing directions, years permuted",
        "ordered_years": "lantoa Page, the stricter of two nulls",
        "emerging": "lantoa emerging, the greatest of all",
    }
    for key, name in keys.items():
        assert counted[name] == max(told.conclusions[key].p.values(), default=None), key


@pytest.mark.parametrize("chosen", [1, 3, 5])
def test_what_it_counts_of_a_lot_is_what_is_printed(board, chosen):
    rng, worlds = np.random.default_rng(chosen), board("worlds")
    values, first = worlds.scores(rng), worlds.by_lot(rng, 10, chosen, 4)
    estimate, p = board("ours_spread").effects(values, first)["lantoa, by the lot"]
    one = lt.spread(by_lot(values, first), draws=999).effect("score", treatment="award").conclusion
    assert one.p.get("assignment") == p
    assert one.is_refused == (chosen == 1)
    if chosen > 1:
        assert one.estimate == pytest.approx(estimate, abs=1e-12)


@pytest.mark.parametrize("seed", range(2))
def test_what_it_counts_of_ties_and_stories_is_what_is_printed(board, seed):
    made = board("worlds").town(np.random.default_rng(seed), spread=2.0, units=0.3)
    stories = np.array([3, 9, 12], np.int32)
    asked = lt.spread(
        town(made, stories),
        years=(2021, 2025),
        as_of="2025-12-31",
        draws=999,
        seed=_seed(made.adopted),
    )
    ours = board("ours_spread")
    found = {name.partition(", ")[2]: p for name, p in ours.association(made).items()}
    told = {null.replace("_", " "): p for null, p in asked.association()["association"].p.items()}
    assert told == {null: found[null] for null in told}
    pulse = {
        f"lantoa pulses, {null.replace('_', ' ')}": p for null, p in asked.pulses()[0].p.items()
    }
    assert pulse == ours.pulses(made, stories)
    assert asked.hazard()["hazard"].is_refused
    assert list(ours.hazard(made).values()) == [None]


def test_the_strictest_null_has_the_word_also_where_a_looser_one_finds_nothing(board):
    """Popular people who are slow hide from the free exchange what goes along ties."""
    made = board("worlds").town(np.random.default_rng(5), spread=2.0, units=0.3)
    one = board("ours_spread").associated(made)
    assert one.p["within_block_popularity"] <= 0.05 < one.p["free"]
    assert "R10" not in one.codes
    assert one.deciding_p == one.p["within_block_popularity"]
