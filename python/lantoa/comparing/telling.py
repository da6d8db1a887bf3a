"""The comparison of two plans in words, as tables to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lantoa._wording import said, sign

if TYPE_CHECKING:
    from lantoa.criteria import Plan

_DIFFERENCE = ("label", "what", "this", "draft", "path")
_CHANGE = ("subject_id", "change", "criterion_id", "was", "now", "because")


def differences_in_words(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """What differs: label, which way, and what stands in each plan."""
    told = frame.assign(what=[said("compare_plans", f"what.{one}", lang) for one in frame["what"]])
    return _headed(told[list(_DIFFERENCE)].fillna(""), lang)


def changes_in_words(frame: pd.DataFrame, this: Plan, draft: Plan) -> pd.DataFrame:
    """Who enters and who leaves, the gate by its label."""
    lang = this.lang
    labels = {one.id: one.label for plan in (draft, this) for one in plan.criteria}
    told = frame.assign(
        change=[said("compare_plans", f"change.{one}", lang) for one in frame["change"]],
        criterion_id=frame["criterion_id"].map(labels).fillna("").astype(str),
        because=[said("compare_plans", f"because.{one}", lang) for one in frame["because"]],
        **{name: [_verdict(one, lang) for one in frame[name]] for name in ("was", "now")},
    )
    return _headed(told[list(_CHANGE)], lang)


def subjects_in_words(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Everybody: verdicts under both plans, and who is in."""
    answers = {one: said("compare_plans", f"is.{one}", lang) for one in ("yes", "no")}
    told = frame.assign(
        subject_kind=[said("compare_plans", f"kind.{one}", lang) for one in frame["subject_kind"]],
        was_counted=frame["was_counted"].map({True: answers["yes"], False: answers["no"]}),
        counted=frame["counted"].map({True: answers["yes"], False: answers["no"]}),
        **{name: [_verdict(one, lang) for one in frame[name]] for name in ("was", "now")},
    )
    return _headed(told, lang)


def _verdict(verdict: object, lang: str) -> str:
    if not isinstance(verdict, str):
        return said("compare_plans", "not_asked", lang)
    return f"{sign(verdict)} {said('next_steps', f'verdicts.{verdict}', lang)}"


def _headed(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    names = {name: said("compare_plans", f"columns.{name}", lang) for name in frame}
    return frame.rename(columns=names)
