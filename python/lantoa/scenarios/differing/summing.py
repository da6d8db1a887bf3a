"""A change in numbers: a row for units, a row for people."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lantoa.scenarios.differing import lines, placing, verdicts
from lantoa.scenarios.differing.pairing import Pairing

COLUMNS: dict[str, Any] = {
    "subject_kind": "str",
    **dict.fromkeys(("counted_was", "counted_now", "gained", "lost", "verdicts"), "int64"),
    **dict.fromkeys(("places", "lines"), "Int64"),
}


def summary(pairing: Pairing) -> pd.DataFrame:
    """How many count as in, come, go, and of whom something else changes; see ``WhatIf``."""
    altered, crossed = verdicts.count(pairing), lines.count(pairing)
    rows = []
    for kind in placing.KINDS:
        chosen = pairing.of_kind(kind)
        counts = [pairing.was_counted, pairing.is_counted, pairing.gained, pairing.lost]
        numbers = [int((one & chosen).sum()) for one in counts]
        moved = placing.count(pairing, kind)
        has_line = any(line.kind == kind for line in lines.lines(pairing))
        crossings = int(crossed[chosen].sum()) if has_line else None
        rows.append((kind, *numbers, int(np.sum(altered[chosen])), moved, crossings))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
