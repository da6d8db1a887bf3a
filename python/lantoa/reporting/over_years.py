"""What happened over the years up to the day of a result: its trend and its spread.

Both are asked as of the day: years that were not over, ratings decided later and what was taken up
later are not seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.office import Office
    from lantoa.spreading import Spread
    from lantoa.trends import Trend

_FEWEST_YEARS = 2
_DATED = {"adoptions": "started_on", "publicity": "date"}
_DRAWS = 1_999  # of simulations: a report shows no smaller p than .0005
_KEPT = 10  # of one office: every milestone in both languages


@dataclass(frozen=True)
class OverYears:
    """The trend of ratings and the spread of practices, None where there is nothing to tell.

    Attributes:
        trend: Of people by unit, of units where no people are rated.
        spread: Of every practice.
    """

    trend: Trend | None
    spread: Spread | None

    @property
    def has_any(self) -> bool:
        """Whether there is anything to tell."""
        return self.trend is not None or self.spread is not None


def over_years(result: Evaluation) -> OverYears:
    """The trend and the spread of a result's office, as of its day and in its plan's language."""
    office = result.office
    return _over_years(_Asked(id(office), result.as_of, result.plan.lang, office))


@dataclass(frozen=True)
class _Asked:
    """No plan has a say in it, so that results of several plans share the answer.

    Attributes:
        same: Tells one office from another; as long as an answer is kept, so is its office.
        as_of: The day.
        lang: The language of texts.
        office: Whose years these are.
    """

    same: int
    as_of: date
    lang: str
    office: Office = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _over_years(asked: _Asked) -> OverYears:
    told = asked.office, asked.as_of, asked.lang
    return OverYears(_trend(*told), _spread(*told))


def _trend(whole: Office, as_of: date, lang: str) -> Trend | None:
    if "ratings" not in whole:
        return None
    from lantoa.trends import trend

    office, years = _decided(whole, as_of)
    kind = _rated(whole, office)
    if kind is None or len(years) < _FEWEST_YEARS:
        return None
    by = "unit_id" if kind == "person" and "memberships" in office else None
    found: Trend = trend(
        office,
        of="ratings",
        by=by,
        subject_kind=kind,
        years=years,
        draws=_DRAWS,
        lang=lang,
    )
    return found


def _decided(whole: Office, as_of: date) -> tuple[Office, list[int]]:
    """The office with the ratings of years that were over and decided by the day, and the years."""
    table = whole.tables["ratings"]
    frame, day = table.frame, pd.Timestamp(as_of)
    later = (frame["decision_date"] > day) | ~(frame["year"] < as_of.year).fillna(value=False)
    kept = frame[~later.fillna(value=False)]
    tables = {**whole.tables, "ratings": replace(table, frame=kept)}
    rated = kept.loc[kept["rating"].notna(), "year"].dropna()
    years = sorted({int(year) for year in rated})
    return replace(whole, tables=MappingProxyType(tables)), years


def _rated(whole: Office, office: Office) -> Literal["person", "unit"] | None:
    """People where any are rated, else units."""
    frame = office.tables["ratings"].frame
    rated = set(frame.loc[frame["rating"].notna(), "subject_id"].dropna().astype(str))
    if not rated:
        return None
    people = whole.tables.get("people")
    ids = set() if people is None else set(people.frame["person_id"].dropna().astype(str))
    return "person" if rated & ids else "unit"


def _spread(office: Office, as_of: date, lang: str) -> Spread | None:
    if "adoptions" not in office or not len(office.tables["adoptions"]):
        return None
    day = pd.Timestamp(as_of)
    seen = [office.tables[name].frame[column] <= day for name, column in _DATED.items()
            if name in office]  # fmt: skip
    if not any(one.any() for one in seen):
        return None
    from lantoa.spreading import spread

    return spread(office, as_of=as_of, draws=_DRAWS, lang=lang)
