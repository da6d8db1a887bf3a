"""Files of a report: key files, templates, sets that are whole or as they were, the log."""

import hashlib
import json
import unicodedata

import openpyxl
import pytest
from docx import Document

import lantoa as lt
from lantoa.reporting import forget, publishing
from lantoa.reporting.names import read_names
from papers import paragraphs, tables

PLAN = "exemplars-2021-2025"


@pytest.fixture(scope="module")
def result():
    office = lt.sample_office(units=6, people=30, years=range(2021, 2026), seed=7)
    return lt.evaluate(office, lt.load_plan(PLAN), as_of="so_ket_2023")


@pytest.fixture
def kept(tmp_path, result):
    """A folder with a report in it."""
    lt.report(result, tmp_path / "a")
    return tmp_path / "a"


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


# Key files


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_names_come_from_a_csv_file(tmp_path, sign):
    file = written(tmp_path / "ten.csv", f"subject_id{sign}name\nCB01{sign}Nông Văn A\n")
    assert read_names(file)["CB01"] == "Nông Văn A"


def test_names_come_from_a_workbook_below_a_title(tmp_path):
    book = openpyxl.Workbook()
    for row in (["DANH SÁCH"], [], ["STT", "Họ và tên", "Mã CB"], [1, "Nông Văn A", "CB01"]):
        book.active.append(row)
    book.save(tmp_path / "ten.xlsx")
    assert read_names(tmp_path / "ten.xlsx")["CB01"] == "Nông Văn A"


def test_decomposed_letters_in_a_key_file_are_put_together(tmp_path, result):
    one = result.subjects.loc[result.subjects["counted"], "subject_id"].iloc[-1]
    name = "Trần Thị Hồng Thắm"
    file = written(
        tmp_path / "ten.csv", unicodedata.normalize("NFD", f"Mã,Họ và tên\n{one},{name}\n")
    )
    lt.report(result, tmp_path / "a", names=file)
    document = Document(str(tmp_path / "a" / "danh-sach.docx"))
    assert name in {cell for table in tables(document) for row in table for cell in row}


def test_ids_stand_where_the_key_file_has_no_name_and_are_told(tmp_path, result):
    listed = result.subjects.loc[result.subjects["counted"], "subject_id"].tolist()
    found = lt.report(result, tmp_path / "a", names={listed[0]: "Phòng Một", "CB999": "Ai Đó"})
    assert set(found.unnamed) == set(listed[1:])
    assert found.unknown == ("CB999",)
    whole = {
        c for t in tables(Document(str(tmp_path / "a" / "danh-sach.docx"))) for r in t for c in r
    }
    assert {"Phòng Một", listed[1]} <= whole


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("subject_id,name\nCB01,A\nCB02,B\nCB01,C\n", 'row 4: id "CB01" stands in row 2 already'),
        ("subject_id,name\n,A\n", "row 2: a name without an id"),
        ("subject,nmae\nCB01,A\n", 'nearest headings: "subject" for subject_id, "nmae" for name'),
        ("", "has no headings"),
    ],
)
def test_a_key_file_that_cannot_be_used_is_named_with_its_row(tmp_path, result, text, told):
    file = written(tmp_path / "ten.csv", text)
    with pytest.raises(lt.InputError, match=told) as error:
        lt.report(result, tmp_path / "a", names=file)
    assert "ten.csv" in str(error.value)
    assert not (tmp_path / "a").exists()


def test_a_key_file_that_is_not_there_is_named(tmp_path, result):
    written(tmp_path / "ten-goi.csv", "subject_id,name\n")
    with pytest.raises(lt.InputError, match=r"ten-gio\.csv.*is not there.*ten-goi\.csv"):
        lt.report(result, tmp_path / "a", names=tmp_path / "ten-gio.csv")


def test_a_blank_name_is_an_id_without_a_name(tmp_path):
    names = read_names(written(tmp_path / "ten.csv", "Mã,Tên\nCB01,\nCB02,Bế Thị B\n"))
    assert (names["CB01"], names["CB02"], names.unnamed) == ("CB01", "Bế Thị B", ("CB01",))


# Templates


def template(path, *lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_an_office_uses_its_own_template(tmp_path, result):
    own = template(tmp_path / "vp.docx", "VĂN PHÒNG MẪU", "{{ tieu_de }}", "{{ noi_dung }}",
                   "Người ký: {{ nguoi_ky }}")  # fmt: skip
    lt.report(result, tmp_path / "a", template=own)
    lines = paragraphs(Document(str(tmp_path / "a" / "danh-sach.docx"))).splitlines()
    assert lines[0] == "VĂN PHÒNG MẪU"
    assert lines[1] == "DANH SÁCH TIẾP TỤC BỒI DƯỠNG, HOÀN THIỆN"
    assert lines[-1] == "Người ký: [nguoi_ky]"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["{{ tieu_de }}", "{{ noidung }}"],
         "lacks {{ noi_dung }}; it holds {{ noidung }}, {{ tieu_de }}; did you mean {{ noidung }}?"),
        (["{{ noi_dung }}"], "lacks {{ tieu_de }}; it holds {{ noi_dung }}"),
        (["Kính gửi"], "lacks {{ tieu_de }}, {{ noi_dung }}; it holds no placeholder at all"),
        (["{{ tieu_de }}", "{{ noi_dung }"], "a placeholder cannot be read"),
        (["{{ tieu_de }}", "Nội dung: {{ noi_dung }}"], "must stand in a paragraph of its own"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_used_says_what_is_missing(tmp_path, result, kept, lines, told):
    before = files_of(kept)
    with pytest.raises(lt.InputError) as error:
        lt.report(result, kept, template=template(tmp_path / "vp.docx", *lines))
    assert "vp.docx" in str(error.value)
    assert told in str(error.value)
    assert files_of(kept) == before


@pytest.mark.parametrize("data", [b"", b"no document", b"PK\x03\x04 cut off"])
def test_what_is_no_word_document_is_no_template(tmp_path, result, data):
    (tmp_path / "vp.docx").write_bytes(data)
    with pytest.raises(lt.InputError, match=r"vp\.docx.* is no Word document"):
        lt.report(result, tmp_path / "a", template=tmp_path / "vp.docx")
    assert not (tmp_path / "a").exists()


def test_a_workbook_is_no_template(tmp_path, result):
    openpyxl.Workbook().save(tmp_path / "vp.docx")
    with pytest.raises(lt.InputError, match=r"vp\.docx.* is no Word document"):
        lt.report(result, tmp_path / "a", template=tmp_path / "vp.docx")


def test_a_template_that_is_not_there_is_named(tmp_path, result):
    with pytest.raises(lt.InputError, match=r"vp\.docx.* cannot be read: No such file"):
        lt.report(result, tmp_path / "a", template=tmp_path / "vp.docx")


def test_a_template_runs_nothing(tmp_path, result):
    own = template(
        tmp_path / "vp.docx", "{{ tieu_de.__class__.__mro__ }}{{ tieu_de }}", "{{ noi_dung }}"
    )
    with pytest.raises(lt.InputError, match="a placeholder cannot be read"):
        lt.report(result, tmp_path / "a", template=own)


def test_signs_of_xml_in_a_name_are_text(tmp_path, result):
    one = result.subjects.loc[result.subjects["counted"], "subject_id"].iloc[-1]
    lt.report(result, tmp_path / "a", names={one: 'A & <b> "C" \x07{{ x }}'})
    document = Document(str(tmp_path / "a" / "danh-sach.docx"))
    cells = {cell for table in tables(document) for row in table for cell in row}
    assert any(cell.startswith('A & <b> "C"') and cell.endswith("{{ x }}") for cell in cells)


def test_the_bundled_template_is_what_its_maker_makes(tmp_path):
    from importlib.resources import files

    from lantoa.templates import make

    make.make(tmp_path / "van-ban.docx")
    bundled = files("lantoa").joinpath("templates/van-ban.docx")
    one, other = (Document(str(path)).element.xml for path in (tmp_path / "van-ban.docx", bundled))
    assert one == other


# Whole or as it was


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path, result):
    written(tmp_path / "a-file", "no folder")
    with pytest.raises(lt.InputError, match=r"a-file.*cannot be written: Not a directory") as error:
        lt.report(result, tmp_path / "a-file" / "bao-cao")
    assert isinstance(error.value.__cause__, OSError)
    assert (tmp_path / "a-file").read_text("utf-8") == "no folder"


@pytest.mark.parametrize("step", ["write", "swap", "log"])
def test_a_failure_leaves_the_earlier_report_as_it_was(result, kept, monkeypatch, step):
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
        lt.report(result, kept, lang="en")
    assert files_of(kept) == before


def test_a_failure_leaves_no_folder_that_was_not_there(result, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing.logbook, "append", fail)
    with pytest.raises(KeyboardInterrupt):
        lt.report(result, tmp_path / "x" / "a")
    assert not (tmp_path / "x" / "a").exists()


def test_a_new_set_takes_the_place_of_the_whole_old_one(result, kept):
    """What was for internal readers does not lie on beside what is shared."""
    assert {"phu-luc-noi-bo.docx", "danh-sach.docx"} <= set(files_of(kept))
    lt.report(result, kept, audience="shared")
    assert sorted(files_of(kept)) == [
        "bao-cao.docx", "bao-cao.html", "nhat-ky.jsonl", "so-lieu.xlsx",
    ]  # fmt: skip


def test_work_that_somebody_put_into_a_document_is_not_lost(result, kept):
    document = Document(str(kept / "bao-cao.docx"))
    document.add_paragraph("Ý kiến của Chánh Văn phòng")
    document.save(str(kept / "bao-cao.docx"))
    before = files_of(kept)
    with pytest.raises(lt.InputError, match=r"bao-cao\.docx.* was changed after it was written"):
        lt.report(result, kept)
    assert files_of(kept) == before
    lt.report(result, kept, overwrite=True)
    assert "Chánh Văn phòng" not in paragraphs(Document(str(kept / "bao-cao.docx")))


def test_other_files_of_the_folder_stay(result, kept):
    written(kept / "ghi-chu.txt", "giữ")
    lt.report(result, kept, audience="shared")
    assert (kept / "ghi-chu.txt").read_text("utf-8") == "giữ"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"audience": "public"}, 'did you mean "shared"'),
        ({"lang": "fr"}, "lang"),
    ],
)
def test_an_option_that_is_not_known_is_named(result, tmp_path, options, told):
    with pytest.raises(lt.InputError, match=told):
        lt.report(result, tmp_path / "a", **options)
    assert not (tmp_path / "a").exists()


# The log


def test_the_log_says_who_ran_which_plan_on_which_data(result, kept):
    lt.report(result, kept, by="Phòng Hành chính - Tổ chức", audience="shared")
    first, second = map(json.loads, (kept / "nhat-ky.jsonl").read_text("utf-8").splitlines())
    assert first["by"]
    assert second["by"] == "Phòng Hành chính - Tổ chức"
    assert second["plan_fingerprint"] == result.plan.fingerprint
    assert second["data_fingerprint"] == result.office.fingerprint
    assert (second["as_of"], second["audience"]) == ("2023-09-30", "shared")
    assert second["at"].endswith("+00:00")
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files_of(kept).items()}
    assert second["files"] == {name: hashes[name] for name in second["files"]}


def test_the_log_can_be_kept_elsewhere(result, tmp_path):
    found = lt.report(result, tmp_path / "a", log=tmp_path / "chung.jsonl")
    assert found.log == tmp_path / "chung.jsonl"
    assert "nhat-ky.jsonl" not in files_of(tmp_path / "a")
    assert forget(tmp_path / "a", log=tmp_path / "chung.jsonl") == list(found.files)


def test_a_log_that_is_none_is_refused(result, kept):
    written(kept / "nhat-ky.jsonl", "{}\n")
    before = files_of(kept)
    with pytest.raises(lt.InputError, match=r"nhat-ky\.jsonl.*line 1"):
        lt.report(result, kept)
    assert files_of(kept) == before


def test_a_log_that_cannot_be_kept_is_named(result, tmp_path):
    with pytest.raises(
        lt.InputError, match=r"nowhere.chung\.jsonl.* cannot be written: No such file"
    ):
        lt.report(result, tmp_path / "a", log=tmp_path / "nowhere" / "chung.jsonl")
    (tmp_path / "chung.jsonl").mkdir()
    with pytest.raises(lt.InputError, match=r"chung\.jsonl.* cannot be read: Is a directory"):
        lt.report(result, tmp_path / "a", log=tmp_path / "chung.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["chung.jsonl"]


def test_forgetting_deletes_the_set_and_says_so_in_the_log(kept):
    written(kept / "ghi-chu.txt", "giữ")
    gone = forget(kept, by="Văn thư")
    assert sorted(gone) == [
        "bao-cao.docx", "bao-cao.html", "danh-sach.docx", "phu-luc-noi-bo.docx", "so-lieu.xlsx",
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
