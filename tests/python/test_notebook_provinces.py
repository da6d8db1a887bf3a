"""The notebook of provinces says what it says of the synthetic panel, and runs on a real one."""

import ast
import csv
import json

import pandas as pd
import pytest

import lantoa as lt
from lantoa.sampling.province_figures import measures

# The highest of the official totals of 2020, to three decimals.
FIRST = {"Quang Ninh": 48.811, "Dong Thap": 46.961, "Thai Nguyen": 46.471}


@pytest.fixture(scope="module")
def cells(root):
    found = json.loads((root / "notebooks" / "06_provinces.ipynb").read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def panel(shared):
    """The real panel in the columns of the synthetic one."""
    folder = shared / "data" / "papi"
    if not folder.is_dir():
        pytest.skip("../shared has no panel of provinces")
    with (folder / "provinces.csv").open(encoding="utf-8-sig") as file:
        names = {row["Variable_Code"]: row["Variable_Name"] for row in csv.DictReader(file)}
    years = [pd.read_csv(folder / f"{year}.csv").assign(year=year) for year in range(2011, 2021)]
    rows = pd.concat(years, ignore_index=True)
    codes = [column for column in rows if column.startswith("SC")]
    rows = rows.rename(columns=dict(zip(codes, measures(), strict=True)))
    region = "Vùng " + (rows["Province"].str[1:].astype(int) % 6 + 1).astype(str)
    named = rows.assign(subject_id=rows["Province"].map(names), region=region)
    return named[["subject_id", "region", "year", *measures()]]


def run(cells, monkeypatch=None, panel=None):
    """What the notebook's names stand for at its end, every last line of a cell drawn."""
    if monkeypatch is not None:
        monkeypatch.setattr(lt, "sample_provinces", lambda: panel)
    shown = []
    names = {"display": shown.append}
    for cell in cells:
        tree = ast.parse(cell)
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            tree.body[-1] = ast.parse(f"display({ast.unparse(last.value)})").body[0]
        exec(compile(tree, "06_provinces", "exec"), names)
    return names, shown


@pytest.fixture(scope="module")
def answers(cells):
    """The notebook on the panel that it is committed with."""
    return run(cells)[0]


def test_what_the_notebook_answers_is_what_its_code_finds(answers):
    """The figures of its first cell."""
    standing, chac = answers["moi"].standing(), answers["chac"]
    scores = dict(zip(standing.subjects, standing.scores, strict=True))
    assert max(scores, key=scores.__getitem__) == "Tỉnh 44"
    assert (round(scores["Tỉnh 44"], 2), round(scores["Tỉnh 44"] - scores["Tỉnh 14"], 2)) == (
        61.18,
        0.09,
    )
    assert chac.flips("Tỉnh 44", "Tỉnh 14").change < 0.02
    others = (
        answers["y_kien"].frame.set_index("subject_id").loc["Tỉnh 14"].drop(["score", "spread"])
    )
    assert (len(others), set(others)) == (6, {1})
    bounds = chac.frame.dropna(subset="place").set_index("subject_id")
    first = bounds.loc[["Tỉnh 44", "Tỉnh 14", "Tỉnh 22"], ["best", "worst"]]
    assert first.to_numpy().tolist() == [[1, 2], [1, 2], [3, 4]]
    assert (bounds["worst"] - bounds["best"] + 1).mean() == pytest.approx(15.62, abs=0.01)
    assert (bounds["side"] == "in").sum() == 4
    assert answers["moi"].unscored() == ("Tỉnh 04", "Tỉnh 07")
    assert answers["truoc_sau"].broken == ("so_hoa_3",)


def test_the_code_runs_on_the_real_panel_and_gives_its_official_order(cells, panel, monkeypatch):
    names, shown = run(cells, monkeypatch, panel)
    assert len(shown) >= 15
    standing = names["moi"].standing()
    order = sorted(zip(standing.scores, standing.subjects, strict=True), reverse=True)
    assert len(order) == 63
    assert [name for _, name in order[:3]] == list(FIRST)
    for score, name in order[:3]:
        assert 72 * score / 100 + 8 == pytest.approx(FIRST[name], abs=0.001)


def test_nobody_with_half_the_measures_leads_where_the_rule_is_declared(cells, panel, monkeypatch):
    names, _ = run(cells, monkeypatch, panel)
    scored = names["diem"].frame.dropna(subset="score")
    assert (scored["coverage"] == 1).all()
    assert set(scored["year"]) == {2019, 2020}


def test_breaks_of_the_real_panel_are_among_those_that_the_notebook_draws(
    cells, panel, monkeypatch
):
    names, _ = run(cells, monkeypatch, panel)
    found = set(zip(*(names["doi_thang"].frame[key] for key in ("measure", "year")), strict=True))
    assert {("cong_khai_1", 2018), ("giai_trinh_3", 2018), ("so_hoa_3", 2020)} <= found
