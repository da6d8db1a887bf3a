"""Scenarios keep the laws of ``|`` and ``>>``, edits are exact, and weights still make the total."""

import pickle
from datetime import date
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_weights
import small_plan
from lantoa.criteria.weights import shared
from soaking import examples

some = settings(max_examples=examples(150), derandomize=True)

THIRD = """
[[criterion]]
id       = "points_idea"
vi       = "Điểm sáng kiến"
en       = "Points for ideas"
subjects = ["person"]
role     = "scored"
status   = "assumption"
kind     = "scored"
statistic_of = "an_idea"
map      = [[0, 0], [1, 1000]]
weight   = 350
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return written(tmp_path_factory.mktemp("plan"))


def written(folder, second="300", third="350"):
    """The small plan with three scored criteria: 350, 300 and 350."""
    text = small_plan.TEXT.replace("weight   = 600", "weight   = 350")
    text = text.replace("weight   = 400", f"weight   = {second}") + THIRD.replace(
        "= 350", f"= {third}"
    )
    return lt.load_plan(small_plan.written(folder, text))


@cache
def bundled():
    return lt.load_plan("exemplars-2021-2025")


# --- laws

AMENDED = [{"value": 1, "from": date(2021, 1, 1)}, {"value": 2, "from": date(2022, 5, 1)}]
EDITS = [lt.add(1), lt.add(-1), lt.scale(2), lt.scale("1/2")]
CHOICES = {
    "criterion.always_good.except_years": [0, 1, 2, None, *EDITS],
    "criterion.two_excellent.years": [1, 2, 3, AMENDED, None, *EDITS],
    "criterion.two_excellent.consecutive": [True, False, None],
    "criterion.an_award.level_at_least": ["giay_khen/co_so", "bang_khen/tinh"],
    "criterion.acclaimed.share_at_least": [500, 700, None, lt.add(100)],
    "criterion.acclaimed.share_more_than": [500, 700, None],
    "quota.inner.share_per_mille": [100, 200, None, lt.scale("3/2")],
    "quota.inner.number": [1, 2, None],
    "quota.inner.rounding": ["up", "down", None],
    "quota.inner.minimum_places": [1, 0, None, lt.add(1)],
    "criterion.points_years.weight": [350, 500, 0, None, lt.add(50)],
    "criterion.points_award.weight": [300, 100, None, lt.scale("1/3")],
    "reading.how_many": ["two", "three", "good", None],
    "reading.belonging": ["then", "throughout", None],
}
WEIGHTS = ["keep", "proportional", "proportional", "points_idea"]
SECTIONS = ("criterion.", "quota.")


@st.composite
def scenarios(draw, *, spelled=True):
    paths = draw(st.lists(st.sampled_from(sorted(CHOICES)), unique=True, max_size=4))
    changes = {}
    for path in paths:
        short = spelled and path.startswith(SECTIONS) and draw(st.booleans())
        name = path.partition(".")[2] if short else path
        changes[name] = draw(st.sampled_from(CHOICES[path]))
    reasons = {path: draw(st.sampled_from(["vì", "do", " "])) for path in list(changes)[:2]}
    return lt.Scenario(changes, weights=draw(st.sampled_from(WEIGHTS)), reasons=reasons)


def or_refusal(question):
    try:
        return question()
    except lt.InputError as error:
        return "refused" if "both scenarios" in str(error) else error


@some
@given(scenarios(), scenarios())
def test_both_is_the_same_in_any_order(one, other):
    found, turned = or_refusal(lambda: one | other), or_refusal(lambda: other | one)
    assert found == turned
    if found != "refused":
        assert (str(found), hash(found)) == (str(turned), hash(turned))


@some
@given(scenarios(), scenarios(), scenarios())
def test_both_is_associative(a, b, c):
    assert or_refusal(lambda: (a | b) | c) == or_refusal(lambda: a | (b | c))


@some
@given(scenarios())
def test_nothing_more_and_itself_again_change_nothing(a):
    for found in (a | a, a | lt.Scenario(), lt.Scenario() | a, a | {}, {} | a):
        assert (found, str(found)) == (a, str(a))
    assert a >> lt.Scenario() == lt.Scenario() >> a == a


@some
@given(scenarios(), scenarios())
def test_a_conflict_names_the_path(one, other):
    found = or_refusal(lambda: one | other)
    if found == "refused":
        with pytest.raises(lt.InputError) as error:
            one | other
        named = [path for path in (*one, *other) if f"change {path}: " in str(error.value)]
        rules = {one.weights, other.weights} - {"keep"}
        assert named or len(rules) == 2


@some
@given(scenarios(), scenarios(), scenarios())
def test_one_after_the_other_is_associative(a, b, c):
    assert (a >> b) >> c == a >> (b >> c)


def changed(plan, scenario):
    """The changed plan, or None where there is none."""
    try:
        return plan.change(scenario)
    except lt.InputError:
        return None


def expect_one_after_the_other(plan, a, b):
    first = changed(plan, a)
    both = changed(first, b) if first else None
    assume(both)
    assert plan.change(a >> b) == both
    assert plan.change(a >> b).scenario == both.scenario
    assert plan.change(a >> b).readings == both.readings


@settings(some, max_examples=examples(120))
@given(scenarios(), scenarios())
def test_one_change_after_another_is_both(plan, a, b):
    expect_one_after_the_other(plan, a, b)


@settings(some, max_examples=examples(120))
@given(scenarios(), scenarios(), scenarios())
def test_also_of_a_plan_that_was_changed(plan, before, a, b):
    start = changed(plan, before)
    assume(start)
    expect_one_after_the_other(start, a, b)


@settings(some, max_examples=examples(120))
@given(scenarios(), scenarios())
def test_the_difference_makes_one_plan_out_of_the_other(plan, one, other):
    first, second = changed(plan, one), changed(plan, other)
    assume(first)
    assume(second)
    assert first.apply(first.diff(second)) == second
    assert plan.apply(plan.diff(first)) == first
    assert first.diff(first) == lt.Scenario()


@settings(some, max_examples=examples(60))
@given(scenarios(spelled=False))
def test_equal_rules_have_equal_fingerprints_whatever_road_led_to_them(plan, scenario):
    found = changed(plan, scenario)
    assume(found)
    set_outright = {**found._book.laid, **{f"reading.{q}": r for q, r in found.readings.items()}}
    by_hand = plan.change(set_outright)
    assert (by_hand, by_hand.fingerprint) == (found, found.fingerprint)


# --- edits


@pytest.mark.parametrize(
    ("edits", "years"),
    [
        ([3, lt.add(-1)], 2),
        ([lt.add(1), lt.add(-1)], 2),
        ([lt.scale("1/2"), lt.scale(2)], 2),
        ([lt.scale("1.5"), lt.add(-2)], 1),
        ([3, lt.scale("1/2"), lt.add("1/2")], 2),
        ([3, None, lt.add(1)], 3),
        ([lt.add(1), None], 2),
        ([lt.add(1), 1], 1),
    ],
)
def test_edits_go_on_from_one_another(plan, edits, years):
    both = lt.Scenario()
    for edit in edits:
        both >>= lt.Scenario({"two_excellent.years": edit})
    assert plan.change(both) == plan.change("two_excellent.years", years)


def test_an_edit_moves_what_the_reading_in_force_sets(plan):
    read = plan.change({"how_many": "three", "two_excellent.years": lt.add(-2)})
    assert read == plan.change("two_excellent.years", 1)
    assert plan.change("two_excellent.years", lt.add(-1)).change("how_many", "three") == plan


def test_every_part_of_an_amended_value_is_edited(plan):
    amended = plan.change({"two_excellent.years": AMENDED}).change("two_excellent.years", lt.add(1))
    parts = amended.scenario["criterion.two_excellent.years"]
    assert [part["value"] for part in parts] == [2, 3]


def test_a_default_that_the_file_leaves_out_can_be_edited(plan):
    assert plan.change("policy.min_rated_years", lt.add(1)).policy["min_rated_years"] == 3


@pytest.mark.parametrize(
    ("number", "exact"),
    [(2, 2), ("-1", -1), ("3/2", "3/2"), ("1.5", "3/2"), (Fraction(1, 3), "1/3"), (np.int64(4), 4)],
)
def test_numbers_are_exact(number, exact):
    assert lt.add(number).plus == Fraction(exact) == lt.scale(number).factor


def test_edits_are_told():
    scenario = lt.Scenario({"a.b": lt.add(1), "c.d": lt.scale("3/2")}, weights="proportional")
    assert str(scenario).splitlines() == [
        "a.b            + 1",
        "c.d            × 3/2",
        "other weights  proportional",
    ]
    assert "<td>× 3/2</td>" in scenario._repr_html_()
    later = scenario >> {"a.b": lt.scale(2)} >> {"c.d": None} >> {"c.d": lt.add(-1)}
    assert [str(edit) for edit in later.values()] == ["× 2 + 2", "taken back, - 1"]


# --- weights

weights = st.lists(st.integers(0, 1000), min_size=1, max_size=4)


@some
@given(st.integers(0, 1000), weights)
def test_shares_are_those_of_the_slow_way(total, parts):
    named = {str(number): part for number, part in enumerate(parts)}
    assume(sum(parts))
    found = list(shared(total, named).values())
    assert found == reference_weights.shared(total, parts)
    assert reference_weights.is_nearest(found, total, parts)


@some
@given(st.integers(0, 1000), st.integers(0, 1000))
def test_other_weights_share_the_rest(plan, first, second):
    scenario = {"points_years.weight": first, "points_award.weight": second}
    one = plan.change(lt.Scenario({"points_years.weight": first}, weights="proportional"))
    told = {c.id: c.parameters["weight"] for c in one.criteria if c.kind == "scored"}
    rest = reference_weights.shared(1000 - first, [300, 350])
    assert list(told.values()) == [first, *rest]
    if first + second <= 1000:
        both = plan.change(lt.Scenario(scenario, weights="points_idea"))
        assert both == plan.change(lt.Scenario(scenario, weights="proportional"))
        assert both.criterion("points_idea").parameters["weight"] == 1000 - first - second
    else:
        with pytest.raises(lt.InputError, match=f"= {first + second} were set, expected at most"):
            plan.change(lt.Scenario(scenario, weights="proportional"))


def test_a_sum_that_is_right_moves_nothing(plan):
    scenario = {"points_years.weight": 300, "points_award.weight": 350}
    for rule in ("proportional", "points_idea"):
        assert plan.change(lt.Scenario(scenario, weights=rule)) == plan.change(scenario)


def test_another_total_is_shared_too(plan):
    moved = plan.change(lt.Scenario({"scoring.points_total": 500}, weights="proportional"))
    told = [c.parameters["weight"] for c in moved.criteria if c.kind == "scored"]
    assert told == [175, 150, 175]


def test_the_other_sort_of_subject_stays():
    scenario = lt.Scenario({"diem_sang_kien.weight": 400}, weights="proportional")
    moved = bundled().change(scenario)._book.laid
    assert moved == {
        "criterion.diem_sang_kien.weight": 400,
        "criterion.diem_nam_xuat_sac.weight": 300,
        "criterion.diem_bang_khen.weight": 171,
        "criterion.diem_lan_toa.weight": 129,
    }


def test_amended_weights_move_day_by_day(tmp_path):
    amended = [
        "[{ value = 200, from = 2021-01-01 }, { value = 300, from = 2022-01-01 }]",
        "[{ value = 450, from = 2021-01-01 }, { value = 350, from = 2022-01-01 }]",
    ]
    plan = written(tmp_path, *amended)
    moved = plan.change(lt.Scenario({"points_years.weight": 610}, weights="proportional"))
    for day, expected in (("2021-06-30", [610, 120, 270]), ("2022-06-30", [610, 180, 210])):
        rules = moved.resolved(day)["criteria"]
        assert [rule["weight"] for rule in rules if rule["kind"] == "scored"] == expected


def test_a_weight_that_moved_along_is_marked_as_changed(plan):
    moved = plan.change(lt.Scenario({"points_years.weight": 500}, weights="points_idea"))
    rows = moved.parameters.set_index("path").loc["criterion.points_idea.weight"]
    assert (rows["value"], rows["status"]) == (200, "changed")


# --- parts, grids, copies


def test_a_part_of_a_scenario_keeps_what_it_says_of_weights():
    whole = lt.Scenario({"a.b": 1, "c.d": 2}, weights="proportional", reasons={"a.b": "vì"})
    part = whole.only(["a.b"])
    assert (dict(part), part.weights, dict(part.reasons)) == (
        {"a.b": 1},
        "proportional",
        {"a.b": "vì"},
    )
    assert whole.only([]) == lt.Scenario(weights="proportional")


def test_a_grid_has_every_combination_in_the_order_it_was_given():
    cells = lt.Scenario.grid({"b.x": range(2), "a.y": ["u", "v", "w"]}, weights="proportional")
    assert len(cells) == 6
    assert [tuple(cell[path] for path in ("b.x", "a.y")) for cell in cells] == [
        (0, "u"), (0, "v"), (0, "w"), (1, "u"), (1, "v"), (1, "w"),
    ]  # fmt: skip
    assert cells[-1] == cells[5:][0] == lt.Scenario({"a.y": "w", "b.x": 1}, weights="proportional")
    assert repr(cells) == "6 scenarios: b.x (2) × a.y (3)"
    with pytest.raises(IndexError, match="none is number 6"):
        cells[6]
    assert len(lt.Scenario.grid({"a.b": range(1000), "c.d": range(1000)})) == 1_000_000


def test_reasons_explain_and_make_no_difference():
    one, other = (lt.Scenario({"a.b": 1}, reasons={"a.b": why}) for why in ("vì", "do"))
    assert one == other
    assert str(one | other) == str(other | one) == "a.b  1  do; vì"
    assert str(one >> {"a.b": 2}) == "a.b  2"
    assert str(one >> {"a.b": lt.add(2)}) == "a.b  3  vì"
    assert str(one >> lt.Scenario({"a.b": 2}, reasons={"a.b": "do"})) == "a.b  2  do"


def test_a_scenario_is_copied_whole_and_never_changes():
    one = lt.Scenario({"a.b": lt.add(1)}, weights="x", reasons={"a.b": "vì"})
    copy = pickle.loads(pickle.dumps(one))
    assert (copy, str(copy), hash(copy)) == (one, str(one), hash(one))
    with pytest.raises(AttributeError, match="never changes"):
        one.weights = "keep"


@pytest.mark.parametrize("topics", [(), ("chuyen-de-chuyen-doi-so",)])
def test_every_row_of_parameters_is_a_path(topics):
    plan = lt.load_plan("exemplars-2021-2025", topics=topics)
    frame = plan.parameters
    one_by_one = frame.iloc[::7].itertuples()
    assert all(plan.change(row.path, row.value) == plan for row in one_by_one)
    at_once = {row.path: row.value for row in frame.itertuples() if row.value is not None}
    assert plan.change(at_once) == plan
    assert len(at_once) > 200


def test_every_row_of_the_draft_of_another_plan_is_a_path_too(tmp_path):
    draft = lt.new_plan(tmp_path / "moi.toml", (2026, 2030))
    rows = [row for row in draft.parameters.itertuples() if row.value is not None]
    assert draft.change({row.path: row.value for row in rows}) == draft
