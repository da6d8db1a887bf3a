"""Two scores, rankings or opinions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.comparing.between import source, way
from lantoa.comparing.likeness import Likeness, likeness
from lantoa.comparing.movement import Movement
from lantoa.comparing.moving import PARTS, moved
from lantoa.comparing.staging import Stage, Year, is_same
from lantoa.ranking.ranked import Ranking
from lantoa.scoring.scored import Score

BREAKS = ("all", "declared", "none")
_BY_FIELD = ("minmax", "z", "rank")  # scales that follow those compared


def compare_orders(
    one: Any,
    other: Any = None,
    *,
    years: Sequence[int] | None = None,
    breaks: str = "all",
    top: int = 10,
    names: Sequence[str] | None = None,
) -> Movement:
    """Who moved from one score, ranking or opinion to another, and why.

    Args:
        one: What has places.
        other: What it is compared with; without it the same in another year.
        years: The year of each side; without it the latest of each.
        breaks: ``"all"``: measures whose scale broke between the years, declared or found, are a
            part of their own; ``"declared"``: only those of the schemes; ``"none"``.
        top: How many first places the overlap is counted in.
        names: What the two sides are called.

    Raises:
        InputError: A side has no places, a year is not there, or an option is not known.
    """
    other = one if other is None else other
    for side, what in ((one, "earlier"), (other, "later")):
        _checks.made_by(side, "standing", what=what, maker="score, rank or an opinion")
    _checks.one_of(breaks, BREAKS, what="breaks")
    _expect_scales(one, other, breaks)
    _expect_whole(top)
    was, now = _years(one, other, years)
    broken = _broken(one, was, other, now, breaks)
    forwards = way(one, was, other, now, broken)
    frame, backwards = moved(forwards), _turned(moved(way(other, now, one, was, broken)))
    alike = likeness(forwards[0].standing, forwards[-1].standing, top)
    lang = one.lang
    taken = _taken(forwards, frame)
    scale = broken if any(stage.part == "scale" for stage in forwards) else ()
    return Movement(
        _frame=_framed(frame, backwards, _subject(one)),
        _kind=one._kind,
        language=lang,
        sides=_sides(one, was, other, now, names, lang),
        rules=(_rule(one), _rule(other)),
        warnings=tuple(dict.fromkeys([*one.over, *other.over])),
        taken=taken,
        broken=scale,
        likeness=alike,
        notes=(*_blind(one, was, other, now, breaks), *_notes(forwards, frame, alike, lang)),
        _backwards=_ordered(backwards, frame, _subject(one)),
    )


def _expect_scales(one: Any, other: Any, breaks: str) -> None:
    if breaks != "all" and None in (source(one), source(other)):
        raise InputError(
            f'breaks "{breaks}": of an order alone no scale is known; expected two scores, or '
            "rankings of scores"
        )


def _expect_whole(top: object) -> None:
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise InputError(f"top: expected a whole number from 1 on, not {top!r}")


def _years(one: Any, other: Any, years: object) -> tuple[Year, Year]:
    if years is None:
        if one is other:
            raise InputError(
                "compare: expected two results, or years= with two years of the one, such as "
                "years=(2019, 2020)"
            )
        return one.standing().year, other.standing().year
    if isinstance(years, str) or not isinstance(years, Sequence) or len(years) != 2:
        raise InputError(f"years: expected two years, not {years!r}")
    was, now = years
    if one is other and was == now:
        raise InputError(f"years: expected two different years, not {was} twice")
    return was, now


def _broken(one: Any, was: Year, other: Any, now: Year, breaks: str) -> tuple[str, ...]:
    """Measures whose scale broke between the two years."""
    if breaks == "none" or was is None or now is None or was == now:
        return ()
    one, other = source(one), source(other)
    if one is None or other is None:
        return ()
    first, last = sorted((was, now))
    declared = {*one.scheme.broken, *other.scheme.broken}
    found = {name for name, year in declared if first < year <= last}
    if breaks == "all" and one.measures is other.measures:
        found |= set(one.measures.breaks().at(was, now))
    return tuple(sorted(name for name in found if name in one.scheme.nodes))


def _blind(one: Any, was: Year, other: Any, now: Year, breaks: str) -> list[str]:
    """Breaks are found in a panel only: of two frames none is seen but those declared."""
    one, other = source(one), source(other)
    if breaks != "all" or one is None or other is None:
        return []
    if one.measures is other.measures or is_same(one, other, was, now):
        return []
    return [said("movement", "blind", one.lang)]


def _turned(frame: pd.DataFrame) -> pd.DataFrame:
    """The way back as the way there: what was gained is lost, who left joins."""
    turned = frame.rename(columns={"left": "joined", "joined": "left", "was": "now", "now": "was"})
    return turned.assign(**{part: -turned[part] for part in PARTS})


def _framed(frame: pd.DataFrame, backwards: pd.DataFrame, subject: str) -> pd.DataFrame:
    order = _order(frame)
    rows = frame.loc[order].reset_index(drop=True)
    back = backwards.loc[order].reset_index(drop=True)
    places = {side: rows[side].astype("Int64").mask(rows[side] == 0) for side in ("was", "now")}
    differ = [(rows[part] != back[part]).fillna(False) for part in PARTS]
    status = np.select([rows["was"] == 0, rows["now"] == 0], ["joined", "left"], "both")
    return pd.DataFrame(
        {
            subject: rows["subject"].astype(str),
            **places,
            "status": status.astype(object),
            "gained": places["was"] - places["now"],
            **{part: rows[part] for part in PARTS},
            "depends": np.any(np.stack([one.to_numpy(bool) for one in differ]), axis=0),
        }
    ).astype({"status": "str"})


def _ordered(backwards: pd.DataFrame, frame: pd.DataFrame, subject: str) -> pd.DataFrame:
    rows = backwards.loc[_order(frame)].reset_index(drop=True)
    return rows.rename(columns={"subject": subject})


def _order(frame: pd.DataFrame) -> pd.Index:
    """By the place now, then by the place before; equals by id."""
    last = frame["now"].mask(frame["now"] == 0, len(frame) + 1)
    keys = pd.DataFrame({"now": last, "was": frame["was"], "subject": frame["subject"]})
    return keys.sort_values(["now", "was", "subject"], kind="stable").index


def _subject(one: Any) -> str:
    return one.measures.subject if isinstance(one, Score) else "subject_id"


def _taken(steps: Sequence[Stage], frame: pd.DataFrame) -> tuple[str, ...]:
    """The parts that the way has; those of coming and going only where somebody did."""
    found = {stage.part for stage in steps}
    found |= {"own", "others"} if "data" in found else set()
    found |= {part for part in ("left", "joined") if (frame[part].fillna(0) != 0).any()}
    return tuple(part for part in PARTS if part in found)


def _sides(one: Any, was: Year, other: Any, now: Year, names: object, lang: str) -> tuple[str, str]:
    if names is not None:
        if (
            isinstance(names, str)
            or not isinstance(names, Sequence)
            or len(names) != 2
            or len(set(names)) != 2
        ):
            raise InputError(f"names: expected two different names, not {names!r}")
        return (str(names[0]), str(names[1]))
    if was != now and None not in (was, now):
        return str(was), str(now)
    found = [_name(side) for side in (one, other)]
    if found[0] != found[1]:
        return found[0], found[1]
    keys = ("first", "second")
    first, second = (
        said("movement", f"side.{key}", lang, name=name)
        for key, name in zip(keys, found, strict=True)
    )
    return first, second


def _name(side: Any) -> str:
    if isinstance(side, Score):
        return dict(side.scheme.title).get(side.lang, side.scheme.id)
    return str(getattr(side, "name", side.title))


def _rule(side: Any) -> str:
    """By what one side was ranked: what it says first below its title; of a ranking its ties too."""
    return " ".join(side.under[: 2 if isinstance(side, Ranking) else 1])


def _notes(steps: Sequence[Stage], frame: pd.DataFrame, alike: Likeness, lang: str) -> list[str]:
    found = []
    start = next((stage.score for stage in steps if stage.score is not None), None)
    if any(stage.part == "undivided" for stage in steps):
        found.append(said("movement", "by_order" if start is None else "unparted", lang))
    if start is not None and any(stage.part == "data" for stage in steps):
        scheme = start.scheme
        hows = {scheme.normalise_of(node.name) for node in scheme.measures} & {*_BY_FIELD}
        if hows:
            found.append(said("movement", "pooled", lang, scales=", ".join(sorted(hows))))
    between = (frame["was"] > 0) & (frame["now"] > 0) & frame["left"].isna()
    if between.any():
        found.append(said("movement", "between", lang, count=int(between.sum())))
    if not alike.subjects:
        found.append(said("movement", "nobody", lang))
    return found
