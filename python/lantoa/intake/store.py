"""Parquet files and DuckDB databases: text is hashed inside DuckDB, and only what differs is read.

A column is asked for when it is wanted, so what must not be read never leaves the file. Rows
keep their order. Two texts with one 64-bit hash would be taken for one; among a hundred million
that happens once in four thousand times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from lantoa._checks import InputError
from lantoa.intake.columns import BLANK, VIETNAM, Codes, Column, Encoded, Flags, Texts, Typed
from lantoa.intake.contents import check_database
from lantoa.intake.keeping import kept
from lantoa.intake.sources import Sheet, ordinals

Hashes = npt.NDArray[np.uint64]

_AS_THEY_ARE = {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT"}
_AS_DAYS = ("DATE", "TIMESTAMP")
_AS_DOUBLES = ("DECIMAL", "FLOAT", "DOUBLE", "HUGEINT", "UBIGINT", "UHUGEINT", "UINTEGER")
_UNTIDY = (
    r"^\s|\s$|\s\s|[\t\n\r\x{A0}\x{200B}-\x{200D}\x{2060}\x{FEFF}]"
    r"|[\x{300}-\x{36F}]|^[^\pL\pN]*$|^#"
    # no letters of Vietnamese: look-alikes of Đ, and what an old font makes of others
    r"|[\x{A8}-\x{BF}\x{C4}-\x{C7}\x{CB}\x{CE}-\x{D1}\x{D6}-\x{D8}\x{DB}\x{DC}\x{DE}\x{DF}"
    r"\x{E4}-\x{E7}\x{EB}\x{EE}-\x{F1}\x{F6}-\x{F8}\x{FB}\x{FC}\x{FE}\x{FF}]"
)
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class Store:
    """An open database, and the hashes of the registers that its tables refer to.

    Tables may be read by several threads: each question goes through a cursor of its own.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._hashed: list[tuple[pd.Index[Any], pd.Index[Any]]] = []

    def ask(self, question: str, frame: pd.DataFrame | None = None) -> duckdb.DuckDBPyConnection:
        """The answer to a question; ``frame`` is known in it as ``given``."""
        cursor = self._connection.cursor()
        if frame is not None:
            cursor.register("given", frame)
        return cursor.execute(question)

    def arrays(self, question: str, frame: pd.DataFrame | None = None) -> dict[str, Any]:
        """The answer to a question, column by column.

        Raises:
            InputError: The file is damaged further on.
        """
        try:
            found: dict[str, Any] = self.ask(question, frame).fetchnumpy()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise InputError(
                f"a file cannot be read to its end ({reason}); copy it again"
            ) from None
        return found

    def hashes_of(self, ids: pd.Index[Any]) -> pd.Index[Any]:
        """The hashes of a register's ids, taken once for all the tables that refer to them."""
        for known, hashes in self._hashed:
            if known is ids:
                return hashes
        frame = pd.DataFrame({"t": np.asarray(ids, dtype=object)})
        found = self.arrays("SELECT hash(t::VARCHAR) AS h FROM given", frame)
        hashes = _index(_plain(found["h"]))
        self._hashed.append((ids, hashes))
        return hashes


@dataclass(frozen=True)
class Relation:
    """Rows in DuckDB.

    Attributes:
        store: The open database.
        name: What to select from, as SQL.
    """

    store: Store
    name: str

    def select(self, what: str, rest: str = "") -> dict[str, Any]:
        """Columns of numbers, in the order of the rows."""
        return self.store.arrays(f"SELECT {what} FROM {self.name} {rest}")

    def types(self) -> list[tuple[str, str]]:
        """Names and types of the columns, in order."""
        found = self.store.ask(f"DESCRIBE SELECT * FROM {self.name}").fetchall()
        return [(str(name), str(kind)) for name, kind, *_ in found]

    @kept
    def size(self) -> int:
        """The number of rows."""
        return int(self.store.ask(f"SELECT count(*) FROM {self.name}").fetchall()[0][0])


@dataclass(frozen=True)
class Hashed:
    """A column of texts in DuckDB, known by the hashes of its cells.

    Attributes:
        heading: The column's name.
        relation: Where it stands.
    """

    heading: str
    relation: Relation

    def __len__(self) -> int:
        return self.relation.size

    @property
    def sql(self) -> str:
        """The cells as text."""
        return f"{quoted(self.heading)}::VARCHAR"

    @kept
    def hashes(self) -> Hashes:
        """The hash of each of the n cells; that of a blank cell is one of ``blanks``."""
        return _plain(self.relation.select(f"hash({self.sql}) AS h")["h"])

    @kept
    def blanks(self) -> tuple[np.uint64, np.uint64]:
        """The hashes of null and of the empty text."""
        question = "SELECT hash(NULL::VARCHAR), hash(''::VARCHAR)"
        null, empty = self.relation.store.ask(question).fetchall()[0]
        return np.uint64(null), np.uint64(empty)

    @kept
    def _different(self) -> Texts:
        """The texts that differ and the codes of the cells."""
        codes, hashes, firsts = numbered(self.hashes)
        for blank in np.flatnonzero(np.isin(hashes, self.blanks))[::-1]:
            codes, hashes = _without(codes, int(blank)), np.delete(hashes, blank)
            firsts = np.delete(firsts, blank)
        if len(hashes) * 2 > len(codes):
            texts, untidy = self._texts(f"{self.sql} AS v, {self._untidy(self.sql)} AS u")
            return Texts(texts[firsts].tolist(), codes, untidy[firsts])
        texts, untidy = self._texts_of(hashes)
        return Texts(texts.tolist(), codes, untidy)

    def _untidy(self, text: str) -> str:
        return f"{text} <> '' AND regexp_matches({text}, '{_UNTIDY}')"

    def _texts(self, what: str, rest: str = "") -> tuple[npt.NDArray[Any], Flags]:
        found = self.relation.select(what, rest)
        return np.ma.getdata(found["v"]), np.ma.filled(found["u"], False).astype(bool)

    def _texts_of(
        self, hashes: Hashes, among: str = "", frame: pd.DataFrame | None = None
    ) -> tuple[npt.NDArray[Any], Flags]:
        """The texts of some of the hashes, in the order of these."""
        texts = f"(SELECT DISTINCT {self.sql} AS v FROM {self.relation.name}) {among}"
        what = f"SELECT v, hash(v) AS h, {self._untidy('v')} AS u FROM {texts}"
        found = self.relation.store.arrays(what, frame)
        order = places(hashes, _index(_plain(found["h"])))
        untidy = np.ma.filled(found["u"], False).astype(bool)
        return np.ma.getdata(found["v"])[order], untidy[order]

    def _some_texts(self, hashes: Hashes) -> list[str]:
        wanted = pd.DataFrame({"h": hashes})
        found = self._texts_of(hashes, "WHERE hash(v) IN (SELECT h FROM given)", wanted)[0]
        return [str(text) for text in found]

    def take(self, rows: npt.NDArray[Any]) -> Encoded:
        return self.encoded().take(rows)

    def different(self) -> Sequence[Any]:
        return self._different.distinct

    def typed(self) -> Typed | None:
        return None

    def texts(self) -> Texts:
        return self._different

    def matched(self, ids: pd.Index) -> tuple[Codes, Encoded]:
        found = places(self.hashes, self.relation.store.hashes_of(ids))
        lost = found == BLANK
        for blank in self.blanks:
            lost &= self.hashes != blank
        left = np.full(len(found), BLANK, np.int32)
        if not lost.any():
            return found, Encoded(self.heading, left, ())
        codes, hashes, _ = numbered(self.hashes[lost])
        left[lost] = codes
        return found, Encoded(self.heading, left, self._some_texts(hashes))

    def encoded(self) -> Encoded:
        return Encoded(self.heading, self._different.codes, self._different.distinct)


def numbered(hashes: Hashes) -> tuple[Codes, Hashes, npt.NDArray[np.intp]]:
    """Codes of the hashes, the hashes that differ, and where each of these comes first."""
    bounds = _runs(hashes)
    codes, different = pd.factorize(hashes[bounds[:-1]])
    firsts = np.empty(len(different), np.intp)
    firsts[codes[::-1]] = bounds[:-1][::-1]
    return _spread(codes, bounds), np.asarray(different, np.uint64), firsts


def _runs(hashes: Hashes) -> npt.NDArray[np.intp]:
    """Where runs of one hash start, and the end."""
    starts = np.flatnonzero(hashes[1:] != hashes[:-1]) + 1
    return np.concatenate([[0], starts, [len(hashes)]]) if len(hashes) else np.zeros(1, np.intp)


def _spread(codes: npt.NDArray[Any], bounds: npt.NDArray[np.intp]) -> Codes:
    whole = len(bounds) - 1 == bounds[-1]
    return codes.astype(np.int32) if whole else np.repeat(codes.astype(np.int32), np.diff(bounds))


def _without(codes: Codes, blank: int) -> Codes:
    """The codes where one of them means a blank cell."""
    return np.where(codes == blank, BLANK, codes - (codes > blank)).astype(np.int32)


def quoted(name: str) -> str:
    """A name as SQL.

    >>> quoted('Mã "CB"')
    '"Mã ""CB\"""'
    """
    return '"' + name.replace('"', '""') + '"'


def places(hashes: Hashes, known: pd.Index) -> Codes:
    """The place of each hash among the known ones, BLANK where it is none of them.

    Registers are mostly sorted by subject, so runs of one hash are looked up once.
    """
    bounds = _runs(hashes)
    return _spread(known.get_indexer(_index(hashes[bounds[:-1]])), bounds)


def _index(hashes: Hashes) -> pd.Index[Any]:
    return pd.Index(hashes)  # type: ignore[call-overload,unused-ignore]


def _plain(found: Any) -> Hashes:
    return np.ma.getdata(found).astype(np.uint64, copy=False)


@dataclass(frozen=True)
class Stored:
    """A column of numbers, flags or days in DuckDB; it is read when it is first asked for."""

    heading: str
    relation: Relation
    kind: str

    def __len__(self) -> int:
        return self.relation.size

    def different(self) -> Sequence[Any]:
        return self.encoded().distinct

    def texts(self) -> None:
        return None

    def matched(self, ids: pd.Index) -> tuple[Codes, Encoded]:
        return self.typed().matched(ids)

    def typed(self) -> Typed:
        return self._typed

    @kept
    def _typed(self) -> Typed:
        name = quoted(self.heading)
        cells = f"{name}::DOUBLE" if self.kind.startswith(_AS_DOUBLES) else name
        found = self.relation.select(f"{cells} AS v")["v"]
        data = np.ma.getdata(found)
        missing = np.array(np.ma.getmaskarray(found))
        if data.dtype.kind == "f":
            missing |= np.isnan(data)
        if data.dtype.kind == "M":
            data = data.astype("M8[s]")
        if self.kind.endswith("WITH TIME ZONE"):
            data = data + VIETNAM
        return Typed(self.heading, data, missing)

    def take(self, rows: npt.NDArray[Any]) -> Typed:
        return self._typed.take(rows)

    def encoded(self) -> Encoded:
        return self._typed.encoded()


def memory() -> Store:
    """An empty database to read Parquet files with."""
    return Store(duckdb.connect(config=_OFFLINE))


def parquet_sheet(file: Path, store: Store) -> Sheet:
    """A Parquet file as a table.

    Raises:
        InputError: The file is cut off or no Parquet file.
    """
    name = "'" + str(file).replace("'", "''") + "'"
    return _sheet(Relation(store, f"read_parquet({name})"), file, "", file.stem)


def database_sheets(file: Path) -> Iterator[Sheet]:
    """The tables and views of a DuckDB database, by name.

    Raises:
        InputError: The file is locked by another program, cut off or no DuckDB database.
    """
    check_database(file)
    try:
        connection = duckdb.connect(str(file), read_only=True, config=_OFFLINE)
    except duckdb.Error as error:
        raise _broken(file, error) from None
    store = Store(connection)
    found = connection.execute(
        "SELECT table_schema, table_name FROM information_schema.tables ORDER BY ALL"
    ).fetchall()
    if not found:
        raise InputError(f'"{file.name}" holds no table; expected one named as "ratings" is')
    for schema, name in found:
        relation = Relation(store, f"{quoted(schema)}.{quoted(name)}")
        yield _sheet(relation, file, name, name)


def _sheet(relation: Relation, file: Path, name: str, title: str) -> Sheet:
    try:
        columns = [_column(heading, kind, relation) for heading, kind in relation.types()]
        rows = ordinals(relation.size)
    except duckdb.Error as error:
        raise _broken(file, error, name) from None
    return Sheet(file.name, name, title, 0, rows, columns)


def _broken(file: Path, error: Exception, table: str = "") -> InputError:
    reason = str(error).splitlines()[0]
    where = f', table "{table}",' if table else ""
    return InputError(f'"{file.name}"{where} cannot be opened ({reason}); it may have been cut off')


def _column(heading: str, kind: str, relation: Relation) -> Column:
    numeric = kind in _AS_THEY_ARE or kind.startswith((*_AS_DAYS, *_AS_DOUBLES))
    return Stored(heading, relation, kind) if numeric else Hashed(heading, relation)
