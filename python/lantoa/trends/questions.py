"""Every question of a trend, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from lantoa.concluding import Conclusion, Reason, Saying, fixed
from lantoa.trends.across import warned
from lantoa.trends.moving import FEWEST
from lantoa.trends.odds import rating_odds
from lantoa.trends.panel import TOPIC
from lantoa.trends.testing import tested

if TYPE_CHECKING:
    from lantoa.trends.result import Trend


def conclusions(trend: Trend) -> Iterator[Conclusion]:
    """Every question, answered or refused: of everybody and of blocks first, subjects last."""
    yield rank_movement(trend)  # of the last step alone: a jump has two years on either side
    if trend.panel.levels:
        yield warned(rating_odds(trend.panel, trend.alpha), trend._asked)
    yield from tested(trend._asked)


def rank_movement(trend: Trend) -> Conclusion:
    """Whether places moved more in the last step than noise moves them."""
    last = trend._baseline(last_only=True)
    if last.empty:
        return _refused("one_year")
    if (last["verdict"] == "too_few").any():
        subjects = int(last["subjects"].iloc[0])
        return _refused("few" if subjects < FEWEST else "one_place", subjects=subjects)
    verdicts = set(last["verdict"])
    facts = tuple(_facts(last))
    if len(verdicts) == 1:
        return _answered(trend, last, facts, verdicts.pop())
    explains = _reliability(trend)
    reason = Reason("reliability", _said("reasons.reliability", r=fixed(explains, 2)))
    return replace(
        _asked(last),
        status="refused",
        facts=facts,
        reasons=(reason,),
        unblock=(_said("unblock.reliability"),),
        may_not_say=(_said("may_not_say.moved"),),
        collect=(_said("collect.twice"),),
    )


def _said(path: str, **gaps: object) -> Saying:
    return Saying(TOPIC, path, gaps)


def _asked(last: pd.DataFrame) -> Conclusion:
    """The question, and what was computed."""
    first = last.iloc[0]
    return Conclusion(
        key="rank_movement",
        question=_said("questions.rank_movement"),
        level="trend",
        status="answered",
        statistic={"tau": float(first["tau"]), "n": int(first["subjects"])},
        method=_said("methods.noise"),
    )


def _answered(
    trend: Trend, last: pd.DataFrame, facts: tuple[Saying, ...], verdict: str
) -> Conclusion:
    """All reliabilities that were asked say the same."""
    told = {"before": int(last["before"].iloc[0]), "year": int(last["year"].iloc[0])}
    closest = last["low"].min() if verdict == "more" else last["low"].max()
    row = last[last["low"] == closest].iloc[0]
    known = trend.reliability is not None
    assumed = () if known else (Reason("reliability", _said("warnings.reliability")),)
    return replace(
        _asked(last),
        estimate=float(row["tau"]),
        facts=facts,
        warnings=assumed,
        draws=trend.draws,
        seed=trend.seed,
        may_say=(_said(f"may_say.{verdict}", **told, r=fixed(row["reliability"], 2)),),
        may_not_say=(_said("may_not_say.better"),),
    )


def _facts(told: pd.DataFrame) -> Iterator[Saying]:
    for row in told.to_dict("records"):
        if row["verdict"] == "too_few":
            continue
        numbers = {name: fixed(row[name], 2) for name in ("tau", "expected", "low", "high")}
        years = {"before": int(row["before"]), "year": int(row["year"])}
        yield _said("facts.noise", **numbers, **years, r=fixed(row["reliability"], 2))


def _reliability(trend: Trend) -> float:
    from lantoa.trends.moving import mobility

    return float(mobility(trend.panel)["noise_reliability"].iloc[-1])


def _refused(why: str, **gaps: object) -> Conclusion:
    return Conclusion(
        key="rank_movement",
        question=_said("questions.rank_movement"),
        level="trend",
        status="refused",
        reasons=(Reason(why, _said(f"reasons.{why}", **gaps)),),
        unblock=(_said(f"unblock.{why}"),),
        may_not_say=(_said("may_not_say.moved"),),
    )
