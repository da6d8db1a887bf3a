"""The page on new plans, followed to the letter: its commands, its edits, what it says they print."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from lantoa import cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "new-plan.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    return [(kind, text) for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


def run(command, capsys):
    """One command of the page: everything that it prints."""
    words = shlex.split(command)
    assert words[0] == "lantoa"
    with pytest.raises(SystemExit):
        cli.main(words[1:])
    told = capsys.readouterr()
    return told.out + told.err


def edited(text, diff):
    """A text after an edit: the lines with - and a space must stand in it, once."""
    lines = diff.splitlines()
    old, new = (
        "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", sign)) for sign in "-+"
    )
    assert text.count(old) == 1, f"{text.count(old)} times in the file:\n{old}"
    return text.replace(old, new)


def follow(capsys):
    """Every step of the page, and what it prints, in order."""
    printed = ""
    for kind, text in blocks():
        if kind == "sh":
            printed = [run(line, capsys) for line in text.splitlines()][-1]
        elif kind == "diff":
            plan = Path("ke-hoach.toml")
            plan.write_text(edited(plan.read_text("utf-8"), text), encoding="utf-8")
        elif kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(text, str(PAGE), "exec"), {})
            printed = out.getvalue()
        elif kind == "text":
            yield text, printed


def test_the_page_does_what_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    shown = list(follow(capsys))
    assert len(shown) == 7
    for says, printed in shown:
        assert [line.rstrip() for line in printed.splitlines()] == says.splitlines()


def test_every_command_of_plans_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"lantoa {name}" in text for name in ("new-plan", "check-plan", "compare-plans"))


def test_an_edit_that_does_not_fit_is_noticed():
    with pytest.raises(AssertionError, match="0 times"):
        edited("years = 3\n", "-years = 2\n+years = 3")
