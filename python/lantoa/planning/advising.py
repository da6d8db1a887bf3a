"""What is no error in a plan, and yet is often not what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from lantoa._wording import day as in_words
from lantoa._wording import said
from lantoa.criteria import dated
from lantoa.criteria.tables import Table
from lantoa.criteria.words import share
from lantoa.planning.inspecting import Finding
from lantoa.planning.saying import place
from lantoa.schema import wording

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.planning.lines import Lines

_SHARES = ("share_at_least", "share_more_than", "per_mille", "share_per_mille")
_RATIOS = ("at_least", "more_than")
_HUNDRED = 100

Told = tuple[str, str, str]  # the owner's path, the key, what it says


def advice(plan: Plan, lines: Lines, lang: str) -> Iterator[Finding]:
    """Everything worth a second look, in the order of the file.

    Args:
        plan: A plan that is sound.
        lines: Where in its file things stand.
        lang: ``"vi"`` or ``"en"``.
    """
    for path, table in plan._book.source.items():
        for owner, key, says in _of(path, table, plan, lang):
            where = owner.replace(".", " ", 1)
            line = lines.of(where, key)
            yield Finding("advice", line, place(where, lang), key, says)


def _of(path: str, table: Table, plan: Plan, lang: str) -> Iterator[Told]:
    for key, value in table.items():
        if key in _SHARES or (key in _RATIOS and _is_ratio(table, plan)):
            yield from _per_mille(path, key, value, lang)
        for start in _days(path, key, value):
            yield from _outside(path, key, start, plan, lang)
        yield from _replaced(path, key, value, plan, lang)
    cites = "clause" in table or table.get("status") == "assumption"
    if path.startswith("criterion.") and table.get("role") == "gate" and not cites:
        yield path, "clause", said("check_plan", "advised.clause", lang)


def _is_ratio(table: Table, plan: Plan) -> bool:
    fact = plan._book.filled.get(f"fact.{table.get('fact')}", {})
    return "ratio" in fact


def _per_mille(path: str, key: str, value: Any, lang: str) -> Iterator[Told]:
    """A share so small that per cent may have been meant."""
    for _, number in dated.entries(value):
        if isinstance(number, int) and 0 < number <= _HUNDRED:
            numbers = {"value": number, "share": share(number, lang), "tenfold": number * 10}
            yield path, key, said("check_plan", "advised.per_mille", lang, **numbers)


def _days(path: str, key: str, value: Any) -> Iterator[date]:
    if path.startswith("milestone.") and key == "as_of":
        yield value
    elif dated.is_table(value):
        yield value["from"]
    elif dated.is_amended(value) and path.partition(".")[0] != "scale":
        yield from (one["from"] for one in value if "from" in one)


def _outside(path: str, key: str, day: date, plan: Plan, lang: str) -> Iterator[Told]:
    """A day so far from the window that another year may have been meant."""
    first, last = plan.window
    if not first - 1 <= day.year <= last + 1:
        told = {"day": in_words(day, lang), "first": first, "last": last}
        yield path, key, said("check_plan", "advised.day", lang, **told)


@cache
def _gone() -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = wording("check_plan")["replaced"]
    return found


def _replaced(path: str, key: str, value: Any, plan: Plan, lang: str) -> Iterator[Told]:
    """What the law said before the years of the plan."""
    by = str(value["by"]) if isinstance(value, Mapping) and "by" in value else ""
    for one in _gone():
        if one["by"] in by and plan.window[1] >= one["since"].year:
            told = {"by": by, "now": one["now"], "since": in_words(one["since"], lang)}
            yield path, key, said("check_plan", "advised.law", lang, **told)
