"""A lot in waves: every wave beside those who are clean, in every year, and what is said of it."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lot_offices import YEARS, names, office, ties, values
from soaking import examples

WAVES = [2021] * 3 + [2022] * 3 + [2023] * 3 + [0] * 3


def effect(found, **asked):
    links = "table" if "links" in found else None
    return lt.spread(found, lang="en", links=links, draws=499).effect("quality", **asked)


def planted(given, size=0.0, *, seed=3, late=0):
    """Values of those given, ``size`` more in every year since."""
    table = values(len(given), seed=seed)
    for row, first in enumerate(given):
        table[row, [bool(first) and year >= first + late for year in YEARS]] += size
    return np.round(table, 2)


def by_hand(table, given, controls="not_yet"):
    """Every cell from the means, and the mean of cells by the size of their wave."""
    given, cells = np.array(given), {}
    base = table[:, : list(YEARS).index(min(one for one in given if one))].mean(axis=1)
    for wave in sorted(set(given) - {0}):
        for column, year in enumerate(YEARS):
            beside = (given == 0) | ((given > year) & (controls == "not_yet"))
            if year >= wave and beside.any():
                change = table[:, column] - base
                mine = given == wave
                gap = change[mine].mean() - change[beside].mean()
                cells[wave, year] = (gap, mine.sum(), beside.sum())
    gaps, sizes, _ = zip(*cells.values(), strict=True)
    return cells, np.average(gaps, weights=sizes)


def facts(told):
    return " ".join(one.told("en") for one in told.conclusion.facts)


@pytest.mark.parametrize("controls", ["not_yet", "never"])
def test_all_waves_are_compared_with_who_is_clean(controls):
    table = planted(WAVES, 4)
    told = effect(office(table, WAVES), controls=controls)
    cells, mean = by_hand(table, WAVES, controls)
    assert told.conclusion.estimate == pytest.approx(mean)
    frame = told.group_time
    assert list(zip(frame["wave"], frame["year"], strict=True)) == list(cells)
    for column, at in (("estimate", 0), ("count", 1), ("controls", 2)):
        expected = [one[at] for one in cells.values()]
        assert frame[column].tolist() == pytest.approx(expected)
    assert told.conclusion.arrangements == 369_600  # 12! / (3!)^4
    low, high = told.conclusion.interval
    assert low < 4 < high
    assert told.conclusion.deciding_p <= 0.01


def test_years_since_given_join_the_waves():
    table = planted(WAVES, 4)
    told = effect(office(table, WAVES))
    cells, _ = by_hand(table, WAVES)
    frame = told.event_study
    after = frame[frame["time"] >= 0]
    assert after["time"].tolist() == [0, 1, 2, 3]
    for row in after.itertuples():
        here = [one for (wave, year), one in cells.items() if year - wave == row.time]
        expected = np.average([one[0] for one in here], weights=[one[1] for one in here])
        assert row.estimate == pytest.approx(expected)
        assert pd.isna(row.year) == (len(here) > 1)
    assert frame.loc[frame["time"] < 0, "year"].tolist() == [2019, 2020]
    assert "waves of 2021, 2022, 2023" in told.under[0]
    assert told.plot().to_dict()
    sheet = told.sheets()["Wave by wave"]
    assert next(iter(sheet)) == "Wave"
    assert len(sheet) == len(told.group_time) == 9


def test_it_tells_the_waves_and_who_stands_beside_them():
    told = effect(office(planted(WAVES), WAVES))
    assert "3 waves (2021: 3, 2022: 3, 2023: 3); not given it: 3" in facts(told)
    assert "whose turn had not come by then" in facts(told)
    assert "Here only the first wave (2021)" in told.conclusions["before"].facts[0].told("en")
    vi = lt.spread(office(planted(WAVES), WAVES), draws=99).effect("quality")
    assert "Bốc thăm làm 3 đợt" in vi.text()
    assert "chỉ so đợt đầu (2021)" in vi.text()


def test_who_is_all_given_it_in_the_end_is_compared_until_the_last_turn():
    given = [2021] * 4 + [2023] * 4
    told = effect(office(planted(given, 5), given))
    frame = told.group_time
    assert list(zip(frame["wave"], frame["year"], strict=True)) == [(2021, 2021), (2021, 2022)]
    assert told.conclusion.arrangements == 70
    assert "Without anybody left to compare with: the wave of 2023" in facts(told)


def test_a_wave_whose_turn_no_year_reaches_is_beside_as_before():
    given = [2022] * 3 + [2025] * 3 + [0] * 4
    table = planted(given, 3)
    staggered, plain = effect(office(table, given)), effect(office(table, [2022] * 3 + [0] * 7))
    one, other = staggered.conclusion, plain.conclusion
    assert "No year after the waves of 2025" in facts(staggered)
    assert one.arrangements == other.arrangements == 120
    assert one.p == other.p
    assert one.estimate == pytest.approx(other.estimate)
    assert one.interval == pytest.approx(other.interval)
    assert one.smallest_p == other.smallest_p
    assert other.detectable < one.detectable < 1.3 * other.detectable  # few tell the noise


def test_waves_are_drawn_again_within_their_strata():
    given = [2021, 2021, 2023, 2023, 0, 0] * 2
    strata = ["a"] * 6 + ["b"] * 6
    table = planted(given, 6)
    table[6:] += np.arange(6) * 10
    told = effect(office(table, given, strata=strata))
    assert told.conclusion.arrangements == 90**2
    apart = [by_hand(table[at : at + 6], given[at : at + 6])[1] for at in (0, 6)]
    assert told.conclusion.estimate == pytest.approx(np.mean(apart))
    assert "groups drawn in: 2" in facts(told)


def test_known_before_its_turn_a_wave_is_not_clean():
    told = effect(office(planted(WAVES), WAVES), anticipation=1)
    first = told.group_time.iloc[0]
    assert (first["wave"], first["year"], first["controls"]) == (2021, 2021, 6)
    assert told.base == 2019


def test_a_wave_given_late_in_a_year_starts_with_the_next():
    found = office(planted(WAVES, 4, late=0), WAVES)
    tables = {name: one.frame for name, one in found.tables.items()}
    rows = tables["assignments"]
    second = rows["date"].dt.year == 2022
    rows.loc[second, "date"] = pd.Timestamp(2022, 9, 1)
    told = effect(lt.Office.from_frames({**tables, "assignments": rows}))
    frame = told.group_time
    assert frame.loc[frame["wave"] == 2022, "year"].tolist() == [2023, 2024]
    assert frame.loc[frame["year"] == 2022, "controls"].tolist() == [6]
    assert "The wave of 2022 was given it in the second half" in facts(told)


def test_a_lot_of_others_later_ends_the_comparison():
    ids = names(12)
    rows = [(one, "2021-03-01", "tap_huan" if at < 3 else "khong") for at, one in enumerate(ids)]
    rows = [row for row in rows if row[0] not in ids[3:6]]
    rows += [(one, "2022-03-01", "tap_huan") for one in ids[3:6]]
    rows += [
        (one, "2024-03-01", "tap_huan" if at % 2 else "khong") for at, one in enumerate(ids[6:])
    ]
    made = office(planted([2021] * 3 + [2022] * 3 + [0] * 6, 4), [2021] + [0] * 11)
    table = pd.DataFrame(rows, columns=["subject_id", "date", "treatment"])
    table = table.assign(rule="boc_tham", stratum=None).astype({"date": "datetime64[s]"})
    plain = {name: one.frame for name, one in made.tables.items()}
    told = effect(lt.Office.from_frames({**plain, "assignments": table}), lot="2021-03-01")
    assert told.group_time["year"].max() == 2023
    assert set(told.group_time["wave"]) == {2021, 2022}
    assert "In 2024 another lot" in facts(told)


def test_who_is_lost_blocks_a_lot_in_waves_too():
    table = planted(WAVES, 4)
    table[4, 2:] = np.nan
    told = effect(office(table, WAVES))
    assert told.conclusion.codes[0] == "lost"
    assert "given it: 1, not given it: 0" in told.sentence
    assert not len(told.group_time)
    table = planted(WAVES, 4)
    table[4, 5] = np.nan
    assert effect(office(table, WAVES)).group_time["year"].max() == 2023


def test_waves_that_moved_apart_before_name_no_cause():
    table = planted(WAVES, 4)
    table[:3, 1] += 40
    told = effect(office(table, WAVES))
    assert told.conclusion.codes[0] == "R8"
    assert "the effect of" not in told.text()


def test_too_few_to_reach_alpha_is_refused_with_the_floor():
    given = [2021, 2022, 0, 0]
    one = effect(office(planted(given), given)).conclusion
    assert one.codes[0] == "R1"
    assert one.smallest_p == pytest.approx(1 / 12)
    assert "tells 12 orders apart" in one.reasons[0].saying.told("en")
    assert one.unblock


def people(given, size=0.0):
    """An office of people with a score."""
    table = planted(given, size)
    made = office(table, given)
    ids = names(len(given))
    plain = {name: one.frame for name, one in made.tables.items() if name != "units"}
    return lt.Office.from_frames({**plain, "people": pd.DataFrame({"person_id": ids})})


def test_of_fewer_than_five_people_no_number_is_printed():
    given = [2021] * 6 + [2022] * 3 + [0] * 6
    told = effect(people(given, 8))
    frame = told.group_time.set_index(["wave", "year"])
    assert frame.loc[2022, "estimate"].isna().all()
    assert frame.loc[2021, "estimate"].notna().all()
    assert "Not compared, as a side has fewer than 5 people: 3" in facts(told)
    table = planted(given, 8)
    cells, _ = by_hand(table, given)
    kept = [one for (wave, _), one in cells.items() if wave == 2021]
    assert told.conclusion.estimate == pytest.approx(np.mean([one[0] for one in kept]))
    few = effect(people([2021] * 3 + [2022] * 3 + [0] * 9))
    assert few.conclusion.codes[0] == "R12"
    assert not len(few.frame)


def test_those_tied_to_who_has_it_by_then_are_counted_and_left_out():
    ids = names(12)
    near = ties([(ids[0], ids[9]), (ids[3], ids[10])])  # the second from 2022 on
    told = effect(office(planted(WAVES, 4), WAVES, links=near))
    share = next(one for one in told.conclusion.warnings if one.code == "R7").saying.told("en")
    # Beside are 9, 6, 3 and 3; exposed 1, 2, 2 and 2 of them.
    assert share.startswith("33.3 %")
    assert "That is too few to compare again" in facts(told)


def test_spillovers_keep_to_the_first_wave_and_say_so():
    given = [2021] * 4 + [2023] * 4 + [0] * 8
    ids = names(16)
    near = ties([(ids[at], ids[other]) for at in range(8) for other in (at + 4, at + 8)])
    told = effect(office(planted(given), given, links=near))
    for one in told.conclusions:
        if one.key == "spillover":
            assert "Here only the first wave (2021)" in " ".join(
                each.told("en") for each in one.facts
            )


def test_no_order_of_rows_changes_an_answer():
    found = office(planted(WAVES, 2), WAVES)
    tables = {name: one.frame.sample(frac=1, random_state=3) for name, one in found.tables.items()}
    one, other = effect(found), effect(lt.Office.from_frames(tables))
    pd.testing.assert_frame_equal(one.frame, other.frame)
    pd.testing.assert_frame_equal(one.group_time, other.group_time)
    assert one.text() == other.text()


def test_false_alarms_of_waves_keep_to_alpha():
    found = [
        effect(office(planted(WAVES, seed=seed), WAVES)).conclusion for seed in range(examples(60))
    ]
    held = [not one.is_refused and one.deciding_p <= 0.05 for one in found]
    assert np.mean(held) <= 0.15
