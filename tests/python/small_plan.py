"""A small plan with every kind of rule in it, for tests to break in one place at a time."""

from pathlib import Path

TEXT = """\
format = "criteria/1"

[plan]
id     = "small"
title  = "A small plan"
window = { from = 2021, to = 2023 }

[scope]
subjects = ["unit", "person"]
belongs  = "on_as_of_date"
[[scope.interpretation]]
id     = "belonging"
note   = "then or throughout?"
chosen = "then"
readings.then       = { vi = "lúc đó", en = "then" }
readings.throughout = { vi = "suốt", en = "throughout", set = { belongs = "whole_window" } }

[[scale]]
id     = "rating"
levels = ["khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac"]
vi     = ["Không", "Hoàn thành", "Tốt", "Xuất sắc"]

[[scale]]
id         = "award"
of         = ["form", "level"]
levels     = ["giay_khen/co_so", "bang_khen/tinh"]
equivalent = { "bang_khen/bo" = "bang_khen/tinh" }

[[scale]]
id         = "penalty"
levels     = ["khien_trach", "canh_cao", "buoc_thoi_viec"]
kind_level = { hinh_su = "buoc_thoi_viec" }

[[scale]]
id     = "reach"
levels = ["co_so", "tinh"]

[[fact]]
id      = "ratings"
table   = "ratings"
subject = "subject_id"
per     = "year"
value   = "rating"
scale   = "rating"
take    = "latest_decision"
absent  = "unknown"
closes  = { month = 12, day = 15 }
unrated = "reason_unrated"

[[fact]]
id      = "family"
table   = "families"
subject = "person_id"
per     = "year"
value   = "held"
type    = "bool"
absent  = "unknown"
closes  = { month = 12, day = 31 }

[[fact]]
id            = "targets"
table         = "targets"
subject       = "unit_id"
per           = "year"
ratio         = ["achieved", "planned"]
ratio_if_less = ["planned", "achieved"]
take          = "mean"
absent        = "unknown"
closes        = { month = 12, day = 31 }

[[fact]]
id        = "awards"
table     = "commendations"
subject   = "subject_id"
per       = "event"
counts_on = "decision_date"
value     = ["form", "level"]
scale     = "award"
where     = { status = "valid" }
annulled  = "annulled_on"
absent    = "no"

[[fact]]
id        = "ideas"
table     = "initiatives"
subject   = "subject_id"
per       = "event"
counts_on = ["decision_date", "year"]
value     = "scope"
scale     = "reach"
share     = "share"
key       = "initiative_id"
absent    = "no"

[[fact]]
id        = "penalties"
table     = "discipline"
subject   = "person_id"
per       = "event"
counts_on = "decision_date"
value     = "form"
scale     = "penalty"
where     = { kind = ["hanh_chinh", "hinh_su"] }
absent    = "no"

[[fact]]
id        = "results"
table     = "movement_results"
subject   = "subject_id"
per       = "event"
counts_on = "year"
key       = "movement_id"
value     = "place"
type      = "int"
absent    = "no"

[[fact]]
id        = "spread"
table     = "adoptions"
through   = "practices"
subject   = "exemplar_id"
per       = "event"
counts_on = "started_on"
key       = "subject_id"
absent    = "no"

[[fact]]
id      = "judgements"
table   = "attestations"
subject = "subject_id"
per     = "judgement"
key     = "criterion_id"
value   = "verdict"
votes   = ["votes_for", "votes_total"]
absent  = "unknown"

[[fact]]
id        = "duoc_chon"
table     = "recognitions"
subject   = "subject_id"
per       = "event"
counts_on = "decided_on"
seen_on   = "decided_on"
where     = { nominated_only = false }
absent    = "no"

[[fact]]
id      = "posts"
table   = "memberships"
subject = "person_id"
per     = "interval"
date    = ["from", "to"]
value   = "role"

[[criterion]]
id       = "always_good"
vi       = "Luôn tốt"
en       = "Always good"
subjects = ["unit", "person"]
role     = "gate"
nature   = "countable"
kind     = "every_year"
fact     = "ratings"
at_least = [{ value = "hoan_thanh", from = 2021-01-01 }, { value = "hoan_thanh_tot", from = 2022-06-01 }]
except_years = 0
clause   = "1"
quote    = "always good"

[[criterion]]
id       = "two_excellent"
vi       = "Hai năm xuất sắc"
en       = "Two excellent years"
subjects = ["person"]
role     = "gate"
nature   = "countable"
kind     = "years_at_least"
fact     = "ratings"
is       = "hoan_thanh_xuat_sac"
years    = { value = 2, from = 2021-01-01 }
[[criterion.interpretation]]
id     = "how_many"
note   = "two or three?"
chosen = "two"
readings.two   = { vi = "hai", en = "two" }
readings.three = { vi = "ba", en = "three", set = { years = 3 } }
readings.good  = { vi = "tốt", en = "good", set = { at_least = "hoan_thanh_tot" } }

[[criterion]]
id       = "family_now"
vi       = "Gia đình văn hóa"
en       = "Cultured family"
subjects = ["person"]
role     = "gate"
nature   = "countable"
kind     = "latest"
fact     = "family"
is       = true

[[criterion]]
id        = "targets_met"
vi        = "Vượt chỉ tiêu"
en        = "Targets exceeded"
subjects  = ["unit"]
role      = "gate"
nature    = "countable"
kind      = "mean_over_window"
fact      = "targets"
more_than = 1000

[[criterion]]
id       = "an_award"
vi       = "Bằng khen"
en       = "An award"
subjects = ["unit", "person"]
role     = "gate"
nature   = "countable"
kind     = "events_at_least"
fact     = "awards"
level_at_least = "bang_khen/tinh"
count    = 1

[[criterion]]
id       = "an_idea"
vi       = "Sáng kiến"
en       = "An idea"
subjects = ["person"]
role     = "part"
nature   = "countable"
kind     = "events_at_least"
fact     = "ideas"
count    = 1
recognised = true
share_at_least = 300

[[criterion]]
id       = "a_copy"
vi       = "Có nơi làm theo"
en       = "Somebody copied it"
subjects = ["person"]
role     = "part"
nature   = "countable"
kind     = "events_at_least"
fact     = "spread"
count    = 1

[[criterion]]
id       = "either"
vi       = "Một trong hai"
en       = "Either"
subjects = ["person"]
role     = "gate"
nature   = "countable"
kind     = "k_of"
k        = 1
of       = ["an_idea", "a_copy"]

[[criterion]]
id       = "clean"
vi       = "Không kỷ luật"
en       = "Clean"
subjects = ["unit"]
role     = "gate"
nature   = "countable"
kind     = "never"
fact     = "penalties"
over     = "members"
level_at_least = "khien_trach"

[[criterion]]
id       = "first"
vi       = "Đứng đầu"
en       = "First"
subjects = ["unit"]
role     = "report"
nature   = "countable"
kind     = "place_within"
fact     = "results"
within   = 1
count    = 1

[[criterion]]
id       = "takes_part"
vi       = "Tham gia"
en       = "Takes part"
subjects = ["unit", "person"]
role     = "report"
nature   = "countable"
kind     = "ratio_at_least"
fact     = "results"
out_of   = "launched_while_present"
per_mille = 800

[[criterion]]
id       = "acclaimed"
vi       = "Được suy tôn"
en       = "Acclaimed"
subjects = ["unit", "person"]
role     = "gate"
nature   = "judged"
kind     = "attested"
fact     = "judgements"
by       = "hội đồng"
share_more_than = 500

[[criterion]]
id       = "head_tied"
vi       = "Thủ trưởng"
en       = "Head"
subjects = ["person"]
role     = "gate"
nature   = "countable"
kind     = "linked"
fact     = "posts"
only_if  = { role = ["head"], when = "as_of_date" }
via      = "unit_id"
needs    = "all_gates"

[scoring]
points_total = 1000
ties.person  = ["points_years"]

[[criterion]]
id       = "points_years"
vi       = "Điểm năm"
en       = "Points for years"
subjects = ["person"]
role     = "scored"
status   = "assumption"
kind     = "scored"
statistic_of = "two_excellent"
map      = [[0, 0], [2, 500], [3, 1000]]
weight   = 600

[[criterion]]
id       = "points_award"
vi       = "Điểm bằng khen"
en       = "Points for awards"
subjects = ["person"]
role     = "scored"
status   = "assumption"
kind     = "scored"
fact     = "awards"
highest  = "level"
map      = [["giay_khen/co_so", 200], ["bang_khen/tinh", 1000]]
weight   = 400

[[track]]
id       = "topic"
vi       = "Chuyên đề"
en       = "Topic"
inherits = ["acclaimed"]

[[quota]]
id       = "outer"
subjects = ["person"]
per      = "office"
number   = 9

[[quota]]
id       = "inner"
subjects = ["person"]
per      = "unit_id"
of       = "members_on_as_of_date"
share_per_mille = 200
inside   = "outer"

[[milestone]]
id       = "half_way"
as_of    = 2022-06-30
purpose  = "interim"
counting = { verdict = "possible", gates = "countable" }

[[milestone]]
id       = "the_end"
as_of    = 2023-12-31
purpose  = "final"
counting = { verdict = "met", gates = "all" }

[policy]
missing_past_value = "unknown"
min_rated_years    = 2
"""


def edited(old: str, new: str, text: str = TEXT) -> str:
    """The plan's text with one place altered; the place must be there, once."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


def written(folder: Path, text: str = TEXT) -> Path:
    """A file that holds the text."""
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path
