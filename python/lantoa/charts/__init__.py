"""Charts of results: Vietnamese labels, readable in black and white, rendered offline."""

from lantoa.charts.leading import lead_bars, place_intervals
from lantoa.charts.matrix import heat_map
from lantoa.charts.opinions import opinion_dots, opinions_beside, weight_bars
from lantoa.charts.scores import score_bars, score_parts
from lantoa.charts.steps import place_steps, quota_steps, tipping_steps, weight_steps

__all__ = [
    "heat_map",
    "lead_bars",
    "opinion_dots",
    "opinions_beside",
    "place_intervals",
    "place_steps",
    "quota_steps",
    "score_bars",
    "score_parts",
    "tipping_steps",
    "weight_bars",
    "weight_steps",
]
