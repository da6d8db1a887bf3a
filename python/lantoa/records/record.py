"""A decision record: why one subject stood where it stood, to be checked by anybody later."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _checks, official
from lantoa.criteria.fingerprints import canonical_json
from lantoa.criteria.values import Record as Frozen
from lantoa.records.canonical import SEAL, parsed
from lantoa.records.keeping import keep
from lantoa.records.making import notes_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, eq=False, repr=False)
class Record:
    """One subject's record. It prints as a page and is kept as canonical JSON (RFC 8785).

    A record is internal: it holds codes and no names, but every row that decided, discipline and
    reasons of years not rated among them. Keep it where such papers are kept.

    Attributes:
        text: The record as canonical JSON.
        lang: The language that it prints in; the record itself has none.
    """

    text: str
    lang: str = "vi"

    @classmethod
    def of(cls, content: Mapping[str, Any], lang: str = "vi") -> Record:
        """A record of its content, sealed or not."""
        return cls(canonical_json(content), lang)

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """Everything in it, as nested mappings and tuples that cannot be changed."""
        return Frozen(parsed(self.text))

    @property
    def subject_id(self) -> str:
        """Whose record it is."""
        return str(self.content["subject"]["id"])

    @property
    def verdict(self) -> str:
        """The strict verdict over all gates."""
        return str(self.content["verdict"]["verdict"])

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of everything else in it."""
        return str(self.content[SEAL])

    def __getitem__(self, field: str) -> Any:
        """A field, such as ``"criteria"``.

        Raises:
            InputError: A record has no such field; the message has the nearest.
        """
        return self.content[_checks.one_of(field, list(self.content), what="field of a record")]

    def to_json(self) -> str:
        """The record as canonical JSON: the same content, the same bytes."""
        return self.text

    def save(self, path: str | Path) -> Path:
        """Write the record to a file.

        Returns:
            The path.

        Raises:
            InputError: There is another file of that name, for a record is never written over;
                or the file cannot be written.
        """
        return keep(path, self.to_json())

    def page(self, *, restricted: bool = False) -> str:
        """The record as a page to read.

        Args:
            restricted: Whether details of discipline and the reason of a year not rated show.
                The record itself always holds them.
        """
        from lantoa.records.page import as_text

        return as_text(self, restricted=restricted)

    def __str__(self) -> str:
        return self.page()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre style='white-space:pre-wrap'>{escape(str(self))}</pre>"


def record(
    result: Evaluation,
    subject_id: str,
    *,
    by: str | None = None,
    on: datetime.date | None = None,
    supersedes: Record | str | None = None,
) -> Record:
    """The record of one subject; see ``Evaluation.record``."""
    official.expect(result)
    desk = result._desk
    _expect_judged(result, subject_id)
    notes = notes_of(by, on, replaced(supersedes))
    return Record.of(desk.record(subject_id, notes), result.plan.lang)


def replaced(supersedes: Record | str | None) -> str | None:
    """The fingerprint of the record that a new one takes the place of.

    Raises:
        InputError: It is no record and no fingerprint of one.
    """
    if supersedes is None:
        return None
    if isinstance(supersedes, Record):
        return supersedes.fingerprint
    if not _HASH.fullmatch(str(supersedes)):
        raise _checks.InputError(
            "supersedes: expected a record or the 64 hexadecimal digits of its fingerprint, not "
            f'"{supersedes}"'
        )
    return supersedes


def _expect_judged(result: Evaluation, subject_id: str) -> None:
    from lantoa.explaining.explanation import check_subject

    check_subject(result, subject_id)
    out = dict(zip(result._out_of_scope["subject_id"], result._out_of_scope["reason"], strict=True))
    if subject_id in out:
        raise _checks.InputError(
            f'subject "{subject_id}" is not judged ({out[subject_id]}), so there is no record of '
            "it; result.explain says more"
        )
