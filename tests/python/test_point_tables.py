"""Point tables as files: what is not sound is refused by name, with what would have been right."""

import json
import re
import tomllib
from decimal import Decimal

import jsonschema
import pytest

import lantoa as lt
import small_table
from lantoa.tallying import publishing

FAULTS = [
    ('format = "points/1"', 'format = "points/2"', 'key format: "points/2"; expected "points/1"'),
    ("scale = 100", "scale = 0", "key table.scale: 0; expected at least 1"),
    ("scale = 100", "scale = 1", "item a1, key cap: 1.5; expected whole parts of a point"),
    ("base = 3", "bse = 3", "item a1, key bse: not a key of points/1 here; did you mean base?"),
    ("base = 3", 'base = "3"', 'item a1, key base: "3"; expected a number such as 0.5'),
    ("base = 3", "base = nan", "item a1, key base: NaN; expected a number"),
    ("base = 3", "base = 1e30", "item a1, key base: 1E+30; expected at most"),
    ("base = 3", "base = true", "item a1, key base: true; expected a number"),
    ("base = 3\n", "", "item a1, key base: missing"),
    ("points = -0.5", "points = -0.505", "rule a1.1, key points: -0.505; expected whole parts"),
    ("points = -0.5", "point = -0.5", "rule a1.1, key point: not a key of points/1 here"),
    ('kind = "per_case", points = 1', 'kind = "per_cse", points = 1', "did you mean per_case?"),
    ('id = "a1.2"', 'id = "A.1.1"', "rule A.1.1, key id: rule a1.1 has it too"),
    ('id = "a2"', 'id = "total"', "item total, key id: the total has it too"),
    ('id = "a2"', 'id = "a 2"', "expected letters, digits"),
    ("cap = 1.5", "cap = -1.5", "item a1, key cap: -1.5; expected at least 0"),
    (
        "cap = 1.5",
        'caps = [{ rules = ["a1.3"], of = "deductions", at_most = 1 }]',
        'item a1, key caps.rules: "a1.3" is no rule of the item; did you mean a1.1?',
    ),
    (
        "cap = 1.5",
        'caps = [{ rules = ["a1.2"], of = "deductions", at_most = 1 }]',
        "item a1, key caps: no rule it names has deductions",
    ),
    (
        "cap = 1.5",
        'caps = [{ rules = ["a1.1", "a1.2"], of = "bonuses", at_most = 1 }, '
        '{ rules = ["a1.2"], of = "bonuses", at_most = 1 }]',
        "item a1, key caps: two caps share a1.2; expected the smaller set first",
    ),
    ("base = 2", "base = 2\ncap = 1", "item a2, key cap: no rule of the item deducts"),
    ("base = 2", 'base = 2\ngroup = "g"', 'item a2, key group: "g" is no group'),
    (
        "base = 2",
        "base = 2\nclamp = { least = 2, most = 1 }",
        "key clamp.least: 2; expected at most 1",
    ),
    (
        'evidence = "q"',
        'evidence = "p"',
        'rule a2.1, key evidence: "p" is no evidence; did you mean q?',
    ),
    ('kind = "share"', 'kind = "flag"', 'rule a2.1, key evidence: "q" is a flag'),
    ("less_than = 90", "less_than = 91", "overlap; expected each value in one band at the most"),
    ("less_than = 90", "at_most = 90", "overlap"),
    ("less_than = 90", "less_than = 50", "nothing lies in at_least = 50, less_than = 50"),
    ("at_least = 50", "at_least = 50, more_than = 51", "two ends on one side"),
    ("at_least = 50, less_than = 90, points = 1", "points = 1", "a range without an end"),
    ("less_than = 90, points = 1", "less_than = 90", "rule a2.1, key bands.points: missing"),
    ("at_least = 50", "at_least = 2022-01-31", "a day beside a number"),
    ("at_least = 50", "at_least = 50.1234567", "at most 6 places behind the point"),
    ("at_least = 50", "at_least = -50", "expected from 0"),
    ("points = 1, vi", "points = -1, if_no_deduction = true, vi", "the rule itself deducts"),
]


@pytest.mark.parametrize(("was", "now", "message"), FAULTS, ids=[fault[2][:60] for fault in FAULTS])
def test_a_fault_is_told_by_name(tmp_path, was, now, message):
    assert was in small_table.TEXT
    text = small_table.TEXT.replace(was, now, 1)
    with pytest.raises(lt.InputError, match=re.escape(message)) as caught:
        small_table.table(tmp_path, text)
    assert "small.toml" in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path):
    text = small_table.TEXT.replace("base = 3", "bse = 3").replace("scale = 100", "scale = 0")
    with pytest.raises(lt.InputError, match="3 problems") as caught:
        small_table.table(tmp_path, text)
    assert len(caught.value.problems) == 3


def test_a_cap_of_what_is_part_of_the_base_bounds_nothing(tmp_path):
    cap = 'base = 2\ncaps = [{ rules = ["a2.1"], of = "bonuses", at_most = 1 }]'
    text = small_table.TEXT.replace("base = 2", cap)
    small_table.table(tmp_path, text)
    with pytest.raises(lt.InputError, match="item a2, key caps: no rule it names has bonuses"):
        small_table.table(tmp_path, text.replace('"steps"', '"steps", gives = "base"'))


def test_groups_may_not_lie_inside_themselves(tmp_path):
    groups = "".join(
        f'[[group]]\nid = "{one}"\nvi = "x"\nen = "x"\ninside = "{other}"\n'
        for one, other in (("g", "h"), ("h", "g"))
    )
    with pytest.raises(lt.InputError, match="group g, key inside: lies inside itself"):
        small_table.table(tmp_path, small_table.HEAD + groups + small_table.BODY)


@pytest.mark.parametrize("text", ["", "format = ", "[[item]]\n" * 3, "x = " + "[" * 5000])
def test_no_table_is_refused(tmp_path, text):
    with pytest.raises(lt.InputError, match=re.escape("small.toml: ")):
        small_table.table(tmp_path, text)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "bad.toml").write_bytes(b'format = "\xff"')
    with pytest.raises(lt.InputError, match="not UTF-8"):
        lt.load_point_table(tmp_path / "bad.toml")


@pytest.mark.parametrize("source", [None, 7, "no/such.toml", "tien-gian"])
def test_a_table_that_is_not_there_is_refused(source):
    with pytest.raises(lt.InputError):
        lt.load_point_table(source)


def test_decomposed_letters_are_the_same_table(tmp_path):
    import unicodedata

    table = small_table.table(tmp_path, lang="vi")
    (tmp_path / "nfd").mkdir()
    same = small_table.table(
        tmp_path / "nfd", unicodedata.normalize("NFD", small_table.TEXT), lang="vi"
    )
    assert same.title == table.title == "Bảng nhỏ"
    assert same.fingerprint == table.fingerprint


def test_numbers_are_what_they_say(tmp_path):
    table = small_table.table(tmp_path)
    assert table.layout.rules[0][1].points == Decimal("-0.5")
    same = small_table.table(tmp_path, small_table.TEXT.replace("-0.5", "-0.50"))
    assert same.fingerprint == table.fingerprint
    other = small_table.table(tmp_path, small_table.TEXT.replace("-0.5", "-0.51"))
    assert other.fingerprint != table.fingerprint


def test_the_gaps_of_a_table_are_found(tmp_path):
    group = '[[group]]\nid = "g"\nvi = "x"\nen = "x"\npoints = 6\n'
    body = small_table.BODY.replace("base = 3", 'base = 3\ngroup = "g"').replace(
        "base = 2", 'base = 2\ngroup = "g"'
    )
    table = small_table.table(tmp_path, small_table.HEAD + group + body)
    assert table.gaps[["at", "kind"]].to_numpy().tolist() == [["a2.1", "no_band"], ["g", "sum"]]
    assert table.gaps["says"].tolist() == [
        "Share: below 50 % lies in no band",
        "group g is said to have 6 points, its items have 5",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("rule.a1.3.points", 'rule "a1.3" is not known; did you mean "a1.1"?'),
        ("rules.a1.1.points", 'the part "rules" is not known; did you mean "rule"?'),
        ("item.a1.caps.x", 'item "a1.caps" is not known'),
        ("rule.a1.1.pints", "not a key of points/1 here; did you mean points?"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(tmp_path, path, message):
    with pytest.raises(lt.InputError, match=re.escape(message)):
        small_table.table(tmp_path).change(path, 1)


def test_a_change_leaves_the_table_alone(tmp_path):
    table = small_table.table(tmp_path)
    before = table.fingerprint
    changed = table.change({"rule.a1.1.points": -0.1, "item.a1.cap": None})
    assert table.fingerprint == before != changed.fingerprint
    assert changed.layout.rules[0][1].points == Decimal("-0.1")


@pytest.mark.parametrize("frames", ["pandas", "polars", "pyarrow"])
def test_frames_are_of_the_kind_asked_for(tmp_path, frames):
    table = small_table.table(tmp_path, frames=frames)
    for frame in (table.items, table.rules, table.evidence, table.gaps, table.assumptions):
        assert type(frame).__module__.startswith(frames)


def test_it_prints_in_both_languages(tmp_path):
    for lang, said in (("vi", "Mục a1"), ("en", "Item a1")):
        table = small_table.table(tmp_path, lang=lang)
        assert said in repr(table)
        assert said in table._repr_html_()


def test_the_schema_is_published_as_it_is_made():
    written = json.loads(publishing.SCHEMA.read_text(encoding="utf-8"))
    assert written == publishing.json_schema()


def plain(text):
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_the_schema_knows_the_bundled_table_and_refuses_what_is_misspelt():
    validator = jsonschema.Draft202012Validator(publishing.json_schema())
    bundled = (publishing.SCHEMA.parent / "tien-giang-2022.toml").read_text(encoding="utf-8")
    assert list(validator.iter_errors(plain(bundled))) == []
    assert list(validator.iter_errors(plain(small_table.TEXT.replace("base = 3", "bse = 3"))))
