"""Which rows of the register of assignments are one lot: the same rule, day and groups.

Who was given nothing belongs to the lot of its own day. A later day with nobody who was given
nothing is another wave of the last lot that drew in the same groups; else it is a lot of its own.
Two lots are never one: who was drawn from another list at another time is no comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa.spreading.lots import (
    NOT_GIVEN,
    Lot,
    is_lot,
    plain,
    rows_given,
    rule_code,
    treatments_of,
    words_for,
)
from lantoa.spreading.registers import Registers

if TYPE_CHECKING:
    from lantoa.office import Office

SECOND_HALF = 7
"""The month from which a day leaves too little of its year for that to count as after."""


@dataclass(frozen=True, eq=False)
class _Book:
    """Rows of one rule: of a treatment, and of those who were given nothing.

    Attributes:
        given, nothing: Rows with ``id``, ``date`` and ``at``, the group.
        every: The days on which anything was given by this rule.
        undated: Subjects who were given it without a day.
    """

    treatment: str
    rule: str
    is_lot: bool
    given: pd.DataFrame
    nothing: pd.DataFrame
    every: frozenset[pd.Timestamp]
    undated: int


def lots_of(office: Office, treatment: str | None) -> tuple[Lot, ...]:
    """The lots by which something was given, by day; none where no assignment is recorded.

    Beside those who were given it stand those whom the register names as given nothing by the same
    rule on the same day; who is in no row was not in the draw.

    Raises:
        InputError: The treatment is not recorded, or several are and none is named.
    """
    known = treatments_of(office)
    if treatment is None and len(known) > 1:
        told = f"treatment: there are {len(known)}, name one of {_checks.listed(known)}"
        raise _checks.InputError(told)
    if not known:
        return ()
    book = _book(office, _checks.one_of(treatment or known[0], known, what="treatment"))
    if book.given.empty:
        return (_packed(book, [], book.nothing),)
    return tuple(_packed(book, days, _beside(book, days)) for days in _days(book))


def _book(office: Office, chosen: str) -> _Book:
    rows = rows_given(office)
    renamed = Registers(office).renamed
    ids = rows["subject_id"].astype(str).map(lambda one: renamed.get(one, one))
    rule, what = rows["rule"].map(rule_code), rows["treatment"].map(plain)
    table = pd.DataFrame({"id": ids, "date": rows["date"], "at": rows["stratum"].map(plain)})
    mine = rows["treatment"].astype(str) == chosen
    rules = sorted(rule[mine].unique())
    same = rule.isin(rules) & (ids != "")
    none = what.isin(words_for("none"))
    dated = table["date"].notna()
    return _Book(
        treatment=chosen,
        rule=_as_written(rows.loc[mine, "rule"]),
        is_lot=len(rules) == 1 and is_lot(rows.loc[mine, "rule"].iloc[0]),
        given=table[mine & dated & same],
        nothing=table[none & same],
        every=frozenset(table.loc[~none & same & dated, "date"]),
        undated=len(set(ids[mine & ~dated]) - set(ids[mine & dated])),
    )


def _as_written(rules: pd.Series) -> str:
    """The ways a rule is written, in order."""
    every = sorted({plain(one) for one in rules})
    return "; ".join(one or "?" for one in every) if any(every) else ""


def _days(book: _Book) -> list[list[pd.Timestamp]]:
    """The days of each lot; the first starts it, the others are its later waves."""
    own = set(book.nothing["date"].dropna())
    lots: list[tuple[list[pd.Timestamp], set[str]]] = []
    for day in sorted(set(book.given["date"])):
        groups = set(book.given.loc[book.given["date"] == day, "at"])
        before = [one for one in lots if day not in own and groups <= one[1]]
        if before:
            before[-1][0].append(day)
        else:
            beside = book.nothing.loc[book.nothing["date"] == day, "at"]
            lots.append(([day], groups | set(beside)))
    return [days for days, _ in lots]


def _beside(book: _Book, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """Those given nothing on the first day; without a day where only one lot can have been it."""
    alone = book.nothing["date"].isna() & (len(book.every) == 1)
    return book.nothing[(book.nothing["date"] == days[0]) | alone]


def _unclear(book: _Book, days: Sequence[pd.Timestamp], beside: pd.DataFrame) -> str:
    """The column that would settle it where rows of nothing may be of this lot or of another."""
    written = book.nothing["date"]
    if len(beside):
        return "date" if bool(written.isna().any()) and len(book.every) > 1 else ""
    unclaimed = ~written.isin(book.every) | (written > days[0])
    return "date" if bool(unclaimed.any()) else ""


def _contradicted(mine: pd.DataFrame, beside: pd.DataFrame) -> tuple[str, ...]:
    """Who was given it and nothing on one day; who waited for a later day is no contradiction."""
    both = mine.merge(beside, on=["id", "date"])["id"]
    return tuple(sorted(set(both.astype(str))))


def _packed(book: _Book, days: Sequence[pd.Timestamp], beside: pd.DataFrame) -> Lot:
    """One row a subject, the first day on which it was given; sorted by id."""
    mine = book.given[book.given["date"].isin(days)]
    earlier = set(book.given.loc[book.given["date"] < days[0], "id"]) if days else set()
    rows = pd.concat([mine, beside]).sort_values(["id", "date", "at"], kind="stable")
    own = dict(zip(mine["id"][::-1], mine["at"][::-1], strict=True))
    first = book.given.groupby("id")["date"].min().dt.year
    # Given it by another lot before, or in the same year: untouched in no year that is compared.
    other = ~rows["id"].isin(set(mine["id"])) & (rows["id"].map(first) == _year(days))
    rows = rows[~rows["id"].isin(earlier) & ~other].drop_duplicates("id")
    groups = [own.get(one, at) for one, at in zip(rows["id"], rows["at"], strict=True)]
    return Lot(
        treatment=book.treatment,
        rule=book.rule,
        is_lot=book.is_lot,
        contradicted=_contradicted(mine, beside),
        subjects=tuple(rows["id"].tolist()),
        first=rows["id"].map(first).fillna(NOT_GIVEN).to_numpy(np.int32),
        stratum=np.unique(np.array(groups, str), return_inverse=True)[1].astype(np.int32),
        day=f"{days[0]:%Y-%m-%d}" if days else "",
        late=any(_late(days)),
        waves=tuple(sorted({day.year for day in days})),
        late_in=tuple(sorted({day.year for day in days if day.month >= SECOND_HALF})),
        unclear=_unclear(book, days, beside) if days else "",
        undated=book.undated,
    )


def _year(days: Sequence[pd.Timestamp]) -> int:
    return days[0].year if days else NOT_GIVEN


def _late(days: Sequence[pd.Timestamp]) -> Iterator[bool]:
    for day in days:
        yield day.year == days[0].year and day.month >= SECOND_HALF
