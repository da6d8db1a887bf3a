"""A look over a plan file: typical mistakes, each led to a file that is right."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import small_plan
from lantoa import cli
from lantoa.criteria.checking import problems_of_content
from lantoa.planning import check_plan, new_plan
from lantoa.planning.saying import in_vietnamese, sentence
from soaking import examples

FAULTS = tomllib.loads(Path(__file__).with_name("plan_faults.toml").read_text("utf-8"))["fault"]
ENGLISH = re.compile(r"\b(is|are|the|not|has|which|expected|needs|missing|least|most|one|that)\b")


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    """A new plan as `new-plan` writes it."""
    path = tmp_path_factory.mktemp("moi") / "ke-hoach.toml"
    new_plan(path, (2026, 2030))
    return path.read_text(encoding="utf-8")


def written(folder, content):
    path = folder / "ke-hoach.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def changed(text, old, new):
    """The text with the last place of ``old`` that is no comment altered."""
    at = text.rindex(old)
    assert not text[: at + 1].splitlines()[-1].startswith("#")
    return text[:at] + new + text[at + len(old) :]


def line_of(text, piece):
    return text[: text.rindex(piece)].count("\n") + 1


# Each typical mistake: what is written, what is said, and what then is right

SHARE = "share_more_than = { value = 500,"
DAY = "as_of    = 2028-09-30"
MISTAKES = [
    ("a typo in a key", "except_years = { value", "exept_years = { value",
     ["không có khóa này trong every_year", "có phải: except_years"]),
    ("a level unknown", 'at_least    = { value = "hoan_thanh_xuat_sac"',
     'at_least    = { value = "hoan_thanh_xuatsac"',
     ['không phải mức của thang xep_loai_ca_nhan', "có phải: hoan_thanh_xuat_sac"]),
    ("a level by its label", 'at_least    = { value = "hoan_thanh_xuat_sac"',
     'at_least    = { value = "Hoàn thành xuất sắc"', ["có phải: hoan_thanh_xuat_sac"]),
    ("a missing clause", 'kind     = "latest"', 'kind     = "latest"\nquote = "Gia đình"',
     ["tiêu chí cn_gia_dinh, clause", "cần: điều khoản của câu trích trong quote"]),
    ("a missing value", "years       = { value = 2, from = 2026-01-01 }  # số năm\n", "",
     ["tiêu chí cn_xuat_sac_2_nam, years", "chưa có", "phải có, years_at_least cần khóa này"]),
    ("per cent with its sign", SHARE, "share_more_than = { value = 50%,",
     ["tỷ lệ ghi theo phần nghìn, không có dấu %: 70 % ghi 700"]),
    ("per cent as a text", SHARE, 'share_more_than = { value = "50 %",',
     ['đang ghi: "50 %"', "cần: số nguyên"]),
    ("a comma decimal", SHARE, "share_more_than = { value = 50,5,",
     ["chỉ dùng số nguyên, không có dấu phẩy"]),
    ("a point decimal", SHARE, "share_more_than = { value = 50.5,", ["cần: số nguyên"]),
    ("a number with a point for thousands", SHARE, "share_more_than = { value = 1.000,",
     ["cần: số nguyên"]),
    ("a number that begins with 0", "count          = { value = 2", "count          = { value = 02",
     ["số không bắt đầu bằng 0: ghi 2, không ghi 02"]),
    ("a day as people write it", DAY, "as_of    = 30/09/2028", ["ngày ghi năm-tháng-ngày"]),
    ("a day in quotes", DAY, 'as_of    = "2028-09-30"', ["cần: ngày, ví dụ", "không có ngoặc kép"]),
    ("a day with one digit", DAY, "as_of    = 2028-9-30", ["ngày ghi đủ hai chữ số"]),
    ("a day that no calendar has", DAY, "as_of    = 2028-02-30", ["ngày không có trên lịch"]),
    ("a day before the milestone before", DAY, "as_of    = 2018-09-30",
     ["2018-09-30 đứng sau 2026-09-30", "các mốc theo thứ tự ngày"]),
    ("smart quotes", 'issuer   = "Văn phòng UBND tỉnh Cao Bằng"',
     "issuer   = “Văn phòng UBND tỉnh Cao Bằng”", ['dùng dấu ngoặc kép thẳng " thay cho “ ”']),
    ("no quotes", 'issuer   = "Văn phòng UBND tỉnh Cao Bằng"',
     "issuer   = Văn phòng UBND tỉnh Cao Bằng", ['chữ phải nằm trong dấu ngoặc kép "…"']),
    ("a quote that does not end", 'issuer   = "Văn phòng UBND tỉnh Cao Bằng"',
     'issuer   = "Văn phòng UBND tỉnh Cao Bằng', ['thêm dấu " ở cuối giá trị']),
    ("quotes inside quotes", 'issuer   = "Văn phòng UBND tỉnh Cao Bằng"',
     'issuer   = "Văn phòng "UBND" tỉnh Cao Bằng"', ['dấu " bên trong chữ phải ghi \\"']),
    ("True", "consecutive = { value = false", "consecutive = { value = False",
     ["ghi true (có) hoặc false (không), chữ thường"]),
    ("có", "headline = true", "headline = có", ["ghi true (có) hoặc false (không)"]),
    ("a colon", 'role     = "gate"', 'role     : "gate"', ["dùng dấu = thay cho dấu :"]),
    ("a translated key", 'role     = "gate"', 'vai trò  = "gate"', ["tên khóa không có dấu"]),
    ("a translated value", 'role     = "gate"', 'role     = "điều kiện"',
     ['đang ghi: "điều kiện"', "cần: gate, part hoặc report"]),
    ("nothing behind =", 'role     = "gate"', "role     =", ["thiếu giá trị sau dấu ="]),
    ("one bracket", '[[criterion]]\nid             = "cn_sang_kien"',
     '[criterion]\nid             = "cn_sang_kien"', ["[[criterion]]"]),
    ("an id used twice", 'id             = "cn_sang_kien"', 'id             = "cn_luon_tot"',
     ["tiêu chí cn_luon_tot, id", "mã này dùng hai lần", "mỗi phần một mã riêng"]),
    ("an id with marks", 'id             = "cn_sang_kien"', 'id             = "cn_sáng_kiến"',
     ["chỉ chữ không dấu, số, _ và -"]),
    ("a key twice", 'role     = "gate"', 'role     = "gate"\nrole     = "report"',
     ["khóa này đã có ở trên"]),
    ("a fact unknown", 'fact           = "sang_kien"', 'fact           = "sangkien"',
     ['không có số liệu nào tên "sangkien"', "có phải: sang_kien"]),
    ("a reading unknown", 'chosen   = "tu_hai"', 'chosen   = "tu_bon"',
     ['không có cách hiểu nào tên "tu_bon"', "có phải: tu_mot"]),
    ("more years than there are", "years       = { value = 2, from = 2026-01-01 }  # số năm\nconsec",
     "years       = { value = 6, from = 2026-01-01 }\nconsec", ["nhiều nhất 5, số năm của giai đoạn"]),
    ("weights that do not add up", "weight       = 300", "weight       = 250",
     ["các trọng số của cá nhân cộng lại là 950", "1000, bằng points_total"]),
    ("a window the wrong way round", "window   = { from = 2026, to = 2030 }",
     "window   = { from = 2030, to = 2026 }", ["-3 năm", "năm đầu ghi trước"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES]
)
def test_a_mistake_is_told_with_its_line_and_what_to_write(tmp_path, text, old, new, told):
    wrong = changed(text, old, new)
    found = check_plan(written(tmp_path, wrong))
    said = repr(found)
    assert not found.is_sound
    assert [piece for piece in told if piece not in said] == [], said
    assert said.splitlines()[-1].startswith(f"{len(found.findings)} lỗi.")
    assert all(one.line for one in found.findings)
    assert check_plan(written(tmp_path, text)).is_sound  # as it is once that is mended


@pytest.mark.parametrize(
    ("old", "new"),
    [one[1:3] for one in MISTAKES if any(piece.startswith("có phải") for piece in one[3])],
)
def test_writing_the_nearest_name_mends_it(tmp_path, text, old, new):
    """What a person does who only reads the line and the suggestion."""
    wrong = changed(text, old, new).splitlines()
    found = check_plan(written(tmp_path, "\n".join(wrong)))
    [problem] = found.findings
    line = wrong[problem.line - 1]
    given = re.search(r'"([^"]+)"', problem.found)
    wrong[problem.line - 1] = line.replace(given[1] if given else problem.key, problem.nearest)
    assert check_plan(written(tmp_path, "\n".join(wrong))).is_sound


@pytest.mark.parametrize("one", MISTAKES, ids=lambda one: one[0])
def test_the_line_told_is_the_one_that_was_written(tmp_path, text, one):
    _, old, new, _ = one
    wrong = changed(text, old, new)
    lines = {finding.line for finding in check_plan(written(tmp_path, wrong)).findings}
    place = line_of(text, old)
    about = range(place - 12, place + 2 + new.count("\n"))  # a key left out is told at its owner
    elsewhere = {"weights that do not add up", "an id used twice"}  # told where the others are
    assert lines & set(about) or one[0] in elsewhere


# Files that are no text


@pytest.mark.parametrize(
    ("encode", "told"),
    [
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: text.encode("utf-16-le"), "UTF-16"),
        (lambda text: text.encode("cp1258", "replace"), "Windows-1258"),
        (lambda _: b"PK\x03\x04" + b"\x00\xff" * 400, "tệp Word hoặc Excel"),
        (lambda _: b"\xd0\xcf\x11\xe0" + b"\xff" * 400, "tệp Word hoặc Excel"),
    ],
)
def test_a_file_that_is_no_utf_8_says_how_to_save_it(tmp_path, text, encode, told):
    found = check_plan(written(tmp_path, encode(text)))
    assert not found.is_sound
    assert told in repr(found)
    assert "UTF-8" in found.findings[0].expected


def test_the_line_of_the_first_odd_letter_is_told(tmp_path):
    content = b'format = "criteria/1"\n\n# V\xe3n ph\xf2ng\n'
    assert check_plan(written(tmp_path, content)).findings[0].line == 3


@pytest.mark.parametrize(
    "same",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: re.sub(r"^(\w+)( +)=", "\t\\1\t=\t", text, flags=re.MULTILINE),
        lambda text: __import__("unicodedata").normalize("NFD", text),
    ],
    ids=["a mark in front", "lines of Windows", "tabs", "decomposed letters"],
)
def test_what_an_editor_does_in_silence_changes_nothing(tmp_path, text, same):
    found = check_plan(written(tmp_path, same(text)))
    assert found.is_sound
    assert found.plan.fingerprint == check_plan(written(tmp_path, text)).plan.fingerprint


# Advice: sound, and yet perhaps not meant


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (SHARE, "share_more_than = { value = 50,", "50 phần nghìn là 5 %; nếu muốn 50 % hãy ghi 500"),
        ("share_per_mille = 300", "share_per_mille = 15", "15 phần nghìn là 1,5 %"),
        ("value = 1000, from = 2026-01-01 }  # từ mức", "value = 100, from = 2026-01-01 }",
         "100 phần nghìn là 10 %; nếu muốn 100 % hãy ghi 1000"),
        ("as_of    = 2031-03-31", "as_of    = 2036-03-31", "31/03/2036 nằm ngoài giai đoạn 2026-2030"),
        ("years       = { value = 2, from = 2026-01-01 }", "years       = { value = 2, from = 2062-01-01 }",
         "01/01/2062 nằm ngoài giai đoạn 2026-2030"),
('en       = "Cultured family title"\nstatus   = "assumption"\n', 'en       = "Cultured family title"\n',
         "chưa ghi điều khoản"),
    ],
)  # fmt: skip
def test_what_is_perhaps_not_meant_is_pointed_at(tmp_path, text, old, new, told):
    before = check_plan(written(tmp_path, text))
    after = check_plan(written(tmp_path, changed(text, old, new)))
    assert after.is_sound
    assert told in repr(after)
    assert len(after.findings) == len(before.findings) + 1
    assert "[nên xem] dòng " in repr(after)


def test_a_law_that_was_replaced_is_pointed_at_for_later_years_only(tmp_path, text):
    found = check_plan(written(tmp_path, text))
    assert "90/2020/NĐ-CP Điều 20 đã được thay bằng 335/2025/NĐ-CP từ 01/01/2026" in repr(found)
    assert check_plan("exemplars-2021-2025").findings == ()


# Every message of the checker


def problems_of(fault):
    text = small_plan.edited(fault["old"], fault["new"])
    for old, new in fault.get("also", {}).items():
        text = small_plan.edited(old, new, text)
    return text, problems_of_content(tomllib.loads(text))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_every_message_of_the_checker_is_known_in_vietnamese(fault):
    for problem in problems_of(fault)[1]:
        for text in (problem.found, problem.expected):
            said = in_vietnamese(text)
            assert said is not None, text
            if said != text:
                plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\{[^}]*\}|\w+_\w+|\bis\b(?= =|,)', "", said)
                assert not ENGLISH.search(plain), said
        assert sentence(problem, "vi")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_every_fault_has_a_line_of_its_owner(fault, tmp_path):
    text, problems = problems_of(fault)
    found = check_plan(small_plan.written(tmp_path, text), lang="en")
    assert len(found.findings) == len(dict.fromkeys(problems))
    lines = text.splitlines()
    for one in found.findings:
        owner = re.match(r"(\w+) ([\w.-]+)$", one.where.split(",")[0])
        if one.line and one.key and not lines[one.line - 1].startswith(("[", "readings.")):
            assert one.key.split(".")[0].split(" ")[0] in lines[one.line - 1] or "interpretation" in one.key  # fmt: skip
        elif one.line and owner and not lines[one.line - 1].startswith("readings."):
            assert owner[1] in lines[one.line - 1]


def test_english_is_the_checkers_own(tmp_path, text):
    found = check_plan(
        written(tmp_path, changed(text, "except_years = { value", "exept_years = { value")),
        lang="en",
    )
    assert "not a key of every_year" in repr(found)
    assert "did you mean: except_years" in repr(found)
    assert repr(found).endswith("lantoa check-plan ke-hoach.toml --lang en")


@settings(max_examples=examples(80))
@given(st.data())
def test_no_file_makes_it_stumble(tmp_path_factory, data):
    """Whatever happens to a file, the answer is findings, and none of them is empty."""
    content = bytearray(small_plan.TEXT.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        new = data.draw(st.sampled_from([b"", b'"', b"=", b"[", b"]", b"\n", b"0", b",", "ư".encode(), b"\xff", b"\x00", b"#", b"[["]))  # fmt: skip
        content[at : at + data.draw(st.integers(0, 3))] = new
    path = written(tmp_path_factory.mktemp("x"), bytes(content))
    for lang in ("vi", "en"):
        found = check_plan(path, lang=lang)
        assert found.is_sound or found.findings
        assert all(one.found for one in found.findings)
        assert len(found.frame) == len(found.findings)
        assert repr(found)
        assert "<script" not in found._repr_html_()


# Special topics


def test_a_topic_is_looked_over_with_its_plan(tmp_path, text):
    from lantoa.criteria.loading import TOPICS

    topic = tmp_path / "chuyen-de.toml"
    said = (TOPICS / "chuyen-de-chuyen-doi-so.toml").read_text("utf-8")
    topic.write_text(said, "utf-8")
    plan = written(tmp_path, text)
    alone = check_plan(topic)
    assert "không phải kế hoạch" in alone.findings[0].found
    assert f"--topic {topic}" in alone.findings[0].expected
    assert check_plan(plan, topics=topic).is_sound
    topic.write_text(said.replace("within   = 3", "witin   = 3"), "utf-8")
    found = check_plan(plan, topics=topic)
    assert [one.key for one in found.findings] == ["within", "witin"]
    assert {one.where for one in found.findings} == {"tiêu chí cds_thu_hang"}
    assert {one.line for one in found.findings} == {None}


# What it looks like


def test_the_frame_has_a_row_for_each_finding(tmp_path, text):
    found = check_plan(
        written(tmp_path, changed(text, "except_years = { value", "exept_years = { value"))
    )
    [row] = found.frame.itertuples()
    assert (row.kind, row.key, row.nearest) == ("problem", "exept_years", "except_years")
    assert row.line == line_of(text, "except_years = { value")


def test_a_notebook_shows_the_findings_and_runs_none_of_them(tmp_path, text):
    vicious = changed(text, 'role     = "gate"', 'role     = "<script>alert(1)</script>"')
    html = check_plan(written(tmp_path, vicious))._repr_html_()
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, 0), (("except_years = {", "exept_years = {"), 1), ((SHARE, "x = ="), 1)],
)
def test_the_command_ends_with_1_where_there_are_problems(tmp_path, text, capsys, content, code):
    path = written(tmp_path, changed(text, *content) if content else text)
    with pytest.raises(SystemExit) as ended:
        cli.main(["check-plan", str(path)])
    assert ended.value.code == code
    assert capsys.readouterr().out.strip() == repr(check_plan(path))


@pytest.mark.parametrize(
    ("name", "told"),
    [("nowhere.toml", "there is no such plan file"), ("exemplars", 'did you mean "exemplars-')],
)
def test_a_file_that_is_not_there_ends_with_2(capsys, name, told):
    with pytest.raises(SystemExit) as ended:
        cli.main(["check-plan", name])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_a_folder_is_no_plan(tmp_path):
    with pytest.raises(lt.InputError):
        check_plan(tmp_path)
