"""A hundred forgeries and more: one field changed at a time, by somebody who mends the hash too."""

import copy
import json
import re
from functools import cache

import pytest

import lantoa as lt
from lantoa.records import Batch, Record
from lantoa.records.canonical import digest, sealed
from soaking import part_of

HEAD, PERSON, UNIT = "CB0059", "CB0033", "DV02"

# What no rule reads moves no verdict, so that only the hash and the batch stand against it.
ONLY_THE_HASH = re.compile(
    r"(units\.\*\.)?("
    r"data\.fingerprint|engine\..*|notes\..*|readings\..*"
    r"|place\.(standing|office\.(?!subject|points).*|lines\.\*\.(?!subject_id).*)"
    r"|criteria\.\*\.(vi|en|clause|quote)"
    r"|plan\.questions\.\*\.(note|says)\..*|plan\.questions\.\*\.(headline|by|on|id)"
    r"|plan\.questions\.\*\.readings\.\*\..*"  # readings that are not in force
    r"|facts\..*)"  # cells that move no verdict: see below for those that do
)


@cache
def batch():
    office, plan = lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025")
    return lt.evaluate(office, plan, as_of="de_nghi_2025").batch()


@cache
def content(subject):
    return json.loads(batch().records[subject].to_json())


def leaves(value, path=()):
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))
    else:
        yield path, value


def field(path):
    """The field that a path leads to, whichever item of a list it is in."""
    return ".".join("*" if isinstance(step, int) else step for step in path)


def other(value):
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return "x"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return f"{int(value[:4]) - 1}{value[4:]}"
    return value[::-1] if re.fullmatch("[0-9a-f]{64}", value) else f"{value}x"


def forged(whole, path, value):
    """The record with one field changed."""
    changed = copy.deepcopy(whole)
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return changed


def mended(whole):
    """The record with every hash made right again."""
    units = [mended(unit) for unit in whole["units"]]
    return sealed({**whole, "units": units})


@cache
def one_per_field(subject):
    """The first leaf of every field; without the record's own hashes and its format."""
    found = {}
    for path, value in leaves(content(subject)):
        own = path == ("format",) or path[-1] == "fingerprint"
        if not own or path[0] in ("plan", "data"):
            found.setdefault(field(path), (path, value))
    return found


def verified(whole, **beside):
    return lt.verify(Record.of(whole), **beside)


def by_rules(name):
    return not ONLY_THE_HASH.fullmatch(name)


def changes(subject, chosen):
    """For each field that is chosen its name and the record with another value there."""
    for name, (path, value) in one_per_field(subject).items():
        if chosen(name):
            yield name, forged(content(subject), path, other(value))


def test_there_are_more_than_a_hundred_fields():
    assert len(one_per_field(PERSON)) > 300
    assert len([name for name in one_per_field(PERSON) if by_rules(name)]) > 100


@pytest.mark.parametrize("subject", [PERSON, HEAD, UNIT])
def test_the_hash_covers_every_field(subject):
    sealed_as = content(subject)["fingerprint"]
    assert [name for name, one in changes(subject, bool) if digest(one) == sealed_as] == []


def test_every_planted_change_is_rejected():
    """By the hash at once, so that the few that are gone through stand for all of them."""
    few = set(list(one_per_field(PERSON))[::12])
    accepted = [n for n, one in changes(PERSON, few.__contains__) if verified(one).accepted]
    assert accepted == []


@pytest.mark.parametrize("subject", [PERSON, UNIT])
def test_with_the_hash_mended_the_rules_still_reject_it(subject):
    few = set(part_of([name for name in one_per_field(subject) if by_rules(name)]))
    assert len(few) > 20
    accepted = [
        n for n, one in changes(subject, few.__contains__) if verified(mended(one)).accepted
    ]
    assert accepted == []


def test_what_stands_in_the_record_of_a_heads_unit_is_judged_again_too():
    inside = [name for name in one_per_field(HEAD) if name.startswith("units") and by_rules(name)]
    few = set(inside[::6])
    accepted = [n for n, one in changes(HEAD, few.__contains__) if verified(mended(one)).accepted]
    assert accepted == []


def test_what_only_the_hash_covers_is_rejected_by_the_batch():
    only = [name for name in one_per_field(PERSON) if not by_rules(name)]
    assert len(only) > 100
    for name, one in changes(PERSON, set(only[::7]).__contains__):
        found = verified(mended(one), batch=batch())
        assert not found.accepted, name
        assert not found.attested


def test_a_row_that_counts_cannot_be_taken_out_or_made_worse():
    whole = content(PERSON)
    asked = next(one for one in whole["criteria"] if one["id"] == "cn_xuat_sac_2_nam")
    for piece in asked["evidence"]:
        row = whole["facts"]["ratings"][piece["row"]]
        path = ("facts", "ratings", piece["row"], "rating")
        assert row["rating"] == "hoan_thanh_xuat_sac"
        worse = mended(forged(whole, path, "hoan_thanh"))
        assert "criteria.cn_xuat_sac_2_nam" in str(
            [one.path for one in verified(worse).differences]
        )
        gone = copy.deepcopy(whole)
        del gone["facts"]["ratings"][piece["row"]]
        assert not verified(mended(gone)).accepted


def test_a_row_that_nobody_needs_cannot_be_slipped_in():
    whole = copy.deepcopy(content(PERSON))
    whole["facts"]["people"].append({"person_id": "CB9999"})
    assert not verified(mended(whole)).accepted


def test_verdict_rules_and_rows_must_be_of_one_piece():
    """A threshold lowered in rule, criterion and verdict alike is not the plan of the batch."""
    whole = copy.deepcopy(content(PERSON))
    for one in whole["plan"]["rules"]:
        if one["path"] == "criterion.cn_sang_kien":
            one["rule"]["count"] = 1
    found = verified(mended(whole))
    assert {"plan.fingerprint", "criteria.cn_sang_kien.rule.count"} <= {
        one.path for one in found.differences
    }


def test_a_difference_names_its_field_and_what_comes_out():
    changed = mended(forged(content(PERSON), ("verdict", "verdict"), "failed"))
    told = verified(changed, lang="en")
    assert [one.path for one in told.differences] == ["verdict.verdict"]
    assert "verdict.verdict: says failed, judged again met" in str(told)


def test_a_record_of_another_format_is_none():
    with pytest.raises(lt.InputError, match="whose format is"):
        verified(mended(forged(content(PERSON), ("format",), "lantoa-record/2")))


def test_a_field_too_many_or_too_few_is_named():
    whole = content(PERSON)
    without = {key: value for key, value in whole.items() if key != "points"}
    for changed, path in ((without, "points"), ({**whole, "more": 1}, "more")):
        assert path in [one.path for one in verified(mended(changed)).differences]


def test_what_would_break_the_program_is_rejected_like_anything_else():
    """Rules of a plan that could not be loaded, and rows that no office could hand in."""
    whole = content(PERSON)
    for path, value in (
        (("plan", "rules"), []),
        (("plan", "questions", 0, "owner"), "criterion.none"),
        (("facts",), {}),
        (("facts", "ratings"), [{"subject_id": PERSON, "year": 10**12}]),
        (("facts", "units"), whole["facts"]["units"] * 2),
        (("facts", "nothing"), [{}]),
        (("as_of",), "2025-02-31"),
        (("track",), "none"),
    ):
        assert not verified(mended(forged(whole, path, value))).accepted, path


def test_a_batch_that_was_changed_attests_nothing():
    named = dict(json.loads(batch().to_json()))
    named["standing"]["places"][0]["place"] = 2
    assert not lt.verify(Batch.of(named)).accepted
    assert not lt.verify(batch().records[PERSON], batch=Batch.of(named)).accepted


@pytest.mark.parametrize(
    ("field", "value"),
    [("place", 2), ("place_low", 2), ("place_high", 9), ("tied", 2), ("points_thousandths", 1),
     ("parting", [0, 0]), ("entry", "perhaps")],
)  # fmt: skip
def test_places_are_ranked_again_by_the_numbers_of_the_batch(field, value):
    whole = json.loads(batch().to_json())
    first = next(one for one in whole["standing"]["places"] if one["place"] == 1)
    assert first[field] != value
    first[field] = value
    whole["standing_fingerprint"] = digest(whole["standing"])
    found = lt.verify(Batch.of(sealed(whole)))
    assert not found.accepted or field == "parting"
    assert {one.because for one in found.differences} <= {"judged_again"}


def test_a_batch_names_a_record_of_everybody_judged():
    whole = json.loads(batch().to_json())
    del whole["records"][PERSON]
    found = lt.verify(Batch.of(sealed(whole)))
    assert [one.path.partition(".")[0] for one in found.differences] == ["records"]


def test_a_batch_of_another_day_attests_nothing():
    office, plan = lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025")
    later = lt.evaluate(office, plan, as_of="khoa_so").batch()
    found = lt.verify(batch().records[PERSON], batch=later)
    assert {"as_of", "fingerprint"} <= {one.path for one in found.differences}
