"""What happened: who could take a practice up, who did, along which ties; and what is listed."""

import numpy as np
import pandas as pd
import pytest

import lantoa as lt
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
    assert one.carries[one.exemplar] == 1 and one.adopted[one.exemplar] == NEVER


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
