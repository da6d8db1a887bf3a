"""Trend and spread as small tables, for any page: facts first, then what can be concluded.

Readers outside see counts only, small ones hidden, and of each question whether it has an answer:
what is said of so few may point at somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa import _wording
from lantoa.concluding.conclusion import p_value
from lantoa.concluding.saying import joined
from lantoa.reporting import privacy
from lantoa.reporting.pace import Counts
from lantoa.spreading.telling import practice_name
from lantoa.told import first_of
from lantoa.trends.blocks import block_facts

if TYPE_CHECKING:
    from lantoa.concluding import Conclusion
    from lantoa.spreading import Spread
    from lantoa.trends import Trend

TOPIC = "over_years"
HIDDEN = "*"
_UNITS = ("people", "rose", "fell", "level")
_INSIDE = ("emerging", "slipping")
_OF_UNITS = "common_direction"  # what is asked of each unit; of the office everything is


@dataclass(frozen=True)
class Readers:
    """Who reads, and what they may see.

    Attributes:
        lang: ``"vi"`` or ``"en"``.
        audience: ``"internal"`` or ``"shared"``.
        least: The smallest count that readers outside see.
        called: Id to what they read in its place.
    """

    lang: str
    audience: privacy.Audience
    least: int
    called: Callable[[str], str]

    @property
    def is_internal(self) -> bool:
        """Whether they belong to the office."""
        return self.audience == "internal"

    def said(self, path: str, **values: object) -> str:
        """A sentence of ``wording/over_years.toml``."""
        return _wording.said(TOPIC, path, self.lang, **values)

    def count(self, count: int | None) -> str:
        """A count, or the sign that it is hidden."""
        return HIDDEN if count is None else str(count)


@dataclass(frozen=True)
class Small:
    """A table in texts.

    Attributes:
        caption: What it shows.
        heads: m headings.
        rows: Rows of m texts.
        notes: Lines below it.
        wide: Columns that hold sentences, from 0.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    wide: Sequence[int] = ()


def trend_lines(trend: Trend, readers: Readers) -> Iterator[str]:
    """What is told of the ratings before the tables."""
    first, last = trend.facts.panel.years[0], trend.facts.panel.years[-1]
    yield readers.said("trend.years", first=first, last=last)
    yield readers.said("trend.facts")
    for name in _INSIDE if readers.is_internal else ():
        chosen = trend._frame[trend._frame["standing"] == name][trend.panel.subject]
        names = [readers.called(str(one)) for one in chosen]
        key = f"trend.{name}" if names else f"trend.none_{name}"
        yield readers.said(key, count=len(names), names=first_of(names))


def trend_tables(trend: Trend, readers: Readers) -> Iterator[Small]:
    """The ratings by unit, then what can be concluded of the office and its units.

    Readers outside see the office only: what its units do may be told of nobody who is not listed.
    """
    yield _by_unit(trend, readers)
    blocks = set(trend.panel.blocks) if readers.is_internal else set()
    kept = [one for one in trend.conclusions
            if not one.about or (one.about in blocks and one.key == _OF_UNITS)]  # fmt: skip
    yield _questions(kept, readers, "trend", trend.lang)


def _by_unit(trend: Trend, readers: Readers) -> Small:
    facts = block_facts(trend.facts)
    kept = facts if readers.is_internal else facts.iloc[:1]
    parts: list[dict[Any, Any]] = kept.to_dict("records")
    body = [[_unit(one, readers), *map(readers.count, _moved(one, readers))] for one in parts]
    heads = [readers.said("heads.unit"), *(readers.said(f"heads.{name}") for name in _UNITS)]
    if readers.is_internal:
        heads += [readers.said(f"heads.{name}") for name in _INSIDE]
        for line, part in zip(body, parts, strict=True):
            line += [str(part[name]) for name in _INSIDE]
    return Small(readers.said("trend.by_unit"), heads, body, [readers.said("trend.by_unit_note")])


def _unit(part: dict[Any, Any], readers: Readers) -> str:
    unit = part["block"]
    return readers.said("trend.everybody") if pd.isna(unit) else readers.called(str(unit))


def _moved(part: dict[Any, Any], readers: Readers) -> Counts:
    """How many there are, then how many stand higher, lower, and level or not known."""
    rose, fell, whole = int(part["rose"]), int(part["fell"]), int(part["subjects"])
    counts: Counts = [rose, fell, whole - rose - fell]
    if readers.is_internal:
        return [whole, *counts]
    return [
        privacy.alone(whole, readers.least),
        *privacy.hidden([rose, fell, whole - rose - fell], readers.least),
    ]


def spread_lines(spread: Spread, readers: Readers) -> Iterator[str]:
    """What is told of the practices before the tables."""
    yield spread.under[0] + "."
    yield readers.said("spread.facts")


def spread_tables(spread: Spread, readers: Readers) -> Iterator[Small]:
    """What happened to each practice, then what can be concluded of it."""
    rows = spread._frame.to_dict("records")
    yield _practices(spread, rows, readers)
    shown = {"", *(str(row["practice_id"]) for row in rows if readers.is_internal
                   or int(row["adopters"]) >= readers.least)}  # fmt: skip
    kept = [one for one in spread.conclusions if one.about in shown]
    yield _questions(kept, readers, "spread", spread.lang)


def _practices(spread: Spread, rows: Sequence[dict[Any, Any]], readers: Readers) -> Small:
    names = ("practice", "eligible", "adopters", "verified", "lapsed")
    inside = ("exemplar", "blocks_without") if readers.is_internal else ()
    heads = [readers.said(f"heads.{name}") for name in (*names, *inside)]
    body = [_practice(spread, row, readers) for row in rows]
    note = "spread.note" if readers.is_internal else "spread.note_shared"
    return Small(readers.said("spread.practices"), heads, body, [readers.said(note)])


def _practice(spread: Spread, row: dict[Any, Any], readers: Readers) -> list[str]:
    eligible, adopters = int(row["eligible"]), int(row["adopters"])
    parts: list[int | None] = [adopters, eligible - adopters]
    small: list[int | None] = [int(row[name]) for name in ("verified", "lapsed")]
    if not readers.is_internal:
        parts = privacy.hidden([adopters, eligible - adopters], readers.least)
        small = [_within(one, adopters, readers.least) for one in small]
    cells = [practice_name(spread, str(row["practice_id"])), str(eligible)]
    cells += [readers.count(one) for one in (parts[0], *small)]
    if readers.is_internal:
        exemplar = row["exemplar_id"]
        units = filter(None, str(row["blocks_without"] or "").split(", "))
        cells.append("" if pd.isna(exemplar) else readers.called(str(exemplar)))
        cells.append(", ".join(map(readers.called, units)))
    return cells


def _within(count: int | None, whole: int, least: int) -> int | None:
    """A part of a count, hidden where it or what is left of the whole is small."""
    return privacy.hidden([count or 0, whole - (count or 0)], least)[0]


def _questions(every: Iterable[Conclusion], readers: Readers, about: str, book: str) -> Small:
    """A row per question: the answer and what may be said of it, or what blocks it.

    Only readers inside are sent to the workbook for more, by the name that its sheet has in the
    language of the book: that of readers outside has no such sheet.
    """
    names = ["about", "status", *(["p", "because"] if readers.is_internal else [])]
    heads = [_wording.said("concluding", f"heads.{name}", readers.lang) for name in names]
    heads = [readers.said("heads.asked"), *heads]
    body = [_question(one, readers) for one in every]
    sheet = _wording.said(TOPIC, f"sheets.{about}_conclusions", book)
    notes = [readers.said(f"{about}.questions_note", sheet=sheet)] if readers.is_internal else []
    wide = (0, 4) if readers.is_internal else (0,)
    return Small(readers.said(f"{about}.questions"), heads, body, notes, wide)


def _question(one: Conclusion, readers: Readers) -> list[str]:
    lang = readers.lang
    status = _wording.said("concluding", f"status.{one.status}", lang)
    about = readers.called(one.about) if one.about else ""
    cells = [one.question.told(lang), about, status]
    if not readers.is_internal:
        return cells
    told = [reason.saying for reason in one.reasons] or list(one.may_say)
    p = "" if one.deciding_p is None else p_value(one.deciding_p, lang)
    return [*cells, p, joined(told, lang)]
