"""Frames as files: folders of CSV or Parquet, a workbook, a database. For tests and measurements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd

from lantoa import _checks

Kind = Literal["csv", "parquet", "xlsx", "duckdb"]


def save_tables(frames: Mapping[str, pd.DataFrame], path: str | Path, kind: Kind) -> Path:
    """Writes frames by table with canonical names, as `lantoa.read` takes them.

    Args:
        frames: A frame per table.
        path: The folder of the files, or the workbook or database itself; what is there under
            these names is written over.
        kind: ``"csv"`` and ``"parquet"`` write a file per table, ``"xlsx"`` a sheet per table,
            ``"duckdb"`` a database.

    Returns:
        ``path``.

    Raises:
        InputError: ``kind`` is not known.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     units = pd.DataFrame({"unit_id": ["DV01"]})
        ...     path = save_tables({"units": units}, folder, "csv")
        ...     (path / "units.csv").read_text()
        'unit_id\\nDV01\\n'
    """
    _checks.one_of(kind, _WRITERS, what="kind")
    _WRITERS[kind]({name: _plain(frame) for name, frame in frames.items()}, Path(path))
    return Path(path)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Text where there are codes, days where there are times of day."""
    texts = frame.select_dtypes("category").columns
    return frame.astype(dict.fromkeys(texts, "str"))


def _csv(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.to_csv(
            folder / f"{name}.csv", index=False, date_format="%Y-%m-%d", lineterminator="\n"
        )


def _database(frames: Mapping[str, pd.DataFrame], path: Path) -> None:
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as base:
        for name, frame in frames.items():
            base.register("frame", frame)
            base.execute(f'CREATE TABLE "{name}" AS SELECT {_days(frame)} FROM frame')


def _parquet(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as base:
        for name, frame in frames.items():
            base.register("frame", frame)
            target = str(folder / f"{name}.parquet").replace("'", "''")
            base.execute(f"COPY (SELECT {_days(frame)} FROM frame) TO '{target}' (FORMAT parquet)")


def _days(frame: pd.DataFrame) -> str:
    """The columns, times cast to days."""
    days = set(frame.select_dtypes("datetime").columns)
    names = [f'"{name}"' for name in frame]
    return ", ".join(
        f"CAST({quoted} AS DATE) AS {quoted}" if name in days else quoted
        for name, quoted in zip(frame, names, strict=True)
    )


def _workbook(frames: Mapping[str, pd.DataFrame], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pd.ExcelWriter(path, engine="xlsxwriter", datetime_format="yyyy-mm-dd") as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name, index=False)


_WRITERS: dict[str, Callable[[Mapping[str, pd.DataFrame], Path], None]] = {
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _workbook,
    "duckdb": _database,
}
