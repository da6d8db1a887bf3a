"""What the checks of one table need to know of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lantoa._checks import nearest
from lantoa.criteria.problems import Problem
from lantoa.criteria.tables import Table, Tables, of_section


@dataclass(frozen=True)
class Rules:
    """Filled rules of which every table is well shaped.

    Attributes:
        tables: The tables that are well shaped.
        named: Every id of each section, ill-shaped tables included: naming one is no fault.
    """

    tables: Tables
    named: Mapping[str, list[str]]

    @cached_property
    def criteria(self) -> dict[str, Table]:
        return of_section(self.tables, "criterion")

    @cached_property
    def facts(self) -> dict[str, Table]:
        return of_section(self.tables, "fact")

    @cached_property
    def scales(self) -> dict[str, Table]:
        return of_section(self.tables, "scale")

    @cached_property
    def years(self) -> int | None:
        """How many years the window has; None where the plan's head is ill-shaped."""
        if "plan" not in self.tables:
            return None
        window = self.tables["plan"]["window"]
        return int(window["to"] - window["from"] + 1)

    def section(self, section: str) -> dict[str, Table]:
        return of_section(self.tables, section)


def name(path: str) -> str:
    """How a message calls the owner of a path.

    Example:
        >>> name("criterion.cn_sang_kien"), name("policy")
        ('criterion cn_sang_kien', 'policy')
    """
    return path.replace(".", " ", 1)


def unknown_ids(
    where: str, key: str, found: Iterable[str], known: Iterable[str], what: str
) -> Iterator[Problem]:
    """A problem for every id that is not known, with the nearest that is."""
    names = list(known)
    for one in found:
        if one not in names:
            yield Problem(where, key, f'"{one}" is no {what}', "", nearest(one, names))


def repeated(where: str, key: str, found: Iterable[Any]) -> Iterator[Problem]:
    """A problem for everything that a list holds twice."""
    seen: list[Any] = []
    for one in found:
        if one in seen:
            yield Problem(where, key, f'"{one}" is there twice')
        seen.append(one)


def quoted(value: Any) -> str:
    """A value as a plan file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
