"""Ties of every office: who works where, who moved, which units belong together; and tables."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import lantoa as lt
from lantoa.spreading.deriving import LARGEST
from spread_offices import adoptions, day, kinds, links, rows, small


def tied(found):
    """The ties as (from, to, first period, last period)."""
    return [tuple(row) for row in found.ties[["from_id", "to_id", "since", "until"]].to_numpy()]


def stays(*cells):
    filled = [(person, unit, "member", day(a), day(b)) for person, unit, a, b in cells]
    return rows("person_id unit_id role from to", *filled)


def test_same_unit_ties_people_while_both_are_there():
    together = stays(
        ("ba", "U", "2021-01-01", "2022-04-30"),
        ("ba", "V", "2022-05-01", None),
        ("cu", "U", "2021-01-01", "2022-01-15"),
        ("cu", "U", "2022-01-16", None),
        ("du", "V", None, None),
    )
    found = lt.spread(small(memberships=together), links="same_unit")
    assert tied(found) == [
        ("ba", "cu", "2022-Q1", "2022-Q2"),
        ("ba", "du", "2022-Q2", "2023-Q4"),
        ("cu", "ba", "2022-Q1", "2022-Q2"),
        ("du", "ba", "2022-Q2", "2023-Q4"),
    ]
    assert found.ties["origin"].unique().tolist() == ["derived"]


def test_who_moved_carries_to_the_colleagues_there():
    moved = stays(
        ("ba", "U", "2021-01-01", "2022-04-30"),
        ("ba", "V", "2022-05-01", None),
        ("cu", "U", "2021-01-01", None),
        ("du", "V", "2021-01-01", None),
    )
    found = lt.spread(small(memberships=moved), links="moved")
    assert tied(found) == [("ba", "du", "2022-Q2", "2023-Q4")]


def test_between_units_moves_weigh_by_how_many_did():
    moved = stays(
        *((one, "U", "2021-01-01", "2022-04-30") for one in ("ba", "cu")),
        *((one, "V", "2022-05-01", None) for one in ("ba", "cu")),
    )
    office = small(memberships=moved, adoptions=adoptions(("V", "2022-05-01")), practices=None)
    found = lt.spread(office, links="moved", as_of="2023-12-31")
    assert tied(found) == [("U", "V", "2022-Q2", "2023-Q4")]
    assert found.ties["weight"].tolist() == [2.0]


@pytest.mark.parametrize(
    ("links_", "pairs"),
    [
        ("same_field", [("U", "V"), ("V", "U")]),
        ("unit_and_parent", [("T", "U"), ("T", "V"), ("U", "T"), ("V", "T")]),
    ],
)
def test_units_of_a_field_and_units_with_their_parent(links_, pairs):
    office = small(adoptions=adoptions(("V", "2022-05-01")), practices=None)
    found = lt.spread(office, links=links_)
    assert [pair[:2] for pair in tied(found)] == pairs


def test_people_of_one_field_are_tied_across_units():
    found = lt.spread(small(), links="same_field")
    assert len(found.ties) == 5 * 4


def test_a_renamed_unit_is_one_unit():
    office = small(
        units=rows(
            "unit_id opened closed",
            ("U", None, day("2022-06-30")),
            ("W", day("2022-07-01"), None),
        ),
        unit_changes=rows(
            "date kind from_unit_id to_unit_id", (day("2022-07-01"), "rename", "U", "W")
        ),
        memberships=stays(("ba", "U", "2021-01-01", "2022-06-30"), ("ba", "W", "2022-07-01", None)),
        adoptions=adoptions(("U", "2022-05-01")),
        observed=None,
    )
    found = lt.spread(office, links="moved", as_of="2023-12-31")
    assert found.setting().subjects == ("W",)
    assert found.adoptions["subject_id"].tolist() == ["W"]
    assert kinds(found) == ["no_such_ties", "not_followed"]


def test_a_unit_too_large_to_know_each_other_ties_nobody_and_is_told():
    many = [f"p{number:03d}" for number in range(LARGEST + 1)]
    office = small(
        people=rows("person_id", *((one,) for one in many)),
        memberships=stays(*((one, "U", "2021-01-01", None) for one in many)),
        adoptions=adoptions(("p001", "2022-05-01")),
        practices=None,
    )
    found = lt.spread(office, links="same_unit")
    assert "too_large" in kinds(found)
    assert len(found.ties) == 0


def test_several_at_once_and_kinds_of_the_table():
    table = links(
        ("ba", "cu", "guide", 1.0, None, None, "assigned"),
        ("du", "em", "lunch", 2.0, "2022-05-01", "2022-12-31", "observed_before"),
    )
    office = small(links=table)
    assert lt.spread(office).setting().ties.kinds == ("guide", "lunch")
    assert tied(lt.spread(office, links="lunch")) == [("du", "em", "2022-Q2", "2022-Q4")]
    both = lt.spread(office, links=["guide", "same_unit"]).setting().ties
    assert dict(zip(both.kinds, both.origins, strict=True)) == {
        "guide": "assigned",
        "same_unit": "derived",
    }


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_frame_of_any_kind_ties(kind):
    table = pd.DataFrame({"from_id": ["ba"], "to_id": ["cu"], "weight": [2.0]})
    if kind != "pandas":
        table = pl.from_pandas(table)
    if kind == "pyarrow":
        table = table.to_arrow()
    found = lt.spread(small(), links=table)
    assert found.ties["weight"].tolist() == [2.0]
    assert found.ties["kind"].tolist() == ["link"]


def test_every_origin_is_printed():
    table = links(("ba", "cu", "guide", 1.0, None, None, "assigned"))
    told = repr(lt.spread(small(links=table), links=["guide", "same_unit", "claimed"]))
    assert "guide 1 (assigned)" in told
    assert "same unit 8 (derived from registers)" in told


def test_a_kind_of_two_origins_is_two_kinds():
    table = links(
        ("ba", "cu", "guide", 1.0, None, None, "assigned"),
        ("cu", "du", "guide", 1.0, None, None, "derived"),
    )
    ties = lt.spread(small(links=table)).setting().ties
    assert ties.kinds == ("guide (assigned)", "guide (derived)")
    assert ties.origins == ("assigned", "derived")


def test_ties_are_sorted_and_their_periods_lie_within():
    ties = lt.spread(lt.sample_office(seed=7), links=["same_unit", "moved"]).setting("CL01").ties
    order = np.lexsort((ties.until, ties.since, ties.kind, ties.taker, ties.source))
    assert (order == np.arange(len(ties))).all()
    assert ties.since.min() >= 1
    assert (ties.since <= ties.until).all()
    assert ties.until.max() <= 20
    assert (ties.source != ties.taker).all()
