"""Where less is better: S, slope and words in one orientation, that of the values as given."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt

BETTER = {"vi": ("tốt", "giảm", "thấp hơn"), "en": ("better", "down", "lower")}
WORSE = {"vi": ("kém", "tăng", "cao hơn"), "en": ("worse", "up", "higher")}


def moved(slopes, years=9, lang="vi", direction="less", **options):
    rows = [
        (f"D{at}", 2018 + year, 10.0 + slope * year + 0.1 * at)
        for at, slope in enumerate(slopes)
        for year in range(years)
    ]
    frame = pd.DataFrame(rows, columns=["subject_id", "year", "value"])
    given = {"breaks": "none", "draws": 199} | options
    return lt.trend(frame, direction=direction, lang=lang, **given)


def said_of(found, key):
    (sentence,) = found.conclusions.about(key)[0].may_say
    return sentence.told(found.lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("slope", "words"), [(2, WORSE), (-2, BETTER)])
def test_the_sentence_goes_with_the_values(lang, slope, words):
    found = moved([slope] * 6, lang=lang)
    good, way, level = words[lang]
    for key in ("direction", "common_direction"):
        assert good in said_of(found, key)
        assert way in said_of(found, key)
    assert good in said_of(found, "ordered_years")
    assert level in said_of(found, "ordered_years")
    assert found.tests["s"].tolist() == [18 * slope] * 6
    assert found.tests["slope"].tolist() == pytest.approx([slope] * 6)
    one = found.conclusions["direction"]
    assert one.statistic["S"] * one.estimate > 0
    assert found.conclusions["common_direction"].statistic["S"] == 6 * 18 * slope


def test_statistics_are_of_the_values_whichever_way_is_better():
    slopes = [3, 1, -2, 0.5, 2, -1]
    more, less = (moved(slopes, direction=way, years=6) for way in ("more", "less"))
    columns = ["s", "p", "slope", "low", "high"]
    pd.testing.assert_frame_equal(more.tests[columns], less.tests[columns])
    for key in ("direction", "common_direction", "ordered_years", "convergence"):
        first, second = more.conclusions[key], less.conclusions[key]
        assert (first.statistic, first.p) == (second.statistic, second.p)
        assert first.question.told("en") != second.question.told("en")


def test_who_stands_out_is_told_with_slopes_of_the_values():
    found = moved([6, 0, 0, 0, 0, -6], years=7, lang="en")
    one = found.conclusions["emerging"]
    assert said_of(found, "emerging").endswith("D5; worse D0.")
    assert one.facts[0].told("en").startswith("D5: -6 a year")
    gains = found.conclusions["recent_gain"]
    assert gains.facts[0].told("en").startswith("D5: the last year less the mean of those before")
    assert "is -21, beside" in gains.facts[0].told("en")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nobody_is_said_to_go_up_or_down(lang):
    found = moved([2, 2, 2, -2, -2], lang=lang)
    table = repr(found)
    for word in {"vi": ("đi xuống", "đi lên", "nổi lên"), "en": ("slipping", "emerging")}[lang]:
        assert word not in table.lower()
    names = {"vi": ("đang tốt lên", "đang kém đi"), "en": ("getting better", "getting worse")}
    assert all(word in table for word in names[lang])


def test_what_rounding_leaves_is_no_slope():
    found = moved([2] * 6, direction="more", lang="en")
    assert all(": 0 a year" in one.told("en") for one in found.conclusions["emerging"].facts)
    assert not any("e-" in repr(one.gaps["gain"]) for one in found.conclusions["recent_gain"].facts)
    assert np.isfinite(found.tests["s"]).all()
