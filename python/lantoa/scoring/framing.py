"""The frame of scores: who has how much, and what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.scoring.composing import Composed
from lantoa.scoring.panel import Measures


def framed(measures: Measures, made: Composed, kept: NDArray[np.bool_]) -> pd.DataFrame:
    """A row per subject and year: the score, how much is there, what lacks, what was carried."""
    columns: dict[str, Any] = {measures.subject: measures._subjects[kept]}
    if measures._years is not None:
        columns["year"] = measures._years[kept]
    columns["score"] = made.scores[kept]
    columns["coverage"] = made.composite.coverage[kept]
    columns["lacks"] = listed(np.isnan(made.given[kept]), made.names)
    if made.scheme.missing == "carry_forward":
        columns["carried"] = listed(made.carried[kept], made.names)
    return pd.DataFrame(columns)


def listed(marks: NDArray[np.bool_], names: Sequence[str]) -> pd.Series:
    """The names that are marked in each row, as one text; patterns are named once."""
    found = np.full(len(marks), "", object)
    some = np.flatnonzero(marks.any(axis=1))
    if len(some):
        patterns, where = np.unique(marks[some], axis=0, return_inverse=True)
        texts = [", ".join(np.array(names)[row].tolist()) for row in patterns]
        found[some] = np.array(texts, object)[where.reshape(-1)]
    return pd.Series(found, dtype=str)
