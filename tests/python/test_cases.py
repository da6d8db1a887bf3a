"""The rule cases, in the words of the plan: first the oracle is asked, then the core."""

import pytest

import lantoa as lt
import reference
import registers
import rule_cases

CASES = list(rule_cases.read_all())
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def test_there_are_enough_of_them():
    assert sum(len(case.expected) for case in CASES) >= 80


@every_case
def test_the_oracle_agrees(case):
    office, unreadable = case.office()
    as_of = case.as_of()
    judged, left_out = reference.evaluate(office, case.plan().resolved(as_of), as_of, unreadable)
    if "out_of_scope" in case.said:
        assert left_out[case.subject()] == case.said["out_of_scope"], case.about
        return
    subject = judged[case.subject()]
    found = {criterion: subject.verdict(criterion) for criterion in case.expected}
    assert found == case.expected, case.about
    if "provisional" in case.said:
        (criterion,) = case.expected
        assert reference.word(subject.provisional[criterion]) == case.said["provisional"], (
            case.about
        )


@every_case
def test_the_core_agrees(case):
    office = lt.read(registers.frames(*case.office()))
    result = lt.evaluate(office, case.plan(), as_of=case.as_of())
    if "out_of_scope" in case.said:
        reasons = result.out_of_scope.set_index("subject_id")["reason"]
        assert reasons[case.subject()] == case.said["out_of_scope"], case.about
        return
    for criterion, verdict in case.expected.items():
        found = row_of(result, case.subject(), criterion)
        assert found["verdict"] == verdict, case.about
        for key in ("provisional", "needed"):
            if key in case.said:
                assert found[key] == case.said[key], case.about
        if "years_left" in case.said:
            assert found["years_left"] == ", ".join(map(str, case.said["years_left"])), case.about
        if "why" in case.said:
            assert found["why_unknown"] == case.said["why"], case.about


@pytest.mark.parametrize(
    "case", [case for case in CASES if "missing" in case.said], ids=lambda case: case.name
)
def test_the_worklist_asks_for_what_is_missing(case):
    office = lt.read(registers.frames(*case.office()))
    work = lt.evaluate(office, case.plan(), as_of=case.as_of()).worklist().frame
    (table,) = [table for table in rule_cases.YEARLY if table in case.said]
    mine = work[(work["subject_id"] == case.subject()) & (work["table"] == table)]
    assert sorted(mine["year"]) == case.said["missing"], case.about


def row_of(result, subject, criterion):
    frame = result.verdicts
    mine = frame[(frame["subject_id"] == subject) & (frame["criterion_id"] == criterion)]
    return mine.iloc[0]
