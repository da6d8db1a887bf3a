"""From forms to points: pack them all, ask the core once, keep what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lantoa import _core
from lantoa._checks import InputError
from lantoa.tallying.forms import Form, filled
from lantoa.tallying.layout import Layout
from lantoa.tallying.model import PerCase

Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Scored:
    """The core's answer for forms, a row each."""

    forms: Sequence[Form]
    written: _core.Tallied
    entered: _core.EnteredSums


def scored(layout: Layout, table: _core.TallyTable, forms: Sequence[Form]) -> Scored:
    """The points of every form, under the written rules and as entered.

    Raises:
        InputError: Points of a rule are larger than the core holds; the message names the form.
    """
    evidence = _core.TallyEvidence()
    ratios = [list(filled(layout, form).values()) for form in forms]
    packed = np.array(ratios, np.int64).reshape(len(forms), len(layout.evidence), 2)
    evidence.numerator = np.asfortranarray(packed[:, :, 0])
    evidence.denominator = np.asfortranarray(packed[:, :, 1])
    _refuse_overflow(layout, table, forms, evidence.numerator)
    written = _core.tally(table, evidence)
    return Scored(forms, written, _core.add_entered(table, written, _entered(layout, forms)))


def _refuse_overflow(
    layout: Layout, table: _core.TallyTable, forms: Sequence[Form], counts: Numbers
) -> None:
    for (_, rule), packed in zip(layout.rules, table.rules, strict=True):
        if not isinstance(rule, PerCase) or not packed.points:
            continue
        most = _core.AMOUNT_MAX // abs(packed.points)
        over = np.flatnonzero(counts[:, packed.evidence] > most)
        if len(over):
            form = forms[int(over[0])]
            count = int(counts[over[0], packed.evidence])
            raise InputError(
                f"{form.subject}, rule {rule.id}: {count} cases of {rule.points} points overflow; "
                f"expected at most {most}"
            )


def _entered(layout: Layout, forms: Sequence[Form]) -> _core.TallyEntered:
    out = _core.TallyEntered()
    rules, items = len(layout.rules), len(layout.file.item)
    out.rules = _amounts([form.entered for form in forms], rules)
    out.extra = _amounts([form.extra for form in forms], items)
    out.stated = _amounts([_stated(form) for form in forms], items)
    return out


def _stated(form: Form) -> dict[int, int]:
    """Items of which every document states the same sum."""
    told: dict[int, set[int]] = {}
    for one in form.statements:
        if one.means[0] == "item":
            told.setdefault(one.means[1], set()).add(one.amount)
    return {item: next(iter(amounts)) for item, amounts in told.items() if len(amounts) == 1}


def _amounts(given: Sequence[dict[int, int]], columns: int) -> Numbers:
    out = np.full((len(given), columns), _core.NOT_ENTERED, np.int64, order="F")
    for row, amounts in enumerate(given):
        for column, amount in amounts.items():
            out[row, column] = amount
    return out
