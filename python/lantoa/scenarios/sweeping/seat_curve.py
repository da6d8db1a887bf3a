"""Whom each further place of a quota brings in, up to everybody, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lantoa._wording import said
from lantoa.scenarios.answer import Answer
from lantoa.scenarios.labels import name_of
from lantoa.told import NAMED

COLUMNS = ("group", "seats", "share_from", "count", "marginal", "tied", "cost", "now")
_STEPS = ("value", "until", "seats", "count", "who", "without", "cost")


@dataclass(frozen=True, eq=False, repr=False)
class QuotaCurve(Answer):
    """Whom each further place of a quota brings in.

    Attributes:
        frame: Of the office's kind, for each group a row per number of places, from 0 up to
            everybody who is ranked: ``group``, ``seats``; ``share_from``, the least per mille
            that gives so many places, missing where none does; ``count``, how many are within;
            ``marginal``, who comes in with this place: several where they share it; ``tied``, who
            is tied at the line, so that the place goes to none of them before the council
            decides; ``cost`` of those within; ``now``, whether it is the present number.
        quota_id: The quota.
        path: What it is a number of: the full path of its share or number.
        now: That value in force.
        cost: Of each one within, in dong; None where none was given.
        steps: The same by the quota's own value, all groups together: ``value`` to ``until``,
            ``seats``, ``count``, ``who`` comes in at this value, ``without``: groups (of a quota
            of the whole office units, or fields) without anybody, separated by semicolons,
            ``cost``.
    """

    quota_id: str
    path: str
    now: int
    cost: int | None
    steps: pd.DataFrame
    _present: Mapping[str, Any]

    @property
    def left_out(self) -> list[str]:
        """The groups without anybody within the present line."""
        return list(self._present["without"])

    @property
    def title(self) -> str:
        """Which quota."""
        return said(
            "sweeping",
            "curve.title",
            self.lang,
            quota=name_of(self.asked.plan, f"quota.{self.quota_id}"),
        )

    @property
    def sentence(self) -> str:
        """How many there are now, who comes next, who is tied, which groups have nobody."""
        if self._frame.empty:
            return said("sweeping", "curve.nobody", self.lang)
        present = self._present
        told = [said("sweeping", "curve.now", self.lang, **_of(present, "seats", "count"))]
        for key in ("tied", "next", "next_tied", "without"):
            if present[key]:
                who = _some(present[key])
                told.append(said("sweeping", f"curve.{key}", self.lang, who=who))
        if self.cost is not None:
            most = int(self._frame.groupby("group")["cost"].max().sum())
            now = money(present["count"] * self.cost)
            told.append(said("sweeping", "curve.cost", self.lang, now=now, most=money(most)))
        return " ".join(told)

    def plot(self) -> Any:
        """A step curve of how many are within at each value, with the present one marked."""
        from lantoa.charts import quota_steps

        return quota_steps(self)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Place by place within the groups, and value by value over all of them."""
        (first,) = super().sheets().values()
        heads = [said("sweeping", f"curve_columns.{key}", self.lang) for key in self._step_columns]
        steps = self.steps[self._step_columns].astype(object)
        steps = steps.where(steps.notna(), "")
        return {
            said("sweeping", "curve.sheet_groups", self.lang): first,
            said("sweeping", "curve.sheet_steps", self.lang): steps.set_axis(heads, axis=1),
        }

    @property
    def _step_columns(self) -> list[str]:
        return [key for key in _STEPS if key != "cost" or self.cost is not None]

    @property
    def _shown(self) -> list[str]:
        left_out = {"now"} | ({"cost"} if self.cost is None else set())
        if not self.path.endswith("share_per_mille"):
            left_out |= {"share_from"}
        return [key for key in COLUMNS if key not in left_out]

    def _heads(self) -> list[str]:
        return [said("sweeping", f"curve_columns.{key}", self.lang) for key in self._shown]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            cells = {key: "" if pd.isna(row[key]) else str(row[key]) for key in self._shown}
            if row["now"]:
                cells["seats"] += " ◄"
            if "cost" in cells:
                cells["cost"] = money(row["cost"])
            yield list(cells.values())


def money(amount: int) -> str:
    """An amount in dong, as an office writes it.

    >>> money(12500000)
    '12.500.000'
    """
    return f"{amount:,}".replace(",", ".")


def _some(names: Sequence[str]) -> str:
    """Names as a sentence tells them; that of a field may hold a comma.

    >>> _some(["kinh tế", "lãnh đạo, điều hành"]), _some(list("abcdefgh"))
    ('kinh tế; lãnh đạo, điều hành', 'a; b; c; d; e; f … (+2)')
    """
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f" … (+{more})" if more > 0 else "")


def _of(present: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: present[key] for key in keys}
