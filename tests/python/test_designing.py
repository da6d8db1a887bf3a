"""The adviser: schemes against enumeration, the draw itself, and what to record."""

from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa import InputError, _core
from lantoa.spreading.drawn_from import DrawnFrom, drawn_from, share_inside
from lantoa.spreading.lot_counts import (
    arrangements_of,
    clean_share,
    information,
    smallest_p_of,
)
from lantoa.spreading.lots_of_days import lots_of
from lantoa.spreading.measuring import Noise
from lantoa.spreading.open_ties import OpenTies
from lantoa.spreading.schemes import Asked, schemes_of
from spread_offices import links, small
from spread_settings import setting


def asked(measures=1):
    """With changes of the standard deviation of the outcome, half of it that of the base."""
    noise = Noise(np.asfortranarray((np.eye(measures) + 1) / 2))
    return Asked(alpha=0.05, noise=lambda _: noise, measures=measures, draws=9999, seed=5)


ASKED = asked()


def source(sizes, sources=None, strata="none"):
    stratum = np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)
    n = len(stratum)
    held = tuple(map(frozenset, sources or [()] * n))
    names = tuple(f"B{at}" for at in range(len(sizes)))
    ids = tuple(f"S{at:03}" for at in range(n))
    return DrawnFrom("subject", strata, ids, stratum, names, held)


def draws_of(sizes, drawn):
    """Every draw of one wave, as the set of those drawn."""
    begin, found = 0, [()]
    for size, number in zip(sizes, drawn, strict=True):
        inside = range(begin, begin + size)
        found = [(*one, *more) for one in found for more in combinations(inside, number)]
        begin += size
    return found


@pytest.mark.parametrize(
    ("sizes", "drawn"),
    [([4], [2]), ([5], [1]), ([4, 3], [2, 1]), ([2, 4], [1, 2]), ([3, 3], [1, 2])],
)
def test_arrangements_and_the_smallest_p_are_those_of_enumeration(sizes, drawn):
    every = draws_of(sizes, drawn)
    assert arrangements_of(sizes, [(one,) for one in drawn]) == len(every)
    flags = np.zeros(sum(sizes), np.int32)
    flags[list(every[0])] = 1
    stratum = np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)
    expected = _core.smallest_p(flags, stratum, _core.Budget(seed=0))
    assert smallest_p_of(sizes, [(one,) for one in drawn], 9999) == pytest.approx(expected)


def test_arrangements_of_waves_are_those_of_enumeration():
    waves = [1, 1, 2, 2, 0]
    assert arrangements_of([5], [(2, 2)]) == len(set(permutations(waves)))
    assert smallest_p_of([6], [(2, 2)], 9999) == 1 / arrangements_of([6], [(2, 2)])


def test_beyond_two_million_arrangements_a_simulation_bounds_p():
    assert smallest_p_of([80], [(40,)], 999) == 1 / 1000


@pytest.mark.parametrize(("sizes", "drawn"), [([5], [2]), ([3, 4], [1, 2])])
def test_the_clean_share_is_the_mean_over_all_draws(sizes, drawn):
    n = sum(sizes)
    ties = [{(one + 1) % n, (one * one) % n} - {one} for one in range(n)]
    ties[0] = set()
    clean, waiting = 0, 0
    for given in draws_of(sizes, drawn):
        rest = set(range(n)) - set(given)
        waiting += len(rest)
        clean += sum(not ties[one] & set(given) for one in rest)
    found = clean_share(source(sizes, ties), [(one,) for one in drawn])
    assert found == pytest.approx(clean / waiting)


@pytest.mark.parametrize(("sizes", "drawn"), [([6], [(3,)]), ([5, 4], [(1, 2), (1, 1)])])
def test_what_a_staggered_lot_knows_is_what_least_squares_knows(sizes, drawn):
    waves, rows, y = len(drawn[0]), [], []
    subject = 0
    for stratum, (size, one) in enumerate(zip(sizes, drawn, strict=True)):
        first = np.repeat(np.arange(1, waves + 2), [*one, size - sum(one)])
        for at in first:
            for period in range(waves + 1):
                dummies = np.zeros(sum(sizes) + len(sizes) * (waves + 1))
                dummies[subject] = 1
                dummies[sum(sizes) + stratum * (waves + 1) + period] = 1
                rows.append(dummies)
                y.append(float(period >= at))
            subject += 1
    fitted = np.array(rows) @ np.linalg.lstsq(np.array(rows), np.array(y), rcond=None)[0]
    assert information(sizes, drawn) == pytest.approx(float(((y - fitted) ** 2).sum()))


def test_one_of_ten_can_never_get_below_the_level_and_half_of_ten_can():
    schemes = schemes_of([source([10])], ASKED)
    one = next(scheme for scheme in schemes if scheme.pattern == "one")
    assert (one.smallest_p, one.says, one.detectable) == (0.1, "floor", None)
    assert schemes[0].pattern == "half"
    assert schemes[0].smallest_p == pytest.approx(2 / 252)
    assert schemes[0].says == "good"
    assert schemes[-1].says == "floor"


def test_the_size_that_would_be_found_is_near_that_of_a_t_test():
    schemes = schemes_of([source([40])], ASKED)
    half = next(scheme for scheme in schemes if scheme.pattern == "half")
    closed = (1.96 + 0.8416) * np.sqrt(2 / 20)
    assert half.detectable == pytest.approx(closed, rel=0.12)


def test_waves_find_more_and_there_are_no_more_than_measurements():
    waves = {scheme.waves: scheme for scheme in schemes_of([source([24])], asked(3))}
    assert sorted(waves) == [1, 2, 3]
    assert {scheme.waves for scheme in schemes_of([source([24])], ASKED)} == {1}
    assert waves[3].sizes == ((6, 6, 6),)
    assert waves[3].detectable < waves[2].detectable


def test_who_waits_beside_everybody_drawn_is_compared_with_nobody():
    everybody = [set(range(10)) - {one} for one in range(10)]
    schemes = schemes_of([source([10], everybody)], ASKED)
    assert "good" not in {scheme.says for scheme in schemes}
    assert schemes[0].clean == 0


def test_persons_are_drawn_one_by_one_in_groups_or_as_whole_units():
    made = setting([0] * 6, [(0, 1), (2, 3), (4, 5), (1, 2)], block=["A", "A", "B", "B", "C", "C"])
    ties = OpenTies.of(made)
    object.__setattr__(made, "kind", "person")
    whole = list(drawn_from(made, ties, {"A", "B", "C"}))
    assert [(one.what, one.strata) for one in whole] == [
        ("subject", "none"),
        ("subject", "block"),
        ("block", "none"),
    ]
    assert whole[2].ids == ("A", "B", "C")
    assert whole[2].sources == (frozenset(), frozenset({0}), frozenset())
    assert [one.what for one in drawn_from(made, ties, {"X"})] == ["subject", "subject"]
    assert share_inside(made, ties) == 0.75


def spread(**tables):
    people = [f"p{at:02}" for at in range(24)]
    stays = [(one, "UV"[at % 2], "member", "2021-01-01", None) for at, one in enumerate(people)]
    columns = ["person_id", "unit_id", "role", "from", "to"]
    watched = pd.DataFrame({"subject_id": people, "observed_until": "2023-12-31"})
    office = small(
        people=pd.DataFrame({"person_id": people}),
        memberships=pd.DataFrame(stays, columns=columns),
        observed=watched,
        practices=pd.DataFrame({"practice_id": ["P"], "exemplar_id": ["p00"]}),
        adoptions=pd.DataFrame(
            {"practice_id": ["P"], "subject_id": ["p01"], "started_on": ["2022-05-01"]}
        ),
        links=links(*((people[at], people[at + 2], "link", 1, "2022-01-01", None, "observed_before")
                      for at in range(22))),
        **tables,
    )  # fmt: skip
    return lt.spread(office, every="year")


@pytest.fixture(scope="module")
def design():
    return spread().design(practice="P")


def test_the_draw_is_recorded_as_assignments_that_the_question_of_level_two_reads(design):
    lot = design.lot(7, date="2026-03-16")
    assert list(lot.columns) == ["subject_id", "date", "treatment", "rule", "stratum"]
    assert lot["subject_id"].is_monotonic_increasing
    given = int((lot["treatment"] == "tuyen_truyen").sum())
    assert given == design.frame.loc[0, "drawn"]
    office = small(assignments=lot, people=pd.DataFrame({"person_id": lot["subject_id"]}))
    (read,) = lots_of(office, None)
    assert read.is_lot
    assert len(read.given) == given
    assert read.years == (2026,)


def test_the_same_seed_draws_the_same_and_another_draws_otherwise(design):
    one, again, other = (design.lot(seed, date="2026-03-16") for seed in (7, 7, 8))
    assert one.equals(again)
    assert not one["treatment"].equals(other["treatment"])


def test_every_draw_is_about_as_likely(design):
    share = np.mean(
        [design.lot(seed, date="2026-03-16")["treatment"] == "khong" for seed in range(400)], axis=0
    )
    expected = design.frame.loc[0, "waiting"] / (
        design.frame.loc[0, "waiting"] + design.frame.loc[0, "drawn"]
    )
    assert abs(share - expected).max() < 4 * np.sqrt(expected * (1 - expected) / 400)


def test_the_exemplar_and_takers_are_not_drawn_but_are_for_something_new(design):
    assert not {"p00", "p01"} & set(design.lot(7, date="2026-03-16")["subject_id"])
    assert design.subjects == 22
    assert spread().design().subjects == 24


def test_registers_that_are_absent_or_thin_are_named(design):
    gaps = design.gaps
    assert {"assignments", "publicity", "adoptions", "practices", "measures", "coverage"} <= set(
        gaps["table"]
    )
    assert "links" not in set(gaps["table"])
    assert "assignments (absent)" in repr(design)
    told = {"adoptions.source_id", "adoptions.verified_on"}
    assert told <= set(gaps["table"] + "." + gaps["column"])


def test_too_few_are_refused_with_what_is_needed():
    found = lt.spread(
        small(links=links(("cu", "du", "link", 1, "2022-01-01", None, "assigned")))
    ).design()
    assert found.conclusion.is_refused
    assert found.conclusion.codes == ("R1",)
    assert "at least 7 are needed" in repr(found)
    assert found.conclusion.collect


def test_a_large_office_is_counted_and_measured_without_simulation():
    schemes = schemes_of([source([2500, 2500], strata="block")], ASKED)
    half = next(one for one in schemes if one.pattern == "half")
    assert half.arrangements == 10**300
    assert half.detectable == pytest.approx((1.96 + 0.8416) / np.sqrt(1250), rel=1e-3)


def test_an_outcome_says_how_much_it_changes_and_places_are_none():
    office = lt.sample_office(seed=7)
    found = lt.spread(office, practice="CL04", links="same_field", lang="en")
    told = found.design(outcome="measures:ty_le_dung_han")
    assert "Outcome measures:ty_le_dung_han" in repr(told)
    places = found.design(outcome="places")
    assert "ASSUMED" in repr(places)
    assert len(places.under[0]) > len(found.design().under[0])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_prints_in_both_languages(design, lang, tmp_path):
    from dataclasses import replace

    found = replace(design, _lang=lang)
    assert {"vi": "Số cách bốc", "en": "Arrangements"}[lang] in repr(found)
    assert len(found.sheets()) == 2
    assert found.to_excel(tmp_path / "d.xlsx").exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"seed": -1}, "seed: expected a whole number, 0 or more"),
        ({"date": "soon"}, "expected a day such as"),
        ({"date": ["2026-01-01", "2026-02-01"]}, "expected 1 day, one for each wave, found 2"),
        ({"scheme": 99}, 'scheme "99" is not known'),
        ({"date": "2020-01-01"}, "date: 2020-01-01 is over, for the registers know of "),
        (
            {"scheme": "last"},
            r"scheme \d+: can never get below 0.05; the first that can answer is 1",
        ),
        ({"treatment": "khong"}, "means that nothing is given"),
    ],
)
def test_a_draw_that_cannot_be_made_is_named(design, wrong, message):
    asked = {"seed": 1, "date": "2026-03-16", **wrong}
    if asked.get("scheme") == "last":
        asked["scheme"] = len(design.schemes)
    with pytest.raises(InputError, match=message):
        design.lot(**asked)
    with pytest.raises(InputError, match=r"alpha: expected a number above 0 and below 0.5"):
        spread().design(alpha=2)


def test_of_fewer_people_than_may_be_told_of_no_lot_is_advised():
    few = replace(source([12]), people=True)
    says = {(one.pattern, one.drawn): one.says for one in schemes_of([few], ASKED)}
    assert says == {
        ("one", 1): "floor",
        ("quarter", 3): "few",
        ("third", 4): "few",
        ("half", 6): "good",
    }
    units = {one.drawn: one.says for one in schemes_of([source([12])], ASKED)}
    assert units[3] == units[4] == "good"
