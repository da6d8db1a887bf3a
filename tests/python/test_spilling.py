"""Whether those tied to who was drawn moved too, whatever was given did to those drawn."""

from itertools import combinations

import numpy as np
import pytest

import lantoa as lt
from lantoa.spreading.drawing_again import Draw
from lantoa.spreading.spilling import Spill, focal_of
from lot_offices import names, office, ties, values

COUNT, GIVEN = 18, 6


def draw_of(drawn, *, stratum=None, seed=1, draws=999):
    drawn = np.array(drawn, np.int32)
    strata = np.zeros(len(drawn), np.int32) if stratum is None else np.array(stratum, np.int32)
    return Draw(drawn, strata, 0.05, draws, seed)


def lone_sources(drawn):
    """Each not drawn has one source: of half of the focal ones, and of the others, a drawn one."""
    focal = set(focal_of(draw_of(drawn, seed=2025)).tolist())
    given = [at for at in range(len(drawn)) if drawn[at]]
    rest = [at for at in range(len(drawn)) if not drawn[at] and at not in focal]
    half = len(focal) // 2
    order = sorted(focal)
    return [*zip(given[:half], order[:half], strict=True), *zip(rest, order[half:], strict=False)]


@pytest.fixture(scope="module")
def near():
    """Eighteen units, six drawn; of the six that are looked at three are tied to a drawn one."""
    drawn = [1] * GIVEN + [0] * (COUNT - GIVEN)
    pairs = lone_sources(drawn)
    table = values(COUNT, seed=9)
    for _, taker in pairs[:3]:
        table[taker, 3:] += 30
    return table, [2022 * one for one in drawn], pairs


def effect_on(table, given, pairs):
    return lt.spread(office_of(table, given, pairs), links="table").effect("quality")


def office_of(table, given, pairs):
    ids = names(len(table))
    links = ties([(ids[one], ids[other]) for one, other in pairs])
    return office(table, given, links=links)


def of_people(made):
    """The same office, its units as people."""
    tables = {name: one.frame for name, one in made.tables.items() if name != "units"}
    people = made.tables["units"].frame[["unit_id"]].set_axis(["person_id"], axis=1)
    return lt.Office.from_frames({**tables, "people": people})


def mean_apart(change, pairs, way, focal, odds):
    """Hajek means of the focal ones: tied to who was drawn, less not tied."""
    tied = {other for source, other in pairs if source in way}
    usable = [at for at in focal if 0 < odds[at] < 1]
    sides = ([at for at in usable if at in tied], [at for at in usable if at not in tied])
    if not all(sides):
        return None
    weights = [[1 / odds[at] for at in sides[0]], [1 / (1 - odds[at]) for at in sides[1]]]
    means = [np.average(change[one], weights=w) for one, w in zip(sides, weights, strict=True)]
    return means[0] - means[1]


def test_focal_ones_are_compared_by_every_draw_among_the_rest(near):
    table, given, pairs = near
    draw = draw_of(np.array(given) > 0, seed=2025)
    change, focal = table[:, 3:].mean(axis=1) - table[:, 2], focal_of(draw).tolist()
    one = Spill(change, draw, np.array(pairs))
    ways = [set(way) for way in combinations(sorted(set(range(COUNT)) - set(focal)), GIVEN)]
    tied = [{other for source, other in pairs if source in way} for way in ways]
    odds = {at: np.mean([at in each for each in tied]) for at in focal}
    every = [mean_apart(change, pairs, way, focal, odds) for way in ways]
    observed = mean_apart(change, pairs, set(range(GIVEN)), focal, odds)
    mean = np.mean([each for each in every if each is not None])
    extreme = [each is None or abs(each - mean) >= abs(observed - mean) - 1e-9 for each in every]
    here = [set(focal) & each for each in tied]
    assert len(one.every) == len(ways) == 924
    assert one.every[0] == pytest.approx(observed)
    assert one.p == pytest.approx(np.mean(extreme))
    assert one.smallest_p == pytest.approx(np.mean([each == here[0] for each in here]))
    assert one.p >= one.smallest_p
    told = effect_on(table, given, pairs).conclusions["spillover"]
    assert (told.about, told.arrangements) == ("exchange", 924)
    assert told.smallest_p == pytest.approx(one.smallest_p)


def test_what_was_given_to_those_drawn_is_in_no_number(near):
    table, given, pairs = near
    moved = table.copy()
    moved[:GIVEN, 3:] += np.arange(1, GIVEN + 1)[:, None] * 500.0
    one, other = (effect_on(each, given, pairs).conclusions["spillover"] for each in (table, moved))
    assert (one.estimate, dict(one.p), one.detectable) == (
        pytest.approx(other.estimate),
        dict(other.p),
        pytest.approx(other.detectable),
    )


def test_without_a_difference_what_would_be_missed_is_said():
    drawn = [1] * GIVEN + [0] * (COUNT - GIVEN)
    table = values(COUNT, seed=4)
    table[:, :3] = table[:, [2]]  # the same before, whatever the years that are counted from
    given = [2022 * at for at in drawn]
    one = effect_on(table, given, lone_sources(drawn)).conclusions["spillover"]
    assert one.p["assignment"] > 0.05
    told = " ".join(text for _, text in one.lines("en"))
    assert "would easily be missed" in told
    assert "no more than chance" not in told
    assert one.detectable > 0
    assert "6 of the 12" in one.facts[0].told("en")


@pytest.mark.parametrize("direct", [0.0, 5.0])
def test_without_spillover_it_is_found_as_often_as_chance_allows(direct):
    rng = np.random.default_rng(0)
    count, given, runs, found = 16, 5, 200, []
    while len(found) < runs:
        drawn = np.zeros(count, np.int32)
        drawn[rng.choice(count, given, replace=False)] = 1
        source, taker = np.nonzero((rng.random((count, count)) < 0.12) & ~np.eye(count, dtype=bool))
        changes = rng.normal(size=count) + direct * drawn
        one = Spill(changes, draw_of(drawn, seed=len(found)), np.column_stack([source, taker]))
        found.append(min(one.here) >= 2 and one.p <= 0.05)
    assert np.mean(found) <= 0.08


def test_spillover_is_found_beside_a_large_difference_of_those_drawn():
    rng = np.random.default_rng(1)
    count, given, found = 40, 10, []
    for run in range(40):
        drawn = np.zeros(count, np.int32)
        drawn[rng.choice(count, given, replace=False)] = 1
        source = rng.permutation(count)
        pairs = np.column_stack([source, np.roll(source, 1)])
        tied = np.isin(np.arange(count), pairs[drawn[pairs[:, 0]] == 1, 1]) & (drawn == 0)
        changes = rng.normal(size=count) + 20.0 * drawn + 3.0 * tied
        found.append(Spill(changes, draw_of(drawn, seed=run), pairs).p <= 0.05)
    assert np.mean(found) >= 0.7


def test_focal_ones_are_never_drawn_and_half_of_each_stratum():
    drawn = [1, 1, 0, 0, 0, 0, 1, 0, 0, 0]
    strata = [0] * 6 + [1] * 4
    focal = focal_of(draw_of(drawn, stratum=strata))
    assert not np.array(drawn)[focal].any()
    assert np.bincount(np.array(strata)[focal]).tolist() == [2, 1]


def test_who_can_never_be_tied_is_listed(near):
    table, given, pairs = near
    one = effect_on(table, given, pairs[:-1]).conclusions["spillover"]
    left_out = next(each for each in one.warnings if each.code == "R11").saying.told("vi")
    assert names(COUNT)[pairs[-1][1]] in left_out
    assert "U01" not in left_out


def test_without_anybody_tied_the_contrast_is_refused():
    one = effect_on(values(10), [2022] * 4 + [0] * 6, [(9, 8)]).conclusions["spillover"]
    assert one.codes[0] == "R11"
    assert one.is_refused


def test_too_few_other_ties_are_refused_with_the_smallest_p():
    # Two are drawn again among six, and one of the others ties all focal ones that were not tied.
    given = [2022, 2022, *[0] * 8]
    focal = focal_of(draw_of(np.array(given) > 0, seed=2025)).tolist()
    others = [at for at in range(2, 10) if at not in focal]
    pairs = [(0, focal[0]), (0, focal[1]), *((others[0], at) for at in focal[2:])]
    one = effect_on(values(10), given, pairs).conclusions["spillover"]
    assert one.is_refused
    assert one.codes[0] == "R11"
    assert one.smallest_p > 0.05
    assert one.estimate is None


def test_of_fewer_than_five_people_in_a_cell_no_numbers_are_printed(near):
    """R12: three of those looked at are tied, three not; of units that is enough."""
    table, given, pairs = near
    assert effect_on(table, given, pairs).conclusions["spillover"].status == "answered"
    made = of_people(office_of(table, given, pairs))
    told = lt.spread(made, links="table").effect("quality").conclusions["spillover"]
    assert (told.status, told.codes[0]) == ("refused", "R12")
    assert told.estimate is None
    assert not told.statistic
    assert "tied: 3, not tied: 3. Of fewer than 5 people" in told.reasons[0].saying.told("en")


def test_of_fewer_than_five_people_without_ties_no_difference_is_told():
    table, given = values(13, seed=5), [2022] * 5 + [0] * 8
    table[:, :3] = table[:, [2]]
    pairs = [(0, at) for at in range(5, 9)]
    for made, told in ((of_people, "4. That is too few"), (lambda one: one, "never named (4)")):
        found = lt.spread(made(office_of(table, given, pairs)), lang="en").effect("quality")
        assert any(told in one.told("en") for one in found.conclusion.facts)
