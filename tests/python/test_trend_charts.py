"""Small multiples: shared axes, gaps for missing years, breaks and mergers marked."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from drawn import rows_of, texts
from lantoa.charts import multiples
from lantoa.charts.multiples import Multiples, small_multiples
from lantoa.charts.trends import marks_of, series_of

UNITS = ["DV01 · Phòng Khoa giáo - Văn xã và những việc khác", "DV02 · Tổ Ư"]
YEARS = range(2019, 2024)


def frame(values=None):
    """A line per unit and person; 2021 is missing for the first."""
    made = [
        {"panel": unit, "line": f"CB{at}{one}", "kind": "đang lên" if one == 0 else "",
         "year": year, "value": float(year - 2019 + one)}
        for at, unit in enumerate(UNITS)
        for one in range(2)
        for year in YEARS
    ]  # fmt: skip
    table = pd.DataFrame(made)
    table.loc[(table["line"] == "CB00") & (table["year"] == 2021), "value"] = None
    return table if values is None else table.assign(value=values)


def look(**more):
    usual = {"title": "Điểm theo đơn vị", "under": ["Văn phòng mẫu"], "lang": "vi", "axis": "Điểm"}
    return Multiples(**usual | more)


def runs(chart, line):
    """Year to run of a line."""
    found = [row for row in rows_of(chart) if row.get("line") == line and "run" in row]
    return {row["year"]: row["run"] for row in found}


def test_a_line_breaks_at_a_missing_year_and_at_a_break_of_the_scale():
    chart = small_multiples(frame(), look(breaks=[2023]))
    with_gap, whole = runs(chart, "CB00"), runs(chart, "CB01")
    assert sorted(with_gap) == [2019, 2020, 2022, 2023], "nothing is drawn in the missing year"
    assert with_gap[2019] == with_gap[2020] != with_gap[2022] != with_gap[2023]
    assert len({whole[year] for year in range(2019, 2023)}) == 1
    assert whole[2022] != whole[2023]


def test_whole_numbers_that_may_be_missing_make_one_run():
    table = frame().astype({"year": "Int64", "value": "Float64"})
    drawn = runs(small_multiples(table, look()), "CB11")
    assert len(set(drawn.values())) == 1
    assert sorted(drawn) == list(YEARS)


def test_panels_share_their_axes_and_say_how_they_are_read():
    chart = small_multiples(frame(), look(dark=["đang lên"], named=True, breaks=[2022]))
    domains = {str(one) for one in _domains(chart.to_dict(), "at")}
    assert len(domains) == 1
    told = texts(chart)
    assert "DV02 · Tổ Ư" in told
    assert "CB00" in told
    assert "CB01" not in told, "pale lines have no names"
    said = " ".join(told)
    for part in ("Trục đứng: Điểm", "năm không có số liệu", "(2022)", "đang lên"):
        assert part in said


def _domains(node, field):
    if isinstance(node, dict):
        if node.get("field") == field and "scale" in node:
            yield node["scale"]["domain"]
        for one in node.values():
            yield from _domains(one, field)
    elif isinstance(node, list):
        for one in node:
            yield from _domains(one, field)


def test_lines_on_one_level_stand_apart_and_levels_are_named():
    levels = ["không", "hoàn thành", "tốt", "xuất sắc"]
    chart = small_multiples(frame(2.0), look(levels=levels))
    heights = {row["at"] for row in rows_of(chart) if row.get("line", "")[:3] == "CB0"}
    assert len(heights) == 2
    assert all(abs(at - 2.0) < 0.5 for at in heights)
    assert set(levels) <= set(texts(chart))


def test_a_merger_is_marked_on_its_panel_and_told():
    marks = pd.DataFrame({"panel": [UNITS[1]], "year": [2021], "says": ["nhập từ DV03, DV04"]})
    chart = small_multiples(frame(), look(), marks)
    assert "DV02 · Tổ Ư 2021: nhập từ DV03, DV04" in " ".join(texts(chart))


def test_panels_that_are_left_out_are_counted(monkeypatch):
    monkeypatch.setattr(multiples, "MOST", 1)
    told = texts(small_multiples(frame(), look()))
    assert "1 ô không vẽ." in told
    assert "DV02 · Tổ Ư" not in told


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_and_one_year_are_drawn(lang):
    nothing = frame().head(0)
    assert texts(small_multiples(nothing, look(lang=lang)))
    one = frame()
    assert "2020" in texts(small_multiples(one[one["year"] == 2020], look(lang=lang)))


def test_names_that_would_lie_on_each_other_share_a_line():
    told = texts(small_multiples(frame(1.0), look(dark=["đang lên", ""], named=True)))
    assert "CB00, CB01" in told


# ---------------------------------------------------------------- of a trend


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(seed=7)


def test_people_are_lines_in_the_panels_of_their_units(office):
    found = lt.trend(office, of="ratings", by="unit_id")
    rows = series_of(found, {"emerging": "đang nổi lên", "slipping": "đang đi xuống"})
    assert set(rows["panel"]) <= {*found.panel.blocks, "–"}
    assert rows["value"].notna().sum() == (~np.isnan(found.panel.values)).sum()
    told = texts(found.plot())
    assert {"DV02", "xuất sắc", "tốt"} <= set(told)


def test_units_that_changed_are_marked_where_their_series_begin(office):
    found = lt.trend(office, of="measures:ty_le_dung_han")
    marks = marks_of(found.panel, "vi").set_index("panel")
    assert marks.loc["DV08", "year"] == 2025
    assert marks.loc["DV08", "says"] == "sáp nhập từ DV06, DV07"
    assert marks.loc["DV05", "says"] == "đổi tên từ DV04"
    assert "DV08 2025: sáp nhập từ DV06, DV07" in " ".join(texts(found.plot()))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_places_of_a_trend_are_drawn_over_the_years_and_then_and_now(office, lang):
    found = lt.trend(office, of="measures:ty_le_dung_han", lang=lang)
    assert {"2016", "2025", "DV01"} <= set(texts(found.plot_places()))
    assert {"2016", "2025", "DV01"} <= set(texts(found.plot_slopes()))


def test_one_year_has_no_slopes_and_says_so(office):
    found = lt.trend(office, of="measures:ty_le_dung_han", years=[2020])
    assert "Không có đối tượng nào được chấm điểm." in texts(found.plot_slopes())


def test_long_names_that_begin_alike_are_told_apart():
    names = [
        f"Phòng Quản lý đầu tư xây dựng cơ bản và giám sát công trình số {n}" for n in range(9)
    ]
    rows = [(one, year, float(at + year)) for at, one in enumerate(names) for year in (2024, 2025)]
    found = lt.trend(pd.DataFrame(rows, columns=["subject_id", "year", "value"]), breaks="none")
    for chart in (found.plot_places(), found.plot_slopes()):
        told = {row["names"] for row in rows_of(chart) if "names" in row}
        assert len(told) == 9
        assert max(map(len, told)) <= 34
