"""How many count as in, or stand within the lines, at every combination of some values."""

from lantoa.scenarios.grids.asking import Outcome, grid
from lantoa.scenarios.grids.grid import OutcomeGrid

__all__ = ["Outcome", "OutcomeGrid", "grid"]
