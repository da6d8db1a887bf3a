"""Every way to get a plan wrong is told, with its criterion, its key and the nearest valid name."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import small_plan
from lantoa.criteria import load_plan
from lantoa.criteria.checking import problems_of_content
from soaking import examples

FAULTS = tomllib.loads(Path(__file__).with_name("plan_faults.toml").read_text("utf-8"))["fault"]


def broken(fault):
    """The small plan with one fault of the catalogue."""
    text = small_plan.edited(fault["old"], fault["new"])
    for old, new in fault.get("also", {}).items():
        text = small_plan.edited(old, new, text)
    return text


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_a_fault_is_told_with_its_place_and_the_nearest_valid_name(fault, tmp_path):
    path = small_plan.written(tmp_path, broken(fault))
    with pytest.raises(lt.InputError) as caught:
        load_plan(path)
    for text in fault["told"]:
        assert text in str(caught.value)
    assert str(caught.value).startswith("small.toml: ")
    assert caught.value.problems


def test_all_faults_are_told_at_once(tmp_path):
    text = small_plan.edited("except_years = 0", "exept_years = 0")
    text = text.replace('fact     = "family"', 'fact     = "famly"')
    text = text.replace("as_of    = 2022-06-30", "as_of    = 2024-06-30")
    with pytest.raises(lt.InputError, match="3 problems") as caught:
        load_plan(small_plan.written(tmp_path, text))
    assert [problem.where for problem in caught.value.problems] == [
        "criterion always_good",
        "criterion family_now",
        "milestone the_end",
    ]
    assert caught.value.problems[1].key == "fact"
    assert caught.value.problems[1].nearest == "family"


def test_what_is_not_toml_is_told_with_its_line(tmp_path):
    path = small_plan.written(tmp_path, small_plan.edited("k        = 1", "k        = "))
    with pytest.raises(lt.InputError, match=r"small.toml: not TOML: .*line \d+"):
        load_plan(path)


def test_what_is_not_utf8_is_told(tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes('vi = "tốt"'.encode("utf-16"))
    with pytest.raises(lt.InputError, match=r"latin\.toml: not UTF-8"):
        load_plan(path)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("exemplars-2021-205", 'did you mean "exemplars-2021-2025"'),
        ("nowhere.toml", "there is no such plan file"),
        ("nowhere/plan", "there is no such plan file"),
    ],
)
def test_a_plan_that_is_not_there_is_told(source, told):
    with pytest.raises(lt.InputError, match=told):
        load_plan(source)


def test_lang_is_vi_or_en():
    with pytest.raises(lt.InputError, match='lang "fr" is not known'):
        load_plan("exemplars-2021-2025", lang="fr")


# What may stand anywhere in a TOML file, right or wrong.
anything = st.recursive(
    st.one_of(
        st.none().map(lambda _: ""),
        st.booleans(),
        st.integers(-3, 3000),
        st.floats(0, 1),
        st.sampled_from(["unit", "rating", "all", "hoan_thanh", "either", "x"]),
        st.dates(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["value", "from", "id", "set"]), inner, max_size=2),
    ),
    max_leaves=4,
)


def places(value, path=()):
    """Every place in nested tables and lists."""
    items = enumerate(value) if isinstance(value, list) else value.items()
    for key, item in items:
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


@given(st.data())
@settings(max_examples=examples(150))
def test_no_file_makes_the_checker_stumble(data):
    content = tomllib.loads(small_plan.TEXT)
    for _ in range(data.draw(st.integers(1, 2))):
        *way, key = data.draw(st.sampled_from(list(places(content))))
        table = content
        for step in way:
            table = table[step]
        if data.draw(st.booleans()):
            table[key] = data.draw(anything)
        else:
            del table[key]
    told = problems_of_content(content)
    assert all(str(problem) for problem in told)
