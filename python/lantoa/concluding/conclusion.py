"""One question and what can be said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from math import floor, log10
from typing import Any, Literal

from lantoa._wording import said
from lantoa.concluding.saying import Saying, joined
from lantoa.schema import wording
from lantoa.scoring.showing import number, percent

TOPIC = "concluding"

_RULE = re.compile(r"R\d+")
_LEAST_TOLD = 1e-7  # a p below is told as less than it

Level = Literal["trend", "L0", "L1", "L2", "scenario"]
Status = Literal["answered", "refused"]


@dataclass(frozen=True)
class Reason:
    """Why something is refused, or what a reader is warned of.

    Attributes:
        code: ``"R1"`` to ``"R12"`` are the rules of admissibility; others name what is short.
        saying: The reason in words, with the number that blocks.
    """

    code: str
    saying: Saying


@dataclass(frozen=True, repr=False)
class Conclusion:
    """A question, and its answer or what blocks it. Both have the same shape; it prints in full.

    Attributes:
        question: The question in words.
        about: Whom it is about: a block, a subject, a practice; blank for everybody.
        level: ``"trend"``; of spread ``"L0"`` (what happened), ``"L1"`` (more than chance would
            give), ``"L2"`` (by how much, with a recorded assignment); ``"scenario"``: what
            would follow from an assumption.
        status: ``"answered"`` or ``"refused"``.
        key: The question as a word of code, such as ``"common_direction"``.
        statistic: What was computed, by name, such as ``{"S": 8}``.
        estimate: In the unit of ``unit``; None where there is none.
        interval: Its ends at ``level_of_interval``; None where there is none.
        open_ends: Whether the lower and the upper end are not in it, for the test rejects them.
        unit: What the estimate is measured in, in words.
        p: p values by null, in the order in which they are told.
        judged: The null whose p decides, such as the strictest that has room; None: the largest p.
        side: ``"two"``, ``"upper"`` or ``"lower"``: which p values these are.
        smallest_p: The smallest p value that this design can give.
        detectable: The smallest true size that would be found with a power of 80 %.
        method: How p was computed, in words.
        arrangements: How many equally likely arrangements there are, None where not counted.
        draws: Of a simulation, None where p is exact.
        seed: Of the simulation.
        facts: What is known whatever the test says.
        reasons: What blocks the answer; empty where it is answered.
        warnings: What a reader must know.
        unblock: The smallest changes that would let the question be answered.
        may_say: What may be concluded.
        may_not_say: What may not.
        collect: What to record from now on.
        lang: The language that it prints in, ``"vi"`` or ``"en"``: that of its table.
    """

    key: str
    question: Saying
    level: Level
    status: Status
    about: str = ""
    statistic: Mapping[str, float | int] = field(default_factory=dict)
    estimate: float | None = None
    interval: tuple[float, float] | None = None
    open_ends: tuple[bool, bool] = (False, False)
    level_of_interval: float | None = None
    unit: Saying | None = None
    p: Mapping[str, float] = field(default_factory=dict)
    judged: str | None = None
    side: Literal["two", "upper", "lower"] = "two"
    smallest_p: float | None = None
    detectable: float | None = None
    method: Saying | None = None
    arrangements: int | None = None
    draws: int | None = None
    seed: int | None = None
    facts: tuple[Saying, ...] = ()
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    unblock: tuple[Saying, ...] = ()
    may_say: tuple[Saying, ...] = ()
    may_not_say: tuple[Saying, ...] = ()
    collect: tuple[Saying, ...] = ()
    lang: str = field(default="vi", compare=False)

    def __repr__(self) -> str:
        return "\n".join(f"{label}: {text}" for label, text in self.lines(self.lang))

    def _repr_html_(self) -> str:
        pairs = self.lines(self.lang)
        return "".join(f"<p><b>{escape(label)}:</b> {escape(text)}</p>" for label, text in pairs)

    @property
    def is_refused(self) -> bool:
        """Whether something blocks the answer."""
        return self.status == "refused"

    @property
    def deciding_p(self) -> float | None:
        """The p value that decides, None where there is none."""
        if self.judged is not None:
            return self.p[self.judged]
        return max(self.p.values(), default=None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of what blocks and of what is warned of, in order."""
        return tuple(one.code for one in (*self.reasons, *self.warnings))

    def lines(self, lang: str) -> Iterator[tuple[str, str]]:
        """A label and a text for each part that there is, in the order of reading.

        Args:
            lang: ``"vi"`` or ``"en"``.
        """
        yield _label("question", lang), self.question.told(lang)
        if self.about:
            yield _label("about", lang), self.about
        level, status = (
            said(TOPIC, path, lang) for path in (f"levels.{self.level}", f"status.{self.status}")
        )
        yield _label("status", lang), f"{level}; {status}"
        for name, found in self._numbers(lang):
            yield _label(name, lang), found
        for name in (
            "facts",
            "reasons",
            "warnings",
            "unblock",
            "may_say",
            "may_not_say",
            "collect",
        ):
            for one in getattr(self, name):
                yield _label(name, lang), _in_words(one, lang)

    def _numbers(self, lang: str) -> Iterator[tuple[str, str]]:
        for name, value in self.statistic.items():
            yield "statistic", f"{statistic_name(name, lang)} = {number(float(value), lang)}"
        if self.estimate is not None:
            unit = "" if self.unit is None else f" {self.unit.told(lang)}"
            yield "estimate", f"{number(self.estimate, lang, 3)}{unit}"
        if self.interval is not None:
            level = self.level_of_interval
            share = "" if level is None else f" ({percent(level, lang)})"
            yield "interval", f"{ends_told(self.interval, self.open_ends, lang)}{share}"
        if self.p:
            yield "p", p_values(self, lang)
        if self.smallest_p is not None:
            yield "smallest_p", p_value(self.smallest_p, lang)
        if self.detectable is not None:
            yield "detectable", number(self.detectable, lang, 3)
        if self.method is not None:
            yield "method", self.method.told(lang)


def _label(name: str, lang: str) -> str:
    return said(TOPIC, f"labels.{name}", lang)


def _in_words(one: Saying | Reason, lang: str) -> str:
    """Only rules have a code that readers know; other codes are words for programs."""
    if not isinstance(one, Reason):
        return one.told(lang)
    told = one.saying.told(lang)
    return f"{one.code}: {told}" if _RULE.fullmatch(one.code) else told


def ends_told(ends: tuple[float, float], is_open: tuple[bool, bool], lang: str) -> str:
    """An interval; an end that is not in it is open.

    >>> ends_told((0.0, 0.5), (True, False), "vi"), ends_told((1.0, 8.0), (False, False), "en")
    ('(0; 0,5]', '[1; 8]')
    """
    low, high = (number(end, lang, 3) for end in ends)
    return f"{'(' if is_open[0] else '['}{low}; {high}{')' if is_open[1] else ']'}"


def statistic_name(name: str, lang: str) -> str:
    """What a statistic is called; symbols stay as they are.

    >>> statistic_name("named", "vi"), statistic_name("S", "vi")
    ('số được nêu tên', 'S')
    """
    known = wording(TOPIC)["statistics"]
    return said(TOPIC, f"statistics.{name}", lang) if name in known else name


def p_value(p: float, lang: str) -> str:
    """A p value as it is printed: never as 0, never with an exponent.

    >>> p_value(0.0432, "vi"), p_value(0.00012, "en"), p_value(1.0, "en")
    ('0,043', '0.0001', '1')
    >>> p_value(0.000005511, "vi"), p_value(4e-12, "en")
    ('0,0000055', '< 0.0000001')
    """
    if 0 < p < _LEAST_TOLD:
        return f"< {_plain(_LEAST_TOLD, 1, lang)}"
    if 0 < p < 0.0001:
        return _plain(p, 2, lang)
    return number(p, lang, 3 if p >= 0.001 else 4)


def p_rounded(p: float) -> float:
    """A p value as a number, to the digits that `p_value` prints.

    >>> p_rounded(0.04321), p_rounded(0.00012345), p_rounded(0.000005511), p_rounded(4.4e-12)
    (0.043, 0.0001, 5.5e-06, 4.4e-12)
    """
    if 0 < p < 0.0001:
        return float(f"{p:.2g}")
    return round(p, 3 if p >= 0.001 else 4)


def _plain(p: float, digits: int, lang: str) -> str:
    """So many digits at most, and no exponent."""
    text = f"{p:.{digits - 1 - floor(log10(p))}f}".rstrip("0")
    return text if lang == "en" else text.replace(".", ",")


def p_values(one: Conclusion, lang: str) -> str:
    """All p values of a conclusion, each with what was held fixed."""
    told = [f"{said(TOPIC, f'nulls.{null}', lang)} {p_value(p, lang)}" for null, p in one.p.items()]
    side = said(TOPIC, f"sides.{one.side}", lang)
    return f"{'; '.join(told)} ({side})"


def as_row(one: Conclusion, lang: str) -> dict[str, Any]:
    """A conclusion as a row of a frame: numbers as numbers, sentences joined."""
    low, high = one.interval or (None, None)
    return {
        "key": one.key,
        "question": one.question.told(lang),
        "about": one.about,
        "level": one.level,
        "status": one.status,
        "estimate": one.estimate,
        "low": low,
        "high": high,
        "p": one.deciding_p,
        "smallest_p": one.smallest_p,
        "detectable": one.detectable,
        "codes": " ".join(one.codes),
        "why": joined((reason.saying for reason in one.reasons), lang),
        "warnings": joined((reason.saying for reason in one.warnings), lang),
        "may_say": joined(one.may_say, lang),
        "may_not_say": joined(one.may_not_say, lang),
        "unblock": joined(one.unblock, lang),
        "collect": joined(one.collect, lang),
    }
