"""Plans: criteria as data, with their readings, changes and fingerprints.

``load_plan`` reads a plan file of the format ``criteria/1`` and checks it; a ``Plan`` is an
immutable value that answers what its rules are on a day, what could be read otherwise, and
what changes when they are.
"""

from lantoa.criteria.criterion import Criterion
from lantoa.criteria.edits import Edit, add, scale
from lantoa.criteria.loading import bundled_plans, load_plan, load_scenario
from lantoa.criteria.plan import Choice, Plan
from lantoa.criteria.problems import Problem
from lantoa.criteria.scenario import Scenario

__all__ = [
    "Choice",
    "Criterion",
    "Edit",
    "Plan",
    "Problem",
    "Scenario",
    "add",
    "bundled_plans",
    "load_plan",
    "load_scenario",
    "scale",
]
