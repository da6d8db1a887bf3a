"""What cannot be asked of second opinions, and what is said of it."""

import pytest

import lantoa as lt
from lantoa import InputError
from opinion_tables import frame, weights_of

ROWS = [(1, 5), (3, 3), (5, 1)]
METHODS = [lt.promethee, lt.topsis, lt.vikor, lt.borda, lt.copeland]
EVERY = [*METHODS, lt.critic_weights, lt.entropy_weights]


def promethee(**more):
    return lt.promethee(frame(ROWS), weights_of([1, 1]), **more)


@pytest.mark.parametrize("ask", EVERY)
def test_a_frame_needs_a_scheme_and_a_score_has_one(ask):
    with pytest.raises(InputError, match="scheme: missing"):
        ask(frame(ROWS))
    score = lt.score(frame(ROWS), weights_of([1, 1]), normalise="none")
    with pytest.raises(InputError, match="scheme: a score has its own"):
        ask(score, {"a": 1})


@pytest.mark.parametrize("ask", EVERY)
@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"lang": "vn"}, 'did you mean "vi"'),
        ({"subject": "subjectid"}, "subjectid"),
    ],
)
def test_an_option_that_is_not_known_is_named(ask, more, message):
    with pytest.raises(InputError, match=message):
        ask(frame(ROWS), weights_of([1, 1]), **more)


@pytest.mark.parametrize("ask", EVERY)
def test_a_weight_of_no_measure_is_named(ask):
    with pytest.raises(InputError, match="aa"):
        ask(frame(ROWS), {"aa": 1, "b": 1})


@pytest.mark.parametrize("ask", [lt.promethee, lt.copeland])
def test_a_missing_rule_that_is_not_known_is_named(ask):
    with pytest.raises(InputError, match='missing "absent" is not known; did you mean "abstain"'):
        ask(frame(ROWS), weights_of([1, 1]), missing="absent")


def test_a_norm_that_is_not_known_is_named():
    with pytest.raises(InputError, match='norm "vectors" is not known; did you mean "vector"'):
        lt.topsis(frame(ROWS), weights_of([1, 1]), norm="vectors")


@pytest.mark.parametrize("majority", [-0.1, 1.5, "half", float("nan"), None, True])
def test_a_majority_that_is_no_share_is_refused(majority):
    with pytest.raises(InputError, match="majority: expected a share from 0 to 1"):
        lt.vikor(frame(ROWS), weights_of([1, 1]), majority=majority)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"functions": "linar"}, 'functions of "a" "linar" is not known; did you mean "linear"'),
        ({"functions": {"c": "u"}}, 'functions: measure "c" is not known'),
        ({"functions": {"a": "u"}, "indifference": {"c": 1}}, 'indifference: measure "c"'),
        ({"functions": "u"}, 'indifference of "a": missing; "u" expects it'),
        ({"functions": "v"}, 'preference of "a": missing'),
        ({"functions": "linear", "indifference": 1}, 'preference of "a": missing'),
        ({"indifference": 1}, 'indifference of "every measure": its function "usual" reads none'),
        (
            {"functions": {"a": "v"}, "preference": {"b": 1, "a": 1}},
            'preference of "b": its function "usual" reads none; expected it with one of "v"',
        ),
        ({"functions": "u", "indifference": -1}, "expected a number of 0 or more"),
        ({"functions": "u", "indifference": "some"}, 'not "some"'),
        ({"functions": "u", "indifference": float("nan")}, "expected a number of 0 or more"),
        ({"functions": "v", "preference": 0}, 'preference of "a": expected above 0, not 0'),
        (
            {"functions": "linear", "indifference": 2, "preference": 2},
            'preference of "a": expected above 2, not 2; for a step there, take functions = "u"',
        ),
        (
            {"functions": "level", "indifference": 2, "preference": 1},
            'preference of "a": expected 2 or more, not 1',
        ),
    ],
)
def test_a_preference_that_cannot_be_read_is_named(more, message):
    with pytest.raises(InputError) as caught:
        promethee(**more)
    assert message in str(caught.value)


def test_one_threshold_serves_every_measure_that_reads_it():
    kinds = {"a": "u", "b": "usual"}
    one = promethee(functions=kinds, indifference=3)
    assert one.frame.equals(promethee(functions=kinds, indifference={"a": "3"}).frame)
    assert one.frame["net"].tolist() != promethee().frame["net"].tolist()


def test_numbers_beyond_what_can_be_summed_are_named():
    with pytest.raises(
        InputError, match=r'"a" of "S001" is 1e\+295; expected numbers within 1e290'
    ):
        lt.promethee(frame([(1.0, 2), (1e295, 3)]), weights_of([1, 1]))


def test_copeland_of_too_many_names_borda(monkeypatch):
    monkeypatch.setattr("lantoa.opinions.voting._core.MOST_VOTERS", 2)
    with pytest.raises(InputError, match=r"at most 2 subjects, not 3; lantoa.borda answers"):
        lt.copeland(frame(ROWS), weights_of([1, 1]))


@pytest.mark.parametrize("ask", METHODS)
def test_a_year_is_asked_of_a_score_only(ask):
    with pytest.raises(InputError, match="year"):
        ask(frame(ROWS), weights_of([1, 1]), year=2020)
