"""The page on point tables: its table loads, its example runs."""

import re

import pandas as pd
import pytest

import lantoa as lt
from lantoa import cli


def fenced(root, kind):
    text = (root / "docs" / "point-tables.md").read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def test_the_table_of_the_page_loads_and_scores(root, tmp_path):
    (tmp_path / "mau.toml").write_text(fenced(root, "toml")[0], encoding="utf-8")
    table = lt.load_point_table(tmp_path / "mau.toml", lang="en")
    assert table.gaps["says"].tolist() == [
        "Share completed: below 90 % lies in no band",
        "Share completed: exactly 98 % lies in no band",
    ]
    rows = [("1.1", 6), ("1.2", 9), ("ty_le", "98,5 %")]
    told = pd.DataFrame([{"subject_id": "A", "id": name, "value": cell} for name, cell in rows])
    totals = table.score(told).totals
    assert totals[["written", "status"]].to_numpy().tolist() == [[8, "ranked"]]
    assert totals["band"].isna().all()  # 8 points, with one item at 75 % of what it is worth


def test_the_example_of_the_page_runs(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(["points", "tien-giang-2022", "--sample", "mau.csv"])
    assert not ended.value.code
    names = {}
    exec(fenced(root, "python")[0], names)
    assert not len(names["result"].problems)
