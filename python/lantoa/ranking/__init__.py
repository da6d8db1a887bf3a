"""Ranking: places by points of any kind, and by the plan's points with its quotas.

``rank`` ranks a score, an opinion or a frame; ``ranking`` and ``quotas`` are what an evaluation
answers.

>>> from lantoa import ranking
>>> sorted(ranking.__all__)[:4]
['Drawn', 'Ranking', 'SubjectKind', 'Within']
"""

from lantoa.ranking.band_tables import bundled_bands
from lantoa.ranking.contests import SubjectKind, Within
from lantoa.ranking.lines import quota_lines, quotas
from lantoa.ranking.places import ranking
from lantoa.ranking.placing import rank
from lantoa.ranking.quotas import Drawn, drawn
from lantoa.ranking.ranked import Ranking
from lantoa.ranking.standings import average_ranks

__all__ = [
    "Drawn",
    "Ranking",
    "SubjectKind",
    "Within",
    "average_ranks",
    "bundled_bands",
    "drawn",
    "quota_lines",
    "quotas",
    "rank",
    "ranking",
]
