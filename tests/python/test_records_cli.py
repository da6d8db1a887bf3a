"""`lantoa record` and `lantoa verify`: files, exit codes, both languages."""

import json
from functools import cache

import pytest

import lantoa as lt


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    from lantoa.sampling import sample_tables, save_tables

    tables = sample_tables(units=4, people=12, years=range(2021, 2026))
    return save_tables(tables, tmp_path_factory.mktemp("so"), "csv")


@pytest.fixture(scope="module")
def kept(registers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bien-ban") / "de-nghi"
    office, plan = lt.read(registers), lt.load_plan("exemplars-2021-2025")
    lt.evaluate(office, plan, as_of="de_nghi_2025").batch().save_all(folder)
    return folder


@cache
def first(folder):
    return sorted((folder / "records").iterdir())[0]


def test_record_writes_everybodys_record_and_the_batch(run, registers, kept, tmp_path):
    code, out, _ = run("record", registers, "--as-of", "de_nghi_2025", "--out", tmp_path / "neu")
    assert code == 0
    assert "Dấu ghi vào biên bản cuộc họp" in out
    for path in kept.rglob("*.json"):
        assert (tmp_path / "neu" / path.relative_to(kept)).read_bytes() == path.read_bytes()


def test_who_and_when_are_what_was_typed(run, registers, tmp_path):
    told = ("--by", "Hội đồng", "--on", "2025-10-06", "--lang", "en")
    folder = tmp_path / "neu"
    code, out, _ = run("record", registers, "--as-of", "2025-09-30", "--out", folder, *told)
    assert code == 0
    assert "for the minutes of the meeting" in out
    notes = json.loads(first(folder).read_text("utf-8"))["notes"]
    assert notes == {"by": "Hội đồng", "on": "2025-10-06", "supersedes": None}


def test_records_are_never_written_over(run, registers, kept):
    before = {path: path.read_bytes() for path in kept.rglob("*.json")}
    code, _, err = run("record", registers, "--as-of", "khoa_so", "--out", kept)
    assert (code, "never written over" in err) == (2, True)
    assert {path: path.read_bytes() for path in kept.rglob("*.json")} == before


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(run, registers, tmp_path):
    code, _, err = run("record", registers, "--as-of", "khoa_so", "--out", tmp_path / "no" / "neu")
    assert (code, "Không ghi được" in err) == (3, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["06/10/2025", "2025-13-01"])
def test_a_day_that_is_none_is_wrong_input(run, registers, tmp_path, day):
    code, _, err = run(
        *("record", registers, "--as-of", "khoa_so", "--out", tmp_path / "neu", "--on", day)
    )
    assert (code, f'not "{day}"' in err) == (2, True)


@pytest.mark.parametrize(("lang", "word"), [("vi", "CHẤP NHẬN"), ("en", "ACCEPTED")])
def test_verify_accepts_records_and_their_batch(run, kept, lang, word):
    batch = kept / "batch.json"
    code, out, _ = run("verify", first(kept), batch, "--batch", batch, "--lang", lang)
    assert (code, out.count(word)) == (0, 2)


def test_verify_ends_with_1_where_one_of_several_is_rejected(run, kept, tmp_path):
    changed = json.loads(first(kept).read_text("utf-8"))
    changed["verdict"]["counted"] = not changed["verdict"]["counted"]
    (tmp_path / "sua.json").write_text(json.dumps(changed), "utf-8")
    code, out, _ = run("verify", first(kept), tmp_path / "sua.json")
    assert code == 1
    assert "CHẤP NHẬN" in out
    assert "BÁC" in out
    assert "verdict.counted" in out


def test_a_record_that_was_laid_out_anew_is_still_the_record(run, kept, tmp_path):
    content = json.loads(first(kept).read_text("utf-8"))
    (tmp_path / "dep.json").write_text(json.dumps(content, indent=2), "utf-8")
    assert run("verify", tmp_path / "dep.json")[0] == 0


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '"lantoa-record/1"', "\ufeff{}", "{]"])
def test_what_is_no_record_ends_with_2(run, tmp_path, text):
    (tmp_path / "la.json").write_text(text, "utf-8")
    code, out, err = run("verify", tmp_path / "la.json")
    assert (code, out) == (2, "")
    assert "la.json" in err


def test_a_record_is_no_batch(run, kept):
    assert run("verify", first(kept), "--batch", first(kept))[0] == 2
    assert run("verify", first(kept), "--batch", kept / "none.json")[0] == 2


def test_an_id_that_no_file_may_be_called_gets_a_name_that_it_may(tmp_path):
    office = lt.sample_office(seed=7)
    frames = {name: office[name] for name in office.tables}
    for frame in frames.values():
        for column in frame.columns:
            if frame[column].dtype == "str":
                frame[column] = frame[column].replace("CB0033", "CB/../33 ệ")
    plan = lt.load_plan("exemplars-2021-2025")
    made = lt.evaluate(lt.read(frames), plan, as_of="de_nghi_2025").batch()
    folder = made.save_all(tmp_path / "neu")
    names = {path.name for path in (folder / "records").iterdir()}
    assert len(names) == len(made.records)
    assert [name for name in names if "33" in name and "/" in name] == []
