"""How many good ratings a unit can spare before its excellent ones or its title are too many."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from lantoa.sampling.columns import Ints, day
from lantoa.sampling.staff import Staff
from lantoa.sampling.titles import EVERY_TITLE_UP_TO
from lantoa.sampling.world import World


class Margins:
    """Counts by unit and year, of the people there on 1 December, less what cases took."""

    def __init__(self, world: World, staff: Staff, frames: dict[str, pd.DataFrame]) -> None:
        self._world, self._staff, self._frames = world, staff, frames
        self._kept: dict[int, tuple[Ints, Ints]] = {}

    def allow(self, person: int, year: int) -> bool:
        """Whether the person's unit can spare a good rating of that year."""
        unit = self._unit(year)[person]
        ratings, titles = self._spare(year)
        return bool(unit >= 0 and ratings[unit] >= 1 and titles[unit] >= 1)

    def take(self, person: int, year: int) -> None:
        """The unit spares one."""
        unit = self._unit(year)[person]
        for spare in self._spare(year):
            spare[unit] -= 1

    @cached_property
    def _units(self) -> dict[int, Ints]:
        return {}

    def _unit(self, year: int) -> Ints:
        if year not in self._units:
            self._units[year] = self._staff.unit_on(day(year, 12, 1))
        return self._units[year]

    def _spare(self, year: int) -> tuple[Ints, Ints]:
        if year not in self._kept:
            self._kept[year] = (self._spare_ratings(year), self._spare_titles(year))
        return self._kept[year]

    def _spare_ratings(self, year: int) -> Ints:
        """Good or better less five times the excellent ones."""
        good = self._count("ratings", "rating", ["hoan_thanh_tot", "hoan_thanh_xuat_sac"], year)
        return good - 5 * self._count("ratings", "rating", ["hoan_thanh_xuat_sac"], year)

    def _spare_titles(self, year: int) -> Ints:
        """Advanced workers above seven tenths of the members and seven per emulation soldier.

        A large office does not keep them: there the title of the unit is left to its luck.
        """
        if self._world.people > EVERY_TITLE_UP_TO:
            return np.ones(self._world.units, np.int64)
        unit = self._unit(year)
        there = np.bincount(unit[unit >= 0], minlength=self._world.units)
        names = ["lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_tinh"]
        advanced = self._count("titles", "title", names, year)
        of_base = self._count("titles", "title", names[1:], year)
        enough: Ints = np.minimum((10 * advanced - 7 * there) // 10, advanced - 7 * of_base)
        return enough

    def _count(self, table: str, column: str, values: list[str], year: int) -> Ints:
        frame = self._frames[table]
        rows = np.asarray(frame["year"] == year) & np.asarray(frame[column].isin(values))
        person = frame["subject_id"].array.codes[rows]
        unit = self._unit(year)[person[person < self._world.people]]
        return np.asarray(np.bincount(unit[unit >= 0], minlength=self._world.units))
