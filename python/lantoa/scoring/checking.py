"""Is a scheme sound? Each fault with its place, what was found and what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any
from unicodedata import normalize

from lantoa._checks import listed, nearest
from lantoa.criteria.problems import Problem
from lantoa.scoring.model import AGGREGATE, DIRECTION, MISSING, NORMALISE, OVER, Node, SchemeFile
from lantoa.scoring.numbers import LEAST_WEIGHT, MOST_WEIGHT, exact

FORMAT = "scheme/1"
COLUMNS = tuple(Node.model_fields)
LARGEST = 10**300  # of a number: sums and differences of doubles stay finite

_NUMBERS = ("weight", "low", "high", "target")
_TEXTS = ("name", "parent", "vi", "en")
_CHOICES = {"direction": DIRECTION, "normalise": NORMALISE, "aggregate": AGGREGATE}
_HEAD_CHOICES = {"normalise": NORMALISE, "over": OVER, "missing": MISSING}
_NEGATIVE = ("z", "none")  # scales that go below 0, or may
_MEANS = ("geometric", "harmonic", "penalised")  # means that allow nothing below 0


def problems(content: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with a scheme: each table by itself first, then the tree."""
    told = [*_head(content)]
    nodes = content.get("node")
    if not _is_list_of_tables(nodes) or not nodes:
        return [*told, Problem("scheme", "node", "missing", "a [[node]] for every measure")]
    for at, table in enumerate(nodes, start=1):
        told += _of_node(table, at)
    if told:
        return told
    tree = {_nfc(table["name"]): table for table in nodes}
    told = [*_repeated(nodes), *_parents(tree)]
    if told:
        return told
    return [*_measures(content, tree), *_pillars(content, tree), *_rules(content, tree)]


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _nfc(text: str) -> str:
    return normalize("NFC", text)


def _head(content: Mapping[str, Any]) -> Iterator[Problem]:
    known = tuple(SchemeFile.model_fields)
    for key in content:
        if key not in known:
            yield Problem("scheme", str(key), "not a key of a scheme", "", nearest(str(key), known))
    if content.get("format") != FORMAT:
        yield Problem("scheme", "format", _shown(content.get("format")), f'"{FORMAT}"')
    for key in ("id", "vi", "en"):
        if (key in content or key == "id") and not _is_text(content.get(key)):
            yield Problem("scheme", key, _shown(content.get(key)), "a text that is not empty")
    for key, choices in _HEAD_CHOICES.items():
        if key in content:
            yield from _one_of("scheme", key, content[key], choices)
    how = content.get("aggregate", "arithmetic")
    for one in how if isinstance(how, list) and how else [how]:
        yield from _one_of("scheme", "aggregate", one, AGGREGATE)
    yield from _factor(content)
    yield from _coverage(content)


def _factor(content: Mapping[str, Any]) -> Iterator[Problem]:
    factor = exact(content.get("factor", 1))
    if factor is None or not 0 < factor <= LARGEST:
        yield Problem("scheme", "factor", _shown(content["factor"]), "a number above 0")


def _coverage(content: Mapping[str, Any]) -> Iterator[Problem]:
    given, asked = content.get("coverage"), content.get("missing") == "renormalise"
    if given is None:
        if asked:
            yield Problem(
                "scheme",
                "coverage",
                "missing",
                "the least share of a pillar's weight that must be there, such as 0.6",
            )
        return
    if not asked:
        yield Problem("scheme", "coverage", 'no rule reads it but missing = "renormalise"')
    found = exact(given)
    if found is None or not 0 < found <= 1:
        yield Problem("scheme", "coverage", _shown(given), "a share above 0, at most 1")


def _of_node(table: Mapping[str, Any], at: int) -> Iterator[Problem]:
    """One table by itself."""
    where = f'node "{table["name"]}"' if _is_text(table.get("name")) else f"node number {at}"
    for key in table:
        if key not in COLUMNS:
            yield Problem(where, str(key), "not a key of a node", "", nearest(str(key), COLUMNS))
    if "name" not in table:
        yield Problem(where, "name", "missing", "the name of a measure or pillar")
    for key in _TEXTS:
        if key in table and not _is_text(table[key]):
            yield Problem(where, key, _shown(table[key]), "a text that is not empty")
    for key in _NUMBERS:
        if key in table:
            found = exact(table[key])
            if found is None or abs(found) > LARGEST:
                yield Problem(where, key, _shown(table[key]), "a number")
            elif key == "weight" and found <= 0:
                yield Problem(where, key, _shown(table[key]), "a number above 0")
            elif key == "weight" and not LEAST_WEIGHT <= found <= MOST_WEIGHT:
                yield Problem(where, key, _shown(table[key]), "one from 1e-100 to 1e100")
    for key, choices in _CHOICES.items():
        if key in table:
            yield from _one_of(where, key, table[key], choices)


def _one_of(where: str, key: str, value: Any, choices: Sequence[str]) -> Iterator[Problem]:
    if value not in choices:
        near = nearest(value, choices) if isinstance(value, str) else None
        yield Problem(where, key, _shown(value), f"one of {listed(choices)}", near)


def _repeated(nodes: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    names = [_nfc(table["name"]) for table in nodes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(f'node "{name}"', "name", "used twice", "a name of its own")


def _parents(tree: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    for name, table in tree.items():
        parent = _nfc(table.get("parent", ""))
        if parent and parent not in tree:
            others = [other for other in tree if other != name]
            found = f'"{parent}" is no node'
            yield Problem(f'node "{name}"', "parent", found, "", nearest(parent, others))
    in_circles = {tuple(sorted(circle)): circle for name in tree if (circle := _circle(tree, name))}
    for circle in in_circles.values():
        told = " -> ".join([*circle, circle[0]])
        yield Problem(f'node "{circle[0]}"', "parent", f"a cycle: {told}", "a tree")


def _circle(tree: Mapping[str, Mapping[str, Any]], name: str) -> list[str]:
    """The cycle that a node is part of, the least name first; empty where there is none."""
    way = [name]
    while True:
        parent = _nfc(tree[way[-1]].get("parent", ""))
        if parent == name:
            at = way.index(min(way))
            return [*way[at:], *way[:at]]
        if parent not in tree or parent in way:
            return []
        way.append(parent)


def _is_pillar(tree: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    return any(_nfc(table.get("parent", "")) == name for table in tree.values())


def _measures(
    content: Mapping[str, Any], tree: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    pillars = {_nfc(table.get("parent", "")) for table in tree.values()}
    for name, table in tree.items():
        where = f'node "{name}"'
        if name in pillars:
            keys = ("direction", "low", "high", "target", "normalise")
            for key in (key for key in keys if key in table):
                yield Problem(where, key, "a pillar has none", "it at the measures below")
            continue
        if "direction" not in table:
            yield Problem(where, "direction", "missing", '"more" or "less": which is better')
        if "aggregate" in table:
            yield Problem(where, "aggregate", "a measure has none", "it at a pillar")
        yield from _ends(where, table, table.get("normalise", content.get("normalise")))
    broken = content.get("broken", ())
    if not isinstance(broken, Sequence) or isinstance(broken, str):
        yield Problem("scheme", "broken", _shown(broken), "tables with measure and year")
        return
    for at, one in enumerate(broken, start=1):
        yield from _broken(
            one, f"broken number {at}", [name for name in tree if name not in pillars]
        )


def _ends(where: str, table: Mapping[str, Any], how: str | None) -> Iterator[Problem]:
    """The ends that a measure's own rule needs."""
    how = how or "goalposts"
    less = table.get("direction") == "less"
    asked = {
        "goalposts": ("low", "high"),
        "target": ("target", "high") if less else ("low", "target"),
    }
    ends = asked.get(how, ())
    for key in ends:
        if key not in table:
            expected = f'a number: normalise = "{how}" needs it, "minmax" and "none" do not'
            yield Problem(where, key, "missing", expected)
    low, high = exact(table.get("low")), exact(table.get("high"))
    if low is not None and high is not None and low >= high:
        found = f"{_shown(table['low'])} is not below high = {_shown(table['high'])}"
        yield Problem(where, "low", found, 'low below high; what is better says "direction"')
    elif len(ends) == 2 and all(key in table for key in ends):
        lower, upper = (exact(table[key]) or Fraction(0) for key in ends)
        if lower >= upper:
            found = f"{_shown(table[ends[0]])} is not below {ends[1]} = {_shown(table[ends[1]])}"
            yield Problem(where, ends[0], found, "ends that rise")


def _broken(one: Any, where: str, measures: Sequence[str]) -> Iterator[Problem]:
    if not isinstance(one, Mapping) or set(one) != {"measure", "year"}:
        yield Problem("scheme", where, _shown(one), "a table with measure and year")
        return
    if one["measure"] not in measures:
        near = nearest(str(one["measure"]), measures)
        yield Problem(where, "measure", f"{_shown(one['measure'])} is no measure", "", near)
    if type(one["year"]) is not int:
        yield Problem(where, "year", _shown(one["year"]), "a year")


def _pillars(
    content: Mapping[str, Any], tree: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Means that allow nothing below 0 stand above scales that stay there."""
    how = content.get("aggregate", "arithmetic")
    levels = [how] if isinstance(how, str) else how
    for name, table in tree.items():
        if _is_pillar(tree, name):
            continue
        scale = table.get("normalise", content.get("normalise", "goalposts"))
        less = table.get("direction") == "less"
        if scale not in _NEGATIVE or (scale == "none" and not less):
            continue  # what is given as it is may lie above 0: the values tell
        for above in _ways_up(tree, name, levels):
            if above[1] in _MEANS:
                found = f'{scale} goes below 0, which "{above[1]}" of {above[0]} does not allow'
                yield Problem(f'node "{name}"', "normalise", found, "goalposts, minmax or rank")
                break


def _ways_up(
    tree: Mapping[str, Mapping[str, Any]], name: str, levels: Sequence[str]
) -> list[tuple[str, str]]:
    """Every node above, with its aggregate."""
    chain = []
    while parent := _nfc(tree[name].get("parent", "")):
        chain.append(parent)
        name = parent
    found = [("the whole", levels[0])]
    for depth, one in enumerate(reversed(chain), start=1):
        own = tree[one].get("aggregate") or levels[min(depth, len(levels) - 1)]
        found.append((f'"{one}"', own))
    return found


def _rules(content: Mapping[str, Any], tree: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Zero is the worst of a scale that has one, and of others the middle: that would be a gift."""
    if content.get("missing") != "zero":
        return
    for name, table in tree.items():
        if _is_pillar(tree, name):
            continue
        scale = table.get("normalise", content.get("normalise", "goalposts"))
        if scale == "z" or (scale == "none" and table.get("direction") == "less"):
            found = f'missing = "zero" would give it a {"mean" if scale == "z" else "best"} value'
            yield Problem(f'node "{name}"', "normalise", found, "a scale on which 0 is the worst")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _shown(value: object) -> str:
    if value is None:
        return "missing"
    return f'"{value}"' if isinstance(value, str) else str(value)
