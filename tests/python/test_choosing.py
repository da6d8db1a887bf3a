"""Whom to publicise: the best sets over a range of probabilities, regret, baseline and refusals."""

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest

import lantoa as lt
import reference_cascades as reference
from lantoa import InputError
from lantoa.spreading import reaching
from lantoa.spreading.choosing import whom
from lantoa.spreading.open_ties import OpenTies
from spread_offices import links, small
from spread_settings import setting

HUB = [(0, taker) for taker in range(1, 6)]
TWO_HUBS = [*HUB, (6, 7), (6, 8), (6, 9), (1, 2)]


def spread_of(one, lang="en"):
    return SimpleNamespace(seed=5, lang=lang, _kind="pandas", setting=lambda _=None: one)


def asked(pairs, n=10, adopted=None, lang="en", **more):
    made = setting(adopted or [0] * n, pairs, **{k: more.pop(k) for k in ("until",) if k in more})
    return whom(spread_of(made, lang), **more)


def by_way(found, way, column):
    rows = found.frame[found.frame["way"] == way]
    return rows[column].tolist()


def test_the_hub_of_a_star_is_chosen_and_reaches_its_closed_form():
    found = asked(HUB, 6, k=1, probabilities=(0.1, 0.5))
    assert found.how == "exact"
    assert found.members() == found.members("most_takers") == ["S000"]
    assert by_way(found, "steady", "reach") == pytest.approx([1.5, 3.5])
    assert by_way(found, "steady", "error") == [0, 0]
    assert found.conclusion.status == "answered"


def test_the_steady_set_has_the_least_regret_of_all_sets():
    p = (0.05, 0.3, 0.8)
    found = asked(TWO_HUBS, k=2, probabilities=p)
    ties = sorted(TWO_HUBS)
    reach = {
        pair: [reference.exact_cascade(ties, [one] * len(ties), pair) for one in p]
        for pair in combinations(range(10), 2)
    }
    best = [max(one[at] for one in reach.values()) for at in range(3)]
    least = min(max(np.subtract(best, one)) for one in reach.values())
    assert max(by_way(found, "steady", "regret")) == pytest.approx(least, abs=1e-9)
    own = found.frame[found.frame["way"] == "best"]
    own = own[own["chosen_at"] == own["probability"]]
    assert own["reach"].tolist() == pytest.approx(best)
    assert own["regret"].tolist() == [0, 0, 0]


@pytest.fixture(scope="module")
def close():
    return lt.spread(lt.sample_office(seed=7), links="same_unit", lang="en").whom(
        k=2, practice="CL01"
    )


def test_label_regret_and_sentence_are_of_one_evaluation(close):
    frame = close.frame
    assert frame["regret"].min() == 0
    top = frame.groupby("probability")["reach"].max()
    behind = frame["probability"].map(top) - frame["reach"]
    assert frame["regret"].tolist() == pytest.approx(behind.tolist(), abs=1e-9)
    own = frame[(frame["way"] == "best") & (frame["chosen_at"] == frame["probability"])]
    assert own["regret"].tolist() == [0, 0, 0]
    worst = frame.groupby("members")["regret"].max()
    assert worst[", ".join(close.members())] == worst.min()


def test_sets_that_the_simulation_cannot_part_are_called_level(close):
    others = set(close.frame.loc[close.frame["way"] == "best", "members"])
    others -= {", ".join(close.members())}
    assert set(close.level) == others
    assert f"level with {'; '.join(close.level)} within the simulation's error" in close.sentence
    assert "among the safest choices" in close.conclusion.may_say[0].told("en")
    assert close.conclusion.codes == ("close",)


def test_sets_far_apart_are_not_called_level(monkeypatch):
    monkeypatch.setattr(reaching, "_MOST_EXACT", 0)
    found = asked([*HUB, (6, 7)], k=1, probabilities=(0.5,))
    assert found.level == ()
    assert found.conclusion.codes == ()


def test_who_took_it_up_is_no_candidate_is_not_counted_and_passes_nothing_on():
    found = asked(HUB, 6, adopted=[3, 0, 0, 0, 0, 0], k=1)
    assert found.is_refused
    assert found.conclusion.codes == ("no_ties",)
    more = asked([*HUB, (1, 2)], 6, adopted=[3, 0, 0, 0, 0, 0], k=1, probabilities=[0.5])
    assert more.members() == ["S001"]
    assert by_way(more, "steady", "reach") == [1.5]
    told = asked([*HUB, (1, 2), (3, 4)], 6, adopted=[3, 0, 0, 0, 0, 0], k=1, already=["S001"])
    assert told.members() == ["S003"]


def test_who_is_not_followed_to_the_end_is_left_out():
    found = asked([*HUB, (1, 2)], 6, until=[5, 8, 8, 8, 8, 8], k=1, probabilities=[1.0])
    assert found.members() == ["S001"]
    assert "1 no longer followed" in repr(found)


@pytest.mark.parametrize("model", ["cascade", "threshold"])
def test_simulated_reach_is_the_exact_one_within_its_error(monkeypatch, model):
    exact = asked(TWO_HUBS, k=2, model=model)
    monkeypatch.setattr(reaching, "_MOST_EXACT", 0)
    found = asked(TWO_HUBS, k=2, model=model, draws=4000)
    assert found.how == "all_sets"
    assert found.members() == exact.members() == ["S000", "S006"]
    for way in ("steady", "most_takers"):
        off = np.subtract(by_way(found, way, "reach"), by_way(exact, way, "reach"))
        assert (abs(off) <= 4 * np.array(by_way(found, way, "error"), float)).all()
    assert "All sets of 2 compared on the same 4000 draws" in repr(found)


def test_a_large_network_prints_its_guarantee(monkeypatch):
    monkeypatch.setattr(reaching, "_MOST_EXACT", 0)
    monkeypatch.setattr(reaching, "_MOST_TRIED", 0)
    found = asked(TWO_HUBS, k=2, probabilities=(0.3, 0.6))
    assert found.how == "guaranteed"
    assert "Best at a probability" not in found.text()
    assert "Chosen within the guarantee at a probability" in found.text()
    assert found.members() == ["S000", "S006"]
    assert len(found.guarantees) == 2
    assert all(0.55 < one.ratio <= 1 for one in found.guarantees)
    assert all(one.failure == 0.001 for one in found.guarantees)
    assert "Guaranteed at a probability of 0.3: the set chosen reaches at least" in repr(found)


def test_the_best_that_is_not_known_is_not_called_the_best(monkeypatch):
    exact = asked(TWO_HUBS, k=2)
    assert "falls behind the best by at most" in exact.sentence
    assert "of all sets" in exact.conclusion.may_say[0].told("en")
    monkeypatch.setattr(reaching, "_MOST_EXACT", 0)
    listed = asked(TWO_HUBS, k=2)
    assert "the best of the sets listed by at most" in listed.sentence
    monkeypatch.setattr(reaching, "_MOST_TRIED", 0)
    found = asked(TWO_HUBS, k=2, probabilities=(0.3, 0.6))
    assert "the best of the sets listed by at most" in found.sentence
    frame = found.frame
    gaps = [
        frame.query("way == 'best' and chosen_at == @at and probability == @at")["reach"].item()
        / held.ratio
        - frame.query("way == 'steady' and probability == @at")["reach"].item()
        for at, held in zip((0.3, 0.6), found.guarantees, strict=True)
    ]
    at = (0.3, 0.6)[int(np.argmax(gaps))]
    told = f"it may reach up to about {max(gaps):.2f} more at a probability of {at}"
    assert told in found.sentence
    assert "Không biết nhóm tốt nhất" in asked(TWO_HUBS, k=2, lang="vi").sentence


def test_probabilities_that_were_not_asked_about_are_not_spoken_of():
    told = asked(TWO_HUBS, k=2, probabilities=(0.1, 0.5)).conclusion.may_say[0]
    assert "At the probabilities looked at (0.1; 0.5)" in told.told("en")
    assert "others were not looked at" in told.told("en")
    assert "Ở các xác suất đã xét (0,1; 0,5)" in told.told("vi")


def test_ties_without_weight_are_not_called_no_ties():
    made = setting([0] * 6, HUB)
    made.ties.weight[:] = 0
    found = whom(spread_of(made))
    assert found.conclusion.codes == ("no_weight",)
    assert "the 5 ties among the 6 who have not taken it up are without weight" in found.sentence


def test_as_many_draws_are_told_as_were_drawn(monkeypatch):
    monkeypatch.setattr(reaching, "_MOST_EXACT", 0)
    monkeypatch.setattr(reaching, "_MOST_TRIED", 0)
    monkeypatch.setattr(reaching, "_MOST_TIES", 1_000)
    found = asked(TWO_HUBS, k=2, draws=2_000)
    assert 30 <= found.conclusion.draws < 2_000
    assert str(found.conclusion.draws) in found.conclusion.method.told("en")


def test_a_tie_of_weight_two_is_two_ties_and_thresholds_are_scaled_and_said():
    made = setting([0, 0, 0], [(0, 2), (1, 2)])
    made.ties.weight[:] = [2, 3]
    ties = OpenTies.of(made)
    assert ties.chances(0.1, "cascade")[0] == pytest.approx([0.19, 0.271])
    chances, scaled = ties.chances(0.5, "threshold")
    assert (chances.tolist(), scaled) == ([0.4, 0.6], 1)
    found = whom(spread_of(made), k=1, model="threshold", probabilities=[0.1, 0.5])
    assert "At a probability of 0.5 the weights of 1 takers were above 1" in repr(found)
    assert by_way(found, "steady", "reach") == pytest.approx([1.3, 1.6])


def test_several_ties_of_a_pair_are_one_and_ties_to_oneself_are_none():
    ties = OpenTies.of(setting([0, 0, 0], [(0, 1), (0, 1), (2, 1), (2, 2)]))
    assert ties.source.tolist() == [0, 2]
    assert ties.weight.tolist() == [2, 1]
    assert ties.takers.tolist() == [1, 0, 1]


def test_ties_from_adoptions_are_never_used():
    kinds = {"kinds": ("claimed", "link"), "origins": ("adoptions", "observed_before")}
    made = setting([0] * 6, [*HUB, (1, 2)], kind=[0] * 5 + [1], **kinds)
    found = whom(spread_of(made), k=1, probabilities=[1.0])
    assert found.members() == ["S001"]
    assert found.conclusion.codes == ("R5",)


def test_what_cannot_be_answered_is_refused_in_the_same_shape():
    none = asked([], 4, k=1)
    everybody = asked(HUB, 6, adopted=[1, 2, 3, 4, 5, 6], k=1)
    few = asked(HUB, 6, k=2, candidates=["S001"])
    codes = [one.conclusion.codes for one in (none, everybody, few)]
    assert codes == [("no_ties",), ("all_adopted",), ("no_choice",)]
    for one in (none, everybody, few):
        assert one.is_refused
        assert list(one.frame.columns) == list(asked(HUB, 6, k=1).frame.columns)
        assert len(one.frame) == 0
        assert one.members() == []
        assert one.conclusion.unblock
        assert "It could be answered if" in repr(one)
    assert "origin = observed_before" in repr(none)


def test_candidates_are_kept_to_and_who_cannot_be_one_is_named():
    found = asked(HUB, 6, adopted=[0, 4, 0, 0, 0, 0], k=1, candidates=["S000", "S001", "S002"])
    assert found.members() == ["S000"]
    assert found.conclusion.codes == ("taken",)
    assert "S001" in repr(found)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_is_told_as_a_scenario_that_awards_nothing(lang):
    found = asked(TWO_HUBS, k=2, lang=lang)
    told = {"vi": ["KỊCH BẢN", "không phải khen thưởng"], "en": ["A SCENARIO", "awards nothing"]}
    assert all(words in repr(found) for words in told[lang])
    assert "S000, S006" in repr(found)
    assert "<table" in found._repr_html_()


def test_no_order_of_rows_changes_anything():
    pairs = [("an", "ba"), ("cu", "du"), ("cu", "em"), ("em", "du"), ("du", "ba")]
    rows = links(*((a, b, "link", 1, "2022-01-01", None, "observed_before") for a, b in pairs))
    shown = []
    for table in (rows, rows[::-1]):
        office = small(links=table)
        shown.append(repr(lt.spread(office).whom(k=1, probabilities=[0.2, 0.7])))
    assert shown[0] == shown[1]
    assert "cu" in shown[0]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"k": 0}, "k: expected a whole number, 1 or more, not 0"),
        ({"k": True}, "k: expected a whole number"),
        ({"model": "cascad"}, 'did you mean "cascade"'),
        ({"probabilities": [0.1, 1.2]}, r"above 0 and up to 1, found 1\.2"),
        ({"probabilities": []}, "expected one or more, found none"),
        ({"probabilities": "often"}, "found 'often'"),
        ({"candidates": ["S00"]}, 'candidates "S00" is not known; did you mean "S000"'),
        ({"candidates": "S000"}, 'expected a list of ids, not the text "S000"'),
        ({"already": ["X"]}, 'already "X" is not known'),
        ({"draws": 5}, "draws: expected a whole number from 30 to 10000000, not 5"),
        ({"seed": -1}, "seed: expected a whole number from 0 to 18446744073709551615, not -1"),
        ({"seed": 2**64}, "seed: expected a whole number from 0 to"),
    ],
)
def test_arguments_that_cannot_be_used_are_named(wrong, message):
    with pytest.raises(InputError, match=message):
        asked(HUB, 6, **{"k": 1, **wrong})


def test_a_set_is_one_line_of_the_chart_however_many_ways_lead_to_it():
    found = lt.spread(lt.sample_office(seed=7), links="same_unit").whom(
        k=2, practice="CL01", draws=300
    )
    sets = found.frame.drop_duplicates(["way", "chosen_at"])["members"]
    assert sets.nunique() < len(sets)
    rows = [row for data in found.plot().to_dict()["datasets"].values() for row in data]
    assert len({row["choice"] for row in rows if "choice" in row}) == sets.nunique()
