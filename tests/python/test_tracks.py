"""A special-topic track: its own criteria and those it inherits, and nothing of the main plan else."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import lantoa as lt
import small_office
import small_plan
from small_office import RESULTS, rows

GENERAL = {
    "chung_thanh_tich",
    "chung_dan_dau",
    "chung_suy_ton",
    "chung_lan_toa",
    "chung_chap_hanh",
    "chung_doan_ket",
    "chung_tham_gia_phong_trao",
    "chung_dong_gop",
}
PARTS = {"chung_thanh_tich_nhiem_vu", "chung_thanh_tich_linh_vuc"}
OWN = {"cds_tham_gia", "cds_thu_hang", "cds_sang_kien", "cds_khen"}

PLAN, TOPIC, DAY = "exemplars-2021-2025", "chuyen-de-chuyen-doi-so", "de_nghi_2025"


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(units=4, people=15, seed=7)


@pytest.fixture(scope="module")
def large():
    return lt.sample_office(seed=7)


def shown(office, plan, track="chuyen_de"):
    result = lt.evaluate(office, plan, as_of=DAY, track=track)
    return set(result.verdicts["criterion_id"])


def with_topic(**readings):
    plan = lt.load_plan(PLAN, topics=TOPIC)
    return plan.change({f"reading.{question}": chosen for question, chosen in readings.items()})


def test_a_track_shows_what_it_inherits_with_its_parts(office):
    assert shown(office, lt.load_plan(PLAN)) == GENERAL | PARTS


def test_a_track_that_inherits_everything_shows_what_the_main_plan_shows(office):
    plan = lt.load_plan(PLAN).change("reading.chuyen_de_ke_thua", "tat_ca")
    assert shown(office, plan) == shown(office, plan, track=None)


def test_a_track_that_inherits_nothing_shows_nothing(office):
    plan = lt.load_plan(PLAN).change("reading.chuyen_de_ke_thua", "khong")
    assert shown(office, plan) == set()


# The bundled topic


@pytest.mark.parametrize(
    ("reading", "inherited"),
    [("tieu_chi_chung", GENERAL | PARTS), ("tat_ca", None), ("khong", set())],
)
def test_a_topic_adds_its_own_criteria_under_each_reading(office, reading, inherited):
    plan = with_topic(chuyen_de_ke_thua=reading)
    if inherited is None:
        inherited = shown(office, lt.load_plan(PLAN), track=None)
    assert shown(office, plan) == inherited | OWN


@pytest.mark.parametrize("reading", ["tieu_chi_chung", "tat_ca", "khong"])
def test_nothing_of_a_topic_is_seen_in_the_main_plan(large, reading):
    with_it = lt.evaluate(large, with_topic(chuyen_de_ke_thua=reading), DAY)
    alike = lt.load_plan(PLAN).change("reading.chuyen_de_ke_thua", reading)
    without = lt.evaluate(large, alike, DAY)
    for frame in ("subjects", "verdicts", "evidence", "points", "out_of_scope"):
        pd.testing.assert_frame_equal(getattr(with_it, frame), getattr(without, frame))
    for call in ("near", "agreement", "ranking"):
        pd.testing.assert_frame_equal(getattr(with_it, call)(), getattr(without, call)())
    pd.testing.assert_frame_equal(with_it.matrix().frame, without.matrix().frame)
    pd.testing.assert_frame_equal(with_it.worklist().frame, without.worklist().frame)
    assert repr(with_it) == repr(without)


def test_whoever_fails_the_main_plan_only_is_not_held_back_in_the_topic(large):
    main, topic = (lt.evaluate(large, with_topic(), DAY, track=t) for t in (None, "chuyen_de"))
    side_by_side = main.subjects.merge(topic.subjects, on="subject_id", suffixes=("", "_topic"))
    assert len(side_by_side) == len(main.subjects) == len(topic.subjects)
    assert (side_by_side["counted_topic"] & ~side_by_side["counted"]).any()
    assert (side_by_side["counted"] & ~side_by_side["counted_topic"]).any()
    on = ("failed_on", "open_on", "unknown_on")
    gates = {gate for name in on for told in topic.subjects[name] for gate in told.split(", ")}
    assert gates - {""} <= GENERAL | OWN


def test_the_verdict_of_a_topic_is_the_worst_of_its_gates(large):
    topic = lt.evaluate(large, with_topic(), DAY, track="chuyen_de")
    gates = topic.verdicts[topic.verdicts["criterion_id"].isin(GENERAL | OWN - {"cds_khen"})]
    order = ["failed", "unknown", "open", "met"]
    for subject, found in gates.groupby("subject_id"):
        told = topic.subjects.set_index("subject_id")["verdict"][subject]
        ranks = [order.index(one) for one in found["verdict"].astype(str)]
        assert order.index(str(told)) >= min(ranks)  # an open gate beside an unknown one may fail
        assert (str(told) == "met") == (set(ranks) == {3})
        assert (str(told) == "failed") == (0 in ranks)


def test_only_movements_of_the_topic_count_for_it(large):
    """The definition again, in plain Python, on what the sample has in its registers."""
    movements = large["movements"].set_index("movement_id")["track"]
    results = large["movement_results"]
    of_topic = results[results["movement_id"].map(movements.to_dict()).eq("chuyen_de")]
    seen = of_topic[of_topic["year"].between(2021, 2024)]
    expected = set(seen["subject_id"])
    people = large["people"]["person_id"]  # units may have been renamed
    topic = lt.evaluate(large, with_topic(), DAY, track="chuyen_de")
    verdicts = topic.verdicts[topic.verdicts["criterion_id"] == "cds_tham_gia"]
    verdicts = verdicts[verdicts["subject_id"].isin(people)]
    met = set(verdicts.loc[verdicts["verdict"] == "met", "subject_id"])
    assert met == expected & set(verdicts["subject_id"])
    assert met
    counts = topic.evidence[topic.evidence["criterion_id"] == "cds_tham_gia"]
    places = counts.loc[counts["part"] == "counts", "row"].astype(int) - 1
    assert set(results.iloc[places]["movement_id"].map(movements.to_dict())) == {"chuyen_de"}


def test_the_report_says_which_track_is_judged(large, tmp_path):
    from lantoa import reporting

    topic = lt.evaluate(large, with_topic(), DAY, track="chuyen_de")
    assert "Chuyên đề: chuyen_de" in repr(topic)
    reporting.year_end(topic, tmp_path / "ket-luan.xlsx", reporting.summary(topic))
    book = openpyxl.load_workbook(tmp_path / "ket-luan.xlsx")
    cells = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    assert {"Chuyên đề", "chuyen_de"} <= set(cells)
    assert any("Trong ba vị trí đầu của phong trào chuyên đề" in cell for cell in cells)


def test_a_topic_is_no_plan_and_leaves_the_bundled_plan_as_it_is():
    from lantoa.criteria.loading import bundled_plans

    assert TOPIC not in bundled_plans()
    main, plan = lt.load_plan(PLAN), with_topic()
    assert {one.id for one in plan.criteria} - {one.id for one in main.criteria} == OWN
    assert {one.track for one in plan.criteria if one.id in OWN} == {"chuyen_de"}
    assert {one.status for one in plan.criteria if one.id in OWN} == {"assumption"}
    assert not any(one.clause or one.quote for one in plan.criteria if one.id in OWN)
    assert main.fingerprint != plan.fingerprint
    listed_twice = lt.load_plan(PLAN, topics=[TOPIC])
    assert listed_twice == plan


# Which movements are of a topic: a small office

TRACK = """
[[track]]
id       = "topic"
vi       = "Chuyên đề"
en       = "Topic"
inherits = ["acclaimed"]
"""
FACT = """
[[fact]]
id        = "of_topic"
table     = "movement_results"
subject   = "subject_id"
per       = "event"
counts_on = "year"
key       = "movement_id"
value     = "place"
type      = "int"
where     = { track = "topic" }
absent    = "no"

[[criterion]]
id       = "in_topic"
track    = "topic"
vi       = "Tham gia chuyên đề"
en       = "Takes part in the topic"
subjects = ["unit", "person"]
role     = "gate"
nature   = "countable"
kind     = "events_at_least"
fact     = "of_topic"
count    = 1
"""
MOVEMENTS = "movement_id track from to"


def verdict(tmp_path, text=small_plan.TEXT + FACT, **tables):
    plan = lt.load_plan(small_plan.written(tmp_path, text))
    result = lt.evaluate(small_office.office(**tables), plan, "2023-12-31", track="topic")
    found = result.verdicts.set_index(["subject_id", "criterion_id"])["verdict"]
    return str(found["CB01", "in_topic"])


def movements(*tracks):
    return rows(
        MOVEMENTS, *((f"PT{i}", t, "2022-01-01", "2022-12-31") for i, t in enumerate(tracks, 1))
    )


@pytest.mark.parametrize(
    ("tracks", "expected"),
    [(["topic"], "met"), ([None], "failed"), (["other"], "failed"), (["other", "topic"], "failed")],
)
def test_a_result_counts_for_the_topic_of_its_movement(tmp_path, tracks, expected):
    assert verdict(tmp_path, movements=movements(*tracks)) == expected


def test_without_the_list_of_movements_nobody_knows_which_are_of_the_topic(tmp_path):
    assert verdict(tmp_path, movements=None) == "unknown"


def test_a_result_without_a_movement_is_no_row():
    results = rows(RESULTS, (None, "CB01", 2022, 1))
    office = small_office.office(movements=movements("topic"), movement_results=results)
    assert len(office["movement_results"]) == 0  # a row without its key is no row


def test_several_topics_may_be_asked_at_once(tmp_path):
    text = small_plan.edited(TRACK, TRACK + TRACK.replace('"topic"', '"more"')) + FACT
    both = text.replace('{ track = "topic" }', '{ track = ["more", "topic"] }')
    assert verdict(tmp_path, both, movements=movements("more")) == "met"
    assert verdict(tmp_path, text, movements=movements("more")) == "failed"


def test_one_topic_never_asks_what_is_another_s(tmp_path):
    more = TRACK.replace('"topic"', '"more"').replace('["acclaimed"]', '"all"')
    text = small_plan.edited(TRACK, TRACK + more) + FACT
    plan = lt.load_plan(small_plan.written(tmp_path, text))
    office = small_office.office(movements=movements("other"))
    results = {t: lt.evaluate(office, plan, "2023-12-31", track=t) for t in ("more", None)}
    for frame in ("subjects", "verdicts"):
        told = [getattr(result, frame) for result in results.values()]
        pd.testing.assert_frame_equal(*told)
    assert "in_topic" not in set(results["more"].verdicts["criterion_id"])


POINTS = """
[[criterion]]
id       = "points_topic"
track    = "topic"
vi       = "Điểm chuyên đề"
en       = "Points of the topic"
subjects = ["person"]
role     = "scored"
status   = "assumption"
kind     = "scored"
statistic_of = "in_topic"
map      = [[0, 0], [1, 1000]]
weight   = 1000
"""


def test_a_topic_has_points_of_its_own_and_the_main_plan_its_own(tmp_path):
    plan = lt.load_plan(small_plan.written(tmp_path, small_plan.TEXT + FACT + POINTS))
    office = small_office.office(movements=movements("topic"))
    main, topic = (lt.evaluate(office, plan, "2023-12-31", track=t) for t in (None, "topic"))
    assert set(topic.points["criterion_id"]) == {"points_topic"}
    assert set(main.points["criterion_id"]) == {"points_years", "points_award"}
    [place] = topic.ranking("person")["points"]
    assert place == 1000
    without = lt.load_plan(small_plan.written(tmp_path))
    pd.testing.assert_frame_equal(main.points, lt.evaluate(office, without, "2023-12-31").points)


def test_a_topic_without_points_gives_no_places(large):
    topic = lt.evaluate(large, with_topic(), DAY, track="chuyen_de")
    assert len(topic.points) == 0
    with pytest.raises(lt.InputError, match="no points"):
        topic.ranking("person")


def test_the_weights_of_a_topic_are_its_own_too(tmp_path):
    text = small_plan.TEXT + FACT + POINTS.replace("weight   = 1000", "weight   = 900")
    with pytest.raises(lt.InputError) as caught:
        lt.load_plan(small_plan.written(tmp_path, text))
    assert (
        "criterion points_topic, key weight: the weights of a person on track topic make 900"
        in (str(caught.value))
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'where     = { track = "topic" }',
            'where     = { track = "topics" }',
            'fact of_topic, key where.track: "topics" is no track; did you mean topic?',
        ),
        (
            'where     = { track = "topic" }',
            "where     = { track = true }",
            "fact of_topic, key where.track: true; expected a track of the plan",
        ),
        (
            'kind     = "events_at_least"\nfact     = "of_topic"\ncount    = 1',
            'kind     = "ratio_at_least"\nfact     = "of_topic"\nout_of   = "launched_while_present"'
            "\nper_mille = 500",
            "criterion in_topic, key fact: of_topic leaves out movements",
        ),
    ],
)
def test_what_cannot_be_asked_of_a_topic_is_refused(tmp_path, old, new, told):
    text = small_plan.TEXT + FACT.replace(old, new)
    with pytest.raises(lt.InputError) as caught:
        lt.load_plan(small_plan.written(tmp_path, text))
    assert told in str(caught.value)


# Files of topics that are wrong


def topic_file(tmp_path, **edits) -> Path:
    from lantoa.criteria.loading import TOPICS

    text = (TOPICS / f"{TOPIC}.toml").read_text(encoding="utf-8")
    for old, new in edits.get("also", {}).items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "chuyen-de.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        (
            {'track    = "chuyen_de"': 'track    = "chuyende"'},
            'criterion cds_tham_gia, key track: chuyende; expected "chuyen_de", whose file this is',
        ),
        ({'track    = "chuyen_de"\n': ""}, "criterion cds_tham_gia, key track: missing"),
        ({'"cds_sang_kien"': '"cn_sang_kien"'}, "criterion cn_sang_kien, key id: used twice"),
        ({'fact     = "sang_kien"': 'fact     = "sang_kienn"'}, "did you mean sang_kien?"),
        ({'format = "criteria/1"': '[plan]\nid = "x"'}, "key plan: not a table of a plan"),
    ],
)
def test_a_topic_that_does_not_fit_the_plan_is_refused(tmp_path, edits, told):
    with pytest.raises(lt.InputError) as caught:
        lt.load_plan(PLAN, topics=topic_file(tmp_path, also=edits))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("topics", "told"),
    [
        ("chuyen-de-chuyen-doi-xo", 'topic "chuyen-de-chuyen-doi-xo" is not known; did you mean'),
        ("khong/co.toml", "khong/co.toml: there is no such topic file"),
        ([7], "expected the name of a topic or the path of a TOML file, not int"),
        (7, "topics: expected names of topics or paths of TOML files, not int"),
        ([TOPIC, TOPIC], "criterion cds_tham_gia, key id: used twice"),
    ],
)
def test_a_topic_that_is_not_there_is_named(topics, told):
    with pytest.raises(lt.InputError) as caught:
        lt.load_plan(PLAN, topics=topics)
    assert told in str(caught.value)


def test_a_plan_without_tracks_takes_no_topic(tmp_path):
    text = small_plan.edited(TRACK, "")
    with pytest.raises(lt.InputError, match="expected a track of the plan, whose file this is"):
        lt.load_plan(small_plan.written(tmp_path, text), topics=TOPIC)


def test_a_file_of_the_plan_s_own_list_is_read_as_a_topic_is(tmp_path):
    from lantoa.criteria.loading import BUNDLED

    topic_file(tmp_path)
    text = (BUNDLED / f"{PLAN}.toml").read_text(encoding="utf-8")
    path = tmp_path / "ke-hoach.toml"
    path.write_text(text.replace("files    = []", 'files    = ["chuyen-de.toml"]'), "utf-8")
    assert lt.load_plan(path).criteria == with_topic().criteria
    assert lt.load_plan(path).facts == with_topic().facts


# On the command line


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    from lantoa.sampling import sample_tables, save_tables

    folder = tmp_path_factory.mktemp("so")
    return save_tables(sample_tables(units=6, people=24, years=range(2021, 2026)), folder, "csv")


def said(capsys, *arguments):
    from lantoa import cli

    with pytest.raises(SystemExit) as ended:
        cli.main([*map(str, arguments), "--as-of", DAY])
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err


def test_the_command_line_judges_a_track_with_its_topic(registers, capsys, tmp_path):
    asked = ["--topic", TOPIC, "--track", "chuyen_de"]
    code, out, _ = said(capsys, "explain", registers, "DV02", *asked)
    assert code == 0
    assert "trong ba vị trí đầu của phong trào chuyên đề" in out.lower().replace("\n", " ")
    assert "tập thể lao động xuất sắc" not in out.lower()
    book = tmp_path / "chuyen-de.xlsx"
    code, out, _ = said(capsys, "year-end", registers, "--out", book, *asked)
    assert code == 0
    cells = {
        str(cell)
        for sheet in openpyxl.load_workbook(book)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert "chuyen_de" in cells


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--track", "chuyende"], 'track "chuyende" is not known; did you mean "chuyen_de"'),
        (["--topic", "chuyen-de"], 'topic "chuyen-de" is not known; did you mean "chuyen-de-'),
    ],
)
def test_a_track_that_is_not_there_is_named_before_anything_is_read(capsys, asked, told):
    code, _, error = said(capsys, "explain", "nowhere", "DV02", *asked)
    assert (code, told in error) == (2, True), error
