"""Records from the command line: what was typed becomes what the package takes."""

from __future__ import annotations

import datetime

from lantoa._checks import InputError


def day_of(text: str | None) -> datetime.date | None:
    """The day that was typed.

    Raises:
        InputError: It is none.

    Example:
        >>> day_of("2025-10-06"), day_of(None)
        (datetime.date(2025, 10, 6), None)
    """
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(f'--on: expected a day such as 2025-10-06, not "{text}"') from None
