"""Words where less is better: values that go down get better, and are said to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lantoa.concluding import Conclusion, Saying
from lantoa.schema import wording
from lantoa.trends.panel import TOPIC, Panel

_LESS = "less"


def worded(one: Conclusion, panel: Panel) -> Conclusion:
    """A conclusion in the words of the panel's direction: ups and downs are of the values.

    >>> from lantoa.trends.panel import laid
    >>> from lantoa.trends.asked import blocked
    >>> fewer = laid(["A", "A"], [2020, 2021], [2.0, 1.0], what="value", direction="less")
    >>> worded(blocked("direction", "zero_sum"), fewer).question.told("en")
    'Does this subject get better or worse? Less is better.'
    """
    if panel.direction != "less":
        return one
    return replace(
        one,
        question=turned(one.question),
        may_say=tuple(map(turned, one.may_say)),
        may_not_say=tuple(map(turned, one.may_not_say)),
    )


def word(panel: Panel, path: str, lang: str, **gaps: object) -> str:
    """A word of the table of facts, or of its chart. Of places everybody knows which way is up."""
    saying = Saying(TOPIC, path, gaps)
    is_less = panel.direction == "less" and panel.what != "places"
    return (turned(saying) if is_less else saying).told(lang)


def turned(saying: Saying) -> Saying:
    """The sentence for numbers of which less is better; itself where it is the same."""
    words: Any = wording(saying.topic).get(_LESS, {})
    for step in saying.path.split("."):
        words = words.get(step) if isinstance(words, Mapping) else None
    return replace(saying, path=f"{_LESS}.{saying.path}") if words else saying
