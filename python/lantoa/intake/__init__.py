"""From an office's files to its tables: nothing is lost and nothing is invented.

A cell that cannot be read becomes blank and is listed. A row stays as long as its subject and
key are known; otherwise it is listed and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lantoa import _checks, _frames
from lantoa.intake.declaring import declarations
from lantoa.intake.reading import read_sources
from lantoa.intake.sources import sources
from lantoa.office import Office

__all__ = ["read"]


def read(
    path: str | Path | Mapping[str, Any],
    *,
    columns: Mapping[str, str] | None = None,
    aliases: Mapping[str, Mapping[str, str]] | None = None,
    strict: bool = False,
    frames: _frames.Kind | None = None,
    lang: str = "vi",
) -> Office:
    """Read an office: a folder, a workbook, a database or frames.

    Args:
        path: A folder of CSV or Parquet files, a workbook with a sheet per table (``.xlsx``,
            ``.xlsm``, and ``.xls`` and ``.ods`` of older and other offices), a ``.duckdb`` file,
            or a dict of frames by table. Tables, headings and labels may be the canonical ones
            or the Vietnamese ones that registers carry.
        columns: Headings that nobody foresaw: ``{"Ngày ra văn bản": "decision_date"}``, or
            ``"ratings.decision_date"`` for one table.
        aliases: What this office's spellings mean, by column: ``{"rating": {"A": "HTXSNV"}}``;
            it adds to the office's own table ``aliases``.
        strict: Refuse an office with problems instead of listing them.
        frames: The kind of frame of the office and of every result about it: ``"pandas"``,
            ``"polars"`` or ``"pyarrow"``. None gives back what came in, and pandas for files.
        lang: The language of ``office.problems``, ``"vi"`` or ``"en"``.

    Returns:
        The office, with everything that was not read in ``office.problems``.

    Raises:
        InputError: The path holds nothing to read, a file is locked, cut off or not Unicode, an
            argument is not known, or ``strict`` and there are problems.

    Example:
        >>> import pandas as pd
        >>> people = pd.DataFrame({"Mã CB": ["CB01"], "Họ và tên": ["Nông Văn A"]})
        >>> ratings = pd.DataFrame({"Mã": ["CB01"], "Năm": ["2021"], "Xếp loại": ["HTTNV"]})
        >>> office = read({"people": people, "ratings": ratings})
        >>> office["ratings"][["subject_id", "year", "rating"]].values.tolist()
        [['CB01', 2021, 'hoan_thanh_tot']]
    """
    _checks.one_of(lang, ("vi", "en"), what="lang")
    kind = _frames.checked(frames or _kind_of(path))
    declared = declarations(columns, aliases)
    found = read_sources(sources(path), columns=declared[0], aliases=declared[1])
    office = Office.of(found.tables, found.problems, frames=kind, lang=lang, name=_name(path))
    if strict and len(office.listing):
        raise _refusal(office)
    return office


def _name(path: str | Path | Mapping[str, Any]) -> str:
    return "" if isinstance(path, Mapping) else Path(path).name


def _kind_of(path: object) -> str:
    if not isinstance(path, Mapping) or not path:
        return "pandas"
    module = type(next(iter(path.values()))).__module__.partition(".")[0]
    return module if module in {"polars", "pyarrow"} else "pandas"


def _refusal(office: Office) -> _checks.InputError:
    """The list of problems as an error; its message tells the first in full."""
    listing = office.listing.astype(object)
    lines = listing.where(listing.notna(), None).to_dict("records")
    first = lines[0]
    where = " ".join(str(first[part]) for part in ("file", "sheet") if first[part])
    column = f", column {first['column']}" if first["column"] else ""
    value = f'"{first["value"]}": ' if first["value"] else ""
    near = f"; did you mean {first['nearest']}?" if first["nearest"] else ""
    return _checks.InputError(
        f"{_checks.quantity(len(lines), 'problem')} in the office; the first: {where} row "
        f"{first['row']}{column}: {value}{first['what']}{near}",
        problems=lines,
    )
