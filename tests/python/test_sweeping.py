"""One weight over its whole range: what sorting everybody by exact fractions gives."""

from fractions import Fraction
from functools import cache
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import quota_plans
from lantoa.scenarios.sweeping.pieces import Interval
from reference_standing import Standing, proportional, taken
from soaking import examples

PLAN = lt.load_plan("exemplars-2021-2025")
PEOPLE = ["diem_nam_xuat_sac", "diem_sang_kien", "diem_bang_khen", "diem_lan_toa"]
WEIGHTS = {*PEOPLE, "diem_tt_nam_xuat_sac", "diem_tt_sang_kien"}
WIDE = {"counting": "possible", "gates": "countable"}


@cache
def judged(seed=7, people=80):
    office = lt.sample_office(units=10, people=people, years=range(2021, 2026), seed=seed)
    return lt.evaluate(office, PLAN, "de_nghi_2025", **WIDE)


@cache
def sample():
    return lt.evaluate(lt.sample_office(seed=7), PLAN, "de_nghi_2025", **WIDE)


def ids(cell):
    return set(cell.split(", ")) if cell else set()


def rows_of(found):
    """(interval, row) of every row, by quota."""
    by_quota = {}
    for row in found.frame.to_dict("records"):
        where = Interval(Fraction(row["from"]), Fraction(row["to"]), row["has_from"], row["has_to"])
        by_quota.setdefault(row["quota"], []).append((where, row))
    return by_quota


def values_of(where):
    """Every end that belongs to an interval, and its middle."""
    ends = [(where.low, where.has_low), (where.high, where.has_high)]
    return [one for one, is_in in ends if is_in] + [(where.low + where.high) / 2]


def named(sides, side):
    return {name for name, one in sides.items() if one == side}


def expect_as_sorted(found, standing):
    """``standing(weight)`` gives quota to the sides of everybody."""
    present = standing(Fraction(found.now))
    for quota, rows in rows_of(found).items():
        within = named(present[quota], "within")
        before = None
        for where, row in rows:
            for weight in values_of(where):
                sides = standing(weight)[quota]
                assert ids(row["within"]) == named(sides, "within"), (quota, weight)
                assert ids(row["tied"]) == named(sides, "tied"), (quota, weight)
            assert row["count"] == len(ids(row["within"]))
            assert ids(row["gained"]) == ids(row["within"]) - within
            assert ids(row["lost"]) == within - ids(row["within"])
            now = ids(row["within"]), ids(row["tied"])
            if before is not None:
                moved = {n for a, b in zip(now, before, strict=True) for n in a ^ b}
                assert ids(row["who"]) == moved
                assert moved, "neighbours differ"
            before = now


def expect_whole(found):
    """Rows follow on one another from end to end, and share no weight."""
    for rows in rows_of(found).values():
        where = [one for one, _ in rows]
        assert (where[0].low, where[0].has_low) == (found.low, True)
        assert (where[-1].high, where[-1].has_high) == (found.high, True)
        for one, other in pairwise(where):
            assert one.high == other.low
            assert one.has_high != other.has_low


# ---- against sorting by hand


@pytest.mark.parametrize("criterion", sorted(WEIGHTS))
@pytest.mark.parametrize("k", [None, 3])
def test_every_weight_is_what_sorting_by_exact_points_gives(criterion, k):
    result = judged()
    kind = "unit" if "_tt_" in criterion else "person"
    all_ = Standing(result, kind)

    def standing(weight):
        moved = proportional(all_.weights, criterion, weight)
        return all_.lines(moved) if k is None else {"": all_.first(moved, k)}

    found = result.sweep_weight(criterion, k=k)
    expect_as_sorted(found, standing)
    expect_whole(found)


@pytest.mark.parametrize("other", PEOPLE[1:])
def test_one_other_weight_may_take_the_difference(other):
    result = judged(seed=8, people=120)
    all_ = Standing(result, "person")
    weights = all_.weights

    def standing(weight):
        return {"": all_.first(taken(weights, PEOPLE[0], other, weight), 6)}

    found = result.sweep_weight(PEOPLE[0], others=other, k=6)
    assert found.high == weights[PEOPLE[0]] + weights[other]
    expect_as_sorted(found, standing)


@settings(max_examples=examples(6), derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from(PEOPLE), st.integers(1, 12), st.data())
def test_on_random_offices_and_ranges(seed, criterion, k, data):
    result = judged(seed, 40)
    all_ = Standing(result, "person")
    now = all_.weights[criterion]
    low = data.draw(st.fractions(0, now, max_denominator=7))
    high = data.draw(st.fractions(now, 1000, max_denominator=7))
    found = result.sweep_weight(criterion, k=k, low=low, high=high)

    def standing(weight):
        return {"": all_.first(proportional(all_.weights, criterion, weight), k)}

    expect_as_sorted(found, standing)
    expect_whole(found)


NESTED = [
    ("office", "field", "number = 6", quota_plans.OF_CANDIDATES),
    ("office", "office", "number = 9", quota_plans.OF_SEATS),
    ("unit_id", "unit_id", "number = 2", "number = 1"),
    ("field", "unit_id", "number = 3", quota_plans.OF_MEMBERS),
]


@pytest.mark.parametrize("quotas", NESTED)
@pytest.mark.parametrize("criterion", PEOPLE[:2])
def test_a_quota_inside_another_is_followed_stretch_by_stretch(tmp_path, quotas, criterion):
    plan = quota_plans.nested(tmp_path, *quotas)
    result = lt.evaluate(judged(9, 150).office, plan, "de_nghi_2025", **WIDE)
    all_ = Standing(result, "person")
    found = result.sweep_weight(criterion)
    assert set(found.frame["quota"]) == {"so_luong_ca_nhan", "muc_hai", "muc_ba"}
    expect_as_sorted(
        found, lambda weight: all_.lines(proportional(all_.weights, criterion, weight))
    )
    expect_whole(found)


SEATS = [
    "number = 1",
    "number = 4",
    "number = 9",
    quota_plans.OF_CANDIDATES,
    quota_plans.OF_MEMBERS,
]


@settings(max_examples=examples(8), derandomize=True)
@given(st.data())
def test_on_random_quotas_and_weights(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("plans")
    groups = [data.draw(st.sampled_from(["unit_id", "field", "office"])) for _ in range(2)]
    seats = [data.draw(st.sampled_from(SEATS)) for _ in range(2)]
    cuts = sorted(data.draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    parts = [10 * (b - a) for a, b in pairwise([0, *cuts, 100])]
    changed = {f"{name}.weight": part for name, part in zip(PEOPLE, parts, strict=True)}
    plan = quota_plans.nested(folder, *groups, *seats).change(changed)
    result = lt.evaluate(judged(9, 150).office, plan, "de_nghi_2025", **WIDE)
    all_ = Standing(result, "person")
    criterion, other = data.draw(st.permutations(PEOPLE))[:2]
    if all_.weights[criterion] == 1000 or data.draw(st.booleans()):
        found = result.sweep_weight(criterion, others=other)
        expect_as_sorted(found, lambda w: all_.lines(taken(all_.weights, criterion, other, w)))
    else:
        found = result.sweep_weight(criterion)
        expect_as_sorted(found, lambda w: all_.lines(proportional(all_.weights, criterion, w)))
    expect_whole(found)


def test_a_criterion_of_units_and_people_moves_the_weights_of_both():
    both = {"diem_bang_khen.subjects": ["unit", "person"], "diem_tt_bang_khen.weight": 50}
    result = lt.evaluate(judged().office, PLAN.change(both), "de_nghi_2025", **WIDE)
    standing = [Standing(result, kind) for kind in ("person", "unit")]

    def lines(weight):
        found = {}
        for one in standing:
            found |= one.lines(proportional(one.weights, "diem_bang_khen", weight))
        return found

    found = result.sweep_weight("diem_bang_khen")
    assert set(found.frame["quota"]) == {"so_luong_ca_nhan", "so_luong_tap_the"}
    expect_as_sorted(found, lines)
    taker = "diem_lan_toa"
    with pytest.raises(lt.InputError, match='others "diem_lan_toa" is not known'):
        result.sweep_weight("diem_bang_khen", others=taker)


def test_at_whole_weights_it_is_what_evaluating_the_changed_plan_gives():
    result = judged(people=120)
    weights = Standing(result, "person").weights
    one, other = "diem_sang_kien", "diem_bang_khen"
    found = result.sweep_weight(one, others=other)
    for weight in range(0, int(found.high) + 1, 50):
        changed = {f"{one}.weight": weight}
        changed[f"{other}.weight"] = weights[one] + weights[other] - weight
        lines = lt.evaluate(result.office, PLAN.change(changed), result.as_of, **WIDE).quota_lines
        mine = lines[lines["quota"] == "so_luong_ca_nhan"]
        for where, row in rows_of(found)["so_luong_ca_nhan"]:
            if weight in where:
                assert ids(row["within"]) == set(mine["subject_id"][mine["line"] == "within"])
                assert ids(row["tied"]) == set(mine["subject_id"][mine["line"] == "tied"])


@pytest.mark.parametrize("milestone", list(PLAN.milestones))
def test_the_given_office_at_every_date(acceptance, milestone):
    result = lt.evaluate(lt.read(acceptance / "van-phong-mau.xlsx"), PLAN, milestone)
    for kind, criterion in (("person", "diem_nam_xuat_sac"), ("unit", "diem_tt_nam_xuat_sac")):
        all_ = Standing(result, kind)
        found = result.sweep_weight(criterion)
        expect_as_sorted(
            found, lambda w, a=all_, c=criterion: a.lines(proportional(a.weights, c, w))
        )
        expect_whole(found)


# ---- what the answer says


def test_the_unchanged_interval_is_the_one_around_the_present_weight():
    for criterion in PEOPLE:
        found = judged().sweep_weight(criterion, k=5)
        ((where, row),) = [one for one in rows_of(found)[""] if found.now in one[0]]
        assert found.unchanged == where
        assert (row["gained"], row["lost"]) == ("", "")


def test_of_several_quotas_nothing_changes_only_where_none_does(tmp_path):
    plan = quota_plans.nested(tmp_path, "office", "office", "number = 5", "number = 2")
    result = lt.evaluate(judged().office, plan, "de_nghi_2025", **WIDE)
    found = result.sweep_weight("diem_sang_kien")
    around = [where for rows in rows_of(found).values() for where, _ in rows if found.now in where]
    assert len(around) == 3
    assert found.unchanged.low == max(one.low for one in around)
    assert found.unchanged.high == min(one.high for one in around)
    assert found.now in found.unchanged


@pytest.mark.parametrize("within", [None, "unit_id", "field"])
def test_a_place_is_what_counting_gives(within):
    result = judged()
    all_ = Standing(result, "person")
    found = result.sweep_weight("diem_sang_kien", k=3)
    frame = result.ranking(within=within).astype(object).dropna(subset=["place"])
    for subject in frame["subject_id"].iloc[::3]:
        group = frame.set_index("subject_id").loc[subject, "group"]
        rivals = set(frame["subject_id"][frame["group"] == group])
        place = found.place_of(subject, within)
        for row in place.frame.to_dict("records"):
            where = Interval(
                Fraction(row["from"]), Fraction(row["to"]), row["has_from"], row["has_to"]
            )
            for weight in values_of(where):
                key = all_.keys(proportional(all_.weights, found.criterion_id, weight))
                assert row["place"] == 1 + sum(key[one] > key[subject] for one in rivals)
                assert row["tied"] == sum(key[one] == key[subject] for one in rivals)


def test_missing_values_and_how_others_move_are_told():
    found = sample().sweep_weight("diem_sang_kien")
    ranking = sample().ranking()
    ranked = ranking[ranking["place"].notna()]
    assert found.may_move == (ranked["points_high"] > ranked["points"]).sum() > 0
    assert f"{found.may_move} trường hợp còn thiếu dữ liệu" in found.sentence
    assert "không làm tròn" in found.sentence
    other = judged().sweep_weight("diem_sang_kien", others="diem_lan_toa")
    assert "diem_lan_toa nhận phần chênh lệch" in other.sentence


def test_it_prints_the_counting_and_that_it_is_supposed():
    told = repr(sample().sweep_weight("diem_sang_kien"))
    assert "GIẢ ĐỊNH" in told
    assert "còn khả năng, các tiêu chí đếm được" in told
    assert "≈222,222]" in told


def test_frames_are_of_the_offices_kind_and_a_workbook_can_be_kept(tmp_path):
    found = judged().sweep_weight("diem_sang_kien")
    assert pl.DataFrame(found)["from"].dtype == pl.String
    assert found.to_excel(tmp_path / "a.xlsx").is_file()


# ---- what is refused


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"criterion_id": "diem_sang_kie"}, 'did you mean "diem_sang_kien"'),
        ({"criterion_id": "cn_sang_kien"}, "criterion_id"),
        (
            {"others": "diem_lan_to"},
            'others "diem_lan_to" is not known; did you mean "diem_lan_toa"',
        ),
        ({"others": "diem_sang_kien"}, "others"),
        ({"others": "diem_tt_lan_toa"}, "others"),
        ({"k": -1}, "k: expected a whole number from 0 to 2147483647, not -1"),
        ({"k": True}, "k: expected"),
        ({"k": 2.0}, "k: expected"),
        ({"low": 301}, "around the present weight 300, not 301 to 1000"),
        ({"high": 1001}, "a range from 0 to 1000"),
        ({"high": 299}, "around the present weight"),
        ({"low": "-1/2"}, "a range from 0"),
        ({"others": "diem_lan_toa", "high": 451}, "a range from 0 to 450"),
        (
            {"low": 0.5},
            'low: expected a whole weight or an exact fraction such as "1000/3", not 0.5',
        ),
        ({"high": "a third"}, "high: expected a whole weight"),
        ({"low": f"1/{2**50}"}, "low: expected a whole weight"),
    ],
)
def test_wrong_questions_are_refused(asked, says):
    with pytest.raises(lt.InputError) as caught:
        judged().sweep_weight(**{"criterion_id": "diem_sang_kien"} | asked)
    assert says in str(caught.value)


def test_others_that_weigh_nothing_cannot_keep_proportions():
    changed = {"diem_sang_kien.weight": 1000}
    changed |= {f"{one}.weight": 0 for one in PEOPLE if one != "diem_sang_kien"}
    result = lt.evaluate(judged().office, PLAN.change(changed), "de_nghi_2025", **WIDE)
    with pytest.raises(lt.InputError, match="are all 0, so no proportion says"):
        result.sweep_weight("diem_sang_kien", k=2)
    found = result.sweep_weight("diem_sang_kien", k=2, others="diem_lan_toa")
    assert (found.low, found.high) == (0, 1000)


def test_a_track_has_no_quotas_and_says_so():
    result = lt.evaluate(judged().office, PLAN, "khoa_so", track="chuyen_de")
    with pytest.raises(lt.InputError):
        result.sweep_weight("diem_sang_kien")


def test_too_much_to_tell_is_refused_with_what_can_be_asked(monkeypatch):
    from lantoa.scenarios.sweeping import caps

    monkeypatch.setattr(caps, "MOST_CHANGES", 1)
    with pytest.raises(lt.InputError) as caught:
        judged().sweep_weight("diem_sang_kien")
    assert "more than 1 changes of side" in str(caught.value)
    assert "; nothing changes from " in str(caught.value)
    assert "smaller range" in str(caught.value)


def test_somebody_who_is_not_ranked_has_no_place():
    with pytest.raises(lt.InputError, match="of those who are ranked"):
        judged().sweep_weight("diem_sang_kien", k=1).place_of("CB9999")
