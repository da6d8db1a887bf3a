"""The adviser: what to record from now on, and which lot would make a difference measurable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa.concluding import Conclusion, Reason, Saying, fixed
from lantoa.spreading.asked_of import check_alpha, check_seed
from lantoa.spreading.drawn_from import drawn_from, share_inside
from lantoa.spreading.lot_counts import fewest
from lantoa.spreading.measuring import TOPIC, measured
from lantoa.spreading.open_ties import OpenTies
from lantoa.spreading.plan_of_lots import Design, in_words
from lantoa.spreading.recording import Gap, gaps_of
from lantoa.spreading.registers import Registers
from lantoa.spreading.schemes import Asked, Scheme, schemes_of
from lantoa.spreading.spans import known_to

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread


_MOST_MEASURES = 4


def design(
    spread: Spread,
    *,
    practice: str | None = None,
    outcome: Any = None,
    measures: int = 1,
    alpha: float | None = None,
    seed: int | None = None,
) -> Design:
    """What to record from now on, and which lot of publicity would make a difference measurable.

    Every scheme is known before any outcome is: how many subjects or whole units are drawn by lot,
    in how many waves, in which strata; how many draws were as likely, so which p can be reached;
    how many of those waiting would have no tie to anybody drawn; and which size would be found.

    Args:
        spread: What `lantoa.spread` gives.
        practice: What is to be publicised: those who have it or had it are not drawn. None for
            something new, for everybody of the kind of the first practice.
        outcome: What will be measured, as `Spread.effect` takes it. Its years before tell how much the
            changes that will be counted, from the mean of these years, differ from subject to
            subject; changes over more years than are known count as those over the most that are.
            None assumes that two measurements in a row correlate by .7, with one before the lot.
            Only those are drawn who have the outcome: for one of units whole units are.
        measures: How often it will be measured after the lot, 1 to 4; there are up to as many
            waves of publicity, one before each. `Spread.effect` measures once a year and joins the
            waves and years, each beside those who wait until then: what that would find is told.
        alpha: The level; None for that of the spread.
        seed: Of simulations; None for that of the spread.

    Returns:
        The schemes, the best first, and what the registers lack.

    Raises:
        InputError: An argument cannot be used.

    Example:
        >>> import lantoa as lt
        >>> found = lt.spread(lt.sample_office(seed=7), practice="CL01").design()
        >>> bool(found.frame.loc[0, "smallest_p"] <= 0.05)
        True
    """
    level = spread.alpha if alpha is None else check_alpha(alpha)
    setting = spread.setting(practice or next(iter(spread.settings), None))
    ties = OpenTies.of(setting, everybody=practice is None)
    waves = _measures(measures)
    found = measured(spread, outcome, waves)
    seeded = spread.seed if seed is None else seed
    check_seed(seeded)
    asked = Asked(level, found.noise_of, waves, spread.draws, seeded)
    sources = drawn_from(setting, ties, _units(spread)) if len(ties) else ()
    fitting = [one for one in sources if not found.subjects or found.subjects & set(one.ids)]
    schemes = schemes_of(fitting, asked)
    gaps = gaps_of(spread.office, ties.ids)
    inside = share_inside(setting, ties)
    return Design(
        _frame=_frame(schemes),
        _kind=spread._kind,
        conclusion=_concluded(schemes, gaps, ties, level),
        schemes=tuple(schemes),
        _gaps=tuple(gaps),
        alpha=level,
        subjects=len(ties),
        blocks=len({int(one) for one in setting.block}),
        inside=inside,
        known_to=known_to(Registers(spread.office), spread.as_of),
        _measured=found.lines(fitting[0].ids if fitting else ()),
        _lang=spread.lang,
    )


def _measures(measures: Any) -> int:
    whole = isinstance(measures, int | np.integer) and not isinstance(measures, bool)
    if not whole or not 1 <= measures <= _MOST_MEASURES:
        told = f"measures: expected a whole number from 1 to {_MOST_MEASURES}, not {measures!r}"
        raise _checks.InputError(told)
    return int(measures)


def _units(spread: Spread) -> set[str]:
    table = spread.office.tables.get("units")
    return set() if table is None else set(table.frame["unit_id"].dropna().astype(str))


def _frame(schemes: Sequence[Scheme]) -> pd.DataFrame:
    rows = [
        {
            "drawn_from": one.source.what,
            "strata": one.source.strata,
            "pattern": one.pattern,
            "waves": one.waves,
            "drawn": one.drawn,
            "waiting": one.waiting,
            "left_out": one.source.left_out,
            "arrangements": float(one.arrangements),
            "smallest_p": one.smallest_p,
            "clean": one.clean,
            "detectable": one.detectable,
            "says": one.says,
        }
        for one in schemes
    ]
    columns = ["drawn_from", "strata", "pattern", "waves", "drawn", "waiting", "left_out",
               "arrangements", "smallest_p", "clean", "detectable", "says"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    numbers = ("arrangements", "smallest_p", "clean", "detectable")
    return frame.astype(dict.fromkeys(numbers, "Float64"))


def _concluded(
    schemes: Sequence[Scheme], gaps: Sequence[Gap], ties: OpenTies, alpha: float
) -> Conclusion:
    best = schemes[0] if schemes else None
    good = best is not None and best.says == "good"
    collect = tuple(Saying(TOPIC, "gap_told", _told(gap)) for gap in gaps)
    blocked = () if good else (Reason("R1", _why(best, ties, alpha)),)
    return Conclusion(
        key="design",
        question=Saying(TOPIC, "title"),
        level="L2",
        status="answered" if good else "refused",
        smallest_p=None if best is None else best.smallest_p,
        detectable=best.detectable if good and best is not None else None,
        arrangements=best.arrangements if good and best is not None else None,
        reasons=blocked,
        may_say=(_best(best),) if good and best is not None else (),
        collect=collect,
    )


def _told(gap: Gap) -> dict[str, Any]:
    where = f"{gap.table}.{gap.column}" if gap.column else gap.table
    return {"where": where, "state": gap.state, "why": gap.why}


def _best(best: Scheme) -> Saying:
    assert best.detectable is not None
    gaps = {"scheme": in_words(best), "detectable": fixed(best.detectable, 2)}
    return Saying(TOPIC, "sentence.best", {**gaps, "floor": fixed(best.smallest_p, 4)})


def _why(best: Scheme | None, ties: OpenTies, alpha: float) -> Saying:
    says = "floor" if best is None else best.says
    path = {"unclean": "unclean", "few": "people"}.get(says, "few")
    why = Saying(TOPIC, f"why_none.{path}", {"subjects": len(ties), "needed": fewest(alpha)})
    return Saying(TOPIC, "sentence.none", {"alpha": alpha, "why": why})
