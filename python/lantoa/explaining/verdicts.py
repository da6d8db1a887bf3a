"""Every verdict as a row: what it is, what it still needs, what it waits for, and its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa.explaining.asking import Asking
from lantoa.explaining.cases import Cases
from lantoa.explaining.rows import REPEATED
from lantoa.explaining.sentences import sentence
from lantoa.explaining.wordings import Words
from lantoa.findings import WHY_UNKNOWN

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_FEW = 100
"""Up to here each pair is put into words without a look whether another one is alike."""

Hashes = np.ndarray[Any, np.dtype[np.uint64]]

_OF_PAIR = ["criterion_id", "verdict", "provisional", "done", "may", "needed", "open_years"]
_OF_NOTE = ["part", "table", "year", "why"]
_TEXTS = (
    "subject_id",
    "subject_kind",
    "criterion_id",
    "years_left",
    "why_unknown",
    "reading",
    "says",
)
_ONLY_WHAT_BREAKS = "targets"
"""Of this table a sentence repeats the rows that break a rule, and no others."""


def verdicts(result: Evaluation, *, lang: str | None = None) -> pd.DataFrame:
    """A row per subject and criterion that is asked of it; points are no verdicts.

    Args:
        result: The result whose verdicts are told.
        lang: ``"vi"`` or ``"en"``; None is the plan's language.

    Returns:
        ``subject_id``, ``subject_kind``, ``criterion_id``; ``verdict`` and ``provisional``
        (ordered, the farthest from success first); ``needed``, how much more an open one needs;
        ``years_left``, the years that may still get a row; ``why_unknown``, what an unknown
        waits for first; ``reading``, the readings chosen that bear on it; ``says``, in a sentence.

    Raises:
        InputError: The language is not known.
    """
    words = Words.of(lang or result.plan.lang)
    asking = Asking(result.plan, result.as_of, words)
    pairs = result._pairs
    cases = Cases(result, result._survey, asking, restricted=False)
    frame = pd.DataFrame(
        {
            "subject_id": pairs["subject_id"],
            "subject_kind": _kinds(result, pairs),
            "criterion_id": pairs["criterion_id"],
            "verdict": pairs["verdict"],
            "provisional": pairs["provisional"],
            "needed": needed(pairs),
            "years_left": _years_left(cases),
            "why_unknown": why_unknown(pairs),
            "reading": _readings(asking, pairs),
            "says": _says(cases),
        }
    )
    ordered = frame.iloc[_in_order(result, pairs)].reset_index(drop=True)
    return ordered.astype(dict.fromkeys(_TEXTS, "str"))


def needed(pairs: pd.DataFrame) -> pd.Series:
    """How much more an open verdict needs; null for any other, and where nothing counts it."""
    numbers = pairs["needed"].astype("Int64")
    return numbers.where((numbers > 0) & (pairs["verdict"] == "open"))


def why_unknown(pairs: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.object_]]:
    """What an unknown waits for, the first of what is named; blank for any other verdict."""
    mask = np.where(pairs["verdict"] == "unknown", pairs["why"].to_numpy(), 0)
    first = np.full(len(mask), "", dtype=object)
    for bit, name in reversed(list(enumerate(WHY_UNKNOWN))):
        first[(mask >> bit & 1) == 1] = name
    return first


def _kinds(result: Evaluation, pairs: pd.DataFrame) -> np.ndarray[Any, Any]:
    judged = result._judged
    kinds = dict(zip(judged["subject_id"], judged["subject_kind"], strict=True))
    return pairs["subject_id"].map(kinds).to_numpy(dtype=object)


def _in_order(result: Evaluation, pairs: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Subjects as they are judged, criteria as the plan has them."""
    order = {criterion.id: at for at, criterion in enumerate(result.plan.criteria)}
    subjects = pd.factorize(pairs["subject_id"])[0]
    return np.lexsort((pairs["criterion_id"].map(order).to_numpy(), subjects))


def _years_left(cases: Cases) -> pd.Series:
    bits = cases.pairs["open_years"].where(cases.pairs["verdict"].isin(["open", "unknown"]), 0)
    told = {one: ", ".join(map(str, cases.open_years(one))) for one in bits.unique()}
    return bits.map(told)


def _readings(asking: Asking, pairs: pd.DataFrame) -> pd.Series:
    told = {
        name: "; ".join(f"{one.question}={one.reading}" for one in asking.readings(name))
        for name in pairs["criterion_id"].unique()
    }
    return pairs["criterion_id"].map(told)


def _says(cases: Cases) -> np.ndarray[Any, np.dtype[np.object_]]:
    """A sentence for every pair; pairs that are alike in all that is said are told once."""
    if len(cases.pairs) <= _FEW:
        return np.array([_sentence(cases, pair) for pair in range(len(cases.pairs))], dtype=object)
    alike, _ = pd.factorize(_fingerprints(cases))
    _, first = np.unique(alike, return_index=True)
    told = [_sentence(cases, int(pair)) for pair in first]
    return np.array(told, dtype=object)[alike]


def _sentence(cases: Cases, pair: int) -> str:
    return sentence(cases.asking[cases.criterion_of(pair)], cases[pair])


def _fingerprints(cases: Cases) -> Hashes:
    """A hash of all that the sentence of a pair depends on."""
    hashes = _hashed(cases.pairs[_OF_PAIR])
    merged = np.unique(cases._lines["pair"].to_numpy())
    hashes[merged] += merged.astype(np.uint64) + np.uint64(1)  # a merged unit is like no other
    notes = _note_hashes(cases)
    np.add.at(hashes, cases.notes["pair"].to_numpy(), notes)
    np.add.at(hashes, *_part_hashes(cases))
    return hashes


def _note_hashes(cases: Cases) -> Hashes:
    notes = cases.notes
    linked = (notes["table"] == "memberships").to_numpy()
    told = notes[_OF_NOTE].assign(
        has_row=notes["position"] >= 0, whose=notes["subject_id"].where(linked, "")
    )
    if linked.any():  # of a head's link: the person's own row does not name a unit
        own = cases.pairs["subject_id"].to_numpy()[notes["pair"].to_numpy()]
        told["whose"] = told["whose"].where(notes["subject_id"].to_numpy() != own, "")
    hashes = _hashed(told)
    position = notes["position"].to_numpy()
    for name, columns in REPEATED.items():
        said = (notes["table"] == name).to_numpy() & (position >= 0)
        if name == _ONLY_WHAT_BREAKS:
            said &= (notes["part"] == "breaks").to_numpy()
        at = np.flatnonzero(said)
        if len(at):
            rows = cases.result.office.tables[name].frame[list(columns)].iloc[position[at]]
            hashes[at] = _mixed(hashes[at], _hashed(rows))
    return hashes


def _part_hashes(cases: Cases) -> tuple[np.ndarray[Any, Any], Hashes]:
    """Of every pair whose rule has parts, the verdicts of the parts."""
    pairs = cases.pairs
    names = [name for name in pairs["criterion_id"].unique() if cases.asking.parts(name)]
    found: list[np.ndarray[Any, Any]] = []
    hashes: list[Hashes] = []
    for name in names:
        at = np.flatnonzero((pairs["criterion_id"] == name).to_numpy())
        for part in cases.asking.parts(name):
            of_part = pairs[pairs["criterion_id"] == part].set_index("subject_id")["verdict"]
            mine = of_part.reindex(pairs["subject_id"].iloc[at]).astype(str).reset_index(drop=True)
            found.append(at)
            hashes.append(_hashed(pd.DataFrame({"part": part, "verdict": mine})))
    if not found:
        return np.array([], dtype=np.int64), np.array([], dtype=np.uint64)
    return np.concatenate(found), np.concatenate(hashes)


def _hashed(frame: pd.DataFrame) -> Hashes:
    return np.array(pd.util.hash_pandas_object(frame, index=False), dtype=np.uint64)


def _mixed(one: Hashes, other: Hashes) -> Hashes:
    return (one ^ (other * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xC2B2AE3D27D4EB4F)
