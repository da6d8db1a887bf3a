"""What a result says of other criteria: what if."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lantoa import _core
from lantoa.evaluating.records import WithRecords

if TYPE_CHECKING:
    from lantoa.scenarios import Tipping


class WithScenarios(WithRecords):
    """Questions of what-if; each answer is exact and prints the counting in force."""

    @cached_property
    def _measured(self) -> _core.Measurements:
        """Every statistic, so that other thresholds redo comparisons only."""
        return _core.Measurements(self._packed.facts, self._rules.plan)

    def tipping(self, path: str) -> Tipping:
        """Who counts as in at every value of one threshold, exactly; everything else stays.

        Args:
            path: A number that a criterion must reach, such as ``"cn_xuat_sac_2_nam.years"``: a
                number of years, keys or parts, or a share.

        Returns:
            A curve that prints with the counting in force, with ``.frame``: a row per stretch of
            values with the same outcome, ``value`` to ``until``, with its ``count`` and who is
            ``gained``, ``lost`` and flips there; ``.unchanged``: between which values nothing
            changes. Nothing is sampled and no value is left out.

        Raises:
            InputError: The path names no threshold; the message has the nearest that does.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> result.tipping("cn_xuat_sac_2_nam.years").frame["value"].tolist()
            [1, 2, 4]
        """
        from lantoa.scenarios import tipping

        return tipping(self._whole, path)
