"""An explanation on paper: as text, as a table for a notebook, as a frame."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import pandas as pd

from lantoa.explaining.wordings import Words

if TYPE_CHECKING:
    from lantoa.explaining.explanation import Clause, Explanation, Row

_WIDTH = 100
_LAUNCHES = {"movements", "calls"}
_ROLES = ("gate", "part", "report")
_SIGNS = {
    "counts": "+",
    "breaks": "-",
    "perhaps": "?",
    "missing": "?",
    "open_year": ".",
    "not_rated": "/",
}
_COLOURS = {"met": "#d9ead3", "open": "#fff2cc", "unknown": "#e4e4e4", "failed": "#f4cccc"}


def as_text(explanation: Explanation) -> str:
    """The explanation in lines of text."""
    words = Words.of(explanation.lang)
    lines = list(_heading(explanation, words))
    for role, clauses in _by_role(explanation):
        lines += ["", words.say("print", role)]
        for clause in clauses:
            lines += ["", *_clause_lines(clause, words)]
    if explanation.clauses:
        lines += ["", words.say("print", "notice")]
    return "\n".join(lines)


def _heading(explanation: Explanation, words: Words) -> Iterator[str]:
    if explanation.watermark:
        yield explanation.watermark
    subject = words.say("words", explanation.subject_kind, id=explanation.subject_id)
    if explanation.unit_id not in (None, explanation.subject_id):
        unit = words.say("words", "unit", id=explanation.unit_id)
        subject = f"{subject}, {words.say('print', 'of_unit', unit=unit)}"
    subject = subject[:1].upper() + subject[1:]
    yield words.say("print", "title", subject=subject, as_of=words.day(explanation.as_of))
    yield words.say("print", "plan", plan=explanation.plan)
    if explanation.left_out is not None:
        yield explanation.left_out
        return
    told = {
        name: words.say("verdicts", str(getattr(explanation, name)))
        for name in ("verdict", "provisional", "countable")
    }
    yield words.say("print", "conclusion", **told)


def _by_role(explanation: Explanation) -> Iterator[tuple[str, list[Clause]]]:
    for role in _ROLES:
        clauses = [clause for clause in explanation.clauses if clause.role == role]
        if clauses:
            yield role, clauses


def _clause_lines(clause: Clause, words: Words) -> Iterator[str]:
    yield from wrap(clause.says, _WIDTH, break_on_hyphens=False)
    if clause.quote:
        yield from _wrapped(f"{words.say('print', 'quote')}: “{clause.quote}”")
    for name, told in (("parameters", parameters(clause, words)), ("readings", readings(clause))):
        if told:
            yield from _wrapped(f"{words.say('print', name)}: {told}")
    if clause.rows:
        yield f"  {words.say('print', 'evidence')}:"
    for row in clause.rows:
        yield from _wrapped(f"{_SIGNS[row.part]} {row_text(row, words)}", "    ")


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )


def parameters(clause: Clause, words: Words) -> str:
    """The values in force, each with what it rests on where that is not the text."""
    told = []
    for one in clause.parameters:
        mark = f" ({words.say('print', one.status)})" if one.status != "source" else ""
        told.append(f"{one.label}: {one.value}{mark}")
    if clause.status == "assumption":
        told.append(words.say("print", "assumed"))
    return "; ".join(told)


def readings(clause: Clause) -> str:
    """The readings chosen, by their ids and in words."""
    return "; ".join(f"{one.question}={one.reading} ({one.text})" for one in clause.readings)


def row_text(row: Row, words: Words) -> str:
    """A row, or what is missing, in one line: what it does, what it says, where it stands."""
    part = words.say("parts", _part(row))
    told = [text for text in _facts(row, words) if text and text != part]
    return f"{part}{': ' if told else ''}{', '.join(told)} [{_place(row, words)}]"


def _part(row: Row) -> str:
    if row.table == "memberships":
        return f"unit_{row.part}"
    if row.part != "open_year" or not row.row:
        return row.part
    return "awaited" if row.table in _LAUNCHES else "late"


def _facts(row: Row, words: Words) -> Iterator[str]:
    if row.year:
        yield words.say("print", "year", year=row.year)
    if row.of:
        yield words.say("print", "of", subject=row.of)
    yield row.says
    if row.document:
        yield words.say("print", "decision", document=row.document)
    if row.day is not None:
        yield words.say("print", "dated", date=words.day(row.day))
    if row.why:
        yield words.say("waits", row.why)


def _place(row: Row, words: Words) -> str:
    if not row.row:
        return words.say("print", "in_register", table=words.table(row.table))
    place = words.say("print", "place", table=row.sheet or words.table(row.table), row=row.row)
    return f"{place}, {words.say('print', 'in_file', file=row.file)}" if row.file else place


def frame(explanation: Explanation) -> pd.DataFrame:
    """A row per criterion, everything as text."""
    words = Words.of(explanation.lang)
    rows = [
        {
            "criterion_id": clause.criterion_id,
            "role": clause.role,
            "verdict": clause.verdict,
            "provisional": clause.provisional,
            "says": clause.says,
            "clause": clause.clause,
            "quote": clause.quote,
            "parameters": parameters(clause, words),
            "readings": readings(clause),
            "rows": "\n".join(row_text(row, words) for row in clause.rows),
        }
        for clause in explanation.clauses
    ]
    columns = ["criterion_id", "role", "verdict", "provisional", "says", "clause", "quote"]
    return pd.DataFrame(rows, columns=[*columns, "parameters", "readings", "rows"])


def as_html(explanation: Explanation) -> str:
    """The explanation as a table for a notebook."""
    words = Words.of(explanation.lang)
    first, *others = _heading(explanation, words)
    parts = [f"<p><b>{escape(first)}</b><br>{'<br>'.join(map(escape, others))}</p>"]
    if not explanation.clauses:
        return parts[0]
    names = ("criterion", "verdict", "says", "rests_on")
    head = "".join(f"<th>{escape(words.say('columns', name))}</th>" for name in names)
    parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>")
    for role, clauses in _by_role(explanation):
        parts.append(f'<tr><th colspan="{len(names)}">{escape(words.say("print", role))}</th></tr>')
        parts += [_html_row(clause, words) for clause in clauses]
    parts.append(f"</tbody></table><p><i>{escape(words.say('print', 'notice'))}</i></p>")
    return "".join(parts)


def _html_row(clause: Clause, words: Words) -> str:
    verdict = escape(words.say("verdicts", clause.verdict))
    colour = _COLOURS[clause.verdict]
    quote = escape(clause.quote or "", quote=True)
    left = 'style="text-align:left"'
    return (
        f'<tr><td title="{quote}" {left}>{escape(clause.label)}<br>'
        f"<small>{escape(clause.clause or '')}</small></td>"
        f'<td style="background:{colour};color:#000">{verdict}</td>'
        f"<td {left}>{escape(clause.says)}</td><td {left}>{_html_details(clause, words)}</td></tr>"
    )


def _html_details(clause: Clause, words: Words) -> str:
    told = [
        f"<b>{escape(words.say('print', name))}</b>: {escape(text)}"
        for name, text in (
            ("parameters", parameters(clause, words)),
            ("readings", readings(clause)),
        )
        if text
    ]
    if clause.rows:
        rows = "".join(f"<li>{escape(row_text(row, words))}</li>" for row in clause.rows)
        told.append(f"<b>{escape(words.say('print', 'evidence'))}</b><ul>{rows}</ul>")
    return "<br>".join(told)
