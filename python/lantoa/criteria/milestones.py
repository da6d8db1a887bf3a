"""Days that a plan names, and who counts as in on any day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from lantoa import _checks
from lantoa._checks import InputError

AsOf: TypeAlias = str | date


def day_of(as_of: AsOf, milestones: Mapping[str, Mapping[str, Any]]) -> date:
    """The day meant by a milestone's id, a date, or a date written as YYYY-MM-DD.

    Raises:
        InputError: It is none of them; the message names the nearest milestone.
    """
    if isinstance(as_of, datetime) and as_of == as_of:  # NaT is a datetime, and not itself
        return as_of.date()
    if isinstance(as_of, date) and not isinstance(as_of, datetime):
        return as_of
    if not isinstance(as_of, str):
        raise InputError(f"as_of must be a milestone or a date, not {as_of!r}")
    if as_of in milestones:
        return milestones[as_of]["as_of"]  # type: ignore[no-any-return]
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise _no_day(as_of, list(milestones)) from None


def _no_day(as_of: str, names: list[str]) -> InputError:
    if as_of[:1].isdigit() or not names:
        from lantoa.intake.days import day

        meant = day(as_of)
        hint = f"; did you mean {meant}?" if isinstance(meant, date) else ""
        return InputError(
            f'as_of "{as_of}" is not a date: expected YYYY-MM-DD or a milestone{hint}'
        )
    return _checks.unknown(as_of, names, what="milestone")


def counting_on(day: date, milestones: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Who counts as in on ``day``: as at the last milestone until then, or at the first."""
    in_force = _in_force(day, milestones)
    if in_force is None:
        return {"verdict": "met", "gates": "all"}
    return in_force["counting"]  # type: ignore[no-any-return]


def purpose_on(day: date, milestones: Mapping[str, Mapping[str, Any]]) -> str:
    """What the last milestone until ``day`` is for, or the first one."""
    in_force = _in_force(day, milestones)
    return "final" if in_force is None else str(in_force["purpose"])


def _in_force(day: date, milestones: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    reached = [milestone for milestone in milestones.values() if milestone["as_of"] <= day]
    chosen = reached[-1:] or list(milestones.values())[:1]
    return chosen[0] if chosen else None
