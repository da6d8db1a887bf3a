"""Why places changed, by scoring everything anew for every subject, in fractions."""

from fractions import Fraction


def score(row, weights, ends):
    """A weighted mean on fixed ends; None where a value is missing."""
    if any(row[name] is None for name in weights):
        return None
    total = Fraction(0)
    for name, weight in weights.items():
        low, high = ends[name]
        share = Fraction(row[name] - low) / (high - low)
        total += weight * min(max(share, 0), 1)
    return total / sum(weights.values())


def place(subject, rows, weights, ends):
    """One more than those with a larger score."""
    mine = score(rows[subject], weights, ends)
    return 1 + sum(score(row, weights, ends) > mine for row in rows.values())


def scored(rows, weights, ends):
    return {who: row for who, row in rows.items() if score(row, weights, ends) is not None}


def parts(before, after, weights, new_weights, ends, new_ends, broken):
    """Places gained by each change for everybody who can be scored all the way."""
    mixed = {
        who: {
            name: after.get(who, dict.fromkeys(row))[name] if name in broken else value
            for name, value in row.items()
        }
        for who, row in before.items()
    }
    ways = [
        scored(before, weights, ends),
        scored(mixed, weights, ends),
        scored(after, weights, ends),
        scored(after, new_weights, ends),
        scored(after, new_weights, new_ends),
    ]
    common = sorted(set.intersection(*(set(rows) for rows in ways)))
    start, moved, later = ({who: rows[who] for who in common} for rows in (before, mixed, after))
    found = {}
    for who in common:
        alone = moved | {who: later[who]}
        steps = [
            ("left", ways[0], weights, ends),
            ("scale", start, weights, ends),
            ("own", moved, weights, ends),
            ("others", alone, weights, ends),
            ("weights", later, weights, ends),
            ("rule", later, new_weights, ends),
            ("joined", later, new_weights, new_ends),
            ("", ways[-1], new_weights, new_ends),
        ]
        places = [place(who, rows, used, used_ends) for _, rows, used, used_ends in steps]
        found[who] = {name: places[at] - places[at + 1] for at, (name, *_) in enumerate(steps[:-1])}
    return found
