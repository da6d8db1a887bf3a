"""Second opinions against figures that were published or can be checked by hand."""

from fractions import Fraction

import pandas as pd
import pytest

import lantoa as lt
from opinion_tables import by_subject, frame, weights_of

ROWS = [(1, 5), (3, 3), (5, 1)]  # by hand
ROUGH = {"a": "0.3", "b": "0.7"}
DIAKOULAKI = [
    (61, 1.08, 4.33),
    (20.7, 0.26, 4.34),
    (16.3, 1.98, 2.53),
    (9, 3.29, 1.65),
    (5.4, 2.77, 2.33),
    (4, 4.12, 1.21),
    (-6.1, 3.52, 2.10),
    (-34.6, 3.31, 0.98),
]


@pytest.mark.parametrize(
    ("norm", "expected"),
    [("vector", [0.5037, 0.6581, 0.7482, 0.3340]), ("minmax", [0.4853, 0.6484, 0.7768, 0.3630])],
)
def test_topsis_of_tzeng_and_huang(norm, expected):
    """Multiple Attribute Decision Making (2011); the min-max figures lock the default."""
    rows = [(5, 8, 4), (7, 6, 8), (8, 8, 6), (7, 4, 6)]
    weights = {"a": "0.3", "b": "0.4", "c": "0.3"}
    found = lt.topsis(frame(rows), weights, norm=norm)
    assert by_subject(found, "closeness") == pytest.approx(expected, abs=5e-5)
    if norm == "minmax":
        assert lt.topsis(frame(rows), weights).frame.equals(found.frame)


@pytest.mark.parametrize("norm", ["minmax", "vector"])
def test_topsis_by_hand(norm):
    found = lt.topsis(frame(ROWS), ROUGH, norm=norm)
    assert by_subject(found, "closeness") == pytest.approx([0.7, 0.5, 0.3], abs=1e-15)


def test_vikor_by_hand():
    found = lt.vikor(frame(ROWS), ROUGH)
    assert by_subject(found, "s") == [0.3, 0.5, 0.7]
    assert by_subject(found, "r") == [0.3, 0.35, 0.7]
    assert by_subject(found, "q") == [0, 0.3125, 1]


def test_vikor_of_the_mountain_climber():
    """Opricovic and Tzeng (2004), table 1: risk to be low, altitude to be high, alike in weight."""
    climbs = pd.DataFrame(
        {"subject_id": ["A1", "A2", "A3"], "risk": [1, 2, 5], "altitude": [3000, 3750, 4500]}
    )
    scheme = pd.DataFrame(
        {"name": ["risk", "altitude"], "direction": ["less", "more"], "weight": [1, 1]}
    )
    found = lt.vikor(climbs, scheme)
    assert by_subject(found, "s") == [0.5, 0.375, 0.5]
    assert by_subject(found, "r") == [0.5, 0.25, 0.5]
    assert by_subject(found, "q") == [1, 0, 1]
    assert found.compromise == ("A2",)


def test_vikor_a_lead_of_just_enough_is_enough():
    """Opricovic and Tzeng's first condition: a lead of 1 / (n - 1) or more."""
    assert lt.vikor(frame([(0,), (1,), (2,)]), {"a": 1}).compromise == ("S002",)
    near = lt.vikor(frame([(0,), (11,), (20,)]), {"a": 1})
    assert near.compromise == ("S001", "S002")


def test_promethee_by_hand():
    found = lt.promethee(frame(ROWS), ROUGH)
    assert by_subject(found, "net") == pytest.approx([0.4, 0, -0.4], abs=1e-15)


def test_promethee_of_a_tie():
    found = lt.promethee(frame([(1,), (1,), (2,)]), {"a": 1})
    assert by_subject(found, "net") == [-0.5, -0.5, 1]
    assert by_subject(found, "place") == [2, 2, 1]
    assert found.relation("S000", "S001") == "indifferent"


def test_promethee_of_three_measures():
    found = lt.promethee(
        frame([(4, 3, 2), (3, 2, 4), (5, 1, 3)]), {"a": "0.5", "b": "0.3", "c": "0.2"}
    )
    assert by_subject(found, "net") == pytest.approx([0.1, -0.3, 0.2], abs=1e-15)
    assert by_subject(found, "plus") == pytest.approx([0.55, 0.35, 0.60], abs=1e-15)
    assert by_subject(found, "minus") == pytest.approx([0.45, 0.65, 0.40], abs=1e-15)


def test_critic_of_diakoulaki():
    """Diakoulaki, Mavrotas, Papayannakis (1995), growth, liquidity and debt of eight companies."""
    found = lt.critic_weights(frame(DIAKOULAKI), weights_of([1, 1, 1]))
    expected = [0.20222554, 0.48090173, 0.31687273]
    assert list(found.values()) == pytest.approx(expected, abs=5e-9)


@pytest.mark.parametrize(
    ("m", "expected"),
    [
        (3, [0.6111, 0.2778, 0.1111]),
        (4, [0.5208, 0.2708, 0.1458, 0.0625]),
        (5, [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
    ],
)
def test_centroids_of_barron_and_barrett(m, expected):
    """Management Science 42 (1996), table of rank-order centroid weights."""
    found = lt.roc_weights(list("abcde")[:m])
    assert list(found.values()) == pytest.approx(expected, abs=5e-5)


def square(text):
    """A matrix in lines, with names A, B, C, ..."""
    cells = [line.split() for line in text.strip().splitlines()]
    names = list("ABCDEFGHIJ")[: len(cells)]
    return pd.DataFrame(cells, index=names, columns=names)


HOUSE = """
1   5   3   7 6   6   1/3 1/4
1/5 1   1/3 5 3   3   1/5 1/7
1/3 3   1   6 3   4   6   1/5
1/7 1/5 1/6 1 1/3 1/4 1/7 1/8
1/6 1/3 1/3 3 1   1/2 1/5 1/6
1/6 1/3 1/4 4 2   1   1/5 1/6
3   5   1/6 7 5   5   1   1/2
4   7   5   8 6   6   2   1
"""
SCHOOL = """
1   4   3 1   3   4
1/4 1   7 3   1/5 1
1/3 1/7 1 1/5 1/5 1/6
1   1/3 5 1   1   1/3
1/3 5   5 1   1   3
1/4 1   6 3   1/3 1
"""


def test_ahp_of_the_house():
    """Saaty, European Journal of Operational Research 48 (1990): buying a house, eight factors.

    Its most inconsistent judgement, the third against the seventh, is that of Saaty (2003), ibid.
    145.
    """
    found = lt.ahp_weights(square(HOUSE))
    expected = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert list(found.values()) == pytest.approx(expected, abs=5e-4)
    assert found.largest_eigenvalue == pytest.approx(9.669, abs=5e-4)
    assert found.consistency_index == pytest.approx(0.238, abs=5e-4)
    assert found.consistency_ratio == pytest.approx(0.169, abs=5e-4)
    assert found.most_inconsistent == ("C", "G")
    assert not found.is_consistent


def test_ahp_of_the_school():
    """Saaty, The Analytic Hierarchy Process (1980): choosing a school, six factors."""
    found = lt.ahp_weights(square(SCHOOL))
    expected = [0.32, 0.14, 0.03, 0.13, 0.24, 0.14]
    assert list(found.values()) == pytest.approx(expected, abs=6e-3)
    assert found.consistency_ratio == pytest.approx(0.23, abs=1e-2)


def test_condorcets_sixty_voters_run_in_a_circle():
    """Condorcet, Essai (1785): A beats B 33 : 27, B beats C 42 : 18, C beats A 35 : 25."""
    votes = [("ABC", 23), ("BCA", 17), ("BAC", 2), ("CAB", 10), ("CBA", 8)]
    found = lt.copeland(*ballots(votes))
    assert found.cycles == (("A", "B", "C"),)
    assert by_subject(found, "net") == [0, 0, 0]
    assert not found.has_winner
    assert [one * 60 for one in by_subject(lt.borda(*ballots(votes)), "points")] == [58, 69, 53]


def test_bordas_twenty_one_voters():
    """Borda (1781): most name A first, yet C beats both others, and has most points."""
    votes = [("ABC", 1), ("ACB", 7), ("BCA", 7), ("CBA", 6)]
    found = lt.copeland(*ballots(votes))
    assert found.has_winner
    assert found.frame["subject_id"].tolist() == ["C", "B", "A"]
    points = by_subject(lt.borda(*ballots(votes)), "points")
    assert points == [float(Fraction(sum_, 21)) for sum_ in (16, 21, 26)]


def ballots(votes):
    """Voters as measures, with as much weight as there are of them."""
    names = sorted(votes[0][0])
    columns = {order: [len(order) - order.index(name) for name in names] for order, _ in votes}
    return pd.DataFrame({"subject_id": names} | columns), dict(votes)


@pytest.mark.parametrize(
    "base", [{"normalise": "none", "aggregate": "sum"}, {"normalise": "z"}], ids=["sum", "z"]
)
def test_methods_that_distort_move_more_on_the_real_panel(shared, base):
    """Mean shift of places of 63 provinces by the 29 raw measures of 2020, from two bases.

    From their plain sum, the official total, in which a measure counts as much as it spreads,
    methods that rescale each measure move 2.9 to 3.0 places, vector norm 6.7 and VIKOR 7.4. From
    the mean of z-scores, which rescales too, the former move 0.9 to 2.1, the latter 7.5 to 8.2.
    """
    folder = shared / "data" / "papi"
    if not folder.is_dir():
        pytest.skip("../shared has no panel")
    table = pd.read_csv(folder / "2020.csv")
    score = lt.score(table, dict.fromkeys(table.columns[1:], 1), subject="Province", **base)
    shift = score.opinions().correlations.set_index("method")["shift"]
    calm, distorting = (2.8, 3.1), (6.6, 7.5)
    if base["normalise"] == "z":
        calm, distorting = (0.8, 2.2), (7.4, 8.3)
    assert shift[["promethee", "topsis", "borda", "copeland"]].between(*calm).all()
    assert shift[["topsis_vector", "vikor"]].between(*distorting).all()
