"""A plan file as an adversary: whatever stands in it, one message with criterion, key and nearest."""

import errno
import os
import random
import unicodedata
from pathlib import Path

import pytest

import lantoa as lt
import small_plan
from lantoa.criteria import load_plan
from small_plan import TEXT, edited


def told(folder, content):
    path = folder / "small.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(lt.InputError) as caught:
        load_plan(path)
    assert str(caught.value).startswith("small.toml: ")
    return str(caught.value)


# Files that are no plan


@pytest.mark.parametrize("content", ["", "  \n\n", "# nothing here", b"\xef\xbb\xbf"])
def test_an_empty_file_says_what_a_plan_starts_with(content, tmp_path):
    says = told(tmp_path, content)
    assert 'key format: missing; expected "criteria/1"' in says
    assert "key plan: missing; expected a table [plan]" in says
    assert "key scope: missing; expected a table [scope]" in says


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"format": "criteria/1"}', "not TOML: Invalid statement (at line 1, column 1)"),
        ("format: criteria/1\n", "not TOML"),
        ("a = = b", "not TOML: Invalid value (at line 1, column 5)"),
        (edited('clause   = "1"', 'clause   = "1"\nclause   = "2"'), "not TOML: Cannot overwrite"),
        (TEXT + "\n[policy]\n", "not TOML: Cannot declare"),
        (TEXT.encode("utf-16"), "not UTF-8 text, at byte 0"),
        (b"PK\x03\x04\xff", "not UTF-8 text"),
        ("\0" * 100, "not TOML"),
        ("a = " + "[" * 5000 + "]" * 5000, "not TOML: brackets nested too deep"),
        ("a = " + "9" * 5000, "not TOML: Exceeds the limit"),
    ],
)
def test_what_is_no_toml_says_so_with_its_place(content, says, tmp_path):
    assert says in told(tmp_path, content)


def test_a_megabyte_of_nonsense_is_told_in_a_page(tmp_path):
    says = told(tmp_path, "\n".join(f'k{i} = "{"x" * 40}"' for i in range(20_000)))
    assert "20003 problems" in says
    assert "key k0: not a table of a plan; did you mean plan?" in says
    assert says.endswith("\n  and 19953 more")
    assert len(says) < 5000


def test_a_megabyte_of_bytes_is_told_in_a_line(tmp_path):
    generator = random.Random(7)
    assert "not UTF-8 text, at byte" in told(tmp_path, b"a" + generator.randbytes(1_000_000))


@pytest.mark.parametrize("source", [None, 3, b"plan", {}, ["a"]])
def test_what_is_no_name_of_a_plan_says_what_is_expected(source):
    with pytest.raises(lt.InputError, match="expected the name of a plan or the path of a TOML"):
        load_plan(source)


@pytest.mark.parametrize("source", ["x" * 5000, "", "a\0b", "exemplars-2021-2024"])
def test_a_name_that_is_none_names_the_nearest(source):
    with pytest.raises(lt.InputError, match='did you mean "exemplars-2021-2025"'):
        load_plan(source)


def test_a_plan_file_that_is_missing_names_the_one_beside_it(tmp_path):
    small_plan.written(tmp_path)
    with pytest.raises(lt.InputError) as caught:
        load_plan(tmp_path / "smal.toml")
    assert str(caught.value).endswith(
        f"there is no such plan file; did you mean {tmp_path / 'small.toml'}?"
    )
    with pytest.raises(lt.InputError, match=r"there is no such plan file$"):
        load_plan(tmp_path / "nowhere" / "plan.toml")
    with pytest.raises(lt.InputError, match="there is no such plan file"):
        load_plan(tmp_path)


def test_a_plan_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    path = small_plan.written(tmp_path)

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "read_text", refuse)  # root may read anything
    with pytest.raises(lt.InputError, match="cannot be read: Permission denied"):
        load_plan(path)


# Misspelt keys, at every level


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[plan]", "[plann]", "key plann: not a table of a plan; did you mean plan?"),
        ('id       = "clean"', 'idd      = "clean"', "criterion number 9, key id: missing"),
        ('title  = "A', 'titel  = "A', "plan, key titel: not a key of plan; did you mean title?"),
        ("from = 2021, to", "form = 2021, to", "plan, key window.form: not a key of window; did you mean from?"),
        ("month = 12, day = 15", "monht = 12, day = 15", "fact ratings, key closes.monht: not a key of closes; did you mean month?"),
        ('where     = { status = "valid"', 'where     = { statuss = "valid"', 'fact awards, key where.statuss: "statuss" is no column of commendations; did you mean status?'),
        ('status = "valid"', 'status = "vald"', 'fact awards, key where.status: "vald" is no code of status; did you mean valid?'),
        ("equivalent = ", "equivalents = ", "scale award, key equivalents: not a key of scale; did you mean equivalent?"),
        ("share_per_mille = 200", "share_per_mile = 200", "quota inner, key share_per_mile: not a key of quota; did you mean share_per_mille?"),
        ("points_total = ", "point_total = ", "scoring, key point_total: not a key of scoring; did you mean points_total?"),
        ("ties.person", "ties.persons", "scoring, key ties.persons: not a key of ties; did you mean person?"),
        ('purpose  = "interim"', 'purpos  = "interim"', "milestone half_way, key purpos: not a key of milestone; did you mean purpose?"),
        ("belongs  = ", "belong  = ", "scope, key belong: not a key of scope; did you mean belongs?"),
        ('note   = "two', 'notes  = "two', "criterion two_excellent, key interpretation.notes: not a key of interpretation; did you mean note?"),
        ('role = ["head"]', 'role = ["haed"]', 'criterion head_tied, key only_if.role: "haed"; expected member, deputy or head; did you mean head?'),
        ('{ verdict = "met", gates', '{ verdit = "met", gates', "milestone the_end, key counting.verdit: not a key of counting; did you mean verdict?"),
        ('inherits = [', 'inherit  = [', "track topic, key inherit: not a key of track; did you mean inherits?"),
    ],
)  # fmt: skip
def test_a_misspelt_key_names_its_owner_and_the_nearest(old, new, says, tmp_path):
    assert says in told(tmp_path, edited(old, new))


# Wrong types, years and thresholds


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("from = 2021, to = 2023", "from = 0, to = 3", "plan, key window.from: 0; expected at least 1900"),
        ("from = 2021, to = 2023", "from = 20210, to = 20230", "plan, key window.from: 20210; expected at most 2200"),
        ("from = 2021, to = 2023", "from = 1950, to = 2023", "plan, key window: 74 years; expected 1 to 32 years"),
        ("from = 2021, to = 2023", "from = 2021.0, to = 2023", "plan, key window.from: 2021.0; expected a whole number"),
        ("from = 2021, to = 2023", 'from = "2021", to = 2023', 'plan, key window.from: "2021"; expected a whole number'),
        ("per_mille = 800", "per_mille = nan", "criterion takes_part, key per_mille: nan; expected a whole number"),
        ("except_years = 0", "except_years = -1", "criterion always_good, key except_years: -1; expected at least 0"),
        ("except_years = 0", "except_years = 3000000000", "criterion always_good, key except_years: 3000000000; expected at most"),
        ('is       = "hoan_thanh_xuat_sac"', "is       = 4", "criterion two_excellent, key is: 4; expected"),
        ('is       = "hoan_thanh_xuat_sac"', 'is       = "xuat sac"', 'criterion two_excellent, key is: "xuat sac" is no level of scale rating; did you mean'),
        ("more_than = 1000", "more_than = -1", "criterion targets_met, key more_than: -1; expected"),
        ('id       = "family_now"', 'id       = " family_now"', "expected letters, digits, _ and - only"),
        ('id       = "family_now"', 'id       = 7', "criterion number 3, key id: 7; expected an id"),
        ('of       = ["an_idea", "a_copy"]', 'of       = ["An_idea", "a_copy"]', 'criterion either, key of: "An_idea" is no criterion; did you mean an_idea?'),
        ('[[criterion]]\nid       = "clean"', '[criterion.x]\nid       = "clean"', "criterion"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_says_what_is_expected(old, new, says, tmp_path):
    assert says in told(tmp_path, edited(old, new))


# Circles


def part(one, asked):
    return (
        f'\n[[criterion]]\nid = "{one}"\nvi = "x"\nen = "x"\nsubjects = ["person"]\nrole = "part"\n'
        f'nature = "countable"\nkind = "k_of"\nk = 1\nof = ["{asked}"]\n'
    )


def test_a_link_to_itself_is_a_circle_with_its_way(tmp_path):
    text = edited('needs    = "all_gates"', 'needs    = ["head_tied"]')
    assert "criterion head_tied, key needs: a circle: head_tied → head_tied" in told(tmp_path, text)


def test_a_circle_of_three_is_told_once_with_its_way(tmp_path):
    text = edited('of       = ["an_idea", "a_copy"]', 'of       = ["p1", "a_copy"]')
    says = told(tmp_path, text + part("p1", "p2") + part("p2", "either"))
    assert says.count("a circle: either → p1 → p2 → either; expected criteria in layers") == 1


def test_a_chain_of_thousands_is_no_circle_and_a_ring_of_thousands_is_one(tmp_path):
    chain = "".join(part(f"c{i}", f"c{i + 1}") for i in range(3000))
    load_plan(small_plan.written(tmp_path, TEXT + chain + part("c3000", "an_idea")))
    assert "criterion c0, key of: a circle: c0 → c1" in told(
        tmp_path, TEXT + chain + part("c3000", "c0")
    )


# Letters


def test_decomposed_text_is_the_same_plan(tmp_path):
    one = load_plan(small_plan.written(tmp_path))
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert decomposed != TEXT
    assert load_plan(small_plan.written(tmp_path, decomposed)).fingerprint == one.fingerprint


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_id_with_marks_is_refused_and_shown_composed(form, tmp_path):
    text = edited('id       = "family_now"', 'id       = "gia_đình"')
    says = told(tmp_path, unicodedata.normalize(form, text))
    assert 'criterion gia_đình, key id: "gia_đình"; expected letters, digits, _ and - only' in says
