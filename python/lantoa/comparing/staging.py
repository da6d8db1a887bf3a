"""The way from one score to another in steps, each of which changes one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa.scoring.loading import content_of
from lantoa.scoring.scheme import WHOLE
from lantoa.scoring.scored import Score, scored
from lantoa.scoring.slate import Standing

if TYPE_CHECKING:
    from lantoa.scoring.panel import Measures
    from lantoa.scoring.scheme import Scheme

Year = int | None


@dataclass(frozen=True, eq=False)
class Stage:
    """Who stands where after one more thing was changed.

    Attributes:
        part: What was changed to come here; ``""`` at the start, ``"data"`` for the values of
            everybody, which are parted into one's own and those of the others.
        standing: Who has a value, and in which order.
        score: What it was made by; None where the order is all that is known.
    """

    part: str
    standing: Standing
    score: Score | None = None


def stages(start: Score, was: Year, end: Score, now: Year, broken: Sequence[str]) -> list[Stage]:
    """From a score of one year to another: broken scales, data, weights, then the rule.

    Args:
        start, was: The score and its year.
        end, now: The other one, of the same measures or of others.
        broken: Measures whose scale broke in between.

    Returns:
        The start and a stage for each thing that differs. Where the data of the one cannot be
        scored by the scheme of the other, the start and the end, ``"undivided"``.
    """
    found = [Stage("", start.standing(was), start)]
    try:
        found += _data(start, was, end, now, broken)
        found += _schemes(start, end, now)
    except InputError:
        return [found[0], Stage("undivided", end.standing(now), end)]
    return found


def _data(start: Score, was: Year, end: Score, now: Year, broken: Sequence[str]) -> Iterator[Stage]:
    """The values of the later side under the scheme of the earlier one."""
    if is_same(start, end, was, now):
        return
    moved = [name for name in broken if name in start.scheme.nodes and name in end.measures.names]
    if moved:
        mixed = scored(_mixed(start.measures, was, end.measures, now, moved), start.scheme)
        yield Stage("scale", mixed.standing(was), mixed)
    later = scored(end.measures, start.scheme)
    yield Stage("data", later.standing(now), later)


def is_same(start: Score, end: Score, was: Year, year: Year) -> bool:
    """Whether two scores of one year rest on the same numbers, as far as both have them."""
    one, other = start.measures, end.measures
    if was != year or one is other:
        return was == year
    names = [node.name for node in start.scheme.measures if node.name in other.names]
    sides = [
        pd.DataFrame(
            {name: side._values[_rows(side, year), side.names.index(name)] for name in names},
            index=side._subjects[_rows(side, year)],
        ).sort_index()
        for side in (one, other)
    ]
    return bool(names) and sides[0].equals(sides[1])


def _mixed(
    measures: Measures, was: Year, later: Measures, now: Year, names: Sequence[str]
) -> Measures:
    """Measures in which some have the values of another year; missing where it has none."""
    rows = _rows(measures, was)
    source = _rows(later, now)
    at = {later._subjects[row]: row for row in source}
    taken = np.array([at.get(subject, -1) for subject in measures._subjects[rows]], np.int64)
    values = measures._values.copy(order="F")
    for name in names:
        column = later._values[:, later.names.index(name)]
        values[rows, measures.names.index(name)] = np.where(taken >= 0, column[taken], np.nan)
    return replace(measures, _values=values)


def _rows(measures: Measures, year: Year) -> Any:
    if measures._years is None or year is None:
        return np.arange(len(measures))
    return np.flatnonzero(measures._years == year)


def _schemes(start: Score, end: Score, now: Year) -> Iterator[Stage]:
    """Weights first, then the rest of the rule; other trees are one change."""
    change = differing(start.scheme, end.scheme)
    if "scheme" in change:
        yield Stage("scheme", end.standing(now), end)
        return
    if "weights" in change:
        weights = {name: node.weight for name, node in end.scheme.nodes.items()}
        again = scored(end.measures, start.scheme.reweighted(weights))
        yield Stage("weights", again.standing(now), again)
    if "rule" in change:
        yield Stage("rule", end.standing(now), end)


def differing(one: Scheme, other: Scheme) -> set[str]:
    """In what two schemes differ: ``"scheme"`` (the tree), ``"weights"``, ``"rule"`` (the rest).

    Example:
        >>> from lantoa.scoring import load_scheme
        >>> one = load_scheme({"a": 1, "b": 3}, normalise="none")
        >>> sorted(differing(one, load_scheme({"a": 2, "b": 3}, normalise="minmax")))
        ['rule', 'weights']
        >>> differing(one, load_scheme({"a": 2, "b": 6}, normalise="none"))
        set()
    """
    parents = [{name: node.parent for name, node in one.nodes.items()} for one in (one, other)]
    if parents[0] != parents[1]:
        return {"scheme"}
    found = set()
    if not all(_weigh_alike(one, other, name) for name in one.nodes):
        found.add("weights")
    if _rule(one) != _rule(other):
        found.add("rule")
    return found


def _weigh_alike(one: Scheme, other: Scheme, name: str) -> bool:
    """A pillar that sums grows with the weights; means, and places by the whole, go by shares."""
    parent = one.nodes[name].parent
    rules = {scheme.aggregate_of(parent) for scheme in (one, other)}
    if parent != WHOLE and "sum" in rules:
        return one.nodes[name].weight == other.nodes[name].weight
    return one.share(name) == other.share(name)


def _rule(scheme: Scheme) -> dict[str, Any]:
    """Everything that places depend on but the tree and the weights."""
    kept = content_of(replace(scheme, title=(), broken=(), factor=scheme.factor * 0 + 1, id=""))
    nodes = [
        {key: value for key, value in node.items() if key not in ("weight", "vi", "en")}
        for node in kept.pop("node")
    ]
    return kept | {"node": sorted(nodes, key=lambda node: str(node["name"]))}
