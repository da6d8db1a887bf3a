"""A plan inside a record: every rule that its fingerprint covers, and the readings chosen.

Words for people stand with the criteria that were asked, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa.criteria import Plan
from lantoa.criteria.book import Book
from lantoa.criteria.checking import problems_of_rules
from lantoa.criteria.fingerprints import HEAD, SILENT, rule
from lantoa.criteria.plan import Choice
from lantoa.criteria.problems import refuse
from lantoa.criteria.tables import bare, questions

if TYPE_CHECKING:
    from lantoa.records.canonical import Json

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = ("vi", "en", "status", "clause", "quote")


def told(plan: Plan) -> Json:
    """The plan as a record holds it: ``id``, ``fingerprint``, ``rules``, ``questions``."""
    return {
        "id": plan.id,
        "fingerprint": plan.fingerprint,
        "rules": [
            {"path": path, "rule": _head(table) if path == "plan" else rule(table)}
            for path, table in bare(plan._book.source).items()
            if path.partition(".")[0] not in SILENT
        ],
        "questions": [_question(plan, owner, one) for owner, one in questions(plan._book.source)],
    }


def _head(table: Mapping[str, Any]) -> Json:
    return rule({key: table[key] for key in HEAD if key in table})


def _question(plan: Plan, owner: str, question: Mapping[str, Any]) -> Json:
    """A question with what each reading sets, the reading in force, and who chose it when."""
    chosen = plan._book.chosen[question["id"]]
    reading = question["readings"][chosen]
    choice = _choice(plan, question["id"], chosen)
    return {
        "id": question["id"],
        "owner": owner,
        "note": {"vi": question.get("note"), "en": question.get("note_en")},
        "headline": bool(question.get("headline")),
        "readings": [
            {"id": name, "set": rule(one.get("set", {}))}
            for name, one in question["readings"].items()
        ],
        "chosen": chosen,
        "says": {"vi": reading.get("vi"), "en": reading.get("en")},
        "by": None if choice is None else choice.by,
        "on": None if choice is None else choice.on.isoformat(),
    }


def _choice(plan: Plan, question: str, reading: str) -> Choice | None:
    """The last time that the reading in force was chosen; None where it is the plan's own."""
    found = [one for one in plan._log if one.question == question]
    return found[-1] if found and found[-1].reading == reading else None


def plan_of(content: Mapping[str, Any], words: Sequence[Mapping[str, Any]]) -> Plan:
    """The plan that a record holds.

    Args:
        content: What ``told`` gave.
        words: Criteria with their ``id`` and words, as the record has them.

    Raises:
        InputError, KeyError, TypeError, ValueError: The rules are not those of a plan.
    """
    known = {one["id"]: {key: one[key] for key in _WORDS if one[key] is not None} for one in words}
    asked = [(one["owner"], one) for one in content["questions"]]
    source = {
        one["path"]: _with_words(one["path"], _dated(one["rule"]), known)
        for one in content["rules"]
    }
    for owner, question in asked:
        source[owner].setdefault("interpretation", []).append(_interpretation(question))
    book = Book(source, {one["id"]: one["chosen"] for _, one in asked})
    refuse(problems_of_rules(book.rules), content["id"])
    return Plan("vi", Path(f"{content['id']}.toml"), book, tuple(_log(content)))


def _with_words(path: str, table: Json, known: Mapping[str, Json]) -> Json:
    """A table with the words it must have: a criterion that was not asked is called by its id."""
    section, _, name = path.partition(".")
    if section in ("criterion", "track"):
        return {"vi": name, "en": name, **table, **known.get(name, {})}
    return {"title": table["id"], **table} if section == "plan" else table


def _interpretation(question: Mapping[str, Any]) -> Json:
    readings: Json = {one["id"]: {"set": _dated(one["set"])} for one in question["readings"]}
    readings[question["chosen"]] |= question["says"]
    return {
        "id": question["id"],
        "note": question["note"]["vi"],
        "note_en": question["note"]["en"],
        "headline": question["headline"],
        "chosen": question["chosen"],
        "readings": readings,
    }


def _log(content: Mapping[str, Any]) -> Iterator[Choice]:
    for one in content["questions"]:
        if one["by"] is not None:
            yield Choice(one["id"], one["chosen"], one["by"], date.fromisoformat(one["on"]))


def _dated(value: Any) -> Any:
    """A copy with every day as a date: no rule holds a text that looks like one.

    The first of a value's amendments, which is in force always, gets a day to be so from.
    """
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, Mapping):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [{"from": date.min, **_dated(item)} for item in value]
    return [_dated(item) for item in value] if isinstance(value, list) else value
