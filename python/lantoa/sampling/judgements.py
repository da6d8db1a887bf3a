"""Judgements of the council, the party committee and the unit meetings.

One round, at the end of August of the last year: seven judgements of everybody who is there, one
in fifty not on record. Votes stand where someone was acclaimed, by those who were members.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from lantoa.sampling.columns import Bools, Columns, Floats, Ints, coded, day, ids, joined
from lantoa.sampling.draws import Stream, stream
from lantoa.sampling.lines import Lines
from lantoa.sampling.staff import Staff
from lantoa.sampling.unit_years import unit_quality
from lantoa.sampling.workdays import working
from lantoa.sampling.world import World, words
from lantoa.sampling.yearly import unit_is_open

VERDICTS = ["met", "failed"]


def criteria_of(kind: str) -> list[str]:
    """The judged criteria of a unit or a person; the first has an alternative, ``instead``.

    >>> len(criteria_of("person"))
    7
    """
    texts = words()["judged"]
    return [*texts["both"], texts[kind]]


def attestation_table(world: World, staff: Staff, lines: Lines) -> Columns:
    """The table `attestations`."""
    chance = stream(world.seed, "attestations")
    on = working(np.array([day(world.years[-1], 8, 27)]))[0]
    unit = staff.unit_on(on)
    members = np.bincount(unit[unit >= 0], minlength=world.units)
    people = np.flatnonzero(unit >= 0)
    units = np.flatnonzero(unit_is_open(lines, on) & (members > 0))
    rows = world.unit_codes(units)
    quality = unit_quality(lines)[units]
    return joined(
        [
            _round(chance, world, on, "unit", rows, quality, members[units]),
            _round(
                chance, world, on, "person", people, staff.ability[people], members[unit[people]]
            ),
        ]
    )


def _round(
    chance: Stream,
    world: World,
    on: np.datetime64,
    kind: str,
    subject: Ints,
    ability: Floats,
    members: Ints,
) -> Columns:
    criteria = criteria_of(kind)
    which = np.tile(np.arange(len(criteria)), len(subject))
    of = np.repeat(np.arange(len(subject)), len(criteria))
    found = chance.random(len(of)) >= 0.02
    of, which = of[found], which[found]
    met = chance.random(len(of)) < _promise(ability)[of]
    table = {
        "subject_id": ids(subject[of], world.ids),
        "criterion_id": _criteria(chance, criteria, which),
        "date": np.full(len(of), on),
        "verdict": coded(np.where(met, 0, 1), VERDICTS),
        **_bodies(criteria, which, world.years[-1]),
    }
    acclaimed = which == criteria.index(words()["judged"]["acclaimed"])
    return table | _votes(chance, acclaimed, met, members[of])


def _promise(ability: Floats) -> Floats:
    """How likely a judgement is good: surely for the able."""
    return np.asarray(np.minimum(0.45 + 0.75 * ability, 1.0))


def _criteria(chance: Stream, criteria: list[str], which: Ints) -> pd.Categorical:
    """One subject in five is judged by achievement in a field instead of assigned tasks."""
    instead = (which == 0) & (chance.random(len(which)) < 0.2)
    return coded(np.where(instead, len(criteria), which), [*criteria, words()["judged"]["instead"]])


def _bodies(criteria: list[str], which: Ints, year: int) -> Columns:
    """Who judges, and in which minutes."""
    texts = words()["judged"]
    bodies = [texts["council"], texts["unit_meeting"], texts["party"]]
    judge = [_judge(criterion) for criterion in criteria]
    code = np.array(judge)[which]
    minutes = [f"BB-{number:02d}/{year}" for number in (3, 1, 2)]
    return {"by": coded(code, bodies), "document": coded(code, minutes)}


def _judge(criterion: str) -> int:
    texts = words()["judged"]
    return 1 if criterion in texts["by_unit_meeting"] else 2 * (criterion in texts["by_party"])


def _votes(chance: Stream, asked: Bools, met: Bools, members: Ints) -> Columns:
    """Votes of the members: more than half of all where met, at most half where not."""
    total = members.astype(float)
    away = np.floor(0.2 * total * chance.random(len(total)))
    half = np.floor(total / 2)
    high = np.maximum(total - away, half + 1)
    above = half + 1 + np.floor((high - half) * chance.random(len(total)))
    below = np.floor((half + 1) * chance.random(len(total)))
    favour = np.where(met, np.minimum(above, high), below)
    cast = np.maximum(high, favour)
    return {
        name: np.where(asked, votes, np.nan)
        for name, votes in (("votes_for", favour), ("votes_cast", cast), ("votes_total", total))
    }
