"""How what happened is printed: a row per practice, and below the title along which ties."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import day, said
from lantoa.scoring.showing import percent
from lantoa.spreading.finding import TOPIC
from lantoa.spreading.settling import Settings
from lantoa.spreading.telling import kind_name
from lantoa.told import Told

if TYPE_CHECKING:
    from lantoa.spreading.setting import Ties

_HEADS = (
    "practice_id",
    "exemplar_id",
    "eligible",
    "stories",
    "reach",
    "exposed",
    "adopters",
    "verified",
    "claimed",
    "depth",
    "lapsed",
    "blocks_without",
)


@dataclass(frozen=True, eq=False, repr=False)
class Shown(Told):
    """The printed side of a `lantoa.Spread`.

    Attributes:
        settings: The arrays of each practice, by its id.
    """

    settings: Settings
    _lang: str
    _problems: pd.DataFrame

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def title(self) -> str:
        """What the table shows."""
        return said(TOPIC, "title", self.lang)

    @property
    def under(self) -> list[str]:
        """How long it was followed, and along which ties from where."""
        periods = self.settings.ground.periods
        every = said(TOPIC, f"every.{periods.every}", self.lang)
        first, last = (
            day(one.astype(datetime.date), self.lang) for one in (periods.start, periods.last)
        )
        followed = said(TOPIC, "followed", self.lang, first=first, last=last, every=every)
        return [followed, self._told_ties()]

    def _told_ties(self) -> str:
        told = []
        for kind, ties in self.settings.shared_ties().items():
            named = said(TOPIC, f"subjects.{kind}", self.lang)
            if len(ties):
                of = ", ".join(self._told_kinds(ties))
                told.append(said(TOPIC, "of_kind", self.lang, subjects=named, told=of))
        if not told:
            return said(TOPIC, "no_ties", self.lang)
        return said(TOPIC, "ties", self.lang, told="; ".join(told))

    def _told_kinds(self, ties: Ties) -> Iterator[str]:
        for code, (kind, origin) in enumerate(zip(ties.kinds, ties.origins, strict=True)):
            yield said(
                TOPIC,
                "tie",
                self.lang,
                name=kind_name(kind, self.lang),
                number=int((ties.kind == code).sum()),
                origin=said(TOPIC, f"origins.{origin}", self.lang),
            )

    @property
    def sentence(self) -> str:
        """How many took something up."""
        eligible, adopters = (int(self._frame[name].sum()) for name in ("eligible", "adopters"))
        return said(
            TOPIC,
            "sentence",
            self.lang,
            adopters=adopters,
            eligible=eligible,
            practices=len(self._frame),
            problems=len(self._problems),
        )

    def _heads(self) -> Sequence[str]:
        return [said(TOPIC, f"heads.{name}", self.lang) for name in _HEADS]

    def _numbers(self) -> Sequence[int]:
        return range(2, len(_HEADS) - 1)

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        for row in self._frame.to_dict("records"):
            shares = {name: self._share(row, name) for name in ("verified", "claimed")}
            cells: dict[Any, Any] = {**row, **shares}
            yield ["" if pd.isna(cells[name]) else cells[name] for name in _HEADS]

    def _share(self, row: dict[Any, Any], name: str) -> str:
        share = row[f"{name}_share"]
        return "" if pd.isna(share) else f"{row[name]} ({percent(float(share), self.lang)})"
