"""What headings, sheet names and labels mean: the bundled lists, and an office's own on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from lantoa.intake.roles import role_of
from lantoa.intake.text import bare, heading_key, key, without_brackets
from lantoa.schema import CODES, TABLES, ColumnSpec, TableSpec, wording

Headings = dict[str, dict[str, int]]
"""Heading key to canonical columns, each with its rank: the lower, the surer."""


@dataclass(frozen=True)
class Vocabulary:
    """Every spelling that is understood.

    Attributes:
        sheets: Key of a sheet's name to its table.
        headings: Table to heading key to canonical columns with their ranks.
        labels: List of codes to label key to code; ``bool`` is a list too.
        ids: Kind of id (`id_kind`) to key of a spelling to the id that the office says it means.
        declared: List of codes to label key to code, from the office alone (roles ask it first).
    """

    sheets: Mapping[str, str]
    headings: Mapping[str, Headings]
    labels: Mapping[str, Mapping[str, str]]
    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    declared: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def table_of(self, sheet: str) -> str | None:
        """The table that a sheet or file of this name holds.

        >>> vocabulary().table_of("XẾP LOẠI"), vocabulary().table_of("Sheet3")
        ('ratings', None)
        >>> vocabulary().table_of("xep-loai"), vocabulary().table_of("GiaDinhVanHoa")
        ('ratings', 'families')
        """
        found = self.sheets.get(heading_key(sheet))
        if found is not None or not sheet.isascii():
            return found
        wanted = bare(sheet)
        alike = {table for name, table in self.sheets.items() if bare(name) == wanted}
        return alike.pop() if wanted and len(alike) == 1 else None

    def columns_of(self, heading: str, table: str) -> dict[str, int]:
        """The canonical columns that a heading may mean in a table, with their ranks.

        >>> sorted(vocabulary().columns_of("Cơ quan ra QĐ", "commendations"))
        ['issuer', 'level']
        """
        known = self.headings[table]
        for text in (heading, without_brackets(heading)):
            if found := known.get(heading_key(text)):
                return found
        return {}

    def spelled(self, kind: str | None) -> Mapping[str, str]:
        """The spellings that the office declares for ids of a kind."""
        return self.ids.get(kind or "", {})

    def code_of(self, label: str, codes: str) -> str | None:
        """The code of a label in a list of codes, None where the label is not in it.

        >>> vocabulary().code_of("htxs", "ratings"), vocabulary().code_of("A", "ratings")
        ('hoan_thanh_xuat_sac', None)
        """
        if codes == "roles":
            return self.declared.get(codes, {}).get(key(label)) or role_of(label)
        return self.labels[codes].get(key(label))

    def labels_of(self, codes: str) -> list[str]:
        """The labels of a list as files write them, in the list's own order."""
        written = _written(codes)
        return [label for code in written for label in written[code]]


def shown_label(code: str, codes: str) -> str:
    """How a code is shown in Vietnamese: the first label of its list.

    >>> shown_label("hoan_thanh_tot", "ratings"), shown_label("head", "roles")
    ('Hoàn thành tốt nhiệm vụ', 'Trưởng phòng')
    """
    return str(_written(codes).get(code, [code])[0])


def shown_heading(column: str, table: str) -> str:
    """How a canonical column is headed in Vietnamese.

    >>> shown_heading("subject_id", "ratings"), shown_heading("rating", "ratings")
    ('Mã', 'Mức xếp loại chất lượng')
    """
    written = _aliases()["headings"]
    own = written.get(table, {}).get(column) or written["any"].get(column) or [column]
    return str(own[0])


def shown_sheet(table: str) -> str:
    """How the sheet of a table is called in Vietnamese.

    >>> shown_sheet("ratings")
    'Xếp loại'
    """
    return str(_aliases()["sheets"][table][0])


def written_headings(table: str) -> list[str]:
    """Every heading of a table as files write it, column by column."""
    written = _aliases()["headings"]
    return [
        str(heading)
        for column in TABLES[table].columns
        for heading in [
            *written["any"].get(column, ()),
            *written.get(table, {}).get(column, ()),
            column,
        ]
    ]


def written_sheets() -> list[str]:
    """Every name of a sheet as files write it, table by table."""
    sheets = _aliases()["sheets"]
    return [str(name) for table, names in sheets.items() for name in [*names, table]]


def layout() -> dict[str, Any]:
    """Sheet names, headings and rows that hold no data, and what is never read."""
    return {**_aliases()["layout"], **_aliases()["refused"], **_aliases()["marks"]}


@cache
def vocabulary() -> Vocabulary:
    """The bundled vocabulary, without any office's own spellings."""
    written = _aliases()
    sheets = {
        heading_key(name): table
        for table, names in written["sheets"].items()
        for name in [table, *names]
    }
    headings = {table: _headings(spec, written["headings"]) for table, spec in TABLES.items()}
    lists = {codes: _labels(codes) for codes in [*CODES, "bool"] if codes != "roles"}
    return Vocabulary(sheets, headings, lists)


def _aliases() -> dict[str, Any]:
    return wording("aliases")


def _written(codes: str) -> dict[str, list[str]]:
    if codes == "roles":
        return {code: _aliases()["roles"][code] for code in reversed(CODES["roles"])}
    return dict(_aliases()["labels"][codes])


def _labels(codes: str) -> dict[str, str]:
    of_code = {key(code): code for code in CODES.get(codes, ("true", "false"))}
    return of_code | {
        key(label): code for code, labels in _written(codes).items() for label in labels
    }


def _headings(spec: TableSpec, written: Mapping[str, Mapping[str, Sequence[str]]]) -> Headings:
    found: Headings = {}
    for column in spec.columns:
        shared = written["any"].get(column, ())
        own = written.get(spec.name, {}).get(column, ())
        for rank, heading in enumerate([column, *shared, *own]):
            found.setdefault(heading_key(heading), {}).setdefault(column, rank)
    return found


def with_headings(known: Vocabulary, columns: Mapping[str, str]) -> Vocabulary:
    """The vocabulary with headings that a caller explains: ``{"Cột lạ": "decision_date"}``."""
    headings = {table: dict(own) for table, own in known.headings.items()}
    for heading, column in columns.items():
        table, _, name = column.rpartition(".")
        for spec in [TABLES[table]] if table else TABLES.values():
            if name in spec.columns:
                headings[spec.name][heading_key(heading)] = {name: -1}
    return replace(known, headings=headings)


def specs_named(column: str, known: Vocabulary) -> list[ColumnSpec]:
    """The columns that a name or a heading stands for, over all tables.

    >>> [spec.of for spec in specs_named("Mức xếp loại", vocabulary())]
    ['ratings']
    """
    name = heading_key(column)
    found = [
        spec.columns[canonical]
        for spec in TABLES.values()
        for canonical in known.headings[spec.name].get(name, {})
    ]
    return list(dict.fromkeys(found))


_HEADINGS = {"heading", "headings", "tiêu đề", "tiêu đề cột", "tên cột", "cột"}
_SHEETS = {"sheet", "sheets", "tên sổ", "tên sheet"}


def learn(known: Vocabulary, column: str, text: str, value: str) -> Vocabulary | None:
    """The vocabulary with one declared spelling more, None where the declaration says nothing.

    Args:
        known: The vocabulary so far.
        column: A column's name or heading, or ``heading`` or ``sheet``.
        text: What the office writes.
        value: A code, a label, an id, a column's name or a table's.

    Example:
        >>> learn(vocabulary(), "rating", "A", "HTXSNV").code_of("a", "ratings")
        'hoan_thanh_xuat_sac'
    """
    if heading_key(column) in _HEADINGS:
        return _learn_heading(known, text, value)
    if heading_key(column) in _SHEETS:
        table = known.table_of(value)
        if table is None:
            return None
        return replace(known, sheets={**known.sheets, heading_key(text): table})
    specs = specs_named(column, known)
    lists = {_list_of(spec) for spec in specs} - {None}
    learned = _learn_labels(known, [of for of in lists if of], text, value)
    kinds = {kind for spec in specs if (kind := id_kind(spec))}
    if learned is None and kinds:
        added = {kind: {**known.spelled(kind), key(text): value} for kind in kinds}
        return replace(known, ids={**known.ids, **added})
    return learned


def undeclared(known: Vocabulary, column: str, value: str) -> tuple[str, str, list[str]]:
    """What of a declaration that says nothing is not known, and what would be.

    >>> undeclared(vocabulary(), "ratng", "HTXSNV")[:2]
    ('column', 'ratng')
    >>> undeclared(vocabulary(), "rating", "Tuyệt")[:2]
    ('value', 'Tuyệt')
    """
    if heading_key(column) in _SHEETS:
        return "value", value, written_sheets()
    specs = specs_named(column, known)
    if heading_key(column) in _HEADINGS or not specs:
        names = [name for table in TABLES for name in written_headings(table)]
        heading = heading_key(column) in _HEADINGS
        return ("value", value, names) if heading else ("column", column, names)
    lists = dict.fromkeys(of for spec in specs if (of := _list_of(spec)))
    return "value", value, [label for codes in lists for label in known.labels_of(codes)]


def _learn_heading(known: Vocabulary, text: str, value: str) -> Vocabulary | None:
    names = {spec.name for spec in specs_named(value, known)}
    if not names:
        return None
    learned = known
    for name in sorted(names):
        learned = with_headings(learned, {text: name})
    return learned


def _learn_labels(
    known: Vocabulary, lists: Iterable[str], text: str, value: str
) -> Vocabulary | None:
    learned = None
    for codes in lists:
        code = known.code_of(value, codes)
        if code is None or (codes == "roles" and key(value) not in _role_words()):
            continue
        base = learned or known
        declared = {**base.declared, codes: {**base.declared.get(codes, {}), key(text): code}}
        labels = {**base.labels, codes: {**base.labels.get(codes, {}), key(text): code}}
        learned = replace(base, labels=labels, declared=declared)
    return learned


def _role_words() -> set[str]:
    return {key(word) for code in CODES["roles"] for word in [code, *_aliases()["roles"][code]]}


def _list_of(spec: ColumnSpec) -> str | None:
    return "bool" if spec.type == "bool" else spec.of if spec.type == "code" else None


def id_kind(spec: ColumnSpec) -> str | None:
    """What the ids of a column name, None for a column without ids.

    Units and people share one name space, so they are one kind.

    >>> id_kind(TABLES["people"].columns["person_id"]), id_kind(TABLES["units"].columns["name"])
    ('subject', None)
    >>> id_kind(TABLES["contributions"].columns["call_id"])
    'call_id'
    """
    if spec.type in {"subject", "person", "unit"} or spec.name in {"person_id", "unit_id"}:
        return "subject"
    if spec.type == "ref":
        return TABLES[str(spec.of)].key[0]
    return spec.name if spec.type == "id" else None
