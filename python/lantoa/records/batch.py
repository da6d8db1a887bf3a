"""The batch: everybody's verdict and place under one hash, which fits in a meeting's minutes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lantoa import _checks, official
from lantoa._wording import day, said
from lantoa.criteria.fingerprints import canonical_json
from lantoa.criteria.values import Record as Frozen
from lantoa.records.canonical import SEAL, parsed, sealed
from lantoa.records.keeping import keep, keep_all
from lantoa.records.making import Desk, engine, notes_of
from lantoa.records.record import Record, replaced

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

FORMAT = "lantoa-batch/1"
_PLAIN = " ()+,;=@"  # beside letters, digits and _.-~, which every system takes in a name


@dataclass(frozen=True, eq=False, repr=False)
class Batch:
    """Verdicts, places and ties of everybody judged, and the fingerprint of every record.

    It prints in short. Like a record it is internal: codes only, but of everybody.

    Attributes:
        text: The batch as canonical JSON.
        lang: The language that it prints in; the batch itself has none.
        records: The records themselves by subject; none where the batch was read from a file.
    """

    text: str
    lang: str = "vi"
    records: Mapping[str, Record] | None = None

    @classmethod
    def of(
        cls,
        content: Mapping[str, Any],
        lang: str = "vi",
        records: Mapping[str, Record] | None = None,
    ) -> Batch:
        """A batch of its content, sealed or not."""
        return cls(canonical_json(content), lang, records)

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """Everything in it, as nested mappings and tuples that cannot be changed."""
        return Frozen(parsed(self.text))

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of everything else in it: the line for the minutes."""
        return str(self.content[SEAL])

    def to_json(self) -> str:
        """The batch as canonical JSON."""
        return self.text

    def save(self, path: str | Path) -> Path:
        """Write the batch to a file.

        Raises:
            InputError: There is another file of that name, or it cannot be written.
        """
        return keep(path, self.to_json())

    def save_all(self, folder: str | Path) -> Path:
        """Write the batch and every record to a new folder.

        Args:
            folder: It gets ``batch.json`` and, for every subject, ``records/<id>.json``; what no
                file may be called stands in its name as in a web address.

        Raises:
            InputError: The folder holds something already, the batch was read without its
                records, or the folder cannot be written.
        """
        if self.records is None:
            raise _checks.InputError("this batch came without its records; expected result.batch()")
        files = {
            f"records/{quote(name, safe=_PLAIN)}.json": one for name, one in self.records.items()
        }
        texts = {name: one.to_json() for name, one in files.items()}
        return keep_all(folder, {**texts, "batch.json": self.to_json()})

    def __str__(self) -> str:
        standing = self.content["standing"]
        verdicts = standing["verdicts"]
        on = datetime.date.fromisoformat(self.content["as_of"])
        lines = [
            self._said("title", day=day(on, self.lang), plan=self.content["plan"]["id"]),
            said("records", "restricted", self.lang),
            self._said(
                "counts",
                subjects=len(verdicts),
                counted=sum(one["counted"] for one in verdicts),
                places=len(standing["places"]),
                records=len(self.content["records"]),
            ),
            self._said("seal", fingerprint=self.fingerprint),
            said("records", "notice", self.lang),
        ]
        return "\n".join(lines)

    __repr__ = __str__

    def _said(self, path: str, **values: object) -> str:
        return said("records", f"batch.{path}", self.lang, **values)


def batch(
    result: Evaluation,
    *,
    by: str | None = None,
    on: datetime.date | None = None,
    supersedes: Mapping[str, Record | str] | None = None,
) -> Batch:
    """The batch of a result with all its records; see ``Evaluation.batch``."""
    official.expect(result)
    desk = Desk(result, everybody=True)
    earlier = {name: replaced(one) for name, one in (supersedes or {}).items()}
    for name in earlier:
        _checks.one_of(name, list(desk.judged), what="subject in supersedes")
    made = {
        name: desk.record(name, notes_of(by, on, earlier.get(name))) for name in sorted(desk.judged)
    }
    content = {
        "format": FORMAT,
        "as_of": result.as_of.isoformat(),
        "counting": result.counting,
        "gates": result.gates,
        "track": result.track,
        "plan": {"id": result.plan.id, "fingerprint": result.plan.fingerprint},
        "data": {"fingerprint": result.office.fingerprint},
        "engine": engine(),
        "standing": desk.standing.content,
        "standing_fingerprint": desk.standing.hash,
        "records": {name: one[SEAL] for name, one in made.items()},
        "notes": notes_of(by, on, None),
    }
    lang = result.plan.lang
    records = {name: Record.of(one, lang) for name, one in made.items()}
    return Batch.of(sealed(content), lang, records)
