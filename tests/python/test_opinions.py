"""Opinions as results: asked of scores and frames, printed, exported, put beside each other."""

from itertools import combinations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lantoa as lt
import reference_agreement as agreement
from lantoa import InputError
from opinion_tables import frame, weights_of

METHODS = [lt.promethee, lt.topsis, lt.vikor, lt.borda, lt.copeland]
ROWS = [(1, 5), (3, 3), (5, 1), (2, 2)]


@pytest.fixture(scope="module")
def provinces():
    return lt.score(lt.sample_provinces(provinces=20), "provinces", lang="en")


@pytest.mark.parametrize("ask", METHODS)
def test_a_score_is_asked_by_year_the_latest_first(provinces, ask):
    latest = ask(provinces)
    assert latest.year == provinces.years[-1]
    assert str(latest.year) in latest.title
    asked = ask(provinces, year=provinces.years[-2])
    assert asked.year == provinces.years[-2]
    assert set(latest.standing().subjects) | set(latest.left_out) == set(
        provinces.standing().subjects
    ) | set(provinces.unscored())
    with pytest.raises(InputError, match="year 1999 is not known"):
        ask(provinces, year=1999)


@pytest.mark.parametrize("ask", METHODS)
def test_less_is_better_where_the_scheme_says_so(ask):
    scheme = pd.DataFrame({"name": ["a", "b"], "direction": ["less", "more"], "weight": [3, 1]})
    found = ask(frame([(1, 5), (2, 6), (3, 7)]), scheme)
    assert found.frame["subject_id"].tolist() == ["S000", "S001", "S002"]


@pytest.mark.parametrize("ask", METHODS)
def test_a_frame_is_asked_like_a_score_of_it(ask, provinces):
    """Whatever means its scheme takes."""
    names, kinds = ["P", "a", "b"], [None, "less", "more"]
    scheme = pd.DataFrame(
        {"name": names, "parent": [None, "P", "P"], "direction": kinds, "weight": [1, 2, 1]}
    ).assign(aggregate=["geometric", None, None], low=[None, 0, -9], high=[None, 2, 9])
    table = frame([(1, -5), (2, 4), (9, 8)])
    asked = lt.score(table, scheme)
    assert ask(table, scheme).frame.equals(ask(asked).frame)
    panel = lt.sample_provinces(provinces=20)
    assert ask(panel, "provinces", lang="en").frame.equals(ask(provinces).frame)


@pytest.mark.parametrize("ask", METHODS)
def test_standing_and_places_agree(provinces, ask):
    found = ask(provinces)
    standing = found.standing()
    told = found.frame.set_index(found.frame.columns[0])
    for at, subject in enumerate(standing.subjects):
        place = 1 + int((standing.keys > standing.keys[at]).sum())
        assert told.loc[subject, "place"] == place
        assert told.loc[subject, "tied"] == int((standing.keys == standing.keys[at]).sum())
    order = np.argsort(-standing.keys, kind="stable")
    assert (np.diff(standing.scores[order]) <= 1e-12).all()
    with pytest.raises(InputError, match="year"):
        found.standing(1999)


def test_an_opinion_can_be_ranked_further(provinces):
    found = lt.promethee(provinces)
    ranked = lt.rank(found)
    names = found.frame.columns[0]
    places = ranked.frame.set_index(ranked.frame.columns[0])["place"]
    assert [places[one] for one in found.frame[names]] == found.frame["place"].tolist()


@pytest.mark.parametrize("ask", METHODS)
@pytest.mark.parametrize(
    ("make", "kind"), [(pl.from_pandas, pl.DataFrame), (pa.Table.from_pandas, pa.Table)]
)
def test_frames_come_back_in_the_kind_that_went_in(ask, make, kind):
    table = frame(ROWS).astype({"a": float, "b": float})
    found = ask(make(table), weights_of([1, 1]))
    assert isinstance(found.frame, kind)
    assert (
        pl.DataFrame(found)["place"].to_list()
        == ask(table, weights_of([1, 1])).frame["place"].tolist()
    )


@pytest.mark.parametrize("ask", METHODS)
def test_everything_is_told_in_both_languages(ask, tmp_path):
    table = frame([(1, 5), (3, 3), (5, None), (5, 1)]).rename(columns={"subject_id": "tỉnh"})
    for lang, lacks in (("vi", "Thiếu số liệu"), ("en", "for want of data")):
        found = ask(table, weights_of([1, 1]), subject="tỉnh", lang=lang)
        told = repr(found)
        assert found.name in told
        assert found.sentence in told
        assert lacks in told
        assert all(value in told for value in found.parameters.values())
        assert "<table" in found._repr_html_()
        assert found.frame.columns[0] == "tỉnh"
    assert found.to_excel(tmp_path / "opinion.xlsx").stat().st_size > 0


def test_methods_that_distort_say_what_above_everything():
    table, weights = frame(ROWS), weights_of([1, 1])
    vector = lt.topsis(table, weights, norm="vector", lang="en")
    assert vector.is_flagged
    assert "origin of its scale" in repr(vector).splitlines()[0]
    assert lt.vikor(table, weights).is_flagged
    assert not lt.topsis(table, weights).is_flagged
    assert not lt.promethee(table, weights).is_flagged


def test_the_vector_norm_does_what_its_warning_says():
    """Degrees Celsius and Fahrenheit are the same weather and another ranking."""
    celsius = [(30.0, 1.0), (20.0, 2.0), (10.0, 3.2)]
    fahrenheit = [(c * 9 / 5 + 3200, other) for c, other in celsius]
    places = {
        norm: [
            lt.topsis(frame(rows), weights_of([1, 1]), norm=norm).frame["subject_id"].tolist()
            for rows in (celsius, fahrenheit)
        ]
        for norm in ("vector", "minmax")
    }
    assert places["vector"][0] != places["vector"][1]
    assert places["minmax"][0] == places["minmax"][1]


def test_places_of_all_methods_stand_beside_each_other(provinces):
    found = provinces.opinions()
    names = found.frame.columns[0]
    standing = provinces.standing()
    kept = [one not in found.left_out for one in standing.subjects]
    keys = standing.keys[kept]
    for method, opinion in found.opinions.items():
        told = opinion.frame.set_index(names)["place"]
        assert [told[one] for one in found.frame[names]] == found.frame[method].tolist()
        row = found.correlations.set_index("method").loc[method]
        theirs = opinion.standing().keys
        assert row["kendall"] == pytest.approx(agreement.tau(keys.tolist(), theirs.tolist()))
        assert row["shift"] == pytest.approx(
            (found.frame[method] - found.frame["score"]).abs().mean()
        )
    sound = ["score", "promethee", "topsis", "borda", "copeland"]
    widest = max((found.frame[a] - found.frame[b]).abs().max() for a, b in combinations(sound, 2))
    assert found.frame["spread"].max() == widest
    assert "Moves most" in found.sentence
    assert repr(found).count("Kendall") == 6


def test_where_all_agree_nobody_moves():
    score = lt.score(
        frame([(1, 1), (2, 2), (3, 3)]), weights_of([1, 1]), normalise="none", lang="en"
    )
    found = score.opinions()
    assert found.frame["spread"].tolist() == [0, 0, 0]
    assert "Nobody's place depends on the method" in found.sentence
    assert found.correlations["kendall"].tolist() == [1] * 6


def test_without_any_difference_there_is_no_correlation():
    score = lt.score(frame([(1,), (1,)]), {"a": 1}, normalise="none")
    assert score.opinions().correlations["kendall"].isna().all()
    assert "nan" not in repr(score.opinions())


def test_a_method_that_refuses_is_named_and_the_others_answer(monkeypatch, provinces):
    monkeypatch.setattr("lantoa.opinions.voting._core.MOST_VOTERS", 3)
    found = provinces.opinions()
    assert "copeland" not in found.opinions
    assert "lantoa.borda answers for any number" in found.refused["copeland"]
    assert found.refused["copeland"] in repr(found)


def test_everything_draws(provinces):
    drawn = [
        provinces.opinions(),
        *(ask(provinces) for ask in METHODS),
        lt.roc_weights(["a", "b"]),
    ]
    for found in drawn:
        told = str(found.plot().to_dict())
        assert found.title.split(":")[0] in told


def test_a_chart_says_how_many_it_leaves_out():
    table = pd.DataFrame({"subject_id": [f"S{at:03d}" for at in range(83)], "a": range(83)})
    found = lt.score(table, {"a": 1}, normalise="none", lang="en")
    for drawn in (found.opinions().plot(), lt.borda(found).plot()):
        assert "and 3 more rows" in str(drawn.to_dict())


def test_pairs_are_those_of_promethee_one():
    found = lt.promethee(frame(ROWS), weights_of([1, 1]), lang="en")
    pairs = found.pairs
    assert len(pairs) == 6
    for one, other, relation in pairs.itertuples(index=False):
        assert found.relation(one, other) == relation
    assert found.relation("S000", "S002") == "indifferent"
    assert found.relation("S000", "S003") == "outranks"
    assert found.relation("S003", "S000") == "outranked"
    with pytest.raises(InputError, match='subject "S9" is not known'):
        found.relation("S9", "S000")


def test_promethee_names_whom_the_first_cannot_be_compared_with():
    rows = [(10, 10, 0), (0, 9, 10), (9, 0, 9), (1, 1, 1)]
    found = lt.promethee(
        frame(rows),
        {"a": 4, "b": 3, "c": 3},
        functions="linear",
        indifference=1,
        preference=9,
        lang="en",
    )
    pairs = found.pairs
    first = found.frame["subject_id"].iloc[0]
    beside = pairs[
        (pairs["relation"] == "incomparable")
        & ((pairs["subject"] == first) | (pairs["other"] == first))
    ]
    assert ("not comparable with the first" in found.sentence) == bool(len(beside))


def test_too_many_pairs_are_not_listed():
    table = pd.DataFrame({"subject_id": [f"S{at}" for at in range(2001)], "a": range(2001)})
    found = lt.promethee(table, {"a": 1})
    with pytest.raises(
        InputError, match=r"2001 subjects make 2001000 pairs.*relation\(one, other\)"
    ):
        _ = found.pairs
    assert found.relation("S5", "S4") == "outranks"


def test_promethee_with_usual_preferences_is_borda():
    """Net flow is 2 points / (n - 1) - 1: one opinion in two columns."""
    rows = [(1, 5, 2), (3, 3, 2), (5, 1, 2), (2, 2, 1), (3, 3, 0)]
    one, other = (ask(frame(rows), weights_of([3, 2, 1])) for ask in (lt.promethee, lt.borda))
    assert one.frame[["subject_id", "place"]].equals(other.frame[["subject_id", "place"]])
    np.testing.assert_allclose(one.frame["net"], other.frame["points"] / 2 - 1, atol=1e-15)
