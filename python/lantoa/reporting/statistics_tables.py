"""The state statistics as tables in words: rows in the order of their codes, totals at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from lantoa import _wording
from lantoa.reporting.statistics_awards import UNKNOWN
from lantoa.reporting.statistics_movements import LENGTHS, SCOPES
from lantoa.schema import CODES
from lantoa.worklists.wording import label

if TYPE_CHECKING:
    from lantoa.reporting.statistics import Statistics

Words: TypeAlias = Mapping[str, Callable[[str], str]]

RECEIVERS = ("collective", "enterprise", "household", "persons", "leader", *CODES["classes"],
             "person_unknown", "unknown")  # fmt: skip
"""The columns of a table of awards; ``persons`` is the sum of those behind it."""

_PERSONS = RECEIVERS[4:-1]


def said(path: str, lang: str, **values: object) -> str:
    """A sentence of ``wording/statistics.toml``."""
    return _wording.said("statistics", path, lang, **values)


def heading(name: str, lang: str) -> str:
    """What stands above a column."""
    for group, names in (("receivers", RECEIVERS), ("lengths", LENGTHS)):
        if name in names and name not in ("persons", UNKNOWN):
            return said(f"{group}.{name}", lang)
    if name in CODES["forms"]:
        return str(label(name, "form", "commendations", lang))
    return said(f"columns.{name}", lang) if name != UNKNOWN else said("title.unknown", lang)


def movement_table(counts: Statistics, lang: str) -> pd.DataFrame:
    """0601.N: a row per launcher and scope, a column per length, totals at the end."""
    rows = counts._movements
    wide = _wide(rows, ["launched_by", "scope"], "length", LENGTHS, "movements")
    told: Words = {"launched_by": lambda one: one, "scope": lambda one: _code(one, "scope", lang)}
    return _in_words(_with_totals(wide), told, lang)


def award_table(counts: Statistics, lang: str, name: str) -> pd.DataFrame:
    """0602.N, 0603.N or the rest: level, form and kind of award by receiver, with totals."""
    kinds = [one for one in RECEIVERS if one != "persons"]
    by = ["level", "form", "category"]
    wide = _wide(counts.of_table(name), by, "receiver", kinds, "awards")
    totals = _with_totals(wide)
    totals.insert(len(by) + 3, "persons", totals[list(_PERSONS)].sum(axis="columns"))
    told: Words = {one: partial(_code, column=one, lang=lang) for one in by}
    return _in_words(totals, told, lang)


def unit_table(counts: Statistics, lang: str) -> pd.DataFrame:
    """What each unit and its people received: unit, receiver, level; a column per form."""
    rows = counts._by_unit
    kind = rows["receiver"].where(rows["receiver"].isin(RECEIVERS[:3]), "persons")
    kind = kind.mask(rows["receiver"] == UNKNOWN, UNKNOWN)
    forms = (*CODES["forms"], UNKNOWN)
    by = ["unit_id", "receiver", "level"]
    wide = _wide(rows.assign(receiver=kind), by, "form", forms, "awards")
    told: Words = {
        "unit_id": lambda one: one,
        "receiver": lambda one: heading(one, lang),
        "level": lambda one: _code(one, "level", lang),
    }  # fmt: skip
    return _in_words(_with_totals(wide), told, lang)


def part_table(counts: Statistics, lang: str) -> pd.DataFrame:
    """Who took part in each movement of the year."""
    frame = counts._taking_part.astype(object)
    unknown = said("title.unknown", lang)
    shown: pd.DataFrame = frame.where(frame.notna(), unknown)
    return shown.replace({"launched_by": {UNKNOWN: unknown}})


def _wide(
    rows: pd.DataFrame, by: list[str], across: str, values: Sequence[str], count: str
) -> pd.DataFrame:
    """Counts with a column for each value, in the order of the codes of each of ``by``."""
    table = rows.pivot_table(
        index=by, columns=across, values=count, aggfunc="sum", fill_value=0, observed=True
    )
    wide = table.reindex(columns=list(values), fill_value=0).astype("int64").reset_index()
    ranks = wide[by].apply(lambda column: column.map(_rank))
    order = ranks.sort_values(by, kind="stable").index
    found: pd.DataFrame = wide.loc[order].reset_index(drop=True)
    return found


_ORDER = ("nha_nuoc", "thu_tuong", "bo", "tinh", "tinh_uy", "doan_the_trung_uong",
          "doan_the_tinh", "co_so")  # fmt: skip


def _rank(code: str) -> tuple[bool, int, str]:
    """Levels from the top, other codes as their lists have them; what is not known comes last."""
    lists = (_ORDER, CODES["forms"], CODES["categories"], SCOPES, RECEIVERS)
    at = next((codes.index(code) for codes in lists if code in codes), 0)
    return (code == UNKNOWN, at, code)


def _with_totals(wide: pd.DataFrame) -> pd.DataFrame:
    """The table with the sum of each row, and below it the sum of each column."""
    numbers = wide.select_dtypes("int64")
    whole = wide.assign(total=numbers.sum(axis="columns").astype("int64"))
    sums = whole.select_dtypes("int64").sum().to_dict()
    return pd.concat([whole, pd.DataFrame([sums])], ignore_index=True).astype(
        dict.fromkeys(sums, "int64")
    )


def _in_words(wide: pd.DataFrame, told: Words, lang: str) -> pd.DataFrame:
    """Codes as people read them; the last row is that of the totals."""
    unknown, found = said("title.unknown", lang), wide.copy()
    for name, words_of in told.items():
        cells = [unknown if one == UNKNOWN else words_of(one) for one in wide[name][:-1]]
        first = name == next(iter(told))
        found[name] = [*cells, said("title.total", lang) if first else ""]
    return found


def _code(code: str, column: str, lang: str) -> str:
    if column == "category":
        return said(f"categories.{code}", lang)
    if column == "scope":
        return str(label(code, "scope", "initiatives", lang))
    return str(label(code, column, "commendations", lang))
