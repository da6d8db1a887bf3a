"""Random plans: the bundled one under other readings, policies and values, and small new ones.

A new plan is written as ``criteria/1`` text and loaded like any other, so that what a plan may
say is what is tried.
"""

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from lantoa.criteria import load_plan

POLICY = {
    "missing_past_value": ("unknown", "fail", "skip"),
    "missing_judgement": ("unknown", "fail"),
    "open_years": ("open", "open", "open", "leave_out"),
    "unrated_year": ("skip", "fail", "unknown"),
    "min_rated_years": (0, 1, 2),
    "joined_late": ("from_first_year", "whole_window", "former_agency"),
    "new_unit": ("from_first_year", "whole_window"),
    "renamed": ("same_unit", "new_unit"),
    "merged": ("all_predecessors", "any_predecessor", "largest_predecessor", "new_unit"),
    "conflicting_rows": ("later_decision", "unknown"),
}
policies = st.fixed_dictionaries({key: st.sampled_from(values) for key, values in POLICY.items()})
BELONGS = ("on_as_of_date", "on_as_of_date", "whole_window", "any_time")
WINDOW = {"from": 2021, "to": 2023}


def sometimes(strategy):
    """A dict or none, so that a key may be absent."""
    return st.one_of(st.just({}), strategy)


# ---- the bundled plan, read otherwise


@cache
def bundled():
    """The bundled plan over three years, and its readings by question."""
    plan = load_plan("exemplars-2021-2025").change("plan.window", WINDOW)
    readings = {}
    for row in plan.questions.to_dict("records"):
        readings.setdefault(row["question"], []).append(row["reading"])
    return plan, readings


@st.composite
def readings_of_the_plan(draw):
    """The bundled plan under a few readings and policies taken at random."""
    plan, readings = bundled()
    asked = draw(st.lists(st.sampled_from(sorted(readings)), max_size=4, unique=True))
    chosen = {f"reading.{key}": draw(st.sampled_from(readings[key])) for key in asked}
    policy = draw(st.dictionaries(st.sampled_from(sorted(POLICY)), st.none(), max_size=2))
    changes = {f"policy.{key}": draw(st.sampled_from(POLICY[key])) for key in policy}
    return plan.change(chosen | changes)


# ---- small new plans


SCALES = {
    "ratings": ["khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac"],
    "titles": ["tap_the_lao_dong_tien_tien", "tap_the_lao_dong_xuat_sac", "co_thi_dua_bo_tinh"],
    "scopes": ["co_so", "tinh", "toan_quoc"],
    "awards": ["giay_khen/co_so", "bang_khen/tinh", "huan_chuong/nha_nuoc"],
    "measures": ["khien_trach", "canh_cao", "buoc_thoi_viec"],
}
MORE_OF_SCALE = {
    "awards": {
        "of": ["form", "level"],
        "equivalent": {"bang_khen/bo": "bang_khen/tinh"},
        "outside": ["ky_niem_chuong"],
    },
    "measures": {
        "kind_level": {"hinh_su": "buoc_thoi_viec"},
        "equivalent": {"khai_tru": "buoc_thoi_viec"},
    },
}
EVERYBODY, UNITS, PEOPLE = ["unit", "person"], ["unit"], ["person"]

closes = st.sampled_from(
    [
        {"month": 12, "day": 15},
        {"month": 12, "day": 31},
        {"month": 3, "day": 31, "next_year": True},
        {"month": 6, "day": 30},
    ]
)
absent = st.sampled_from(("unknown", "no"))
valid_only = st.just({"where": {"status": "valid"}, "annulled": "annulled_on"})


def yearly_fact(table, subject, *, value, takes, more, years=("year",)):
    """A yearly fact of a register: a dict of keys."""
    return st.tuples(
        st.fixed_dictionaries(
            {
                "table": st.just(table),
                "subject": st.just(subject),
                "per": st.just("year"),
                "year": st.sampled_from(years),
                "take": st.sampled_from(takes),
                "absent": absent,
                "closes": closes,
            }
        ),
        st.just(value),
        more,
    ).map(lambda parts: honoured(parts[0] | parts[1] | parts[2]))


def honoured(fact):
    """Filters and the year of the decision go with ``any``; what is not rated never does."""
    if "unrated" in fact:
        fact |= {"absent": "unknown", "take": fact["take"].replace("any", "latest_decision")}
    if fact["take"] != "any":
        fact = {k: v for k, v in fact.items() if k not in ("where", "annulled")}
        fact |= {"year": "year"}
    return fact


LADDER = ("any", "latest_decision", "min", "max")
nothing = st.just({})
YEAR_OR_DECISION = ("year", "year", "decision_date")

YEARLY = {  # name -> (who is asked, the fact)
    "ratings": (
        EVERYBODY,
        yearly_fact(
            "ratings", "subject_id", value={"value": "rating", "scale": "ratings"}, takes=LADDER,
            years=YEAR_OR_DECISION, more=st.sampled_from([{}, {"unrated": "reason_unrated"}]),
        ),
    ),
    "titles": (
        UNITS,
        yearly_fact(
            "titles", "subject_id", value={"value": "title", "scale": "titles"}, takes=LADDER,
            years=YEAR_OR_DECISION, more=valid_only,
        ),
    ),
    "families": (
        PEOPLE,
        yearly_fact(
            "families", "person_id", value={"value": "held", "type": "bool"}, takes=LADDER,
            more=nothing,
        ),
    ),
    "targets": (
        UNITS,
        yearly_fact(
            "targets", "unit_id",
            value={"ratio": ["achieved", "planned"], "ratio_if_less": ["planned", "achieved"]},
            takes=("min", "max", "mean"), more=nothing,
        ),
    ),
}  # fmt: skip


def event_fact(table, subject, counts_on, more):
    return st.tuples(
        st.fixed_dictionaries(
            {
                "table": st.just(table),
                "subject": st.just(subject),
                "per": st.just("event"),
                "counts_on": counts_on,
                "absent": st.just("no"),
            }
        ),
        sometimes(closes.map(lambda day: {"closes": day})),
        more,
    ).map(lambda parts: parts[0] | parts[1] | parts[2])


EVENTS = {
    "awards": (
        EVERYBODY,
        event_fact(
            "commendations", "subject_id",
            st.sampled_from(("decision_date", "year", ["decision_date", "year"])),
            st.tuples(
                valid_only,
                st.sampled_from([{}, {"where": {"status": "valid", "category": ["cong_trang"]}}]),
            ).map(lambda two: {"value": ["form", "level"], "scale": "awards"} | two[0] | two[1]),
        ),
    ),
    "initiatives": (
        EVERYBODY,
        event_fact(
            "initiatives", "subject_id", st.just(["decision_date", "year"]),
            st.sampled_from([{}, {"key": "initiative_id"}]).map(
                lambda key: {"value": "scope", "scale": "scopes", "share": "share"} | key
            ),
        ),
    ),
    "discipline": (
        PEOPLE,
        event_fact(
            "discipline", "person_id", st.sampled_from(("decision_date", "act_date")),
            st.sampled_from((["hanh_chinh", "dang"], ["hinh_su", "xu_phat", "dang"])).map(
                lambda kinds: {
                    "value": "form", "scale": "measures", "annulled": "annulled_on",
                    "where": {"kind": kinds},
                }
            ),
        ),
    ),
    "results": (
        EVERYBODY,
        event_fact(
            "movement_results", "subject_id", st.just("year"),
            st.sampled_from([{}, {"key": "movement_id"}]).map(
                lambda key: {"value": "place", "type": "int"} | key
            ),
        ),
    ),
    "contributions": (
        EVERYBODY,
        event_fact("contributions", "subject_id", st.just("date"), st.just({"key": "call_id"})),
    ),
    "adoptions": (
        EVERYBODY,
        event_fact(
            "adoptions", "exemplar_id", st.just("started_on"),
            st.just({"through": "practices", "key": "subject_id"}),
        ),
    ),
    "duoc_chon": (
        UNITS,
        event_fact(
            "recognitions", "subject_id", st.just("decided_on"),
            st.just({"seen_on": "decided_on", "where": {"nominated_only": False},
                     "annulled": "revoked_on"}),
        ),
    ),
}  # fmt: skip
OTHERS = {
    "judgements": {
        "table": "attestations", "subject": "subject_id", "per": "judgement", "seen_on": "date",
        "key": "criterion_id", "value": "verdict", "votes": ["votes_for", "votes_total"],
        "take": "latest_decision", "absent": "unknown",
    },
    "roles": {
        "table": "memberships", "subject": "person_id", "per": "interval",
        "date": ["from", "to"], "value": "role",
    },
}  # fmt: skip


# ---- criteria


def dated(values):
    """A plain value, or one that was amended inside the window."""
    amended = st.tuples(values, values, st.sampled_from((date(2022, 3, 1), date(2022, 12, 31))))
    tables = amended.map(
        lambda two: [
            {"value": two[0], "from": date(2021, 1, 1)},
            {"value": two[1], "from": two[2]},
        ]
    )
    return st.one_of(values, values, values, tables)


@st.composite
def comparators(draw, name):
    """What a yearly rule asks of one year."""
    if name == "families":
        return {"is": draw(dated(st.booleans()))}
    if name == "targets":
        key = draw(st.sampled_from(("at_least", "more_than")))
        return {key: draw(dated(st.sampled_from((0, 750, 1000, 1050))))}
    levels = SCALES[name]
    key = draw(st.sampled_from(("is", "at_least", "more_than")))
    return {key: draw(dated(st.sampled_from(levels[:-1] if key == "more_than" else levels)))}


@st.composite
def yearly_rules(draw):
    name = draw(st.sampled_from(sorted(YEARLY)))
    kinds = ["every_year", "years_at_least", "latest"]
    fact = draw(YEARLY[name][1])
    if fact["take"] == "mean":
        kinds.append("mean_over_window")
    kind = draw(st.sampled_from(kinds))
    rule = {"kind": kind} | draw(comparators(name))
    if kind == "every_year":
        rule["except_years"] = draw(dated(st.integers(0, 2)))
    if kind == "years_at_least":
        rule |= {"years": draw(dated(st.integers(1, 3))), "consecutive": draw(st.booleans())}
    return YEARLY[name][0], rule, fact


@st.composite
def event_rules(draw):
    name = draw(st.sampled_from(sorted(EVENTS)))
    subjects, fact = EVENTS[name][0], draw(EVENTS[name][1])
    kind = draw(st.sampled_from(kinds_of(name)))
    rule = {"kind": kind}
    if kind in ("events_at_least", "place_within"):
        rule["count"] = draw(dated(st.integers(1, 2)))
    if kind == "place_within":
        rule |= {"within": draw(dated(st.integers(1, 3))), "every": draw(st.booleans())}
    if kind == "ratio_at_least":
        fact = fact | {"key": "movement_id" if name == "results" else "call_id"}
        asked = draw(st.sampled_from((0, 500, 501, 1000)))
        return subjects, rule | {"out_of": "launched_while_present", "per_mille": asked}, fact
    if kind != "place_within":
        rule |= draw(filters(name))
    if name in ("awards", "initiatives", "discipline", "results", "contributions"):
        subjects = draw(whose(rule, subjects))
    return subjects, rule, fact


def kinds_of(name):
    if name == "results":
        return ("place_within", "place_within", "events_at_least", "ratio_at_least")
    if name == "contributions":
        return ("events_at_least", "ratio_at_least", "ratio_at_least")
    return ("events_at_least", "never")


@st.composite
def filters(draw, name):
    """Which rows a rule asks for."""
    scale = {"awards": "awards", "initiatives": "scopes", "discipline": "measures"}.get(name)
    asked = {}
    if scale and draw(st.booleans()):
        asked["level_at_least"] = draw(dated(st.sampled_from(SCALES[scale])))
    if name == "initiatives":
        asked |= draw(sometimes(st.just({"recognised": True})))
        asked |= draw(
            sometimes(dated(st.sampled_from((0, 500))).map(lambda s: {"share_at_least": s}))
        )
    return asked


@st.composite
def whose(draw, rule, subjects):
    """Whose rows: the subject's or its members'; changes the rule, gives the subjects."""
    over = draw(st.sampled_from(("self", "self", "members", "self_or_members")))
    if over != "self":
        rule["over"] = over
        rule["members_at"] = draw(st.sampled_from(("event_date", "event_date", "as_of_date")))
    if over == "members" or (subjects == PEOPLE and over != "self" and draw(st.booleans())):
        return UNITS
    return EVERYBODY if over == "self_or_members" else subjects


@st.composite
def attested_rules(draw):
    shares = st.one_of(
        st.just({}),
        st.sampled_from((0, 500, 750)).map(lambda share: {"share_at_least": share}),
        st.sampled_from((0, 500)).map(lambda share: {"share_more_than": share}),
    )
    return EVERYBODY, {"kind": "attested"} | draw(shares), OTHERS["judgements"]


rules = st.one_of(yearly_rules(), yearly_rules(), event_rules(), event_rules(), attested_rules())


@st.composite
def small_plans(draw):
    """A plan of three or four criteria, each on a fact of its own, a k_of and a head's link."""
    drawn = draw(st.lists(rules, min_size=2, max_size=4))
    roles = draw(st.lists(st.sampled_from(("gate", "gate", "report")), min_size=4, max_size=4))
    facts, criteria = {}, []
    for number, (subjects, rule, fact) in enumerate(drawn):
        facts[f"f{number}"] = fact
        judged = rule["kind"] == "attested"
        criteria.append(
            named(f"c{number}", subjects, roles[number], "judged" if judged else "countable")
            | rule
            | {"fact": f"f{number}"}
        )
    criteria += draw(combined(criteria)) + draw(linked(criteria))
    facts |= {"chuc_vu": OTHERS["roles"], "duoc_chon": draw(EVENTS["duoc_chon"][1])}
    head = {
        "id": "small",
        "title": "small",
        "window": WINDOW,
        "apply": draw(st.sampled_from(("at_as_of", "at_as_of", "per_year"))),
    }
    judged = draw(st.sampled_from((EVERYBODY, EVERYBODY, EVERYBODY, UNITS, PEOPLE)))
    scope = {"subjects": judged, "belongs": draw(st.sampled_from(BELONGS))}
    return load(text_of(head, scope, facts, criteria, draw(policies)))


def named(criterion_id, subjects, role, nature):
    return {
        "id": criterion_id,
        "vi": criterion_id,
        "en": criterion_id,
        "subjects": subjects,
        "role": role,
        "nature": nature,
    }


@st.composite
def combined(draw, criteria):
    """A k_of of two criteria that are asked of the same subjects, or none."""
    for one, other in pairwise(criteria):
        if one["subjects"] == other["subjects"] and draw(st.booleans()):
            nature = "judged" if "judged" in (one["nature"], other["nature"]) else "countable"
            rule = {"kind": "k_of", "k": draw(st.integers(1, 2)), "of": [one["id"], other["id"]]}
            return [named("k", one["subjects"], "gate", nature) | rule]
    return []


@st.composite
def linked(draw, criteria):
    """A head's link, or none."""
    if not draw(st.booleans()):
        return []
    asked = [one["id"] for one in criteria if "unit" in one["subjects"]]
    needs = ["all_gates", "countable_gates", "selected"] + ([asked] if asked else [])
    only_if = {
        "role": draw(st.sampled_from((["head"], ["head", "deputy"]))),
        "when": draw(st.sampled_from(("as_of_date", "any_time"))),
    }
    rule = {
        "kind": "linked",
        "fact": "chuc_vu",
        "via": "unit_id",
        "only_if": only_if,
        "needs": draw(st.sampled_from(needs)),
    }
    return [named("head", PEOPLE, "gate", "countable") | rule]


# ---- as text


def text_of(head, scope, facts, criteria, policy):
    """A plan file in the format ``criteria/1``."""
    lines = ['format = "criteria/1"', *table("[plan]", head), *table("[scope]", scope)]
    for scale, levels in SCALES.items():
        lines += table("[[scale]]", {"id": scale, "levels": levels} | MORE_OF_SCALE.get(scale, {}))
    for fact_id, fact in facts.items():
        lines += table("[[fact]]", {"id": fact_id} | fact)
    for criterion in criteria:
        lines += table("[[criterion]]", criterion)
    return "\n".join([*lines, *table("[policy]", policy), ""])


def table(heading, keys):
    return [heading, *(f"{key} = {toml(value)}" for key, value in keys.items())]


def toml(value):
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{key}" = {toml(item)}' for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def load(text):
    """The plan that a text holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.toml"
        path.write_text(text, encoding="utf-8")
        return load_plan(path)
