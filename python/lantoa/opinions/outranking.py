"""PROMETHEE I and II: by how much each subject is preferred to the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.opinions.asking import Missing, asked
from lantoa.opinions.flows import ExactFlows
from lantoa.opinions.opinion import Opinion, made
from lantoa.opinions.preferring import Given, packed, preferring
from lantoa.told import first_of

Relation = Literal["outranks", "outranked", "indifferent", "incomparable"]

MOST_PAIRED = 2_000  # subjects: a table of two million pairs


@dataclass(frozen=True, eq=False, repr=False)
class Promethee(Opinion):
    """PROMETHEE II as places, PROMETHEE I as ``relation`` and ``pairs``. Made by ``promethee``."""

    _exact: ExactFlows

    @cached_property
    def _plus(self) -> NDArray[np.int64]:
        return self._exact.keys(self._exact.doubles[0], self._exact.plus)

    @cached_property
    def _minus(self) -> NDArray[np.int64]:
        return self._exact.keys(self._exact.doubles[1], self._exact.minus)

    def relation(self, one: str, other: str) -> Relation:
        """How two subjects stand by PROMETHEE I, which looks at both flows apart.

        Args:
            one, other: Their ids.

        Returns:
            ``"outranks"`` where ``one`` is preferred no less and has no more preferred to it, and
            one of the two strictly; ``"outranked"`` the other way round; ``"indifferent"`` where
            both flows are equal; ``"incomparable"`` where each is ahead in one.

        Raises:
            InputError: There is no such subject.

        Example:
            >>> import pandas as pd
            >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [1, 2], "y": [3, 5]})
            >>> promethee(frame, {"x": 1, "y": 1}).relation("B", "A")
            'outranks'
        """
        a, b = (self._row(name) for name in (one, other))
        return _RELATIONS[
            _sign(self._plus[a], self._plus[b]), _sign(self._minus[b], self._minus[a])
        ]

    def _row(self, name: str) -> int:
        _checks.one_of(name, self._question.subjects, what="subject")
        return self._question.subjects.index(name)

    @property
    def pairs(self) -> Frame:
        """PROMETHEE I of every pair: ``subject``, ``other``, ``relation``.

        Raises:
            InputError: They are too many to list.
        """
        names = np.array(self._question.subjects, object)
        if len(names) > MOST_PAIRED:
            raise InputError(
                f"pairs: {len(names)} subjects make {len(names) * (len(names) - 1) // 2} pairs, at "
                f"most {MOST_PAIRED} subjects are listed; relation(one, other) answers for any"
            )
        a, b = np.triu_indices(len(names), 1)
        ahead = np.sign(self._plus[a] - self._plus[b])
        behind = np.sign(self._minus[b] - self._minus[a])
        words = np.array([_RELATIONS[i, j] for i in (-1, 0, 1) for j in (-1, 0, 1)], object)
        found = words[(ahead + 1) * 3 + behind + 1]
        frame = pd.DataFrame({"subject": names[a], "other": names[b], "relation": found})
        return given(frame, self._kind)

    @property
    def sentence(self) -> str:
        """Who stands first, and whom PROMETHEE I leaves beside it."""
        told = super().sentence
        first = int(np.argmax(self._ranked))
        ahead = np.sign(self._plus[first] - self._plus) * np.sign(self._minus - self._minus[first])
        beside = [self._question.subjects[at] for at in np.flatnonzero(ahead < 0)]
        if not beside:
            return told
        return told + said(
            "opinions", "incomparable", self.lang, names=first_of(beside), count=len(beside)
        )


_RELATIONS: Mapping[tuple[int, int], Relation] = {
    (1, 1): "outranks",
    (1, 0): "outranks",
    (0, 1): "outranks",
    (-1, -1): "outranked",
    (-1, 0): "outranked",
    (0, -1): "outranked",
    (0, 0): "indifferent",
    (1, -1): "incomparable",
    (-1, 1): "incomparable",
}


def _sign(one: np.int64, other: np.int64) -> int:
    return int(one > other) - int(one < other)


def promethee(
    s: Any,
    scheme: Any = None,
    *,
    functions: str | Mapping[str, str] = "usual",
    indifference: Given | Mapping[str, Given] = None,
    preference: Given | Mapping[str, Given] = None,
    subject: str = "subject_id",
    year: int | None = None,
    missing: Missing = "out",
    lang: str | None = None,
) -> Promethee:
    """PROMETHEE I and II on the measures and weights of a score.

    Every pair of subjects is compared measure by measure: a preference function says how much a
    difference of so many units counts, from 0 to 1. Differences are those of the numbers as they
    are written: 0.7 lies exactly 0.3 above 0.4. Flows are divided by the number of rivals.

    Args:
        s: A score, or a frame with a scheme.
        scheme: With a frame: names, directions and weights, as ``load_scheme`` takes them.
        functions: One for all measures, or by measure: ``"usual"`` (any difference counts whole),
            ``"u"`` (above q), ``"v"`` (in proportion up to p), ``"level"`` (half above q, whole
            above p), ``"linear"`` (in proportion from q to p).
        indifference, preference: The thresholds q and p in the unit of the measure, one for all
            whose function reads it or by measure.
        subject: With a frame the column of the subjects.
        year: Without it the latest.
        missing: ``"out"``: who lacks a value takes no part. ``"abstain"``: a pair says nothing on a
            measure that one of the two lacks in that year; everybody of the year with a value takes
            part, scored or not, and nothing is filled in or carried forward.
        lang: ``"vi"`` or ``"en"``; without it that of the score.

    Returns:
        Places by net flow; ``relation`` and ``pairs`` are PROMETHEE I. O(p n log n).
        Where every function is ``"usual"`` the order is that of ``borda``, by construction.

    Raises:
        InputError: A name is not known, or a threshold is missing or out of order.

    References:
        J. P. Brans and P. Vincke, Management Science 31 (1985); T. Calders and D. Van Assche,
        PROMETHEE is not quadratic (2016).

    Example:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"subject_id": ["A", "B", "C"], "x": [1, 3, 5], "y": [5, 3, 1]})
        >>> promethee(frame, {"x": "0.3", "y": "0.7"}).frame["net"].round(12).tolist()
        [0.4, 0.0, -0.4]
    """
    question = asked(s, scheme, subject=subject, year=year, missing=missing, lang=lang)
    chosen = preferring(question, functions, indifference, preference)
    ready = packed(question, chosen)
    flows = _core.flows_of(
        ready.values, _core.orders_of(ready.values, threads=0), ready.preferences, threads=0
    )
    exact = ExactFlows(question, ready, flows)
    plus, minus, net = exact.doubles
    told = dict.fromkeys(one.told(question.lang) for one in chosen)
    return made(
        Promethee,
        "promethee",
        question,
        exact.keys(net, exact.net),
        {"net": net, "plus": plus, "minus": minus},
        scores=net,
        parameters={"functions": "; ".join(told)},
        _exact=exact,
    )
