"""Rows that are only supposed: they answer what-if, print a watermark, and never become a record."""

from functools import cache

import pytest

import lantoa as lt

MORE = {
    "initiative_id": "SK9001",
    "subject_id": "CB0018",
    "year": 2025,
    "recognised": True,
    "scope": "co_so",
    "share": 1000,
    "decision_no": "9/QĐ-VP",
    "decision_date": "2025-08-01",
}


@cache
def office():
    return lt.sample_office(seed=7)


@cache
def supposed():
    return office().suppose(initiatives=[MORE])


def judged(of, lang="vi"):
    return lt.evaluate(of, lt.load_plan("exemplars-2021-2025", lang=lang), as_of="de_nghi_2025")


def counted(result, subject):
    frame = result.subjects.set_index("subject_id")
    return bool(frame.loc[subject, "counted"])


def test_a_missing_row_lets_somebody_in_and_the_office_is_as_it_was():
    before = len(office()["initiatives"])
    assert not counted(judged(office()), "CB0018")
    assert counted(judged(supposed()), "CB0018")
    assert len(office()["initiatives"]) == before
    assert (office().supposed, supposed().supposed) == ({}, {"initiatives": 1})


def test_it_says_the_same_as_if_the_row_had_been_read():
    frames = {name: office()[name] for name in office().tables}
    frames["initiatives"] = supposed()["initiatives"]
    read, guessed = judged(lt.read(frames)), judged(supposed())
    assert read.verdicts.equals(guessed.verdicts)
    assert not read.watermark


@pytest.mark.parametrize(("lang", "mark"), [("vi", "GIẢ ĐỊNH"), ("en", "SUPPOSED")])
def test_everything_it_prints_is_marked(lang, mark):
    result = judged(supposed(), lang)
    compared = lt.compare(judged(office(), lang), result)
    told = (result, result.explain("CB0018"), result.matrix(), compared)
    assert all(str(one).startswith(mark) for one in told)
    assert all(mark in one._repr_html_() for one in told)
    assert str(supposed()).startswith("GIẢ ĐỊNH")
    assert mark not in str(judged(office(), lang))
    assert mark not in str(judged(office(), lang).explain("CB0018"))


def test_no_record_and_no_batch_comes_of_it_however_it_is_carried_on():
    later = supposed().suppose(initiatives=[{**MORE, "initiative_id": "SK9002"}])
    filled = supposed().updated({"ratings": office()["ratings"].head(1)})
    assert later.supposed == {"initiatives": 2}
    for one in (supposed(), later, filled):
        result = judged(one)
        assert not result.official
        with pytest.raises(lt.InputError, match=r'cannot become a record: it supposes .*"initiat'):
            result.record("CB0033")
        with pytest.raises(lt.InputError, match="cannot become a record"):
            result.batch()


def test_it_is_a_type_of_its_own_and_stays_one():
    later = supposed().suppose(initiatives=[{**MORE, "initiative_id": "SK9002"}])
    filled = supposed().updated({"ratings": office()["ratings"].head(1)})
    for one in (supposed(), later, filled, supposed().with_rows({}, ())):
        assert type(one) is lt.SupposedOffice
        assert one.supposed["initiatives"] >= 1
    assert type(office()) is lt.Office


def test_it_prints_what_it_supposes():
    told = str(supposed()).splitlines()[1]
    assert told.startswith("Giả định có thêm: initiatives: initiative_id SK9001, subject_id CB0018")
    assert "initiative_id SK9001" in supposed()._repr_html_()
    many = office().suppose(
        initiatives=[{**MORE, "initiative_id": f"SK9{n:03}"} for n in range(11)]
    )
    assert str(many).count("Giả định có thêm") == 8
    assert "… và 3 dòng giả định nữa" in str(many)


def test_it_does_not_mix_with_a_scenario():
    scenario = lt.Scenario({"cn_sang_kien.count": 3})
    plan = lt.load_plan("exemplars-2021-2025")
    for both in (
        lambda: scenario | supposed(),
        lambda: scenario >> supposed(),
        lambda: supposed() | scenario,
        lambda: supposed() >> scenario,
        lambda: plan.change(supposed()),
    ):
        with pytest.raises(lt.InputError, match=r"office is no scenario.*plan.change\(scenario\)"):
            both()


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, "no rows; expected a table with rows"),
        ({"ratinsg": [MORE]}, 'did you mean "ratings"'),
        ({"ratings": []}, "expected a list of rows"),
        ({"ratings": "2021"}, "expected a list of rows"),
        ({"ratings": [7]}, "expected a list of rows"),
        ({"ratings": [{"subject_id": "CB9", "year": 2021, "rating": "HTT"}]}, "no such person"),
        ({"ratings": [{"subject_id": "CB0018", "year": 2021, "rating": "?!"}]}, "row 1, rating"),
        ({"ratings": [{"subject": "CB0018", "year": 2021, "rating": "HTT"}]}, "subject"),
        ({"initiatives": [MORE, MORE]}, "initiative_id"),
    ],
)
def test_a_row_that_cannot_be_read_is_wrong_input(tables, said):
    with pytest.raises(lt.InputError, match=said):
        office().suppose(**tables)


def test_a_row_that_is_there_already_is_not_supposed_again():
    with pytest.raises(lt.InputError, match="is there already"):
        supposed().suppose(initiatives=[MORE])
