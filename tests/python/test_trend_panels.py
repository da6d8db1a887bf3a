"""Whatever has yearly numbers becomes a panel; units that change are followed or said to end."""

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lantoa as lt
from lantoa import InputError


def frame_of(**series):
    """A frame from id to the values of 2020, 2021, ...; None is missing."""
    rows = [
        (who, 2020 + at, value) for who, values in series.items() for at, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=["subject_id", "year", "value"]).dropna()


def office_of(**tables):
    people = [f"CB{at}" for at in range(4)]
    units = pd.DataFrame({"unit_id": ["A", "B", "C", "D"], "field": ["x", "x", "y", "y"]})
    return lt.read({"people": pd.DataFrame({"person_id": people}), "units": units, **tables})


def targets(*rows):
    return pd.DataFrame(
        rows, columns=["unit_id", "year", "target", "planned", "achieved", "better"]
    )


def series(found):
    """Id to values, None where missing."""
    told = [[None if np.isnan(v) else v for v in row] for row in found.panel.values.tolist()]
    return dict(zip(found.panel.subjects, told, strict=True))


def changes(*rows):
    return pd.DataFrame(rows, columns=["date", "kind", "from_unit_id", "to_unit_id"])


def test_targets_are_ratios_in_per_cent_and_less_may_be_better():
    rows = targets(
        ("A", 2024, "in time", 100, 110, None),
        ("A", 2024, "errors", 10, 20, "less"),
        ("A", 2025, "errors", 10, 0, "less"),
        ("B", 2024, "in time", 0, 5, None),
        ("B", 2025, "in time", 100, None, None),
        ("C", 2025, "in time", 50, 50, None),
    )
    office = office_of(targets=rows)
    found = lt.trend(office, of="targets", lang="en")
    assert series(found) == {"A": [80.0, 200.0], "C": [None, 100.0]}
    one = lt.trend(office, of="targets:in time")
    assert series(one) == {"A": [110.0, None], "C": [None, 100.0]}


MERGED = changes(("2025-03-01", "merge", "A", "D"), ("2025-03-01", "merge", "B", "D"))


def test_a_merged_unit_goes_on_from_the_sum_of_its_predecessors_targets():
    rows = targets(
        ("A", 2023, "t", 100, 50, None),
        ("B", 2023, "t", 300, 350, None),
        ("A", 2024, "t", 100, 100, None),  # nothing is known of B
        ("D", 2025, "t", 400, 440, None),
    )
    found = lt.trend(office_of(targets=rows, unit_changes=MERGED), of="targets", lang="en")
    assert series(found) == {"D": [100.0, 110.0]}
    assert found.years == (2023, 2025)
    assert any("A, B became D (2025): earlier years are the sum" in one for one in found.under)


def test_ratings_of_a_merged_unit_start_at_the_merger():
    ratings = pd.DataFrame(
        {
            "subject_id": ["A", "B", "A", "D"],
            "year": [2023, 2023, 2024, 2025],
            "rating": ["hoan_thanh", "hoan_thanh_tot", "hoan_thanh_tot", "hoan_thanh_xuat_sac"],
        }
    )
    office = office_of(ratings=ratings, unit_changes=MERGED)
    found = lt.trend(office, of="ratings", subject_kind="unit", lang="en")
    assert series(found) == {
        "A": [1.0, 2.0, None], "B": [2.0, None, None], "D": [None, None, 3.0],
    }  # fmt: skip
    assert any("cannot be added" in one for one in found.under)


def test_a_renamed_unit_is_one_series_and_a_split_one_is_two():
    ratings = pd.DataFrame(
        {
            "subject_id": ["A", "B", "C", "C", "D"],
            "year": [2023, 2024, 2023, 2024, 2024],
            "rating": ["hoan_thanh", "hoan_thanh_tot"] * 2 + ["hoan_thanh"],
        }
    )
    moved = changes(("2024-01-01", "rename", "A", "B"), ("2024-01-01", "split", "C", "D"))
    office = office_of(ratings=ratings, unit_changes=moved)
    found = lt.trend(office, of="ratings", by="field", lang="en")
    assert series(found) == {
        "B": [1.0, 2.0], "C": [None, 2.0], "C (…2023)": [1.0, None], "D": [None, 1.0],
    }  # fmt: skip
    assert found.frame["block"].tolist() == ["x", "y", "y", "y"]


def test_the_latest_decision_counts_and_what_no_date_settles_is_unknown():
    ratings = pd.DataFrame(
        {
            "subject_id": ["CB0"] * 2 + ["CB1"] * 2 + ["CB2"] * 2 + ["CB3"] * 2,
            "year": [2024] * 8,
            "rating": ["hoan_thanh", "hoan_thanh_tot"] * 4,
            "decision_date": [
                *("2024-12-01", "2025-02-01"),
                *("2025-02-01", "2024-12-01"),
                *("2024-12-01", "2024-12-01"),
                *(None, "2024-12-01"),
            ],
        }
    )
    found = lt.trend(office_of(ratings=ratings), of="ratings", lang="en")
    assert series(found) == {"CB0": [2.0], "CB1": [1.0]}
    assert any("2 ratings have two levels" in one for one in found.under)


def test_places_in_movements_are_the_share_left_behind():
    results = pd.DataFrame(
        {
            "movement_id": ["m1", "m2", "m1", "m2"],
            "subject_id": ["CB0", "CB0", "CB1", "CB1"],
            "year": [2024] * 4,
            "place": [1, 3, 11, 1],
            "of": [11, 3, 11, 1],
            "points": [90.0, 70.0, 10.0, None],
        }
    )
    movements = pd.DataFrame({"movement_id": ["m1", "m2"], "from": ["2024-01-01"] * 2})
    office = office_of(movement_results=results, movements=movements)
    assert series(lt.trend(office, of="places")) == {"CB0": [50.0], "CB1": [0.0]}
    assert series(lt.trend(office, of="points")) == {"CB0": [80.0], "CB1": [10.0]}
    assert lt.trend(office, of="places").panel.zero_sum


def test_people_are_in_the_unit_of_their_last_year():
    ratings = pd.DataFrame(
        {"subject_id": ["CB0", "CB0", "CB1"], "year": [2023, 2024, 2023], "rating": "hoan_thanh"}
    )
    memberships = pd.DataFrame(
        {
            "person_id": ["CB0", "CB0", "CB1"],
            "unit_id": ["A", "C", "B"],
            "from": ["2020-01-01", "2024-05-01", "2024-05-01"],
        }
    )
    office = office_of(ratings=ratings, memberships=memberships)
    found = lt.trend(office, of="ratings", by="unit_id", lang="en")
    assert found.panel.blocks == ("C",)
    assert found.panel.block.tolist() == [0, -1]
    assert any("changed their block in these years: 1" in one for one in found.under)


def test_successors_of_a_frame_are_followed_as_they_are_declared():
    frame = frame_of(
        A=[1.0, 2.0, None], B=[10.0, 20.0, None], N=[None, None, 33.0], Z=[5.0, 5.0, 5.0]
    )
    ended = lt.trend(frame, successors={"A": "N", "B": "N"}, lang="en")
    assert series(ended) == series(lt.trend(frame))
    assert any("series of N starts" in one for one in ended.under)
    added = lt.trend(frame, successors={"A": "N", "B": "N"}, combine="sum")
    assert series(added) == {"N": [11.0, 22.0, 33.0], "Z": [5.0, 5.0, 5.0]}
    renamed = lt.trend(frame, successors={"B": "N"})
    assert series(renamed)["N"] == [10.0, 20.0, 33.0]


def test_changes_follow_one_another_in_time():
    frame = frame_of(A=[1.0, 2.0] + [None] * 4, B=[10.0, 20.0] + [None] * 4,
                     D=[None, None, 30.0] + [None] * 3, E=[None] * 3 + [40.0, 50.0, 5.0])  # fmt: skip
    frame = pd.concat([frame, pd.DataFrame({"subject_id": ["F"], "year": [2025], "value": [4.0]})])
    pairs = pd.DataFrame(
        {
            "from": ["A", "B", "D", "E", "E"],
            "to": ["D", "D", "E", "F", "E2"],
            "year": [2022, 2022, 2023, 2025, 2025],
        }
    )
    other = pd.DataFrame({"subject_id": ["E2"], "year": [2025], "value": [1.0]})
    found = lt.trend(pd.concat([frame, other]), successors=pairs, combine="sum", breaks="none")
    none = [None] * 5
    assert series(found) == {
        "E": [*none, 5.0],
        "E (…2024)": [11.0, 22.0, 30.0, 40.0, 50.0, None],
        "E2": [*none, 1.0],
        "F": [*none, 4.0],
    }


def test_who_takes_others_in_is_one_of_its_predecessors():
    frame = frame_of(A=[1.0, 2.0, 30.0], B=[10.0, 20.0, None])
    pairs = pd.DataFrame({"from": ["B"], "to": ["A"], "year": [2022]})
    assert series(lt.trend(frame, successors=pairs, combine="sum")) == {"A": [11.0, 22.0, 30.0]}
    apart = lt.trend(frame, successors=pairs)
    assert series(apart)["A (…2021)"] == [1.0, 2.0, None]
    assert series(apart)["A"] == [None, None, 30.0]


def test_scores_rankings_and_measures_are_panels():
    panel = lt.measures(lt.sample_provinces(provinces=12, years=range(2016, 2021)))
    score = lt.score(panel, "provinces", lang="en")
    found = lt.trend(score, by="region", breaks="none")
    wide = score.frame.pivot_table("score", "subject_id", "year")
    there = wide.dropna(axis=1, how="all").dropna(how="all")
    assert np.allclose(found.panel.values, there.to_numpy(), equal_nan=True, rtol=1e-11)
    ranked = lt.trend(lt.rank(score), breaks="none")
    assert ranked.panel.zero_sum
    assert ranked.panel.direction == "less"
    assert (ranked.facts.places == found.facts.places).all()
    one = lt.trend(panel, of="cong_khai_1", breaks="none")
    assert one.panel.label.told("en") == "measure cong_khai_1"
    assert lt.trend(panel, of="cong_khai_1", breaks=[2018]).panel.breaks == (2018,)


def test_a_declared_break_of_a_scheme_parts_the_scores():
    panel = lt.measures(lt.sample_provinces(provinces=8, years=range(2016, 2021)))
    scheme = lt.load_scheme({"cong_khai_1": 1}, normalise="none", lang="en")
    assert lt.trend(lt.score(panel, scheme), breaks="declared").panel.breaks == ()
    broken = replace(scheme, broken=(("cong_khai_1", 2018),))
    found = lt.trend(lt.score(panel, broken), breaks="declared")
    assert found.panel.breaks == (2018,)
    assert any("Declared: cong_khai_1" in one for one in found.under)


def test_points_of_several_years_are_a_panel_and_an_interval_is_unknown():
    table = lt.load_point_table("tien-giang-2022")
    sample = files("lantoa") / "point_tables" / "tien-giang-2022.sample.csv"
    tally = table.score(str(sample))
    found = lt.trend({2023: tally, 2024: tally}, lang="en")
    last = tally.totals.drop_duplicates("subject_id", keep="last").set_index("subject_id")
    assert list(series(found)) == sorted(last.index)
    for who, values in series(found).items():
        low, high = last.loc[who, ["written", "written_high"]]
        known = pd.notna(low) and pd.notna(high) and low == high
        assert values == ([low] * 2 if known else [None] * 2)
    assert any("still an interval" in one for one in found.under)
    with pytest.raises(InputError, match="a tally is of one year; expected a dict"):
        lt.trend(tally)


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_frames_go_out_in_the_kind_that_came_in(kind):
    frame = frame_of(A=[1.0, 2.0], B=[2.0, None])
    given = pl.from_pandas(frame) if kind == "polars" else pa.Table.from_pandas(frame)
    found = lt.trend(given)
    assert type(found.frame) is type(given)
    assert type(found.transitions) is type(given)
    assert series(found) == series(lt.trend(frame))


def test_words_are_levels_in_the_order_that_is_told():
    frame = frame_of(A=["C", "B", "A"], B=["A", "A", None])
    found = lt.trend(frame, levels=["C", "B", "A"], lang="en")
    assert found.frame["last"].tolist() == ["A", "A"]
    assert found.frame["ups"].tolist() == [2, 0]
    ordered = frame.assign(value=pd.Categorical(frame["value"], ["C", "B", "A"], ordered=True))
    assert lt.trend(ordered).frame["ups"].tolist() == [2, 0]
    with pytest.raises(InputError, match='it holds words \\("A", "B", "C"\\); expected'):
        lt.trend(frame)


def test_an_unknown_successor_and_nothing_to_add_are_refused():
    frame = frame_of(A=[1.0], B=[2.0])
    with pytest.raises(InputError, match='successors: subject "AA" is not known; did you mean "A"'):
        lt.trend(frame, successors={"AA": "B"})
    with pytest.raises(InputError, match='"A" is named as its own successor'):
        lt.trend(frame, successors={"A": "A"})
    with pytest.raises(InputError, match="combine: without successors"):
        lt.trend(frame, combine="sum")


SEVERAL = [[1.0], (1.0,), {"a": 1}, {1}, np.array([1.0, 2.0])]


@pytest.mark.parametrize("cell", SEVERAL, ids=lambda cell: type(cell).__name__)
@pytest.mark.parametrize(
    ("column", "expected"), [("subject_id", "an id"), ("value", "a number"), ("group", "a name")]
)
def test_a_cell_that_holds_several_values_is_named_with_its_row(column, cell, expected):
    rows = {"subject_id": ["A", "A", "B"], "year": [2020, 2021, 2020], "value": [1.0, 2.0, 3.0]}
    rows["group"] = ["x", "x", "y"]
    rows[column] = [rows[column][0], cell, rows[column][2]]
    with pytest.raises(InputError) as raised:
        lt.trend(pd.DataFrame(rows), by="group")
    told = str(raised.value)
    assert told.startswith(f'row 2, column "{column}": a {type(cell).__name__} of values')
    assert expected in told or "a name or a number" in told


@pytest.mark.parametrize("column", ["subject_id", "value", "group"])
def test_lists_of_polars_are_named_too(column):
    rows = {"subject_id": ["A", "B"], "year": [2020, 2021], "value": [1, 2], "group": ["x", "y"]}
    rows[column] = [[one] for one in rows[column]]
    with pytest.raises(InputError, match=f'row 1, column "{column}": a list of values'):
        lt.trend(pl.DataFrame(rows), by="group")


def test_an_empty_register_is_not_told_to_be_absent():
    people = pd.DataFrame({"person_id": ["a"]})
    none = pd.DataFrame({"subject_id": [], "year": [], "rating": []})
    with pytest.raises(InputError, match=r'table "ratings", which has no rows'):
        lt.trend(lt.Office.from_frames({"ratings": none, "people": people}), of="ratings")
    with pytest.raises(InputError, match=r'table "ratings", which is not there'):
        lt.trend(lt.Office.from_frames({"people": people}), of="ratings")
