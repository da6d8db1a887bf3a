"""Measures us beside polars and DuckDB on one office: equal verdicts first, then times."""

from __future__ import annotations

import argparse
import os
import platform
from dataclasses import replace

import cubes
import duckdb
import nation
import office
import places
import polars as pl
import weights
from timing import table

import lantoa as lt


def about() -> str:
    """Machine, versions, and how busy the machine is."""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"lantoa {lt.about().lantoa}, polars {pl.__version__}, DuckDB {duckdb.__version__}"
    )


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=nation.NATION)
    people = parser.parse_args().people
    print(about())
    parts = (nation, places, cubes, weights)
    rows = [row for part in parts for row in part.measure(people)] + office.measure()
    few = cubes.measure(office.PEOPLE)
    rows += [replace(row, work=f"what-if of 100: {row.work}") for row in few]
    print(f"{people:,} people x 5 years, as of {nation.AS_OF}; ", end="")
    print("verdicts equal for every person and question")
    print(table(rows, people))
    print(about())


if __name__ == "__main__":
    main()
