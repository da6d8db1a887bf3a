"""Small fields of subjects whose moves can be counted by hand."""

import pandas as pd

import lantoa as lt

NAMES = ("a", "b", "c")
ENDS = {"a": (0, 8), "b": (-4, 4), "c": (0, 10)}


def scheme(weight, end, broken=()):
    nodes = [
        {"name": name, "direction": "more", "weight": weight[name], "low": low, "high": high}
        for name, (low, high) in end.items()
    ]
    declared = [{"measure": name, "year": 2020} for name in broken]
    return lt.load_scheme(pd.DataFrame(nodes), lang="en", broken=declared)


def panel(*fields):
    return pd.DataFrame(
        [
            {"subject_id": who, "year": 2019 + at} | row
            for at, field in enumerate(fields)
            for who, row in field.items()
        ]
    ).astype(dict.fromkeys(NAMES, float))


def three():
    """R rises past P; Q stays; S leaves; T joins."""
    before = {"P": (6, 0, 5), "Q": (5, 0, 5), "R": (1, 0, 5), "S": (8, 4, 9)}
    after = {"P": (6, 0, 5), "Q": (5, 0, 5), "R": (7, 0, 5), "T": (8, 4, 9)}
    return panel(
        *(
            {who: dict(zip(NAMES, row, strict=True)) for who, row in f.items()}
            for f in (before, after)
        )
    )


def compared(**options):
    score = lt.score(three(), scheme(dict.fromkeys(NAMES, 1), ENDS))
    return lt.compare(score, years=(2019, 2020), **options)
