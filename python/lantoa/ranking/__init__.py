"""Ranking: who stands where by the plan's points, and where the quotas cut.

>>> from lantoa import ranking
>>> sorted(ranking.__all__)
['Drawn', 'SubjectKind', 'Within', 'drawn', 'quota_lines', 'quotas', 'ranking']
"""

from lantoa.ranking.contests import SubjectKind, Within
from lantoa.ranking.lines import quota_lines, quotas
from lantoa.ranking.places import ranking
from lantoa.ranking.quotas import Drawn, drawn

__all__ = ["Drawn", "SubjectKind", "Within", "drawn", "quota_lines", "quotas", "ranking"]
