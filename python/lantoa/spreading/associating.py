"""Level L1 of spread: did ties and taking up go together more than chance would give?

Three nulls stand side by side: a free exchange of the times of taking up, one within blocks, and
one within blocks and classes of popularity. The verdict is that of the strictest null that could
have said something, which is known before any outcome is. A free exchange alone has no word: it
takes what whole blocks do for spread (R10).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Conclusion, Conclusions
from lantoa.schema import wording
from lantoa.spreading.association import association
from lantoa.spreading.exchange import Known
from lantoa.spreading.finding import TOPIC as SPREADING
from lantoa.spreading.null_words import Asked, say
from lantoa.spreading.setting import Codes, Setting

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread


def associated(
    spread: Spread,
    practice: str | Sequence[str] | None = None,
    *,
    kinds: str | Sequence[str] | None = None,
    popularity: Mapping[str, int] | None = None,
    outcome: Any = None,
) -> Conclusions:
    """Whether those who took practices up stood next to earlier takers.

    The statistic is the mean, over those seen taking it up from the second period on who have ties
    then, of the share of their sources that had it one period before. Times of taking up, "not
    seen" among them, are exchanged only among subjects that were there and followed over the same
    periods; the exemplar and whoever had it from the start are sources and stay as they are. p is
    two-sided about the mean of the null. The interval and the smallest size that would be found
    take the null's distribution as it is and shift it.

    Args:
        spread: What `lantoa.spread` gives.
        practice: A practice, or several; None for every one.
        kinds: Of ties, one or several; None for every kind, each by itself and all together.
        popularity: A class of each subject by its id; None classes by how many takers name a
            subject as a source: none, 1-2, 3-4, 5-7, 8 and more.
        outcome: Also ask whether this outcome moved differently where there was exposure, from a
            year before it to the last year, which comes after it:
            see `lantoa.spreading.outcomes.outcome_of`. Never places or excellent ratings.

    Returns:
        ``"association"`` for each practice and kind of ties; ``"outcome"`` and ``"sources"``
        where one is named; ``"compared"`` where there are several practices (R9), for those of
        units and those of people apart.

    Raises:
        InputError: A practice, a kind, a subject or the outcome is not known.

    Example:
        >>> import lantoa as lt
        >>> found = lt.spread(lt.sample_office(seed=7), practice="CL01").association()
        >>> one = found["association"]
        >>> one.status, round(one.smallest_p, 3), one.codes
        ('refused', 0.055, ('R1', 'R1', 'R1', 'publicity'))
    """
    wanted = _practices(spread, practice)
    known: Known = {}
    every = [_told(spread, one, kinds, popularity, known) for one in wanted]
    found: list[Conclusion] = [one for told in every for one in told]
    if outcome is not None:
        from lantoa.spreading.moving_apart import moved

        for one in wanted:
            asked = _asked(spread, spread.settings[one], popularity)
            found.extend(moved(spread, spread.settings[one], outcome, asked))
    if len(wanted) > 1:
        from lantoa.spreading.comparing_practices import compared_by_kind

        settings = {one: spread.settings[one] for one in wanted}
        usable = {one: _usable(setting, kinds) for one, setting in settings.items()}
        plain = Asked(spread.alpha, spread.draws, spread.seed, known=known)
        found.extend(compared_by_kind(settings, usable, plain, spread.lang))
    return Conclusions.of(found, lang=spread.lang, kind=spread._kind)


def _practices(spread: Spread, practice: str | Sequence[str] | None) -> list[str]:
    known = list(spread.settings)
    if practice is None:
        return known
    asked = [practice] if isinstance(practice, str) else list(practice)
    return [_checks.one_of(one, known, what="practice") for one in asked]


def _told(
    spread: Spread,
    practice: str,
    kinds: str | Sequence[str] | None,
    popularity: Mapping[str, int] | None,
    known: Known,
) -> Iterator[Conclusion]:
    """One conclusion for all ties together, which is kept, then one for each kind.

    Ties that may not be an exposure are asked about too, once: that they may not is the answer.
    """
    setting = spread.settings[practice]
    named = _kinds(setting, kinds)
    asked = replace(_asked(spread, setting, popularity), kinds=len(named))
    usable = _usable(setting, kinds)
    together = usable or named
    if len(together) != 1:
        about = say("about.kind", practice=practice, kind=say("about.all")).told(spread.lang)
        yield association(setting, together, about, replace(asked, known=known))
    for kind in named:
        told = kind_name(kind, spread.lang)
        about = say("about.kind", practice=practice, kind=told).told(spread.lang)
        kept = known if together == [kind] else {}
        yield association(setting, [kind], about, replace(asked, known=kept))


def kind_name(kind: str, lang: str) -> str:
    """A kind of ties in words where it is one of ours, else as the office writes it."""
    known = wording(SPREADING)["kinds"]
    return str(known[kind]["en" if lang == "en" else "vi"]) if kind in known else kind


def _kinds(setting: Setting, kinds: str | Sequence[str] | None) -> list[str]:
    known = list(setting.ties.kinds)
    if kinds is None:
        return known
    asked = [kinds] if isinstance(kinds, str) else list(kinds)
    return [_checks.one_of(one, known, what="kinds") for one in asked]


def _usable(setting: Setting, kinds: str | Sequence[str] | None) -> list[str]:
    """The kinds that may be an exposure: not those derived from adoptions (R5)."""
    origins = dict(zip(setting.ties.kinds, setting.ties.origins, strict=True))
    return [kind for kind in _kinds(setting, kinds) if origins[kind] != "adoptions"]


def _asked(spread: Spread, setting: Setting, popularity: Mapping[str, int] | None) -> Asked:
    frame = pd.DataFrame(spread._frame)
    stories = frame.loc[frame["practice_id"].astype(str) == setting.practice, "stories"]
    told = 0 if stories.empty or pd.isna(stories.iloc[0]) else int(stories.iloc[0])
    classes = None if popularity is None else _classes(setting, popularity)
    return Asked(spread.alpha, spread.draws, spread.seed, classes, told)


def _classes(setting: Setting, popularity: Mapping[str, int]) -> Codes:
    """Classes as codes; every subject needs one."""
    known = dict(zip(setting.subjects, range(len(setting)), strict=True))
    for one in popularity:
        _checks.one_of(one, known, what="subject in popularity")
    if missing := [one for one in setting.subjects if one not in popularity]:
        told = f"popularity: expected a class of every subject, none of {_checks.listed(missing)}"
        raise InputError(told)
    given = [popularity[one] for one in setting.subjects]
    for one, value in zip(setting.subjects, given, strict=True):
        if isinstance(value, bool) or not isinstance(value, int | np.integer):
            raise InputError(f'popularity: expected a whole number for "{one}", not {value!r}')
    return np.unique(given, return_inverse=True)[1].reshape(-1).astype(np.int32)
