"""Spread (*lan tỏa*): what happened after an exemplar was named, and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lantoa import _checks
from lantoa.office import Office
from lantoa.spreading.asked_of import check_alpha, check_draws, check_seed
from lantoa.spreading.chains import chains_of, first_days, list_claims
from lantoa.spreading.facts import about, exemplars_frame, facts_frame, facts_of, stories_of
from lantoa.spreading.finding import Findings
from lantoa.spreading.known import known_on, list_later
from lantoa.spreading.linking import links_of
from lantoa.spreading.periods import EVERY, Every
from lantoa.spreading.practices import Named, chosen, named
from lantoa.spreading.registers import Registers
from lantoa.spreading.result import Spread
from lantoa.spreading.settling import Ground, Settings, ground_of
from lantoa.spreading.spans import NO_ROWS, Rows, day_of, first_year, periods_of

__all__ = ["Spread", "spread"]

_LANGS = ("vi", "en")
_FEWEST_DRAWS = 99


def spread(
    office: Office,
    *,
    practice: str | Sequence[str] | None = None,
    exemplar: str | Sequence[str] | None = None,
    links: Any = None,
    by: str | None = "unit_id",
    every: Every = "quarter",
    as_of: Any = None,
    years: Any = None,
    alpha: float = 0.05,
    draws: int = 9_999,
    seed: int = 2025,
    lang: str | None = None,
) -> Spread:
    """What happened after practices were named, and what can be asked of it.

    Args:
        office: What `lantoa.read` gives. It needs the table ``adoptions``; ``practices``,
            ``publicity``, ``links`` and ``observed`` say more.
        practice: The id of a practice, or several; None for every one. Whether people or units take
            it up is what its ``eligible`` says; else what most of those are who took it up by the
            day; else what its exemplar is; else what those are who are tied, where all are of one
            kind; else people, which is listed and warned of unless the office knows one kind only.
        exemplar: Only the practices of this exemplar, or of several.
        links: Along which ties practices can travel. ``"table"``: those of the table ``links``, or
            the name of a kind in it; derived: ``"same_unit"``, ``"moved"``, ``"same_field"``,
            ``"unit_and_parent"`` (see `lantoa.spreading.deriving.derived`); ``"claimed"``: what
            takers say, which is never an exposure; several of them; or a frame of ``from_id``,
            ``to_id`` and, where known, ``kind``, ``weight``, ``from``, ``to``, ``origin``. None
            is the table, and without a usable one the same unit of people, and moves, fields and
            parents of units. A tie leads from ``from_id`` to ``to_id``.
        by: What subjects are grouped by: people by ``"unit_id"`` (in the first period in which
            they are there), ``"field"``, ``"class"`` or ``"sex"``; units by ``"field"`` or
            ``"parent_id"`` (``"unit_id"`` is the field, else the parent). None: all in one group.
        every: The length of a period: ``"year"``, ``"quarter"`` or ``"month"``.
        as_of: The day on which the question is asked. No answer sees what came later: what was
            taken up, told, given, named, revoked or decided after it, and the figures of years
            that were not over (`lantoa.spreading.known.known_on`). None: everything that is
            written; adoptions are followed to the last day of ``observed``, else up to which
            ``coverage`` says that they are complete, else to the last day in the registers, and
            then it is a warning of every answer that nobody wrote until when.
        years: The years to follow: ``(first, last)`` or a range is a span, another collection must
            be one without gaps; None from the first that something happened in.
        alpha: The level of tests and intervals.
        draws: Of simulations, 99 to 10,000,000.
        seed: Of simulations, 0 to 2**64 - 1: the same seed gives the same numbers.
        lang: ``"vi"`` or ``"en"``; None for the office's.

    Returns:
        The facts, and from there every further question. Who was not seen taking a practice up
        is censored when last observed, and never counts as a taker.

    Raises:
        InputError: An argument or an id is not known, or a table that is needed is not there.

    Example:
        >>> import lantoa as lt
        >>> found = lt.spread(lt.sample_office(seed=7), practice="CL01")
        >>> found.frame[["eligible", "stories", "adopters", "kept"]].values.tolist()
        [[85, 2, 7, 7]]
    """
    _checks.made_by(office, "tables", what="office", maker="lantoa.read")
    told = _lang_of(lang, office)
    _checked(alpha, draws, seed, every)
    _needs(office, "adoptions")
    day, whole = day_of(as_of), office
    office = whole if day is None else known_on(whole, day)
    registers = Registers(office)
    asked = chosen(named(registers), practice, exemplar)

    def laid(left_out: Rows) -> tuple[Findings, Ground]:
        findings = Findings(told)
        findings.of_intake(office)
        periods = periods_of(
            registers, every=every, as_of=day, years=years, findings=findings, left_out=left_out
        )
        if day is not None:
            list_later(whole, day, asked, findings)
        wanted = links_of(links, office, registers, findings)
        return findings, ground_of(registers, asked, wanted, periods, by=by, findings=findings)

    findings, ground = laid(NO_ROWS)
    left_out = ground.left_out(registers)
    if years is None and first_year(registers, day, left_out) > ground.periods.first:
        findings, ground = laid(left_out)  # what cannot be so begins nothing
    found = _spread(office, registers, asked, ground, findings, alpha, draws, seed)
    return replace(found, as_of=day)


def _spread(
    office: Office,
    registers: Registers,
    asked: dict[str, Named],
    ground: Ground,
    findings: Findings,
    alpha: float,
    draws: int,
    seed: int,
) -> Spread:
    import pandas as pd

    settings = Settings(ground)
    stories = stories_of(registers, ground.periods, findings)
    chains, rows = [], []
    for key, one in asked.items():
        taken, circle = ground.taken[key], ground.circles[ground.practices[key].kind]
        chains.append(chains_of(key, taken, circle, one.exemplar, first_days([(taken, circle)])))
        list_claims(chains[-1], taken, circle, one.exemplar, registers["adoptions"], findings)
        rows.append(
            facts_of(settings[key], one, about(stories, one), chains[-1], len(taken.undated), alpha)
        )
        _listed(registers, one, rows[-1], findings)
        if not ground.practices[key].is_told:
            findings.add("kind_untold", registers["practices"], [one.row], "eligible")
    facts = facts_frame(rows)
    return Spread(
        _frame=facts, _kind=office.frames, office=office, settings=settings, alpha=float(alpha),
        draws=int(draws), seed=int(seed), _lang=findings.lang, _problems=findings.frame(),
        years=(ground.periods.first, int(str(ground.periods.last)[:4])),
        _exemplars=exemplars_frame(facts, registers, stories, ground.periods.last),
        _chains=pd.concat(chains, ignore_index=True) if chains else _no_chains(),
    )  # fmt: skip


def _listed(registers: Registers, one: Named, row: dict[str, Any], findings: Findings) -> None:
    """A practice that nobody took up or could, or that is in no register."""
    if not row["subjects"]:
        findings.note("nobody_there", "people", name=one.id)
    if one.row < 0:
        rows = np.flatnonzero(registers["adoptions"].frame["practice_id"] == one.id)
        findings.add("no_practice", registers["adoptions"], rows[:1], "practice_id")
    elif not row["adopters"] and not row["undated"]:
        findings.add("no_adopters", registers["practices"], [one.row], "practice_id")


def _no_chains() -> Any:
    import pandas as pd

    from lantoa.spreading.chains import CHAINS

    return pd.DataFrame(columns=list(CHAINS))


def _lang_of(lang: str | None, office: Office) -> str:
    return office._lang if lang is None else _checks.one_of(lang, _LANGS, what="lang")


def _needs(office: Office, table: str) -> None:
    if table not in office.tables:
        told = f"the office has no table {table}: who took what up is not known for anybody"
        raise _checks.InputError(told)


def _checked(alpha: Any, draws: Any, seed: Any, every: Any) -> None:
    _checks.one_of(every, EVERY, what="every")
    check_alpha(alpha)
    check_draws(draws, _FEWEST_DRAWS)
    check_seed(seed)
