"""Several lots of the same thing, or by the same rule: never one comparison."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.lots_of_days import lots_of
from lot_offices import names, office, values
from soaking import examples


def with_lots(table, rows, **tables):
    """An office in which the register of assignments has just these rows."""
    made = office(table, [2021] + [0] * (len(table) - 1))
    columns = ["subject_id", "date", "treatment", "rule", "stratum"]
    frame = pd.DataFrame(rows, columns=columns).astype({"date": "datetime64[s]"})
    plain = {name: one.frame for name, one in made.tables.items()}
    return lt.Office.from_frames({**plain, "assignments": frame, **tables})


def lot(ids, given, day, what="tap_huan", stratum=None):
    return [
        (one, day, what if at < given else "khong", "boc_tham", stratum)
        for at, one in enumerate(ids)
    ]


def effect(found, **asked):
    return lt.spread(found, lang="en").effect("quality", **asked)


@pytest.fixture(scope="module")
def two_years():
    """Ten units of 2021 and ten of 2023; the second ten rise in 2021 for reasons of their own."""
    table = values(20, seed=2)
    table[10:, 2:] += 8
    ids = names(20)
    return table, lot(ids[:10], 5, "2021-03-01"), lot(ids[10:], 5, "2023-03-01")


def test_two_lots_of_two_years_are_not_waves_of_one(two_years):
    table, first, second = two_years
    told = effect(with_lots(table, first + second))
    assert told.conclusion.codes == ("several_lots",)
    assert "2021-03-01, 2023-03-01" in told.sentence
    assert 'lot="2021-03-01"' in told.conclusion.unblock[0].told("en")
    for day in ("2021-03-01", "2023-03-01"):
        one = effect(with_lots(table, first + second), lot=day).conclusion
        assert one.arrangements == 252
        assert one.deciding_p > 0.05
    with pytest.raises(lt.InputError, match='lot "2022-03-01" is not known; did you mean'):
        effect(with_lots(table, first + second), lot="2022-03-01")
    with pytest.raises(lt.InputError, match="lot: expected a day"):
        effect(with_lots(table, first + second), lot=2022)


def test_who_was_not_drawn_for_something_else_is_not_beside(two_years):
    table, first, _ = two_years
    second = lot(names(20)[10:], 5, "2023-03-01", "tham_quan")
    one = effect(with_lots(table, first + second), treatment="tap_huan").conclusion
    assert one.arrangements == 252
    assert one.deciding_p > 0.05


def test_nothing_is_found_where_nothing_works():
    ids = names(20)
    rows = lot(ids[:10], 5, "2021-03-01") + lot(ids[10:], 5, "2023-03-01")
    found = []
    for seed in range(examples(40)):
        table = values(20, seed=seed)
        table[10:, 2:] += 8
        made = with_lots(table, rows)
        found += [effect(made, lot=day).conclusion for day in ("2021-03-01", "2023-03-01")]
    held = [not one.is_refused and one.deciding_p <= 0.05 for one in found]
    assert np.mean(held) <= 0.1


def test_waves_are_days_without_anybody_who_waits_of_their_own():
    ids = names(9)
    first = lot(ids[:3] + ids[7:], 3, "2021-03-01", stratum="a")
    second = lot(ids[3:7], 4, "2023-03-01", stratum="a")
    (one,) = lots_of(with_lots(values(9), first + second), None)
    assert one.years == (2021, 2023)
    other = lot(ids[3:7], 4, "2023-03-01", stratum="b")
    apart = lots_of(with_lots(values(9), first + other), None)
    assert [each.day for each in apart] == ["2021-03-01", "2023-03-01"]
    assert len(apart[0]) == 5


def test_rows_of_nothing_that_may_be_of_either_lot_are_refused():
    ids = names(20)
    first, second = lot(ids[:10], 5, None), lot(ids[10:], 5, "2023-03-01")
    dated = [(*row[:1], "2021-03-01", *row[2:]) if row[2] != "khong" else row for row in first]
    told = effect(with_lots(values(20), dated + second), lot="2021-03-01")
    assert told.conclusion.codes == ("which_lot",)
    assert "date" in told.sentence
    once = effect(with_lots(values(20), dated)).conclusion
    assert once.arrangements == 252


def test_who_was_given_it_before_is_not_drawn_again():
    ids = names(12)
    first = lot(ids[:8], 4, "2021-03-01")
    second = lot(ids[2:12], 5, "2023-03-01")
    earlier, later = lots_of(with_lots(values(12), first + second), None)
    assert later.subjects == tuple(ids[4:12])
    assert earlier.years == (2021, 2023)  # who waited was given it by the second


def test_lots_of_the_adviser_are_read_back():
    made = office(values(24), [2021] + [0] * 23)
    plain = {name: one.frame for name, one in made.tables.items() if name != "assignments"}
    design = lt.spread(lt.Office.from_frames(plain), as_of="2021-02-28").design()
    rows = [design.lot(seed, date=day) for seed, day in ((3, "2021-03-01"), (4, "2023-03-01"))]
    given = [int((one["treatment"] != "khong").sum()) for one in rows]
    one, other = lots_of(lt.Office.from_frames({**plain, "assignments": pd.concat(rows)}), None)
    assert one.day, other.day == ("2021-03-01", "2023-03-01")
    assert sum(one.first == 2021) == given[0]
    assert one.is_lot
    assert not one.unclear + other.unclear
    assert not set(other.subjects) & {one.subjects[at] for at in np.flatnonzero(one.first == 2021)}


def test_rows_that_contradict_each_other_settle_nothing():
    found = office(values(10), [2022 if at in (1, 4, 8) else 0 for at in range(10)])
    rows = found["assignments"]
    torn = rows[rows["subject_id"] == "U02"].assign(treatment="khong")
    tables = {name: one.frame for name, one in found.tables.items()}
    tables["assignments"] = pd.concat([rows, torn], ignore_index=True)
    one = lt.spread(lt.Office.from_frames(tables)).effect("quality").conclusion
    assert one.codes == ("contradicted",)
    assert "(U02)" in one.reasons[0].saying.told("en")
    tables["assignments"] = pd.concat([rows, rows.iloc[[1]]], ignore_index=True)
    again = lt.spread(lt.Office.from_frames(tables)).effect("quality").conclusion
    assert not again.is_refused
    assert again.arrangements == 120
