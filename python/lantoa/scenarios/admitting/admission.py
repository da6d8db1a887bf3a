"""Which criterion to move, and how far, so that somebody counts as in; and who comes along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import said
from lantoa.criteria.scenario import shown
from lantoa.scenarios.answer import Answer
from lantoa.scenarios.choices import says_of
from lantoa.scenarios.labels import label_of

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.scenarios.admitting.moves import Move

_SHOWN = ("path", "says", "along", "lost")


@dataclass(frozen=True, eq=False, repr=False)
class Admission(Answer):
    """The smallest moves of a criterion that let somebody in, everything else as it is.

    Attributes:
        frame: Of the office's kind, a row per parameter that alone lets the subject in, the one
            by which the fewest others come in or go out first: ``path``, ``now`` and ``to``, as the plan writes them;
            ``moved``, how far: a difference, or rungs of a scale, missing where values have no
            order; ``others``, how many come along; ``along`` and ``lost``, their ids, separated
            by commas; ``says``, the move in words. Of an open question every reading that does it has
            a row.
        subject_id: Whom a move is to let in.
        criterion: The criterion, the path, or ``"any"``.
        counted: Whether the subject counts as in already.
        left_out: Why the subject is not judged at all; None for who is.
        blocked: The gates in the subject's way that the criterion does not bear on.
        tried: How many parameters and open questions were moved.
    """

    subject_id: str
    criterion: str
    counted: bool
    left_out: str | None
    blocked: Sequence[str]
    tried: int
    _labels: Mapping[str, str]

    @property
    def title(self) -> str:
        """Whom it is to let in, and by what."""
        named = self._said("move.any") if self.criterion == "any" else self.criterion
        return self._said("move.title", subject=self.subject_id, criterion=named)

    @property
    def sentence(self) -> str:
        """The move that brings the fewest others, or why none is enough."""
        if self.left_out is not None:
            return self._said("left_out", why=self.left_out)
        if self.counted:
            return self._said("in_already", subject=self.subject_id)
        if not len(self._frame):
            which = "move.none_of_any" if self.criterion == "any" else "move.none"
            return self._said(which, subject=self.subject_id) + self._why()
        row = self._frame.iloc[0].to_dict()
        who = self._said("move.who", ids=row["along"]) if row["along"] else ""
        lost = len(row["lost"].split(", ")) if row["lost"] else 0
        gaps = {"named": row["says"], "others": row["others"], "lost": lost}
        return self._said("move.admits", subject=self.subject_id, who=who, **gaps)

    def _why(self) -> str:
        if not self.blocked:
            return self._said("move.stop")
        return self._said("move.blocked", gates="; ".join(self._labels[g] for g in self.blocked))

    def plot(self) -> Any:
        """Who comes along with each move, the fewest first; needs ``lantoa[charts]``."""
        from lantoa.charts.deficits import along

        return along(self)

    def _heads(self) -> list[str]:
        return [self._said(f"columns.{key}") for key in _SHOWN]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            yield [row[name] for name in _SHOWN]

    def _said(self, path: str, **gaps: object) -> str:
        return said("admitting", path, self.lang, **gaps)


def told(moves: Sequence[Move], plan: Plan) -> pd.DataFrame:
    """The frame of some moves."""
    rows = [
        (
            *(one.path, shown(one.now), shown(one.to), one.moved, len(one.gained)),
            *(", ".join(one.gained), ", ".join(one.lost), _words(one, plan)),
        )
        for one in moves
    ]
    columns = ["path", "now", "to", "moved", "others", "along", "lost", "says"]
    return pd.DataFrame(rows, columns=columns).astype({"moved": "Int64", "others": "int64"})


def _words(move: Move, plan: Plan) -> str:
    now, to = (
        says_of(plan._book, move.path, value, plan.lang) or shown(value)
        for value in (move.now, move.to)
    )
    return f"{label_of(plan, move.path)}: {now} → {to}"
