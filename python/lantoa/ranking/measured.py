"""What a score was made of, for chains, groups and bands: its measures and pillars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.ranking.exact import Exact, Numbers, doubles, is_missing
from lantoa.scoring import exactly


class Measured:
    """The rows of a score, or of anything else with a standing, which has no measures.

    Args:
        ranked: The score.
        subjects: n ids.
        years: The year of each; None where there is none.
        points: The key of each.
    """

    def __init__(
        self, ranked: Any, subjects: Numbers, years: Numbers | None, points: Numbers
    ) -> None:
        self._ranked: Any = ranked
        self._measures: Any = getattr(ranked, "measures", None)
        self._subjects, self._years, self._points = subjects, years, points

    def column(self, name: str, what: str) -> Exact:
        """A measure or a pillar, for a ``"chain"`` turned where less is better.

        Of a pillar a chain asks only those who are tied: the others' keys mean nothing.
        """
        measures = self._expect(what)
        scheme = self._ranked.scheme
        pillars = [one.name for one in scheme.pillars]
        _checks.one_of(name, [*measures.names, *pillars], what=f"{what}: measure or pillar")
        if name in pillars:
            return self._pillar(name, what)
        values = measures.values(name)
        is_turned = what == "chain" and name in scheme.nodes and scheme.nodes[name].less
        return doubles(self._laid(-values if is_turned else values, np.nan).astype(float))

    def groups_of(self, name: str) -> list[str | None]:
        """The groups of a column of the measures' frame that is no measure."""
        measures = self._expect("within")
        _checks.one_of(name, list(measures._groups), what="within: column")
        cells = self._laid(measures._groups[name].to_numpy(object), None)
        return [None if is_missing(cell) else str(cell) for cell in cells]

    def total(self, shown: Sequence[Any], limits: Sequence[Fraction]) -> Exact:
        """The scores, on the right side of every limit that rounding leaves in doubt.

        Where the rule is no fraction of what was given, such a score is unknown.
        """
        values = np.array([math.nan if one is None else one for one in shown], float)
        composed = getattr(self._ranked, "_composed", None)
        if composed is None:
            return doubles(values)
        at = self._rows
        for limit in limits:
            self._set_beside(values, limit, composed, at)
        return doubles(values)

    def _set_beside(self, values: Numbers, limit: Fraction, composed: Any, at: Numbers) -> None:
        near = float(limit)
        for period in np.unique(composed.periods[at]):
            here = (composed.periods[at] == period) & ~np.isnan(values)
            if not here.any():
                continue
            bound = exactly.rounding(composed, at[here])
            for row in np.flatnonzero(here & (np.abs(values - near) <= bound)):
                values[row] = self._beside(limit, composed, int(period), int(at[row]))

    def _beside(self, limit: Fraction, composed: Any, period: int, row: int) -> float:
        if not exactly.is_rational(composed):
            return math.nan
        found = exactly.Leaves(composed, period).whole(row) * self._ranked.scheme.factor
        near = float(limit)
        if found == limit:
            return near
        return math.nextafter(near, math.inf if found > limit else -math.inf)

    def _pillar(self, name: str, what: str) -> Exact:
        """A pillar in exact fractions."""
        composed = self._ranked._composed
        if not exactly.is_rational(composed):
            raise InputError(
                f'{what}: pillar "{name}" is rounded under this rule, so that nothing can be told '
                f"exactly by it; expected measures: {_checks.listed(self._measures.names)}"
            )
        asked = np.ones(len(self._points), bool)
        if what == "chain":
            keys = pd.DataFrame({"year": composed.periods[self._rows], "key": self._points})
            asked = keys.duplicated(keep=False).to_numpy() & (self._points != _core.NO_NUMBER)
        found = {int(row): self._exactly(composed, name, int(row)) for row in self._rows[asked]}
        different = sorted({one for one in found.values() if one is not None})
        place = {one: at for at, one in enumerate(different)}
        told = [found.get(int(row)) for row in self._rows]
        keys_of = [_core.NO_NUMBER if one is None else place[one] for one in told]
        return Exact(np.array(keys_of, np.int64), "listed", different)

    def _exactly(self, composed: Any, name: str, row: int) -> Fraction | None:
        return exactly.Leaves(composed, int(composed.periods[row])).node(name, row)

    def _expect(self, what: str) -> Any:
        if self._measures is None:
            made = type(self._ranked).__name__
            raise InputError(
                f"{what}: {made} has no measures to look at; rank a score, or a frame with "
                "columns of their own"
            )
        return self._measures

    @property
    def _rows(self) -> Numbers:
        """The row of the measures of each row that is ranked."""
        asked = _index(self._subjects, self._years)
        found: Numbers = _index(self._measures._subjects, self._measures._years).get_indexer(asked)
        return found

    def _laid(self, cells: Numbers, missing: Any) -> Numbers:
        """Cells in the order of the rows ranked, missing where the measures have no such row."""
        found: Numbers = np.append(cells.astype(object), missing)[self._rows]
        return found


def _index(subjects: Numbers, years: Numbers | None) -> pd.MultiIndex:
    whole = np.zeros(len(subjects), np.int64) if years is None else years
    return pd.MultiIndex.from_arrays([subjects, whole])
