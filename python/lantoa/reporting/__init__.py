"""Results on paper: they are shown here and computed elsewhere.

>>> from lantoa import reporting
>>> sorted(reporting.__all__)
['Report', 'Summary', 'forget', 'report', 'summary', 'year_end']
"""

from lantoa.reporting.logbook import forget
from lantoa.reporting.publishing import Report, report
from lantoa.reporting.summarising import Summary, summary
from lantoa.reporting.yearend import year_end

__all__ = ["Report", "Summary", "forget", "report", "summary", "year_end"]
