"""What a caller declares of his office: headings and spellings, checked before anything is read."""

from __future__ import annotations

from collections.abc import Mapping

from lantoa._checks import InputError

Columns = Mapping[str, str]
Aliases = Mapping[str, Mapping[str, str]]


def declarations(columns: object, aliases: object) -> tuple[Columns, Aliases]:
    """``columns`` and ``aliases`` as mappings of texts, empty where nothing is declared.

    Raises:
        InputError: One of them is of another shape.
    """
    headings, spellings = columns or {}, aliases or {}
    if not _texts(headings):
        raise InputError(
            "columns: expected a canonical column by heading, such as "
            f'{{"Ngày ra văn bản": "decision_date"}}, not {columns!r}'
        )
    if not isinstance(spellings, Mapping) or not all(
        isinstance(column, str) and _texts(told) for column, told in spellings.items()
    ):
        raise InputError(
            "aliases: expected spellings by column, such as "
            f'{{"rating": {{"A": "HTXSNV"}}}}, not {aliases!r}'
        )
    return headings, spellings  # type: ignore[return-value]


def _texts(given: object) -> bool:
    return isinstance(given, Mapping) and all(
        isinstance(text, str) for pair in given.items() for text in pair
    )
