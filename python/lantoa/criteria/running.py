"""A weight at every whole value, the others moving along as a proportional scenario moves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError
from lantoa.criteria import dated
from lantoa.criteria.book import key_of, owner_of
from lantoa.criteria.weights import KEEP, PROPORTIONAL, moved

if TYPE_CHECKING:
    from lantoa.criteria.book import Book

_BEARING = ("scoring", "track")


def running(book: Book, criterion_id: str, day: date) -> Iterator[tuple[int, Mapping[str, int]]]:
    """Each whole weight from 0 up that leaves room for the others, and the weights in force.

    They are those of ``plan.change(Scenario({path: weight}, weights="proportional"))``, found
    without judging the plan's soundness anew.

    Args:
        book: The plan's rules.
        criterion_id: Whose weight runs; it is asked.
        day: Of amended weights the ones in force on it.

    Raises:
        InputError: The others cannot make room at any weight.
    """
    owner = f"criterion.{criterion_id}"
    held = replace(book, changes={**book.changes, f"{owner}.weight": 0}, weights=KEEP)
    fixed = {owner_of(path).partition(".")[2] for path in held.laid if key_of(path) == "weight"}
    tables = {path: table for path, table in held.filled.items() if _bears(path, table)}
    for weight in range(int(tables["scoring"]["points_total"]) + 1):
        now = {**tables, owner: {**tables[owner], "weight": weight}}
        try:
            along = moved(now, fixed, PROPORTIONAL)
        except InputError:
            if weight == 0:
                raise
            return
        yield (
            weight,
            {
                path.split(".")[1]: dated.in_force(
                    along.get(f"{path}.weight", table["weight"]), day
                )
                for path, table in now.items()
                if path.startswith("criterion.")
            },
        )


def _bears(path: str, table: Mapping[str, Any]) -> bool:
    """Whether a table bears on the weights: there are few, and they are read a thousand times."""
    section = path.partition(".")[0]
    return table.get("kind") == "scored" if section == "criterion" else section in _BEARING
