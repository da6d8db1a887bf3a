"""Files that are kept: written whole, and never written over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

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


def keep_all(folder: str | Path, texts: Mapping[str, str]) -> Path:
    """Write texts to files of a new folder: all of them are there, or no folder is.

    Args:
        folder: A folder that is not there yet, or is empty.
        texts: By the path of a file in the folder.

    Raises:
        InputError: The folder holds something already, or it cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as parent:
        ...     folder = keep_all(Path(parent, "records"), {"a.json": "{}", "in/b.json": "[]"})
        ...     sorted(path.name for path in folder.rglob("*.json"))
        ['a.json', 'b.json']
    """
    whole = Path(folder)
    if whole.exists() and (not whole.is_dir() or any(whole.iterdir())):
        raise InputError(
            f"{whole} holds something already; records are never written over, expected a new folder"
        )
    try:
        with TemporaryDirectory(prefix=f".{whole.name}-", dir=whole.absolute().parent) as beside:
            part = Path(beside, "part")
            for name, text in texts.items():
                path = part / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode("utf-8"))
            part.replace(whole)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"{whole} cannot be written: {why}") from error
    return whole
