"""Whatever stands in a register, no row is lost: it is accepted, or listed with its place."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
from lantoa.intake.problems import KINDS
from lantoa.intake.reading import read_sources
from lantoa.intake.sources import Grid, ordinals
from lantoa.intake.text import looks_like_tcvn3
from lantoa.schema import TABLES
from soaking import examples

REGISTERS = {
    "people": pd.DataFrame({"person_id": ["CB01", "CB02", "007"], "name": ["A", "B", "C"]}),
    "units": pd.DataFrame({"unit_id": ["DV01", "X1"], "name": ["Phòng Một", "Phòng Hai"]}),
    "movements": pd.DataFrame({"movement_id": ["PT1"]}),
}
PLAN = lt.load_plan("exemplars-2021-2025")
JUDGED = [
    "memberships", "ratings", "titles", "commendations", "initiatives", "discipline", "families",
    "targets", "movement_results", "attestations", "contributions", "recognitions", "unit_changes",
    "coverage", "measures",
]  # fmt: skip
cells = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "CB01", "CB02", " CB01 ", "cb01", "7", "DV01", "Phòng Một", "X1", "PT1", "2021", "năm 2022",
            "2o21", "1821", "Tốt", "HTXSNV", "A", "-", "…", "#N/A", "x", "có", "✓", "Không", "31/12/2021",
            "31/02/2021", "12/31/2021", "nay", "1,5", "1.000", "98,5%", "-3", "LĐTT; CSTĐCS", "LĐTT, khác",
            "BK UBND tỉnh", "Tỉnh", "Giấy khen", "Khiển trách", "Sáp nhập", "Trưởng phòng", "Xếp loại",
            "CB01, CB02", "\u200b", "\u00a0", "\ufeffCB01", "Ho\u0061\u0300n tha\u0300nh", "x" * 300, "=A1", "Tổng",
        ]
    ),
    st.integers(-5, 50_000),
    st.sampled_from([10**400, -(2**63), 2**31, 1e300]),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    st.text(max_size=6).filter(lambda text: not looks_like_tcvn3(text)),
)  # fmt: skip


@st.composite
def registers(draw):
    """A table of the office with some of its columns, each cell anything."""
    name = draw(st.sampled_from(JUDGED))
    columns = list(TABLES[name].columns)
    width = draw(st.integers(len(columns) // 2, len(columns)))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6))
    return name, columns[:width], rows


@given(registers())
@settings(max_examples=examples(300), deadline=None)
def test_every_row_of_a_frame_is_accepted_or_listed(register):
    name, columns, rows = register
    office = lt.read({**REGISTERS, name: pd.DataFrame(rows, columns=columns, dtype=object)})
    told = set(office.problems["row"][office.problems["sheet"] == name])
    accepted = set(office.tables[name].origin.row.tolist()) if name in office else set()
    assert set(range(1, len(rows) + 1)) <= told | accepted or 0 in told  # 0: the table is not read
    assert set(office.problems["kind"]) <= set(KINDS)
    assert (office.problems["what"].str.len() > 5).all()


@given(registers(), st.data())
@settings(max_examples=examples(200), deadline=None)
def test_what_cannot_be_read_costs_no_other_row(register, data):
    """A row that is sound stays whatever stands above and below it."""
    sound = ["CB01", 2021, "Tốt"]
    _, _, rows = register
    odd = [(row + [None] * 3)[:3] for row in rows]
    at = data.draw(st.integers(0, len(odd)))
    cells_ = [["Mã", "Năm", "Xếp loại"], *odd[:at], sound, *odd[at:]]
    grid = Grid("a.xlsx", "Xếp loại", "Xếp loại", cells_, ordinals(len(cells_)))
    people = Grid("a.xlsx", "Cá nhân", "Cá nhân", [["Mã CB"], ["CB01"], ["CB02"]], ordinals(3))
    units = Grid("a.xlsx", "Đơn vị", "Đơn vị", [["Mã đơn vị"], ["DV01"]], ordinals(2))
    found = read_sources([people, units, grid], columns={}, aliases={})
    rows_ = found.tables["ratings"]
    twins = {
        int(row)
        for problem in found.problems
        if problem.kind == "duplicate"
        for row in problem.rows
    }
    assert at + 2 in {*rows_.origin.row.tolist(), *twins}


@given(registers())
@settings(max_examples=examples(60), deadline=None)
def test_whatever_was_read_can_be_judged(register):
    name, columns, rows = register
    office = lt.read({**REGISTERS, name: pd.DataFrame(rows, columns=columns, dtype=object)})
    result = lt.evaluate(office, PLAN, as_of="tong_ket_2025")
    assert set(result.subjects["verdict"]) <= {"met", "open", "unknown", "failed"}


@pytest.mark.parametrize("name", JUDGED)
def test_a_row_of_dashes_is_listed_in_every_table(name):
    frame = pd.DataFrame([["-"] * len(TABLES[name].columns)], columns=list(TABLES[name].columns))
    office = lt.read({**REGISTERS, name: frame})
    assert 1 in office.problems["row"].tolist()
