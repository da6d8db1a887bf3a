"""Who is surely and who possibly named when every weight may move a little."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from lantoa._wording import said
from lantoa.ranking.contests import SubjectKind
from lantoa.scenarios.answer import Answer
from lantoa.scenarios.sweeping.spans import rounded

_COLUMNS = ("subject_id", "quota", "group", "seats", "place", "between", "says", "margin")
_NAMED = 8  # ids in a sentence before it is cut


@dataclass(frozen=True)
class Bounds:
    """How much was looked at.

    Attributes:
        coarse_groups: Groups with too many near the line for pairs: their bounds are wider.
        weights_seen: The sets of weights at which places were counted, the present one among them.
        saw_all_corners: Whether no corner of the box was left out of them.
    """

    coarse_groups: int
    weights_seen: int
    saw_all_corners: bool


@dataclass(frozen=True)
class Flip:
    """The nearest change of weights that alters who is named.

    Attributes:
        share: The part of itself by which every weight must be free to move; 0: none need.
        within: Who is named and would be reached; None where the line is open as it stands.
        beyond: By whom.
    """

    share: Fraction
    within: str | None
    beyond: str | None


@dataclass(frozen=True, eq=False, repr=False)
class RobustMembers(Answer):
    """Who is named under all weights of a box around the present ones, and who under some.

    Attributes:
        frame: Of the office's kind, a row for everybody who may be named, by quota, group and
            place: ``subject_id``; ``quota``, empty of the first k; ``group``; ``seats``;
            ``points`` and ``place``, on record under the present weights, the place missing of
            who is only perhaps in; ``place_low`` and ``place_high``, bounds: no weights of the
            box and no missing values give a better or a worse one; ``last_high``, the last place
            of those who may be tied with it at the worst; ``sure``: all weights name it and all
            who are tied with it, whatever is missing: ``last_high`` is within the seats;
            ``possible``: the bounds do not exclude that some do;
            ``attained``: weights were found that do, or that tie it at the line, on record;
            ``attained_out``: weights were found that do not, or that tie it; ``margin``, its
            points ahead of the first who is not named, or behind (below 0) the last who is, under
            the present weights; missing where nobody is.
        subject_kind: Of whom.
        k: How many are named in each group; None: the seats of the quotas.
        box: By how many per cent of itself every weight may move; their sum stays.
        total: That sum.
        weights: The weights in force.
        nested: Quotas inside another, which are not asked about: who competes there moves too.
        bounds: How much was looked at.
    """

    subject_kind: SubjectKind
    k: int | None
    box: Fraction
    total: int
    weights: Mapping[str, int]
    nested: Sequence[str]
    bounds: Bounds
    _flips: Callable[..., Flip | None]

    @property
    def sure(self) -> list[str]:
        """Whom all weights name."""
        return list(self._frame.loc[self._frame["sure"], "subject_id"])

    @property
    def possible(self) -> list[str]:
        """Whom some weights may name, those who are sure among them."""
        return list(self._frame["subject_id"])

    @cached_property
    def flip(self) -> Flip | None:
        """The nearest change of weights that alters who is named, on record; None without."""
        return self._flips(missing=False)

    @cached_property
    def flip_at_worst(self) -> Flip | None:
        """The same with everything that is missing at its worst."""
        return self._flips(missing=True)

    @property
    def safe_box(self) -> Fraction | None:
        """The per cent below which no move of the weights alters who is named, exactly.

        On record; at it somebody who is named is level with somebody who is not. None where no
        weights do it, up to 100 per cent.
        """
        return None if self.flip is None else 100 * self.flip.share

    @property
    def safe_box_at_worst(self) -> Fraction | None:
        """The same with everything that is missing at its worst; 0 where that alone can do it."""
        return None if self.flip_at_worst is None else 100 * self.flip_at_worst.share

    @property
    def title(self) -> str:
        """The box, and of whom."""
        key = "title" if self.k is None else "title_k"
        return self._say(key, box=self._number(self.box), total=self.total, k=self.k)

    @property
    def sentence(self) -> str:
        """Who is sure and who is not, how far weights may move, and what the bounds are of."""
        if not len(self):
            return self._say("nothing")
        rest = [name for name, sure in self._both() if not sure]
        named = self._say("sentence", sure=self._ids(self.sure), open=self._ids(rest))
        return " ".join([named, *self._safe(), *self._bounds()])

    def plot(self) -> Any:
        """Intervals of places with the line, the sure and the possible told apart."""
        from lantoa.charts import place_intervals

        return place_intervals(self)

    def _say(self, key: str, **told: object) -> str:
        return said("leading", f"members.{key}", self.lang, **told)

    def _number(self, number: Fraction) -> str:
        return rounded(number, self.lang)

    def _below(self, per_cent: Fraction) -> str:
        """Rounded down, so that what is said of less than it stays true."""
        return self._number(Fraction(int(per_cent * 1000), 1000))

    def _both(self) -> Iterator[tuple[str, bool]]:
        return zip(self._frame["subject_id"], self._frame["sure"], strict=True)

    def _ids(self, names: Sequence[str]) -> str:
        if not names:
            return self._say("nobody")
        shown = ", ".join(names[:_NAMED])
        more = len(names) - _NAMED
        return self._say("more", ids=shown, more=more) if more > 0 else shown

    def _safe(self) -> Iterator[str]:
        flip, worst = self.flip, self.flip_at_worst
        if flip is None:
            yield self._say("always")
        elif flip.within is None:
            yield self._say("open_now")
        else:
            safe = self._below(100 * flip.share)
            yield self._say("safe", safe=safe, within=flip.within, beyond=flip.beyond)
        is_worse = worst is not None and (flip is None or worst.share < flip.share)
        if worst is not None and is_worse:
            key = "worst_safe" if worst.share else "worst_open"
            yield self._say(key, safe=self._below(100 * worst.share))

    def _bounds(self) -> Iterator[str]:
        if not self._frame["sure"].all():
            yield self._say("bound")
        if self.bounds.coarse_groups:
            yield self._say("coarse", groups=self.bounds.coarse_groups)
        if not self.bounds.saw_all_corners:
            yield self._say("corners", seen=self.bounds.weights_seen)
        if self.nested:
            yield self._say("nested", quotas=", ".join(self.nested))

    def _shown(self) -> list[str]:
        """The columns that say something: quota and group where there are several."""
        plain = {key for key in ("quota", "group") if len(set(self._frame[key])) < 2}
        return [key for key in _COLUMNS if key not in plain]

    def _heads(self) -> list[str]:
        return [said("leading", f"columns.{key}", self.lang) for key in self._shown()]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            low, high = row["place_low"], row["last_high"]
            row["between"] = str(low) if low == high else f"{low} – {high}"
            row["says"] = self.says(row)
            margin = row["margin"]
            row["margin"] = "" if pd.isna(margin) else self._number(_thousandths(margin))
            if pd.isna(row["place"]):
                row["place"] = self._say("perhaps")
            yield [str(row[key]) for key in self._shown()]

    def says(self, row: Mapping[Any, Any]) -> str:
        """Whether somebody is sure, seen or only not excluded, in words and with a sign."""
        key = "sure" if row["sure"] else "seen" if row["attained"] else "bound"
        return self._say(f"says.{key}")


def _thousandths(points: float) -> Fraction:
    return Fraction(round(points * 1000), 1000)
