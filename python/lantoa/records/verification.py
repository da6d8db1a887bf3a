"""The answer to "is this record genuine?"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.records.attesting import batch_faults, unattested
from lantoa.records.batch import FORMAT as BATCH
from lantoa.records.batch import Batch
from lantoa.records.canonical import Json, parsed
from lantoa.records.differing import Difference
from lantoa.records.making import FORMAT as RECORD
from lantoa.records.making import engine
from lantoa.records.record import Record
from lantoa.records.verifying import faults

JUDGED_AGAIN = ("as_of", "counting", "gates", "track", "plan", "verdict", "criteria", "points")
"""What is made again from the record's own rules and rows; ``facts`` must be exactly these rows."""

HASH_ONLY = ("readings", "data", "engine", "notes", "place")
"""What the hash alone covers; with a batch, the batch's line for the record covers it too."""

_SHOWN = 20
_LETTERS = 70


@dataclass(frozen=True, repr=False)
class Verification:
    """Whether a record says what its own rows and rules give. It prints.

    Attributes:
        subject_id: Whose record it is; None of a batch.
        fingerprint: What the file calls its own fingerprint.
        differences: Every field that does not hold, with its path; none where it is accepted.
        attested: Whether a batch was given and names this record and its place.
        judged_again: The parts of the record that were made again from its own content.
        hash_only: The parts that only the hash protects (with a batch: also its line).
        made_with: The version that made it.
        lang: The language that it prints in.
    """

    subject_id: str | None
    fingerprint: str
    differences: tuple[Difference, ...]
    attested: bool
    judged_again: tuple[str, ...]
    hash_only: tuple[str, ...]
    made_with: str
    lang: str

    @property
    def accepted(self) -> bool:
        """Whether everything holds."""
        return not self.differences

    def __str__(self) -> str:
        subject = self.subject_id or self._said("batch")
        if not self.accepted:
            told = [self._said("rejected", subject=subject, count=len(self.differences))]
            told += [f"  {self._told(one)}" for one in self.differences[:_SHOWN]]
            more = len(self.differences) - _SHOWN
            return "\n".join([*told, *([self._said("more", count=more)] if more > 0 else [])])
        return "\n".join(
            [self._said("accepted", subject=subject), *map("  {}".format, self._how())]
        )

    __repr__ = __str__

    def _how(self) -> list[str]:
        if self.subject_id is None:
            return []
        told = [
            self._said("judged_again", fields=", ".join(self.judged_again)),
            self._said("hash_only", fields=", ".join(self.hash_only)),
            self._said("attested") if self.attested else self._said("unattested"),
        ]
        here = engine()["version"]
        if self.made_with != here:
            told.append(self._said("other_engine", made=self.made_with, here=here))
        return told

    def _told(self, one: Difference) -> str:
        stated, found = self._short(one.stated), self._short(one.found)
        because = "rows" if one.path == "facts" and one.stated is None else one.because
        return self._said(f"because.{because}", field=one.path, stated=stated, found=found)

    def _short(self, value: Any) -> str:
        text = self._said("nothing") if value is None else str(value)
        return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"

    def _said(self, path: str, **values: object) -> str:
        return said("records", f"verify.{path}", self.lang, **values)


def verify(
    record: Record | Batch | str | Path,
    *,
    batch: Batch | str | Path | None = None,
    lang: str = "vi",
) -> Verification:
    """Whether a record, or a batch, is what it says.

    A record is judged again from its own content: its rules and rows go through the same core,
    without the office's registers, and verdicts, margins and points must come out bit for bit.
    What has no verdict behind it is covered by the record's hash. A place needs the rivals, so
    only a batch attests it.

    Args:
        record: A record or a batch, or the path of the file of one.
        batch: The batch of the same meeting, or its path.
        lang: ``"vi"`` or ``"en"``: the language of the answer.

    Returns:
        The answer; ``accepted`` and ``differences`` say it in short.

    Raises:
        InputError: A file cannot be read, or holds neither a record nor a batch.

    Example:
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
        ...                      as_of="de_nghi_2025")
        >>> answer = lt.verify(result.record("CB0033"), batch=result.batch(), lang="en")
        >>> answer.accepted, answer.attested
        (True, True)
        >>> print(str(answer).splitlines()[0])
        CB0033: ACCEPTED
    """
    _checks.one_of(lang, ("vi", "en"), what="lang")
    text = _text(record)
    beside = None if batch is None else _batch(_text(batch, BATCH))
    content = parsed(text)
    if content["format"] == BATCH:
        return _answer(None, content, list(_batch(text)[1]), attested=False, lang=lang)
    found = faults(content)
    if beside is not None and not any(one.because == "shape" for one in found):
        found += _beside(content, *beside)
    named = content.get("subject")
    subject = str(named.get("id")) if isinstance(named, dict) else "?"
    return _answer(subject, content, found, attested=beside is not None and not found, lang=lang)


@lru_cache(maxsize=2)  # one batch stands beside many records
def _batch(text: str) -> tuple[Json, tuple[Difference, ...]]:
    """A batch and everything in it that does not hold."""
    content = parsed(text)
    return content, tuple(batch_faults(content))


def _beside(content: Json, batch: Json, broken: tuple[Difference, ...]) -> list[Difference]:
    """What the batch does not bear out; a batch that is none itself attests nothing."""
    if broken:
        return [
            Difference(f"batch.{one.path}", one.stated, one.found, one.because) for one in broken
        ]
    return list(unattested(content, batch))


def _answer(
    subject: str | None, content: Json, found: list[Difference], *, attested: bool, lang: str
) -> Verification:
    made = content.get("engine")
    return Verification(
        subject_id=subject,
        fingerprint=str(content.get("fingerprint")),
        differences=tuple(found),
        attested=attested,
        judged_again=JUDGED_AGAIN,
        hash_only=HASH_ONLY,
        made_with=str(made.get("version")) if isinstance(made, dict) else "?",
        lang=lang,
    )


def _text(given: object, *formats: str) -> str:
    """The text of a record or a batch, or of its file.

    Raises:
        InputError: There is none, or it is of none of these formats.
    """
    if isinstance(given, Record | Batch):
        name, text = type(given).__name__, given.text
    elif isinstance(given, str | Path):
        name, text = str(given), _read(Path(given))
    else:
        what = type(given).__name__
        raise InputError(f"expected a record, a batch, or the path of the file of one, not {what}")
    try:
        content = parsed(text)
    except ValueError as error:  # no JSON, or what no record holds
        raise InputError(f"{name} is no record: {error}") from None
    named = content.get("format") if isinstance(content, dict) else None
    allowed = formats or (RECORD, BATCH)
    if named not in allowed:
        expected = _checks.listed(allowed)
        raise InputError(f"{name}: expected a file whose format is {expected}, not {named!r}")
    return text


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no record: not UTF-8 text, at byte {error.start}") from None
