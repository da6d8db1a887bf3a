"""No parameter is dead: each can change a verdict, points, a place, a line, or who is judged.

A few only matter beside another change, on a certain day, or for a case that the sample office
has not: these stand in a table with what brings them to bear.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import docx
import pytest

import alive
import lantoa as lt
from lantoa.scenarios.evaluated import evaluated

TOPIC = "chuyen-de-chuyen-doi-so"
PLAN = lt.load_plan("exemplars-2021-2025", topics=TOPIC)
ROWS = {row.path: row for row in PLAN.parameters.itertuples()}
DAYS = ("khoa_so", "de_nghi_2025", "so_ket_2023")
OF_THE_TRACK = ("cds_", "ket_qua_chuyen_de", "khen_chuyen_de", "chuyen_de.", "chuyen_de_ke_thua")

GATES = [one for one in PLAN.criteria if one.role == "gate" and one.track is None]
AMENDED = [
    {"value": "hoan_thanh_xuat_sac", "from": date(2021, 1, 1)},
    {"value": "hoan_thanh", "from": date(2023, 6, 1)},
]
ON_AVERAGE = {"reading.vuot_chi_tieu_cach_tinh": "binh_quan_moi_nam"}
CHOSEN_BEFORE = {"reading.gan_voi_tieu_chi": "duoc_chon"}
LATE = date(2025, 12, 20)  # ratings of people are due, those of units are not


class Needs(NamedTuple):
    """What a parameter needs to matter."""

    beside: Mapping[str, Any] = MappingProxyType({})  # the comparison is with these alone
    day: Any = "khoa_so"
    supposed: bool = False  # whether the office needs the cases that the sample has not


NEEDS = {
    "plan.apply": Needs({"cn_luon_tot.at_least": AMENDED}),
    "scale.danh_hieu_tap_the.equivalent": Needs(supposed=True),
    "fact.tap_the_danh_hieu.where": Needs(supposed=True),
    "fact.chi_tieu_binh_quan.take": Needs(ON_AVERAGE),
    "fact.chi_tieu_binh_quan.absent": Needs(ON_AVERAGE),
    "fact.chi_tieu_binh_quan.closes": Needs(ON_AVERAGE, "de_nghi_2025"),
    "fact.duoc_chon.where": Needs(CHOSEN_BEFORE),
    "fact.duoc_chon.counts_on": Needs(CHOSEN_BEFORE, supposed=True),
    "fact.duoc_chon.seen_on": Needs(CHOSEN_BEFORE, "de_nghi_2025", supposed=True),
    "criterion.chung_tham_gia_phong_trao.over": Needs({"chung_tham_gia_phong_trao.count": 4}),
    "criterion.chung_dong_gop.over": Needs(day="lua_chon_2021"),
    "criterion.tt_luon_tot.fact": Needs(day=date(2023, 12, 20)),  # one is not rated in 2023
    "criterion.cn_luon_tot.fact": Needs(day=LATE),
    "criterion.cn_xuat_sac_2_nam.fact": Needs(day=LATE),
    "criterion.tt_vuot_chi_tieu.of": Needs({"tt_vuot_chi_tieu.k": 1}),
    "criterion.cn_bang_khen.fact": Needs({"cn_bang_khen.count": 2}),
    "criterion.cds_tham_gia.over": Needs({"cds_tham_gia.count": 2}, "de_nghi_2025"),
    "criterion.tt_sang_kien.role": Needs(day="lua_chon_2021"),
    "milestone.tong_ket_2025.counting": Needs({"chung_suy_ton.share_more_than": 999}),
    "milestone.khoa_so.counting": Needs({"chung_suy_ton.share_more_than": 999}),
    "reading.danh_hieu_cao_hon": Needs(day=date(2022, 5, 31)),  # a flag without the title
    "reading.tt_sang_kien_so_luong": Needs({"tt_sang_kien.over": "self"}),
}

DOCUMENTS_ONLY = {f"milestone.{name}.purpose" for name in PLAN.milestones}
"""What a milestone is for decides which documents there are; see the last test."""


@cache
def office(*, supposed: bool) -> lt.Office:
    found = lt.sample_office(seed=7)
    return found.suppose(**CASES) if supposed else found


CASES: dict[str, list[dict[str, Any]]] = {
    "titles": [
        {"subject_id": "DV01", "year": 2022, "title": "tap_the_lao_dong_xuat_sac"}
        | {"status": "proposed"},
        {"subject_id": "DV01", "year": 2023, "title": "lao_dong_tien_tien"},
    ],
    "recognitions": [
        {"subject_id": "DV02", "merit_from": 2021, "merit_to": 2025, "decided_on": "2026-02-01"},
        {"subject_id": "DV05", "merit_from": 2021, "merit_to": 2023, "decided_on": "2024-02-01"}
        | {"revoked_on": "2026-01-15"},
    ],
}
"""A unit with a title that is only proposed and one of people; exemplars named late and revoked."""


@cache
def base(day: Any, track: str | None, *, supposed: bool) -> lt.Evaluation:
    return lt.evaluate(office(supposed=supposed), PLAN, day, track=track)


def needs_of(path: str) -> list[tuple[Needs, str | None]]:
    """Where a parameter is tried: what it needs, and the track."""
    asked = NEEDS.get(path, Needs())
    track = "chuyen_de" if any(one in path for one in OF_THE_TRACK) else None
    section, owner, *_ = path.split(".")
    if section == "milestone":
        return [(asked._replace(day=owner), None)]
    if path in NEEDS:
        return [(asked, track)]
    found = [(asked._replace(day=day), track) for day in DAYS]
    if path.endswith(".role") or track:
        alone = {f"criterion.{one.id}.role": "report" for one in GATES if one.id != owner}
        found += [(Needs(alone, day), None) for day in DAYS]
    return found


def expect_alive(path: str) -> None:
    row, refused = ROWS[path], []
    for needs, track in needs_of(path):
        asked = base(needs.day, track, supposed=needs.supposed)
        before = evaluated(asked, needs.beside) if needs.beside else asked
        for value in alive.tries(path, row.value, row.allowed):
            try:
                after = evaluated(asked, alive.scenario(path, value, needs.beside))
            except lt.InputError as error:
                refused.append(str(error))
                continue
            if moved(before, after):
                return
    pytest.fail(f"{path} changes nothing; refused were: {refused}")


def moved(before: lt.Evaluation, after: lt.Evaluation) -> bool:
    if alive.judged(before) != alive.judged(after):
        return True
    pairs = zip(alive.placed(before), alive.placed(after), strict=True)
    return any(was != now for was, now in pairs)


@pytest.mark.parametrize("path", sorted(ROWS.keys() - DOCUMENTS_ONLY))
def test_a_parameter_can_change_an_outcome(path):
    expect_alive(path)


def test_the_table_of_needs_holds_parameters_only():
    assert NEEDS.keys() <= ROWS.keys()
    assert not DOCUMENTS_ONLY - ROWS.keys()


def test_the_main_plan_has_no_parameter_beside_these():
    main = lt.load_plan("exemplars-2021-2025").parameters
    assert set(main["path"]) <= ROWS.keys()
    assert len(main) > 200


def test_what_a_milestone_is_for_decides_what_the_documents_say(tmp_path):
    small = lt.sample_office(units=4, people=12, years=range(2021, 2026), seed=7)
    told = set()
    for purpose in ("build", "propose"):
        plan = PLAN.change("milestone.de_nghi_2025.purpose", purpose)
        lt.report(lt.evaluate(small, plan, "de_nghi_2025"), tmp_path / purpose)
        paper = docx.Document(tmp_path / purpose / "danh-sach.docx")
        told.add("\n".join(paragraph.text for paragraph in paper.paragraphs))
    assert len(told) == 2


# ---- what was no parameter, and is none any more


def test_what_can_only_be_what_it_is_has_no_row():
    written = set(PLAN._parameters["path"]) - ROWS.keys()
    assert "fact.bang_khen.absent" in written  # a register of events: no row, it did not happen
    assert "criterion.diem_sang_kien.role" in written
    assert "criterion.cn_sang_kien.over" in written  # a person has no members
    assert "criterion.tt_khong_ky_luat.over" in written  # a unit has no discipline of its own
    assert "scale.xep_loai_ca_nhan.equivalent" in written  # every code of ratings is a level
    for path in sorted(written)[::5]:
        value = PLAN._parameters.set_index("path").loc[path, "value"]
        assert PLAN.change(path, value) == PLAN, path


def test_what_a_scale_leaves_outside_is_no_path_for_no_rule_reads_it():
    with pytest.raises(lt.InputError, match=r"scale.khen_thuong.outside. is not in the plan"):
        PLAN.change("scale.khen_thuong.outside", [])


@pytest.mark.parametrize("judged", [["unit"], ["person"]])
def test_a_plan_may_judge_units_only_or_people_only(judged):
    both = base("khoa_so", None, supposed=False)
    one = evaluated(both, {"scope.subjects": judged})
    kept = both.subjects[both.subjects["subject_kind"].isin(judged)]
    told = ["subject_id", "verdict", "provisional", "counted"]
    assert one.subjects[told].values.tolist() == kept[told].values.tolist()
    others = both.subjects[~both.subjects["subject_kind"].isin(judged)]["subject_id"]
    reasons = one.out_of_scope.set_index("subject_id")["reason"]
    assert set(reasons[others]) == {"not_asked"}
    assert "không xét loại đối tượng" in str(one.explain(others.iloc[0]))
