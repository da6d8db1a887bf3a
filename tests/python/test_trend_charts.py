"""Small multiples: shared axes, gaps for missing years, breaks and mergers marked."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from drawn import rows_of, texts
from lantoa.charts import bump, chosen, crowd, place_lines
from lantoa.charts.levels import Rated, flows_of, level_flows
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
    heights = {row["at"] for row in rows_of(chart) if (row.get("line") or "")[:3] == "CB0"}
    assert len(heights) == 2
    assert all(abs(at - 2.0) < 0.5 for at in heights)
    assert set(levels) <= set(texts(chart))


def test_a_merger_is_marked_on_its_panel_and_told():
    marks = pd.DataFrame({"panel": [UNITS[1]], "year": [2021], "says": ["nhập từ DV03, DV04"]})
    chart = small_multiples(frame(), look(), marks)
    assert "DV02 · Tổ Ư 2021: nhập từ DV03, DV04" in " ".join(texts(chart))


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


# ---------------------------------------------------------------- of any size


def many(count, years=8, **more):
    """Noise, but the last two subjects: one rises and one falls all the time."""
    noise = np.random.default_rng(4).normal(50, 1, (count, years))
    noise[:, -1] = noise[:, -3]  # up and down: neither emerging nor slipping
    noise[:, -2] = noise[:, -3] + 1
    noise[-2], noise[-1] = np.arange(years) + 50.0, 50.0 - np.arange(years)
    made = {
        "subject_id": np.repeat([f"S{at:06d}" for at in range(count)], years),
        "year": np.tile(np.arange(2026 - years, 2026), count),
        "value": noise.ravel(),
    }
    return lt.trend(pd.DataFrame(made | more), draws=99, by="unit" if more else None)


def first_row(told, names):
    return [one for one in told if one in names][:2]


def test_who_is_emerging_or_slipping_has_the_first_panel_and_a_dark_line(monkeypatch):
    found = many(12)
    names = {f"S{at:06d}" for at in range(12)}
    assert first_row(texts(found.plot()), names) == ["S000010", "S000011"]
    kinds = {row["line"]: row["kind"] for row in rows_of(found.plot()) if row.get("kind")}
    assert kinds == {"S000010": "đang nổi lên", "S000011": "đang đi xuống"}
    monkeypatch.setattr(chosen, "MOST", 4)
    told = texts(found.plot())
    assert first_row(told, names) == ["S000010", "S000011"]
    assert {"S000000", "Còn lại"} <= set(told)
    assert "S000001" not in told
    assert "9 đối tượng không có ô riêng, gộp ở ô cuối." in told


def test_half_of_the_room_goes_to_each_where_many_stand_out():
    found = many(40)
    found.facts.standing[:20], found.facts.standing[20:] = 0, 1
    assert chosen.standing_out(found, 6).tolist() == [0, 1, 2, 20, 21, 22]
    found.facts.standing[1:20] = 3
    assert chosen.standing_out(found, 6).tolist() == [0, 20, 21, 22, 23, 24]


def test_a_crowded_panel_draws_who_stands_out_and_a_band_of_the_others():
    found = many(300, unit=np.repeat([f"K{at % 3}" for at in range(300)], 8))
    drawn = rows_of(found.plot())
    lines = {row["line"] for row in drawn if row.get("line")}
    assert lines == {"S000298", "S000299"}
    counts = {row["count"] for row in drawn if row.get("count")}
    assert counts == {100, 99}, "those of the lines are not in the bands"
    assert any(one.startswith("3 ô quá đông: ") for one in texts(found.plot()))


def test_a_band_is_of_the_values_that_there_are():
    values = np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, np.nan], [3.0, np.nan]])
    band = chosen.band_of(values)
    assert band.loc[0, ["lower", "middle", "upper", "count"]].tolist() == [1.5, 2.0, 2.5, 3]
    assert band.loc[1, "count"] == 0
    assert np.isnan(band.loc[1, "middle"])


def test_long_names_at_the_end_of_a_line_are_cut():
    long = [
        f"Phòng Tổng hợp, Thi đua - Khen thưởng của Văn phòng Ủy ban tỉnh số {at}"
        for at in range(2)
    ]
    table = frame()
    table["line"] = table["line"].map({"CB00": long[0], "CB10": long[1]}).fillna("CB01")
    chart = small_multiples(table, look(dark=["đang lên"], named=True))
    ends = {row["says"]: row["everybody"] for row in rows_of(chart) if row.get("says")}
    assert set(ends.values()) == set(long)
    assert all(len(one) <= 24 for one in ends)
    assert len(ends) == 2


@pytest.mark.parametrize("count", [700, 5000])
def test_charts_of_many_are_drawn(count):
    by = np.repeat([f"K{at % 40:02d}" for at in range(count)], 8)
    for found in (many(count), many(count, unit=by)):
        for chart in (found.plot(), found.plot_places(), found.plot_slopes()):
            every = chart.to_dict()["datasets"].values()  # raises above 5000 rows
            assert max(map(len, every)) <= 5000
            assert sum(map(len, every)) > 0


# ---------------------------------------------------------------- ratings


def rated(*rows, **more):
    values = np.array(rows, dtype=float)
    names = [f"CB{at:02d}" for at in range(len(rows))]
    years = [2025 - at for at in range(values.shape[1])][::-1]
    return Rated(names, years, values, ["đạt", "tốt", "xuất sắc"], "vi", **more)


def test_who_keeps_a_level_goes_nowhere_whatever_others_do():
    """Places of the three who stay would be 2 and then 1: two went away above them."""
    flows = flows_of(rated([2, 0], [1, 1], [1, 1], [1, 1], [1, np.nan]))
    told = {tuple(row) for row in flows[["was", "now", "count", "way"]].itertuples(index=False)}
    assert told == {(2, 0, 1, "down"), (1, 1, 3, "level")}


def test_levels_are_drawn_with_their_counts_and_who_stands_out_is_named_first():
    found = rated(*[[1, 1]] * 30, [0, 2], marks={"CB30": "▲"})
    told = texts(level_flows(found, "Xếp loại", []))
    assert {"đạt", "tốt", "xuất sắc", "30", "▲ CB30"} <= set(told)
    assert any(one.startswith("CB00, CB01, ") and "+" in one for one in told)
    assert "▲ đang nổi lên, ▼ đang đi xuống." in told


def test_ratings_of_an_office_have_levels_not_places(office):
    found = lt.trend(office, of="ratings")
    for chart in (found.plot_places(), found.plot_slopes()):
        assert "xuất sắc" in texts(chart)
        assert not any("place" in row for row in rows_of(chart))
    counts = [
        row["count"]
        for row in rows_of(found.plot_places())
        if "was" not in row and row.get("count")
    ]
    assert sum(counts) == (~np.isnan(found.panel.values)).sum()


def test_nobody_rated_has_levels_to_draw():
    assert texts(level_flows(rated([np.nan, np.nan]), "Xếp loại", []))


# ---------------------------------------------------------------- places of many


def test_of_many_the_first_the_last_and_who_stands_out_have_lines_the_rest_are_fifths():
    found = many(700)
    chart = found.plot_places()
    drawn = rows_of(chart)
    lines = {row["subject"] for row in drawn if "run" in row}
    assert {"S000698", "S000699"} <= lines
    assert len(lines) <= 12
    fifths = {row["fifth"] for row in drawn if "fifth" in row}
    assert fifths == {1, 2, 3, 4, 5}
    assert any(f"{700 - len(lines)} đối tượng khác" in one for one in _joined(chart))


def _joined(chart):
    return [" ".join(texts(chart))]


def test_each_fifth_of_the_first_year_starts_in_its_own_places():
    rows = [
        (at, year, 1 + (at if year == 2024 else 99 - at))
        for at in range(100)
        for year in (2024, 2025)
    ]
    table = pd.DataFrame(rows, columns=["subject", "year", "place"])
    found = crowd.fifths(table).set_index(["year", "fifth"])["middle"]
    assert found[2024].tolist() == [10.5, 30.5, 50.5, 70.5, 90.5]
    assert found[2025].tolist() == found[2024].tolist()[::-1]


def test_dark_lines_of_many_are_told_by_dash_and_ink():
    keys = place_lines.key([f"S{at}" for at in range(12)])
    dashes, inks = (keys[name]["scale"]["range"] for name in ("strokeDash", "color"))
    assert len({(tuple(dash), ink) for dash, ink in zip(dashes, inks, strict=True)}) == 12


def test_of_those_who_share_a_place_all_or_none_are_dark():
    rows = [
        (f"S{at:02d}", year, 1 if at < 12 else at + 1) for at in range(30) for year in (2024, 2025)
    ]
    told = texts(
        bump.bumps(
            pd.DataFrame(rows, columns=["subject", "year", "place"]).astype({"place": "Int64"}),
            title="",
            under=[],
            lang="vi",
        )
    )
    assert not any(one.startswith("Nét đậm: ") for one in told)


def test_lines_on_each_other_carry_their_number():
    rows = [
        (f"S{at}", year, float(at // 3 + year * (at > 2)))
        for at in range(6)
        for year in (2024, 2025)
    ]
    found = lt.trend(pd.DataFrame(rows, columns=["subject_id", "year", "value"]), breaks="none")
    assert texts(found.plot_slopes()).count("×3") >= 2


GAPS = pd.DataFrame(
    {
        "subject_id": ["A", "A", "B", "B"],
        "year": [2018, 2022, 2019, 2021],
        "value": [1.0, 2.0, 3.0, 1.0],
    }
)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("vi", "Không vẽ vì không có số liệu cả năm 2018 lẫn năm 2022 (1): B."),
     ("en", "Not drawn, for want of numbers in 2018 and in 2022 (1): B.")],
)  # fmt: skip
def test_who_has_numbers_at_neither_end_is_named_below_the_slopes(lang, told):
    assert told in texts(lt.trend(GAPS, lang=lang).plot_slopes())
    whole = GAPS.assign(subject_id=["A", "B", "A", "B"])
    assert told not in texts(lt.trend(whole, lang=lang).plot_slopes())


def test_headings_of_years_have_room_where_a_year_is_missing():
    drawn = lt.trend(GAPS).plot_places().to_dict()
    inner = drawn if "width" in drawn else next(iter(drawn["layer"]))
    width = inner["width"]
    assert width / (2022 - 2018) >= 80  # "1 không xếp" is some 70 wide
