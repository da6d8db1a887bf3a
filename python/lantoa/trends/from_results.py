"""A panel from what other verbs made: a score, a ranking, measures, tallies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.concluding import Saying
from lantoa.scoring.cells import FIRST_YEAR, LAST_YEAR
from lantoa.scoring.panel import Measures
from lantoa.trends.options import Options
from lantoa.trends.panel import COMPUTED, GIVEN, TOPIC, Panel, laid

_MOST_LOOKED_AT = 5_000_000  # values of measures in which breaks are looked for
_OF_TALLY = ("written", "entered")
_FRAMES_ONLY = ("subject", "year", "value", "levels", "successors", "combine", "subject_kind")


def of_score(score: Any, asked: Options) -> Panel:
    """The scores of a panel, best known by its scheme."""
    asked.refuse("a score", "of", "direction", *_FRAMES_ONLY)
    measures, kept = score.measures, score._kept
    years = _years(measures, "the score")[kept]
    block = None if asked.by is None else _column(measures, asked.by)[kept]
    title = dict(score.scheme.title).get(score.lang, score.scheme.id)
    breaks, sought, notes = _breaks_of_scheme(score, asked)
    return laid(
        measures._subjects[kept],
        years,
        score._composed.scores[kept],
        what="score",
        block=None if block is None else _names(block),
        label=Saying(TOPIC, "what.score", {"name": title}),
        unit=Saying(TOPIC, "units.points"),
        digits=COMPUTED,
        breaks=breaks,
        found=sought,
        by=asked.by,
        subject=measures.subject,
        kind=measures.kind,
        notes=notes,
    )


def of_measures(measures: Measures, asked: Options) -> Panel:
    """One measure of a panel."""
    asked.refuse("measures", *_FRAMES_ONLY)
    if asked.of is None and len(measures.names) > 1:
        raise InputError(f"of: expected which measure: {_checks.listed(measures.names)}")
    name = _checks.one_of(asked.of or measures.names[0], measures.names, what="of: measure")
    years = _years(measures, "the measures")
    block = None if asked.by is None else _names(_column(measures, asked.by))
    found = _found_breaks(measures, [name]) if asked.seeks else {}
    return laid(
        measures._subjects,
        years,
        measures.values(name),
        what="measure",
        direction=asked.direction or "more",
        block=block,
        label=Saying(TOPIC, "what.measure", {"name": name}),
        breaks=[*asked.declared_years, *found.get(name, ())],
        found=_undeclared(found.get(name, ()), asked.declared_years),
        by=asked.by,
        subject=measures.subject,
        kind=measures.kind,
        notes=tuple(_told_found(found, {name: name})),
    )


def of_ranking(ranking: Any, asked: Options) -> Panel:
    """Places year after year; with ``of="points"`` what was ranked."""
    asked.refuse("a ranking", "direction", *_FRAMES_ONLY)
    of = _checks.one_of(asked.of or "places", ("places", "points"), what="of")
    rows = ranking._asked
    if rows.years is None:
        raise InputError("the ranking has no years; expected one of a panel")
    source = rows.source
    breaks: Sequence[int] = asked.declared_years
    sought: tuple[int, ...] = ()
    notes: tuple[Saying, ...] = ()
    if hasattr(source, "scheme"):
        breaks, sought, notes = _breaks_of_scheme(source, asked)
    places = ranking._overall.standings.shown.astype(np.float64)
    values = np.where(places == 0, np.nan, places)
    if of == "points":
        values = np.array([np.nan if one is None else float(one) for one in rows.shown])
    return laid(
        rows.subjects,
        rows.years,
        values,
        what="places" if of == "places" else "points",
        direction="less" if of == "places" else "more",
        block=None if asked.by is None else rows.groups_of(asked.by),
        label=Saying(TOPIC, f"what.{of}"),
        unit=Saying(TOPIC, f"units.{of}"),
        zero_sum=of == "places",
        digits=COMPUTED if of == "points" else GIVEN,
        breaks=breaks,
        found=sought,
        by=asked.by,
        kind=ranking._kind,
        notes=notes,
    )


def of_tallies(tallies: Mapping[Any, Any], asked: Options) -> Panel:
    """Points of several years, a tally each; an interval is unknown."""
    asked.refuse("tallies", "direction", "by", *_FRAMES_ONLY)
    of = _checks.one_of(asked.of or "written", _OF_TALLY, what="of")
    frames, open_ended = [], 0
    for year, tally in tallies.items():
        _expect_tally(year, tally)
        from lantoa.tallying import framing

        totals = framing.totals(tally).drop_duplicates("subject_id", keep="last")
        low, high = (totals[column].astype("Float64") for column in (of, f"{of}_high"))
        sure = (low == high).fillna(False).astype(bool)
        open_ended += int((~sure).sum())
        frames.append(
            pd.DataFrame({"subject": totals["subject_id"], "year": year, "value": low.where(sure)})
        )
    rows = pd.concat(frames, ignore_index=True)
    notes = [Saying(TOPIC, "notes.open_ended", {"count": open_ended})] if open_ended else []
    first = next(iter(tallies.values()))
    return laid(
        rows["subject"].to_numpy(object),
        rows["year"].to_numpy(np.int64),
        rows["value"].to_numpy(np.float64, na_value=np.nan),
        what="points",
        label=Saying(TOPIC, f"what.tally_{of}"),
        unit=Saying(TOPIC, "units.points"),
        digits=COMPUTED,
        breaks=asked.declared_years,
        kind=first.table.frames,
        notes=tuple(notes),
    )


def _expect_tally(year: object, tally: object) -> None:
    if not hasattr(year, "__index__") or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise InputError(f"{year!r} is no year; expected a dict from year to tally")
    _checks.made_by(tally, "totals", what=f"the tally of {year}", maker="a point table's score")


def _years(measures: Measures, what: str) -> NDArray[np.int64]:
    if measures._years is None:
        raise InputError(f"{what}: there are no years; expected a panel, with year=")
    return measures._years


def _column(measures: Measures, name: str) -> NDArray[np.object_]:
    _checks.one_of(name, [str(one) for one in measures._groups], what="by: column")
    return measures._groups[name].to_numpy(object)


def _names(cells: Iterable[Any]) -> list[str | None]:
    return [None if pd.isna(one) else str(one) for one in cells]


def _breaks_of_scheme(
    score: Any, asked: Options
) -> tuple[list[int], tuple[int, ...], tuple[Saying, ...]]:
    """Years in which a measure of a scheme broke, those only found, and how that is told."""
    scheme = score.scheme
    labels = {node.name: scheme.label_of(node.name) for node in scheme.measures}
    declared = list(scheme.broken) if asked.heeds else []
    found = {}
    if asked.seeks:
        found = _found_breaks(score.measures, list(labels), set(declared))
    notes = [
        Saying(TOPIC, "notes.declared", {"name": labels.get(name, name), "year": year})
        for name, year in declared
    ]
    known = [*asked.declared_years, *(year for _, year in declared)]
    sought = [year for several in found.values() for year in several]
    told = (*notes, *_told_found(found, labels))
    return [*known, *sought], _undeclared(sought, known), told


def _undeclared(found: Iterable[int], declared: Sequence[int]) -> tuple[int, ...]:
    """Breaks that were found and that nobody declared, of any measure."""
    return tuple(sorted(set(found) - set(declared)))


def _found_breaks(
    measures: Measures, names: Sequence[str], known: set[tuple[str, int]] | None = None
) -> dict[str, list[int]]:
    """Years in which the scale of some measures seems to break."""
    if len(measures.years) < 2 or measures._values.size > _MOST_LOOKED_AT:
        return {}
    found: dict[str, list[int]] = {}
    for name, year in sorted(measures.broken_steps):
        if name in names and (name, year) not in (known or set()):
            found.setdefault(name, []).append(year)
    return found


def _told_found(found: Mapping[str, Sequence[int]], labels: Mapping[str, str]) -> list[Saying]:
    if not found:
        return []
    told = [f"{labels[name]} ({', '.join(map(str, years))})" for name, years in found.items()]
    return [Saying(TOPIC, "notes.found", {"names": "; ".join(told)})]
