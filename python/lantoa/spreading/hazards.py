"""The hazard of taking up, period by period, with exposure, blocks and years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa.concluding import Conclusion, Conclusions, Reason, Saying, fixed
from lantoa.spreading.exposures import exposures
from lantoa.spreading.setting import NEVER, Codes, Numbers, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

TOPIC = "hazards"
EVENTS_PER_PARAMETER = 10
_WILD = 10  # an error that many times its coefficient says nothing
_LINKS = ("logit", "cloglog")


def say(path: str, **gaps: object) -> Saying:
    """A sentence of hazards."""
    return Saying(TOPIC, path, gaps)


@dataclass(frozen=True, eq=False)
class Rows:
    """Subject-periods at risk that are alike, once each.

    Attributes:
        design: u x q: ones, exposure one period before, other blocks and other years.
        at_risk: u numbers of subject-periods.
        events: u numbers of them in which it was taken up.
    """

    design: Numbers
    at_risk: Numbers
    events: Numbers

    @property
    def parameters(self) -> int:
        """q."""
        return int(self.design.shape[1])


def hazard_of(
    spread: Spread,
    practice: str | Sequence[str] | None = None,
    *,
    link: str = "cloglog",
    blocks: bool = True,
    years: bool = True,
) -> Conclusions:
    """How the chance of taking up in a period went with exposure in the period before.

    Discrete time, fitted by maximum likelihood on subject-periods at risk. The ratio is a fact of
    the fit and no more: its error by formula takes subjects as independent, which ties contradict,
    and would find spread where there is none. So there is no interval, no p and no verdict here;
    the permutation of `lantoa.spreading.associating` decides. With fewer than ten takers per
    coefficient, or where a coefficient runs away, not even the ratio is printed (R6).

    Args:
        spread: What `lantoa.spread` gives.
        practice: A practice, or several; None for every one.
        link: ``"cloglog"`` (the coefficient is the logarithm of a ratio of rates) or ``"logit"``
            (of a ratio of odds).
        blocks: Hold blocks fixed.
        years: Hold calendar years fixed.

    Returns:
        ``"hazard"`` for each practice, refused, with the ratio among the facts where it can be had.

    Raises:
        InputError: A practice or a link is not known.

    Example:
        >>> import lantoa as lt
        >>> found = lt.spread(lt.sample_office(seed=7)).hazard(practice="CL01")
        >>> found["hazard"].codes
        ('R6',)
    """
    _checks.one_of(link, _LINKS, what="link")
    known = list(spread.settings)
    wanted = known if practice is None else [practice] if isinstance(practice, str) else practice
    chosen = [_checks.one_of(one, known, what="practice") for one in wanted]
    every = [_concluded(spread, one, link, blocks, years) for one in chosen]
    return Conclusions.of(every, lang=spread.lang, kind=spread.office.frames)


def rows_of(setting: Setting, *, blocks: bool, years: bool) -> Rows:
    """The subject-periods of a practice, from the second period on."""
    there, taken = _there(setting)
    subject, period = np.nonzero(there)
    before = exposures(setting)[subject, period - 1]
    levels, coded = np.unique(before, return_inverse=True)
    block = setting.block[subject] if blocks else np.zeros(len(subject), np.int32)
    year = _years(setting)[period] if years else np.zeros(len(subject), np.int32)
    codes = np.asfortranarray(np.column_stack([coded.reshape(-1), block, year]), np.int32)
    found = _core.counted_at_risk(codes, taken[subject, period].astype(np.int32), 0)
    columns = [np.ones(len(found.events)), levels[found.codes[:, 0]]]
    columns += [*_others(found.codes[:, 1]), *_others(found.codes[:, 2])]
    return Rows(np.asfortranarray(np.column_stack(columns)), found.at_risk, found.events)


def _there(setting: Setting) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """n x T flags of at risk and of taking up; nobody was exposed before the first period."""
    periods = np.arange(1, setting.last + 1)
    since, until, adopted = (
        one[:, None] for one in (setting.since, setting.until, setting.adopted)
    )
    not_yet = (adopted == NEVER) | (adopted >= periods)
    there = setting.at_risk[:, None] & (since <= periods) & (periods <= until) & not_yet
    there[:, 0] = False
    return there, there & (adopted == periods)


def _years(setting: Setting) -> Codes:
    years = [label[:4] for label in setting.periods]
    return np.unique(years, return_inverse=True)[1].astype(np.int32)


def _others(codes: Codes) -> list[Numbers]:
    """A column for each code that there is but the first."""
    return [(codes == one).astype(np.float64) for one in np.unique(codes)[1:]]


def _concluded(spread: Spread, practice: str, link: str, blocks: bool, years: bool) -> Conclusion:
    rows = rows_of(spread.settings[practice], blocks=blocks, years=years)
    events = int(rows.events.sum())
    facts = (say("facts.rows", events=events, rows=int(rows.at_risk.sum())),)
    short = _too_few(rows, events)
    if short is not None:
        return _thin(practice, short, rows, facts)
    found = _core.fit_hazard(
        rows.design, rows.at_risk, rows.events, _core.Link[link.upper()], _core.Penalty.NONE, 0
    )
    wild = _runs_away(found)
    if wild is not None:
        return _thin(practice, wild, rows, facts)
    return _told(practice, link, found, facts)


def _too_few(rows: Rows, events: int) -> Reason | None:
    if events >= EVENTS_PER_PARAMETER * rows.parameters:
        return None
    gaps = {"events": events, "parameters": rows.parameters}
    return Reason("R6", say("reasons.few", least=EVENTS_PER_PARAMETER, **gaps))


def _runs_away(found: _core.Hazard) -> Reason | None:
    if found.collinear:
        return Reason("R6", say("reasons.collinear"))
    if found.separated or not found.converged:
        return Reason("R6", say("reasons.separated"))
    if found.error[1] > _WILD * abs(found.coefficient[1]):
        return Reason("R6", say("reasons.wild"))
    return None


def _told(practice: str, link: str, found: _core.Hazard, facts: Sequence[Saying]) -> Conclusion:
    """The ratio as a fact; what it is worth is asked by permutation."""
    slope = float(found.coefficient[1])
    ratio = say("facts.ratio", ratio=fixed(float(np.exp(slope)), 2), unit=say(f"units.{link}"))
    return replace(
        _refused(practice, Reason("alike", say("reasons.alike")), (*facts, ratio)),
        statistic={"b": slope, "-2 log L": float(found.deviance)},
        method=say(f"methods.{link}"),
        unblock=(say("unblock.permute"),),
    )


def _thin(practice: str, reason: Reason, rows: Rows, facts: Sequence[Saying]) -> Conclusion:
    needed = EVENTS_PER_PARAMETER * rows.parameters
    unblock = (say("unblock.permute"), say("unblock.more", needed=needed))
    return replace(_refused(practice, reason, facts), unblock=unblock)


def _refused(practice: str, reason: Reason, facts: Sequence[Saying]) -> Conclusion:
    return Conclusion(
        key="hazard",
        question=say("questions.hazard", practice=practice),
        level="L1",
        status="refused",
        about=practice,
        facts=tuple(facts),
        reasons=(reason,),
        may_not_say=(say("may_not_say"),),
        collect=(say("collect"),),
    )
