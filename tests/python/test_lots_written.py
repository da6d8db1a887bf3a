"""How a lot is written: its spellings are one rule, what takes it back is none, days are needed."""

import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.lots import is_lot
from lantoa.spreading.lots_of_days import lots_of
from lot_offices import names, office, values

GIVEN = [2022] * 5 + [0] * 5


def written(rule, undated=(), twice=()):
    """Ten units, five of them drawn; some rows without a day, some once more on a day."""
    made = office(values(10), GIVEN, rule=rule)
    tables = {name: table.frame for name, table in made.tables.items()}
    frame = tables["assignments"].astype({"subject_id": object})
    again = frame[frame["subject_id"].isin(twice)]
    frame.loc[frame["subject_id"].isin(undated), "date"] = pd.NaT
    return lt.Office.from_frames({**tables, "assignments": pd.concat([frame, again])})


def asked(*args):
    return lt.spread(written(*args), lang="en").effect("quality").conclusion


def test_every_spelling_of_a_lot_is_one_rule():
    ways = ["boc_tham", "bốc thăm", "Bốc thăm", "BOC THAM", "rút thăm công khai"] * 2
    one, other = asked("boc_tham"), asked(ways)
    assert one.status == other.status == "answered"
    assert one.estimate == other.estimate
    assert lots_of(written(ways), None)[0].rule == "boc tham; bốc thăm; rút thăm công khai"


@pytest.mark.parametrize(
    ("rule", "is_one"),
    [
        ("bốc thăm công khai", True),
        ("theo hình thức bốc thăm, đợt 2", True),
        ("bốc thăm ngẫu nhiên", True),
        ("by public lot", True),
        ("Randomised, 3", True),
        ("không bốc thăm", False),
        ("khong_boc_tham", False),
        ("chưa bốc thăm", False),
        ("không ngẫu nhiên", False),
        ("bốc thăm rồi lãnh đạo chọn lại", False),
        ("thay cho bốc thăm", False),
        ("not by lot", False),
        ("non-random", False),
        ("a lottery winner", False),
        ("công khai", False),
        ("", False),
        (None, False),
    ],
)
def test_words_beside_a_lot_may_only_say_how(rule, is_one):
    assert is_lot(rule) is is_one
    if rule is not None:
        assert (asked(rule).codes[0] == "rule") is not is_one


def test_two_rules_are_named_as_they_are_written():
    one = asked(["bốc thăm", "luân phiên"] * 5)
    assert one.codes == ("rule",)
    assert "(bốc thăm; luân phiên)" in one.reasons[0].saying.told("en")


@pytest.mark.parametrize("count", [1, 3, 4])
def test_drawn_on_a_day_that_nobody_wrote_withholds_the_cause(count):
    one = asked("boc_tham", names(10)[:count])
    assert one.is_refused
    assert one.codes[0] == "undated"
    assert not one.may_say
    assert f"Of {count} who were given it" in one.reasons[0].saying.told("en")
    assert "the day is written of everybody" in one.unblock[0].told("en")


def test_a_lot_without_any_day_is_refused_and_no_error():
    assert asked("boc_tham", names(10)[:5]).codes == ("undated",)


def test_a_second_row_with_the_day_is_enough():
    assert asked("boc_tham", (), names(10)[:2]).status == "answered"
    made = written("boc_tham", names(10)[:1])
    tables = {name: table.frame for name, table in made.tables.items()}
    first = tables["assignments"].iloc[[0]].assign(date=pd.Timestamp(2022, 3, 1))
    tables["assignments"] = pd.concat([tables["assignments"], first])
    found = lt.spread(lt.Office.from_frames(tables)).effect("quality").conclusion
    assert found.status == "answered"
