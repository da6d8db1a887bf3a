"""What spread is asked on: who could take up a practice, when they did, and along which ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.int32]
Numbers: TypeAlias = NDArray[np.float64]
Origin = Literal["assigned", "observed_before", "derived", "adoptions"]

NEVER = 0
"""The period of what was not seen to happen."""


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties along which a practice can travel, from source to taker, sorted by source and taker.

    Attributes:
        source: k codes of subjects.
        taker: k codes of subjects.
        weight: k weights, 0 or more.
        kind: k codes of ``kinds``.
        since: k first periods of the tie, from 1.
        until: k last periods of the tie, up to T.
        kinds: The kinds, sorted.
        origins: Where the ties of each kind come from; ``"adoptions"`` are never an exposure (R5).
        doubted: Kinds that repeat adoptions though they began before any: an answer warns of them.
    """

    source: Codes
    taker: Codes
    weight: Numbers
    kind: Codes
    since: Codes
    until: Codes
    kinds: tuple[str, ...]
    origins: tuple[Origin, ...]
    doubted: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, eq=False)
class Spells:
    """The times for which subjects carried the practice, sorted by subject and first period.

    Whoever took it up again after a lapse has several; the exemplar, where it is among the
    subjects, and whoever had it before the first period carry it from period 1.

    Attributes:
        subject: k codes of subjects.
        since: k first periods, from 1.
        until: k last periods, up to T; of one that was not seen to end T.
    """

    subject: Codes
    since: Codes
    until: Codes

    def __len__(self) -> int:
        return len(self.subject)


@dataclass(frozen=True, eq=False)
class Setting:
    """n subjects over T periods, and one practice.

    Subjects are sorted by id, so that no order of rows changes an answer. Periods count from 1;
    `NEVER` is what was not seen to happen: a subject that had not taken up the practice when it was
    last observed is censored, and nothing is said of it after that. Who could not be seen taking
    it up (the exemplar, who had it before the first period, who took it up on a day that nobody
    knows) is among the subjects for the ties, with ``since`` past ``until``: see ``at_risk``.

    Attributes:
        practice: Its id.
        exemplar: Code of the subject it comes from, -1 where none is named or it is not among them.
        subjects: n ids.
        kind: ``"unit"`` or ``"person"``.
        block: n codes of ``blocks``.
        blocks: The blocks, sorted; of persons their units, of units their fields or parents.
        periods: T labels, such as ``"2023"``, ``"2023-Q2"`` or ``"2023-05"``.
        adopted: n periods of taking up, `NEVER` where not seen.
        lapsed: n periods in which it ended, `NEVER` where not seen.
        since: n first periods at risk; T + 1 of who was never at risk.
        until: n last periods observed.
        claimed: n codes of whom a subject says it has it from, -1 where nobody is named.
        verified: n flags: taken up, and verified.
        ties: Along which it could travel.
        spells: Who carried it from when to when: what the others were exposed to.
    """

    practice: str
    exemplar: int
    subjects: tuple[str, ...]
    kind: Literal["unit", "person"]
    block: Codes
    blocks: tuple[str, ...]
    periods: tuple[str, ...]
    adopted: Codes
    lapsed: Codes
    since: Codes
    until: Codes
    claimed: Codes
    verified: NDArray[np.bool_]
    ties: Ties
    spells: Spells

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def at_risk(self) -> NDArray[np.bool_]:
        """n flags: could have been seen taking it up in some period."""
        return self.since <= self.until

    @property
    def carries(self) -> Codes:
        """n first periods of carrying it, also of who was never at risk; `NEVER` where not seen."""
        found = np.full(len(self), self.last + 1, np.int32)
        np.minimum.at(found, self.spells.subject, self.spells.since)
        return np.where(found > self.last, NEVER, found).astype(np.int32)

    @property
    def last(self) -> int:
        """T, the number of periods."""
        return len(self.periods)
