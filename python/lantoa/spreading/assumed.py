"""What answers about taking up rest on where nobody wrote until when anybody was followed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lantoa._wording import day
from lantoa.concluding import Conclusion, Reason, Saying
from lantoa.spreading.circle import SubjectKind
from lantoa.spreading.finding import TOPIC

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread


def assumed(spread: Spread, kind: SubjectKind | None = None) -> tuple[Reason, ...]:
    """The standing warning that a follow-up is only taken to be one; none where all is written.

    Args:
        spread: Of the office.
        kind: Whose; None for everybody that is asked about.
    """
    circles = spread.settings.ground.circles
    count = sum(one.not_followed for name, one in circles.items() if kind in (None, name))
    if not count:
        return ()
    last = day(spread.settings.ground.periods.last.astype(datetime.date), spread.lang)
    told = Saying(TOPIC, "conclusions.warnings.followed", {"count": count, "last": last})
    return (Reason("followed", told),)


def warned(spread: Spread, every: Iterable[Conclusion]) -> Iterator[Conclusion]:
    """Conclusions about taking up, each with the standing warning."""
    warning = assumed(spread)
    for one in every:
        yield replace(one, warnings=(*one.warnings, *warning)) if warning else one
