"""A set of files takes the place of an earlier one: all of it, or nothing of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lantoa._checks import InputError
from lantoa.reporting import logbook


@contextmanager
def made(place: Path) -> Iterator[None]:
    """The folder, made for as long as it is needed: it goes again where nothing was written."""
    new = not place.exists()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f'"{place}" cannot be written: {why}') from error
    try:
        yield
    except BaseException:
        if new:
            shutil.rmtree(place, ignore_errors=True)
        raise


@contextmanager
def replaced(place: Path, names: list[str], log: Path, *, overwrite: bool) -> Iterator[Path]:
    """A folder for the new files, beside the old ones; gone at the end."""
    if not overwrite:
        _refuse_changed(place, names, log)
    parts = place / f".lantoa-{os.getpid()}"
    try:
        parts.mkdir()
        try:
            yield parts
        finally:
            shutil.rmtree(parts, ignore_errors=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f'"{error.filename or place}" cannot be written: {why}') from error


def _refuse_changed(place: Path, names: list[str], log: Path) -> None:
    """Work that somebody put into an earlier document is not lost."""
    written = logbook.last_files(log)
    for name in dict.fromkeys([*names, *written]):
        file = place / name
        if file.exists() and (not file.is_file() or logbook.hashed(file) != written.get(name)):
            raise InputError(
                f'"{file}" was changed after it was written, or was not written here; move it '
                "away, or say overwrite (--overwrite)"
            )


def swap(parts: Path, place: Path, names: list[str], log: Path, line: Mapping[str, object]) -> None:
    """Put the new files in the place of the old set; where one fails, all is as it was."""
    old = [name for name in logbook.last_files(log) if name in logbook.FILES]
    moved: list[tuple[Path, Path | None]] = []
    try:
        for name in dict.fromkeys([*names, *old]):
            target, aside = place / name, parts / f"old-{name}"
            kept = aside if target.exists() else None
            if kept is not None:
                target.replace(aside)
            moved.append((target, kept))
            if name in names:
                (parts / name).replace(target)
        logbook.append(log, line)
    except BaseException:
        for target, kept in reversed(moved):
            target.unlink(missing_ok=True)
            if kept is not None:
                kept.replace(target)
        raise
