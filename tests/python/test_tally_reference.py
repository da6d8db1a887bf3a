"""The core against the plain definition, on random tables and evidence."""

from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reference_tally as reference
import strategies_tables
from lantoa import _core
from lantoa.tallying.checking import problems
from lantoa.tallying.forms import Form
from lantoa.tallying.scoring import scored
from lantoa.tallying.table import PointTable
from soaking import examples

SLOW = settings(
    max_examples=examples(60),
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def asked(table, *evidences):
    """What the core makes of some rows of evidence."""
    assert problems(table) == []
    made = PointTable(table, Path("t.toml"), "en", "pandas")
    forms = [Form(f"S{at}", "self_report", ratios(one)) for at, one in enumerate(evidences)]
    return scored(made.layout, made._packed, forms).written, made.layout


def ratios(evidence):
    known = {name: Fraction(value) for name, value in evidence.items() if value is not None}
    return {name: value.as_integer_ratio() for name, value in known.items()}


def amount(whole):
    """A whole amount as points, None for an end that nothing bounds."""
    none = whole in (_core.NO_LEAST, _core.NO_MOST)
    return None if none else Fraction(int(whole), strategies_tables.SCALE)


def ends(written, name, at):
    return tuple(amount(getattr(written, f"{name}_{end}")[0, at]) for end in ("low", "high"))


@SLOW
@given(st.data())
def test_known_evidence_gives_the_points_of_the_definition(data):
    table = data.draw(strategies_tables.tables(shared=True))
    evidence = data.draw(strategies_tables.evidence_of(table))
    written, layout = asked(table, evidence)
    found = reference.scores(table, evidence)
    for at, item in enumerate(table["item"]):
        points = [score.items[item["id"]] for score in found]
        assert ends(written, "items", at) == (min(points), max(points)), item["id"]
    for at, group in enumerate(layout.groups):
        points = [score.groups[group.id] for score in found]
        assert ends(written, "groups", at) == (min(points), max(points)), group.id
    totals = [score.total for score in found]
    assert ends(written, "total", 0) == (min(totals), max(totals))
    assert [bool(code) for code in written.gates[0]] == found[0].gates()


@SLOW
@given(st.data())
def test_the_band_is_the_best_whose_floors_hold(data):
    table = data.draw(strategies_tables.tables(shared=True))
    evidence = data.draw(strategies_tables.evidence_of(table))
    written, _ = asked(table, evidence)
    names = [band["id"] for band in table["band"]]
    told = [None if code == _core.BLANK else names[code] for code in written.bands[0]]
    found = reference.scores(table, evidence)
    if len(found) == 1:  # no gap leaves it open
        assert told == [found[0].band()] * 2


@SLOW
@given(st.data())
def test_missing_evidence_leaves_exactly_what_its_fillings_leave(data):
    table = data.draw(strategies_tables.tables())
    evidence = data.draw(strategies_tables.evidence_of(table, missing=3))
    written, _ = asked(table, evidence)
    found = every_score(table, evidence)
    for at, item in enumerate(table["item"]):
        points = reference.interval([score.items[item["id"]] for score in found])
        assert ends(written, "items", at) == points, item["id"]


@SLOW
@given(st.data())
def test_no_filling_of_shared_evidence_lies_outside_the_interval(data):
    table = data.draw(strategies_tables.tables(shared=True))
    evidence = data.draw(strategies_tables.evidence_of(table, missing=3))
    written, layout = asked(table, evidence)
    low, high = ends(written, "total", 0)
    for score in every_score(table, evidence):
        assert low is None or low <= score.total
        assert high is None or score.total <= high
        for at, item in enumerate(layout.file.item):
            least, most = ends(written, "items", at)
            assert least is None or least <= score.items[item.id]
            assert most is None or score.items[item.id] <= most


def every_score(table, evidence):
    kinds = {one["id"]: one["kind"] for one in table["evidence"]}
    candidates = {name: strategies_tables.CANDIDATES[kind] for name, kind in kinds.items()}
    filled = reference.fillings(evidence, candidates)
    return [score for one in filled for score in reference.scores(table, one)]


@SLOW
@given(st.data())
def test_subjects_do_not_touch_each_other(data):
    table = data.draw(strategies_tables.tables())
    evidences = [data.draw(strategies_tables.evidence_of(table, missing=2)) for _ in range(3)]
    together, _ = asked(table, *evidences)
    for at, evidence in enumerate(evidences):
        alone, _ = asked(table, evidence)
        assert (together.items_low[at] == alone.items_low[0]).all()
        assert (together.total_high[at] == alone.total_high[0]).all()
