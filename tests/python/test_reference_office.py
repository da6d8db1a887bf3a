"""The plain-Python oracle on the sample office: every verdict that is expected of it."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import reference
import registers
from lantoa.criteria import load_plan

OFFICE = Path(__file__).parents[3] / "shared" / "data" / "office"
DAYS = ("2021-09-30", "2023-09-30", "2025-09-30", "2026-01-31")

pytestmark = pytest.mark.skipif(
    not OFFICE.is_dir(), reason="needs the sample office in ../shared/data/office"
)


@pytest.fixture(scope="module")
def expected():
    return json.loads((OFFICE / "expected.json").read_text(encoding="utf-8"))["as_of"]


@pytest.fixture(scope="module", params=DAYS)
def day(request):
    return request.param


@pytest.fixture(scope="module")
def judged(day):
    """Who is judged on a day, and who is not."""
    as_of = date.fromisoformat(day)
    plan = load_plan("exemplars-2021-2025").resolved(as_of)
    return reference.evaluate(registers.from_csv(OFFICE / "csv"), plan, as_of)


def words(pairs):
    return {criterion: reference.word(pair) for criterion, pair in pairs.items()}


def test_every_criterion_has_its_verdict(judged, expected, day):
    subjects, _ = judged
    gates, others = expected[day]["verdicts"], expected[day]["not_gates"]
    wanted = {subject: gates[subject] | others.get(subject, {}) for subject in gates}
    assert {subject: words(one.strict) for subject, one in subjects.items()} == wanted


def test_every_criterion_has_its_provisional_verdict(judged, expected, day):
    subjects, _ = judged
    wanted = expected[day]["provisional"]
    assert {subject: words(one.provisional) for subject, one in subjects.items()} == wanted


def test_every_subject_has_its_line(judged, expected, day):
    subjects, _ = judged
    for subject, wanted in expected[day]["subjects"].items():
        one = subjects[subject]
        found = {"subject_kind": one.kind, "unit_id": one.unit_id, **one.line()}
        del found["provisional_countable"]
        verdicts = expected[day]["verdicts"][subject]
        for word in ("failed", "unknown", "open"):
            found[f"{word}_on"] = sorted(c for c in verdicts if one.verdict(c) == word)
        assert {key: found[key] for key in wanted} == wanted, subject


def test_the_same_people_and_units_are_there(judged, expected, day):
    subjects, left_out = judged
    wanted = expected[day]["headcounts"]
    kinds = Counter(one.kind for one in subjects.values())
    members = Counter(one.unit_id for one in subjects.values() if one.kind == "person")
    assert (kinds["unit"], kinds["person"]) == (wanted["units"], wanted["people"])
    assert members == wanted["members"]
    assert sorted(left_out) == wanted["out_of_scope"]
