"""State statistics of a year: movements and awards, with what the registers do not tell."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._frames import Frame, Kind, given
from lantoa.reporting.statistics_awards import (
    ACCOUNTS,
    KINDS,
    accounts,
    awards,
    has_gap,
    known_units,
)
from lantoa.reporting.statistics_movements import SCOPES, launched, movements, taking_part

if TYPE_CHECKING:
    from lantoa.office import Office

LEVELS = {"state": ("nha_nuoc", "thu_tuong"), "province": ("bo", "tinh")}
"""Which levels of commendation belong to tables 0602.N and 0603.N."""

_REGISTERS = ("movements", "commendations", "movement_results")
_AWARDS = ["level", "form", "category", "receiver"]


@dataclass(frozen=True, repr=False)
class Statistics:
    """The counts of a year. What a register does not tell is ``unknown``, never left out.

    Attributes:
        year: Of the launch, and of the day of the decision.
        as_of: The day up to which the registers are read; None: all that they hold.
        lang: Of what it prints: ``"vi"`` or ``"en"``.
    """

    year: int
    as_of: datetime.date | None
    lang: str
    _kind: Kind
    _awarded: pd.DataFrame
    _launched: pd.DataFrame
    _taking_part: pd.DataFrame
    _accounts: pd.DataFrame
    _absent: tuple[str, ...]
    _incomplete: tuple[str, ...]

    @cached_property
    def movements(self) -> Frame:
        """0601.N: ``launched_by, scope, length, movements``; a row for what there is."""
        return given(self._movements, self._kind)

    @cached_property
    def awards(self) -> Frame:
        """Every award that counts: ``level, form, category, receiver, awards``.

        Levels ``nha_nuoc`` and ``thu_tuong`` make table 0602.N, ``bo`` and ``tinh`` table
        0603.N; the others, and ``unknown``, stand in neither. Receivers: collective, enterprise,
        household, leader (head or deputy on the day), the four classes of other people,
        ``person_unknown`` and ``unknown``.
        """
        return given(self._awards, self._kind)

    @cached_property
    def by_unit(self) -> Frame:
        """What each unit and its people received: ``unit_id, level, form, receiver, awards``."""
        return given(self._by_unit, self._kind)

    @cached_property
    def by_movement(self) -> Frame:
        """``movement_id, name, launched_by``; ``units``, ``people`` taking part, ``first``."""
        return given(self._taking_part, self._kind)

    @cached_property
    def leaders(self) -> Frame:
        """Awards to people: ``persons, leaders, others, unknown``, the share in per mille.

        ``share_low`` counts who is not known as others, ``share_high`` as leaders; missing
        without any award.
        """
        return given(self._leaders, self._kind)

    @cached_property
    def accounts(self) -> Frame:
        """What became of every row of a register: ``table, account, rows``; they add up."""
        return given(self._accounts, self._kind)

    @property
    def absent(self) -> Sequence[str]:
        """The registers that the office does not have: what they would say is not known."""
        return self._absent

    @property
    def incomplete(self) -> Sequence[str]:
        """The registers with a gap in the year, by ``coverage``: their counts are the least."""
        return self._incomplete

    @cached_property
    def _movements(self) -> pd.DataFrame:
        return _counted(self._launched, ["launched_by", "scope", "length"], "movements")

    @cached_property
    def _awards(self) -> pd.DataFrame:
        return _counted(self._awarded, _AWARDS, "awards")

    @cached_property
    def _by_unit(self) -> pd.DataFrame:
        return _counted(self._awarded, ["unit_id", "level", "form", "receiver"], "awards")

    @cached_property
    def _leaders(self) -> pd.DataFrame:
        kinds = self._awarded["receiver"]
        people = ~kinds.isin([*KINDS, "unknown"])
        leaders, unknown = int((kinds == "leader").sum()), int((kinds == "person_unknown").sum())
        persons = int(people.sum())
        shares: list[Any] = [pd.NA, pd.NA]
        if persons:
            shares = [1000 * leaders // persons, 1000 * (leaders + unknown) // persons]
        row = [persons, leaders, persons - leaders - unknown, unknown, *shares]
        names = ["persons", "leaders", "others", "unknown", "share_low", "share_high"]
        return pd.DataFrame([row], columns=names).astype("Int64")

    def of_table(self, name: str) -> pd.DataFrame:
        """The awards of table 0602.N (``"state"``), 0603.N (``"province"``) or neither."""
        chosen = [level for levels in LEVELS.values() for level in levels]
        inside = self._awards["level"].isin(LEVELS.get(name, chosen))
        return self._awards[inside if name in LEVELS else ~inside]

    def __repr__(self) -> str:
        from lantoa.reporting.statistics_sheets import as_text

        return as_text(self)

    def _repr_html_(self) -> str:
        from lantoa.reporting.statistics_sheets import as_html

        return as_html(self)


def _counted(rows: pd.DataFrame, by: list[str], name: str) -> pd.DataFrame:
    """How many rows have the same cells, in the order of these."""
    counts = rows.groupby(by, sort=True).size()
    return counts.rename(name).reset_index().astype({**dict.fromkeys(by, "str"), name: "int64"})


def statistics(
    office: Office,
    year: int,
    *,
    as_of: str | datetime.date | None = None,
    scopes: Mapping[str, str] | None = None,
    receivers: Mapping[str, str] | None = None,
) -> Statistics:
    """State statistics of a year: tables 0601.N to 0603.N, and what offices keep beside them.

    A movement counts in the year of its first day, an award in that of the day of its decision.
    Annulled and merely proposed awards do not count, and one that was entered twice counts once.
    What a register leaves blank is counted as ``unknown``; nothing is guessed or left out.

    Args:
        office: The registers, as `lantoa.read` gives them.
        year: The year.
        as_of: The day up to which the registers are read; None: all that they hold.
        scopes: Movement to scope (``"toan_quoc"``, ``"tinh"``, ``"co_so"``), which no register
            tells.
        receivers: Unit to ``"enterprise"`` or ``"household"``; every other unit is a collective.

    Returns:
        Counts that print, with ``.movements``, ``.awards``, ``.by_unit``, ``.by_movement``,
        ``.leaders`` and ``.accounts``, frames of the office's kind.

    Raises:
        InputError: The year is no year, the day no day, or an id, scope or receiver not known.

    Example:
        >>> import lantoa as lt
        >>> counts = lt.statistics(lt.sample_office(seed=7), 2023)
        >>> rows = counts.accounts
        >>> int(rows.loc[rows["table"] == "commendations", "rows"].sum())  # every row is there
        92

    Source: TT 02/2023/TT-BNV, tables 0601.N, 0602.N, 0603.N.
    """
    _checks.made_by(office, "tables", what="office", maker="lantoa.read")
    day = _day(as_of)
    _check_year(year)
    scoped = _declared(scopes, _movement_ids(office), SCOPES[:-1], "scopes", "movement")
    units = known_units(office)
    received = _declared(receivers, sorted(units), KINDS, "receivers", "unit")
    found = movements(office, year, day, scoped)
    return Statistics(
        year=year,
        as_of=day,
        lang=office._lang,
        _kind=office.frames,
        _awarded=awards(office, year, day, received),
        _launched=found,
        _taking_part=taking_part(office, found),
        _accounts=_accounts(office, year, day),
        _absent=tuple(name for name in _REGISTERS if name not in office.tables),
        _incomplete=tuple(name for name in _REGISTERS if has_gap(office, name, year)),
    )


def _check_year(year: Any) -> None:
    if type(year) is not int or not 1900 <= year <= 2200:
        raise InputError(f"year is {year!r}, expected a whole number such as 2025")


def _day(as_of: Any) -> datetime.date | None:
    if as_of is None or (type(as_of) is datetime.date):
        return as_of
    try:
        return datetime.date.fromisoformat(as_of)
    except (TypeError, ValueError):
        raise InputError(f"as_of is {as_of!r}, expected a date such as 2025-12-15") from None


def _movement_ids(office: Office) -> list[str]:
    table = office.tables.get("movements")
    return [] if table is None else table.frame["movement_id"].astype(str).tolist()


def _declared(
    given: Mapping[str, str] | None,
    ids: Sequence[str],
    values: Sequence[str],
    what: str,
    of: str,
) -> Mapping[str, str]:
    """What the office says of ids beside its registers."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError(f"{what}: expected a dict by {of}, not {type(given).__name__}")
    for one, value in given.items():
        _checks.one_of(str(one), ids, what=f"{what}: {of}")
        _checks.one_of(str(value), values, what=f"{what}: {one}")
    return given


def _accounts(office: Office, year: int, as_of: datetime.date | None) -> pd.DataFrame:
    """Register by register how many rows have each account, in its order."""
    rows = []
    for name, account in (("commendations", accounts), ("movements", launched)):
        if name in office.tables:
            told = account(office.tables[name], year, as_of).value_counts()
            rows += [(name, one, int(told[one])) for one in ACCOUNTS if one in told]
    frame = pd.DataFrame(rows, columns=["table", "account", "rows"])
    return frame.astype({"table": "str", "account": "str", "rows": "int64"})
