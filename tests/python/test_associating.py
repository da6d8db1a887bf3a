"""Did ties and taking up go together: three nulls, and the floor before the verdict."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
from lantoa import _core
from lantoa.spreading.associating import associated
from lantoa.spreading.exchange import (
    NULLS,
    exchanged,
    more_takers,
    popularity_of,
    strata_of,
    windows_of,
)
from spread_settings import asked, chain, setting, ties_of, told


def test_what_goes_along_a_chain_is_found():
    one = associated(asked(chain(30)))["association"]
    assert one.status == "answered"
    assert list(one.p) == list(NULLS)
    assert max(one.p.values()) <= 0.01
    assert one.statistic["E"] == 1.0
    assert one.interval[0] > 0
    assert one.detectable < one.estimate
    assert "more often than" in told(one)
    assert "likeness" in told(one)  # what may not be said


def test_nothing_is_in_the_interval_that_the_test_rejects_and_all_else_is():
    rng = np.random.default_rng(1)
    told = at_the_end = 0
    for _ in range(120):
        pairs = [(a, b) for a in range(8) for b in range(8) if a != b and rng.random() < 0.35]
        adopted = [0] * 8
        for who in rng.choice(8, 5, replace=False):
            adopted[who] = int(rng.integers(1, 6))
        one = associated(asked(setting(adopted, pairs)))["association"]
        if one.is_refused:
            continue
        low, high = one.interval
        assert (one.deciding_p > 0.05) == (low <= 0 <= high)
        told, at_the_end = told + 1, at_the_end + (0 in (low, high))
    assert told > 100
    assert at_the_end  # of a hypothesis that is not rejected


@given(
    adopted=st.lists(st.integers(0, 5), min_size=6, max_size=9),
    pairs=st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=25),
    alpha=st.sampled_from([0.01, 0.05, 0.2]),
)
@settings(deadline=None, max_examples=100)
def test_zero_is_in_the_interval_where_it_is_not_rejected(adopted, pairs, alpha):
    n = len(adopted)
    kept = sorted((a, b) for a, b in pairs if a != b and max(a, b) < n)
    one = associated(asked(setting(adopted, kept), draws=199, alpha=alpha))["association"]
    if one.interval is not None:
        assert (one.deciding_p > alpha) == (one.interval[0] <= 0 <= one.interval[1])


def test_one_taker_in_ten_units_is_refused_and_the_floor_is_printed():
    pairs = [(0, at) for at in range(1, 11)]
    pairs += [(other, at) for at in range(2, 11) for other in range(1, at)]  # at has `at` sources
    ten = setting([0, 2, *[0] * 9], pairs, exemplar=0)
    one = associated(asked(ten))["association"]
    assert one.is_refused
    assert one.codes[0] == "R1"
    assert one.smallest_p == pytest.approx(0.1)
    assert "smallest attainable p is 0.1, above 0.05 (10 arrangements)" in told(one)
    assert "p nhỏ nhất có thể có là 0,1" in told(one, "vi")
    assert "so many more take it up where many have not: 1" in told(one)


def test_a_floor_does_not_ask_who_took_it_up():
    """The same number of takers elsewhere leaves the smallest attainable p as it is."""
    pairs = [(one, (one + 1) % 12) for one in range(12)]
    floors = set()
    for takers in ([1, 2, 3], [1, 5, 9], [4, 0, 8]):
        adopted = [0] * 12
        for period, at in enumerate(takers, start=1):
            adopted[at] = period
        nulls = exchanged(setting(adopted, pairs), ties_of(pairs, 8), alpha=0.05, draws=99, seed=1)
        floors.add(tuple(one.smallest_p for one in nulls))
    assert len(floors) == 1


def test_a_free_exchange_alone_has_no_word():
    """Within blocks of two nobody can change places: block and spread look alike (R10)."""
    n = 14
    block = [f"B{one // 2:02}" for one in range(n)]
    pairs = [(one, one + 1) for one in range(n - 1)]
    one = associated(asked(setting([1, 2, 3, 4, 5, 6, *[0] * 8], pairs, block=block)))[0]
    assert one.status == "refused"
    assert one.codes[0] == "R10"
    assert {"R1"} == set(one.codes[1:])
    assert one.p == {}
    assert one.smallest_p > 0.05
    assert "above 0.05" in told(one)
    assert "; p " not in told(one)
    assert "ties that go beyond one's own block" in told(one)


def test_where_popularity_leaves_no_room_blocks_have_the_word():
    pairs = [(0, at) for at in range(1, 9)] + [(at, at + 1) for at in range(1, 8)]
    made = setting([1, 2, 3, 4, 5, 6, 0, 0, 0], pairs)
    classes = {name: at for at, name in enumerate(made.subjects)}
    one = associated(asked(made), popularity=classes)[0]
    assert one.status == "answered"
    assert one.judged == "within_block"
    assert "R1" in one.codes


def rings(*sizes):
    """Rings side by side: everybody's source is the one before."""
    firsts = [sum(sizes[:at]) for at in range(len(sizes))]
    return [
        (first + at, first + (at + 1) % size)
        for first, size in zip(firsts, sizes, strict=True)
        for at in range(size)
    ]


def test_what_blocks_explain_is_not_separable():
    """One block takes it up in no order of its ties: only the free exchange finds more."""
    block = ["A"] * 8 + ["B"] * 20
    times = [2, 6, 1, 5, 3, 7, 4, 8]
    one = associated(asked(setting([*times, *[0] * 20], rings(8, 20), block=block)))[0]
    assert one.p["free"] <= 0.05 < one.p["within_block"]
    assert "R10" in one.codes
    assert "What is seen is not separable from block or popularity" in told(one)


def test_blocks_in_which_all_are_tied_to_all_say_nothing():
    pairs = [(a, b) for a in range(8) for b in range(8) if a != b]
    pairs += [(a, b) for a in range(8, 28) for b in range(8, 28) if a != b]
    block = ["A"] * 8 + ["B"] * 20
    one = associated(asked(setting([1, 1, 1, 2, 2, 2, 0, 0, *[0] * 20], pairs, block=block)))[0]
    assert one.status == "refused"
    assert one.codes == ("R10", "R1", "R1")
    assert "May not be said: Anything beyond the facts above" in "\n".join(
        f"{label}: {text}" for label, text in one.lines("en")
    )


def test_times_are_exchanged_only_where_they_could_have_been_seen():
    late = setting([1, 2, 5, 0, 6, 0], [(0, 1)], since=[1, 1, 4, 4, 4, 4], until=[8, 8, 8, 8, 8, 6])
    window = windows_of(late)
    assert window.tolist() == [0, 0, 2, 2, 2, 1]
    strata = strata_of(late, "free", popularity_of(late, late.ties))
    assert len(set(strata.tolist())) == 3
    assert _core.permutation_count(late.adopted, strata) == 2 * 6


def test_the_exemplar_is_a_source_and_is_not_exchanged():
    one = setting([0, 2, 3, 0], [(0, 1), (0, 2), (0, 3)], exemplar=0)
    nulls = exchanged(one, one.ties, alpha=0.05, draws=99, seed=1)
    assert nulls[0].arrangements == 6
    assert nulls[0].found.observed == 1.0
    assert nulls[0].p == 1.0  # everybody stands next to it


def test_popularity_counts_takers_once():
    one = setting([1] + [0] * 9, [])
    pairs = [(0, at) for at in range(1, 9)] + [(1, 2), (2, 3), (2, 4), (2, 5)] + [(1, 2)]
    pairs += [(3, at) for at in range(4, 9)]
    assert popularity_of(one, ties_of(pairs, 9)).tolist() == [4, 1, 2, 3, *[0] * 6]


def test_ties_made_of_adoptions_are_refused_and_others_still_asked():
    kinds = {"kinds": ("claimed", "link"), "origins": ("adoptions", "observed_before")}
    pairs = [(one, one + 1) for one in range(29)]
    mixed = setting([*range(1, 8), *[0] * 23], pairs, kind=[at % 2 for at in range(29)], **kinds)
    found = associated(asked(mixed))
    by_about = {one.about: one for one in found}
    assert by_about["P1, claimed source"].codes == ("R5",)
    assert by_about["P1, kind not written"].status in ("answered", "refused")
    assert "R5" not in by_about["P1, kind not written"].codes


def test_nobody_and_no_ties_are_refusals_and_not_errors():
    nobody = associated(asked(setting([0] * 6, [(0, 1)])))["association"]
    assert (nobody.status, nobody.codes) == ("refused", ("nobody",))
    untied = associated(asked(setting([1, 2, 0], [])))["association"]
    assert (untied.status, untied.codes) == ("refused", ("no_ties",))


def test_several_kinds_are_several_questions():
    pairs = [(one, one + 1) for one in range(29)]
    kinds = {"kinds": ("guide", "link"), "origins": ("assigned", "observed_before")}
    two = setting([*range(1, 8), *[0] * 23], pairs, kind=[at % 2 for at in range(29)], **kinds)
    found = associated(asked(two))
    assert [one.about for one in found] == ["P1, all ties", "P1, guide", "P1, kind not written"]
    assert all("kinds" in one.codes for one in found)
    assert "chance alone finds one in 20" in told(found[0])
    assert "kinds" not in associated(asked(two), kinds="guide")[0].codes


def test_stories_are_minded():
    one = associated(asked(chain(30), stories=3))["association"]
    assert "publicity" in one.codes
    assert "3 stories" in told(one)


def test_popularity_can_be_given_for_every_subject():
    one = chain(20)
    classes = dict.fromkeys(one.subjects, 1)
    found = associated(asked(one), popularity=classes)["association"]
    assert found.p["within_block"] == found.p["within_block_popularity"]
    with pytest.raises(lt.InputError, match="expected a class of every subject"):
        associated(asked(one), popularity={"S000": 1})
    with pytest.raises(lt.InputError, match='"X" is not known; did you mean'):
        associated(asked(one), popularity={**classes, "X": 1})
    with pytest.raises(lt.InputError, match=r'a whole number for "S000", not 0\.5'):
        associated(asked(one), popularity={**classes, "S000": 0.5})


def test_names_that_are_not_known_are_errors():
    with pytest.raises(lt.InputError, match='practice "P9" is not known'):
        associated(asked(chain(10)), "P9")
    with pytest.raises(lt.InputError, match='kinds "lnk" is not known; did you mean "link"'):
        associated(asked(chain(10)), kinds="lnk")


def test_more_takers_do_not_help_where_every_exchange_is_alike():
    """Everybody has the exemplar as the only source: arrangements are many, and all the same."""
    star = setting([0, 2, *[0] * 9], [(0, at) for at in range(1, 11)], exemplar=0)
    assert more_takers(star, star.ties, 0.05) is None
