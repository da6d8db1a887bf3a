"""What happened: who could take a practice up, who did, along which ties; and what is listed."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
from lantoa.spreading.everything import what_happened
from lantoa.spreading.setting import NEVER


@pytest.fixture(scope="module")
def office():
    return lt.sample_office(seed=7)


def test_every_practice_has_its_row_of_facts(office):
    found = lt.spread(office)
    assert found.frame["practice_id"].tolist() == ["CL01", "CL02", "CL03", "CL04"]
    assert found.frame["adopters"].sum() == len(office["adoptions"]) - 1  # one had left before
    assert found.problems["kind"].tolist().count("after_left") == 1


def test_who_was_not_seen_taking_it_up_is_censored_when_last_followed(office):
    one = lt.spread(office, practice="CL01").setting()
    waiting = (one.adopted == NEVER) & one.at_risk
    assert waiting.sum() == 78
    assert (one.until[waiting] >= one.since[waiting]).all()
    assert set(one.until) == {3, 8, 13, 17, 20}


def test_an_exemplar_carries_its_practice_and_is_never_at_risk(office):
    one = lt.spread(office, practice="CL01").setting()
    assert one.subjects[one.exemplar] == "CB0017"
    assert not one.at_risk[one.exemplar]
    assert one.carries[one.exemplar] == 1
    assert one.adopted[one.exemplar] == NEVER


def test_no_order_of_rows_changes_an_answer(office):
    shuffled = {
        name: table.frame.sample(frac=1, random_state=4) for name, table in office.tables.items()
    }
    one = lt.spread(office, links=["same_unit", "guide"])
    other = lt.spread(lt.read(shuffled), links=["same_unit", "guide"])
    pd.testing.assert_frame_equal(one.frame, other.frame)
    for mine, theirs in zip(one.settings.values(), other.settings.values(), strict=True):
        for name in ("adopted", "lapsed", "since", "until", "claimed", "block"):
            assert np.array_equal(getattr(mine, name), getattr(theirs, name))
        for name in ("source", "taker", "kind", "since", "until", "weight"):
            assert np.array_equal(getattr(mine.ties, name), getattr(theirs.ties, name))


def test_what_happened_is_answered_for_every_practice(office):
    told = list(what_happened(lt.spread(office, lang="en")))
    assert [one.about for one in told] == ["CL01", "CL02", "CL03", "CL04"]
    assert {(one.level, one.status) for one in told} == {("L0", "answered")}
    first = dict(told[0].lines("en"))
    assert first["May be said"] == "7 of 85 who could were recorded as taking it up."
    assert told[0].interval[0] < told[0].estimate < told[0].interval[1]


def test_exemplars_have_what_their_practices_come_to(office):
    found = lt.spread(office).exemplars.set_index("exemplar_id")
    assert found.loc["CB0017", ["practices", "stories", "reach", "adopters"]].tolist() == [
        1,
        2,
        840,
        7,
    ]
    assert found["practices"].sum() == 4
    assert lt.spread(office, as_of="2024-06-30").exemplars["revoked_on"].isna().all()


def test_exposure_is_asked_until_taking_up_or_the_last_look(office):
    found = lt.spread(office, practice="CL01", links="same_unit")
    one, rows = found.setting(), found.exposure
    assert rows["took_up"].sum() == (one.adopted != NEVER).sum()
    last = np.where(one.adopted == NEVER, one.until, one.adopted)
    looked_at = np.maximum(last - one.since + 1, 0)[one.at_risk]
    assert len(rows) == looked_at.sum()
    at = rows.set_index(["subject_id", "period"])["exposure"]
    for taker in found.thresholds.dropna(subset="threshold").itertuples():
        assert at[taker.subject_id, taker.period] == taker.threshold


def test_it_prints_in_the_words_of_the_office(office):
    told = repr(lt.spread(office))
    assert told.startswith("Lan tỏa: điều đã xảy ra")
    assert "theo quý" in told
    assert "guide 27 (được phân công)" in told
