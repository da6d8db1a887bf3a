"""The command of what if: a scenario from files and options, its answer printed and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.cli.answering import writing
from lantoa.cli.commands import is_other, is_workbook, judged
from lantoa.cli.planning import pair, value_of
from lantoa.cli.printing import console
from lantoa.cli.progress import steps
from lantoa.criteria.scenario import shown

if TYPE_CHECKING:
    from lantoa.criteria import Plan, Scenario

_EXAMPLE = "cn_xuat_sac_2_nam.years=3"


@dataclass(frozen=True)
class Question:
    """By which plan, as of which day, on which track is judged, and the language of the answer."""

    plan: str
    as_of: str
    track: str | None
    topics: Sequence[str]
    lang: str


@dataclass(frozen=True)
class Change:
    """What is to be different: values as typed, scenario files, how other weights move."""

    values: Sequence[str]
    files: Sequence[Path]
    weights: str | None

    def scenario(self, plan: Plan, lang: str) -> Scenario:
        """All of it as one scenario: the files together, then the values on top of them.

        Raises:
            InputError: Nothing is changed, a value or a file cannot be read, or two of the same
                rank disagree.
        """
        from lantoa.criteria import Scenario, load_scenario

        if not self.values and not self.files:
            raise InputError(said("cli", "said.no_change", lang, example=_EXAMPLE))
        nothing = Scenario({})
        files = reduce(or_, (load_scenario(path, plan=plan) for path in self.files), nothing)
        both = files >> Scenario(_values(self.values))
        if self.weights is None:
            return both
        return both >> Scenario({}, weights=self.weights)


def _values(texts: Sequence[str]) -> dict[str, Any]:
    """The values of every ``--set``; a path stands there once."""
    found: dict[str, Any] = {}
    for text in texts:
        path, value = pair(text, "--set", _EXAMPLE)
        if path in found:
            raise InputError(f'--set "{text}": {path} is set already, to {shown(found[path])}')
        found[path] = value_of(value)
    return found


def answer(workspace: Path, question: Question, change: Change, out: Path | None) -> None:
    """Print who comes in and who goes out, and write it where asked for.

    What is wrong with the plan, the day or the change is found before the registers are read.

    Raises:
        InputError: The plan, the day, the track, the change or a register cannot be used.
    """
    import lantoa as lt

    lang = question.lang
    plan = lt.load_plan(question.plan, topics=question.topics, lang=lang)
    scenario = change.scenario(plan, lang)
    plan.change(scenario)
    if out is not None:
        is_workbook(out, lang)
        is_other(out, workspace, lang)
    with steps(3, lang) as step:
        result = judged(
            workspace, question.plan, question.as_of, lang, step, question.track,
            list(question.topics),
        )  # fmt: skip
        step("compare")
        told = result.what_if(scenario)
        text = repr(told)
    print(text)
    if out is not None:
        with writing(out, lang):
            told.to_excel(out)
        console().print(said("cli", "said.written", lang, file=out), markup=False)
