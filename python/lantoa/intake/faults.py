"""Why a cell was not read, and the nearest value that could have been."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa._checks import edits
from lantoa.intake.text import key

_LONGEST = 200  # letters of anything that could have been meant as a label, a name or an id
_COMPARISONS = 100_000  # beyond, finding what is nearest to each would take minutes


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell.

    Attributes:
        kind: The kind of problem, one of `lantoa.intake.problems.KINDS`.
        nearest: The nearest valid value as the file would write it, None where nothing is near.
        text: The entry of ``wording/problems.toml`` that says it best, None for the kind's own.
    """

    kind: str
    nearest: str | None = None
    text: str | None = None


def nearest(text: str, candidates: Iterable[str]) -> str | None:
    """The candidate with the fewest edits from ``text``, case and tone place levelled.

    A swap of two neighbours is one edit; of several the first stands. None where every letter
    would have to be changed, and of a text that is no label but a page: that is not near.

    >>> nearest("DV40", ["DV01", "DV04", "DV10"])
    'DV04'
    >>> nearest("A", ["Tốt", "HTXS"]) is None
    True
    """
    if len(text) > _LONGEST:
        return None
    wanted = key(text)
    best, fewest = None, len(wanted) + 1
    for candidate in candidates:
        against = key(candidate)
        if abs(len(against) - len(wanted)) >= fewest:
            continue
        needed = edits(wanted, against, at_most=fewest - 1)
        if needed < fewest and needed < max(len(wanted), len(against)):
            best, fewest = candidate, needed
    return best


def comparable(texts: int, candidates: int) -> bool:
    """Whether each of so many texts can be compared with each of so many candidates.

    >>> comparable(50, 1000), comparable(20_000, 1000)
    (True, False)
    """
    return texts * candidates <= _COMPARISONS
