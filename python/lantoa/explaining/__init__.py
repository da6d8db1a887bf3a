"""Why a verdict is what it is: a sentence, the rows behind it, and what is missing.

The core says what decided and by how much; here it is put into words. No rule is decided twice.
"""

from lantoa.explaining.evidence import evidence
from lantoa.explaining.explanation import Clause, Explanation, Row, explain
from lantoa.explaining.verdicts import verdicts

__all__ = ["Clause", "Explanation", "Row", "evidence", "explain", "verdicts"]
