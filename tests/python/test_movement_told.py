"""Who moved: rankings and opinions, other frames, what is printed, wrong options."""

import pandas as pd
import pytest

import lantoa as lt
from movement_fields import ENDS, NAMES, compared, scheme, three


def test_it_prints_the_order_of_parts_likeness_and_who_came_and_went():
    told = repr(compared(top=2))
    assert "Leavers → Own → Others → Joiners" in told
    assert "Kendall's tau-b -0.333" in told
    assert "In the first 2 on both sides: 0" in told
    assert "Join: 1 (T)." in told
    assert "Leave: 1 (S)." in told
    assert "Furthest up: R (+2)." in told


def test_rankings_and_opinions_are_compared_by_their_order():
    score = lt.score(lt.sample_provinces(provinces=25), "provinces", lang="en")
    ranking = lt.rank(score)
    found = lt.compare(ranking, years=(2019, 2020))
    by_score = lt.compare(score, years=(2019, 2020))
    pd.testing.assert_frame_equal(found.frame, by_score.frame)
    assert found.broken == by_score.broken == ("so_hoa_3",)
    by_points = lt.compare(
        *(lt.rank(score.frame, by="score", lang="en") for _ in "ab"), years=(2019, 2020)
    )
    assert by_points.frame["gained"].tolist() == by_score.frame["gained"].tolist()
    assert "causes cannot be parted" in repr(by_points)
    assert found.likeness == by_score.likeness
    other = lt.compare(score, lt.topsis(score, norm="vector"))
    assert other.taken == ("rule",)
    assert other.sides[1] == "TOPSIS"
    assert other.over == lt.topsis(score, norm="vector").over != []


def test_a_chain_of_tie_breaks_counts_in_the_places_of_a_ranking():
    frame = pd.DataFrame({"subject_id": list("PQR"), "x": [5.0, 4, 9], "y": [2.0, 3, 0]})
    score = lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
    found = lt.compare(lt.rank(score), lt.rank(score, chain="x")).frame.set_index("subject_id")
    assert found["was"].to_dict() == {"R": 1, "P": 2, "Q": 2}
    assert found["now"].to_dict() == {"R": 1, "P": 2, "Q": 3}
    assert found["rule"].to_dict() == {"R": 0, "P": 0, "Q": -1}


def test_the_same_numbers_in_another_frame_are_no_change_of_data():
    frame = pd.DataFrame({"subject_id": list("PQR"), "x": [5.0, 4, 9], "y": [2.0, 3, 0]})
    one = lt.score(frame, {"x": 1}, normalise="none", lang="en")
    other = lt.score(frame[::-1], {"x": 1, "y": 1}, normalise="none", lang="en")
    assert lt.compare(one, other).taken == ("scheme",)
    changed = lt.score(frame.assign(x=[5.0, 4, 3]), {"x": 1}, normalise="none", lang="en")
    assert lt.compare(one, changed).taken == ("own", "others")


def test_order_of_rows_and_kind_of_frame_do_not_matter():
    data = lt.sample_provinces(provinces=20, years=range(2019, 2021))
    frames = [
        lt.compare(lt.score(one, "provinces"), years=(2019, 2020)).frame
        for one in (data, data.sample(frac=1, random_state=3))
    ]
    pd.testing.assert_frame_equal(*frames)


def test_nobody_on_both_sides_is_told():
    score = lt.score(three(), scheme(dict.fromkeys(NAMES, 1), ENDS))
    data = three().assign(subject_id=lambda t: t["subject_id"] + t["year"].astype(str))
    found = lt.compare(lt.score(data, score.scheme), years=(2019, 2020))
    assert "Nobody has a place on both sides" in repr(found)
    assert found.likeness.tau is None


def test_two_frames_say_that_breaks_cannot_be_looked_for():
    data = lt.sample_provinces(provinces=20)
    one, other = (
        lt.score(data[data["year"] == year], "provinces", lang="en") for year in (2019, 2020)
    )
    found = lt.compare(one, other)
    assert "breaks of scales cannot be looked for" in repr(found)
    assert "scale" not in found.taken
    whole = lt.compare(lt.score(data, "provinces", lang="en"), years=(2019, 2020))
    assert found.frame["gained"].equals(whole.frame["gained"])
    assert "cannot be looked for" not in repr(whole)


def test_export_and_chart(tmp_path):
    found = compared()
    assert list(found.sheets()) == ["Places", "Both orders", "Likeness"]
    assert len(found.sheets()["Both orders"]) == len(found.orders)
    assert found.to_excel(tmp_path / "x.xlsx").is_file()
    assert "P" in str(found.plot().to_dict())
    assert "<table" in found._repr_html_()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: lt.compare(s), "expected two results, or years="),
        (lambda s: lt.compare(s, years=(2019, 2019)), "two different years"),
        (lambda s: lt.compare(s, years=2019), "expected two years"),
        (lambda s: lt.compare(s, years=(2019,)), "expected two years"),
        (lambda s: lt.compare(s, years=(2019, 2022)), "did you mean 2020"),
        (lambda s: lt.compare(s, s, breaks="al"), 'did you mean "all"'),
        (lambda s: lt.compare(s, years=(2019, 2020), top=0), "top: expected a whole number"),
        (lambda s: lt.compare(s, years=(2019, 2020), names=("x", "x")), "two different names"),
        (lambda s: lt.compare(s, years=(2019, 2020), names=3), "two different names"),
        (lambda s: lt.compare(s, lt.borda(s), breaks="none"), 'breaks "none": of an order alone'),
        (lambda s: lt.compare(s, "s"), "later: expected what score, rank"),
        (lambda s: lt.compare("s", s), "earlier: expected what evaluate"),
    ],
)
def test_wrong_options_are_refused(call, message):
    score = lt.score(three(), scheme(dict.fromkeys(NAMES, 1), ENDS))
    with pytest.raises(lt.InputError, match=message):
        call(score)


@pytest.fixture(scope="module")
def evaluation():
    office = lt.sample_office(units=6, people=30)
    return lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), as_of="so_ket_2023")


@pytest.mark.parametrize(
    "option", [{"years": (2022, 2023)}, {"names": ("x", "y")}, {"top": -5}, {"breaks": "nope"}]
)
def test_results_of_a_plan_refuse_what_orders_alone_read(evaluation, option):
    with pytest.raises(lt.InputError, match=f"^{next(iter(option))}: results of a plan"):
        lt.compare(evaluation, evaluation, **option)
