"""A plan without code: copied, moved to other years, explained line by line, and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _files
from lantoa._checks import InputError
from lantoa.planning.inspecting import Inspection, check_plan

if TYPE_CHECKING:
    from lantoa.criteria import Plan

__all__ = ["Inspection", "check_plan", "new_plan"]

SOURCE = "exemplars-2021-2025"


def new_plan(
    path: str | Path,
    window: tuple[int, int],
    *,
    source: str | Path = SOURCE,
    plan_id: str | None = None,
    title: str | None = None,
    issuer: str | None = None,
    changes: Mapping[str, Any] | None = None,
    overwrite: bool = False,
) -> Plan:
    """Write a plan for other years: a copy of another one to be edited, with comments.

    Window, milestones, ids and titles move to the new years. What the old text alone can say
    (number, clauses, quotes) is left out or stands in comments, and what rests on it is marked as
    an assumption. What the law says stays with its dates, with a mark where it is to be checked.

    Args:
        path: The ``.toml`` file to write; it is whole or not there.
        window: The first and the last year.
        source: The plan to copy: a bundled one or a TOML file.
        plan_id, title, issuer: What the plan is called and who issues it; None: as the source,
            moved.
        changes: Paths and values to set, as ``Plan.change`` takes them: thresholds, the days of
            milestones, readings.
        overwrite: Whether a file that is there may be written over.

    Returns:
        The new plan, read back from the file.

    Raises:
        InputError: The source, a path or a value cannot be used, the plan would not be sound, or
            the file is there already or cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     plan = new_plan(Path(folder, "ke-hoach.toml"), (2026, 2030),
        ...                     changes={"cn_xuat_sac_2_nam.years": 3})
        >>> plan.id, plan.window, plan.as_of("de_nghi_2030").isoformat()
        ('exemplars-2026-2030', (2026, 2030), '2030-09-30')
        >>> plan.criterion("cn_xuat_sac_2_nam").parameters["years"]["value"]
        3
    """
    from lantoa.criteria.loading import load_plan
    from lantoa.planning.composing import composed

    target = _target(path, overwrite)
    copied = load_plan(source)
    names = {"id": plan_id, "title": title, "issuer": issuer}
    written = composed(copied, window, names, changes or {}, target.name)
    with _files.replacing(target) as part:
        part.write_text(written, encoding="utf-8")
        plan = load_plan(part)  # nothing is left behind that could not be loaded
    return replace(plan, path=target)


def _target(path: str | Path, overwrite: bool) -> Path:
    target = Path(path)
    if target.suffix.lower() != ".toml":
        raise InputError(f'{target}: expected a name that ends in ".toml"')
    if target.exists() and not overwrite:
        raise InputError(f"{target} is there already; overwrite=True writes over it")
    return target
