"""The answer of a grid: a row per cell, a sentence, and a heat map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.criteria.scenario import shown
from lantoa.scenarios.answer import Answer

_COUNTS = ("units", "people", "count", "gained", "lost", "tied")


@dataclass(frozen=True, eq=False, repr=False)
class OutcomeGrid(Answer):
    """How many are in at every combination of some values.

    Attributes:
        frame: Of the office's kind, a row per cell, the last path fastest: a column per path;
            ``units``, ``people`` and ``count``, how many count as in, or of the outcome
            ``"within"`` stand within every line that applies; ``gained`` and ``lost`` against the
            plan as it is; ``tied``, of that outcome, how many share the last seats with too many;
            ``in_force``, the cell of the plan as it is.
        axes: The full paths and their values.
        base: The value in force of every path.
        labels: Every path in words.
        words: By path and value, as text, what a value says in words, where it says more.
        outcome: What is counted: ``"counted"`` or ``"within"``.
        now: How many are in by the plan as it is.
    """

    axes: Mapping[str, Sequence[Any]]
    base: Mapping[str, Any]
    labels: Mapping[str, str]
    words: Mapping[tuple[str, str], str]
    outcome: str
    now: int

    def word(self, path: str, value: Any) -> str:
        """A value of a path in words."""
        return self.words.get((path, shown(value)), shown(value))

    @property
    def title(self) -> str:
        """The paths, with the values in force."""
        told = "; ".join(
            said("grids", "axis", self.lang, axis=self.labels[path], now=self.word(path, value))
            for path, value in self.base.items()
        )
        return said("grids", f"title.{self.outcome}", self.lang, axes=told)

    @property
    def sentence(self) -> str:
        """Between which counts the cells lie, and whether the plan as it is has a cell."""
        rows = self._frame
        told = said(
            "grids",
            "alike" if rows["count"].nunique() == 1 else "range",
            self.lang,
            cells=len(rows),
            least=rows["count"].min(),
            most=rows["count"].max(),
            now=self.now,
            same=int(((rows["gained"] == 0) & (rows["lost"] == 0)).sum()),
        )
        apart = "" if rows["in_force"].any() else " " + said("grids", "apart", self.lang)
        return told + apart

    def plot(self) -> Any:
        """One path as bars, two as a heat map with the cell in force outlined.

        Raises:
            InputError: There are more than two paths.
        """
        if len(self.axes) > 2:
            raise InputError(
                f"a chart shows one path or two, not {len(self.axes)}; ask for fewer paths, or "
                "take .frame"
            )
        from lantoa.charts.heat import heat

        return heat(self)

    def _heads(self) -> list[str]:
        counts = [name for name in _COUNTS if name in self._frame]
        return [
            *self.labels.values(),
            *(said("grids", f"columns.{name}", self.lang) for name in counts),
        ]

    def _all_rows(self) -> Iterator[list[Any]]:
        counts = [name for name in _COUNTS if name in self._frame]
        for row in self._frame.to_dict("records"):
            mark = said("grids", "here", self.lang) if row["in_force"] else ""
            values = [self.word(path, row[path]) for path in self.axes]
            yield [values[0] + mark, *values[1:], *(row[name] for name in counts)]
