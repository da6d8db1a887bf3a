"""Until when somebody was followed is written or said to be assumed; an unknown day is no "not yet"."""

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from lantoa.spreading.covering import Cover, Followed
from lantoa.spreading.setting import NEVER
from spread_offices import PEOPLE, adoptions, kinds, links, rows, small

TOOK = adoptions(("ba", "2022-05-01"), ("cu", "2024-03-01"))


def coverage(*cells):
    return rows("table from to complete", *(("adoptions", *one) for one in cells))


def found(*cells, **asked):
    observed = asked.pop("observed", None)
    cover = coverage(*cells) if cells else None
    return lt.spread(small(adoptions=TOOK, observed=observed, coverage=cover), **asked)


YEARS = {year: (f"{year}-01-01", f"{year}-12-31") for year in range(2021, 2026)}


def spans(spread):
    """First and last period of who was at risk."""
    one = spread.setting("P")
    return {(one.since[at], one.until[at]) for at in np.flatnonzero(one.at_risk)}


def test_nobody_is_followed_beyond_a_gap_and_the_gap_is_listed():
    spread = found((*YEARS[2022], True), (*YEARS[2023], False), (*YEARS[2024], True))
    assert spread.setting().periods[-1] == "2022-Q4"
    assert spans(spread) == {(1, 4)}
    assert "gap" in kinds(spread)
    assert "from 2022-12-31 until 2024-01-01" in " ".join(spread.problems["what"])
    assert spread.frame["adopters"].tolist() == [1]


@pytest.mark.parametrize("as_of", ["2024-06-30", "2024-12-31"])
def test_a_gap_stops_what_is_asked_on_a_later_day_too(as_of):
    spread = found((*YEARS[2022], True), (*YEARS[2024], True), as_of=as_of)
    assert spans(spread) == {(1, 4)}
    assert {"gap", "after_followed"} <= set(kinds(spread))


def test_who_was_observed_is_not_followed_across_a_gap_either():
    observed = rows("subject_id observed_until", *((one, "2024-12-31") for one in PEOPLE))
    spread = found((*YEARS[2022], True), (*YEARS[2023], None), observed=observed)
    assert spans(spread) == {(1, 4)}
    assert "covered_until" in kinds(spread)
    # Without a gap the day on which somebody looked goes beyond what is declared of the register.
    assert spans(found((*YEARS[2022], True), observed=observed)) == {(1, 12)}


def test_a_late_beginning_is_the_first_day_followed():
    spread = found((*YEARS[2024], True))
    one = spread.setting()
    assert one.periods[0] == "2024-Q1"
    assert spread.frame[["eligible", "adopters"]].values.tolist() == [[3, 1]]
    assert {"before_followed", "covered_late"} <= set(kinds(spread))
    at = one.subjects.index("ba")  # has it, and is a source from the first period on
    assert (one.adopted[at], one.carries[at], one.at_risk[at]) == (NEVER, 1, False)


def test_a_beginning_within_a_period_counts_by_its_day():
    spread = found(("2022-06-01", "2024-12-31", True))
    one = spread.setting()
    at = one.subjects.index(
        "ba"
    )  # took it up on 1 May, in the quarter in which the register begins
    assert (one.adopted[at], one.carries[at], one.at_risk[at]) == (NEVER, 2, False)
    assert spans(spread) == {(2, 12)}


def test_a_register_that_is_never_complete_follows_nobody():
    spread = found(("2021-01-01", None, False), lang="en")
    assert spread.frame[["eligible", "adopters"]].values.tolist() == [[0, 0]]
    assert "not_covered" in kinds(spread)
    assert spread.association("P").refused
    assert len(spread.conclusions)


def test_where_nobody_wrote_until_when_every_answer_about_taking_up_says_so():
    spread = found(lang="en")
    assert kinds(spread) == ["not_followed"]
    for one in (
        *spread.conclusions.about("what_happened"),
        *spread.association("P"),
        *spread.pulses(),
        *spread.hazard(),
    ):
        assert one.codes[-1] == "followed"
        assert "5 of them were followed" in one.warnings[-1].saying.told("en")


def test_what_is_written_needs_no_such_warning():
    for cells in ([(*YEARS[2022], True)], [("2022-01-01", None, True)]):
        spread = found(*cells)
        assert "followed" not in spread.conclusions["what_happened"].codes
        assert "not_followed" not in kinds(spread)
    part = rows("subject_id observed_until", ("ba", "2024-12-31"))
    spread = found(observed=part, lang="en")
    assert "4 of them" in spread.conclusions["what_happened"].warnings[-1].saying.told("en")


def test_an_adopter_without_a_day_is_no_source_that_has_not_got_it():
    took = adoptions(("ba", None), ("cu", "2023-05-01"))
    ties = links(*((one, "cu", "k", None, None, None, "observed_before") for one in ("ba", "du")))
    alone = lt.spread(small(adoptions=took, links=ties.iloc[:1]), practice="P", lang="en")
    assert alone.thresholds["threshold"].isna().tolist() == [True]
    assert len(alone.setting().ties) == 0
    both = lt.spread(small(adoptions=took, links=ties), practice="P")
    assert both.thresholds["ties"].tolist() == [1]
    assert len(both.ties) == 1
    said = alone.conclusions["what_happened"].warnings[0].saying.told("en")
    assert "ties that lead from them are left out" in said
    assert "ties that lead from here" in alone.problems["what"].str.cat()


def test_a_day_that_nobody_knows_leaves_the_ties_of_another_practice_alone():
    took = adoptions(
        ("ba", None), ("cu", "2023-05-01"), ("ba", "2022-05-01", None, None, None, "Q")
    )
    both = rows("practice_id exemplar_id", ("P", "an"), ("Q", "an"))
    ties = links(("ba", "cu", "k", None, None, None, "observed_before"))
    spread = lt.spread(small(adoptions=took, practices=both, links=ties))
    assert [len(spread.setting(one).ties) for one in ("P", "Q")] == [0, 1]


DAYS = st.integers(0, 40)


@given(
    st.lists(st.tuples(DAYS, DAYS, st.booleans()), max_size=5),
    DAYS,
)
def test_runs_are_the_days_that_are_complete_and_in_no_gap(cells, start):
    base = datetime.date(2022, 1, 1)
    table = coverage(
        *((base + datetime.timedelta(a), base + datetime.timedelta(b), yes) for a, b, yes in cells)
    )
    office = small(coverage=table if cells else None)
    from lantoa.spreading.covering import cover_of

    cover = cover_of(office, "adoptions")
    days = {at for a, b, yes in cells if yes for at in range(a, b + 1)}
    gaps = {at for a, b, yes in cells if not yes for at in range(a, b + 1)}
    wanted = (days if days else set(range(-1, 43))) - gaps
    origin = np.datetime64(base, "D")
    covered = {
        at
        for at in range(-1, 43)
        for one, end in cover.runs
        if one <= origin + np.timedelta64(at, "D") <= end
    }
    assert covered == wanted
    followed = Followed.of(cover, origin + np.timedelta64(start, "D"))
    after = sorted(at for at in wanted if at >= start)
    if after and not np.isnat(followed.until):
        last = int((followed.until - origin).astype(int))
        assert set(range(after[0], last + 1)) <= wanted
        assert last + 1 not in wanted
        assert followed.stops == bool({at for at in days | gaps if at > last})


def test_a_year_is_complete_where_it_is_declared_and_not_denied():
    day = np.datetime64
    cover = Cover(
        ((day("2021-01-01"), day("2023-12-31")),), ((day("2022-05-01"), day("2022-05-31")),)
    )
    assert [cover.is_complete(year) for year in range(2020, 2025)] == [
        False,
        True,
        False,
        True,
        False,
    ]
    assert [cover.has_gap(year) for year in (2021, 2022)] == [False, True]
    assert pd.isna(Followed.of(Cover(), day("2021-01-01")).until)
