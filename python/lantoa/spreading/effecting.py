"""By how much an outcome moved apart after something was given: asked only of a recorded lot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Reason, Saying
from lantoa.spreading.apart import apart, clean_before, everybody
from lantoa.spreading.comparing import of_first, of_waves
from lantoa.spreading.effect import Effect
from lantoa.spreading.judging import FEWEST_PEOPLE, refused
from lantoa.spreading.lot_facts import say
from lantoa.spreading.lots import Lot, rows_given
from lantoa.spreading.lots_of_days import lots_of
from lantoa.spreading.outcomes import SubjectKind, of_people, outcome_of, zero_sum
from lantoa.spreading.recognised import RECOGNITIONS, in_words, without_lot
from lantoa.spreading.turns import InTurns
from lantoa.told import first_of
from lantoa.trends.panel import Panel

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread

CONTROLS = ("not_yet", "never")


@dataclass(frozen=True)
class Asking:
    """What is asked of an effect, checked.

    Attributes:
        treatment: What was given; `RECOGNITIONS` for being named an exemplar; None where one only
            is recorded.
        base: The year that changes are counted from; None for the mean of the clean ones.
        controls: ``"not_yet"`` or ``"never"``.
        anticipation: Years before it was given that are not clean either.
        subject_kind: People or units; None for what the outcome has.
        lot: The day of the lot; None where there is one only.
    """

    treatment: str | None
    base: int | None
    controls: str
    anticipation: int
    subject_kind: SubjectKind | None
    lot: str | None = None


def effect_of(
    spread: Spread,
    outcome: Any,
    *,
    treatment: str | None = None,
    base: int | None = None,
    controls: str = "not_yet",
    anticipation: int = 0,
    subject_kind: SubjectKind | None = None,
    lot: str | None = None,
) -> Effect:
    """By how much an outcome moved apart for those who were given something.

    The answer rests on the lot alone: the difference is compared with those that every other
    arrangement of the lot would have given (Fisher 1935), and the interval holds every constant
    difference that this test does not reject. Without a recorded lot there is no answer, only what
    happened, in other words.

    Where a lot was drawn in waves, each is compared in every year with those who have not been
    given it by then, waves count by their size, and the labels of waves are dealt out again: no
    wave is compared with one that has it already (Callaway and Sant'Anna 2021).

    Args:
        spread: Of an office.
        outcome: ``"targets"`` (achieved by planned, in per cent), ``"targets:<name>"``, the name
            of a measure, ``"initiatives"`` (recognised, by head), ``"good_or_better"`` (share of
            ratings, in per cent), or a frame with a row per subject and year. Places and excellent
            ratings are refused: one's gain is another's loss.
        treatment: What was given, as ``assignments`` has it; ``"recognitions"`` for being named.
        base: The year that changes are counted from; None takes the mean of all years before it was
            given in which everybody of the lot has the outcome: fixed before any outcome after it
            is seen, and quieter than one year. Of recognitions it takes the last year before those that
            they were given for.
        controls: ``"not_yet"`` or ``"never"``: whether those of later waves count until their turn.
        anticipation: Years before it was given in which it may have been known.
        subject_kind: ``"unit"`` or ``"person"``.
        lot: The first day of the lot, such as ``"2023-03-15"``, where the same thing was given by
            several. Each is compared with those of its own day who were given nothing.

    Returns:
        The answer, or what blocks it, with the differences by year.

    Raises:
        InputError: An outcome, a treatment or a year is not known; the nearest is named.

    Example:
        >>> import lantoa as lt
        >>> found = lt.spread(lt.sample_office(seed=7)).effect("muc_do_hai_long")
        >>> found.conclusion.level, found.conclusion.arrangements
        ('L2', 35)
    """
    asked = replace(_asked(treatment, base, controls, anticipation, subject_kind), lot=_day(lot))
    blocked = zero_sum(outcome)
    if blocked is not None:
        nothing: dict[str, Any] = {
            "outcome": say("some_outcome"),
            "treatment": in_words(treatment),
        }
        one = refused("effect", Reason("zero_sum", blocked), **nothing)
        return Effect.of([one], say("some_outcome"), lang=spread.lang, kind=spread.office.frames)
    panel = outcome_of(spread.office, outcome, subject_kind, spread.lang, spread.as_of)
    if asked.base is not None and asked.base not in panel.years:
        raise _checks.unknown(asked.base, [str(year) for year in panel.years], what="base")
    lots = () if treatment == RECOGNITIONS else lots_of(spread.office, treatment)
    if not lots and treatment != RECOGNITIONS and len(rows_given(spread.office)):
        return _nobody_drawn(spread, panel, treatment)
    if not lots:
        how: dict[str, Any] = {"controls": asked.controls, "anticipation": asked.anticipation}
        return without_lot(spread, panel, treatment, base=asked.base, **how)
    return _of_lot(spread, panel, _named(lots, asked.lot), asked)


def _nobody_drawn(spread: Spread, panel: Panel, treatment: str | None) -> Effect:
    """A register in which everybody was given nothing."""
    reason = Reason("nobody", say("reasons.nobody_drawn", count=len(rows_given(spread.office))))
    told: dict[str, Any] = {"outcome": panel.label, "treatment": treatment or say("something")}
    one = refused("effect", reason, unblock=(say("unblock.lot"),), **told)
    return Effect.of([one], panel.label, lang=spread.lang, kind=spread.office.frames)


def _named(lots: tuple[Lot, ...], day: str | None) -> Lot:
    """The lot of a day; of several none is asked of before one is named."""
    if day is None:
        days = tuple(one.day for one in lots)
        return lots[0] if len(lots) == 1 else replace(lots[0], several=days)
    known = {one.day: one for one in lots}
    return known[_checks.one_of(day, list(known), what="lot")]


def _day(lot: object) -> str | None:
    if lot is not None and not isinstance(lot, str):
        raise InputError(f'lot: expected a day such as "2026-03-15", not {type(lot).__name__}')
    return lot


def _asked(
    treatment: object, base: object, controls: str, anticipation: object, kind: Any
) -> Asking:
    if treatment is not None and not isinstance(treatment, str):
        raise InputError(f"treatment: expected a name, not {type(treatment).__name__}")
    for name, given in (("base", base), ("anticipation", anticipation)):
        whole = hasattr(given, "__index__") and not isinstance(given, bool)
        if given is not None and not whole:
            raise InputError(f"{name}: expected a whole number, not {given!r}")
    _checks.one_of(controls, CONTROLS, what="controls")
    if kind is not None:
        _checks.one_of(kind, ("unit", "person"), what="subject_kind")
    ahead: Any = anticipation
    if ahead is None or not 0 <= int(ahead) <= 50:
        raise InputError(f"anticipation: expected years, 0 to 50, not {anticipation!r}")
    when: Any = base
    return Asking(treatment, None if when is None else int(when), controls, int(ahead), kind)


def _of_lot(spread: Spread, panel: Panel, lot: Lot, asked: Asking) -> Effect:
    outcome = panel.label
    gaps: dict[str, Any] = {"outcome": outcome, "treatment": lot.treatment}

    def stopped(code: str, saying: Saying, *unblock: Saying) -> Effect:
        one = refused("effect", Reason(code, saying), unblock=unblock, **gaps)
        return Effect.of([one], outcome, lang=spread.lang, kind=spread.office.frames)

    if not lot.is_lot:
        named = lot.rule or say("no_rule")
        return stopped("rule", say("reasons.rule", rule=named), say("unblock.lot"))
    if lot.several:
        several = say("reasons.several", count=len(lot.several), days=", ".join(lot.several))
        return stopped("several_lots", several, say("unblock.name_lot", day=lot.several[0]))
    if lot.contradicted:
        both = {"count": len(lot.contradicted), "named": first_of(lot.contradicted)}
        return stopped("contradicted", say("reasons.contradicted", **both), say("unblock.one_row"))
    if lot.unclear:
        reason = say("reasons.unclear", column=lot.unclear)
        return stopped("which_lot", reason, say("unblock.own_day"))
    if not lot.given and lot.undated:
        undated = say("reasons.undated", count=lot.undated)
        return stopped("undated", undated, say("unblock.date_them"))
    if len(lot.given) == len(lot) and len(lot.years) == 1:
        reason = say("reasons.R4", year=lot.years[0], count=len(lot))
        further = (say(f"unblock.{one}") for one in ("stagger", "not_drawn", "lot"))
        return stopped("R4", reason, *further)
    bases = _bases(panel, lot, asked)
    if not bases:
        return stopped("R3", *_without_base(panel, lot, asked.anticipation))
    how: dict[str, Any] = {"alpha": spread.alpha, "draws": spread.draws, "seed": spread.seed}
    pair = apart(panel, lot, bases, asked.controls, asked.anticipation, **how)
    whole = everybody(panel, lot, bases, asked.anticipation, **how) if len(lot.waves) > 1 else pair
    if not whole.years:
        return stopped("no_year", say("reasons.no_year", year=lot.start), say("unblock.wait"))
    if len(lot.waves) > 1:
        fewest = FEWEST_PEOPLE if of_people(spread.office, whole.panel) else 1
        turned = InTurns(whole, asked.controls, asked.anticipation, fewest)
        if turned.cells:
            return of_waves(spread, turned, pair)
        pair = whole
    if len(pair.lot) == 0 or not pair.draw.splits:
        return stopped("R4", say("reasons.nobody_beside", count=len(pair.lot)), say("unblock.lot"))
    return of_first(spread, pair)


def _bases(panel: Panel, lot: Lot, asked: Asking) -> list[int]:
    """The year asked for, else every clean one with the outcome."""
    clean = clean_before(panel, lot.years[0], asked.anticipation)
    if asked.base is None:
        return clean
    if asked.base not in clean:
        known = lot.years[0] - asked.anticipation
        raise InputError(f"base: {asked.base} is not before {known}, when it may have been known")
    return [asked.base]


def _without_base(panel: Panel, lot: Lot, anticipation: int) -> tuple[Saying, Saying]:
    """Why no year can be the base, and what would change that."""
    first = lot.years[0]
    if not any(year < first for year in panel.years):
        return say("reasons.no_base", year=first), say("unblock.earlier")
    told = {"year": first, "clean": first - anticipation, "anticipation": anticipation}
    return say("reasons.no_clean_base", **told), say("unblock.earlier_clean", **told)
