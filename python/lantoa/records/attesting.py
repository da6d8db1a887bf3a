"""What a batch says of a record: that it is the one that was made, and where its subject stood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from pydantic import ValidationError

from lantoa import _core
from lantoa.records.canonical import SEAL, digest
from lantoa.records.differing import Difference, differences
from lantoa.records.shape import BatchShape

if TYPE_CHECKING:
    from lantoa.records.canonical import Json

_SHARED = ("as_of", "counting", "gates", "track", "data")
_PLACES = ("place", "place_low", "place_high", "tied")
_VERDICTS = ("verdict", "provisional", "countable", "counted")


def batch_faults(batch: Json) -> list[Difference]:
    """Everything in a batch that does not hold."""
    try:
        BatchShape.model_validate(batch)
    except ValidationError as error:
        return [
            Difference(".".join(map(str, one["loc"])), one["input"], one["msg"], "shape")
            for one in error.errors()
        ]
    stated = {name: batch[name] for name in (SEAL, "standing_fingerprint")}
    found = {SEAL: digest(batch), "standing_fingerprint": digest(batch["standing"])}
    again = [*_everybody(batch), *_ranked_again(batch["standing"])]
    return [*differences(stated, found, "", "hash"), *again]


def _everybody(batch: Json) -> Iterator[Difference]:
    """Whoever is judged has a record, and nobody else."""
    judged = sorted(one["subject_id"] for one in batch["standing"]["verdicts"])
    if judged != sorted(batch["records"]):
        yield Difference("records", sorted(batch["records"]), judged, "judged_again")


def _ranked_again(standing: Json) -> Iterator[Difference]:
    """Places in the office, ranked again by the batch's own numbers through the same core."""
    for kind, chain in standing["ties"].items():
        mine = [one for one in standing["places"] if one["subject_kind"] == kind]
        lengths = {len(one[name]) for one in mine for name in ("parting", "parting_high")}
        if len(lengths) > 1 or max(lengths, default=0) > len(chain):
            yield Difference(f"standing.ties.{kind}", chain, sorted(lengths), "judged_again")
        elif mine:
            stated = {one["subject_id"]: {name: one[name] for name in _PLACES} for one in mine}
            found = dict(zip(stated, _places_of(mine), strict=True))
            yield from differences(stated, found, "standing.places", "judged_again")


def _places_of(rows: list[Json]) -> list[Json]:
    contest = _core.Contest()
    contest.group = np.zeros(len(rows), np.int32)
    entries = [_core.Entry[one["entry"].upper()].value for one in rows]
    contest.entry = np.array(entries, np.int32)
    contest.low, contest.high = (
        np.array(
            [[one[f"points{end}_thousandths"], *one[f"parting{end}"]] for one in rows], np.int64
        )
        for end in ("", "_high")
    )
    found = _core.rank(contest)
    numbers = zip(found.place, found.best, found.worst, found.tied, strict=True)
    return [
        {
            name: int(one) or (0 if name == "tied" else None)
            for name, one in zip(_PLACES, row, strict=True)
        }
        for row in numbers
    ]


def unattested(record: Json, batch: Json) -> Iterator[Difference]:
    """Where a record and a sound batch do not say the same."""
    subject = record["subject"]["id"]
    stated = {name: record[name] for name in _SHARED}
    found = {name: batch[name] for name in _SHARED}
    stated["plan"] = {name: record["plan"][name] for name in batch["plan"]}
    found["plan"] = batch["plan"]
    stated["verdict"] = {name: record["verdict"][name] for name in _VERDICTS}
    found["verdict"] = _verdict(batch, subject)
    stated["place"], found["place"] = record["place"], _place(batch, subject)
    stated[SEAL], found[SEAL] = record[SEAL], batch["records"].get(subject)
    yield from differences(stated, found, "", "batch")


def _verdict(batch: Json, subject: str) -> Json | None:
    for one in batch["standing"]["verdicts"]:
        if one["subject_id"] == subject:
            return {name: one[name] for name in _VERDICTS}
    return None


def _place(batch: Json, subject: str) -> Json:
    standing = batch["standing"]
    places = {one.get("subject_id"): one for one in standing["places"]}
    return {
        "standing": batch["standing_fingerprint"],
        "office": places.get(subject),
        "lines": [one for one in standing["lines"] if one.get("subject_id") == subject],
    }
