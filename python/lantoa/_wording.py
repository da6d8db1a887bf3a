"""Sentences of ``lantoa/wording``, in the language of a plan."""

from __future__ import annotations

import datetime

from lantoa.schema import wording


def said(topic: str, path: str, lang: str, **values: object) -> str:
    """A sentence or label by its path in a topic, its gaps filled.

    >>> said("next_steps", "verdicts.met", "vi")
    'Đạt'
    >>> said("next_steps", "matrix.more", "en", rows=3)
    '… and 3 more rows, see .frame'
    """
    found = wording(topic)
    for step in path.split("."):
        found = found[step]
    return str(found["en" if lang == "en" else "vi"]).format(**values)


def sign(verdict: str) -> str:
    """The sign of a verdict that is told apart without colour.

    >>> [sign(verdict) for verdict in ("met", "open", "unknown", "failed")]
    ['●', '◐', '?', '✕']
    """
    return str(wording("next_steps")["verdicts"][verdict]["sign"])


def day(date: datetime.date, lang: str) -> str:
    """A day as the office writes it.

    >>> day(datetime.date(2025, 9, 30), "vi"), day(datetime.date(2025, 9, 30), "en")
    ('30/09/2025', '2025-09-30')
    """
    return date.isoformat() if lang == "en" else date.strftime("%d/%m/%Y")
