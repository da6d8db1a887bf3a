"""What an office's registers say of spread, and the questions that can be asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._frames import Frame, given
from lantoa.spreading.shown import Shown

if TYPE_CHECKING:
    from lantoa.concluding import Conclusions
    from lantoa.office import Office
    from lantoa.spreading.setting import Setting


@dataclass(frozen=True, eq=False, repr=False)
class Spread(Shown):
    """What happened after practices were named, a row per practice (level L0).

    ``frame`` has ``practice_id``, ``exemplar_id``, ``subject_kind``, ``subjects``, ``eligible``
    (who could be seen taking it up), ``stories``, ``reach`` (unknown where a story does not say),
    ``first_story``, ``exposed`` (eligible with a tie to who had it), ``adopters``,
    ``adopters_exposed`` (of them before they took it up), ``undated`` (on a day that nobody can
    say: in no other number), ``first_adoption``, ``last_adoption``, ``verified`` and ``claimed``
    with their shares of the adopters, ``depth`` (of claimed chains), ``circles`` (claims that lead
    back to themselves), ``lapsed``, ``kept``, ``blocks``, ``blocks_without``; and of Kaplan and
    Meier's estimate ``taken`` (the share by the end) with ``taken_low`` and ``taken_high``,
    ``taken_from`` (the period that it starts in where many came late: of those who had not taken
    it up by then; null where it starts in the first), and ``median`` (the period by which half had taken up, null where they had not).

    Attributes:
        settings: The arrays of each practice, by its id.
        office: Whose it is, as it was known on the day asked of.
        alpha: The level of tests and intervals.
        draws: Of simulations.
        seed: Of simulations.
        years: The first and the last year.
        as_of: The day on which it is asked; None where none was named, and everything counts.
    """

    office: Office
    alpha: float
    draws: int
    seed: int
    years: tuple[int, int]
    _chains: pd.DataFrame
    _exemplars: pd.DataFrame
    as_of: np.datetime64 | None = None

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
    def exemplars(self) -> Frame:
        """A row per exemplar: when it was named, and what all its practices come to."""
        return given(self._exemplars, self._kind)

    @cached_property
    def survival(self) -> Frame:
        """The share that had taken up by each period, with censoring:
        `lantoa.spreading.waiting.survival_frame`."""
        from lantoa.spreading.waiting import survival_frame

        return given(survival_frame(self.settings, self.alpha), self._kind)

    def quantiles(self, shares: Sequence[float] = (0.25, 0.5, 0.75)) -> Frame:
        """When shares of the eligible had taken up: `lantoa.spreading.waiting.quantiles_frame`.

        Raises:
            InputError: A share is not between 0 and 1.
        """
        from lantoa.spreading.waiting import quantiles_frame

        return given(quantiles_frame(self.settings, self.alpha, shares), self._kind)

    @cached_property
    def exposure(self) -> Frame:
        """Who was tied to who carried it: `lantoa.spreading.exposures.exposure_frame`."""
        from lantoa.spreading.exposures import exposure_frame

        return given(exposure_frame(self.settings), self._kind)

    @cached_property
    def thresholds(self) -> Frame:
        """The exposure at which each took up: `lantoa.spreading.exposures.thresholds_frame`."""
        from lantoa.spreading.exposures import thresholds_frame

        return given(thresholds_frame(self.settings), self._kind)

    @cached_property
    def infectiousness(self) -> Frame:
        """Who took up just after whom: `lantoa.spreading.exposures.infectiousness_frame`."""
        from lantoa.spreading.exposures import infectiousness_frame

        return given(infectiousness_frame(self.settings), self._kind)

    @cached_property
    def conclusions(self) -> Conclusions:
        """Every question with its answer or what blocks it, those that are always refused too."""
        from lantoa.spreading.everything import concluded

        return concluded(self)

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
            InputError: It is not among those asked about, or there are several, or none.
        """
        known = list(self.settings)
        if not known:
            told = "practice: there is none to ask about; practices and adoptions have no rows"
            raise _checks.InputError(told)
        if practice is None and len(known) == 1:
            practice = known[0]
        if practice is None:
            told = f"practice: there are {len(known)}, name one of {_checks.listed(known)}"
            raise _checks.InputError(told)
        return self.settings[_checks.one_of(practice, known, what="practice")]

    def association(self, practice: str | None = None, **asked: Any) -> Conclusions:
        """Level L1: did ties and taking up go together more than chance would give?"""
        return self._of_taking("associating", "associated", practice=practice, **asked)

    def effect(self, outcome: Any, **asked: Any) -> Any:
        """Level L2: by how much an outcome moved apart, where an assignment is recorded."""
        return _verb("effecting", "effect_of")(self, outcome, **asked)

    def pulses(self, **asked: Any) -> Conclusions:
        """Did more take a practice up soon after a story than chance would give?"""
        return self._of_taking("pulsing", "pulses_of", **asked)

    def hazard(self, **asked: Any) -> Any:
        """How the chance of taking up in a period went with exposure and other things."""
        return self._of_taking("hazards", "hazard_of", **asked)

    def whom(self, k: int = 1, **asked: Any) -> Any:
        """Whom to publicise next, over a range of probabilities, with regret and a baseline."""
        return _verb("choosing", "whom")(self, k=k, **asked)

    def design(self, **asked: Any) -> Any:
        """What to record from now on, and which lot would make a difference measurable."""
        return _verb("designing", "design")(self, **asked)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The facts, then what they are counted from: `lantoa.spreading.sheets.sheets_of`."""
        from lantoa.spreading.sheets import sheets_of

        return {**super().sheets(), **sheets_of(self)}

    def _of_taking(self, module: str, name: str, **asked: Any) -> Conclusions:
        """A question about taking up, with the warning that stands where nobody wrote how long
        anybody was followed."""
        from lantoa.concluding import Conclusions
        from lantoa.spreading.assumed import warned

        found = _verb(module, name)(self, **asked)
        return Conclusions.of(warned(self, found), lang=self.lang, kind=self._kind)

    def plot(self) -> Any:
        """The step curves of taking up, with marks where subjects were last observed."""
        found: Any = import_module("lantoa.charts.spread_curves")
        return found.adoption_chart(self)

    def plot_network(self, practice: str | None = None) -> Any:
        """The network of a practice; above two hundred subjects a heat map of its ties."""
        found: Any = import_module("lantoa.charts.networks")
        return found.network_chart(self, self.setting(practice))


def _verb(module: str, name: str) -> Any:
    return getattr(import_module(f"lantoa.spreading.{module}"), name)
