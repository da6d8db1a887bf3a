"""Ids as offices write them: ``C2`` beside ``c2``, ``a.7.1`` beside ``a7.1``."""

from __future__ import annotations

import re
import unicodedata

_DOT_AFTER_LETTERS = re.compile(r"(?<=[^\W\d_])\.(?=\d)")


def key(text: str) -> str:
    """What two spellings of one id have in common.

    Example:
        >>> key("a.7.1"), key("A7.1 "), key("2.1")
        ('a7.1', 'a7.1', '2.1')
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return _DOT_AFTER_LETTERS.sub("", "".join(folded.split()).rstrip("."))
