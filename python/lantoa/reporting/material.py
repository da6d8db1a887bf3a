"""What every document of a set is made from, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lantoa._wording import said
from lantoa.explaining.wordings import Words
from lantoa.reporting import privacy, words
from lantoa.reporting.listing import Entry, Listing
from lantoa.reporting.names import Names
from lantoa.reporting.pace import Counts, Pace
from lantoa.reporting.plan_sheets import value_text
from lantoa.reporting.standing import Standing
from lantoa.reporting.summarising import Summary, facts, summary

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.ranking import SubjectKind
    from lantoa.worklists import Worklist

EARLY = ("build", "interim")
"""Purposes at which nobody is proposed yet."""

TOPIC = "documents"
_YEARS = re.compile(r"(\d{4}) - (\d{4})")
HIDDEN = "*"
"""What stands in the place of a number that is too small to show."""


@dataclass(frozen=True)
class Material:
    """A result before certain readers.

    Attributes:
        result: What was judged; its plan's language is that of the documents.
        names: What stands in the place of ids.
        audience: Who reads the documents.
        least: The smallest count that a shared summary shows.
        restricted: Whether the internal annex tells details of discipline and why a year was
            not rated.
        given: The summary of ``result``, where it is there already.
    """

    result: Evaluation
    names: Names
    audience: privacy.Audience
    least: int = privacy.LEAST
    restricted: bool = False
    given: Summary | None = None

    @cached_property
    def short(self) -> Summary:
        """The summary, worked out once for all documents."""
        return self.given or summary(self.result)

    @cached_property
    def worklist(self) -> Worklist:
        """What is to be filled in or asked; in a shared set nothing else of the summary is used."""
        return self.result.worklist() if self.is_shared else self.short.worklist

    @property
    def lang(self) -> str:
        """The language of the documents."""
        return self.result.plan.lang

    @property
    def is_shared(self) -> bool:
        """Whether readers outside see them."""
        return self.audience == "shared"

    def said(self, path: str, **values: object) -> str:
        """A sentence of ``wording/documents.toml``."""
        return said(TOPIC, path, self.lang, **values)

    @cached_property
    def purpose(self) -> str:
        """What the milestone is for; see ``Plan.purpose``."""
        return self.result.plan.purpose(self.result.as_of)

    @property
    def has_list(self) -> bool:
        """Whether these readers are told names: outside the office not before the proposal."""
        return not (self.is_shared and self.purpose in EARLY)

    @cached_property
    def listing(self) -> Listing:
        """Who is listed, and what the registers say of them."""
        return Listing(self.result, self.names)

    @cached_property
    def standing(self) -> Standing:
        """Places and quotas."""
        return Standing(self.result, self.names, self.is_shared)

    @cached_property
    def pace(self) -> Pace:
        """How far the units have come."""
        return Pace(self.result, self.audience, self.least)

    def entries(self, kind: SubjectKind) -> list[Entry]:
        """Those of a kind who may be named: outside the office only who is proposed.

        Before the proposal that is nobody; then it is nobody beyond the line of a quota.
        """
        if not self.has_list:
            return []
        found = self.listing.units if kind == "unit" else self.listing.people
        out = self._left_out(kind)
        return [one for one in found if one.subject_id not in out]

    def _left_out(self, kind: SubjectKind) -> set[str]:
        return self.standing.beyond(kind) if self.is_shared else set()

    def leaves_out(self) -> bool:
        """Whether somebody is listed and not named here."""
        kinds: tuple[SubjectKind, ...] = ("unit", "person")
        return any(self._left_out(one) & set(self.listing.ids(one)) for one in kinds)

    @cached_property
    def facts(self) -> dict[str, str]:
        """Label to text of what every document must say."""
        return dict(self.given.facts) if self.given else facts(self.result)

    @property
    def title(self) -> str:
        """What the documents are about, with the plan below."""
        plan, track = self.result.plan, self.result.track
        years = "-".join(map(str, plan.window))
        about = self.said(f"purposes.{self.purpose}.subject", years=years)
        key = "under" if track is None else "track"
        title = _YEARS.sub("\\1\u00a0-\u00a0\\2", plan.title)  # a span of years is not torn apart
        topic = {} if track is None else plan.tracks[track]
        called = topic.get(self.lang) or topic.get("vi") or track
        return self.said(f"head.{key}", subject=about, plan=title, track=called)

    @property
    def basis(self) -> str:
        """The day and who is listed, in a sentence."""
        day = Words.of(self.lang).day(self.result.as_of)
        return self.said("basis.given", day=day, counting=words.counting(self.result))

    def gate(self, name: str) -> str:
        """A gate with its place in the text, such as (II.2.2 Tập thể, gạch 4)."""
        criterion = self.result.plan.criterion(name)
        if criterion.clause is None:
            return criterion.label
        return f"{criterion.label} ({Words.of(self.lang).clause(criterion.clause)})"

    def number(self, number: int) -> str:
        """A number with its thousands apart: by a dot in Vietnamese, a comma in English."""
        told = f"{number:,}"
        return told.replace(",", ".") if self.lang == "vi" else told

    def shown(self, counts: Counts) -> list[str]:
        """Counts as text; a hidden one as a sign that the notice explains."""
        return [HIDDEN if one is None else self.number(one) for one in counts]

    def readings(self) -> Iterator[str]:
        """The choices on record with who and when, the headline readings in force, the changes."""
        plan = self.result.plan
        asked = plan._questions[plan._questions["is_chosen"]]
        texts = {row["question"]: row for row in asked.to_dict("records")}
        chosen = plan._log
        if not chosen:
            yield self.said("basis.no_choice")
        for one in chosen:
            told = {
                "note": _ended(texts[one.question]["note"]),
                "text": texts[one.question][self.lang],
            }
            day = Words.of(self.lang).day(one.on)
            yield self.said("basis.choice", **told, by=one.by, day=day)
        yield self.said("basis.headline")
        for row in asked[asked["headline"]].to_dict("records"):
            yield "- " + self.said("basis.in_force", note=_ended(row["note"]), text=row[self.lang])
        for path, value in plan._book.laid.items():
            yield self.said("basis.changed", what=path, value=value_text(value, self.lang))

    def notices(self) -> Iterator[str]:
        """What every document says: people decide, points are an assumption, unknown is no zero."""
        for name in ("acclaim", "assumption", "unknown"):
            yield self.said(f"notices.{name}")
        if self.is_shared:
            yield self.said("notices.hidden", least=self.least)
            yield self.said("notices.shared_annex")


def _ended(sentence: str) -> str:
    """A sentence with a stop at its end, and a capital at its start."""
    told = sentence if sentence.endswith(("?", ".")) else f"{sentence}."
    return told[:1].upper() + told[1:]
