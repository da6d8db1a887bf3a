"""Counted outcomes: what nobody recorded or decided is not known, and never 0."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.outcomes import outcome_of
from spread_offices import rows, small

MADE = "initiative_id subject_id year recognised"


def panel(kind, outcome="initiatives", **tables):
    return outcome_of(small(**tables), outcome, kind, "en")


def made(*cells):
    return rows(MADE, *((f"S{at}", *one) for at, one in enumerate(cells))).astype(
        {"recognised": object}
    )


def number(found, subject, year):
    if year not in found.years:
        return None
    value = found.values[found.subjects.index(subject), found.years.index(year)]
    return None if np.isnan(value) else float(value)


RECORDED = made(("an", 2022, True), ("an", 2022, True), ("du", 2022, False), ("ba", 2024, True))


def test_a_year_that_nobody_recorded_is_not_known():
    found = panel("person", initiatives=RECORDED)
    assert found.years == (2022, 2024)
    assert [number(found, "an", year) for year in range(2021, 2026)] == [None, 2, None, 0, None]
    units = panel("unit", initiatives=RECORDED)
    assert number(units, "U", 2022) == pytest.approx(2 / 3)
    assert number(units, "V", 2022) == 0  # their only one was not recognised


@pytest.mark.parametrize(
    ("cells", "years"),
    [
        ([("2022-01-01", "2024-12-31", True)], (2022, 2023, 2024)),
        ([("2022-01-01", "2023-06-30", True)], (2022,)),
        ([("2024-01-01", None, True)], (2024,)),
        ([("2022-01-01", "2022-03-31", False)], (2024,)),
        ([("2022-01-01", "2024-12-31", True), ("2023-05-01", "2023-05-31", None)], (2022, 2024)),
    ],
)
def test_coverage_says_which_years_are_whole(cells, years):
    cover = rows("table from to complete", *(("initiatives", *one) for one in cells))
    found = panel("person", initiatives=RECORDED, coverage=cover)
    assert found.years == years
    if 2023 in years:
        assert number(found, "an", 2023) == 0


def test_an_undecided_row_is_unknown_for_that_person_and_year_and_its_unit():
    cells = made(("an", 2022, True), ("an", 2022, None), ("du", 2022, True), ("an", 2023, True))
    found = panel("person", initiatives=cells)
    assert [number(found, one, 2022) for one in ("an", "ba", "du")] == [None, 0, 1]
    assert number(found, "an", 2023) == 1
    units = panel("unit", initiatives=cells)
    assert (number(units, "U", 2022), number(units, "V", 2022)) == (None, 0.5)
    assert units.notes[0].told("en").endswith("have no number in the year.")


def test_a_recognised_row_of_an_unknown_year_may_be_of_any():
    found = panel("person", initiatives=made(("an", None, True), ("ba", 2022, True)))
    assert (number(found, "an", 2022), number(found, "ba", 2022)) == (None, 1)
    not_one = panel("person", initiatives=made(("an", None, False), ("ba", 2022, True)))
    assert number(not_one, "an", 2022) == 0


def test_a_register_of_units_alone_says_nothing_of_people():
    with pytest.raises(lt.InputError, match="no rows to count it from"):
        panel("person", initiatives=made(("U", 2022, True)))


def test_a_register_that_ends_before_a_lot_answers_nothing_after_it():
    office = lt.sample_office(seed=7)
    tables = {name: table.frame for name, table in office.tables.items()}
    tables["initiatives"] = tables["initiatives"][tables["initiatives"]["year"] <= 2022]
    found = lt.spread(lt.read(tables, lang="en")).effect("initiatives").conclusion
    assert found.codes == ("no_year",)


RATED = rows(
    "subject_id year rating decision_date",
    ("an", 2021, "hoan_thanh_tot", "2021-12-10"),
    ("an", 2021, "khong_hoan_thanh", None),
    ("ba", 2021, "hoan_thanh_tot", "2021-12-10"),
    ("cu", 2021, "khong_hoan_thanh", "2021-12-10"),
    ("cu", 2021, "hoan_thanh_xuat_sac", "2022-01-10"),
    ("du", 2021, "hoan_thanh", "2021-12-10"),
)


def test_of_ratings_without_a_latest_decision_there_is_none_as_in_a_trend():
    found = panel("person", "good_or_better", ratings=RATED)
    assert [number(found, one, 2021) for one in ("ba", "cu", "du")] == [100, 100, 0]
    assert "an" not in found.subjects or number(found, "an", 2021) is None
    assert "no date of decision settles" in found.notes[0].told("en")
    assert number(panel("unit", "good_or_better", ratings=RATED), "U", 2021) == 100
    turned = RATED.iloc[::-1]
    np.testing.assert_array_equal(
        panel("person", "good_or_better", ratings=turned).values, found.values
    )
    trend = lt.trend(small(ratings=RATED), of="ratings", lang="en").panel
    levels = dict(zip(trend.subjects, trend.values[:, 0], strict=True))
    for one in ("ba", "cu", "du"):
        assert (levels[one] >= 2) == (number(found, one, 2021) == 100)


def test_a_share_of_a_register_with_a_gap_is_that_of_a_part():
    cover = rows("table from to complete", ("ratings", "2021-01-01", "2021-12-31", False))
    with pytest.raises(lt.InputError, match="no rows to count it from"):
        panel("unit", "good_or_better", ratings=RATED, coverage=cover)
    found = panel("person", "good_or_better", ratings=RATED, coverage=cover)
    assert number(found, "ba", 2021) == 100


def test_what_is_measured_or_planned_and_not_written_is_no_zero():
    measured = rows("subject_id year measure value", ("U", 2021, "m", 0.0), ("V", 2021, "m", None))
    found = panel("unit", "m", measures=measured)
    assert number(found, "U", 2021) == 0
    assert "V" not in found.subjects
    targets = rows(
        "unit_id year target planned achieved", ("U", 2021, "t", 10, None), ("V", 2021, "t", 10, 0)
    )
    found = panel("unit", "targets", targets=pd.DataFrame(targets))
    assert number(found, "V", 2021) == 0
    assert "U" not in found.subjects or number(found, "U", 2021) is None
