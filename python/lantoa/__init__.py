"""Who meets the criteria of an emulation plan, on which date, and on what evidence.

>>> import lantoa as lt
>>> lt.InputError.__mro__[1]
<class 'ValueError'>

Importing this package is light: a verb brings its module along when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantoa._checks import InputError
    from lantoa.building import about
    from lantoa.comparing import compare, compare_plans
    from lantoa.criteria import Plan, Scenario, add, load_plan, load_scenario, scale
    from lantoa.evaluating import Evaluation, evaluate
    from lantoa.intake import read
    from lantoa.intake.supposing import SupposedOffice
    from lantoa.office import Office
    from lantoa.opinions import (
        AhpWeights,
        Opinion,
        Opinions,
        Promethee,
        Weights,
        ahp_weights,
        borda,
        copeland,
        critic_weights,
        entropy_weights,
        promethee,
        roc_weights,
        topsis,
        vikor,
    )
    from lantoa.planning import check_plan, new_plan
    from lantoa.ranking import Ranking, rank
    from lantoa.records import verify
    from lantoa.reporting import report
    from lantoa.reporting.statistics import statistics
    from lantoa.sampling import sample_office
    from lantoa.sampling.provinces import sample_provinces
    from lantoa.scoring import Measures, Scheme, Score, load_scheme, measures, score
    from lantoa.sensitivity import Robustness, robustness
    from lantoa.sensitivity.confidence import rank_confidence
    from lantoa.spreading import Spread, spread
    from lantoa.tallying import PointTable, Tally, load_point_table
    from lantoa.templating import template
    from lantoa.trends import Trend, trend

    __version__: str

__all__ = [
    "AhpWeights",
    "Evaluation",
    "InputError",
    "Measures",
    "Office",
    "Opinion",
    "Opinions",
    "Plan",
    "PointTable",
    "Promethee",
    "Ranking",
    "Robustness",
    "Scenario",
    "Scheme",
    "Score",
    "Spread",
    "SupposedOffice",
    "Tally",
    "Trend",
    "Weights",
    "about",
    "add",
    "ahp_weights",
    "borda",
    "check_plan",
    "compare",
    "compare_plans",
    "copeland",
    "critic_weights",
    "entropy_weights",
    "evaluate",
    "load_plan",
    "load_point_table",
    "load_scenario",
    "load_scheme",
    "measures",
    "new_plan",
    "promethee",
    "rank",
    "rank_confidence",
    "read",
    "report",
    "robustness",
    "roc_weights",
    "sample_office",
    "sample_provinces",
    "scale",
    "score",
    "spread",
    "statistics",
    "template",
    "topsis",
    "trend",
    "verify",
    "vikor",
]

# No module bears the name of its verb: importing it would put the module in the verb's place.
_HOMES = {
    "AhpWeights": "opinions",
    "Evaluation": "evaluating",
    "InputError": "_checks",
    "Measures": "scoring",
    "Office": "office",
    "Opinion": "opinions",
    "Opinions": "opinions",
    "Plan": "criteria",
    "PointTable": "tallying",
    "Promethee": "opinions",
    "Ranking": "ranking",
    "Robustness": "sensitivity",
    "Scenario": "criteria",
    "Scheme": "scoring",
    "Score": "scoring",
    "Spread": "spreading",
    "SupposedOffice": "intake.supposing",
    "Tally": "tallying",
    "Trend": "trends",
    "Weights": "opinions",
    "about": "building",
    "add": "criteria",
    "ahp_weights": "opinions",
    "borda": "opinions",
    "check_plan": "planning",
    "compare": "comparing",
    "compare_plans": "comparing",
    "copeland": "opinions",
    "critic_weights": "opinions",
    "entropy_weights": "opinions",
    "evaluate": "evaluating",
    "load_plan": "criteria",
    "load_point_table": "tallying",
    "load_scenario": "criteria",
    "load_scheme": "scoring",
    "measures": "scoring",
    "new_plan": "planning",
    "promethee": "opinions",
    "rank": "ranking",
    "rank_confidence": "sensitivity.confidence",
    "read": "intake",
    "report": "reporting",
    "robustness": "sensitivity",
    "roc_weights": "opinions",
    "sample_office": "sampling",
    "sample_provinces": "sampling.provinces",
    "scale": "criteria",
    "score": "scoring",
    "spread": "spreading",
    "statistics": "reporting.statistics",
    "template": "templating",
    "topsis": "opinions",
    "trend": "trends",
    "verify": "records",
    "vikor": "opinions",
    "__version__": "building",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'lantoa' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"lantoa.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
