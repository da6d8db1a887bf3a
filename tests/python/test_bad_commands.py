"""Bad registers as a user of the command line meets them: told, never a traceback, never half done."""

import pytest

from old_workbooks import locked_xlsx
from workbooks import PEOPLE, UNITS, workbook

AS_OF = ["--as-of", "de_nghi_2025"]


def test_registers_that_nobody_knows_are_listed_by_check_and_refused_by_year_end(run, tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Sheet1": [["a", "b"], [1, 2]], "Sheet2": []})
    code, out, _ = run("check", path)
    assert code == 1
    assert "Sheet1" in out
    code, out, err = run("year-end", path, *AS_OF, "--out", tmp_path / "o.xlsx")
    assert (code, out) == (2, "")
    assert err.replace("\n", "").startswith("Lỗi: Không đọc được sổ nào trong")
    assert not (tmp_path / "o.xlsx").exists()


@pytest.mark.parametrize("command", ["check", "year-end", "explain"])
def test_a_locked_workbook_is_one_plain_message(run, command, tmp_path):
    path = locked_xlsx(tmp_path / "a.xlsx")
    more = {"check": [], "year-end": AS_OF, "explain": ["CB01", *AS_OF]}
    code, out, err = run(command, path, *more[command])
    assert (code, out) == (2, "")
    assert "locked with a password" in err


def test_a_page_of_text_in_a_cell_does_not_fill_the_screen(run, tmp_path):
    rows = [["Mã", "Năm", "Xếp loại"], ["CB01", 2021, "x" * 30_000]]
    sheets = {"Đơn vị": UNITS, "Cá nhân": PEOPLE, "Xếp loại": rows}
    code, out, _ = run("check", workbook(tmp_path / "a.xlsx", sheets))
    assert code == 1
    assert "…" in out
    assert len(out) < 3000


def test_registers_with_every_kind_of_slip_still_give_a_workbook(run, tmp_path):
    rows = [
        ["Mã", "Năm", "Xếp loại", "Ngày quyết định"],
        ["CB01", 2021, "Tốt", "31/02/2021"],
        ["CB01", "2o22", "Tốt", ""],
        ["CB99", 2022, "Tốt", ""],
        ["CB02", 2022, "Tuyệt", "#N/A"],
        ["CB02", 2023, "HTXS", ""],
    ]
    sheets = {"Đơn vị": UNITS, "Cá nhân": PEOPLE, "Xếp loại": rows, "Sheet9": [["x"]]}
    path = workbook(tmp_path / "a.xlsx", sheets)
    code, out, _ = run("year-end", path, *AS_OF, "--out", tmp_path / "o.xlsx", "--lang", "en")
    assert code == 0
    assert "6 problems in the registers" in out
    assert (tmp_path / "o.xlsx").exists()
