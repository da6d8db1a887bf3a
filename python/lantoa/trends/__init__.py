"""How yearly numbers of units and people move: facts first, then what can be concluded.

>>> import pandas as pd
>>> from lantoa.trends import trend
>>> frame = pd.DataFrame({"subject_id": ["A", "A"], "year": [2024, 2025], "value": [1, 2]})
>>> trend(frame).frame["change"].tolist()
[1.0]
"""

from lantoa.trends.asking import trend
from lantoa.trends.result import Trend

__all__ = ["Trend", "trend"]
