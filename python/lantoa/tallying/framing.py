"""The frames of a tally, in pandas: subjects and stages in order, amounts as points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.tallying import words
from lantoa.tallying.entries import STAGES
from lantoa.tallying.forms import filled
from lantoa.tallying.layout import evidence_of
from lantoa.tallying.showing import frame

if TYPE_CHECKING:
    from lantoa.tallying.tally import Tally

Numbers = np.ndarray[Any, Any]
STATUS = ("ranked", "perhaps_not_ranked", "not_ranked")


def as_points(amounts: Numbers, scale: int) -> pd.arrays.FloatingArray:
    """Amounts as points; missing where nothing bounds them or none was entered."""
    none = (amounts == _core.NO_LEAST) | (amounts == _core.NO_MOST)
    return pd.arrays.FloatingArray(np.where(none, 0, amounts) / scale, none)


def _head(result: Tally, columns: int) -> dict[str, Any]:
    forms = result._scored.forms
    subjects = np.repeat([form.subject for form in forms], columns)
    stages = np.repeat([form.stage for form in forms], columns)
    return {
        "subject_id": pd.array(subjects, "str"),
        "stage": pd.Categorical(stages, categories=list(STAGES[:2]), ordered=True),
    }


def _ends(result: Tally, name: str) -> dict[str, Any]:
    """The four ends of items, groups or the total, row after row."""
    found = {}
    for of, source in (("entered", result._scored.entered), ("written", result._scored.written)):
        for end, column in (("low", of), ("high", f"{of}_high")):
            amounts = getattr(source, f"{name}_{end}").ravel()
            found[column] = as_points(amounts, result.table.scale)
    return found


def _difference(result: Tally, name: str) -> pd.arrays.FloatingArray:
    """Written less entered, in whole amounts first; missing where either is an interval."""
    written, entered = result._scored.written, result._scored.entered
    first, last = (getattr(entered, f"{name}_{end}").ravel() for end in ("low", "high"))
    low, high = (getattr(written, f"{name}_{end}").ravel() for end in ("low", "high"))
    sure = (first == last) & (low == high)
    return as_points(
        np.where(sure, low - np.where(sure, first, 0), _core.NO_LEAST), result.table.scale
    )


def totals(result: Tally) -> pd.DataFrame:
    """The answer of ``Tally.totals``."""
    bands = result._scored.written.bands
    names = [band.id for band in result.table.layout.file.band]

    def band(column: int) -> Any:
        codes = [int(code) for code in bands[:, column]]
        return pd.array([None if at == _core.BLANK else names[at] for at in codes], "str")

    return pd.DataFrame(
        {
            **_head(result, 1),
            **_ends(result, "total"),
            "difference": _difference(result, "total"),
            "status": pd.array(statuses(result), "str"),
            "band": band(0),
            "band_high": band(1),
        }
    )


def statuses(result: Tally) -> list[str]:
    """For every form whether a gate leaves it unranked."""
    gates = result._scored.written.gates
    worst = gates.max(axis=1) if gates.shape[1] else np.zeros(len(gates), int)
    return [STATUS[int(code)] for code in worst]


def groups(result: Tally) -> pd.DataFrame:
    """The answer of ``Tally.groups``."""
    names = [group.id for group in result.table.layout.groups]
    return pd.DataFrame(
        {
            **_head(result, len(names)),
            "group": pd.array(names * len(result), "str"),
            **_ends(result, "groups"),
        }
    )


def items(result: Tally) -> pd.DataFrame:
    """The answer of ``Tally.items``."""
    of = result.table.layout.file.item
    return pd.DataFrame(
        {
            **_head(result, len(of)),
            "item": pd.array([item.id for item in of] * len(result), "str"),
            "group": pd.array([item.group for item in of] * len(result), "str"),
            **_ends(result, "items"),
            "difference": _difference(result, "items"),
            "mark": pd.array([item.status for item in of] * len(result), "str"),
        }
    )


def rules(result: Tally) -> pd.DataFrame:
    """The answer of ``Tally.rules``."""
    rows = [row for at in range(len(result)) for row in _rules_of(result, at)]
    texts = dict.fromkeys(("subject_id", "stage", "item", "rule", "evidence"), "str")
    names = ("entered", "points", "points_high", "counted", "counted_high")
    return frame(rows, {**texts, **dict.fromkeys(names, "Float64"), "mark": "str"})


def _rules_of(result: Tally, at: int) -> Iterator[dict[str, Any]]:
    written, form, scale = result._scored.written, result._scored.forms[at], result.table.scale
    for place, (item, rule) in enumerate(result.table.layout.rules):
        told = told_by(result, at, place)
        amounts = {
            "entered": form.entered.get(place, _core.NOT_ENTERED),
            "points": written.rules_low[at, place],
            "points_high": written.rules_high[at, place],
            "counted": written.counted_low[at, place],
            "counted_high": written.counted_high[at, place],
        }
        if not told and amounts["entered"] == _core.NOT_ENTERED and not written.notes[at, place]:
            continue
        ends = (_core.NO_LEAST, _core.NO_MOST)
        points = {n: None if a in ends else int(a) / scale for n, a in amounts.items()}
        yield {
            "subject_id": form.subject, "stage": form.stage, "item": item.id, "rule": rule.id,
            "evidence": told, **points, "mark": rule.status,
        }  # fmt: skip


def told_by(result: Tally, at: int, place: int) -> str:
    """The evidence of a rule that a form names, in words."""
    layout, form = result.table.layout, result._scored.forms[at]
    rule = layout.rules[place][1]
    known = filled(layout, form)
    told = []
    for name in layout.entered_for(rule):
        if name not in form.evidence:
            continue
        one = layout.evidence[name]
        text = words.evidence(one.kind, known[name], result.lang)
        plain = name == evidence_of(rule)
        told.append(text if plain else f"{getattr(one, result.lang)}: {text}")
    return "; ".join(told)


def problems(result: Tally) -> pd.DataFrame:
    """The answer of ``Tally.problems``."""
    rows = [
        {
            "subject_id": one.subject or None,
            "file": one.place.file,
            "sheet": one.place.sheet,
            "row": one.place.row,
            "column": one.column,
            "value": one.value,
            "kind": one.kind,
            "what": one.said(result.lang),
            "nearest": one.nearest,
        }
        for one in result._listing
    ]
    texts = dict.fromkeys(("subject_id", "file", "sheet"), "str")
    after = dict.fromkeys(("column", "value", "kind", "what", "nearest"), "str")
    return frame(rows, {**texts, "row": "int64", **after})
