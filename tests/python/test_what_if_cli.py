"""The command ``lantoa what-if`` as a user meets it."""

from functools import partial

import openpyxl
import pytest

YEARS = "cn_xuat_sac_2_nam.years"
LISTED = ("--set", "cn_luon_tot.at_least=hoan_thanh_xuat_sac")

SCENARIO = """\
format  = "scenario/1"
id      = "hoi-dong"
plan    = "exemplars-2021-2025"
weights = "proportional"

[[change]]
path   = "diem_sang_kien.weight"
set    = 500
reason = "Hội đồng hỏi"

[[change]]
path = "cn_luon_tot.except_years"
add  = 1
"""


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    from lantoa.cli.demonstrating import _write_registers

    path = tmp_path_factory.mktemp("registers") / "so-lieu.xlsx"
    _write_registers(path, 7, "vi")
    return path


@pytest.fixture
def asked(run, registers):
    """Run the command on the sample at its proposal."""
    return partial(run, "what-if", registers, "--as-of", "de_nghi_2025")


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "hoi-dong.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def test_it_prints_who_goes_through_what_and_the_sentence(asked):
    code, out, _ = asked(*LISTED)
    assert code == 0
    for text in (
        "GIẢ ĐỊNH",
        "Nếu đổi: Năm nào",
        "tạm tính đạt, mọi tiêu chí",
        "CB0056",
        "Ra: 2 cá",
    ):
        assert text in out
    assert "Go out: 2 people" in asked(*LISTED, "--lang", "en")[1]


def test_a_bare_word_is_a_text_and_anything_else_is_read_as_toml(asked):
    quoted = asked("--set", 'cn_luon_tot.at_least="hoan_thanh_xuat_sac"')
    assert quoted == asked(*LISTED)
    table = 'milestone.de_nghi_2025.counting={ verdict = "possible", gates = "countable" }'
    code, out, _ = asked("--set", table, "--lang", "en")
    assert code == 0
    assert "After: As of 2025-09-30, counting those who meet every countable gate" in out


def test_a_file_and_values_go_together_the_values_on_top(asked, scenario):
    code, out, _ = asked("--scenario", scenario)
    assert code == 0
    assert "số năm được miễn: 0 → 1" in out
    assert "30 % → 50 % (lý do: Hội đồng hỏi)" in out
    code, out, _ = asked("--scenario", scenario, "--set", "cn_luon_tot.except_years=2")
    assert "số năm được miễn: 0 → 2" in out
    assert "30 % → 50 %" in out
    code, out, _ = asked("--set", "diem_sang_kien.weight=500", "--weights", "diem_lan_toa")
    assert code == 2, "the other weight would fall below zero"


def test_other_weights_share_the_rest_where_asked(asked):
    code, out, _ = asked("--set", "diem_sang_kien.weight=500", "--weights", "proportional")
    assert code == 0
    assert "kéo theo Điểm năm xuất sắc" in out


def test_the_answer_is_written_where_asked_for(asked, tmp_path):
    path = tmp_path / "neu.xlsx"
    code, out, _ = asked(*LISTED, "--set", f"{YEARS}=3", "--out", path)
    assert code == 0
    assert f"Đã ghi {path}" in out
    names = openpyxl.load_workbook(path).sheetnames
    assert names[:3] == ["Tóm tắt", "Vào", "Ra"]
    assert "Từng thay đổi" in names


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "hãy thêm --set cn_xuat_sac_2_nam.years=3 hoặc --scenario"),
        (("--lang", "en"), "Nothing is changed: give --set"),
        (("--set", "cn_xuat_sac_2_nam.year=3"), f'did you mean "criterion.{YEARS}"'),
        (("--set", YEARS), "expected a name and a value such as"),
        (("--set", f"{YEARS}=3", "--set", f"{YEARS}=4"), f"{YEARS} is set already, to 3"),
        (("--set", f"{YEARS}=3", "--set", f"criterion.{YEARS}=4"), "are the same path; keep one"),
        (("--set", f"{YEARS}=9"), "expected at most 5, the window"),
        (("--set", "cn_luon_tot.at_least=hoan_thanh_to"), "hoan_thanh_tot"),
        (("--set", "diem_sang_kien.weight=500"), "the weights of a person make"),
        (("--set", "diem_sang_kien.weight=500", "--weights", "proportionl"), '"proportional"'),
        (("--scenario", "nirgends.toml"), "nirgends.toml"),
        (("--set", f"{YEARS}=3", "--out", "neu.docx"), "neu.docx không phải tệp .xlsx"),
        (("--set", f"{YEARS}=3", "--track", "chuyen_d"), 'did you mean "chuyen_de"'),
    ],
)
def test_wrong_input_ends_with_2_and_one_plain_message(asked, arguments, told):
    code, out, err = asked(*arguments)
    assert (code, out) == (2, "")
    assert told in " ".join(err.split())
    assert "Traceback" not in err


def test_two_files_that_disagree_are_refused(asked, scenario, tmp_path):
    other = tmp_path / "khac.toml"
    other.write_text(SCENARIO.replace("500", "400"), encoding="utf-8")
    code, _, err = asked("--scenario", scenario, "--scenario", other)
    assert code == 2
    assert "both scenarios change diem_sang_kien.weight: to 500 and to 400" in err


def test_a_scenario_of_another_plan_is_refused(asked, tmp_path):
    other = tmp_path / "khac.toml"
    other.write_text(SCENARIO.replace("exemplars-2021-2025", "ke-hoach-khac"), encoding="utf-8")
    code, _, err = asked("--scenario", other)
    assert code == 2
    assert "ke-hoach-khac" in err


def test_what_cannot_be_written_ends_with_3(asked, tmp_path):
    code, _, err = asked(*LISTED, "--out", tmp_path / "nowhere" / "neu.xlsx")
    assert code == 3
    assert "Không ghi được" in err


def test_the_registers_are_never_written_over(asked, registers):
    before = registers.read_bytes()
    code, _, err = asked(*LISTED, "--out", registers)
    assert code == 2
    assert "chính sổ theo dõi" in err
    assert registers.read_bytes() == before


def test_help_is_in_both_languages(run):
    assert "Không bao giờ thành biên bản" in run("what-if", "--help")[1]
    assert "It never becomes a record" in run("what-if", "--help", "--lang", "en")[1]


def test_a_value_with_a_plus_is_refused_because_it_could_mean_two_things(asked):
    code, _, err = asked("--set", "cn_sang_kien.count=+1")
    assert code == 2
    assert "could mean 1 or 1 more" in " ".join(err.split())
