"""A plan: the criteria of a text as an immutable value, under the readings chosen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._frames import Frame, Kind, given
from lantoa.criteria import fingerprints, milestones, resolving
from lantoa.criteria.book import Book
from lantoa.criteria.criterion import Criterion, criterion_of
from lantoa.criteria.milestones import AsOf
from lantoa.criteria.scenario import Scenario
from lantoa.criteria.tables import Table, of_section
from lantoa.criteria.values import Record

if TYPE_CHECKING:
    import pandas as pd

_NOT_GIVEN: Any = object()


@dataclass(frozen=True, slots=True)
class Choice:
    """Who chose a reading, and when."""

    question: str
    reading: str
    by: str
    on: date


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """A plan under the readings chosen and the changes made. ``load_plan`` makes one.

    It never changes: ``change``, ``choose`` and ``apply`` give new plans. Two plans are equal
    when their rules and their language are.

    Example:
        >>> from lantoa.criteria import load_plan
        >>> plan = load_plan("exemplars-2021-2025")
        >>> plan.criterion("cn_xuat_sac_2_nam").parameters["years"]["value"]
        2
        >>> stricter = plan.change("cn_xuat_sac_2_nam.years", 3)
        >>> plan.diff(stricter)
        criterion.cn_xuat_sac_2_nam.years  3
    """

    lang: str
    path: Path
    _book: Book
    _log: tuple[Choice, ...] = ()
    frames: Kind = "pandas"

    @property
    def id(self) -> str:
        """The id of the document."""
        return str(self._book.source["plan"]["id"])

    @property
    def title(self) -> str:
        """The title, in the plan's language where the file has it."""
        head = self._book.source["plan"]
        return str((head.get("title_en") if self.lang == "en" else None) or head["title"])

    @property
    def window(self) -> tuple[int, int]:
        """The first and the last year that the plan covers."""
        window = self._book.filled["plan"]["window"]
        return window["from"], window["to"]

    @property
    def years(self) -> range:
        """Every year of the window."""
        first, last = self.window
        return range(first, last + 1)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in the order of the file."""
        return tuple(
            criterion_of(table, self.lang, self._book.readings_of(f"criterion.{key}"))
            for key, table in of_section(self._book.filled, "criterion").items()
        )

    def criterion(self, criterion_id: str) -> Criterion:
        """One criterion.

        Raises:
            InputError: There is none of that id; the message has the nearest.
        """
        by_id = {criterion.id: criterion for criterion in self.criteria}
        return by_id[_checks.one_of(criterion_id, by_id, what="criterion")]

    @property
    def scales(self) -> Record:
        """The ladders of levels, lowest level first, by id."""
        return Record(of_section(self._book.filled, "scale"))

    @property
    def facts(self) -> Record:
        """What the rules read, by id."""
        return Record(of_section(self._book.filled, "fact"))

    @property
    def tracks(self) -> Record:
        """The special-topic movements, by id."""
        return Record(of_section(self._book.filled, "track"))

    @property
    def quotas(self) -> Record:
        """How many may be named, by id."""
        return Record(of_section(self._book.filled, "quota"))

    @property
    def milestones(self) -> Record:
        """The days that the plan names, earliest first, by id."""
        return Record(of_section(self._book.filled, "milestone"))

    @property
    def actors(self) -> Record:
        """Who does what, by id; for people to read."""
        return Record(of_section(self._book.filled, "actor"))

    @property
    def policy(self) -> Record:
        """How gaps, late joiners, moves and merges are read."""
        return Record(self._book.filled["policy"])

    @property
    def scope(self) -> Record:
        """Who is judged at all."""
        return Record(self._book.filled["scope"])

    @property
    def scoring(self) -> Record:
        """What all points add up to, and what breaks ties."""
        return Record(self._book.filled["scoring"])

    @property
    def readings(self) -> Record:
        """The reading in force, by question."""
        return Record(self._book.chosen)

    @property
    def scenario(self) -> Scenario:
        """Every change made so far, readings apart; edits are still edits."""
        return Scenario(self._book.changes, weights=self._book.weights)

    def as_of(self, as_of: AsOf) -> date:
        """The day meant by a milestone's id, a date, or a text such as ``"2025-09-30"``.

        Raises:
            InputError: It is none of them; the message has the nearest milestone.
        """
        return milestones.day_of(as_of, of_section(self._book.filled, "milestone"))

    def counting(self, as_of: AsOf) -> Record:
        """Who counts as in on a day: ``verdict`` and ``gates`` of the last milestone until then.

        Before the first milestone it is that of the first.
        """
        return Record(
            milestones.counting_on(self.as_of(as_of), of_section(self._book.filled, "milestone"))
        )

    def purpose(self, as_of: AsOf) -> str:
        """What the last milestone until a day is for: build, interim, propose, final or close.

        Before the first milestone it is that of the first; without milestones ``"final"``.
        """
        return milestones.purpose_on(self.as_of(as_of), of_section(self._book.filled, "milestone"))

    def resolved(self, as_of: AsOf) -> Table:
        """The rules on a day as plain values, ready for JSON.

        Args:
            as_of: A milestone's id, a date, or a date as text.

        Returns:
            ``id``, ``window`` as [first, last], ``apply``, ``scope``, ``scales`` and ``facts``
            and ``tracks`` by id, ``criteria`` in the order of the file, ``policy``, ``scoring``,
            ``quotas``, ``milestones``. Readings and changes are applied, defaults filled in, and
            a dated value is the one in force. Under ``apply = "per_year"`` a comparator is
            ``{"per_year": {"2021": …}, "dated": [[day, value], …]}`` instead.

        Example:
            >>> from lantoa.criteria import load_plan
            >>> rules = load_plan("exemplars-2021-2025").resolved("de_nghi_2025")
            >>> next(rule for rule in rules["criteria"] if rule["id"] == "cn_luon_tot")["at_least"]
            'hoan_thanh_tot'
        """
        return resolving.resolved(self._book.filled, self.as_of(as_of))

    @cached_property
    def canonical(self) -> str:
        """The rules as canonical JSON (RFC 8785); labels, clauses and quotes are left out."""
        return fingerprints.canonical(self._book.filled)

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of ``canonical``: equal rules have equal fingerprints."""
        return fingerprints.fingerprint(self.canonical)

    def change(self, path: str | Mapping[str, Any], value: Any = _NOT_GIVEN) -> Plan:
        """A new plan with one value changed, or several at once.

        Args:
            path: A path of ``parameters``, whose first word may be left out where it is plain;
                or a mapping of paths to values, such as a ``Scenario``, which also says how the
                other weights move.
            value: The new value, or an edit: ``lantoa.add(1)``, ``lantoa.scale("3/2")``. A dated
                value is replaced with its whole list. None takes an earlier change of the path
                back, with one of a comparator that took its place.

        Returns:
            The plan with the changes laid over its readings; ``"reading.<question>"`` chooses
            a reading. An edit stays one: it edits what the reading in force sets. Changing by
            ``a`` and then by ``b`` is changing by ``a >> b``.

        Raises:
            InputError: A path is not in the plan, a value is not possible there, or the weights
                of a sort of subject do not make up the total.

        Example:
            >>> from lantoa.criteria import load_plan
            >>> plan = load_plan("exemplars-2021-2025")
            >>> plan.change({"cn_sang_kien.count": 3, "reading.ky_luat_muc": "tu_canh_cao"}).scenario
            criterion.cn_sang_kien.count  3
        """
        asked = {path: value} if isinstance(path, str) else path
        if value is _NOT_GIVEN and isinstance(path, str):
            raise InputError(f'path "{path}" needs a value; None takes an earlier change back')
        from lantoa.criteria.changing import changed

        return replace(self, _book=changed(self._book, asked, self.path.name))

    def apply(self, scenario: Mapping[str, Any]) -> Plan:
        """The plan with a scenario laid over it: ``change`` by another name."""
        return self.change(scenario)

    def diff(self, other: Plan) -> Scenario:
        """What makes ``other`` out of this plan: ``self.apply(self.diff(other)) == other``.

        Raises:
            InputError: The two differ in more than what can be changed.
        """
        from lantoa.criteria.changing import difference

        return difference(self._book, other._book)

    def choose(self, question: str, reading: str, *, by: str, on: date) -> Plan:
        """A new plan under another reading, with who chose it and when on record.

        Args:
            question: An open question; see ``questions``.
            reading: One of its readings.
            by: Who chose, such as a council.
            on: The day.

        Raises:
            InputError: There is no such question or reading, or ``by`` is blank.

        Example:
            >>> from lantoa.criteria import load_plan
            >>> plan = load_plan("exemplars-2021-2025")
            >>> council = "Hội đồng Thi đua - Khen thưởng"
            >>> plan = plan.choose("nhieu_sang_kien", "tu_ba", by=council, on=date(2025, 3, 3))
            >>> plan.choices["reading"].tolist()
            ['tu_ba']
        """
        if not by.strip():
            raise InputError(f"question {question}: by is blank; say who chose the reading")
        chosen = self.change({f"reading.{question}": reading})
        return replace(chosen, _log=(*self._log, Choice(question, reading, by, on)))

    @property
    def choices(self) -> Frame:
        """Who chose which reading, and when: question, reading, by, on."""
        return given(self._choices, self.frames)

    @property
    def parameters(self) -> Frame:
        """Everything that can be changed, a row each, under the readings in force.

        What could only be what it is has no row. Columns are path, criterion, label, value
        (missing where nothing is asked), allowed (a list, or a text such as ``"1 to 5"``), status
        (source, assumption, reading or changed) and clause. Every path works in ``change``. A
        column of polars or pyarrow holds one type, so there ``value`` and ``allowed`` are JSON.
        """
        from lantoa.criteria.possible import is_free

        told = self._parameters.copy()
        told.insert(list(told).index("value") + 1, "allowed", self._allowed)
        pairs = zip(told["value"], told["allowed"], strict=True)
        told = told[[is_free(value, allowed) for value, allowed in pairs]].reset_index(drop=True)
        if self.frames == "pandas":
            return told
        for name in ("value", "allowed"):
            told[name] = told[name].map(_as_json).astype("str")
        return given(told, self.frames)

    @property
    def questions(self) -> Frame:
        """The open questions of the text, a row for every reading, headline questions first.

        Columns are question, owner, clause, note, headline, chosen, reading, vi, en, is_chosen.
        """
        return given(self._questions, self.frames)

    @property
    def _choices(self) -> pd.DataFrame:
        import pandas as pd

        columns = ["question", "reading", "by", "on"]
        rows = [asdict(choice) for choice in self._log]
        types = {**dict.fromkeys(columns, "str"), "on": "datetime64[s]"}
        return pd.DataFrame(rows, columns=columns).astype(types)

    @cached_property
    def _parameters(self) -> pd.DataFrame:
        from lantoa.criteria.parameters import parameters

        return parameters(self._book, self.lang)

    @cached_property
    def _allowed(self) -> pd.Series:
        """What may stand at each of the parameters; only ``parameters`` asks, for it takes time."""
        import pandas as pd

        from lantoa.criteria.parameters import allowed

        return pd.Series(allowed(self._book, self._parameters["path"]), dtype=object)

    @cached_property
    def _questions(self) -> pd.DataFrame:
        from lantoa.criteria.parameters import asked

        return asked(self._book, self.lang)

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Plan) and self.fingerprint == other.fingerprint
        return same and isinstance(other, Plan) and self.lang == other.lang

    def __hash__(self) -> int:
        return hash((self.fingerprint, self.lang))

    def __repr__(self) -> str:
        from lantoa.criteria.printing import as_text

        return as_text(self)

    def _repr_html_(self) -> str:
        from lantoa.criteria.printing import as_html

        return as_html(self)


def _as_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
