"""What every second opinion starts from: the measures of a score, as they were given."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._frames import Kind
from lantoa._wording import said
from lantoa.opinions.decimals import read
from lantoa.scoring.asking import score
from lantoa.scoring.scored import Score
from lantoa.told import first_of

if TYPE_CHECKING:
    from lantoa.scoring.slate import Slate

Missing = Literal["out", "abstain"]

MISSING = ("out", "abstain")
# Of raw values any scale will do: this one suits every mean, and needs no goalposts.
_ANY_SCALE: dict[str, Any] = {"normalise": "minmax"}
# One value is enough to be asked about, however little of a pillar's weight it has.
_ANYBODY: dict[str, Any] = {"missing": "renormalise", "coverage": Fraction(1, 10**200)}


@dataclass(frozen=True, eq=False)
class Question:
    """n subjects of one year and p measures; more is better.

    Attributes:
        year: The year, None where there is none.
        subjects: Ids, sorted.
        criteria, labels: Names of the measures, and what they are called.
        exact_weights: Sum 1.
        numbers: n x p, column-major; NaN where missing.
        left_out: Ids that have no full set of values, and so no place.
        missing: What becomes of missing values.
        subject: What the column of the subjects is called.
        lang, kind: The language of what prints, and the kind of frames.
    """

    year: int | None
    subjects: tuple[str, ...]
    criteria: tuple[str, ...]
    labels: tuple[str, ...]
    exact_weights: tuple[Fraction, ...]
    numbers: NDArray[np.float64]
    left_out: tuple[str, ...]
    missing: str
    subject: str
    lang: str
    kind: Kind

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """p doubles that sum to 1."""
        return np.array([float(weight) for weight in self.exact_weights])

    @cached_property
    def constant(self) -> NDArray[np.bool_]:
        """Which measures are the same for everybody, and tell nobody apart."""
        least, most = self._ends
        return ~(most > least)

    @cached_property
    def _ends(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        there = ~np.isnan(self.numbers)
        least = np.where(there, self.numbers, np.inf).min(axis=0, initial=np.inf)
        return least, np.where(there, self.numbers, -np.inf).max(axis=0, initial=-np.inf)

    @property
    def least(self) -> NDArray[np.float64]:
        """The smallest value of each measure."""
        return self._ends[0]

    @property
    def most(self) -> NDArray[np.float64]:
        """The greatest value of each measure."""
        return self._ends[1]

    @cached_property
    def whole_weights(self) -> tuple[int, ...]:
        """The weights as whole numbers in the same proportion."""
        common = lcm(*(weight.denominator for weight in self.exact_weights))
        return tuple(int(weight * common) for weight in self.exact_weights)

    def exactly(self, row: int) -> list[Fraction]:
        """The values of a row as the decimals that they print as."""
        return [read(value) for value in self.numbers[row].tolist()]

    @property
    def notes(self) -> list[str]:
        """What was weighed, what was left out, and what told nothing, in words."""
        words = [said("opinions", "given", self.lang)]
        if self.left_out:
            words.append(self._said("left_out", names=first_of(self.left_out)))
        if self.missing == "abstain" and np.isnan(self.numbers).any():
            words.append(self._said("abstain"))
        same = [name for name, is_same in zip(self.labels, self.constant, strict=True) if is_same]
        if same and len(self.subjects) > 1:
            words.append(self._said("constant", names=first_of(same)))
        return words

    def _said(self, key: str, names: str = "") -> str:
        return said("opinions", f"note.{key}", self.lang, names=names)


def asked(
    s: Any,
    scheme: Any = None,
    *,
    subject: str,
    year: int | None,
    missing: str = "out",
    lang: str | None = None,
) -> Question:
    """The question in a score, or in a frame and a scheme.

    Raises:
        InputError: What was given cannot be used, or nobody has a full set of values.
    """
    _checks.one_of(missing, MISSING, what="missing")
    found = _score(s, scheme, subject, missing, lang)
    slate: Slate = found.slate(year, "raw")
    keep: NDArray[np.bool_] = np.ones(len(slate.subjects), bool)
    if missing == "out" and len(keep):
        keep = np.asarray(~np.isnan(slate.values).any(axis=1))
    elif missing == "abstain":
        keep = np.asarray(~np.isnan(slate.values).all(axis=1))
    if not keep.any():
        raise _nobody(slate.year, missing)
    names = np.array(slate.subjects, object)
    return Question(
        year=slate.year,
        subjects=tuple(names[keep].tolist()),
        criteria=slate.criteria,
        labels=slate.labels,
        exact_weights=slate.exact_weights,
        numbers=np.asfortranarray(slate.values[keep] + 0.0),
        left_out=tuple(sorted([*names[~keep].tolist(), *found.unscored(year)])),
        missing=missing,
        subject=found.measures.subject,
        lang=lang or found.lang,
        kind=found.measures.kind,
    )


def _score(s: Any, scheme: Any, subject: str, missing: str, lang: str | None) -> Score:
    if isinstance(s, Score):
        if scheme is not None:
            raise InputError("scheme: a score has its own; expected it with a frame only")
        # Who has some values only may have no score, and has pairs to speak of all the same.
        return s.again(**_ANY_SCALE, **_ANYBODY) if missing == "abstain" else s
    if scheme is None:
        raise InputError(
            "scheme: missing; expected a score, or a frame with a scheme of names, directions and "
            "weights"
        )
    rules = _ANY_SCALE | (_ANYBODY if missing == "abstain" else {})
    return score(s, scheme, subject=subject, lang=lang, **rules)


def _nobody(year: int | None, missing: str) -> InputError:
    when = "" if year is None else f" in {year}"
    if missing == "abstain":
        return InputError(
            f"nobody has a value of any measure{when}; expected at least one subject with one"
        )
    return InputError(
        f"nobody has a value of every measure{when}; expected at least one subject with all of "
        'them (promethee and copeland also take missing="abstain")'
    )
