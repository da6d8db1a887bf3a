"""Random changes of the bundled plan, and results before and after as plain rows."""

from functools import cache

import pandas as pd
from hypothesis import strategies as st

import lantoa as lt
from lantoa.criteria import Scenario, loading

COUNTINGS = [(c, g) for c in ("possible", "provisional", "met") for g in ("all", "countable")]
DAYS = ("so_ket_2023", "2023-12-31", "de_nghi_2025", "khoa_so")

INNER = """
[[quota]]
id       = "hat_nhan"
vi       = "Hạt nhân của Văn phòng"
subjects = ["person"]
status   = "assumption"
per      = "unit_id"
share_per_mille = 500
rounding = "down"
minimum_places = 0
inside   = "so_luong_ca_nhan"
ties_at_line = "to_council"
clause   = "III.2.1"
quote    = "cơ cấu, số lượng"
"""

VALUES = {
    "cn_xuat_sac_2_nam.years": [1, 2, 3, 4],
    "cn_luon_tot.at_least": ["hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac"],
    "cn_luon_tot.except_years": [0, 1, 2],
    "tt_luon_tot.at_least": ["hoan_thanh", "hoan_thanh_xuat_sac"],
    "tt_luon_tot.except_years": [0, 1, 3],
    "cn_sang_kien.count": [1, 2, 3],
    "cn_sang_kien.role": ["gate", "report"],
    "cn_bang_khen.count": [1, 2],
    "reading.ky_luat_muc": ["tu_canh_cao"],
    "scope.belongs": ["on_as_of_date", "whole_window", "any_time"],
    "policy.min_rated_years": [0, 2, 3],
    "so_luong_ca_nhan.share_per_mille": [0, 50, 150, 300, 1000],
    "so_luong_ca_nhan.minimum_places": [0, 1, 2],
    "so_luong_ca_nhan.of": ["members_on_as_of_date", "candidates"],
    "so_luong_tap_the.share_per_mille": [0, 300, 600],
    "co_cau_linh_vuc.report_if_fewer_than": [0, 2, 4],
    "diem_sang_kien.weight": [0, 300, 777],
    "diem_bang_khen.weight": [400, 1000],
    "diem_lan_toa.weight": [1000],
    "scoring.ties": [{"person": [], "unit": []}],
    "diem_nam_xuat_sac.weight": [0, 100, 500, 1000],
    "diem_tt_bang_khen.weight": [0, 600],
    "diem_sang_kien.map": [[[0, 0], [1, 1000]], [[0, 0], [5, 1000]]],
}
"""Paths of the bundled plan, with a few values of each."""


@cache
def plan_with_an_inner_quota(folder):
    text = (loading.BUNDLED / "exemplars-2021-2025.toml").read_text("utf-8") + INNER
    path = folder / "exemplars-nested.toml"
    path.write_text(text, encoding="utf-8")
    return lt.load_plan(path)


@cache
def office(seed):
    return lt.sample_office(units=5, people=34, years=range(2021, 2026), seed=seed)


FLAT = Scenario(
    {
        "scoring.ties": {"person": [], "unit": []},
        "diem_lan_toa.weight": 1000,
        "diem_tt_lan_toa.weight": 1000,
    },
    weights="proportional",
)
"""Points for spread alone, which few have: nearly everybody is tied."""


@cache
def judged(folder, seed, day, counting, gates, flat=False):
    plan = plan_with_an_inner_quota(folder)
    if flat:
        plan = plan.change(FLAT)
    return lt.evaluate(office(seed), plan, day, counting=counting, gates=gates)


@st.composite
def scenarios(draw, most=3):
    """One or a few values; other weights share the rest."""
    paths = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=most, unique=True))
    changes = {path: draw(st.sampled_from(VALUES[path])) for path in paths}
    return Scenario(changes, weights="proportional")


seeds = st.sampled_from((1, 2, 3, 7, 11, 23))
days = st.sampled_from(DAYS)
countings = st.sampled_from(COUNTINGS)


def from_the_start(result, scenario):
    """The changed plan judged by itself, nothing taken over."""
    plan = result.plan.change(scenario)
    asked = {"counting": result.counting, "gates": result.gates, "track": result.track}
    return lt.evaluate(result.office, plan, result.as_of, **asked)


def rows(frame):
    """A frame as a list of dicts, None for what is missing."""
    if not isinstance(frame, pd.DataFrame):
        frame = frame.to_pandas()
    plain = frame.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")


def ids(cell):
    return set(cell.split(", ")) if cell else set()
