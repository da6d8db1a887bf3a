"""A result at a glance: how many are in, and who stands nearest to success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa._printing import html_table, text_table
from lantoa._wording import day, said, sign
from lantoa.findings import Codes, code_of, codes_of, distances
from lantoa.nearing import in_force

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_SHOWN = 5  # subjects of a kind
_GATES = 3  # gates of a subject
_BEST_FIRST = ("met", "open", "unknown", "failed")
_WORST_FIRST = ("failed", "unknown", "open")
_NUMBERS = range(1, 3 + len(_BEST_FIRST))


@dataclass(frozen=True)
class Briefing:
    """What a result prints; verdicts are over the gates in force, those that make the list."""

    result: Evaluation

    def as_text(self) -> str:
        """What was judged, a row of numbers per kind, and the first few of each kind."""
        blocks = [list(self._heading())]
        if self._kinds:
            rows = map(self._counts, self._kinds)
            blocks.append(text_table(self._count_heads(), rows, numbers=_NUMBERS))
        for kind in self._kinds:
            table = text_table(self._near_heads(kind), self._nearest(kind, "; "))
            blocks.append([*table, *self._cut(kind)])
        return "\n\n".join("\n".join(lines) for lines in blocks)

    def as_html(self) -> str:
        """The same for a notebook."""
        first, *others = map(escape, self._heading())
        parts = [f"<p><b>{first}</b><br>{'<br>'.join(others)}</p>"]
        if self._kinds:
            rows = map(self._counts, self._kinds)
            parts.append(html_table(self._count_heads(), rows, numbers=_NUMBERS))
        for kind in self._kinds:
            parts.append(html_table(self._near_heads(kind), self._nearest(kind, "\n")))
            parts += [f"<p>{escape(line)}</p>" for line in self._cut(kind)]
        return "".join(parts)

    def _heading(self) -> Iterator[str]:
        result, plan = self.result, self.result.plan
        if result.watermark:
            yield result.watermark
        yield f"{plan.title} ({plan.id})"
        counting = self._said(f"reporting:counting.{result.counting}")
        listed = {"counting": counting, "gates": self._said(f"reporting:counting.{result.gates}")}
        yield self._said("briefing:asked", day=day(result.as_of, plan.lang), **listed)
        if result.track is not None:
            yield self._said("briefing:track", track=result.track)
        if plan.scenario:
            yield self._said("briefing:changed", paths=", ".join(plan.scenario))
        if not self._kinds:
            yield self._said("next_steps:matrix.nobody")

    def _said(self, path: str, **values: object) -> str:
        topic, _, rest = path.partition(":")
        return said(topic, rest, self.result.plan.lang, **values)

    def _kind(self, kind: str) -> str:
        return self._said(f"next_steps:kinds.{kind}")

    def _verdict(self, verdict: str) -> str:
        return f"{sign(verdict)} {self._said(f'next_steps:verdicts.{verdict}')}"

    @cached_property
    def _kinds(self) -> list[str]:
        """Units and people, where any were judged."""
        return [kind for kind in ("unit", "person") if len(self._rows(kind))]

    def _rows(self, kind: str) -> np.ndarray[Any, np.dtype[np.intp]]:
        return np.flatnonzero(self.result._judged["subject_kind"].to_numpy() == kind)

    @cached_property
    def _codes(self) -> Codes:
        """The verdicts of everybody over the gates in force."""
        result = self.result
        return codes_of(result._found.all if result.gates == "all" else result._found.countable)

    @cached_property
    def _gates(self) -> tuple[list[str], Codes]:
        """The gates in force and the verdicts of everybody at them."""
        names, bits = in_force(self.result)
        return names, codes_of(bits)

    def _count_heads(self) -> list[str]:
        heads = [self._said(f"reporting:columns.{one}") for one in ("judged", "counted")]
        return ["", *heads, *map(self._verdict, _BEST_FIRST)]

    def _counts(self, kind: str) -> list[str]:
        """How many of a kind were judged and are in, and how many have each verdict."""
        rows = self._rows(kind)
        verdicts = [(self._codes[rows] == code_of(one)).sum() for one in _BEST_FIRST]
        counts = [len(rows), self.result._counted[rows].sum(), *verdicts]
        return [self._kind(kind), *map(str, counts)]

    def _near_heads(self, kind: str) -> list[str]:
        return [
            self._said("briefing:nearest", kind=self._kind(kind)),
            self._said("reporting:columns.counted"),
            self._said("briefing:verdict"),
            self._said("briefing:missing"),
        ]

    def _nearest(self, kind: str, between: str) -> Iterator[list[str]]:
        """The first few: who, whether in, the verdict, and the gates that are not met."""
        rows = self._rows(kind)
        names = dict(zip((code_of(one) for one in _BEST_FIRST), _BEST_FIRST, strict=True))
        order = np.argsort(distances(self._gates[1][rows]), kind="stable")
        for at in rows[order[:_SHOWN]].tolist():
            yield [
                str(self.result._judged["subject_id"].iloc[at]),
                self._said("reporting:words.yes") if self.result._counted[at] else "",
                self._verdict(names[int(self._codes[at])]),
                self._missing(at, between),
            ]

    def _missing(self, at: int, between: str) -> str:
        """The gates that are not met, the worst first; of many the first few."""
        names, codes = self._gates
        gates = [
            f"{sign(verdict)} {self.result.plan.criterion(gate).label}"
            for verdict in _WORST_FIRST
            for gate, code in zip(names, codes[at].tolist(), strict=True)
            if code == code_of(verdict)
        ]
        more = len(gates) - _GATES
        return between.join(gates[:_GATES]) + (f" … (+{more})" if more > 0 else "")

    def _cut(self, kind: str) -> list[str]:
        more = len(self._rows(kind)) - _SHOWN
        return [self._said("briefing:more", rows=more)] if more > 0 else []
