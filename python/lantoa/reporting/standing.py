"""Places and the lines of quotas in words: an assumption of the plan, for the council to weigh."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import said
from lantoa.reporting.names import Names

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.ranking import SubjectKind

KINDS: tuple[SubjectKind, ...] = ("unit", "person")
_TOPIC = "documents"
_SHARES = 1000


@dataclass(frozen=True)
class Standing:
    """Who stands where among those who count as in, and what quotas leave to the council.

    Attributes:
        result: What was judged.
        names: What stands in the place of ids.
        is_shared: Whether readers outside see it: they are not told how many stand elsewhere.
    """

    result: Evaluation
    names: Names
    is_shared: bool = False

    @property
    def _lang(self) -> str:
        return self.result.plan.lang

    def _said(self, path: str, **values: object) -> str:
        return said(_TOPIC, f"standing.{path}", self._lang, **values)

    def places(self, kind: SubjectKind) -> pd.DataFrame:
        """The places of those of a kind in the whole office; no rows where there are no points."""
        return self._places.get(kind, pd.DataFrame({"subject_id": [], "place": []}))

    @cached_property
    def _places(self) -> Mapping[str, pd.DataFrame]:
        from lantoa.ranking import ranking

        result = self.result
        criteria = {one["id"]: one for one in result._resolved["criteria"]}
        scored = {kind for name in result._rules.scorings for kind in criteria[name]["subjects"]}
        return {kind: ranking(result, kind) for kind in KINDS if kind in scored}

    def rows(self, kind: SubjectKind, listed: list[str]) -> list[list[str]]:
        """Place, name, points and line of those who are listed, in the order of their places."""
        frame = self.places(kind)
        frame = frame[frame["subject_id"].isin(listed)].sort_values(["place", "subject_id"])
        return [self._row(row) for row in frame.to_dict("records")]

    def _row(self, row: Mapping[Any, Any]) -> list[str]:
        who = str(row["subject_id"])
        lines = self._lines_of.get(who) or [self._said("no_line")]
        return [self._place(row), self.names[who], self.decimal(row["points"]), "\n".join(lines)]

    @cached_property
    def _lines_of(self) -> Mapping[str, list[str]]:
        """Subject to its side of the line of each quota that applies."""
        found: dict[str, list[str]] = {}
        for row in self._lines.to_dict("records"):
            told = self._line(row)
            if told:
                found.setdefault(str(row["subject_id"]), []).append(told)
        return found

    def _place(self, row: Mapping[Any, Any]) -> str:
        """A place, with the places that missing values leave possible."""
        place, low, high = (row[name] for name in ("place", "place_low", "place_high"))
        told = "" if pd.isna(place) else str(int(place))
        if pd.notna(low) and pd.notna(high) and not (low == high == place):
            told = f"{told} ({int(low)}-{int(high)})".strip()
        tied = row["tied"]
        shown = tied > 1 and not self.is_shared
        return self._said("tied", place=told, tied=int(tied)) if shown else told

    def decimal(self, points: float) -> str:
        """Points with three decimals at most, as they are written in the language."""
        told = f"{points:,.3f}".rstrip("0").rstrip(".")
        return told.translate(str.maketrans(",.", ".,")) if self._lang == "vi" else told

    def _line(self, row: Mapping[Any, Any]) -> str:
        if pd.isna(row["line"]):
            return ""
        told = self._said(f"lines.{row['line']}")
        told = told if row["sure"] else f"{told} {self._said('unsure')}"
        return f"{self._called(row['quota'])}: {told}" if self._several else told

    @cached_property
    def _several(self) -> bool:
        """Whether somebody stands to more than one line."""
        return bool(self._lines["subject_id"].duplicated().any())

    def beyond(self, kind: SubjectKind) -> set[str]:
        """Those of a kind who stand beyond the line of a quota."""
        lines = self._lines
        out = set(lines["subject_id"][lines["line"].astype(str) == "beyond"].astype(str))
        judged = self.result._judged
        return out & set(judged["subject_id"][judged["subject_kind"] == kind])

    @cached_property
    def _lines(self) -> pd.DataFrame:
        from lantoa.ranking import quota_lines

        return quota_lines(self.result)

    def quotas(self) -> list[list[str]]:
        """A row per quota and group that has somebody listed, or too few: what it is called, the
        group, seats, how many are within, tied and in, the finding."""
        from lantoa.ranking import quotas

        frame = quotas(self.result)
        told = frame[
            ((frame["counted"] > 0) & frame["seats"].notna()) | frame["fewer_than"].notna()
        ]
        return [self._quota(row) for row in told.to_dict("records")]

    def _quota(self, row: Mapping[Any, Any]) -> list[str]:
        of = "both" if "," in str(row["subject_kind"]) else row["subject_kind"]
        kind = said("reporting", f"kinds.{of}", self._lang).lower()
        few = row["fewer_than"]
        finding = "" if pd.isna(few) else self._said("few", number=int(few))
        numbers = [_number(row[name]) for name in ("seats", "within", "tied", "counted")]
        label = f"{self._called(row['quota'])} ({kind})"
        return [label, self._group(row["group"]), *numbers, finding]

    def ties(self) -> Iterator[str]:
        """Who ties at the line of a quota, a sentence per quota and group: the council's to part."""
        lines = self._lines
        tied = lines[lines["line"].astype(str).eq("tied") & lines["place"].notna()]
        for (quota, group), rows in tied.groupby(["quota", "group"], sort=True):
            who = ", ".join(self.names[one] for one in sorted(rows["subject_id"].astype(str)))
            seats = _number(rows["seats"].iloc[0])
            yield self._said(
                "tie", quota=self._called(quota), group=self._group(group), who=who, seats=seats
            )

    def _called(self, quota: object) -> str:
        """What a quota is called."""
        return self._labels[str(quota)]

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        told = self.result.plan.quotas
        return {
            name: str(one.get(self._lang) or one.get("vi") or name) for name, one in told.items()
        }

    def _group(self, group: object) -> str:
        return self._said("whole_office") if group == "office" else self.names[str(group)]


def _number(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(int(value))
