"""Who moved between two scores and why: against scoring everything anew for every subject."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_movement as reference
from lantoa.comparing.moving import PARTS
from movement_fields import ENDS, NAMES, compared, panel, scheme
from soaking import examples

values = st.one_of(st.none(), st.integers(-2, 9), st.integers(0, 3))
rows = st.fixed_dictionaries(dict.fromkeys(NAMES, values))
fields = st.dictionaries(st.sampled_from("PQRSTUVW"), rows, min_size=1, max_size=8)
weights = st.fixed_dictionaries(dict.fromkeys(NAMES, st.integers(1, 4)))
ends = st.fixed_dictionaries(
    {name: st.sampled_from([(low, high), (low, high + 3)]) for name, (low, high) in ENDS.items()}
)


@given(fields, fields, weights, weights, ends, st.sets(st.sampled_from(NAMES), max_size=2))
@settings(derandomize=True, max_examples=examples(80))
def test_parts_are_those_of_scoring_everything_anew(before, after, old, new, new_ends, broken):
    measures = lt.measures(panel(before, after))
    one = lt.score(measures, scheme(old, ENDS, broken)).of(2019)
    other = lt.score(measures, scheme(new, new_ends)).of(2020)
    found = lt.compare(one, other, breaks="declared").frame.set_index("subject_id")
    expected = reference.parts(before, after, old, new, ENDS, new_ends, broken)
    parted = found[found["left"].notna()]
    assert sorted(parted.index) == sorted(expected)
    for who, parts in expected.items():
        assert {part: found.loc[who, part] for part in parts} == parts
        assert found.loc[who, list(PARTS)].sum() == found.loc[who, "gained"]


@given(fields, fields, weights, weights)
@settings(derandomize=True, max_examples=examples(30))
def test_the_way_back_is_the_other_order(before, after, old, new):
    measures = lt.measures(panel(before, after))
    sides = [lt.score(measures, scheme(w, ENDS)).of(year) for w, year in ((old, 2019), (new, 2020))]
    there, back = lt.compare(*sides), lt.compare(*reversed(sides))
    swapped = {"left": "joined", "joined": "left"}
    gone = back.frame.set_index("subject_id")
    orders = there.orders.set_index(["subject_id", "part"])
    for (who, part), row in orders.iterrows():
        if pd.notna(row["backwards"]):
            assert row["backwards"] == -gone.loc[who, swapped.get(part, part)]
    differ = (orders["forwards"] != orders["backwards"]).groupby("subject_id").any()
    marked = there.frame.set_index("subject_id")["depends"]
    assert marked[marked].index.tolist() == [who for who in marked.index if differ.get(who, False)]


def test_own_change_others_coming_and_going_by_hand():
    found = compared().frame.set_index("subject_id")
    assert found["was"].to_dict() | {"T": None} == {"S": 1, "P": 2, "Q": 3, "R": 4, "T": None}
    assert found.loc["R", ["left", "own", "others", "joined", "gained"]].tolist() == [
        1,
        2,
        0,
        -1,
        2,
    ]
    assert found.loc["P", ["left", "own", "others", "joined", "gained"]].tolist() == [
        1,
        0,
        -1,
        -1,
        -1,
    ]
    assert found["status"].to_dict() == dict.fromkeys("PQR", "both") | {"S": "left", "T": "joined"}
    assert found.loc[["S", "T"], list(PARTS)].isna().all(axis=None)


def test_own_and_others_depend_on_who_is_moved_first_and_it_is_said():
    before = {"P": (6, 0, 0), "Q": (4, 0, 0), "R": (5, 0, 0)}
    after = {"P": (2, 0, 0), "Q": (5, 0, 0), "R": (1, 0, 0)}
    sides = (
        {who: dict(zip(NAMES, row, strict=True)) for who, row in f.items()} for f in (before, after)
    )
    score = lt.score(panel(*sides), scheme(dict.fromkeys(NAMES, 1), ENDS))
    found = lt.compare(score, years=(2019, 2020))
    assert "opposite order" in repr(found)
    orders = found.orders.set_index(["subject_id", "part"])
    assert orders.loc[("P", "own")].tolist() == [-2, -1]
    assert orders.loc[("P", "others")].tolist() == [1, 0]


def test_ratios_of_ranks_stand_nowhere():
    found = compared()
    assert all(str(dtype) != "float64" for dtype in found.frame.dtypes)
    assert found.frame.loc[found.frame["status"] == "both", "gained"].tolist() == [2, -1, -1]


def test_a_tie_of_decimals_is_no_overtaking():
    """0.1 + 0.2 is not above 0.3, as the naive comparison of doubles has it."""
    assert 0.1 + 0.2 > 0.3
    for mine, others in (((0.1, 0.2), (0.3, 0.0)), ((0.3, 0.0), (0.1, 0.2))):
        rows = [
            ("A", 2019, 0.0, 0.0),
            ("B", 2019, *others),
            ("A", 2020, *mine),
            ("B", 2020, *others),
        ]
        frame = pd.DataFrame(rows, columns=["subject_id", "year", "x", "y"])
        score = lt.score(frame, {"x": 1, "y": 1}, normalise="none", aggregate="sum", lang="en")
        found = lt.compare(score, years=(2019, 2020)).frame.set_index("subject_id")
        assert found.loc["A", ["own", "others", "now"]].tolist() == [1, 0, 1]
        assert found.loc["B", ["own", "others", "now"]].tolist() == [0, 0, 1]


@pytest.mark.parametrize("rule", ["minmax", "z", "rank"])
@pytest.mark.parametrize("over", ["year", "pooled"])
def test_parts_add_up_under_every_scale_and_it_is_said_that_scales_moved(rule, over):
    data = lt.sample_provinces(provinces=25, years=range(2019, 2021))
    score = lt.score(data, "provinces", normalise=rule, over=over, lang="en")
    found = lt.compare(score, score.again(aggregate="sum"), years=(2019, 2020))
    both = found.frame[found.frame["own"].notna()]
    assert len(both) > 15
    assert (both[list(PARTS)].sum(axis=1) == both["gained"]).all()
    assert f"Scales follow those compared ({rule})" in repr(found)


@pytest.mark.parametrize("over", ["year", "pooled"])
def test_a_scale_between_anchors_that_stay_is_one_of_goalposts(over):
    anchors = {who: dict.fromkeys(NAMES, value) for who, value in (("LO", 0), ("HI", 10))}
    rng = np.random.default_rng(6)
    sides = [
        anchors
        | {who: dict(zip(NAMES, rng.integers(0, 11, 3).tolist(), strict=True)) for who in "PQRSTUV"}
        for _ in range(2)
    ]
    ends = dict.fromkeys(NAMES, (0, 10))
    fixed = lt.score(panel(*sides), scheme({"a": 1, "b": 2, "c": 1}, ends))
    found = lt.compare(fixed.again(normalise="minmax", over=over), years=(2019, 2020))
    pd.testing.assert_frame_equal(found.frame, lt.compare(fixed, years=(2019, 2020)).frame)


def test_weights_alone_and_a_rule_alone_are_what_they_are():
    data = lt.sample_provinces(provinces=25, years=range(2019, 2021))
    score = lt.score(data, "provinces", lang="en")
    for other, part in (
        (score.again(weights={"tham_gia": 4}), "weights"),
        (score.again(aggregate="geometric"), "rule"),
        (score.again(without="tham_gia"), "scheme"),
    ):
        found = lt.compare(score, other)
        assert found.taken == (part,)
        assert (found.frame[part] == found.frame["gained"]).all()
        assert not found.frame["depends"].any()
    same = lt.compare(score, score.again(factor=7))
    assert (same.taken, same.frame["gained"].abs().sum()) == ((), 0)


def summed(weight, whole=1, how="sum"):
    """A pillar x + y that is put together on its own, beside z."""
    rows = [
        {"name": "A", "weight": whole, "aggregate": how},
        {"name": "x", "parent": "A", "direction": "more", "weight": weight},
        {"name": "y", "parent": "A", "direction": "more", "weight": weight},
        {"name": "z", "direction": "more", "weight": whole},
    ]
    data = pd.DataFrame(
        {"subject_id": list("PQR"), "x": [1.0, 2, 3], "y": [3.0, 1, 2], "z": [5.0, 4, 1]}
    )
    return lt.score(data, pd.DataFrame(rows), normalise="none", lang="en")


def test_weights_of_a_pillar_that_sums_count_themselves_and_not_their_shares():
    found = lt.compare(summed(1), summed(4))
    assert found.taken == ("weights",)
    assert found.frame.set_index("subject_id")["weights"].to_dict() == {"P": 0, "Q": -1, "R": 2}
    assert not found.frame["depends"].any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (summed(1), summed(1, whole=4)),
        (summed(1).again(aggregate="sum"), summed(1, whole=4).again(aggregate="sum")),
        (summed(1, how="arithmetic"), summed(4, how="arithmetic")),
    ],
)
def test_weights_that_only_scale_are_no_difference(one, other):
    assert lt.compare(one, other).taken == ()


def test_a_mean_that_becomes_a_sum_of_other_weights_differs_in_both():
    found = lt.compare(summed(1, how="arithmetic"), summed(4))
    assert found.taken == ("weights", "rule")
    assert (found.frame[["weights", "rule"]].sum(axis=1) == found.frame["gained"]).all()


def test_a_break_of_a_scale_is_a_part_of_its_own():
    data = lt.sample_provinces()
    score = lt.score(data, "provinces", lang="en")
    found = lt.compare(score, years=(2019, 2020))
    assert found.broken == ("so_hoa_3",)
    assert "Scales that broke in between: so_hoa_3" in repr(found)
    assert found.frame["scale"].abs().sum() > 0
    without = lt.compare(score, years=(2019, 2020), breaks="none")
    assert "scale" not in without.taken
    assert (without.frame["gained"].dropna() == found.frame["gained"].dropna()).all()


def test_data_that_the_other_scheme_cannot_score_are_not_parted():
    first = lt.score(
        pd.DataFrame({"subject_id": list("PQR"), "x": [1.0, 2, 3]}),
        {"x": 1},
        normalise="none",
        lang="en",
    )
    second = lt.score(
        pd.DataFrame({"subject_id": list("PQR"), "y": [3.0, 2, 1]}),
        {"y": 1},
        normalise="none",
        lang="en",
    )
    found = lt.compare(first, second, names=("x", "y"))
    assert found.taken == ("undivided",)
    assert "causes cannot be parted" in repr(found)
    assert found.frame["gained"].tolist() == [2, 0, -2]
    assert found.title == "Places moved: x → y"


def test_changed_numbers_are_never_put_down_to_a_rule():
    def points(**of):
        return pd.DataFrame({"subject_id": list(of), "p": list(of.values())})

    one = lt.rank(points(A=1, B=2), by="p", lang="en")
    other = lt.rank(points(A=3, B=2, C=3), by="p", lang="en")
    moved = lt.compare(one, other).frame.set_index("subject_id")
    assert moved.loc["A", "rule"] == 0
    assert moved.loc["A", "undivided"] == moved.loc["A", "gained"]

    frame = pd.DataFrame({"subject_id": list("ABC"), "x": [1.0, 2, 3], "y": [3.0, 1, 1]})
    asked = [lt.score(f, {"x": 1, "y": 1}, normalise="none") for f in (frame, frame.assign(x=1.0))]
    data = lt.compare(lt.borda(asked[0]), lt.borda(asked[1])).frame
    assert (data["rule"] == 0).all()
    rule = lt.compare(lt.borda(asked[0]), lt.topsis(asked[0])).frame
    assert (rule["undivided"] == 0).all()
