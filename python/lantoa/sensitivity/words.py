"""Words that results of this package share: names, counts and small shares."""

from __future__ import annotations

from collections.abc import Sequence

from lantoa._wording import said
from lantoa.scoring.showing import number

TOPIC = "acceptability"
_NAMED = 5  # names before a list is cut


def named(names: Sequence[str], lang: str) -> str:
    """Some names, cut after five with the number left out.

    Example:
        >>> named(["a", "b"], "en"), named("abcdefg", "en")
        ('a, b', 'a, b, c, d, e … (+2)')
    """
    more = len(names) - _NAMED
    rest = [said(TOPIC, "drawn.more", lang, more=more)] if more > 0 else []
    return " ".join([", ".join(names[:_NAMED]), *rest])


def whole(count: int, lang: str) -> str:
    """A whole number in groups of three.

    Example:
        >>> whole(10000, "vi"), whole(10000, "en")
        ('10.000', '10,000')
    """
    return f"{count:,}" if lang == "en" else f"{count:,}".replace(",", ".")


def small_percent(share: float, lang: str) -> str:
    """A share as a percentage of two decimals.

    Example:
        >>> small_percent(0.00371, "vi")
        '0,37 %'
    """
    return f"{number(100 * share, lang, 2)} %"
