"""Quotas: seats in whole numbers, the line, the ties on it, and what missing values leave open."""

from fractions import Fraction
from math import ceil, floor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_quotas
from contests import IN, OUT, PERHAPS, SO_FAR, contest_of, contests, fillings
from lantoa import InputError, _core
from lantoa.criteria import loading
from soaking import examples, part_of

BUNDLED = loading.BUNDLED / "exemplars-2021-2025.toml"
NAMES = [None, "within", "tied", "beyond"]


# ---- seats


def share(per_mille, minimum=0, rounding="DOWN"):
    made = _core.Share()
    made.part, made.minimum = per_mille, minimum
    made.rounding = _core.Rounding[rounding]
    return made


@settings(max_examples=examples(500), derandomize=True)
@given(
    st.integers(0, 1000),
    st.integers(0, 3_000_000_000),
    st.integers(0, 5),
    st.sampled_from(["DOWN", "UP"]),
)
def test_seats_are_the_exact_share_made_whole(per_mille, base, minimum, rounding):
    exact = Fraction(per_mille, 1000) * base
    whole = floor(exact) if rounding == "DOWN" else ceil(exact)
    expected = max(whole, minimum) if base else 0
    assert _core.seats(share(per_mille, minimum, rounding), base) == expected


def test_floating_point_would_have_lost_a_seat():
    assert floor(0.7 * 90) == 62
    assert _core.seats(share(700), 90) == 63


def test_a_share_of_the_others_is_a_share_of_the_whole_of_another_size():
    """20 % of those rated good only: floor(pR / (1 + p)) of R rated good or better."""
    of_good = [floor(Fraction(1, 5) * rated / (1 + Fraction(1, 5))) for rated in (5, 10, 12, 30)]
    of_both = [_core.seats(share(200), rated) for rated in (5, 10, 12, 30)]
    assert (of_good, of_both) == ([0, 1, 2, 5], [1, 2, 2, 6])


# ---- the line against every filling


def sides_in(filling, seats):
    """The side of everybody who is in, when all is known."""
    found = {}
    for subject, (group, key) in filling.items():
        rivals = [other for at, other in filling.values() if at == group]
        if seats[group] is None:
            continue
        before = sum(other > key for other in rivals)
        until = sum(other >= key for other in rivals)
        found[subject] = (
            "within" if until <= seats[group] else "tied" if before < seats[group] else "beyond"
        )
    return found


def bounds(seats):
    given_ = _core.Seats()
    known = [_core.BLANK if one is None else one for one in seats]
    given_.on_record = given_.low = given_.high = np.array(known, np.int32)
    return given_


def drawn(subjects, seats):
    contest = contest_of(subjects)
    return contest, _core.draw_lines(contest, _core.rank(contest), bounds(seats))


TWO_SEATS = st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=2, max_size=2)


@settings(max_examples=examples(500), derandomize=True)
@given(contests(), TWO_SEATS)
def test_a_side_is_sure_exactly_where_every_filling_agrees(subjects, seats):
    _, found = drawn(subjects, seats)
    possible = {i: set() for i, one in enumerate(subjects) if one[0] >= 0 and one[1] != OUT}
    for filling in fillings(subjects):
        sides = sides_in(filling, seats)
        for i in possible.keys() & sides.keys():
            possible[i].add(sides[i])
    for i, sides in possible.items():
        if seats[subjects[i][0]] is None:
            assert (NAMES[found.side[i]], found.sure[i]) == (None, 0)
        elif subjects[i][1] == IN:
            assert (found.sure[i] == 1) == (len(sides) == 1), (i, subjects, sides)
            assert NAMES[found.side[i]] in sides
        else:  # it may be out altogether: of one perhaps in only "beyond" is told
            assert subjects[i][1] == PERHAPS or found.sure[i] == 0
            if subjects[i][1] == PERHAPS:
                expected = ("beyond", 1) if sides == {"beyond"} else (None, 0)
                assert (NAMES[found.side[i]], found.sure[i]) == expected


@settings(max_examples=examples(500), derandomize=True)
@given(contests(), TWO_SEATS)
def test_the_side_on_record_is_that_of_what_is_known(subjects, seats):
    _, found = drawn(subjects, seats)
    known = {
        i: (group, tuple(low))
        for i, (group, entry, low, _) in enumerate(subjects)
        if entry in (SO_FAR, IN) and group >= 0
    }
    sides = sides_in(known, seats)
    for i in known:
        assert NAMES[found.side[i]] == sides.get(i)


@settings(max_examples=examples(500), derandomize=True)
@given(contests(), TWO_SEATS, TWO_SEATS)
def test_a_quota_inside_another_is_never_sure_wrongly(subjects, outer_seats, inner_seats):
    """In every filling, and however the council parts the ties at the outer line."""
    outer, sides = drawn(subjects, outer_seats)
    entry = _core.inside(outer, sides)
    named = [(one[0], int(at), *one[2:]) for one, at in zip(subjects, entry, strict=True)]
    _, found = drawn(named, inner_seats)
    for filling in fillings(subjects):
        outside = sides_in(filling, outer_seats)
        tied = [i for i in filling if outside.get(i) == "tied"]
        for chosen in range(2 ** len(tied)):
            council = {i for at, i in enumerate(tied) if chosen >> at & 1}
            inner = {
                i: one for i, one in filling.items() if outside.get(i) == "within" or i in council
            }
            told = sides_in(inner, inner_seats)
            for i in range(len(subjects)):
                if found.sure[i] and i in told:
                    assert told[i] == NAMES[found.side[i]], (i, subjects)


# ---- an office


@pytest.fixture(scope="module")
def plan():
    return lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(seed=7)


def judged(office, plan, **asked):
    return lt.evaluate(office, plan, as_of="2023-12-31", **{"counting": "possible", **asked})


@pytest.fixture(scope="module")
def result(office, plan):
    return judged(office, plan)


CHANGES = [
    {},
    {"so_luong_ca_nhan.share_per_mille": 1000, "so_luong_ca_nhan.rounding": "up"},
    {"so_luong_ca_nhan.per": "field", "so_luong_tap_the.per": "field"},
    {"so_luong_ca_nhan.per": "office", "so_luong_ca_nhan.share_per_mille": 155},
    {"so_luong_ca_nhan.of": "candidates", "so_luong_ca_nhan.share_per_mille": 500},
    {"co_cau_linh_vuc.report_if_fewer_than": 2},
    {"so_luong_tap_the.minimum_places": 3, "so_luong_ca_nhan.minimum_places": 0},
    {"so_luong_ca_nhan.share_per_mille": 0, "so_luong_ca_nhan.minimum_places": 0},
]


@pytest.mark.parametrize(
    ("seed", "change"),
    part_of([(seed, change) for seed in (1, 7, 23) for change in CHANGES]),
    ids=lambda one: (", ".join(one) or "as it is") if isinstance(one, dict) else str(one),
)
def test_quotas_of_an_office_are_those_of_the_oracle(plan, seed, change):
    found = judged(lt.sample_office(seed=seed), plan.change(change) if change else plan)
    for quota in found.plan.quotas.values():
        expected = reference_quotas.groups(found, quota)
        shown = found.quotas[found.quotas["quota"] == quota["id"]]
        told = {
            row["group"]: {name: row[name] for name in next(iter(expected.values()))}
            for row in shown.astype(object).where(shown.notna(), None).to_dict("records")
        }
        assert told == expected


def test_lines_of_an_office_are_those_of_the_oracle(plan):
    seen = set()
    for seed in (1, 7, 23):
        found = judged(lt.sample_office(seed=seed), plan)
        for quota in ("so_luong_ca_nhan", "so_luong_tap_the"):
            lines = found.quota_lines
            lines = lines[(lines["quota"] == quota) & lines["place"].notna()]
            told = dict(zip(lines["subject_id"], lines["line"], strict=True))
            assert told == reference_quotas.sides(found, found.plan.quotas[quota])
            seen |= set(told.values())
    assert {"within", "beyond"} <= seen


def test_small_units_round_to_nothing_each_and_pooled_to_something(office, plan):
    """The three traps: each of four units of 6 gives 0 of 15 %, pooled 24 give 3."""
    tables = {name: office[name] for name in ("units", "people", "memberships")}
    units = tables["units"].head(4).assign(opened=None, closed=None)
    people = tables["people"].head(24).assign(joined=None, left=None)
    memberships = pd.DataFrame(
        {
            "person_id": people["person_id"].astype(str).to_numpy(),
            "unit_id": np.repeat(units["unit_id"].astype(str).to_numpy(), 6),
            "role": "member",
            "from": pd.Timestamp("2020-01-01"),
            "to": pd.NaT,
        }
    )
    small = lt.read({"units": units, "people": people, "memberships": memberships})

    def seats(**keys):
        change = {f"so_luong_ca_nhan.{key}": value for key, value in keys.items()}
        frame = judged(small, plan.change(change)).quotas
        return frame.loc[frame["quota"] == "so_luong_ca_nhan", "seats"].tolist()

    assert seats(minimum_places=0) == [0, 0, 0, 0]
    assert seats(minimum_places=0, per="office") == [3]
    assert seats(minimum_places=1) == [1, 1, 1, 1]


def test_a_quota_that_only_reports_caps_nobody(office, plan):
    found = judged(office, plan.change({"co_cau_linh_vuc.report_if_fewer_than": 3}))
    rows = found.quotas[found.quotas["quota"] == "co_cau_linh_vuc"]
    assert rows["fewer_than"].notna().tolist() == (rows["counted"] < 3).tolist()
    assert set(rows["fewer_than"].dropna()) == {3}
    assert rows["seats"].isna().all()
    assert "co_cau_linh_vuc" not in set(found.quota_lines["quota"])


def test_members_are_those_of_the_day_also_where_others_are_judged(office, plan):
    usual = judged(office, plan).quotas
    others = judged(office, plan.change("scope.belongs", "any_time")).quotas
    column = ["quota", "group", "base", "seats"]
    keys = set(map(tuple, usual[column].dropna().to_numpy()))
    assert keys
    assert keys <= set(map(tuple, others[column].dropna().to_numpy()))


def test_ranking_shows_the_line_of_the_quota_of_the_same_groups(result):
    lines = result.quota_lines.set_index(["quota", "subject_id"])
    for kind, within, quota in (
        ("person", "unit_id", "so_luong_ca_nhan"),
        ("unit", None, "so_luong_tap_the"),
    ):
        ranking = result.ranking(kind, within)
        ranked = ranking[ranking["group"].notna()]
        assert set(ranked["quota"]) == {quota}
        mine = lines.loc[[(quota, one) for one in ranked["subject_id"]]]
        assert ranked["line"].fillna("").tolist() == mine["line"].fillna("").tolist()
        assert ranked["sure"].tolist() == mine["sure"].tolist()
        assert ranked["seats"].tolist() == mine["seats"].tolist()
    assert result.ranking("person", "field")["quota"].isna().all()


NESTED = """
[[quota]]
id = "muc_hai"
status = "assumption"
subjects = ["person"]
per = "office"
number = 8

[[quota]]
id = "muc_mot"
status = "assumption"
subjects = ["person"]
per = "office"
share_per_mille = 400
inside = "muc_hai"
"""


@pytest.fixture(scope="module")
def nested(office, tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "nested.toml"
    path.write_text(BUNDLED.read_text("utf-8") + NESTED, "utf-8")
    return judged(office, lt.load_plan(path))


def test_a_share_inside_another_quota_is_one_of_its_seats(nested):
    rows = nested.quotas.set_index("quota").loc[["muc_hai", "muc_mot"]]
    assert rows["seats"].tolist() == [8, 3]  # 40 % of 8, rounded down
    assert rows["inside"].fillna("").tolist() == ["", "muc_hai"]
    outer = nested.quota_lines[nested.quota_lines["quota"] == "muc_hai"]
    inner = nested.quota_lines[nested.quota_lines["quota"] == "muc_mot"]
    assert set(inner["subject_id"]) < set(outer["subject_id"])
    assert rows.loc["muc_mot", "counted"] == rows.loc["muc_hai", "within"]


def test_the_innermost_quota_in_which_one_stands_is_shown(nested):
    lines = nested.quota_lines
    stands = lines[lines["line"].isin(["within", "tied"])]
    inner = set(stands.loc[stands["quota"] == "muc_mot", "subject_id"])
    ranking = nested.ranking("person").set_index("subject_id")
    assert 0 < len(inner) < len(ranking)
    for name, row in ranking.iterrows():
        assert row["quota"] == ("muc_mot" if name in inner else "muc_hai")


def test_both_caps_bind_where_the_groups_differ(office, tmp_path):
    """A unit's people compete for the office's seats and for those of the unit."""
    path = tmp_path / "both.toml"
    inside = 'share_per_mille = 150\ninside = "muc_hai"'
    text = BUNDLED.read_text("utf-8").replace("share_per_mille = 150", inside) + NESTED
    path.write_text(text, "utf-8")
    found = judged(office, lt.load_plan(path)).quota_lines
    stands = found[found["line"] == "within"]
    outer = set(stands.loc[stands["quota"] == "muc_hai", "subject_id"])
    inner = set(stands.loc[stands["quota"] == "so_luong_ca_nhan", "subject_id"])
    assert inner < outer


def test_quotas_are_an_assumption_and_of_the_main_plan(office, plan, result):
    assert set(result.quotas["status"]) == {"assumption"}
    assert set(result.quota_lines["status"]) == {"assumption"}
    track = lt.evaluate(office, plan, as_of="2023-12-31", track="chuyen_de")
    assert (len(track.quotas), len(track.quota_lines)) == (0, 0)
    assert list(track.quotas.columns) == list(result.quotas.columns)


def test_the_order_of_rows_changes_no_line(office, plan, result):
    turned = lt.read({name: office[name].iloc[::-1] for name in office.tables})
    other = judged(turned, plan)
    pd.testing.assert_frame_equal(other.quotas, result.quotas)
    pd.testing.assert_frame_equal(other.quota_lines, result.quota_lines)


def test_a_quota_without_points_leaves_too_many_tied(office, plan):
    flat = {f"{one.id}.map": [[0, 5]] for one in plan.criteria if one.kind == "scored"}
    awards = {name: [["giay_khen/co_so", 0]] for name in flat if "bang_khen" in name}
    found = judged(office, plan.change(flat | awards))
    rows = found.quotas[found.quotas["quota"] == "so_luong_ca_nhan"]
    over = rows["counted"] > rows["seats"]
    assert over.any()
    assert (rows.loc[over, "tied"] == rows.loc[over, "counted"]).all()
    assert (rows.loc[~over, "within"] == rows.loc[~over, "counted"]).all()


def test_nobody_and_nothing_make_empty_frames(plan):
    alone = judged(lt.read({"units": pd.DataFrame({"unit_id": ["DV01"]})}), plan)
    assert alone.quota_lines["line"].isna().all()  # too little is known of it
    assert alone.quotas["counted"].sum() == 0
    closed = pd.DataFrame({"unit_id": ["DV01"], "closed": [pd.Timestamp("2020-01-01")]})
    nobody = judged(lt.read({"units": closed}), plan)
    assert nobody.quota_lines.empty
    assert nobody.quotas["seats"].fillna(0).eq(0).all()


def test_wrong_numbers_name_the_quota(plan):
    for key, value in (("share_per_mille", 1001), ("minimum_places", -1), ("per", "offices")):
        with pytest.raises(InputError, match="so_luong_ca_nhan"):
            plan.change({f"so_luong_ca_nhan.{key}": value})
