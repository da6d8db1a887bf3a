"""Point tables: points by published rules, exactly, beside the points that a form has.

``load_point_table`` reads a table of the format ``points/1`` and checks it; ``PointTable.score``
gives a ``Tally``: every subject's points as entered and under the written rules, for the
self-report and after appraisal, with the difference explained item by item.
"""

from lantoa.tallying.loading import bundled_tables, load_point_table
from lantoa.tallying.table import PointTable
from lantoa.tallying.tally import Tally

__all__ = ["PointTable", "Tally", "bundled_tables", "load_point_table"]
