"""A special-topic track: its own criteria and those it inherits, and nothing of the main plan else."""

import pytest

import lantoa as lt

GENERAL = {
    "chung_thanh_tich",
    "chung_dan_dau",
    "chung_suy_ton",
    "chung_lan_toa",
    "chung_chap_hanh",
    "chung_doan_ket",
    "chung_tham_gia_phong_trao",
    "chung_dong_gop",
}
PARTS = {"chung_thanh_tich_nhiem_vu", "chung_thanh_tich_linh_vuc"}


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=4, people=15, seed=7)


def shown(office, plan, track="chuyen_de"):
    result = lt.evaluate(office, plan, as_of="de_nghi_2025", track=track)
    return set(result.verdicts["criterion_id"])


def test_a_track_shows_what_it_inherits_with_its_parts(office):
    assert shown(office, lt.load_plan("exemplars-2021-2025")) == GENERAL | PARTS


def test_a_track_that_inherits_everything_shows_what_the_main_plan_shows(office):
    plan = lt.load_plan("exemplars-2021-2025").change("reading.chuyen_de_ke_thua", "tat_ca")
    assert shown(office, plan) == shown(office, plan, track=None)


def test_a_track_that_inherits_nothing_shows_nothing(office):
    plan = lt.load_plan("exemplars-2021-2025").change("reading.chuyen_de_ke_thua", "khong")
    assert shown(office, plan) == set()
