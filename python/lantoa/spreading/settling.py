"""The setting of each practice: registers, circles and ties put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.spreading.circle import Circle, SubjectKind, circles_of, grouped
from lantoa.spreading.finding import Findings
from lantoa.spreading.kinds import UNTOLD, kind_of, kind_of_tied
from lantoa.spreading.linking import Links
from lantoa.spreading.periods import Periods
from lantoa.spreading.practices import Named, Practice, eligible_of
from lantoa.spreading.registers import Registers
from lantoa.spreading.setting import NEVER, Codes, Setting, Spells, Ties
from lantoa.spreading.strangers import list_strangers
from lantoa.spreading.taking import Taken, taken_up
from lantoa.spreading.tying import claimed_ties, packed, ties_of

_KEPT = 64  # settings that are kept once made


@dataclass(frozen=True, eq=False)
class Ground:
    """Everything settings are made of.

    Attributes:
        periods: In which spread is followed.
        circles: By kind who could take something up.
        practices: By id.
        taken: By practice what was taken up.
        ties: By kind of subject, for the kinds that are asked about.
        with_claims: Whether claims are wanted as ties.
    """

    periods: Periods
    circles: Mapping[SubjectKind, Circle]
    practices: Mapping[str, Practice]
    taken: Mapping[str, Taken]
    ties: Mapping[SubjectKind, pd.DataFrame]
    with_claims: bool

    def left_out(self, registers: Registers) -> NDArray[np.intp]:
        """Rows of the adoptions that cannot be so: of the exemplar, of nobody, or before they were there."""
        every, register = _rows_by_practice(registers), registers["adoptions"]
        found = [np.zeros(0, np.intp)]
        for key, practice in self.practices.items():
            rows, circle = every.get(key, found[0]), self.circles[practice.kind]
            ids, started = register.ids("subject_id")[rows], register.days("started_on")[rows]
            codes = circle.codes(ids)
            early = started < circle.opened_of(codes)
            found.append(rows[(codes < 0) | (ids == practice.exemplar) | early])
        return np.concatenate(found)


def ground_of(
    registers: Registers,
    chosen: Mapping[str, Named],
    links: Links,
    periods: Periods,
    *,
    by: str | None,
    findings: Findings,
) -> Ground:
    """Read the registers once for all practices.

    Raises:
        InputError: Subjects cannot be grouped by ``by``.
    """
    rows = _rows_by_practice(registers)
    plain = circles_of(registers, periods)
    list_strangers(registers, links, plain, findings)
    takers = registers["adoptions"].ids("subject_id")
    tied = kind_of_tied(links, registers, plain, periods)
    told = {
        key: kind_of(one, takers[rows.get(key, [])], plain, tied) for key, one in chosen.items()
    }
    kind = {key: one or UNTOLD for key, one in told.items()}
    circles = {
        one: grouped(plain[one], registers, by, findings) for one in sorted(set(kind.values()))
    }
    practices = {
        key: Practice(
            key,
            one.exemplar,
            kind[key],
            eligible_of(one, circles[kind[key]], registers, findings),
            is_told=told[key] is not None,
        )
        for key, one in chosen.items()
    }
    none = np.array([], np.intp)
    taken = {
        key: taken_up(
            registers["adoptions"],
            rows.get(key, none),
            one,
            circles[one.kind],
            periods.last,
            findings,
        )
        for key, one in practices.items()
    }
    ties = {
        one: ties_of(links, circle, registers, periods, findings) for one, circle in circles.items()
    }
    return Ground(periods, circles, practices, taken, ties, links.claimed)


def _rows_by_practice(registers: Registers) -> dict[str, Any]:
    frame = registers["adoptions"].frame
    return {str(one): rows for one, rows in frame.groupby("practice_id").indices.items()}


class Settings(Mapping[str, Setting]):
    """The setting of each practice by its id, made when it is asked for.

    Args:
        ground: What they are made of.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._ties = {kind: packed(frame) for kind, frame in ground.ties.items()}
        self._made = lru_cache(maxsize=_KEPT)(self._setting)

    def __getitem__(self, practice: str) -> Setting:
        if practice not in self.ground.practices:
            raise KeyError(practice)
        return self._made(practice)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ground.practices)

    def __len__(self) -> int:
        return len(self.ground.practices)

    def shared_ties(self) -> dict[SubjectKind, Ties]:
        """The ties that every practice of a kind of subjects shares."""
        return dict(self._ties)

    def _setting(self, practice: str) -> Setting:
        one, taken = self.ground.practices[practice], self.ground.taken[practice]
        circle = self.ground.circles[one.kind]
        return setting_of(one, taken, circle, self.ground.periods, self._ties_of(one, taken))

    def _ties_of(self, practice: Practice, taken: Taken) -> Ties:
        ties = self._ties[practice.kind]
        if self.ground.with_claims:
            claims = claimed_ties(taken, self.ground.circles[practice.kind], self.ground.periods)
            ties = packed(pd.concat([self.ground.ties[practice.kind], claims], ignore_index=True))
        return _without_sources(ties, taken.undated)


def _without_sources(ties: Ties, left_out: Codes) -> Ties:
    """The ties that lead from others: of who took it up, nobody knows when, a taker's exposure is
    not known, and a tie that may have carried it does not count as one that had not.

    Args:
        ties: Of a practice.
        left_out: Codes of the sources.
    """
    if not len(left_out):
        return ties
    kept = ~np.isin(ties.source, left_out)
    names = ("source", "taker", "weight", "kind", "since", "until")
    return replace(ties, **{name: getattr(ties, name)[kept] for name in names})


def setting_of(
    practice: Practice, taken: Taken, circle: Circle, periods: Periods, ties: Ties
) -> Setting:
    """The arrays of one practice."""
    exemplar = int(circle.codes([practice.exemplar])[0])
    began = periods.of(taken.started)
    first = np.unique(taken.subject, return_index=True)[1]
    last = np.r_[first[1:], len(taken)] - 1 if len(first) else first
    adopted, lapsed, claimed = (np.zeros(len(circle), np.int32) for _ in range(3))
    claimed -= 1
    had_it = (began == NEVER) | (taken.started < circle.begun)
    adopted[taken.subject[first]] = np.where(had_it, NEVER, began)[first]
    lapsed[taken.subject[first]] = periods.seen(taken.ended)[last]
    claimed[taken.subject[first]] = circle.codes(taken.source[first])
    verified = np.zeros(len(circle), bool)
    verified[taken.subject[~np.isnat(taken.verified)]] = True
    since = circle.since(periods)
    never = ~practice.eligible
    never[taken.subject[had_it]] = True
    never[taken.undated] = True
    if exemplar >= 0:
        never[exemplar] = True
    since[never] = len(periods) + 1
    return Setting(
        practice=practice.id, exemplar=exemplar, subjects=tuple(circle.ids.tolist()),
        kind=practice.kind, block=circle.block, blocks=circle.blocks, periods=periods.labels,
        adopted=adopted, lapsed=lapsed, since=since, until=circle.until(periods), claimed=claimed,
        verified=verified, ties=ties, spells=_spells(exemplar, taken, circle, periods),
    )  # fmt: skip


def _spells(exemplar: int, taken: Taken, circle: Circle, periods: Periods) -> Spells:
    """From the period of taking up to that of the lapse, of leaving, or to the end."""
    subject, since = taken.subject, periods.since(taken.started)
    gone = periods.until(circle.closed)
    until = np.minimum(periods.until(taken.ended), gone[subject])
    if exemplar >= 0:
        at = int(np.searchsorted(subject, exemplar))
        subject = np.insert(subject, at, exemplar)
        since, until = np.insert(since, at, 1), np.insert(until, at, gone[exemplar])
    kept = since <= until
    columns = (np.ascontiguousarray(one[kept], np.int32) for one in (subject, since, until))
    return Spells(*columns)
