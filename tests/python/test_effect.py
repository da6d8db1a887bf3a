"""What was given by lot: exact, refused where it must be, and silent on what it cannot say."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lot_offices import names, office, ties, values


def effect(office, outcome="quality", **asked):
    return lt.spread(office, links="table" if "links" in office else None).effect(outcome, **asked)


def spread_of(office, **asked):
    return lt.spread(office, **asked)


@pytest.fixture(scope="module")
def planted():
    """Ten units, three drawn in 2022, after which their quality is 20 higher."""
    table = values(10)
    given = [2022 if at in (1, 4, 8) else 0 for at in range(10)]
    table[np.array(given) > 0, 3:] += 20
    return office(table, given), table, given


def by_hand(table, given):
    """The p value and the difference, over all draws of as many units."""
    change = table[:, 3:].mean(axis=1) - table[:, :3].mean(axis=1)
    mine = np.flatnonzero(given)

    def apart(drawn):
        rest = [at for at in range(len(change)) if at not in drawn]
        return change[list(drawn)].mean() - change[rest].mean()

    every = [abs(apart(one)) for one in combinations(range(len(change)), len(mine))]
    found = apart(tuple(mine))
    return np.mean([one >= abs(found) - 1e-9 for one in every]), found


def test_known_so_early_that_no_year_is_clean_is_the_reason_told(planted):
    one = effect(planted[0], anticipation=3).conclusion
    assert one.codes == ("R3",)
    said = "may have been known 3 years before: no year before 2019 has the outcome"
    assert said in one.reasons[0].saying.told("en")
    assert "fewer than 3 years" in one.unblock[0].told("en")


def test_where_only_those_drawn_are_recorded_it_says_that_the_others_are_not():
    one = effect(office(values(6), [2022] * 6)).conclusion
    assert one.codes == ("R4",)
    assert "if others were not drawn they are not recorded" in one.reasons[0].saying.told("en")
    assert "those who were not drawn are recorded" in one.unblock[1].told("en")


def test_where_all_change_alike_no_size_is_said_to_be_missed():
    table = np.arange(6.0) + np.arange(10.0)[:, None]
    one = effect(office(table, [2022 if at in (1, 4, 8) else 0 for at in range(10)])).conclusion
    assert one.p["assignment"] == 1
    assert one.detectable is None
    assert "changed alike" in one.may_say[0].told("en")
    assert "missed" not in one.may_say[0].told("en")


def test_a_lot_is_compared_with_every_other_draw_of_it(planted):
    found, table, given = planted
    one = effect(found).conclusion
    p, difference = by_hand(table, given)
    assert one.p["assignment"] == pytest.approx(p)
    assert one.estimate == pytest.approx(difference)
    assert one.arrangements == 120
    assert one.smallest_p == pytest.approx(1 / 120)
    assert one.draws is None
    assert one.interval[0] < 20 < one.interval[1]
    assert one.interval[0] > 0


def test_what_may_be_said_holds_the_numbers(planted):
    told = effect(planted[0])
    assert "tác động" in told.sentence
    assert told.base == 2021
    assert told.frame["time"].tolist() == [-3, -2, -1, 0, 1, 2]
    assert "R2" in told.conclusion.codes  # three subjects: no error by formula
    assert "s.e. (1/n)" not in told.conclusion.statistic


def test_without_a_lot_nothing_is_said_of_causes(planted):
    _, table, given = planted
    told = effect(office(table, given, rule="theo_diem"))
    assert told.is_refused
    assert told.conclusion.codes == ("rule",)
    for word in ("tác động", "nhờ", "gây ra", "effect"):
        assert word not in repr(told)


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "what was given: "),
        ({"treatment": "tap_huan"}, "tap_huan: "),
        ({"treatment": "recognitions"}, "being named an exemplar: "),
    ],
)
@pytest.mark.parametrize("empty", [True, False])
def test_with_nothing_on_record_the_title_is_what_was_asked(planted, asked, title, empty):
    tables = {name: one.frame for name, one in planted[0].tables.items()}
    drawn = tables.pop("assignments")
    if empty:
        tables["assignments"] = drawn.head(0)
    told = lt.spread(lt.Office.from_frames(tables), lang="en").effect("quality", **asked)
    assert told.conclusion.codes == ("no_lot",)
    assert told.title.startswith(title)
    assert title in str(told.plot().to_dict()["title"])


def test_of_what_is_not_on_record_no_recognition_is_told(planted):
    tables = {name: one.frame for name, one in planted[0].tables.items() if name != "assignments"}
    ids = tables["units"]["unit_id"].astype(str).tolist()[:3]
    named = {"subject_id": ids, "decided_on": pd.Timestamp(2022, 6, 1), "merit_from": 2021}
    spread = lt.spread(lt.Office.from_frames({**tables, "recognitions": pd.DataFrame(named)}))
    assert len(spread.effect("quality").frame)  # the only thing on record
    other = spread.effect("quality", treatment="tap_huan")
    assert not len(other.frame)
    assert not other.conclusion.facts


def test_one_of_ten_is_refused_and_the_floor_is_printed():
    given = [2022] + [0] * 9
    one = effect(office(values(10), given)).conclusion
    assert one.is_refused
    assert one.codes[0] == "R1"
    assert one.smallest_p == pytest.approx(0.1)
    assert "0,1" in one.reasons[0].saying.told("vi")
    assert "2" in one.unblock[0].told("vi")  # two of ten would have room


def test_all_at_one_date_are_not_identified():
    one = effect(office(values(8), [2022] * 8)).conclusion
    assert one.codes == ("R4",)
    assert "nhiều đợt" in one.unblock[0].told("vi")


def test_before_waves_the_first_is_compared_with_those_whose_turn_has_not_come():
    table = values(9, seed=4)
    given = [2021, 2021, 2021, 2023, 2023, 2023, 2023, 0, 0]
    told = effect(office(table, given)).conclusions["before"]
    change = table[:, 1] - table[:, 0]
    assert told.estimate == pytest.approx(change[:3].mean() - change[3:].mean())
    assert told.arrangements == 84
    never = effect(office(table, given), controls="never").conclusions["before"]
    assert never.arrangements == 10
    assert never.is_refused


def test_strata_are_drawn_again_apart():
    table = values(12, seed=5)
    strata = ["a"] * 6 + ["b"] * 6
    table[6:] += np.arange(6) * 10  # the strata rise differently: that is no difference
    given = [2022, 2022, 2022, 0, 0, 0, 2022, 2022, 2022, 0, 0, 0]
    one = effect(office(table, given, strata=strata)).conclusion
    assert one.arrangements == 400
    assert one.smallest_p == pytest.approx(2 / 400)
    change = table[:, 3:].mean(axis=1) - table[:, :3].mean(axis=1)
    apart = [change[at : at + 3].mean() - change[at + 3 : at + 6].mean() for at in (0, 6)]
    assert one.estimate == pytest.approx(np.mean(apart))


def test_who_has_no_numbers_is_left_out_and_counted(planted):
    _, table, given = planted
    holed = table.copy()
    holed[0, 2] = np.nan  # the base
    holed[2, 5] = np.nan  # the last year: nobody is dropped, the year is
    told = effect(office(holed, given))
    assert told.conclusion.arrangements == 84
    assert told.frame["year"].max() == 2023
    facts = " ".join(one.told("vi") for one in told.conclusion.facts)
    assert "2023" in facts
    assert "1 đối tượng" in facts


def test_a_base_is_before_and_may_be_moved(planted):
    found = planted[0]
    assert effect(found, anticipation=1).base == 2020
    assert effect(found, base=2019).base == 2019
    assert "R8" in effect(found, base=2019).conclusion.codes
    with pytest.raises(lt.InputError, match="base: 2022 is not before 2022"):
        effect(found, base=2022)
    with pytest.raises(lt.InputError, match='base "2018" is not known; did you mean "2019"'):
        effect(found, base=2018)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"outcome": "qualiti"}, 'outcome "qualiti" is not known; did you mean "quality"'),
        ({"treatment": "tap_hua"}, 'treatment "tap_hua" is not known; did you mean "tap_huan"'),
        ({"treatment": 3}, "treatment: expected a name"),
        ({"controls": "nver"}, 'did you mean "never"'),
        ({"anticipation": -1}, "anticipation: expected years"),
        ({"anticipation": 1.5}, "anticipation: expected a whole number"),
        ({"subject_kind": "units"}, 'did you mean "unit"'),
    ],
)
def test_bad_questions_name_what_is_wrong(planted, asked, message):
    with pytest.raises(lt.InputError, match=message):
        effect(planted[0], **asked)


@pytest.mark.parametrize("outcome", ["places", "ratings", "excellent"])
def test_what_is_zero_sum_is_no_outcome(planted, outcome):
    told = effect(planted[0], outcome)
    assert told.conclusion.codes == ("zero_sum",)
    assert not len(told.frame)


def test_no_order_of_rows_changes_an_answer(planted):
    found = planted[0]
    tables = {name: one.frame.sample(frac=1, random_state=3) for name, one in found.tables.items()}
    one, other = effect(found), effect(lt.Office.from_frames(tables))
    pd.testing.assert_frame_equal(one.frame, other.frame)
    assert repr(one) == repr(other)


def test_those_tied_to_who_was_drawn_are_counted_and_left_out(planted):
    _, table, given = planted
    ids = names(10)
    near = ties([(ids[1], ids[0]), (ids[4], ids[2]), (ids[1], ids[4])])
    told = effect(office(table, given, links=near)).conclusion
    share = next(one for one in told.warnings if one.code == "R7").saying.told("vi")
    assert share.startswith("28,6 %")  # two of seven
    assert "28,6 % số năm của nhóm so sánh" in told.may_not_say[-1].told("vi")
    assert told.may_not_say[-1].told("en").startswith("Not that this is the whole of it: 28.6 %")
    facts = " ".join(one.told("vi") for one in told.facts)
    assert "5 đối tượng không có liên hệ" in facts


def test_ties_made_of_adoptions_are_no_exposure(planted):
    _, table, given = planted
    told = effect(office(table, given)).conclusion
    assert "R7" in told.codes  # nobody knows
    assert "whole of it" not in told.may_not_say[-1].told("en")


def test_years_before_that_moved_apart_are_told():
    table = values(10, seed=8)
    given = [2022, 2022, 2022, 2022, 2022, 0, 0, 0, 0, 0]
    table[:5, 2] += 40  # in the base year those drawn were already far away
    told = effect(office(table, given))
    assert told.conclusions["before"].p["assignment"] <= 0.05
    assert "R8" in told.conclusion.codes


def test_large_cells_have_an_error_by_formula_too():
    table = values(80, seed=2)
    given = [2022] * 40 + [0] * 40
    one = effect(office(table, given)).conclusion
    change = table[:, 3:].mean(axis=1) - table[:, :3].mean(axis=1)
    expected = np.sqrt(change[:40].var() / 40 + change[40:].var() / 40)
    assert one.statistic["s.e. (1/n)"] == pytest.approx(expected)
    assert one.draws == 9_999
    assert one.seed == 2025


def test_years_that_the_base_leaves_out_are_told():
    table = values(10)
    given = [2022 if at in (1, 4, 8) else 0 for at in range(10)]
    table[2, 1] = np.nan
    found = effect(office(table, given))
    assert found.base_years == (2019, 2021)
    told = " ".join(one.told("en") for one in found.conclusion.facts)
    assert "leaves out 2020" in told
    assert "(cells: 1)" in told
    assert "the mean of 2019, 2021" in told


def test_years_between_a_base_that_was_chosen_and_the_lot_are_shown(planted):
    found = effect(planted[0], base=2019)
    assert found.frame["year"].tolist() == [2020, 2021, 2022, 2023, 2024]


def test_a_lot_in_which_nobody_was_drawn_says_so(planted):
    empty = office(planted[1], [0] * 10)
    for asked in ({}, {"treatment": "tap_huan"}):
        one = effect(empty, **asked).conclusion
        assert one.codes == ("nobody",)
        assert "Of 10 in assignments nobody was given anything" in one.reasons[0].saying.told("en")


def test_the_number_of_one_subject_is_called_its_own():
    table = values(25)
    table[3, 3:] += 40
    one = effect(office(table, [2022 if at == 3 else 0 for at in range(25)])).conclusion
    assert one.p["assignment"] == pytest.approx(1 / 25)
    assert "that of the one subject" in one.may_not_say[0].told("en")


def test_where_all_changed_alike_no_size_is_told_that_would_be_missed():
    table = np.tile(np.arange(6.0), (10, 1))
    table[:5, 4:] += 1
    made = office(table, [2022] * 5 + [0] * 5)
    one = lt.spread(made, lang="en", by=None).effect("quality").conclusions["before"]
    assert one.status == "answered"
    assert one.detectable is None
    assert "too much alike to tell what would be missed" in one.may_say[0].told("en")
