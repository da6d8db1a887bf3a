"""Places and lines of everybody, which no record holds alone: what a batch attests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._checks import InputError
from lantoa.ranking import SubjectKind, quota_lines, quotas, ranking
from lantoa.records.canonical import digest

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.records.canonical import Json

_KINDS: tuple[SubjectKind, ...] = ("unit", "person")
_WHOLE = 1000
_NOT_IN_PLACES = ("group", "quota", "seats", "line", "sure", "points", "points_high")


class Standing:
    """Who stands where in a result.

    Attributes:
        result: The result.
    """

    def __init__(self, result: Evaluation) -> None:
        self.result = result

    @cached_property
    def content(self) -> Json:
        """Verdicts, places in the whole office, quotas, and everybody's side of their lines."""
        return {
            "verdicts": self.verdicts,
            "ties": self._ties(),
            "places": [place for kind in _KINDS for place in self._places(kind)],
            "quotas": list(_rows(quotas(self.result))),
            "lines": list(_rows(quota_lines(self.result))),
        }

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of ``content``: what a record refers to."""
        return digest(self.content)

    def of(self, subject: str) -> Json:
        """Where a subject stands as the batch states it."""
        place = self._place_of.get(subject)
        return {"standing": self.hash, "office": place, "lines": self._lines_of.get(subject, [])}

    @cached_property
    def _place_of(self) -> dict[str, Json]:
        return {place["subject_id"]: place for place in self.content["places"]}

    @cached_property
    def _lines_of(self) -> dict[str, list[Json]]:
        return by_subject(self.content["lines"])

    @cached_property
    def verdicts(self) -> list[Json]:
        """Everybody judged: id, kind, unit, verdicts, and who counts as in."""
        names = ["subject_id", "subject_kind", "unit_id", "verdict", "provisional", "countable"]
        return list(_rows(self.result._subjects[[*names, "counted"]]))

    def _ties(self) -> Json:
        """The scored criteria that part equals, in their order; whom they do not part, the
        council does."""
        ties = self.result._resolved["scoring"]["ties"]
        return {kind: list(ties[kind]) for kind in _KINDS}

    def _places(self, kind: SubjectKind) -> Iterator[Json]:
        try:
            frame = ranking(self.result, kind)
        except InputError:  # the plan gives such subjects no points
            return
        for row in _rows(frame):
            points = {f"{k}_thousandths": round(row[k] * _WHOLE) for k in ("points", "points_high")}
            told = {name: cell for name, cell in row.items() if name not in _NOT_IN_PLACES}
            yield {"subject_kind": kind, **told, **points}


def by_subject(lines: Sequence[Json]) -> dict[str, list[Json]]:
    """Lines by whose they are."""
    found: defaultdict[str, list[Json]] = defaultdict(list)
    for line in lines:
        found[line["subject_id"]].append(line)
    return found


def _rows(frame: pd.DataFrame) -> Iterator[Json]:
    """Rows as dicts, what is missing as None."""
    names = [str(name) for name in frame]
    columns = [_plain(frame[name]) for name in names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _plain(column: pd.Series) -> list[Any]:
    """Cells as Python's own values."""
    cells: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return cells
