"""A file that is either written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lantoa._checks import InputError


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A file beside ``target`` to write to; it takes the place of ``target`` at the end.

    Whatever goes wrong, ``target`` is as it was and the other file is gone.

    Raises:
        InputError: The folder is not there, or the file cannot be written.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with replaced(Path(folder) / "a.txt") as unfinished:
        ...         _ = unfinished.write_text("whole")
        ...     [path.name for path in Path(folder).iterdir()]
        ['a.txt']
    """
    unfinished = None
    try:
        unfinished = _beside(target)
        yield unfinished
        unfinished.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{target}: cannot be written: {reason}") from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    """An empty file in the same folder, readable by whoever may read other new files there."""
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.stem}-", suffix=target.suffix, delete=False
    ) as file:
        made = Path(file.name)
    made.chmod(0o666 & ~_umask())
    return made


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
