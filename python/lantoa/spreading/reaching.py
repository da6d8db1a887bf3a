"""Sets of candidates, and what they reach: exactly where that can be had, else by simulation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


def found_sets(
    ties: OpenTies,
    model: Model,
    probabilities: Sequence[float],
    candidates: Codes,
    k: int,
    draws: int,
    seed: int,
) -> Found:
    """The best set at each probability, the steady one, and those with the most takers.

    Sets are chosen on some draws and judged on others, so that nobody's luck is counted twice.
    """
    most = most_takers(ties, candidates, k)
    states = _core.live_states(ties.arcs(max(probabilities), model), core_model(model))
    sets = comb(len(candidates), k)
    if len(ties) <= 64 and sets * states <= _MOST_EXACT:
        return _exact(ties, model, probabilities, candidates, k, most)
    if len(candidates) <= _MOST_TRIED and draws * len(ties) <= _core.MOST_ENDS:
        best, steady, how = _all_sets(ties, model, probabilities, candidates, k, draws, seed)
        return _simulated(ties, model, probabilities, (*best, steady, most), how, draws, seed)
    return _guaranteed(ties, model, probabilities, candidates, k, most, draws, seed)


def most_takers(ties: OpenTies, candidates: Codes, k: int) -> Members:
    """The candidates with the most takers, of equals the first: what needs no scenario."""
    order = np.lexsort((candidates, -ties.takers[candidates]))
    return tuple(sorted(candidates[order[:k]].tolist()))


def _groups(sets: Iterable[Members]) -> Any:
    kept = list(sets)
    first = np.cumsum([0, *map(len, kept)]).astype(np.int32)
    return _core.Groups(first, np.array([one for group in kept for one in group], np.int32))


def _exact(
    ties: OpenTies,
    model: Model,
    probabilities: Sequence[float],
    candidates: Codes,
    k: int,
    most: Members,
) -> Found:
    """Every set over every state of the ties; equal to twelve digits is equal: the first."""
    sets = list(combinations(sorted(candidates.tolist()), k))
    groups = _groups(sets)
    arcs = [ties.arcs(one, model) for one in probabilities]
    reach = np.stack([_core.exact_reach(one, core_model(model), groups) for one in arcs], axis=1)
    reach = np.round(reach, 12)
    best = reach.argmax(axis=0)
    steady = int((reach.max(axis=0) - reach).max(axis=1).round(12).argmin())
    rows = [*best.tolist(), steady, sets.index(most)]
    told = reach[rows]
    none = np.zeros_like(told)
    regret = np.round(reach.max(axis=0) - told, 12)
    return Found("exact", tuple(sets[row] for row in rows), told, none, regret, none, 0)


def _all_sets(
    ties: OpenTies,
    model: Model,
    probabilities: Sequence[float],
    candidates: Codes,
    k: int,
    draws: int,
    seed: int,
) -> tuple[list[Members], Members, How]:
    arcs = [ties.arcs(one, model) for one in probabilities]
    found = _core.best_sets(arcs, core_model(model), candidates, k, _core.Replicates(draws, seed))
    every = [*found.best, found.steady]
    how: How = "all_sets" if all(one.bound <= one.worth for one in every) else "cut_short"
    return [_members(one.member) for one in found.best], _members(found.steady.member), how


def _members(codes: Codes) -> Members:
    return tuple(sorted(int(one) for one in codes))


def _simulated(
    ties: OpenTies,
    model: Model,
    probabilities: Sequence[float],
    pool: Sequence[Members],
    how: How,
    draws: int,
    seed: int,
    guarantees: tuple[Guarantee, ...] = (),
) -> Found:
    """Sets on draws that did not choose them, the same ones for all: every word is from these.

    The pool is the sets chosen at each probability first, those with the most takers last. The
    best at a probability is the one of the pool that reaches most in these draws, but where a
    guarantee is given it is the set that has it; the steady one is that of the least largest regret.
    """
    again = _core.Replicates(draws, seed, draws)
    groups, core = _groups(pool), core_model(model)
    counts = np.stack(
        [_core.cascade_reach(ties.arcs(p, model), core, groups, again) for p in probabilities],
        axis=2,
    ).astype(float)
    reach, at = counts.mean(axis=0), np.arange(len(probabilities))
    top = reach.argmax(axis=0)
    behind = counts[:, top, at][:, None, :] - counts
    regret = behind.mean(axis=0)
    steady = int(regret.max(axis=1).argmin())
    rows = [*(at if guarantees else top).tolist(), steady, len(pool) - 1]
    level = dict.fromkeys(pool[one] for one in rows if _is_level(behind, steady, one))
    return Found(
        how, tuple(pool[row] for row in rows), reach[rows], _error(counts)[rows], regret[rows],
        _error(behind)[rows], draws, guarantees, tuple(one for one in level if one != pool[steady]),
    )  # fmt: skip


def _is_level(behind: Numbers, steady: int, other: int) -> bool:
    """Whether the largest regret of another set is within two errors of that of the steady one."""
    mine, its = (behind[:, one, behind.mean(axis=0)[one].argmax()] for one in (steady, other))
    apart = its - mine
    return bool(apart.mean() <= 2 * _error(apart))


def _error(counts: Any) -> Numbers:
    found: Numbers = counts.std(axis=0, ddof=1) / np.sqrt(len(counts))
    return found


def _guaranteed(
    ties: OpenTies,
    model: Model,
    probabilities: Sequence[float],
    candidates: Codes,
    k: int,
    most: Members,
    draws: int,
    seed: int,
) -> Found:
    """Reverse-reachable sets; the steady one is that of those found that falls behind least."""
    stopping = _core.Stopping(_RATIO, _FAILURE, 2**11, 2**18)
    ways, guarantees = [], []
    for one in probabilities:
        turned = ties.arcs(one, model, turned=True)
        best = _core.guaranteed_reach(turned, core_model(model), candidates, k, stopping, seed)
        ways.append(_members(best.member))
        guarantees.append(Guarantee(best.ratio, best.failure, best.sets))
    fewer = max(30, min(draws, _MOST_TIES // (len(ties) + len(ties.taker))))
    pool = (*ways, most)
    return _simulated(
        ties, model, probabilities, pool, "guaranteed", fewer, seed, tuple(guarantees)
    )
