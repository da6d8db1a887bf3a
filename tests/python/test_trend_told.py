"""What a trend prints, concludes of places, and refuses."""

import pandas as pd
import pytest

import lantoa as lt
from lantoa import InputError, _core
from lantoa.schema import wording
from lantoa.trends import telling
from lantoa.trends.moving import USUAL
from lantoa.trends.questions import rank_movement

CAUSAL = {
    "en": ("effect", "cause", "impact", "because of", "due to", "lead to", "thanks to"),
    "vi": ("tác động", "gây ra", "nhờ", "hiệu quả", "làm cho", "dẫn đến"),
}


def tidy(rows, start=2016):
    cells = [
        (f"S{at:02}", start + column, value)
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
    ]
    return pd.DataFrame(cells, columns=["subject_id", "year", "value"])


RISING = [[1.0, 2.0, 3.0, 4.0], [9.0, 8.0, 7.0, 6.0], [5.0, 6.0, 5.5, 5.2]]


def test_it_prints_the_definition_the_facts_and_what_noise_would_show():
    told = repr(lt.trend(tidy(RISING), lang="en"))
    assert "of the last 3 changes at least 2 are for the better and none is for the worse" in told
    assert "Emerging (1): S00. Slipping (1): S01." in told
    assert "If these 3 series were noise alone, about 0.1 would look emerging too" in told
    assert "1 → 4" in told
    assert "3 ▲ 0 ▼ 0 =" in told
    html = lt.trend(tidy(RISING), lang="vi")._repr_html_()
    assert "đang nổi lên" in html


def test_noise_is_not_told_where_values_tie():
    tied = [[1.0, 1.0, 1.0, 2.0], [2.0, 3.0, 4.0, 5.0]]
    assert "noise alone" not in lt.trend(tidy(tied), lang="en").sentence


def test_places_are_told_to_be_a_sum_of_nought():
    score = lt.score(
        tidy(RISING).rename(columns={"value": "x"}), {"x": 1}, normalise="none", lang="en"
    )
    found = lt.trend(lt.rank(score), breaks="none")
    assert "one's gain is another's loss" in found.over[0]
    assert found.frame["place_change"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_causal_word_stands_in_what_is_said(lang):
    def texts(table):
        for name, value in table.items():
            if isinstance(value, dict) and set(value) == {"vi", "en"}:
                yield name, value[lang]
            elif isinstance(value, dict):
                yield from texts(value)

    found = [
        (name, word)
        for name, text in texts(wording("trends"))
        for word in CAUSAL[lang]
        if word in text.lower()
    ]
    assert found == []


def test_both_languages_have_every_gap():
    from string import Formatter

    def pairs(table):
        for value in table.values():
            if isinstance(value, dict) and set(value) == {"vi", "en"}:
                yield value
            elif isinstance(value, dict):
                yield from pairs(value)

    for pair in pairs(wording("trends")):
        vi, en = ({gap for _, gap, *_ in Formatter().parse(text) if gap} for text in pair.values())
        assert vi == en, pair


def test_places_that_move_no_more_than_noise_are_said_to_do_so():
    still = [[float(at), float(at) + 0.1 * (at % 2)] for at in range(20)]
    known = lt.trend(tidy(still), reliability=0.9, lang="en")
    one = rank_movement(known)
    assert not one.is_refused
    assert "steadier" in one.may_say[0].told("en")
    turned = [[float(at), float(-at)] for at in range(20)]
    one = rank_movement(lt.trend(tidy(turned), lang="en"))
    assert "moved more than noise" in one.may_say[0].told("en")
    assert "reliability" in one.codes


def test_without_a_reliability_what_it_decides_is_refused():
    half = [[float(at), float((at * 7) % 20 + 0.4 * at)] for at in range(20)]
    found = lt.trend(tidy(half), lang="en")
    assert set(found.baseline["verdict"]) == {"more", "no_more"}
    one = rank_movement(found)
    assert one.is_refused
    assert one.codes == ("reliability",)
    assert "lt.trend(..., reliability=...)" in one.unblock[0].told("en")
    assert len(one.facts) == 3


def test_one_year_and_few_subjects_are_refused_with_the_number():
    alone = rank_movement(lt.trend(tidy([[1.0], [2.0]]), lang="en"))
    assert alone.codes == ("one_year",)
    few = rank_movement(lt.trend(tidy([[1.0, 2.0]] * 3), lang="en"))
    assert "in both years: 3;" in few.reasons[0].saying.told("en")


def test_a_row_of_the_transitions_needs_ten_moves():
    levels = ["C", "B", "A"]
    rows = [["B", "B"]] * 6 + [["B", "A"]] * 4 + [["C", "B"]] * 9
    found = lt.trend(tidy(rows), levels=levels, lang="en").transitions
    assert found["was"].dropna().unique().tolist() == ["B"]
    whole = found[found["was"].isna()].set_index("now")
    assert whole["count"].to_dict() == {"up": 13, "same": 6, "down": 0}
    share = found[(found["was"] == "B") & (found["now"] == "A")].iloc[0]
    assert share["share"] == 0.4
    assert share["low"] == pytest.approx(0.15307, abs=1e-5)
    assert share["high"] == pytest.approx(0.69632, abs=1e-5)


def test_shares_of_levels_are_told_by_year_and_block():
    frame = tidy([["B", "A"], ["A", "A"], ["B", "B"]]).assign(unit=["x", "x", "y", "y", "y", "y"])
    found = lt.trend(frame, levels=["B", "A"], by="unit").shares
    assert set(found["block"].dropna()) == {"x", "y"}
    row = found[found["block"].isna() & (found["year"] == 2017) & (found["level"] == "A")].iloc[0]
    assert (row["count"], row["of"]) == (2, 3)
    assert row["low"] < 2 / 3 < row["high"]


def test_blocks_add_up_to_everybody():
    frame = tidy(RISING).assign(unit=["x"] * 8 + ["y"] * 4)
    found = lt.trend(frame, by="unit")
    whole, *parts = found.blocks.to_dict("records")
    assert [one["block"] for one in parts] == ["x", "y"]
    for name in ("subjects", "ups", "downs", "same", "rose", "fell", "emerging", "slipping"):
        assert whole[name] == sum(one[name] for one in parts)
    assert whole["mean_change_per_year"] == pytest.approx((1 - 1 + 0.2 / 3) / 3)
    yearly = found.yearly.set_index(["block", "year"])["mean"]
    assert yearly["x", 2017] == 5.0


def test_near_stands_beside_the_facts(small_result):
    found = lt.trend(small_result.office, of="ratings", near=small_result, lang="en")
    near = small_result.near().groupby("subject_id")["steps"].min().to_dict()
    told = found.frame.dropna(subset="near").set_index("subject_id")["near"].to_dict()
    assert told == {who: near[who] for who in found.frame["subject_id"] if who in near}
    assert told
    assert set(found.emerging["by"]) <= {"facts", "near", "facts near"}
    assert not set(found.emerging["subject_id"]) & set(found.slipping["subject_id"])


def test_who_slips_is_not_emerging_however_near():
    standing = ["emerging", "slipping", "steady", "emerging", "mixed"]
    frame = pd.DataFrame(
        {
            "subject_id": list("ABCDE"),
            "standing": standing,
            "run_now": [2, -3, 0, 3, 1],
            "near": pd.array([None, 1, 1, 1, None], "Int64"),
        }
    )
    found = telling.emerging(frame)
    assert found["subject_id"].tolist() == ["D", "A", "C"]
    assert found["by"].tolist() == ["facts near", "facts", "near"]


def test_movement_is_real_only_below_the_range_of_noise():
    rows = [
        [float(at), float((at * 7) % 30 + at), float(at * 11 % 30), float(-at)] for at in range(30)
    ]
    found = lt.trend(tidy(rows)).baseline
    assert set(found["verdict"]) == {"more", "no_more", "less"}
    assert ((found["verdict"] == "more") == (found["tau"] < found["low"])).all()
    assert ((found["verdict"] == "less") == (found["tau"] > found["high"])).all()
    assert (found["expected"].between(found["low"], found["high"])).all()


def test_the_workbook_has_every_table(tmp_path):
    import openpyxl

    path = lt.trend(tidy(RISING), lang="vi").to_excel(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    assert {"Dữ kiện", "Thay đổi từng năm", "Chuyển mức", "So với nhiễu"} <= set(book.sheetnames)


FRAME = tidy(RISING)
BAD = [
    ({"alpha": 0}, "alpha: expected a share above 0 and below 0.5, not 0"),
    ({"reliability": 1.5}, "reliability: expected a share above 0 and up to 1"),
    ({"draws": 0}, "draws: expected a whole number from 1 to"),
    ({"seed": True}, "seed: expected a whole number"),
    ({"lang": "fr"}, 'lang "fr" is not known'),
    ({"direction": "up"}, 'direction "up" is not known'),
    ({"breaks": "al"}, 'breaks "al" is not known; did you mean "all"'),
    ({"breaks": 2018}, "breaks: expected years"),
    ({"years": "2018"}, "years: expected years, such as"),
    ({"years": [1999]}, "years: there is nothing in 1999"),
    ({"by": "unt"}, 'by: column "unt" is not known'),
    ({"value": "x"}, 'value: column "x" is not known; did you mean "year"|value: column "x"'),
    ({"value": "year"}, "expected three different columns"),
    ({"of": "ratings"}, "of: of a frame it says nothing"),
    ({"levels": "ABC"}, "levels: expected names, lowest first"),
    ({"levels": ["A", "A"]}, "levels: expected two different names"),
    ({"near": 3}, "near: expected what lantoa.evaluate gives, not int"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD, ids=lambda one: str(one)[:24])
def test_wrong_arguments_are_answered_in_words(wrong, message):
    with pytest.raises(InputError, match=message.replace("(", r"\(")):
        lt.trend(FRAME, **wrong)


def test_wrong_data_are_answered_in_words(small_result):
    office = small_result.office
    for what, arguments, message in (
        ("so-lieu.xlsx", {}, "data: expected a frame"),
        (FRAME.assign(value=None), {}, "there is no number in any year"),
        (pd.concat([FRAME, FRAME.head(1)]), {}, 'row 13: "S00" of 2016 is in row 1 already'),
        (FRAME.assign(year="x"), {}, '"x" is not a year'),
        ({}, {}, "the dict holds no tally"),
        ({2024: 3}, {}, "the tally of 2024: expected what a point table's score gives"),
        (office, {}, 'of: expected which numbers of the office: "ratings"'),
        (office, {"of": "rating"}, 'of "rating" is not known; did you mean "ratings"'),
        (office, {"of": "ratings:x"}, 'of ratings there are no names; expected "ratings"'),
        (office, {"of": "targets:x"}, 'of: target "x" is not known'),
        (office, {"of": "ratings", "by": "unit"}, 'by "unit" is not known; did you mean "unit_id"'),
        (office, {"of": "targets", "subject_kind": "person"}, 'expected "unit"'),
        (office, {"of": "ratings", "value": "x"}, "value: of an office it says nothing"),
    ):
        with pytest.raises(InputError) as told:
            lt.trend(what, **arguments)
        assert message in str(told.value)


def test_a_year_that_nobody_has_is_named_and_one_after_a_break_only():
    frame = pd.DataFrame({"subject_id": "A", "year": [2015, 2018, 2020, 2021], "value": range(4)})
    assert "No numbers for 2016, 2017, 2019: " in str(lt.trend(frame, lang="en"))
    assert "No numbers for 2019: " in str(lt.trend(frame, lang="en", breaks=[2018]))
    assert "Không có số liệu năm 2016" in str(lt.trend(frame))
    assert "No numbers" not in str(lt.trend(frame, lang="en", breaks=[2020]))


def test_no_step_is_held_against_noise_twice(monkeypatch):
    simulated, asked = _core.noise_range, []

    def noted(*args):
        asked.append(args[-1])  # the first draw: each step of each reliability has its own
        return simulated(*args)

    monkeypatch.setattr(_core, "noise_range", noted)
    found = lt.trend(tidy([[one, 9.0 - one, one % 3, one] for one in range(9)]))
    assert found.conclusions["rank_movement"].key == "rank_movement"
    assert len(asked) == len(USUAL)  # of the last step alone
    assert len(found.baseline) == 3 * len(USUAL)
    found.sheets()
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == 3 * len(USUAL)


def test_a_measure_is_no_target_in_vietnamese():
    office = lt.sample_office(seed=7)
    assert lt.trend(office, of="measures:ty_le_dung_han", draws=99).title.startswith(
        "Xu hướng: số liệu ty_le_dung_han"
    )
    assert "số liệu ty_le_dung_han" in lt.spread(office).effect("ty_le_dung_han").title
    measure, target = (wording("trends")["what"][one]["vi"] for one in ("measure", "target"))
    assert "chỉ tiêu" in target
    assert "chỉ tiêu" not in measure
