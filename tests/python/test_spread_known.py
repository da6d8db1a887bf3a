"""Nothing that came after the day asked of changes an answer: rows deleted, ends undone, years cut."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
import lot_offices
from lantoa.spreading.everything import what_happened
from lantoa.spreading.known import known_on
from spread_offices import adoptions, kinds, rows, small
from test_effect_laws import recognised

DAY = "2023-06-30"  # between two lots and their years
CAME = {
    "adoptions": "started_on", "assignments": "date", "links": "from", "memberships": "from",
    "publicity": "date", "ratings": "decision_date", "recognitions": "decided_on",
    "unit_changes": "date",
}  # fmt: skip
ENDS = {
    "adoptions": ["ended_on", "verified_on"], "links": ["to"], "memberships": ["to"],
    "people": ["left"], "recognitions": ["revoked_on"], "units": ["closed"],
}  # fmt: skip
YEARLY = ("ratings", "initiatives", "targets", "measures", "titles", "movement_results")


@lru_cache(maxsize=1)
def sample():
    office = lt.sample_office(units=10, people=60, seed=7)
    tables = {name: table.frame for name, table in office.tables.items()}
    drawn = tables["assignments"]  # by two lots, so that a day can lie before, between and after
    again = drawn.assign(date=pd.Timestamp(2022, 2, 1), treatment=drawn["treatment"].astype(object))
    tables["assignments"] = pd.concat([again.replace("tap_huan", "hop"), drawn]).astype(object)
    return lt.read(tables, lang="en")


def without_later(office, day):
    """The office as somebody would have read it on a day, by hand."""
    when, tables = pd.Timestamp(day), {}
    for name, table in office.tables.items():
        frame = table.frame.copy()
        if name in CAME:
            frame = frame[~(frame[CAME[name]] > when)].copy()
        if name in YEARLY:
            frame = frame[frame["year"].isna() | (frame["year"] < when.year)].copy()
        for column in ENDS.get(name, []):
            frame.loc[frame[column] > when, column] = pd.NaT
        if name == "observed":
            frame["observed_until"] = frame["observed_until"].clip(upper=when)
        if name == "initiatives":
            frame.loc[frame["decision_date"] > when, "recognised"] = pd.NA
        tables[name] = frame
    return lt.read(tables, lang="en")


def told(found):
    """Everything that is said, as text."""
    return [[*one.lines("en")] for one in found]


FRAME = pd.DataFrame(
    [
        (f"DV{at:02}", year, at + (year * at) % 7)
        for at in range(1, 11)
        for year in range(2016, 2026)
    ],
    columns=["subject_id", "year", "value"],
)


def effects(spread):
    for outcome in ("targets", "initiatives", "good_or_better", FRAME):
        yield told(spread.effect(outcome, treatment="hop").conclusions)
    for treatment in ("tap_huan", "recognitions"):
        yield told(spread.effect("muc_do_hai_long", treatment=treatment).conclusions)


ASKED = {
    "facts": lambda s: [s.frame.to_csv(), s.exemplars.to_csv(), s.survival.to_csv()],
    "ties": lambda s: [s.ties.to_csv(), s.exposure.to_csv(), s.thresholds.to_csv()],
    "association": lambda s: told(s.association("CL01")),
    "outcomes": lambda s: [
        told(s.association("CL01", outcome=one)) for one in ("good_or_better", "initiatives")
    ],
    "effect": lambda s: [*effects(s)],
    "pulses": lambda s: told(s.pulses()),
    "hazard": lambda s: told(s.hazard()),
    "whom": lambda s: s.whom(k=1, practice="CL01", draws=99).frame.to_csv(),
    "design": lambda s: s.design(practice="CL01").text(),
    "happened": lambda s: told(what_happened(s)),
}


@lru_cache(maxsize=1)
def asked_twice():
    how = {"as_of": DAY, "draws": 99, "lang": "en"}
    return lt.spread(sample(), **how), lt.spread(without_later(sample(), DAY), **how)


@pytest.mark.parametrize("what", sorted(ASKED))
def test_an_office_without_its_later_rows_gives_the_same_answers(what):
    whole, known = asked_twice()
    assert ASKED[what](whole) == ASKED[what](known)


def test_the_day_lies_where_later_rows_would_be_seen():
    early = asked_twice()[0]
    assert 0 < len(early.adoptions) < len(sample()["adoptions"])
    assert not early.effect("muc_do_hai_long", treatment="hop").is_refused
    assert early.effect("muc_do_hai_long", treatment="tap_huan").conclusion.codes == ("no_year",)


def test_a_lot_drawn_later_answers_nothing_yet():
    office = lt.sample_office(seed=7)
    for day in ("2021-12-31", "2022-12-31"):
        one = lt.spread(office, as_of=day).effect("muc_do_hai_long").conclusion
        assert one.codes[0] == "no_lot"
    drawn = lt.spread(office, as_of="2023-12-31").effect("muc_do_hai_long").conclusion
    assert drawn.codes == ("no_year",)  # 2023 is not over
    assert not lt.spread(office, as_of="2024-01-01").effect("muc_do_hai_long").is_refused


def test_a_year_counts_once_it_is_over_also_in_a_frame():
    table = lot_offices.values(10)
    office = lot_offices.office(table, [2022] * 5 + [0] * 5)
    frame = office["measures"].drop(columns="measure")
    for outcome in ("quality", frame):
        for day, years in (("2023-12-31", [2022]), ("2024-01-01", [2022, 2023])):
            found = lt.spread(office, as_of=day, lang="en").effect(outcome)
            assert [one for one in found.event_study["year"] if one >= 2022] == years
        assert lt.spread(office, as_of="2022-06-30").effect(outcome).conclusion.codes == (
            "no_year",
        )
    none = lt.spread(office, as_of="2019-06-30", lang="en").effect(frame)
    assert none.is_refused


def test_who_was_named_later_was_not_named_and_a_later_revocation_is_undone():
    office = recognised(8)
    later = lt.spread(office, as_of="2021-12-31", lang="en")
    facts = later.effect("quality", treatment="recognitions").conclusion.facts
    assert facts[0].told("en") == "Named, with this outcome: 0."
    tables = {name: table.frame for name, table in office.tables.items()}
    tables["recognitions"] = tables["recognitions"].assign(revoked_on=pd.Timestamp(2024, 3, 1))
    revoked = lt.read(tables, lang="en")
    count = {
        day: lt.spread(revoked, as_of=day).effect("quality", treatment="recognitions")
        .conclusion.facts[0].told("en") for day in ("2024-02-29", "2024-03-01")
    }  # fmt: skip
    assert count == {
        "2024-02-29": "Named, with this outcome: 2.",
        "2024-03-01": "Named, with this outcome: 0.",
    }


def test_what_came_later_is_listed_and_not_lost_in_silence():
    took = adoptions(
        ("ba", "2022-05-01"), ("cu", "2023-05-01"), ("du", "2023-05-01", *[None] * 3, "Q")
    )
    stories = rows("story_id practice_id date", ("T1", "P", pd.Timestamp("2023-02-01")))
    office = small(adoptions=took, publicity=stories)
    found = lt.spread(office, practice="P", as_of="2022-12-31")
    assert [one for one in kinds(found) if "last" in one] == ["after_last", "story_after_last"]
    assert found.problems.loc[found.problems["kind"] == "after_last", "row"].tolist() == [2]


def test_a_decision_of_a_later_day_leaves_an_initiative_undecided():
    office = known_on(lt.sample_office(seed=7), np.datetime64("2024-01-15"))
    frame = office["initiatives"]
    late = frame["decision_date"] > pd.Timestamp(2024, 1, 15)
    assert frame.loc[late, "recognised"].isna().all()
    assert frame["year"].max() == 2023


def test_known_rows_keep_their_place_in_the_file():
    office = lt.sample_office(seed=7)
    known = known_on(office, np.datetime64("2022-06-30")).tables["adoptions"]
    whole = office.tables["adoptions"]
    for at in range(len(known)):
        row = known.origin.at(at)[2] - 1
        assert whole.frame["subject_id"].iloc[row] == known.frame["subject_id"].iloc[at]
