"""A plan of lots as a result: schemes, the best first, and the draw itself on request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._frames import Frame, given
from lantoa._wording import said
from lantoa.concluding import Conclusion, Saying
from lantoa.scoring.showing import number, percent
from lantoa.spreading.days_of_lot import days_of_lot
from lantoa.spreading.measuring import TOPIC
from lantoa.spreading.recording import Gap
from lantoa.spreading.schemes import Scheme
from lantoa.told import Told

_HEADS = ("scheme", "drawn", "waiting", "arrangements", "smallest_p", "clean", "detectable", "says")
RULE, NOTHING, GIVEN = "boc_tham", "khong", "tuyen_truyen"


@dataclass(frozen=True, eq=False, repr=False)
class Design(Told):
    """Schemes of a lot, a row each, the best first.

    ``frame`` has ``drawn_from`` (``"subject"``, ``"block"``: whole units), ``strata`` (``"none"``,
    ``"block"``), ``pattern``, ``waves``, ``drawn``, ``waiting``, ``left_out`` (in strata too small
    to draw from), ``arrangements``, ``smallest_p``, ``clean`` (the expected share of those waiting
    without a tie to anybody drawn), ``detectable`` (in standard deviations of the outcome, found
    with a power of 80 %; null where nothing is) and ``says`` (``"good"``, ``"floor"``: no p below
    the level, ``"unclean"``: nobody clean to compare with, ``"blind"``).

    Attributes:
        conclusion: Whether some scheme can answer, and what to record.
        schemes: Behind the rows.
        alpha: The level.
        subjects: How many could be drawn.
        blocks: In how many blocks.
        inside: The share of ties inside blocks; None without ties.
        known_to: The last day that the office knows of: lots are for later ones; None: no day.
    """

    conclusion: Conclusion
    schemes: tuple[Scheme, ...]
    _gaps: tuple[Gap, ...]
    alpha: float
    subjects: int
    blocks: int
    inside: float | None
    known_to: np.datetime64 | None
    _measured: tuple[Saying, ...]
    _lang: str

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @cached_property
    def gaps(self) -> Frame:
        """What to record from now on: ``table``, ``column``, ``state``, ``why``."""
        return given(self._gap_frame(("table", "column", "state", "why")), self._kind)

    def _gap_frame(self, columns: Sequence[str]) -> pd.DataFrame:
        rows = [
            (gap.table, gap.column, gap.state.told(self.lang), gap.why.told(self.lang))
            for gap in self._gaps
        ]
        return pd.DataFrame(rows, columns=list(columns)).astype(object)

    def lot(
        self,
        seed: int,
        *,
        date: Any,
        scheme: int = 1,
        treatment: str = GIVEN,
    ) -> Frame:
        """Draw: rows for the register ``assignments``, to be written into it before the date.

        In each stratum those are drawn whose sha256 of ``"seed:stratum:id"`` comes first, so the
        same seed gives the same draw on any machine. Choose the seed in public, write it down.

        Args:
            seed: A whole number, 0 or more.
            date: When it is given, after the last day that the office knows of; a list with a day
                for each wave where there are several. Those who wait stand with the first day.
            scheme: Its number in the table, from 1: of one that can answer.
            treatment: What is given.

        Returns:
            ``subject_id``, ``date``, ``treatment`` (``"khong"`` for who waits), ``rule``
            (``"boc_tham"``) and ``stratum``, sorted by id.

        Raises:
            InputError: The scheme does not exist or cannot answer, or a day or the seed cannot be
                used.
        """
        _whole(seed)
        chosen = self._scheme(scheme)
        days = days_of_lot(date, chosen.waves, self.known_to)
        if _checks_nothing(treatment):
            raise InputError(f'treatment: "{treatment}" means that nothing is given')
        waves = chosen.draw(seed)
        source = chosen.source
        frame = pd.DataFrame(
            {
                "subject_id": list(source.ids),
                "date": pd.to_datetime([days[max(wave - 1, 0)] for wave in waves]).astype("M8[s]"),
                "treatment": [treatment if wave else NOTHING for wave in waves],
                "rule": RULE,
                "stratum": [source.names[code] or None for code in source.stratum],
            }
        )
        return given(frame, self._kind)

    def _scheme(self, scheme: Any) -> Scheme:
        if not self.schemes:
            raise InputError("scheme: there is none to draw from")
        known = [str(at + 1) for at in range(len(self.schemes))]
        found = self.schemes[int(_checks.one_of(str(scheme), known, what="scheme")) - 1]
        if found.says != "good":
            good = [at for at, one in enumerate(self.schemes, start=1) if one.says == "good"]
            told = said(TOPIC, f"says.{found.says}", "en", alpha=number(self.alpha, "en"))
            first = f"the first that can answer is {good[0]}" if good else "none can answer"
            raise InputError(f"scheme {scheme}: {told}; {first}")
        return found

    @property
    def title(self) -> str:
        """What the table shows."""
        return said(TOPIC, "title", self.lang)

    @property
    def under(self) -> list[str]:
        """On whom, at which level, and what is assumed."""
        inside = "–" if self.inside is None else percent(self.inside, self.lang)
        line = said(
            TOPIC,
            "under",
            self.lang,
            subjects=self.subjects,
            blocks=self.blocks,
            inside=inside,
            alpha=number(self.alpha, self.lang),
            measured=" ".join(one.told(self.lang) for one in self._measured),
        )
        return [line, *(said(TOPIC, name, self.lang) for name in ("nobody_left_out", "clean"))]

    @property
    def sentence(self) -> str:
        """Which scheme to take, and what to record."""
        reasons = [one.saying for one in self.conclusion.reasons]
        told = [one.told(self.lang) for one in [*self.conclusion.may_say, *reasons]]
        if not self._gaps:
            return "\n".join([*told, said(TOPIC, "sentence.complete", self.lang)])
        return "\n".join(
            [
                *told,
                *(
                    said(TOPIC, "sentence.record", self.lang, told=one.told(self.lang))
                    for one in self.conclusion.collect
                ),
            ]
        )

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The schemes, and on a sheet of their own what to record."""
        columns = ("table", "column", "state", "why")
        heads = [said(TOPIC, f"gap_heads.{name}", self.lang) for name in columns]
        return {
            **super().sheets(),
            said(TOPIC, "gap_heads.sheet", self.lang): self._gap_frame(heads),
        }

    def plot(self) -> Any:
        """A row per scheme: the smallest p it can give, and the size it would find."""
        from lantoa.charts.schemes import Schemes, schemes_chart

        rows = pd.DataFrame(
            {
                "scheme": [
                    f"{at}. {in_words(one).told(self.lang)}"
                    for at, one in enumerate(self.schemes, start=1)
                ],
                "floor": [one.smallest_p for one in self.schemes],
                "detectable": [one.detectable for one in self.schemes],
            }
        ).astype({"floor": float, "detectable": float})
        unit = said(TOPIC, "unit", self.lang)
        told = [*self.conclusion.may_say, *(one.saying for one in self.conclusion.reasons)]
        under = [one.told(self.lang) for one in told]
        return schemes_chart(rows, Schemes(self.title, under, self.lang, self.alpha, unit))

    def _heads(self) -> Sequence[str]:
        return [said(TOPIC, f"heads.{name}", self.lang) for name in _HEADS]

    def _numbers(self) -> Sequence[int]:
        return range(1, len(_HEADS) - 1)

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        for at, one in enumerate(self.schemes, start=1):
            size = "" if one.detectable is None else number(one.detectable, self.lang, 2)
            yield [
                f"{at}. {in_words(one).told(self.lang)}",
                one.drawn,
                one.waiting,
                number(float(one.arrangements), self.lang, 3),
                number(one.smallest_p, self.lang, 4),
                percent(one.clean, self.lang),
                size,
                said(TOPIC, f"says.{one.says}", self.lang, alpha=number(self.alpha, self.lang)),
            ]


def in_words(one: Scheme) -> Saying:
    """A scheme in words."""
    gaps = {
        "what": Saying(TOPIC, f"what.{one.source.what}"),
        "strata": Saying(TOPIC, f"strata.{one.source.strata}"),
        "pattern": Saying(TOPIC, f"pattern.{one.pattern}", {"waves": one.waves}),
    }
    return Saying(TOPIC, "named", gaps)


def _whole(seed: Any) -> None:
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        raise InputError(f"seed: expected a whole number, 0 or more, not {seed!r}")


def _checks_nothing(treatment: Any) -> bool:
    from lantoa.spreading.lots import plain, words_for

    return not isinstance(treatment, str) or plain(treatment) in words_for("none")
