"""Counts as plain tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counting import Count


def per_cent(count: Count) -> str:
    """How often something was found, with the error of chance; why there is no number.

    >>> per_cent(Count(2000, 0, 100, 0.5, 0.01)), per_cent(Count(10, 10, 0, float("nan"), 0))
    ('5.0 ± 0.5', 'refused')
    """
    if count.refused == count.runs:
        return "refused"
    told = f"{100 * count.share:.1f} ± {100 * count.chance:.1f}"
    return told if not count.refused else f"{told} ({100 * count.refused / count.runs:.0f} refused)"


def mean(count: Count) -> str:
    """The mean of what was estimated, with its error of chance.

    >>> mean(Count(2000, 0, 0, -0.5, 0.01))
    '-0.500 ± 0.010'
    """
    if count.refused == count.runs:
        return "refused"
    return f"{count.mean:.3f} ± {count.error:.3f}".replace("-0.000", "0.000")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as Markdown, columns aligned."""
    cells = [tuple(heads), *(tuple(row) for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    told = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([told[0], rule, *told[1:]])


def board(
    found: Mapping[str, Mapping[str, Count]],
    *,
    mean_of: bool = False,
    true: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """A row for each test, a column for each world; blank where it was not asked.

    Args:
        found: By world, then by test.
        mean_of: Whether means are told, not shares.
        true: By world, then by a word of the name of a test, what is so there.
    """
    names = list(dict.fromkeys(name for column in found.values() for name in column))
    names.sort(key=lambda name: not name.startswith("lantoa"))
    say = mean if mean_of else per_cent
    rows = []
    for name in names:
        cells = [
            _marked(say(column[name]), name, (true or {}).get(world, {})) if name in column else ""
            for world, column in found.items()
        ]
        rows.append([name, *cells])
    return table(["", *found], rows)


def _marked(cell: str, name: str, true: Mapping[str, str]) -> str:
    """What is found of what is so is said to be so.

    >>> _marked("68.3 ± 1.0", "scipy friedmanchisquare", {"friedman": "years do differ"})
    'years do differ: 68.3 ± 1.0'
    """
    said = [what for word, what in true.items() if word in name.lower()]
    return ": ".join([*said, cell])
