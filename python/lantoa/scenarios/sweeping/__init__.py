"""Weights and seats that move: who is named at every value, exactly.

>>> import lantoa as lt
>>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
...                      as_of="de_nghi_2025")
>>> str(result.sweep_weight("diem_sang_kien", k=1).unchanged)
'[0; 58000/107]'
"""

from lantoa.scenarios.sweeping.line_tipping import LineTipping
from lantoa.scenarios.sweeping.place_sweep import PlaceSweep
from lantoa.scenarios.sweeping.running import sweep_weight
from lantoa.scenarios.sweeping.seat_curve import QuotaCurve
from lantoa.scenarios.sweeping.seating import quota_curve
from lantoa.scenarios.sweeping.weight_sweep import WeightSweep

__all__ = [
    "LineTipping",
    "PlaceSweep",
    "QuotaCurve",
    "WeightSweep",
    "quota_curve",
    "sweep_weight",
]
