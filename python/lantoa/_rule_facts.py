"""Facts for the core's rules: the register, its columns, and what its values are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lantoa import _core
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa._rules import Ruling

Fields = Mapping[str, Any]

_LAUNCHES = {"movement_id": ("movements", "from"), "call_id": ("calls", "date")}
"""What could be answered, by the key of the answers, and the day it was launched."""

_RECOGNISED_BY = ("scope", "decision_no", "decision_date")
_BLANK_MEANS: Mapping[str, object] = {"status": "valid", "nominated_only": False}


def fact_rule(ruling: Ruling, fact: Fields) -> _core.FactRule:
    table = fact["table"]
    made = _core.FactRule()
    made.table = ruling.packed.tables.get(table, -1)
    if fact["per"] == "interval":
        return made
    columns = TABLES[table].columns
    closes = fact.get("closes")
    made.has_closing = closes is not None
    closes = closes or {"month": 12, "day": 31, "next_year": False}
    made.closing = _core.Closing(closes["month"], closes["day"], closes["next_year"])
    made.take = _core.Take[fact.get("take", "any").upper()]
    made.absent = _core.Absent[fact["absent"].upper()]
    made.year = ruling.column(table, "year")
    made.decided = ruling.column(table, "decision_date")
    made.year_of_decision = fact.get("year") == "decision_date"
    made.annulled = ruling.column(table, fact.get("annulled") or "")
    _set_where(ruling, made, fact)
    _set_value(ruling, made, fact)
    counts_on = fact.get("counts_on") or []
    counts_on = [counts_on] if isinstance(counts_on, str) else counts_on
    made.counts_on = [ruling.column(table, name) for name in counts_on]
    made.counts_on_year = [int(columns[name].type == "year") for name in counts_on]
    made.seen_on = ruling.column(table, fact.get("seen_on") or "decision_date")
    made.key = ruling.column(table, fact.get("key") or "")
    made.key_is_subject = fact.get("through") is not None
    made.unrated = ruling.column(table, fact.get("unrated") or "")
    made.share = ruling.column(table, fact.get("share") or "share")
    made.recognised = ruling.column(table, "recognised")
    made.recognised_by = [ruling.column(table, n) for n in _RECOGNISED_BY if n in columns]
    if fact["per"] == "judgement":
        made.votes = [ruling.column(table, name) for name in fact["votes"]]
        made.value = [ruling.column(table, fact["value"]), -1]
    if fact.get("key") in _LAUNCHES:
        launches, day = _LAUNCHES[fact["key"]]
        made.launches = ruling.packed.tables[launches]
        made.launched = ruling.column(launches, day)
        made.launch_key = ruling.column(launches, fact["key"])
    return made


def _set_where(ruling: Ruling, made: _core.FactRule, fact: Fields) -> None:
    conditions: list[_core.Where] = []
    for name, wanted in (fact.get("where") or {}).items():
        table = fact["table"]
        allowed = wanted if isinstance(wanted, list) else [wanted]
        if name not in TABLES[table].columns:
            conditions.append(_of_topic(ruling, made, allowed))
            continue
        codes: Sequence[object] = (False, True)
        if TABLES[table].columns[name].type != "bool":
            codes = list(ruling.packed.codes.get((table, name), []))
        where = _core.Where()
        where.column = ruling.column(table, name)
        where.allowed = [int(code in allowed) for code in codes]
        where.blank_is_default = name in _BLANK_MEANS
        where.blank_counts = _BLANK_MEANS.get(name) in allowed
        if name == "status":
            made.status_where = len(conditions)
        conditions.append(where)
    made.where = conditions


def _of_topic(ruling: Ruling, made: _core.FactRule, topics: list[Any]) -> _core.Where:
    """The movements of special topics; without the list of movements nobody knows which are."""
    if ("movements", "track") not in ruling.packed.columns:
        made.table = ruling.packed.tables["movements"]
    key: tuple[str, str] = ("movement_results", "movement_id")
    movements: Sequence[object] = list(ruling.packed.codes.get(key, []))
    where = _core.Where()
    where.column = ruling.column(*key)
    where.allowed = [int(ruling.packed.topics.get(str(one)) in topics) for one in movements]
    return where


def _set_value(ruling: Ruling, made: _core.FactRule, fact: Fields) -> None:
    table = fact["table"]
    if fact.get("ratio") is not None:
        made.has_ratio = True
        halves = [f"{name}_{half}" for name in ("planned", "achieved") for half in ("high", "low")]
        made.planned = [ruling.column(table, half) for half in halves]
        made.better = ruling.column(table, "better")
        return
    if fact.get("type") == "int":
        made.place = ruling.column(table, fact["value"])
    elif fact.get("type") == "bool":
        made.value = [ruling.column(table, fact["value"]), -1]
        made.ladder = _core.Ladder.of(2, 0, 2, [0, 1])
    elif fact.get("scale") is not None:
        _set_ladder(ruling, made, fact)


def _set_ladder(ruling: Ruling, made: _core.FactRule, fact: Fields) -> None:
    table, scale = fact["table"], ruling.scale(fact)
    names = fact["value"] if isinstance(fact["value"], list) else [fact["value"]]
    vocabularies = [list(ruling.packed.codes.get((table, name), [])) for name in names]
    level_of = {level: i for i, level in enumerate(scale["levels"])}
    level_of |= {code: level_of[level] for code, level in scale["equivalent"].items()}
    made.value = [*(ruling.column(table, name) for name in names), -1][:2]
    seconds = vocabularies[1] if len(names) == 2 else [None]
    joined = [
        first if second is None else f"{first}/{second}"
        for first in vocabularies[0]
        for second in seconds
    ]
    made.ladder = _core.Ladder.of(
        len(vocabularies[0]),
        len(vocabularies[1]) if len(names) == 2 else 0,
        len(scale["levels"]),
        [level_of.get(code, -1) for code in joined],
    )
    if scale["kind_level"]:
        made.kind = ruling.column(table, "kind")
        kinds: Sequence[str] = list(ruling.packed.codes.get((table, "kind"), []))
        levels = scale["kind_level"]
        made.kind_levels = [1 << level_of[levels[k]] if k in levels else 0 for k in kinds]


def levels_held(ruling: Ruling, fact: Fields, comparator: str, wanted: object) -> int:
    """The set of levels that hold, one bit each."""
    if fact.get("type") == "bool":
        return 2 if wanted else 1
    levels = list(ruling.scale(fact)["levels"])
    at = levels.index(wanted)
    chosen = {
        "is": [at],
        "at_least": range(at, len(levels)),
        "more_than": range(at + 1, len(levels)),
    }
    return sum(1 << level for level in chosen[comparator])
