"""The first two targets: a million people, beside polars and DuckDB, from three starts."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import asking
import coded
import duckdb
import files
import pandas as pd
import polars as pl
import questions
import questions_duckdb
from saying import Answers, Said, answers
from timing import Row, timed

import lantoa as lt
from lantoa import _core, _packing, _rules
from lantoa.sampling import sample_tables, save_tables

PLAN = "exemplars-2021-2025"
AS_OF = "de_nghi_2025"
NATION = 1_000_000  # the people that the targets speak of


def workspace(people: int) -> Path:
    """The office as Parquet, made once."""
    folder = Path(tempfile.gettempdir()) / f"lantoa-bench-{people}"
    if not (folder / "ratings.parquet").exists():
        tables = sample_tables(max(4, people // 50), people, range(2021, 2026))
        save_tables(tables, folder, "parquet")
    return folder


def measure(people: int) -> list[Row]:
    """Every row of both targets."""
    known = case(people)
    read, pack = known.read, known.pack
    return [
        Row("read and check Parquet", read),
        Row("pack", pack),
        Row("read, check and pack", read + pack, most=6, scale=NATION),
        *_stages(known),
        *_from_codes(known),
        _from_counts(known),
        _from_files(known, read + pack),
    ]


@cache
def case(people: int) -> Case:
    """The office read and packed, once for all measurements of so many people."""
    folder = workspace(people)
    for file in folder.glob("*.parquet"):
        file.read_bytes()  # nobody is the first at the disk
    read, office = timed(lambda: lt.read(folder), 1)
    pack, (packed, recorder) = timed(lambda: coded.pack(office), 1)
    return Case(folder, office, packed, recorder, read, pack)


@dataclass(frozen=True)
class Case:
    """An office that is packed, the plan on a day, and the peers' tables."""

    folder: Path
    office: lt.Office
    packed: _packing.Packed
    recorder: coded.Recorder
    read: float  # seconds
    pack: float

    @cached_property
    def rules(self) -> _rules.Rules:
        """The plan as numbers."""
        return self.new_rules()

    def new_rules(self) -> _rules.Rules:
        """The plan as numbers, made anew."""
        plan = lt.load_plan(PLAN)
        day = plan.as_of(AS_OF)
        return _rules.rules(plan.resolved(day), self.packed, day, None)

    @cached_property
    def day(self) -> questions.Day:
        """The day, as the questions know it."""
        return questions.day(lt.load_plan(PLAN).as_of(AS_OF))

    @cached_property
    def said(self) -> Said:
        """What must be said."""
        found = _core.evaluate(self.packed.facts, self.rules.plan)
        return Said(found, self.packed, self.rules)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The coded tables that both peers start from."""
        return coded.tables(self.office, self.packed.ids)

    @cached_property
    def base(self) -> duckdb.DuckDBPyConnection:
        """The coded tables in DuckDB."""
        base = coded.database(self.tables)
        questions_duckdb.prepare(base, self.day)
        return base

    @cached_property
    def frames(self) -> dict[str, pl.LazyFrame]:
        """The coded tables in polars."""
        frames = coded.polars_frames(self.tables)
        return {name: frame.lazy() for name, frame in frames.items()}

    def judged(self) -> Answers:
        """Our answer from packed facts, units and heads included."""
        found = _core.evaluate(self.packed.facts, self.rules.plan)
        return answers(found.bits, range(len(self.rules.order)), self.rules)


def _stages(case: Case) -> list[Row]:
    """What comes after packing, on our side."""
    rules, _ = timed(case.new_rules)
    asked, _ = timed(lambda: _core.evaluate(case.packed.facts, case.rules.plan), 5)
    measured = _core.Measurements(case.packed.facts, case.rules.plan)
    changed = case.rules.thresholds
    changed[case.rules.rule_of["cn_xuat_sac_2_nam"]] += 1
    regated, _ = timed(lambda: measured.regate(changed), 9)
    return [
        Row("rules of the plan", rules),
        Row("whole plan, from packed facts", asked, most=0.2, scale=NATION),
        Row("only one threshold changed", regated, most=0.015, scale=NATION),
    ]


def _from_codes(case: Case) -> list[Row]:
    """Integer-coded tables in memory; ours are sorted by subject, so once more with sorting."""
    ours, verdicts = timed(case.judged, 5)
    case.said.check_ours(verdicts)
    sorting, _ = timed(case.recorder.again)
    polars, answer = timed(lambda: asking.polars_all(case.frames, case.day))
    case.said.check(answer)
    duckdb, answer = timed(lambda: asking.duckdb_all(case.base))
    case.said.check(answer)
    return [
        Row("15 criteria, from coded tables", ours, polars, duckdb, ratio=5, scale=NATION),
        Row("the same, our sorting included", ours + sorting, polars, duckdb),
    ]


def _from_counts(case: Case) -> Row:
    """One row per person is there, and only thresholds are met: all of them."""
    other = case.new_rules().plan
    moved = other.rules
    for rule in moved:
        rule.threshold += 1
    other.rules = moved
    measured = _core.Measurements(case.packed.facts, other)
    ours, verdicts = timed(lambda: _regated(measured, case.rules), 5)
    case.said.check_ours(verdicts)
    counted, gaps = asking.polars_counted(case.frames, case.day)
    polars, answer = timed(lambda: asking.polars_judged(counted, gaps, case.day))
    case.said.check(answer)
    case.base.execute(f"CREATE TABLE counted AS {questions_duckdb.count()}")
    duckdb, answer = timed(lambda: asking.duckdb_judged(case.base, "counted"))
    case.said.check(answer)
    return Row("15 criteria, everybody counted", ours, polars, duckdb, ratio=10, scale=NATION)


def _regated(measured: _core.Measurements, rules: _rules.Rules) -> Answers:
    again = measured.regate(rules.thresholds)
    return answers(again.bits, again.rules.tolist(), rules)


def _from_files(case: Case, packed: float) -> Row:
    """Parquet with text; ours also checks every cell, and keeps the office for the next question."""
    rules, _ = timed(case.new_rules)
    asked, _ = timed(case.judged)
    polars, answer = timed(lambda: asking.polars_all(files.scans(case.folder), case.day), 2)
    case.said.check(answer)
    duckdb, answer = timed(lambda: _asked_of_files(case), 2)
    case.said.check(answer)
    return Row(
        "15 criteria, from Parquet", packed + rules + asked, polars, duckdb, ratio=2, scale=NATION
    )


def _asked_of_files(case: Case) -> Answers:
    base = files.database(case.folder)
    questions_duckdb.prepare(base, case.day)
    return asking.duckdb_all(base)
