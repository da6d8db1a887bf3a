"""Files: TOML is read, and what is written is whole or not there."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import DecimalException
from pathlib import Path
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError


def read_toml(path: Path, *, number: Callable[[str], Any] = float) -> dict[str, Any]:
    """The content of a TOML file, its text in NFC.

    Args:
        path: The file.
        number: What is made of a number with a point.

    Raises:
        InputError: The file cannot be read, is not UTF-8, or is not TOML; with the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 text, at byte {error.start}") from None
    except OSError as error:
        raise InputError(f"{path.name}: cannot be read: {error.strerror}") from None
    try:
        return tomllib.loads(unicodedata.normalize("NFC", text), parse_float=number)
    except RecursionError:
        raise InputError(f"{path.name}: not TOML: brackets nested too deep") from None
    except (ValueError, DecimalException) as error:  # also a number of 5000 digits
        raise InputError(f"{path.name}: not TOML: {error}") from None


def bundled(folder: Path) -> list[str]:
    """The names of the TOML files of a folder of the package, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def find(source: str | Path, folder: Path, what: str) -> Path:
    """The file of a bundled name or of a path.

    Args:
        source: The name or the path.
        folder: Where the bundled ones are.
        what: What they are, such as ``"plan"``.

    Raises:
        InputError: There is none; the message has the nearest name.
    """
    if not isinstance(source, str | Path):
        given = type(source).__name__
        raise InputError(f"expected the name of a {what} or the path of a TOML file, not {given}")
    path, names = Path(source), bundled(folder)
    if isinstance(source, str) and source in names:
        return folder / f"{source}.toml"
    if os.path.isfile(path):  # noqa: PTH113 pathlib raises where the name is too long
        return path
    if isinstance(source, Path) or path.suffix == ".toml" or len(path.parts) > 1:
        raise InputError(f"{path}: there is no such {what} file{_beside(path)}")
    raise _checks.unknown(source, names, what=what)


def _beside(path: Path) -> str:
    """The file in the same folder that is named most like the one that is not there."""
    if not os.path.isdir(path.parent):  # noqa: PTH112 as above
        return ""
    near = _checks.nearest(path.name, sorted(one.name for one in path.parent.glob("*.toml")))
    return f"; did you mean {path.parent / near}?" if near else ""


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
