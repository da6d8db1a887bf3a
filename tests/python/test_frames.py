"""Frames come back in the kind that went in: one office in pandas, polars and pyarrow."""

import datetime
import json
import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lantoa as lt
from lantoa._frames import KINDS
from lantoa.findings import VERDICTS

DAYS = ("so_ket_2023", "de_nghi_2025")
TYPES = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.Table}


class Run:
    """Everything that gives a frame, for an office of one kind."""

    def __init__(self, tables, kind):
        self.office = lt.read(tables)
        self.plan = lt.load_plan("exemplars-2021-2025", frames=kind)
        self.plan = self.plan.choose(
            "ky_luat_muc", "tu_canh_cao", by="Hội đồng", on=datetime.date(2025, 3, 3)
        )
        earlier, self.result = (lt.evaluate(self.office, self.plan, day) for day in DAYS)
        self.compared = lt.compare(earlier, self.result)

    def frames(self):
        result, compared, plan = self.result, self.compared, self.plan
        return {
            "ratings": self.office["ratings"],
            "people": self.office["people"],
            "problems": self.office.problems,
            "subjects": result.subjects,
            "verdicts": result.verdicts,
            "evidence": result.evidence,
            "points": result.points,
            "out_of_scope": result.out_of_scope,
            "matrix": result.matrix().frame,
            "near": result.near(),
            "worklist": result.worklist().frame,
            "agreement": result.agreement(),
            "changes": compared.changes,
            "both": compared.subjects,
            "summary": compared.summary,
            "parameters": plan.parameters,
            "questions": plan.questions,
            "choices": plan.choices,
        }


@pytest.fixture(scope="module")
def runs():
    office = lt.sample_office(units=12, people=60, seed=7)
    tables = {name: office[name] for name in office.tables}
    given = {
        "pandas": tables,
        "polars": {name: pl.from_pandas(table) for name, table in tables.items()},
        "pyarrow": {name: pa.Table.from_pandas(table) for name, table in tables.items()},
    }
    return {kind: Run(given[kind], kind) for kind in KINDS}


@pytest.fixture(scope="module")
def every(runs):
    return {kind: run.frames() for kind, run in runs.items()}


def rows(frame):
    """The rows of a frame of any kind as plain values, None where blank."""
    if isinstance(frame, pd.DataFrame):
        cells = frame.astype(object)
        return [tuple(map(plain, row)) for row in cells.itertuples(index=False)]
    listed = frame.rows() if isinstance(frame, pl.DataFrame) else arrow_rows(frame)
    return [tuple(row) for row in listed]


def arrow_rows(table):
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def plain(cell):
    if isinstance(cell, list | dict):
        return cell
    if pd.isna(cell):
        return None
    return cell.date() if isinstance(cell, pd.Timestamp) else cell


@pytest.mark.parametrize("kind", KINDS)
def test_every_frame_is_of_the_kind_that_went_in(every, kind):
    wrong = {name for name, frame in every[kind].items() if type(frame) is not TYPES[kind]}
    assert wrong == set()


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_every_frame_says_the_same_in_every_kind(every, kind):
    for name, expected in every["pandas"].items():
        found = every[kind][name]
        names = found.columns if kind == "polars" else found.column_names
        assert list(names) == list(expected), name
        if name != "parameters":
            assert rows(found) == rows(expected), name


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_parameters_are_json_where_a_column_holds_one_type(every, kind):
    expected = every["pandas"]["parameters"]
    found = pl.DataFrame(every[kind]["parameters"])
    for name in ("value", "allowed"):
        told = [None if cell is None else json.loads(cell) for cell in found[name]]
        days = expected[name].map(
            lambda cell: str(cell) if isinstance(cell, datetime.date) else cell
        )
        assert told == [plain(cell) for cell in days]


def verdict_columns(name, names):
    if name == "matrix":
        return names[2:]
    return {"subjects": ["verdict", "provisional", "countable"], "verdicts": ["verdict"],
            "near": ["verdict"], "changes": ["was", "now"]}.get(name, [])  # fmt: skip


def test_verdicts_stay_ordered_in_polars(every):
    for name, frame in every["polars"].items():
        for column in verdict_columns(name, frame.columns):
            assert frame.schema[column] == pl.Enum(VERDICTS), (name, column)
    subjects = every["polars"]["subjects"]
    assert subjects["verdict"].sort().to_list() == sorted(subjects["verdict"], key=VERDICTS.index)


def test_verdicts_stay_ordered_in_arrow(every):
    for name, table in every["pyarrow"].items():
        for column in verdict_columns(name, table.column_names):
            kind = table.schema.field(column).type
            assert pa.types.is_dictionary(kind), (name, column)
            assert kind.ordered, (name, column)
            assert table[column].combine_chunks().dictionary.to_pylist() == list(VERDICTS)


def test_days_are_days_and_numbers_with_gaps_stay_whole(every):
    assert every["polars"]["near"].schema["by_when"] == pl.Date
    assert every["pyarrow"]["near"].schema.field("by_when").type == pa.date32()
    assert every["polars"]["worklist"].schema["row"] == pl.Int64
    assert every["pyarrow"]["people"].schema.field("joined").type == pa.date32()


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_goes_in_again_as_it_came_out(runs, kind):
    office = runs[kind].office
    again = lt.read({name: office[name] for name in office.tables})
    assert again.fingerprint == office.fingerprint == runs["pandas"].office.fingerprint
    assert again.frames == kind


@pytest.mark.parametrize("kind", KINDS)
def test_results_export_arrow_streams(runs, kind):
    run = runs[kind]
    whole = {
        "subjects": (run.result, run.result.subjects),
        "matrix": (run.result.matrix(), run.result.matrix().frame),
        "worklist": (run.result.worklist(), run.result.worklist().frame),
        "changes": (run.compared, run.compared.changes),
        "verdicts": (run.result.verdicts, run.result.verdicts),
    }
    for name, (exported, frame) in whole.items():
        assert rows(pl.DataFrame(exported)) == rows(frame), name
        assert rows(pa.table(exported)) == rows(frame), name


def test_files_give_pandas_and_read_chooses(tmp_path):
    pd.DataFrame({"person_id": ["CB01"]}).to_csv(tmp_path / "people.csv", index=False)
    assert isinstance(lt.read(tmp_path)["people"], pd.DataFrame)
    for kind in KINDS:
        office = lt.read(tmp_path, frames=kind)
        assert type(office["people"]) is TYPES[kind]
        assert type(office.updated({"people": office["people"]}).problems) is TYPES[kind]


@pytest.mark.parametrize("ask", [lt.read, lt.load_plan])
def test_an_unknown_kind_is_refused_with_the_nearest(ask):
    source = {"people": pd.DataFrame()} if ask is lt.read else "exemplars-2021-2025"
    with pytest.raises(lt.InputError, match='frames "arrow" is not known; did you mean "pyarrow"'):
        ask(source, frames="arrow")


def test_what_a_user_does_to_a_frame_leaves_the_result_alone(runs):
    result = runs["pandas"].result
    before = rows(result._subjects)
    taken = result.subjects
    taken.loc[:, "verdict"] = "met"
    taken["mine"] = 1
    assert rows(result._subjects) == before


WITHOUT = """
import sys
sys.modules[{absent!r}] = None
import pandas as pd, lantoa as lt
people = pd.DataFrame({{"person_id": ["CB01"], "joined": ["2019-03-01"]}})
people.to_csv({path!r} + "/people.csv", index=False)
office = lt.read({path!r}, frames={kind!r})
result = lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), "de_nghi_2025")
print(type(office["people"]).__module__, len(result.out_of_scope), len(result.verdicts))
"""


@pytest.mark.parametrize(
    ("absent", "kind"), [("pyarrow", "polars"), ("polars", "pyarrow"), ("pyarrow", "pandas")]
)
def test_neither_polars_nor_pyarrow_needs_the_other(tmp_path, absent, kind):
    code = WITHOUT.format(absent=absent, kind=kind, path=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0].startswith(kind), done.stdout
