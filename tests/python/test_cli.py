"""The command line as a user meets it: what it says, how it ends, what it leaves behind."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

PLAN_DAY = ["--as-of", "de_nghi_2025"]


@pytest.fixture(scope="module")
def registers(tmp_path_factory) -> Path:
    """A small office's registers, a file per table."""
    from lantoa.sampling import sample_tables, save_tables

    folder = tmp_path_factory.mktemp("so")
    return save_tables(sample_tables(units=6, people=24, years=range(2021, 2026)), folder, "csv")


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--help"], ["Lệnh", "Mã kết thúc", "year-end", "Xem hướng dẫn này"]),
        (["--lang", "en", "--help"], ["Commands", "Exit codes", "year-end", "Show this message"]),
        (["check", "--help"], ["Sổ theo dõi", "Đối số", "Tùy chọn"]),
        (["check", "--help", "--lang=en"], ["The registers", "Arguments", "Options"]),
        (["year-end", "--help"], ["Ngày xét", "bắt buộc"]),
        (["template", "--help"], ["tệp Excel trống"]),
        (["explain", "--help"], ["hạn chế"]),
        (["demo", "--help"], ["văn phòng mẫu"]),
    ],
)
def test_help_speaks_the_language_asked_for(run, monkeypatch, arguments, told):
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = run(*arguments)
    assert code == 0
    assert [words for words in told if words not in out] == []


def test_no_text_of_the_help_is_missing():
    from lantoa._wording import said
    from lantoa.cli.commands import app
    from lantoa.cli.translating import translated

    for lang in ("vi", "en"):
        group = translated(app, lang)
        for name, command in group.commands.items():
            assert command.help == said("cli", f"help.{name}", lang)
            assert all(parameter.help for parameter in command.params)


def test_the_version_is_that_of_the_package(run):
    import lantoa

    assert run("--version")[:2] == (0, f"{lantoa.__version__}\n")


def test_check_ends_with_1_where_there_are_problems_and_says_where(run, tmp_path):
    (tmp_path / "people.csv").write_text("person_id\nCB01\n", encoding="utf-8")
    rows = "subject_id,year,rating\nCB01,2021,HTTNV\nCB01,2022,HTTVN\n"
    (tmp_path / "ratings.csv").write_text(rows, encoding="utf-8")
    code, out, _ = run("check", tmp_path)
    assert code == 1
    assert "ratings.csv" in out
    assert "HTTVN" in out
    assert "1 lỗi trong 2 dòng của 2 sổ" in out
    assert "1 problem" in run("check", tmp_path, "--lang", "en")[1]


def test_check_ends_with_0_where_there_are_none(run, tmp_path):
    (tmp_path / "people.csv").write_text("person_id\nCB01\n", encoding="utf-8")
    code, out, _ = run("check", tmp_path)
    assert (code, out) == (0, "Không có lỗi nào: 1 dòng trong 1 sổ.\n")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_year_end_writes_the_workbook_and_prints_the_summary(run, registers, tmp_path, lang):
    target = tmp_path / "ket-luan.xlsx"
    code, out, err = run("year-end", registers, *PLAN_DAY, "--out", target, "--lang", lang)
    assert (code, err) == (0, "")
    told = {
        "vi": ["Xét đến ngày", "30/09/2025", "công cụ không bao giờ xét tặng"],
        "en": ["As of", "2025-09-30", "the tool never awards"],
    }
    assert [words for words in told[lang] if words not in out.replace("\n", " ")] == []
    first = {"vi": "Tóm tắt", "en": "Summary"}
    assert openpyxl.load_workbook(target).sheetnames[0] == first[lang]
    assert list(files_of(tmp_path)) == ["ket-luan.xlsx"]


def test_the_set_is_in_a_folder_named_after_the_day_where_nobody_names_it(
    run, registers, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert run("year-end", registers, "--as-of", "2023-09-30")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["lantoa-2023-09-30"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--as-of", "de_nghi_2052"], 'did you mean "de_nghi_2025"'),
        (["--as-of", "2025-13-01"], "2025-13-01"),
        ([*PLAN_DAY, "--plan", "exemplars-2021-2026"], 'did you mean "exemplars-2021-2025"'),
        ([*PLAN_DAY, "--plan", "nowhere.toml"], "nowhere.toml"),
        ([*PLAN_DAY, "--out", "ket-luan.pdf"], "ket-luan.pdf"),
    ],
)
def test_wrong_input_is_one_plain_message_and_code_2(run, registers, arguments, told):
    code, out, err = run("year-end", registers, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["check", "year-end", "explain"])
def test_an_empty_folder_is_wrong_input(run, tmp_path, command):
    more = {"check": [], "year-end": PLAN_DAY, "explain": ["CB01", *PLAN_DAY]}
    code, out, err = run(command, tmp_path, *more[command])
    assert (code, out) == (2, "")
    assert "holds nothing to read" in err


MISUSES = [
    (["chekc"], "Không có lệnh chekc. Có phải check?", "There is no command chekc."),
    (["check"], "Thiếu workspace. Sổ theo dõi", "workspace is missing. The registers"),
    (["year-end", "."], "Thiếu --as-of. Ngày xét", "--as-of is missing. As-of date"),
    (["check", ".", "--lagn", "x"], "Không có tùy chọn --lagn. Có phải --lang?", "option --lagn."),
    (["check", ".", "-x"], "Không có tùy chọn -x.", "There is no option -x."),
    (
        ["demo", "--seed", "x"],
        "Giá trị của --seed không hợp lệ. Cần một số",
        "value of --seed cannot",
    ),
    (["check", "a", "b", "c"], "Thừa: b c.", "Too much: b c."),
    (["demo", "--out"], "Tùy chọn --out cần một giá trị.", "--out needs a value."),
    (["explain", "--restricted=x"], "--restricted không nhận giá trị.", "takes no value."),
    (["--lang", "vi"], "Chưa nói lệnh nào.", "Which command is missing."),
]
OF_THE_PARSER = ["Usage", "Try ", "Missing", "No such", "Invalid", "Did you mean", "Error", "Got "]


@pytest.mark.parametrize(("arguments", "told", "_"), MISUSES)
def test_wrong_usage_is_code_2_and_told_in_vietnamese(run, arguments, told, _):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert told in err
    assert "Xem hướng dẫn: lantoa" in err
    assert [words for words in OF_THE_PARSER if words in err] == []


@pytest.mark.parametrize(("arguments", "_", "told"), MISUSES)
def test_wrong_usage_is_told_in_english_where_asked(run, arguments, _, told):
    before = [] if "--lang" in arguments else arguments
    code, _, err = run("--lang", "en", *before)
    assert (code, told in err) == (2, True)


def test_an_unknown_language_is_told_in_vietnamese_with_those_there_are(run):
    code, _, err = run("check", ".", "--lang", "fr")
    assert code == 2
    assert "Giá trị của --lang không hợp lệ. Ngôn ngữ: vi hoặc en." in err


def test_no_arguments_at_all_show_the_help(run):
    _, out, err = run()  # 0 or 2: versions of the parser differ
    assert err == ""
    assert "Cách gọi: lantoa [TÙY CHỌN] LỆNH" in out


def test_a_failed_run_leaves_the_earlier_workbook_as_it_was(run, registers, tmp_path, monkeypatch):
    from lantoa.reporting import paper

    target = tmp_path / "ket-luan.xlsx"
    target.write_bytes(b"the earlier one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paper.Paper, "add", full)
    code, out, err = run("year-end", registers, *PLAN_DAY, "--out", target)
    assert (code, out) == (3, "")
    assert "No space left on device" in err
    assert files_of(tmp_path) == {"ket-luan.xlsx": b"the earlier one"}


@pytest.mark.parametrize("where", ["nowhere/ket-luan.xlsx", "a-file/ket-luan.xlsx"])
def test_a_folder_that_cannot_be_written_to_is_code_3(run, registers, tmp_path, where):
    (tmp_path / "a-file").write_text("no folder", encoding="utf-8")
    code, _, err = run("year-end", registers, *PLAN_DAY, "--out", tmp_path / where)
    assert code == 3
    assert "Không ghi được" in err
    assert list(files_of(tmp_path)) == ["a-file"]


def test_the_registers_are_never_written_over(run, tmp_path):
    from lantoa.sampling import sample_tables, save_tables

    own = save_tables(sample_tables(units=2, people=4), tmp_path / "so.xlsx", "xlsx")
    before = files_of(tmp_path)
    code, _, err = run("year-end", own, *PLAN_DAY, "--out", own)
    assert code == 2
    assert "chính sổ theo dõi" in err
    assert files_of(tmp_path) == before


def test_stopping_half_way_leaves_nothing_and_is_code_130(run, registers, tmp_path, monkeypatch):
    from lantoa.reporting import paper

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(paper.Paper, "add", stopped)
    code, _, err = run("year-end", registers, *PLAN_DAY, "--out", tmp_path / "a.xlsx")
    assert code == 130
    assert "không ghi gì" in err
    assert files_of(tmp_path) == {}


def test_year_end_asks_for_the_worklist_once(run, registers, tmp_path, monkeypatch):
    from lantoa import worklists

    asked = []
    make = worklists.worklist
    monkeypatch.setattr(worklists, "worklist", lambda result: asked.append(1) or make(result))
    assert run("year-end", registers, *PLAN_DAY, "--out", tmp_path / "a.xlsx")[0] == 0
    assert asked == [1]


@pytest.mark.parametrize("arguments", [["--help"], ["chekc"]])
def test_help_and_wrong_usage_need_no_frames(arguments):
    code = (
        "import sys; from lantoa import cli\n"
        f"try: cli.main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print('pandas' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.endswith("False\n")


def test_explain_tells_one_subject_clause_by_clause(run, registers):
    code, out, _ = run("explain", registers, "DV01", *PLAN_DAY)
    assert code == 0
    assert "DV01" in out
    assert "II.2.2 Tập thể" in out
    one = run("explain", registers, "DV01", *PLAN_DAY, "--criterion", "tt_luon_tot")[1]
    assert len(one) < len(out)
    assert "Units" in run("explain", registers, "DV01", *PLAN_DAY, "--lang", "en")[1]


def test_explain_suggests_the_nearest_subject_and_criterion(run, registers):
    code, _, err = run("explain", registers, "DV1O", *PLAN_DAY)
    assert (code, "DV10" in err or "DV01" in err) == (2, True)
    code, _, err = run("explain", registers, "DV01", *PLAN_DAY, "--criterion", "tt_luon_tto")
    assert (code, "tt_luon_tot" in err) == (2, True)


def test_template_writes_a_workbook_that_reads_without_a_problem(run, tmp_path):
    target = tmp_path / "so-lieu.xlsx"
    code, out, _ = run("template", target)
    assert code == 0
    assert "so-lieu.xlsx" in out
    assert run("check", target)[0] == 0


def test_template_does_not_write_over_what_was_filled_in(run, tmp_path):
    target = tmp_path / "so-lieu.xlsx"
    target.write_bytes(b"filled in")
    assert run("template", target)[0] == 2
    assert files_of(tmp_path) == {"so-lieu.xlsx": b"filled in"}
    assert run("template", tmp_path / "nowhere" / "so-lieu.xlsx")[0] == 3


def test_the_demonstration_ends_with_a_summary_and_the_set(run, tmp_path):
    code, out, _ = run("demo", "--out", tmp_path / "demo")
    assert code == 0
    flat = " ".join(out.split())
    told = ["VĂN PHÒNG MẪU", "30/09/2025", "tạm tính", "Điều kiện vướng nhiều nhất"]
    told += ["Chỉ còn vướng một điều kiện", "không bao giờ xét tặng", "lantoa check"]
    assert [words for words in told if words not in flat] == []
    names = {path.name for path in (tmp_path / "demo").rglob("*") if path.is_file()}
    assert {"so-lieu-mau.xlsx", "danh-sach.docx", "bao-cao.docx", "bao-cao.html"} <= names
    assert all(name in flat for name in ("danh-sach.docx", "bao-cao.docx", "bao-cao.html"))
    assert run("check", tmp_path / "demo" / "so-lieu-mau.xlsx")[0] == 1


def test_the_demonstration_names_commands_that_can_be_typed_here(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    _, out, _ = run("demo", "--out", tmp_path / "mau")
    named = out[out.index("Thử tiếp") :].splitlines()[1:]
    told = [line.split() for line in named if " check " not in line and line.strip()]
    assert [words[1] for words in told] == ["explain", "what-if", "trend", "spread"]
    printed = ""
    for words in told:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        printed += done.stdout
    assert all(
        one in printed for one in ("Nếu đổi", "Xu hướng: xếp loại", "Lan tỏa: điều đã xảy ra")
    )


def test_nothing_but_results_is_printed_where_nobody_watches(run, registers, tmp_path):
    _, out, err = run("year-end", registers, *PLAN_DAY, "--out", tmp_path / "a.xlsx")
    assert err == ""
    assert "\x1b" not in out
