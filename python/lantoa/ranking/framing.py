"""The frames of a ranking, in pandas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _core
from lantoa.ranking.asking import Asked
from lantoa.ranking.banded import Banded
from lantoa.ranking.capped import Drawn, Scope

if TYPE_CHECKING:
    from lantoa.ranking.ranked import Ranking

Numbers = np.ndarray[Any, Any]

_WIDE = 2**63
_STANDS = (_core.Side.WITHIN.value, _core.Side.TIED.value)


def places(
    asked: Asked,
    chain: Sequence[str],
    overall: Scope,
    within: Scope | None,
    drawn: Sequence[Drawn],
    banded: Banded | None,
) -> pd.DataFrame:
    """The frame of a ranking: a row for each subject and year."""
    columns: dict[str, Any] = {"subject_id": _text(asked.subjects)}
    if asked.years is not None:
        columns["year"] = asked.years
    if within is not None:
        columns["group"] = _text(_groups(within))
    columns["points"] = _points(asked.shown)
    columns |= _standing_columns(overall, chain, "")
    if within is not None:
        columns |= _standing_columns(within, chain, "_within")
    if drawn:
        columns |= _line_columns(drawn, len(asked))
    if banded is not None:
        columns |= _band_columns(banded, asked.points.known)
    frame = pd.DataFrame(columns)
    by = [
        name for name in ("year", "group", "place_within", "place", "subject_id") if name in frame
    ]
    return frame.sort_values(by, ignore_index=True)


def _standing_columns(scope: Scope, chain: Sequence[str], ending: str) -> dict[str, Any]:
    one = scope.standings
    found: dict[str, Any] = {
        f"place{ending}": _whole(one.shown, one.shown == 0),
        f"tied{ending}": _whole(one.tied, ~one.has_place),
    }
    if chain:
        names = np.array([None, *chain], object)
        found[f"parted_by{ending}"] = _text(names[one.by])
    return found


def _line_columns(drawn: Sequence[Drawn], n: int) -> dict[str, Any]:
    """Of each the innermost quota in which it stands, else the outermost that it may be named in."""
    quota, line = np.full(n, None, object), np.full(n, None, object)
    seats, told = np.zeros(n, np.int64), np.zeros(n, bool)
    for one in drawn:  # the outer ones come first
        ranked = (one.scope.codes >= 0) & (one.entry != _core.Entry.OUT.value)
        here = ranked & (~told | np.isin(one.sides.side, _STANDS))
        quota[here], line[here] = one.cap.name, one.lines[here]
        seats[here] = one.seats_of_each[here]
        told |= here
    return {"quota": _text(quota), "seats": _whole(seats, ~told), "line": _text(line)}


def _band_columns(banded: Banded, known: Numbers) -> dict[str, Any]:
    """The levels; of those without points nothing is told."""
    names = np.array([*[level.id for level in banded.table.levels], None], object)
    lacking = [
        ", ".join(name or "points" for name, bad in zip(banded.columns, row, strict=True) if bad)
        for row in banded.lacking
    ]
    told = {
        "band": names[banded.sure],
        "band_high": names[banded.best],
        "held_by": np.array([one or None for one in lacking], object),
    }
    for cells in told.values():
        cells[~known] = None
    return {name: _text(cells) for name, cells in told.items()}


def average_ranks(ranking: Ranking) -> pd.DataFrame:
    """See ``Ranking.average_ranks``."""
    one = ranking._overall.standings
    frame = _keyed(ranking._asked, np.flatnonzero(one.has_place))
    frame["average_rank"] = _core.average_ranks(one.places)[one.has_place]
    by = [name for name in ("year", "average_rank", "subject_id") if name in frame]
    return frame.sort_values(by, ignore_index=True)


def ties(ranking: Ranking) -> pd.DataFrame:
    """See ``Ranking.ties``."""
    names = ["year", "group", "place", "tied", "subjects", "stopped_at"]
    rows = [row | {"subjects": ", ".join(row["subjects"])} for row in shared(ranking)]
    kinds = {"group": "str", "place": "Int64", "tied": "Int64", "subjects": "str"}
    frame = pd.DataFrame(rows, columns=names).astype({**kinds, "stopped_at": "str"})
    return _without_year(ranking, frame)


def shared(ranking: Ranking) -> list[dict[str, Any]]:
    """The shared places, first overall, then within groups."""
    scopes = [ranking._overall, *([ranking._within] if ranking._within is not None else [])]
    return [row for scope in scopes for row in _shared(ranking, scope)]


def _shared(ranking: Ranking, scope: Scope) -> Iterator[dict[str, Any]]:
    one = scope.standings
    at = np.flatnonzero(one.tied > 1)
    keys = pd.DataFrame({"group": scope.codes[at], "place": one.places.place[at], "row": at})
    chain = [None, *ranking._chain]
    for _, rows in keys.groupby(["group", "place"])["row"]:
        first = int(rows.iloc[0])
        group = int(scope.codes[first])
        yield {
            "year": scope.years[group],
            "group": scope.groups[group],
            "place": int(one.places.place[first]),
            "tied": len(rows),
            "subjects": sorted(str(ranking._asked.subjects[row]) for row in rows),
            "stopped_at": chain[int(one.stopped[first])],
        }


def quotas(ranking: Ranking) -> pd.DataFrame:
    """See ``Ranking.quotas``."""
    taken = {one.cap.inside: one for one in ranking._drawn if one.cap.inside}
    frames = [_of_groups(one, taken.get(one.cap.name)) for one in ranking._drawn]
    if not frames:
        frames = [pd.DataFrame({name: [] for name in _QUOTAS})]
    frame = pd.concat(frames, ignore_index=True).astype(_QUOTAS)
    return _without_year(ranking, frame)


_QUOTAS: Mapping[str, Any] = {
    "quota": "str",
    "year": "Int64",
    "group": "str",
    **dict.fromkeys(
        ("base", "seats", "seats_low", "seats_high", "rest", "within", "tied"), "Int64"
    ),
    "inside": "str",
}


def _of_groups(one: Drawn, inner: Drawn | None) -> pd.DataFrame:
    side, seats = one.sides.side, one.seats
    same = inner is not None and len(inner.scope) == len(one.scope)
    rest = seats.on_record - inner.seats.on_record if same and inner is not None else pd.NA
    return pd.DataFrame(
        {
            "quota": one.cap.name,
            "year": pd.array(list(one.scope.years), "Int64"),
            "group": _text(np.array(one.scope.groups, object)),
            "base": pd.NA if one.base is None else one.base,
            "seats": seats.on_record,
            "seats_low": seats.low,
            "seats_high": seats.high,
            "rest": rest if inner is not None else seats.on_record,
            "within": one.counted(side == _core.Side.WITHIN.value),
            "tied": one.counted(side == _core.Side.TIED.value),
            "inside": one.cap.inside,
        }
    )


def lines(ranking: Ranking) -> pd.DataFrame:
    """See ``Ranking.lines``."""
    frames = [_of_subjects(ranking._asked, one) for one in ranking._drawn]
    if not frames:
        names = ("subject_id", "year", "quota", "group", "place", "seats", "line", "sure")
        return _without_year(ranking, pd.DataFrame({name: [] for name in names}))
    return pd.concat(frames, ignore_index=True)


def _of_subjects(asked: Asked, one: Drawn) -> pd.DataFrame:
    at = np.flatnonzero((one.scope.codes >= 0) & (one.entry != _core.Entry.OUT.value))
    place = one.places.place[at]
    frame = _keyed(asked, at).assign(
        quota=one.cap.name,
        group=_text(_groups(one.scope)[at]),
        place=_whole(place, place == 0),
        seats=one.seats_of_each[at].astype(np.int64),
        line=_text(one.lines[at]),
        sure=one.sides.sure[at] == 1,
    )
    by = [name for name in ("year", "group", "place", "subject_id") if name in frame]
    return frame.sort_values(by, ignore_index=True)


def _keyed(asked: Asked, at: Numbers) -> pd.DataFrame:
    columns: dict[str, Any] = {"subject_id": _text(asked.subjects[at])}
    if asked.years is not None:
        columns["year"] = asked.years[at]
    return pd.DataFrame(columns)


def _without_year(ranking: Ranking, frame: pd.DataFrame) -> pd.DataFrame:
    if ranking._asked.years is None:
        return frame.drop(columns="year")
    return frame.astype({"year": "int64"})


def _groups(scope: Scope) -> Numbers:
    """The name of each row's group, None where there is none."""
    names: Numbers = np.array([*scope.groups, None], object)[np.maximum(scope.codes, -1)]
    return names


def _points(shown: Sequence[Any]) -> Any:
    """Whole numbers as such where they fit, everything else as doubles."""
    if all(one is None or (isinstance(one, int) and abs(one) < _WIDE) for one in shown):
        return pd.array([None if one is None else int(one) for one in shown], "Int64")
    return pd.array([None if one is None else float(one) for one in shown], "Float64")


def _text(values: Numbers) -> Any:
    return pd.array(values, "str")


def _whole(values: Numbers, missing: Numbers) -> Any:
    return pd.arrays.IntegerArray(values.astype(np.int64), missing)
