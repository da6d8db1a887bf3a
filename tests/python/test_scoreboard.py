"""The scoreboard still runs, and asks what a user asks: what it counts is what lantoa prints."""

import importlib
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

import lantoa as lt
from scoreboard_offices import by_lot, of_lots, people, town, yearly

HERE = Path(__file__).parents[2] / "bench" / "scoreboard"


@pytest.fixture
def board(monkeypatch):
    """A module of the scoreboard by name."""
    monkeypatch.syspath_prepend(str(HERE))
    yield importlib.import_module
    for name in ("worlds", "towns", "counting", "ours_trends"):
        sys.modules.pop(name, None)
    for name in ("ours_spread", "ours_lots", "ours_outcomes"):
        sys.modules.pop(name, None)


def _seed(data: np.ndarray) -> int:
    return zlib.crc32(np.ascontiguousarray(data).tobytes())


def test_a_few_runs_fill_every_table(tmp_path):
    to = tmp_path / "scoreboard.md"
    asked = [sys.executable, str(HERE / "run.py"), "--runs", "2", "--jobs", "2", "--to", str(to)]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = to.read_text(encoding="utf-8")
    for heading in (
        "nothing moves",
        "Emerging",
        "nothing spreads",
        "by lot to k",
        "assumption",
        "promised",
    ):
        assert heading in told
    rows = told.splitlines()
    award = next(row for row in rows if row.startswith("| lantoa, by the lot"))
    assert award.split("|")[2].strip() == "refused", "one of ten units"
    spill = next(row for row in rows if row.startswith("| lantoa, along ties of"))
    assert [cell.strip() for cell in spill.split("|")[2:4]] == ["refused"] * 2, "of ten units"
    friedman = next(row for row in rows if row.startswith("| lantoa Friedman"))
    assert "years do differ" in friedman.split("|")[3]


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


@pytest.mark.parametrize(("chosen", "seed"), [(1, 0), (3, 0), (5, 0), (5, 4)])
def test_what_it_counts_of_a_lot_is_what_is_printed(board, chosen, seed):
    rng, worlds = np.random.default_rng([chosen, seed]), board("worlds")
    values, first = worlds.scores(rng), worlds.by_lot(rng, 10, chosen, 4)
    estimate, p = board("ours_lots").effects(values, first)["lantoa, by the lot"]
    one = lt.spread(by_lot(values, first), draws=999).effect("score", treatment="award").conclusion
    assert one.p.get("assignment") == p
    assert one.is_refused == (estimate is None)
    if estimate is not None:
        assert one.estimate == pytest.approx(estimate, abs=1e-12)


def test_who_had_moved_apart_before_is_no_find(board):
    """The years before a lot forbid an answer in one of twenty offices, on the page too."""
    worlds, lots = board("worlds"), board("ours_lots")
    refused = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        values, first = worlds.scores(rng), worlds.by_lot(rng, 10, 5, 4)
        if lots.effects(values, first)["lantoa, by the lot"][1] is None:
            refused.append((values, first))
    assert 0 < len(refused) < 10
    one = lt.spread(by_lot(*refused[0])).effect("score", treatment="award").conclusion
    assert one.is_refused
    assert one.codes[0] == "R8"


@pytest.mark.parametrize("chosen", [2, 5])
def test_what_a_lot_promises_is_what_is_printed(board, chosen):
    """In standard deviations of the change that is printed, whatever it is counted from."""
    rng, worlds, lots = np.random.default_rng(chosen), board("worlds"), board("ours_lots")
    values, first = worlds.scores(rng), worlds.by_lot(rng, 10, chosen, lots.START)
    pair = lots.pair_of(values, first)
    one = lt.spread(by_lot(values, first)).effect("score", treatment="award").conclusion
    deviation = lots.detectable(chosen, 10, 5) / lots._smallest(chosen, 10)
    assert deviation == pytest.approx(np.sqrt(1 / 3 + 1 / 2)), "three years before and two after"
    printed = lots._smallest(chosen, 10) * pair.draw.spread_of(pair.change)
    assert one.detectable == pytest.approx(printed, rel=0.05)


@pytest.mark.parametrize(("n", "waits"), [(10, (5, 2)), (80, None), (80, (20, 20))])
def test_what_it_counts_of_several_lots_is_what_is_printed(board, n, waits):
    rng, worlds = np.random.default_rng(n), board("worlds")
    values = worlds.people(rng) if n == 80 else worlds.scores(rng)
    lots = (
        worlds.lots_of_two_lists(rng, n, 10)
        if waits is None
        else worlds.lots_of_who_waits(rng, n, waits)
    )
    counted = board("ours_lots").several(values, {str(at): one for at, one in enumerate(lots)})
    asked = lt.spread(of_lots(values, lots), draws=999, seed=_seed(values), links=None)
    assert asked.effect("score").conclusion.codes == ("several_lots",)
    for at, day in enumerate(("2023-03-01", "2024-03-01")):
        one = asked.effect("score", lot=day).conclusion
        assert one.p.get("assignment") == counted[f"lantoa, {at}"]


@pytest.mark.parametrize("n", [10, 80])
def test_what_it_counts_of_spillovers_is_what_is_printed(board, n):
    rng, worlds = np.random.default_rng(n), board("worlds")
    unit = worlds.units_of(n)
    values = worlds.people(rng) if n == 80 else worlds.scores(rng)
    ties, first = worlds.ties_of_two_kinds(rng, unit), worlds.by_lot(rng, n, n // 4, 4)
    counted = board("ours_lots").spills(values, first, ties)
    office = of_lots(values, [first], ties=ties)
    found = lt.spread(office, draws=999, seed=_seed(values), links="table").effect("score")
    for kind in ties:
        (one,) = (each for each in found.conclusions if each.about == kind)
        assert one.deciding_p == counted[f"lantoa, along ties of {kind}"]
        assert one.is_refused == (n == 10)


@pytest.mark.parametrize("seed", range(2))
def test_what_it_counts_of_ties_and_stories_is_what_is_printed(board, seed):
    made = board("towns").town(np.random.default_rng(seed), spread=2.0, units=0.3)
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
    made = board("towns").town(np.random.default_rng(5), spread=2.0, units=0.3)
    one = board("ours_spread").associated(made)
    assert one.p["within_block_popularity"] <= 0.05 < one.p["free"]
    assert "R10" not in one.codes
    assert one.deciding_p == one.p["within_block_popularity"]


@pytest.mark.parametrize("hazard", [0.006, 0.035])
def test_what_it_counts_of_outcomes_is_what_is_printed(board, hazard):
    rng = np.random.default_rng(7)
    towns, ours = board("towns"), board("ours_outcomes")
    made = towns.town(rng, ordinary=hazard, spread=2.0)
    values, claimed = board("worlds").people(rng), towns.claims(rng, made)
    office = town(made, np.array([3], np.int32), claimed=claimed)
    asked = lt.spread(office, years=(2021, 2025), as_of="2026-01-01", draws=999, seed=_seed(values))
    told = asked.association(outcome=yearly(values, people(len(values))))
    for key, counted in (
        ("outcome", ours.exposed(made, values)),
        ("sources", ours.sources(made, claimed, values)),
    ):
        one = told[key]
        found = {name.partition(": ")[2].replace(" ", "_"): p for name, p in counted.items()}
        said = found.pop("what_is_said")
        assert {null: p for null, p in found.items() if p is not None} == one.p
        assert said == (None if one.is_refused else 1.0 if "R10" in one.codes else one.deciding_p)


def test_what_it_counts_of_several_practices_is_what_is_printed(board):
    towns, ours = board("towns"), board("ours_outcomes")
    made = towns.practices(np.random.default_rng(3), (3.0, 0.0, 0.0), units=0.4)
    office = town(made[0], np.array([3], np.int32), beside=made[1:])
    seed = _seed(np.stack([one.adopted for one in made]))
    asked = lt.spread(office, years=(2021, 2025), as_of="2025-12-31", draws=999, seed=seed)
    told, counted = asked.association()["compared"], ours.compare(made)
    assert told.p == counted.p
    assert [one.told("en") for one in told.facts] == [one.told("en") for one in counted.facts]
    assert ours.compared(made, (3.0, 0.0, 0.0))["lantoa, any of all"] == told.deciding_p
