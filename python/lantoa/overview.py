"""The matrix: every subject against every gate, whoever is nearest to success first."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._frames import Framed
from lantoa._wording import day, said, sign
from lantoa.findings import VERDICT, Codes, distances

if TYPE_CHECKING:
    import altair

    from lantoa.criteria.criterion import Criterion
    from lantoa.evaluating import Evaluation

_SHOWN = 100  # rows of a kind before a printed table is cut

_FROM_BAD = ("failed", "unknown", "open")

# In grey: nearly white, mid, light, dark. The signs tell the verdicts apart without any shade.
SHADES = {"met": "#e3f0e8", "open": "#a3c9b1", "unknown": "#f3dc94", "failed": "#4d2b2b"}
INKS = {"met": "#2f6b4f", "open": "#000000", "unknown": "#000000", "failed": "#ffffff"}


@dataclass(frozen=True, eq=False, repr=False)
class Matrix(Framed):
    """Verdicts of n subjects over m gates.

    Attributes:
        frame: Of the office's kind, n rows: ``subject_id``, ``subject_kind``, then a column per gate, an ordered
            category from failed to met; missing where the gate is not asked of the subject.
        gates: What each gate is called, in the order of the plan.
        clauses: Where the text asks for it.
        as_of: The day.
        lang: Of labels: ``"vi"`` or ``"en"``.
        watermark: The line over a result that is not official; empty where it is.
    """

    gates: Mapping[str, str]
    clauses: Mapping[str, str]
    as_of: datetime.date
    lang: str
    watermark: str = ""

    def plot(self, rows: int | None = None) -> altair.VConcatChart:
        """The heat map, units above people; told apart in black and white too.

        Args:
            rows: The most units and the most people to show, nearest to success first; None is
                everybody.

        Returns:
            An Altair chart; ``.save("matrix.png")`` and ``.save("matrix.svg")`` need no browser.
        """
        from lantoa import charts

        return charts.heat_map(self, rows)

    def of_kind(self, kind: str) -> pd.DataFrame:
        """The rows of units or of people, with the gates that are asked of them."""
        rows = self._frame[self._frame["subject_kind"] == kind]
        return rows.drop(columns="subject_kind").dropna(axis="columns", how="all")

    def _kinds(self) -> Iterator[tuple[str, pd.DataFrame]]:
        for kind in ("unit", "person"):
            rows = self.of_kind(kind)
            if len(rows):
                yield said("next_steps", f"kinds.{kind}", self.lang), rows

    @property
    def title(self) -> str:
        """What the table shows, and when."""
        title = said("next_steps", "matrix.title", self.lang, day=day(self.as_of, self.lang))
        return f"{self.watermark}. {title}" if self.watermark else title

    @property
    def legend(self) -> str:
        """The signs and what they mean."""
        verdicts = ("met", *reversed(_FROM_BAD))
        return "   ".join(
            f"{sign(v)} {said('next_steps', f'verdicts.{v}', self.lang)}" for v in verdicts
        )

    def __repr__(self) -> str:
        blocks = [_as_text(self, title, rows) for title, rows in self._kinds()]
        nobody = said("next_steps", "matrix.nobody", self.lang)
        return "\n\n".join([self.title, *(blocks or [nobody]), self.legend])

    def _repr_html_(self) -> str:
        blocks = "".join(_as_html(self, title, rows) for title, rows in self._kinds())
        nobody = f"<p>{said('next_steps', 'matrix.nobody', self.lang)}</p>"
        return f"<p><b>{escape(self.title)}</b></p>{blocks or nobody}<p>{escape(self.legend)}</p>"


def matrix(result: Evaluation) -> Matrix:
    """The frame of ``Evaluation.matrix``; see there."""
    gates = [result.plan.criterion(gate) for gate in result._rules.gates]
    return Matrix(
        _frame=_frame(result),
        _kind=result.office.frames,
        gates=_labels(gates),
        clauses={gate.id: gate.clause or "" for gate in gates},
        as_of=result.as_of,
        lang=result.plan.lang,
        watermark=result.watermark,
    )


def _labels(gates: Sequence[Criterion]) -> dict[str, str]:
    """What each gate is called; with its id where units, or people, have two of that name."""
    times = Counter((gate.label, kind) for gate in gates for kind in gate.subjects)
    return {
        g.id: f"{g.label} ({g.id})" if any(times[g.label, k] > 1 for k in g.subjects) else g.label
        for g in gates
    }


def _frame(result: Evaluation) -> pd.DataFrame:
    verdicts = result._gate_verdicts.where(result._asked)
    wide = result._judged[["subject_id", "subject_kind"]].join(verdicts.astype(VERDICT))
    order = _nearest_first(wide["subject_id"], result._gate_codes)
    return wide.loc[order].reset_index(drop=True)


def _nearest_first(ids: pd.Series, codes: Codes) -> pd.Index:
    """The shortest way to success first; ties by id."""
    ways = pd.DataFrame({"distance": distances(codes), "id": ids})
    return ways.sort_values(["distance", "id"]).index


def _names(matrix: Matrix, rows: pd.DataFrame) -> list[str]:
    return [gate for gate in matrix.gates if gate in rows.columns]


def _signs(rows: pd.DataFrame, gates: list[str]) -> Iterator[tuple[str, list[str]]]:
    for row in rows[["subject_id", *gates]].itertuples(index=False):
        yield str(row[0]), ["" if pd.isna(v) else sign(str(v)) for v in row[1:]]


def _as_text(matrix: Matrix, title: str, rows: pd.DataFrame) -> str:
    """Numbered columns, with what the numbers mean below."""
    gates = _names(matrix, rows)
    width = max(rows["subject_id"].str.len().max(), len(title))
    heads = "".join(f"{number:>3}" for number in range(1, len(gates) + 1))
    lines = [f"{title:<{width}}{heads}"]
    for subject, signs in _signs(rows.head(_SHOWN), gates):
        lines.append(f"{subject:<{width}}" + "".join(f"{one or ' ':>3}" for one in signs))
    lines += _cut(matrix, rows)
    lines += [f"{number:>3}  {matrix.gates[gate]}" for number, gate in enumerate(gates, start=1)]
    return "\n".join(line.rstrip() for line in lines)


def _cut(matrix: Matrix, rows: pd.DataFrame) -> list[str]:
    more = len(rows) - _SHOWN
    return [said("next_steps", "matrix.more", matrix.lang, rows=more)] if more > 0 else []


def _as_html(matrix: Matrix, title: str, rows: pd.DataFrame) -> str:
    gates = _names(matrix, rows)
    heads = "".join(_head(matrix.gates[gate], matrix.clauses[gate]) for gate in gates)
    shown = rows.head(_SHOWN)
    cells = zip(_signs(shown, gates), shown[gates].itertuples(index=False), strict=True)
    body = "".join(
        f"<tr><th style='text-align:left'>{escape(subject)}</th>"
        + "".join(map(_cell, signs, row))
        + "</tr>"
        for (subject, signs), row in cells
    )
    cut = "".join(f"<p>{escape(line)}</p>" for line in _cut(matrix, rows))
    head = f"<tr><th style='vertical-align:bottom;text-align:left'>{escape(title)}</th>{heads}</tr>"
    return f"<table style='border-collapse:collapse'>{head}{body}</table>{cut}"


def _head(label: str, clause: str) -> str:
    style = "writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;font-weight:normal"
    return f"<th title='{escape(clause)}'><div style='{style}'>{escape(label)}</div></th>"


def _cell(shown: str, verdict: Any) -> str:
    if not shown:
        return "<td></td>"
    style = f"background:{SHADES[verdict]};color:{INKS[verdict]}"
    return f"<td style='{style};text-align:center;border:1px solid #bbb'>{shown}</td>"
