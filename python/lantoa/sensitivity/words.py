"""Words that results of this package share: names, counts and small shares."""

from __future__ import annotations

from lantoa.scoring.showing import number

TOPIC = "acceptability"


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
