"""A point table: what it asks, what it leaves open, and how it scores entries."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantoa import _core, _frames
from lantoa._frames import Frame, Kind
from lantoa._wording import said
from lantoa.criteria.fingerprints import canonical_json
from lantoa.criteria.problems import refuse
from lantoa.tallying import changing, checking, showing
from lantoa.tallying.layout import Layout
from lantoa.tallying.model import PointFile
from lantoa.tallying.packing import Packer, worth

if TYPE_CHECKING:
    from lantoa.tallying.tally import Tally


@dataclass(frozen=True, eq=False, repr=False)
class PointTable:
    """A point table of the format ``points/1``: immutable, and equal tables have equal hashes.

    `load_point_table` makes it.
    """

    _content: Mapping[str, Any]
    path: Path
    lang: str
    frames: Kind

    @cached_property
    def layout(self) -> Layout:
        """The table's parts in their order."""
        return Layout(PointFile.model_validate(self._content))

    @cached_property
    def _packed(self) -> _core.TallyTable:
        return Packer(self.layout).table()

    @property
    def id(self) -> str:
        """The table's id."""
        return self.layout.file.table.id

    @property
    def title(self) -> str:
        """What the table is called."""
        return str(getattr(self.layout.file.table, self.lang))

    @property
    def scale(self) -> int:
        """How many whole parts a point has: amounts are counted in these."""
        return self.layout.file.table.scale

    @property
    def points(self) -> Decimal:
        """What all items are worth together, bonuses apart."""
        summed = sum((Decimal(worth(item)) for item in self.layout.file.item), Decimal(0))
        return Decimal(f"{summed.normalize():f}")

    @property
    def fingerprint(self) -> str:
        """The hash of everything that the table says: equal tables have equal ones."""
        return sha256(canonical_json(changing.plain(self._content)).encode()).hexdigest()

    @cached_property
    def items(self) -> Frame:
        """A row per item: item, group, label, base, worth, cap, floor, least, most, status."""
        return self._given(showing.items(self))

    @cached_property
    def rules(self) -> Frame:
        """A row per rule: rule, item, kind, label, evidence, cap, status."""
        return self._given(showing.rules(self))

    @cached_property
    def evidence(self) -> Frame:
        """A row per evidence: what an entry may give a value for, and what no row means."""
        return self._given(showing.evidence(self))

    @cached_property
    def gaps(self) -> Frame:
        """What the published table leaves open or says in two ways: at, kind, says.

        ``no_band`` and ``sum`` are found by looking at the table, ``published`` are told by it.
        """
        return self._given(showing.gaps(self))

    @cached_property
    def assumptions(self) -> Frame:
        """What the text does not settle and the table assumes: id, says, parameter, value."""
        return self._given(showing.assumptions(self))

    def change(self, path: str | Mapping[str, Any], value: Any = None) -> PointTable:
        """This table with one value changed, or several.

        Args:
            path: ``"table.floor"``, ``"item.a1.cap"``, ``"rule.c2.2.mode"``,
                ``"evidence.c2.ty_le.no_row"``, or a dict of paths and values.
            value: The new value; floats are taken as they print. None takes the key out.

        Raises:
            InputError: There is no such part or key, or the table would not be sound.

        Example:
            >>> import lantoa as lt
            >>> table = lt.load_point_table("tien-giang-2022").change("table.floor", 0)
            >>> table.items["floor"].unique().tolist()
            [0.0]
        """
        changes = path if isinstance(path, Mapping) else {path: value}
        content = changing.changed(copy.deepcopy(dict(self._content)), changes)
        refuse(checking.problems(content), self.path.name)
        return PointTable(content, self.path, self.lang, self.frames)

    def score(self, entries: Any, *, strict: bool = False) -> Tally:
        """The points of every subject of some entries, as entered and under the written rules.

        Args:
            entries: A tidy frame, or the path of a CSV file or workbook. Columns: ``subject_id``,
                ``id`` (of a rule, evidence, item, group, or ``total``), and as needed ``stage``
                (``self_report``, which is meant where it is left out; ``appraised``; ``noted``),
                ``value`` (the evidence), ``entered`` (points added or deducted), ``stated`` (the
                sum a document gives an item, a group or the total), ``document``.
            strict: Refuse entries of which anything cannot be read, instead of listing it.

        Returns:
            The result; its ``problems`` list every row, cell and column that was not taken.

        Raises:
            InputError: There is no table with ``subject_id`` and ``id``, no row, points that
                overflow, or ``strict`` and there are problems.
        """
        from lantoa.tallying.tally import tallied

        return tallied(self, entries, strict=strict)

    def _given(self, frame: Any) -> Frame:
        return _frames.given(frame, self.frames)

    def __repr__(self) -> str:
        return showing.as_text(self)

    def _repr_html_(self) -> str:
        return showing.as_html(self)

    def _said(self, path: str, **values: object) -> str:
        return said("tallying", path, self.lang, **values)
