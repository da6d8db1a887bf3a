"""What a result says of other criteria: what if."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from lantoa import _core
from lantoa.evaluating.records import WithRecords

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantoa.scenarios import Tipping, WhatIf

    Change = str | Mapping[str, Any] | None
    Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class WithScenarios(WithRecords):
    """Questions of what-if; each answer is exact and prints the counting in force."""

    @cached_property
    def _measured(self) -> _core.Measurements:
        """Every statistic, so that other thresholds redo comparisons only."""
        return _core.Measurements(self._packed.facts, self._rules.plan)

    def what_if(
        self, change: Change = None, value: Any = ..., *, suppose: Rows | None = None
    ) -> WhatIf:
        """Who would come in and go out if a criterion were different, or a row were there.

        Args:
            change: A path of ``plan.parameters``, with its ``value``; a mapping of several; or a
                ``Scenario``. None where rows alone are supposed.
            value: The value of a single path; None takes an earlier change back.
            suppose: Rows that are not there yet by table, as in ``office.suppose``.

        Returns:
            Everything before and after: ``.gained``, ``.lost``, ``.changed``, ``.lines``,
            ``.places()``, ``.points``, ``.uncovered``, ``.effects``, ``.summary``, and ``.before``
            and ``.after``, two results. It prints with a sentence, has ``.plot()`` and
            ``.to_excel(path)``, and never becomes a record.

        Raises:
            InputError: Nothing is changed, the change does not fit the plan, or a row cannot be
                read; the message has the nearest.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> found = result.what_if("cn_luon_tot.at_least", "hoan_thanh_xuat_sac")
            >>> found.lost[["subject_id", "through"]].values.tolist()
            [['CB0056', 'cn_luon_tot'], ['CB0061', 'cn_luon_tot']]
        """
        from lantoa.scenarios import what_if

        return what_if(self._whole, change, value, suppose)

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
