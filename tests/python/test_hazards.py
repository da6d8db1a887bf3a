"""The hazard of taking up: rows at risk, and what is too thin to be printed (R6)."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.hazards import rows_of


def office(people=400, *, contagion=1.2, seed=2):
    """People in pairs of ties over 16 quarters; who is tied to a taker takes up sooner."""
    chance = np.random.default_rng(seed)
    ids = [f"P{at:03d}" for at in range(people)]
    sources = np.array([chance.choice(people, 4, replace=False) for _ in range(people)])
    adopted = np.zeros(people, int)
    adopted[:5] = 1
    for quarter in range(2, 17):
        had = (adopted > 0) & (adopted < quarter)
        rate = 0.02 * np.exp(contagion * 4 * had[sources].mean(axis=1))
        takes = (adopted == 0) & (chance.random(people) < rate)
        adopted[takes] = quarter
    took = np.flatnonzero(adopted)
    days = [pd.Timestamp(2020, 1, 15) + pd.DateOffset(months=3 * (q - 1)) for q in adopted[took]]
    pairs = [(ids[one], ids[at]) for at in range(people) for one in sources[at] if one != at]
    return lt.Office.from_frames(
        {
            "people": pd.DataFrame({"person_id": ids, "joined": "2018-01-01"}),
            "units": pd.DataFrame({"unit_id": ["U1", "U2"]}),
            "memberships": pd.DataFrame(
                {
                    "person_id": ids,
                    "unit_id": [f"U{at % 2 + 1}" for at in range(people)],
                    "role": "member",
                    "from": "2018-01-01",
                }
            ),
            "practices": pd.DataFrame({"practice_id": ["C1"]}),
            "adoptions": pd.DataFrame(
                {"practice_id": "C1", "subject_id": np.array(ids)[took], "started_on": days}
            ),
            "links": pd.DataFrame(
                {
                    "from_id": [one for one, _ in pairs],
                    "to_id": [other for _, other in pairs],
                    "kind": "advice",
                    "from": pd.Timestamp(2018, 1, 1),
                    "origin": "observed_before",
                }
            ),
            "observed": pd.DataFrame(
                {"subject_id": ids, "observed_until": pd.Timestamp(2023, 12, 31)}
            ),
        }
    )


def alike(seed, people=80):
    """Ties within eight teams; a team has a rate of its own, nobody heeds anybody."""
    chance = np.random.default_rng(100 + seed)
    tables = {name: one.frame for name, one in office(people, contagion=0.0).tables.items()}
    ids = [f"P{at:03d}" for at in range(people)]
    team = np.arange(people) % 8
    rate = 0.06 * np.exp(chance.normal(0, 0.8, 8))[team]
    quarter = chance.geometric(np.minimum(rate, 0.9))
    took = np.flatnonzero(quarter <= 16)
    days = [pd.Timestamp(2020, 1, 15) + pd.DateOffset(months=3 * (q - 1)) for q in quarter[took]]
    pairs = [
        (ids[one], ids[at])
        for at in range(people)
        for one in chance.choice(np.flatnonzero(team == team[at]), 4, replace=False)
        if one != at
    ]
    tables["adoptions"] = pd.DataFrame(
        {"practice_id": "C1", "subject_id": np.array(ids)[took], "started_on": days}
    )
    tables["links"] = pd.DataFrame(
        {
            "from_id": [one for one, _ in pairs],
            "to_id": [other for _, other in pairs],
            "kind": "advice",
            "from": pd.Timestamp(2018, 1, 1),
            "origin": "observed_before",
        }
    )
    return lt.Office.from_frames(tables)


@pytest.fixture(scope="module")
def large():
    return lt.spread(office(), years=range(2020, 2024))


def test_every_row_at_risk_is_there_once(large):
    setting = large.setting()
    rows = rows_of(setting, blocks=True, years=True)
    expected = taken = 0
    for since, until, adopted in zip(setting.since, setting.until, setting.adopted, strict=True):
        last = min(until, adopted) if adopted else until
        expected += max(last - max(since, 2) + 1, 0)
        taken += 2 <= adopted <= until
    assert rows.at_risk.sum() == expected
    assert rows.events.sum() == taken
    assert rows.parameters == 2 + 1 + 3  # ones, exposure; one more block; three more years


def test_enough_takers_have_a_ratio_as_a_fact_and_no_verdict(large):
    one = large.hazard()["hazard"]
    assert one.level == "L1"
    assert one.statistic["b"] > 0
    ratio = f"{np.exp(one.statistic['b']):.2f}"
    assert any(ratio in fact.told("en") for fact in one.facts)
    assert one.codes == ("alike",)
    assert (one.p, one.interval, one.may_say) == ({}, None, ())
    assert "s.e." not in one.statistic
    assert "association" in one.unblock[0].told("en")
    told = " ".join(text for _, text in one.lines("vi"))
    for word in ("tác động", "nhờ", "gây ra", "dẫn đến"):
        assert word not in told


def test_it_is_the_fit_of_its_rows_one_by_one(large):
    from lantoa import _core

    rows = rows_of(large.setting(), blocks=False, years=False)
    single = np.repeat(rows.design, rows.at_risk.astype(int), axis=0)
    events = np.concatenate(
        [
            np.r_[np.ones(int(took)), np.zeros(int(risk - took))]
            for took, risk in zip(rows.events, rows.at_risk, strict=True)
        ]
    )
    found = _core.fit_hazard(
        np.asfortranarray(single), np.ones(len(events)), events, _core.Link.CLOGLOG,
        _core.Penalty.NONE, 1,
    )  # fmt: skip
    one = large.hazard(blocks=False, years=False)["hazard"]
    assert one.statistic["b"] == pytest.approx(found.coefficient[1], rel=1e-9)
    assert one.statistic["-2 log L"] == pytest.approx(found.deviance, rel=1e-9)


def test_the_error_that_is_not_printed_would_cry_wolf():
    """Whole units take up together and nobody learns: ties are within units.

    The error by formula says spread again and again; whatever it says, no verdict is printed.
    """
    from lantoa import _core

    wolves = 0
    for seed in range(10):
        found = lt.spread(alike(seed), links="table", years=range(2020, 2024))
        rows = rows_of(found.setting(), blocks=False, years=False)
        fit = _core.fit_hazard(
            rows.design, rows.at_risk, rows.events, _core.Link.CLOGLOG, _core.Penalty.NONE, 0
        )
        wolves += abs(fit.coefficient[1]) > 1.96 * fit.error[1]
        one = found.hazard(blocks=False, years=False)["hazard"]
        assert one.is_refused
        assert not one.may_say
    assert wolves >= 3  # one in twenty is what it promises


def test_an_office_is_refused_and_sent_to_permutation():
    one = lt.spread(lt.sample_office(seed=7)).hazard()["hazard"]
    assert one.codes == ("R6",)
    assert one.estimate is None
    assert not one.p
    assert "association" in one.unblock[0].told("vi")


def test_a_coefficient_that_runs_away_is_not_printed(large):
    setting = large.setting()
    rows = rows_of(setting, blocks=True, years=True)
    assert rows.events.sum() >= 10 * rows.parameters
    found = lt.spread(office(contagion=0.0, seed=5), years=range(2020, 2024))
    one = found.hazard(link="logit")["hazard"]
    assert one.codes[0] in ("alike", "R6")
    assert ("b" in one.statistic) == (one.codes == ("alike",))


def test_bad_questions_name_what_is_wrong(large):
    with pytest.raises(lt.InputError, match='link "clog" is not known; did you mean "logit"'):
        large.hazard(link="clog")
    with pytest.raises(lt.InputError, match='practice "C2" is not known; did you mean "C1"'):
        large.hazard(practice="C2")
