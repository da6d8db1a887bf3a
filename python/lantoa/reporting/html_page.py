"""What an HTML report is made of, before it is written: sections, tables, cells, bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

ROWS = 1000
"""The most rows of a table before it is cut and the workbook is named instead."""

_WORDY = 20  # letters of a cell that is not squeezed on a small screen

_SHORT = 8  # rows of a table that is not broken over pages


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        text: What it says; for a verdict with a sign what the sign means.
        sign: A sign that stands for the text, which then is for screen readers.
        verdict: A verdict whose shade the cell has, or nothing.
        number: Whether it stands to the right.
        whole: Whether it is never broken into two lines, such as an id.
        step: Whether it tells a step of a count, such as ``1/2``.
    """

    text: str
    sign: str = ""
    verdict: str = ""
    number: bool = False
    whole: bool = False
    step: bool = False

    @property
    def look(self) -> str:
        """The classes that its shape comes from."""
        flags = {"sign": self.sign, "number": self.number, "whole": self.whole, "step": self.step}
        flags["wordy"] = len(self.text) > _WORDY and not self.sign
        return " ".join([self.verdict] * bool(self.verdict) + [k for k, on in flags.items() if on])


@dataclass(frozen=True)
class Head:
    """The heading of a column; ``hint`` shows on hovering; ``upright`` headings are turned."""

    text: str
    upright: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its caption.

    Attributes:
        caption: What it shows.
        heads: m headings.
        rows: Rows of m cells; the first ``fixed`` of them name the row.
        notes: Lines below it.
        fixed: How many columns name the row.
        widths: How wide each column would like to be, in per cent; nothing: as wide as it is.
        folded: Whether it may be folded away on a screen; on paper it is always open.
        cut: What is said where there are more rows than shown.
        number: Its number in the report, 0 before it has one.
    """

    caption: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    fixed: int = 1
    widths: Sequence[int] = ()
    folded: bool = False
    cut: str = ""
    number: int = 0
    kind: str = field(default="table", init=False)

    @property
    def look(self) -> str:
        """The class of a table that is kept on one page."""
        return "short" if len(self.rows) <= _SHORT else "long"


@dataclass(frozen=True)
class Text:
    """Paragraphs; a ``mark`` sets them apart as something to act upon."""

    lines: Sequence[str]
    mark: bool = False
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Facts:
    """Labels and what they say."""

    rows: Sequence[tuple[str, str]]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True)
class Bar:
    """A bar of parts that add up.

    Attributes:
        title: What is shown, in a sentence for those who do not see it.
        label: What stands above it.
        parts: Verdict, count, where it starts and how wide it is in per mille of the bar.
    """

    title: str
    label: str
    parts: Sequence[tuple[str, int, int, int]]
    kind: str = field(default="bar", init=False)


Block: TypeAlias = Table | Text | Facts | Bar


@dataclass(frozen=True)
class Section:
    """A part of the report under a heading; ``apart`` ones start on a page of their own."""

    id: str
    title: str
    blocks: Sequence[Block]
    apart: bool = False


def bar(title: str, label: str, counts: Sequence[tuple[str, int]]) -> Bar:
    """A bar of counts by verdict; parts of 0 are left out.

    >>> bar("", "", [("met", 1), ("open", 0), ("failed", 3)]).parts
    [('met', 1, 0, 250), ('failed', 3, 250, 750)]
    """
    total = max(sum(count for _, count in counts), 1)
    parts, before = [], 0
    for verdict, count in counts:
        start, end = 1000 * before // total, 1000 * (before + count) // total
        if count:
            parts.append((verdict, count, start, end - start))
        before += count
    return Bar(title, label, parts)


def numbered(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections with their tables numbered through the report."""
    number = 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table):
                number += 1
                blocks.append(replace(block, number=number))
            else:
                blocks.append(block)
        yield replace(section, blocks=blocks)
