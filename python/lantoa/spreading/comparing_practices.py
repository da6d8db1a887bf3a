"""Several practices compared: one p for all of them, and ranges of places instead of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from lantoa import _core
from lantoa.concluding import Conclusion, Reason, Saying, Share
from lantoa.spreading.families import HELD_FIXED, LEAST, Family, by_kind, family_of
from lantoa.spreading.null_words import Asked, arrangements, chance, held, no_room_of, say
from lantoa.spreading.setting import Setting


def compared_by_kind(
    settings: Mapping[str, Setting], kinds: Mapping[str, Sequence[str]], asked: Asked, lang: str
) -> Iterator[Conclusion]:
    """The practices of units and those of people, each compared among themselves.

    Args:
        settings: By practice.
        kinds: Of ties, by practice.
        asked: How it is asked.
        lang: In which a kind of subjects is named where there are both.
    """
    families = by_kind(settings)
    for family in families:
        kind = settings[family[0]].kind
        about = say(f"about.{kind}").told(lang) if len(families) > 1 else ""
        yield compared({one: settings[one] for one in family}, kinds, asked, about)


def compared(
    settings: Mapping[str, Setting],
    kinds: Mapping[str, Sequence[str]],
    asked: Asked,
    about: str = "",
) -> Conclusion:
    """Which practices went along ties more than others, judged together (R9).

    Subjects change places within blocks and popularity, each with its times of all practices, so that what the
    practices have in common stays, and the most extreme of all, and of all differences of two, has
    a distribution of its own. Practices without room are left out and named (R1). Nobody stands
    before another unless the test of all together finds something.

    Args:
        settings: By practice, of one kind of subjects.
        kinds: Of ties, by practice.
        asked: How it is asked.
        about: Whom it is about, in words.
    """
    blank = Conclusion("compared", say("questions.compared"), "L1", "refused", about=about)
    family = family_of(settings, kinds, asked)
    if len(family.practices) < 2:
        return _too_few(blank, family, asked)
    effort = _core.Budget(draws=asked.draws, seed=asked.seed)
    joint = _core.jointly_permuted(list(family.practices.values()), effort)
    return _judged(blank, family, joint, asked)


def _too_few(blank: Conclusion, family: Family, asked: Asked) -> Conclusion:
    floors = [one.smallest_p for one in family.floored.values()]
    few = Reason("few", say("reasons.few", count=len(family.practices)))
    return replace(
        blank,
        smallest_p=None if family.practices else min(floors, default=None),
        facts=tuple(_left_out(family, asked)),
        reasons=(*_minded(family, asked), few),
        unblock=tuple(_ways_out(family, asked)),
        may_not_say=(say("may_not_say.anything"),),
    )


def _judged(
    blank: Conclusion, family: Family, joint: _core.JointlyPermuted, asked: Asked
) -> Conclusion:
    """By the most extreme of all, if there is room for it."""
    practices, left_out = list(family.practices), tuple(_left_out(family, asked))
    minded = tuple(_minded(family, asked))
    found = _core.simultaneous(joint.values, asked.alpha)
    count = None if joint.arrangements >= _core.COUNTLESS else joint.arrangements
    smallest = max(found.at_the_end / len(joint.values), 1 / (count or np.inf))
    blank = replace(blank, smallest_p=smallest, arrangements=count)
    if smallest > asked.alpha:
        return replace(
            blank,
            facts=left_out,
            reasons=(*minded, no_room_of(family.null, smallest, count, asked.alpha)),
            unblock=(say("unblock.fewer"),),
            may_not_say=(say("may_not_say.anything"),),
        )
    moved = say("facts.moving", moving=joint.moving, arrangements=arrangements(count))
    return replace(
        blank,
        status="answered",
        p={family.null: float(found.p.min())},
        method=_method(joint, family.null, asked),
        draws=None if joint.is_exact else asked.draws,
        seed=None if joint.is_exact else asked.seed,
        facts=(*_places(practices, joint.values, found), moved, *left_out),
        warnings=(Reason("R9", say("reasons.R9", count=len(practices))), *minded),
        may_say=_may_say(practices, found),
        may_not_say=tuple(say(f"may_not_say.{one}") for one in ("pair", "best", "contagion")),
    )


def _minded(family: Family, asked: Asked) -> Iterator[Reason]:
    """Who is not compared, and why; and that popularity is not held fixed where it cannot be."""
    if len(family.practices) > 1 and family.null != HELD_FIXED[0]:
        yield Reason("R10", say("reasons.popularity"))
    if family.few:
        yield Reason("R12", say("reasons.R12", count=family.few, least=LEAST))
    if family.floored:
        told = say("reasons.floored", count=len(family.floored), alpha=asked.alpha)
        yield Reason("R1", told)


def _left_out(family: Family, asked: Asked) -> Iterator[Saying]:
    for practice, one in family.floored.items():
        why = no_room_of(one.null, one.smallest_p, one.arrangements, asked.alpha)
        yield say("facts.left_out", practice=practice, rule=why.code, why=why.saying)


def _ways_out(family: Family, asked: Asked) -> Iterator[Saying]:
    """More arrangements where there are too few, other ties where many are alike, more takers."""
    floored = family.floored.values()
    short = [one for one in floored if (one.arrangements or np.inf) * asked.alpha < 1]
    if short:
        yield say("unblock.followed", least=ceil(1 / asked.alpha))
    if alike := [one.found.members for one in floored if one not in short]:
        yield say("unblock.tied", members=min(alike))
    if family.few or not family.floored:
        yield say("unblock.practices", least=LEAST)


def _method(joint: _core.JointlyPermuted, null: str, asked: Asked) -> Saying:
    if joint.is_exact:
        return say("method.joint_exact", null=held(null))
    return say("method.joint", draws=asked.draws, seed=asked.seed, null=held(null))


def _places(
    practices: Sequence[str], values: np.ndarray, found: _core.Simultaneous
) -> list[Saying]:
    excess = values[0] - values.mean(axis=0)
    order = sorted(range(len(practices)), key=lambda at: (found.best[at], practices[at]))
    return [
        say(
            "facts.place",
            practice=practices[at],
            excess=Share(float(excess[at])),
            p=chance(float(found.p[at])),
            best=int(found.best[at]),
            worst=int(found.worst[at]),
        )
        for at in order
    ]


def _may_say(practices: Sequence[str], found: _core.Simultaneous) -> tuple[Saying, ...]:
    last = len(practices)
    ahead = [one for one, worst in zip(practices, found.worst, strict=True) if worst < last]
    return tuple(say("may_say.placed", practice=one) for one in ahead) or (
        say("may_say.no_places"),
    )
