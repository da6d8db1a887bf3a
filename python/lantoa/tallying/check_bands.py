"""Do the bands of a point table make sense: two ends each, in no two bands at once?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

from lantoa.criteria.problems import Problem
from lantoa.tallying.layout import Layout
from lantoa.tallying.model import Steps
from lantoa.tallying.model_base import ENDS, Condition, Range
from lantoa.tallying.spans import span_of


def problems(layout: Layout) -> Iterator[Problem]:
    """What is wrong with ranges, conditions, steps and classes."""
    for where, one in ranges(layout):
        yield from _ends(where, one)
    for where, condition in conditions(layout):
        yield from _asked(layout, where, condition)
    for _, rule in layout.rules:
        if isinstance(rule, Steps):
            yield from _steps(layout, rule)
    yield from _classes(layout)


def conditions(layout: Layout) -> Iterator[tuple[str, Condition]]:
    """Every condition with what it belongs to."""
    for _, rule in layout.rules:
        asked = [*rule.only_if, *(getattr(rule, "when", None) or [])]
        asked += [one for option in getattr(rule, "options", ()) for one in option.when]
        yield from ((f"rule {rule.id}", one) for one in asked)
    for gate in layout.file.gate:
        yield from ((f"gate {gate.id}", one) for one in gate.when)
    for band in layout.file.band:
        yield from ((f"band {band.id}", one) for one in band.when)


def ranges(layout: Layout) -> Iterator[tuple[str, Any]]:
    """Every range with what it belongs to."""
    for where, condition in conditions(layout):
        if condition.answer is None:
            yield where, condition
    for _, rule in layout.rules:
        if isinstance(rule, Steps):
            yield from ((f"rule {rule.id}", one) for one in [*rule.bands, *rule.rows])


def _ends(where: str, one: Any) -> Iterator[Problem]:
    given = [end for end in ENDS if getattr(one, end) is not None]
    told = ", ".join(f"{end} = {getattr(one, end)}" for end in given)
    if not given:
        yield Problem(where, "", "a range without an end", f"one of {', '.join(ENDS)}")
    elif {"at_least", "more_than"} <= set(given) or {"less_than", "at_most"} <= set(given):
        yield Problem(where, given[0], f"two ends on one side: {told}", "one")
    elif len({isinstance(getattr(one, end), datetime.date) for end in given}) > 1:
        yield Problem(where, given[0], f"a day beside a number: {told}", "two of a kind")
    elif span_of(one).is_empty:
        yield Problem(where, given[0], f"nothing lies in {told}", "the low end first")


def _asked(layout: Layout, where: str, condition: Condition) -> Iterator[Problem]:
    kind = layout.evidence[condition.evidence].kind
    ended = [end for end in ENDS if getattr(condition, end) is not None]
    if condition.answer is not None and (kind not in ("flag", "count") or ended):
        yield Problem(where, "is", f'"{condition.evidence}" is a {kind}', "ends, without is")
    yield from _typed(where, condition, condition.evidence, kind)


def _typed(where: str, one: Range | Condition, evidence: str, kind: str) -> Iterator[Problem]:
    for end in ENDS:
        value = getattr(one, end)
        if value is not None and isinstance(value, datetime.date) != (kind == "day"):
            expected = "a day such as 2022-01-31" if kind == "day" else "a number"
            yield Problem(where, end, f'{value} for the {kind} "{evidence}"', expected)


def _steps(layout: Layout, rule: Steps) -> Iterator[Problem]:
    where = f"rule {rule.id}"
    for part, evidence in ((rule.bands, rule.evidence), (rule.rows, rule.by)):
        for one in part if evidence else ():
            yield from _typed(where, one, evidence or "", layout.evidence[evidence or ""].kind)
        yield from _overlapping(where, part)
    if bool(rule.by) != bool(rule.rows):
        yield Problem(where, "by", "by and rows belong together", "both or neither")
    for row in rule.rows:
        if len(row.points) != len(rule.bands):
            found = f"{len(row.points)} points for {len(rule.bands)} bands"
            yield Problem(where, "rows.points", found, "a number for each band")
    bare = [band for band in rule.bands if band.points is None]
    if not rule.rows and bare:
        yield Problem(where, "bands.points", "missing", "one, the rule has no rows")
    if rule.rows and len(bare) < len(rule.bands):
        yield Problem(where, "bands.points", "stand beside those of rows", "one of the two")


def _overlapping(where: str, part: Sequence[Range]) -> Iterator[Problem]:
    sound = [one for one in part if not list(_ends(where, one))]
    for one, other in combinations(sound, 2):
        if span_of(one).meets(span_of(other)):
            found = f"{_told(one)} and {_told(other)} overlap"
            yield Problem(where, "bands", found, "each value in one band at the most")


def _told(one: Range) -> str:
    ends = ((end, getattr(one, end)) for end in ENDS)
    return "[" + ", ".join(f"{end} {value}" for end, value in ends if value is not None) + "]"


def _classes(layout: Layout) -> Iterator[Problem]:
    """The best class first: a class below one with lower asks could never be reached."""
    for better, worse in pairwise(layout.file.band):
        if better.at_least is None or (
            worse.at_least is not None and worse.at_least > better.at_least
        ):
            found = f"stands after {better.id}, which asks for less"
            yield Problem(f"band {worse.id}", "at_least", found, "the best band first")
