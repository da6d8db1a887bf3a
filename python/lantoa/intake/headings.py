"""Which column of a table each heading is, which are refused, and which nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from lantoa.intake.faults import nearest
from lantoa.intake.text import heading_key, key, without_brackets
from lantoa.intake.vocabulary import Vocabulary, layout, written_headings
from lantoa.schema import TableSpec

Role = Literal["column", "wide", "refused", "aside", "blank", "duplicate", "unknown"]

_YEAR_AT_END = re.compile(r"^(.*?)[\s:,(-]*(?:năm )?((?:19|20)\d\d)\)?$")


@dataclass(frozen=True)
class Heading:
    """One heading of a sheet.

    Attributes:
        text: The heading as written.
        role: What becomes of its column: read as ``column``; read as one year of a ``wide``
            table; ``refused``; ``aside`` (row numbers, notes, names beside an id: not read and
            nothing lost); ``blank``; a second column for the same thing; unknown.
        column: The canonical column, None where there is none.
        year: The year of a wide column.
    """

    text: str
    role: Role
    column: str | None = None
    year: int | None = None


@dataclass
class _Bids:
    """Headings that may be several columns, settled surest first."""

    table: TableSpec
    words: Vocabulary
    taken: dict[str, int] = field(default_factory=dict)
    chosen: dict[int, str] = field(default_factory=dict)

    def settle(self, texts: Sequence[str]) -> None:
        bids = [
            (rank, len(columns), place, column)
            for place, text in enumerate(texts)
            for columns in [self.words.columns_of(text, self.table.name)]
            for column, rank in columns.items()
        ]
        for _, _, place, column in sorted(bids):
            if place not in self.chosen and column not in self.taken:
                self.taken[column] = place
                self.chosen[place] = column


def recognised(texts: Sequence[str], table: TableSpec, words: Vocabulary) -> list[Heading]:
    """What each heading of a sheet of ``table`` is.

    >>> from lantoa.schema import TABLES
    >>> from lantoa.intake.vocabulary import vocabulary
    >>> found = recognised(["STT", "Mã CB", "Ngày sinh", "Giới tính"], TABLES["people"], vocabulary())
    >>> [(heading.role, heading.column) for heading in found]
    [('aside', None), ('column', 'person_id'), ('refused', None), ('column', 'sex')]
    """
    refused = [is_refused(text) for text in texts]
    bids = _Bids(table, words)
    bids.settle(["" if no else text for text, no in zip(texts, refused, strict=True)])
    found = [
        Heading(text, "refused")
        if refused[place]
        else Heading(text, "column", bids.chosen[place])
        if place in bids.chosen
        else _unread(text, table, words)
        for place, text in enumerate(texts)
    ]
    return _named_by_name(found, table, bids)


def _unread(text: str, table: TableSpec, words: Vocabulary) -> Heading:
    if not heading_key(text):
        return Heading(text, "blank")
    if _is_aside(text, table):
        return Heading(text, "aside")
    if words.columns_of(text, table.name):
        return Heading(text, "duplicate")
    return _wide(text, table, words) or Heading(text, "unknown")


def is_known(text: str, table: TableSpec, words: Vocabulary) -> bool:
    """Whether a heading means something in a table, by itself or as one of its years."""
    return bool(words.columns_of(text, table.name)) or _wide(text, table, words) is not None


def _wide(text: str, table: TableSpec, words: Vocabulary) -> Heading | None:
    """A value column of one year: "Xếp loại 2021" or a bare year in a yearly table."""
    found = _YEAR_AT_END.match(key(without_brackets(text)) if "(" in text else key(text))
    if not found or table.value is None or "year" not in table.columns:
        return None
    named = not found[1] or table.value in words.columns_of(found[1], table.name)
    return Heading(text, "wide", table.value, int(found[2])) if named else None


def _named_by_name(found: list[Heading], table: TableSpec, bids: _Bids) -> list[Heading]:
    """A table without a column of ids is looked up by its column of names."""
    id_ = table.subject
    if id_ is None or id_ in bids.taken or table.name in {"people", "units"}:
        return found
    names = [place for place, heading in enumerate(found) if _is_name(heading.text)]
    for place in names[:1]:
        if found[place].role == "aside":
            found[place] = Heading(found[place].text, "column", id_)
    return found


def is_refused(text: str) -> bool:
    """Whether a column holds what must never be read, such as a day of birth.

    >>> is_refused("Ngày tháng năm sinh"), is_refused("Số CCCD/CMND"), is_refused("Năm học")
    (True, True, False)
    """
    return bool(_refused().search(heading_key(text)))


@cache
def _refused() -> re.Pattern[str]:
    phrases = "|".join(re.escape(key(phrase)) for phrase in layout()["phrases"])
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


@cache
def _aside(kind: str) -> frozenset[str]:
    return frozenset(heading_key(text) for text in layout()[kind])


def is_row_number(text: str) -> bool:
    """Whether a column only counts its rows."""
    return heading_key(text) in _aside("row_numbers")


def _is_name(text: str) -> bool:
    return heading_key(text) in _aside("names")


def _is_aside(text: str, table: TableSpec) -> bool:
    known = heading_key(text)
    if known in _aside("row_numbers") | _aside("notes") | _aside("honorifics"):
        return True
    return known in _aside("names") and table.name not in {"people", "units"}


def nearest_heading(text: str, table: TableSpec) -> str | None:
    """The heading of the table that is nearest to an unknown one."""
    return nearest(text, written_headings(table.name))
