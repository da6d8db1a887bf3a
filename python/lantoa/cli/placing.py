"""The command of places: a file to a decision table, intervals and a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError, nearest
from lantoa._wording import said
from lantoa.cli.answering import writing
from lantoa.cli.commands import is_other, is_workbook
from lantoa.cli.measuring import Read, Wanted, read_measures
from lantoa.cli.printing import console
from lantoa.cli.progress import steps

if TYPE_CHECKING:
    import pandas as pd

    from lantoa.scoring import Scheme
    from lantoa.told import Told

_NAMED = 8  # measures in a line before it is cut


@dataclass(frozen=True)
class Columns:
    """Which columns of the file say who, when, in which group, and where asked for how many points."""

    subject: str
    year: str | None
    within: str | None
    by: str | None
    sheet: str | None

    def wanted(self, measures: tuple[str, ...]) -> Wanted:
        """What is read; without measures every column of numbers."""
        texts = () if self.within is None else (self.within,)
        by_scheme = self.by is None and bool(measures)
        return Wanted(self.subject, self.year, texts, measures, self.sheet, by_scheme)


@dataclass(frozen=True)
class Question:
    """By which scheme, of which year, how equals share places, and how far weights may move."""

    scheme: str | None
    of: int | None
    ties: str
    box: float | None
    acceptability: bool
    lang: str


def answer(path: Path, columns: Columns, question: Question, out: Path | None) -> None:
    """Print the places, and what else is asked for; write all of it where asked for.

    What is wrong with the options or the scheme is found before the file is read.

    Raises:
        InputError: The options do not go together, or the scheme or the file cannot be used.
    """
    from lantoa.reporting.answer_book import write_all

    lang = question.lang
    _expect_sense(columns, question)
    scheme = _scheme(question)
    if out is not None:
        is_workbook(out, lang)
        is_other(out, path, lang)
    with steps(3, lang) as step:
        step("measures")
        read = _read(path, columns, scheme, question)
        frame = read.frame
        step("places")
        results = dict(_results(frame, columns, scheme, question))
        step("write")
        text = "\n\n".join(told.text() for key, told in results.items() if key != "scores")
    for note in _notes(read, lang):
        console().print(note, markup=False)
    if scheme is None and columns.by is None:
        console().print(_assumed(frame, columns, lang), markup=False)
    print(text)
    if out is not None:
        with writing(out, lang):
            write_all(
                {said("cli", f"sheets.{key}", lang): told for key, told in results.items()}, out
            )
        console().print(said("cli", "said.written", lang, file=out), markup=False)


def _expect_sense(columns: Columns, question: Question) -> None:
    if columns.by is not None and question.scheme is not None:
        raise InputError(said("cli", "said.by_or_scheme", question.lang))
    if columns.by is not None:
        unfit = {
            "--box": question.box is not None,
            "--acceptability": question.acceptability,
        }
        for option in (name for name, given in unfit.items() if given):
            raise InputError(said("cli", "said.by_points", question.lang, option=option))
    if question.of is not None and columns.year is None:
        raise InputError(said("cli", "said.of_without_year", question.lang, year=question.of))


def _scheme(question: Question) -> Scheme | None:
    if question.scheme is None:
        return None
    import lantoa as lt

    return lt.load_scheme(question.scheme, lang=question.lang)


def _read(path: Path, columns: Columns, scheme: Scheme | None, question: Question) -> Read:
    """The rows that are asked about."""
    asked = () if scheme is None else tuple(node.name for node in scheme.measures)
    measures = asked if columns.by is None else (columns.by,)
    read = read_measures(path, columns.wanted(measures))
    frame = read.frame
    _expect_once(read, columns, question.lang)
    if columns.year is None or question.of is None:
        return read
    years = sorted(set(frame[columns.year].tolist()))
    if question.of not in years:
        near = nearest(str(question.of), map(str, years))
        raise InputError(
            f'"{path.name}" has no rows of {question.of}'
            + (f"; did you mean {near}?" if near else f"; its years are {years[0]}-{years[-1]}")
        )
    return read


def _notes(read: Read, lang: str) -> Iterator[str]:
    """What was left out of the file, and what it does not say."""
    if read.aside:
        told = [
            said("cli", "said.row_of", lang, row=row, called=called)
            for row, called in read.aside.items()
        ]
        yield said("cli", "said.left_out", lang, rows=", ".join(told))
    if read.doubtful:
        yield said("cli", "said.doubtful", lang, columns=", ".join(read.doubtful))


def _expect_once(read: Read, columns: Columns, lang: str) -> None:
    """Refuse a subject with two rows, of one year where the file has years."""
    keys = [columns.subject, *([] if columns.year is None else [columns.year])]
    frame = read.frame[keys]
    twice = frame[frame.duplicated()]
    if not len(twice):
        return
    one = twice.iloc[0]
    same = (frame == one).all(axis=1).to_numpy().nonzero()[0].tolist()
    key = "said.twice" if columns.year is None else "said.twice_in_year"
    rows = ", ".join(str(read.rows[row]) for row in same)
    told = {"subject": one[columns.subject], "year": "" if columns.year is None else one.iloc[-1]}
    raise InputError(said("cli", key, lang, rows=rows, **told))


def _results(
    frame: pd.DataFrame, columns: Columns, scheme: Scheme | None, question: Question
) -> Iterator[tuple[str, Told]]:
    """The places first, then the scores that they follow from and how sure they are."""
    import lantoa as lt

    rules: dict[str, Any] = {"within": columns.within, "ties": question.ties, "lang": question.lang}
    if columns.by is not None:
        rows = _of_year(frame, columns, question)
        yield (
            "places",
            lt.rank(rows, by=columns.by, subject=columns.subject, year=columns.year, **rules),
        )
        return
    score = lt.score(
        frame,
        _alike(frame, columns, question) if scheme is None else scheme,
        subject=columns.subject,
        year=columns.year,
    )
    year = question.of or score.years[-1]
    latest = score if year is None else score.of(year)
    yield "places", lt.rank(latest, **rules)
    yield "scores", latest
    robust = (
        lt.robustness(latest) if question.box is None else lt.robustness(latest, box=question.box)
    )
    if question.box is not None:
        yield "intervals", robust
    if question.acceptability:
        yield "acceptability", robust.acceptability(everywhere=question.box is None)


def _of_year(frame: pd.DataFrame, columns: Columns, question: Question) -> pd.DataFrame:
    """The rows of the year that is asked for, of the latest without one."""
    if columns.year is None:
        return frame
    year = frame[columns.year].max() if question.of is None else question.of
    return frame[frame[columns.year] == year]


def _alike(frame: pd.DataFrame, columns: Columns, question: Question) -> Scheme:
    """Without a scheme: every measure counts alike and more is better. It says so."""
    import lantoa as lt

    names = _measured(frame, columns)
    made = lt.load_scheme(dict.fromkeys(names, 1), normalise="minmax", lang=question.lang)
    title = tuple((lang, said("cli", "said.alike", lang)) for lang in ("vi", "en"))
    return replace(made, title=title)


def _measured(frame: pd.DataFrame, columns: Columns) -> list[str]:
    return [str(name) for name in frame if name not in columns.wanted(()).keys]


def _assumed(frame: pd.DataFrame, columns: Columns, lang: str) -> str:
    names = _measured(frame, columns)
    told = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return said("cli", "said.no_scheme", lang, count=len(names), names=told)
