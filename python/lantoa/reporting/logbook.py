"""Who judged which data by which plan, when, and what was written; and how it is deleted again.

The log is a file of JSON lines. It holds no names of those who were judged.
"""

from __future__ import annotations

import datetime
import getpass
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa._checks import InputError

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

LOG = "nhat-ky.jsonl"
FILES = ("danh-sach.docx", "bao-cao.docx", "phu-luc-noi-bo.docx", "ket-qua.xlsx", "bao-cao.html")
"""Every file that a set may hold; nothing else in a folder is ever touched."""


def user() -> str:
    """The login name; a number where the system knows no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


def hashed(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def entry(result: Evaluation, audience: str, by: str, files: Mapping[str, str]) -> dict[str, Any]:
    """What the log keeps of a set.

    Args:
        result: What was judged.
        audience: For whom the files are.
        by: Who ran it.
        files: Name to SHA-256.
    """
    from lantoa.building import about

    return {
        "did": "report",
        "at": _now(),
        "by": by,
        "version": about().lantoa,
        "plan": result.plan.id,
        "plan_fingerprint": result.plan.fingerprint,
        "changes": result.plan._book.laid,
        "official": result.official,
        "data_fingerprint": result.office.fingerprint,
        "as_of": result.as_of.isoformat(),
        "counting": result.counting,
        "gates": result.gates,
        "track": result.track,
        "audience": audience,
        "files": dict(files),
    }


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def append(log: Path, line: Mapping[str, Any]) -> None:
    """Add a line; when that fails the log is as it was."""
    told = json.dumps(line, ensure_ascii=False, default=str, sort_keys=False) + "\n"
    size = log.stat().st_size if log.exists() else 0
    try:
        with log.open("ab") as file:
            file.write(told.encode())
    except BaseException:
        if log.exists():
            os.truncate(log, size)
        raise


def lines(log: Path) -> list[dict[str, Any]]:
    """The lines of a log, the oldest first; none where there is no log.

    Raises:
        InputError: A line is none of ours.
    """
    if not log.exists():
        return []
    found = []
    for number, line in enumerate(_text(log).splitlines(), start=1):
        try:
            told = json.loads(line)
            told["did"]
        except (ValueError, KeyError, TypeError):
            raise InputError(f'log "{log}", line {number}: expected a line of a report') from None
        found.append(told)
    return found


def _text(log: Path) -> str:
    try:
        return log.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f'log "{log}" cannot be read: {why}') from None


def last_files(log: Path) -> dict[str, str]:
    """Name to SHA-256 of the set that the log says is there; none after it was deleted."""
    said = [line for line in lines(log) if line["did"] in ("report", "forget")]
    return dict(said[-1]["files"]) if said and said[-1]["did"] == "report" else {}


def forget(
    folder: str | Path, *, log: str | Path | None = None, by: str | None = None
) -> list[str]:
    """Delete the set of reports in a folder, and note in the log that it was deleted.

    Only files that the log names as written there are deleted, changed since or not; the log
    itself stays, without names of anybody judged.

    Args:
        folder: Where ``lantoa.report`` wrote.
        log: The log, where it is not in the folder.
        by: Who deletes; None is the login name.

    Returns:
        The names of the files that were deleted.

    Raises:
        InputError: The folder has no log, or a file cannot be deleted.

    Source: Law 91/2025/QH15 (deletion when the purpose is served).
    """
    place = Path(folder)
    book = Path(log) if log is not None else place / LOG
    if not book.exists():
        raise InputError(f'"{book}" is not there: the folder holds no reports that can be deleted')
    names = [name for name in last_files(book) if name in FILES and (place / name).exists()]
    try:
        for name in names:
            (place / name).unlink()
        append(book, {"did": "forget", "at": _now(), "by": by or user(), "files": names})
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f'"{place}": a report cannot be deleted: {why}') from error
    return names
