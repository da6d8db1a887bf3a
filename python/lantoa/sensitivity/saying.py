"""What robustness says in words: what was varied, who has no place."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lantoa._wording import said
from lantoa.scoring.showing import number, percent
from lantoa.sensitivity.weighing import Varied
from lantoa.told import first_of

if TYPE_CHECKING:
    from lantoa.sensitivity.robust import Robustness


def words(path: str, lang: str, **values: object) -> str:
    """A sentence or label of the topic."""
    return said("robustness", path, lang, **values)


def what_varied(varied: Varied, lang: str) -> list[str]:
    """Which weights were looked at, and whether the present ones are among them."""
    told = _ordered(varied, lang) if varied.order else _boxed(varied, lang)
    return [told] if varied.has_present else [told, words("varied.beside", lang)]


def _ordered(varied: Varied, lang: str) -> str:
    names = " ≥ ".join(varied.slate.labels[at] for at in varied.order)
    return words("varied.order", lang, names=names, least=percent(float(varied.least), lang))


def _boxed(varied: Varied, lang: str) -> str:
    if varied.box is not None:
        share = percent(float(varied.box), lang)
        of_measures = varied.made is not None and varied.made.is_of_measures
        key = "varied.box_measures" if of_measures else "varied.box"
        return words(key if varied.box else "varied.fixed", lang, share=share)
    moving = [
        words("varied.one", lang, name=label, low=share_of(low, lang), high=share_of(high, lang))
        for label, (low, high) in zip(varied.slate.labels, varied.ends, strict=True)
        if low < high
    ]
    return words("varied.ends" if moving else "varied.fixed", lang, ends=", ".join(moving))


def share_of(share: float | Fraction, lang: str) -> str:
    """A share of one as a percentage with two decimals.

    Example:
        >>> share_of(0.03988, "vi")
        '3,99 %'
    """
    return f"{number(100 * float(share), lang, 2)} %"


def unscored(names: Sequence[str], lang: str) -> list[str]:
    """Who has no score; nothing where all have one."""
    if not names:
        return []
    return [words("unscored", lang, count=len(names), names=first_of(names))]


def told_weights(robustness: Robustness, shares: Any) -> str:
    """Weights in words, as shares of the whole."""
    labels = robustness.slate.labels
    told = [
        f"{label} {share_of(float(share), robustness.lang)}"
        for label, share in zip(labels, shares, strict=True)
    ]
    return ", ".join(told)
