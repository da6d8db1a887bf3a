"""Why one stands before another: in or not, points, and the list that parts equals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantoa import _core
from lantoa._checks import InputError
from lantoa._printing import thousandths
from lantoa._wording import said
from lantoa.explaining.explanation import check_subject
from lantoa.official import watermark
from lantoa.ranking.contests import Grouped, SubjectKind, chain, grouped
from lantoa.records.why_not import WhyNot, why_not

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation


@dataclass(frozen=True)
class Compared:
    """One number of two subjects: points in all, in thousandths, or of one scored criterion.

    Attributes:
        of: ``"points"``, or the scored criterion of the list that parts equals.
        first: The one's, on record.
        other: The other's, on record.
    """

    of: str
    first: int
    other: int


@dataclass(frozen=True, repr=False)
class WhyBefore:
    """Which of two subjects stands before the other, and what decided. It prints, ids only.

    Attributes:
        first: The one that was said to be before.
        other: The other.
        before: ``"first"``, ``"other"``, or None where they are equal.
        because: ``"only_first_in"``, ``"only_other_in"``, ``"none_in"``, ``"points"``, the
            scored criterion of the list that parted them, or ``"equal"``, which a council parts.
        compared: Points in all and then the list, as far as it was gone through.
        sure: Whether no missing value can turn it.
        lang: The language that it prints in.
        watermark: The line over an answer that is not official.
    """

    first: str
    other: str
    before: str | None
    because: str
    compared: tuple[Compared, ...]
    sure: bool
    lang: str
    watermark: str

    def __str__(self) -> str:
        return "\n".join(self._told())

    __repr__ = __str__

    def _told(self) -> Iterator[str]:
        if self.watermark:
            yield self.watermark
        names = {"first": self.first, "other": self.other}
        known = ("only_first_in", "only_other_in", "none_in", "points", "equal")
        which = self.because if self.because in known else "tie"
        if self.before == "other":
            names = {"first": self.other, "other": self.first}
        yield self._said(which, criterion=self.because, **names)
        for one in self.compared:
            first, other = (self._number(one.of, number) for number in (one.first, one.other))
            label = self._said("in_all") if one.of == "points" else one.of
            yield f"  {label}: {self.first} {first}, {self.other} {other}"
        yield self._said("sure" if self.sure else "unsure")

    def _number(self, of: str, number: int) -> str:
        return thousandths(number, self.lang) if of == "points" else str(number)

    def _said(self, path: str, **values: object) -> str:
        return said("records", f"why_before.{path}", self.lang, **values)


def why_before(
    result: Evaluation, first: str, other: str, *, restricted: bool, lang: str | None
) -> WhyBefore | WhyNot:
    """The answer of ``Evaluation.why_before``; see there."""
    for subject in (first, other):
        check_subject(result, subject)
    kind = _kind(result, first, other)
    if not restricted:
        return why_not(result, other, lang)
    asked = grouped(result, kind, "office")
    at = [_place_of(asked, subject) for subject in (first, other)]
    lang = lang or result.plan.lang
    before, because, compared = _decided(result, asked, kind, at)
    return WhyBefore(
        first=first,
        other=other,
        before=before,
        because=because,
        compared=compared,
        sure=_sure(asked, at),
        lang=lang,
        watermark=watermark(result, lang),
    )


def _kind(result: Evaluation, first: str, other: str) -> SubjectKind:
    units = [result._is_unit(subject) for subject in (first, other)]
    if first == other or units[0] != units[1]:
        raise InputError(
            f"{first} and {other}: expected two people or two units, each with an id of its own"
        )
    return "unit" if units[0] else "person"


def _place_of(asked: Grouped, subject: str) -> int:
    found = np.flatnonzero(asked.ids == subject)
    if not len(found):
        raise InputError(f'subject "{subject}" is not judged, so it stands nowhere')
    return int(found[0])


def _decided(
    result: Evaluation, asked: Grouped, kind: SubjectKind, at: list[int]
) -> tuple[str | None, str, tuple[Compared, ...]]:
    keys = asked.contest.low[at]
    names = ["points", *chain(result, kind)]
    rows = [Compared(n, int(a), int(b)) for n, a, b in zip(names, *keys.tolist(), strict=True)]
    is_in = (asked.contest.entry[at] == _core.Entry.IN.value).tolist()
    if not all(is_in):
        because = "only_first_in" if is_in[0] else "only_other_in" if is_in[1] else "none_in"
        before = {"only_first_in": "first", "only_other_in": "other"}.get(because)
        return before, because, tuple(rows[:1])
    for number, one in enumerate(rows):
        if one.first != one.other:
            before = "first" if one.first > one.other else "other"
            return before, one.of, tuple(rows[: number + 1])
    return None, "equal", tuple(rows)


def _sure(asked: Grouped, at: list[int]) -> bool:
    """Whether both have one place whatever is missing, alone among the two of them."""
    duel = _core.Contest()
    contest = asked.contest
    duel.group = np.zeros(2, np.int32)
    duel.entry = contest.entry[at].astype(np.int32)
    duel.low, duel.high = (np.asfortranarray(keys[at]) for keys in (contest.low, contest.high))
    places = _core.rank(duel)
    perhaps = (duel.entry == _core.Entry.PERHAPS.value).any()
    return bool((places.best == places.worst).all()) and not perhaps
