"""Why a subject stands where it stands, clause by clause, down to the rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa.explaining.asking import Asked, Asking, Parameter, Reading
from lantoa.explaining.cases import Cases, Note
from lantoa.explaining.leaving import left_out
from lantoa.explaining.sentences import sentence
from lantoa.explaining.wordings import Words
from lantoa.official import watermark

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_MANY = 20_000


@dataclass(frozen=True)
class Row:
    """A row behind a verdict, or one that is missing.

    Attributes:
        part: counts, breaks, perhaps, missing, open_year or not_rated.
        table: The register.
        file: The file it stands in, empty where there is no row; so are the next two.
        sheet: The sheet.
        row: The row as Excel shows it, 0 where there is none.
        document: The number of its decision or minutes.
        day: The day of the decision, or on which it happened.
        year: The year of a yearly row, 0 otherwise.
        why: What a row that perhaps counts, or a missing one, waits for; else None.
        of: Whose row it is, where it is not the subject's own.
        says: What it says, in words.
    """

    part: str
    table: str
    file: str
    sheet: str
    row: int
    document: str | None
    day: datetime.date | None
    year: int
    why: str | None
    of: str | None
    says: str


@dataclass(frozen=True)
class Clause:
    """One criterion of an explanation.

    Attributes:
        criterion_id: Its id in the plan.
        label: What it is called.
        role: gate, part or report.
        verdict: The strict verdict.
        provisional: The verdict with the open years left out.
        says: The sentence.
        clause: Where the text says it; None where it does not.
        quote: The text itself, to the letter, in its own language.
        status: Whether the criterion is the source's or an assumption.
        parameters: The values in force on the date.
        readings: The readings chosen that bear on it.
        rows: What decided; none where it is personal and the view is not restricted, and none
            of a ``k_of``, whose parts are explained beside it.
    """

    criterion_id: str
    label: str
    role: str
    verdict: str
    provisional: str
    says: str
    clause: str | None
    quote: str | None
    status: str
    parameters: tuple[Parameter, ...]
    readings: tuple[Reading, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, repr=False)
class Explanation:
    """Why one subject stands where it stands. Prints as text and as a table in a notebook.

    Attributes:
        subject_id: Who is explained.
        subject_kind: unit or person.
        unit_id: The unit of a person; None for somebody who is not judged.
        as_of: On which date.
        lang: In which language.
        plan: The title of the plan.
        verdict: Over all gates; None for somebody who is not judged.
        provisional: Over all gates, with the open years left out.
        countable: Over the countable gates only.
        left_out: Why somebody is not judged; None for who is.
        clauses: Criterion by criterion, in the order of the plan.
        restricted: Whether personal details show.
        watermark: The line over an explanation of a result that is not official; else empty.
    """

    subject_id: str
    subject_kind: str
    unit_id: str | None
    as_of: datetime.date
    lang: str
    plan: str
    verdict: str | None
    provisional: str | None
    countable: str | None
    left_out: str | None
    clauses: tuple[Clause, ...]
    restricted: bool
    watermark: str = ""

    def __getitem__(self, criterion_id: str) -> Clause:
        """One criterion of it.

        Raises:
            InputError: It is not explained here; the message has the nearest.
        """
        found = {clause.criterion_id: clause for clause in self.clauses}
        return found[_checks.one_of(criterion_id, found, what="criterion")]

    def to_frame(self) -> pd.DataFrame:
        """A row per criterion: its id, role, verdicts, sentence, clause and quote, then as text
        the parameters, the readings and the rows behind it."""
        from lantoa.explaining.printing import frame

        return frame(self)

    @property
    def rows(self) -> pd.DataFrame:
        """A row for everything that decided: ``criterion_id`` and the fields of `Row`."""
        told = [
            {"criterion_id": clause.criterion_id, **asdict(row)}
            for clause in self.clauses
            for row in clause.rows
        ]
        return pd.DataFrame(told, columns=["criterion_id", *Row.__dataclass_fields__])

    def __str__(self) -> str:
        from lantoa.explaining.printing import as_text

        return as_text(self)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from lantoa.explaining.printing import as_html

        return as_html(self)


def explain(
    result: Evaluation,
    subject_id: str,
    criterion_id: str | None = None,
    *,
    lang: str | None = None,
    restricted: bool = False,
) -> Explanation:
    """Why a subject stands where it stands.

    Args:
        result: The result to explain.
        subject_id: A unit or a person; somebody out of scope is told why.
        criterion_id: One criterion only, with its parts; None is all that are asked of the
            subject.
        lang: ``"vi"`` or ``"en"``; None is the plan's language.
        restricted: Whether details of discipline and the reason of a year not rated may show.

    Raises:
        InputError: The subject, the criterion or the language is not known, or the criterion is
            not asked of the subject; the message has the nearest.
    """
    words = Words.of(lang or result.plan.lang)
    check_subject(result, subject_id)
    if criterion_id is not None:
        result.plan.criterion(criterion_id)
    asking = Asking(result.plan, result.as_of, words)
    judged = _judged(result, subject_id)
    clauses: tuple[Clause, ...] = ()
    if judged:
        survey = result._surveyed([subject_id])
        cases = Cases(result, survey, asking, restricted=restricted)
        clauses = tuple(_clauses(cases, criterion_id))
    is_unit = result._is_unit(subject_id)
    return Explanation(
        subject_id=subject_id,
        subject_kind="unit" if is_unit else "person",
        unit_id=judged.get("unit_id"),
        as_of=result.as_of,
        lang=words.lang,
        plan=asking.plan.title,
        verdict=judged.get("verdict"),
        provisional=judged.get("provisional"),
        countable=judged.get("countable"),
        left_out=None if judged else left_out(result, subject_id, words),
        clauses=clauses,
        restricted=restricted,
        watermark=watermark(result, words.lang),
    )


def _judged(result: Evaluation, subject_id: str) -> dict[str, str]:
    """A subject's unit and verdicts; nothing where it is not judged."""
    found = result._found
    at = np.flatnonzero(found.subjects == result._packed.code_of[subject_id])
    if not len(at):
        return {}
    unit = int(found.units[at[0]])
    told = {} if unit < 0 else {"unit_id": str(result._packed.ids[unit])}
    for name, bits, provisional in (
        ("verdict", found.all, False),
        ("provisional", found.all, True),
        ("countable", found.countable, False),
    ):
        code = int(_core.verdicts(np.ascontiguousarray(bits[at]), provisional=provisional)[0])
        told[name] = _core.Verdict(code).name.lower()
    return told


def check_subject(result: Evaluation, subject_id: object) -> None:
    """Refuse an id that the office does not have; the message has the nearest."""
    if isinstance(subject_id, str) and subject_id in result._packed.code_of:
        return
    names = [str(name) for name in result._packed.ids]
    if len(names) > _MANY:  # nobody waits for the nearest of a million
        start = str(subject_id)[:4]
        names = [name for name in names if name[:4] == start][:_MANY] or names[:_MANY]
    raise _checks.unknown(subject_id, names, what="subject")


def _clauses(cases: Cases, criterion_id: str | None) -> Iterator[Clause]:
    order = {criterion.id: at for at, criterion in enumerate(cases.asking.plan.criteria)}
    names = list(cases.pairs["criterion_id"])
    wanted = set(names)
    if criterion_id is not None:
        _checks.one_of(criterion_id, names, what="criterion asked of the subject")
        wanted = {criterion_id, *cases.asking[criterion_id].parts}
    for name in sorted(wanted, key=order.__getitem__):
        yield _clause(cases, name, names.index(name))


def _clause(cases: Cases, name: str, pair: int) -> Clause:
    asked, case = cases.asking[name], cases[pair]
    criterion = asked.criterion
    hidden = (asked.is_private and not cases.restricted) or bool(asked.parts)
    return Clause(
        criterion_id=name,
        label=criterion.label,
        role=criterion.role,
        verdict=case.verdict,
        provisional=case.provisional,
        says=sentence(asked, case),
        clause=None if criterion.clause is None else asked.words.clause(criterion.clause),
        quote=criterion.quote,
        status=criterion.status,
        parameters=cases.asking.parameters(name),
        readings=cases.asking.readings(name),
        rows=() if hidden else tuple(_rows(cases, asked, case.subject, pair)),
    )


def _rows(cases: Cases, asked: Asked, subject: str, pair: int) -> Iterator[Row]:
    seen = set()
    for note in cases.notes_of(pair):
        key = (note.part, note.table, note.position, note.subject_id, note.year)
        if key not in seen:
            seen.add(key)
            yield _row(cases, asked, subject, note)


def _row(cases: Cases, asked: Asked, subject: str, note: Note) -> Row:
    of = None if note.subject_id == subject or asked.kind == "linked" else note.subject_id
    why = note.why if note.part in {"perhaps", "missing"} and asked.kind != "linked" else None
    if note.position < 0:
        return Row(note.part, note.table, "", "", 0, None, None, int(note.year), why, of, "")
    cells = cases.registers.row(note.table, note.position)
    file, sheet, row = cases.registers.place(note.table, note.position)
    return Row(
        part=note.part,
        table=note.table,
        file=file,
        sheet=sheet,
        row=row,
        document=cells.document,
        day=cells.day,
        year=int(note.year),
        why=why,
        of=of,
        says=cells.says(asked, restricted=cases.restricted),
    )
