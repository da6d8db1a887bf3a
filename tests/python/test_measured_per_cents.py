"""Per cents in files of measures: as they are shown, never mixed with bare numbers, never guessed."""

import zipfile

import numpy as np
import openpyxl
import pytest

import lantoa as lt
from lantoa.cli import measuring
from lantoa.cli.measuring import Wanted
from old_workbooks import ods, xls


def read_measures(path, wanted):
    return measuring.read_measures(path, wanted).frame


def percent_book(path, cells, header="Chỉ số"):
    """A workbook of one measure: pairs of a value and its format, below a title."""
    book = openpyxl.Workbook()
    for row in [["BẢNG"], [], ["Tỉnh", header]]:
        book.active.append(row)
    for at, (value, shown) in enumerate(cells, 4):
        book.active.cell(at, 1, f"Tỉnh {at}")
        book.active.cell(at, 2, value).number_format = shown
    book.save(path)
    return path


@pytest.mark.parametrize("shown", ["0%", "0.00%", "0.0%", '#,##0.0"điểm"%', "0 %;[Red]-0 %"])
def test_per_cents_of_a_workbook_are_read_as_they_are_shown(tmp_path, shown):
    path = percent_book(tmp_path / "a.xlsx", [(0.965, shown), (0.12345, shown), ("98,5%", shown)])
    frame = read_measures(path, Wanted("Tỉnh"))
    np.testing.assert_array_equal(frame["Chỉ số"], [96.5, 12.345, 98.5])


def test_a_quoted_sign_of_per_cent_is_no_format_of_per_cent(tmp_path):
    path = percent_book(tmp_path / "a.xlsx", [(0.965, '0.0" %"'), (88, "0.0"), (99, "General")])
    np.testing.assert_array_equal(
        read_measures(path, Wanted("Tỉnh"))["Chỉ số"], [0.965, 88.0, 99.0]
    )


def test_per_cents_among_bare_numbers_of_a_workbook_are_told(tmp_path):
    path = percent_book(tmp_path / "a.xlsx", [(0.965, "0.0%"), (88, "General"), (0.99, "0.0%")])
    says = "row 4, column \"Chỉ số\": '96.5%' is a per cent and other cells"
    for wanted in (Wanted("Tỉnh"), Wanted("Tỉnh", measures=("Chỉ số",))):
        with pytest.raises(lt.InputError) as caught:
            read_measures(path, wanted)
        assert says in str(caught.value)
        assert "(and 1 more cell)" in str(caught.value)


def test_old_and_open_sheets_do_not_tell_per_cents_and_say_so(tmp_path):
    rows = {"I": [["Tỉnh", "x", "y"], ["A", 0.965, 3.5], ["B", 88.0, 7.0]]}
    read = measuring.read_measures(xls(tmp_path / "a.xls", rows), Wanted("Tỉnh"))
    assert read.doubtful == ("x",)
    path = ods(tmp_path / "a.ods", rows)
    assert read_measures(path, Wanted("Tỉnh"))["x"].tolist() == [0.965, 88.0]
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    shown = parts["content.xml"].replace(b'value-type="float"', b'value-type="percentage"', 1)
    assert shown != parts["content.xml"]
    with zipfile.ZipFile(path, "w") as book:
        for name, part in (parts | {"content.xml": shown}).items():
            book.writestr(name, part)
    with pytest.raises(lt.InputError, match=r"cells of per cent.*save it as \.xlsx"):
        read_measures(path, Wanted("Tỉnh"))
