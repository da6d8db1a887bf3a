"""What is no record and never becomes one, files that are kept, and pages that are read."""

import json

import pytest

import lantoa as lt
from sample_records import COUNCIL, MEETING, batch, office, plan, result

# ---- files


def test_a_record_is_never_written_over(tmp_path):
    path = tmp_path / "a.json"
    result().record("CB0033").save(path)
    result().record("CB0033").save(path)
    with pytest.raises(lt.InputError, match="never written over"):
        result().record("CB0061").save(path)
    assert json.loads(path.read_text("utf-8"))["subject"]["id"] == "CB0033"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no record"),
        ('{"format": 1.5}', "no whole number"),
        ('{"format": "a", "format": "b"}', "twice"),
        ('{"format": "other"}', "expected a file whose format is"),
        ("[" * 100_000, "nested too deep"),
        ("[" * 60 + "7" + "]" * 60, "nested too deep"),
        ('["\\ud800"]', "no record"),
        ("[NaN]", "no whole number"),
        (f"[{2**53}]", "exactly"),
    ],
)
def test_what_is_no_record_is_wrong_input(tmp_path, text, said):
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(lt.InputError, match=said):
        lt.verify(path)


def test_a_file_that_is_not_there_is_wrong_input(tmp_path):
    with pytest.raises(lt.InputError, match="cannot be read"):
        lt.verify(tmp_path / "none.json")
    with pytest.raises(lt.InputError, match="expected a record"):
        lt.verify(7)
    with pytest.raises(lt.InputError, match="expected a file whose format"):
        lt.verify(result().record("CB0033"), batch=result().record("CB0033"))


# ---- what is never a record


def test_a_what_if_is_never_a_record():
    other = lt.evaluate(office(), plan().change("cn_sang_kien.count", 1), as_of="de_nghi_2025")
    assert not other.official
    with pytest.raises(lt.InputError, match=r"criterion\.cn_sang_kien\.count"):
        other.record("CB0033")
    with pytest.raises(lt.InputError, match="cannot become a record"):
        other.batch()


def test_a_reading_that_nobody_is_on_record_for_is_never_a_record():
    silently = plan().change("reading.nhieu_sang_kien", "tu_ba")
    with pytest.raises(lt.InputError, match="nhieu_sang_kien"):
        lt.evaluate(office(), silently, as_of="de_nghi_2025").record("CB0033")
    chosen = plan().choose("nhieu_sang_kien", "tu_mot", by=COUNCIL, on=MEETING)
    back = chosen.change("reading.nhieu_sang_kien", "tu_ba")  # not the one that is on record
    with pytest.raises(lt.InputError, match="nhieu_sang_kien"):
        lt.evaluate(office(), back, as_of="de_nghi_2025").record("CB0033")


def test_whoever_is_not_judged_has_no_record():
    out = result().out_of_scope["subject_id"].iloc[0]
    with pytest.raises(lt.InputError, match="is not judged"):
        result().record(out)
    with pytest.raises(lt.InputError, match='did you mean "CB0033"'):
        result().record("CB033")


def test_a_fingerprint_is_64_digits():
    with pytest.raises(lt.InputError, match="64 hexadecimal digits"):
        result().record("CB0033", supersedes="abc")


# ---- how it reads


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_can_be_read(lang):
    told = lt.evaluate(office(), lt.load_plan("exemplars-2021-2025", lang=lang), "de_nghi_2025")
    for record in told.batch().records.values():
        page = str(record)
        assert record.fingerprint in page
        assert "None" not in page
        assert "{" not in page


def test_a_page_shows_private_details_in_the_restricted_view_only():
    record = batch().records["DV01"]
    form = "Khiển trách"
    members = {row["person_id"] for row in record["facts"]["discipline"]}
    assert members
    private = [line for line in record.page(restricted=True).splitlines() if form in line]
    assert len(private) > 1
    assert not [one for one in members if f"Kỷ luật {one}" in str(record)]
    assert "Chi tiết chỉ có ở bản hạn chế" in str(record)
    reasons = ("Thai sản", "Nghỉ dài ngày", "Dưới 6 tháng")
    told = [page for one in batch().records.values() for page in (one.page(restricted=True),)]
    assert any(reason in page for page in told for reason in reasons)
    assert not any(r in str(one) for one in batch().records.values() for r in reasons)
