"""Who was exposed when, thresholds, infection, susceptibility and survival, as they are defined.

Ties are (source, taker) pairs, periods count from 1 and 0 is "not seen". Nothing here is fast.
"""

from fractions import Fraction
from math import exp, inf, log, nan, sqrt


def exposure(n, ties, adopted, periods):
    """Shares of the sources of each subject that had taken up by the end of each period."""
    sources = [[s for s, t in ties if t == i] for i in range(n)]
    return [
        [_share(sum(1 for s in mine if 1 <= adopted[s] <= t), len(mine)) for t in _count(periods)]
        for mine in sources
    ]


def exposure_in_time(n, ties, spells, periods):
    """Ties are (source, taker, weight, since, until); spells of a subject (since, until)."""

    def at(i, t):
        now = [(s, w) for s, k, w, a, b in ties if k == i and a <= t <= b]
        carried = sum(w * sum(a <= t <= b for a, b in spells.get(s, [])) for s, w in now)
        whole = sum(w for _, w in now)
        return carried / whole if whole > 0 else 0.0

    return [[at(i, t) for t in _count(periods)] for i in range(n)]


def timing(n, ties, adopted, lags):
    """Threshold, the one of the period before, infection and susceptibility of each subject."""
    rows = []
    for i in range(n):
        sources = [adopted[s] for s, t in ties if t == i]
        takers = [adopted[t] for s, t in ties if s == i]
        mine = adopted[i]
        rows.append(
            (
                _by(sources, mine) if mine > 0 else nan,
                _by(sources, mine - 1) if mine > 1 else nan,
                _near(mine, takers, lags, 1),
                _near(mine, sources, lags, -1),
            )
        )
    return rows


def _by(times, period):
    return _share(sum(1 for t in times if 1 <= t <= period), len(times))


def _near(mine, others, lags, way):
    """Those exactly k periods away, each 1/k, over those k periods away or more."""
    near = whole = Fraction(0)
    for k in range(1, lags + 1):
        for other in others:
            if mine and other:
                near += Fraction((other - mine) * way == k, k)
                whole += Fraction((other - mine) * way >= k, k)
    return float(near / whole) if whole else 0.0


def survival(adopted, since, until, periods, z):
    """By period: at risk, events, censored, share, variance, low, high."""
    rows, share, total = [], Fraction(1), Fraction(0)
    looked = [i for i in range(len(adopted)) if since[i] <= until[i]]
    last = {i: adopted[i] or until[i] for i in looked}
    for t in _count(periods):
        at_risk = sum(since[i] <= t <= last[i] for i in looked)
        events = sum(adopted[i] == t for i in looked)
        censored = sum(adopted[i] == 0 and until[i] == t for i in looked)
        if events:
            share *= Fraction(at_risk - events, at_risk)
            total = total + Fraction(events, at_risk * (at_risk - events)) if share else inf
        beyond = not any(last[i] >= t for i in looked)
        rows.append((at_risk, events, censored, *_interval(share, total, z, beyond)))
    return rows


def _interval(share, total, z, beyond):
    if beyond:
        return nan, nan, nan, nan
    if share == 0:
        return 0.0, nan, nan, nan
    if share == 1:
        return 1.0, 0.0, nan, nan  # nobody yet: no interval
    spread = z * sqrt(total) / abs(log(share))
    ends = (float(share) ** exp(spread), float(share) ** exp(-spread))
    return float(share), float(share * share * total), *ends


def first_taken(shares, taken):
    """The first period with a share at or below 1 - taken; shares are fractions."""
    return next((t for t, share in enumerate(shares, start=1) if share <= 1 - taken), None)


def _share(part, whole):
    return part / whole if whole else 0.0


def _count(periods):
    return range(1, periods + 1)
