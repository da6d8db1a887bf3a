"""Files that are kept: written whole, and never written over."""

from __future__ import annotations

from pathlib import Path

from lantoa._checks import InputError
from lantoa._files import replacing


def keep(path: str | Path, text: str) -> Path:
    """Write a text to a new file; the same text once more is no harm.

    Raises:
        InputError: A file of that name says something else, or it cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     kept = keep(Path(folder, "a.json"), "{}")
        ...     keep(kept, "{}").name
        'a.json'
    """
    target = Path(path)
    data = text.encode("utf-8")
    if target.exists():
        if target.is_file() and target.read_bytes() == data:
            return target
        raise InputError(
            f"{target} is there already and says something else; a record is never written over, "
            "expected a new name"
        )
    with replacing(target) as part:
        part.write_bytes(data)
    return target
