"""Decision records: canonical JSON that says why one subject stood where it stood.

A record is judged again from its own content; a batch attests the places of one meeting.
"""

from lantoa.records.batch import Batch, batch
from lantoa.records.record import Record, record
from lantoa.records.verification import Verification, verify

__all__ = ["Batch", "Record", "Verification", "batch", "record", "verify"]
