"""Publicity pulses: did more take a practice up soon after a story than at other times?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.concluding import Conclusion, Conclusions, Reason, Saying, fixed
from lantoa.spreading.waves import Waves, stories_of, together, waves_of

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

TOPIC = "pulses"
NULLS = ("free", "within_year")


def say(path: str, **gaps: object) -> Saying:
    """A sentence of pulses."""
    return Saying(TOPIC, path, gaps)


def pulses_of(
    spread: Spread, practice: str | Sequence[str] | None = None, *, window: int = 1
) -> Conclusions:
    """Whether more took a practice up soon after a story than moved stories would give.

    The statistic is the number who took it up in the periods after each story, less what the mean
    rate of the practice gives for as many at risk; the period of the story itself is left out, for
    who came first in it is not known. Under two nested nulls every story could have run in any
    period, or in any period of its own year. Two-sided, about the mean of the null.

    Args:
        spread: What `lantoa.spread` gives.
        practice: A practice, or several; None for every one, each by itself and all together.
        window: Periods after that of a story that count as soon after it.

    Returns:
        ``"pulse"`` for each practice, and over all of them where there are several.

    Raises:
        InputError: A practice is not known, or the window is no number of periods.

    Example:
        >>> import lantoa as lt
        >>> found = lt.spread(lt.sample_office(seed=7)).pulses()
        >>> found["pulse"].level, list(found["pulse"].p)
        ('L1', ['free', 'within_year'])
    """
    if not hasattr(window, "__index__") or isinstance(window, bool) or not 1 <= int(window) <= 99:
        raise InputError(f"window: expected a number of periods, 1 to 99, not {window!r}")
    known = list(spread.settings)
    wanted = known if practice is None else [practice] if isinstance(practice, str) else practice
    chosen = [_checks.one_of(one, known, what="practice") for one in wanted]
    stories = stories_of(spread)
    each = {}
    for one in chosen:
        when, which = ([story[at] for story in stories.get(one, [])] for at in (0, 1))
        each[one] = waves_of(spread.settings[one], when, which)
    every = [_concluded(spread, one, waves, int(window)) for one, waves in each.items()]
    if len(chosen) > 1:
        every.insert(0, _concluded(spread, "", together(list(each.values())), int(window)))
    return Conclusions.of(every, lang=spread.lang, kind=spread.office.frames)


def _concluded(spread: Spread, about: str, waves: Waves, window: int) -> Conclusion:
    could = waves.period < len(waves.labels)
    kept, late = waves.followed(could), waves.followed(~could).stories
    facts = [_fact(kept, window)]
    if late:
        facts.append(say("facts.late", count=late))
    if not len(kept.period) or not kept.taken.sum():
        which = "no_story" if not len(kept.period) else "no_adoption"
        return _refused(about, which, Reason(which, say(f"reasons.{which}")), facts)
    found = {null: _asked(spread, kept, null, window) for null in NULLS}
    return _judged(spread, about, found, facts, kept.dates)


def _asked(spread: Spread, waves: Waves, null: str, window: int) -> _core.Pulse:
    excess, column, dates = waves.by_date()
    stories = _core.Stories(column, dates, waves.groups(null), window)
    budget = _core.Budget(draws=spread.draws, seed=spread.seed)
    return _core.pulse(excess, stories, budget)


def _smallest(found: _core.Pulse) -> float:
    return found.furthest / found.counted


def _judged(
    spread: Spread,
    about: str,
    found: Mapping[str, _core.Pulse],
    facts: Sequence[Saying],
    dates: int,
) -> Conclusion:
    room = [null for null in NULLS if _smallest(found[null]) <= spread.alpha]
    if not room:
        smallest = min(_smallest(one) for one in found.values())
        gaps: dict[str, Any] = {"smallest": fixed(smallest, 4), "alpha": fixed(spread.alpha, 3)}
        count = found["free"].arrangements
        reason = Reason("R1", say("reasons.R1", count=count, dates=dates, **gaps))
        return _refused(about, "R1", reason, facts, smallest, count)
    judge = room[-1]
    held = found[judge].two / found[judge].counted <= spread.alpha
    loose = found["free"].two / found["free"].counted <= spread.alpha
    way = "none" if not held else "more" if found[judge].observed > found[judge].mean else "fewer"
    short = found[judge]
    warnings = [Reason("R10", say("warnings.R10"))] if loose and not held else []
    if judge != NULLS[-1]:
        warnings.append(Reason("R1", say("warnings.R1")))
    return Conclusion(
        key="pulse",
        question=say("questions.pulse", practice=about or say("all")),
        level="L1",
        status="answered",
        about=about,
        estimate=short.observed - short.mean,
        unit=say("unit"),
        p={null: one.two / one.counted for null, one in found.items()},
        judged=judge,
        smallest_p=_smallest(short),
        method=say("methods.exact" if short.is_exact else "methods.drawn", draws=spread.draws),
        arrangements=short.arrangements,
        draws=None if short.is_exact else spread.draws,
        seed=None if short.is_exact else spread.seed,
        facts=tuple(facts),
        warnings=tuple(warnings),
        may_say=(say(f"may_say.{way}", p=fixed(short.two / short.counted, 4)),),
        may_not_say=(say("may_not_say"),),
        collect=(say("collect"),),
    )


def _refused(
    about: str,
    which: str,
    reason: Reason,
    facts: Sequence[Saying],
    smallest: float | None = None,
    arrangements: int | None = None,
) -> Conclusion:
    return Conclusion(
        key="pulse",
        question=say("questions.pulse", practice=about or say("all")),
        level="L1",
        status="refused",
        about=about,
        smallest_p=smallest,
        arrangements=arrangements,
        facts=tuple(facts),
        reasons=(reason,),
        unblock=(say(f"unblock.{which}"),),
        may_not_say=(say("may_not_say"),),
        collect=(say("collect"),),
    )


def _fact(waves: Waves, window: int) -> Saying:
    after = waves.soon(window, after=True)
    before = waves.soon(window, after=False) & ~after
    gaps: dict[str, Any] = {"stories": waves.stories, "dates": waves.dates, "window": window}
    for name, where in (("after", after), ("before", before), ("other", ~after & ~before)):
        gaps[name] = int(waves.taken[where].sum())
        gaps[f"{name}_risk"] = int(waves.at_risk[where].sum())
    return say("facts.rates", **gaps)
