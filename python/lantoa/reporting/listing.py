"""The list that is handed in: who is listed, and what the registers say of each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lantoa._wording import day, said
from lantoa.explaining.wordings import Words
from lantoa.reporting import words
from lantoa.reporting.dossier import Dossier, Row, day_of
from lantoa.reporting.names import Names

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_TOPIC = "documents"
_EXCELLENT = "hoan_thanh_xuat_sac"


@dataclass(frozen=True)
class Entry:
    """One line of the list; every cell is text, blank where there is nothing to say.

    Attributes:
        subject_id: Who.
        name: The name of the key file, else the id.
        post: Role and unit of a person; of a unit blank.
        ratings: A cell per year of the window.
        titles: Emulation titles with their years.
        awards: Commendations with number and day of the decision.
        initiatives: How many, and of which scope.
        family: The years in which the family title was held.
        verdict: What was found, under the counting in force.
        summary: The rest in numbers.
    """

    subject_id: str
    name: str
    post: str
    ratings: tuple[str, ...]
    titles: str
    awards: str
    initiatives: str
    family: str
    verdict: str
    summary: str


class Listing:
    """Who counts as in, units and people apart, each with what the registers say.

    Args:
        result: What was judged.
        names: What stands in the place of ids.
    """

    def __init__(self, result: Evaluation, names: Names) -> None:
        self.result, self.names = result, names
        self.lang = result.plan.lang
        self._words = Words.of(self.lang)
        subjects = result._subjects
        self._listed = subjects[subjects["counted"].to_numpy(dtype=bool)]
        self._dossier = Dossier(result, self._listed["subject_id"].tolist())

    def ids(self, kind: str) -> list[str]:
        """The ids of those of a kind who are listed, in the order of their ids."""
        rows = self._listed[self._listed["subject_kind"] == kind]
        return sorted(rows["subject_id"].tolist())

    @cached_property
    def units(self) -> list[Entry]:
        """The units that are listed."""
        return [self._entry(one) for one in self.ids("unit")]

    @cached_property
    def people(self) -> list[Entry]:
        """The people who are listed, by their units."""
        units = self._unit_of
        order = sorted(self.ids("person"), key=lambda one: (units.get(one) or "", one))
        return [self._entry(one) for one in order]

    @cached_property
    def _unit_of(self) -> dict[str, str]:
        pairs = zip(self._listed["subject_id"], self._listed["unit_id"], strict=True)
        return {who: unit for who, unit in pairs if isinstance(unit, str)}

    @cached_property
    def _verdicts(self) -> dict[str, tuple[str, str, str]]:
        columns = (self._listed[name].astype(str) for name in
                   ("subject_id", "verdict", "provisional", "countable"))  # fmt: skip
        return {who: (strict, provisional, countable)
                for who, strict, provisional, countable in zip(*columns, strict=True)}  # fmt: skip

    def _entry(self, who: str) -> Entry:
        return Entry(
            subject_id=who,
            name=self.names[who],
            post=self._post(who),
            ratings=tuple(self._ratings(who)),
            titles=self._titles(who),
            awards="\n".join(map(self._award, self._dossier.rows(who, "commendations"))),
            initiatives=self._initiatives(who),
            family=words.spans([int(row["year"]) for row in self._held(who)]),
            verdict=self._verdict(who),
            summary="; ".join(self._summary(who)),
        )

    def _said(self, path: str, **values: object) -> str:
        return said(_TOPIC, path, self.lang, **values)

    def _post(self, who: str) -> str:
        if self.result._is_unit(who):
            return ""
        unit = self._unit_of.get(who)
        role = self._dossier.role(who)
        told = [
            self._said(f"roles.{role}") if self.leads(who) else "",
            self.names[unit] if unit else "",
        ]
        return ", ".join(part for part in told if part)

    def _ratings(self, who: str) -> Iterator[str]:
        rated = self._dossier.ratings(who)
        for year in self.result.plan.years:
            told = rated.get(year, ["not_asked"])
            yield " / ".join(self._said(f"ratings.{one}") for one in told)

    def _titles(self, who: str) -> str:
        years: dict[str, list[int]] = {}
        for row in self._dossier.rows(who, "titles"):
            if row["title"] is not None:
                years.setdefault(str(row["title"]), []).append(int(row["year"]))
        told = (
            f"{self._words.label('titles', title)}: {words.spans([*dict.fromkeys(found)])}"
            for title, found in years.items()
        )
        return "\n".join(told)

    def _award(self, row: Row) -> str:
        """Form and level, then number and day of the decision; what is blank is said to be."""
        form, level = (
            None if row[name] is None else self._words.label(f"{name}s", row[name])
            for name in ("form", "level")
        )
        unread = self._said("list.unread")
        decided = day_of(row)
        told = {
            "form": form or unread,
            "level": (level or unread).lower() if self.lang == "vi" else level or unread,
            "number": row["decision_no"] or self._said("list.no_number"),
            "day": day(decided, self.lang) if decided else self._said("list.no_day"),
        }
        return self._said("list.award", **told)

    def _initiatives(self, who: str) -> str:
        every = self.result._is_unit(who)  # a unit's need not be recognised, II.2.2 Tập thể, gạch 2
        rows = [row for row in self._dossier.rows(who, "initiatives") if every or row["recognised"]]
        if not rows:
            return ""
        scopes = Counter(str(row["scope"]) for row in rows if row["scope"] is not None)
        told = [
            f"{self._words.number(number)} {self._words.label('scopes', scope).lower()}"
            for scope, number in scopes.items()
        ]
        whole = self._words.number(len({str(row["initiative_id"]) for row in rows}))
        return f"{whole} ({', '.join(told)})" if told else whole

    def _held(self, who: str) -> Iterable[Row]:
        if self.result._is_unit(who):
            return []
        return [row for row in self._dossier.rows(who, "families") if row["held"]]

    def leads(self, who: str) -> bool:
        """Whether somebody is a head or a deputy on the as-of date."""
        return self._dossier.role(who) in ("head", "deputy")

    def _verdict(self, who: str) -> str:
        """The strict verdict, and beside it the one that the list goes by."""
        strict, provisional, countable = self._verdicts[who]
        told = words.verdict(strict, self.lang)
        if self.result.gates == "countable":
            return words.verdict(countable, self.lang)
        if self.result.counting == "provisional" and strict != provisional:
            other = words.verdict(provisional, self.lang)
            return self._said("list.provisional", verdict=told, provisional=other)
        return told

    def _summary(self, who: str) -> Iterator[str]:
        """What has no column of its own, in numbers."""
        ratings = [one for told in self._dossier.ratings(who).values() for one in told[:1]]
        counts = {
            "excellent": ratings.count(_EXCELLENT),
            "movements": len({str(row["movement_id"])
                              for row in self._dossier.rows(who, "movement_results")}),
            "first": sum(row["place"] == 1 for row in self._dossier.rows(who, "movement_results")),
            "contributions": len(self._dossier.rows(who, "contributions")),
        }  # fmt: skip
        for name, number in counts.items():
            if number:
                yield self._said(f"summary.{name}", number=self._words.number(number))
