"""What ``lantoa.rank`` refuses, and in which words."""

import pandas as pd
import pytest

import lantoa as lt


def frame(**columns):
    return pd.DataFrame({"subject_id": ["A", "B"], "points": [1, 2], "unit": ["x", "y"]} | columns)


@pytest.mark.parametrize(
    ("columns", "options", "says"),
    [
        ({}, {"by": "point"}, 'by: column "point" is not known; did you mean "points"'),
        ({}, {"by": None}, "by: expected the column of points"),
        ({}, {"subject": "subjectid"}, 'subject: column "subjectid" is not known; did you mean'),
        ({}, {"within": "units"}, 'within: column "units" is not known; did you mean "unit"'),
        ({}, {"within": 3}, "within: expected a column, or a mapping"),
        ({}, {"within": {"AA": "u"}}, 'within: "AA" is no subject; did you mean "A"?'),
        ({}, {"year": 2020}, "year: expected the column of the years of a frame, not 2020"),
        ({}, {"ties": "mni"}, 'ties "mni" is not known; did you mean "min"'),
        ({}, {"lang": "fr"}, 'lang "fr" is not known'),
        ({}, {"chain": ["unt"]}, 'chain: column "unt" is not known; did you mean "unit"'),
        (
            {},
            {"chain": {"points": "mor"}},
            'chain "points" "mor" is not known; did you mean "more"',
        ),
        ({}, {"chain": "unit"}, 'column "unit", row 1 ("A"): expected a finite number'),
        ({"subject_id": ["A", "A"]}, {}, 'row 2: "A" is in row 1 already'),
        ({"subject_id": ["A", " "]}, {}, 'row 2, column "subject_id": the subject is blank'),
        ({"points": [1.5, float("inf")]}, {}, 'column "points", row 2 ("B"): expected a finite'),
        (
            {"points": ["7,5", "8"]},
            {},
            'row 1 ("A"): expected a finite number or nothing, not "7,5"',
        ),
        ({"points": ["x", "y"]}, {}, "(2 such cells)"),
        ({}, {"chain": 3}, "chain: expected names in their order, not int"),
        ({}, {"maxima": [3], "bands": [{"id": "a"}]}, "maxima: expected a mapping from column"),
        (
            {},
            {"maxima": {"nope": 3}},
            "maxima: floors of levels are shares of them; expected bands=",
        ),
        (
            {},
            {"maxima": {"points": 3}, "bands": [{"id": "a", "least": 1}]},
            "maxima: no level has a floor",
        ),
        (
            {},
            {"quotas": {"q": {"share": "1/2", "of": {"x": 3}}}},
            'quota "q": of: nothing is told of all groups together',
        ),
        ({}, {"quotas": {"q": "0.1234567890123456789"}}, "is finer than a share can be told apart"),
        ({}, {"quotas": 3}, "quotas: expected a mapping from name to quota"),
        ({}, {"quotas": {"q": {"shar": 1}}}, 'quota "q": key "shar" is not known; did you mean'),
        ({}, {"quotas": {"q": {}}}, 'quota "q": expected a share or a number, one of the two'),
        ({}, {"quotas": {"q": "15"}}, 'quota "q": share: expected 0 to 1, or a text with %'),
        ({}, {"quotas": {"q": "1/0"}}, 'expected a number, such as 15, "15 %" or "2/3", not "1/0"'),
        ({}, {"quotas": {"q": -1}}, 'quota "q": number: expected a whole number from 0, not -1'),
        (
            {},
            {"quotas": {"q": {"share": 1, "per": "group"}}},
            'quota "q": per "group" needs groups',
        ),
        ({}, {"quotas": {"q": {"share": 1, "inside": "p"}}}, 'quota "q": inside "p" is not known'),
        ({}, {"quotas": {"q": {"share": 1, "of": "seats_of_outer"}}}, "needs inside"),
        ({}, {"quotas": {"q": {"share": 1, "rounding": "u"}}}, 'rounding "u" is not known'),
        (
            {},
            {"within": "unit", "quotas": {"q": {"share": {"x": 1}}}},
            'quota "q": share: nothing is told of group "y"',
        ),
        (
            {},
            {"bands": "nghe-an-2025"},
            'band table "nghe-an-2025" is not known; did you mean "nghe-an-draft-2025"',
        ),
        ({}, {"bands": "no.toml"}, "no.toml: there is no such band table file"),
        ({}, {"bands": []}, "bands: expected a list of levels, the best first"),
        ({}, {"bands": [{"least": 3}]}, "bands: level 1: expected a table with an id"),
        ({}, {"bands": [{"id": "a"}, {"id": "a"}]}, 'bands: level "a" is there twice'),
        (
            {},
            {"bands": [{"id": "a", "leas": 3}]},
            'level "a": key "leas" is not known; did you mean',
        ),
        (
            {},
            {"bands": [{"id": "a", "floor": 85}]},
            "floor: expected a share of the maximum, such as",
        ),
        ({}, {"bands": [{"id": "a", "floor": "85 %"}]}, 'maxima: level "a" has a floor'),
        (
            {},
            {"bands": [{"id": "a", "floor": "85 %"}], "maxima": {"points": 0}},
            'maxima: "points": expected a number above 0, not 0',
        ),
        (
            {},
            {"bands": [{"id": "a", "gates": {"disciplin": {"most": 0}}}]},
            'bands: column "disciplin" is not known',
        ),
    ],
)
def test_what_cannot_be_ranked_is_told_with_the_nearest_that_can(columns, options, says):
    with pytest.raises(lt.InputError) as caught:
        lt.rank(frame(**columns), **{"by": "points"} | options)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ({"by": "points"}, 'by "points": a Ranking has its own points'),
        ({"subject": "unit"}, 'subject "unit": a Ranking knows its own'),
    ],
)
def test_columns_of_a_frame_are_not_asked_of_what_has_places(option, says):
    with pytest.raises(lt.InputError, match=says):
        lt.rank(lt.rank(frame(), by="points"), **option)


def test_no_frame_is_told_as_such():
    with pytest.raises(lt.InputError, match="expected a frame of pandas, polars or pyarrow"):
        lt.rank("points.xlsx", by="points")


def test_a_quota_inside_itself_is_refused():
    quotas = {"a": {"share": "1/2", "inside": "b"}, "b": {"share": "1/2", "inside": "a"}}
    with pytest.raises(lt.InputError, match='quota "a": it is inside itself'):
        lt.rank(frame(), by="points", quotas=quotas)


def test_seats_of_all_groups_are_no_base_in_each():
    quotas = {"a": {"share": "1/2", "per": "all"}, "b": {"share": "1/2", "inside": "a"}}
    with pytest.raises(lt.InputError, match='expected of "candidates"'):
        lt.rank(frame(), by="points", within="unit", quotas=quotas)
