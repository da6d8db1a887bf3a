"""What a result says of verdicts: who is in, why, and what is still to be done."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from lantoa import _frames
from lantoa._frames import Frame
from lantoa.findings import Findings

if TYPE_CHECKING:
    import pandas as pd

    from lantoa.agreeing.questions import Which
    from lantoa.explaining import Explanation
    from lantoa.overview import Matrix
    from lantoa.worklists import Worklist


class WithVerdicts(Findings):
    """The verdicts of everybody in scope, their evidence, and what is still missing or near."""

    @cached_property
    def _verdicts(self) -> pd.DataFrame:
        from lantoa import explaining

        return explaining.verdicts(self._whole)

    @cached_property
    def _evidence(self) -> pd.DataFrame:
        from lantoa import explaining

        return explaining.evidence(self._whole)

    def _given(self, frame: pd.DataFrame) -> Frame:
        return _frames.given(frame, self.office.frames)

    @cached_property
    def subjects(self) -> Frame:
        """A row per unit and person judged, n rows, units first.

        ``subject_id``, ``subject_kind``, ``unit_id``; ``verdict``, ``provisional`` and
        ``countable`` (over countable gates only); ``counted``: in, under the counting in force;
        ``failed_on``, ``open_on``, ``unknown_on``: the gates with that verdict, by their ids.
        """
        return self._given(self._subjects)

    @cached_property
    def out_of_scope(self) -> Frame:
        """Who was not judged, and why: ``subject_id, subject_kind, reason``."""
        return self._given(self._out_of_scope)

    @cached_property
    def verdicts(self) -> Frame:
        """A row per subject and criterion, in the order of the plan; points are no verdicts.

        ``subject_id, subject_kind, criterion_id, verdict, provisional``; ``needed``, how much
        more an open one needs; ``years_left``, the years that may still get a row, such as
        ``"2024, 2025"``; ``why_unknown``, what an unknown waits for first; ``reading``, the
        readings chosen that bear on it; ``says``, one sentence in the plan's language.

        Example:
            >>> import lantoa as lt
            >>> plan = lt.load_plan("exemplars-2021-2025")
            >>> result = lt.evaluate(lt.sample_office(seed=7), plan, as_of="de_nghi_2025")
            >>> result.verdicts["verdict"].cat.categories.tolist()
            ['failed', 'unknown', 'open', 'met']
        """
        return self._given(self._verdicts)

    @cached_property
    def evidence(self) -> Frame:
        """A row for everything that decides a criterion, or that is missing for it.

        ``subject_id, criterion_id, table, file, sheet, row`` (as Excel shows it), ``document``
        (the number of the decision or the minutes; of disciplinary decisions it does not show),
        ``part`` (counts, breaks, perhaps, missing, open_year, not_rated), ``year``.
        """
        return self._given(self._evidence)

    def explain(
        self,
        subject_id: str,
        criterion_id: str | None = None,
        *,
        lang: str | None = None,
        restricted: bool = False,
    ) -> Explanation:
        """Why a subject stands where it stands: clause by clause, down to the rows.

        Args:
            subject_id: A unit or a person; somebody out of scope is told why.
            criterion_id: One criterion only; None is all that are asked of the subject.
            lang: ``"vi"`` or ``"en"``; None is the plan's language.
            restricted: Whether details of discipline and the reason of a year not rated may
                show. Without it a unit that fails is shown its clause and no more.

        Raises:
            InputError: The subject, the criterion or the language is not known, or the criterion
                is not asked of the subject; the message has the nearest.
        """
        from lantoa import explaining

        return explaining.explain(
            self._whole, subject_id, criterion_id, lang=lang, restricted=restricted
        )

    def agreement(self, questions: Which = "headline") -> Frame:
        """Under how many readings of the open questions each subject counts as in.

        Args:
            questions: ``"headline"``: those that the plan puts in the default grid; ``"all"``; or
                a list of questions.

        Returns:
            A row per unit and person that is in under some combination of readings or judged now:
            ``subject_id``; ``in_by_default``: under the readings in force; ``passing`` of
            ``combinations``, counted exactly; ``share`` in per mille, rounded down;
            ``deciding_question`` and ``reading``: the first change of one reading that takes the
            subject in or out, headline questions first; missing where no single one does.

        Raises:
            InputError: A question is not known, or so many questions bear on each other that they
                cannot be counted; the message names them.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> result.agreement()["combinations"].unique().tolist()
            [23040]
        """
        from lantoa.agreeing import agreement

        return self._given(agreement(self._whole, questions))

    def matrix(self) -> Matrix:
        """Every subject against every gate, whoever is nearest to success first.

        Returns:
            A table that prints, with ``.frame`` (a column of verdicts per gate) and ``.plot()``,
            the heat map. First come those with the fewest failed gates, then the fewest unknown,
            then the fewest open; ties by id.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> list(result.matrix().frame.columns[:3])
            ['subject_id', 'subject_kind', 'chung_thanh_tich']
        """
        from lantoa.overview import matrix

        return matrix(self._whole)

    def near(self, steps: int = 1) -> Frame:
        """Who is at most so many gates away from counting as in: whom to nurture.

        Args:
            steps: The most gates that may be in the way, under the counting and gates in force.

        Returns:
            A row per gate in the way, whoever can still make it first: ``subject_id,
            subject_kind, criterion_id``, the gate's strict ``verdict``; ``needed``, how much more
            it needs, where that is a number; ``possible``, whether it can still be met: by what
            is to come, by a cell that is filled in, or by judging again; ``by_when``, the last
            day on which it can still come, missing where no day limits it; ``steps``, how many
            gates are in this subject's way; ``what``, the sentence.

        Raises:
            InputError: ``steps`` is no whole number of 1 or more.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> result.near()["steps"].unique().tolist()
            [1]
        """
        from lantoa.nearing import near

        return self._given(near(self._whole, steps))

    def worklist(self) -> Worklist:
        """Every unknown as a cell to fill or a body to ask, what settles most first.

        Returns:
            A list that prints, with ``.frame`` and ``.to_excel(path)``, a workbook to be filled
            in; ``office.updated(path)`` takes it back. Unknown verdicts of gates and of reported
            criteria are asked for, and of what serves them.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> list(result.worklist().frame.columns[:5])
            ['table', 'subject_id', 'year', 'criterion_id', 'column']
        """
        return self._worklist

    @cached_property
    def _worklist(self) -> Worklist:
        """Worked out once: every document of a report shows it."""
        from lantoa.worklists import worklist

        return worklist(self._whole)
