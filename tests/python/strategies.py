"""Random small offices: a few people in a few units, with every awkward thing that happens there.

Rows are drawn to collide: few ids, few days, most of them days on which something changes. What
``read`` would leave out (a rating without its value, a second row of one key) is left out here,
so that core and oracle see the same rows.
"""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

import registers

YEARS = (2021, 2022, 2023)
PEOPLE = ("P1", "P2", "P3")
UNITS = ("U1", "U2", "U3")
DAY = timedelta(days=1)

DAYS = [
    *(date(2019, 6, 1), date(2020, 12, 31), date(2021, 1, 1)),
    *(date(year, *day) for year in YEARS for day in ((3, 31), (6, 30), (7, 1), (12, 15), (12, 31))),
    *(date(2022, 1, 1), date(2023, 1, 1)),
    *(date(2024, 1, 31), date(2024, 3, 31), date(2024, 6, 1)),
]  # fmt: skip
days = st.sampled_from(DAYS)
as_of_days = st.one_of(st.sampled_from(DAYS[3:]), st.sampled_from(DAYS[-7:]))
years = st.sampled_from((2020, *YEARS, *YEARS, 2024))


def often(values, nothing=None):
    """One of the values, now and then nothing."""
    return st.one_of(values, values, values, st.just(nothing))


def seldom(values):
    return st.one_of(st.none(), st.none(), st.none(), values)


def codes(*names):
    return st.sampled_from(names)


LEVELS = codes("khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac")
TITLES = codes(
    "tap_the_lao_dong_tien_tien", "tap_the_lao_dong_xuat_sac", "co_thi_dua_bo_tinh",
    "lao_dong_tien_tien",
)  # fmt: skip
subjects = st.sampled_from(PEOPLE[:2] + UNITS)
statuses = seldom(codes("valid", "proposed", "annulled"))

# One row of each register; a column that is not named is blank. Numbers are made distinct later.
ROWS = {
    "ratings": {
        "subject_id": subjects, "year": years, "rating": often(LEVELS),
        "reason_unrated": seldom(codes("maternity", "training")), "decision_date": seldom(days),
    },
    "titles": {
        "subject_id": st.sampled_from(UNITS), "year": years, "title": often(TITLES),
        "decision_date": often(days), "status": statuses, "annulled_on": seldom(days),
    },
    "commendations": {
        "subject_id": subjects, "year": often(years),
        "form": often(codes("giay_khen", "bang_khen", "huan_chuong", "ky_niem_chuong")),
        "level": often(codes("co_so", "tinh", "bo", "tinh_uy", "nha_nuoc")),
        "category": seldom(codes("cong_trang", "chuyen_de")),
        "decision_date": often(days), "status": statuses, "annulled_on": seldom(days),
    },
    "initiatives": {
        "initiative_id": codes("S1", "S2", "S3"), "subject_id": subjects, "year": often(years),
        "recognised": often(st.booleans()), "share": often(st.sampled_from((300, 500, 1000))),
        "scope": often(codes("co_so", "tinh", "toan_quoc")), "decision_no": seldom(codes("SK")),
        "decision_date": often(days),
    },
    "discipline": {
        "person_id": st.sampled_from(PEOPLE), "kind": often(codes("hanh_chinh", "dang", "hinh_su", "xu_phat")),
        "form": often(codes("phe_binh", "khien_trach", "canh_cao", "khai_tru")),
        "act_date": often(days), "decision_date": often(days), "annulled_on": seldom(days),
    },
    "families": {
        "person_id": st.sampled_from(PEOPLE), "year": years, "held": often(st.booleans()),
    },
    "targets": {
        "unit_id": st.sampled_from(UNITS), "year": years, "target": codes("T1", "T2"),
        "planned": often(st.sampled_from((0, 4, 4, 20))), "achieved": often(st.sampled_from((0, 3, 4, 5, 21))),
        "better": seldom(codes("more", "less")),
    },
    "movement_results": {
        "movement_id": codes("M1", "M2"), "subject_id": subjects, "year": often(years),
        "place": often(st.integers(1, 4)),
    },
    "attestations": {
        "subject_id": subjects, "criterion_id": codes("c0", "c1"), "date": often(days),
        "verdict": often(codes("met", "failed", "met")), "votes_for": often(st.integers(0, 4)),
        "votes_total": often(st.sampled_from((0, 4, 4))),
    },
    "contributions": {
        "subject_id": subjects, "date": often(days), "call_id": often(codes("K1", "K2")),
    },
    "recognitions": {
        "subject_id": st.sampled_from(UNITS), "decided_on": often(days),
        "nominated_only": seldom(st.booleans()), "revoked_on": seldom(days),
    },
    "adoptions": {
        "practice_id": codes("C1", "C2"), "subject_id": subjects, "started_on": often(days),
    },
    "coverage": {
        "table": st.sampled_from(
            ("titles", "commendations", "discipline", "initiatives", "targets", "ratings", "calls",
             "movement_results", "contributions", "movements")
        ),
        "from": often(days), "to": often(days), "complete": codes(False, False, True),
    },
}  # fmt: skip
SIZES = {
    "ratings": (4, 12),
    "titles": (2, 6),
    "families": (1, 6),
    "targets": (1, 6),
    "coverage": (0, 2),
}
KEYS = {
    "initiatives": ("initiative_id", "subject_id"),
    "movement_results": ("movement_id", "subject_id", "year"),
    "targets": ("unit_id", "year", "target"),
}
NUMBERED = ("titles", "commendations", "discipline")
REGISTERS = ("memberships", "movements", "calls", "practices")
READABLE = {  # keys, and what makes a row no row when it cannot be read
    "ratings": {"subject_id", "year", "rating", "reason_unrated"},
    "families": {"person_id", "year", "held"},
    "titles": {"subject_id", "year"},
    "targets": {"unit_id", "year", "target"},
    "memberships": {"person_id", "unit_id", "from", "to"},
    "attestations": {"subject_id", "criterion_id"},
}
UNREADABLE = [
    ("titles", "title"), ("titles", "status"), ("titles", "decision_date"),
    ("titles", "annulled_on"), ("commendations", "status"), ("commendations", "level"),
    ("commendations", "form"), ("commendations", "annulled_on"),
    ("commendations", "decision_date"), ("initiatives", "recognised"), ("initiatives", "share"),
    ("initiatives", "scope"), ("discipline", "form"), ("discipline", "kind"),
    ("discipline", "annulled_on"), ("targets", "better"), ("targets", "achieved"),
    ("movement_results", "place"), ("attestations", "verdict"), ("attestations", "votes_for"),
    ("recognitions", "nominated_only"),
]  # fmt: skip


@st.composite
def offices(draw, judged=("c1", "c2")):
    """An office and the cells of it that cannot be read; ``judged`` are criteria that are."""
    units, changes = draw(unit_histories())
    office = {
        "people": [{"person_id": person} for person in PEOPLE],
        "units": units,
        "unit_changes": changes,
        "memberships": [row for person in PEOPLE for row in draw(careers(person))],
        "movements": [{"movement_id": one, "from": draw(often(days))} for one in ("M1", "M2")],
        "calls": [{"call_id": one, "date": draw(often(days))} for one in ("K1", "K2")],
        "practices": [
            {"practice_id": one, "exemplar_id": draw(often(subjects))} for one in ("C1", "C2")
        ],
    }
    for table in ROWS:
        least, most = SIZES.get(table, (0, 4))
        rows = draw(st.lists(st.fixed_dictionaries(ROWS[table]), min_size=least, max_size=most))
        office[table] = accepted(table, rows)
    for row in office["attestations"]:
        row["criterion_id"] = judged[int(row["criterion_id"][1:]) % len(judged)]
    for table in draw(st.lists(st.sampled_from(sorted([*ROWS, *REGISTERS])), max_size=1)):
        if draw(st.integers(0, 3)) == 0:
            del office[table]
    cells = unreadable_cells(draw, office)
    return complete(office), cells


def accepted(table, rows):
    """The rows that ``read`` would keep, with a decision number of their own."""
    if table == "ratings":
        rows = [row for row in rows if row["rating"] or row["reason_unrated"]]
    if table == "families":
        rows = [row for row in rows if row["held"] is not None]
    if table in KEYS:
        rows = list(
            {tuple(row[key] for key in KEYS[table]): row for row in reversed(rows)}.values()
        )
    if table in NUMBERED:
        rows = [row | {"decision_no": f"{number}/QĐ"} for number, row in enumerate(rows, start=1)]
    return [
        {key: Fraction(cell) if key in registers.EXACT and cell is not None else cell
         for key, cell in row.items()}
        for row in rows
    ]  # fmt: skip


def complete(office):
    """Every column of every row."""
    return {
        table: [dict.fromkeys(registers.COLUMNS[table]) | row for row in rows]
        for table, rows in office.items()
    }


def unreadable_cells(draw, office):
    """Up to two cells that hold something unreadable; they are blank in the office."""
    chosen = draw(st.lists(st.sampled_from(UNREADABLE), max_size=2, unique=True))
    cells = set()
    for table, column in chosen:
        if office.get(table):
            index = draw(st.integers(0, len(office[table]) - 1))
            office[table][index][column] = None
            cells.add((table, index, column))
    return frozenset(cells)


@st.composite
def careers(draw, person):
    """Up to three memberships, one after the other, with holes or overlaps; or none."""
    fewest = draw(st.sampled_from((0, 1, 1, 1, 1)))
    starts = sorted(draw(st.lists(days, min_size=fewest, max_size=3, unique=True)))
    rows = []
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        rows.append(
            {
                "person_id": person,
                "unit_id": draw(st.sampled_from(UNITS)),
                "role": draw(often(codes("member", "member", "deputy", "head"))),
                "from": draw(st.sampled_from((start, start, start, start, None))),
                "to": draw(ends(start, following)),
            }
        )
    return rows


def ends(start, following):
    """The last day of a membership: the day before the next, earlier, later, or none."""
    if following is None:
        return st.one_of(st.none(), st.none(), st.sampled_from([d for d in DAYS if d >= start]))
    near = [day for day in DAYS if start <= day < following]
    return st.sampled_from([following - DAY, following - DAY, following, *near])


HISTORIES = [
    [],
    [],
    [("rename", "U1", "U2", 0)],
    [("merge", "U1", "U3", 0), ("merge", "U2", "U3", 0)],
    [("merge", "U1", "U2", 0)],
    [("split", "U1", "U2", 0)],
    [("rename", "U1", "U2", 0), ("merge", "U2", "U3", 1)],
    [("merge", "U1", "U2", 0), ("merge", "U2", "U3", 1)],
    [("merge", "U1", "U3", 0), ("merge", "U2", "U3", 1)],
    [("rename", "U1", "U2", 0), ("rename", "U2", "U3", 1)],
]


@st.composite
def unit_histories(draw):
    """The units, and what became of them."""
    first, second = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
    history = draw(st.sampled_from(HISTORIES))
    changes = [
        {"date": (first, second)[when], "kind": kind, "from_unit_id": old, "to_unit_id": new}
        for kind, old, new, when in history
    ]
    opened = {unit: draw(seldom(days)) for unit in UNITS}
    closed = {unit: draw(st.sampled_from((None,) * 9 + (date(2023, 6, 30),))) for unit in UNITS}
    for change in reversed(changes):
        earlier = (date(2019, 6, 1),) if change["kind"] == "merge" else ()  # it was there before
        opened[change["to_unit_id"]] = draw(st.sampled_from((None, change["date"], *earlier)))
        closed[change["to_unit_id"]] = None
        if change["kind"] != "split":
            closed[change["from_unit_id"]] = draw(st.sampled_from((None, change["date"] - DAY)))
    ends = {
        change["from_unit_id"]: change["date"] for change in changes if change["kind"] != "split"
    }
    for unit in UNITS:
        last = min(filter(None, (closed[unit], ends.get(unit))), default=date.max)
        if opened[unit] and opened[unit] >= last:
            opened[unit] = None
    units = [{"unit_id": unit, "opened": opened[unit], "closed": closed[unit]} for unit in UNITS]
    return units, changes
