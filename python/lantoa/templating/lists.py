"""The lists that cells are chosen from, on a sheet of their own, each under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lantoa.schema import CODES
from lantoa.templating.styles import Styles, printed
from lantoa.templating.words import guide, labels

CRITERIA, SHEETS = "criteria", "tables"


@dataclass
class Lists:
    """The sheet of lists; `source` is what a drop-down list refers to."""

    book: Workbook
    sheet: Worksheet
    styles: Styles
    _column: int = 0
    _names: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, heading: str, values: Sequence[str], width: float = 30) -> None:
        """One more list, in the next column."""
        letter = xl_col_to_name(self._column)
        self.sheet.set_column(self._column, self._column, width)
        self.sheet.write_string(0, self._column, heading, self.styles.optional)
        for row, value in enumerate(values, start=1):
            self.sheet.write_string(row, self._column, value, self.styles.text)
        area = f"='{self.sheet.name}'!${letter}$2:${letter}${len(values) + 1}"
        self.book.define_name(f"DM_{name}", area)
        self._names[name] = f"=DM_{name}"
        self._column += 1

    def source(self, name: str) -> str:
        """The formula of a drop-down list."""
        return self._names[name]


def fill(lists: Lists, criteria: Mapping[str, str], sheets: Sequence[str]) -> None:
    """Every list of codes under its own name, the criteria beside their labels, the sheets."""
    lists.add(CRITERIA, guide("criterion_ids"), list(criteria))
    lists.add("criterion_labels", guide("criterion"), list(criteria.values()), width=55)
    lists.add(SHEETS, guide("headings")[0], sheets)
    for codes, heading in guide("code_lists").items():
        if codes in CODES or codes == "bool":
            lists.add(codes, heading, labels(codes))
    lists.sheet.freeze_panes(1, 0)
    printed(lists.sheet, pages_wide=3)
