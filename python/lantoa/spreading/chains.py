"""What takers say of whom they have a practice from, followed back to where it began."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from lantoa.spreading.circle import Circle
from lantoa.spreading.finding import Findings
from lantoa.spreading.registers import Register
from lantoa.spreading.taking import Taken

CHAINS = ("practice_id", "subject_id", "source_id", "root_id", "depth", "in_circle", "source_first")


def chains_of(
    practice: str, taken: Taken, circle: Circle, exemplar: str, roots: Mapping[str, np.datetime64]
) -> pd.DataFrame:
    """The claimed chains of a practice, a row per taker who names a source.

    A chain is what takers say, not what was seen: it is a fact about claims and never an exposure.

    Args:
        practice: Its id.
        taken: Who took it up.
        circle: The subjects.
        exemplar: From whom it comes; it has it from the beginning.
        roots: First days of taking up of everybody, of the other kind too.

    Returns:
        ``practice_id``, ``subject_id``, ``source_id``, ``root_id`` (where the chain begins),
        ``depth`` (1 for who has it from the root; unknown in a circle of claims), ``in_circle``
        (claims that lead back to themselves) and ``source_first`` (the source had it no later;
        False also where it was not seen to have it).
    """
    spell = pd.Series(np.arange(len(taken))).groupby(taken.subject).first().to_numpy(int)
    named = spell[taken.source[spell] != ""] if len(spell) else spell
    takers, sources = circle.ids[taken.subject[named]], taken.source[named]
    claims = dict(zip(takers, sources, strict=True))
    walked = [_walk(one, claims) for one in takers]
    first = [
        source == exemplar or bool(roots.get(source, np.datetime64("NaT")) <= day)
        for source, day in zip(sources, taken.started[named], strict=True)
    ]
    found = pd.DataFrame(
        {
            "practice_id": practice,
            "subject_id": takers,
            "source_id": sources,
            "root_id": [root for root, _ in walked],
            "depth": pd.array([depth for _, depth in walked], "Int64"),
            "in_circle": np.array([depth is None for _, depth in walked], bool),
            "source_first": np.array(first, bool),
        },
        columns=list(CHAINS),
    )
    texts = dict.fromkeys(("practice_id", "subject_id", "source_id", "root_id"), "str")
    return found.astype(texts)


def list_claims(
    chains: pd.DataFrame,
    taken: Taken,
    circle: Circle,
    exemplar: str,
    register: Register,
    findings: Findings,
) -> None:
    """List the claims of a practice that cannot be so: a source who took it up later or never.

    Args:
        chains: Of `chains_of`.
        taken: Who took it up.
        circle: The subjects.
        exemplar: Who has it without taking it up.
        register: The adoptions.
        findings: Where they are listed, and claims that lead back to themselves too.
    """
    rows = dict(zip(circle.ids[taken.subject][::-1], taken.row[::-1], strict=True))
    practice = chains["practice_id"].iloc[0] if len(chains) else ""
    ours = register.ids("practice_id") == practice
    written = {*register.ids("subject_id")[ours], exemplar}
    counted = first_days([(taken, circle)])
    sources = chains["source_id"].astype(object)
    for kind, wrong in (
        ("source_later", ~chains["source_first"] & sources.isin(list(counted))),
        ("source_never", ~sources.isin(list(written))),
        ("source_circle", chains["in_circle"]),
    ):
        at = [rows[one] for one in chains.loc[wrong.to_numpy(bool), "subject_id"]]
        findings.add(kind, register, sorted(at), "source_id")


def _walk(one: str, claims: Mapping[str, str]) -> tuple[str | None, int | None]:
    """Where the chain of a taker begins, and in how many steps; none where it turns in a circle.

    >>> _walk("c", {"c": "b", "b": "a"}), _walk("c", {"c": "b", "b": "c"})
    (('a', 2), (None, None))
    """
    seen, depth = {one}, 0
    while one in claims:
        one, depth = claims[one], depth + 1
        if one in seen:
            return None, None
        seen.add(one)
    return one, depth


def first_days(taken: Iterable[tuple[Taken, Circle]]) -> dict[str, np.datetime64]:
    """The first day on which each subject took something up."""
    found: dict[str, np.datetime64] = {}
    for one, circle in taken:
        for subject, day in zip(circle.ids[one.subject], one.started, strict=True):
            found[subject] = min(day, found.get(subject, day))
    return found
