"""A panel from an office: ratings, targets, places, points or measures of its registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.trends.lines import Change
from lantoa.trends.options import Options
from lantoa.trends.panel import COMPUTED, GIVEN, TOPIC, Panel, laid
from lantoa.trends.registers import READERS, Found
from lantoa.trends.standing_in import blocks_of

_YEARLY = {
    "ratings": "ratings",
    "targets": "targets",
    "places": "movement_results",
    "points": "movement_results",
    "measures": "measures",
}
_NAMED = ("targets", "measures")  # "targets:<name>": one of them


@dataclass(frozen=True)
class _Asked:
    """What is asked of an office, split at the colon."""

    what: str
    name: str | None


def of_office(office: Any, asked: Options) -> Panel:
    """The panel of an office; see ``lantoa.trend``.

    Raises:
        InputError: Nothing of the office is named, or it has no such register.
    """
    asked.refuse("an office", "subject", "year", "value", "successors", "combine", "levels")
    one = _split(asked.of, office)
    if asked.direction is not None and one.what != "measures":
        raise InputError("direction: of an office only measures need it; expected none")
    changes = changes_of(office)
    found = _of_kind(READERS[one.what](office, one.name, changes), office, asked, one.what)
    rows, notes = found.rows, list(found.notes)
    blocks = None
    if asked.by is not None:
        blocks, more = blocks_of(office, rows, asked.by, changes)
        notes += more
    return laid(
        rows["subject"].to_numpy(object),
        rows["year"].to_numpy(np.int64),
        rows["value"].to_numpy(np.float64),
        what=found.what,
        direction=asked.direction or "more",
        block=blocks,
        label=found.label,
        unit=found.unit,
        levels=found.levels,
        zero_sum=found.what == "places",
        digits=COMPUTED if one.what in ("targets", "places", "points") else GIVEN,
        breaks=asked.declared_years,
        by=asked.by,
        kind=office.frames,
        notes=tuple(notes),
    )


def _split(of: str | None, office: Any) -> _Asked:
    if of is None:
        told = _checks.listed(name for name, table in _YEARLY.items() if table in office)
        raise InputError(f"of: expected which numbers of the office: {told}")
    what, _, name = of.partition(":")
    _checks.one_of(what, list(_YEARLY), what="of")
    if name and what not in _NAMED:
        raise InputError(f'of: "{of}": of {what} there are no names; expected "{what}"')
    if _YEARLY[what] not in office:
        raise InputError(f'of: "{what}" is in the table "{_YEARLY[what]}", which is not there')
    if not len(office.tables[_YEARLY[what]]):
        raise InputError(
            f'of: "{what}" is in the table "{_YEARLY[what]}", which has no rows; expected some'
        )
    return _Asked(what, name or None)


def changes_of(office: Any) -> list[Change]:
    """The dated changes of units, in their order.

    A change counts for a whole year from the one on in which it happens.
    """
    if "unit_changes" not in office:
        return []
    frame = office.tables["unit_changes"].frame.dropna(subset=["date"])
    found = [
        Change(int(day.year), str(kind), str(source), str(to))
        for day, kind, source, to in zip(
            frame["date"], frame["kind"], frame["from_unit_id"], frame["to_unit_id"], strict=True
        )
    ]
    return sorted(found, key=lambda one: (one.year, one.source, one.to))


def _of_kind(found: Found, office: Any, asked: Options, what: str) -> Found:
    """Only people or only units: the two are never in one trend."""
    people = set()
    if "people" in office:
        people = set(office.tables["people"].frame["person_id"].dropna().astype(str))
    is_person = found.rows["subject"].isin(people)
    kind = asked.subject_kind or ("person" if is_person.any() else "unit")
    kept = found.rows[is_person if kind == "person" else ~is_person]
    if found.rows["value"].isna().all():
        raise InputError(f"{what}: every row of the office is blank; expected numbers")
    if kept.empty:
        raise InputError(
            f'subject_kind "{kind}": nobody of that kind has {what}; expected '
            f'"{"unit" if kind == "person" else "person"}"'
        )
    noted = found.notes if kind == "unit" else tuple(_not_of_units(found.notes))
    label = Saying(TOPIC, f"of_kind.{kind}", {"what": found.label})
    return Found(kept.reset_index(drop=True), found.what, label, found.unit, found.levels, noted)


def _not_of_units(notes: Sequence[Saying]) -> list[Saying]:
    return [one for one in notes if not one.path.startswith("changed.")]
