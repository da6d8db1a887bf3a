"""What a result says of weights as the unknown: who can be first, who keeps a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantoa.evaluating.records import WithRecords

if TYPE_CHECKING:
    from fractions import Fraction

    from lantoa.ranking import SubjectKind, Within
    from lantoa.scenarios import Lead, RobustMembers
    from lantoa.scenarios.leading.limits import Limits


class WithLeading(WithRecords):
    """Questions about every weight at once; points and weights are an assumption of the plan."""

    def can_lead(
        self,
        subject_id: str,
        *,
        within: Within | None = None,
        low: Limits = None,
        high: Limits = None,
    ) -> Lead:
        """Whether some weights give a subject the first place, or the proof that none do.

        All weights are asked at once, exactly: weights from 0 that sum to what they sum to now.
        Those who count as in compete, by points on record and, where these are equal, by the
        plan's tie chain.

        Args:
            subject_id: A unit or a person. Whoever does not count as in gets the gates that keep
                it out as an answer.
            within: Among the people of its ``"unit_id"``, or those of its ``"field"``; None is
                the office.
            low, high: The least and the most that weights may be, whole numbers: one for all, or
                some by criterion, such as ``{"diem_sang_kien": 200}``.

        Returns:
            An answer with ``.outcome`` (alone, shared, never, not_in); ``.change``, the most that
            a weight must move, the least there is, with ``.weights`` that do it, exact fractions,
            and ``.whole`` ones where those beside them do it too; ``.widest``, those of the widest
            margin; ``.mixture``, where it is not more, the rivals who together have as many
            points under all weights; ``.at_best`` and ``.at_worst``, what missing values leave
            open. ``.frame`` has a row per criterion. It has ``.plot()`` and ``.to_excel(path)``.

        Raises:
            InputError: The subject or a criterion is not known, the plan gives such subjects no
                points, or no weights fit between the limits.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> found = result.can_lead("CB0061")
            >>> found.outcome, found.change, found.whole["diem_sang_kien"]
            ('alone', 106, 406)
            >>> never = result.can_lead("CB0056")
            >>> never.outcome, {who: str(share) for who, share in never.mixture.items()}
            ('never', {'CB0033': '1'})

        Source: a matrix game, von Neumann 1928; the proof of a no is its dual.
        """
        from lantoa.scenarios import can_lead

        return can_lead(self._whole, subject_id, within, low, high)

    def robust_members(
        self,
        k: int | None = None,
        *,
        box: float | Fraction = 10,
        subject_kind: SubjectKind = "person",
        within: Within | None = None,
    ) -> RobustMembers:
        """Who is surely and who possibly named when every weight moves by so many per cent.

        Weights move in a box, each by ``box`` per cent of itself up and down, and keep their sum.
        Surely takes a subject on record against the others at the best of what is missing,
        possibly the other way round. Ties at the line are the council's: possible, never sure.

        Args:
            k: How many are named in each group; None asks the seats of every quota of such
                subjects that lies in no other.
            box: Per cent of each weight, from 0 to 100, in whole tenths.
            subject_kind: ``"person"`` or ``"unit"``.
            within: The first k of each ``"unit_id"`` (people) or ``"field"``; None is the office.
                Without k: quotas of these groups only; None is every quota.

        Returns:
            An answer with ``.sure``, ``.possible``, and ``.frame``: for everybody who may be
            named its place, the bounds that it keeps within, whether it is ``sure``, whether
            weights were found that name it (``attained``) and that do not (``attained_out``).
            ``.safe_box``: below how many per cent no move of the weights alters who is named,
            exactly, and ``.flip``: who meets whom there. Where very many stand near a line bounds
            are coarser, which the sentence says.

        Raises:
            InputError: An argument is not known or out of range, or the plan has no such quota.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025", counting="possible", gates="countable")
            >>> found = result.robust_members(5)
            >>> found.sure, str(found.safe_box), found.flip.within, found.flip.beyond
            (['CB0033', 'CB0061', 'CB0056', 'CB0042'], '100/13', 'CB0020', 'CB0002')

        Source: places bounded by pairs, Salo and Punkka 2005 (rank inclusion).
        """
        from lantoa.scenarios import robust_members

        return robust_members(self._whole, k, box, subject_kind, within)
