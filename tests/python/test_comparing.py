"""What changed between two results, and because of which row."""

import pandas as pd
import pytest

import lantoa as lt
from lantoa.comparing import BECAUSE

PLAN = lt.load_plan("exemplars-2021-2025")
KEY = ["subject_id", "criterion_id"]


@pytest.fixture(scope="module")
def office(shared):
    return lt.read(shared / "data" / "office" / "csv")


@pytest.fixture(scope="module")
def results(office):
    days = ("2023-09-30", "2025-09-30", "2026-01-31")
    return {day: lt.evaluate(office, PLAN, day) for day in days}


@pytest.fixture(scope="module")
def later(results):
    return lt.compare(results["2023-09-30"], results["2025-09-30"])


@pytest.fixture(scope="module")
def end(results):
    return lt.compare(results["2025-09-30"], results["2026-01-31"])


def change(comparison, subject, criterion):
    changes = comparison.changes
    [row] = changes[
        (changes["subject_id"] == subject) & (changes["criterion_id"] == criterion)
    ].itertuples()
    return row.was, row.now, row.because, row.table, None if pd.isna(row.row) else row.row


def with_tables(office, **tables):
    return lt.Office.from_frames({**{name: office[name] for name in office.tables}, **tables})


def test_lists_exactly_the_verdicts_that_are_not_what_they_were(results, end):
    before, after = (results[day].verdicts for day in ("2025-09-30", "2026-01-31"))
    both = before.merge(after, on=KEY, suffixes=("_was", "_now"))
    parts = [one.id for one in PLAN.criteria if one.role == "part"]
    differ = both["verdict_was"].astype(str) != both["verdict_now"].astype(str)
    changed = both[differ & ~both["criterion_id"].isin(parts)]
    expected = set(changed[KEY].itertuples(index=False, name=None))
    told = end.changes.dropna(subset=["criterion_id"])
    assert set(told[KEY].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("subject", "criterion", "expected"),
    [
        ("CB01", "cn_xuat_sac_2_nam", ("open", "met", "new_row", "ratings", 5)),
        ("DV07", "tt_bang_khen", ("met", "open", "annulled", "commendations", 9)),
        ("CB29", "cn_khong_ky_luat", ("failed", "open", "annulled", "discipline", 5)),
        ("CB14", "cn_luon_tot", ("failed", "open", "new_row", "ratings", 68)),  # an appeal
        ("CB24", "cn_luon_tot", ("open", "unknown", "year_closed", None, None)),
        ("CB08", "cn_gia_dinh", ("met", "unknown", "year_closed", None, None)),
        ("CB17", "cn_thu_truong_gan_tap_the", ("open", "met", "row_gone", "memberships", 20)),
        # through the unit, down to the row that took its gate along
        ("CB28", "cn_thu_truong_gan_tap_the", ("failed", "unknown", "annulled", "discipline", 5)),
    ],
)
def test_says_what_made_the_difference(later, subject, criterion, expected):
    was, now, because, table, row = change(later, subject, criterion)
    assert (was, now, because, None if pd.isna(table) else table, row) == expected


def test_the_end_of_the_window_loses_and_wins(end):
    assert change(end, "DV03", "tt_dan_dau")[:3] == ("open", "failed", "window_closed")
    assert change(end, "DV02", "tt_khong_ky_luat")[:3] == ("open", "met", "window_closed")


def test_a_head_is_put_down_to_the_row_of_the_unit(end):
    told = change(end, "CB04", "cn_thu_truong_gan_tap_the")
    assert told[:4] == ("open", "met", "new_row", "ratings")


def test_who_joined_and_who_left_have_one_row_each(later, results):
    moved = later.changes[later.changes["criterion_id"].isna()]
    joined = moved.loc[moved["because"] == "joined", "subject_id"]
    left = moved.loc[moved["because"] == "left", "subject_id"]
    before, after = (
        set(results[day].subjects["subject_id"]) for day in ("2023-09-30", "2025-09-30")
    )
    assert set(joined) == after - before
    assert set(left) == before - after


def test_a_renamed_unit_is_followed(office):
    then, now = (lt.evaluate(office, PLAN, day) for day in ("2022-12-31", "2025-09-30"))
    assert "DV06" in set(then.subjects["subject_id"])
    comparison = lt.compare(then, now)
    told = comparison.changes[comparison.changes["subject_id"].isin(["DV06", "DV11"])]
    assert set(told["subject_id"]) == {"DV11"}
    assert told["criterion_id"].notna().all()
    assert "DV11" in set(comparison.subjects["subject_id"])


def test_another_reading_and_another_parameter_are_told_apart(office):
    plan = PLAN.change({"reading.tuong_duong": "cap_tinh_rong", "cn_xuat_sac_2_nam.years": 1})
    one, other = (lt.evaluate(office, p, "de_nghi_2025") for p in (PLAN, plan))
    comparison = lt.compare(one, other)
    because = comparison.changes.groupby("criterion_id")["because"].unique().map(list).to_dict()
    assert because["cn_bang_khen"] == ["reading"]
    assert because["cn_xuat_sac_2_nam"] == ["parameter"]


def test_a_row_that_another_office_has_is_named(office):
    ratings = office["ratings"].astype(object)
    more = pd.DataFrame({"subject_id": ["CB19"], "year": [2023], "rating": ["hoan_thanh"]})
    fuller = with_tables(office, ratings=pd.concat([ratings, more], ignore_index=True))
    one, other = (lt.evaluate(o, PLAN, "de_nghi_2025") for o in (office, fuller))
    told = change(lt.compare(one, other), "CB19", "cn_luon_tot")
    assert told == ("unknown", "failed", "new_row", "ratings", len(ratings) + 1)
    back = change(lt.compare(other, one), "CB19", "cn_luon_tot")
    assert back[:2] == ("failed", "unknown")


def test_a_register_that_became_complete_is_named(office):
    coverage = office["coverage"].assign(complete=True)
    one, other = (
        lt.evaluate(o, PLAN, "de_nghi_2025")
        for o in (office, with_tables(office, coverage=coverage))
    )
    comparison = lt.compare(one, other)
    assert change(comparison, "CB44", "chung_dong_gop")[2] == "register"
    assert set(comparison.changes["because"]) <= {"register", "settled"}


def test_equal_results_have_no_change(results):
    same = lt.compare(results["2025-09-30"], results["2025-09-30"])
    assert same.changes.empty
    assert same.summary.empty
    assert "0 kết quả thay đổi" in repr(same)
    assert "0 kết quả" in same._repr_html_()


def test_the_summary_adds_up_and_causes_are_of_the_list(later, end):
    for comparison in (later, end):
        assert comparison.summary["changes"].sum() == len(comparison.changes)
        assert set(comparison.changes["because"]) <= set(BECAUSE)
        assert "other" not in set(comparison.changes["because"])


def test_says_who_came_in_and_who_went_out(later, results):
    then, now = (
        results[day].subjects.set_index("subject_id") for day in ("2023-09-30", "2025-09-30")
    )
    told = later.subjects.set_index("subject_id")
    assert told["was_counted"].equals(then["counted"].reindex(told.index))
    assert told["counted"].equals(now["counted"].reindex(told.index))


def test_prints_as_a_table_in_the_language_of_the_plan(end, office):
    text = repr(end)
    assert text.startswith("Thay đổi từ 30/09/2025 đến 31/01/2026")
    assert "✕ Không đạt" in text
    assert "hết giai đoạn" in text
    assert "và 73 thay đổi nữa" in text
    assert end._repr_html_().count("<tr") == 61
    english = lt.load_plan("exemplars-2021-2025", lang="en")
    days = ("2025-09-30", "2026-01-31")
    told = repr(lt.compare(*(lt.evaluate(office, english, day) for day in days)))
    assert told.startswith("What changed from 2025-09-30 to 2026-01-31")
    assert "the window closed" in told


def test_tracks_are_not_compared_with_the_main_plan(office, results):
    track = lt.evaluate(office, PLAN, "2025-09-30", track="chuyen_de")
    with pytest.raises(lt.InputError, match="not of the main one and chuyen_de"):
        lt.compare(results["2025-09-30"], track)


def test_cells_that_are_changed_back_and_forth_tell_the_last_difference(office):
    """Another plan and a later day: what the plan gave, the day took, and nothing is listed."""
    easier = PLAN.change("cn_xuat_sac_2_nam.years", 1)
    then = lt.evaluate(office, PLAN, "2025-09-30")
    now = lt.evaluate(office, easier, "2026-01-31")
    told = lt.compare(then, now)
    assert change(told, "CB02", "cn_xuat_sac_2_nam")[:3] == ("open", "met", "parameter")
    assert change(told, "CB02", "cn_luon_tot")[2] == "new_row"
