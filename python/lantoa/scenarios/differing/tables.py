"""The tables of a change in words, for paper and screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from lantoa._printing import thousandths
from lantoa._wording import said, sign

NAMES = (
    *("summary", "gained", "lost", "lines", "quotas", "places"),
    *("uncovered", "changed", "points", "effects", "edits"),
)
"""The tables, in the order of the workbook."""

IDS = (
    *("displaced_by", "replaces"),
    *("first_gained", "first_lost", "last_gained", "last_lost"),
)
"""The columns that list subjects."""

_LEFT_OUT = {"status", "asked"}
_VERDICTS = ("gained", "lost", "changed")
_THOUSANDTHS = ("change", "from_points", "from_weight", "from_both")


@dataclass(frozen=True)
class Words:
    """What the tables are told with.

    Attributes:
        lang: ``"vi"`` or ``"en"``.
        labels: What each criterion is called.
        quotas: What each quota is called.
        edits: What each edit is called, by its name in the effects.
    """

    lang: str
    labels: Mapping[str, str]
    quotas: Mapping[str, str]
    edits: Mapping[str, str]

    def heading(self, column: str) -> str:
        """What a column is called."""
        return self._said(f"columns.{column}")

    def _said(self, path: str, **values: object) -> str:
        return said("what_if", path, self.lang, **values)

    def table(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """A table with its headings and cells in words; numbers stay numbers, blanks are None."""
        columns = [column for column in frame if column not in _LEFT_OUT]
        told = {column: self._cells(name, str(column), frame[column]) for column in columns}
        heads = {column: self.heading(str(column)) for column in columns}
        return pd.DataFrame(told, columns=columns, index=frame.index, dtype=object).rename(
            columns=heads
        )

    def _cells(self, name: str, column: str, cells: pd.Series) -> list[Any]:
        tell = self._teller(name, column)
        values: list[Any] = cells.astype(object).where(cells.notna(), None).tolist()
        return [tell(value) for value in values]

    def _teller(self, name: str, column: str) -> Callable[[Any], Any]:
        if name in _VERDICTS and column in ("was", "now", "provisional_was", "provisional_now"):
            return self._verdict
        if name == "lines" and column in ("was", "now"):
            return lambda side: self._said(f"line.{side or 'none'}")
        if name == "lines" and column == "because":
            return lambda cell: self._listed(cell, "line_because")
        if name == "points" and column in _THOUSANDTHS:
            return lambda number: number / 1000
        return self._tellers.get(column, lambda value: value)

    @property
    def _tellers(self) -> Mapping[str, Callable[[Any], Any]]:
        return {
            "subject_kind": lambda kinds: ", ".join(
                self._said(f"who.{kind}") for kind in _ids(kinds)
            ),
            "criterion_id": self._label,
            "through": lambda cell: "; ".join(map(self._label, _ids(cell))),
            "unit_gates": lambda cell: "; ".join(map(self._of_unit, _ids(cell))),
            "because": lambda cell: self._listed(cell, "because"),
            "quota": lambda quota: self.quotas.get(quota, quota),
            "group": self._group,
            "group_was": self._group,
            "change": self._cover,
            "seat_change": self._cover,
            "edit": lambda edit: "; ".join(self.edits.get(one, one) for one in _ids(edit)),
            "share": lambda share: None if share is None else mixed(Fraction(share)),
        }

    def _label(self, criterion: str) -> str:
        return self.labels.get(criterion, criterion)

    def _of_unit(self, pair: str) -> str:
        unit, _, criterion = pair.partition(".")
        return f"{unit}: {self._label(criterion)}"

    def _group(self, group: str | None) -> str | None:
        return self._said("plot.office") if group == "office" else group

    def _cover(self, change: str | None) -> str:
        return self._said(f"cover.{change}") if change else ""

    def _listed(self, cell: str | None, section: str) -> str:
        return ", ".join(self._said(f"{section}.{one}") for one in _ids(cell))

    def _verdict(self, verdict: str | None) -> str:
        if verdict is None:
            return self._said("not.asked")
        return f"{sign(verdict)} {said('next_steps', f'verdicts.{verdict}', self.lang)}"


def _ids(cell: str | None) -> list[str]:
    return cell.split(", ") if cell else []


def mixed(number: Fraction) -> str:
    """A fraction as people write it: the whole and the rest.

    >>> mixed(Fraction(3, 2)), mixed(Fraction(-1, 3)), mixed(Fraction(4)), mixed(Fraction(-7, 3))
    ('1 1/2', '-1/3', '4', '-2 1/3')
    """
    whole, rest = divmod(abs(number.numerator), number.denominator)
    parts = [str(whole)] if whole or not rest else []
    parts += [f"{rest}/{number.denominator}"] if rest else []
    return ("-" if number < 0 else "") + " ".join(parts)


def text(cell: Any, lang: str) -> str:
    """A cell as a printed table shows it.

    >>> text(None, "vi"), text(12, "vi"), text(-0.5, "vi"), text("DV01", "en")
    ('', '12', '-0,5', 'DV01')
    """
    if cell is None:
        return ""
    return thousandths(round(cell * 1000), lang) if isinstance(cell, float) else str(cell)
