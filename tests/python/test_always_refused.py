"""Several practices at once, an outcome, and what an office can never answer."""

from __future__ import annotations

import re

import numpy as np
import pytest

import lantoa as lt
from lantoa.concluding import Conclusions
from lantoa.spreading import spread
from lantoa.spreading.associating import associated
from lantoa.spreading.exchange import NULLS
from lantoa.spreading.null_words import held
from lantoa.spreading.refusing import always_refused
from spread_settings import asked, chain, setting, told

CAUSAL = re.compile(
    r"\b(effect|causes?|caused|impact|because of|due to|leads? to|thanks to)\b"
    r"|tác động|gây ra|\bnhờ\b|hiệu quả|làm cho|dẫn đến",
    re.IGNORECASE,
)


def test_several_practices_are_judged_together():
    pairs = [(one, one + 1) for one in range(29)]
    along = setting([*range(1, 8), *[0] * 23], pairs)
    rng = np.random.default_rng(1)
    scattered = [setting(rng.permutation([*range(1, 8), *[0] * 23]), pairs) for _ in range(3)]
    found = associated(asked(along, *scattered))["compared"]
    assert found.status == "answered"
    assert "R9" in found.codes
    assert found.facts[0].gaps["practice"] == "P1"
    assert found.facts[0].gaps["best"] == 1
    assert "P1 seems to stand before" in told(found)


def test_practices_with_few_takers_are_not_placed():
    few = setting([1, 2, 3, *[0] * 27], [(one, one + 1) for one in range(29)])
    found = associated(asked(chain(30), few))["compared"]
    assert found.codes == ("R12", "few")
    assert "P2" not in told(found)


@pytest.fixture(scope="module")
def sample():
    return spread(lt.sample_office(seed=7), links="same_unit")


def test_the_sample_prints_in_both_languages_without_a_causal_word(sample):
    found = Conclusions.of([*associated(sample, "CL01"), *always_refused(sample)], lang="vi")
    for one in found:
        for lang in ("vi", "en"):
            assert not CAUSAL.search(told(one, lang)), told(one, lang)
            assert "{" not in told(one, lang)


def test_what_an_office_cannot_answer_is_refused_with_a_way_out(sample):
    found = {one.key: one for one in always_refused(sample)}
    assert {"contagion", "bass", "hawkes", "total", "from_adoptions"} <= set(found)
    assert all(one.is_refused and one.reasons and one.unblock for one in found.values())
    assert found["total"].codes == ("whole",)
    assert found["from_adoptions"].codes == ("R5",)
    assert "1000 are needed" in told(found["bass"])


def test_everybody_exposed_in_one_year_is_refused():
    star = setting([0, 2, *[0] * 8], [(0, one) for one in range(1, 10)], exemplar=0)
    found = [one for one in always_refused(asked(star)) if one.key == "total"]
    assert [one.about for one in found] == ["P1", ""]
    assert "everybody was exposed in one period (2000)" in told(found[0])


def test_places_and_excellent_ratings_are_no_outcome(sample):
    one = associated(sample, "CL01", outcome="places")["outcome"]
    assert (one.status, one.codes) == ("refused", ("zero_sum",))
    with pytest.raises(lt.InputError, match='outcome "targts" is not known'):
        associated(sample, "CL01", outcome="targts")


@pytest.mark.parametrize("practice", ["CL01", "CL02", "CL03", "CL04"])
def test_an_outcome_is_compared_within_the_three_nulls(sample, practice):
    one = associated(sample, practice, outcome="good_or_better")["outcome"]
    assert one.smallest_p > 0
    if one.is_refused:
        assert one.reasons
        assert (one.p, one.estimate) == ({}, None)
        return
    assert set(one.p) <= set(NULLS)
    assert one.judged in one.p
    assert one.judged != "free"
    silent = [held(null).told("vi") for null in NULLS if null not in one.p]
    warned = [warning.saying.told("vi") for warning in one.warnings]
    assert all(any(null in told for told in warned) for null in silent)
    assert one.detectable is None or one.detectable > 0
    assert all(one.smallest_p <= p <= 1 for p in one.p.values())
    assert -100 <= one.estimate <= 100  # of shares, in per cent
    assert one.may_not_say


def test_some_outcomes_of_the_sample_are_compared_and_some_are_not(sample):
    found = associated(sample, outcome="good_or_better").about("outcome")
    assert {one.is_refused for one in found} == {True, False}
