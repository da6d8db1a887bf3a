"""Results that print: small tables as text and as HTML that needs nothing around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_TABLE = "border-collapse:collapse;margin:0.3em 0"
_CELL = "padding:2px 8px;vertical-align:top;border-top:1px solid #ddd"
_SHORT = 24  # characters that a notebook never breaks, so that ids and verdicts stay whole


def text_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = ()
) -> list[str]:
    """Lines of a table in columns, the heading first.

    Args:
        heads: m headings.
        rows: Rows of m cells.
        numbers: The columns that stand to the right, from 0.

    Example:
        >>> text_table(["Id", "Rows"], [["DV01", "7"], ["CB02", "12"]], numbers=[1])
        ['Id    Rows', 'DV01     7', 'CB02    12']
    """
    cells = [list(heads), *(list(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]

    def placed(at: int, cell: str) -> str:
        return cell.rjust(widths[at]) if at in numbers else cell.ljust(widths[at])

    return ["  ".join(placed(at, cell) for at, cell in enumerate(row)).rstrip() for row in cells]


def thousandths(number: int, lang: str) -> str:
    """Points that are kept in thousandths, as an office writes them.

    >>> thousandths(835000, "vi"), thousandths(835250, "vi"), thousandths(-500, "en")
    ('835', '835,25', '-0.5')
    """
    whole, rest = divmod(abs(number), 1000)
    mark = "." if lang == "en" else ","
    return f"{'-' if number < 0 else ''}{whole}{mark}{rest:03d}".rstrip("0").rstrip(mark)


def of_frame(frame: pd.DataFrame) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of a frame as text."""
    rows = frame.itertuples(index=False)
    return [str(name) for name in frame], [[str(cell) for cell in row] for row in rows]


def html_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = ()
) -> str:
    """The same table for a notebook, every cell escaped; it scrolls by itself where it is wide.

    A line break in a cell is one in the table.

    Example:
        >>> "<td" in html_table(["Id"], [["<b>"]]), "<b>" in html_table(["Id"], [["<b>"]])
        (True, False)
    """

    def line(tag: str, row: Sequence[str]) -> str:
        return f"<tr>{''.join(cell(tag, at, text) for at, text in enumerate(row))}</tr>"

    def cell(tag: str, at: int, text: str) -> str:
        side = "right" if at in numbers else "left"
        short = max(map(len, text.split("\n"))) <= _SHORT and tag == "td"
        width = "white-space:nowrap" if short else "" if tag == "th" else "min-width:14em"
        style = f"{_CELL};text-align:{side};{width}"
        return f"<{tag} style='{style}'>{escape(text).replace(chr(10), '<br>')}</{tag}>"

    body = "".join(line("td", row) for row in rows)
    table = f"<table style='{_TABLE}'>{line('th', heads)}{body}</table>"
    return f"<div style='overflow-x:auto'>{table}</div>"
