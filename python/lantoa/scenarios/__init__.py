"""What if a criterion were different? Exact answers, from statistics that are kept.

>>> import lantoa as lt
>>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025", lang="en"),
...                      as_of="de_nghi_2025")
>>> result.tipping("cn_xuat_sac_2_nam.years").now
2
"""

from lantoa.scenarios.admitting import Admission, LeastChange, least_change
from lantoa.scenarios.choices import Choices
from lantoa.scenarios.differing import WhatIf, what_if
from lantoa.scenarios.grids import OutcomeGrid, grid
from lantoa.scenarios.leading import Lead, RobustMembers, can_lead, robust_members
from lantoa.scenarios.tipping import Tipping, tipping

__all__ = [
    "Admission",
    "Choices",
    "Lead",
    "LeastChange",
    "OutcomeGrid",
    "RobustMembers",
    "Tipping",
    "WhatIf",
    "can_lead",
    "grid",
    "least_change",
    "robust_members",
    "tipping",
    "what_if",
]
