"""Records: what is in them, and that the same input gives the same bytes."""

import datetime
import json

import pandas as pd
import pytest

import lantoa as lt
from sample_records import COUNCIL, MEETING, batch, office, plan, result
from soaking import part_of

# ---- accepted


@pytest.mark.parametrize(
    ("as_of", "step"),
    [("de_nghi_2025", 1), ("lua_chon_2021", 2), ("so_ket_2023", 2), ("khoa_so", 2)],
)
def test_every_record_of_the_sample_is_accepted_and_attested(as_of, step):
    made = result(as_of).batch()
    assert len(made.records) > 80
    for one in part_of(list(made.records.values()))[::step]:
        found = lt.verify(one, batch=made)
        assert found.accepted, found
        assert found.attested


def test_every_record_of_the_given_office_is_accepted(acceptance):
    given = lt.read(acceptance / "van-phong-mau.xlsx")
    days = json.loads((acceptance / "expected.json").read_text("utf-8"))["as_of"]
    assert len(days) == 4
    for at, as_of in enumerate(days):
        made = lt.evaluate(given, plan(), as_of=as_of).batch()
        looked_at = part_of(list(made.records.values()), at)
        rejected = [str(f) for f in (lt.verify(r, batch=made) for r in looked_at)
                    if not f.accepted]  # fmt: skip
        assert not rejected, rejected[0]


def test_a_file_is_verified_like_the_record_itself(tmp_path):
    path = result().record("CB0033").save(tmp_path / "CB0033.json")
    attested = lt.verify(path)
    assert attested.accepted
    assert not attested.attested
    assert "cần tệp bảng chung" in str(attested)


# ---- content


def test_a_record_holds_what_was_asked_with_clause_quote_reading_and_rows():
    record = result().record("CB0033")
    by_id = {one["id"]: one for one in record["criteria"]}
    asked = by_id["cn_sang_kien"]
    assert asked["clause"] == plan().criterion("cn_sang_kien").clause
    assert asked["quote"] == plan().criterion("cn_sang_kien").quote
    assert asked["rule"]["count"] == 2
    assert "nhieu_sang_kien" in asked["readings"]
    rows = [record["facts"][one["table"]][one["row"]] for one in asked["evidence"]]
    assert {row["subject_id"] for row in rows} == {"CB0033"}
    assert all("decision_no" in row for row in rows)


def test_verdict_and_margin_are_those_of_the_result():
    frame = result().verdicts
    for subject, record in batch().records.items():
        own = frame[frame["subject_id"] == subject].set_index("criterion_id")
        assert [one["id"] for one in record["criteria"]] == list(own.index)
        for one in record["criteria"]:
            row = own.loc[one["id"]]
            assert one["verdict"] == row["verdict"]
            assert one["provisional"] == row["provisional"]
            assert one["needed"] == (None if pd.isna(row["needed"]) else row["needed"])
            assert ", ".join(map(str, one["years_left"])) == row["years_left"]
            assert (one["why_unknown"] or "") == row["why_unknown"]


def test_points_and_places_are_those_of_the_result():
    places = result().ranking("person").set_index("subject_id")
    for subject, row in places.iterrows():
        record = batch().records[subject]
        assert record["points"]["thousandths"] == round(row["points"] * 1000)
        assert record["place"]["office"]["place_low"] == row["place_low"]
    outside = next(one for one in batch().records if one not in places.index and one[:2] == "CB")
    assert batch().records[outside]["place"]["office"] is None


def test_a_head_carries_the_record_of_the_unit():
    heads = [one for one in batch().records.values() if one["units"]]
    assert heads
    for head in heads:
        for unit in head["units"]:
            own = batch().records[unit["subject"]["id"]]
            assert unit["fingerprint"] == own.fingerprint


def test_a_record_holds_codes_and_no_names():
    names = {
        name
        for table in ("people", "units", "initiatives", "movements")
        for name in office()[table]["name"].dropna()
    }
    described = set(office()["practices"]["description"].dropna())
    said_by = set(office()["attestations"]["by"].dropna())
    for record in batch().records.values():
        content = json.loads(record.to_json())
        texts = set(leaves(content["facts"])) | set(leaves(content["subject"]))
        assert not texts & (names | described | said_by)


def leaves(value):
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


def test_of_members_a_record_shows_what_the_rule_asks_and_no_paper():
    for record in batch().records.values():
        own = record["subject"]["id"]
        for row in record["facts"].get("discipline", ()):
            if row["person_id"] != own:
                assert "decision_no" not in row
                assert "self_detected" not in row


def test_who_chose_which_reading_and_when_is_kept_and_printed():
    chosen = plan().choose("nhieu_sang_kien", "tu_ba", by=COUNCIL, on=datetime.date(2025, 3, 3))
    record = lt.evaluate(office(), chosen, as_of="de_nghi_2025").record("CB0033")
    question = next(q for q in record["plan"]["questions"] if q["id"] == "nhieu_sang_kien")
    assert (question["chosen"], question["by"], question["on"]) == ("tu_ba", COUNCIL, "2025-03-03")
    assert f"{COUNCIL} chọn ngày 03/03/2025" in str(record)
    assert lt.verify(record).accepted


def test_numbers_are_whole_and_the_text_is_canonical():
    for record in batch().records.values():
        text = record.to_json()
        content = json.loads(text)
        assert not [leaf for leaf in leaves(content) if isinstance(leaf, float)]
        again = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert text == again


def test_a_cell_that_could_not_be_read_is_not_a_blank_one():
    frames = {name: office()[name] for name in office().tables}
    award = frames["commendations"]["subject_id"] == "CB0033"
    frames["commendations"]["status"] = frames["commendations"]["status"].mask(award, "?!")
    record = lt.evaluate(lt.read(frames), plan(), as_of="de_nghi_2025").record("CB0033")
    found = next(one for one in record["criteria"] if one["id"] == "cn_bang_khen")
    assert (found["verdict"], found["why_unknown"]) == ("unknown", "cell_unreadable")
    assert {"unreadable": True} in [row.get("status") for row in record["facts"]["commendations"]]
    assert lt.verify(record).accepted


# ---- the same input, the same bytes


def test_order_of_rows_and_threads_do_not_change_a_byte():
    frames = {name: office()[name].sample(frac=1, random_state=3) for name in office().tables}
    shuffled = lt.read(frames)
    for threads in (1, 2):
        other = lt.evaluate(shuffled, plan(), as_of="de_nghi_2025", threads=threads)
        assert other.batch(by=COUNCIL, on=MEETING).to_json() == batch().to_json()


def test_a_record_alone_is_the_one_of_the_batch():
    alone = result().record("CB0033", by=COUNCIL, on=MEETING)
    assert alone.to_json() == batch().records["CB0033"].to_json()


def test_who_and_when_are_in_the_record_and_never_the_clock():
    assert dict(result().record("CB0033")["notes"]) == {"by": None, "on": None, "supersedes": None}
    assert "ngày 06/10/2025" in str(batch().records["CB0033"])


def test_corrected_facts_make_a_new_record_that_names_the_old_one():
    old = result().record("CB0033")
    corrected = office().updated(
        {"ratings": pd.DataFrame({"subject_id": ["CB0033"], "year": [2025], "rating": ["HTTNV"],
                                  "decision_date": ["2025-09-29"]})}
    )  # fmt: skip
    new = lt.evaluate(corrected, plan(), as_of="de_nghi_2025").record("CB0033", supersedes=old)
    assert new["notes"]["supersedes"] == old.fingerprint
    assert new.fingerprint != old.fingerprint
    assert old.fingerprint in str(new)
    assert lt.verify(new).accepted
    assert lt.verify(old).accepted  # it was right about what was known


def test_a_special_topic_has_records_of_its_own():
    beside = lt.load_plan("exemplars-2021-2025", topics="chuyen-de-chuyen-doi-so")
    track = next(iter(beside.tracks))
    on_track = lt.evaluate(office(), beside, as_of="de_nghi_2025", track=track)
    made = on_track.batch()
    assert made.fingerprint != lt.evaluate(office(), beside, "de_nghi_2025").batch().fingerprint
    for one in list(made.records.values())[::9]:
        assert one["track"] == track
        assert one["place"]["lines"] == ()
        assert lt.verify(one, batch=made).accepted


@pytest.mark.parametrize("frames", ["polars", "pyarrow"])
def test_the_kind_of_frame_does_not_change_a_byte(frames):
    read = lt.read({name: office()[name] for name in office().tables}, frames=frames)
    other = lt.evaluate(read, plan(), as_of="de_nghi_2025")
    assert other.batch(by=COUNCIL, on=MEETING).fingerprint == batch().fingerprint
