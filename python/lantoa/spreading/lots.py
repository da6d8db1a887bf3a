"""Who was given something by lot, as the register of assignments has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa.schema import wording
from lantoa.spreading.registers import Registers
from lantoa.spreading.setting import Codes

if TYPE_CHECKING:
    from lantoa.office import Office

TOPIC = "effects"
NOT_GIVEN = 0


@dataclass(frozen=True, eq=False)
class Lot:
    """One recorded assignment: subjects that could have been given something, and who was.

    Attributes:
        treatment: What was given, as it is written.
        rule: How it was decided who is given it, as it is written; blank where it is not.
        is_lot: Whether the rule is a lot: only then every arrangement was as likely.
        subjects: n ids, sorted.
        first: n years in which they were given it, `NOT_GIVEN` for the others.
        stratum: n codes of the groups in which was drawn.
        undated: Subjects left out because the day is not written.
    """

    treatment: str
    rule: str
    is_lot: bool
    subjects: tuple[str, ...]
    first: Codes
    stratum: Codes
    undated: int = 0

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
        return Lot(self.treatment, self.rule, self.is_lot, names, first, stratum, self.undated)


def words_for(name: str) -> frozenset[str]:
    """How offices write that somebody drew lots (``"lots"``) or was given nothing (``"none"``)."""
    return frozenset(wording(TOPIC)["written"][name])


def plain(text: object) -> str:
    """A cell without case, marks of composition or underscores.

    >>> plain(" Bốc_thăm ")
    'bốc thăm'
    """
    return unicodedata.normalize("NFC", str(text)).replace("_", " ").strip().lower()


def treatments_of(office: Office) -> list[str]:
    """What was given to anybody, sorted; blank and "nothing" are no treatments."""
    rows = _rows(office)
    given = {str(one) for one in rows["treatment"] if plain(one) not in words_for("none")}
    return sorted(given)


def lot_of(office: Office, treatment: str | None) -> Lot | None:
    """The assignment of a treatment, None where none is recorded.

    Beside those who were given it stand those whom the register names as given nothing by the same
    rule; who is in no row was not in the draw.

    Raises:
        InputError: The treatment is not recorded, or several are and none is named.
    """
    known = treatments_of(office)
    if treatment is None and len(known) > 1:
        told = f"treatment: there are {len(known)}, name one of {_checks.listed(known)}"
        raise _checks.InputError(told)
    if not known:
        return None
    chosen = _checks.one_of(treatment or known[0], known, what="treatment")
    rows = _rows(office)
    mine = rows["treatment"].astype(str) == chosen
    rules = rows.loc[mine, "rule"].map(plain).unique()
    nothing = rows["treatment"].map(plain).isin(words_for("none")) & rows["rule"].map(plain).isin(
        rules
    )
    return _packed(rows[mine | nothing], chosen, tuple(rules), Registers(office).renamed)


def _rows(office: Office) -> pd.DataFrame:
    columns = ["subject_id", "date", "treatment", "rule", "stratum"]
    if "assignments" not in office:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    frame = office.tables["assignments"].frame[columns]
    return frame.astype({name: object for name in columns if name != "date"}).fillna(
        {name: "" for name in columns if name != "date"}
    )


def _packed(
    rows: pd.DataFrame, treatment: str, rules: Sequence[str], renamed: Mapping[str, str]
) -> Lot:
    """One row a subject, the first day on which it was given; sorted by id."""
    given = rows["treatment"].astype(str) == treatment
    dated = rows["date"].notna() | ~given
    year = rows["date"].dt.year.where(given & dated, np.inf).astype(float)
    ids = rows["subject_id"].astype(str).map(lambda one: renamed.get(one, one))
    kept = pd.DataFrame({"id": ids, "year": year, "at": rows["stratum"]})
    kept = kept[dated & (kept["id"] != "")].sort_values(["id", "year", "at"], kind="stable")
    kept = kept.drop_duplicates("id")
    stratum = np.unique(kept["at"].map(plain).to_numpy(str), return_inverse=True)[1]
    first = kept["year"].where(np.isfinite(kept["year"]), NOT_GIVEN).to_numpy(np.int32)
    is_lot = len(rules) == 1 and rules[0] in words_for("lots")
    return Lot(
        treatment,
        rules[0] if len(rules) == 1 else "",
        is_lot,
        tuple(kept["id"].tolist()),
        first,
        stratum.astype(np.int32),
        int((~dated).sum()),
    )
