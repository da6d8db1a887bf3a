"""Trend and spread in the Word report."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.reporting.material import Material
from lantoa.reporting.over_years import over_years
from lantoa.reporting.over_years_tables import (
    Readers,
    Small,
    spread_lines,
    spread_tables,
    trend_lines,
    trend_tables,
)
from lantoa.reporting.typeset import Block, Column, Table, Text, caption, note

_WIDTH = 165  # millimetres of a page
_FIRST, _NUMBER, _SENTENCE = 2.2, 1.0, 2.6  # shares of it, before they are made to fit


def over_years_blocks(material: Material) -> Iterator[Block]:
    """What happened over the years; readers outside see counts, small ones hidden."""
    found = over_years(material.result)
    readers = Readers(
        material.lang, material.audience, material.least, lambda one: material.names[one]
    )
    if found.trend is not None:
        yield from map(Text, trend_lines(found.trend, readers))
        for small in trend_tables(found.trend, readers):
            yield from _table(small)
    if found.spread is not None:
        yield from map(Text, spread_lines(found.spread, readers))
        for small in spread_tables(found.spread, readers):
            yield from _table(small)


def _table(small: Small) -> Iterator[Block]:
    """The caption, the table and its notes; nothing where there are no rows."""
    if not small.rows:
        return
    shares = [_SENTENCE if at in small.wide else _FIRST if at == 0 else _NUMBER
              for at in range(len(small.heads))]  # fmt: skip
    columns = [
        Column(head, _WIDTH * share / sum(shares), "left" if share > _NUMBER else "center")
        for head, share in zip(small.heads, shares, strict=True)
    ]
    yield caption(small.caption)
    yield Table(columns, small.rows, size=11)
    yield from map(note, small.notes)
