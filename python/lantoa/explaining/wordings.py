"""The words of an explanation, in one language: templates filled in, numbers, years, days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from lantoa import _checks
from lantoa.criteria import words as of_plans
from lantoa.schema import wording

Lang = Literal["vi", "en"]


def _written() -> dict[str, Any]:
    return wording("sentences")


@cache
def _labels() -> dict[str, Any]:
    return dict(wording("aliases")["labels"])


@dataclass(frozen=True)
class Words:
    """Everything that is said, in one language.

    Example:
        >>> vi, en = Words("vi"), Words("en")
        >>> vi.count(1, "year"), en.count(1, "year"), en.count(2, "more_year")
        ('01 năm', '1 year', '2 more years')
        >>> vi.day(datetime.date(2025, 9, 5)), en.day(datetime.date(2025, 9, 5))
        ('05 tháng 9 năm 2025', '5 September 2025')
    """

    lang: Lang

    @classmethod
    def of(cls, lang: str) -> Words:
        """The words of a language.

        Raises:
            InputError: There are none in it.
        """
        return cls(cast(Lang, _checks.one_of(lang, ("vi", "en"), what="lang")))

    def has(self, *path: str) -> bool:
        """Whether a template is there."""
        found: Any = _written()
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found is not None

    def say(self, *path: str, **fields: object) -> str:
        """A template of ``wording/sentences.toml``, filled in.

        Example:
            >>> Words("en").say("words", "within", n=3)
            'in the first 3'
        """
        found: Any = _written()
        for name in path:
            found = found[name]
        return str(found[self.lang]).format(**fields)

    def number(self, number: int) -> str:
        """A number as officials write it: two digits in Vietnamese.

        Example:
            >>> Words("vi").number(2), Words("vi").number(12), Words("en").number(2)
            ('02', '12', '2')
        """
        return f"{number:02d}" if number and self.lang == "vi" else str(number)

    def count(self, number: int, noun: str) -> str:
        """A number with its noun, in the right form."""
        forms = _written()["nouns"][noun][self.lang]
        return f"{self.number(number)} {forms[0] if number == 1 else forms[-1]}".strip()

    def years(self, years: Iterable[int]) -> str:
        """Years in order; three or more in a row as a span.

        Example:
            >>> Words("vi").years([2024, 2021, 2022, 2023]), Words("vi").years([2021, 2023])
            ('2021-2024', '2021, 2023')
        """
        return ", ".join(_spans(sorted(set(years))))

    def day(self, day: datetime.date | None) -> str:
        """A day in running text; in Vietnamese what follows "ngày"."""
        if day is None:
            return self.say("words", "no_date")
        if self.lang == "en":
            month = _written()["words"]["months"]["en"][day.month - 1]
            return self.say("words", "days", day=day.day, month=month, year=day.year)
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        return self.say("words", "days", day=f"{day.day:02d}", month=month, year=day.year)

    def share(self, per_mille: int) -> str:
        """A share in per cent."""
        return of_plans.share(per_mille, self.lang)

    def clause(self, clause: str) -> str:
        """A clause as it is cited.

        Example:
            >>> Words("en").clause("II.2.2 Cá nhân, gạch 2, vế 2")
            'II.2.2 People, dash 2, part 2'
        """
        for name, meant in _written()["words"]["clause"][self.lang].items():
            clause = clause.replace(name, meant)
        return clause

    def label(self, code_list: str, code: object) -> str:
        """What a code means; the code itself where it has no name."""
        name = str(code).lower()
        if self.lang == "en":
            return str(_written()["values"].get(code_list, {}).get(name, code))
        if code_list == "roles":
            return self.say("roles", name) if self.has("roles", name) else str(code)
        return str(_labels().get(code_list, {}).get(name, [code])[0])

    def table(self, table: str) -> str:
        """What a register is called."""
        return self.say("tables", table) if self.has("tables", table) else table

    def joined(self, names: Sequence[str], last: str = "and") -> str:
        """Names one after the other, the last one after "and" or "or"."""
        if len(names) < 2:
            return "".join(names)
        return self.say("sentence", last).join([", ".join(names[:-1]), names[-1]])


def small(text: str) -> str:
    """A text that goes on inside a sentence.

    Example:
        >>> small("Tối thiểu 02 năm"), small("TTLĐXS")
        ('tối thiểu 02 năm', 'TTLĐXS')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def large(text: str) -> str:
    """A text that begins a sentence.

    Example:
        >>> large("tập thể phòng, ban")
        'Tập thể phòng, ban'
    """
    return text[:1].upper() + text[1:]


def _spans(years: Sequence[int]) -> list[str]:
    told: list[str] = []
    at = 0
    while at < len(years):
        end = at
        while end + 1 < len(years) and years[end + 1] == years[end] + 1:
            end += 1
        if end - at >= 2:
            told.append(f"{years[at]}-{years[end]}")
            at = end + 1
        else:
            told.append(str(years[at]))
            at += 1
    return told


def sections() -> Mapping[str, Any]:
    """Every section of the wording, for tests that render all of it."""
    return _written()
