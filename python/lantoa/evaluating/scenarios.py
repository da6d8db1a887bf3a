"""What a result says of other criteria: what if."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from lantoa import _core
from lantoa.evaluating.leading import WithLeading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from lantoa.scenarios import Admission, Choices, LeastChange, OutcomeGrid, Tipping, WhatIf
    from lantoa.scenarios.grids import Outcome
    from lantoa.scenarios.sweeping import QuotaCurve, WeightSweep

    Weight = Fraction | int | str
    Change = str | Mapping[str, Any] | None
    Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class WithScenarios(WithLeading):
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

    def grid(
        self,
        axes: Mapping[str, Sequence[Any]],
        *,
        outcome: Outcome = "counted",
        weights: str = "keep",
    ) -> OutcomeGrid:
        """How many are in at every combination of some values of some paths.

        Thresholds are answered together from a cube of everybody's critical values, up to a
        million cells; every other value is judged by itself.

        Args:
            axes: Paths of ``plan.parameters`` and the values of each; or a ``Scenario.grid``.
            outcome: ``"counted"``: who counts as in under the counting in force; ``"within"``: who
                of them stands within every quota's line that applies, on record.
            weights: How other weights move where a weight is a path, as in ``Scenario``.

        Returns:
            A table that prints, with ``.frame`` (a row per cell: ``units``, ``people``, ``count``,
            ``gained``, ``lost``, of the outcome ``"within"`` also ``tied``; ``in_force``) and
            ``.plot()``, the heat map of two paths with the cell in force outlined.

        Raises:
            InputError: A path or a value is not possible, or there are more cells than can be
                answered: a million, or 2,000 that must be judged one by one.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> found = result.grid({"cn_xuat_sac_2_nam.years": [1, 2, 3],
            ...                      "cn_sang_kien.count": [1, 2]})
            >>> found.frame["count"].tolist()
            [7, 6, 6, 5, 5, 5]

        Source: docs/what-if.md.
        """
        from lantoa.scenarios import grid

        return grid(self._whole, axes, outcome, weights)

    def tipping(self, path: str) -> Tipping | Choices:
        """Who counts as in at every value of one path, exactly; everything else stays.

        Args:
            path: A number that a criterion must reach, such as ``"cn_xuat_sac_2_nam.years"``: a
                number of years, keys or parts, or a share. Or a path with a list of values: a
                level of a scale such as ``"cn_luon_tot.at_least"``, yes or no, words such as
                ``"policy.merged"``, a reading such as ``"reading.ky_luat_muc"``. Or a weight such
                as ``"diem_sang_kien.weight"``, at every whole value with the others in
                proportion, or a number of a quota such as ``"so_luong_ca_nhan.share_per_mille"``:
                then those are counted who stand within the line.

        Returns:
            Prints with the counting in force and has ``.plot()``. Of a number a ``Tipping`` with
            ``.frame``: a row per stretch of values with the same outcome, ``value`` to ``until``,
            with its ``count`` and who is ``gained``, ``lost`` and flips there; ``.unchanged``:
            between which values nothing changes. Of a list ``Choices``: a row per value, with
            what it ``says``; ``.unchanged``: the values that change nothing; ``.refused``: those
            that the plan does not take. Nothing is sampled and no value is left out.

        Raises:
            InputError: The path is not in the plan (the message has the nearest), or what may
                stand there cannot be listed; then ``what_if`` answers one value.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> result.tipping("cn_xuat_sac_2_nam.years").frame["value"].tolist()
            [1, 2, 4]
            >>> result.tipping("cn_luon_tot.at_least").unchanged
            ('hoan_thanh', 'hoan_thanh_tot')
            >>> result.tipping("so_luong_tap_the.share_per_mille").unchanged
            (250, 1000)
        """
        from lantoa.scenarios import tipping

        return tipping(self._whole, path)

    def least_change(
        self, subject_id: str, criterion: str | None = None
    ) -> LeastChange | Admission:
        """The least that lets somebody in: what it takes, or which criterion moved how far.

        Without a criterion: for each gate in the way what is lacking, how much, by when and who
        must act, as the day knows it. Closed years do not change: where they have lost a gate,
        it is no longer possible in this period. Of somebody who is in, the points that are
        lacking to a quota's line.

        With one, for whoever owns it: its smallest move that lets the subject in, everything else
        as it is, and who comes along. ``"any"`` tries every criterion, one parameter at a time.

        Args:
            subject_id: A unit or a person; of somebody out of scope the reason is the answer.
            criterion: None; a criterion or one of its paths, such as
                ``"cn_xuat_sac_2_nam.years"``, of the subject or of the unit that it heads; or
                ``"any"``.

        Returns:
            Without a criterion ``.frame`` (a row per criterion in the way), ``.possible``,
            ``.rows`` (the fewest rows that do, for ``office.suppose``), ``.enough``, ``.cells``,
            ``.broke`` and ``.lacking``; with one ``.frame``, a row per move that is enough, and
            ``.blocked``, the other gates in the way. Both print, with a sentence and ``.plot()``.

        Raises:
            InputError: The subject, criterion or path is not known or not asked of the subject;
                the message has the nearest.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> answer = result.least_change("CB0020")
            >>> answer.possible, answer.frame[["criterion_id", "needed"]].values.tolist()
            (True, [['cn_xuat_sac_2_nam', 1]])
            >>> moved = result.least_change("CB0020", "cn_xuat_sac_2_nam.years").frame
            >>> moved[["now", "to", "others"]].values.tolist()
            [['2', '1', 0]]
        """
        from lantoa.scenarios import least_change

        return least_change(self._whole, subject_id, criterion)

    def sweep_weight(
        self,
        criterion_id: str,
        *,
        k: int | None = None,
        others: str = "proportional",
        low: Weight = 0,
        high: Weight | None = None,
    ) -> WeightSweep:
        """Who is named at every value of one weight, exactly: not only at whole ones.

        Those who count as in are ranked by their points on record and the plan's tie chain, as
        the weight runs over the range; points and weights are an assumption of the plan.

        Args:
            criterion_id: A scored criterion.
            k: The first so many of the office; None asks every quota that caps such subjects, a
                quota inside another among those who are within the outer line.
            others: ``"proportional"``: the other weights share the rest as they do now, exactly
                and unrounded; or the criterion that takes the difference.
            low, high: The range, whole or a fraction such as ``"1000/3"``, around the present
                weight; None is the greatest that leaves no other weight below 0.

        Returns:
            An answer with ``.frame``, a row per run of weights with the same outcome, its ends
            exact; ``.unchanged``, the exact interval around the present weight; and
            ``.place_of(subject_id)``, one subject's place over the range.

        Raises:
            InputError: The criterion gives no points, no quota caps its subjects, the others
                cannot make room, or there is more to tell than can be told.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> found = result.sweep_weight("diem_sang_kien", k=1)
            >>> found.frame[["from", "to", "within"]].values.tolist()
            [['0', '58000/107', 'CB0033'], ['58000/107', '1000', 'CB0061']]
            >>> str(found.unchanged)
            '[0; 58000/107]'
        """
        from lantoa.scenarios.sweeping import sweep_weight

        return sweep_weight(self._whole, criterion_id, others, k, low, high)

    def quota_curve(self, quota_id: str, *, cost: int | None = None) -> QuotaCurve:
        """Whom each further place of a quota brings in, up to everybody, and what that costs.

        Quotas are an assumption of the plan, places are by points on record; people decide.

        Args:
            quota_id: A quota that caps.
            cost: An amount in dong for each one within.

        Returns:
            An answer with ``.frame``, for each group a row per number of places: who takes it
            (``marginal``), who is ``tied`` at the line, the least share that gives it
            (``share_from``) and the ``cost``; ``.steps``, the same by the quota's own value with
            the groups ``without`` anybody; and ``.left_out``, those without anybody now.

        Raises:
            InputError: The quota is not known or caps nothing, or the cost is no whole amount.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> found = result.quota_curve("so_luong_tap_the", cost=5_000_000)
            >>> found.frame[["seats", "share_from", "marginal", "cost"]].values.tolist()
            [[0, <NA>, '', 0], [1, 0, 'DV02', 5000000], [2, 250, 'DV05', 10000000]]
        """
        from lantoa.scenarios.sweeping import quota_curve

        return quota_curve(self._whole, quota_id, cost)
