"""What practices and kinds of tie are called in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantoa._wording import said
from lantoa.schema import wording

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

_TOPIC = "spreading"


def kind_name(kind: str, lang: str) -> str:
    """A kind of tie in words where it is one of ours, else as the office writes it.

    >>> kind_name("same_unit", "vi"), kind_name("exchange", "vi")
    ('cùng đơn vị', 'exchange')
    """
    known = kind in wording(_TOPIC)["kinds"]
    return said(_TOPIC, f"kinds.{kind}", lang) if known else kind


def practice_name(spread: Spread, practice: str) -> str:
    """The id of a practice, and behind it how the office describes it."""
    table = spread.office.tables.get("practices")
    if table is None or "description" not in table.frame:
        return practice
    rows = table.frame[table.frame["practice_id"].astype(str) == practice]
    told = rows["description"].dropna().astype(str)
    return f"{practice} · {told.iloc[0]}" if len(told) else practice
