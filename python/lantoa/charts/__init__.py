"""Charts of results: Vietnamese labels, readable in black and white, rendered offline."""

from lantoa.charts.matrix import heat_map

__all__ = ["heat_map"]
