"""Laws that hold whatever the office: what must not matter, and what can only go one way."""

import unicodedata
from functools import cache
from operator import itemgetter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import comparing
import lantoa as lt
import registers
import strategies
import strategies_plans
from soaking import examples

some = settings(
    max_examples=examples(8),
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
few = settings(some, max_examples=examples(3))
offices = strategies.offices(("chung_suy_ton", "chung_thanh_tich_nhiem_vu", "tt_doan_ket"))
plans = strategies_plans.readings_of_the_plan()


def judged(office_and_cells, plan, as_of, **options):
    """Every answer of the core: (subject, what is asked) -> answer."""
    read = lt.read(registers.frames(*office_and_cells))
    return comparing.said_by_core(lt.evaluate(read, plan, as_of=as_of, **options))


# ---- what must not matter


@some
@given(offices, plans, strategies.as_of_days, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(office_and_cells, plan, as_of, random):
    office, unreadable = office_and_cells
    orders = {table: random.sample(range(len(rows)), len(rows)) for table, rows in office.items()}
    shuffled = {table: [rows[i] for i in orders[table]] for table, rows in office.items()}
    moved = {(table, orders[table].index(index), column) for table, index, column in unreadable}
    assert judged((shuffled, moved), plan, as_of) == judged(office_and_cells, plan, as_of)


@some
@given(offices, plans, strategies.as_of_days)
def test_other_ids_change_nothing_but_the_ids(office_and_cells, plan, as_of):
    office, unreadable = office_and_cells
    old = [*strategies.PEOPLE, *strategies.UNITS]
    new = dict(zip(old, [f"Z{number}" for number in reversed(range(len(old)))], strict=True))
    renamed = {
        table: [{key: new.get(cell, cell) for key, cell in row.items()} for row in rows]
        for table, rows in office.items()
    }
    expected = {
        (new.get(subject, subject), asked): new.get(answer, answer)
        for (subject, asked), answer in judged(office_and_cells, plan, as_of).items()
    }
    assert judged((renamed, unreadable), plan, as_of) == expected


@some
@given(offices, plans, strategies.as_of_days)
def test_the_number_of_threads_changes_nothing(office_and_cells, plan, as_of):
    alone = judged(office_and_cells, plan, as_of, threads=1)
    assert judged(office_and_cells, plan, as_of, threads=2) == alone


@few
@given(offices, plans, strategies.as_of_days)
def test_decomposed_letters_change_nothing(office_and_cells, plan, as_of):
    frames = registers.frames(*office_and_cells)
    answers = [
        comparing.said_by_core(lt.evaluate(lt.read(spelled(frames, form)), plan, as_of=as_of))
        for form in ("NFC", "NFD")
    ]
    assert answers[0] == answers[1] == judged(office_and_cells, plan, as_of)


LABELS = {
    "khong_hoan_thanh": "Không hoàn thành nhiệm vụ",
    "hoan_thanh": "Hoàn thành nhiệm vụ",
    "hoan_thanh_tot": "Hoàn thành tốt nhiệm vụ",
    "hoan_thanh_xuat_sac": "Hoàn thành xuất sắc nhiệm vụ",
    "tap_the_lao_dong_xuat_sac": "Tập thể lao động xuất sắc",
    "bang_khen": "Bằng khen",
    "khien_trach": "Khiển trách",
}


def spelled(frames, form):
    """The frames with labels instead of codes, in one normal form."""
    labels = {code: unicodedata.normalize(form, label) for code, label in LABELS.items()}
    return {table: frame.replace(labels) for table, frame in frames.items()}


@few
@given(office_and_cells=offices, plan=plans, as_of=strategies.as_of_days)
@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_the_kind_of_file_changes_nothing(tmp_path_factory, kind, office_and_cells, plan, as_of):
    path = tmp_path_factory.mktemp(kind)
    read = lt.read(written(registers.frames(*office_and_cells), path, kind))
    from_file = comparing.said_by_core(lt.evaluate(read, plan, as_of=as_of))
    assert from_file == judged(office_and_cells, plan, as_of)


def written(frames, path, kind):
    """The workspace that holds these frames: a folder of files, or a workbook."""
    import pandas as pd

    if kind == "xlsx":
        with pd.ExcelWriter(path / "so-lieu.xlsx", engine="xlsxwriter") as book:
            for table, frame in frames.items():
                frame.to_excel(book, sheet_name=table, index=False)
        return path / "so-lieu.xlsx"
    for table, frame in frames.items():
        if kind == "csv":
            frame.to_csv(path / f"{table}.csv", index=False)
        else:
            frame.astype("string").to_parquet(path / f"{table}.parquet")
    return path


# ---- what can only go one way

TIGHTER = {
    "cn_xuat_sac_2_nam.years": 3,
    "cn_xuat_sac_2_nam.consecutive": True,
    "cn_luon_tot.at_least": "hoan_thanh_xuat_sac",
    "cn_sang_kien.count": 3,
    "cn_sang_kien.share_at_least": 500,
    "cn_sang_kien.level_at_least": "tinh",
    "cn_bang_khen.level_at_least": "bang_khen/thu_tuong",
    "chung_dong_gop.count": 2,
    "chung_suy_ton.share_more_than": 700,
    "chung_thanh_tich.k": 2,
    "tt_xuat_sac_2_nam.years": 3,
    "tt_luon_tot.at_least": "hoan_thanh_xuat_sac",
    "tt_bang_khen.count": 2,
    "tt_dan_dau.every": True,
    "tt_sang_kien.count": 2,
    "tt_khong_ky_luat.level_at_least": "xu_ly_khac",
    "policy.min_rated_years": 3,
    "policy.unrated_year": "fail",
    "policy.missing_past_value": "fail",
    "policy.missing_judgement": "fail",
}


@cache
def the_plan():
    plan, _ = strategies_plans.bundled()
    return plan


@some
@given(offices, strategies.as_of_days, st.sampled_from(sorted(TIGHTER)))
def test_a_tightened_gate_lets_nobody_in(office_and_cells, as_of, path):
    before = judged(office_and_cells, the_plan(), as_of)
    after = judged(office_and_cells, the_plan().change(path, TIGHTER[path]), as_of)
    for subject_and_asked in who_and_which(before):
        was, now = before[subject_and_asked], after[subject_and_asked]
        assert was != "failed" or now == "failed", subject_and_asked
        assert now != "met" or was == "met", subject_and_asked


def who_and_which(answers):
    """The strict verdicts among the answers."""
    parts = {"out of scope", "unit_id", "provisional"}
    return [key for key in answers if key[1] not in parts and not key[1].endswith("provisional")]


COMES_BACK = {"cn_gia_dinh", "cn_thu_truong_gan_tap_the", "verdict", "countable"}


@some
@given(offices, strategies.as_of_days, strategies.as_of_days)
def test_what_is_won_or_lost_stays_so(office_and_cells, earlier, later):
    assume(earlier < later)
    settled = nothing_taken_back(*office_and_cells)
    before, after = (judged(settled, the_plan(), day) for day in (earlier, later))
    judgements = {one.id for one in the_plan().criteria if one.nature == "judged"}
    for key in who_and_which(before):
        if key[1] not in COMES_BACK | judgements and before[key] in ("met", "failed"):
            assert after[key] == before[key], key


def nothing_taken_back(office, unreadable):
    """The office without annulments, appeals, moves and changes of units."""
    kept = {table: [dict(row) for row in rows] for table, rows in office.items()}
    for table in ("titles", "commendations", "discipline"):
        for row in kept.get(table, ()):
            row["annulled_on"] = None
    subject_and_year = itemgetter("subject_id", "year")
    if "ratings" in kept:
        kept["ratings"] = list({subject_and_year(row): row for row in kept["ratings"]}.values())
    kept["unit_changes"] = []
    kept["units"] = [row | {"opened": None, "closed": None} for row in kept["units"]]
    kept["memberships"] = [
        dict.fromkeys(registers.COLUMNS["memberships"])
        | {"person_id": person, "unit_id": unit, "role": "member", "from": strategies.DAYS[0]}
        for person, unit in zip(strategies.PEOPLE, strategies.UNITS, strict=True)
    ]
    cells = {
        (table, index, column)
        for table, index, column in unreadable
        if table not in ("ratings", "memberships", "units") and column != "annulled_on"
    }
    return kept, cells


# ---- what the worklist asks for

ANSWERS = {
    "ratings": ("rating", "hoan_thanh_tot"),
    "families": ("held", True),
    "attestations": ("verdict", "met"),
}


@some
@given(offices, strategies.as_of_days, st.randoms(use_true_random=False))
def test_an_answered_question_is_not_asked_again(office_and_cells, as_of, random):
    office, unreadable = office_and_cells
    asked = questions(office_and_cells, as_of)
    assume(asked)
    table, subject, about = random.choice(sorted(asked, key=str))
    answered = office | {table: [*office[table], answer(table, subject, about, as_of)]}
    assert (table, subject, about) not in questions((answered, unreadable), as_of)


def questions(office_and_cells, as_of):
    """(table, subject, year or criterion) of every row that the worklist asks for."""
    read = lt.read(registers.frames(*office_and_cells))
    work = lt.evaluate(read, the_plan(), as_of=as_of).worklist().frame
    missing = work[work["why"].isin(["row_missing", "not_judged"])]
    return {
        (row["table"], row["subject_id"], about(row))
        for row in missing.to_dict("records")
        if row["table"] in ANSWERS and row["table"] in office_and_cells[0]
    }


def about(row):
    return row["criterion_id"] if row["table"] == "attestations" else int(row["year"])


def answer(table, subject, asked, as_of):
    """A row that answers, decided on the day itself."""
    column, value = ANSWERS[table]
    who = "person_id" if table == "families" else "subject_id"
    row = dict.fromkeys(registers.COLUMNS[table]) | {who: subject, column: value}
    if table == "attestations":
        return row | {"criterion_id": asked, "date": as_of, "votes_for": 9, "votes_total": 9}
    decided = {"decision_date": as_of} if table == "ratings" else {}
    return row | {"year": asked} | decided
