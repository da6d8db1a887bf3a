"""Who was given something by lot, as the register of assignments has it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa.schema import wording
from lantoa.spreading.setting import Codes

if TYPE_CHECKING:
    from lantoa.office import Office

TOPIC = "effects"
NOT_GIVEN = 0
_DRAWN = "="  # in the place of words that say so; no word of a cell, which has no signs left


@dataclass(frozen=True, eq=False)
class Lot:
    """One recorded assignment: subjects that could have been given something, and who was.

    Attributes:
        treatment: What was given, as it is written.
        rule: How it was decided who is given it, as it is written, several ways in order with
            "?" for a blank cell; blank where nothing is.
        is_lot: Whether the rule is a lot: only then every arrangement was as likely.
        subjects: n ids, sorted.
        first: n years in which they were given it, `NOT_GIVEN` for the others. Somebody of the lot
            who was given it by a later one has the year of that one.
        stratum: n codes of the groups in which was drawn.
        day: The first day on which it was given by this lot.
        late: Whether it was given in the second half of its first year.
        waves: Years in which this lot itself gave it, sorted: those of no other lot.
        late_in: Of these years those in whose second half it was given.
        unclear: The column that would settle who was drawn from which list; blank where it is so.
        several: The days of all lots where none of them is named.
        contradicted: Ids that stand as given it and as given nothing on one day.
        undated: Subjects who were given it on a day that is not written: of a lot of which some
            are missing, or may be on the other side, no cause is named.
    """

    treatment: str
    rule: str
    is_lot: bool
    subjects: tuple[str, ...]
    first: Codes
    stratum: Codes
    day: str = ""
    late: bool = False
    waves: tuple[int, ...] = ()
    late_in: tuple[int, ...] = ()
    unclear: str = ""
    several: tuple[str, ...] = ()
    undated: int = 0
    contradicted: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.subjects)

    @property
    def given(self) -> tuple[str, ...]:
        """Ids of those who were given it."""
        return tuple(one for one, year in zip(self.subjects, self.first, strict=True) if year)

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which it was given, sorted."""
        return tuple(sorted({int(year) for year in self.first} - {NOT_GIVEN}))

    def rows(self, chosen: Any) -> Lot:
        """Some subjects only; strata keep their codes in order."""
        kept = np.flatnonzero(chosen)
        stratum = np.unique(self.stratum[kept], return_inverse=True)[1].astype(np.int32)
        names = tuple(self.subjects[at] for at in kept)
        first = self.first[kept].astype(np.int32)
        return replace(self, subjects=names, first=first, stratum=stratum)

    @property
    def start(self) -> int:
        """The first year that counts as after: the next where it was given late in a year."""
        return self.years[0] + self.late


def words_for(name: str) -> frozenset[str]:
    """How offices write that somebody drew lots (``"lots"``) or was given nothing (``"none"``)."""
    return frozenset(wording(TOPIC)["written"][name])


def plain(text: object) -> str:
    """A cell without case, marks of composition or underscores.

    >>> plain(" Bốc_thăm ")
    'bốc thăm'
    """
    return unicodedata.normalize("NFC", str(text)).replace("_", " ").strip().lower()


def folded(text: object) -> str:
    """The words of a cell without marks and signs, as offices type them in a hurry.

    >>> folded(" Bốc_thăm, công khai ")
    'boc tham cong khai'
    """
    letters = unicodedata.normalize("NFD", plain(text).replace("đ", "d"))
    kept = (one if one.isalnum() else " " for one in letters if not unicodedata.combining(one))
    return " ".join("".join(kept).split())


def is_lot(rule: object) -> bool:
    """Whether a rule says that lots were drawn, with nothing beside it but how.

    Any word that may take it back ("không bốc thăm", "bốc thăm rồi chọn") leaves it no lot.

    >>> [is_lot(one) for one in ("boc_tham", "Bốc thăm công khai", "không bốc thăm", "theo thành tích")]
    [True, True, False, False]
    """
    told = f" {folded(rule)} "
    for words in sorted(map(folded, words_for("lots")), key=len, reverse=True):
        told = told.replace(f" {words} ", f" {_DRAWN} ")
    rest = [one for one in told.split() if one != _DRAWN and not one.isdigit()]
    return _DRAWN in told and set(rest) <= {
        one for word in words_for("how") for one in folded(word).split()
    }


def rule_code(rule: object) -> str:
    """What a rule is compared by: every way to write that lots were drawn is one rule.

    >>> rule_code("boc_tham") == rule_code("Rút thăm công khai"), rule_code("Luân phiên")
    (True, 'luan phien')
    """
    return _DRAWN if is_lot(rule) else folded(rule)


def treatments_of(office: Office) -> list[str]:
    """What was given to anybody, sorted; blank and "nothing" are no treatments."""
    rows = rows_given(office)
    given = {str(one) for one in rows["treatment"] if plain(one) not in words_for("none")}
    return sorted(given)


def rows_given(office: Office) -> pd.DataFrame:
    """The register of assignments, text never missing."""
    columns = ["subject_id", "date", "treatment", "rule", "stratum"]
    if "assignments" not in office:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    frame = office.tables["assignments"].frame[columns]
    return frame.astype({name: object for name in columns if name != "date"}).fillna(
        {name: "" for name in columns if name != "date"}
    )
