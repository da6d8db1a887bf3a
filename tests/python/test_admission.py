"""How far a criterion must move to let somebody in: compared with judging every changed plan anew."""

from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
from random_results import results, some

PLAN = lt.load_plan("exemplars-2021-2025", lang="en")
LISTED = ("at_least", "is", "more_than", "level_at_least", "consecutive", "every", "recognised")
NUMBERS = {
    "years": range(1, 6), "except_years": range(6), "count": range(1, 13), "k": range(1, 4),
    "share_more_than": range(0, 1000, 50), "share_at_least": range(0, 1001, 50),
    "per_mille": range(0, 1001, 50), "within": range(1, 6),
    "at_least": range(0, 2001, 50), "more_than": range(0, 2001, 50),  # of a ratio
}  # fmt: skip


@cache
def judged(day="de_nghi_2025", counting=None, gates=None, lang="en"):
    plan = lt.load_plan("exemplars-2021-2025", lang=lang)
    return lt.evaluate(lt.sample_office(seed=7), plan, day, counting=counting, gates=gates)


def counted(result, change=None):
    """Who counts as in when the changed plan is judged from the start; None where it is refused."""
    try:
        plan = result.plan if change is None else result.plan.change(change)
    except lt.InputError:
        return None
    asked = {"counting": result.counting, "gates": result.gates, "track": result.track}
    found = lt.evaluate(result.office, plan, result.as_of, **asked).subjects
    return set(found["subject_id"][found["counted"]])


def ids(cell):
    return set(cell.split(", ")) if cell else set()


def not_in(result):
    subjects = result.subjects
    return subjects["subject_id"][~subjects["counted"]].tolist()


def as_plan_writes(text, allowed):
    """A value as it stands in the frame back as the plan has it."""
    if isinstance(allowed, list):
        return next(one for one in allowed if lt_shown(one) == text)
    return int(text)


def lt_shown(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def expect_move(result, subject, row):
    """The move admits the subject, and who comes along and who is lost is what judging says."""
    allowed = result.plan.parameters.set_index("path").loc[row["path"], "allowed"]
    to = as_plan_writes(row["to"], allowed)
    before, then = counted(result), counted(result, {row["path"]: to})
    assert subject in then
    assert ids(row["along"]) == then - before - {subject}, row
    assert ids(row["lost"]) == before - then, row
    assert row["others"] == len(ids(row["along"]))
    return to


def expect_smallest(result, subject, path, found):
    """No value nearer to the one in force lets the subject in; where none is told, none does."""
    told = result.plan.parameters.set_index("path").loc[path]
    now, allowed = told["value"], told["allowed"]
    key = path.rpartition(".")[2]
    values = allowed if isinstance(allowed, list) else NUMBERS[key]
    row = found[found["path"] == path]
    far = None
    if len(row) and pd.notna(row["moved"].iloc[0]):
        far = int(row["moved"].iloc[0])
    for value in values:
        steps = distance(now, value, allowed)
        if value == now or (far is not None and steps >= far):
            continue
        if len(row) and far is None and lt_shown(value) in set(row["to"]):
            continue
        then = counted(result, {path: value})
        assert then is None or subject not in then, (path, value)


def distance(now, value, allowed):
    if isinstance(allowed, list) and isinstance(now, str):
        return abs(allowed.index(value) - allowed.index(now))
    return abs(int(value) - int(now))


# ---- every claim against judging the changed plan


@pytest.mark.parametrize(
    ("day", "counting", "subject", "criterion"),
    [
        ("de_nghi_2025", None, "CB0020", "cn_xuat_sac_2_nam"),
        ("de_nghi_2025", None, "CB0018", "cn_sang_kien"),
        ("de_nghi_2025", None, "CB0055", "chung_lan_toa"),
        ("so_ket_2023", "possible", "CB0015", "cn_thu_truong_gan_tap_the"),
        ("so_ket_2023", "possible", "CB0008", "cn_luon_tot"),
        ("khoa_so", "possible", "CB0020", "cn_xuat_sac_2_nam.at_least"),
        ("de_nghi_2025", "possible", "CB0015", "cn_luon_tot"),
        ("de_nghi_2025", "possible", "CB0015", "cn_luon_tot.except_years"),
    ],
)
def test_a_move_is_the_smallest_and_who_comes_along_is_told(day, counting, subject, criterion):
    result = judged(day, counting)
    answer = result.least_change(subject, criterion)
    for row in answer.frame.to_dict("records"):
        expect_move(result, subject, row)
    paths = result.plan.parameters["path"]
    own = f"criterion.{criterion}" if "." in criterion else f"criterion.{criterion}."
    for path in paths[paths.str.startswith(own)]:
        key = path.rpartition(".")[2]
        told = result.plan.parameters.set_index("path").loc[path]
        if told["value"] is not None and (key in LISTED or key in NUMBERS):
            expect_smallest(result, subject, path, answer.frame)


@some
@given(results(), st.data())
def test_on_random_offices_and_plans(result, data):
    out = not_in(result)
    if not out:
        return
    subject = data.draw(st.sampled_from(out))
    answer = result.least_change(subject, "any")
    for row in answer.frame.to_dict("records"):
        expect_move(result, subject, row)
    parameters = result.plan.parameters.set_index("path")
    owned = [
        path
        for path in parameters.index
        if path.startswith("criterion.") and movable(path, parameters.loc[path])
    ]
    some_paths = st.lists(st.sampled_from(owned), max_size=3, unique=True) if owned else st.just([])
    for path in data.draw(some_paths):
        expect_smallest(result, subject, path, answer.frame)


def movable(path, row):
    key = path.rpartition(".")[2]
    is_amended = isinstance(row["value"], list)
    return row["value"] is not None and not is_amended and (key in LISTED or key in NUMBERS)


def test_of_several_values_that_do_the_nearest_is_told():
    stricter = PLAN.change("cn_sang_kien.count", 5)
    result = lt.evaluate(lt.sample_office(seed=7), stricter, "de_nghi_2025")
    frame = result.least_change("CB0033", "cn_sang_kien.count").frame
    assert frame[["to", "moved", "along"]].to_numpy().tolist() == [["2", 3, "CB0056, CB0061"]]
    expect_smallest(result, "CB0033", "criterion.cn_sang_kien.count", frame)


def test_any_is_every_criterion_by_itself():
    result = judged()
    for subject in ("CB0020", "CB0018", "CB0055"):
        alone = [
            row
            for one in result.plan.criteria
            if one.kind != "scored" and "person" in one.subjects
            for row in result.least_change(subject, one.id).frame.to_dict("records")
        ]
        every = result.least_change(subject, "any").frame.to_dict("records")
        assert sorted(every, key=str) == sorted(alone, key=str)
        disturbed = [row["others"] + len(ids(row["lost"])) for row in every]
        assert disturbed == sorted(disturbed)


# ---- what stands in the way


def test_other_gates_in_the_way_are_named():
    answer = judged().least_change("CB0016", "cn_gia_dinh")
    assert len(answer.frame) == 0
    assert answer.blocked == ("cn_bang_khen",)
    assert "No move of this criterion alone" in answer.sentence
    assert PLAN.criterion("cn_bang_khen").label in answer.sentence


def test_a_reading_is_told_as_one_of_a_list():
    frame = judged().least_change("CB0018", "cn_sang_kien").frame.set_index("path")
    assert frame.loc["reading.nhieu_sang_kien", "to"] == "tu_mot"
    assert pd.isna(frame.loc["reading.nhieu_sang_kien", "moved"])
    assert frame.loc["criterion.cn_sang_kien.count", "moved"] == 1


def test_a_criterion_of_the_unit_can_let_its_head_in():
    heads = [
        (subject, row["criterion_id"])
        for result in [judged("tong_ket_2025", "possible", "countable")]
        for subject in not_in(result)
        for row in result.near(1).to_dict("records")
        if row["subject_id"] == subject and row["criterion_id"] == "cn_thu_truong_gan_tap_the"
    ]
    result = judged("tong_ket_2025", "possible", "countable")
    for subject, _ in heads:
        answer = result.least_change(subject, "any")
        paths = answer.frame["path"].tolist()
        for row in answer.frame.to_dict("records"):
            expect_move(result, subject, row)
        assert all(".tt_" in path or "reading." in path or "thu_truong" in path for path in paths)


def test_a_move_that_throws_many_out_comes_last():
    frame = judged("so_ket_2023").least_change("CB0005", "any").frame
    assert frame["path"].iloc[0] == "reading.gia_dinh_nam_nao"
    assert frame["path"].iloc[-1] == "criterion.cn_gia_dinh.is"


def test_a_unit_and_its_head_come_in_together():
    frame = judged("so_ket_2023").least_change("CB0009", "any").frame.set_index("path")
    assert frame.loc["criterion.tt_khong_ky_luat.level_at_least", "along"] == "DV09"


def test_who_is_in_needs_no_move():
    answer = judged().least_change("DV05", "any")
    assert answer.counted
    assert len(answer.frame) == 0
    assert "counts as in already" in answer.sentence


# ---- what is refused


@pytest.mark.parametrize(
    ("criterion", "message"),
    [
        ("cn_xuat_sac_2_na", 'did you mean "cn_xuat_sac_2_nam"'),
        ("cn_xuat_sac_2_nam.yeers", 'did you mean "criterion.cn_xuat_sac_2_nam.years"'),
        ("cn_xuat_sac_2_nam.role", "path that can be moved"),
        ("tt_bang_khen", "criterion asked of CB0020"),
        ("diem_sang_kien", "gives points and is no gate.*sweep_weight"),
    ],
)
def test_a_criterion_that_cannot_let_anybody_in_is_refused(criterion, message):
    with pytest.raises(lt.InputError, match=message):
        judged().least_change("CB0020", criterion)


# ---- how it shows


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("criterion", ["any", "cn_gia_dinh"])
def test_it_prints_in_both_languages(lang, criterion, tmp_path):
    answer = judged(lang=lang).least_change("CB0018", criterion)
    assert answer.sentence in repr(answer)
    assert "CB0018" in answer._repr_html_()
    assert answer.plot().to_dict()["layer"]
    assert answer.to_excel(tmp_path / "a.xlsx").is_file()
