"""Every question about spread in one table: answered, or with what blocks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa.concluding import Conclusion, Conclusions, Reason, Saying, Share
from lantoa.spreading.finding import TOPIC
from lantoa.spreading.waiting import LEAST

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

FEWEST = 5
"""Takers of a practice below which nothing is told of their share (R12)."""


def concluded(spread: Spread) -> Conclusions:
    """What happened (L0) of each practice; then what else is asked, and what is always refused."""
    from lantoa.spreading.associating import associated
    from lantoa.spreading.assumed import warned
    from lantoa.spreading.hazards import hazard_of
    from lantoa.spreading.pulsing import pulses_of
    from lantoa.spreading.refusing import always_refused

    every: list[Conclusion] = [*what_happened(spread)]
    if len(spread.settings):
        asked = (*associated(spread), *pulses_of(spread), *hazard_of(spread))
        every += warned(spread, asked)
    every += [*_by_how_much(spread), *always_refused(spread)]
    return Conclusions.of(every, lang=spread.lang, kind=spread._kind)


def what_happened(spread: Spread) -> Iterator[Conclusion]:
    """The facts about each practice in words; always answered."""
    from lantoa.spreading.assumed import assumed

    for row in spread._frame.to_dict("records"):
        yield Conclusion(
            "what_happened",
            _say("questions.what_happened"),
            "L0",
            "answered",
            about=str(row["practice_id"]),
            statistic={"adopters": int(row["adopters"]), "eligible": int(row["eligible"])},
            estimate=_number(row["taken"]),
            interval=_interval(row),
            level_of_interval=1 - spread.alpha,
            unit=_say("unit"),
            method=_say("kaplan_meier"),
            facts=tuple(_facts(row)),
            warnings=(
                *_untold(spread, str(row["practice_id"])),
                *_warnings(row),
                *assumed(spread, row["subject_kind"]),
            ),
            may_say=(_say("may_say", **_counts(row, "adopters", "eligible")),),
            may_not_say=(_say("may_not_say"),),
            collect=tuple(_to_collect(row)),
        )


def _facts(row: dict[Any, Any]) -> Iterator[Saying]:
    yield _say("facts.exposed", **_counts(row, "exposed", "eligible", "adopters_exposed"))
    yield _say("facts.kept", **_counts(row, "kept", "lapsed"))
    yield _say("facts.claims", **_counts(row, "claimed", "depth"))
    if row["blocks_without"]:
        yield _say("facts.without", **_counts(row, "blocks"), named=row["blocks_without"])
    if not pd.isna(row["verified_share"]):
        yield _say("facts.verified", share=Share(float(row["verified_share"])))


def _untold(spread: Spread, practice: str) -> Iterator[Reason]:
    """Nothing tells whether people or units take it up."""
    if not spread.settings.ground.practices[practice].is_told:
        yield Reason("kind", _say("warnings.kind"))


def _warnings(row: dict[Any, Any]) -> Iterator[Reason]:
    if row["undated"]:
        yield Reason("undated", _say("warnings.undated", **_counts(row, "undated")))
    if row["circles"]:
        yield Reason("circles", _say("warnings.circles", **_counts(row, "circles")))
    if not pd.isna(row["taken_from"]):
        yield Reason("late", _say("warnings.late", since=row["taken_from"], least=LEAST))
    if pd.isna(row["taken"]) and row["eligible"]:
        yield Reason("late", _say("warnings.no_curve", **_counts(row, "adopters"), least=LEAST))
    if row["adopters"] < FEWEST:
        yield Reason("R12", _say("warnings.few", **_counts(row, "adopters"), least=FEWEST))


def _to_collect(row: dict[Any, Any]) -> Iterator[Saying]:
    """What the registers leave open: a source, a verification, the audience of a story."""
    if row["claimed"] < row["adopters"]:
        yield _say("collect.sources")
    if row["verified"] < row["adopters"]:
        yield _say("collect.verified")
    if row["stories"] and pd.isna(row["reach"]):
        yield _say("collect.reach")


def _by_how_much(spread: Spread) -> Iterator[Conclusion]:
    """The question of effect in general: without a lot it has no answer, with one it needs an
    outcome."""
    drawn = len(spread.office.tables.get("assignments", ())) > 0
    path = "outcome" if drawn else "assignment"
    yield Conclusion(
        "effect",
        _say("questions.effect"),
        "L2",
        "refused",
        reasons=(Reason(path, _say(f"reasons.{path}")),),
        unblock=(_say(f"unblock.{path}"),),
        may_not_say=(_say("no_difference"),),
    )


def _say(path: str, **gaps: Any) -> Saying:
    return Saying(TOPIC, f"conclusions.{path}", gaps)


def _counts(row: dict[Any, Any], *names: str) -> dict[str, int]:
    return {name: int(row[name]) for name in names}


def _number(cell: Any) -> float | None:
    return None if pd.isna(cell) else float(cell)


def _interval(row: dict[Any, Any]) -> tuple[float, float] | None:
    low, high = _number(row["taken_low"]), _number(row["taken_high"])
    return None if low is None or high is None else (low, high)
