"""Is a plan file sound: what is wrong, on which line, what to write, and what to look at again."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _files
from lantoa._checks import InputError
from lantoa._printing import html_table, of_frame
from lantoa._wording import said
from lantoa.planning import slips
from lantoa.planning.lines import Lines
from lantoa.planning.saying import place, told

if TYPE_CHECKING:
    import pandas as pd

    from lantoa.criteria import Plan


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a plan file.

    Attributes:
        kind: ``"problem"`` or ``"advice"``.
        line: Of the file; None where no line is at fault.
        where: The owner, such as a criterion, with the reading under which it shows.
        key: The key; empty for the owner itself.
        found: What is there.
        expected: What should be; empty where ``found`` says it all.
        nearest: The nearest valid name, empty where there is none.
    """

    kind: str
    line: int | None
    where: str
    key: str
    found: str
    expected: str = ""
    nearest: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Inspection:
    """What ``check_plan`` found. It prints, a line or two for each finding, in order of the file.

    Attributes:
        path: The file.
        lang: The language of the findings.
        findings: Problems first, then advice, each by line.
        plan: The plan, where it is sound.
    """

    path: Path
    lang: str
    findings: tuple[Finding, ...]
    plan: Plan | None

    @property
    def is_sound(self) -> bool:
        """Whether there is no problem; advice is none."""
        return self.plan is not None

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row per finding: kind, line, where, key, found, expected, nearest."""
        import pandas as pd

        columns = ["kind", "line", "where", "key", "found", "expected", "nearest"]
        rows = [asdict(one) for one in self.findings]
        texts = dict.fromkeys((name for name in columns if name != "line"), "str")
        return pd.DataFrame(rows, columns=columns).astype({**texts, "line": "Int64"})

    def _said(self, path: str, **values: object) -> str:
        return said("check_plan", path, self.lang, **values)

    def _count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.findings)

    def _lines(self) -> Iterator[str]:
        for one in self.findings:
            at = self._said("line", line=one.line) if one.line else self._said("file")
            mark = f"[{self._said('look')}] " if one.kind == "advice" else ""
            name = ", ".join(filter(None, [one.where, one.key]))
            yield f"{mark}{at}: {name}" if name else f"{mark}{at}"
            if one.kind == "advice":
                yield f"    {one.found}"
                continue
            for key in ("found", "expected", "nearest"):
                if says := getattr(one, key):
                    yield f"    {self._said(key, **{key: says})}"

    @property
    def in_short(self) -> str:
        """How many problems and what to do, or what the plan holds."""
        if self.plan is None:
            count = self._count("problem")
            return self._said("problems", count=count, file=self.path.name)
        first, last = self.plan.window
        questions = len(self.plan._book.chosen)
        told = {"criteria": len(self.plan.criteria), "questions": questions}
        advice = self._count("advice")
        parts = [self._said("sound", **told, first=first, last=last)]
        parts += [self._said("advice", count=advice)] if advice else []
        return " ".join(parts)

    def __repr__(self) -> str:
        return "\n".join([*self._lines(), self.in_short])

    def _repr_html_(self) -> str:
        heads = {name: self._said(f"columns.{name}") for name in self.frame}
        kinds = {name: self._said(f"kinds.{name}") for name in ("problem", "advice")}
        told = self.frame.assign(kind=self.frame["kind"].map(kinds)).astype(object)
        shown = told.where(self.frame.notna(), "").rename(columns=heads)
        table = html_table(*of_frame(shown)) if len(shown) else ""
        return f"{table}<p>{escape(self.in_short)}</p>"


def check_plan(
    path: str | Path, *, topics: str | Path | Iterable[str | Path] = (), lang: str = "vi"
) -> Inspection:
    """Look a plan file over: every problem with its line, and what a person may have meant.

    Args:
        path: The TOML file, or the name of a bundled plan.
        topics: Special topics to be looked over with it; see `lantoa.load_plan`.
        lang: ``"vi"`` or ``"en"``.

    Returns:
        What was found; ``is_sound`` says whether the plan can be used.

    Raises:
        InputError: There is no such file, or it cannot be opened.

    Example:
        >>> check_plan("exemplars-2021-2025").is_sound
        True
    """
    from lantoa.criteria.loading import BUNDLED, load_plan

    file = _files.find(path, BUNDLED, "plan")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file.name}: cannot be read: {error.strerror}") from None
    slip = _no_toml(content, lang)
    if slip:
        return Inspection(
            file, lang, (Finding("problem", slip[0], "", "", slip[1], slip[2]),), None
        )
    text = content.decode("utf-8-sig")
    if _is_topic(text):
        found, do = (said("check_plan", f"topic.{key}", lang, file=file) for key in ("found", "do"))
        return Inspection(file, lang, (Finding("problem", None, "", "", found, do),), None)
    lines = Lines(text)
    try:
        plan = load_plan(file, topics=topics, lang=lang)
    except InputError as error:
        return Inspection(file, lang, tuple(_problems(error, lines, lang)), None)
    from lantoa.planning.advising import advice

    return Inspection(file, lang, tuple(_sorted(advice(plan, lines, lang))), plan)


def _no_toml(content: bytes, lang: str) -> tuple[int | None, str, str] | None:
    """What keeps the bytes from being TOML; None where nothing does."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return slips.of_bytes(content, lang)
    try:
        tomllib.loads(unicodedata.normalize("NFC", text))
    except (ValueError, RecursionError) as error:
        return slips.of_syntax(text, str(error), lang)
    return None


def _is_topic(text: str) -> bool:
    """Whether a file holds the criteria of a special topic, and no plan."""
    content = tomllib.loads(unicodedata.normalize("NFC", text))
    criteria = content.get("criterion")
    made = [one for one in criteria if isinstance(one, dict)] if isinstance(criteria, list) else []
    return "plan" not in content and bool(made) and all("track" in one for one in made)


def _problems(error: InputError, lines: Lines, lang: str) -> Iterator[Finding]:
    if not error.problems:  # such as a track's file that is not there
        yield Finding("problem", None, "", "", told(str(error), lang))
    found = [_problem(one, lines, lang) for one in dict.fromkeys(error.problems)]
    yield from _sorted(found)


def _problem(problem: Any, lines: Lines, lang: str) -> Finding:
    return Finding(
        "problem",
        lines.of(problem.where, problem.key),
        place(problem.where, lang),
        problem.key,
        told(problem.found, lang),
        told(problem.expected, lang),
        problem.nearest or "",
    )


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    """By line; those without one first."""
    return sorted(findings, key=lambda one: one.line or 0)
