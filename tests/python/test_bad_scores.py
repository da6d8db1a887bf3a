"""Input that cannot be scored: each fault with its place, what was found, and the nearest name."""

from unicodedata import normalize

import numpy as np
import pandas as pd
import pytest

import lantoa as lt

FRAME = pd.DataFrame(
    {"subject_id": ["A", "B"], "year": [2020, 2020], "hài_lòng": [1.0, 2.0], "đúng_hạn": [3.0, 4.0]}
)
NFD = normalize("NFD", "hài_lòng")


def node(**changes):
    return {"name": "hài_lòng", "direction": "more", "low": 0, "high": 10} | changes


def scheme(*nodes, **rules):
    return lt.load_scheme(pd.DataFrame(list(nodes) or [node()]), lang="en", **rules)


def scored(frame=FRAME, weights=None, **rules):
    return lt.score(frame, weights or {"đúng_hạn": 1}, lang="en", **({"normalise": "none"} | rules))


def cells(*values):
    return FRAME.assign(**{"đúng_hạn": list(values)})


FAULTS = {
    "weights: a measure that is not there": (
        lambda: scored(weights={"đúng_han": 1}),
        'column "đúng_han" is not known; did you mean "đúng_hạn"',
    ),
    "weights: without a mark": (
        lambda: scored().again(weights={"dung_han": 2}),
        'weights: measure "dung_han" is not known; did you mean "đúng_hạn"',
    ),
    "weights: negative": (
        lambda: scored(weights={"đúng_hạn": -1}),
        'node "đúng_hạn", key weight: -1; expected a number above 0',
    ),
    "weights: zero": (lambda: scored(weights={"đúng_hạn": 0}), "key weight: 0; expected a number"),
    "weights: NaN": (lambda: scored(weights={"đúng_hạn": np.nan}), "key weight: nan; expected"),
    "weights: infinite": (lambda: scored(weights={"đúng_hạn": np.inf}), "key weight: inf"),
    "weights: text": (lambda: scored(weights={"đúng_hạn": "nặng"}), 'key weight: "nặng"; expected'),
    "weights: yes": (lambda: scored(weights={"đúng_hạn": True}), "key weight: True; expected"),
    "weights: negative again": (
        lambda: scored().again(weights={"đúng_hạn": -2}),
        'weight of "đúng_hạn": expected a number above 0, not -2',
    ),
    "weights: a list": (
        lambda: scored().again(weights=[1]),
        "weights: expected a dict by name, not list",
    ),
    "goalposts: reversed": (
        lambda: scheme(node(low=10, high=0)),
        'node "hài_lòng", key low: 10 is not below high = 0.*"direction"',
    ),
    "goalposts: equal": (lambda: scheme(node(high=0)), "0 is not below high = 0"),
    "goalposts: infinite": (lambda: scheme(node(low=-np.inf)), "key low: -inf; expected a number"),
    "goalposts: none": (
        lambda: scored(normalise="goalposts"),
        '(?s)key low: missing.*"goalposts" needs it, "minmax" and "none" do not',
    ),
    "tree: a cycle": (
        lambda: scheme(node(), {"name": "b", "parent": "c"}, {"name": "c", "parent": "b"}),
        'node "b", key parent: a cycle: b -> c -> b; expected a tree',
    ),
    "tree: its own parent": (
        lambda: scheme({"name": "b", "parent": "b"}),
        "a cycle: b -> b",
    ),
    "tree: a long cycle": (
        lambda: scheme(node(), *({"name": f"n{i}", "parent": f"n{(i + 1) % 9}"} for i in range(9))),
        "a cycle: n0 -> n1 -> n2 -> n3 -> n4 -> n5 -> n6 -> n7 -> n8 -> n0",
    ),
    "tree: a parent that is not there": (
        lambda: scheme(node(parent="nhóm_1"), node(name="x", parent="nhom_2"), {"name": "nhóm_1"}),
        'node "x", key parent: "nhom_2" is no node; did you mean nhóm_1',
    ),
    "tree: a name twice": (
        lambda: scheme(node(), node(name=NFD)),
        'node "hài_lòng", key name: used twice',
    ),
    "tree: a number for a name": (lambda: scheme(node(name=5)), "node number 1, key name: 5"),
    "direction: missing": (
        lambda: scheme(node(direction=None)),
        'node "hài_lòng", key direction: missing; expected "more" or "less"',
    ),
    "direction: unknown": (
        lambda: scheme(node(direction="mor")),
        'key direction: "mor"; expected one of "more", "less"; did you mean more',
    ),
    "scheme: a heading with a slip": (
        lambda: lt.load_scheme(pd.DataFrame([node()]).rename(columns={"direction": "directon"})),
        'column "directon" is not known; did you mean "direction"',
    ),
    "scheme: no name": (lambda: lt.load_scheme(pd.DataFrame({"weight": [1]})), '"name" is missing'),
    "scheme: no row": (lambda: lt.load_scheme(pd.DataFrame({"name": []})), "key node: missing"),
    "scheme: no weights": (lambda: lt.load_scheme({}), "key node: missing"),
    "scheme: nothing": (lambda: lt.score(FRAME, None), "not NoneType"),
    "scheme: a name with a slip": (lambda: lt.score(FRAME, "province"), 'did you mean "provinces"'),
    "scheme: no file": (lambda: lt.load_scheme("x.toml"), "x.toml: there is no such scheme file"),
    "scheme: a break of what is no measure": (
        lambda: scheme(broken=[{"measure": "hai_long", "year": 2020}]),
        '"hai_long" is no measure; did you mean hài_lòng',
    ),
    "scheme: a break that is a number": (lambda: scheme(broken=5), "expected tables with measure"),
    "columns: subjects called like a result": (
        lambda: lt.measures(FRAME.rename(columns={"subject_id": "score"}), subject="score"),
        'the column "score" is called like one of the results',
    ),
    "columns: a measure called like a result": (
        lambda: lt.measures(FRAME.rename(columns={FRAME.columns[-1]: "place"})),
        'measure "place": results have a column of that name',
    ),
    "columns: a measure twice": (
        lambda: lt.measures(FRAME, names=[FRAME.columns[-1]] * 2),
        "is named twice",
    ),
    "columns: of measures that are packed": (
        lambda: lt.score(lt.measures(FRAME), "provinces", year="nam"),
        'column "nam": what measures gave has columns of its own',
    ),
    "columns: of an office": (
        lambda: lt.measures(lt.sample_office(units=2, people=3), subject="unit_id"),
        'column "unit_id": an office has columns of its own',
    ),
    "rule: unknown": (lambda: scored(normalize="none"), 'did you mean "normalise"'),
    "rule: a scale with a slip": (lambda: scored(normalise="minmx"), "did you mean minmax"),
    "rule: a mean with a slip": (lambda: scored(aggregate="arithmetc"), "did you mean arithmetic"),
    "rule: no mean": (lambda: scored(aggregate=[]), "key aggregate"),
    "rule: missing with a slip": (lambda: scored(missing="unscore"), "did you mean unscored"),
    "rule: no coverage": (lambda: scored(missing="renormalise"), "key coverage: missing"),
    "rule: too much coverage": (
        lambda: scored(missing="renormalise", coverage=1.5),
        "key coverage: 1.5; expected a share above 0, at most 1",
    ),
    "rule: a coverage that nothing reads": (lambda: scored(coverage=0.5), "no rule reads it"),
    "rule: factor": (lambda: scored(factor=0), "key factor: 0; expected a number above 0"),
    "rule: language": (lambda: lt.load_scheme({"a": 1}, lang="fr"), 'did you mean "vi"'),
    "rule: below zero": (
        lambda: scored(cells(-1.0, 2), {"đúng_hạn": 1, "hài_lòng": 1}, aggregate="geometric"),
        '"đúng_hạn" has a value below 0, -1.*"geometric" does not',
    ),
    "rule: carried from no year": (
        lambda: scored(FRAME.drop(columns="year"), missing="carry_forward"),
        "needs years to carry from",
    ),
    "cells: a comma": (
        lambda: scored(cells("3,5", "4")),
        'row 1, column "đúng_hạn": "3,5" is not a number; numbers are written with a point',
    ),
    "cells: text": (lambda: scored(cells("4", "cao")), 'row 2, column "đúng_hạn": "cao" is not'),
    "cells: nan as text": (lambda: scored(cells("nan", "4")), '"nan" is not a number'),
    "cells: infinite": (lambda: scored(cells(4, np.inf)), 'row 2, column "đúng_hạn": inf is not'),
    "cells: infinite text": (lambda: scored(cells("4", "-inf")), "row 2.*-inf is not finite"),
    "cells: too large": (lambda: scored(cells(1e305, 4)), "1e\\+305 is not finite or too large"),
    "cells: yes and no": (lambda: scored(cells(True, False)), "expected numbers, not yes and no"),
    "cells: days": (
        lambda: scored(cells(*pd.to_datetime(["2020-01-01", "2021-01-01"]))),
        "2020-01-01 00:00:00 is not a number",
    ),
    "subjects: twice in a year": (
        lambda: lt.measures(pd.concat([FRAME, FRAME])),
        'row 3: "A" of 2020 is in row 1 already',
    ),
    "subjects: twice in NFC and NFD": (
        lambda: lt.measures(pd.DataFrame({"subject_id": ["hài_lòng", NFD], "x": [1.0, 2]})),
        'row 2: "hài_lòng" is in row 1 already; expected one row for each subject',
    ),
    "subjects: blank": (
        lambda: lt.measures(FRAME.assign(subject_id=["A", " "])),
        'row 2, column "subject_id": the subject is blank',
    ),
    "subjects: missing": (lambda: lt.measures(FRAME.assign(subject_id=["A", None])), "row 2"),
    "subjects: numbers with a point": (
        lambda: lt.measures(FRAME.assign(subject_id=[1.0, 2.0])),
        "expected ids, not numbers with a point",
    ),
    "subjects: no such column": (
        lambda: lt.measures(FRAME.rename(columns={"subject_id": "subjct_id"})),
        'subject: column "subject_id" is not known; did you mean "subjct_id"',
    ),
    "subjects: no column": (lambda: lt.measures(FRAME, subject=None), "subject: column"),
    "years: too early": (
        lambda: lt.measures(FRAME.assign(year=[2020, 20])),
        'row 2, column "year": 20 is no year; expected one from 1900 to 2200',
    ),
    "years: half": (lambda: lt.measures(FRAME.assign(year=[2020.5, 2020])), "2020.5 is no year"),
    "years: text": (
        lambda: lt.measures(FRAME.assign(year=["năm 2020", "2020"])),
        'row 1, column "year": "năm 2020" is not a year',
    ),
    "years: blank": (
        lambda: lt.measures(FRAME.assign(year=[None, 2020])),
        "row 1.*blank is no year",
    ),
    "years: no such column": (lambda: lt.measures(FRAME, year="yeer"), 'did you mean "year"'),
    "years: not there": (lambda: scored().of(2019), "did you mean 2020"),
    "frame: no row": (lambda: scored(FRAME.iloc[:0]), "there is no row; expected a row per"),
    "frame: nothing": (lambda: lt.measures(pd.DataFrame()), "subject: column"),
    "frame: no number": (lambda: lt.measures(FRAME[["subject_id"]]), "no column of numbers"),
    "frame: a list": (lambda: scored([1, 2]), "not list"),
    "frame: a path": (lambda: scored("x.csv"), "not str"),
    "frame: an array": (lambda: scored(FRAME.to_numpy()), "not ndarray"),
    "frame: a column": (lambda: scored(FRAME["đúng_hạn"]), "not Series"),
    "frame: a column twice": (
        lambda: lt.measures(pd.DataFrame([["A", 1.0, 2]], columns=["subject_id", "x", "x"])),
        'two columns "x"',
    ),
    "frame: a column in NFC and NFD": (
        lambda: lt.measures(pd.DataFrame([["A", 1.0, 2]], columns=["subject_id", "hài_lòng", NFD])),
        'two columns "hài_lòng"',
    ),
    "tidy: one of two": (lambda: lt.measures(FRAME, measure="x"), "measure and value go together"),
    "asked: a subject": (lambda: scored().explain("C"), 'subject "C" is not known'),
    "asked: a level": (lambda: scored().slate(level="to"), 'did you mean "top"'),
    "asked: a node": (lambda: scored().values("đúng_han"), 'did you mean "đúng_hạn"'),
    "asked: without what is not there": (
        lambda: scored().again(without="x"),
        'without: measure or pillar "x" is not known',
    ),
    "asked: without everything": (lambda: scored().again(without="đúng_hạn"), "no measure is left"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_refused_with_its_place(fault):
    call, message = FAULTS[fault]
    with pytest.raises(lt.InputError, match=message):
        call()


def test_everything_that_is_wrong_with_a_scheme_is_told_at_once():
    with pytest.raises(lt.InputError, match="3 problems") as told:
        scheme(node(weight=-1, direction="up"), node(name="x", low="thấp"))
    assert len(told.value.problems) == 3


TIDY = pd.DataFrame({"subject_id": ["A", "A"], "m": ["x", "y"], "v": [1.0, 2.0]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"m": ["x", "x"]}, 'row 2: "x" of "A" is there twice; expected one number'),
        ({"m": ["x", None]}, 'row 2, column "m": the measure is blank'),
        ({"v": ["1", "một"]}, 'row 2, column "v": "một" is not a number'),
    ],
)
def test_tidy_frames_are_checked_row_by_row(change, message):
    with pytest.raises(lt.InputError, match=message):
        lt.measures(TIDY.assign(**change), measure="m", value="v")
