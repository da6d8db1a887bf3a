"""What was changed, in the plan's words: each edit with the value before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import said
from lantoa.comparing.differences import differences
from lantoa.criteria.book import key_of
from lantoa.scenarios.labels import labels_of

if TYPE_CHECKING:
    from lantoa.criteria.scenario import Scenario
    from lantoa.evaluating import Evaluation

COLUMNS = ("path", "edit", "was", "now", "reason", "asked")


def edits(before: Evaluation, after: Evaluation, scenario: Scenario) -> pd.DataFrame:
    """A row per value that was asked to change, then one per weight that moved with them."""
    rows_of = differences(before.plan, after.plan).to_dict("records")
    labels, plain = labels_of(before.plan), {one.id: one.label for one in before.plan.criteria}
    for row in rows_of:
        name = row["criterion_id"]
        if name in labels:
            row["label"] = str(row["label"]).replace(plain[name], labels[name], 1)
    found = {row["path"]: row for row in rows_of}
    by_short = {path.partition(".")[2]: path for path in found}
    rows, seen = [], set()
    for asked in scenario:
        path = asked if asked in found else by_short.get(asked, asked)
        seen.add(path)
        rows.append(_row(path, found.get(path), scenario.reasons.get(asked, ""), asked=True))
    rows += [
        _row(path, row, "", asked=False)
        for path, row in found.items()
        if path not in seen and key_of(path) == "weight"
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"asked": bool})


def _row(path: str, row: Mapping[Any, Any] | None, reason: str, *, asked: bool) -> tuple[Any, ...]:
    """A value that stays as it is has no words of its own."""
    if row is None:
        return path, path, "", "", reason, asked
    return path, row["label"], row["this"], row["draft"], reason, asked


def title(told: pd.DataFrame, supposed: Mapping[str, int], lang: str) -> str:
    """What was changed, in one line."""
    rows = told.to_dict("records")
    parts = [_edit(row, lang) for row in rows if row["asked"]]
    moved = [_edit(row, lang) for row in rows if not row["asked"]]
    if moved:
        parts.append(said("what_if", "with_it", lang, edits=", ".join(moved)))
    if supposed:
        told_rows = [
            said("what_if", "rows", lang, count=count, table=table)
            for table, count in supposed.items()
        ]
        parts.append(said("what_if", "supposed", lang, rows=", ".join(told_rows)))
    return said("what_if", "title", lang, edits="; ".join(parts))


def _edit(row: Mapping[Any, Any], lang: str) -> str:
    if not row["was"] and not row["now"]:
        told = said("what_if", "same", lang, which=row["path"])
    else:
        told = said("what_if", "edit", lang, label=row["edit"], was=row["was"], now=row["now"])
    return told + (said("what_if", "reason", lang, reason=row["reason"]) if row["reason"] else "")
