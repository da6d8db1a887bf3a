"""Files that are whole or not there: a new one takes the old one's place when it is complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lantoa._checks import InputError


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``path`` when the block ends well.

    When the block fails, what was half written is removed and ``path`` is as it was.

    Args:
        path: The file to write; its folder must be there.

    Raises:
        InputError: The folder is not there, or the file cannot be written; its cause is the
            system's own error.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with replacing(Path(folder, "a.txt")) as part:
        ...         _ = part.write_text("whole")
        ...     [(path.name, path.read_text()) for path in Path(folder).iterdir()]
        [('a.txt', 'whole')]
    """
    whole = Path(path)
    part = whole.with_name(f".{whole.stem}-{os.getpid()}{whole.suffix}")
    try:
        part.open("xb").close()  # fails here, before any work, where nothing can be written
        try:
            yield part
            part.replace(whole)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"{whole} cannot be written: {why}") from error
