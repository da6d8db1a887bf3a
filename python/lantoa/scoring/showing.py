"""Schemes, measures and scores in words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from lantoa._printing import html_table, text_table
from lantoa._wording import said
from lantoa.scoring.numbers import exact
from lantoa.scoring.scheme import WHOLE, Scheme
from lantoa.told import first_of

if TYPE_CHECKING:
    from lantoa.scoring.panel import Measures
    from lantoa.scoring.scored import Score

_RESIDUE = 1e-12  # below it a double is what was left over
_DECIMALS = 4
_SCHEME_NUMBERS = (2, 3, 4)  # columns to the right
_MOST_LOOKED_AT = 5_000_000  # values; `Measures.breaks` looks at any number when asked


def number(value: float, lang: str, decimals: int = _DECIMALS) -> str:
    """A double as a reader writes it, rounded; blank where there is none.

    Example:
        >>> number(0.834, "vi"), number(12.0, "en"), number(float("nan"), "en")
        ('0,834', '12', '')
        >>> number(-3.05e-15, "vi")  # what adding doubles leaves of nothing
        '0'
    """
    if np.isnan(value):
        return ""
    if abs(value) < _RESIDUE:
        return "0"
    large = abs(value) >= 1e9 or (value != 0 and abs(value) < 10**-decimals / 2)
    text = f"{value:.{decimals}g}" if large else f"{value:.{decimals}f}"
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text if lang == "en" else text.replace(".", ",")


def percent(share: float, lang: str) -> str:
    """A share as a percentage.

    Example:
        >>> percent(0.8344, "vi"), percent(1.0, "en")
        ('83,4 %', '100 %')
    """
    return f"{number(100 * share, lang, 1)} %"


def rule(scheme: Scheme) -> str:
    """Normalisation, aggregation and missing rule, in one line."""
    lang = scheme.lang
    hows = list(dict.fromkeys(map(scheme.normalise_of, (one.name for one in scheme.measures))))
    scales = ", ".join(said("scoring", f"normalise.{how}", lang) for how in hows)
    if set(hows) & {"minmax", "z", "rank"}:
        scales += f" ({said('scoring', f'over.{scheme.over}', lang)})"
    means = [scheme.aggregate_of(WHOLE), *(scheme.aggregate_of(one.name) for one in scheme.pillars)]
    told = ", ".join(said("scoring", f"aggregate.{how}", lang) for how in dict.fromkeys(means))
    share = percent(float(scheme.coverage), lang)
    missing = said("scoring", f"missing.{scheme.missing}", lang, share=share)
    found = said("scoring", "rule", lang, scales=scales, means=told, missing=missing)
    if scheme.factor != 1:
        times = number(float(scheme.factor), lang)
        found += said("scoring", "rule_factor", lang, factor=times)
    return found


def title(score: Score) -> str:
    """What was scored, and which year is shown."""
    lang = score.lang
    name = dict(score.scheme.title).get(lang, score.scheme.id)
    year = score.years[-1] if score.years else None
    key = "title" if year is None else "title_year"
    return said("scoring", key, lang, name=name, year=year)


def notes(score: Score) -> list[str]:
    """What a reader must know of the measures."""
    lang, found = score.lang, []
    constant = [score.scheme.label_of(name) for name in _told_nothing(score)]
    if constant:
        found.append(said("scoring", "note.constant", lang, names=", ".join(constant)))
    found += _held(score)
    found += _carried(score)
    for name, year in score.scheme.broken:
        label = score.scheme.label_of(name)
        found.append(said("scoring", "note.broken", lang, name=label, year=year))
    broken = _found_broken(score)
    if broken:
        found.append(said("scoring", "note.found_broken", lang, names=first_of(broken)))
    return found


def _found_broken(score: Score) -> list[str]:
    """Measures whose scale seems to break between the years that are shown, with the years."""
    years = [year for year in score.years if year is not None]
    if len(years) < 2 or score.measures._values.size > _MOST_LOOKED_AT:
        return []
    known, names = set(score.scheme.broken), {node.name for node in score.scheme.measures}
    by_name: dict[str, list[int]] = {}
    for name, year in sorted(score.measures.broken_steps):
        if name in names and (name, year) not in known and years[0] < year <= years[-1]:
            by_name.setdefault(name, []).append(year)
    return [
        f"{score.scheme.label_of(name)} ({', '.join(map(str, when))})"
        for name, when in by_name.items()
    ]


def _held(score: Score) -> list[str]:
    """Values of the year that is shown that count as an end of their scale."""
    shown, made = score._in(None), score._composed
    counts = {node.name: int(made.beyond(node.name)[shown].sum()) for node in score.scheme.measures}
    some = [f"{score.scheme.label_of(name)} ({count})" for name, count in counts.items() if count]
    if not some:
        return []
    return [said("scoring", "note.beyond", score.lang, names=first_of(some))]


def _carried(score: Score) -> list[str]:
    """How much of the year that is shown is from earlier years."""
    marks = score._composed.carried[score._in(None)]
    if not marks.any():
        return []
    count, subjects = int(marks.sum()), int(marks.any(axis=1).sum())
    return [said("scoring", "note.carried", score.lang, count=count, subjects=subjects)]


def _told_nothing(score: Score) -> list[str]:
    """Measures that are all alike in the year that is shown."""
    made, shown = score._composed, score._in(None)
    found = []
    for at, name in enumerate(made.names):
        column = made.given[shown, at]
        there = column[~np.isnan(column)]
        if len(there) > 1 and there.min() == there.max():
            found.append(name)
    return found


def sentence(score: Score) -> str:
    """Who leads, and who has no score."""
    lang, found = score.lang, score.standing()
    out = score.unscored()
    told = said("scoring", "nobody", lang)
    if len(found.subjects):
        first = [found.subjects[at] for at in np.flatnonzero(found.keys == found.keys.max())]
        best = number(float(found.scores.max()), lang)
        told = said("scoring", "leads", lang, names=first_of(first), score=best)
    if out:
        told += said("scoring", "unscored", lang, count=len(out), names=first_of(out))
    return told


def heads(score: Score) -> list[str]:
    """The headings of the printed table."""
    lang = score.lang
    words = [said("scoring", f"head.{key}", lang) for key in ("place", "subject", "score")]
    last = [said("scoring", f"head.{key}", lang) for key in ("coverage", "lacks")]
    return [*words, *(score.scheme.label_of(node.name) for node in score.scheme.top), *last]


def rows(score: Score) -> Iterable[list[Any]]:
    """The latest year, best first; those without a score last, without a place."""
    found, lang = score.standing(), score.lang
    frame = score._frame[score._in(None)[score._kept]]
    by_subject = dict(zip(frame[score.measures.subject], range(len(frame)), strict=True))
    tops = [score._composed.of(node.name)[score._in(None)] for node in score.scheme.top]
    coverage, lacks = frame["coverage"].to_numpy(), frame["lacks"].tolist()
    if "carried" in frame:
        lacks = [_with_carried(*one, lang) for one in zip(lacks, frame["carried"], strict=True)]
    order = np.argsort(-found.keys, kind="stable")
    better = np.searchsorted(np.sort(-found.keys), -found.keys)

    def told(subject: str, place: str, value: float) -> list[Any]:
        at = by_subject[subject]
        parts = [number(float(top[at]), lang) for top in tops]
        share = percent(float(coverage[at]), lang)
        return [place, subject, number(value, lang), *parts, share, lacks[at]]

    for at in order:
        yield told(found.subjects[at], str(1 + better[at]), float(found.scores[at]))
    for subject in score.unscored():
        yield told(subject, "", float("nan"))


def _with_carried(lacks: str, carried: str, lang: str) -> str:
    told = said("scoring", "row.carried", lang, names=carried) if carried else ""
    return "; ".join(filter(None, [lacks, told]))


def scheme_text(scheme: Scheme) -> str:
    """A scheme as a table: the tree with weights and scales."""
    told = text_table(_scheme_heads(scheme), _scheme_rows(scheme), numbers=_SCHEME_NUMBERS)
    return "\n".join([_scheme_name(scheme), rule(scheme), "", *told])


def scheme_html(scheme: Scheme) -> str:
    """The same for a notebook."""
    rows = [
        [name.replace("  ", 2 * "\N{NO-BREAK SPACE}"), *row] for name, *row in _scheme_rows(scheme)
    ]
    table = html_table(_scheme_heads(scheme), rows, numbers=_SCHEME_NUMBERS)
    name, how = escape(_scheme_name(scheme)), escape(rule(scheme))
    return f"<p><b>{name}</b><br>{how}</p>{table}"


def _scheme_name(scheme: Scheme) -> str:
    return dict(scheme.title).get(scheme.lang, scheme.id)


def _scheme_heads(scheme: Scheme) -> list[str]:
    keys = ("measure", "direction", "share", "low", "high")
    return [said("scoring", f"head.{key}", scheme.lang) for key in keys]


def _scheme_rows(scheme: Scheme) -> list[list[str]]:
    return [_line(scheme, name, depth) for name, depth in _walk(scheme, WHOLE, 0)]


def _walk(scheme: Scheme, name: str, depth: int) -> Iterable[tuple[str, int]]:
    for child in scheme.children.get(name, ()):
        yield child.name, depth
        yield from _walk(scheme, child.name, depth + 1)


def _line(scheme: Scheme, name: str, depth: int) -> list[str]:
    lang, node = scheme.lang, scheme.nodes[name]
    is_measure = node in scheme.measures
    way = (
        said("scoring", f"direction.{'less' if node.less else 'more'}", lang) if is_measure else ""
    )
    ends = [
        "" if end is None else number(float(exact(end) or 0), lang) for end in (node.low, node.high)
    ]
    label = scheme.label_of(name)
    told = name if label == name else f"{name} ({label})"
    return ["  " * depth + told, way, percent(float(scheme.share(name)), lang), *ends]


def measures_text(measures: Measures) -> str:
    """How many rows, of which years, and what is missing."""
    years = [year for year in measures.years if year is not None]
    span = f", {years[0]}-{years[-1]}" if years else ""
    blank = int(np.isnan(measures._values).sum())
    return (
        f"Measures: {len(measures)} rows x {len(measures.names)} measures{span}; {blank} missing\n"
        + ", ".join(measures.names)
    )
