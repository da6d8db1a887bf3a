"""Trend and spread on the page: facts, then what can be concluded and what not."""

from __future__ import annotations

from lantoa.reporting.html_page import Block, Cell, Head, Section, Text
from lantoa.reporting.html_showing import Showing
from lantoa.reporting.over_years import OverYears
from lantoa.reporting.over_years_tables import (
    Readers,
    Small,
    spread_lines,
    spread_tables,
    trend_lines,
    trend_tables,
)


def over_years_section(show: Showing, found: OverYears) -> Section:
    """What happened over the years; readers outside see counts, small ones hidden."""
    readers = Readers(show.lang, show.audience, show.least, show.called)
    blocks: list[Block] = []
    if found.trend is not None:
        blocks.append(Text(list(trend_lines(found.trend, readers))))
        blocks += [_table(show, one) for one in trend_tables(found.trend, readers)]
    if found.spread is not None:
        blocks.append(Text(list(spread_lines(found.spread, readers))))
        blocks += [_table(show, one) for one in spread_tables(found.spread, readers)]
    return Section("qua-cac-nam", readers.said("parts.title"), blocks)


def _table(show: Showing, small: Small) -> Block:
    heads = [Head(one) for one in small.heads]
    body = [[Cell(text, number=text.isdigit()) for text in row] for row in small.rows]
    return show.table(small.caption, heads, body, notes=small.notes, folded=len(body) > _FOLDED)


_FOLDED = 12  # rows from which a table can be folded away
