"""The third start: the same Parquet files, with text, read by both peers.

Both group by text: mapping the ids of 25 million rows to numbers first took either of them
longer, by a join or by ENUM.
"""

from __future__ import annotations

from pathlib import Path

import coded
import duckdb
import polars as pl


def database(folder: Path) -> duckdb.DuckDBPyConnection:
    """The files as views."""
    base = duckdb.connect()
    for name, (subject, columns) in coded.REGISTERS.items():
        cells = [f"{subject} AS subject"] if subject else []
        cells += [_sql(column) for column in columns]
        base.execute(
            f"CREATE VIEW {name} AS SELECT {', '.join(cells)} FROM '{folder}/{name}.parquet'"
        )
    return base


def _sql(column: str) -> str:
    if column == "decision_no":
        return "decision_no IS NOT NULL AS numbered"
    return f'"{column}" AS {coded.NAMES.get(column, column)}'


def scans(folder: Path) -> dict[str, pl.LazyFrame]:
    """The files as scans."""
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
