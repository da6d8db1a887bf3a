"""Group-time differences subject by subject: slow and plain, the definition itself."""

from math import sqrt


def cells(values, first, *, never_only, varying, anticipation):
    """[group, period, base, difference, influences] of each cell, by group and period.

    ``first`` counts periods from 1, 0 is never. Subjects exposed in period 1 are in no sample.
    """
    n = sum(1 for one in first if one != 1)
    found = []
    for group in sorted(set(first) - {0}):
        for period in range(1, len(values[0]) + 1):
            clean = group - 1 - anticipation
            base = period - 1 if varying and period <= clean else clean
            if base < 1 or base == period:
                continue
            late = set() if never_only else set(range(max(period, base) + anticipation + 1, 99))
            beside = (late | {0}) - {group}
            changes = [row[period - 1] - row[base - 1] for row in values]
            mine = [i for i, one in enumerate(first) if one == group]
            others = [i for i, one in enumerate(first) if one in beside]
            if not others:
                continue
            here = sum(changes[i] for i in mine) / len(mine)
            there = sum(changes[i] for i in others) / len(others)
            influence = [0.0] * len(values)
            for i in mine:
                influence[i] = n / len(mine) * (changes[i] - here)
            for i in others:
                influence[i] = -n / len(others) * (changes[i] - there)
            found.append([group, period, base, here - there, influence])
    return found


def error(influence, n):
    """Of an estimate, from the influence of each subject."""
    return sqrt(sum(one * one for one in influence)) / n


def weighed(parts, first, n):
    """Parts [group, difference, influences] by the size of their group, the weights estimated."""
    sizes = [sum(1 for one in first if one == part[0]) for part in parts]
    total = sum(sizes)
    mean = sum(size * part[1] for size, part in zip(sizes, parts, strict=True)) / total
    influence = [0.0] * len(first)
    for size, part in zip(sizes, parts, strict=True):
        for i, one in enumerate(first):
            influence[i] += size / total * part[2][i]
            if one == part[0]:
                influence[i] += n / total * (part[1] - mean)
    return mean, influence


def plain(parts):
    """Parts [difference, influences] with equal weights."""
    count = len(parts)
    mean = sum(part[0] for part in parts) / count
    return mean, [sum(column) / count for column in zip(*(part[1] for part in parts), strict=True)]


def summary(found, first, by):
    """{key: (difference, error)} and the overall of both, as (difference, error)."""
    n = sum(1 for one in first if one != 1)
    keyed = {}
    for group, period, _, difference, influence in found:
        if by != "dynamic" and period < group:
            continue
        key = {"simple": 0, "group": group, "calendar": period, "dynamic": period - group}[by]
        keyed.setdefault(key, []).append([group, difference, influence])
    lines = {}
    for key, parts in sorted(keyed.items()):
        if by == "group":
            lines[key] = plain([part[1:] for part in parts])
        else:
            lines[key] = weighed(parts, first, n)
    counted = {key: line for key, line in lines.items() if by != "dynamic" or key >= 0}
    if not counted:
        return {key: (d, error(i, n)) for key, (d, i) in lines.items()}, (0.0, 0.0)
    if by == "group":
        overall = weighed([[key, *line] for key, line in counted.items()], first, n)
    else:
        overall = plain(list(counted.values()))
    told = {key: (d, error(i, n)) for key, (d, i) in lines.items()}
    return told, (overall[0], error(overall[1], n))
