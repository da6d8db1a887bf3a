"""Measures us beside DuckDB on one office: equal verdicts first, then times. See README.md."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import coded
import duckdb
import numpy as np
import questions_duckdb

import lantoa as lt
from lantoa import _core, _rules
from lantoa.sampling import sample_tables, save_tables

AS_OF = "de_nghi_2025"
NATION = 1_000_000  # the people that the targets speak of
Row = tuple[str, float, float | None, str, bool | None]


def timed(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The shortest of a few runs in seconds, and what it gave."""
    runs = []
    for _ in range(times):
        start = time.perf_counter()
        found = work()
        runs.append(time.perf_counter() - start)
    return min(runs), found


def workspace(people: int) -> Path:
    """The office as Parquet, made once."""
    folder = Path(tempfile.gettempdir()) / f"lantoa-bench-{people}"
    if not (folder / "ratings.parquet").exists():
        tables = sample_tables(max(4, people // 50), people, range(2021, 2026))
        save_tables(tables, folder, "parquet")
    return folder


def expect_equal(ours: Any, rules: Any, peer: Any, units: int) -> None:
    """Every person and question: the peer must say what we say."""
    rows = ours.subjects >= units
    assert (ours.subjects[rows] == peer["subject"]).all(), "other people are judged"
    for name in questions_duckdb.QUESTIONS:
        bits = np.ascontiguousarray(ours.bits[rows, rules.rule_of[name]])
        said = _core.verdicts(bits, provisional=False)
        differ = np.flatnonzero(said != np.asarray(peer[name]))
        assert not len(differ), (name, len(differ), peer["subject"][differ[:3]])


def measure(people: int) -> list[Row]:
    """Every row of the table."""
    folder = workspace(people)
    plan = lt.load_plan("exemplars-2021-2025")
    day = plan.as_of(AS_OF)
    read, office = timed(lambda: lt.read(folder), 1)
    pack, (packed, recorder) = timed(lambda: coded.pack(office), 1)
    facts = recorder.facts
    rules = _rules.rules(plan.resolved(day), packed, day, None)
    again, _ = timed(recorder.again)
    evaluated, found = timed(lambda: _core.evaluate(facts, rules.plan), 5)
    measured = _core.Measurements(facts, rules.plan)
    changed = rules.thresholds
    changed[rules.rule_of["cn_xuat_sac_2_nam"]] = 3
    regated, _ = timed(lambda: measured.regate(changed), 9)

    base = coded.database(packed, recorder)
    number = _rules.day_number(day)
    macros, query = questions_duckdb.sql(number, 2024, 2024, more=True)
    base.execute(macros)
    peer, answers = timed(lambda: base.execute(query).fetchnumpy())
    expect_equal(found, rules, answers, packed.units)
    return [
        ("read and check Parquet", read, None, "6 s", read + pack <= 6),
        ("pack", pack, None, "in it", None),
        ("whole plan from packed facts", evaluated, None, "0.2 s", evaluated <= 0.2),
        ("only one threshold changed", regated, None, "0.015 s", regated <= 0.015),
        ("personal gates, own tables", evaluated, peer, "5 x", peer >= 5 * evaluated),
        (
            "the same, our packing included",
            evaluated + again,
            peer,
            "5 x",
            peer >= 5 * (evaluated + again),
        ),
    ]


def show(people: int, rows: list[Row]) -> None:
    """The table, with machine and versions."""
    print(
        f"{people:,} people x 5 years, as of {AS_OF}; verdicts equal for every person and question"
    )
    print(f"{platform.machine()}, {os.cpu_count()} cores; lantoa {lt.about().lantoa}, ", end="")
    print(f"DuckDB {duckdb.__version__}")
    print(f"{'work':<34}{'ours':>9}{'DuckDB':>9}{'ratio':>8}  target   reached")
    for work, ours, peer, target, reached in rows:
        told = "" if reached is None or people < NATION else "yes" if reached else "no"
        beside = f"{'':>17}" if peer is None else f"{peer:>8.3f}s{peer / ours:>7.1f}x"
        print(f"{work:<34}{ours:>8.3f}s{beside}  {target:<8} {told}")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=NATION)
    people = parser.parse_args().people
    show(people, measure(people))


if __name__ == "__main__":
    main()
