"""Years as they are typed on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lantoa._checks import InputError
from lantoa._wording import said

_YEAR = re.compile(r"\d{4}")
_OTHER_BREAKS = ("all", "declared", "none")
_SPAN = re.compile(r"\s*(\d{4})\s*(?:[-–]\s*(\d{4})\s*)?")


def span_of_years(text: str | None, lang: str) -> range | None:
    """The years from the first to the last, or one.

    Args:
        text: Such as ``"2021-2025"`` or ``"2023"``; None for all.
        lang: Of the message.

    Raises:
        InputError: It is neither, or ends before it begins.

    >>> span_of_years("2021-2023", "vi"), span_of_years("2024", "vi"), span_of_years(None, "vi")
    (range(2021, 2024), range(2024, 2025), None)
    """
    if text is None:
        return None
    found = _SPAN.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first:
        raise InputError(said("cli", "said.years", lang, found=text))
    return range(first, last + 1)


def breaks_of(texts: Sequence[str] | None, lang: str) -> str | list[int]:
    """The first years of new scales, as ``lantoa.trend`` takes them.

    Args:
        texts: Such as ``["2020", "2022"]`` or ``["2020,2022"]``, or one of ``all``, ``declared``
            and ``none``; None or nothing for all.
        lang: Of the message.

    Raises:
        InputError: They are neither.

    >>> breaks_of(["2020, 2022"], "vi"), breaks_of(["none"], "vi"), breaks_of(None, "vi")
    ([2020, 2022], 'none', 'all')
    """
    if not texts:
        return "all"
    found = [one.strip() for text in texts for one in text.split(",")]
    if len(found) == 1 and found[0] in _OTHER_BREAKS:
        return found[0]
    for one in found:
        if not _YEAR.fullmatch(one):
            raise InputError(said("cli", "said.breaks", lang, found=one))
    return [int(one) for one in found]
