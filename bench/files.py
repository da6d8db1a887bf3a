"""The third start: the same Parquet files, with text, read by both peers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import coded
import duckdb
import numpy as np
import polars as pl


def database(folder: Path) -> duckdb.DuckDBPyConnection:
    """The files as views, ids made numbers by one join each: grouping text takes longer."""
    base = duckdb.connect()
    base.execute(
        "CREATE TABLE codes AS SELECT person_id AS id, CAST(row_number() OVER () - 1 AS INTEGER)"
        f" AS subject FROM '{folder}/people.parquet'"
    )
    for name, (subject, columns) in coded.REGISTERS.items():
        cells = ["subject"] if subject else []
        cells += [_sql(column) for column in columns]
        joined = f" JOIN codes ON id = {subject}" if subject else ""
        base.execute(
            f"CREATE VIEW {name} AS SELECT {', '.join(cells)}"
            f" FROM '{folder}/{name}.parquet'{joined}"
        )
    return base


def ids(base: duckdb.DuckDBPyConnection) -> np.ndarray[Any, Any]:
    """The id of each number."""
    found: np.ndarray[Any, Any] = base.sql("SELECT id FROM codes ORDER BY subject").fetchnumpy()[
        "id"
    ]
    return found


def _sql(column: str) -> str:
    if column == "decision_no":
        return "decision_no IS NOT NULL AS numbered"
    return f'"{column}" AS {coded.NAMES.get(column, column)}'


def scans(folder: Path) -> dict[str, pl.LazyFrame]:
    """The files as scans; polars groups by text sooner than it joins 25 million rows to codes."""
    return {
        name: pl.scan_parquet(folder / f"{name}.parquet").select(
            *([pl.col(subject).alias("subject")] if subject else []), *map(_expression, columns)
        )
        for name, (subject, columns) in coded.REGISTERS.items()
    }


def _expression(column: str) -> pl.Expr:
    if column == "decision_no":
        return pl.col(column).is_not_null().alias("numbered")
    if column == "rating":
        return pl.col(column).cast(pl.Enum(coded.ENUMS["rating"]))
    return pl.col(column).alias(coded.NAMES.get(column, column))
