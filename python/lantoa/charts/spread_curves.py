"""How far practices were taken up: a step curve per practice, of one practice also by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import Curves, adoption_curves
from lantoa.spreading.telling import practice_name
from lantoa.spreading.waiting import survival_frame

if TYPE_CHECKING:
    from lantoa.spreading import Spread


def adoption_chart(spread: Spread) -> Any:
    """A panel per practice; where there is one only, a panel for everybody and one per block."""
    lang = spread.lang
    practices = list(spread.settings)
    is_one = len(practices) == 1
    rows = curves_of(spread, by_block=is_one)
    periods = spread.settings[practices[0]].periods if practices else ()
    named = practice_name(spread, practices[0]) if is_one else ""
    title = said("spread_charts", "adoption_by" if is_one else "adoption", lang, practice=named)
    return adoption_curves(rows, Curves(title, [spread.under[0]], lang, periods))


def curves_of(spread: Spread, *, by_block: bool) -> pd.DataFrame:
    """The rows of `lantoa.charts.adoption.adoption_curves`, periods as numbers from 1."""
    found = survival_frame(spread.settings, spread.alpha)
    kept = found if by_block else found[found["block"].isna()]
    number = {
        (key, label): at
        for key, setting in spread.settings.items()
        for at, label in enumerate(setting.periods, start=1)
    }
    everybody = said("spread_charts", "everybody", spread.lang)
    names = {key: practice_name(spread, key) for key in spread.settings}
    blocks = kept["block"].astype(object).where(kept["block"].notna(), everybody)
    return pd.DataFrame(
        {
            "panel": blocks if by_block else kept["practice_id"].map(names),
            "period": [
                number[key] for key in zip(kept["practice_id"], kept["period"], strict=True)
            ],
            "share": kept["taken"].astype(float),
            "low": kept["low"].astype(float),
            "high": kept["high"].astype(float),
            **{name: kept[name].astype(int) for name in ("censored", "at_risk", "events")},
        }
    )
