"""Provincial competitiveness: published weights and sub-indices give the published totals."""

from fractions import Fraction

import pandas as pd
import pytest

import lantoa as lt

PARTS = [
    "entry",
    "land",
    "transparency",
    "time",
    "informal",
    "bias",
    "proactivity",
    "support",
    "labour",
    "law",
]
PER_CENT = dict(zip(PARTS, (5, 5, 20, 5, 10, 5, 5, 20, 20, 5), strict=True))

# Sub-indices as published, with the total as published and in thousandths as it comes out.
ROWS_2019 = {
    "Quảng Ninh": ("7.16 7.00 7.20 7.89 7.10 7.69 7.96 6.68 7.95 7.58", 73.40, 73400),
    "Đồng Tháp": ("6.37 7.67 7.27 8.40 7.64 8.01 8.37 6.76 6.56 7.76", 72.10, 72110),
    "Đà Nẵng": ("7.89 7.44 6.59 7.08 6.75 5.32 6.76 6.76 7.99 6.99", 70.15, 70170),
    "Long An": ("7.05 7.33 6.55 7.74 6.79 7.35 7.40 7.16 6.20 7.57", 68.82, 68830),
    "Bình Dương": ("6.83 7.67 6.68 6.89 6.11 5.78 6.56 6.57 7.41 6.14", 67.38, 67365),
}
ROW_2021 = ("7.98 7.39 6.31 8.52 7.85 6.96 7.74 7.39 7.27 7.91", 73.02, 73040)


def frame(rows):
    cells = [[float(cell) for cell in text.split()] for text, *_ in rows.values()]
    return pd.DataFrame(cells, columns=PARTS).assign(subject_id=list(rows))


def scores(rows, **rules):
    rules = {"normalise": "none", "factor": 10, "lang": "en"} | rules
    return lt.score(frame(rows), PER_CENT, **rules)


def test_totals_are_those_of_2019_to_the_thousandth():
    found = scores(ROWS_2019).frame.set_index("subject_id")["score"]
    for name, (_, published, thousandths) in ROWS_2019.items():
        assert round(1000 * found[name], 6) == thousandths
        assert found[name] == pytest.approx(published, abs=0.021)


def test_the_total_of_2021_is_the_published_one_within_two_decimals_of_the_input():
    found = scores({"Quảng Ninh": ROW_2021}).frame["score"].iloc[0]
    assert round(1000 * found, 6) == ROW_2021[2]
    assert found == pytest.approx(ROW_2021[1], abs=0.021)


def test_a_hundred_goalposts_and_points_of_a_hundred_are_the_same_index():
    nodes = [
        {"name": name, "direction": "more", "weight": weight, "low": 0, "high": 10}
        for name, weight in PER_CENT.items()
    ]
    scheme = lt.load_scheme(pd.DataFrame(nodes), factor=100)
    first, second = scores(ROWS_2019), lt.score(frame(ROWS_2019), scheme)
    assert first.frame["score"].tolist() == pytest.approx(second.frame["score"].tolist(), abs=1e-9)
    assert first.standing().keys.tolist() == second.standing().keys.tolist()


def test_places_are_the_published_ones_and_weights_are_exact():
    found = scores(ROWS_2019).standing()
    order = sorted(zip(-found.keys, found.subjects, strict=True))
    assert [name for _, name in order] == list(ROWS_2019)
    assert scores(ROWS_2019).slate().exact_weights == tuple(
        Fraction(weight, 100) for weight in PER_CENT.values()
    )


def test_equal_totals_of_other_sub_indices_are_a_tie():
    """70.35 twice in 2024: what one gains at 20 % another gains at 5 % with four times as much."""
    one = [7.03] * 10
    other = list(one)
    other[2], other[0] = 7.03 + 0.1, 7.03 - 0.4
    rows = {
        name: (" ".join(f"{x:.2f}" for x in cells), 0, 0)
        for name, cells in (("A", one), ("B", other))
    }
    assert scores(rows).standing().keys.tolist() == [0, 0]


def test_a_place_that_is_not_published_is_missing_and_not_last():
    rows = frame(ROWS_2019)
    rows.loc[rows["subject_id"] == "Long An", "labour"] = None
    found = lt.score(rows, PER_CENT, normalise="none", factor=10, lang="en")
    assert found.unscored() == ("Long An",)
    assert "Long An" not in found.standing().subjects
