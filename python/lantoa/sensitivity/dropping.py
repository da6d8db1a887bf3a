"""How much the places depend on single measures and pillars: each is left out in turn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from lantoa import _checks
from lantoa._wording import said
from lantoa.scoring.scored import Score
from lantoa.sensitivity.redone import Redone, case_of, frame_of
from lantoa.sensitivity.words import TOPIC
from lantoa.told import first_of

What = Literal["measures", "pillars"]


@dataclass(frozen=True, eq=False, repr=False)
class Dropped(Redone):
    """Places without each measure, or without each pillar. Made by ``drop_one``; see ``Redone``.

    Attributes:
        what: ``"measures"`` or ``"pillars"``.
    """

    what: What

    @property
    def title(self) -> str:
        """What was left out."""
        return said(TOPIC, f"dropped.title_{self.what}", self.lang)

    @property
    def varied(self) -> str:
        """What was left out, and among whom places are compared."""
        return said(TOPIC, "dropped.varied", self.lang, count=len(self.cases))

    def _told(self) -> list[str]:
        """The largest move, how often the first stays first, what cannot be left out."""
        told, found = [said(TOPIC, "dropped.nothing", self.lang)], self.largest
        if found is not None:
            case, who, was, now = found
            words = {"name": case.label, "who": who, "was": was, "now": now}
            told = [said(TOPIC, "dropped.sentence", self.lang, **words)]
        if self.done:
            first = first_of(self.first)
            words = {"who": first, "kept": self.kept, "count": len(self.done)}
            told.append(said(TOPIC, "dropped.leader", self.lang, **words))
        if self.refused:
            names = first_of([case.label for case in self.refused])
            told.append(said(TOPIC, "dropped.refused", self.lang, names=names))
        return told


def drop_one(score: Score, what: What = "measures", year: int | None = None) -> Dropped:
    """Score again without each measure, or without each pillar; the others fill its weight.

    Args:
        score: What ``lantoa.score`` gave.
        what: ``"measures"``, or ``"pillars"``: what stands right below the whole.
        year: The year; without it the latest.

    Raises:
        InputError: There is no such year, or ``what`` is not known.

    Example:
        >>> import pandas as pd, lantoa as lt
        >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [9.0, 0.0], "y": [1.0, 2.0]})
        >>> score = lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
        >>> drop_one(score).frame[["name", "largest", "who", "was", "now"]].to_numpy().tolist()
        [['x', 1, 'A', 1, 2], ['y', 0, '', <NA>, <NA>]]
    """
    _checks.made_by(score, "slate", what="score", maker="lantoa.score")
    _checks.one_of(what, ["measures", "pillars"], what="what")
    scheme, before = score.scheme, score.standing(year)
    nodes = scheme.measures if what == "measures" else scheme.top
    cases = tuple(
        case_of(
            before,
            partial(score.again, without=node.name),
            node.name,
            scheme.label_of(node.name),
            float(scheme.whole_share(node.name)),
        )
        for node in nodes
    )
    return Dropped(
        _frame=frame_of(cases),
        _kind=score._kind,
        score=score,
        before=before,
        cases=cases,
        what=what,
    )
