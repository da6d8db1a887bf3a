"""Rows and sentences of bounds of places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.scoring.showing import number
from lantoa.sensitivity.saying import words

if TYPE_CHECKING:
    from lantoa.sensitivity.robust import Robustness


def told(robust: Robustness) -> list[str]:
    """How many keep their place, how wide the bounds are, who is within the line."""
    if not robust.slate.subjects:
        return [words("nobody", robust.lang)]
    if robust._bound is None:
        return []
    best, worst = robust._bound.best, robust._bound.worst
    sure, width = int((best == worst).sum()), float((worst - best + 1).mean())
    gaps = {"count": sure, "of": len(best), "width": number(width, robust.lang, 2)}
    return [words("bound.says", robust.lang, **gaps), *_told_line(robust, best, worst)]


def _told_line(robust: Robustness, best: NDArray[np.int32], worst: NDArray[np.int32]) -> list[str]:
    line = robust.line
    if line is None:
        return []
    inside = int((worst <= line).sum())
    maybe = int(((best <= line) & (worst > line)).sum())
    return [words("bound.line", robust.lang, line=line, inside=inside, maybe=maybe)]


def heads(robust: Robustness) -> list[str]:
    """The headings of the printed table."""
    keys = ["place", "subject", "score", "best", "worst"]
    found = [words(f"head.{key}", robust.lang) for key in keys]
    return (
        found
        if robust.line is None
        else [*found, words("head.line", robust.lang, line=robust.line)]
    )


def rows(robust: Robustness) -> Iterable[list[Any]]:
    """By place, those without a score last."""
    for row in robust._frame.sort_values("place", kind="stable").to_dict("records"):
        side = [] if robust.line is None else [_side(row, robust.lang)]
        ends = [_whole(row[key]) for key in ("best", "worst")]
        score = number(row["score"], robust.lang)
        yield [_whole(row["place"]), row[robust.score.measures.subject], score, *ends, *side]


def _whole(value: Any) -> str:
    return "" if pd.isna(value) else str(int(value))


def _side(row: Mapping[Any, Any], lang: str) -> str:
    return "" if pd.isna(row["side"]) else words(f"side.{row['side']}", lang)
