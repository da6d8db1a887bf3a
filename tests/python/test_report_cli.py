"""The year-end command writes the set that is handed in, and forget deletes it again."""

import json
from pathlib import Path

import pytest
from docx import Document

from papers import tables

SET = ["bao-cao.docx", "bao-cao.html", "danh-sach.docx", "ket-qua.xlsx", "nhat-ky.jsonl",
       "phu-luc-noi-bo.docx"]  # fmt: skip
SHARED = [name for name in SET if name not in ("phu-luc-noi-bo.docx", "danh-sach.docx")]
DAY = ["--as-of", "so_ket_2023"]


@pytest.fixture(scope="module")
def registers(tmp_path_factory) -> Path:
    from lantoa.sampling import sample_tables, save_tables

    folder = tmp_path_factory.mktemp("so")
    return save_tables(sample_tables(units=6, people=24, years=range(2021, 2026)), folder, "csv")


def names_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_year_end_writes_the_set_and_names_each_file(run, registers, tmp_path):
    code, out, err = run("year-end", registers, *DAY, "--out", tmp_path / "a", "--by", "Văn thư")
    assert (code, err) == (0, "")
    assert names_of(tmp_path / "a") == SET
    assert [name for name in SET if name not in out and name != "nhat-ky.jsonl"] == []
    assert json.loads((tmp_path / "a" / "nhat-ky.jsonl").read_text("utf-8"))["by"] == "Văn thư"


def test_a_shared_set_has_no_annex_and_before_the_proposal_no_list(run, registers, tmp_path):
    assert run("year-end", registers, *DAY, "--out", tmp_path / "a", "--audience", "shared")[0] == 0
    assert names_of(tmp_path / "a") == SHARED


def test_names_and_template_are_the_offices_own(run, registers, tmp_path):
    own = Document()
    for line in ("VĂN PHÒNG MẪU", "{{ tieu_de }}", "{{ noi_dung }}"):
        own.add_paragraph(line)
    own.save(str(tmp_path / "vp.docx"))
    (tmp_path / "ten.csv").write_text(
        "Mã;Họ và tên\nDV01;Phòng Một\nCB999;Ai Đó\n", encoding="utf-8"
    )
    options = ["--names", tmp_path / "ten.csv", "--template", tmp_path / "vp.docx"]
    code, out, _ = run("year-end", registers, *DAY, "--out", tmp_path / "a", *options)
    assert code == 0
    assert "1 mã của tệp khóa không có trong sổ: CB999" in out
    assert "không có tên trong tệp khóa" in out
    document = Document(str(tmp_path / "a" / "bao-cao.docx"))
    assert document.paragraphs[0].text == "VĂN PHÒNG MẪU"
    units = [row[0] for table in tables(document) for row in table]
    assert "DV01" not in units


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--names", "khong-co.csv"], "khong-co.csv"),
        (["--template", "khong-co.docx"], "khong-co.docx"),
        (["--audience", "public"], "--audience"),
        (["--audience", "shared", "--restricted"], "restricted"),
    ],
)
def test_an_option_that_cannot_be_used_is_code_2(run, registers, tmp_path, options, told):
    code, _, err = run("year-end", registers, *DAY, "--out", tmp_path / "a", *options)
    assert code == 2
    assert told in err
    assert names_of(tmp_path) == []


def test_options_of_documents_need_a_folder(run, registers, tmp_path):
    options = ["--out", tmp_path / "a.xlsx", "--restricted"]
    code, _, err = run("year-end", registers, *DAY, *options)
    assert code == 2
    assert "--restricted" in err
    assert names_of(tmp_path) == []


def test_the_registers_own_folder_is_refused(run, registers):
    before = names_of(registers)
    code, _, err = run("year-end", registers, *DAY, "--out", registers)
    assert code == 2
    assert "chính sổ theo dõi" in err
    assert names_of(registers) == before


def test_a_folder_below_a_file_is_code_3(run, registers, tmp_path):
    (tmp_path / "a-file").write_text("no folder", encoding="utf-8")
    code, _, err = run("year-end", registers, *DAY, "--out", tmp_path / "a-file" / "a")
    assert code == 3
    assert "Không ghi được" in err


def test_a_changed_document_is_kept_until_overwrite_is_said(run, registers, tmp_path):
    assert run("year-end", registers, *DAY, "--out", tmp_path / "a")[0] == 0
    (tmp_path / "a" / "bao-cao.docx").write_bytes(b"mine")
    code, _, err = run("year-end", registers, *DAY, "--out", tmp_path / "a")
    assert code == 2
    assert "--overwrite" in err
    assert (tmp_path / "a" / "bao-cao.docx").read_bytes() == b"mine"
    assert run("year-end", registers, *DAY, "--out", tmp_path / "a", "--overwrite")[0] == 0


def test_forget_deletes_what_the_log_names(run, registers, tmp_path):
    assert run("year-end", registers, *DAY, "--out", tmp_path / "a")[0] == 0
    code, out, _ = run("forget", tmp_path / "a", "--by", "Văn thư")
    assert code == 0
    assert "Đã xóa 5 tệp" in out
    assert names_of(tmp_path / "a") == ["nhat-ky.jsonl"]
    assert run("forget", tmp_path)[0] == 2
