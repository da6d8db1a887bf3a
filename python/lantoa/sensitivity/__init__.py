"""How far a place can be trusted: moving weights, left-out measures, other rules, chance."""

from lantoa.sensitivity.bounding import robustness
from lantoa.sensitivity.robust import Robustness

__all__ = ["Robustness", "robustness"]
