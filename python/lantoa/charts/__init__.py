"""Charts of results: Vietnamese labels, readable in black and white, rendered offline."""

from lantoa.charts.matrix import heat_map
from lantoa.charts.steps import place_steps, quota_steps, tipping_steps, weight_steps

__all__ = [
    "heat_map",
    "place_steps",
    "quota_steps",
    "tipping_steps",
    "weight_steps",
]
