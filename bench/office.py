"""The third target: an office of a hundred, from its workbook to the report, and every reading."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from timing import Row, timed

import lantoa as lt
from lantoa.sampling import sample_tables, save_tables
from lantoa.scenarios.readings import by_reading

PLAN = "exemplars-2021-2025"
AS_OF = "de_nghi_2025"
PEOPLE = 100

_COMMAND = [sys.executable, "-c", "from lantoa.cli import main; main()", "year-end"]


def measure() -> list[Row]:
    """Every row of the target; it speaks of a hundred people whatever else is measured."""
    with tempfile.TemporaryDirectory() as folder:
        book = save_tables(sample_tables(people=PEOPLE), Path(folder, "so-lieu.xlsx"), "xlsx")
        return [*_reports(book), *_readings(lt.read(book))]


def _reports(book: Path) -> list[Row]:
    """Workbook to every document: stage by stage in this process, and as a command of its own."""
    target = book.with_name("ho-so")
    reading, office = timed(lambda: lt.read(book))
    loading, plan = timed(lambda: lt.load_plan(PLAN))
    judging, _ = timed(lambda: lt.evaluate(office, plan, AS_OF))
    writing, _ = timed(lambda: lt.report(lt.evaluate(office, plan, AS_OF), target))
    warm, _ = timed(
        lambda: lt.report(lt.evaluate(lt.read(book), lt.load_plan(PLAN), AS_OF), target)
    )
    cold, _ = timed(lambda: _year_end(book, target), 2)
    records, _ = timed(lambda: lt.evaluate(office, plan, AS_OF).batch())
    return [
        Row("office of 100: read the workbook", reading),
        Row("load the plan", loading),
        Row("judge", judging),
        Row("judge again, write every document", writing),
        Row("workbook to every document, warm process", warm, most=2),
        Row("workbook to every document, lantoa year-end", cold, most=2),
        Row("judge again, every record and the batch", records),
    ]


def _year_end(book: Path, target: Path) -> None:
    """The command as an office runs it: a process that starts from nothing."""
    asked = [*_COMMAND, str(book), "--plan", PLAN, "--as-of", AS_OF, "--out", str(target)]
    subprocess.run(asked, check=True, capture_output=True)


def _readings(office: lt.Office) -> list[Row]:
    """Each reading of each open question in place of the one in force, with all its curves."""
    result = lt.evaluate(office, lt.load_plan(PLAN), AS_OF)
    sweep, found = timed(lambda: by_reading(result), 5)
    curves = sum(len(one.curves) for one in found)
    agreeing, _ = timed(lambda: lt.evaluate(office, result.plan, AS_OF).agreement())
    asking, _ = timed(lambda: _what_if(office, result.plan), 5)
    return [
        Row("judge again, what if a threshold were another, in words", asking),
        Row(f"{len(found)} readings, {curves} tipping curves", sweep, most=0.05),
        Row("agreement over the headline readings", agreeing),
    ]


def _what_if(office: lt.Office, plan: lt.Plan) -> str:
    """One question of a council, from the registers in memory to the sentence."""
    return lt.evaluate(office, plan, AS_OF).what_if("cn_xuat_sac_2_nam.years", 3).sentence
