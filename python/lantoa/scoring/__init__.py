"""Scoring: measures on one scale, put together by a scheme.

>>> from lantoa import scoring
>>> sorted(scoring.__all__)[:4]
['Measures', 'Node', 'Scheme', 'Score']
"""

from lantoa.scoring.asking import score
from lantoa.scoring.explanation import ScoreExplanation
from lantoa.scoring.loading import bundled_schemes, load_scheme
from lantoa.scoring.packing import measures
from lantoa.scoring.panel import Measures
from lantoa.scoring.scheme import Node, Scheme
from lantoa.scoring.scored import Score
from lantoa.scoring.slate import Slate, Standing

__all__ = [
    "Measures",
    "Node",
    "Scheme",
    "Score",
    "ScoreExplanation",
    "Slate",
    "Standing",
    "bundled_schemes",
    "load_scheme",
    "measures",
    "score",
]
