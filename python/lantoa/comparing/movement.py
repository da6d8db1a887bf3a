"""Who moved between two rankings, and why: a place change as parts that add up exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.comparing.likeness import Likeness
from lantoa.comparing.moving import PARTS
from lantoa.told import Told, first_of


@dataclass(frozen=True, eq=False, repr=False)
class Movement(Told):
    """Who moved from one ranking to another, and why. Made by ``lantoa.compare``.

    Its ``frame`` has a row per subject, by its place now, then those who left:

    - ``was``, ``now``: places from 1, equals sharing the best; missing where there is none;
    - ``status``: ``"both"``, ``"joined"``, ``"left"``;
    - ``gained``: ``was - now``, places gained; and its parts, which add up to it: ``left`` (those
      who leave the field are taken out), ``scale`` (measures whose scale broke take their new
      values), ``own`` (it alone takes its new values), ``others`` (all others do), ``weights``,
      ``rule`` (normalisation, aggregation, missing rule, goalposts), ``scheme`` (other measures,
      with their weights and rules), ``undivided`` (all that cannot be parted), ``joined`` (those
      who join are put in); missing where they cannot be parted;
    - ``depends``: whether the parts are others when the way is gone backwards; see ``orders``.

    Attributes:
        sides: What the two sides are called.
        rules: The rule of each side.
        warnings: What a reader of either side must not miss.
        taken: The parts that were taken, in their order.
        broken: Measures whose scale broke in between.
        likeness: Rank correlation and overlap of the top.
    """

    language: str
    sides: tuple[str, str]
    rules: tuple[str, str]
    warnings: tuple[str, ...]
    taken: tuple[str, ...]
    broken: tuple[str, ...]
    likeness: Likeness
    notes: tuple[str, ...]
    _backwards: pd.DataFrame

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.language

    @cached_property
    def orders(self) -> Frame:
        """Both ways to the same change, a row per subject and part.

        Columns: the subject; ``part``; ``forwards``: places gained when the parts are taken in
        the order that is told; ``backwards``: when they are taken the other way round, the last
        one first. Parts that are 0 both ways have no row.
        """
        return given(self._both_orders(), self._kind)

    def _both_orders(self) -> pd.DataFrame:
        subject = self._frame.columns[0]
        sides = [
            frame.melt(subject, list(PARTS), "part", name).set_index([subject, "part"])[name]
            for frame, name in ((self._frame, "forwards"), (self._backwards, "backwards"))
        ]
        both = pd.concat(sides, axis=1).reset_index()
        some = (both["forwards"].fillna(0) != 0) | (both["backwards"].fillna(0) != 0)
        return both[some].reset_index(drop=True)

    def _said(self, path: str, **values: object) -> str:
        return said("movement", path, self.lang, **values)

    @property
    def title(self) -> str:
        """What is compared with what."""
        return self._said("title", was=self.sides[0], now=self.sides[1])

    @property
    def over(self) -> list[str]:
        """What a reader of either side must not miss, such as a method that distorts."""
        return list(self.warnings)

    @property
    def under(self) -> list[str]:
        """The rules, the order in which parts are taken, breaks, and how alike both are."""
        lines = self._rules()
        if self.taken:
            names = " → ".join(self._said(f"parts.{part}") for part in self.taken)
            lines.append(self._said("sequence", parts=names))
        if self.broken:
            lines.append(self._said("broken", measures=", ".join(self.broken)))
        depending = int(self._frame["depends"].sum())
        if depending:
            lines.append(self._said("depends", count=depending))
        return [*lines, *self.notes, self._alike()]

    def _rules(self) -> list[str]:
        first, second = self.rules
        if first == second:
            return [first] if first else []
        return [
            f"{side}: {rule}" for side, rule in zip(self.sides, self.rules, strict=True) if rule
        ]

    def _alike(self) -> str:
        one = self.likeness
        tau, spearman = (self._number(value) for value in (one.tau, one.spearman))
        alike = self._said("alike", count=one.subjects, tau=tau, spearman=spearman)
        if not one.top:
            return alike
        counts = {"both": one.in_both, "was": one.was_in, "now": one.now_in}
        key = "top" if one.was_in == one.now_in == one.top else "top_tied"
        return f"{alike} {self._said(key, top=one.top, **counts)}"

    def _number(self, value: float | None) -> str:
        if value is None:
            return self._said("no_number")
        text = f"{value:.3f}"
        return text if self.lang == "en" else text.replace(".", ",")

    @property
    def sentence(self) -> str:
        """How many moved which way, who furthest, who came and went."""
        gained = self._frame["gained"].dropna()
        counts = {"up": int((gained > 0).sum()), "down": int((gained < 0).sum())}
        told = [self._said("moved", **counts, same=int((gained == 0).sum()))]
        for way, rows in (("up", gained[gained > 0]), ("down", -gained[gained < 0])):
            if len(rows):
                told.append(self._furthest(way, rows))
        for status in ("joined", "left"):
            names = self._names(self._frame["status"] == status)
            if names:
                told.append(self._said(f"went.{status}", count=len(names), names=first_of(names)))
        return " ".join(told)

    def _furthest(self, way: str, rows: pd.Series) -> str:
        names = self._names(rows.reindex(self._frame.index) == rows.max())
        return self._said(f"furthest.{way}", names=first_of(names), places=int(rows.max()))

    def _names(self, chosen: pd.Series) -> list[str]:
        kept = chosen.fillna(False).astype(bool)
        return [str(name) for name in self._frame.loc[kept].iloc[:, 0]]

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Places with their parts, both orders of the parts, and how alike both sides are."""
        moves = next(iter(super().sheets().values()))
        names = ("moves", "orders", "likeness")
        tables = (moves, self._orders_in_words(), self._likeness_in_words())
        return {
            self._said(f"sheets.{name}"): table for name, table in zip(names, tables, strict=True)
        }

    def _orders_in_words(self) -> pd.DataFrame:
        rows = self._both_orders()
        rows["part"] = [self._said(f"parts.{part}") for part in rows["part"]]
        heads = [self._said("heads.subject")]
        heads += [self._said(f"columns.{name}") for name in ("part", "forwards", "backwards")]
        return rows.set_axis(heads, axis=1)

    def _likeness_in_words(self) -> pd.DataFrame:
        heads = [self._said(f"columns.{name}") for name in ("figure", "value")]
        rows = [(self._said(f"likeness.{name}"), one) for name, one in vars(self.likeness).items()]
        return pd.DataFrame(rows, columns=heads, dtype=object)

    def plot(self) -> Any:
        """Places on both sides with a line for everybody; needs ``lantoa[charts]``."""
        from lantoa.charts.score_slope import place_slopes

        subject = str(self._frame.columns[0])
        places = self._frame[[subject, "was", "now"]].rename(columns={subject: "subject"})
        return place_slopes(
            places, self.sides, title=self.title, under=[self._alike()], lang=self.lang
        )

    def _heads(self) -> Sequence[str]:
        heads = [self._said(f"heads.{name}") for name in ("subject", "was", "now", "gained")]
        return [*heads, *(self._said(f"parts.{part}") for part in self.taken)]

    def _numbers(self) -> Sequence[int]:
        return range(1, 4 + len(self.taken))

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        for row in self._frame.to_dict("records"):
            subject = str(next(iter(row.values())))
            mark = " *" if row["depends"] else ""
            places = [_place(row[side]) for side in ("was", "now")]
            status = self._said(f"status.{row['status']}") if row["status"] != "both" else None
            gained = status or _signed(row["gained"])
            yield [subject + mark, *places, gained, *(_signed(row[part]) for part in self.taken)]


def _place(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _signed(value: Any) -> str:
    """Places gained, with a sign.

    >>> _signed(3), _signed(-1), _signed(0), _signed(None)
    ('+3', '-1', '0', '')
    """
    if pd.isna(value):
        return ""
    return f"{value:+d}" if value else "0"
