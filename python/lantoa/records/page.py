"""A record as a page to read, vi or en: the conclusion, clause by clause, and what it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lantoa._printing import thousandths
from lantoa._wording import day, said, sign
from lantoa.criteria.words import word
from lantoa.explaining.wordings import Words
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.records.record import Record

_SIGNS = {"counts": "+", "breaks": "-", "perhaps": "?", "missing": "?", "open_year": "."}
_SHORT = 12
_PRIVATE = "discipline"
_NOT_A_PARAMETER = ("fact", "over", "members_at", "via", "needs", "take", "out_of", "count_as")
_UNSAID = ("decision_no", "document", "decision_date", "year")


def as_text(record: Record, *, restricted: bool) -> str:
    """The page; details of discipline and reasons of years not rated where it is restricted."""
    return "\n".join(_Page(record, restricted).lines())


class _Page:
    def __init__(self, record: Record, restricted: bool) -> None:
        self.restricted = restricted
        self.of: Mapping[str, Any] = record.content
        self.lang = record.lang
        self.words = Words.of(record.lang)

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield ""
        yield self.say("criteria")
        for criterion in self.of["criteria"]:
            yield from self._criterion(criterion)
        yield ""
        yield from self._gaps()
        yield from self._points()
        yield from self._readings()
        yield from self._foot()

    def say(self, path: str, **values: object) -> str:
        return said("records", f"page.{path}", self.lang, **values)

    def day(self, text: str | None) -> str:
        return "…" if text is None else day(datetime.date.fromisoformat(text), self.lang)

    def verdict(self, name: str) -> str:
        return f"{sign(name)} {said('next_steps', f'verdicts.{name}', self.lang)}"

    def _head(self) -> Iterator[str]:
        subject, whole, plan = self.of["subject"], self.of["verdict"], self.of["plan"]
        kind = self.say(subject["kind"])
        if subject["kind"] == "person" and subject["unit_id"] is not None:
            kind = self.say("of_unit", unit=subject["unit_id"])
        yield self.say("title", subject=subject["id"], kind=kind)
        yield said("records", "restricted", self.lang)
        counting = {
            name: said("reporting", f"counting.{self.of[field]}", self.lang)
            for name, field in (("counting", "counting"), ("gates", "gates"))
        }
        yield said("briefing", "asked", self.lang, day=self.day(self.of["as_of"]), **counting)
        if self.of["track"] is not None:
            yield said("briefing", "track", self.lang, track=self.of["track"])
        yield self.say("plan", plan=plan["id"], fingerprint=plan["fingerprint"][:_SHORT])
        names = ("verdict", "provisional", "countable")
        yield self.say("verdict", **{name: self.verdict(whole[name]) for name in names})
        yield self.say("counted", counted=self.say("yes" if whole["counted"] else "no"))

    def _criterion(self, one: Mapping[str, Any]) -> Iterator[str]:
        label = one["en"] if self.lang == "en" and one["en"] else one["vi"]
        clause = "" if one["clause"] is None else f" ({self.words.clause(one['clause'])})"
        yield ""
        yield f"{self.verdict(one['verdict'])}  {label}{clause}{self._margin(one)}"
        if one["quote"] is not None:
            yield f"    “{one['quote']}”"
        if told := self._in_force(one["rule"]):
            yield f"    {self.say('in_force', rule=told)}"
        for question in self.of["plan"]["questions"]:
            if question["id"] in one["readings"]:
                yield f"    {self._reading(question)}"
        hidden = not self.restricted and any(p["table"] == _PRIVATE for p in one["evidence"])
        if hidden:
            yield f"    {self.say('hidden')}"
        for piece in one["evidence"] if not hidden else ():
            yield f"    {_SIGNS.get(piece['part'], '/')} {self._piece(piece)}"

    def _in_force(self, rule: Mapping[str, Any]) -> str:
        """The numbers and levels in force, as the plan's checker calls them."""
        told = {key: value for key, value in rule.items() if key not in _NOT_A_PARAMETER}
        return "; ".join(
            f"{word('keys', key, self.lang)}: {value}"
            for key, value in told.items()
            if isinstance(value, int | str) and not isinstance(value, bool)
        )

    def _margin(self, one: Mapping[str, Any]) -> str:
        told = []
        if one["needed"] is not None:
            told.append(self.say("needed", needed=one["needed"]))
        if one["years_left"]:
            told.append(self.say("years_left", years=self.words.years(one["years_left"])))
        return "".join(f"; {part}" for part in told)

    def _reading(self, question: Mapping[str, Any]) -> str:
        text = question["says"][self.lang] or question["says"]["vi"] or question["chosen"]
        told = self.say("reading", question=question["id"], reading=text)
        if question["by"] is None:
            return f"{told} ({self.say('by_plan')})"
        return f"{told} ({self.say('chosen', by=question['by'], on=self.day(question['on']))})"

    def _piece(self, piece: Mapping[str, Any]) -> str:
        parts = [self.words.table(piece["table"])]
        parts += [str(piece[name]) for name in ("of", "year") if piece.get(name) is not None]
        if piece.get("row") is None:
            parts.append(self.words.say("parts", piece["part"]))
            return " ".join(parts)
        row = self.of["facts"][piece["table"]][piece["row"]]
        return f"{' '.join(parts)}: {self._cells(piece['table'], row)}"

    def _cells(self, table: str, row: Mapping[str, Any]) -> str:
        spec = TABLES[table]
        told = [
            self._cell(spec.columns[name].type, spec.columns[name].of, row[name])
            for name in spec.columns
            if name in row and name not in self._unsaid and name != spec.subject
        ]
        paper = [str(row[name]) for name in ("decision_no", "document") if name in row]
        dated = (
            [self.day(row["decision_date"])] if isinstance(row.get("decision_date"), str) else []
        )
        return " · ".join([*told, *paper, *dated])

    @property
    def _unsaid(self) -> tuple[str, ...]:
        return _UNSAID if self.restricted else (*_UNSAID, "reason_unrated")

    def _cell(self, kind: str, of: str | None, value: Any) -> str:
        if not isinstance(value, str | int):
            return "?"
        if kind == "date":
            return self.day(str(value))
        if kind == "code":
            return self.words.label(str(of), value)
        return self.words.label("bool", value) if isinstance(value, bool) else str(value)

    def _gaps(self) -> Iterator[str]:
        gaps = [row for row in self.of["facts"].get("coverage", ()) if not row.get("complete")]
        if gaps:
            yield self.say("coverage")
        for row in gaps:
            ends = {"start": self._end(row.get("from")), "end": self._end(row.get("to"))}
            yield "    " + self.say("gap", table=self.words.table(row["table"]), **ends)

    def _end(self, cell: Any) -> str:
        return self.day(cell) if isinstance(cell, str) else "…"

    def _points(self) -> Iterator[str]:
        points = self.of["points"]
        if not points["criteria"]:
            return
        status = self.say(points["status"])
        names = ("thousandths", "thousandths_high")
        numbers = [thousandths(points[name], self.lang) for name in names]
        yield self.say("points", status=status, points=numbers[0], high=numbers[1])
        yield from self._places()

    def _places(self) -> Iterator[str]:
        """Where it stands in the office and to each line, as the batch states it."""
        standing, place = self.of["place"]["standing"][:_SHORT], self.of["place"]["office"]
        if place is not None:
            told = {"low": place["place_low"], "high": place["place_high"], "tied": place["tied"]}
            which = "no_place" if place["place"] is None else "place"
            status = self.say(place["status"])
            yield self.say(which, status=status, place=place["place"], standing=standing, **told)
        for line in self.of["place"]["lines"]:
            side = self.say(f"lines.{line['line'] or 'unknown'}")
            sure = "" if line["sure"] else self.say("unsure")
            told = {name: line[name] for name in ("quota", "group", "seats")}
            yield self.say("line", status=self.say(line["status"]), side=side, sure=sure, **told)

    def _readings(self) -> Iterator[str]:
        one = self.of["readings"]
        if one is None:
            return
        told = self.say("readings", passing=one["passing"], combinations=one["combinations"])
        if one["deciding_question"] is not None:
            told += self.say("deciding", question=one["deciding_question"], reading=one["reading"])
        yield told

    def _foot(self) -> Iterator[str]:
        notes, engine = self.of["notes"], self.of["engine"]
        if self.of["units"]:
            units = ", ".join(unit["subject"]["id"] for unit in self.of["units"])
            yield self.say("units", units=units)
        yield self.say("data", fingerprint=self.of["data"]["fingerprint"][:_SHORT])
        yield self.say("engine", name=engine["name"], version=engine["version"])
        if notes["by"] is not None or notes["on"] is not None:
            yield self.say("made", by=notes["by"] or "…", on=self.day(notes["on"]))
        if notes["supersedes"] is not None:
            yield self.say("supersedes", fingerprint=notes["supersedes"])
        yield self.say("seal", fingerprint=self.of["fingerprint"])
        yield said("records", "notice", self.lang)
