"""Sets of candidates, and what they reach: exactly where that can be had, else by simulation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import Any, Literal

import numpy as np

from lantoa import _core
from lantoa.spreading.open_ties import Model, OpenTies, core_model
from lantoa.spreading.setting import Codes, Numbers

How = Literal["exact", "all_sets", "cut_short", "guaranteed"]
Members = tuple[int, ...]

_MOST_EXACT = 5_000_000  # states of the ties times sets: a second
_MOST_TRIED = 200  # candidates; beyond, sets are not gone through
_MOST_TIES = 200_000_000  # ties that simulations may look at
_RATIO, _FAILURE = 1 - 1 / np.e - 0.05, 0.001


@dataclass(frozen=True)
class Guarantee:
    """What is known of a set that was not compared with all others.

    Attributes:
        ratio: It reaches at least this share of what the best set reaches.
        failure: The chance, at most, that it does not.
        sets: Reverse-reachable sets that were drawn.
    """

    ratio: float
    failure: float
    sets: int


@dataclass(frozen=True, eq=False)
class Choice:
    """What is chosen among, and how.

    Attributes:
        ties: Among those who are left.
        model: How a practice travels.
        probabilities: That it does along a tie, rising.
        candidates: Codes of those left.
        k: How many to choose.
        draws, seed: Of the simulations.
    """

    ties: OpenTies
    model: Model
    probabilities: Sequence[float]
    candidates: Codes
    k: int
    draws: int
    seed: int

    @property
    def arcs(self) -> list[Any]:
        """The ties at each probability."""
        return [self.ties.arcs(one, self.model) for one in self.probabilities]

    @property
    def core(self) -> Any:
        """The model as the core knows it."""
        return core_model(self.model)

    @property
    def most_takers(self) -> Members:
        """The candidates with the most takers, of equals the first: what needs no scenario."""
        order = np.lexsort((self.candidates, -self.ties.takers[self.candidates]))
        return tuple(sorted(self.candidates[order[: self.k]].tolist()))


@dataclass(frozen=True, eq=False)
class Found:
    """Sets by how they were found, and what each reaches at each probability.

    Attributes:
        how: How the best sets were found.
        ways: The sets: the best at each probability, the steady one, those with most takers.
        reach: Sets by probabilities: subjects reached on average, the members counted.
        error: Standard errors of ``reach``; 0 where it is exact.
        regret: By how much a set falls behind the best at that probability: of all sets where
            reach is exact, else of those listed, in the draws that judge them; never below 0.
        regret_error: Standard errors of ``regret``, from the same draws for both.
        draws: By which reach was simulated; 0 where it is exact.
        guarantees: Of each best set, where sets were not all compared.
        level: Other sets listed whose largest regret the simulation cannot tell from the least.
    """

    how: How
    ways: tuple[Members, ...]
    reach: Numbers
    error: Numbers
    regret: Numbers
    regret_error: Numbers
    draws: int
    guarantees: tuple[Guarantee, ...] = ()
    level: tuple[Members, ...] = ()


def found_sets(choice: Choice) -> Found:
    """The best set at each probability, the steady one, and those with the most takers.

    Sets are chosen on some draws and judged on others, so that nobody's luck is counted twice.
    """
    ties, most = choice.ties, choice.most_takers
    states = _core.live_states(ties.arcs(max(choice.probabilities), choice.model), choice.core)
    sets = comb(len(choice.candidates), choice.k)
    if len(ties) <= 64 and sets * states <= _MOST_EXACT:
        return _exact(choice)
    if len(choice.candidates) <= _MOST_TRIED and choice.draws * len(ties) <= _core.MOST_ENDS:
        best, steady, how = _all_sets(choice)
        return _simulated(choice, (*best, steady, most), how)
    return _guaranteed(choice)


def _groups(sets: Iterable[Members]) -> Any:
    kept = list(sets)
    first = np.cumsum([0, *map(len, kept)]).astype(np.int32)
    return _core.Groups(first, np.array([one for group in kept for one in group], np.int32))


def _exact(choice: Choice) -> Found:
    """Every set over every state of the ties; equal to twelve digits is equal: the first."""
    sets = list(combinations(sorted(choice.candidates.tolist()), choice.k))
    groups, core = _groups(sets), choice.core
    reach = np.stack([_core.exact_reach(one, core, groups) for one in choice.arcs], axis=1)
    reach = np.round(reach, 12)
    best = reach.argmax(axis=0)
    steady = int((reach.max(axis=0) - reach).max(axis=1).round(12).argmin())
    rows = [*best.tolist(), steady, sets.index(choice.most_takers)]
    told = reach[rows]
    none = np.zeros_like(told)
    regret = np.round(reach.max(axis=0) - told, 12)
    return Found("exact", tuple(sets[row] for row in rows), told, none, regret, none, 0)


def _all_sets(choice: Choice) -> tuple[list[Members], Members, How]:
    draws = _core.Replicates(choice.draws, choice.seed)
    found = _core.best_sets(choice.arcs, choice.core, choice.candidates, choice.k, draws)
    every = [*found.best, found.steady]
    how: How = "all_sets" if all(one.bound <= one.worth for one in every) else "cut_short"
    return [_members(one.member) for one in found.best], _members(found.steady.member), how


def _members(codes: Codes) -> Members:
    return tuple(sorted(int(one) for one in codes))


def _simulated(
    choice: Choice,
    pool: Sequence[Members],
    how: How,
    guarantees: tuple[Guarantee, ...] = (),
) -> Found:
    """Sets on draws that did not choose them, the same ones for all: every word is from these.

    The pool is the sets chosen at each probability first, those with the most takers last. The
    best at a probability is the one of the pool that reaches most in these draws, but where a
    guarantee is given it is the set that has it; the steady one is that of the least largest regret.
    """
    again = _core.Replicates(choice.draws, choice.seed, choice.draws)
    groups, core = _groups(pool), choice.core
    simulated = [_core.cascade_reach(one, core, groups, again) for one in choice.arcs]
    counts = np.stack(simulated, axis=2).astype(float)
    reach, at = counts.mean(axis=0), np.arange(len(simulated))
    top = reach.argmax(axis=0)
    behind = counts[:, top, at][:, None, :] - counts
    regret = behind.mean(axis=0)
    steady = int(regret.max(axis=1).argmin())
    rows = [*(at if guarantees else top).tolist(), steady, len(pool) - 1]
    level = dict.fromkeys(pool[one] for one in rows if _is_level(behind, steady, one))
    return Found(
        how=how,
        ways=tuple(pool[row] for row in rows),
        reach=reach[rows],
        error=_error(counts)[rows],
        regret=regret[rows],
        regret_error=_error(behind)[rows],
        draws=choice.draws,
        guarantees=guarantees,
        level=tuple(one for one in level if one != pool[steady]),
    )


def _is_level(behind: Numbers, steady: int, other: int) -> bool:
    """Whether the largest regret of another set is within two errors of that of the steady one."""
    mine, its = (behind[:, one, behind.mean(axis=0)[one].argmax()] for one in (steady, other))
    apart = its - mine
    return bool(apart.mean() <= 2 * _error(apart))


def _error(counts: Any) -> Numbers:
    found: Numbers = counts.std(axis=0, ddof=1) / np.sqrt(len(counts))
    return found


def _guaranteed(choice: Choice) -> Found:
    """Reverse-reachable sets; the steady one is that of those found that falls behind least."""
    stopping = _core.Stopping(_RATIO, _FAILURE, 2**11, 2**18)
    ties, candidates, k = choice.ties, choice.candidates, choice.k
    ways, guarantees = [], []
    for one in choice.probabilities:
        turned = ties.arcs(one, choice.model, turned=True)
        best = _core.guaranteed_reach(turned, choice.core, candidates, k, stopping, choice.seed)
        ways.append(_members(best.member))
        guarantees.append(Guarantee(best.ratio, best.failure, best.sets))
    fewer = max(30, min(choice.draws, _MOST_TIES // (len(ties) + len(ties.taker))))
    pool = (*ways, choice.most_takers)
    return _simulated(replace(choice, draws=fewer), pool, "guaranteed", tuple(guarantees))
