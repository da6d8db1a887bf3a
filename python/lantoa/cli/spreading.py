"""The command of spread: registers to facts, conclusions, and whom to publicise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.cli.answering import writing
from lantoa.cli.commands import is_other, is_workbook
from lantoa.cli.printing import console
from lantoa.cli.progress import steps
from lantoa.cli.years import span_of_years

if TYPE_CHECKING:
    from datetime import date

    from lantoa.office import Office
    from lantoa.spreading import Spread
    from lantoa.told import Told

_NOBODY = "none"


@dataclass(frozen=True)
class Question:
    """Of which practices, along which ties, by which groups and periods, up to which day.

    ``as_of`` is a milestone of ``plan`` or a day.
    """

    practices: tuple[str, ...]
    exemplars: tuple[str, ...]
    links: tuple[str, ...]
    by: str
    every: str
    as_of: str | None
    plan: str
    years: str | None
    lang: str

    def day(self) -> date | None:
        """The day asked of, None for the last one followed.

        Raises:
            InputError: It is no day, and no milestone of the plan; or there is no such plan.
        """
        if self.as_of is None:
            return None
        import lantoa as lt

        found: date = lt.load_plan(self.plan, lang=self.lang).as_of(self.as_of)
        return found

    def of(self, office: Office) -> Spread:
        """The answer of an office.

        Raises:
            InputError: It has no such practice, exemplar, tie or group.
        """
        import lantoa as lt

        asked: dict[str, Any] = {
            "practice": list(self.practices) or None,
            "exemplar": list(self.exemplars) or None,
            "links": list(self.links) or None,
            "by": None if self.by == _NOBODY else self.by,
            "every": self.every,
            "as_of": self.day(),
            "years": span_of_years(self.years, self.lang),
        }
        found: Spread = lt.spread(office, lang=self.lang, **asked)
        return found


@dataclass(frozen=True)
class More:
    """What else is asked: an outcome after something was given, whom to publicise, how to draw lots."""

    outcome: str | None
    treatment: str | None
    k: int | None
    with_design: bool

    def check(self, lang: str) -> None:
        """What was given is asked of an outcome.

        Raises:
            InputError: No outcome is named.
        """
        if self.treatment is not None and self.outcome is None:
            raise InputError(said("cli", "said.treatment_of_what", lang, treatment=self.treatment))


def answer(workspace: Path, question: Question, out: Path | None, more: More) -> None:
    """Print what happened and what may be said of it; write all of it where asked for.

    Raises:
        InputError: The options or the registers cannot be used.
    """
    lang = question.lang
    more.check(lang)
    span_of_years(question.years, lang)
    question.day()
    if out is not None:
        is_workbook(out, lang)
        is_other(out, workspace, lang)
    with steps(3, lang) as step:
        step("read")
        office = read_office(workspace, lang)
        step("spread")
        found = question.of(office)
        results = dict(_results(found, more))
        step("write")
        text = "\n\n".join(told.text() for told in results.values())
    print(text)
    if out is not None:
        write(results, out, lang)


def _results(found: Spread, more: More) -> Iterator[tuple[str, Told]]:
    """What happened first, then what can be concluded, then what else is asked for."""
    yield "spread", found
    concluded = found.conclusions
    yield "conclusions", concluded if more.outcome is None else concluded.without("effect")
    if more.outcome is not None:
        yield "effect", found.effect(more.outcome, treatment=more.treatment)
    if more.k is not None:
        yield "whom", found.whom(k=more.k)
    if more.with_design:
        yield "design", found.design()


def read_office(workspace: Path, lang: str) -> Office:
    """The office of a workspace.

    Raises:
        InputError: No register of it can be read.
    """
    import lantoa as lt

    office = lt.read(workspace, lang=lang)
    if not office.tables:
        told = {"file": workspace, "count": len(office.listing)}
        raise InputError(said("cli", "said.nothing_read", lang, **told))
    return office


def write(results: dict[str, Told], out: Path, lang: str) -> None:
    """Write every result into one workbook, and say where it is."""
    from lantoa.reporting.answer_book import write_all

    with writing(out, lang):
        write_all({said("cli", f"sheets.{key}", lang): told for key, told in results.items()}, out)
    console().print(said("cli", "said.written", lang, file=out), markup=False)
