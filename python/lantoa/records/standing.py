"""Places and lines of everybody, which no record holds alone: what a batch attests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa import _core
from lantoa._checks import InputError
from lantoa.ranking import SubjectKind, quota_lines, quotas, ranking
from lantoa.ranking.contests import Grouped, grouped
from lantoa.records.canonical import digest

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.records.canonical import Json

_KINDS: tuple[SubjectKind, ...] = ("unit", "person")
_OF_PLACE = ("subject_id", "place", "place_low", "place_high", "tied", "status")


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
        """Places in the whole office, with the whole numbers that they come from."""
        try:
            frame = ranking(self.result, kind)
        except InputError:  # the plan gives such subjects no points
            return
        contest = grouped(self.result, kind, "office")
        at = {name: number for number, name in enumerate(contest.ids.tolist())}
        for row in _rows(frame[list(_OF_PLACE)]):
            yield {"subject_kind": kind, **row, **_numbers(contest, at[row["subject_id"]])}


def _numbers(asked: Grouped, at: int) -> Json:
    """Whether somebody is in, the points, and the numbers of the list that parts equals."""
    contest = asked.contest
    keys = {"": contest.low[at].tolist(), "_high": contest.high[at].tolist()}
    is_in = int(contest.entry[at]) == _core.Entry.IN.value
    return {
        "entry": "in" if is_in else "perhaps",
        **{f"points{end}_thousandths": numbers[0] for end, numbers in keys.items()},
        **{f"parting{end}": numbers[1:] for end, numbers in keys.items()},
    }


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
