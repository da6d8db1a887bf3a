"""The demonstration: a synthetic office from its registers to what it hands in."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from lantoa._wording import said
from lantoa.cli.answering import writing
from lantoa.cli.printing import console, print_summary
from lantoa.cli.progress import steps
from lantoa.schema import TABLES, wording
from lantoa.worklists.wording import heading, label, sheet

PLAN, AS_OF = "exemplars-2021-2025", "de_nghi_2025"
REGISTERS, REPORT = "so-lieu-mau.xlsx", "ho-so-2025"


def demonstrate(folder: Path, seed: int, lang: str) -> None:
    """Make an office, write its registers, read them back, judge, and write the set.

    Args:
        folder: Where registers and documents go; made where it is not there.
        seed: Of the office.
        lang: ``"vi"`` or ``"en"``.
    """
    import lantoa as lt
    from lantoa import reporting

    registers, report = folder / REGISTERS, folder / REPORT
    plan = lt.load_plan(PLAN, lang=lang)
    with steps(4, lang) as step, writing(folder, lang):
        step("sample")
        folder.mkdir(parents=True, exist_ok=True)
        _write_registers(registers, seed, lang)
        step("read")
        office = lt.read(registers, lang=lang)
        step("judge")
        result = lt.evaluate(office, plan, as_of=AS_OF)
        step("write")
        short = reporting.summary(result)
        written = reporting.report(result, report, short=short)
    _end(result, short, registers, written)


def _write_registers(path: Path, seed: int, lang: str) -> None:
    """The registers of a synthetic office, with a few slips of the pen so that ``check`` shows."""
    from lantoa import _files
    from lantoa.sampling import sample_tables, save_tables

    tables = sample_tables(seed=seed)
    told = {sheet(name, lang): _as_kept(name, frame, lang) for name, frame in tables.items()}
    for slip in wording("demo")["slips"]:
        name = sheet(slip["table"], lang)
        told[name] = _with(told[name], heading(slip["column"], slip["table"], lang), slip)
    with _files.replacing(path) as part:
        save_tables(told, part, "xlsx")


def _as_kept(table: str, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A table as an office keeps it: headed in its language, labels for codes."""
    return pd.DataFrame(
        {heading(str(name), table, lang): _told(table, frame[name], lang) for name in frame}
    )


def _told(table: str, column: pd.Series, lang: str) -> pd.Series:
    name = str(column.name)
    if pd.api.types.is_datetime64_dtype(column):
        return column
    if TABLES[table].columns[name].type == "per_mille" and lang != "en":
        return column.map(lambda share: f"{share / 10:g} %", na_action="ignore")
    return column.astype(object).map(
        {one: label(one, name, table, lang) for one in column.dropna().unique()}
    )


def _with(frame: pd.DataFrame, column: str, slip: dict[str, Any]) -> pd.DataFrame:
    written = frame[column].astype(object)
    written.iloc[slip["at"]] = slip["written"]
    return frame.assign(**{column: written})


def _end(result: Any, short: Any, registers: Path, written: Any) -> None:
    lang, out = result.plan.lang, console()
    office = result.office
    out.print(
        said("cli", "said.demo", lang, units=len(office["units"]), people=len(office["people"])),
        style="bold",
    )
    out.print()
    print_summary(short, lang)
    people = result._subjects[result._subjects["subject_kind"] == "person"]
    subject = people.sort_values(["counted", "subject_id"], ascending=[False, True])["subject_id"]
    out.print()
    for name in written.files:
        file = (written.folder / name).resolve()
        out.print(said("cli", "said.written", lang, file=file), markup=False)
    out.print()
    told = {"registers": registers, "subject": subject.iloc[0], "plan": PLAN, "as_of": AS_OF}
    told["lantoa"] = _command()
    told_next = said("cli", "said.demo_next", lang, **told)
    out.print(told_next, markup=False, soft_wrap=True)  # a command is one line, to be copied


def _command() -> str:
    """The command as it can be typed here: by its path where the shell would not find it."""
    beside = Path(sys.executable).with_name("lantoa")
    if shutil.which("lantoa") or not beside.is_file():
        return "lantoa"
    here = Path.cwd()
    return str(beside.relative_to(here) if beside.is_relative_to(here) else beside)
