"""In what two plans differ: rule by rule and value by value, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.criteria import fingerprints
from lantoa.criteria.book import owner_of
from lantoa.criteria.tables import Table, Tables
from lantoa.criteria.words import named, sentence, told, word
from lantoa.schema import wording

if TYPE_CHECKING:
    from lantoa.criteria import Plan

COLUMNS = ("path", "what", "criterion_id", "label", "this", "draft")

Row = tuple[str, str, str | None, str, str, str]


def differences(this: Plan, draft: Plan) -> pd.DataFrame:
    """A row for every rule of one of two plans only, and for every value that is not the same.

    Words are no rules: a criterion that is merely worded otherwise is the same. What is named
    otherwise is another one: ids are compared as they are, and nobody guesses.
    """
    rows = [*_of_rules(this, draft), *_of_readings(this, draft)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def owners(frame: pd.DataFrame) -> set[str]:
    """What differs, by the paths of the owners, such as ``criterion.cn_sang_kien``."""
    values = frame.loc[frame["what"] == "changed", "path"]
    whole = frame.loc[frame["what"] != "changed", "path"]
    return {*whole, *map(owner_of, values)}


def _of_rules(this: Plan, draft: Plan) -> Iterator[Row]:
    ours, theirs = this._book.filled, draft._book.filled
    for owner in dict.fromkeys([*ours, *theirs]):
        section = owner.partition(".")[0]
        if section in fingerprints.SILENT:
            continue
        if owner not in theirs:
            yield _only(owner, "only_this", ours, this.lang)
        elif owner not in ours:
            yield _only(owner, "only_draft", theirs, this.lang)
        else:
            yield from _values(owner, (ours, theirs), this.lang)


def _only(owner: str, what: str, tables: Tables, lang: str) -> Row:
    says = _rule_in_words(owner, tables, lang)
    pair = (says, "") if what == "only_this" else ("", says)
    return owner, what, _criterion(owner), _called(owner, [tables[owner]], tables, lang), *pair


def _values(owner: str, both: tuple[Tables, Tables], lang: str) -> Iterator[Row]:
    ours, theirs = (_rule(owner, tables) for tables in both)
    label = _called(owner, [], both[0], lang)
    if ours.get("kind") != theirs.get("kind"):  # another rule altogether
        was, now = (_rule_in_words(owner, tables, lang) for tables in both)
        yield f"{owner}.kind", "changed", _criterion(owner), label, was, now
        return
    for key in dict.fromkeys([*ours, *theirs]):
        if ours.get(key) != theirs.get(key):
            was, now = (_in_words(owner, key, tables, lang) for tables in both)
            marked = [one for tables in both for one in _marked(tables[owner], key)]
            called = _called(owner, marked, both[0], lang, f": {word('keys', key, lang)}")
            yield f"{owner}.{key}", "changed", _criterion(owner), called, was, now


def _called(owner: str, marked: Iterable[Table], tables: Tables, lang: str, key: str = "") -> str:
    """What an owner, or a value of it, is called; what the text does not say is marked so."""
    label = f"{named(tables, owner, lang)}{key}"
    is_assumed = any(one.get("status") == "assumption" for one in marked)
    return f"{label} ({word('marks', 'assumption', lang)})" if is_assumed else label


def _marked(table: Table, key: str) -> Iterator[Table]:
    """The tables that may mark a value as an assumption: its own, else its owner's."""
    value = table.get(key)
    found = value if isinstance(value, list) else [value]
    own = [one for one in found if isinstance(one, dict) and "status" in one]
    yield from own or [table]


def _rule(owner: str, tables: Tables) -> Mapping[str, Any]:
    """What rules read of an owner; which document a plan is makes no rule."""
    table = tables[owner]
    if owner == "plan":
        table = {key: table[key] for key in fingerprints.HEAD if key != "id"}
    return fingerprints.rule(table)


def _criterion(owner: str) -> str | None:
    section, _, one = owner.partition(".")
    return one if section == "criterion" else None


def _rule_in_words(owner: str, tables: Tables, lang: str) -> str:
    if _criterion(owner):
        return sentence(tables[owner], tables, lang)
    if owner.startswith("milestone."):
        return _in_words(owner, "as_of", tables, lang)
    table = fingerprints.rule(tables[owner])
    names = {key: word("keys", key, lang) for key in table if key != "id"}
    known = {key: name for key, name in names.items() if name != key}
    parts = (f"{name} {_in_words(owner, key, tables, lang)}" for key, name in known.items())
    return "; ".join(parts)


def _in_words(owner: str, key: str, tables: Tables, lang: str) -> str:
    table = tables[owner]
    if table.get(key) is None:
        return "–"
    if _criterion(owner):
        return _code(told(table, key, tables, lang), lang)
    if key == "window":
        return f"{table[key]['from']}-{table[key]['to']}"
    return _plain(fingerprints.rule(table)[key], lang)


def _plain(value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return word("yes", str(value).lower(), lang)
    if isinstance(value, list):
        return ", ".join(_plain(one, lang) for one in value) or "–"
    if isinstance(value, dict):
        pairs = (f"{_code(key, lang)} = {_plain(one, lang)}" for key, one in value.items())
        return ", ".join(pairs) or "–"
    return _code(str(value), lang)


def _code(text: str, lang: str) -> str:
    """What a code of the format means; any other text as it is."""
    found: Mapping[str, str] = _codes().get(text, {})
    return str(found.get(lang, text))


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    values: Mapping[str, Mapping[str, str]] = wording("compare_plans")["values"]
    return values


def _of_readings(this: Plan, draft: Plan) -> Iterator[Row]:
    """The readings of questions that both plans leave open; what they set differs above."""
    lang = this.lang
    ours, theirs = (_chosen(plan, lang) for plan in (this, draft))
    for question, (owner, reading, says) in ours.items():
        if question in theirs and theirs[question][1] != reading:
            called = named(this._book.source, owner, lang)
            label = f"{word('sections', 'reading', lang)}: {called}"
            pair = says, theirs[question][2]
            yield f"reading.{question}", "changed", _criterion(owner), label, *pair


def _chosen(plan: Plan, lang: str) -> dict[str, tuple[str, str, str]]:
    """The reading in force of every question, with its owner and its words."""
    frame: pd.DataFrame = plan._questions
    rows = frame[frame["is_chosen"].astype(bool)]  # of no question the column has no type
    told_in = rows["vi"] if lang == "vi" else rows["en"]
    columns = zip(rows["question"], rows["owner"], rows["reading"], told_in, strict=True)
    return {question: (owner, reading, str(says)) for question, owner, reading, says in columns}


def asks(criterion_id: str, tables: Tables) -> set[str]:
    """The owners that a criterion's verdict rests on: itself, its parts, their facts and scales."""
    found: set[str] = set()
    left = [f"criterion.{criterion_id}"]
    while left:
        owner = left.pop()
        if owner not in found and owner in tables:
            found.add(owner)
            left += _named_by(tables[owner], owner)
    return found


def _named_by(table: Table, owner: str) -> Iterator[str]:
    if table.get("fact"):
        yield f"fact.{table['fact']}"
    if owner.startswith("fact.") and table.get("scale"):
        yield f"scale.{table['scale']}"
    if table.get("kind") == "k_of":
        yield from (f"criterion.{part}" for part in table["of"])
