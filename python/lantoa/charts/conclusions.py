"""Conclusions: a panel per question, since each has a unit of its own; what has no number is listed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import nobody
from lantoa.charts.slope import middle_cut
from lantoa.charts.style import finished, heading, names_axis, numbers_axis
from lantoa.concluding.conclusion import TOPIC, Conclusion, p_values

if TYPE_CHECKING:
    from lantoa.concluding import Conclusions

MOST = 60
"""Rows that are drawn, the first of them where there are more."""

_ROW, _WIDTH = 24, 420  # pixels
_LETTER, _LETTERS = 6, 40  # pixels of a letter; letters of a name, before it is cut
_TITLE = 90  # letters of a line


def conclusion_chart(found: Conclusions) -> Any:
    """A panel per question: a ring at the estimate, a bar over the interval, a line at 0.

    Questions without an estimate stand below, with their p values or as refused.

    Args:
        found: What can be concluded.
    """
    lang, drawn = found.lang, list(found)[:MOST]
    more = len(found) - len(drawn)
    lines = [found.sentence, *([said("told", "more", lang, rows=more)] if more > 0 else [])]
    keys = dict.fromkeys(one.key for one in drawn if one.estimate is not None)
    panels = [_measured([one for one in drawn if one.key == key], lang) for key in keys]
    rest = [one for one in drawn if one.key not in keys]
    if rest:
        panels.append(_listed(rest, lang))
    if not panels:
        return finished(nobody(lang).properties(title=heading(found.title, lines)))
    whole = alt.vconcat(*panels, spacing=16)
    return finished(whole.properties(title=heading(found.title, lines)))


def _measured(every: Sequence[Conclusion], lang: str) -> Any:
    """The conclusions on one question, in its unit."""
    unit = next((one.unit for one in every if one.unit is not None), None)
    title, labels = told_apart(every, lang)
    rows = pd.DataFrame([_row(one, at, lang) for at, one in enumerate(every)]).astype(
        dict.fromkeys(("estimate", "low", "high"), "float64")
    )
    across = said(TOPIC, "heads.answer", lang) if unit is None else unit.told(lang)
    axis = numbers_axis(lang, gridColor="#efefef", tickCount=6)
    names = json.dumps([middle_cut(one, _LETTERS) for one in labels], ensure_ascii=False)
    down = alt.Y(
        "row:O", title=None, axis=names_axis(labelExpr=f"{names}[datum.value]", labelLimit=0)
    )
    base = alt.Chart(rows.assign(label=labels)).encode(y=down, tooltip="label:N")
    bars = base.mark_bar(height=5, color="#8fa9b8").encode(
        x=alt.X("low:Q", title=across, axis=axis), x2="high:Q"
    )
    rings = base.mark_point(size=60, filled=True, fill="#ffffff", stroke="#000000").encode(
        x="estimate:Q"
    )
    words = base.mark_text(align="left", fontStyle="italic", fontSize=11).encode(
        x=alt.value(_WIDTH + 8), text="says:N"
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(strokeDash=[3, 3]).encode(x="zero:Q")
    size = {"width": _WIDTH, "height": _ROW * len(rows)}
    return alt.layer(zero, bars, rings, words).properties(**size, title=_title(title))


def told_apart(every: Sequence[Conclusion], lang: str) -> tuple[str, list[str]]:
    """What conclusions of one key all ask, and what each is about.

    Questions may begin with what they are about, ``"CL01: ..."``; that is no part of what all ask.

    Args:
        every: The conclusions, one at least.
        lang: ``"vi"`` or ``"en"``.
    """
    asked = [one.question.told(lang) for one in every]
    if len(set(asked)) == 1:
        whole = said(TOPIC, "chart.whole", lang)
        return asked[0], [one.about or whole for one in every]
    heads, parts = zip(*(_parted(text) for text in asked), strict=True)
    if len(set(parts)) == 1 and all(heads):
        return parts[0][:1].upper() + parts[0][1:], list(heads)
    return said(TOPIC, "title", lang), asked


def _parted(text: str) -> tuple[str, str]:
    """What a question begins with before a colon, and what it asks.

    >>> _parted("CL01: có không?"), _parted("Có không?")
    (('CL01', 'có không?'), ('', 'Có không?'))
    """
    head, colon, rest = text.partition(": ")
    return (head, rest) if colon else ("", text)


def _row(one: Conclusion, at: int, lang: str) -> dict[str, Any]:
    low, high = one.interval or (None, None)
    says = said(TOPIC, f"status.{one.status}", lang) if one.is_refused else ""
    return {"row": at, "estimate": one.estimate, "low": low, "high": high, "says": says}


def _listed(every: Sequence[Conclusion], lang: str) -> Any:
    """Questions that have no estimate, in words: the question, right of it its answer."""
    rows = pd.DataFrame(
        {
            "row": at,
            "label": _asked(one, lang),
            "says": p_values(one, lang) if one.p else said(TOPIC, f"status.{one.status}", lang),
        }
        for at, one in enumerate(every)
    )
    base = alt.Chart(rows).encode(y=alt.Y("row:O", title=None, axis=None))
    words = base.mark_text(align="left", fontSize=11)
    beside = 16 + _LETTER * int(rows["label"].map(len).max())
    drawn = alt.layer(
        words.encode(x=alt.value(0), text="label:N"),
        words.encode(x=alt.value(beside), text="says:N"),
    )
    told = _title(said(TOPIC, "chart.listed", lang))
    return drawn.properties(width=_WIDTH, height=_ROW * len(rows), title=told)


def _asked(one: Conclusion, lang: str) -> str:
    """The question, and what it is about where it does not say so itself."""
    question = one.question.told(lang)
    if not one.about or question.startswith(f"{one.about}: "):
        return question
    return f"{question} · {middle_cut(one.about, _LETTERS)}"


def _title(text: str) -> alt.TitleParams:
    return alt.TitleParams(wrap(text, _TITLE), anchor="start", fontSize=12)
