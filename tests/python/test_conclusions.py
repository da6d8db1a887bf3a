"""Conclusions as they print: each in its language, and a table that fits a screen."""

import pandas as pd
import pytest

import lantoa as lt
from lantoa.concluding import Conclusion, Conclusions, Reason, Saying
from lantoa.concluding.conclusion import p_value


def found(lang="vi", subjects=6, **options):
    rows = [
        (f"D{at}", 2018 + year, 10.0 + year + (at * year) % 3)
        for at in range(subjects)
        for year in range(9)
    ]
    frame = pd.DataFrame(rows, columns=["subject_id", "year", "value"])
    return lt.trend(frame, breaks="none", draws=99, lang=lang, **options).conclusions


@pytest.mark.parametrize(("lang", "word"), [("vi", "Câu hỏi: "), ("en", "Question: ")])
def test_a_single_conclusion_prints_in_the_language_of_its_table(lang, word):
    table = found(lang)
    one = table["common_direction"]
    assert repr(one).startswith(word)
    assert str(one) == repr(one)
    assert "Conclusion(" not in repr(one)
    assert one._repr_html_().startswith(f"<p><b>{word.strip()}</b>")
    assert all(repr(each).startswith(word) for each in table)
    assert repr(table.about("common_direction")) == repr(one)
    assert "<b>" not in repr(one)


def test_the_language_is_no_part_of_what_was_found():
    vi, en = (found(lang)["common_direction"] for lang in ("vi", "en"))
    assert vi == en
    assert repr(vi) != repr(en)


def test_a_question_is_printed_where_it_changes():
    table = found("vi")
    lines = repr(table).splitlines()
    question = table["direction"].question.told("vi")
    assert sum(question in line for line in lines) == 1
    whole = table.text().splitlines()
    assert sum(question in line for line in whole) == 6
    assert (table.frame["question"] == question).sum() == 6
    assert table._repr_html_().count(question) == 1


def test_a_long_sentence_is_cut_in_the_printed_table_only():
    long = Saying("trend_tests", "warnings.carry_over", {"years": 5})
    short = Saying("told", "more", {"rows": 3})
    every = [Conclusion("x", short, "L1", "answered", may_say=(one,)) for one in (long, short)]
    table = Conclusions.of(every, lang="en")
    (line,) = [one for one in repr(table).splitlines() if one.endswith("…")]
    assert len(line) <= 200
    assert long.told("en") in table.text()
    assert long.told("en") in table.frame["may_say"].tolist()


def test_whom_a_question_names_stands_beside_it_only():
    told = {"B1": "B1: does it?", "B2": "B2: does it?"}

    class Named(Saying):
        def told(self, _lang):
            return told[self.path]

    every = [Conclusion("x", Named("", name), "L1", "answered", about=name) for name in told]
    assert repr(Conclusions.of(every, lang="en")).count("Does it?") == 1


def test_a_level_that_all_share_is_not_printed():
    table = found("en")
    assert "Level" not in repr(table)
    assert "Level" in table.text()
    one = table[0]
    mixed = Conclusions.of([one, Conclusion("x", one.question, "L1", "answered")], lang="en")
    assert "Level" in repr(mixed)


def test_codes_of_rules_are_printed_and_words_of_code_are_not():
    saying = Saying("told", "more", {"rows": 3})
    reasons = (Reason("R3", saying), Reason("no_lot", saying))
    one = Conclusion("x", saying, "L2", "refused", reasons=reasons)
    table = Conclusions.of([one], lang="vi")
    assert "R3: " in repr(table)
    assert "no_lot" not in repr(table)
    assert table.frame["codes"].tolist() == ["R3 no_lot"]


def test_statistics_have_names_in_words():
    told = found("vi").text()
    assert "phương sai của S" in told
    assert "số được nêu tên" in told
    assert "var S" not in told
    assert "named" not in told


def test_a_p_value_has_no_exponent():
    told = [p_value(p, "en") for p in (0.05, 0.0005, 9.96e-5, 5.511e-6, 1e-7, 9e-8, 4e-300)]
    assert told == ["0.05", "0.0005", "0.0001", "0.0000055", "0.0000001"] + 2 * ["< 0.0000001"]
    assert "e-" not in found("en", subjects=3).text()


def test_one_of_a_kind_is_not_told_as_several():
    alone = found("en", subjects=1)
    told = alone.text()
    for wrong in ("1 subjects", "1 problems", "1 practices", "1 questions"):
        assert wrong not in told
    assert "the subjects (n = 1) go up" in told
    office = lt.spread(lt.sample_office(seed=7), practice="CL01", lang="en")
    assert "(practices: 1); problems in the registers (.problems): " in office.sentence


def test_every_question_is_drawn_in_its_own_unit_and_what_has_no_number_is_listed():
    def asked(key, about, estimate):
        question = Saying("told", "more", {"rows": len(key)})
        return Conclusion(
            key, question, "L1", "answered", about=about, estimate=estimate, p={"free": 0.2}
        )

    drawn = Conclusions.of(
        [
            asked("a", "x", 1.0),
            asked("bb", "", 900.0),
            asked("a", "y", 2.0),
            asked("ccc", "", None),
        ],
        lang="en",
    ).plot()
    panels = drawn.to_dict()["vconcat"]
    assert len(panels) == 3
    labels = [
        {
            row["label"]
            for rows in panel.to_dict()["datasets"].values()
            for row in rows
            if "label" in row
        }
        for panel in drawn.vconcat
    ]
    assert labels[0] == {"x", "y"}
    assert labels[1] == {"everybody"}
    assert "free 0.2" in str(drawn.to_dict()["datasets"])
