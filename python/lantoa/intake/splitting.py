"""Cells that say more than their column asks for.

Several awards or authors in one cell are a row each, where every piece is known. A form that
names its level ("BK UBND tỉnh") is a form and a level.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from lantoa.intake.columns import Column, Encoded, Unclear, encode, shown
from lantoa.intake.known import Known
from lantoa.intake.laying import Laid
from lantoa.intake.text import clean
from lantoa.intake.vocabulary import layout

_SPLIT = {"titles": "title", "commendations": "form", "initiatives": "subject_id"}
"""The columns of which a cell may hold several values."""


@cache
def _separators() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(sign) for sign in layout()["splits"]))


def pieces(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """The parts of a cell if each is known by itself and the whole is not; otherwise the whole.

    >>> pieces("LĐTT; CSTĐCS", {"LĐTT", "CSTĐCS"}.__contains__)
    ['LĐTT', 'CSTĐCS']
    >>> pieces("LĐTT; khác", {"LĐTT"}.__contains__)
    ['LĐTT; khác']
    """
    if is_known(text):
        return [text]
    parts = [clean(part) for part in _separators().split(text)]
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 and all(map(is_known, parts)) else [text]


def split(found: Laid, known: Known) -> Laid:
    """The table with a row per piece; the rows keep their place in the file."""
    name = _SPLIT.get(found.table.name, "")
    column = found.columns.get(name)
    if not isinstance(column, Encoded):
        return found
    is_known = _test(found, name, known)
    parts = [pieces(v, is_known) if isinstance(v, str) else [v] for v in column.distinct]
    if all(len(part) == 1 for part in parts):
        return found
    sizes = np.array([*map(len, parts), 1])[column.codes]
    at = np.repeat(np.arange(len(column)), sizes)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    columns = {other: cells.take(at) for other, cells in found.columns.items()}
    columns[name] = _pieces_of(column, parts, at, nth)
    if "share" in columns:
        columns["share"] = _shares(found.columns["share"].encoded(), at, nth, sizes)
    return replace(found, rows=found.rows[at], columns=columns)


def _test(found: Laid, name: str, known: Known) -> Callable[[str], bool]:
    spec = found.table.columns[name]
    register = known.register(spec)
    if register is not None:
        return lambda text: isinstance(register.code(text), int)
    return lambda text: known.words.code_of(text, spec.of or "") is not None


def _pieces_of(column: Encoded, parts: list[list[str]], at: np.ndarray, nth: np.ndarray) -> Column:
    starts = np.cumsum([0, *map(len, parts)])
    codes = np.where(column.codes[at] < 0, -1, starts[column.codes[at]] + nth)
    values = [piece for part in parts for piece in part]
    return Encoded(column.heading, codes.astype(np.int32), values)


def _shares(column: Encoded, at: np.ndarray, nth: np.ndarray, sizes: np.ndarray) -> Column:
    """Each author's share: the cell's own pieces where there are as many, unclear otherwise."""
    cells = [column.distinct[code] if code >= 0 else None for code in column.codes[at]]
    shares = [
        cell if size == 1 or cell is None else _share(shown(cell) or "", int(n), int(size))
        for cell, n, size in zip(cells, nth, sizes[at], strict=True)
    ]
    seen = {share: i for i, share in enumerate(dict.fromkeys(s for s in shares if s is not None))}
    codes = [-1 if share is None else seen[share] for share in shares]
    return Encoded(column.heading, np.array(codes, np.int32), list(seen))


def _share(text: str, nth: int, size: int) -> str | Unclear:
    parts = [clean(part) for part in re.split(r"[;\n]|,\s", text) if clean(part)]
    return parts[nth] if len(parts) == size else Unclear(text)


def parted(found: Laid, known: Known) -> Laid:
    """The table where a form that names its level fills in the level's cell.

    A level that says otherwise contradicts the form: it becomes unclear, and is listed.
    """
    column = found.columns.get("form")
    if found.table.name != "commendations" or column is None:
        return found
    forms = column.encoded()
    codes = [known.words.code_of(shown(form) or "", "forms") or "" for form in forms.distinct]
    if not any("/" in code for code in codes):
        return found
    whole = [
        code.partition("/")[0] if "/" in code else form
        for code, form in zip(codes, forms.distinct, strict=True)
    ]
    named = [code.partition("/")[2] for code in codes]
    level = _levels(found, forms, named, known)
    columns = {**found.columns, "form": replace(forms, distinct=whole), "level": level}
    return replace(found, columns=columns)


def _levels(found: Laid, forms: Encoded, named: list[str], known: Known) -> Column:
    """The levels as written, and those that the forms name."""
    written = found.columns.get("level")
    heading = written.heading if written else forms.heading
    given = _listed(written.encoded()) if written else [None] * len(forms)
    said = ["" if code < 0 else named[code] for code in forms.codes]
    levels = [
        _level(cell, level, known) if level else cell
        for cell, level in zip(given, said, strict=True)
    ]
    return encode(heading, levels)


def _listed(column: Encoded) -> list[Any]:
    return [None if code < 0 else column.distinct[code] for code in column.codes]


def _level(cell: Any, named: str, known: Known) -> Any:
    text = clean(shown(cell) or "")
    if text in {"", *layout()["blank"]}:
        return named
    return (
        cell if known.words.code_of(text, "levels") in {named, None} else Unclear(text, "conflict")
    )
