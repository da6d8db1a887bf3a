"""A set of documents is whole or as it was; the log tells of it, and forget deletes it."""

import hashlib
import json

import pytest
from docx import Document

import lantoa as lt
from lantoa.reporting import forget, publishing
from papers import files_of, paragraphs, written


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path, small_result):
    written(tmp_path / "a-file", "no folder")
    with pytest.raises(lt.InputError, match=r"a-file.*cannot be written: Not a directory") as error:
        lt.report(small_result, tmp_path / "a-file" / "bao-cao")
    assert isinstance(error.value.__cause__, OSError)
    assert (tmp_path / "a-file").read_text("utf-8") == "no folder"


@pytest.mark.parametrize("step", ["write", "swap", "log"])
def test_a_failure_leaves_the_earlier_report_as_it_was(small_result, kept, monkeypatch, step):
    before = files_of(kept)
    broken = OSError(28, "No space left on device")

    def fail(*_: object, **__: object) -> None:
        raise broken

    if step == "write":
        monkeypatch.setattr("lantoa.reporting.yearend.year_end", fail)
    elif step == "log":
        monkeypatch.setattr(publishing.logbook, "append", fail)
    else:
        moved, replace = [], type(kept).replace

        def third(self, target):
            moved.append(target)
            if len(moved) == 4:
                raise broken
            return replace(self, target)

        monkeypatch.setattr(type(kept), "replace", third)
    with pytest.raises(lt.InputError, match="No space left on device"):
        lt.report(small_result, kept, lang="en")
    assert files_of(kept) == before


def test_a_failure_leaves_no_folder_that_was_not_there(small_result, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing.logbook, "append", fail)
    with pytest.raises(KeyboardInterrupt):
        lt.report(small_result, tmp_path / "x" / "a")
    assert not (tmp_path / "x" / "a").exists()


def test_a_new_set_takes_the_place_of_the_whole_old_one(small_result, kept):
    """What was for internal readers does not lie on beside what is shared."""
    assert {"phu-luc-noi-bo.docx", "danh-sach.docx"} <= set(files_of(kept))
    lt.report(small_result, kept, audience="shared")
    assert sorted(files_of(kept)) == [
        "bao-cao.docx", "bao-cao.html", "ket-qua.xlsx", "nhat-ky.jsonl",
    ]  # fmt: skip


def test_work_that_somebody_put_into_a_document_is_not_lost(small_result, kept):
    document = Document(str(kept / "bao-cao.docx"))
    document.add_paragraph("Ý kiến của Chánh Văn phòng")
    document.save(str(kept / "bao-cao.docx"))
    before = files_of(kept)
    with pytest.raises(lt.InputError, match=r"bao-cao\.docx.* was changed after it was written"):
        lt.report(small_result, kept)
    assert files_of(kept) == before
    lt.report(small_result, kept, overwrite=True)
    assert "Chánh Văn phòng" not in paragraphs(Document(str(kept / "bao-cao.docx")))


def test_other_files_of_the_folder_stay(small_result, kept):
    written(kept / "ghi-chu.txt", "giữ")
    lt.report(small_result, kept, audience="shared")
    assert (kept / "ghi-chu.txt").read_text("utf-8") == "giữ"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"audience": "public"}, 'did you mean "shared"'),
        ({"lang": "fr"}, "lang"),
    ],
)
def test_an_option_that_is_not_known_is_named(small_result, tmp_path, options, told):
    with pytest.raises(lt.InputError, match=told):
        lt.report(small_result, tmp_path / "a", **options)
    assert not (tmp_path / "a").exists()


def test_the_log_says_who_ran_which_plan_on_which_data(small_result, kept):
    lt.report(small_result, kept, by="Phòng Hành chính - Tổ chức", audience="shared")
    first, second = map(json.loads, (kept / "nhat-ky.jsonl").read_text("utf-8").splitlines())
    assert first["by"]
    assert second["by"] == "Phòng Hành chính - Tổ chức"
    assert second["plan_fingerprint"] == small_result.plan.fingerprint
    assert second["data_fingerprint"] == small_result.office.fingerprint
    assert (second["as_of"], second["audience"]) == ("2023-09-30", "shared")
    assert second["at"].endswith("+00:00")
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files_of(kept).items()}
    assert second["files"] == {name: hashes[name] for name in second["files"]}


def test_the_log_can_be_kept_elsewhere(small_result, tmp_path):
    found = lt.report(small_result, tmp_path / "a", log=tmp_path / "chung.jsonl")
    assert found.log == tmp_path / "chung.jsonl"
    assert "nhat-ky.jsonl" not in files_of(tmp_path / "a")
    assert forget(tmp_path / "a", log=tmp_path / "chung.jsonl") == list(found.files)


def test_a_log_that_is_none_is_refused(small_result, kept):
    written(kept / "nhat-ky.jsonl", "{}\n")
    before = files_of(kept)
    with pytest.raises(lt.InputError, match=r"nhat-ky\.jsonl.*line 1"):
        lt.report(small_result, kept)
    assert files_of(kept) == before


def test_a_log_that_cannot_be_kept_is_named(small_result, tmp_path):
    with pytest.raises(
        lt.InputError, match=r"nowhere.chung\.jsonl.* cannot be written: No such file"
    ):
        lt.report(small_result, tmp_path / "a", log=tmp_path / "nowhere" / "chung.jsonl")
    (tmp_path / "chung.jsonl").mkdir()
    with pytest.raises(lt.InputError, match=r"chung\.jsonl.* cannot be read: Is a directory"):
        lt.report(small_result, tmp_path / "a", log=tmp_path / "chung.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["chung.jsonl"]


def test_forgetting_deletes_the_set_and_says_so_in_the_log(kept):
    written(kept / "ghi-chu.txt", "giữ")
    gone = forget(kept, by="Văn thư")
    assert sorted(gone) == [
        "bao-cao.docx", "bao-cao.html", "danh-sach.docx", "ket-qua.xlsx", "phu-luc-noi-bo.docx",
    ]  # fmt: skip
    assert sorted(files_of(kept)) == ["ghi-chu.txt", "nhat-ky.jsonl"]
    last = json.loads((kept / "nhat-ky.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["did"], last["by"]) == ("forget", "Văn thư")
    assert forget(kept) == []


def test_forgetting_touches_nothing_that_a_log_merely_names(kept):
    line = {"did": "report", "files": {"../b.txt": "", "ghi-chu.txt": ""}}
    written(kept / "ghi-chu.txt", "giữ")
    written(kept.parent / "b.txt", "giữ")
    with (kept / "nhat-ky.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
    assert forget(kept) == []
    assert (kept / "ghi-chu.txt").exists()
    assert (kept.parent / "b.txt").exists()


def test_a_folder_without_a_log_cannot_be_forgotten(tmp_path):
    with pytest.raises(lt.InputError, match="holds no reports"):
        forget(tmp_path)
