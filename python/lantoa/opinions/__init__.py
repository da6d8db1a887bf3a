"""Second opinions on a score: other methods on the same measures, and weights by other means.

>>> from lantoa import opinions
>>> sorted(opinions.__all__)[:4]
['AhpWeights', 'Copeland', 'Opinion', 'Opinions']
"""

from lantoa.opinions.comparison import Opinions, beside
from lantoa.opinions.contrast import critic_weights, entropy_weights
from lantoa.opinions.ideal import topsis
from lantoa.opinions.judging import AhpWeights, ahp_weights
from lantoa.opinions.opinion import Opinion
from lantoa.opinions.outranking import Promethee, promethee
from lantoa.opinions.regret import vikor
from lantoa.opinions.voting import Copeland, borda, copeland
from lantoa.opinions.weights import Weights, roc_weights

__all__ = [
    "AhpWeights",
    "Copeland",
    "Opinion",
    "Opinions",
    "Promethee",
    "Weights",
    "ahp_weights",
    "beside",
    "borda",
    "copeland",
    "critic_weights",
    "entropy_weights",
    "promethee",
    "roc_weights",
    "topsis",
    "vikor",
]
