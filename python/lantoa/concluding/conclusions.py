"""Several conclusions as a table, and each of them in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, overload

import pandas as pd

from lantoa import _checks
from lantoa._frames import Kind
from lantoa._wording import said
from lantoa.cells import PValue
from lantoa.concluding.conclusion import (
    TOPIC,
    Conclusion,
    as_row,
    ends_told,
    p_rounded,
    p_value,
    statistic_name,
)
from lantoa.concluding.saying import joined
from lantoa.scoring.showing import number
from lantoa.told import SHOWN, Told

_COLUMNS = [
    "key",
    "question",
    "about",
    "level",
    "status",
    "estimate",
    "low",
    "high",
    "p",
    "smallest_p",
    "detectable",
    "codes",
    "why",
    "warnings",
    "may_say",
    "may_not_say",
    "unblock",
    "collect",
]
_BESIDE = ("warnings", "may_not_say", "unblock", "collect")  # further columns of a workbook
_HEADS = ("question", "about", "level", "status", "answer", "p", "because")
_LETTERS = 100  # of what may be said, in a printed table; the frame and .text() have all
_NUMBERS = ("estimate", "low", "high", "p", "smallest_p", "detectable")


@dataclass(frozen=True, eq=False, repr=False)
class Conclusions(Told, Sequence[Conclusion]):
    """What can be concluded, a row per question; a single one is printed in full.

    ``frame`` has ``key``, ``question``, ``about``, ``level``, ``status``, ``estimate``, ``low``,
    ``high``, ``p`` (of the strictest null that has room), ``smallest_p``, ``detectable``,
    ``codes``, ``why``, ``warnings``, ``may_say``, ``may_not_say``, ``unblock`` and ``collect``.

    Attributes:
        every: The conclusions in the order of the rows; each prints in the language of the table.
    """

    every: tuple[Conclusion, ...]
    _lang: str

    @classmethod
    def of(cls, every: Iterable[Conclusion], *, lang: str, kind: Kind = "pandas") -> Conclusions:
        """The table of some conclusions."""
        kept = tuple(replace(one, lang=lang) for one in every)
        frame = pd.DataFrame([as_row(one, lang) for one in kept], columns=_COLUMNS)
        frame = frame.astype(dict.fromkeys(_NUMBERS, "Float64"))
        return cls(_frame=frame, _kind=kind, every=kept, _lang=lang)

    def __len__(self) -> int:
        return len(self.every)

    def __iter__(self) -> Iterator[Conclusion]:
        return iter(self.every)

    @overload
    def __getitem__(self, at: int | str) -> Conclusion: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Conclusion, ...]: ...
    def __getitem__(self, at: int | str | slice) -> Conclusion | tuple[Conclusion, ...]:
        """A conclusion by its number or its key; of several with the key the first.

        Raises:
            InputError: No question has that key.
        """
        if not isinstance(at, str):
            return self.every[at]
        keys = [one.key for one in self.every]
        _checks.one_of(at, sorted(set(keys)), what="question")
        return self.every[keys.index(at)]

    def about(self, key: str) -> Conclusions:
        """Only those on a question, such as one for each block.

        Raises:
            InputError: No question has that key.
        """
        _checks.one_of(key, sorted({one.key for one in self.every}), what="question")
        kept = [one for one in self.every if one.key == key]
        return Conclusions.of(kept, lang=self._lang, kind=self._kind)

    def without(self, key: str) -> Conclusions:
        """All but those on a question; all where nobody asked it."""
        kept = [one for one in self.every if one.key != key]
        return Conclusions.of(kept, lang=self._lang, kind=self._kind)

    @property
    def answered(self) -> tuple[Conclusion, ...]:
        """Those that have an answer."""
        return tuple(one for one in self.every if not one.is_refused)

    @property
    def refused(self) -> tuple[Conclusion, ...]:
        """Those that something blocks."""
        return tuple(one for one in self.every if one.is_refused)

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def title(self) -> str:
        """What the table shows."""
        return said(TOPIC, "title", self.lang)

    @property
    def sentence(self) -> str:
        """How many questions have an answer."""
        return said(
            TOPIC, "sentence", self.lang, answered=len(self.answered), refused=len(self.refused)
        )

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Every question with its answer, p as a number, and what else is printed of it in full."""
        told = next(iter(super().sheets().values()))
        values = pd.Series([_p_cell(one) for one in self.every], dtype=object)
        told.isetitem(_HEADS.index("p"), values.to_numpy(object))
        for name in _BESIDE:
            cells = self._frame[name].to_numpy(object)
            told[said(TOPIC, f"labels.{name}", self.lang)] = pd.Series(cells, dtype=object)
        return {said("told", "sheet", self.lang): told}

    def plot(self) -> Any:
        """The estimates with their intervals; refused ones are named without a number."""
        from lantoa.charts.conclusions import conclusion_chart

        return conclusion_chart(self)

    def _heads(self) -> Sequence[str]:
        return [said(TOPIC, f"heads.{name}", self.lang) for name in _HEADS]

    def _columns(self) -> list[int]:
        """Those that are printed: a level that all share says nothing."""
        levels = {one.level for one in self.every}
        return [at for at, name in enumerate(_HEADS) if name != "level" or len(levels) > 1]

    def _shown_heads(self) -> Sequence[str]:
        heads = self._heads()
        return [heads[at] for at in self._columns()]

    def _rows(self) -> Iterable[Sequence[str]]:
        """The rows that are printed: a question where it changes, whole sentences."""
        kept, before = self._columns(), None
        for row in islice(self._all_rows(), SHOWN):
            question = row[0].removeprefix(f"{row[1]}: ")  # the next column says about whom
            question = question[:1].upper() + question[1:]
            told = ["" if question == before else question, *row[1:]]
            before = question
            yield [told[at] for at in kept]

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        for one in self.every:
            level, status = (
                said(TOPIC, path, self.lang)
                for path in (f"short.{one.level}", f"status.{one.status}")
            )
            p = "" if one.deciding_p is None else p_value(one.deciding_p, self.lang)
            question = one.question.told(self.lang)
            yield [question, one.about, level, status, _answer(one, self.lang), p, self._why(one)]

    def _why(self, one: Conclusion) -> str:
        """What blocks, or what may be said."""
        return joined([reason.saying for reason in one.reasons] or one.may_say, self.lang)

    def __repr__(self) -> str:
        if len(self) == 1:
            return repr(self.every[0])
        rows = [[*row[:-1], shortened(row[-1])] for row in self._rows()]
        return self._text(rows, self._more(), self._shown_heads())

    def _repr_html_(self) -> str:
        return super()._repr_html_() if len(self) != 1 else self.every[0]._repr_html_()


def shortened(text: str, most: int = _LETTERS) -> str:
    """A sentence of a printed table, cut between words where it is long.

    >>> shortened("So many words that a line is full", most=20), shortened("Few words")
    ('So many words that…', 'Few words')
    """
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def _p_cell(one: Conclusion) -> PValue | None:
    p = one.deciding_p
    return None if p is None else PValue(p_rounded(p))


def _answer(one: Conclusion, lang: str) -> str:
    if one.estimate is None:
        told = ((statistic_name(name, lang), float(v)) for name, v in one.statistic.items())
        return "; ".join(f"{name} {number(v, lang, 3)}" for name, v in told)
    estimate = number(one.estimate, lang, 3)
    if one.interval is None:
        return estimate
    return f"{estimate} {ends_told(one.interval, one.open_ends, lang)}"
