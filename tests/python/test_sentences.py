"""Every sentence in both languages: each kind of rule, each verdict, with much and with nothing to say."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

import lantoa as lt
from lantoa.explaining.asking import Asking
from lantoa.explaining.case import Case, Line, Mark
from lantoa.explaining.details import MANY
from lantoa.explaining.sentences import sentence
from lantoa.explaining.wordings import Words, sections

PLAN = lt.load_plan("exemplars-2021-2025")
AS_OF = datetime.date(2025, 9, 30)
VERDICTS = ("met", "open", "unknown", "failed")
LANGS = ("vi", "en")
LEFT_OUT = {"reading.nam_chua_dong": "tam_tinh"}
CONSECUTIVE = {"cn_xuat_sac_2_nam.consecutive": True}

# A criterion of each kind, with what makes it so.
OF_KIND = {
    "every_year": ("cn_luon_tot", {}),
    "years_at_least": ("cn_xuat_sac_2_nam", {}),
    "latest": ("cn_gia_dinh", {}),
    "mean_over_window": (
        "tt_vuot_chi_tieu",
        {"reading.vuot_chi_tieu_cach_tinh": "binh_quan_giai_doan"},
    ),
    "events_at_least": ("cn_sang_kien", {}),
    "never": ("tt_khong_ky_luat", {}),
    "place_within": ("tt_dan_dau", {"reading.dan_dau_muc": "tot_ba"}),
    "ratio_at_least": (
        "chung_tham_gia_phong_trao",
        {"reading.tham_gia_muc": "moi_phong_trao"},
    ),
    "attested": ("chung_suy_ton", {}),
    "k_of": ("chung_thanh_tich", {}),
    "linked": ("cn_thu_truong_gan_tap_the", {}),
}

VIETNAMESE = re.compile(r"[À-ỹĐđ]")
ENGLISH = re.compile(r"\b(the|year|years|needed|and|not|of|for|is|register)\b", re.IGNORECASE)
SLIPS = re.compile(
    r"[{}]|None|nan|  | [,.;:)]|\( |\(\)|[:;,]\.|\.\.|, ,|;;|: ;|\b00\b|^\s|\s$|Met: Met|Đạt: Đạt"
)


def asked(kind, lang, **change):
    criterion, readings = OF_KIND[kind]
    plan = PLAN.change(readings | change)
    return Asking(plan, AS_OF, Words.of(lang))[criterion]


def marks(kind) -> Iterator[Mark]:
    """Every part, with a row and without; what each says is in no language."""
    day = datetime.date(2022, 3, 5)
    table = {"attested": "attestations", "linked": "memberships", "never": "discipline"}.get(
        kind, "ratings"
    )
    whose = "DV03" if kind == "linked" else ""
    of = {"table": table, "value": "XYZ", "day": day, "by": "XYZ", "verdict": "met"}
    yield Mark("counts", whose="DV01", year=2021, votes=(11, 12), **of)
    yield Mark("breaks", whose="DV02", year=2022, votes=(5, 12), **of)
    yield Mark("breaks", whose="DV02", year=2022, has_row=False, table=table)
    yield Mark("not_rated", whose=whose, year=2023, **of)
    yield Mark("open_year", whose=whose, year=2025, **of)
    yield Mark("open_year", whose=whose, year=2020, **of)
    for why in ("cell_unreadable", "conflict", "membership", "register_gap"):
        yield Mark("perhaps", whose="DV03", year=2024, why=why, **of)
    for why in ("row_missing", "not_judged", "register_gap"):
        yield Mark("missing", whose=whose, year=2024, has_row=False, why=why, table=table)


def cases(kind, verdict) -> Iterator[Case]:
    """A verdict with nothing behind it, with everything, and with each part alone."""
    all_marks = tuple(marks(kind))
    numbers = [(0, 0, -1), (1, 2, 1), (3, MANY, 2), (-1, 0, 1), (2, 2, -1)]
    chosen = [(), all_marks, *((mark,) for mark in all_marks)]
    if kind == "linked" and verdict in {"open", "failed"}:
        chosen = chosen[1:]  # a unit is what makes it so
    waits = verdict == "open" and kind in {"every_year", "years_at_least"}  # for an open year
    for (done, may, needed), some, restricted in product(numbers, chosen, (False, True)):
        if waits and needed < 1:
            continue
        yield Case(
            subject="CB01",
            verdict=verdict,
            provisional="failed",
            done=done,
            may=may,
            needed=needed,
            threshold=2,
            open_years=(2024, 2025) if some or waits else (),
            marks=some,
            parts={"chung_thanh_tich_nhiem_vu": verdict},
            gates=("XYZ",) if restricted else (),
            absent=frozenset({"ratings"}) if not restricted else frozenset(),
            restricted=restricted,
        )


def bodies(kind):
    """Names of bodies stay as they are in any language."""
    return [asked(kind, "vi").by] if asked(kind, "vi").by else []


def without(text, names):
    for name in names:
        text = text.replace(name, "").replace(name[:1].upper() + name[1:], "")
    return text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("kind", OF_KIND)
def test_every_kind_and_verdict_is_a_sentence(kind, verdict, lang):
    wrong = ENGLISH if lang == "vi" else VIETNAMESE
    for change in ({}, LEFT_OUT):
        rule = asked(kind, lang, **change)
        names = bodies(kind)
        for case in cases(kind, verdict):
            told = sentence(rule, case)
            assert not SLIPS.search(told), told
            assert told.endswith("."), told
            assert told.startswith(rule.words.say("verdicts", verdict)), told
            assert not wrong.search(without(told, names)), told


def test_no_template_is_left_over(monkeypatch):
    """Each sentence of the wording is said of some case: none is dead, none is misspelt."""
    said = set()
    say = Words.say

    def noted(self, *path, **fields):
        said.add(path)
        return say(self, *path, **fields)

    monkeypatch.setattr(Words, "say", noted)
    for kind, verdict in product(OF_KIND, VERDICTS):
        for change in ({}, LEFT_OUT, {"tt_dan_dau.every": True}):
            rule = asked(kind, "vi", **change)
            for case in cases(kind, verdict):
                sentence(rule, case)
    written = {
        ("kinds", kind, verdict, name)
        for kind, by_verdict in sections()["kinds"].items()
        for verdict, names in by_verdict.items()
        for name in names
    } | {("why", why, name) for why, names in sections()["why"].items() for name in names}
    assert written <= said


def test_the_sentence_of_the_field():
    """The example that the rules of the field give, word for word."""
    case = Case(
        subject="CB29",
        verdict="open",
        provisional="open",
        done=1,
        may=2,
        needed=1,
        threshold=2,
        open_years=(2025,),
        marks=(
            Mark("counts", table="ratings", year=2022),
            *(Mark("breaks", table="ratings", year=year) for year in (2021, 2023, 2024)),
        ),
    )
    assert sentence(asked("years_at_least", "vi"), case) == (
        "Còn khả năng: tối thiểu 02 năm hoàn thành xuất sắc nhiệm vụ (II.2.2 Cá nhân, gạch 2, vế 2)."
        " Có 01 năm (2022); cần thêm 01 năm trong 01 năm còn lại (2025)."
    )
    assert sentence(asked("years_at_least", "en"), case) == (
        "Still open: rated excellent in at least two years (II.2.2 People, dash 2, part 2)."
        " 1 year so far (2022); 1 more year needed, of the 1 year left (2025)."
    )


def test_english_counts_one_and_many():
    case = Case("P", "open", "open", done=1, needed=2, threshold=3, open_years=(2024, 2025))
    some = replace(case, marks=(Mark("counts", year=2021), Mark("counts", year=2022)))
    told = sentence(asked("years_at_least", "en"), some)
    assert "2 years so far (2021, 2022); 2 more years needed, of the 2 years left" in told


def test_a_run_is_asked_in_a_row():
    case = Case("P", "failed", "failed", done=1, may=1, threshold=2)
    told = sentence(asked("years_at_least", "vi", **CONSECUTIVE), case)
    assert "cần 02 năm liên tiếp" in told


def test_a_changed_rule_is_told_as_it_is_now():
    told = sentence(
        asked("years_at_least", "vi", **{"cn_xuat_sac_2_nam.years": 3}),
        Case("P", "failed", "failed", done=1, may=1, threshold=3),
    )
    assert "tối thiểu 02 năm" not in told
    assert "3 năm" in told


def test_each_line_of_a_merged_unit_speaks():
    case = Case(
        subject="DV10",
        verdict="failed",
        provisional="failed",
        lines=(Line("DV04", "open", -1, 0, 1), Line("DV05", "failed", -2, -1, -1)),
        marks=(
            Mark("counts", table="ratings", year=2021, line=0),
            Mark("open_year", table="ratings", year=2025, has_row=False, line=0),
            Mark("breaks", table="ratings", year=2022, value="Hoàn thành nhiệm vụ", line=1),
        ),
    )
    rule = Asking(PLAN, AS_OF, Words.of("vi"))["tt_luon_tot"]
    told = sentence(rule, case)
    assert "Theo quá trình của tập thể DV04: Còn khả năng. Đã đạt 01 năm (2021)" in told
    assert "Theo quá trình của tập thể DV05: Không đạt. Không đạt năm 2022" in told


def test_discipline_shows_its_clause_and_no_more():
    case = Case("DV03", "failed", "failed", marks=tuple(marks("never")))
    told = sentence(asked("never", "vi"), case)
    assert told == (
        "Không đạt: không có người bị xử lý, kỷ luật (II.2.2 Tập thể, gạch 4)."
        " Chi tiết chỉ có ở bản hạn chế."
    )
    assert "Có 02 quyết định kỷ luật" in sentence(
        asked("never", "vi"), replace(case, restricted=True)
    )


def test_a_row_decided_later_than_a_closed_year_is_pointed_out():
    of = {"table": "ratings", "has_row": True}
    late = Case("P", "open", "met", needed=1, marks=(Mark("open_year", year=2023, **of),))
    early = replace(late, marks=(Mark("open_year", year=2025, **of),))
    assert "bản lập đúng vào ngày đó" in sentence(asked("every_year", "vi"), late)
    assert "bản lập đúng vào ngày đó" not in sentence(asked("every_year", "vi"), early)


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_around_a_sentence_is_there_in_both_languages(lang):
    def leaves(table):
        for value in table.values():
            if isinstance(value, dict) and set(value) == {"vi", "en"}:
                yield value
            elif isinstance(value, dict):
                yield from leaves(value)

    named = {name: part for name, part in sections().items() if name != "values"}
    for leaf in leaves(named):
        text = leaf[lang]
        if isinstance(text, str):
            assert text, leaf
            assert lang == "vi" or not VIETNAMESE.search(text), text
            assert set(re.findall(r"{(\w+)}", text.lower())) == set(
                re.findall(r"{(\w+)}", leaf["vi"].lower())
            ) or {"what", "window"} & set(re.findall(r"{(\w+)}", text)), leaf


def test_an_unknown_language_is_answered():
    with pytest.raises(lt.InputError, match='lang "vn" is not known; did you mean "vi"'):
        Words.of("vn")
