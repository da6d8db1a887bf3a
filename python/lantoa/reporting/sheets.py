"""What stands on each sheet of the year-end workbook, as frames with headings in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from lantoa.criteria.words import share
from lantoa.evaluating import Evaluation
from lantoa.findings import VERDICTS
from lantoa.overview import Matrix
from lantoa.reporting import words
from lantoa.reporting.paper import Column, Sheet
from lantoa.reporting.summarising import Summary
from lantoa.reporting.words import said
from lantoa.worklists import Worklist

_OVERALL = ("verdict", "provisional", "countable")


def every_sheet(result: Evaluation, short: Summary) -> Iterator[Sheet]:
    """Every sheet after the summary, in the order of the book."""
    from lantoa.reporting.over_years_sheets import over_years_sheets
    from lantoa.reporting.place_sheets import place_sheets
    from lantoa.reporting.plan_sheets import plan_sheets
    from lantoa.reporting.statistics_sheets import statistics_sheets

    whole = result.matrix()
    for kind in ("unit", "person"):
        if (result._subjects["subject_kind"] == kind).any():
            yield matrix(result, whole, kind)
    yield verdicts(result)
    yield from place_sheets(result)
    yield near(result, short.near)
    yield worklist(result, short.worklist)
    yield problems(result)
    yield from plan_sheets(result.plan)
    yield out_of_scope(result)
    for kind in ("unit", "person"):
        if len(_of_kind(result, result._points, kind)):
            yield points(result, kind)
    yield from statistics_sheets(result)
    yield from over_years_sheets(result)


def heading(name: str, lang: str, width: float = 12, style: str = "cell") -> Column:
    """A column under a heading of ``wording/reporting.toml``."""
    return Column(said(f"columns.{name}", lang), width, style)


def sheet(
    name: str,
    lang: str,
    frame: pd.DataFrame,
    widths: Mapping[str, float],
    *,
    notes: tuple[str, ...] = (),
    styles: Mapping[str, str] | None = None,
    fixed: int = 1,
) -> Sheet:
    """A sheet of some columns of a frame.

    Args:
        name: Of the sheet in ``wording/reporting.toml``.
        lang: Of the words.
        frame: Has a column per entry of ``widths``.
        widths: Column to width; these columns are shown, in this order.
        notes: Lines below the title.
        styles: Value to style.
        fixed: Columns that stay in view.
    """
    return Sheet(
        said(f"sheets.{name}", lang),
        said(f"sheets.{name}_title", lang),
        notes,
        frame[list(widths)],
        [heading(column, lang, width) for column, width in widths.items()],
        styles or {},
        fixed,
    )


def verdict_words(lang: str) -> dict[str, str]:
    """Verdict to its words."""
    return {name: words.verdict(name, lang) for name in words.SIGNS}


def styles(lang: str) -> dict[str, str]:
    """The words and the letters of a verdict to the style that shows it."""
    told = {words.verdict(name, lang): name for name in words.SIGNS}
    return told | {words.letter(name, lang): name for name in words.SIGNS}


def matrix(result: Evaluation, whole: Matrix, kind: str) -> Sheet:
    """Every subject of a kind against every gate that is asked of it."""
    lang, rows = result.plan.lang, whole.of_kind(kind)
    gates = [gate for gate in whole.gates if gate in rows]
    letters = {name: words.letter(name, lang) for name in words.SIGNS}
    in_order = np.array([*map(letters.get, VERDICTS), None], dtype=object)  # a blank is the last
    told = result._subjects.set_index("subject_id").loc[rows["subject_id"]].reset_index()
    ids = ["subject_id"] if kind == "unit" else ["subject_id", "unit_id"]
    frame = told[ids].assign(
        counted=_marked(told["counted"], lang),
        **{name: told[name].map(letters) for name in _OVERALL},
        **{gate: in_order[rows[gate].cat.codes] for gate in gates},
    )
    columns = [heading(name, lang, 9) for name in ids]
    columns += [_upright(said(f"columns.{name}", lang)) for name in ("counted", *_OVERALL)]
    labels = {gate: result.plan.criterion(gate).label for gate in gates}
    columns += [_upright(f"{labels[gate]} ({whole.clauses[gate]})") for gate in gates]
    name, title = (
        said(f"sheets.{key}", lang, kind=said(f"kinds.{kind}", lang).lower())
        for key in ("matrix", "matrix_title")
    )
    notes = (words.legend(lang), said("sheets.matrix_note", lang))
    return Sheet(name, title, notes, frame, columns, styles(lang), fixed=len(ids))


def _upright(text: str) -> Column:
    return Column(text, 6, "centre", upright=True)


def _marked(flags: pd.Series, lang: str) -> pd.Series:
    return flags.astype(bool).map({True: said("words.yes", lang), False: None})


def verdicts(result: Evaluation) -> Sheet:
    """Every gate of every subject, in a sentence."""
    lang = result.plan.lang
    frame = _of_gates(result)
    widths = {"subject_id": 9, "unit_id": 8, "criterion": 26, "clause": 16, "verdict": 15,
              "provisional": 15, "says": 76, "needed": 8, "years_left": 9}  # fmt: skip
    notes = (said("sheets.verdicts_note", lang),)
    return sheet("verdicts", lang, frame, widths, notes=notes, styles=styles(lang))


def _of_gates(result: Evaluation) -> pd.DataFrame:
    gates = [one.id for one in result.plan.criteria if one.role == "gate"]
    frame = result._verdicts[result._verdicts["criterion_id"].isin(gates)]
    units = result._subjects.set_index("subject_id")["unit_id"]
    return _with_criteria(result, frame).assign(unit_id=frame["subject_id"].astype(str).map(units))


def out_of_scope(result: Evaluation) -> Sheet:
    """Who was not judged, and why."""
    lang = result.plan.lang
    frame = result._out_of_scope
    told = frame.assign(
        subject_kind=frame["subject_kind"].map(_kinds(lang)),
        reason=[said(f"reasons.{reason}", lang) for reason in frame["reason"]],
    )
    return sheet("out", lang, told, {"subject_id": 12, "subject_kind": 14, "reason": 60})


def _kinds(lang: str) -> dict[str, str]:
    return {kind: said(f"kinds.{kind}", lang) for kind in ("unit", "person")}


def problems(result: Evaluation) -> Sheet:
    """What could not be read, with its place; nothing that names a person or a decision."""
    lang = result.plan.lang
    frame = result.office.listing.rename(columns={"value": "written"})
    told = frame["written"].where(~_tells(result, frame), said("sheets.hidden", lang))
    frame = frame.assign(written=told)
    widths = {"file": 22, "sheet": 18, "row": 7, "column": 18, "written": 24, "what": 50,
              "nearest": 24}  # fmt: skip
    notes = (said("sheets.problems_note", lang),)
    return sheet("problems", lang, frame, widths, notes=notes, fixed=3)


def _tells(result: Evaluation, frame: pd.DataFrame) -> pd.Series:
    """Which values may tell a name, or a decision of the register of discipline."""
    listed = result.office.listed
    kept = {(one.file, one.sheet) for one in listed if one.table == "discipline"}
    discipline = [place in kept for place in zip(frame["file"], frame["sheet"], strict=True)]
    # An id has a digit in it; what stands in its place and has none may be a name.
    names = frame["kind"].eq("unknown_subject") & ~frame["written"].astype(str).str.contains(r"\d")
    return (names | pd.Series(discipline, index=frame.index)) & frame["written"].notna()


def points(result: Evaluation, kind: str) -> Sheet:
    """Points on record and at the most, a column per scored criterion."""
    lang = result.plan.lang
    frame = _of_kind(result, result._points, kind)
    labels = {one.id: one.label for one in result.plan.criteria}
    weights = frame.drop_duplicates("criterion_id").set_index("criterion_id")["weight"]
    low, high = frame["points"].astype(str), frame["points_high"].astype(str)
    cells = frame.assign(cell=low.where(low == high, low + "–" + high))
    wide = cells.set_index(["subject_id", "criterion_id"])["cell"].unstack()  # noqa: PD010
    wide = wide[list(weights.index)].reset_index()
    columns = [heading("subject_id", lang, 9)]
    columns += [
        Column(f"{labels[name]} ({share(int(weights[name]), lang)})", 22, "centre")
        for name in weights.index
    ]
    name, title = (
        said(f"sheets.{key}", lang, kind=said(f"kinds.{kind}", lang).lower())
        for key in ("points", "points_title")
    )
    return Sheet(name, title, (said("sheets.points_note", lang),), wide, columns)


def _of_kind(result: Evaluation, frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    subjects = result._subjects
    ids = subjects.loc[subjects["subject_kind"] == kind, "subject_id"]
    return frame[frame["subject_id"].isin(ids)]


def near(result: Evaluation, found: pd.DataFrame) -> Sheet:
    """Who is one step away, and what would do it."""
    lang = result.plan.lang
    frame = _with_criteria(result, found)
    told = frame.assign(
        subject_kind=frame["subject_kind"].astype(str).map(_kinds(lang)),
        possible=frame["possible"].map({flag: said(f"words.{str(flag).lower()}", lang)
                                        for flag in (True, False)}),
    )  # fmt: skip
    widths = {"subject_id": 9, "subject_kind": 11, "criterion": 30, "clause": 18, "verdict": 14,
              "possible": 9, "by_when": 12, "what": 66}  # fmt: skip
    notes = (said("sheets.near_note", lang),)
    return sheet("near", lang, told, widths, notes=notes, styles=styles(lang))


def worklist(result: Evaluation, found: Worklist) -> Sheet:
    """What is missing, who must act, and how much waits for it: a line per row to fill in."""
    lang = result.plan.lang
    frame = found._frame.drop_duplicates(["table", "subject_id", "year", "row", "what"])
    private = frame["table"] == "discipline"
    told = frame.assign(
        table=[words.register(table, lang) for table in frame["table"]],
        subject_id=frame["subject_id"].mask(private, said("sheets.hidden", lang)),
    )
    widths = {"table": 20, "subject_id": 9, "year": 7, "what": 52, "by": 34, "waiting": 11,
              "settles": 11, "file": 18, "sheet": 16, "row": 7}  # fmt: skip
    notes = (found.summary, said("sheets.worklist_note", lang))
    return sheet("worklist", lang, told, widths, notes=notes, fixed=2)


def _with_criteria(result: Evaluation, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame about criteria with their names and clauses, and its verdicts in words."""
    told = verdict_words(result.plan.lang)
    by_id = {one.id: one for one in result.plan.criteria}
    names = frame["criterion_id"].astype(str)
    verdicts = {
        name: frame[name].astype(str).map(told)
        for name in ("verdict", "provisional")
        if name in frame
    }
    return frame.assign(
        criterion=names.map({name: one.label for name, one in by_id.items()}),
        clause=names.map({name: one.clause for name, one in by_id.items()}),
        **verdicts,
    )
