"""Which cells of a row are asked for: those that a rule reads and nobody can.

The office has nothing missing; each test blanks or spoils a cell.
"""

import pandas as pd
import pytest

import lantoa as lt
import small_office
import small_plan
from small_office import BELONGS, PUNISHED, blanked, nothing_in, office, plus, rows, without

AS_OF = "the_end"
NOBODY_READS = "???"
IDEA = "initiative_id subject_id year recognised share scope decision_no decision_date"


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return lt.load_plan(small_plan.written(tmp_path_factory.mktemp("plan")), lang="en")


@pytest.fixture(scope="module")
def bundled():
    return lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="module")
def asked(plan):
    """The worklist of the office with other tables in place of its own."""
    return lambda **tables: lt.evaluate(office(**tables), plan, AS_OF).worklist()


def cells(worklist, *columns):
    """Some columns of a worklist as tuples, blanks as None."""
    frame = worklist.frame[list(columns)]
    return [tuple(None if pd.isna(x) else x for x in row) for row in frame.itertuples(index=False)]


def columns(worklist):
    """The cells of the one row that is asked for."""
    assert set(worklist.frame["line"]) <= {0}
    return worklist.frame["column"].tolist()


def spoiled(table, column):
    """A table of the office where nobody can read a cell of the first row."""
    frame = small_office.TABLES[table].copy()
    frame[column] = [NOBODY_READS, *[None] * (len(frame) - 1)]
    return frame


@pytest.mark.parametrize(
    ("table", "column"),
    [("commendations", "status"), ("commendations", "annulled_on"), ("targets", "better")],
)
def test_a_cell_whose_blank_says_something_is_asked_for_where_it_cannot_be_read(
    asked, table, column
):
    assert columns(asked(**{table: spoiled(table, column)})) == [column]
    blank = spoiled(table, column).assign(**{column: None})
    assert columns(asked(**{table: blank})) == []


def test_a_place_is_asked_for_where_it_cannot_be_read_and_a_blank_one_is_none(asked):
    results = without("movement_results", subject_id="CB01")
    assert columns(asked(movement_results=plus_own(results, NOBODY_READS))) == ["place"]
    assert columns(asked(movement_results=plus_own(results, None))) == []


def plus_own(results, place):
    """The results with the unit's place as it is written."""
    return pd.concat([results.assign(place=place), without("movement_results", subject_id="DV01")])


@pytest.mark.parametrize(
    ("recognised", "scope", "decided", "share", "expected"),
    [
        (True, None, None, None, ["share"]),
        (None, None, None, 500, ["recognised"]),
        (None, None, None, None, ["recognised", "share"]),
        (None, "tinh", None, None, ["share"]),  # a scope says that it was recognised
        (None, None, "12", None, ["share"]),
        (NOBODY_READS, "tinh", None, 500, ["recognised"]),
        (False, "tinh", None, None, []),
    ],
)
def test_an_idea_is_asked_what_the_rule_asks(asked, recognised, scope, decided, share, expected):
    idea = rows(IDEA, ("SK1", "CB01", 2022, recognised, share, scope, decided, None))
    assert columns(asked(initiatives=idea)) == expected


def test_an_event_that_nothing_dates_is_asked_for_the_first_of_what_would(asked):
    idea = rows(IDEA, ("SK1", "CB01", None, True, 500, "tinh", "12", None))
    assert columns(asked(initiatives=idea)) == ["decision_date"]


def test_the_row_tells_its_year(asked):
    idea = rows(IDEA, ("SK1", "CB01", 2022, None, 500, None, None, None))
    worklist = asked(initiatives=idea)
    assert cells(worklist, "subject_id", "year", "row") == [("CB01", 2022, 1)]


def test_an_event_without_a_day_is_asked_for_one(asked):
    late = blanked("commendations", "decision_date").assign(year=2023)  # perhaps of the next year
    assert columns(asked(commendations=late[:1])) == ["decision_date"]


TITLES = "subject_id year title decision_no decision_date status"


def of_register(plan, table, frame):
    """Row and cell of what is asked for in a register, where the office has no other."""
    units = small_office.TABLES["units"]
    worklist = lt.evaluate(lt.read({"units": units, table: frame}), plan, "khoa_so").worklist()
    own = worklist.frame[worklist.frame["table"] == table]
    return list(zip(own["row"], own["column"], strict=True))


@pytest.mark.parametrize(
    ("reading", "status", "decided", "expected"),
    [
        ("nam_thanh_tich", NOBODY_READS, "2022-12-30", "status"),
        ("nam_thanh_tich", None, None, None),
        ("nam_quyet_dinh", None, None, "decision_date"),
    ],
)
def test_a_title_is_asked_whether_it_stands_and_for_its_day_where_that_names_the_year(
    bundled, reading, status, decided, expected
):
    plan = bundled.change("reading.nam_danh_hieu", reading)
    title = "tap_the_lao_dong_xuat_sac"
    sure = ("DV01", 2021, title, "1", "2021-12-30", None)
    told = rows(TITLES, sure, ("DV01", 2022, title, "2", decided, status))
    assert of_register(plan, "titles", told) == ([(2, expected)] if expected else [])


def test_an_event_without_its_key_is_perhaps_the_same_as_another(bundled):
    gifts = rows(
        "subject_id date call_id", *(("DV01", "2022-05-05", call) for call in ("UH1", None))
    )
    assert of_register(bundled, "contributions", gifts) == []
    plan = bundled.change("chung_dong_gop.count", 2)
    assert of_register(plan, "contributions", gifts) == [(2, "call_id")]


def test_two_rules_that_ask_for_cells_of_one_row_ask_for_them_together(asked):
    worklist = asked(
        memberships=rows(BELONGS, ("CB01", "DV01", None, None, None)),
        discipline=rows(PUNISHED, ("CB01", "hanh_chinh", "canh_cao", "2022-03-03")),
    )
    assert columns(worklist) == ["role", "from"]
    assert set(worklist.frame["waiting"]) == {2}


def test_an_unreadable_cell_is_named_with_its_place(plan, tmp_path):
    tables = dict(small_office.TABLES)
    tables["discipline"] = rows(PUNISHED, ("CB01", "hanh_chinh", "ky luat nang", "2022-03-03"))
    for name, frame in tables.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    worklist = lt.evaluate(lt.read(tmp_path), plan, AS_OF).worklist()
    assert cells(worklist, "table", "subject_id", "column", "file", "row", "why") == [
        ("discipline", "CB01", "form", "discipline.csv", 2, "cell_unreadable")
    ]
    assert "discipline.csv:2" in repr(worklist)


# Judgements


def test_a_judgement_is_asked_of_the_body_that_judges(asked):
    worklist = asked(attestations=without("attestations", subject_id="CB01"))
    assert cells(worklist, "subject_id", "criterion_id", "column", "why", "by") == [
        ("CB01", "acclaimed", "verdict", "not_judged", "hội đồng")
    ]
    assert worklist.frame["what"][0] == "Nobody has judged “Acclaimed” yet"


def test_votes_are_asked_where_the_verdict_is_there(asked):
    votes = blanked("attestations", "votes_for", subject_id="DV01")
    worklist = asked(attestations=votes)
    assert cells(worklist, "criterion_id", "column", "row", "waiting", "by") == [
        ("acclaimed", "votes_for", 2, 1, "hội đồng")
    ]
    head = rows(BELONGS, ("CB01", "DV01", "head", "2015-01-01", None))
    worklist = asked(attestations=votes, memberships=head)
    assert cells(worklist, "subject_id", "column", "waiting") == [("DV01", "votes_for", 2)]


@pytest.mark.parametrize("other", [("failed", 9, 10), ("met", 1, 10)], ids=["verdict", "votes"])
@pytest.mark.parametrize("day", ["2023-10-01", "2023-12-31"])
def test_judgements_of_one_day_that_contradict_each_other_are_asked_for_as_one(
    plan, day, other, tmp_path
):
    says, votes, of = other
    twice = plus("attestations", ("CB01", "acclaimed", None, says, "hội đồng", votes, of))
    disputed = office(attestations=twice.assign(date=day))
    worklist = lt.evaluate(disputed, plan, AS_OF).worklist()
    assert cells(worklist, "criterion_id", "year", "column", "why", "by", "what") == [
        (
            *("acclaimed", None, "verdict", "conflict", "hội đồng"),
            f"The judgements of {day} on “Acclaimed” contradict each other: give the right one",
        )
    ]
    path = worklist.to_excel(tmp_path / "a.xlsx")
    sheet = pd.read_excel(path, "attestations", dtype=object, engine="openpyxl")
    filled = sheet.assign(verdict="met", votes_for=9, votes_total=10)
    updated = disputed.updated({"attestations": filled})
    assert len(updated["attestations"]) == 2
    assert len(lt.evaluate(updated, plan, AS_OF).worklist()) == 0


def test_a_failed_judgement_needs_no_votes(asked):
    failed = blanked("attestations", "votes_for").assign(verdict="failed")
    assert cells(asked(attestations=failed)) == []


def test_a_judgement_to_come_is_asked_with_its_votes_where_a_share_is(plan, asked, tmp_path):
    none = nothing_in("attestations")
    path = asked(attestations=none).to_excel(tmp_path / "a.xlsx")
    sheet = pd.read_excel(path, "attestations", dtype=object, engine="openpyxl")
    assert {"votes_for", "votes_total"} <= set(sheet.columns)
    assert sheet["by"].tolist() == ["hội đồng", "hội đồng"]
    filled = sheet.assign(verdict="met", votes_for=9, votes_total=10)
    updated = office(attestations=none).updated({"attestations": filled})
    verdicts = lt.evaluate(updated, plan, AS_OF).verdicts
    told = verdicts.loc[verdicts["criterion_id"] == "acclaimed", "verdict"]
    assert told.tolist() == ["met", "met"]


def test_a_judgement_to_come_is_asked_without_votes_where_none_are_counted(tmp_path):
    text = small_plan.edited("share_more_than = 500\n", "")
    plan = lt.load_plan(small_plan.written(tmp_path, text), lang="en")
    lacking = office(attestations=nothing_in("attestations"))
    path = lt.evaluate(lacking, plan, AS_OF).worklist().to_excel(tmp_path / "a.xlsx")
    sheet = pd.read_excel(path, "attestations", engine="openpyxl")
    assert not {"votes_for", "votes_total"} & set(sheet.columns)


def test_a_judgement_without_a_day_is_asked_for_it_and_a_failed_one_for_no_votes(asked):
    undated = plus("attestations", ("CB01", "acclaimed", None, "failed", "hội đồng", None, None))
    assert cells(asked(attestations=undated), "row", "column") == [(None, "verdict"), (3, "date")]
