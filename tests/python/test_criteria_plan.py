"""The bundled plan: complete, cited to the letter, and answering what it is on any day."""

import json
import pickle
import subprocess
import sys
import tomllib
import unicodedata
from datetime import date
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

import lantoa as lt
import small_plan
from lantoa.criteria import bundled_plans, load_plan
from lantoa.criteria.fingerprints import canonical_json
from lantoa.criteria.loading import BUNDLED
from lantoa.criteria.publishing import SCHEMA, json_schema

NAME = "exemplars-2021-2025"


@pytest.fixture(scope="module")
def plan():
    return load_plan(NAME)


@pytest.fixture
def small(tmp_path):
    return load_plan(small_plan.written(tmp_path))


def content():
    return tomllib.loads((BUNDLED / f"{NAME}.toml").read_text("utf-8"))


def quotes(tables):
    """Every clause and quote, however deep."""
    for value in tables.values() if isinstance(tables, dict) else tables:
        if isinstance(value, dict | list):
            yield from quotes(value)
    if isinstance(tables, dict) and "quote" in tables:
        yield tables["clause"], tables["quote"]


# --- the text


def test_every_quote_is_in_the_source_to_the_letter(shared):
    text = (shared / content()["plan"]["source"]).read_text("utf-8")
    cited = list(quotes(content()))
    assert len(cited) > 40
    assert [clause for clause, quote in cited if quote not in text] == []


def test_the_rules_are_those_of_the_draft(shared, plan):
    assert load_plan(shared / "plan" / f"{NAME}.toml").fingerprint == plan.fingerprint


def test_every_criterion_has_a_clause_and_a_quote_or_is_an_assumption(plan):
    bare = [one.id for one in plan.criteria if not (one.clause and one.quote)]
    assert [one for one in bare if plan.criterion(one).status != "assumption"] == []


def test_it_holds_every_criterion_of_the_text(plan):
    by_role = {role: [one.id for one in plan.criteria if one.role == role] for role in ROLES}
    assert by_role == ROLES
    assert list(plan.tracks) == ["chuyen_de"]
    assert [len(plan.quotas), len(plan.milestones), len(plan.actors)] == [3, 5, 5]


ROLES = {
    "gate": [
        *("chung_thanh_tich", "chung_dan_dau", "chung_suy_ton", "chung_lan_toa"),
        *("chung_chap_hanh", "chung_doan_ket", "chung_tham_gia_phong_trao", "chung_dong_gop"),
        *("tt_luon_tot", "tt_xuat_sac_2_nam", "tt_bang_khen", "tt_dan_dau", "tt_vuot_chi_tieu"),
        *("tt_sang_kien", "tt_doan_ket", "tt_khong_ky_luat"),
        *("cn_guong_mau", "cn_sang_kien", "cn_luon_tot", "cn_xuat_sac_2_nam", "cn_bang_khen"),
        *("cn_gia_dinh", "cn_thu_truong_gan_tap_the"),
    ],
    "part": [
        *("chung_thanh_tich_nhiem_vu", "chung_thanh_tich_linh_vuc"),
        *("tt_chi_tieu_khong_hut", "tt_chi_tieu_co_vuot"),
    ],
    "report": ["cn_khong_ky_luat"],
}


def test_almost_half_of_the_gates_are_judged(plan):
    for subject, judged, gates in (("unit", 7, 16), ("person", 7, 15)):
        asked = [one for one in plan.criteria if one.role == "gate" and subject in one.subjects]
        assert [sum(one.nature == "judged" for one in asked), len(asked)] == [judged, gates]


def test_it_has_thirty_questions_and_eighty_eight_readings_headline_ones_first(plan):
    frame = plan.questions
    assert len(frame) == 88
    assert frame["question"].nunique() == 30
    assert frame.loc[frame["headline"], "question"].nunique() == 8
    assert frame["headline"].is_monotonic_decreasing
    assert frame.groupby("question")["is_chosen"].sum().eq(1).all()
    sizes = frame[frame["headline"]].groupby("question").size()
    assert sizes.prod() == 23_040


def test_the_reading_chosen_is_the_rule_as_written():
    for table in content().values():
        for owner in table if isinstance(table, list) else [table]:
            for question in owner.get("interpretation", []) if isinstance(owner, dict) else []:
                assert "set" not in question["readings"][question["chosen"]]


# --- finding and reading


def test_the_bundled_plans_are_named():
    assert bundled_plans() == [NAME]


def test_a_plan_may_be_a_path_or_its_text(tmp_path, small):
    assert load_plan(str(small_plan.written(tmp_path))) == small
    assert small.path == Path(tmp_path / "small.toml")


def test_decomposed_text_is_composed(tmp_path):
    text = unicodedata.normalize("NFD", small_plan.TEXT)
    assert load_plan(small_plan.written(tmp_path, text)).criterion("clean").label == "Không kỷ luật"


def test_importing_the_plan_loads_neither_pandas_nor_pydantic():
    code = "import sys; from lantoa.criteria import load_plan, Plan; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pandas", "pydantic", "numpy"} & set(run.stdout.split())


def test_a_track_brings_criteria_of_its_own(tmp_path):
    text = small_plan.edited(
        'inherits = ["acclaimed"]', 'inherits = ["acclaimed"]\nfiles = ["topic.toml"]'
    )
    topic = (
        'format = "criteria/1"\n[[criterion]]\nid = "tidy"\nvi = "Sạch"\nen = "Tidy"\n'
        'track = "topic"\nsubjects = ["unit"]\nrole = "gate"\nnature = "judged"\n'
        'kind = "attested"\nfact = "judgements"\n'
    )
    (tmp_path / "topic.toml").write_text(topic, encoding="utf-8")
    plan = load_plan(small_plan.written(tmp_path, text))
    assert plan.criterion("tidy").track == "topic"
    assert plan.resolved("the_end")["criteria"][-1]["track"] == "topic"


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        (None, "there is no file"),
        ('format = "criteria/1"\n[policy]\n', "key policy: not a table"),
        ('format = "criteria/1"\n[[criterion]]\nid = "x"\n', "criterion x, key track: missing"),
    ],
)
def test_a_track_file_that_does_not_fit_is_told(tmp_path, topic, told):
    text = small_plan.edited(
        'inherits = ["acclaimed"]', 'inherits = ["acclaimed"]\nfiles = ["topic.toml"]'
    )
    if topic is not None:
        (tmp_path / "topic.toml").write_text(topic, encoding="utf-8")
    with pytest.raises(lt.InputError, match=told):
        load_plan(small_plan.written(tmp_path, text))


# --- days


@pytest.mark.parametrize("given", ["de_nghi_2025", "2025-09-30", date(2025, 9, 30)])
def test_a_day_has_three_spellings(plan, given):
    assert plan.as_of(given) == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("de_ngi_2025", 'milestone "de_ngi_2025" is not known; did you mean "de_nghi_2025"'),
        ("2025-13-30", "not a date"),
        (2025, "must be a milestone or a date"),
    ],
)
def test_a_day_that_is_none_is_told(plan, given, told):
    with pytest.raises(lt.InputError, match=told):
        plan.as_of(given)


@pytest.mark.parametrize(
    ("day", "verdict", "gates"),
    [
        ("2020-01-01", "possible", "countable"),  # before the first milestone: as at the first
        ("lua_chon_2021", "possible", "countable"),
        ("2025-09-29", "possible", "countable"),
        ("2025-09-30", "provisional", "all"),
        ("2027-01-01", "met", "all"),
    ],
)
def test_who_counts_as_in_is_that_of_the_last_milestone(plan, day, verdict, gates):
    assert plan.counting(day) == {"verdict": verdict, "gates": gates}


# --- resolved


def rule(plan, criterion, as_of):
    return next(one for one in plan.resolved(as_of)["criteria"] if one["id"] == criterion)


def test_resolved_rules_are_plain_json(plan):
    rules = plan.resolved("de_nghi_2025")
    assert json.loads(json.dumps(rules)) == rules
    assert list(rules) == [
        *("id", "window", "apply", "scope", "scales", "facts", "criteria", "tracks", "policy"),
        *("scoring", "quotas", "milestones"),
    ]
    assert rules["window"] == [2021, 2025]
    assert rules["facts"]["bang_khen"]["where"] == {"status": "valid"}
    assert rules["tracks"]["chuyen_de"]["inherits"][0] == "chung_thanh_tich"


def test_resolved_rules_are_a_copy(plan):
    plan.resolved("khoa_so")["criteria"][0]["of"].clear()
    plan.resolved("khoa_so")["facts"].clear()
    assert rule(plan, "chung_thanh_tich", "khoa_so")["of"]


def test_defaults_are_filled_in(plan):
    found = rule(plan, "chung_dong_gop", "khoa_so")
    assert (found["over"], found["members_at"], found["track"]) == ("self", "event_date", None)


@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("2020-01-01", "hoan_thanh"),  # before the first day the first value holds
        ("2022-05-31", "hoan_thanh"),
        ("2022-06-01", "hoan_thanh_tot"),
    ],
)
def test_at_as_of_the_value_in_force_judges_every_year(small, day, level):
    assert rule(small, "always_good", day)["at_least"] == level


def test_per_year_each_year_is_judged_by_the_value_of_its_closing_day(small):
    found = rule(small.change("plan.apply", "per_year"), "always_good", "2021-01-01")
    assert found["at_least"]["per_year"] == {
        "2021": "hoan_thanh",
        "2022": "hoan_thanh_tot",
        "2023": "hoan_thanh_tot",
    }
    assert found["at_least"]["dated"][1] == ["2022-06-01", "hoan_thanh_tot"]
    assert found["except_years"] == 0


def test_per_year_the_closing_day_may_be_in_the_next_year(small):
    late = {"month": 3, "day": 31, "next_year": True}
    amended = [
        {"value": "hoan_thanh", "from": date(2021, 1, 1)},
        {"value": "hoan_thanh_tot", "from": date(2023, 3, 31)},
    ]
    plan = small.change(
        {
            "plan.apply": "per_year",
            "fact.ratings.closes": late,
            "criterion.always_good.at_least": amended,
        }
    )
    found = rule(plan, "always_good", "the_end")["at_least"]["per_year"]
    assert list(found.values()) == ["hoan_thanh", "hoan_thanh_tot", "hoan_thanh_tot"]


def test_per_year_filters_of_events_have_their_days_and_totals_stay_plain(small):
    amended = [
        {"value": "giay_khen/co_so", "from": date(2021, 1, 1)},
        {"value": "bang_khen/tinh", "from": date(2022, 7, 1)},
    ]
    counts = [{"value": 1, "from": date(2021, 1, 1)}, {"value": 2, "from": date(2023, 1, 1)}]
    plan = small.change(
        {
            "apply": "per_year",
            "an_award.level_at_least": amended,
            "an_award.count": counts,
        }
    )
    found = rule(plan, "an_award", "2022-12-31")
    assert found["level_at_least"]["per_year"]["2021"] == "giay_khen/co_so"
    assert found["level_at_least"]["per_year"]["2022"] == "bang_khen/tinh"
    assert found["level_at_least"]["dated"][1] == ["2022-07-01", "bang_khen/tinh"]
    assert found["count"] == 1


def test_per_year_shares_of_votes_are_those_of_the_day(small):
    found = rule(small.change("plan.apply", "per_year"), "acclaimed", "the_end")
    assert found["share_more_than"] == 500


# --- the canonical text


def test_the_canonical_text_is_that_of_rfc_8785():
    value = {
        "\u20ac": 1,
        "\r": "a\u001f\n",
        "\U0001f600": True,
        "\ufb33": [],
        "1": {"b": 2, "a": "é"},
    }
    assert canonical_json(value) == (
        '{"\\r":"a\\u001f\\n","1":{"a":"é","b":2},"\u20ac":1,"\U0001f600":true,"\ufb33":[]}'
    )


def test_the_fingerprint_is_the_hash_of_the_canonical_text(plan):
    assert plan.fingerprint == sha256(plan.canonical.encode("utf-8")).hexdigest()
    assert json.loads(plan.canonical)["criterion.cn_xuat_sac_2_nam"]["years"] == 2


def test_words_are_not_in_the_fingerprint(tmp_path, small):
    text = small_plan.edited('en       = "Always good"', 'en       = "Good at all times"')
    assert load_plan(small_plan.written(tmp_path, text)).fingerprint == small.fingerprint


def test_the_order_of_tables_and_what_is_left_to_defaults_are_not_in_the_fingerprint(
    tmp_path, small
):
    text = small_plan.edited('belongs  = "on_as_of_date"\n', "").replace("except_years = 0\n", "")
    assert load_plan(small_plan.written(tmp_path, text)).fingerprint == small.fingerprint


def test_an_amendment_is_in_the_fingerprint(small):
    plain = small.change("always_good.at_least", "hoan_thanh_tot")
    assert plain.fingerprint != small.fingerprint
    assert '"from":"2022-06-01"' in small.canonical


def test_an_amendment_that_changes_nothing_is_not_in_the_fingerprint(small):
    dates = [date(2021, 1, 1), date(2022, 1, 1)]
    same = small.change("two_excellent.years", [{"value": 2, "from": day} for day in dates])
    assert same.fingerprint == small.fingerprint


def test_plans_travel_between_processes(plan):
    assert pickle.loads(pickle.dumps(plan)) == plan


# --- immutable, printed, published


def test_nothing_that_a_plan_hands_out_changes_it(plan):
    with pytest.raises(TypeError):
        plan.policy["merged"] = "new_unit"
    with pytest.raises(AttributeError):
        plan.lang = "en"
    frame = plan.parameters
    frame["value"] = 0
    assert plan.parameters["value"].ne(0).any()


def test_a_criterion_that_is_not_there_is_told(plan):
    with pytest.raises(lt.InputError, match='did you mean "cn_luon_tot"'):
        plan.criterion("cn_luon_tt")


def test_it_prints_as_a_decision_table_in_its_language(plan):
    english = load_plan(NAME, lang="en").change("cn_xuat_sac_2_nam.years", 3)
    vietnamese = plan.change("reading.ky_luat_muc", "tu_canh_cao")
    assert "ít nhất 2 năm đạt từ Hoàn thành xuất sắc nhiệm vụ trở lên" in repr(vietnamese)
    assert "giả định" in repr(vietnamese)
    assert "cách hiểu: tu_canh_cao" in repr(vietnamese)
    assert "at least 3 years at Completed excellently or higher" in repr(english)
    assert "assumption" in repr(english)
    assert "changed" in repr(english)
    text, page = repr(plan), plan._repr_html_()
    assert all(one.id in text and one.label in page for one in plan.criteria)


def test_every_reading_has_a_sentence_in_both_languages(plan):
    english = load_plan(NAME, lang="en")
    for row in plan.questions.itertuples():
        for each in (plan, english):
            text = repr(each.change(f"reading.{row.question}", row.reading))
            assert "{" not in text
            assert "None" not in text


def test_the_published_schema_is_up_to_date():
    assert json.loads(SCHEMA.read_text("utf-8")) == json_schema(), (
        "run python -m lantoa.criteria.publishing"
    )


def as_json(value):
    """Dates as text: what editors see of TOML."""
    return json.loads(json.dumps(value, default=date.isoformat))


@pytest.mark.parametrize("text", [(BUNDLED / f"{NAME}.toml").read_text("utf-8"), small_plan.TEXT])
def test_plans_fit_the_published_schema(text):
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(as_json(tomllib.loads(text)), json_schema())


def test_the_published_schema_refuses_what_is_not_of_a_kind():
    broken = as_json(tomllib.loads(small_plan.edited("except_years = 0", "exept_years = 0")))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, json_schema())
