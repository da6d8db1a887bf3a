"""The rows behind every verdict, down to file, sheet and row; and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa.explaining.rows import DOCUMENTS

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation
    from lantoa.office import Table

COLUMNS = (
    "subject_id",
    "criterion_id",
    "table",
    "file",
    "sheet",
    "row",
    "document",
    "part",
    "year",
)

_SAME = ["pair", "part", "table", "position", "subject_id", "year"]
_PRIVATE = "discipline"


def evidence(result: Evaluation, *, restricted: bool = False) -> pd.DataFrame:
    """A row for everything that decides a criterion, or that is missing for it.

    Args:
        result: The result whose evidence is asked.
        restricted: Whether the numbers of disciplinary decisions may show.

    Returns:
        ``subject_id, criterion_id, table, file, sheet, row, document, part, year``. ``row`` is
        as Excel shows it; ``part`` is counts, breaks, perhaps, missing, open_year or not_rated.
        What is missing, and an open year, has no file and no row. An open year with a row is
        decided after the as-of date.

    Example:
        >>> import lantoa as lt
        >>> office = lt.sample_office(seed=7)
        >>> result = lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), as_of="de_nghi_2025")
        >>> list(evidence(result).columns)[:4]
        ['subject_id', 'criterion_id', 'table', 'file']
    """
    notes = result._notes.drop_duplicates(_SAME)
    frame = _without_places(result._pairs, notes)
    for name in frame["table"].unique():
        position = notes["position"].to_numpy()
        at = np.flatnonzero((frame["table"] == name).to_numpy() & (position >= 0))
        if len(at):
            _place(result.office.tables[name], position[at], frame, at)
    if not restricted:
        frame.loc[frame["table"] == _PRIVATE, "document"] = None
    texts = [name for name in COLUMNS if name not in ("row", "year")]
    return frame[list(COLUMNS)].astype(dict.fromkeys(texts, "str"))


def _without_places(pairs: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    of = notes["pair"].to_numpy()
    year = pd.Series(notes["year"].to_numpy()).astype("Int64")
    return pd.DataFrame(
        {
            "subject_id": pairs["subject_id"].to_numpy()[of],
            "criterion_id": pairs["criterion_id"].to_numpy()[of],
            "table": notes["table"].to_numpy(),
            "file": None,
            "sheet": None,
            "row": pd.array([pd.NA] * len(notes), dtype="Int64"),
            "document": None,
            "part": notes["part"].to_numpy(),
            "year": year.mask(year == 0),
        }
    )


def _place(
    table: Table,
    position: np.ndarray[Any, Any],
    frame: pd.DataFrame,
    at: np.ndarray[Any, Any],
) -> None:
    """Fills in where some rows of a table stand."""
    origin = table.origin
    part = origin.part[position]
    frame.loc[at, "row"] = origin.row[position]
    frame.loc[at, "file"] = np.array(list(origin.file), dtype=object)[part]
    frame.loc[at, "sheet"] = np.array(list(origin.sheet), dtype=object)[part]
    for name in DOCUMENTS:
        if name in table.frame:
            frame.loc[at, "document"] = table.frame[name].iloc[position].astype(object).to_numpy()
            return
