"""How many examples hypothesis looks at: a part of them in every run, all in ``./dev soak``."""

import os

SHARE = 1.0 if os.environ.get("LANTOA_SOAK") else 0.4
_FEWEST = 3


def examples(count: int) -> int:
    """So many of a count, in this run."""
    return max(round(count * SHARE), min(count, _FEWEST))
