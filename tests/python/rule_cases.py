"""Rule cases: what ``tests/cases/*.toml`` may say, and the office and plan that a case means.

A case is about one subject, the person CN or the unit DV that CN belongs to, whichever the
criterion is asked of. What a case does not say is as it is in a quiet office: CN has been in DV
since 2010, every register is there, complete and empty. Keys of the file are those of each of
its cases, which may say otherwise (of ``rows`` table by table):

    plan        the id of a bundled plan
    criterion   whose verdict is asked; or ``verdicts = { criterion = verdict }`` for several
    as_of       a day, or a milestone of the plan
    readings    { question = reading }        change   { path = value }
    ratings, titles, families                 one letter a year, for the subject
    letters     what a letter means; "?" closed and missing, "." still open, "u" not rated,
                "-" before the subject came
    rows        { table = [rows] }: columns that are not named are blank, "???" cannot be read
    absent      tables that are not there at all
    subject     another subject than CN or DV

and what is expected: ``verdict``, ``provisional``, ``why`` (it is unknown), ``needed`` and
``years_left`` (the years), ``missing`` (the years to be supplied), or ``out_of_scope`` (the reason).
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import registers
from lantoa.criteria import load_plan

load = cache(load_plan)

FOLDER = Path(__file__).parents[1] / "cases"
PERSON, UNIT = "CN", "DV"
YEARLY = {
    "ratings": ("subject_id", "rating"),
    "titles": ("subject_id", "title"),
    "families": ("person_id", "held"),
}
NO_ROW = {"?", ".", "-"}


@dataclass(frozen=True)
class Case:
    """One case with everything its file says of it."""

    name: str
    said: dict

    @property
    def expected(self):
        """The verdict of each criterion that is asked."""
        if "verdicts" in self.said:
            return self.said["verdicts"]
        return {self.said["criterion"]: self.said.get("verdict")}

    @property
    def about(self):
        """What a failure prints."""
        return f"{self.said['because']} [{self.said['clause']}]"

    def plan(self):
        plan = load(self.said["plan"])
        readings = {f"reading.{key}": value for key, value in self.said.get("readings", {}).items()}
        return plan.change(readings | self.said.get("change", {}))

    def as_of(self):
        return self.plan().as_of(self.said["as_of"])

    def subject(self):
        return self.said.get("subject") or (UNIT if self._asks_units() else PERSON)

    def _asks_units(self):
        first = next(iter(self.expected))
        return self.plan().criterion(first).subjects == ("unit",)

    def office(self):
        """The rows of the case, and which of their cells cannot be read."""
        tables = {table: [] for table in registers.COLUMNS} | self._yearly_rows()
        for table, rows in self.said.get("rows", {}).items():
            tables[table] = tables[table] + [_exact(row) for row in rows]
        _add_everybody(tables, self._first_year())
        for table in self.said.get("absent", ()):
            del tables[table]
        return registers.from_words(tables)

    def _yearly_rows(self):
        return {
            table: list(_rows_of_letters(self.said, table, self.subject()))
            for table in YEARLY
            if table in self.said
        }

    def _first_year(self):
        """The year in which the subject came, None if it was always there."""
        for table in YEARLY:
            letters = self.said.get(table, "").split()
            if "-" in letters:
                return self.said["years"][letters.count("-")]
        return None


def _rows_of_letters(said, table, subject):
    who, value = YEARLY[table]
    for year, letter in zip(said["years"], said[table].split(), strict=True):
        if letter == "u":
            yield {who: subject, "year": year, "reason_unrated": "under_6_months"}
        elif letter not in NO_ROW:
            yield {who: subject, "year": year, value: said["letters"][letter]}


def _exact(row):
    return {key: Fraction(str(v)) if isinstance(v, float) else v for key, v in row.items()}


def _add_everybody(tables, first_year):
    """Whoever a case does not introduce: DV, and CN in it."""
    came = date(first_year, 2, 1) if first_year else None
    if not tables["units"]:
        tables["units"] = [{"unit_id": UNIT, "opened": came}]
    if not tables["memberships"] and any(row["unit_id"] == UNIT for row in tables["units"]):
        start = came or date(2010, 1, 1)
        tables["memberships"] = [
            {"person_id": PERSON, "unit_id": UNIT, "role": "member", "from": start}
        ]
    people = {row["person_id"] for row in tables["memberships"]}
    known = {row["person_id"] for row in tables["people"]}
    tables["people"] += [{"person_id": one} for one in sorted(people - known)]


def read_all():
    """Every case of the folder, in the order of files and lines."""
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        shared = {key: value for key, value in content.items() if key != "case"}
        for number, case in enumerate(content["case"], start=1):
            rows = shared.get("rows", {}) | case.get("rows", {})
            yield Case(f"{path.stem}-{number}", shared | case | {"rows": rows})
