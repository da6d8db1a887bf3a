"""From a file to a plan or a scenario: find it, read it, check it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _checks, _files, _frames
from lantoa._checks import InputError
from lantoa.criteria.book import Book
from lantoa.criteria.problems import Problem, refuse
from lantoa.criteria.tables import from_file, questions

if TYPE_CHECKING:
    from lantoa._frames import Kind
    from lantoa.criteria.plan import Plan
    from lantoa.criteria.scenario import Scenario

BUNDLED = Path(__file__).parent.parent / "plans"
TOPICS = BUNDLED / "topics"


def bundled_plans() -> list[str]:
    """The names of the plans that come with the package.

    Example:
        >>> bundled_plans()
        ['exemplars-2021-2025']
    """
    return _files.bundled(BUNDLED)


def with_tracks(content: dict[str, Any], path: Path) -> dict[str, Any]:
    """The content with the tables of every file that a track names, beside the plan's own.

    Raises:
        InputError: A file is not there, or holds what is not of its track.
    """
    tracks = content.get("track")
    for track in tracks if isinstance(tracks, list) else []:
        files = track.get("files") if isinstance(track, dict) else None
        for name in files if isinstance(files, list) else []:
            one = path.parent / str(name)
            if not one.is_file():
                raise InputError(f"track {track.get('id')}, key files: there is no file {one}")
            content = _joined(content, _track_file(one, [str(track.get("id"))]))
    return content


def with_topics(
    content: dict[str, Any], topics: str | Path | Iterable[str | Path]
) -> dict[str, Any]:
    """The content with the tables of special topics that the plan itself does not name.

    Raises:
        InputError: There is no such topic, or its criteria are of no track of the plan.
    """
    tracks = content.get("track")
    tracks = tracks if isinstance(tracks, list) else []
    known = [str(one["id"]) for one in tracks if isinstance(one, dict) and "id" in one]
    asked = [topics] if isinstance(topics, str | Path) else topics
    if not isinstance(asked, Iterable):
        given = type(topics).__name__
        raise InputError(f"topics: expected names of topics or paths of TOML files, not {given}")
    for topic in asked:
        content = _joined(content, _track_file(_files.find(topic, TOPICS, "topic"), known))
    return content


def _joined(content: dict[str, Any], added: dict[str, list[Any]]) -> dict[str, Any]:
    return content | {
        section: [*content.get(section, []), *tables] for section, tables in added.items()
    }


def _track_file(path: Path, tracks: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The tables of a file whose criteria are all of one of ``tracks``."""
    from lantoa.criteria import structure

    content = _files.read_toml(path)
    problems = list(structure.problems_of_file(content, structure.TRACK_SECTIONS))
    added = structure.usable(content)
    for criterion in added.get("criterion", []):
        found = str(criterion.get("track", "missing"))
        if found not in tracks:
            where = f"criterion {criterion.get('id')}"
            expected = f"{_checks.listed(tracks) or 'a track of the plan'}, whose file this is"
            problems.append(Problem(where, "track", found, expected))
    refuse(problems, path.name)
    return added


def load_plan(
    source: str | Path,
    *,
    topics: str | Path | Iterable[str | Path] = (),
    lang: str = "vi",
    frames: Kind = "pandas",
) -> Plan:
    """Read a plan and check it.

    Args:
        source: The name of a bundled plan, such as ``"exemplars-2021-2025"``, or a TOML file.
        topics: Special topics beside those that the file names: a bundled one, such as
            ``"chuyen-de-chuyen-doi-so"``, TOML files, or several. Their criteria are asked on
            their track only, ``evaluate(..., track=...)``; the main plan's verdicts stay.
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
    path = _files.find(source, BUNDLED, "plan")
    content = with_topics(with_tracks(_files.read_toml(path), path), topics)
    refuse(checking.problems_of_content(content), path.name)
    source_tables = from_file(content)
    chosen = {question["id"]: question["chosen"] for _, question in questions(source_tables)}
    return Plan(lang, path, Book(source_tables, chosen), frames=frames)


def load_scenario(path: str | Path, *, plan: Plan | None = None) -> Scenario:
    """Read a scenario file of the format ``scenario/1`` and check it.

    Args:
        path: The TOML file: ``format``, ``id``, ``title``, ``plan`` (the id of the plan it is
            meant for), ``fingerprint`` of that plan, ``weights``, and for each change a table
            ``[[change]]`` with ``path``, one of ``set``, ``add``, ``scale`` or
            ``take_back = true``, and a ``reason``.
        plan: A plan to check it against, change by change; ``plan.change`` does so in any case.

    Returns:
        The scenario; ``.about`` has what the file says of it.

    Raises:
        InputError: The file cannot be read, is not TOML, or is not sound; the message names the
            file, the number of the change, the key and the nearest valid word.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from lantoa.criteria import Scenario
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder, "ba-nam.toml")
        ...     _ = Scenario({"cn_xuat_sac_2_nam.years": 3}).to_toml(file, plan="exemplars-2021-2025")
        ...     load_scenario(file)
        cn_xuat_sac_2_nam.years  3
    """
    from lantoa.criteria.scenario_file import read

    return read(path, plan)
