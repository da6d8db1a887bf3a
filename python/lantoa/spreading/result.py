"""What an office's registers say of spread, and the questions that can be asked of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa import _checks
from lantoa._frames import Frame, given
from lantoa._wording import day, said
from lantoa.scoring.showing import percent
from lantoa.spreading.finding import TOPIC
from lantoa.spreading.settling import Settings
from lantoa.told import Told

if TYPE_CHECKING:
    from lantoa.concluding import Conclusions
    from lantoa.office import Office
    from lantoa.spreading.setting import Setting, Ties

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
class Spread(Told):
    """What happened after practices were named, a row per practice (level L0).

    ``frame`` has ``practice_id``, ``exemplar_id``, ``subject_kind``, ``subjects``, ``eligible``
    (who could be seen taking it up), ``stories``, ``reach`` (unknown where a story does not say),
    ``first_story``, ``exposed`` (eligible with a tie to who had it), ``adopters``,
    ``adopters_exposed`` (of them before they took it up), ``undated`` (on a day that nobody can
    say: in no other number), ``first_adoption``, ``last_adoption``, ``verified`` and ``claimed``
    with their shares of the adopters, ``depth`` (of claimed chains), ``circles`` (claims that lead
    back to themselves), ``lapsed``, ``kept``, ``blocks`` and ``blocks_without``.

    Attributes:
        office: Whose it is.
        settings: The arrays of each practice, by its id.
        alpha: The level of tests and intervals.
        draws: Of simulations.
        seed: Of simulations.
        years: The first and the last year.
    """

    office: Office
    settings: Settings
    alpha: float
    draws: int
    seed: int
    years: tuple[int, int]
    _lang: str
    _problems: pd.DataFrame
    _chains: pd.DataFrame

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @cached_property
    def problems(self) -> Frame:
        """What is wrong in the registers that spread reads, with its place: as of an office."""
        return given(self._problems, self._kind)

    @cached_property
    def chains(self) -> Frame:
        """What takers say of their sources: `lantoa.spreading.chains.chains_of` of each practice."""
        return given(self._chains, self._kind)

    @cached_property
    def adoptions(self) -> Frame:
        """The spells that are counted: ``practice_id``, ``subject_id``, ``block``, ``started_on``,
        ``ended_on`` (unknown where kept or not seen to end), ``verified_on``, ``source_id``,
        ``period``."""
        from lantoa.spreading.frames import adoptions_frame

        return given(adoptions_frame(self.settings), self._kind)

    @cached_property
    def ties(self) -> Frame:
        """The ties: ``practice_id`` (null where it is the same for all), ``from_id``, ``to_id``,
        ``kind``, ``origin``, ``weight``, ``since`` and ``until`` as periods."""
        from lantoa.spreading.frames import ties_frame

        return given(ties_frame(self.settings), self._kind)

    def setting(self, practice: str | None = None) -> Setting:
        """The arrays of one practice.

        Args:
            practice: Its id; None where there is one only.

        Raises:
            InputError: It is not among those asked about, or there are several.
        """
        known = list(self.settings)
        if practice is None and len(known) == 1:
            practice = known[0]
        if practice is None:
            told = f"practice: there are {len(known)}, name one of {_checks.listed(known)}"
            raise _checks.InputError(told)
        return self.settings[_checks.one_of(practice, known, what="practice")]

    def association(self, practice: str | None = None, **asked: Any) -> Conclusions:
        """Level L1: did ties and taking up go together more than chance would give?"""
        found: Conclusions = _verb("associating", "associated")(self, practice=practice, **asked)
        return found

    def effect(self, outcome: Any, **asked: Any) -> Any:
        """Level L2: by how much an outcome moved apart, where an assignment is recorded."""
        return _verb("effecting", "effect_of")(self, outcome, **asked)

    def pulses(self, **asked: Any) -> Conclusions:
        """Did more take a practice up soon after a story than chance would give?"""
        found: Conclusions = _verb("pulsing", "pulses_of")(self, **asked)
        return found

    def hazard(self, **asked: Any) -> Any:
        """How the chance of taking up in a period went with exposure and other things."""
        return _verb("hazards", "hazard_of")(self, **asked)

    def whom(self, k: int = 1, **asked: Any) -> Any:
        """Whom to publicise next, over a range of probabilities, with regret and a baseline."""
        return _verb("choosing", "whom")(self, k=k, **asked)

    def design(self, **asked: Any) -> Any:
        """What to record from now on, and which lot would make a difference measurable."""
        return _verb("designing", "design")(self, **asked)

    def plot(self) -> Any:
        """The step curves of taking up, with marks where subjects were last observed."""
        found: Any = import_module("lantoa.charts.spread_curves")
        return found.adoption_chart(self)

    def plot_network(self, practice: str | None = None) -> Any:
        """The network of a practice; above two hundred subjects a heat map of its ties."""
        found: Any = import_module("lantoa.charts.networks")
        return found.network_chart(self, self.setting(practice))

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
                name=_kind_name(kind, self.lang),
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


def _verb(module: str, name: str) -> Any:
    return getattr(import_module(f"lantoa.spreading.{module}"), name)


def _kind_name(kind: str, lang: str) -> str:
    """The kind in words where it is one of ours, else as the office writes it."""
    from lantoa.schema import wording

    return said(TOPIC, f"kinds.{kind}", lang) if kind in wording(TOPIC)["kinds"] else kind
