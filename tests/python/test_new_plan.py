"""A plan for other years: the rules stay, the years move, everything is explained in Vietnamese."""

import datetime
import io
import json
import re
import tomllib

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lantoa as lt
import small_plan
from lantoa import _toml_text as toml_text
from lantoa.planning import new_plan
from lantoa.planning.moving import Move
from lantoa.schema import wording

SOURCE, NEXT = "exemplars-2021-2025", (2026, 2030)
OLD_YEAR = re.compile(r"(?<!\d)202[1-5](?!\d)")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("ke-hoach") / "ke-hoach.toml"
    new_plan(path, NEXT)
    return path


@pytest.fixture(scope="module")
def content(file):
    return tomllib.loads(file.read_text(encoding="utf-8"))


def rules(plan):
    """Everything that the core is asked, but for the plan's name."""
    told = json.loads(plan.canonical)
    del told["plan"]["id"]
    return told


# The copy says what was copied


@pytest.mark.parametrize("source", [SOURCE, "small"])
def test_a_copy_to_the_same_years_holds_the_same_rules(source, tmp_path):
    path = small_plan.written(tmp_path) if source == "small" else source
    plan = lt.load_plan(path)
    copy = new_plan(tmp_path / "ban-sao.toml", plan.window, source=path)
    if source == "small":  # what was amended inside the window is what it came to be
        plan = plan.change("always_good.at_least", "hoan_thanh_tot")
    assert rules(copy) == rules(plan)
    assert copy.readings == plan.readings
    assert [c.label for c in copy.criteria] == [c.label for c in plan.criteria]
    assert copy.id == f"{plan.id}-{plan.window[0]}-{plan.window[1]}"


def test_a_copy_judges_an_office_alike(tmp_path):
    office = lt.sample_office(units=6, people=40, seed=7)
    results = [
        lt.evaluate(office, plan, "2025-09-30")
        for plan in (lt.load_plan(SOURCE), new_plan(tmp_path / "k.toml", (2021, 2025)))
    ]
    for frame in ("subjects", "points"):
        pd.testing.assert_frame_equal(*(getattr(result, frame) for result in results))


@given(
    st.recursive(
        st.booleans()
        | st.integers(-(2**40), 2**40)
        | st.dates()
        | st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    )
)  # fmt: skip
def test_whatever_is_written_is_read_again(thing):
    assert tomllib.loads(f"a = {toml_text.value(thing)}")["a"] == thing


def test_a_topic_of_the_source_stands_in_the_new_file(tmp_path):
    from lantoa.criteria.loading import BUNDLED, TOPICS

    text = (BUNDLED / f"{SOURCE}.toml").read_text("utf-8")
    topic = TOPICS / "chuyen-de-chuyen-doi-so.toml"
    (tmp_path / "chuyen-de.toml").write_text(topic.read_text("utf-8"), "utf-8")
    path = tmp_path / "nguon.toml"
    path.write_text(text.replace("files    = []", 'files    = ["chuyen-de.toml"]'), "utf-8")
    (tmp_path / "moi").mkdir()
    plan = new_plan(tmp_path / "moi" / "k.toml", NEXT, source=path)
    assert plan.criterion("cds_tham_gia").track == "chuyen_de"
    assert plan.tracks["chuyen_de"]["files"] == ()


# The years move


def test_window_days_ids_and_titles_move(file):
    plan = lt.load_plan(file)
    days = {one: milestone["as_of"].isoformat() for one, milestone in plan.milestones.items()}
    assert plan.window == NEXT
    assert plan.id == "exemplars-2026-2030"
    assert plan.title.endswith("giai đoạn 2026 - 2030")
    assert days == {
        "lua_chon_2026": "2026-09-30",
        "so_ket_2028": "2028-09-30",
        "de_nghi_2030": "2030-09-30",
        "tong_ket_2030": "2030-12-31",
        "khoa_so": "2031-03-31",
    }


def texts(thing, path=()):
    if isinstance(thing, dict):
        for key, one in thing.items():
            yield from texts(one, (*path, key))
    elif isinstance(thing, list):
        for one in thing:
            yield from texts(one, path)
    else:
        yield path, str(thing)


def test_no_year_of_the_old_window_is_left_but_in_the_law(content):
    left = [(path, text) for path, text in texts(content) if OLD_YEAR.search(text)]
    assert left
    assert {path[1] for path, _ in left} == {"law"}


def test_names_with_a_year_move_together(tmp_path):
    text = small_plan.TEXT.replace("half_way", "giua_2022").replace('"two"', '"hai_2023"')
    text = text.replace("readings.two ", "readings.hai_2023 ").replace("an_award", "khen_2021")
    source = small_plan.written(tmp_path, text)
    plan = new_plan(tmp_path / "k.toml", (2026, 2028), source=source)
    assert plan.readings["how_many"] == "hai_2028"
    assert plan.as_of("giua_2027").isoformat() == "2027-06-30"
    assert plan.criterion("khen_2026").kind == "events_at_least"


@given(st.integers(1990, 2100), st.integers(0, 12), st.integers(1990, 2100), st.integers(0, 12))
def test_years_move_in_order_and_the_ends_onto_the_ends(first, length, start, size):
    move = Move((first, first + length), (start, start + size))
    moved = [move.year(year) for year in range(first - 2, first + length + 3)]
    assert moved == sorted(moved)
    assert move.year(first) == start
    assert move.year(first + length) == (start + size if length else start)
    assert move.year(first - 1) == start - 1


@given(st.dates(datetime.date(2019, 1, 1), datetime.date(2028, 12, 31)), st.integers(0, 9))
def test_a_day_moves_to_a_day_of_the_calendar(day, shift):
    moved = Move((2021, 2025), (2026 + shift, 2030 + shift)).day(day)
    assert (moved.month, moved.day) in ((day.month, day.day), (2, 28))
    assert moved.year == day.year + 5 + shift


@pytest.mark.parametrize("window", [(2026, 2028), (2026, 2032), (2031, 2035)])
def test_windows_of_other_lengths_keep_the_milestones_in_order(window, tmp_path):
    plan = new_plan(tmp_path / "k.toml", window)
    days = [milestone["as_of"] for milestone in plan.milestones.values()]
    assert days == sorted(set(days))
    assert (days[0].year, days[-1].year) == (window[0], window[1] + 1)


# What is explained, what is to be checked


def comments(file):
    return [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]


def test_every_section_is_explained_in_vietnamese(file, content):
    told = " ".join(line.removeprefix("# ") for line in comments(file))
    explained = wording("new_plan")["sections"]
    for section in content:
        if section != "format":
            assert " ".join(explained[section].split())[:40] in re.sub(r"\s+", " ", told)
    assert not re.search(r"\b(the|and|which|of|is)\b", re.sub(r'"[^"]*"', "", told))


def test_the_rule_and_the_old_text_stand_above_a_criterion(file):
    told = file.read_text("utf-8")
    above = told[: told.index('"cn_luon_tot"')].rpartition("\n\n")[2]
    assert "# Quy tắc: năm nào cũng đạt từ Hoàn thành tốt nhiệm vụ trở lên" in above
    assert "# Văn bản giai đoạn trước (II.2.2 Cá nhân, gạch 2, vế 1): " in above


def test_what_only_the_old_text_can_say_is_left_out_and_marked(content):
    head = content["plan"]
    assert not {"number", "issued", "based_on", "source", "from"} & set(head)
    for section in ("criterion", "quota", "milestone", "track"):
        for one in content[section]:
            assert not {"clause", "quote"} & set(one)
            assert one["status"] == "assumption" or section == "criterion"
    gates = [one for one in content["criterion"] if one["role"] == "gate"]
    assert {one["status"] for one in gates} == {"assumption"}
    assert "amendable" not in content


def test_the_law_stays_as_it_is_and_is_marked_to_be_checked(file, content):
    from lantoa.criteria.loading import BUNDLED

    source = tomllib.loads((BUNDLED / f"{SOURCE}.toml").read_text("utf-8"))
    laws = [{one["id"]: one.get("law") for one in each["scale"]} for each in (source, content)]
    closing = [{one["id"]: one.get("closes") for one in each["fact"]} for each in (source, content)]
    assert laws[0] == laws[1]
    assert closing[0] == closing[1]
    text = file.read_text("utf-8")
    for path in wording("new_plan")["law"]:
        above = text[: text.index(f'"{path.partition(".")[2]}"')].rpartition("\n\n")[2]
        assert "# KIỂM TRA" in above, path


def test_what_the_format_calls_by_a_code_is_said_behind_it(file):
    told = file.read_text("utf-8")
    assert "years       = { value = 2, from = 2026-01-01 }  # số năm" in told
    assert '"assumption" }  # số lần (giả định)' in told


# Values set on the way


def test_thresholds_readings_and_days_can_be_set(tmp_path):
    changes = {
        "cn_xuat_sac_2_nam.years": 3,
        "reading.ky_luat_muc": "tu_canh_cao",
        "milestone.de_nghi_2030.as_of": datetime.date(2030, 10, 15),
        "quota.so_luong_ca_nhan.share_per_mille": 200,
        "chung_suy_ton.share_at_least": 700,
        "policy.merged": "new_unit",
    }
    plan = new_plan(tmp_path / "k.toml", NEXT, changes=changes)
    years = plan.criterion("cn_xuat_sac_2_nam").parameters["years"]
    assert dict(years) == {"value": 3, "from": datetime.date(2026, 1, 1)}
    assert plan.readings["ky_luat_muc"] == "tu_canh_cao"
    assert plan.as_of("de_nghi_2030") == datetime.date(2030, 10, 15)
    assert plan.quotas["so_luong_ca_nhan"]["share_per_mille"] == 200
    acclaim = plan.criterion("chung_suy_ton").parameters
    assert acclaim["share_at_least"] == 700
    assert "share_more_than" not in acclaim
    assert plan.policy["merged"] == "new_unit"
    assert rules(plan) == rules(new_plan(tmp_path / "l.toml", NEXT).change(changes))


def test_names_can_be_given(tmp_path):
    plan = new_plan(
        tmp_path / "k.toml", NEXT, plan_id="van-phong", title='Kế hoạch "mới"', issuer="Văn phòng"
    )
    assert (plan.id, plan.title) == ("van-phong", 'Kế hoạch "mới"')
    english = lt.load_plan(tmp_path / "k.toml", lang="en")
    assert english.title == 'Kế hoạch "mới"'  # the English one was of another plan


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"window": (2030, 2026)}, "window: 2030-2026; expected years from 1900 to 2200"),
        ({"window": "2026-2030"}, "window: expected two years such as (2026, 2030)"),
        ({"window": (True, 2030)}, "window: expected two years"),
        ({"window": (2026, 2026)}, "min_rated_years: 2; expected at most 1, the window"),
        ({"window": (2026, 2090)}, "plan, key window: 65 years"),
        ({"source": "exemplars-2021-205"}, 'did you mean "exemplars-2021-2025"'),
        ({"plan_id": "mã mới"}, "plan, key id"),
        ({"title": ""}, "plan, key title"),
        ({"changes": {"cn_sang_kien.cuont": 3}}, 'did you mean "criterion.cn_sang_kien.count"'),
        ({"changes": {"cn_luon_tot.at_least": "tot"}}, "is no level of scale xep_loai_ca_nhan"),
        ({"changes": {"milestone.de_nghi_2025.as_of": None}}, 'did you mean "milestone.de_nghi_2030'),
        ({"changes": {"reading.nhieu_sang_kien": "tu_ba", "cn_sang_kien.count": 4}},
         "criterion.cn_sang_kien.count: the reading chosen sets it (nhieu_sang_kien = tu_ba"),
    ],
)  # fmt: skip
def test_what_makes_no_plan_is_refused_and_nothing_is_written(arguments, told, tmp_path):
    with pytest.raises(lt.InputError) as caught:
        new_plan(tmp_path / "k.toml", **{"window": NEXT, **arguments})
    assert told in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path):
    path = tmp_path / "k.toml"
    path.write_text("của tôi", encoding="utf-8")
    with pytest.raises(lt.InputError, match=r"k\.toml is there already"):
        new_plan(path, NEXT)
    with pytest.raises(lt.InputError):
        new_plan(path, (2026, 2026), overwrite=True)
    assert path.read_text("utf-8") == "của tôi"
    assert new_plan(path, NEXT, overwrite=True).window == NEXT
    assert [one.name for one in tmp_path.iterdir()] == ["k.toml"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("k.txt", 'a name that ends in ".toml"'), ("nowhere/k.toml", "cannot be written")],
)
def test_a_path_that_cannot_be_is_named(name, told, tmp_path):
    with pytest.raises(lt.InputError, match=told):
        new_plan(tmp_path / name, NEXT)


# On the command line


def test_a_script_makes_a_plan_without_being_asked(run, tmp_path):
    out = tmp_path / "k.toml"
    code, printed, _ = run(
        "new-plan", "--out", out, "--window", "2026–2030", "--id", "vp-2026", "--title", "Kế hoạch mới",
        "--issuer", "Văn phòng", "--milestone", "de_nghi_2030=15/10/2030", "--milestone",
        "so_ket_2028=2028-06-30", "--set", "cn_xuat_sac_2_nam.years=3", "--set",
        "reading.ky_luat_muc=tu_canh_cao", "--no-ask",
    )  # fmt: skip
    plan = lt.load_plan(out)
    assert code == 0
    assert (plan.id, plan.title) == ("vp-2026", "Kế hoạch mới")
    assert plan.as_of("de_nghi_2030").isoformat() == "2030-10-15"
    assert plan.as_of("so_ket_2028").isoformat() == "2028-06-30"
    assert plan.readings["ky_luat_muc"] == "tu_canh_cao"
    assert f"lantoa check-plan {out}" in printed.replace("\n", "")


def test_whoever_does_not_watch_is_not_asked(run, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, printed, _ = run("new-plan", "--out", tmp_path / "k.toml", "--lang", "en")
    assert code == 0
    assert "(2026-2030)" in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--window", "2026"], "expected two years such as 2026-2030"),
        (["--window", "2030-2026"], "2030-2026; expected years from 1900 to 2200"),
        (["--milestone", "de_nghi_2030"], "expected a name and a value such as de_nghi_2030="),
        (["--milestone", "de_nghi_2030=31/02/2030"], '"31/02/2030" is no day'),
        (["--set", "=3"], "expected a name and a value such as cn_xuat_sac_2_nam.years=3"),
        (["--from", "exemplars"], 'did you mean "exemplars-2021-2025"'),
        (["--window", "2026-2026"], "số năm của giai đoạn"),
        (["--set", "cn_luon_tot.at_least=tot"], "không phải mức của thang xep_loai_ca_nhan"),
    ],
)
def test_wrong_options_are_named_and_nothing_is_written(run, tmp_path, arguments, told):
    code, _, error = run("new-plan", "--out", tmp_path / "k.toml", "--no-ask", *arguments)
    assert (code, told in error) == (2, True), error
    assert list(tmp_path.iterdir()) == []


def typed(monkeypatch, *lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_questions_are_asked_until_the_answer_can_be_used(run, tmp_path, monkeypatch):
    readings = ["2", "", "9", "tot_ba", "", "", "", "", ""]
    typed(
        monkeypatch,
        *("26-30", "2026-2030", "Kế hoạch của tôi", "", "mã mới", "vp-2026"),
        *("", "31/2/2028", "30/06/2028", "", "", ""),
        *readings,
    )
    code, printed, _ = run("new-plan", "--out", tmp_path / "k.toml", "--ask")
    assert code == 0
    plan = lt.load_plan(tmp_path / "k.toml")
    assert (plan.title, plan.id) == ("Kế hoạch của tôi", "vp-2026")
    assert plan.as_of("so_ket_2028").isoformat() == "2028-06-30"
    assert plan.readings["tuong_duong"] == "chi_tinh"
    assert plan.readings["dan_dau_muc"] == "tot_ba"
    assert '"26-30" không phải một giai đoạn; ghi như 2026-2030.' in printed
    assert '"31/2/2028" không phải ngày có trên lịch' in printed
    assert '"9": chọn một số từ 1 đến 4.' in printed
    assert '"mã mới": mã chỉ có chữ không dấu' in printed
    headline = lt.load_plan(SOURCE).questions.query("headline")["question"].nunique()
    assert printed.count("Chọn số [") == headline + 1


def test_what_was_given_is_not_asked_again(run, tmp_path, monkeypatch):
    typed(monkeypatch, *[""] * 40)
    code, printed, _ = run(
        "new-plan", "--out", tmp_path / "k.toml", "--ask", "--lang", "en", "--window", "2026-2030",
        "--title", "Mine", "--milestone", "khoa_so=2031-04-30", "--set", "reading.ky_luat_muc=tu_canh_cao",
    )  # fmt: skip
    assert code == 0
    assert "Issued by [" in printed
    assert not {"Window (", "Title of", "Books closed", "from which level on"} & set(
        re.findall(r"Window \(|Title of|Books closed|from which level on", printed)
    )


def test_an_end_of_the_answers_writes_nothing(run, tmp_path, monkeypatch):
    typed(monkeypatch, "2026-2030", "Kế hoạch")
    code, _, error = run("new-plan", "--out", tmp_path / "k.toml", "--ask")
    assert code == 130
    assert "không ghi gì" in error
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_named_before_anything_is_asked(run, tmp_path, monkeypatch):
    (tmp_path / "k.toml").write_text("của tôi", encoding="utf-8")
    typed(monkeypatch)
    code, printed, error = run("new-plan", "--out", tmp_path / "k.toml", "--ask")
    assert (code, printed) == (2, "")
    assert "--overwrite" in error
