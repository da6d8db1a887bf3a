"""The command of trends: registers or a file of numbers to facts and conclusions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError, listed, one_of
from lantoa._wording import said
from lantoa.cli.commands import is_other, is_workbook
from lantoa.cli.measuring import Wanted, read_measures
from lantoa.cli.progress import steps
from lantoa.cli.spreading import read_office, write
from lantoa.cli.years import breaks_of, span_of_years

if TYPE_CHECKING:
    import pandas as pd

    from lantoa.office import Office
    from lantoa.trends import Trend
    from lantoa.trends.options import SubjectKind
    from lantoa.trends.panel import Direction

_FILES = (".csv", ".tsv", ".parquet")  # one table each: no workspace
_GROUPS = ("unit_id", "field", "parent_id", "sex", "class")  # of people, of units
_SUBJECT, _YEAR = "subject_id", "year"


@dataclass(frozen=True)
class Question:
    """Of which numbers, by which groups, in which years, broken where, near what on which day."""

    of: str | None
    by: str | None
    kind: SubjectKind | None
    years: str | None
    breaks: list[str] | None
    direction: Direction | None
    near_on: str | None
    plan: str
    lang: str


@dataclass(frozen=True)
class Columns:
    """Which columns of a file say who and when, and on which sheet; all None for a workspace."""

    subject: str | None
    year: str | None
    sheet: str | None

    def are_of(self, path: Path) -> bool:
        """Whether the path is read as a file of numbers and not as a workspace."""
        named = any((self.subject, self.year, self.sheet))
        return path.is_file() and (named or path.suffix.lower() in _FILES)


def answer(path: Path, question: Question, columns: Columns, out: Path | None) -> None:
    """Print what happened and what can be concluded; write all of it where asked for.

    Raises:
        InputError: The options do not go together, or the file or the registers cannot be used.
    """
    lang = question.lang
    years, breaks = span_of_years(question.years, lang), breaks_of(question.breaks, lang)
    if out is not None:
        is_workbook(out, lang)
        is_other(out, path, lang)
    with steps(3, lang) as step:
        step("read")
        found = _trend(path, question, columns, {"years": years, "breaks": breaks}, step)
        step("write")
        text = "\n\n".join([found.text(), found.conclusions.text()])
    print(text)
    if out is not None:
        write({"trend": found}, out, lang)


def _trend(
    path: Path, question: Question, columns: Columns, when: Mapping[str, Any], step: Any
) -> Trend:
    import lantoa as lt

    if columns.are_of(path):
        frame, named = _frame(path, question, columns)
        step("trend")
        of_file: Trend = lt.trend(
            frame, **named, **when, by=question.by, direction=question.direction,
            lang=question.lang,
        )  # fmt: skip
        return of_file
    office = read_office(path, question.lang)
    if question.of is None and question.by is not None:
        one_of(question.by, _GROUPS, what="by")  # wrong whatever numbers were asked about
    near = _near(office, question)
    step("trend")
    of_office: Trend = lt.trend(
        office, of=question.of, by=question.by, subject_kind=question.kind, near=near,
        **when, direction=question.direction, lang=question.lang,
    )  # fmt: skip
    return of_office


def _near(office: Office, question: Question) -> Any:
    """The office judged on a day, for who is one step away; None where no day is asked for."""
    if question.near_on is None:
        return None
    import lantoa as lt

    plan = lt.load_plan(question.plan, lang=question.lang)
    return lt.evaluate(office, plan, as_of=question.near_on)


def _frame(path: Path, question: Question, columns: Columns) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The rows of a file, and its columns as the verb calls them.

    Raises:
        InputError: Options are about a workspace, or the column of numbers is not clear.
    """
    unfit = {"--kind": question.kind, "--as-of": question.near_on}
    for option in (name for name, given in unfit.items() if given is not None):
        raise InputError(said("cli", "said.of_workspace", question.lang, option=option))
    subject, year = columns.subject or _SUBJECT, columns.year or _YEAR
    texts = () if question.by is None else (question.by,)
    measures = () if question.of is None else (question.of,)
    frame = read_measures(path, Wanted(subject, year, texts, measures, columns.sheet)).frame
    numbers = [str(name) for name in frame if name not in (subject, year, *texts)]
    if len(numbers) != 1:
        told = {"count": len(numbers), "names": listed(numbers)}
        raise InputError(said("cli", "said.which_number", question.lang, **told))
    return frame, {"subject": subject, "year": year, "value": numbers[0]}
