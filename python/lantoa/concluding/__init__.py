"""What can be concluded from few years and few subjects, and what cannot.

Trends and spread answer questions in one shape: the answer, or what blocks it.

>>> from lantoa import concluding
>>> sorted(concluding.__all__)
['Conclusion', 'Conclusions', 'Fixed', 'Reason', 'Saying', 'Share', 'fixed']
"""

from lantoa.concluding.conclusion import Conclusion, Reason
from lantoa.concluding.conclusions import Conclusions
from lantoa.concluding.saying import Fixed, Saying, Share, fixed

__all__ = ["Conclusion", "Conclusions", "Fixed", "Reason", "Saying", "Share", "fixed"]
