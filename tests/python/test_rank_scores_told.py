"""A ranking as people see it: the table, the workbook, the chart; and rankings of scores."""

import pandas as pd
import pytest

import lantoa as lt


@pytest.fixture(scope="module")
def asked():
    return pd.DataFrame(
        {
            "subject_id": ["DV01", "DV02", "DV03", "DV04", "DV05"],
            "points": [90, 85.5, 85.5, 70, None],
            "unit": ["A", "A", "B", None, "B"],
            "chuyen_mon": [1, None, 3, 3, 3],
        }
    )


@pytest.fixture(scope="module")
def told(asked):
    quotas = {"LĐTT": "2/3", "chung": {"number": 2, "per": "all"}}
    return lt.rank(asked, by="points", within="unit", chain=["chuyen_mon"], quotas=quotas)


def test_the_table_marks_ties_and_shows_who_has_no_place(told):
    printed = repr(told)
    assert "DV02  A     85,5    2=" in printed
    assert [line.split() for line in printed.splitlines() if line.startswith("DV05")] == [
        ["DV05", "B", "–", "–", "–"]
    ]
    assert "Chưa có điểm nên không có hạng và không đẩy ai xuống (1): DV05." in told.sentence
    assert "Không thuộc nhóm nào, chỉ có hạng chung (1): DV04." in told.sentence


def test_the_rule_is_printed(told):
    assert told.under == [
        "Bằng điểm thì đồng hạng (1 2 2 4); dấu = là đồng hạng. Bằng điểm thì xét lần lượt: "
        "chuyen_mon; vẫn bằng thì hội đồng quyết định.",
        "LĐTT: 2/3 số có hạng, làm tròn xuống, mỗi nhóm",
        "chung: 2 suất, tính chung",
    ]
    assert all(line in repr(told) for line in told.under)


def test_what_the_council_decides_is_told(told):
    assert (
        "DV02, DV03 còn đồng hạng vì thiếu chuyen_mon của ít nhất một đối tượng." in told.sentence
    )
    assert "Đồng hạng tại vạch chung: DV02, DV03 cho 1 suất còn lại" in told.sentence
    rows = told.ties.astype(object).where(told.ties.notna(), None).to_numpy().tolist()
    assert rows == [[None, 2, 2, "DV02, DV03", "chuyen_mon"]]


def test_no_line_of_english_says_vietnamese(asked):
    found = lt.rank(asked, by="points", within="unit", quotas={"q": "50 %"}, lang="en")
    assert "Equals are for the council to decide." in found.under[0]
    assert "q: 50 % of those with a place, rounded down, in each group" in found.under
    assert not set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ") & set(repr(found))


def test_the_workbook_has_a_sheet_for_each_table(told, tmp_path):
    path = told.to_excel(tmp_path / "hang.xlsx")
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    assert list(sheets) == ["Trả lời", "Đồng hạng", "Số lượng", "Vạch"]
    assert "đồng hạng tại vạch" in sheets["Vạch"].to_string()
    assert "within" not in sheets["Vạch"].to_string()


def test_it_shows_in_a_notebook(told):
    html = told._repr_html_()
    assert "2=" in html
    assert "Xếp hạng chung và trong nhóm" in html


def dots(chart):
    """The rows of a chart that say a place."""
    data = chart.to_dict()["datasets"].values()
    return [row for rows in data for row in rows if "says" in row]


def test_the_chart_marks_ties_and_shows_who_has_no_place(told):
    chart = told.plot()
    rows = {row["name"]: row["says"] for row in dots(chart)}
    assert rows["DV01"] == "1"
    assert rows["DV02"] == rows["DV03"] == "2="
    assert rows["DV05"] == "✕ không có hạng"
    scales = [layer["encoding"]["x"]["scale"] for layer in chart.to_dict()["layer"]]
    assert all(scale["reverse"] for scale in scales)


def test_the_chart_has_a_panel_for_each_group(told):
    panels = told.plot(within=True).to_dict()["vconcat"]
    assert [panel["title"]["text"] for panel in panels] == ["A", "B"]
    assert "DV04" not in str(told.plot(within=True).to_dict()["datasets"])


def test_a_chart_of_nothing_is_still_one(tmp_path):
    empty = pd.DataFrame(
        {"subject_id": pd.Series([], dtype=str), "points": pd.Series([], dtype=int)}
    )
    lt.rank(empty, by="points").plot().save(tmp_path / "empty.json")
    alone = pd.DataFrame({"subject_id": ["A"], "points": [None]})
    rows = dots(lt.rank(alone, by="points", lang="en").plot())
    assert [row["says"] for row in rows] == ["✕ no place"]


def test_wrong_questions_of_a_chart_are_refused(told, asked):
    with pytest.raises(lt.InputError, match="this ranking has no groups"):
        lt.rank(asked, by="points").plot(within=True)
    with pytest.raises(lt.InputError, match='year "2020" is not known'):
        told.plot(2020)


def test_many_rows_are_cut_and_counted():
    many = pd.DataFrame({"subject_id": [f"S{at:03d}" for at in range(99)], "points": range(99)})
    found = lt.rank(many, by="points")
    assert "và 59 dòng nữa" in repr(found)
    assert "và 19 nữa" in str(found.plot().to_dict()["title"])


@pytest.fixture(scope="module")
def measures():
    return pd.DataFrame(
        {
            "subject_id": ["A", "B", "C", "D", "E"],
            "x": [7.0, 3.0, 5.0, 5.0, None],
            "y": [3.0, 7.0, 5.0, 5.1, 9.0],
            "vung": ["bắc", "nam", "bắc", "nam", "nam"],
        }
    )


@pytest.fixture(scope="module")
def score(measures):
    return lt.score(lt.measures(measures, names=["x", "y"]), {"x": 1, "y": 1}, normalise="none")


def test_a_score_is_ranked_by_its_exact_order(score):
    found = lt.rank(score, lang="en")
    rows = found.frame.set_index("subject_id")
    assert rows["place"].astype(object).where(rows["place"].notna(), None).to_dict() == {
        "D": 1, "A": 2, "B": 2, "C": 2, "E": None,
    }  # fmt: skip
    assert score.rule in found.under
    assert "Without points, so without a place, pushing nobody down (1): E." in found.sentence


def test_equals_are_parted_by_measures_of_a_score(score):
    rows = lt.rank(score, chain=["y"]).frame.set_index("subject_id")
    assert rows["place"].dropna().to_dict() == {"D": 1, "B": 2, "C": 3, "A": 4}
    assert rows.loc["B", "parted_by"] == "y"


def test_a_measure_of_which_less_is_better_parts_so(measures):
    scheme = pd.DataFrame(
        {"name": ["x", "y"], "direction": ["more", "less"], "weight": [1, 1], "low": 0, "high": 10}
    )
    given = measures.assign(y=[7.0, 3.0, 5.0, 9.0, 1.0])
    tied = lt.score(lt.measures(given, names=["x", "y"]), scheme)
    rows = lt.rank(tied, chain=["y"]).frame.set_index("subject_id")
    assert rows["place"].dropna().to_dict() == {"B": 1, "C": 2, "A": 3, "D": 4}


def test_groups_of_a_score_are_a_column_that_is_no_measure(score):
    rows = lt.rank(score, within="vung").frame.set_index("subject_id")
    assert rows["place_within"].dropna().to_dict() == {"A": 1, "C": 1, "D": 1, "B": 2}


def test_a_score_has_its_own_points_and_names(score):
    with pytest.raises(lt.InputError, match='by "x": a Score has its own points'):
        lt.rank(score, by="x")
    with pytest.raises(lt.InputError, match='chain: measure or pillar "z" is not known'):
        lt.rank(score, chain=["z"])
    with pytest.raises(
        lt.InputError, match='within: column "vun" is not known; did you mean "vung"'
    ):
        lt.rank(score, within="vun")


def test_a_score_that_reaches_a_band_exactly_is_in_it():
    """(0.1 + 0.2) / 2 is 0.15 exactly; in doubles the sum lies beside it."""
    assert (0.1 + 0.2) / 2 != 0.15
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [0.1, 0.1], "y": [0.2, 0.19]})
    made = lt.score(frame, {"x": 1, "y": 1}, normalise="none")
    rows = lt.rank(made, bands=[{"id": "over", "more_than": "0.15"}, {"id": "at", "least": "0.15"}])
    assert rows.frame.set_index("subject_id")["band"].astype(object).to_dict()["A"] == "at"
    assert pd.isna(rows.frame.set_index("subject_id")["band"]["B"])


def test_a_panel_of_provinces_is_ranked_year_by_year():
    panel = lt.score(lt.sample_provinces(provinces=9), "provinces")
    found = lt.rank(panel)
    for year in panel.years:
        standing = panel.standing(year)
        rows = found.frame[found.frame["year"] == year].set_index("subject_id")
        assert rows["place"].notna().sum() == len(standing.subjects)
        for at, who in enumerate(standing.subjects):
            assert rows.loc[who, "place"] == 1 + (standing.keys > standing.keys[at]).sum()
    one = lt.rank(panel, year=panel.years[-1])
    assert one.years == panel.years[-1:]
    with pytest.raises(lt.InputError, match='year "1990" is not known'):
        lt.rank(panel, year=1990)


def test_pillars_part_equals_exactly():
    """In doubles 0.1 + 0.2 is more than 0.3 + 0, and would part A from B."""
    scheme = pd.DataFrame(
        {
            "name": ["p", "q", "x", "y", "z"],
            "parent": [None, None, "p", "p", "q"],
            "direction": [None, None, "more", "more", "more"],
            "weight": 1,
        }
    )
    numbers = {"x": [0.1, 0.3, 0.0], "y": [0.2, 0.0, 0.2], "z": [0.0, 0.0, 0.05]}
    made = lt.score(
        pd.DataFrame({"subject_id": ["A", "B", "C"], **numbers}), scheme, normalise="none"
    )
    assert lt.rank(made).frame["place"].tolist() == [1, 1, 1]
    found = lt.rank(made, chain=["p"]).frame
    assert dict(zip(found["subject_id"], found["place"], strict=True)) == {"A": 1, "B": 1, "C": 3}
    with pytest.raises(lt.InputError, match='pillar "p" is rounded under this rule'):
        lt.rank(made.again(aggregate="geometric"), chain=["p"])


def test_bands_limit_measures_as_they_were_given_and_pillars_on_their_scale():
    scheme = pd.DataFrame(
        {"name": ["x", "y"], "direction": ["more", "less"], "low": 0, "high": 10, "weight": 1}
    )
    frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [9, 9], "y": [1, 4]})
    bands = [
        {"id": "few", "gates": {"y": {"most": 3}}},
        {"id": "many", "gates": {"y": {"least": 4}}},
    ]
    rows = lt.rank(lt.score(frame, scheme), bands=bands).frame
    assert rows[["subject_id", "band"]].to_numpy().tolist() == [["A", "few"], ["B", "many"]]
    tree = pd.DataFrame(
        {"name": ["p", "x", "y"], "parent": [None, "p", "p"], "direction": [None, "more", "more"]}
    )
    made = lt.score(frame.assign(x=[0.1, 0.1], y=[0.2, 0.1]), tree, normalise="none")
    floors = [{"id": "at", "gates": {"p": {"least": "0.15"}}}, {"id": "below"}]
    assert lt.rank(made, bands=floors).frame["band"].tolist() == ["at", "below"]


def test_an_opinion_brings_its_method_its_warning_and_those_it_leaves_out(score):
    opinion = lt.topsis(score, norm="vector")
    found = lt.rank(opinion)
    standing = opinion.standing()
    rows = found.frame.set_index("subject_id")
    for at, who in enumerate(standing.subjects):
        assert rows.loc[who, "place"] == 1 + (standing.keys > standing.keys[at]).sum()
    assert found.over == opinion.over
    assert opinion.title in found.under
    assert set(found.unscored()) == set(opinion.left_out)
    with pytest.raises(lt.InputError, match="chain: Topsis has no measures to look at"):
        lt.rank(opinion, chain=["y"])


def test_a_panel_prints_its_latest_year_and_keeps_every_one():
    panel = pd.DataFrame(
        {
            "subject_id": [f"T{at % 60:02d}" for at in range(120)],
            "year": [2019] * 60 + [2020] * 60,
            "points": [7] * 60 + list(range(58)) + [None, None],
        }
    )
    found = lt.rank(panel, by="points", quotas={"q": 1}, lang="en")
    assert found.title == "Ranking, 2020 (each year 2019–2020 is ranked)"
    assert "2019  " not in repr(found)
    assert "20 more rows" in repr(found)
    assert found.sentence.startswith("58 of 60 have a place. Without points, so without a place")
    assert "Shared places" not in found.sentence  # that was the year before
    assert len(found) == len(found.sheets()["Answer"]) == 120
    assert found.ties["year"].tolist() == [2019]
    assert "Tied at the line" not in found.sentence
    assert found.quotas["tied"].tolist() == [60, 0]
