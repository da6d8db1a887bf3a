"""Cascades in plain Python: live edges drawn as the core draws them, and every state of them."""

from __future__ import annotations

from itertools import combinations, product
from math import log, sqrt

from reference_sampled import philox

CASCADES, REVERSE = 2, 3  # streams


def words(seed, stream, replicate, position):
    """The 128 bits of a position, as four words."""
    counter = [position, stream, replicate & 0xFFFFFFFF, replicate >> 32]
    return philox(counter, [seed & 0xFFFFFFFF, seed >> 32])


def live_cascade(ties, chances, seed, replicate, stream=CASCADES):
    """Ties, in their order, that carry: each for itself."""
    return [
        tie
        for at, (tie, chance) in enumerate(zip(ties, chances, strict=True))
        if words(seed, stream, replicate, at // 4)[at % 4] < chance * 2**32
    ]


def live_threshold(ties, chances, seed, replicate):
    """At most one tie to each taker."""
    kept = []
    for taker in sorted({taker for _, taker in ties}):
        mine = [at for at, tie in enumerate(ties) if tie[1] == taker]
        total = 0.0
        for at in mine:
            total += chances[at]
        drawn = words(seed, CASCADES, replicate, taker)
        if drawn[0] >= total * 2**32:
            continue
        before = 0.0
        for at in mine:
            begin = round(before / total * 2**32)
            before += chances[at]
            if begin <= drawn[1] < round(before / total * 2**32):
                kept.append(ties[at])
    return kept


def reached(live, seeds):
    """Whom live ties lead to, the seeds among them."""
    found, front = set(seeds), list(seeds)
    while front:
        one = front.pop()
        for source, taker in live:
            if source == one and taker not in found:
                found.add(taker)
                front.append(taker)
    return found


def exact_cascade(ties, chances, seeds):
    """The expected reach over every state of the ties."""
    mean = 0.0
    for state in product([False, True], repeat=len(ties)):
        chance = 1.0
        for is_live, one in zip(state, chances, strict=True):
            chance *= one if is_live else 1 - one
        live = [tie for tie, is_live in zip(ties, state, strict=True) if is_live]
        mean += chance * len(reached(live, seeds))
    return mean


def exact_threshold(ties, chances, seeds):
    """The expected reach over everybody's choice of whom to listen to."""
    takers = sorted({taker for _, taker in ties})
    choices = []
    for taker in takers:
        mine = [(tie, one) for tie, one in zip(ties, chances, strict=True) if tie[1] == taker]
        choices.append([*mine, (None, 1 - sum(one for _, one in mine))])
    mean = 0.0
    for picked in product(*choices):
        chance = 1.0
        for _, one in picked:
            chance *= one
        live = [tie for tie, _ in picked if tie is not None]
        mean += chance * len(reached(live, seeds))
    return mean


def counts(live_states, groups):
    """Of each state, how many each group reaches."""
    return [[len(reached(live, group)) for group in groups] for live in live_states]


def best_sets(live_by_scenario, candidates, k):
    """By scenario the most that k candidates reach over all states; and the least worst loss."""
    sums = {
        group: [sum(len(reached(live, group)) for live in states) for states in live_by_scenario]
        for group in combinations(sorted(candidates), k)
    }
    best = [max(one[at] for one in sums.values()) for at in range(len(live_by_scenario))]
    steady = min(max(b - s for b, s in zip(best, one, strict=True)) for one in sums.values())
    return sums, best, steady


def most_hit(sets, candidates, k):
    """Greedy covering: of equals the lowest."""
    chosen, open_sets = [], [set(one) for one in sets]
    for _ in range(k):
        rest = [one for one in sorted(candidates) if one not in chosen]
        best = max(rest, key=lambda one: sum(one in held for held in open_sets))
        chosen.append(best)
        open_sets = [held for held in open_sets if best not in held]
    return chosen


def reverse_set(n, turned, chances, seed, replicate):
    """Those from whom a subject that is drawn would be reached."""
    low, high, _, _ = words(seed, REVERSE, replicate, 2**32 - 1)
    root = ((high << 32 | low) * n) >> 64
    return reached(live_cascade(turned, chances, seed, replicate, stream=REVERSE), [root])


def at_most_hit(sets, candidates, chosen):
    """How many sets any so many candidates could hit, from each step of the choosing."""
    bounds = []
    for step in range(len(chosen) + 1):
        left = [held for held in sets if not held & set(chosen[:step])]
        counts = sorted((sum(one in held for held in left) for one in candidates), reverse=True)
        bounds.append(len(sets) - len(left) + sum(counts[: len(chosen)]))
    return min(bounds)


def guaranteed(n, turned, chances, candidates, k, stopping, seed):
    """What OPIM-C chooses and promises: (members, reach, at least, best at most, ratio, sets)."""
    ratio, failure, least, most = stopping
    rounds = 1 + sum(least * 2**power <= most for power in range(1, 64))
    a = log(2 * rounds / failure)
    for sets in [least * 2**power for power in range(rounds)]:
        choosing, judging = (
            [reverse_set(n, turned, chances, seed, begin + r) for r in range(sets)]
            for begin in (0, most)
        )
        chosen = most_hit(choosing, candidates, k)
        hit = sum(bool(held & set(chosen)) for held in judging)
        root = sqrt(hit + 2 * a / 9) - sqrt(a / 2)
        low = max(max(root**2 - a / 18, 0) * n / sets, k)
        above = (sqrt(at_most_hit(choosing, candidates, chosen) + a / 2) + sqrt(a / 2)) ** 2
        high = min(above * n / sets, n)
        told = chosen, hit * n / sets, low, high, min(low / high, 1), 2 * sets
        if told[4] >= ratio:
            break
    return told
