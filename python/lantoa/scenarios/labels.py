"""What paths and parts of a plan are called where an answer speaks to people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lantoa._wording import said
from lantoa.criteria.book import key_of, owner_of
from lantoa.criteria.paths import READING
from lantoa.criteria.words import named, word

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.criteria.criterion import Criterion


def labels_of(plan: Plan) -> dict[str, str]:
    """What each criterion is called; of two with one label also whose it is."""
    labels = Counter(one.label for one in plan.criteria)
    return {
        one.id: one.label if labels[one.label] == 1 else f"{one.label} ({_whose(one, plan.lang)})"
        for one in plan.criteria
    }


def name_of(plan: Plan, owner: str) -> str:
    """What a criterion, a quota or another table of the plan is called.

    Args:
        plan: The plan.
        owner: Its section and id, such as ``"quota.so_luong_ca_nhan"``.
    """
    section, _, one = owner.partition(".")
    if section == "criterion":
        return labels_of(plan)[one]
    return named(plan._book.filled, owner, plan.lang)


def label_of(plan: Plan, path: str) -> str:
    """A full path in words: what it belongs to, and which value of it."""
    if owner_of(path) == READING:
        rows = plan._parameters.set_index("path")["label"]
        return str(rows[path])
    return f"{name_of(plan, owner_of(path))}: {word('keys', key_of(path), plan.lang)}"


def _whose(criterion: Criterion, lang: str) -> str:
    return ", ".join(said("what_if", f"who.{kind}", lang) for kind in criterion.subjects)
