"""Without a recorded assignment nothing that is printed speaks of causes."""

import re
from types import MappingProxyType

import pytest

import lantoa as lt
from drawn import texts

CAUSAL = {
    "en": ["effects?", "affect(s|ed)?", "caus(e|es|ed|al)", "impact(s|ed)?", "because of", "due to",
           "le(a)?ds? to", "led to", "thanks to"],
    "vi": ["tác động", "gây ra", "nhờ", "hiệu quả", "làm cho", "dẫn đến"],
}  # fmt: skip
FOUND = {
    lang: re.compile(rf"(?<!\w)({'|'.join(words)})(?!\w)", re.IGNORECASE)
    for lang, words in CAUSAL.items()
}
LANGS = ["vi", "en"]


def causal(told, lang):
    """The lines with a causal word, in either language: none may slip in untranslated."""
    return [
        line for line in told.splitlines() if any(FOUND[one].search(line) for one in {lang, "vi"})
    ]


def test_the_search_finds_what_it_looks_for():
    assert causal("Tin bài làm cho nhiều người làm theo", "vi")
    assert causal("stories had an effect", "en")
    assert causal("more took it up because of the story", "en")
    assert not causal("đi cùng nhau nhiều hơn mức ngẫu nhiên", "vi")


@pytest.fixture(scope="module")
def office():
    """The synthetic office without its register of assignments."""
    from dataclasses import replace

    whole = lt.sample_office(seed=7)
    kept = {name: table for name, table in whole.tables.items() if name != "assignments"}
    return replace(whole, tables=MappingProxyType(kept))


def in_full(conclusions):
    """Every conclusion with all its parts, but for what may not be said."""
    for one in conclusions:
        for label, text in one.lines(conclusions.lang):
            if label not in ("Không được nói", "May not be said"):
                yield f"{label}: {text}"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("of", ["ratings", "targets", "measures:ty_le_dung_han", "places"])
def test_a_trend_tells_no_cause(office, of, lang):
    by = "unit_id" if of == "ratings" else None
    found = lt.trend(office, of=of, by=by, draws=199, lang=lang)
    told = "\n".join([found.text(), *in_full(found.conclusions)])
    assert len(told) > 500
    assert causal(told, lang) == []


@pytest.fixture(scope="module", params=LANGS)
def spread(office, request):
    return lt.spread(office, links="same_unit", draws=199, lang=request.param)


def test_spread_tells_no_cause(spread):
    told = "\n".join([spread.text(), *in_full(spread.conclusions)])
    assert len(told) > 500
    assert causal(told, spread.lang) == []


def test_further_questions_of_spread_tell_no_cause(spread):
    found = [
        spread.association("CL01"),
        spread.pulses(),
        spread.hazard(practice="CL01"),
        spread.effect("ty_le_dung_han").conclusions,
    ]
    for conclusions in found:
        assert causal("\n".join(in_full(conclusions)), spread.lang) == []


def test_whom_to_publicise_and_the_design_tell_no_cause(spread):
    for told in (spread.whom(k=1, practice="CL01", draws=99), spread.design()):
        assert causal(told.text(), spread.lang) == []


def test_charts_tell_no_cause(spread):
    for chart in (spread.plot(), spread.plot_network("CL01")):
        assert causal("\n".join(texts(chart)), spread.lang) == []
