"""Head, deputy or member: a role is read from the whole label, never from a word in it.

"Trưởng phòng" is a head, "Phó Trưởng phòng" a deputy, "Kế toán trưởng" a member. A label that
leads in a way that is not listed ("Quyền Trưởng phòng") is nobody's to guess.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from lantoa.intake.text import key
from lantoa.schema import CODES, wording


def role_of(label: str) -> str | None:
    """The role of a label, None where it leads and somebody has to confirm how.

    >>> role_of("Chánh Văn phòng"), role_of("Phó Giám đốc"), role_of("Kế toán trưởng")
    ('head', 'deputy', 'member')
    >>> role_of("Quyền Trưởng phòng") is None
    True
    """
    words, known = _words(), key(label)
    if known in words.known:
        return words.known[known]
    if known.removeprefix(words.before) in words.heads and known.startswith(words.before):
        return "deputy"
    return None if words.leading.search(known) else "member"


class _Words:
    """The labels of ``wording/aliases.toml`` by key."""

    def __init__(self, written: dict[str, Any]) -> None:
        self.heads = {key(label) for label in written["head"]}
        self.known = {key(label): role for role in CODES["roles"] for label in written[role]}
        self.known |= {role: role for role in CODES["roles"]}
        self.before = key(written["before"]) + " "
        leading = "|".join(re.escape(key(word)) for word in written["leading"])
        self.leading = re.compile(rf"\b(?:{leading})\b")


@cache
def _words() -> _Words:
    return _Words(wording("aliases")["roles"])
