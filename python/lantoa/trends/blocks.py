"""Facts of blocks: how many of a block rise or fall, and who is emerging in it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.trends.facts import DOWN, SAME, STANDINGS, UP, Facts, ends

COLUMNS = (
    *("block", "subjects", "ups", "downs", "same", "rose", "fell"),
    *("mean_change_per_year", "emerging", "slipping"),
)


def block_facts(facts: Facts) -> pd.DataFrame:
    """A row for everybody (block missing), then one per block.

    Columns: ``block``, ``subjects``, ``ups``, ``downs``, ``same`` (changes of all of them),
    ``rose``, ``fell`` (subjects by their change from the first year to the last; rose is better),
    ``mean_change_per_year``, ``emerging``, ``slipping``.
    """
    panel = facts.panel
    rows = [_row(facts, None, np.ones(len(panel), bool))]
    rows += [_row(facts, name, panel.block == code) for code, name in enumerate(panel.blocks)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    found["block"] = found["block"].astype("str")
    return found


def _row(facts: Facts, name: str | None, there: NDArray[np.bool_]) -> dict[str, Any]:
    values, ways = facts.panel.values[there], facts.ways[there]
    standing = facts.standing[there]
    rows, years = np.arange(len(values)), np.array(facts.panel.years)
    count, first, last = ends(values)
    change = (values[rows, last] - values[rows, first])[count > 1]
    per_year = change / (years[last] - years[first])[count > 1]
    better = facts.panel.sign * change
    return {
        "block": name,
        "subjects": int(there.sum()),
        "ups": int((ways == UP).sum()),
        "downs": int((ways == DOWN).sum()),
        "same": int((ways == SAME).sum()),
        "rose": int((better > 0).sum()),
        "fell": int((better < 0).sum()),
        "mean_change_per_year": float(per_year.mean()) if len(per_year) else float("nan"),
        "emerging": int((standing == STANDINGS.index("emerging")).sum()),
        "slipping": int((standing == STANDINGS.index("slipping")).sum()),
    }
