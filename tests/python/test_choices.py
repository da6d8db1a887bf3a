"""Tipping by words: under every value of a list, what evaluating the changed plan says."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
from lantoa.scenarios import choices
from lantoa.scenarios.choices import Choices
from lantoa.scenarios.evaluated import evaluated
from random_results import results, some
from soaking import examples

PLAN = lt.load_plan("exemplars-2021-2025")
LEVELS = "cn_luon_tot.at_least"
LISTED = [
    LEVELS,
    "cn_xuat_sac_2_nam.at_least",
    "cn_sang_kien.level_at_least",
    "cn_xuat_sac_2_nam.consecutive",
    "cn_gia_dinh.is",
    "cn_khong_ky_luat.role",
    "tt_sang_kien.over",
    "policy.min_rated_years",
    "policy.unrated_year",
    "policy.joined_late",
    "policy.merged",
    "scope.belongs",
    "fact.ca_nhan_xep_loai.take",
    "fact.bang_khen.counts_on",
    "plan.apply",
    "reading.nhieu_sang_kien",
    "reading.gan_voi_tieu_chi",
    "reading.thuoc_van_phong",
]


@cache
def judged(as_of="de_nghi_2025", lang="vi", **asked):
    plan = lt.load_plan("exemplars-2021-2025", lang=lang)
    return lt.evaluate(lt.sample_office(seed=7), plan, as_of, **asked)


def counted(result, plan):
    """Who counts as in when a plan is judged from the start."""
    asked = {"counting": result.counting, "gates": result.gates, "track": result.track}
    found = lt.evaluate(result.office, plan, result.as_of, **asked).subjects
    return set(found["subject_id"][found["counted"]])


def ids(cell):
    return set(cell.split(", ")) if cell else set()


def asked_at(plan, answer):
    """The values behind the words of an answer."""
    allowed = plan.parameters.set_index("path").loc[answer.path, "allowed"]
    return [value for value in allowed if kept(value) not in answer.refused]


def kept(value):
    return tuple(value) if isinstance(value, list) else value


def expect_as_evaluated(result, answer):
    present = counted(result, result.plan)
    before, same = None, []
    values = asked_at(result.plan, answer)
    for value, row in zip(values, answer.frame.to_dict("records"), strict=True):
        found = counted(result, result.plan.change(answer.path, value))
        assert row["count"] == len(found), (answer.path, value)
        assert ids(row["gained"]) == found - present
        assert ids(row["lost"]) == present - found
        assert ids(row["who"]) == (set() if before is None else found ^ before)
        before = found
        same += [kept(value)] if found == present else []
    assert list(answer.unchanged) == same


@pytest.mark.parametrize("path", LISTED)
def test_every_value_is_what_evaluating_the_changed_plan_gives(path):
    result = judged("khoa_so", counting="possible", gates="countable")
    answer = result.tipping(path)
    assert isinstance(answer, Choices)
    expect_as_evaluated(result, answer)


@pytest.mark.parametrize("as_of", ["lua_chon_2021", "so_ket_2023", "de_nghi_2025"])
def test_on_other_days(as_of):
    for path in (LEVELS, "policy.min_rated_years", "reading.nam_chua_dong"):
        expect_as_evaluated(judged(as_of), judged(as_of).tipping(path))


@settings(some, max_examples=examples(12))
@given(results(), st.randoms(use_true_random=False))
def test_on_random_offices_and_plans(result, random):
    frame = result.plan.parameters
    listed = [row.path for row in frame.itertuples() if isinstance(row.allowed, list)]
    for path in random.sample(listed, 4):
        answer = result.tipping(path)
        if isinstance(answer, Choices):
            expect_as_evaluated(result, answer)


def test_every_value_that_is_allowed_has_a_row_in_its_order():
    frame = PLAN.parameters.set_index("path")
    for path in ("criterion.cn_luon_tot.at_least", "policy.min_rated_years", "policy.merged"):
        assert judged().tipping(path).frame["value"].tolist() == frame.loc[path, "allowed"]


def test_a_value_that_the_plan_does_not_take_is_left_out_and_told(monkeypatch):
    def refusing(result, change):
        if change == {"policy.merged": "new_unit"}:
            raise lt.InputError("policy, key merged: not here")
        return evaluated(result, change)

    monkeypatch.setattr(choices, "evaluated", refusing)
    answer = judged().tipping("policy.merged")
    assert len(answer) == 3
    assert answer.refused == {"new_unit": "policy, key merged: not here"}
    assert answer.sentence.endswith("Kế hoạch không nhận ở đây: new_unit.")


# ---- how it shows


def test_values_are_told_in_words():
    answer = judged().tipping(LEVELS)
    assert answer.frame["says"].iloc[2] == "Hoàn thành tốt nhiệm vụ"
    assert (answer.now, answer.unchanged) == ("hoan_thanh_tot", ("hoan_thanh", "hoan_thanh_tot"))
    assert "Danh sách không đổi với: hoan_thanh." in repr(answer)
    assert "tạm tính đạt, mọi tiêu chí" in answer._repr_html_()
    english = judged(lang="en").tipping("reading.nhieu_sang_kien")
    assert "Every other value changes who is in." in repr(english)
    assert judged().tipping("policy.merged").sentence == "Giá trị nào cũng cho cùng một danh sách."


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_the_frame_is_of_the_offices_kind(kind):
    office = lt.read({name: judged().office[name] for name in judged().office.tables}, frames=kind)
    result = lt.evaluate(office, PLAN, "de_nghi_2025")
    for path in (LEVELS, "cn_xuat_sac_2_nam.consecutive", "policy.min_rated_years"):
        frame = result.tipping(path).frame
        columns = frame.column_names if kind == "pyarrow" else list(frame.columns)
        assert columns == ["value", "says", "count", "gained", "lost", "who"]


def test_it_can_be_drawn_and_kept(tmp_path):
    for path in (LEVELS, "reading.nhieu_sang_kien", "scope.belongs"):
        answer = judged().tipping(path)
        drawn = answer.plot().to_dict()
        assert answer.watermark in drawn["title"]["subtitle"]
        assert str(drawn).count("(hiện nay)") == 1
    assert answer.to_excel(tmp_path / "a.xlsx").stat().st_size


# ---- lines of quotas


@pytest.mark.parametrize(
    ("path", "redrawn"),
    [
        ("so_luong_ca_nhan.per", ("field", "office")),
        ("so_luong_ca_nhan.rounding", ("up",)),
        ("so_luong_ca_nhan.of", ("candidates",)),
        ("diem_sang_kien.role", ()),
    ],
)
def test_values_that_move_only_a_line_are_told(path, redrawn):
    result = judged("so_ket_2023")
    answer = result.tipping(path)
    assert answer.redrawn == redrawn
    asked = {value: result.what_if(path, value) for value in answer.frame["value"]}
    assert all(not len(one.gained) and not len(one.lost) for one in asked.values())
    assert tuple(value for value, one in asked.items() if len(one.lines)) == redrawn
    told = f"Nhưng có người qua vạch số lượng với: {', '.join(redrawn)};"
    assert (told in answer.sentence) == bool(redrawn)


# ---- what is refused


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("scale.khen_thuong.equivalent", "no list of values to go through, but a table: code"),
        ("de_nghi_2025.as_of", "but a date"),
        ("scoring.points_total", r"but 1 or more; result.what_if\(.*answers one value"),
        ("cn_luon_tot.at_leas", 'not in the plan; did you mean "criterion.cn_luon_tot.at_least"'),
        (3, "tipping: expected a path of plan.parameters, not 3"),
    ],
)
def test_what_has_no_list_is_told(path, told):
    with pytest.raises(lt.InputError, match=told):
        judged().tipping(path)
