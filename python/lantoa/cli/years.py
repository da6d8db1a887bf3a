"""Years as they are typed on the command line."""

from __future__ import annotations

import re

from lantoa._checks import InputError
from lantoa._wording import said

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
