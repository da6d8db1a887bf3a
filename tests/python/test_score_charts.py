"""Charts of scores and places: nothing hidden, told apart without colour, the first place on top."""

import json
from xml.etree import ElementTree

import pandas as pd
import pytest

import lantoa as lt
from lantoa.charts import bump, place_lines, share_bars, slope
from lantoa.charts.bump import bumps
from lantoa.charts.score_slope import place_slopes
from lantoa.charts.share_bars import bars

NAMES = ["Tỉnh A", "Tỉnh Đ", "Thành phố Ư (trực thuộc trung ương, hợp nhất từ ba tỉnh)", "Tỉnh C"]
HEAD = {"title": "Điểm năm 2020", "under": ["Mốc cố định; thiếu thì không chấm."], "lang": "vi"}

_TEXT = ("text", "span")


def texts(chart):
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.to_json())
    found = [one.text for one in ElementTree.fromstring(svg).iter() if one.tag[-4:] in _TEXT]
    return [text for text in found if text]


def scored(scores):
    says = [f"{score:.1f}".replace(".", ",") for score in scores]
    return pd.DataFrame({"subject": NAMES[: len(scores)], "score": scores, "says": says})


def unscored(*names):
    return pd.DataFrame({"subject": list(names), "why": ["thiếu so_hoa_1"] * len(names)})


def rows(chart):
    """The rows of every data set of a specification."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


# ---------------------------------------------------------------- bars


def shares():
    return pd.DataFrame({"Tham gia": [3.0, 2.0, 1.5], "Số hóa": [4.0, 3.5, 1.0]})


def test_bars_have_a_piece_per_pillar_a_score_and_a_row_for_who_has_none():
    told = texts(bars(scored([7.0, 5.5, 2.5]), shares(), unscored("Tỉnh C"), **HEAD))
    assert {"1 Tham gia", "2 Số hóa", "7,0", "5,5", "2,5"} <= set(told)
    assert "chưa có điểm: thiếu so_hoa_1" in told
    assert told.count("1") == told.count("2") == 3, "every piece has the number of its pillar"
    assert "Mốc cố định; thiếu thì không chấm." in told
    assert set(NAMES) >= {one for one in told if one in NAMES} >= {"Tỉnh A", "Tỉnh Đ", "Tỉnh C"}


def test_pieces_stand_one_after_the_other_and_end_at_the_score():
    drawn = rows(bars(scored([7.0, 5.5, 2.5]), shares(), unscored(), **HEAD))
    pieces = [row for row in drawn if row.get("pillar") and row["subject"] == "Tỉnh A"]
    ends = {(row["low"], row["high"]) for row in pieces}
    assert ends == {(0.0, 3.0), (3.0, 7.0)}


def test_negative_shares_go_left_and_the_score_is_a_tick():
    parts = pd.DataFrame(
        {"Tham gia": [-1.0, 2.0], "Số hóa": [3.0, -3.0], "Môi trường": [-0.5, -1.0]}
    )
    chart = bars(scored([1.5, -2.0]), parts, unscored(), **HEAD)
    ends = {
        (row["low"], row["high"])
        for row in rows(chart)
        if row.get("pillar") and row["subject"] == "Tỉnh A"
    }
    assert {(0.0, -1.0), (0.0, 3.0), (-1.0, -1.5)} <= ends
    assert any("vạch đen là điểm" in one for one in texts(chart))


def test_neighbours_differ_in_lightness():
    def lightness(color):
        return sum(int(color[at : at + 2], 16) for at in (1, 3, 5)) / 3

    told = [lightness(color) for color in share_bars._FILLS]
    apart = [abs(one - other) for one, other in zip(told, told[1:] + told[:1], strict=True)]
    assert min(apart) > 70


def test_bars_that_are_left_out_are_counted_and_nobody_at_all_is_said(monkeypatch):
    monkeypatch.setattr(share_bars, "MOST", 2)
    told = texts(bars(scored([7.0, 5.5, 2.5]), shares(), unscored(), **HEAD))
    assert "1 đối tượng xếp sau không vẽ." in told
    assert "Thành phố" not in " ".join(told)
    nobody = bars(scored([]), shares().head(0), unscored(), **HEAD)
    assert "Không có đối tượng nào được chấm điểm." in texts(nobody)


# ---------------------------------------------------------------- places over years


def places():
    told = {2018: [1, 2, None, 3], 2019: [2, 2, 1, None], 2020: [1, None, 3, 2]}
    return pd.DataFrame(
        [
            {"subject": name, "year": year, "place": place}
            for year, row in told.items()
            for name, place in zip(NAMES, row, strict=True)
        ]
    ).astype({"place": "Int64"})


def test_a_line_breaks_where_somebody_has_no_place():
    drawn = rows(bumps(places(), **HEAD))
    runs = {(row["subject"], row["run"]) for row in drawn if "run" in row}
    count = pd.Series([subject for subject, _ in runs]).value_counts()
    assert count["Tỉnh A"] == 1
    assert count["Tỉnh C"] == 2, "2018 and 2020 are not joined over 2019"


def test_a_shared_place_is_a_ring_and_the_first_place_is_on_top():
    chart = bumps(places(), **HEAD)
    shared = {(row["subject"], row["year"]) for row in rows(chart) if row.get("shared")}
    assert shared == {("Tỉnh A", 2019), ("Tỉnh Đ", 2019)}
    assert '"reverse": true' in json.dumps(chart.to_dict())


def test_who_has_no_place_is_counted_by_year_and_named_in_the_last():
    told = " ".join(texts(bumps(places(), **HEAD)))
    assert told.count("1 không xếp") == 3
    assert "Không có hạng năm 2020: Tỉnh Đ." in told


def test_years_without_any_place_are_named_and_not_drawn():
    early = pd.DataFrame({"subject": NAMES, "year": 2017, "place": None})
    both = pd.concat([early.astype({"place": "Int64"}), places()], ignore_index=True)
    told = texts(bumps(both, **HEAD))
    assert "Năm không ai có hạng: 2017." in told
    assert "2017" not in told


def test_dark_lines_are_few_where_there_are_many_and_are_named():
    many = pd.DataFrame(
        [
            {"subject": f"Tỉnh {n:02}", "year": y, "place": 1 + (n * (y - 2017)) % 31}
            for n in range(1, 31)
            for y in (2018, 2019)
        ]
    )
    told = texts(bumps(many, **HEAD))
    assert sum(one.startswith("Nét đậm: ") for one in told) == 1
    chosen = texts(bumps(many, dark=["Tỉnh 07"], **HEAD))
    assert "Nét đậm: Tỉnh 07." in chosen
    assert all(f"Tỉnh {n:02}" in told for n in range(1, 31)), "everybody is named at the end"


def test_scale_breaks_are_dotted_between_the_years():
    chart = bumps(places(), breaks=[2019, 2018, 2025], **HEAD)
    lines = [row["year"] for row in rows(chart) if set(row) == {"year"}]
    assert lines == [2018.5], "none before the first year and none after the last"
    assert any("Vạch chấm" in one for one in texts(chart))


def test_one_year_and_nobody_are_drawn():
    assert "Tỉnh A" in texts(bumps(places().query("year == 2018"), **HEAD))
    nobody = places().assign(place=pd.array([None] * 12, "Int64"))
    assert "Không có đối tượng nào được chấm điểm." in texts(bumps(nobody, **HEAD))


def test_a_ranking_of_a_panel_is_drawn_over_its_years():
    ranking = lt.rank(lt.score(lt.sample_provinces(provinces=20), "provinces"))
    told = texts(ranking.plot_years(["Tỉnh 05"], breaks=[2020]))
    assert "Nét đậm: Tỉnh 05." in told
    assert ranking.title in told
    assert any(one.startswith("Năm không ai có hạng: 2011, ") for one in told)
    with pytest.raises(lt.InputError, match='did you mean "Tỉnh 05"'):
        ranking.plot_years(["Tinh 05"])
    frame = pd.DataFrame({"subject_id": ["A", "B"], "points": [1, 2]})
    with pytest.raises(lt.InputError, match="has no years"):
        lt.rank(frame, by="points").plot_years()


# ---------------------------------------------------------------- two sides


def sides():
    return pd.DataFrame({"subject": NAMES, "was": [1, 2, None, 3], "now": [2, 2, 1, None]}).astype(
        {"was": "Int64", "now": "Int64"}
    )


def test_who_has_no_place_on_a_side_has_no_line_but_a_name():
    chart = place_slopes(sides(), ["năm 2018", "năm 2019"], **HEAD)
    told = texts(chart)
    assert {"năm 2018", "năm 2019", "không có hạng", "Tỉnh A, Tỉnh Đ"} <= set(told)
    lines = chart.to_dict()["vconcat"][0]["layer"][0]
    joined = {row["subject_id"] for row in chart.to_dict()["datasets"][lines["data"]["name"]]}
    assert joined == {"Tỉnh A", "Tỉnh Đ"}


def test_names_are_cut_and_lines_left_out_are_counted(monkeypatch):
    assert max(map(len, filter(None, texts(place_slopes(sides(), ["a", "b"], **HEAD))))) < 80
    monkeypatch.setattr(slope, "MOST", 2)
    monkeypatch.setattr("lantoa.charts.score_slope.MOST", 2)
    told = " ".join(filter(None, texts(place_slopes(sides(), ["a", "b"], **HEAD))))
    assert "2 trường hợp nữa không vẽ" in told


def test_long_names_of_sides_stand_in_lines_and_stay_apart():
    name = "Chỉ số các tỉnh, số liệu mẫu, không có thật"
    told = texts(place_slopes(sides(), [f"{name} (trước)", f"{name} (sau)"], **HEAD))
    assert {"không có thật (trước)", "không có thật (sau)"} <= set(told)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_charts_speak_both_languages(lang):
    head = HEAD | {"lang": lang}
    every = [
        bars(scored([7.0, 5.5, 2.5]), shares(), unscored("Tỉnh C"), **head),
        bumps(places(), **head),
        place_slopes(sides(), ["a", "b"], **head),
    ]
    told = " ".join(one for chart in every for one in texts(chart))
    assert ("no score: thiếu" in told) == (lang == "en")
    assert ("đồng hạng" in told) == (lang == "vi")


def test_dashes_tell_dark_lines_apart():
    assert (
        len({tuple(dash) for dash in place_lines.DASHES})
        == len(place_lines.DASHES)
        >= bump._DARKEST
    )


# ---------------------------------------------------------------- of a score


@pytest.fixture(scope="module")
def score():
    return lt.score(lt.sample_provinces(provinces=12), "provinces")


def test_the_bars_of_a_score_have_its_pillars_and_those_without_a_score(score):
    told = texts(score.plot())
    labels = [score.scheme.label_of(node.name) for node in score.scheme.top]
    assert {f"{at} {label}" for at, label in enumerate(labels, start=1)} <= set(told)
    assert score.unscored()
    assert sum(one.startswith("chưa có điểm: thiếu ") for one in told) == len(score.unscored())
    assert score.rule[:40] in " ".join(told)
    assert "năm 2019" in " ".join(texts(score.plot(2019)))


@pytest.mark.parametrize("rules", [{}, {"normalise": "z"}, {"aggregate": "geometric"}])
def test_the_pieces_of_a_bar_add_up_to_the_score(score, rules):
    again = score.again(**rules)
    pieces = [row for row in rows(again.plot()) if row.get("pillar") and "middle" not in row]
    drawn = pd.DataFrame(pieces)
    told = drawn.groupby("subject")["share"].sum()
    standing = again.standing()
    for subject, expected in zip(standing.subjects, standing.scores, strict=True):
        assert told[subject] == pytest.approx(expected, rel=1e-9)


def test_bars_stand_in_the_order_of_places_and_ties_are_marked():
    frame = pd.DataFrame({"subject_id": list("ABC"), "x": [1.0, 3.0, 1.0], "y": [3.0, 4.0, 3.0]})
    chart = lt.score(frame, {"x": 1, "y": 1}, normalise="none").plot()
    y = chart.to_dict()["layer"][0]["encoding"]["y"]
    assert y["sort"] == ["B", "A", "C"]
    assert texts(chart).count("2 (bằng điểm)") == 2


def test_the_parts_of_one_score_stand_beside_their_values(score):
    best = max(zip(score.standing().scores, score.standing().subjects, strict=True))[1]
    told = texts(score.explain(best).plot())
    assert sum(" · " in one for one in told) == 29
    nobody = texts(score.explain(score.unscored()[0]).plot())
    assert "không có số liệu" in nobody


def test_a_score_of_nobody_is_drawn():
    frame = pd.DataFrame({"subject_id": list("AB"), "x": [None, None], "y": [3.0, 4.0]})
    told = texts(lt.score(frame.astype({"x": float}), {"x": 1, "y": 1}, normalise="none").plot())
    assert told.count("chưa có điểm: thiếu x") == 2
