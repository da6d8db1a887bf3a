"""What an office brings to its documents: a key file with names, a Word template."""

import unicodedata

import openpyxl
import pytest
from docx import Document

import lantoa as lt
from lantoa.reporting.names import read_names
from papers import files_of, paragraphs, tables, written


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


def test_decomposed_letters_in_a_key_file_are_put_together(tmp_path, small_result):
    one = small_result.subjects.loc[small_result.subjects["counted"], "subject_id"].iloc[-1]
    name = "Trần Thị Hồng Thắm"
    file = written(
        tmp_path / "ten.csv", unicodedata.normalize("NFD", f"Mã,Họ và tên\n{one},{name}\n")
    )
    lt.report(small_result, tmp_path / "a", names=file)
    document = Document(str(tmp_path / "a" / "danh-sach.docx"))
    assert name in {cell for table in tables(document) for row in table for cell in row}


def test_ids_stand_where_the_key_file_has_no_name_and_are_told(tmp_path, small_result):
    listed = small_result.subjects.loc[small_result.subjects["counted"], "subject_id"].tolist()
    found = lt.report(
        small_result, tmp_path / "a", names={listed[0]: "Phòng Một", "CB999": "Ai Đó"}
    )
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
def test_a_key_file_that_cannot_be_used_is_named_with_its_row(tmp_path, small_result, text, told):
    file = written(tmp_path / "ten.csv", text)
    with pytest.raises(lt.InputError, match=told) as error:
        lt.report(small_result, tmp_path / "a", names=file)
    assert "ten.csv" in str(error.value)
    assert not (tmp_path / "a").exists()


def test_a_key_file_that_is_not_there_is_named(tmp_path, small_result):
    written(tmp_path / "ten-goi.csv", "subject_id,name\n")
    with pytest.raises(lt.InputError, match=r"ten-gio\.csv.*is not there.*ten-goi\.csv"):
        lt.report(small_result, tmp_path / "a", names=tmp_path / "ten-gio.csv")


def test_a_blank_name_is_an_id_without_a_name(tmp_path):
    names = read_names(written(tmp_path / "ten.csv", "Mã,Tên\nCB01,\nCB02,Bế Thị B\n"))
    assert (names["CB01"], names["CB02"], names.unnamed) == ("CB01", "Bế Thị B", ("CB01",))


def template(path, *lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_an_office_uses_its_own_template(tmp_path, small_result):
    own = template(tmp_path / "vp.docx", "VĂN PHÒNG MẪU", "{{ tieu_de }}", "{{ noi_dung }}",
                   "Người ký: {{ nguoi_ky }}")  # fmt: skip
    lt.report(small_result, tmp_path / "a", template=own)
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
def test_a_template_that_cannot_be_used_says_what_is_missing(
    tmp_path, small_result, kept, lines, told
):
    before = files_of(kept)
    with pytest.raises(lt.InputError) as error:
        lt.report(small_result, kept, template=template(tmp_path / "vp.docx", *lines))
    assert "vp.docx" in str(error.value)
    assert told in str(error.value)
    assert files_of(kept) == before


@pytest.mark.parametrize("data", [b"", b"no document", b"PK\x03\x04 cut off"])
def test_what_is_no_word_document_is_no_template(tmp_path, small_result, data):
    (tmp_path / "vp.docx").write_bytes(data)
    with pytest.raises(lt.InputError, match=r"vp\.docx.* is no Word document"):
        lt.report(small_result, tmp_path / "a", template=tmp_path / "vp.docx")
    assert not (tmp_path / "a").exists()


def test_a_workbook_is_no_template(tmp_path, small_result):
    openpyxl.Workbook().save(tmp_path / "vp.docx")
    with pytest.raises(lt.InputError, match=r"vp\.docx.* is no Word document"):
        lt.report(small_result, tmp_path / "a", template=tmp_path / "vp.docx")


def test_a_template_that_is_not_there_is_named(tmp_path, small_result):
    with pytest.raises(lt.InputError, match=r"vp\.docx.* cannot be read: No such file"):
        lt.report(small_result, tmp_path / "a", template=tmp_path / "vp.docx")


def test_a_template_runs_nothing(tmp_path, small_result):
    own = template(
        tmp_path / "vp.docx", "{{ tieu_de.__class__.__mro__ }}{{ tieu_de }}", "{{ noi_dung }}"
    )
    with pytest.raises(lt.InputError, match="a placeholder cannot be read"):
        lt.report(small_result, tmp_path / "a", template=own)


def test_signs_of_xml_in_a_name_are_text(tmp_path, small_result):
    one = small_result.subjects.loc[small_result.subjects["counted"], "subject_id"].iloc[-1]
    lt.report(small_result, tmp_path / "a", names={one: 'A & <b> "C" \x07{{ x }}'})
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
