"""Places, chains and groups against the slow definition, with gaps, ties and odd numbers."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_places as reference
from soaking import examples

SMALL = st.one_of(st.none(), st.integers(0, 2))
ODD = st.sampled_from(
    [None, 0, -1, 2**53, 2**53 + 1, 2**63, -(2**70), 1e300, -1e-300, 5e-324, 0.1, 0.30000000000000004,
     Decimal("0.3"), Decimal("0.30"), Decimal("1e-50"), Fraction(1, 3), 1.0, 1, float("nan")]
)  # fmt: skip
GROUPS = st.sampled_from([None, "a", "b"])


def frame_of(rows, names):
    told = {
        name: pd.Series([row[at] for row in rows], dtype=object) for at, name in enumerate(names)
    }
    ids = pd.Series([f"S{at}" for at in range(len(rows))], dtype=str)
    return pd.DataFrame({"subject_id": ids, **told})


def column(ranking, name):
    cells = ranking.frame.sort_values("subject_id")[name].astype(object)
    return [None if pd.isna(cell) else cell for cell in cells]


def exact(cell):
    return None if cell is None or cell != cell else Fraction(str(cell))


@settings(max_examples=examples(200), derandomize=True, deadline=None)
@given(st.lists(st.tuples(SMALL, GROUPS), max_size=8), st.sampled_from(["min", "max", "dense"]))
def test_places_overall_and_within_groups_are_those_of_the_definition(rows, ties):
    points, groups = [row[0] for row in rows], [row[1] for row in rows]
    found = lt.rank(frame_of(rows, ["points", "g"]), by="points", within="g", ties=ties)
    assert column(found, "place") == reference.places(points, ["all"] * len(rows), ties)
    assert column(found, "place_within") == reference.places(points, groups, ties)
    half = reference.omega_ranks(points, Fraction(1, 2))
    averages = found.average_ranks.sort_values("subject_id")
    assert averages["average_rank"].tolist() == [one for one in half if one is not None]
    assert averages["subject_id"].tolist() == [
        f"S{at}" for at, one in enumerate(half) if one is not None
    ]


@settings(max_examples=examples(200), derandomize=True, deadline=None)
@given(st.lists(ODD, max_size=8))
def test_numbers_of_every_kind_and_size_are_compared_exactly(points):
    found = lt.rank(frame_of([(one,) for one in points], ["points"]), by="points")
    plain = [exact(one) for one in points]
    assert column(found, "place") == reference.places(plain, ["all"] * len(points), "min")


@settings(max_examples=examples(200), derandomize=True, deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(allow_infinity=False)), max_size=8))
def test_a_column_of_doubles_is_compared_exactly(points):
    found = lt.rank(
        frame_of([(one,) for one in points], ["points"]).astype({"points": float}), by="points"
    )
    plain = [exact(one) for one in points]
    assert column(found, "place") == reference.places(plain, ["all"] * len(points), "min")


@settings(max_examples=examples(300), derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(SMALL, SMALL, SMALL, GROUPS), max_size=7),
    st.tuples(st.booleans(), st.booleans()),
)
def test_the_chain_parts_equals_as_far_as_it_is_known(rows, turned):
    points, groups = [row[0] for row in rows], [row[3] for row in rows]
    links = [
        [None if row[at] is None else -row[at] if less else row[at] for row in rows]
        for at, less in zip((1, 2), turned, strict=True)
    ]
    chain = {name: "less" if less else "more" for name, less in zip("xy", turned, strict=True)}
    found = lt.rank(frame_of(rows, ["points", "x", "y", "g"]), by="points", within="g", chain=chain)
    for name, told in (("place", ["all"] * len(rows)), ("place_within", groups)):
        keys = reference.chained(points, links, told)
        assert column(found, name) == reference.places(keys, told, "min")


@settings(max_examples=examples(100), derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(SMALL, SMALL, GROUPS), max_size=7),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_the_names_of_others_change_nothing(rows, random):
    frame = frame_of(rows, ["points", "x", "g"])
    asked = {"by": "points", "within": "g", "chain": ["x"], "quotas": {"q": "50 %"}}
    order = list(range(len(rows)))
    random.shuffle(order)
    one, other = lt.rank(frame, **asked), lt.rank(frame.iloc[order], **asked)
    pd.testing.assert_frame_equal(one.frame, other.frame)
    pd.testing.assert_frame_equal(one.ties, other.ties)


@settings(max_examples=examples(100), derandomize=True, deadline=None)
@given(st.lists(SMALL, min_size=1, max_size=7), st.integers(1, 10**6), st.integers(-100, 100))
def test_units_of_points_change_no_place(points, factor, shift):
    told = [None if one is None else one * factor + shift for one in points]
    frames = [frame_of([(one,) for one in each], ["points"]) for each in (points, told)]
    one, other = (lt.rank(frame, by="points").frame for frame in frames)
    assert one["place"].tolist() == other["place"].tolist()
