"""Group-time differences among subjects made alike, and their pre-test: plain, cell by cell.

As Sant'Anna and Zhao (2020) write the estimator with the influence of both fits.
"""

import numpy as np

import reference_cohort


def is_told(x, treated):
    """Whether there is a fit: the one covariate varies among controls and parts no group."""
    here, there = x[treated], x[~treated]
    parted = here.max() <= there.min() or there.max() <= here.min()
    return len(set(there)) > 1 and not parted


def logit(design, treated):
    """Chances by Newton's steps."""
    beta = np.zeros(design.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-design @ beta))
        information = (design * (chance * (1 - chance))[:, None]).T @ design
        beta += np.linalg.solve(information, design.T @ (treated - chance))
    return 1 / (1 + np.exp(-design @ beta))


def estimate(x, treated, change):
    """The difference, and what each subject does to it: times the number of subjects."""
    m = len(x)
    design, mine = np.column_stack([np.ones(m), x]), treated.astype(float)
    chance = logit(design, mine)
    controls = (design * (1 - mine)[:, None]).T @ design / m
    fit = np.linalg.solve(controls, design.T @ ((1 - mine) * change) / m)
    beyond = change - design @ fit
    weight = (1 - mine) * chance / (1 - chance)
    here, there = (mine * beyond).mean() / mine.mean(), (weight * beyond).mean() / weight.mean()
    by_fit = ((1 - mine) * beyond)[:, None] * design @ np.linalg.inv(controls)
    information = (design * (chance * (1 - chance))[:, None]).T @ design / m
    by_score = (mine - chance)[:, None] * design @ np.linalg.inv(information)
    of_here = mine * (beyond - here) - by_fit @ (mine[:, None] * design).mean(axis=0)
    of_there = weight * (beyond - there)
    of_there = (
        of_there
        + by_score @ (of_there[:, None] * design).mean(axis=0)
        - by_fit @ (weight[:, None] * design).mean(axis=0)
    )
    return here - there, of_here / mine.mean() - of_there / weight.mean()


def cells(values, first, x, *, never_only, varying, anticipation):
    """As `reference_cohort.cells`, those that have a fit."""
    values, first, x = np.array(values), np.array(first), np.array(x)
    how = {"never_only": never_only, "varying": varying, "anticipation": anticipation}
    n, found = sum(first != 1), []
    for group, period, base, _, plain in reference_cohort.cells(
        values.tolist(), first.tolist(), **how
    ):
        late = max(period, base) + anticipation
        beside = first == 0 if never_only else (first == 0) | (first > late)
        rows = np.flatnonzero((first == group) | (beside & (first != group)))
        treated = first[rows] == group
        if not is_told(x[rows], treated):
            continue
        change = values[rows, period - 1] - values[rows, base - 1]
        difference, own = estimate(x[rows], treated, change)
        influence = np.zeros(len(plain))
        influence[rows] = own * n / len(rows)
        found.append([group, period, base, difference, influence.tolist()])
    return found


def pre_test(found, first, anticipation):
    """The Wald statistic over the cells before exposure, how many, and how near to singular.

    None where there is no such cell.
    """
    before = [one for one in found if one[1] < one[0] - anticipation]
    if not before:
        return None
    n = sum(1 for one in first if one != 1)
    influence = np.array([one[4] for one in before])
    effect = np.array([one[3] for one in before])
    spread = influence @ influence.T / n
    size = np.sqrt(np.diag(spread))
    if not size.all():
        return 0.0, len(before), np.inf
    condition = np.linalg.cond(spread / size / size[:, None])
    if condition > 1e9:
        return 0.0, len(before), condition
    return n * effect @ np.linalg.solve(spread, effect), len(before), condition
