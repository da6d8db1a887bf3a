"""Which results are official: the plan's own rules, on rows that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantoa._checks import InputError, listed, quantity
from lantoa._wording import said
from lantoa.criteria.tables import questions

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.evaluating import Evaluation


def reason(result: Evaluation) -> str | None:
    """Why a result is not official; None where it is.

    Rows that are only supposed, a value changed for a question of what-if, and a reading that
    nobody is on record for choosing each make a result that no record may be made of.
    """
    supposed = result.office.supposed
    if supposed:
        rows = quantity(sum(supposed.values()), "row")
        return f"it supposes {rows} not there yet, in {listed(supposed)}"
    changes = list(result.plan._book.changes)
    if changes:
        return f"it asks what if the plan were different, in {listed(changes)}"
    alone = _unlogged(result.plan)
    if alone:
        return (
            f"nobody is on record for the reading of {listed(alone)}; expected plan.choose(..., "
            "by=..., on=...)"
        )
    return "it answers a question of what if" if result._of_what_if else None


def watermark(result: Evaluation, lang: str | None = None) -> str:
    """The line over everything that a result prints which is not official; empty where it is."""
    lang = lang or result.plan.lang
    changes, alone = list(result.plan._book.changes), _unlogged(result.plan)
    told = [
        said("records", f"why.{name}", lang, **{gap: ", ".join(names)})
        for name, gap, names in (
            ("supposed", "tables", list(result.office.supposed)),
            ("changed", "paths", changes),
            ("unlogged", "questions", alone),
        )
        if names
    ]
    if result._of_what_if and not told:
        told = [said("records", "why.what_if", lang)]
    return said("records", "watermark", lang, why="; ".join(told)) if told else ""


def expect(result: Evaluation) -> None:
    """Refuse a result that is not official.

    Raises:
        InputError: It is not; the message says why.
    """
    why = reason(result)
    if why is not None:
        raise InputError(f"this result cannot become a record: {why}")


def _unlogged(plan: Plan) -> list[str]:
    """The questions whose reading is not the file's own and that nobody is on record for."""
    book = plan._book
    logged = {choice.question: choice.reading for choice in plan._log}
    return [
        question["id"]
        for _, question in questions(book.source)
        if book.chosen[question["id"]] not in (question["chosen"], logged.get(question["id"]))
    ]
