"""The words of reports, in the language of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantoa import _wording
from lantoa.intake.vocabulary import shown_sheet

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

SIGNS = ("met", "open", "unknown", "failed")


def said(path: str, lang: str, **values: object) -> str:
    """A sentence of ``wording/reporting.toml``.

    >>> said("words.assumption", "vi")
    'giả định'
    """
    return _wording.said("reporting", path, lang, **values)


def verdict(name: str, lang: str) -> str:
    """A verdict in words.

    >>> verdict("open", "vi")
    'Còn khả năng'
    """
    return _wording.said("next_steps", f"verdicts.{name}", lang)


def letter(name: str, lang: str) -> str:
    """A verdict as one letter, told apart without colour.

    >>> [letter(name, "vi") for name in SIGNS]
    ['Đ', 'C', '?', 'K']
    """
    return said(f"letters.{name}", lang)


def legend(lang: str) -> str:
    """What the letters mean.

    >>> legend("en")
    'Signs: M Met; O Open; ? Unknown; F Failed'
    """
    signs = "; ".join(f"{letter(name, lang)} {verdict(name, lang)}" for name in SIGNS)
    return said("summary.legend", lang, signs=signs)


def register(table: str, lang: str) -> str:
    """What a register is called.

    >>> register("ratings", "vi"), register("ratings", "en")
    ('Xếp loại', 'ratings')
    """
    return table if lang == "en" else shown_sheet(table)


def counting(result: Evaluation) -> str:
    """Who is listed, in words."""
    lang = result.plan.lang
    return said(
        "summary.counted",
        lang,
        verdict=said(f"counting.{result.counting}", lang),
        gates=said(f"counting.{result.gates}", lang),
    )


def spans(years: list[int]) -> str:
    """Years as people write them.

    >>> spans([2021, 2022, 2023, 2025])
    '2021-2023, 2025'
    """
    told: list[list[int]] = []
    for year in sorted(years):
        if told and year == told[-1][1] + 1:
            told[-1][1] = year
        else:
            told.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in told)


def page_line(result: Evaluation) -> str:
    """What stands at the foot of every sheet: the day, the plan, and that people decide."""
    lang = result.plan.lang
    told = {"day": _wording.day(result.as_of, lang), "plan": result.plan.id}
    return said("sheets.page", lang, **told, notice=said("sheets.page_notice", lang))
