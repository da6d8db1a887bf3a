"""What is shown to whom: a result, its readers, the names they may see, the words they read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from lantoa import _wording
from lantoa.evaluating import Evaluation
from lantoa.findings import names_of
from lantoa.ranking import SubjectKind, quota_lines, ranking
from lantoa.reporting import privacy, words
from lantoa.reporting.html_page import ROWS, Cell, Head, Table
from lantoa.reporting.pace import Pace

KINDS: tuple[SubjectKind, ...] = ("unit", "person")
VERDICTS = words.SIGNS

_SHORT = 22  # letters of an id or a name that is never broken


@dataclass(frozen=True)
class Showing:
    """A result before certain readers.

    Attributes:
        result: What was judged, its plan in the language of the report.
        audience: Who reads it.
        names: Id to name, for those who may be named; nobody where it is empty.
        least: The smallest count that a wide audience sees.
    """

    result: Evaluation
    audience: privacy.Audience
    names: Mapping[str, str]
    least: int

    @property
    def lang(self) -> str:
        """The language of the report."""
        return self.result.plan.lang

    @property
    def is_internal(self) -> bool:
        """Whether everything but discipline and reasons of unrated years may show."""
        return self.audience == "internal"

    def said(self, path: str, **values: object) -> str:
        """A sentence of ``wording/html.toml``."""
        return _wording.said("html", path, self.lang, **values)

    def heads(self, *paths: str) -> list[Head]:
        """Headings of ``wording/html.toml``."""
        return [Head(self.said(path)) for path in paths]

    def kind(self, kind: str) -> str:
        """What a kind of subject is called."""
        return words.said(f"kinds.{kind}", self.lang)

    def verdict(self, verdict: str) -> Cell:
        """A verdict by its sign and its words."""
        text = words.verdict(verdict, self.lang)
        return Cell(f"{_wording.sign(verdict)} {text}", verdict=verdict, whole=True)

    def sign(self, verdict: str) -> Cell:
        """A verdict by its sign alone."""
        return Cell(words.verdict(verdict, self.lang), _wording.sign(verdict), verdict)

    def count(self, count: int | None) -> Cell:
        """A number, or that it is hidden."""
        return Cell(self.said("page.hidden") if count is None else str(count), number=True)

    def alone(self, count: int) -> Cell:
        """A count without its total."""
        return self.count(count if self.is_internal else privacy.alone(count, self.least))

    def called(self, subject: Any) -> str:
        """The name of a subject, its id where it has none; empty for nobody."""
        return "" if pd.isna(subject) else self.names.get(str(subject), str(subject))

    def who(self, subject: str) -> list[Cell]:
        """The cells that name a subject: its id, and its name where names are shown."""
        told = [subject, *([self.names.get(subject, "")] if self.names else [])]
        return [Cell(one, whole=len(one) <= _SHORT) for one in told]

    def who_heads(self) -> list[Head]:
        """The headings over them."""
        return self.heads("listed.id", *(["listed.name"] if self.names else []))

    def table(
        self, caption: str, heads: Sequence[Head], rows: Iterable[Sequence[Cell]], **more: Any
    ) -> Table:
        """A table, cut where it has more rows than anybody reads on a page."""
        kept = list(rows)
        over = len(kept) - ROWS
        cut = self.said("page.more", rows=over) if over > 0 else ""
        return Table(caption, heads, kept[:ROWS], cut=cut, **more)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Criterion to what it is called."""
        return {one.id: one.label for one in self.result.plan.criteria}

    @cached_property
    def changed(self) -> set[str]:
        """The paths of the plan that are not as its file has them."""
        frame = self.result.plan._parameters
        return set(frame.loc[frame["status"] == "changed", "path"])

    @cached_property
    def subjects(self) -> pd.DataFrame:
        """A row per subject judged, with verdicts over the gates in force.

        ``strict`` leaves open what is open; ``in_force`` is the one that the counting asks for.
        """
        result = self.result
        bits = result._found.all if result.gates == "all" else result._found.countable
        strict, left_out = (names_of(bits, provisional=flag) for flag in (False, True))
        in_force = left_out if result.counting == "provisional" else strict
        return result._subjects.assign(strict=strict, in_force=in_force)

    @cached_property
    def pace(self) -> Pace:
        """How many stand where, small numbers hidden as in every document of a set."""
        return Pace(self.result, self.audience, self.least)

    @cached_property
    def places(self) -> Mapping[str, pd.DataFrame | None]:
        """Kind to its places in the whole office; None where the plan gives it no points."""
        scored = [self.result.plan.criterion(name) for name in self.result._rules.scorings]
        return {
            kind: ranking(self.result, kind) if any(kind in c.subjects for c in scored) else None
            for kind in KINDS
        }

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Where everybody stands at the line of each quota; none where there are no places."""
        return quota_lines(self.result)

    @cached_property
    def lines_of(self) -> Mapping[str, list[dict[str, Any]]]:
        """Subject to its row for each quota that applies to it."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows(self.lines):
            found.setdefault(str(row["subject_id"]), []).append(row)
        return found

    @cached_property
    def with_lines(self) -> set[str]:
        """The kinds of subjects that a quota applies to."""
        of = self.subjects["subject_id"].isin(list(self.lines_of))
        return set(self.subjects.loc[of, "subject_kind"])

    def rows(self, frame: pd.DataFrame) -> list[dict[str, Any]]:
        """The rows of a frame, by column."""
        found: Any = frame.to_dict("records")
        return list(found)

    def of_kind(self, kind: str) -> pd.DataFrame:
        """The subjects of a kind."""
        return self.subjects[self.subjects["subject_kind"] == kind]

    @cached_property
    def purpose(self) -> str:
        """What the milestone is for; see ``Plan.purpose``."""
        return self.result.plan.purpose(self.result.as_of)

    @property
    def names_exemplars(self) -> bool:
        """Whether the purpose has a list of those to propose; before that nobody is proposed."""
        return self.purpose in ("propose", "final", "close")


def showing(
    result: Evaluation, audience: privacy.Audience, names: Mapping[str, str], lang: str, least: int
) -> Showing:
    """A result before certain readers, in their language."""
    if lang != result.plan.lang:
        result = replace(result, plan=replace(result.plan, lang=lang))
    return Showing(result, audience, names, least)
