"""What is kept of a result and handed to those who appeal."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from lantoa.evaluating.places import WithPlaces

if TYPE_CHECKING:
    from lantoa.records import Batch, Record
    from lantoa.records.making import Desk
    from lantoa.records.why_before import WhyBefore
    from lantoa.records.why_not import WhyNot


class WithRecords(WithPlaces):
    """Records, batches, and answers to an appeal."""

    @cached_property
    def _desk(self) -> Desk:
        from lantoa.records.making import Desk

        return Desk(self._whole)

    @property
    def official(self) -> bool:
        """Whether a record may be made of it: no supposed rows, no what-if, readings on record."""
        return not self.watermark

    @property
    def watermark(self) -> str:
        """The line that stands over everything printed of a result that is not official."""
        from lantoa.official import watermark

        return watermark(self._whole)

    def record(
        self,
        subject_id: str,
        *,
        by: str | None = None,
        on: datetime.date | None = None,
        supersedes: Record | str | None = None,
    ) -> Record:
        """The decision record of one subject, which `lantoa.verify` judges again by itself.

        It is internal (restricted): codes and no names, but every row that decided, discipline
        among them. It holds the rules with clause, quote and reading chosen, the rows and the
        coverage they rest on, verdict and margin per criterion, points, the record of the unit
        that a head is tied to, and the place as the batch of this result states it.

        Args:
            subject_id: A unit or person that is judged.
            by: Who makes the record, such as a council.
            on: The day; never taken from the clock, so that the same input gives the same bytes.
            supersedes: The record that this one takes the place of, or its fingerprint: corrected
                facts make a new record that names the old one.

        Raises:
            InputError: The subject is not known or not judged, or the result is not official: it
                supposes rows, asks what if, or was read in a way that nobody is on record for.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> record = result.record("CB0033")
            >>> record.verdict, lt.verify(record).accepted
            ('met', True)
            >>> what_if = result.plan.change("cn_xuat_sac_2_nam.years", 3)
            >>> lt.evaluate(result.office, what_if, as_of=result.as_of).record("CB0033")
            Traceback (most recent call last):
            lantoa.InputError: this result cannot become a record: it asks what if the plan were
            different, in "criterion.cn_xuat_sac_2_nam.years"
        """
        from lantoa.records import record

        return record(self._whole, subject_id, by=by, on=on, supersedes=supersedes)

    def batch(
        self,
        *,
        by: str | None = None,
        on: datetime.date | None = None,
        supersedes: Mapping[str, Record | str] | None = None,
    ) -> Batch:
        """Everybody's record, and the batch that attests their places under one hash.

        Args:
            by: Who makes the records.
            on: The day.
            supersedes: By subject the record that the new one takes the place of.

        Raises:
            InputError: The result is not official, or a subject of ``supersedes`` is not judged.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> batch = result.batch()
            >>> len(batch.records), lt.verify(batch).accepted
            (90, True)
        """
        from lantoa.records import batch

        return batch(self._whole, by=by, on=on, supersedes=supersedes)

    def why_not(self, subject_id: str, *, lang: str | None = None) -> WhyNot:
        """Why somebody is not named: the gates in the way, and the line of each quota.

        The comparison is with the criteria and the line, never with a colleague, so that the
        answer may be handed to whoever asks.

        Args:
            subject_id: A unit or a person.
            lang: ``"vi"`` or ``"en"``; None is the plan's language.

        Raises:
            InputError: The subject or the language is not known.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> [gate.criterion_id for gate in result.why_not("CB0020").gates]
            ['cn_xuat_sac_2_nam']
        """
        from lantoa.records.why_not import why_not

        return why_not(self._whole, subject_id, lang)

    def why_before(
        self, first: str, other: str, *, restricted: bool = False, lang: str | None = None
    ) -> WhyBefore | WhyNot:
        """Why one stands before another.

        Args:
            first: A unit or a person.
            other: Another one of the same kind, who asks.
            restricted: Whether the two may be compared, ids only: for the council. Without it
                the answer is about ``other`` alone, who is compared with the line.
            lang: ``"vi"`` or ``"en"``; None is the plan's language.

        Raises:
            InputError: The two are not of one kind, or one of them is not known or not judged.

        Example:
            >>> import lantoa as lt
            >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
            ...                      as_of="de_nghi_2025")
            >>> found = result.why_before("DV02", "DV05", restricted=True)
            >>> found.before, found.because, found.sure
            ('first', 'points', True)
        """
        from lantoa.records.why_before import why_before

        return why_before(self._whole, first, other, restricted=restricted, lang=lang)
