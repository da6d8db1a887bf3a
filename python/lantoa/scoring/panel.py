"""Measures: yearly numbers of subjects, of one year or of a panel, in one type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa._frames import Frame, Kind, given

if TYPE_CHECKING:
    from lantoa.scoring.breaking import Breaks


@dataclass(frozen=True, eq=False, repr=False)
class Measures:
    """n rows of m measures: a row per subject, of a panel per subject and year.

    Made by ``measures``. It keeps the rows in the order they came.

    Attributes:
        names: The measures, m, sorted.
        subject: What the column of the subjects is called.
        kind: The kind of frame that came in, and that goes out.
        unused: Columns of the frame that are no measure.
    """

    names: tuple[str, ...]
    subject: str
    kind: Kind
    unused: tuple[str, ...]
    _subjects: NDArray[np.object_]
    _years: NDArray[np.int64] | None
    _values: NDArray[np.float64]  # n x m, column-major, NaN where missing
    _groups: pd.DataFrame  # the other columns, for places within groups

    def __len__(self) -> int:
        return len(self._subjects)

    @property
    def years(self) -> tuple[int | None, ...]:
        """The years in order; ``(None,)`` where there is no year."""
        if self._years is None:
            return (None,)
        return tuple(sorted(set(self._years.tolist())))

    @cached_property
    def _periods(self) -> NDArray[np.int32]:
        """The number of each row's year in ``years``."""
        if self._years is None:
            return np.zeros(len(self), np.int32)
        return np.searchsorted(np.array(self.years), self._years).astype(np.int32)

    @cached_property
    def frame(self) -> Frame:
        """The measures as a wide frame of the kind that came in."""
        return given(self._wide(), self.kind)

    def _wide(self) -> pd.DataFrame:
        keys: dict[str, object] = {self.subject: self._subjects}
        if self._years is not None:
            keys["year"] = self._years
        values = {name: self._values[:, at] for at, name in enumerate(self.names)}
        return pd.DataFrame(keys | values)

    def values(self, name: str) -> NDArray[np.float64]:
        """The n values of one measure in the order of the rows, NaN where missing.

        Raises:
            InputError: There is no such measure.
        """
        from lantoa import _checks

        _checks.one_of(name, self.names, what="measure")
        return self._values[:, self.names.index(name)].copy()

    def breaks(
        self, *, declared: Iterable[tuple[str, int]] = (), chance: float = 0.01, lang: str = "vi"
    ) -> Breaks:
        """Years from which on a measure is another one: its scale was defined anew.

        A step from one year to the next stands out by the shift of the whole field, by how much
        wider or narrower it became, and by how much of its order it lost, each held against what
        is usual in this panel.

        Args:
            declared: Measures and the first years of their new scales, such as a scheme's
                ``broken``.
            chance: The share of false ones among those found that is put up with.
            lang: ``"vi"`` or ``"en"``.

        Raises:
            InputError: A declared measure is not there, or ``chance`` is no share.

        Example:
            >>> import lantoa as lt
            >>> panel = lt.measures(lt.sample_provinces())
            >>> panel.breaks(lang="en").at(2011, 2020)[:2]
            ('cong_khai_1', 'giai_trinh_2')
        """
        from lantoa.scoring.breaking import breaks_of

        return breaks_of(self, declared=declared, chance=chance, lang=lang)

    @cached_property
    def broken_steps(self) -> frozenset[tuple[str, int]]:
        """Measures and first years of the breaks that ``breaks`` finds by itself."""
        found = self.breaks()._frame
        return frozenset(zip(found["measure"], found["year"].tolist(), strict=True))

    def __repr__(self) -> str:
        from lantoa.scoring.showing import measures_text

        return measures_text(self)
