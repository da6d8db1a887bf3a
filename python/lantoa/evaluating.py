"""Who meets the criteria of a plan, on a date, and on what evidence."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from lantoa import _checks, _core, _packing, _rules

if TYPE_CHECKING:
    from lantoa.agreeing.questions import Which
    from lantoa.criteria import Plan
    from lantoa.explaining import Explanation
    from lantoa.office import Office
    from lantoa.overview import Matrix
    from lantoa.worklists import Worklist

Counting = Literal["possible", "provisional", "met"]
Gates = Literal["all", "countable"]

VERDICTS = ("failed", "unknown", "open", "met")
"""The four verdicts, the farthest from success first."""

REASONS = (
    "in_scope",
    "not_yet",
    "left",
    "closed",
    "renamed",
    "merged",
    "not_whole_window",
    "no_membership",
)
"""Why somebody is not judged, in the order of the core's codes."""

WHY_UNKNOWN = (
    "row_missing",
    "not_judged",
    "cell_unreadable",
    "register_gap",
    "conflict",
    "membership",
)
"""What an unknown waits for, in the order in which it is named."""

PARTS = ("counts", "breaks", "perhaps", "missing", "open_year", "not_rated")
"""What a row, or its absence, does for a criterion."""

_NAMES = np.array([verdict.name.lower() for verdict in _core.Verdict], dtype=object)


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
    day = plan.as_of(as_of)
    said = plan.counting(day)
    counting = counting or said["verdict"]
    gates = gates or said["gates"]
    _checks.one_of(counting, ("possible", "provisional", "met"), what="counting")
    _checks.one_of(gates, ("all", "countable"), what="gates")
    resolved = plan.resolved(day)
    if track is not None:
        _checks.one_of(track, list(resolved["tracks"]), what="track")
    packed = _packing.pack(office)
    rules = _rules.rules(resolved, packed, day, track)
    found = _core.evaluate(packed.facts, rules.plan, threads=threads)
    return Evaluation(office, plan, day, counting, gates, track, packed, rules, found)


@dataclass(frozen=True, eq=False, repr=False)
class Evaluation:
    """Verdicts of everybody in scope, as of a date.

    Attributes:
        office: What was judged.
        plan: By what.
        as_of: On which date.
        counting: Who counts as in: possible, provisional or met.
        gates: Over all gates or the countable ones.
        track: The special-topic track, None for the main one.
    """

    office: Office
    plan: Plan
    as_of: datetime.date
    counting: Counting
    gates: Gates
    track: str | None
    _packed: _packing.Packed
    _rules: _rules.Rules
    _found: _core.Evaluation

    @cached_property
    def _judged(self) -> pd.DataFrame:
        """subject_id, subject_kind, unit_id of everybody judged, units first."""
        codes, units = self._found.subjects, self._found.units
        named = self._packed.ids[np.maximum(units, 0)].copy()
        named[units < 0] = None
        return pd.DataFrame(
            {
                "subject_id": self._packed.ids[codes],
                "subject_kind": np.where(codes < self._packed.units, "unit", "person"),
                "unit_id": named if len(codes) else np.array([], dtype=object),
            }
        )

    @cached_property
    def subjects(self) -> pd.DataFrame:
        """A row per unit and person judged, n rows, units first.

        ``subject_id``, ``subject_kind``, ``unit_id``; ``verdict``, ``provisional`` and
        ``countable`` (over countable gates only); ``counted``: in, under the counting in force;
        ``failed_on``, ``open_on``, ``unknown_on``: the gates with that verdict, by their ids.
        """
        bits = self._found
        frame = self._judged.copy()
        frame["verdict"] = _verdicts(bits.all, provisional=False)
        frame["counted"] = self._counted()
        frame["provisional"] = _verdicts(bits.all, provisional=True)
        frame["countable"] = _verdicts(bits.countable, provisional=False)
        for verdict in ("failed", "open", "unknown"):
            frame[f"{verdict}_on"] = self._gates_with(verdict)
        return frame

    def _counted(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        bits = self._found.all if self.gates == "all" else self._found.countable
        return _core.counted(bits, _core.Counting[self.counting.upper()]).astype(bool)

    def _gates_with(self, verdict: str) -> list[str]:
        matrix = self._gate_verdicts()
        names = np.array(matrix.columns, dtype=object)
        hits = (matrix.to_numpy() == verdict) & self._asked()
        return [", ".join(names[row]) for row in hits]

    def _gate_verdicts(self) -> pd.DataFrame:
        """A column of verdicts per gate, None where the gate is not asked of the subject."""
        columns = {
            gate: _NAMES[_core.verdicts(self._column(gate), provisional=False)]
            for gate in self._rules.gates
        }
        return pd.DataFrame(columns, index=self._judged.index, columns=list(columns))

    def _column(self, criterion: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
        return np.ascontiguousarray(self._found.bits[:, self._rules.rule_of[criterion]])

    def _asked(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which gates are asked of which subjects."""
        kinds = self._judged["subject_kind"].to_numpy()
        asked = np.array(
            [
                [kind in self.plan.criterion(gate).subjects for gate in self._rules.gates]
                for kind in ("unit", "person")
            ],
            dtype=bool,
        )
        return asked[np.where(kinds == "unit", 0, 1)]

    @cached_property
    def _pairs(self) -> pd.DataFrame:
        return self._survey[0]

    @cached_property
    def _notes(self) -> pd.DataFrame:
        return self._survey[1]

    @cached_property
    def _lines(self) -> pd.DataFrame:
        return self._survey[2]

    @cached_property
    def _survey(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        return self._surveyed(self._judged["subject_id"])

    def survey(self, subject_ids: Sequence[str] | pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
        """What decided, for some subjects: their pairs with every criterion, and the notes.

        Pairs: ``subject_id, criterion_id, verdict, provisional, done, may, needed, threshold,
        why, open_years``. Notes, one per deciding row, missing row or open year: ``pair`` (row of
        the pairs), ``part``, ``table``, ``position`` (row of the table, -1 where none),
        ``subject_id`` (whose row; of a head's link the unit), ``year`` (0 where not yearly),
        ``why``, ``line`` (which line of a merged unit). A part ``open_year`` with a row is one
        that is decided after the as-of date.
        """
        return self._surveyed(subject_ids)[:2]

    def _surveyed(
        self, subject_ids: Sequence[str] | pd.Series
    ) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Pairs, notes, and for each pair of a merged unit its lines, one per predecessor."""
        codes = np.array([self._packed.code_of[name] for name in subject_ids], dtype=np.int32)
        asked = [rule for rule, name in enumerate(self._rules.order) if name is not None]
        inspector = _core.Inspector(self._packed.facts, self._rules.plan)
        found = inspector.survey(codes, np.array(asked, dtype=np.int32))
        return self._pairs_of(found), self._notes_of(found), self._lines_of(found)

    def _pairs_of(self, found: _core.Survey) -> pd.DataFrame:
        order = np.array(self._rules.order, dtype=object)
        thresholds = np.array([rule.threshold for rule in self._rules.plan.rules])
        return pd.DataFrame(
            {
                "subject_id": self._packed.ids[found.subject],
                "criterion_id": order[found.rule],
                "verdict": _verdicts(found.bits, provisional=False),
                "provisional": _verdicts(found.bits, provisional=True),
                "done": found.done,
                "may": found.may,
                "needed": found.needed,
                "threshold": thresholds[found.rule],
                "why": found.why,
                "open_years": found.open_years,
            }
        )

    def _notes_of(self, found: _core.Survey) -> pd.DataFrame:
        tables = np.array(self._table_names(), dtype=object)
        return pd.DataFrame(
            {
                "pair": found.note_pair,
                "part": np.array(PARTS, dtype=object)[found.note_part],
                "table": tables[found.note_table],
                "position": found.note_row,
                "subject_id": self._packed.ids[found.note_subject],
                "year": found.note_year,
                "why": np.array(WHY_UNKNOWN, dtype=object)[found.note_why],
                "line": found.note_line,
            }
        )

    def _lines_of(self, found: _core.Survey) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "pair": found.line_pair,
                "subject_id": self._packed.ids[found.line_subject],
                "verdict": _verdicts(found.line_bits, provisional=False),
                "done": found.line_done,
                "may": found.line_may,
                "needed": found.line_needed,
            }
        )

    def _table_names(self) -> list[str]:
        return sorted(self._packed.tables, key=self._packed.tables.__getitem__)

    @cached_property
    def points(self) -> pd.DataFrame:
        """Points by scored criterion: an assumption of the plan, never a verdict.

        ``subject_id, criterion_id, points, points_high, weight``: points out of 1000 for what is
        on record, what a missing past value could make of them, and the weight in per mille.
        Criteria whose register is absent are left out for everybody.
        """
        scorings = self._rules.scorings
        found = _core.score(
            self._packed.facts, self._rules.plan, self._found, list(scorings.values())
        )
        names = np.array(list(scorings), dtype=object)
        rows, columns = np.nonzero(found.low != _core.NO_POINTS)
        criteria = {c["id"]: c for c in self.plan.resolved(self.as_of)["criteria"]}
        weights = np.array([criteria[name]["weight"] for name in scorings], dtype=np.int64)
        return pd.DataFrame(
            {
                "subject_id": self._judged["subject_id"].to_numpy()[rows],
                "criterion_id": names[columns],
                "points": found.low[rows, columns],
                "points_high": found.high[rows, columns],
                "weight": weights[columns],
            }
        )

    @cached_property
    def out_of_scope(self) -> pd.DataFrame:
        """Who was not judged, and why: ``subject_id, subject_kind, reason``."""
        out = self._found.out
        codes = np.flatnonzero(out)
        return pd.DataFrame(
            {
                "subject_id": self._packed.ids[codes],
                "subject_kind": np.where(codes < self._packed.units, "unit", "person"),
                "reason": np.array(REASONS, dtype=object)[out[codes]],
            }
        )

    @cached_property
    def verdicts(self) -> pd.DataFrame:
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
        from lantoa import explaining

        return explaining.verdicts(self)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """A row for everything that decides a criterion, or that is missing for it.

        ``subject_id, criterion_id, table, file, sheet, row`` (as Excel shows it), ``document``
        (the number of the decision or the minutes; of disciplinary decisions it does not show),
        ``part`` (counts, breaks, perhaps, missing, open_year, not_rated), ``year``.
        """
        from lantoa import explaining

        return explaining.evidence(self)

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

    def agreement(self, questions: Which = "headline") -> pd.DataFrame:
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

        return agreement(self, questions)

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

    def near(self, steps: int = 1) -> pd.DataFrame:
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

        return near(self, steps)

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
        from lantoa.worklists import worklist

        return worklist(self)


def _verdicts(bits: np.ndarray[Any, Any], *, provisional: bool) -> pd.Categorical:
    names = _NAMES[_core.verdicts(bits, provisional=provisional)]
    return pd.Categorical(names, categories=VERDICTS, ordered=True)
