"""Scores against the slow, obvious way: scales, means, missing rules, exact ties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_scores as reference
from soaking import examples

HOWS = ("goalposts", "minmax", "z", "rank", "target", "none")
MEANS = ("arithmetic", "geometric", "harmonic", "penalised", "sum")
FEW = settings(derandomize=True, deadline=None, max_examples=examples(120))

numbers = st.one_of(
    st.integers(0, 6).map(float),
    st.integers(0, 400).map(lambda n: n / 100),
    st.sampled_from([0.1, 0.2, 0.3, 1e-9, 1e9, 123456.789]),
)
cells = st.one_of(st.none(), numbers, numbers, numbers)


tenths = st.one_of(st.none(), *[st.integers(0, 3).map(lambda n: n / 10)] * 4)
"""So few that scores tie all the time, and doubles tell them apart by their last digit."""


def columns(rows, m, of):
    return st.lists(st.lists(of, min_size=rows, max_size=rows), min_size=m, max_size=m)


@st.composite
def cases(draw, hows=HOWS, means=MEANS, missing=("unscored", "zero", "renormalise"), of=cells):
    """A wide table, a scheme as a frame of nodes, and the rules."""
    rows, m = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    table = draw(columns(rows, m, of))
    how, rule = draw(st.sampled_from(hows)), draw(st.sampled_from(missing))
    pillars = draw(st.integers(0, 2)) if m > 1 else 0
    homes = [draw(st.integers(0, pillars)) for _ in range(m)]
    homes = [0 if homes.count(home) == m else home for home in homes]
    nodes = []
    for at in range(m):
        nodes.append(
            {
                "name": f"m{at}",
                "parent": f"p{homes[at]}" if homes[at] else None,
                "direction": draw(st.sampled_from(["more", "less"])),
                "weight": draw(st.sampled_from([1, 1, 2, 0.1, 0.7])),
                "low": 0,
                "high": draw(st.sampled_from([0.3, 0.9, 1, 1000])),
                "target": 0.2,
            }
        )
    for home in sorted(set(homes) - {0}):
        nodes.append({"name": f"p{home}", "weight": draw(st.sampled_from([1, 2, 0.5]))})
    aggregate = [draw(st.sampled_from(means)) for _ in range(2)]
    if how in ("z", "none"):
        aggregate = ["arithmetic", draw(st.sampled_from(["arithmetic", "sum"]))]
        rule = "unscored" if rule == "zero" else rule
    coverage = draw(st.sampled_from([0.4, 0.5, 0.6, 1])) if rule == "renormalise" else None
    return (
        table,
        nodes,
        {"normalise": how, "aggregate": aggregate, "missing": rule}
        | ({"coverage": coverage} if coverage else {}),
    )


def asked(case, subjects=None):
    table, nodes, rules = case
    frame = pd.DataFrame({f"m{at}": np.array(column, float) for at, column in enumerate(table)})
    frame.insert(0, "subject_id", subjects or [f"S{row}" for row in range(len(frame))])
    return lt.score(frame, lt.load_scheme(pd.DataFrame(nodes).astype(object), **rules))


def exact(value):
    return None if value is None else lt.scoring.numbers.exact(value)


def expected(case):
    """The scores and coverages by the oracle, row by row."""
    table, nodes, rules = case
    tree = {"": (rules["aggregate"][0], [])}
    for node in nodes:
        if node["name"][0] == "p":
            tree[node["name"]] = (rules["aggregate"][1], [])
    for node in nodes:
        tree[node.get("parent") or ""][1].append((node["name"], exact(node["weight"])))
    found = []
    for row in range(len(table[0])):
        leaves = {}
        for column, node in zip(table, nodes, strict=False):
            told = [exact(cell) for cell in column]
            ends = {key: exact(node[key]) for key in ("low", "high", "target")}
            less = node["direction"] == "less"
            if rules["normalise"] == "target" and less and ends["target"] >= ends["high"]:
                return None
            leaves[node["name"]] = reference.scaled(
                told[row], told, rules["normalise"], less, **ends
            )
        whole = reference.score(tree, "", leaves, rules["missing"], exact(rules.get("coverage", 1)))
        found.append((whole, reference.coverage(tree, "", leaves)))
    return found


@given(cases())
@FEW
def test_scores_agree_with_the_oracle(case):
    found = asked(case)
    for told, share, (value, coverage) in zip(
        found.frame["score"], found.frame["coverage"], expected(case), strict=True
    ):
        assert share == pytest.approx(float(coverage), abs=1e-12)
        assert (
            np.isnan(told)
            if value is None
            else told == pytest.approx(float(value), rel=1e-9, abs=1e-9)
        )


rational = {
    "hows": ("goalposts", "minmax", "rank", "target", "none"),
    "means": ("arithmetic", "sum", "harmonic", "penalised"),
}


@given(st.one_of(cases(**rational), cases(**rational, of=tenths), cases(**rational, of=tenths)))
@settings(FEW, max_examples=examples(400))
def test_ties_are_ties_and_order_is_exact_whatever_doubles_say(case):
    found = asked(case).standing()
    values = [value for value, _ in expected(case) if value is not None]
    assert reference.order(found.keys.tolist()) == reference.order(values)


@given(cases(), st.randoms(use_true_random=False))
@FEW
def test_no_order_of_rows_changes_a_score(case, random):
    table, nodes, rules = case
    order = list(range(len(table[0])))
    random.shuffle(order)
    turned = ([[column[row] for row in order] for column in table], nodes, rules)
    one = asked(case).frame.set_index("subject_id")["score"]
    other = asked(turned, [f"S{row}" for row in order]).frame.set_index("subject_id")["score"]
    assert one.equals(other.loc[one.index])


@given(cases())
@FEW
def test_parts_add_up_to_the_score(case):
    found = asked(case)
    parts = found.contributions.drop(columns="subject_id").to_numpy()
    scores = found.frame["score"].to_numpy()
    assert parts.sum(axis=1) == pytest.approx(scores, rel=1e-9, abs=1e-9, nan_ok=True)


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(2011, 2016), cells),
        unique_by=lambda r: r[:2],
        min_size=1,
    )
)
@FEW
def test_what_is_carried_comes_from_the_last_earlier_year(rows):
    frame = pd.DataFrame(rows, columns=["subject_id", "year", "x"]).astype({"x": float})
    found = lt.score(frame, {"x": 1}, normalise="none", missing="carry_forward")
    told = [None if np.isnan(value) else value for value in found.frame["score"]]
    assert told == reference.carried(rows)
    marks = [bool(mark) for mark in found.frame["carried"]]
    assert marks == [
        value is None and kept is not None for (_, _, value), kept in zip(rows, told, strict=True)
    ]


def test_decimal_ties_that_doubles_part():
    # 0.1 + 0.2 and 0.3 + 0.0 are 3/10 both; as doubles the first is larger.
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [0.1, 0.3], "y": [0.2, 0.0]})
    found = lt.score(frame, {"x": 1, "y": 1}, normalise="none", aggregate="sum").standing()
    assert found.scores[0] > found.scores[1]
    assert found.keys[0] == found.keys[1]


def test_a_difference_below_rounding_is_still_one():
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [1e9, 1e9], "y": [1e-7, 0.0]})
    found = lt.score(frame, {"x": 1, "y": 1}, normalise="none", aggregate="sum").standing()
    assert found.scores[0] == found.scores[1] or found.scores[0] > found.scores[1]
    assert found.keys[0] > found.keys[1]


def test_a_tie_is_never_decided_by_a_mean_that_is_not_rational():
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [0.2, 0.3], "y": [0.3, 0.2]})
    rules = {"normalise": "none", "aggregate": "geometric"}
    assert len(set(lt.score(frame, {"x": 1, "y": 1}, **rules).standing().keys)) == 1


@pytest.mark.parametrize(
    ("how", "value"),
    [
        ("geometric", 6 ** (1 / 3)),
        ("harmonic", 3 / (1 + 1 / 2 + 1 / 3)),
        ("arithmetic", 2.0),
        ("sum", 6.0),
    ],
)
def test_means_of_one_two_three(how, value):
    frame = pd.DataFrame({"subject_id": ["A"], "x": [1.0], "y": [2.0], "z": [3.0]})
    found = lt.score(frame, {"x": 1, "y": 1, "z": 1}, normalise="none", aggregate=how)
    assert found.frame["score"][0] == pytest.approx(value, rel=1e-15)


def test_weighted_means():
    frame = pd.DataFrame({"subject_id": ["A"], "x": [1.0], "y": [2.0], "z": [3.0]})
    rules = {"normalise": "none"}
    found = lt.score(frame, {"x": 1, "y": 1, "z": 2}, aggregate="geometric", **rules)
    assert found.frame["score"][0] == pytest.approx(18 ** (1 / 4), rel=1e-15)
    found = lt.score(frame, {"x": 2, "y": 1, "z": 1}, aggregate="harmonic", **rules)
    assert found.frame["score"][0] == pytest.approx(4 / (2 + 1 / 2 + 1 / 3), rel=1e-15)


@pytest.mark.parametrize(("direction", "scores"), [("more", [0.1, 1, 0]), ("less", [0.9, 0, 1])])
def test_goalposts_hold_what_lies_beyond(direction, scores):
    frame = pd.DataFrame({"subject_id": ["A", "B", "C"], "x": [1.0, 11.0, -1.0]})
    scheme = pd.DataFrame({"name": ["x"], "direction": [direction], "low": [0], "high": [10]})
    assert lt.score(frame, scheme).frame["score"].tolist() == pytest.approx(scores, abs=1e-15)


def test_uneven_pillars_cost():
    # De Muro, Mazziotta and Pareto (2011): the mean less S^2 / M; of 2 and 4 it is 3 - 1 / 3.
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [2.0, 3.0], "y": [4.0, 3.0]})
    found = lt.score(frame, {"x": 1, "y": 1}, normalise="none", aggregate="penalised")
    assert found.frame["score"].tolist() == pytest.approx([3 - 1 / 3, 3.0], rel=1e-15)


@pytest.mark.parametrize("how", HOWS)
def test_a_constant_column_gives_a_number_to_everybody(how):
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [5.0, 5.0]})
    scheme = pd.DataFrame(
        {"name": ["x"], "direction": ["more"], "low": [0], "high": [8], "target": [9]}
    )
    found = lt.score(frame, scheme, normalise=how)
    assert found.frame["score"].notna().all()
    assert len(set(found.standing().keys)) == 1
    assert len(found.under) == 2
    assert found.under[1].endswith("x")


@pytest.mark.parametrize("how", ["minmax", "rank", "z", "none"])
def test_one_row_is_scored(how):
    frame = pd.DataFrame({"subject_id": ["A"], "x": [5.0]})
    assert lt.score(frame, {"x": 1}, normalise=how).frame["score"].notna().all()


@pytest.mark.parametrize("size", [1e300, 1e-290, 1e150])
@pytest.mark.parametrize("how", ["minmax", "rank", "z", "none"])
def test_huge_and_tiny_magnitudes(how, size):
    frame = pd.DataFrame({"subject_id": list("ABC"), "x": [size, -size, 0.0], "y": [1.0, 2.0, 3.0]})
    found = lt.score(frame, {"x": 1, "y": 1}, normalise=how)
    assert np.isfinite(found.frame["score"]).all()


@given(cases(missing=("unscored",)))
@example(
    (
        [[1.0], [None]],
        [
            {"name": "m0", "direction": "more", "low": 0, "high": 2, "target": 1},
            {"name": "m1", "direction": "more", "low": 0, "high": 2, "target": 1},
        ],
        {"normalise": "goalposts", "aggregate": ["arithmetic"] * 2, "missing": "unscored"},
    )
)
@FEW
def test_whoever_lacks_a_measure_has_no_score_by_default(case):
    table = case[0]
    found = asked(case).frame
    lacks = [any(column[row] is None for column in table) for row in range(len(table[0]))]
    assert found["score"].isna().tolist() == lacks
    assert [bool(text) for text in found["lacks"]] == lacks


def test_years_are_scaled_apart_or_pooled():
    frame = pd.DataFrame(
        {"subject_id": list("ABAB"), "year": [2020, 2020, 2021, 2021], "x": [0.0, 1.0, 2.0, 4.0]}
    )
    apart = lt.score(frame, {"x": 1}, normalise="minmax")
    pooled = lt.score(frame, {"x": 1}, normalise="minmax", over="pooled")
    assert apart.frame["score"].tolist() == [0, 1, 0, 1]
    assert pooled.frame["score"].tolist() == [0, 0.25, 0.5, 1]
    assert apart.of(2020).frame["year"].tolist() == [2020, 2020]


def test_thresholds_of_coverage_are_exact():
    # Six tenths of the weight are there; as a sum of doubles 0.1 six times is 0.6 less a bit.
    names = [f"m{at}" for at in range(10)]
    frame = pd.DataFrame(
        {"subject_id": ["A"]} | {name: [1.0 if at < 6 else np.nan] for at, name in enumerate(names)}
    )
    rules = {"normalise": "none", "missing": "renormalise", "coverage": 0.6}
    found = lt.score(frame, dict.fromkeys(names, 0.1), **rules)
    assert found.frame["score"].tolist() == [1.0]
    rules["coverage"] = 0.61
    assert lt.score(frame, dict.fromkeys(names, 0.1), **rules).frame["score"].isna().all()


def test_whoever_lacks_a_measure_that_is_alike_for_the_rest_has_nothing_of_it():
    # Half a point of y to all but C: A and C tie at 0.1 + 0.5 and 0.6.
    frame = pd.DataFrame(
        {"subject_id": list("ABCD"), "x": [0.1, 0.0, 0.6, 1.0], "y": [0.2, 0.2, np.nan, 0.2]}
    )
    found = lt.score(frame, {"x": 1, "y": 1}, normalise="minmax", missing="zero").standing()
    assert found.keys[0] == found.keys[2]


@pytest.mark.parametrize("weights", [("1", "1e-20"), (1e20, 1), (0.9999999999999734, 2.66e-14)])
def test_very_unequal_weights_still_order_exactly(weights):
    nodes = [
        {"name": name, "direction": "more", "weight": weight, "low": 0, "high": 4}
        for name, weight in zip("xy", weights, strict=True)
    ]
    frame = pd.DataFrame({"subject_id": list("ABC"), "x": [0.0] * 3, "y": [1.0, 1.0, 2.0]})
    keys = lt.score(frame, pd.DataFrame(nodes).astype(object)).standing().keys.tolist()
    assert keys[0] == keys[1] < keys[2]


def test_what_lies_beyond_its_scale_or_comes_from_earlier_is_told():
    scheme = pd.DataFrame({"name": ["x"], "direction": ["more"], "low": [60], "high": [100]})
    frame = pd.DataFrame({"subject_id": list("ABC"), "x": [150.0, 100.0, -5.0]})
    assert "x (2)" in repr(lt.score(frame, scheme, lang="en"))
    assert len(lt.score(frame.assign(x=90.0), scheme, lang="en").under) == 2  # alike for everybody
    years = pd.DataFrame({"subject_id": "A", "year": [2019, 2020], "x": [70.0, np.nan]})
    told = repr(lt.score(years, scheme, missing="carry_forward", lang="en"))
    assert "1 values of 1 subjects are from earlier years" in told
    assert "from earlier years: x" in told


def test_whole_numbers_that_doubles_do_not_hold_are_refused():
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [2**53, 2**53 + 1]})
    with pytest.raises(lt.InputError, match=r'row 2, column "x": 9007199254740993 is beyond 2\^53'):
        lt.score(frame, {"x": 1}, normalise="none")


def test_weights_that_decide_who_is_scored_make_no_weighted_sum():
    # C lacks y: it has a score once x carries 41 %, so moving weights lets it in.
    nodes = [
        {"name": name, "direction": "more", "weight": weight, "low": 0, "high": 4}
        for name, weight in (("x", 2), ("y", 3))
    ]
    frame = pd.DataFrame({"subject_id": list("ABC"), "x": [3, 2, 4.0], "y": [3, 2, np.nan]})
    rules = {"missing": "renormalise", "coverage": "0.41"}
    assert not lt.score(frame, pd.DataFrame(nodes), **rules).slate().is_linear
    assert lt.score(frame.dropna(), pd.DataFrame(nodes), **rules).slate().is_linear
