"""Whom each further place brings in: seat by seat what judging the changed plan gives."""

from functools import cache

import pandas as pd
import pytest

import lantoa as lt
import quota_plans
from lantoa.criteria import loading

PLAN = lt.load_plan("exemplars-2021-2025")
BUNDLED = loading.BUNDLED / "exemplars-2021-2025.toml"
WIDE = {"counting": "possible", "gates": "countable"}


@cache
def judged(seed=7):
    office = lt.sample_office(units=10, people=80, years=range(2021, 2026), seed=seed)
    return lt.evaluate(office, PLAN, "de_nghi_2025", **WIDE)


@cache
def tied():
    """An office with two who share a place that would not hold both."""
    office = lt.sample_office(seed=7)
    return lt.evaluate(office, PLAN, "de_nghi_2025", **WIDE)


def ids(cell):
    return set(cell.split(", ")) if cell else set()


def lines_of(result, change, quota):
    """Group to who is within and who is tied, when the changed plan is judged."""
    plan = result.plan.change(change)
    lines = lt.evaluate(result.office, plan, result.as_of, **WIDE).quota_lines
    found = {}
    for row in lines[lines["quota"] == quota].astype(object).to_dict("records"):
        sides = found.setdefault(row["group"], {"within": set(), "tied": set()})
        if row["line"] in sides:
            sides[row["line"]].add(row["subject_id"])
    return found


def numbered(tmp_path, result):
    """The same office under a fixed number for each unit."""
    share = 'of        = "members_on_as_of_date"  # what the share is of; `number` instead is a fixed number\nshare_per_mille = 150\nminimum_places = 1  # raises a share that rounds to less\nrounding  = "down"\n'
    text = BUNDLED.read_text("utf-8")
    assert share in text
    path = tmp_path / "numbered.toml"
    path.write_text(text.replace(share, "number = 1\n"), "utf-8")
    return lt.evaluate(result.office, lt.load_plan(path), "de_nghi_2025", **WIDE)


@pytest.mark.parametrize("seed", [7, 11])
def test_each_number_of_places_is_what_the_changed_plan_gives(tmp_path, seed):
    result = numbered(tmp_path, judged(seed))
    frame = result.quota_curve("so_luong_ca_nhan", cost=1_000).frame
    for number in range(8):
        expected = lines_of(result, {"so_luong_ca_nhan.number": number}, "so_luong_ca_nhan")
        rows = frame[frame["seats"] == number].set_index("group")
        for group, sides in expected.items():
            if group not in rows.index:  # more places than are ranked there
                assert number > frame["seats"][frame["group"] == group].max()
                assert not sides["tied"]
                continue
            row = rows.loc[group]
            assert row["count"] == len(sides["within"])
            assert ids(row["tied"]) == sides["tied"]
            assert row["cost"] == 1_000 * row["count"]


@pytest.mark.parametrize("office", [judged, tied])
def test_marginals_add_up_to_everybody_and_each_comes_once(office):
    result = office()
    frame = result.quota_curve("so_luong_ca_nhan").frame
    for _, rows in frame.groupby("group"):
        assert rows["seats"].tolist() == list(range(len(rows)))
        together = [name for cell in rows["marginal"] for name in ids(cell)]
        assert len(together) == len(set(together)) == rows["count"].iloc[-1] == len(rows) - 1
        assert (rows["count"].diff().fillna(0) == rows["marginal"].map(ids).map(len)).all()
    ranked = result.quota_lines
    ranked = ranked[(ranked["quota"] == "so_luong_ca_nhan") & ranked["place"].notna()]
    assert {name for cell in frame["marginal"] for name in ids(cell)} == set(ranked["subject_id"])


def test_the_share_is_the_least_that_gives_the_places():
    result = judged()
    frame = result.quota_curve("so_luong_ca_nhan").frame
    seats = result.quotas.set_index(["quota", "group"])["base"].loc["so_luong_ca_nhan"]
    for row in frame.astype(object).to_dict("records"):
        base = int(seats[row["group"]])
        given = [max(base * share // 1000, 1) if base else 0 for share in range(1001)]
        if row["seats"] in given:
            assert row["share_from"] == given.index(row["seats"])
        else:
            assert pd.isna(row["share_from"])


def test_steps_are_what_the_changed_plan_gives():
    result = judged()
    curve = result.quota_curve("so_luong_ca_nhan", cost=2_000_000)
    units = set(result.subjects["unit_id"][result.subjects["subject_kind"] == "person"])
    before = set()
    for row in curve.steps.to_dict("records"):
        for share in {row["value"], row["until"]}:
            changed = {"so_luong_ca_nhan.share_per_mille": share}
            sides = lines_of(result, changed, "so_luong_ca_nhan")
            within = set().union(*(one["within"] for one in sides.values()))
            assert row["count"] == len(within)
            assert row["cost"] == 2_000_000 * len(within)
            has = {group for group, one in sides.items() if one["within"]}
            assert set(filter(None, row["without"].split("; "))) == units - has - {None}
        quotas = result.plan.change({"so_luong_ca_nhan.share_per_mille": row["value"]})
        seats = lt.evaluate(result.office, quotas, result.as_of, **WIDE).quotas
        assert row["seats"] == seats["seats"][seats["quota"] == "so_luong_ca_nhan"].sum()
        assert ids(row["who"]) == within - before
        before = within


def test_the_present_line_is_marked_and_told():
    result = tied()
    curve = result.quota_curve("so_luong_ca_nhan", cost=3_000_000)
    present = curve.frame[curve.frame["now"]].set_index("group")
    sides = lines_of(result, {}, "so_luong_ca_nhan")
    assert present["count"].to_dict() == {
        group: len(sides.get(group, {"within": ()})["within"]) for group in present.index
    }
    named = sum(len(one["within"]) for one in sides.values())
    assert f"{named} trường hợp trong vạch" in curve.sentence
    assert f"{named * 3}.000.000 đồng" in curve.sentence
    assert curve.left_out
    assert set(curve.left_out) == set(present.index) - {
        g for g, one in sides.items() if one["within"]
    }


def test_of_the_whole_office_units_and_fields_without_anybody_are_told(tmp_path):
    plan = quota_plans.nested(tmp_path, "office", "office", "number = 3", quota_plans.OF_SEATS)
    result = lt.evaluate(judged().office, plan, "de_nghi_2025", **WIDE)
    lines = result.quota_lines
    for quota in ("muc_hai", "muc_ba"):
        named = lines["subject_id"][(lines["quota"] == quota) & (lines["line"] == "within")]
        people = result.subjects[result.subjects["subject_kind"] == "person"]
        units = set(people["unit_id"].dropna())
        has = set(people["unit_id"][people["subject_id"].isin(named)])
        assert set(result.quota_curve(quota).left_out) == units - has
    fields = result.quota_curve("so_luong_tap_the").left_out
    assert fields
    assert set(fields) <= set(result.office["units"]["field"].dropna())


def test_inside_another_quota_only_those_within_its_line_are_ranked(tmp_path):
    plan = quota_plans.nested(tmp_path, "office", "office", "number = 4", "number = 2")
    result = lt.evaluate(judged().office, plan, "de_nghi_2025", **WIDE)
    outer = result.quota_lines
    named = outer["subject_id"][(outer["quota"] == "muc_hai") & (outer["line"] == "within")]
    frame = result.quota_curve("muc_ba").frame
    assert {name for cell in frame["marginal"] for name in ids(cell)} == set(named)


def test_it_prints_and_goes_into_a_workbook(tmp_path):
    from python_calamine import load_workbook

    curve = judged().quota_curve("so_luong_ca_nhan", cost=1_500_000)
    told = repr(curve)
    assert "◄" in told
    assert "1.500.000" in told
    assert "Từ tỷ lệ (‰)" in told
    book = load_workbook(curve.to_excel(tmp_path / "a.xlsx"))
    assert {"Theo nhóm", "Theo mức"} <= set(book.sheet_names)
    assert "Kinh phí" not in repr(judged().quota_curve("so_luong_ca_nhan"))


def test_nobody_counts_in_an_empty_office():
    office = lt.sample_office(units=2, people=2, years=range(2021, 2023), seed=1)
    result = lt.evaluate(office, PLAN, "de_nghi_2025")
    curve = result.quota_curve("so_luong_ca_nhan")
    assert (curve.frame["count"] == 0).all()
    assert curve.plot().to_dict()


def test_of_nothing_there_is_nothing_to_tell():
    closed = pd.DataFrame({"unit_id": ["DV01"], "closed": [pd.Timestamp("2020-01-01")]})
    result = lt.evaluate(lt.read({"units": closed}), PLAN, "de_nghi_2025")
    assert result.subjects.empty
    curve = result.quota_curve("so_luong_ca_nhan", cost=5)
    assert curve.frame.empty
    assert "Không ai được tính" in repr(curve)
    assert curve.plot().to_dict()
    assert result.sweep_weight("diem_sang_kien").frame["count"].tolist() == [0]
    assert result.tipping("diem_sang_kien.weight").frame["count"].tolist() == [0]


# ---- what is refused


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"quota_id": "so_luong_ca_nha"}, 'did you mean "so_luong_ca_nhan"'),
        ({"quota_id": "co_cau_linh_vuc"}, "it caps nothing and only reports"),
        ({"cost": -1}, "cost: expected a whole number from 0 to 1000000000000, not -1"),
        ({"cost": 1.5}, "cost: expected a whole number"),
        ({"cost": True}, "cost: expected a whole number"),
        ({"cost": "1000"}, "cost: expected a whole number"),
        ({"quota_id": ["so_luong_ca_nhan"]}, "is not known; did you mean"),
    ],
)
def test_wrong_questions_are_refused(asked, says):
    with pytest.raises(lt.InputError) as caught:
        judged().quota_curve(**{"quota_id": "so_luong_ca_nhan"} | asked)
    assert says in str(caught.value)


def test_a_track_has_no_quotas():
    result = lt.evaluate(judged().office, PLAN, "khoa_so", track="chuyen_de")
    with pytest.raises(lt.InputError, match=r"a track has no quotas$"):
        result.quota_curve("so_luong_ca_nhan")


def test_a_nation_is_asked_by_the_quotas_value_instead(monkeypatch):
    from lantoa.scenarios.sweeping import seating

    monkeypatch.setattr(seating, "MOST_RANKED", 3)
    with pytest.raises(lt.InputError, match=r"tipping\(.quota.so_luong_ca_nhan.share_per_mille"):
        judged().quota_curve("so_luong_ca_nhan")
