"""Synthetic offices of any size, with every awkward case in them; nobody in them exists.

>>> import lantoa as lt
>>> office = lt.sample_office(units=12, people=90, seed=7)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from lantoa._checks import InputError
from lantoa.sampling import cases
from lantoa.sampling.bulk import bulk_tables
from lantoa.sampling.decisions import Registry
from lantoa.sampling.frames import frame_of
from lantoa.sampling.saving import save_tables
from lantoa.sampling.world import make_world

if TYPE_CHECKING:
    from lantoa.office import Office

__all__ = ["sample_cases", "sample_office", "sample_tables", "save_tables"]


def sample_office(
    units: int = 12, people: int = 90, years: Iterable[int] = range(2016, 2026), seed: int = 7
) -> Office:
    """A synthetic office; see `sample_tables`.

    Returns:
        The office, as if read from a workbook.

    Raises:
        InputError: There is no unit, no person or no year, or the years have a gap.
    """
    from lantoa.intake import read

    return read(sample_tables(units, people, years, seed))


def sample_tables(
    units: int = 12, people: int = 90, years: Iterable[int] = range(2016, 2026), seed: int = 7
) -> dict[str, pd.DataFrame]:
    """The tables of a synthetic office.

    Args:
        units: Units in the register, those that were renamed, merged or closed included.
        people: People in the register, those who left included.
        years: The years on record, without a gap; a plan's window is taken to be the last five.
        seed: Another seed, another office; the same seed gives the same office everywhere.

    Returns:
        A frame per table of the schema, typed as an office keeps them.

    Raises:
        InputError: There is no unit, no person or no year, or the years have a gap.

    Example:
        >>> tables = sample_tables(units=12, people=90)
        >>> len(tables["units"]), len(tables["people"]), tables["ratings"]["year"].max()
        (12, 90, np.int32(2025))
    """
    return _placed(units, people, years, seed)[0]


def sample_cases(
    units: int = 12, people: int = 90, years: Iterable[int] = range(2016, 2026), seed: int = 7
) -> pd.DataFrame:
    """Where the awkward cases of a synthetic office are.

    Args:
        units, people, years, seed: As given to `sample_office`.

    Returns:
        A frame with columns case, subject_id, what; a case that this office has no room for is not
        in it, of those that come by themselves the first five are.

    Example:
        >>> cases = sample_cases()
        >>> cases.loc[cases["case"] == "rating_appeal", "what"].item()
        'a rating that a later decision replaces'
    """
    told = _placed(units, people, years, seed)[1]
    return pd.DataFrame(told, columns=["case", "subject_id", "what"])


def _placed(
    units: int, people: int, years: Iterable[int], seed: int
) -> tuple[dict[str, pd.DataFrame], list[dict[str, str]]]:
    """The tables with every case in them, and the list of cases."""
    world = make_world(_some(units, "units"), _some(people, "people"), _unbroken(years), seed)
    registry = Registry()
    tables, staff = bulk_tables(world, registry)
    frames = {name: frame_of(name, columns) for name, columns in tables.items()}
    desk = cases.Desk(world, staff, frames, registry)
    told = [*cases.placed(cases.CATALOGUE, desk), *cases.found(desk)]
    return desk.finished(), told


def _some(count: int, what: str) -> int:
    if count < 1:
        raise InputError(f"{what} = {count}: an office has at least one")
    return count


def _unbroken(years: Iterable[int]) -> list[int]:
    found = list(years)
    if not found or found != list(range(found[0], found[-1] + 1)):
        raise InputError(f"years = {found}: at least one year is needed, in order, without a gap")
    return found
