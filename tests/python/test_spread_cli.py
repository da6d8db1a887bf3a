"""The command ``lantoa spread`` as a user meets it."""

import openpyxl
import pytest

from lantoa.sampling import sample_tables, save_tables


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    """The synthetic office's registers, a file per table."""
    return save_tables(sample_tables(seed=7), tmp_path_factory.mktemp("so"), "csv")


def test_facts_come_first_then_what_can_be_concluded(run, registers):
    code, out, err = run("spread", registers, "--practice", "CL01")
    assert (code, err) == (0, "")
    assert out.index("Lan tỏa: điều đã xảy ra") < out.index("Kết luận được gì")
    assert "CL01" in out
    assert "CL02" not in out
    assert "chưa trả lời được" in out


def test_ties_and_periods_are_as_asked_and_told(run, registers):
    asked = ["--links", "same_unit", "--links", "same_field", "--every", "year"]
    code, out, _ = run("spread", registers, "--practice", "CL01", *asked, "--lang", "en")
    assert code == 0
    assert "same unit" in out
    assert "same field" in out
    assert "derived from registers" in out
    assert "by year" in out


def test_what_came_after_the_day_is_not_seen(run, registers):
    code, out, _ = run("spread", registers, "--practice", "CL02", "--as-of", "2023-12-31")
    assert code == 0
    assert "31/12/2023" in out
    assert "CB0039" not in out  # who took it up in 2024


def test_a_milestone_of_the_plan_is_a_day_too(run, registers):
    asked = ["spread", registers, "--practice", "CL01"]
    code, out, err = run(*asked, "--as-of", "de_nghi_2025")
    assert (code, err) == (0, "")
    assert out == run(*asked, "--as-of", "2025-09-30")[1]
    assert "30/09/2025" in out
    assert out != run(*asked)[1]


@pytest.mark.parametrize(("lang", "told"), [("vi", "một mốc của kế hoạch"), ("en", "a milestone")])
def test_help_names_the_milestones(run, lang, told):
    _, out, _ = run("spread", "--help", "--lang", lang)
    assert told in " ".join(out.replace("│", " ").split())
    assert "--plan" in out


def test_whom_to_publicise_and_how_to_draw_lots_come_where_asked(run, registers, tmp_path):
    path = tmp_path / "lan-toa.xlsx"
    asked = ["--practice", "CL01", "--links", "same_unit", "--k", 2, "--design", "--out", path]
    code, _, _ = run("spread", registers, *asked)
    assert code == 0
    names = openpyxl.load_workbook(path).sheetnames
    assert {"Lan tỏa", "Kết luận", "Tuyên truyền ai", "Cách bốc thăm"} <= set(names)


def test_a_difference_of_an_outcome_is_asked_for_by_name(run, registers):
    asked = ["--practice", "CL04", "--outcome", "ty_le_dung_han"]
    code, out, _ = run("spread", registers, *asked)
    assert code == 0
    assert "ty_le_dung_han" in out


def test_what_was_given_is_named_where_the_register_has_several(run, tmp_path):
    made = sample_tables(seed=7)
    two = made["assignments"].astype({"treatment": object})
    two.loc[two.index[:2], "treatment"] = "khoa_khac"
    folder = save_tables(made | {"assignments": two}, tmp_path, "csv")
    asked = ["--practice", "CL04", "--outcome", "muc_do_hai_long"]
    code, _, err = run("spread", folder, *asked)
    assert code == 2
    assert '"khoa_khac"' in err
    code, out, _ = run("spread", folder, *asked, "--treatment", "khoa_khac")
    assert code == 0
    assert "khoa_khac: " in out


def test_being_named_is_a_treatment_too(run, registers):
    asked = ["--practice", "CL04", "--outcome", "initiatives", "--treatment", "recognitions"]
    code, out, _ = run("spread", registers, *asked)
    assert code == 0
    assert "được công nhận điển hình" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--practice", "CL1"], '"CL01"'),
        (["--exemplar", "CB00177"], '"CB0017"'),
        (["--links", "same_units"], '"same_unit"'),
        (["--by", "unit"], '"unit_id"'),
        (["--as-of", "2025-13-01"], "2025-13-01"),
        (["--as-of", "de_nghi_2052"], "de_nghi_2025"),
        (["--as-of", "de_nghi_2025", "--plan", "nowhere"], "nowhere"),
        (["--years", "21-25"], "cần một năm hoặc khoảng năm"),
        (["--k", "0"], "k"),
        (["--k", "x"], "--k không hợp lệ. Cần một số nguyên"),
        (["--treatment", "tap_huan"], "cần thêm --outcome"),
        (["--outcome", "targets", "--treatment", "tap_hua"], '"tap_hua"'),
        (["--every", "week"], "--every"),
        (["--out", "a.csv"], "không phải tệp .xlsx"),
    ],
)
def test_what_is_wrong_is_one_plain_sentence_and_code_2(run, registers, arguments, told):
    code, out, err = run("spread", registers, *arguments)
    assert (code, out) == (2, "")
    assert told in err.replace("\n", " ")
    assert "Traceback" not in err


def test_an_office_without_adoptions_says_what_it_lacks(run, tmp_path):
    made = sample_tables(units=6, people=24)
    kept = {name: frame for name, frame in made.items() if name != "adoptions"}
    code, _, err = run("spread", save_tables(kept, tmp_path, "csv"), "--lang", "en")
    assert code == 2
    assert "adoptions" in err
