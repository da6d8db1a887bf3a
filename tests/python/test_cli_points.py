"""The command ``lantoa points`` as a user meets it."""

from functools import partial

import pytest

import cai_lay

TABLE = "tien-giang-2022"


@pytest.fixture
def points(run):
    """Run the command: its exit code, what it printed, what it said on stderr."""
    return partial(run, "points")


@pytest.fixture
def sample(points, tmp_path):
    assert points(TABLE, "--sample", tmp_path / "mau.csv")[0] == 0
    return tmp_path / "mau.csv"


def test_without_entries_it_prints_the_table_with_its_gaps_and_assumptions(points):
    code, out, _ = points(TABLE)
    assert code == 0
    for text in ("a4.4", "đúng 98 % không thuộc bậc nào", "giả định", "không có mức sàn"):
        assert text in out
    assert "exactly 98 % lies in no band" in points(TABLE, "--lang", "en")[1]


def test_it_prints_the_points_of_the_sample(points, sample):
    code, out, _ = points(TABLE, sample)
    assert code == 0
    for text in ("HUYEN-01", "112,2", "110", "không xếp loại", "không thuộc bậc nào", "giả định"):
        assert text in out
    code, out, _ = points(TABLE, sample, "--lang", "en")
    assert "Under the rules" in out
    assert "at most 96.5" in out


def test_it_explains_one_subject(points, sample):
    code, out, _ = points(TABLE, sample, "--subject", "HUYEN-01", "--lang", "en")
    assert code == 0
    assert "HUYEN-01, self-report: 112 points" in out
    assert "HUYEN-01, appraised: 110 points" in out
    assert "4 (counts 2)" in out


def test_rows_that_cannot_be_read_are_listed_and_end_with_1(points, tmp_path):
    entries = cai_lay.entries()
    entries.loc[0, "id"] = "a4.bao_phi"
    entries.to_csv(tmp_path / "cham.csv", index=False)
    code, out, _ = points(TABLE, tmp_path / "cham.csv")
    assert code == 1
    assert "a4.bao_phu" in out
    assert "bị bỏ qua" in out  # and the points may differ: the row could have said something


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tien-giang-2021"], "tien-giang-2022"),
        ([TABLE, "khong-co.csv"], "khong-co.csv"),
    ],
)
def test_wrong_input_ends_with_2(points, arguments, told):
    code, _, err = points(*arguments)
    assert code == 2
    assert told in err


def test_an_unknown_subject_ends_with_2_and_the_nearest(points, sample):
    code, _, err = points(TABLE, sample, "--subject", "HUYEN-1")
    assert code == 2
    assert "HUYEN-01" in err


def test_a_sample_is_not_written_over_what_is_there(points, sample):
    sample.write_text("mine", encoding="utf-8")
    code, _, err = points(TABLE, "--sample", sample)
    assert code == 2
    assert "--overwrite" in err
    assert sample.read_text(encoding="utf-8") == "mine"
    assert points(TABLE, "--sample", sample, "--overwrite")[0] == 0


def test_a_sample_that_cannot_be_written_ends_with_3(points, tmp_path):
    assert points(TABLE, "--sample", tmp_path / "khong" / "mau.csv")[0] == 3


def test_help_is_in_both_languages(points):
    assert "bảng điểm" in points("--help")[1]
    assert "published table" in points("--help", "--lang", "en")[1]
