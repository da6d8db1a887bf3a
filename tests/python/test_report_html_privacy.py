"""What an HTML report keeps to itself, read as somebody who snoops would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from html_pages import DAYS, EVERY
from lantoa.reporting import privacy


@pytest.mark.parametrize("day", DAYS)
def test_what_is_shared_names_nobody_but_those_who_are_listed(
    html_results, html_names, html_pages_of, day
):
    page, subjects = html_pages_of(day, "shared"), html_results[day].subjects
    allowed = subjects[subjects["counted"] & (day != "so_ket_2023")]
    shown = set(allowed["subject_id"]) | set(allowed["unit_id"].dropna())
    hidden = [one for one in html_names if one not in shown]
    assert len(hidden) > 90
    assert [one for one in hidden if one in page.text or html_names[one] in page.text] == []


@pytest.mark.parametrize(("day", "audience"), [(d, a) for d, a, lang in EVERY if lang == "vi"])
def test_no_report_tells_of_discipline_or_why_a_year_was_not_rated(
    html_office, html_pages_of, day, audience
):
    page = html_pages_of(day, audience)
    discipline, ratings = html_office["discipline"], html_office["ratings"]
    private = {*discipline["decision_no"].dropna(), *discipline["act_id"].dropna(),
               *ratings["reason_unrated"].dropna()}  # fmt: skip
    assert len(private) > 5
    assert [one for one in private if one in page.text] == []
    ids = {*html_office["people"]["person_id"], *html_office["units"]["unit_id"]}
    about = [" ".join(row) for rows in page.tables for row in rows if ids & set(row)]
    told = re.compile("thai sản|nghỉ dài|đi học|dưới 6 tháng|khiển trách|cảnh cáo", re.IGNORECASE)
    assert [row for row in about if told.search(row)] == []


def test_what_is_shared_holds_no_reason_against_anybody(html_pages_of):
    page = html_pages_of("tong_ket_2025", "shared")
    assert "Phụ lục" not in page.said
    assert "✕" not in page.said.replace("✕ Không đạt", "", 1)  # the key of the signs
    assert "Không còn khả năng" not in page.said


def test_small_counts_are_hidden_from_a_wide_audience_and_shown_to_the_office(html_pages_of):
    heads = ("Đối tượng", "Được xét")
    inside = {row[0]: row[1:] for row in html_pages_of("de_nghi_2025").table(*heads)}
    outside = {row[0]: row[1:] for row in html_pages_of("de_nghi_2025", "shared").table(*heads)}
    assert inside["Cá nhân"] == ["82", "3", "1", "10", "7", "64"]
    assert outside["Cá nhân"] == ["82", "3", "11", "7", "64"]
    assert outside["Tập thể"] == ["8", "2", "(che)", "(che)", "(che)"]


def test_the_office_says_what_is_small(html_results, html_write):
    page = html_write(html_results["de_nghi_2025"], audience="shared", small_cells=1)
    rows = {row[0]: row[1:] for row in page.table("Đối tượng", "Được xét")}
    assert rows["Tập thể"] == ["8", "2", "2", "1", "5"]
    assert "số nhỏ hơn 1 được che" in page.said


def test_before_the_proposal_no_number_of_those_listed_gives_a_hidden_one_away(html_pages_of):
    heads = html_pages_of("so_ket_2023", "shared").tables[0][0]
    assert "Vào danh sách" not in heads


def test_a_hidden_count_is_not_drawn_either(html_pages_of):
    assert html_pages_of("de_nghi_2025").all("svg")
    assert not html_pages_of("de_nghi_2025", "shared").all("svg")


COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(COUNTS, st.integers(1, 9))
def test_nobody_can_work_a_small_count_out_of_the_others(counts, least):
    shown = privacy.hidden(counts, least)
    gone = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
    assert all(seen is None or seen == count for count, seen in zip(counts, shown, strict=True))
    assert all(seen is None or seen >= least for seen in shown)
    if gone and len(gone) < len(counts):
        assert len(gone) > 1
        assert sum(gone) >= least
    if min(counts) >= least:
        assert gone == []
