"""The demonstration: a synthetic office from its registers to the year-end workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from lantoa._wording import said
from lantoa.cli.answering import writing
from lantoa.cli.printing import console, print_summary
from lantoa.cli.progress import steps
from lantoa.schema import wording

PLAN, AS_OF = "exemplars-2021-2025", "de_nghi_2025"
REGISTERS, REPORT = "so-lieu-mau.xlsx", "ket-luan-2025.xlsx"


def demonstrate(folder: Path, seed: int, lang: str) -> None:
    """Make an office, write its registers, read them back, judge, and write the workbook.

    Args:
        folder: Where registers and workbook go; made where it is not there.
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
        _write_registers(registers, seed)
        step("read")
        office = lt.read(registers, lang=lang)
        step("judge")
        result = lt.evaluate(office, plan, as_of=AS_OF)
        step("write")
        reporting.year_end(result, report)
    _end(result, registers, report)


def _write_registers(path: Path, seed: int) -> None:
    """The registers of a synthetic office, with a few slips of the pen so that ``check`` shows."""
    from lantoa import _files
    from lantoa.sampling import sample_tables, save_tables

    tables = sample_tables(seed=seed)
    for slip in wording("demo")["slips"]:
        tables[slip["table"]] = _with(tables[slip["table"]], slip)
    with _files.replacing(path) as part:
        save_tables(tables, part, "xlsx")


def _with(frame: pd.DataFrame, slip: dict[str, Any]) -> pd.DataFrame:
    column = frame[slip["column"]].astype(object)
    column.iloc[slip["at"]] = slip["written"]
    return frame.assign(**{slip["column"]: column})


def _end(result: Any, registers: Path, report: Path) -> None:
    lang, out = result.plan.lang, console()
    office = result.office
    out.print(
        said("cli", "said.demo", lang, units=len(office["units"]), people=len(office["people"])),
        style="bold",
    )
    out.print()
    print_summary(result)
    people = result.subjects[result.subjects["subject_kind"] == "person"]
    subject = people.sort_values(["counted", "subject_id"], ascending=[False, True])["subject_id"]
    out.print("\n" + said("cli", "said.written", lang, file=report.resolve()), markup=False)
    told = {"registers": registers, "subject": subject.iloc[0], "plan": PLAN, "as_of": AS_OF}
    out.print(said("cli", "said.demo_next", lang, **told), markup=False)
