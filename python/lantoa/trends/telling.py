"""A trend in words: its table, what stands above and below it, and who is emerging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.schema import CODES
from lantoa.scoring.showing import number
from lantoa.told import first_of
from lantoa.trends.facts import RECENT, STANDINGS, TWICE, UNKNOWN, Facts
from lantoa.trends.less import word
from lantoa.trends.panel import TOPIC, Panel

if TYPE_CHECKING:
    from lantoa.trends.result import Trend

_AT_ONCE = 1000  # rows that are made ready together: a print shows few
_ORDERS = 24  # of four years without ties: one of them only rises, one only falls


def title(trend: Trend) -> str:
    """What the series are, and of which years."""
    panel = trend.facts.panel
    what = panel.label.told(trend.lang)
    span = {"first": panel.years[0], "last": panel.years[-1]}
    return said(TOPIC, "title", trend.lang, what=what, **span)


def over(trend: Trend) -> list[str]:
    """What nobody must miss: breaks, years without numbers, and that one's gain is another's loss."""
    panel, lang = trend.panel, trend.lang
    found = []
    if panel.breaks:
        years = ", ".join(map(str, panel.breaks))
        found.append(said(TOPIC, "over.breaks", lang, years=years, since=panel.unbroken.years[0]))
    found += _jumps(trend)
    counted = panel.unbroken.years
    gaps = [one for one in range(counted[0], counted[-1]) if one not in counted]
    if gaps:
        found.append(said(TOPIC, "over.gaps", lang, years=", ".join(map(str, gaps))))
    if panel.zero_sum:
        found.append(said(TOPIC, "over.zero_sum", lang))
    return found


def _jumps(trend: Trend) -> Iterator[str]:
    """Years in which the level or the spread jumps: the facts run across them."""
    from lantoa.trends.across import what_jumped

    for year, keys in trend._asked.jumps.items():
        jumped = what_jumped(keys).told(trend.lang)
        yield said(TOPIC, "over.jump", trend.lang, year=year, jumped=jumped)


def under(trend: Trend) -> list[str]:
    """How facts are counted, what emerging means, and how the series came about."""
    lang, panel = trend.lang, trend.panel
    found = [said(TOPIC, "under.facts", lang), _definition(panel, lang)]
    if panel.direction == "less" and panel.what != "places":
        found.append(said(TOPIC, "under.less", lang))
    found += [one.told(lang) for one in panel.notes]
    missing = int(np.isnan(panel.values).sum())
    if missing:
        found.append(said(TOPIC, "under.missing", lang, count=missing, of=panel.values.size))
    return found


def _definition(panel: Panel, lang: str) -> str:
    return word(panel, "under.emerging", lang, recent=RECENT, twice=TWICE)


def sentence(trend: Trend) -> str:
    """Who is emerging, who is slipping, and how many noise alone would show."""
    lang, facts = trend.lang, trend.facts
    told = []
    for name in ("emerging", "slipping"):
        names = subjects_of(facts, name)
        key = f"sentence.{name}" if names else f"sentence.none_{name}"
        told.append(word(trend.panel, key, lang, count=len(names), names=first_of(names)))
    if "near" in trend._frame:
        told.append(_near(trend))
    known, expected = by_noise(facts)
    if known:
        gaps = {"known": known, "expected": number(expected, lang, 1)}
        told.append(word(trend.panel, "sentence.noise", lang, **gaps))
    short = len(subjects_of(facts, "too_short"))
    if short:
        told.append(said(TOPIC, "sentence.short", lang, count=short, years=RECENT + 1))
    return " ".join(told)


def _near(trend: Trend) -> str:
    """Who is near an honour, and who of them is emerging or slipping by the facts too."""
    subject, frame = trend.panel.subject, trend._frame
    near = frame[frame["near"].notna()]
    both = {
        name: first_of(near.loc[near["standing"] == name, subject].tolist()) or "–"
        for name in ("emerging", "slipping")
    }
    return word(trend.panel, "sentence.near", trend.lang, count=len(near), **both)


def emerging(frame: pd.DataFrame) -> pd.DataFrame:
    """See ``Trend.emerging``."""
    by_facts = frame["standing"] == "emerging"
    if "near" not in frame:
        return frame[by_facts].sort_values("run_now", ascending=False, kind="stable")
    by_near = frame["near"].notna() & (frame["standing"] != "slipping")
    by = np.select([by_facts & by_near, by_facts], ["facts near", "facts"], "near")
    found = frame.assign(
        by=pd.array(by, "str"), order=np.select([by_facts & by_near, by_facts], [0, 1], 2)
    )
    found = found[by_facts | by_near]
    keys, ways = ["order", "near", "run_now"], [True, True, False]
    return found.sort_values(keys, ascending=ways, kind="stable").drop(columns="order")


def subjects_of(facts: Facts, standing: str) -> list[str]:
    """Those with a standing, sorted."""
    chosen = np.flatnonzero(facts.standing == STANDINGS.index(standing))
    return [facts.panel.subjects[at] for at in chosen]


def by_noise(facts: Facts) -> tuple[int, float]:
    """Subjects whose last changes are known, and how many of them would look emerging by noise.

    One in 24 of those whose last four years are all different; nothing is told where some tie.
    """
    last = facts.ways[:, -RECENT:]
    if last.shape[1] < RECENT:
        return 0, 0.0
    known = last[(last != UNKNOWN).all(axis=1)]
    if not len(known) or (known == 0).any():
        return 0, 0.0
    return len(known), len(known) / _ORDERS


def heads(trend: Trend) -> list[str]:
    """The headings of the table."""
    return [word(trend.panel, f"heads.{name}", trend.lang) for name in _columns(trend)]


def _columns(trend: Trend) -> list[str]:
    block = ["block"] if trend.panel.blocks else []
    near = ["near"] if "near" in trend._frame else []
    places = [] if trend.panel.levels else ["places"]  # so many share a level that none is told
    middle = ["years", "ends", "per_year", "ways", "run", *places]
    return ["subject", *block, *middle, "standing", *near]


def numbers(trend: Trend) -> Sequence[int]:
    """Columns to the right."""
    names = _columns(trend)
    return [names.index(name) for name in ("per_year", "run")]


def rows(trend: Trend) -> Iterator[list[str]]:
    """Those who are emerging first, then those who are slipping; by id."""
    order = np.argsort(trend.facts.standing, kind="stable")
    names = _columns(trend)
    for start in range(0, len(order), _AT_ONCE):
        chosen = trend._frame.iloc[order[start : start + _AT_ONCE]]
        records: list[dict[str, Any]] = chosen.to_dict("records")  # type: ignore[assignment]
        for row in records:
            yield [_cell(name, row, trend) for name in names]


def _cell(name: str, row: dict[str, Any], trend: Trend) -> str:
    lang = trend.lang
    if name == "subject":
        return str(row[trend.panel.subject])
    if name == "years":
        return _span(row)
    if name == "ends":
        first, last = (_value(row[end], trend) for end in ("first", "last"))
        return f"{first} → {last}" if first or last else ""
    if name == "per_year":
        return number(float(row["change_per_year"]), lang, 2)
    if name == "ways":
        return f"{row['ups']} ▲ {row['downs']} ▼ {row['same']} ="
    if name == "run":
        return "" if pd.isna(row["run_now"]) else f"{row['run_now']:+d}" if row["run_now"] else "0"
    if name == "places":
        return _places(row)
    if name == "standing":
        return word(trend.panel, f"standing.{row['standing']}", lang)
    return "" if pd.isna(row[name]) else str(row[name])


def _span(row: dict[str, Any]) -> str:
    if pd.isna(row["first_year"]):
        return ""
    first, last = row["first_year"], row["last_year"]
    return f"{first}-{last} ({row['years']})"


def _value(value: Any, trend: Trend) -> str:
    if pd.isna(value):
        return ""
    return level_name(str(value), trend) if trend.panel.levels else number(value, trend.lang, 2)


def level_name(level: str, trend: Trend) -> str:
    """What a level is called: the ratings of offices in words, others as they are."""
    return said(TOPIC, f"levels.{level}", trend.lang) if level in CODES["ratings"] else level


def _places(row: dict[str, Any]) -> str:
    if pd.isna(row["place_change"]):
        return "" if pd.isna(row["place_last"]) else str(row["place_last"])
    moved = row["place_change"]
    sign = f"{moved:+d}" if moved else "0"
    return f"{row['place_first']} → {row['place_last']} ({sign})"
