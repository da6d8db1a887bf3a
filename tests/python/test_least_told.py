"""What the least change tells: what a gate needs, what is lost, who is in, and how it prints."""

import datetime
import re

import pandas as pd
import pytest

import lantoa as lt
from least import PLAN, judged, office_on, verdicts

END = datetime.date(2026, 12, 31)

# ---- what a gate needs


def test_what_is_lacking_is_told_gate_by_gate():
    answer = judged().least_change("CB0016")
    told = answer.frame[["criterion_id", "action", "needed", "years"]].to_numpy().tolist()
    assert told == [["cn_bang_khen", "bring", 1, ""], ["cn_gia_dinh", "bring", 1, "2025"]]
    assert answer.frame["by_when"].dt.date.tolist() == [datetime.date(2025, 12, 31)] * 2
    assert answer.frame["who"].tolist() == ["CB0016", "CB0016"]
    assert list(answer.rows) == ["commendations", "families"]


def test_a_row_that_a_register_lacks_is_filled_in_by_its_keeper():
    answer = judged().least_change("CB0017")
    row = answer.frame.iloc[0]
    assert (row["action"], row["years"], row["who"]) == ("fill", "2021", "the register's keeper")
    assert answer.cells["table"].tolist() == ["ratings"]


def test_a_judgement_is_asked_of_the_body_that_gives_it():
    frame = judged().least_change("CB0011").frame.set_index("criterion_id")
    assert frame.loc["cn_guong_mau", "action"] == "judge"
    assert frame.loc["cn_guong_mau", "who"] == PLAN.criterion("cn_guong_mau").by


def test_a_head_is_told_what_the_unit_owes():
    result = judged()
    frame = result.least_change("CB0005").frame.set_index("gate", drop=False)
    frame = frame.loc["cn_thu_truong_gan_tap_the"]
    assert set(frame["subject_id"]) == {"DV11"}
    unit = result.least_change("DV11").frame
    assert frame["criterion_id"].tolist() == unit["criterion_id"].tolist()
    assert frame["needed"].tolist() == unit["needed"].tolist()


def test_cells_that_contradict_each_other_are_no_rows_to_bring():
    answer = judged().least_change("CB0022")
    assert answer.possible
    assert not answer.enough
    assert "contradict" in answer.cells["what"].iloc[0]
    assert answer.cells["counts_if"].tolist() == [
        "rating: hoan_thanh_tot",
        "rating: hoan_thanh_xuat_sac",
    ]
    assert "rows alone are not enough" in answer.sentence


def test_what_is_still_lacking_is_told_once_the_cells_are_filled_in():
    result = judged()
    filled = {"subject_id": "CB0022", "year": 2023, "rating": "hoan_thanh_xuat_sac"}
    office = result.office.updated({"ratings": pd.DataFrame([filled])})
    after = lt.evaluate(office, PLAN, result.as_of).least_change("CB0022")
    told = after.frame[["criterion_id", "needed"]].to_numpy().tolist()
    assert told == [["cn_xuat_sac_2_nam", 1], ["cn_bang_khen", 1]]
    assert after.enough


def test_a_strict_list_only_waits_where_nothing_is_lacking():
    result = judged("de_nghi_2025", "met", "all")
    frame = result.least_change("DV05").frame.set_index("criterion_id")
    assert frame.loc["tt_khong_ky_luat", "action"] == "keep"
    assert pd.isna(frame.loc["tt_khong_ky_luat", "needed"])


# ---- what can no longer be


def test_a_closed_year_is_the_reason_and_its_row_is_named():
    answer = judged().least_change("CB0015")
    assert not answer.possible
    assert not answer.enough
    broke = answer.broke.query("criterion_id == 'cn_luon_tot'")
    assert broke[["table", "year"]].to_numpy().tolist() == [["ratings", 2024]]
    assert "no longer possible" in answer.sentence
    assert "2024" in answer.sentence


def test_what_is_lost_stays_lost_whatever_is_brought():
    result = judged()
    best = {"rating": "hoan_thanh_xuat_sac", "decision_date": "2025-12-01", "year": 2025}
    lost = ["CB0005", "CB0006", "CB0015"]
    rows = [{**best, "subject_id": one} for one in lost]
    then = verdicts(lt.evaluate(result.office.suppose(ratings=rows), PLAN, END), "verdict", lost)
    for one in lost:
        frame = result.least_change(one).frame
        gone = frame[(frame["action"] == "lost") & (frame["subject_id"] == one)]
        assert all(then[one, name] == "failed" for name in gone["criterion_id"])


# ---- who is in, and who is nobody's to judge


def test_who_is_in_needs_nothing():
    answer = judged().least_change("DV05")
    assert answer.counted
    assert answer.enough
    assert len(answer.frame) == 0
    assert answer.rows == {}


def test_who_is_out_of_scope_is_told_why():
    result = judged()
    gone = result.out_of_scope["subject_id"].iloc[0]
    answer = result.least_change(gone)
    assert answer.left_out in answer.sentence
    assert not answer.possible
    assert result.least_change(gone, "any").left_out == answer.left_out


def test_an_id_that_nobody_has_is_refused_with_the_nearest():
    with pytest.raises(lt.InputError, match='"CB020" is not known; did you mean "CB0020"'):
        judged().least_change("CB020")


@pytest.mark.parametrize("wrong", [3, 2.5, True, ["CB0020"], {}, b"CB0020"])
def test_what_is_no_name_is_refused_as_any_wrong_name(wrong):
    with pytest.raises(lt.InputError, match="is not known"):
        judged().least_change(wrong)
    with pytest.raises(lt.InputError, match="is not known"):
        judged().can_lead(wrong)
    with pytest.raises(lt.InputError, match='expected a criterion, a path or "any"'):
        judged().least_change("CB0020", wrong)


# ---- how it shows


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("subject", ["CB0016", "CB0015", "CB0022", "DV05", "CB0005"])
def test_it_prints_in_both_languages_and_says_that_it_is_supposed(subject, lang, tmp_path):
    plan = lt.load_plan("exemplars-2021-2025", lang=lang)
    result = lt.evaluate(office_on(PLAN.as_of("de_nghi_2025")), plan, "de_nghi_2025")
    answer = result.least_change(subject)
    assert re.match("GIẢ ĐỊNH|SUPPOSED", repr(answer))
    assert answer.sentence in repr(answer)
    assert subject in answer._repr_html_()
    assert answer.plot().to_dict()["layer"]
    assert answer.to_excel(tmp_path / "a.xlsx").is_file()


def test_a_chart_without_bars_tells_the_whole_sentence():
    answer = lt.evaluate(lt.sample_office(seed=7), PLAN, "so_ket_2023").least_change("CB0031")
    [lines] = answer.plot().to_dict()["datasets"].values()
    told = [line["says"] for line in lines]
    assert " ".join(told) == answer.sentence
    assert max(map(len, told)) < 100
