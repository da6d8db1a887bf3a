"""Who can be first and who keeps a seat: answers against the evaluation of changed plans."""

import random
from fractions import Fraction
from functools import cache

import pandas as pd
import polars as pl
import pytest

import lantoa as lt
import reference_box
import reference_lead
from lantoa.criteria import loading
from lantoa.scenarios.evaluated import evaluated

BUNDLED = loading.BUNDLED / "exemplars-2021-2025.toml"
COUNTINGS = [("provisional", "all"), ("possible", "countable"), ("met", "countable")]
WEIGHTS = ["diem_nam_xuat_sac", "diem_sang_kien", "diem_bang_khen", "diem_lan_toa"]


@cache
def judged(counting="possible", gates="countable", lang="vi", frames="pandas"):
    office = lt.sample_office(seed=7)
    if frames == "polars":
        office = lt.read({name: pl.from_pandas(office[name]) for name in office.tables})
    plan = lt.load_plan("exemplars-2021-2025", lang=lang)
    return lt.evaluate(office, plan, "de_nghi_2025", counting=counting, gates=gates)


def weighing(weights):
    """The changes that give people these weights."""
    return {f"{name}.weight": weight for name, weight in weights.items()}


def ranked(result, within=None):
    return result.ranking(within=within).set_index("subject_id")


def profiles(result, which="points"):
    """Points by criterion of every person, in the order of the weights."""
    points = result.points.pivot_table(
        index="subject_id", columns="criterion_id", values=which, aggfunc="first"
    )
    return points[WEIGHTS].fillna(0).astype(int)


def chain_of(result, profile):
    ties = result.plan.scoring["ties"]["person"]
    return [profile[WEIGHTS.index(name)] for name in ties]


def parts(result, own, rivals):
    mine = chain_of(result, own)
    return [(chain_of(result, one) > mine) - (chain_of(result, one) < mine) for one in rivals]


# ---- can somebody be first


@pytest.mark.parametrize(("counting", "gates"), COUNTINGS)
@pytest.mark.parametrize("within", [None, "unit_id", "field"])
def test_the_answer_is_that_of_the_corners_of_all_weights(counting, gates, within):
    result = judged(counting, gates)
    rows, points = ranked(result, within), profiles(result)
    placed = rows[rows["place"].notna()]
    for who, row in placed.iloc[::3].iterrows():
        others = placed.index[(placed["group"] == row["group"]) & (placed.index != who)]
        own, rivals = points.loc[who].tolist(), points.loc[others].to_numpy().tolist()
        asked = own, rivals, parts(result, own, rivals), [0] * 4, [1000] * 4, 1000
        found = result.can_lead(who, within=within)
        assert found.outcome == reference_lead.lead(*asked), who
        assert found.rivals == len(others)
        if found.mixture:
            at = {list(others).index(name): share for name, share in found.mixture.items()}
            above = "alone" if found.outcome == "shared" else "shared"
            assert reference_lead.proves(at, above, *asked)


@pytest.mark.parametrize(("counting", "gates"), COUNTINGS)
def test_the_plan_with_the_weights_found_puts_it_first(counting, gates):
    result = judged(counting, gates)
    for who in ranked(result).index:
        found = result.can_lead(who)
        for whole in (found.whole, found.widest_whole):
            if whole:
                row = ranked(evaluated(result, weighing(whole))).loc[who]
                assert row["place"] == 1
        if found.outcome == "alone" and found.widest_whole:
            assert row["tied"] == 1
        if found.change is not None:
            moved = [abs(w - now) for w, now in zip(found.weights.values(), (350, 300, 200, 150))]  # noqa: B905
            assert max(moved) <= found.change
            assert sum(found.weights.values()) == 1000


def test_no_smaller_change_puts_it_first():
    result = judged()
    rows, points = ranked(result), profiles(result)
    others = [name for name in rows.index[rows["place"].notna()] if name != "CB0061"]
    own, rivals = points.loc["CB0061"].tolist(), points.loc[others].to_numpy().tolist()
    change = result.can_lead("CB0061").change
    for less, expected in ((change, True), (change - 1, False)):
        low, high = ([w + sign * less for w in (350, 300, 200, 150)] for sign in (-1, 1))
        asked = own, rivals, parts(result, own, rivals), low, high, 1000
        assert reference_lead.can("shared", *asked) is expected


def test_whoever_is_first_needs_no_change():
    result = judged()
    first = ranked(result).index[0]
    found = result.can_lead(first)
    assert (found.change, found.now) == (0, "alone")
    assert list(found.weights.values()) == [350, 300, 200, 150]
    assert found.margin > 0


def test_limits_keep_the_weights_between_them():
    result = judged()
    free = result.can_lead("CB0061")
    assert free.widest_whole["diem_lan_toa"] < 100
    found = result.can_lead("CB0061", low={"diem_lan_toa": 100}, high=500)
    assert found.outcome == "alone"
    assert found.change > 0
    assert all(
        w["diem_lan_toa"] >= 100 and max(w.values()) <= 500 for w in (found.weights, found.widest)
    )
    assert found.frame["low"].tolist() == [0, 0, 0, 100]
    assert found.frame["high"].tolist() == [500] * 4
    never = result.can_lead("CB0061", low={"diem_lan_toa": 150, "diem_nam_xuat_sac": 350})
    assert never.outcome == "never"
    assert "Trong giới hạn đã cho" in never.sentence


@pytest.mark.parametrize(("counting", "gates"), COUNTINGS)
def test_missing_values_are_taken_at_either_end(counting, gates):
    result = judged(counting, gates)
    rows, low, high = ranked(result), profiles(result), profiles(result, "points_high")
    is_in, everybody = rows[rows["place"].notna()].index, rows.index
    limits = [0] * 4, [1000] * 4, 1000
    for who in is_in[:3]:
        found = result.can_lead(who)
        for end, own, theirs, all_of_them in (
            (found.at_best, high, low, is_in),
            (found.at_worst, low, high, everybody),
        ):
            mine = own.loc[who].tolist()
            rivals = theirs.loc[[one for one in all_of_them if one != who]].to_numpy().tolist()
            assert end == reference_lead.lead(mine, rivals, parts(result, mine, rivals), *limits)


def test_what_is_missing_of_its_own_may_be_what_it_lacks():
    plan = lt.load_plan("exemplars-2021-2025")
    asked = {"counting": "possible", "gates": "countable"}
    result = lt.evaluate(lt.sample_office(seed=7), plan, "so_ket_2023", **asked)
    found = result.can_lead("CB0068", within="unit_id")
    assert (found.outcome, found.at_best, found.at_worst) == ("never", "alone", "never")
    assert "có thể làm đổi" in found.sentence
    low, high = (profiles(result, which).loc["CB0068"] for which in ("points", "points_high"))
    assert (high > low).any()


def test_everybody_gets_an_answer_and_who_is_not_in_the_gates():
    result = judged("provisional", "all")
    counted = result.subjects.set_index("subject_id")["counted"]
    for who, is_in in counted.items():
        found = result.can_lead(who)
        assert (found.outcome == "not_in") is not bool(is_in)
        assert bool(found.gates) is not bool(is_in)
        assert who in repr(found)
    assert "Không đạt: cn_luon_tot" in result.can_lead("CB0001").sentence


def test_who_is_not_judged_gets_the_reason():
    result = judged()
    for who in result.out_of_scope["subject_id"]:
        found = result.can_lead(who)
        assert (found.outcome, bool(found.reason), found.can) == ("not_in", True, False)
        assert found.reason in found.sentence


def test_a_single_rival_that_is_nowhere_behind_is_proof_by_itself():
    found = judged("provisional", "all").can_lead("CB0056")
    assert found.mixture == {"CB0033": 1}
    assert (found.frame["mixture"] >= found.frame["points"]).all()
    assert found.sheets()["Bằng chứng"].to_numpy().tolist() == [["CB0033", "1", 1.0]]


# ---- who keeps a seat


def weights_of_the_box(box, draws):
    """Whole weights of the box around the present ones, and the present ones."""
    present = (350, 300, 200, 150)
    yield dict(zip(WEIGHTS, present, strict=True))
    ends = [w * box // 100 for w in present]
    for _ in range(draws):
        moved = [random.randint(-end, end) for end in ends[:3]]
        if abs(sum(moved)) <= ends[3]:
            weights = [w + x for w, x in zip(present, [*moved, -sum(moved)], strict=True)]
            yield dict(zip(WEIGHTS, weights, strict=True))


@pytest.mark.parametrize(("k", "within"), [(1, None), (5, None), (1, "unit_id"), (2, "field")])
def test_every_plan_of_the_box_keeps_to_the_bounds(k, within):
    random.seed(11)
    result = judged()
    found = result.robust_members(k, box=40, within=within).frame.set_index("subject_id")
    seen_in, seen_out = set(), set()
    for weights in weights_of_the_box(40, 60):
        rows = ranked(evaluated(result, weighing(weights)), within)
        placed = rows[rows["place"].notna()]
        named = set(placed.index[placed["place"] <= k])
        firmly = set(placed.index[placed["place"] + placed["tied"] - 1 <= k])
        assert set(found.index[found["sure"]]) <= firmly
        assert named <= set(found.index)
        seen_in |= named
        seen_out |= set(placed.index) - firmly
    assert seen_in <= set(found.index[found["attained"]])
    assert seen_out & set(found.index) <= set(found.index[found["attained_out"]])


def test_bounds_are_those_of_every_corner_and_pair():
    result = judged()
    rows, low, high = ranked(result), profiles(result), profiles(result, "points_high")
    weights = [350 * 100, 300 * 100, 200 * 100, 150 * 100]
    corners = reference_box.corners(weights, [w * 25 // 100 for w in weights])
    everybody = [
        {
            "low": low.loc[who].tolist(),
            "high": high.loc[who].tolist(),
            "chain_low": chain_of(result, low.loc[who].tolist()),
            "chain_high": chain_of(result, high.loc[who].tolist()),
            "entry": "perhaps" if pd.isna(rows.loc[who, "place"]) else "in",
        }
        for who in rows.index
    ]
    found = result.robust_members(4, box=25).frame.set_index("subject_id")
    for at, who in enumerate(rows.index):
        told = reference_box.told(at, everybody, [4] * 3, corners, weights)
        assert told["possible"] == (who in found.index)
        if told["possible"]:
            row = found.loc[who]
            places = [row["place_low"], row["place_high"], row["last_high"]]
            assert places == [told["best"], told["worst"], told["last_worst"]]
            assert row["sure"] == (row["last_high"] <= 4 and told["sure"])
            assert [bool(row[key]) for key in ("sure", "attained", "attained_out")] == [
                told[key] for key in ("sure", "attained", "attained_out")
            ]


@pytest.mark.parametrize("k", range(1, 9))
def test_the_safe_box_is_exact(k):
    """On record: below it the named stay, at it two of them are level."""
    result = judged("met", "countable")
    rows, points = ranked(result), profiles(result)
    placed = rows[rows["place"].notna()].index
    everybody = [
        {
            "low": points.loc[who].tolist(),
            "chain_low": chain_of(result, points.loc[who].tolist()),
            "entry": "in",
        }
        for who in placed
    ]
    weights = [350, 300, 200, 150]
    expected = reference_box.flip(everybody, k, weights, weights)
    found = result.robust_members(k)
    assert found.safe_box == (None if expected is None else 100 * expected)
    if expected:
        assert found.flip.within in set(placed[:k])
        assert found.flip.beyond in set(placed[k:])


@pytest.mark.parametrize(("box", "sure"), [(19.9, ["CB0042"]), (20, []), (20.1, [])])
def test_the_ends_of_the_box_belong_to_it(box, sure):
    """At 20 % exactly the two of the unit are level, which is the council's."""
    found = judged().robust_members(1, box=box, within="unit_id").frame
    unit = found[found["group"] == "DV11"]
    assert unit.loc[unit["sure"], "subject_id"].tolist() == sure


def test_margins_are_those_of_the_line():
    result = judged()
    rows = ranked(result)
    points = rows.loc[rows["place"].notna(), "points"].tolist()
    found = result.robust_members(5, box=30).frame.set_index("subject_id")
    for who, row in found.iterrows():
        inside = pd.notna(row["place"]) and row["place"] <= 5
        line = points[5] if inside else points[4]
        assert row["margin"] == pytest.approx(rows.loc[who, "points"] - line)


def test_the_seats_of_a_plan_are_those_of_its_quotas():
    result = judged()
    found = result.robust_members(box=0).frame
    lines = result.quota_lines[result.quota_lines["quota"] == "so_luong_ca_nhan"]
    lines = lines.set_index("subject_id").loc[found["subject_id"]]
    assert found["seats"].tolist() == lines["seats"].tolist()
    assert found["group"].tolist() == lines["group"].tolist()
    sure_within = (lines["line"] == "within") & lines["sure"]
    assert set(sure_within.index[sure_within]) == set(found.loc[found["sure"], "subject_id"])
    units = result.robust_members(subject_kind="unit").frame
    assert set(units["quota"]) == {"so_luong_tap_the"}


def test_quotas_inside_another_are_named_and_not_asked(tmp_path):
    text = BUNDLED.read_text("utf-8").replace(
        "share_per_mille = 150", 'share_per_mille = 150\ninside = "muc_hai"'
    )
    seats = '\n[[quota]]\nid = "muc_hai"\nstatus = "assumption"\nsubjects = ["person"]\nper = "office"\nnumber = 8\n'
    path = tmp_path / "nested.toml"
    path.write_text(text + seats, "utf-8")
    result = lt.evaluate(
        lt.sample_office(seed=7),
        lt.load_plan(path),
        "de_nghi_2025",
        counting="possible",
        gates="countable",
    )
    found = result.robust_members()
    assert set(found.frame["quota"]) == {"muc_hai"}
    assert "so_luong_ca_nhan" in found.sentence
    with pytest.raises(
        lt.InputError, match="no quota of a person by unit_id that stands by itself"
    ):
        result.robust_members(within="unit_id")


def test_without_spread_the_answer_is_that_of_today():
    result = judged()
    rows = ranked(result)
    found = result.robust_members(3, box=0)
    assert set(found.sure) == set(rows.index[(rows["place_high"] <= 3) & rows["place"].notna()])
    assert set(found.possible) == set(rows.index[rows["place_low"] <= 3])


# ---- how it shows


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_is_said_in_both_languages(lang, tmp_path):
    result = judged("provisional", "all", lang)
    answers = [result.can_lead(who) for who in ("CB0033", "CB0056", "CB0061", "CB0001", "DV05")]
    answers += [result.robust_members(), result.robust_members(1, box=47)]
    for at, answer in enumerate(answers):
        text = repr(answer) + answer._repr_html_()
        assert answer.sentence in text.replace("&quot;", '"')
        assert "{" not in answer.sentence + answer.title
        assert answer.to_excel(tmp_path / f"{lang}{at}.xlsx").is_file()
        chart = answer.plot().to_dict()
        assert answer.watermark in chart["title"]["subtitle"]


def test_the_bars_are_the_weights_found_or_the_proof():
    result = judged("provisional", "all")
    found = result.can_lead("CB0061")
    drawn = str(found.plot().to_dict()["datasets"])
    assert all(str(weight) in drawn for weight in found.whole.values())
    assert "Gộp: CB0033" in str(result.can_lead("CB0056").plot().to_dict())


def test_intervals_are_cut_where_there_are_too_many():
    from lantoa.charts import leading

    result = judged()
    found = result.robust_members(5, box=30)
    rows = leading._shown(found)
    assert len(rows) == len(found)
    kept, leading.MOST = leading.MOST, 2
    try:
        rows = leading._shown(found)
        assert len(rows) == 2
        assert not rows["says"].str.contains("chắc chắn").any()
    finally:
        leading.MOST = kept


def test_frames_are_of_the_kind_of_the_office():
    result = judged(frames="polars")
    assert type(result.can_lead("CB0061").frame).__module__.startswith("polars")
    assert type(result.robust_members(5).frame).__module__.startswith("polars")


# ---- what is refused


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"subject_id": "CB0O61"}, 'subject "CB0O61" is not known; did you mean "CB0061"'),
        ({"within": "unit"}, 'within, for a person, "unit" is not known; did you mean "unit_id"'),
        ({"subject_id": "DV05", "within": "unit_id"}, "within, for a unit,"),
        (
            {"low": {"diem_sang_kie": 1}},
            'criterion in low "diem_sang_kie" is not known; did you mean "diem_sang_kien"',
        ),
        ({"high": {"diem_tt_lan_toa": 1}}, 'criterion in high "diem_tt_lan_toa" is not known'),
        ({"low": -1}, "low must be a weight, a whole number between 0 and 1000, not -1"),
        ({"high": {"diem_lan_toa": 0.5}}, r'high\["diem_lan_toa"\] must be a weight'),
        ({"high": True}, "high must be a weight"),
        (
            {"low": 300},
            r"they sum to 1200 to 4000, and weights of a person sum to 1000; lower low by 200",
        ),
        ({"high": 200}, r"they sum to 0 to 800, .*; raise high by 200 in all"),
        (
            {"low": {"diem_lan_toa": 9}, "high": {"diem_lan_toa": 8}},
            r'low\["diem_lan_toa"\] is 9, above',
        ),
    ],
)
def test_what_cannot_be_asked_of_a_lead_is_refused(given, says):
    with pytest.raises(lt.InputError, match=says):
        judged().can_lead(**{"subject_id": "CB0061", **given})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"k": 0}, "k must be a whole number from 1, how many are named; not 0"),
        ({"k": True}, "k must be a whole number from 1"),
        ({"k": 2.5}, "k must be a whole number from 1"),
        ({"box": -1}, "box must lie between 0 and 100 per cent"),
        ({"box": 100.1}, "box must lie between 0 and 100 per cent"),
        ({"box": 0.25}, "box must be in whole tenths of a per cent, not 0.25"),
        ({"box": "much"}, "box must be a number of per cent, not 'much'"),
        ({"box": float("nan")}, "box must be a number of per cent"),
        ({"subject_kind": "people"}, 'subject_kind "people" is not known; did you mean "person"'),
        ({"subject_kind": "unit", "within": "unit_id"}, "within, for a unit,"),
        ({"within": "field"}, "no quota of a person by field that stands by itself; expected k"),
    ],
)
def test_what_cannot_be_asked_of_a_box_is_refused(given, says):
    with pytest.raises(lt.InputError, match=says):
        judged().robust_members(**given)


def test_a_plan_without_points_has_no_weights_to_move(tmp_path):
    import small_plan

    plan = lt.load_plan(small_plan.written(tmp_path, small_plan.TEXT))
    result = lt.evaluate(lt.sample_office(seed=7), plan, "2023-12-31")
    who = result.subjects["subject_id"].iloc[0]
    with pytest.raises(lt.InputError, match="gives a unit no points, so no weights can move"):
        result.can_lead(who)
    with pytest.raises(lt.InputError, match="gives a unit no points"):
        result.robust_members(3, subject_kind="unit")


def test_the_box_may_be_a_fraction_of_tenths():
    result = judged()
    assert result.robust_members(5, box=7.5).box == Fraction(15, 2)
    assert result.robust_members(5, box=Fraction(15, 2)).frame.equals(
        result.robust_members(5, box=7.5).frame
    )
