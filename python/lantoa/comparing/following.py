"""Who is who: the ids of an earlier result as a later one knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation


def ids_now(earlier: Evaluation, later: Evaluation) -> dict[str, str]:
    """For everybody judged earlier the id in force later: units are followed through renames.

    A merged unit is another one, made of several, and is not followed.
    """
    renamed = renames(earlier, later)
    judged = set(later._judged["subject_id"])
    return {subject: _follow(subject, renamed, judged) for subject in earlier._judged["subject_id"]}


def renames(earlier: Evaluation, later: Evaluation) -> dict[str, str]:
    """Old ids to new ones, by the registers of both."""
    pairs: dict[str, str] = {}
    for office in (earlier.office, later.office):
        table = office.tables.get("unit_changes")
        if table is None:
            continue
        frame: pd.DataFrame = table.frame[table.frame["kind"] == "rename"]
        ids = zip(frame["from_unit_id"].astype(str), frame["to_unit_id"].astype(str), strict=True)
        pairs.update(ids)
    return pairs


def _follow(subject: str, renamed: dict[str, str], judged: set[str]) -> str:
    """The first id on the road of renames that is judged later; the own one where none is."""
    seen = {subject}
    at = subject
    while at not in judged and at in renamed and renamed[at] not in seen:
        at = renamed[at]
        seen.add(at)
    return at if at in judged else subject
