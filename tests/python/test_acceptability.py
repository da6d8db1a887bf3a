"""How often each place comes out: the face, the real panel, what naive ways get wrong."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import lantoa as lt
import reference_sampled as reference
from lantoa import InputError
from lantoa.sensitivity.accepting import acceptability

EXACT = 0.8344  # PAPI 2020: Quảng Ninh first, by 4e6 draws of weights


def scored(rows, weights=None, **rules):
    """Measures x, y, z of subjects, as they are."""
    names = list("xyz")[: len(next(iter(rows.values())))]
    frame = pd.DataFrame(rows, index=names).T.rename_axis("subject_id").reset_index()
    rules = {"normalise": "none", "lang": "en"} | rules
    return lt.score(frame, weights or dict.fromkeys(names, 1), **rules)


@pytest.fixture(scope="session")
def papi(shared):
    """2020: a dimension is the sum of its parts, all dimensions alike."""
    folder = shared / "data" / "papi"
    if not folder.is_dir():
        pytest.skip("../shared has no panel of provinces")
    parts = pd.read_csv(folder / "2020.csv").rename(columns={"Province": "subject_id"})
    columns = [name for name in parts if name.startswith("SC")]
    leaves = [(name, f"D{name[2]}", "more") for name in columns]
    pillars = [(f"D{at}", None, None) for at in range(1, 9)]
    scheme = pd.DataFrame([*leaves, *pillars], columns=["name", "parent", "direction"])
    names = pd.read_csv(folder / "provinces.csv")
    return lt.score(parts, scheme, normalise="none", aggregate="sum", lang="en"), names


def share_of(found, subject, column="first"):
    frame = pd.DataFrame(found.frame)
    return float(frame.set_index("subject_id")[column][subject])


def code_of(names, province):
    """The code of a province by its name."""
    return names.set_index("Variable_Name")["Variable_Code"][province]


def test_the_real_panel_gives_the_reference_result(papi):
    score, names = papi
    who = code_of(names, "Quang Ninh")
    found = acceptability(score, draws=400_000)
    first, top = share_of(found, who), share_of(found, who, "top")
    assert first == pytest.approx(EXACT, abs=4 * float(found.error(EXACT)) + 0.00005)
    assert top == pytest.approx(0.9983, abs=4 * float(found.error(0.9983)) + 0.00005)
    few = acceptability(score)
    assert float(few.error(EXACT)) == pytest.approx(0.0037, abs=0.00005)
    assert share_of(few, who) == pytest.approx(EXACT, abs=4 * 0.0037)


def test_trap_normalised_uniforms_on_the_real_panel(papi):
    """Weights made by normalising uniforms give .954, wrongly."""
    score, names = papi
    slate = score.slate()
    at = slate.subjects.index(code_of(names, "Quang Ninh"))
    naive = np.random.default_rng(1).uniform(size=(8, 100_000))
    values = slate.values
    scores = values @ (naive / naive.sum(axis=0))
    assert (scores.argmax(axis=0) == at).mean() == pytest.approx(0.954, abs=0.003)
    assert share_of(acceptability(score), slate.subjects[at]) < 0.86


def test_trap_the_order_of_the_weights_is_no_order_of_subjects():
    """What is counted are places of subjects, where a naive "sensitivity" ranks the weights.

    The first leads under all weights; which criterion is heaviest changes all the time.
    """
    score = scored({"A": [9, 9, 9], "B": [1, 2, 3], "C": [3, 1, 2]})
    found = acceptability(score, draws=2000)
    assert pd.DataFrame(found.frame)["first"].tolist() == [1, 0, 0]
    draws = np.random.default_rng(1).dirichlet([1, 1, 1], 2000)
    heaviest = np.bincount(draws.argmax(axis=1), minlength=3) / 2000
    assert heaviest.max() < 0.4  # the naive answer: "robust in a third of the draws"


def test_shares_are_those_of_exact_places_at_the_same_weights():
    rows = {"A": [5, 0, 2], "B": [0, 5, 2], "C": [3, 3, 2], "D": [5, 0, 2]}
    score = scored(rows)
    found = acceptability(score, draws=200, seed=4, k=2)
    draws = [reference.flat_weights(3, 4, at) for at in range(200)]
    counts, wins, firsts = reference.acceptability(list(rows.values()), draws)
    tidy = pd.DataFrame(found.shares).pivot_table("share", "subject_id", "place")
    assert (tidy * 200).round().astype(int).to_numpy().tolist() == counts
    pairs = pd.DataFrame(found.pairwise).set_index("subject_id").loc[list(rows), list(rows)]
    assert (pairs * 200).round().astype(int).to_numpy().tolist() == wins
    central = pd.DataFrame(found.central_weights).set_index("subject_id")
    for at, who in enumerate(rows):
        if counts[at][0]:
            expected = np.array(firsts[at]) / counts[at][0]
            assert central.loc[who, ["x", "y", "z"]].tolist() == pytest.approx(expected.tolist())
    frame = pd.DataFrame(found.frame).set_index("subject_id")
    assert frame.loc["A", "shared"] == 1
    assert frame.loc["A", "mean_place"] == pytest.approx(np.dot(counts[0], [1, 2, 3, 4]) / 200)
    assert found.chance("C", 2) == frame.loc["C", "top"] == sum(counts[2][:2]) / 200


def test_the_same_whatever_the_order_of_rows_and_the_kind_of_frame():
    rows = {"A": [5, 0, 2], "B": [0, 5, 2], "C": [3, 3, 2], "D": [5, 0, 2]}
    usual = pd.DataFrame(acceptability(scored(rows)).frame)
    turned = acceptability(scored(dict(reversed(rows.items()))))
    pd.testing.assert_frame_equal(pd.DataFrame(turned.frame), usual)
    frame = pl.DataFrame({"unit": list(rows), "x": [5, 0, 3, 5], "y": [0, 5, 3, 0]})
    found = acceptability(lt.score(frame, {"x": 1, "y": 1}, subject="unit", normalise="none"))
    kinds = (found.frame, found.shares, found.central_weights, found.pairwise)
    assert {kind.columns[0] for kind in kinds} == {"unit"}
    assert isinstance(found.frame, pl.DataFrame)
    assert isinstance(found.shares, pl.DataFrame)
    assert [len(sheet) for sheet in found.sheets().values()] == [4, 4, 4]


@pytest.mark.parametrize(
    "varied",
    [
        {},
        {"box": 0.3},
        {"box": {"x": (0.1, 0.3), "z": (0.2, 0.7), "y": (0.1, 0.6)}},
        {"order": ["z", "x", "y"]},
    ],
)
def test_the_same_whatever_the_order_of_the_scheme(varied):
    """Columns that swap would swap their draws: another scheme in words only, other shares."""
    rows = {"A": [5, 0, 2], "B": [0, 5, 2], "C": [3, 3, 2], "D": [1, 2, 6]}
    weights = {"x": 1, "y": 2, "z": 3}
    usual = acceptability(scored(rows, weights), draws=500, **varied)
    turned = acceptability(scored(rows, dict(reversed(weights.items()))), draws=500, **varied)
    assert turned.slate.criteria == ("z", "y", "x")
    for what in ("frame", "shares", "pairwise"):
        pd.testing.assert_frame_equal(getattr(turned, what), getattr(usual, what))
    assert list(turned.central_weights)[2:] == ["z", "y", "x"]
    pd.testing.assert_frame_equal(
        turned.central_weights[list(usual.central_weights)], usual.central_weights
    )


def test_a_box_an_order_and_a_score_to_reach():
    score = scored({"A": [1, 0], "B": [0, 1]}, {"x": 3, "y": 1}, factor=100)
    near = acceptability(score, box=0.2)  # x from 0.7: B stays behind
    assert pd.DataFrame(near.frame)["first"].tolist() == [1, 0]
    assert "±20 %" in str(near)
    order = acceptability(score, order=["y", "x"], reach=50)
    assert share_of(order, "B") == 1
    assert share_of(order, "B", "reached") == 1
    assert share_of(order, "A", "reached") == 0
    half = acceptability(score, box={"x": (0.25, 0.75), "y": (0, 1)}, reach=50)
    assert share_of(half, "A", "reached") == pytest.approx(0.5, abs=0.02)


def test_where_nothing_moves_everybody_has_its_own_place_for_sure():
    draws = np.random.default_rng(3)
    rows = {f"S{at}": row for at, row in enumerate(draws.integers(0, 3, (12, 3)).tolist())}
    score = scored(rows, {"x": "0.1", "y": "0.2", "z": "0.7"})  # ties that doubles would part
    found = pd.DataFrame(acceptability(score, box=0, draws=20).frame)
    assert found["likeliest"].tolist() == found["place"].tolist()
    assert (found["likeliest_share"] == 1).all()
    assert found["place"].duplicated().any()


def test_of_very_many_only_the_first_places_are_counted(monkeypatch):
    rows = {"A": [5, 0, 2], "B": [0, 5, 2], "C": [3, 3, 2], "D": [5, 0, 2]}
    whole = acceptability(scored(rows), k=2)
    monkeypatch.setattr("lantoa.sensitivity.accepting._ALL_PLACES", 3)
    few = acceptability(scored(rows), k=2)
    assert "only the first 2 places are counted" in str(few)
    assert "likeliest" not in few.frame.columns
    pd.testing.assert_frame_equal(few.frame, whole.frame[list(few.frame.columns)])
    assert few.chance("C", 2) == whole.chance("C", 2)
    assert few.plot().to_dict()["datasets"]
    with pytest.raises(InputError, match="k: expected a whole number from 1 to 2, not 3"):
        few.chance("C", 3)


def test_draws_from_a_box_never_leave_the_bounds_of_places():
    score = lt.score(lt.sample_provinces(provinces=20), "provinces", lang="en")
    bounds = pd.DataFrame(lt.robustness(score, box=0.25).frame).set_index("subject_id")
    shares = pd.DataFrame(acceptability(score, draws=200_000, box=0.25).shares)
    seen = shares[shares["share"] > 0].groupby("subject_id")["place"].agg(["min", "max"])
    both = seen.join(bounds[["best", "worst"]])
    assert (both["min"] >= both["best"]).all()
    assert (both["max"] <= both["worst"]).all()


def test_it_prints_what_was_varied_the_seed_the_draws_and_the_error():
    told = str(acceptability(scored({"A": [1, 0], "B": [0, 1]}), draws=400, seed=7))
    assert "Varied: the weights of 2 criteria" in told
    assert "400 draws, seed 7" in told
    assert "Monte Carlo error (one standard error) at most 2.5 %" in told
    assert "Equals share the better place: in none of the draws" in told
    assert "nobody's opinion" in told


def test_who_has_no_score_is_named_and_not_ranked():
    found = acceptability(scored({"A": [1, 0], "B": [0, 1], "C": [None, 9]}))
    assert "Not ranked for want of a score: C" in str(found)
    assert sorted(pd.DataFrame(found.frame)["subject_id"]) == ["A", "B"]


def test_measures_instead_of_pillars():
    score = lt.score(lt.sample_provinces(provinces=9), "provinces", lang="en")
    top, leaves = acceptability(score, draws=50), acceptability(score, draws=50, level="measures")
    assert len(top.slate.criteria) == 8
    assert len(leaves.slate.criteria) == 29
    assert set(top.sheets()) == {"Answer", "Share of each place", "Weights when first"}


def test_the_heat_map_draws_every_subject_and_place(tmp_path):
    score = lt.score(lt.sample_provinces(provinces=9), "provinces", lang="en")
    found = acceptability(score, draws=500)
    spec = found.plot().to_dict()
    (cells,) = [rows for rows in spec["datasets"].values() if "percent" in rows[0]]
    n = len(found.frame)
    assert len(cells) == n * n
    assert sum(cell["now"] for cell in cells) == n
    assert sum(cell["percent"] for cell in cells) == pytest.approx(100 * n)
    assert found.to_excel(tmp_path / "a.xlsx").exists()


def test_what_cannot_be_asked_is_refused_with_what_can():
    score = scored({"A": [1, 2], "B": [2, 1]})
    with pytest.raises(InputError, match=r"no weighted sum .* ask drop_one or other_rules"):
        acceptability(score.again(aggregate="geometric"))
    with pytest.raises(InputError, match="nobody has one"):
        acceptability(scored({"A": [None, 1]}))
    for wrong, message in (
        ({"draws": 0}, "draws: expected a whole number from 1 to 100000000, not 0"),
        ({"seed": -1}, "seed: expected a whole number from 0"),
        ({"k": 3}, "k: expected a whole number from 1 to 2, not 3"),
        ({"reach": "a"}, 'reach: expected a number, not "a"'),
        ({"box": 2}, "box: expected a share from 0 to 1, not 2"),
        ({"box": {"w": 0.1}}, 'box: criterion "w" is not known; did you mean "x"'),
        ({"box": 0.1, "order": ["x", "y"]}, "box and order: expected one of them"),
        ({"order": ["x"]}, "order: expected every criterion once"),
        ({"level": "raw"}, 'level "raw" is not known'),
    ):
        with pytest.raises(InputError, match=message):
            acceptability(score, **wrong)
    with pytest.raises(InputError, match=r"score: expected what lantoa.score gives"):
        acceptability("scores.csv")
    with pytest.raises(InputError, match='subject "C" is not known'):
        acceptability(score).chance("C", 1)
