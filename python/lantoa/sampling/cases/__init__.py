"""Hand-placed awkward cases: everything that the field knows to go wrong, once each.

`CATALOGUE` lists what is placed, `found` what the bulk of every office holds anyway. A case for
which an office has no room (too few people, years, units) is left out.
"""

from __future__ import annotations

from lantoa.sampling.cases import awards, conduct, exemplars, others, ratings, units
from lantoa.sampling.cases.desk import Case, Desk, placed
from lantoa.sampling.cases.natural import found

CATALOGUE: list[Case] = [
    *conduct.NARROW,
    *exemplars.CASES,
    *conduct.CASES,
    *ratings.CASES,
    *units.CASES,
    *awards.CASES,
    *others.CASES,
]
"""Every case that is placed, in this order."""

__all__ = ["CATALOGUE", "Case", "Desk", "found", "placed"]
