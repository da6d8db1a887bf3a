"""Who meets the criteria of a plan, on a date, and on what evidence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from lantoa import _checks, _core, _frames, _packing, _rules, _unheard
from lantoa._frames import Frame
from lantoa.findings import Counting, Findings, Gates

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from lantoa.agreeing.questions import Which
    from lantoa.criteria import Plan
    from lantoa.explaining import Explanation
    from lantoa.office import Office
    from lantoa.overview import Matrix
    from lantoa.ranking import Drawn, SubjectKind, Within
    from lantoa.records import Batch, Record
    from lantoa.records.making import Desk
    from lantoa.records.why_before import WhyBefore
    from lantoa.records.why_not import WhyNot
    from lantoa.scenarios import Tipping
    from lantoa.worklists import Worklist


def evaluate(
    office: Office,
    plan: Plan,
    as_of: str | datetime.date,
    *,
    counting: Counting | None = None,
    gates: Gates | None = None,
    track: str | None = None,
    threads: int = 0,
) -> Evaluation:
    """Judge every unit and person of an office by the criteria of a plan, as of a date.

    Args:
        office: The registers, as `lantoa.read` gives them.
        plan: The criteria, as `lantoa.load_plan` gives them.
        as_of: A milestone of the plan, such as ``"de_nghi_2025"``, or a date (ISO text will do).
        counting: Who counts as in: ``"possible"`` (met or still open), ``"provisional"`` (met on
            the closed years) or ``"met"``. None: what the milestone says.
        gates: Over ``"all"`` gates or the ``"countable"`` ones. None: what the milestone says.
        track: A special-topic track of the plan; None is the main one. They never mix.
        threads: The most threads to use; 0 is as many as there are cores.

    Returns:
        The result: frozen, and the same for any number of threads and any order of rows.

    Raises:
        InputError: The milestone, counting, gates or track is not known.

    Example:
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
        ...                      as_of="de_nghi_2025")
        >>> result.as_of.isoformat(), result.counting, result.gates
        ('2025-09-30', 'provisional', 'all')
        >>> sorted(result.subjects["subject_kind"].unique())
        ['person', 'unit']

    Source: docs/verdicts.md; of the plan, sections II.1 and II.2.
    """
    _checks.made_by(office, "tables", what="office", maker="lantoa.read")
    _checks.made_by(plan, "as_of", what="plan", maker="lantoa.load_plan")
    day = plan.as_of(as_of)
    said = plan.counting(day)
    counting = counting or said["verdict"]
    gates = gates or said["gates"]
    _checks.one_of(counting, ("possible", "provisional", "met"), what="counting")
    _checks.one_of(gates, ("all", "countable"), what="gates")
    resolved = plan.resolved(day)
    if track is not None:
        _checks.one_of(track, list(resolved["tracks"]), what="track")
    office = _unheard.listed(office, plan)
    packed = _packing.pack(office)
    rules = _rules.rules(resolved, packed, day, track)
    found = _core.evaluate(packed.facts, rules.plan, threads=threads)
    return Evaluation(office, plan, day, counting, gates, track, packed, rules, found)


class Evaluation(Findings):
    """Verdicts of everybody in scope, as of a date.

    It prints how many units and people are in and who stands nearest to success, in the plan's
    language. Its frames are of the office's kind: pandas, polars or pyarrow. It exports its
    subjects as an Arrow stream.

    Attributes:
        office: What was judged; its problems name judgements that no criterion of the plan hears.
        plan: By what.
        as_of: On which date.
        counting: Who counts as in: possible, provisional or met.
        gates: Over all gates or the countable ones.
        track: The special-topic track, None for the main one.
    """

    @cached_property
    def _verdicts(self) -> pd.DataFrame:
        from lantoa import explaining

        return explaining.verdicts(self)

    @cached_property
    def _evidence(self) -> pd.DataFrame:
        from lantoa import explaining

        return explaining.evidence(self)

    @cached_property
    def _drawn(self) -> Sequence[Drawn]:
        """Every quota that caps, with everybody's side of its line."""
        from lantoa import ranking

        return ranking.drawn(self)

    def _given(self, frame: pd.DataFrame) -> Frame:
        return _frames.given(frame, self.office.frames)

    @cached_property
    def _measured(self) -> _core.Measurements:
        """Every statistic, so that other thresholds redo comparisons only."""
        return _core.Measurements(self._packed.facts, self._rules.plan)

    @cached_property
    def _desk(self) -> Desk:
        from lantoa.records.making import Desk

        return Desk(self)

    def __repr__(self) -> str:
        from lantoa.briefing import Briefing

        return Briefing(self).as_text()

    def _repr_html_(self) -> str:
        from lantoa.briefing import Briefing

        return Briefing(self).as_html()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.subjects.__arrow_c_stream__(requested_schema)

    @cached_property
    def subjects(self) -> Frame:
        """A row per unit and person judged, n rows, units first.

        ``subject_id``, ``subject_kind``, ``unit_id``; ``verdict``, ``provisional`` and
        ``countable`` (over countable gates only); ``counted``: in, under the counting in force;
        ``failed_on``, ``open_on``, ``unknown_on``: the gates with that verdict, by their ids.
        """
        return self._given(self._subjects)

    @cached_property
    def points(self) -> Frame:
        """Points by scored criterion: an assumption of the plan, never a verdict.

        ``subject_id, criterion_id, points, points_high, weight``: points out of 1000 for what is
        on record, what a missing past value could make of them, and the weight in per mille.
        Criteria whose register is absent are left out for everybody.
        """
        return self._given(self._points)

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

        return explaining.explain(self, subject_id, criterion_id, lang=lang, restricted=restricted)

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

        return self._given(agreement(self, questions))

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

        return self._given(ranking(self, subject_kind, within))

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

        return self._given(quotas(self))

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

        return self._given(quota_lines(self))

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

        return tipping(self, path)

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

        return matrix(self)

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

        return self._given(near(self, steps))

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

        return worklist(self)

    @property
    def official(self) -> bool:
        """Whether a record may be made of it: no supposed rows, no what-if, readings on record."""
        return not self.watermark

    @property
    def watermark(self) -> str:
        """The line that stands over everything printed of a result that is not official."""
        from lantoa.official import watermark

        return watermark(self)

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

        return record(self, subject_id, by=by, on=on, supersedes=supersedes)

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

        return batch(self, by=by, on=on, supersedes=supersedes)

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

        return why_not(self, subject_id, lang)

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

        return why_before(self, first, other, restricted=restricted, lang=lang)
