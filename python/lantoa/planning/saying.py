"""What the checker of plans says, in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from lantoa._wording import said
from lantoa.schema import wording

_VALUE = re.compile(r"""(["'\[{(-]|\d|true$|false$|\w+ = ).*|[\w.\[\]-]+""", re.DOTALL)
_LIST = re.compile(r"[\w-]+(, [\w-]+)*( or [\w-]+)*")


def _words() -> Mapping[str, Any]:
    return wording("plan_messages")


@cache
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(one["en"]), one["vi"]) for one in _words()["phrase"]]


def told(text: str, lang: str) -> str:
    """What was found or expected, in a language.

    Args:
        text: The checker's own words.
        lang: ``"vi"`` or ``"en"``.

    Example:
        >>> told('"khientrach" is no level of scale penalty', "vi")
        '"khientrach" không phải mức của thang penalty'
        >>> told("gate, part or report", "vi"), told("used twice", "en")
        ('gate, part hoặc report', 'used twice')
    """
    return text if lang == "en" else in_vietnamese(text) or text


def in_vietnamese(text: str) -> str | None:
    """A text in Vietnamese; None where nobody knows how to say it."""
    for pattern, says in _phrases():
        found = pattern.fullmatch(text)
        if found:
            return _filled(says, [_group(one or "") for one in found.groups()])
    if _LIST.fullmatch(text):
        return text.replace(" or ", " hoặc ")
    if " or " in text:
        parts = [in_vietnamese(part) for part in text.split(" or ")]
        return " hoặc ".join(part for part in parts if part) if all(parts) else None
    return text if not text or _VALUE.fullmatch(text) else None


def _filled(says: str, groups: list[str]) -> str:
    return re.sub(r"\{(\d)\}", lambda at: groups[int(at[1])], says)


def _group(text: str) -> str:
    """A name of the plan as it is; a word of the format in Vietnamese."""
    return str(_words()["words"].get(text, text))


def place(where: str, lang: str) -> str:
    """The owner of a problem.

    Example:
        >>> place("criterion cn_sang_kien, nhieu_sang_kien = tu_ba", "vi")
        'tiêu chí cn_sang_kien, nhieu_sang_kien = tu_ba'
    """
    if lang == "en" or not where:
        return where
    section, _, rest = where.partition(" ")
    names = {one["en"]: one["vi"] for one in _words()["place"]}
    said = f"{names.get(section, section)} {rest}".strip()
    said = said.replace("number ", "thứ ") if rest.startswith("number ") else said
    return said.replace("under the readings chosen", "theo các cách hiểu đang chọn")


def sentence(problem: Any, lang: str) -> str:
    """A problem in one line.

    Example:
        >>> from lantoa.criteria.problems import Problem
        >>> sentence(Problem("policy", "min_rated_years", "2", "at most 1, the window"), "vi")
        'phần [policy], min_rated_years: 2; cần: nhiều nhất 1, số năm của giai đoạn'
    """
    where = ", ".join(filter(None, [place(problem.where, lang), problem.key]))
    parts = [f"{where}: {told(problem.found, lang)}" if where else told(problem.found, lang)]
    for key in ("expected", "nearest"):
        if says := getattr(problem, key):
            parts.append(said("check_plan", key, lang, **{key: told(says, lang)}))
    return "; ".join(parts)
