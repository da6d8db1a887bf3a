"""What a result says of points and places: an assumption of the plan, never a verdict."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lantoa._frames import Frame
from lantoa.evaluating.verdicts import WithVerdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantoa.ranking import Drawn, SubjectKind, Within


class WithPlaces(WithVerdicts):
    """Points, places and the lines of the quotas."""

    @cached_property
    def points(self) -> Frame:
        """Points by scored criterion: an assumption of the plan, never a verdict.

        ``subject_id, criterion_id, points, points_high, weight``: points out of 1000 for what is
        on record, what a missing past value could make of them, and the weight in per mille.
        Criteria whose register is absent are left out for everybody.
        """
        return self._given(self._points)

    @cached_property
    def _drawn(self) -> Sequence[Drawn]:
        """Every quota that caps, with everybody's side of its line."""
        from lantoa import ranking

        return ranking.drawn(self._whole)

    def ranking(self, subject_kind: SubjectKind = "person", within: Within | None = None) -> Frame:
        """Who stands where by the plan's points, and how far missing values leave that open.

        The text of a plan has gates only: points and weights are an assumption, and people decide.
        Ties that the plan's list does not part stay ties: the council's to part.

        Args:
            subject_kind: ``"person"`` or ``"unit"``.
            within: Places within each ``"unit_id"`` (people) or ``"field"``; None is the office.

        Returns:
            A row for everybody who counts as in, or may turn out to, by group and place:
            ``subject_id``; ``group``; ``points`` on record and ``points_high``, with the best of
            what is missing (weight x map / 1000, shown as decimals and compared as whole
            thousandths); ``place``, from 1, equals share one, missing for those who are only
            perhaps in; ``place_low`` and ``place_high``: the best and the worst place that missing
            values leave possible; ``tied``: how many share the place; ``quota``, ``seats``,
            ``line`` and ``sure`` as in ``quota_lines``, of the innermost quota of the same groups
            in which the subject stands, else of the outermost; ``status`` of the scoring.
            Whoever has no such group, or nobody knows which, comes last, without group and place;
            who has one that nobody knows may be anybody's rival, which ``place_high`` counts.

        Raises:
            InputError: An argument is not known, or the plan gives such subjects no points.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> places = result.ranking("unit")  # DV03 is perhaps in: it has no place yet
            >>> places[["subject_id", "points", "place_low", "place_high"]].values.tolist()
            [['DV02', 765.0, 1, 1], ['DV05', 615.0, 2, 2], ['DV03', 615.0, 2, 2]]
        """
        from lantoa.ranking import ranking

        return self._given(ranking(self._whole, subject_kind, within))

    @cached_property
    def quotas(self) -> Frame:
        """How many may be named in each group: an assumption of the plan, and people decide.

        A row per quota, kind of subject and group: ``quota``, ``subject_kind``, ``group``;
        ``base``, what a share is of, missing for a fixed number; ``seats``, with ``seats_low`` and
        ``seats_high``, the least and the most that missing values leave; ``inside``, the quota
        around it; ``counted``, who count as in, of a quota inside another within its line;
        ``perhaps``, who may turn out to; ``within`` and ``tied``, how many of those counted have
        seats, and how many share the last ones; ``fewer_than``, of a quota that only reports, its
        number where fewer count; ``status``. Quotas are of the main plan: none on a track.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> units = result.quotas[result.quotas["quota"] == "so_luong_tap_the"]
            >>> units[["base", "seats", "counted", "within"]].values.tolist()
            [[8, 2, 2, 2]]

        Source: docs/quotas.md; of the plan, sections III.1 and III.2.
        """
        from lantoa.ranking import quotas

        return self._given(quotas(self._whole))

    @cached_property
    def quota_lines(self) -> Frame:
        """On which side of each quota's line everybody stands who is or may turn out to be in.

        ``subject_id, quota, group, place, place_low, place_high, seats``; ``line``: ``"within"``,
        the subject and all who share its place have seats; ``"tied"``, they are more than the
        seats that are left, which the council parts; ``"beyond"``, those before it have them all;
        missing where nobody can tell; ``sure``, whether no missing value can change it;
        ``status``.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> lines = result.quota_lines
            >>> lines[lines["quota"] == "so_luong_tap_the"]["line"].dropna().unique().tolist()
            ['within']
        """
        from lantoa.ranking import quota_lines

        return self._given(quota_lines(self._whole))
