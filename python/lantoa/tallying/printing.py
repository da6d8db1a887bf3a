"""A tally on paper: totals first, then why they differ and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from lantoa._printing import html_table, text_table
from lantoa._wording import said
from lantoa.tallying import words
from lantoa.tallying.framing import statuses

if TYPE_CHECKING:
    from lantoa.tallying.tally import Tally

_SHOWN = 40  # lines of a block before it is cut

Block = tuple[str, list[str], list[list[str]], list[int]]


def heading(result: Tally) -> str:
    """What was scored by which table."""
    told = {
        "title": result.table.title,
        "subjects": len(result.subjects),
        "source": result.table.layout.file.table.source,
    }
    return said("tallying", "print.heading", result.lang, **told)


def notes(result: Tally) -> list[str]:
    """What the table assumes, and what of the entries could not be read."""
    found = []
    assumed, gaps = len(result.table.layout.file.assumption), len(result.table.gaps)
    if assumed or gaps:
        told = {"assumptions": assumed, "gaps": gaps}
        found.append(said("tallying", "print.assumed", result.lang, **told))
    if result._listing:
        count = len(result._listing)
        found.append(said("tallying", "print.problems", result.lang, count=count))
    return found


def blocks(result: Tally) -> Iterator[Block]:
    """Title, headings, rows and number columns of every block that has rows."""
    yield _totals(result)
    for block in (_differences(result), _findings(result)):
        if block[2]:
            yield block


def _head(result: Tally, *names: str) -> list[str]:
    return [said("tallying", f"columns.{name}", result.lang) for name in names]


def stage(result: Tally, name: str) -> str:
    """What a stage is called."""
    return said("tallying", f"stages.{name}", result.lang)


def _totals(result: Tally) -> Block:
    scored, scale = result._scored, result.table.scale
    rows = []
    for at, form in enumerate(scored.forms):
        sums = [
            words.interval(
                int(one.total_low[at, 0]), int(one.total_high[at, 0]), scale, result.lang
            )
            for one in (scored.entered, scored.written)
        ]
        rows.append([form.subject, stage(result, form.stage), *sums, _difference(result, at), status(result, at)])  # fmt: skip
    names = ["subject", "stage", "entered", "written", "difference", "status"]
    if not any(row[-1] for row in rows):  # no classes, and nobody is left unranked
        names, rows = names[:-1], [row[:-1] for row in rows]
    return "", _head(result, *names), rows, [2, 3, 4]


def _difference(result: Tally, at: int) -> str:
    entered, written = result._scored.entered, result._scored.written
    first, second = int(entered.total_low[at, 0]), int(written.total_low[at, 0])
    if first != entered.total_high[at, 0] or second != written.total_high[at, 0]:
        return "?"
    same = first == second
    return "" if same else words.points(second - first, result.table.scale, result.lang, sign=True)


def status(result: Tally, at: int) -> str:
    """The class of a form, or that it is not ranked."""
    found = statuses(result)[at]
    if found == "not_ranked":
        return said("tallying", "status.not_ranked", result.lang)
    told = [_band(result, at)] if result.table.layout.file.band else []
    if found == "perhaps_not_ranked":
        told.append(said("tallying", "status.perhaps_not_ranked", result.lang))
    return "; ".join(told)


def _band(result: Tally, at: int) -> str:
    bands = result.table.layout.file.band

    def named(code: int) -> str:
        inside = 0 <= code < len(bands)
        none = said("tallying", "print.no_band", result.lang)
        return getattr(bands[code], result.lang) if inside else none

    low, high = (named(int(code)) for code in result._scored.written.bands[at])
    if low == high:
        return low
    return said("tallying", "print.perhaps_band", result.lang, low=low, high=high)


def _differences(result: Tally) -> Block:
    title = said("tallying", "print.differences", result.lang)
    rows = []
    for row in result._differences.to_dict("records"):
        amount = round(row["points"] * result.table.scale)
        between = said("tallying", f"between.{row['between']}", result.lang)
        step = f"{between}, {stage(result, row['stage'])}"
        if row["between"] == "self_appraised":
            step = between
        at = row["rule"] if isinstance(row["rule"], str) else row["item"]
        at = at if isinstance(at, str) else ""
        points = words.points(amount, result.table.scale, result.lang, sign=True)
        rows.append([row["subject_id"], step, at, points, row["says"]])
    return title, _head(result, "subject", "stage", "item", "points", "says"), rows, [3]


def _findings(result: Tally) -> Block:
    title = said("tallying", "print.findings", result.lang)
    rows = [
        [row["subject_id"], stage(result, row["stage"]), row["at"], row["says"]]
        for row in result._findings.to_dict("records")
    ]
    return title, _head(result, "subject", "stage", "item", "says"), rows, []


def as_text(result: Tally) -> str:
    """The blocks in columns."""
    lines = [heading(result), *notes(result)]
    for title, heads, rows, numbers in blocks(result):
        table = text_table(heads, rows[:_SHOWN], numbers=numbers)
        lines += ["", *filter(None, [title]), *table]
        if len(rows) > _SHOWN:
            lines.append(said("tallying", "print.more", result.lang, count=len(rows) - _SHOWN))
    return "\n".join(lines)


def as_html(result: Tally) -> str:
    """The blocks for a notebook."""
    parts = [f"<p><b>{escape(heading(result))}</b></p>"]
    parts += [f"<p>{escape(note)}</p>" for note in notes(result)]
    for title, heads, rows, numbers in blocks(result):
        parts += [f"<p>{escape(title)}</p>"] if title else []
        parts.append(html_table(heads, rows[:_SHOWN], numbers=numbers))
        if len(rows) > _SHOWN:
            more = said("tallying", "print.more", result.lang, count=len(rows) - _SHOWN)
            parts.append(f"<p>{escape(more)}</p>")
    return "".join(parts)
