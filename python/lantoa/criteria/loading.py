"""From a plan file to a plan: find it, read it, check it."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _checks, _frames
from lantoa._checks import InputError
from lantoa.criteria.book import Book
from lantoa.criteria.problems import Problem, refuse
from lantoa.criteria.tables import from_file, questions

if TYPE_CHECKING:
    from lantoa._frames import Kind
    from lantoa.criteria.plan import Plan

BUNDLED = Path(__file__).parent.parent / "plans"


def bundled_plans() -> list[str]:
    """The names of the plans that come with the package.

    Example:
        >>> bundled_plans()
        ['exemplars-2021-2025']
    """
    return sorted(path.stem for path in BUNDLED.glob("*.toml"))


def find(source: str | Path) -> Path:
    """The file of a bundled plan's name or of a path.

    Raises:
        InputError: There is no such plan; the message has the nearest bundled name.
    """
    if not isinstance(source, str | Path):
        what = type(source).__name__
        raise InputError(f"expected the name of a plan or the path of a TOML file, not {what}")
    path = Path(source)
    if isinstance(source, str) and source in bundled_plans():
        return BUNDLED / f"{source}.toml"
    if os.path.isfile(path):  # noqa: PTH113 pathlib raises where the name is too long
        return path
    if isinstance(source, Path) or path.suffix == ".toml" or len(path.parts) > 1:
        raise InputError(f"{path}: there is no such plan file{_beside(path)}")
    raise _checks.unknown(source, bundled_plans(), what="plan")


def _beside(path: Path) -> str:
    """The plan in the same folder that is named most like the one that is not there."""
    if not os.path.isdir(path.parent):  # noqa: PTH112 as above
        return ""
    near = _checks.nearest(path.name, sorted(one.name for one in path.parent.glob("*.toml")))
    return f"; did you mean {path.parent / near}?" if near else ""


def read(path: Path) -> dict[str, Any]:
    """The content of a TOML file, its text in NFC.

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
        return tomllib.loads(unicodedata.normalize("NFC", text))
    except RecursionError:
        raise InputError(f"{path.name}: not a plan: brackets nested too deep") from None
    except ValueError as error:  # what tomllib says is one, and so is a number of 5000 digits
        raise InputError(f"{path.name}: not TOML: {error}") from None


def with_tracks(content: dict[str, Any], path: Path) -> dict[str, Any]:
    """The content with the tables of every file that a track names, beside the plan's own.

    Raises:
        InputError: A file is not there, or holds what is not of its track.
    """
    tracks = content.get("track")
    for track in tracks if isinstance(tracks, list) else []:
        files = track.get("files") if isinstance(track, dict) else None
        for name in files if isinstance(files, list) else []:
            added = _track_file(path.parent / str(name), track.get("id"))
            content = content | {
                section: [*content.get(section, []), *tables] for section, tables in added.items()
            }
    return content


def _track_file(path: Path, track_id: Any) -> dict[str, list[dict[str, Any]]]:
    from lantoa.criteria import structure

    if not path.is_file():
        raise InputError(f"track {track_id}, key files: there is no file {path}")
    content = read(path)
    problems = list(structure.problems_of_file(content, structure.TRACK_SECTIONS))
    added = structure.usable(content)
    for criterion in added.get("criterion", []):
        if criterion.get("track") != track_id:
            where, found = (
                f"criterion {criterion.get('id')}",
                str(criterion.get("track", "missing")),
            )
            problems.append(Problem(where, "track", found, f'"{track_id}", whose file this is'))
    refuse(problems, path.name)
    return added


def load_plan(source: str | Path, *, lang: str = "vi", frames: Kind = "pandas") -> Plan:
    """Read a plan and check it.

    Args:
        source: The name of a bundled plan, such as ``"exemplars-2021-2025"``, or a TOML file.
        lang: ``"vi"`` or ``"en"``: the language of labels and of everything that prints.
        frames: The kind of the plan's own frames, ``"pandas"``, ``"polars"`` or ``"pyarrow"``; a
            result's frames are of the office's kind.

    Returns:
        The plan under the readings that the file names as chosen.

    Raises:
        InputError: There is no such plan, the file is not TOML, or the plan is not sound; then
            ``problems`` holds everything that is wrong.

    Example:
        >>> load_plan("exemplars-2021-2025").window
        (2021, 2025)
        >>> load_plan("exemplars-2021-205")
        Traceback (most recent call last):
        lantoa.InputError: plan "exemplars-2021-205" is not known; did you mean
        "exemplars-2021-2025"? Allowed: "exemplars-2021-2025"
    """
    from lantoa.criteria import checking
    from lantoa.criteria.plan import Plan

    _checks.one_of(lang, ["vi", "en"], what="lang")
    _frames.checked(frames)
    path = find(source)
    content = with_tracks(read(path), path)
    refuse(checking.problems_of_content(content), path.name)
    source_tables = from_file(content)
    chosen = {question["id"]: question["chosen"] for _, question in questions(source_tables)}
    return Plan(lang, path, Book(source_tables, chosen), frames=frames)
