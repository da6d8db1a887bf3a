"""Scenario files: what is written comes back equal, and what is wrong is told with its place."""

import doctest
import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

import lantoa as lt
import small_plan
from lantoa.criteria import scenario_publishing
from lantoa.criteria.scenario import About
from soaking import examples
from test_scenarios import AMENDED, scenarios

PLAN = "exemplars-2021-2025"


@pytest.fixture(scope="module")
def plan():
    return lt.load_plan(PLAN)


@pytest.fixture(scope="module")
def example(root) -> Path:
    return root / "docs" / "scenarios" / "ba-nam-xuat-sac.toml"


@pytest.fixture
def written(tmp_path):
    """Write a scenario file, and give its path."""

    def writing(text: str) -> Path:
        path = tmp_path / "hoi.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return writing


def schema():
    return json.loads(scenario_publishing.SCHEMA.read_text(encoding="utf-8"))


# --- what a file says


def test_the_example_is_a_scenario_that_its_plan_takes(example, plan):
    scenario = lt.load_scenario(example, plan=plan)
    changed = plan.change(scenario)
    assert scenario.about.id == "ba-nam-xuat-sac"
    assert scenario.reasons["criterion.cn_sang_kien.count"].startswith("Hỏi thêm")
    assert str(scenario).startswith("Nếu đòi ba năm xuất sắc")
    assert changed.criterion("cn_xuat_sac_2_nam").parameters["years"] == 3
    assert changed.criterion("cn_sang_kien").parameters["count"] == 3
    weights = [changed.criterion(f"diem_{one}").parameters["weight"] for one in (
        "nam_xuat_sac", "sang_kien", "bang_khen", "lan_toa",
    )]  # fmt: skip
    assert weights == [300, 400, 171, 129]


def test_the_page_says_what_happens(root):
    page = str(root / "docs" / "scenarios" / "README.md")
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    ran = doctest.testfile(page, module_relative=False, optionflags=flags)
    assert ran.attempted > 6
    assert not ran.failed


def test_editors_know_the_format(example):
    jsonschema.validate(tomllib.loads(example.read_text(encoding="utf-8")), schema())


def test_the_published_schema_is_that_of_the_model():
    made = scenario_publishing.json_schema()
    assert schema() == made, "run python -m lantoa.criteria.scenario_publishing"
    jsonschema.Draft202012Validator.check_schema(made)


@settings(max_examples=examples(100), derandomize=True)
@given(scenarios())
def test_what_is_written_comes_back_equal(tmp_path_factory, scenario):
    path = tmp_path_factory.mktemp("s") / "hoi.toml"
    again = lt.load_scenario(scenario.to_toml(path, plan="small", title='Ba năm "xuất sắc"?'))
    assert again == scenario | lt.Scenario(about=About(plan="small"))
    assert again.reasons == scenario.reasons
    assert (again.about.id, again.about.title) == ("hoi", 'Ba năm "xuất sắc"?')
    jsonschema.validate(_as_json(tomllib.loads(path.read_text(encoding="utf-8"))), schema())
    before = path.read_bytes()
    assert again.to_toml(path).read_bytes() == before


def _as_json(value):
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize(
    "value",
    [
        {"from": 2021, "to": 2024},
        AMENDED,
        date(2025, 10, 1),
        ["unit"],
        [[0, 0], [3, 1000]],
        {"status": ["valid", "khác"], "bang_khen/bo": "x"},
        {},
        [],
        True,
        'ba dấu """ và \\ ',
        lt.scale("3/2"),
        None,
    ],
)
def test_every_sort_of_value_can_be_written(tmp_path, value):
    scenario = lt.Scenario({"a.b": value}, weights="x")
    again = lt.load_scenario(scenario.to_toml(tmp_path / "a.toml", plan="p"))
    assert again == scenario | lt.Scenario(about=About(plan="p"))


def test_of_a_plan_the_fingerprint_is_written_and_checked(tmp_path, plan):
    other = lt.load_plan(small_plan.written(tmp_path))
    path = lt.Scenario({"cn_sang_kien.count": 3}).to_toml(tmp_path / "a.toml", plan=plan)
    scenario = lt.load_scenario(path)
    assert scenario.about.fingerprint == plan.fingerprint
    assert plan.change("cn_xuat_sac_2_nam.years", 3).change(scenario), (
        "its own changes do not matter"
    )
    with pytest.raises(lt.InputError, match=f'meant for the plan "{PLAN}", not for "small"'):
        other.change(scenario)
    topic = lt.load_plan(PLAN, topics="chuyen-de-chuyen-doi-so")
    with pytest.raises(lt.InputError, match="take the fingerprint out of its file or put in this"):
        topic.change(scenario)


def test_scenarios_of_other_plans_do_not_mix():
    one, other = (lt.Scenario({"a.b": 1}, about=About(plan=plan)) for plan in ("x", "y"))
    for both in (lambda: one | other, lambda: one >> other):
        with pytest.raises(lt.InputError, match="meant for other plans: plan x and y"):
            both()
    assert (one | {"c.d": 2}).about.plan == "x"


# --- what is wrong with a file

HEAD = f'format = "scenario/1"\nid = "hoi"\nplan = "{PLAN}"\n'


def entry(*lines):
    return HEAD + "\n[[change]]\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", r"3 problems\s+key format: missing; expected one.*\s+key id: missing"),
        (HEAD.replace("scenario/1", "scenario/2"), 'key format: "scenario/2"; expected scenario/1'),
        (HEAD.replace("plan =", "pln ="), "key pln: not a key of a scenario; did you mean plan"),
        (HEAD.replace('"hoi"', '"hỏi gì"'), 'key id: "hỏi gì"; expected letters, digits'),
        (HEAD + 'fingerprint = "abc"\n', 'key fingerprint: "abc"; expected 64 letters'),
        (HEAD + "weights = 3\n", "key weights: 3; expected"),
        (HEAD + "change = 3\n", r"key change: 3; expected \[\[change\]\]"),
        (HEAD + "change = [3]\n", r"change number 1: 3; expected \[\[change\]\]"),
        (entry("pth = 'a.b'", "set = 1"), "change number 1, key pth: .*did you mean path"),
        (entry("path = 'a.b'"), "change number 1, key set: missing; expected one of set, add"),
        (entry("path = 'a.b'", "set = 1", "add = 1"), "key add: set is there too; expected set or"),
        (entry("path = 'a.b'", "take_back = false"), "key take_back: False; expected"),
        (entry("path = 'a.b'", "add = true"), "key add: True; expected a whole number"),
        (entry("path = 'a.b'", "scale = '3:2'"), 'key scale: "3:2"; expected a whole number'),
        (entry("path = ''", "set = 1"), 'key path: ""; expected a text that is not empty'),
        (entry("path = 'a.b'", "set = 1", "reason = 7"), "key reason: 7; expected a text"),
        (
            entry("path = 'a.b'", "set = 1", "[[change]]", "path = 'criterion.a.b'", "set = 2"),
            'change number 2, key path: "criterion.a.b" is changed by number 1 too',
        ),
        (entry("path = 'a.b'", "set = "), "not TOML: .*line 7"),
    ],
)
def test_a_file_that_is_not_sound_is_told_with_the_place(written, text, told):
    with pytest.raises(lt.InputError, match=rf"(?s)hoi.toml: .*?{told}"):
        lt.load_scenario(written(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (entry("path = 'cn_sang_kien.cout'", "set = 1"), "change number 1: .*count"),
        (entry("path = 'cn_sang_kien.count'", "set = 0"), "change number 1: .*at least 1"),
        (entry("path = 'cn_sang_kien.count'", "scale = '1/3'"), "change number 1: .*2/3 is no"),
        (
            entry("path='cn_luon_tot.except_years'", "add=1", "[[change]]", "path='k.k'", "set=1"),
            'change number 2: path "k.k" is not in the plan',
        ),
        (HEAD.replace(PLAN, "small"), 'hoi.toml: the scenario is meant for the plan "small"'),
    ],
)
def test_a_plan_that_does_not_take_it_is_told_with_the_change(written, plan, text, told):
    with pytest.raises(lt.InputError, match=f"^(hoi.toml: )?{told}"):
        lt.load_scenario(written(text), plan=plan)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(lt.InputError, match="cannot be read"):
        lt.load_scenario(tmp_path / "none.toml")
    path = tmp_path / "utf16.toml"
    path.write_bytes(HEAD.encode("utf-16"))
    with pytest.raises(lt.InputError, match="not UTF-8 text, at byte 0"):
        lt.load_scenario(path)
    with pytest.raises(lt.InputError, match="expected the path of a scenario file, not dict"):
        lt.load_scenario({"a.b": 1})


def test_a_byte_order_mark_and_decomposed_letters_are_read(written):
    text = "\ufeff" + entry("path = 'a.b'", "set = 1", "reason = 'y\u0301 kie\u0302\u0301n'")
    assert lt.load_scenario(written(text)).reasons["a.b"] == "ý kiến"


@pytest.mark.parametrize(
    ("scenario", "named", "told"),
    [
        (lt.Scenario({"a.b": 1}), {}, "for which plan"),
        (lt.Scenario({"a.b": 3}) >> {"a.b": lt.scale("1/2")}, {"plan": "p"}, "3/2 is no whole"),
        (lt.Scenario({"a.b": 1}), {"plan": "p", "id": "à"}, 'key id: "à"; expected letters'),
        (lt.Scenario({"a.b": 1}), {"plan": 3}, "plan: expected what lantoa.load_plan gives"),
    ],
)
def test_what_cannot_be_written_leaves_no_file(tmp_path, scenario, named, told):
    with pytest.raises(lt.InputError, match=told):
        scenario.to_toml(tmp_path / "a.toml", **named)
    assert list(tmp_path.iterdir()) == []
