"""Two spellings of one path: with its first word, or without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lantoa.criteria.tables import EXCLUSIVE, MANY, SINGLE

_FIRST_WORDS = frozenset([*SINGLE, *MANY, "reading"])


def short(path: str) -> str:
    """A path without the word that names its section.

    Example:
        >>> short("criterion.cn_sang_kien.count"), short("cn_sang_kien.count")
        ('cn_sang_kien.count', 'cn_sang_kien.count')
    """
    first, _, rest = path.partition(".")
    return rest if first in _FIRST_WORDS and rest else path


def are_one(path: str, other: str) -> bool:
    """Whether two paths can be the same place: one may leave out the first word.

    Example:
        >>> are_one("policy.merged", "merged"), are_one("fact.ky_luat.where", "scale.ky_luat.where")
        (True, False)
    """
    return path == other or short(path) == other or path == short(other)


def twice(paths: Iterable[str]) -> tuple[str, str] | None:
    """Two of several paths that are one in two spellings; None where there are none."""
    known = set(paths)
    return next(((p, short(p)) for p in sorted(known) if short(p) != p and short(p) in known), None)


def in_spelling_of(changes: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with every short path written as the other has it in full, where one has."""
    full: dict[str, list[str]] = {}
    for path in other:
        full.setdefault(short(path), []).append(path)
    only = {path: meant[0] for path, meant in full.items() if len(meant) == 1}
    return {only.get(path, path): value for path, value in changes.items()}


def rivals(path: str) -> Iterator[str]:
    """The paths of the same rule that a value here puts out of force, in the same spelling.

    Example:
        >>> list(rivals("criterion.suy_ton.share_at_least"))
        ['criterion.suy_ton.share_more_than']
    """
    owner, _, last = path.rpartition(".")
    for group in EXCLUSIVE:
        if last in group:
            yield from (f"{owner}.{key}" for key in group if key != last)
