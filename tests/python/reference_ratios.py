"""The rule ``ratio_at_least``: how many of the keys launched while present were answered."""

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from reference_rows import (
    BLANK_KEY,
    counts_on_day,
    event_rows,
    marks,
    possible_days,
    seen_day,
)
from reference_setting import UNKNOWN_PAIR, has_gap, verdict_of, worst_and_best
from reference_subjects import presence_answers

LAUNCHES = {
    "movement_results": ("movements", "from"),
    "contributions": ("calls", "date"),
}


@dataclass(frozen=True)
class Launch:
    """A key launched while the subject was present, and whether a gap may hide its answer."""

    key: Any
    year: int
    hidden_answer: bool


@dataclass(frozen=True)
class Answer:
    key: Any
    year: int
    late: bool


def ratio_pair(setting, criterion, line, provisional):
    """The worst and the best filling of the rule on one line."""
    fact = setting.plan["facts"][criterion["fact"]]
    table, _ = LAUNCHES[fact["table"]]
    if not {fact["table"], table} <= setting.office.keys():
        return UNKNOWN_PAIR
    launches = [ways_of_launch(setting, fact, line, row) for row in setting.rows(table)]
    answers = [ways_of_answer(setting, criterion, fact, line, r) for r in event_rows(setting, fact)]
    return worst_and_best(
        verdict_of(futures_of(setting, criterion, past, provisional))
        for past in pasts_of(setting, table, launches, answers)
    )


# ---- what the rows may say


def ways_of_launch(setting, fact, line, row):
    """The launch in every way: in the window, up to the day, while the subject was there."""
    _, column = LAUNCHES[fact["table"]]
    days = [row[column]] if row[column] else marks(setting, line, None, date.min, date.max)
    last = min(setting.last_day, setting.as_of)
    ways = set()
    for day in days:
        there = (
            presence_answers(setting, line, day) if setting.first_day <= day <= last else {False}
        )
        gap = has_gap(setting, fact["table"], day, date(day.year, 12, 31))
        ways |= {Launch(row[fact["key"]], day.year, gap) if yes else None for yes in there}
    return ways


def ways_of_answer(setting, criterion, fact, line, row):
    """A row of the subject in every way, None where it is not one."""
    ways = set()
    for day in possible_days(setting, fact, line, row):
        late = seen_day(fact, row, day) > setting.as_of
        key = BLANK_KEY if row[fact["key"]] is None else row[fact["key"]]
        for counts in counts_on_day(setting, criterion, fact, line, row, day):
            ways.add(Answer(key, day.year, late) if counts else None)
    return ways


# ---- what they make together


@dataclass(frozen=True)
class Past:
    """The launches; which of them are answered, and which a late row would answer."""

    launches: tuple
    answered: frozenset
    late: frozenset
    more_answered: int
    more_unanswered: int


def pasts_of(setting, table, launches, answers):
    """Every filling: the rows in every way, what gaps hide, a blank key as any key of its year."""
    for launched in product(*launches):
        there = [launch for launch in launched if launch]
        hidden = many(len(there), has_gap(setting, table, setting.first_day, setting.last_day))
        ways = [
            {launch for answer in way for launch in answered_by(answer, there)} for way in answers
        ]
        ways += [{None, (launch, False)} for launch in there if launch.hidden_answer]
        for given in product(*[way for way in ways if way != {None}]):
            now = frozenset(launch for launch, late in filter(None, given) if not late)
            late = frozenset(launch for launch, late in filter(None, given) if late)
            for more in hidden:
                yield Past(tuple(there), now, late, *more)


def answered_by(answer, launches):
    """The launch that a row answers: (launch, whether late); a blank key any one, or another."""
    if answer is None:
        return [None]
    blank = answer.key == BLANK_KEY
    found = [
        (launch, answer.late)
        for launch in launches
        if launch.year == answer.year and (blank or launch.key == answer.key)
    ]
    return [*found, None] if blank or not found else found


def many(launched, possible):
    """Launches hidden or to come, (answered, unanswered): none, or so many that they decide."""
    enough = 1000 * (launched + 1) if possible else 0
    return {(0, 0), (enough, 0), (0, enough)}


def futures_of(setting, criterion, past, provisional):
    """Whether the ratio holds in each future: answers may come until the year ends, new launches
    until the window does."""
    open_launches = {
        launch
        for launch in past.launches
        if launch not in past.answered
        and (launch in past.late or setting.as_of < date(launch.year, 12, 31))
    }
    may_come = 0 if provisional else len(open_launches)
    known = len(past.launches) + past.more_answered + past.more_unanswered
    to_come = many(known, not provisional and not setting.over)
    for come in range(may_come + 1):
        for answered, unanswered in to_come:
            good = len(past.answered) + come + past.more_answered + answered
            bad = len(past.launches) - len(past.answered) - come + past.more_unanswered + unanswered
            yield 1000 * good >= criterion["per_mille"] * (good + bad)  # so 0 of 0 is enough
