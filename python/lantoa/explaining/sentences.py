"""The sentence of a verdict: what is asked, what it rests on, what is missing and who must act."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.explaining.asking import Asked
from lantoa.explaining.case import Case, Mark
from lantoa.explaining.details import detail
from lantoa.explaining.wordings import Words, large

_WHY = ("row_missing", "not_judged", "cell_unreadable", "register_gap", "conflict", "membership")
_SELECTIONS = "recognitions"
_LAUNCHES = frozenset({"movements", "calls"})
_NO_LATE_ROWS = _LAUNCHES | {"memberships"}


def sentence(asked: Asked, case: Case) -> str:
    """Everything that is said of a case.

    What is personal beyond the verdict is left out unless the case says that it may show.
    """
    return " ".join(_told(asked, case))


def _told(asked: Asked, case: Case) -> Iterator[str]:
    words = asked.words
    yield _head(asked, case.verdict)
    if asked.is_private and case.verdict == "failed" and not case.restricted:
        yield words.say("sentence", "restricted")
        return
    if case.lines:
        yield from (_line(asked, case, number) for number in range(len(case.lines)))
    else:
        yield from _body(asked, case)
    if case.provisional != case.verdict:
        verdict = words.say("verdicts", case.provisional)
        yield words.say("sentence", "provisional", verdict=verdict)
    if any(_is_late(asked, mark) for mark in case.marks):
        yield words.say("sentence", "late")


def _head(asked: Asked, verdict: str) -> str:
    words = asked.words
    told = words.say("verdicts", verdict)
    if asked.criterion.clause is None:
        return words.say("sentence", "no_clause", verdict=told, what=asked.what)
    clause = words.clause(asked.criterion.clause)
    return words.say("sentence", "whole", verdict=told, what=asked.what, clause=clause)


def _line(asked: Asked, case: Case, number: int) -> str:
    """What one predecessor's history gives."""
    words = asked.words
    one = case.of_line(number)
    return words.say(
        "sentence",
        "line",
        unit=words.say("words", "unit", id=case.lines[number].unit),
        verdict=words.say("verdicts", one.verdict),
        detail=" ".join(_body(asked, one)),
    )


def _body(asked: Asked, case: Case) -> Iterator[str]:
    yield detail(asked, case)
    yield from _years_left_out(asked, case)
    if case.verdict == "unknown":
        yield from waiting(asked, case)


def _years_left_out(asked: Asked, case: Case) -> Iterator[str]:
    """Years of the window that are not asked: not rated, or before the subject came."""
    if asked.kind not in {"every_year", "years_at_least"}:
        return
    words = asked.words
    not_rated = case.years("not_rated")
    if not_rated and asked.policy["unrated_year"] == "skip":
        yield words.say("sentence", "not_rated", years=words.years(not_rated))
    elif not_rated and case.verdict != "failed":
        yield words.say("sentence", "not_rated_fails", years=words.years(not_rated))
    years = sorted({mark.year for mark in case.marks if mark.year})
    first, last = asked.window
    if years and years[0] > first:
        yield words.say(
            "sentence",
            "few_years",
            asked=words.number(len(years)),
            window=words.number(last - first + 1),
            first=years[0],
        )


def waiting(asked: Asked, case: Case) -> Iterator[str]:
    """What an unknown waits for, and who must act; in the order in which it is named."""
    words = asked.words
    if asked.rule.get("needs") == "selected":
        key = "absent" if _SELECTIONS in case.absent else "none"
        yield words.say("why", "register_gap", key, table=words.table(_SELECTIONS))
        return
    units = _units_in_doubt(case)
    if asked.kind == "linked" and units:
        named = words.joined([words.say("words", "unit", id=unit) for unit in units])
        yield words.say("why", "unit", "some", units=named)
        return
    marks = case.of("missing", "perhaps")
    for why in _WHY:
        for table in dict.fromkeys(mark.table for mark in marks if mark.why == why):
            yield _why(words, asked, case, why, table)


def _units_in_doubt(case: Case) -> list[str]:
    return list(dict.fromkeys(m.whose for m in case.of("perhaps") if m.whose != case.subject))


def _why(words: Words, asked: Asked, case: Case, why: str, table: str) -> str:
    if why == "not_judged":
        key = "some" if asked.by else "none"
        return words.say("why", why, key, by=asked.by, By=large(asked.by))
    if why == "register_gap" and table in case.absent:
        return words.say("why", why, "absent", table=words.table(table))
    marks = [m for m in case.of("missing", "perhaps") if (m.why, m.table) == (why, table)]
    years = "" if asked.is_private and not case.restricted else _years(words, marks)
    key = "some" if years or why == "membership" else "none"
    return words.say("why", why, key, table=words.table(table), years=years)


def _years(words: Words, marks: list[Mark]) -> str:
    return words.years(mark.year for mark in marks if mark.year)


def _is_late(asked: Asked, mark: Mark) -> bool:
    """Whether a row decided later keeps open what had closed by the as-of date."""
    is_row = mark.part == "open_year" and mark.has_row and mark.table not in _NO_LATE_ROWS
    return is_row and asked.closing(mark.year or asked.window[1]) <= asked.as_of
