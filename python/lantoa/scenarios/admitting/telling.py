"""What is in somebody's way becomes an answer: actions, who must act, cells, rows that broke."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import explaining
from lantoa._wording import said
from lantoa.explaining.evidence import COLUMNS as evidence_columns
from lantoa.explaining.explanation import check_subject
from lantoa.explaining.leaving import left_out
from lantoa.explaining.wordings import Words
from lantoa.findings import VERDICT
from lantoa.scenarios.admitting.answer import LeastChange
from lantoa.scenarios.admitting.bringing import YEARLY
from lantoa.scenarios.admitting.holding import cells_of, filters_of, least_value
from lantoa.scenarios.admitting.needing import Need, Needing
from lantoa.scenarios.admitting.rows import are_past, ends_of
from lantoa.scenarios.admitting.standing import Lacking, lacking
from lantoa.scenarios.answer import asked_of
from lantoa.worklists.asking import Asking as Waiting
from lantoa.worklists.lines import Line
from lantoa.worklists.lines import cells_of as known_of
from lantoa.worklists.wording import heading, label, what

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

COLUMNS = (
    *("gate", "subject_id", "criterion_id", "verdict", "action", "needed", "years", "possible"),
    *("by_when", "who", "what"),
)
_CELLS = ("subject_id", "criterion_id", "table", "row", "columns", "counts_if", "what")


def least(result: Evaluation, subject_id: str) -> LeastChange:
    """What a subject lacks; see ``Evaluation.least_change``."""
    check_subject(result, subject_id)
    ids = result._judged["subject_id"].to_numpy()
    if subject_id not in ids:
        why = left_out(result, subject_id, Words.of(result.plan.lang))
        return _answer(result, subject_id, None, why=why)
    counted = bool(result._counted[ids == subject_id][0])
    if counted:
        return _answer(result, subject_id, None, lines=list(lacking(result, subject_id)))
    return _answer(result, subject_id, Needing(result, subject_id))


def _answer(
    result: Evaluation,
    subject_id: str,
    needing: Needing | None,
    *,
    why: str | None = None,
    lines: Sequence[Lacking] = (),
) -> LeastChange:
    needs = needing.needs if needing is not None else ()
    return LeastChange(
        _frame=_frame(needing),
        _kind=result.office.frames,
        asked=asked_of(result),
        subject_id=subject_id,
        counted=needing is None and why is None,
        left_out=why,
        possible=why is None and all(need.possible for need in needs),
        rows={} if needing is None else needing.rows(),
        enough=why is None and (needing is None or needing.enough),
        lacking=tuple(lines),
        _cells=pd.DataFrame(_cells(needing), columns=list(_CELLS)).astype({"row": "Int64"}),
        _broke=_broke(needing),
        _labels={one.id: one.label for one in result.plan.criteria},
    )


def _frame(needing: Needing | None) -> pd.DataFrame:
    rows = [] if needing is None else [_row(needing, need) for need in needing.needs]
    kinds: dict[str, Any] = {
        "needed": "Int64",
        "by_when": "datetime64[s]",
        "possible": bool,
        "verdict": VERDICT,
    }
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def _row(needing: Needing, need: Need) -> tuple[Any, ...]:
    action = _action(needing, need)
    years = ", ".join(map(str, needing.years(need)))
    return (
        *(need.gate, need.subject_id, need.criterion_id, need.verdict),
        *(action, _needed(needing, need), years, need.possible, _by_when(need, action)),
        *(_who(needing, need, action), need.says),
    )


def _by_when(need: Need, action: str) -> datetime.date | None:
    """The last day; of rows that would settle an unknown theirs."""
    if need.by_when is not None or action != "bring":
        return need.by_when
    return max(
        (day for step in need.steps or () for row in step for day in ends_of(row)), default=None
    )


def _action(needing: Needing, need: Need) -> str:
    if not need.possible:
        return "lost"
    if need.steps is None:
        return "fill" if need.verdict == "unknown" else "bring"
    if not need.steps:
        return "keep"
    tables = {step[-1][0] for step in need.steps}
    if tables == {"attestations"}:
        return "judge"
    past = are_past(need.steps, needing.result.as_of)
    return "fill" if past else "bring"


def _needed(needing: Needing, need: Need) -> int | None:
    if need.steps:
        return len(need.steps)
    known = needing.near.needed(need.pair)
    return known if need.possible and need.steps is None else None


def _who(needing: Needing, need: Need, action: str) -> str:
    lang = needing.result.plan.lang
    if action == "judge":
        return needing.asking[need.criterion_id].by
    if action == "lost":
        return ""
    kind = "unit" if needing.result._is_unit(need.subject_id) else "person"
    who = kind if need.subject_id != needing.subject_id else "self"
    return said(
        "admitting", f"who.{'keeper' if action == 'fill' else who}", lang, id=need.subject_id
    )


def _cells(needing: Needing | None) -> Iterator[tuple[Any, ...]]:
    """The cells that the unknown criteria in the way wait for."""
    if needing is None:
        return
    waiting, office, lang = Waiting(needing.view), needing.result.office, needing.result.plan.lang
    for need in needing.needs:
        for line in dict.fromkeys(waiting.lines(need.pair)):
            table = office.tables.get(line.table)
            row = None if line.position < 0 or table is None else table.origin.at(line.position)[2]
            columns = ", ".join(heading(name, line.table, lang) for name in line.columns)
            named = needing.asking[line.criterion_id or need.criterion_id].criterion.label
            told = what(line, known_of(line, office), named, lang)
            yield (*need.pair, line.table, row, columns, _counts_if(needing, need, line), told)


def _counts_if(needing: Needing, need: Need, line: Line) -> str:
    """The least that the cells of a line would have to say to count for the criterion."""
    resolved, criterion = needing.result._resolved, needing.near.criteria[need.criterion_id]
    fact = resolved["facts"].get(criterion.get("fact"))
    if fact is None or line.table != fact["table"] or fact.get("ratio") is not None:
        return ""
    year = line.year or needing.result.as_of.year
    if criterion["kind"] == "attested":
        least: dict[str, Any] = {fact["value"]: "met"}
    elif criterion["kind"] in YEARLY:
        value = least_value(criterion, resolved["scales"].get(fact.get("scale")), year)
        least = {} if value is None else cells_of(fact, value)
    else:
        least = {} if criterion["kind"] == "never" else filters_of(criterion, fact, year)
    lang = needing.result.plan.lang
    told = {name: cell for name, cell in least.items() if name in line.columns}
    return "; ".join(
        f"{heading(name, line.table, lang)}: {label(cell, name, line.table, lang)}"
        for name, cell in told.items()
    )


def _broke(needing: Needing | None) -> pd.DataFrame:
    if needing is None:
        return pd.DataFrame(columns=list(evidence_columns))
    lost = {need.pair for need in needing.lost()}
    rows = explaining.evidence(needing.view)
    pairs = zip(rows["subject_id"], rows["criterion_id"], strict=True)
    broke = np.array([pair in lost for pair in pairs], dtype=bool)
    return rows[broke & (rows["part"] == "breaks")].reset_index(drop=True)
