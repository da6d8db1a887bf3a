"""Subjects of a frame that were renamed, merged or split: what becomes of their series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.scoring.cells import ids_of, years_of
from lantoa.scoring.packing import opened
from lantoa.trends.lines import Change, followed
from lantoa.trends.options import Options
from lantoa.trends.panel import TOPIC


def succeeded(table: pd.DataFrame, asked: Options) -> tuple[pd.DataFrame, tuple[Any, ...]]:
    """The rows under the ids of those who succeeded, and what a reader must know of it.

    Args:
        table: ``subject``, ``year``, ``value`` and perhaps ``block``.
        asked: With ``successors`` and ``combine``.

    Raises:
        InputError: The successors cannot be read, or name nobody.
    """
    if asked.successors is None:
        if asked.combine is not None:
            raise InputError("combine: without successors there is nothing to add; expected both")
        return table, ()
    changes = _changes(asked.successors, table)
    rows, notes = followed(table, changes, add=asked.combine == "sum")
    return rows, (*notes, *_overlaps(table, changes))


def _overlaps(table: pd.DataFrame, changes: Sequence[Change]) -> Iterator[Saying]:
    """Pairs that both have numbers in some years: one of them may be no successor."""
    there = table.dropna(subset="value").groupby("subject")["year"].agg(set)
    for one in changes:
        both = sorted(there.get(one.source, set()) & there.get(one.to, set()))
        if both:
            gaps = {"source": one.source, "to": one.to, "years": ", ".join(map(str, both))}
            yield Saying(TOPIC, "notes.overlap", gaps)


def _expect_no_circle(pairs: Sequence[tuple[str, str, int | None]]) -> None:
    """Whoever follows successors comes to an end."""
    after: dict[str, list[str]] = {}
    for source, to, _ in pairs:
        after.setdefault(source, []).append(to)
    ended: set[str] = set()
    for start in after:
        circle = _circle(start, after, ended)
        if circle:
            named = " → ".join(circle)
            raise InputError(f"successors: {named} is a circle; expected each to end in a last one")


def _circle(start: str, after: Mapping[str, list[str]], ended: set[str]) -> list[str]:
    """The circle that is met from somebody on, blank where there is none.

    >>> _circle("A", {"A": ["B"], "B": ["C"], "C": ["B"]}, set())
    ['B', 'C', 'B']
    """
    path, ways = [start], [iter(after.get(start, ()))]
    while path:
        to = next(ways[-1], None)
        if to is None:
            ended.add(path.pop())
            ways.pop()
        elif to in path:
            return [*path[path.index(to) :], to]
        elif to not in ended:
            path.append(to)
            ways.append(iter(after.get(to, ())))
    return []


def _changes(given: Any, table: pd.DataFrame) -> list[Change]:
    pairs = _pairs(given)
    known = set(table["subject"])
    for name in [one for pair in pairs for one in pair[:2]]:
        if name not in known:
            raise _checks.unknown(name, sorted(known), what="successors: subject")
    again = [pair[0] for pair in pairs if pair[0] == pair[1]]
    if again:
        raise InputError(f'successors: "{again[0]}" is named as its own successor')
    _expect_no_circle(pairs)
    first = table.groupby("subject")["year"].min()
    takers = pd.Series([to for _, to, _ in pairs]).value_counts()
    givers = pd.Series([source for source, _, _ in pairs]).value_counts()
    found = []
    for source, to, year in pairs:
        if givers[source] > 1:
            kind = "split"
        else:
            kind = "merge" if takers[to] > 1 or first[to] <= first[source] else "rename"
        found.append(Change(int(first[to]) if year is None else year, kind, source, to))
    return sorted(found, key=lambda one: (one.year, one.source, one.to))


def _pairs(given: Any) -> list[tuple[str, str, int | None]]:
    """From, to and the first year of the new one, which is None where it is not told."""
    if isinstance(given, Mapping):
        return [(str(source), str(to), None) for source, to in given.items()]
    frame, _ = opened(given)
    for name in ("from", "to"):
        _checks.one_of(name, frame.columns, what="successors: column")
    sources, takers = (ids_of(frame[name], name) for name in ("from", "to"))
    years: list[int | None] = [None] * len(sources)
    if "year" in frame.columns:
        years = years_of(frame["year"], "year").tolist()
    return list(zip(sources, takers, years, strict=True))
