"""A ranking in words: its table and what people must decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._wording import said
from lantoa.ranking import framing
from lantoa.scoring.showing import number
from lantoa.told import first_of

if TYPE_CHECKING:
    from lantoa.ranking.ranked import Ranking

_NAMED = 5  # of a list in a sentence before it is cut
_DIGITS = 15  # of a double as it prints
_COLUMNS = (
    "subject_id", "year", "group", "points", "place", "place_within", "parted_by",
    "parted_by_within", "line", "band", "held_by",
)  # fmt: skip
_NUMBERS = ("points", "place", "place_within")


def title(ranking: Ranking) -> str:
    """What the table shows, and of which years."""
    lang, years = ranking.lang, ranking.years
    told = said("ranking", f"title.{'overall' if ranking._within is None else 'within'}", lang)
    if not years or years[0] is None:
        return told
    if len(years) == 1:
        return said("ranking", "title.year", lang, title=told, year=years[0])
    last = said("ranking", "title.year", lang, title=told, year=years[-1])
    return said("ranking", "title.years", lang, title=last, first=years[0], last=years[-1])


def heads(ranking: Ranking) -> list[str]:
    """The headings of the printed table."""
    return [said("ranking", f"columns.{name}", ranking.lang) for name in _shown(ranking)]


def numbers(ranking: Ranking) -> list[int]:
    """The columns that stand to the right."""
    return [at for at, name in enumerate(_shown(ranking)) if name in _NUMBERS]


def _shown(ranking: Ranking) -> list[str]:
    return [name for name in _COLUMNS if name in ranking._frame]


def rows(ranking: Ranking) -> Iterable[list[str]]:
    """Every row in words."""
    return _told(ranking, ranking._frame)


def last_rows(ranking: Ranking) -> list[list[str]]:
    """The rows of the latest year, of which the sentence speaks too."""
    return list(_told(ranking, latest(ranking, ranking._frame)))


def latest(ranking: Ranking, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the latest year; all where there are no years."""
    return frame[frame["year"] == ranking.years[-1]] if len(ranking.years) > 1 else frame


def _told(ranking: Ranking, frame: pd.DataFrame) -> Iterable[list[str]]:
    names = _shown(ranking)
    for row in frame.astype(object).to_dict("records"):
        yield [_cell(ranking, name, row) for name in names]


def _cell(ranking: Ranking, name: str, row: dict[Any, Any]) -> str:
    lang, cell = ranking.lang, row[name]
    if name in ("place", "place_within"):
        shared = row[name.replace("place", "tied")]
        return "–" if pd.isna(cell) else f"{cell}{'=' if shared > 1 else ''}"
    if name == "band":
        return _band(ranking, row)
    if name == "held_by":
        return "" if pd.isna(cell) else _held(str(cell), lang)
    if name == "line":
        return _line(row, lang)
    if pd.isna(cell):
        return "–" if name == "points" else ""
    return _points(cell, ranking) if name == "points" else str(cell)


def _points(cell: Any, ranking: Ranking) -> str:
    if isinstance(cell, int):
        return str(cell)
    if ranking._asked.rules:
        return number(float(cell), ranking.lang)
    text = f"{cell:.{_DIGITS}g}"
    return text if ranking.lang == "en" else text.replace(".", ",")


def _line(row: dict[Any, Any], lang: str) -> str:
    if pd.isna(row["quota"]):
        return ""
    side = "open" if pd.isna(row["line"]) else row["line"]
    return said("ranking", f"line.{side}", lang, quota=row["quota"])


def _band(ranking: Ranking, row: dict[Any, Any]) -> str:
    sure, best, lang = row["band"], row["band_high"], ranking.lang
    assert ranking._banded is not None
    labels = {level.id: level.label(lang) for level in ranking._banded.table.levels}
    none = said("ranking", "bands.none", lang)
    low = none if pd.isna(sure) else labels[sure]
    if pd.isna(row["points"]):
        return ""
    if pd.isna(best):
        return none
    return low if sure == best else said("ranking", "bands.open", lang, band=low, best=labels[best])


def _held(names: str, lang: str) -> str:
    total = said("ranking", "bands.points", lang)
    return ", ".join(total if name == "points" else name for name in names.split(", "))


def sentence(ranking: Ranking) -> str:
    """Who has a place in the latest year, and what people must decide."""
    frame, lang = latest(ranking, ranking._frame), ranking.lang
    placed = int(frame["place"].notna().sum())
    told = [said("ranking", "sentence.placed", lang, placed=placed, all=len(frame))]
    if not placed:
        told = [said("ranking", "sentence.nobody", lang)]
    told += _some(frame, frame["place"].isna() & frame["points"].isna(), "missing", lang)
    if "group" in frame:
        told += _some(frame, frame["group"].isna() & frame["place"].notna(), "no_group", lang)
    told += [*_shared(ranking), *_at_lines(ranking)]
    if "band" in frame:
        told += _unbanded(frame, lang)
    return " ".join([*told, *_near(ranking)])


def _some(frame: pd.DataFrame, which: pd.Series[bool], key: str, lang: str) -> list[str]:
    if not which.any():
        return []
    names = first_of([str(one) for one in frame.loc[which, "subject_id"]])
    return [said("ranking", f"sentence.{key}", lang, count=int(which.sum()), names=names)]


def _shared(ranking: Ranking) -> list[str]:
    """The places that are shared, and why a chain did not part them."""
    lang = ranking.lang
    rows = [row for row in framing.shared(ranking) if row["year"] == _last_year(ranking)]
    found = []
    told = [
        said("ranking", "sentence.shared_one", lang, place=row["place"],
             where=_where(row, lang), names=first_of(row["subjects"]))
        for row in rows
    ]  # fmt: skip
    if told:
        found = [
            said("ranking", "sentence.shared", lang, count=len(told), told=first_of(told, "; "))
        ]
    for row in rows[:_NAMED]:
        if row["stopped_at"] is not None:
            names, measure = first_of(row["subjects"]), row["stopped_at"]
            found.append(said("ranking", "sentence.stopped", lang, names=names, measure=measure))
    return found


def _last_year(ranking: Ranking) -> int | None:
    return ranking.years[-1] if ranking.years else None


def _where(row: dict[Any, Any], lang: str) -> str:
    return (
        "" if pd.isna(row["group"]) else said("ranking", "sentence.where", lang, where=row["group"])
    )


def _at_lines(ranking: Ranking) -> list[str]:
    """Who is tied at which line, and for how many seats."""
    frame = latest(ranking, framing.lines(ranking))
    tied = frame[frame["line"] == "tied"]
    told = []
    for _, rows in tied.groupby(["quota", "group"], sort=False, dropna=False):
        first = rows.iloc[0].to_dict()
        left = int(first["seats"] - first["place"] + 1)
        told.append(
            said("ranking", "sentence.at_line", ranking.lang, quota=first["quota"], left=left,
                 where=_where(first, ranking.lang),
                 names=first_of(rows["subject_id"].tolist()))
        )  # fmt: skip
    return [first_of(told, " ")] if told else []


def _unbanded(frame: pd.DataFrame, lang: str) -> list[str]:
    none = frame["band_high"].isna() & frame["points"].notna()
    open_ = frame["band_high"].notna() & (
        frame["band"].isna() | (frame["band"] != frame["band_high"])
    )
    return [*_some(frame, none, "no_band", lang), *_some(frame, open_, "open_band", lang)]


def _near(ranking: Ranking) -> list[str]:
    count = ranking._asked.points.nearly_equal()
    return [said("ranking", "sentence.near", ranking.lang, count=count)] if count else []


def sheets(ranking: Ranking, first: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of the workbook, those without a row left out."""
    more = {"ties": framing.ties, "quotas": framing.quotas, "lines": framing.lines}
    told = dict(first)
    for name, made in more.items():
        frame = made(ranking)
        if len(frame):
            told[said("ranking", f"sheet.{name}", ranking.lang)] = _worded(frame, ranking.lang)
    return told


def _worded(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A frame with its headings and its lines in words."""
    plain = frame.astype(object).where(frame.notna(), None)
    if "line" in plain:
        plain["line"] = [said("ranking", f"side.{one or 'open'}", lang) for one in plain["line"]]
        plain["sure"] = ["✓" if one else "" for one in plain["sure"]]
    return plain.rename(columns={one: said("ranking", f"columns.{one}", lang) for one in plain})
