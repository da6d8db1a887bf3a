"""Tables for tests of second opinions: a frame, its weights, and what hypothesis makes of them."""

from fractions import Fraction

import pandas as pd
from hypothesis import strategies as st

NAMES = "abcdefghij"
IDS = [f"S{at:03d}" for at in range(200)]


def frame(rows):
    """Rows of numbers, None where missing, as a frame of subjects S000, S001, ..."""
    columns = {
        NAMES[at]: pd.array([row[at] for row in rows], dtype="Float64")
        for at in range(len(rows[0]))
    }
    return pd.DataFrame({"subject_id": IDS[: len(rows)]} | columns)


def weights_of(whole):
    """Whole numbers as weights by name."""
    return dict(zip(NAMES, whole, strict=False))


def shares(whole):
    """The same as fractions that sum to 1."""
    return [Fraction(weight, sum(whole)) for weight in whole]


def by_subject(opinion, column):
    """A column of an opinion in the order of the ids."""
    told = opinion.frame.sort_values("subject_id")
    return told[column].tolist()


@st.composite
def asked(draw, steps=(1,), missing=False, least=1, most=9):
    """Rows on a grid of decimals, tied and constant, and whole weights."""
    n, p = draw(st.integers(least, most)), draw(st.integers(1, 4))
    step = Fraction(draw(st.sampled_from(steps)))
    columns = []
    for _ in range(p):
        reach = draw(st.sampled_from([0, 1, 3, 40]))
        cell = st.integers(-reach, reach).map(lambda at: at * step)
        if missing:
            cell = st.one_of(st.none(), cell, cell)
        columns.append(draw(st.lists(cell, min_size=n, max_size=n)))
    rows = [list(row) for row in zip(*columns, strict=True)]
    if missing:  # a subject without any value is no subject
        for row in rows:
            row[0] = step if all(cell is None for cell in row) else row[0]
    return rows, draw(st.lists(st.integers(1, 5), min_size=p, max_size=p))


def numbers(rows):
    """The same rows as the doubles that a frame holds."""
    return [[None if cell is None else float(cell) for cell in row] for row in rows]
