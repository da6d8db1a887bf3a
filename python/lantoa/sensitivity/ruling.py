"""Places by other rules that are admissible: one is changed at a time, the others stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from lantoa import _checks
from lantoa._wording import said
from lantoa.scoring.model import AGGREGATE, MISSING, NORMALISE
from lantoa.scoring.scored import Score
from lantoa.scoring.showing import percent
from lantoa.sensitivity.redone import Case, Redone, case_of, frame_of
from lantoa.sensitivity.words import TOPIC
from lantoa.told import first_of

_COVERAGE = Fraction(1, 2)  # of a pillar's weight that must be there where the rest counts for it


@dataclass(frozen=True, eq=False, repr=False)
class OtherRules(Redone):
    """Places by other rules beside those of the scheme. Made by ``other_rules``; see ``Redone``."""

    @property
    def title(self) -> str:
        """What the table shows."""
        return said(TOPIC, "rules.title", self.lang)

    @property
    def varied(self) -> str:
        """Which rules."""
        return said(TOPIC, "rules.varied", self.lang)

    def _told(self) -> list[str]:
        """How many rules there are, whether the first stays first, the largest move."""
        found, count = self.largest, len(self.done)
        told = [said(TOPIC, "rules.nothing", self.lang, count=count)]
        if found is not None:
            case, mover, was, now = found
            words: dict[str, Any] = {"rule": case.label, "mover": mover, "was": was, "now": now}
            words |= {"who": first_of(self.first), "kept": self.kept, "count": count}
            told = [said(TOPIC, "rules.sentence", self.lang, **words)]
        if self.refused:
            told.append(said(TOPIC, "rules.refused", self.lang, count=len(self.refused)))
        return told

    def _label_head(self) -> str:
        return said(TOPIC, "head.rule", self.lang)


def other_rules(score: Score, year: int | None = None) -> OtherRules:
    """Score again by every other normalisation, aggregation and missing rule, one at a time.

    A rule that these measures do not admit is refused with its reason: a target that nobody set, a
    geometric mean of values below 0. A part of the scheme with a rule of its own keeps it.

    Args:
        score: What ``lantoa.score`` gave.
        year: The year; without it the latest.

    Raises:
        InputError: There is no such year.

    Example:
        >>> import pandas as pd, lantoa as lt
        >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [9.0, 0.0], "y": [1.0, 2.0]})
        >>> found = other_rules(lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en"))
        >>> found.frame.set_index("name")["reason"]["carry_forward"]
        'missing = "carry_forward" needs years to carry from; there are none'
    """
    _checks.made_by(score, "slate", what="score", maker="lantoa.score")
    before = score.standing(year)
    cases = tuple(
        _same(score, name, label) or case_of(before, partial(score.again, **rules), name, label)
        for name, label, rules in _others(score)
    )
    return OtherRules(
        _frame=frame_of(cases), _kind=score._kind, score=score, before=before, cases=cases
    )


def _others(score: Score) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The rules that are not those of the scheme: name, words, and what to change."""
    scheme, lang = score.scheme, score.lang
    for how in NORMALISE:
        if how != scheme.normalise:
            yield how, _label("normalise", how, lang), {"normalise": how}
    for how in AGGREGATE:
        if set(scheme.aggregate) != {how}:
            yield how, _label("aggregate", how, lang), {"aggregate": how}
    for how in MISSING:
        if how != scheme.missing:
            rules: dict[str, Any] = {"missing": how}
            if how == "renormalise":
                rules["coverage"] = _COVERAGE
            yield how, _label("missing", how, lang), rules


def _label(kind: str, how: str, lang: str) -> str:
    rule = said("scoring", f"{kind}.{how}", lang, share=percent(float(_COVERAGE), lang))
    return said(TOPIC, f"rules.{kind}", lang, rule=rule)


def _same(score: Score, name: str, label: str) -> Case | None:
    """A refusal where every part has a rule of its own, so that another one changes nothing."""
    scheme = score.scheme
    own = name in NORMALISE and all(node.normalise for node in scheme.measures)
    if not own:
        return None
    return Case(name, label, None, None, said(TOPIC, "rules.same", score.lang))
