"""Named in several years: each cohort from its own clean base, beside who is clean, recomputed."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt

YEARS = range(2018, 2025)


def office(named, *, count=12, people=False, first_year=2018, gaps=()):
    """Subjects with one measure; ``named`` has rows (number, year of naming, merit_from)."""
    chance = np.random.default_rng(4)
    ids = [f"S{at:02d}" for at in range(count)]
    table = np.round(50 + chance.normal(0, 1, (count, len(YEARS))), 2)
    for at, year, _ in named:
        if pd.notna(year):
            table[at, [one >= year for one in YEARS]] += 5 * (year - 2020)
    cells = [
        (one, year, "x", table[at, column])
        for at, one in enumerate(ids)
        for column, year in enumerate(YEARS)
        if year >= first_year and (at, year) not in gaps
    ]
    days = [pd.NaT if pd.isna(year) else pd.Timestamp(year, 6, 1) for _, year, _ in named]
    recognitions = {
        "subject_id": [ids[at] for at, _, _ in named],
        "decided_on": days,
        "merit_from": pd.array([judged for _, _, judged in named], "Int64"),
        "nominated_only": False,
    }
    tables = {
        "practices": pd.DataFrame({"practice_id": ["P1"], "exemplar_id": [ids[0]]}),
        "adoptions": pd.DataFrame(
            {"practice_id": ["P1"], "subject_id": [ids[1]], "started_on": ["2021-05-01"]}
        ),
        "measures": pd.DataFrame(cells, columns=["subject_id", "year", "measure", "value"]),
        "recognitions": pd.DataFrame(recognitions),
    }
    if people:
        tables["people"] = pd.DataFrame({"person_id": ids, "joined": "2010-01-01"})
    else:
        tables["units"] = pd.DataFrame({"unit_id": ids})
    return lt.Office.from_frames(tables), {(one, year): value for one, year, _, value in cells}, ids


def asked(found, **how):
    kind = "person" if "people" in found else "unit"
    spread = lt.spread(found, by=None, links=None, lang="en")
    return spread.effect("x", treatment="recognitions", subject_kind=kind, **how)


def by_hand(named, values, ids, *, never=False, anticipation=0):
    """Cells by cohort and year, in loops: change less change, from the last clean year."""
    of = {at: (year, judged, min(judged, year - anticipation)) for at, year, judged in named}
    years = sorted({year for _, year in values})
    cells = {}
    for cohort in sorted({year for year, _, _ in of.values()}):
        mine = [at for at in of if of[at][0] == cohort]
        base = max((one for one in years if one < min(of[at][2] for at in mine)), default=None)
        for year in years:
            if base is None or year == base:
                continue
            beside = []
            for at in range(len(ids)):
                waits = at in of and of[at][0] != cohort and of[at][2] > max(year, base)
                if at not in of or (waits and not never):
                    beside.append(at)

            def changes(who, year=year, base=base):
                ends = [(values.get((ids[at], year)), values.get((ids[at], base))) for at in who]
                return [after - before for after, before in ends if None not in (after, before)]

            one, other = changes(mine), changes(beside)
            if one and other:
                apart = sum(one) / len(one) - sum(other) / len(other)
                cells[cohort, year] = apart, len(one), len(other)
    return cells


def rows_by_hand(cells):
    """By years since the naming: mean by size, number, calendar year where it is one."""
    rows = {}
    for (cohort, year), (apart, size, _) in cells.items():
        rows.setdefault(year - cohort, []).append((apart, size, year))
    return {
        time: (
            sum(apart * size for apart, size, _ in parts) / sum(size for _, size, _ in parts),
            sum(size for _, size, _ in parts),
            parts[0][2] if len(parts) == 1 else None,
        )
        for time, parts in rows.items()
    }


def same(told, cells):
    """The frame and the sentence are those of the cells, and nothing else is there."""
    frame, expected = told.frame, rows_by_hand(cells)
    assert frame["time"].tolist() == sorted(expected)
    for time, year, estimate, count in frame[["time", "year", "estimate", "count"]].to_numpy():
        mean, number, calendar = expected[time]
        assert estimate == pytest.approx(mean, abs=1e-9)
        assert count == number
        assert (None if pd.isna(year) else year) == calendar
    after = [(one[0], one[1]) for (cohort, year), one in cells.items() if year >= cohort]
    mean = sum(apart * size for apart, size in after) / sum(size for _, size in after)
    assert f" {mean:.3f}".rstrip("0") in facts(told)[-1]


def facts(told):
    return [one.told("en") for one in told.conclusion.facts]


def warned(told):
    return [(one.code, one.saying.told("en")) for one in told.conclusion.warnings]


NEAR = [*((at, 2021, 2020) for at in range(3)), *((at, 2023, 2022) for at in range(3, 6))]
# One lag for both would count from before the panel for those of 2020.
FAR = [*((at, 2020, 2019) for at in range(3)), *((at, 2023, 2020) for at in range(3, 6))]


@pytest.mark.parametrize("named", [NEAR, FAR])
@pytest.mark.parametrize("controls", ["not_yet", "never"])
@pytest.mark.parametrize("ahead", [0, 1])
def test_each_cohort_counts_from_its_own_base(named, controls, ahead):
    found, values, ids = office(named)
    told = asked(found, controls=controls, anticipation=ahead)
    cells = by_hand(named, values, ids, never=controls == "never", anticipation=ahead)
    assert {cohort for cohort, _ in cells} == {named[0][1], named[-1][1]}
    same(told, cells)
    assert told.base is None  # each has its own
    assert not told.conclusion.warnings


def test_the_sign_is_that_of_what_happened():
    named = [*((at, 2018 + 1, 2019) for at in range(3)), *((at, 2024, 2023) for at in range(3, 6))]
    found, values, ids = office(named)
    told = asked(found)
    mean = told.frame.set_index("time")["estimate"]
    assert mean[1] < 0  # those of 2019 fell by 5; nobody else has been named for a year
    same(told, by_hand(named, values, ids))


def test_a_cohort_without_a_clean_year_is_named_and_left_out():
    found, values, ids = office(NEAR, first_year=2020)
    told = asked(found)
    kept = {key: one for key, one in by_hand(NEAR, values, ids).items() if key[0] == 2023}
    same(told, kept)
    assert told.base == 2021
    assert told.start == 2023
    (one,) = warned(told)
    assert one[0] == "R3"
    assert "Named in 2021 (3), left out" in one[1]
    assert "of the 3 who were named" in facts(told)[-1]


def test_unwritten_merit_is_unknown_and_no_control_either():
    named = [*NEAR[:3], *((at, 2023, None) for at in range(3, 6))]
    found, values, ids = office(named)
    told = asked(found)
    known = {(one, year): value for (one, year), value in values.items() if one not in ids[3:6]}
    same(told, by_hand(named[:3], known, ids))
    (one,) = warned(told)
    assert one[0] == "R3"
    assert "Named in 2023 (3), left out" in one[1]
    assert "selection cannot be removed" in one[1]


def test_a_base_that_is_not_clean_moves_back_for_its_cohort_only():
    told = asked(office(NEAR)[0], base=2020)
    assert [code for code, _ in warned(told)] == ["R3"]
    assert "Named in 2021: the base year 2020" in warned(told)[0][1]
    bases = [one for one in facts(told) if "counted from" in one]
    assert "counted from 2019" in bases[0]
    assert "counted from 2020" in bases[1]


def test_cells_of_few_people_are_not_printed_though_the_total_is_large():
    named = [*((at, 2021, 2020) for at in range(6)), *((at, 2023, 2022) for at in range(6, 9))]
    found, values, ids = office(named, count=24, people=True, gaps={(0, 2024), (1, 2024)})
    told = asked(found)
    cells = by_hand(named, values, ids)
    shown = {key: one for key, one in cells.items() if min(one[1:]) >= 5}
    assert {key[0] for key in shown} == {2021}
    assert (2021, 2024) not in shown
    same(told, shown)
    small = [told for code, told in warned(told) if code == "R12"]
    assert "Named in 2021: no difference is printed of 2024" in small[0]
    assert "Named in 2023" in small[1]


def test_holes_are_counted_by_row():
    found, values, ids = office(NEAR, gaps={(0, 2022), (4, 2024), (9, 2023)})
    same(asked(found), by_hand(NEAR, values, ids))


def test_named_on_an_unknown_day_is_on_neither_side():
    named = [*NEAR, (6, None, 2020)]
    found, values, ids = office(named)
    kept = {(one, year): value for (one, year), value in values.items() if one != ids[6]}
    told = asked(found)
    same(told, by_hand(NEAR, kept, ids))
    assert any("a day that is not written" in one for one in facts(told))


def test_who_is_named_after_the_last_year_is_said_so():
    named = [*NEAR[:3], *((at, 2026, 2025) for at in range(3, 6))]
    found, values, ids = office(named)
    told = asked(found)
    assert any("No year from the naming in 2026 on" in one for one in facts(told))
    after = told.frame[told.frame["time"] >= 0]
    assert after["count"].tolist() == [3, 3, 3, 3]
    same(told, by_hand(named, values, ids))


def test_everybody_named_leaves_nobody_beside():
    named = [(at, 2021, 2020) for at in range(12)]
    told = asked(office(named)[0])
    assert [code for code, _ in warned(told)] == ["R4"]
    assert not len(told.frame)


def test_of_one_unit_alone_the_number_is_told_as_its_own():
    named = [(3, 2021, 2020)]
    found, cells, ids = office(named)
    told = asked(found)
    by_year = [one for (_, year), (one, *_) in by_hand(named, cells, ids).items() if year >= 2021]
    one = told.conclusion
    (moved,) = [each for each in one.facts if each.path.startswith("facts.moved")]
    assert moved.gaps["difference"] == pytest.approx(np.mean(by_year))
    assert "the number is its own" in moved.told("en")
    assert "con số của riêng đối tượng ấy" in moved.told("vi")
    forbidden = " ".join(each.told("en") for each in one.may_not_say)
    assert "of the one subject" in forbidden
    assert "any single subject" not in forbidden  # what is printed may not forbid itself
    two = asked(office([(3, 2021, 2020), (5, 2021, 2020)])[0]).conclusion
    assert "any single subject" in two.may_not_say[0].told("en")


def test_of_one_person_no_number_is_told():
    told = asked(office([(3, 2021, 2020)], people=True)[0])
    assert not len(told.frame)
    assert not any(each.path.startswith("facts.moved") for each in told.conclusion.facts)
    assert "any single subject" in told.conclusion.may_not_say[0].told("en")
