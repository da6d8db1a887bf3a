"""What newcomers read first: examples run, pictures are there, notebooks are short."""

import ast
import doctest
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]


def named(paths: list[Path]) -> list:
    return [pytest.param(path, id=path.name) for path in paths]


def sources(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_the_example_of_the_readme_runs():
    failed = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert failed.attempted > 5
    assert failed.failed == 0


@pytest.mark.parametrize("path", named(PAGES))
def test_what_a_page_points_to_is_there(path):
    targets = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_readme_names_every_command_and_exit_code():
    from lantoa.cli import answering
    from lantoa.cli.commands import app

    page = (ROOT / "README.md").read_text("utf-8")
    commands = [one.name or one.callback.__name__ for one in app.registered_commands]
    assert [name for name in commands if f"`lantoa {name}" not in page] == []
    codes = (0, answering.PROBLEMS, answering.WRONG_INPUT, answering.CANNOT_WRITE)
    assert [code for code in (*codes, answering.STOPPED) if f"| {code} |" not in page] == []


@pytest.mark.parametrize("path", named(NOTEBOOKS))
def test_a_notebook_is_short_and_defines_nothing(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert len(cells) <= 25
    found = [node for text in sources(path) for node in ast.walk(ast.parse(text))]
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not [node for node in found if isinstance(node, defined)]


@pytest.mark.parametrize("path", named(NOTEBOOKS))
def test_a_notebook_uses_public_names_only(path):
    code = "\n".join(sources(path))
    assert "import lantoa as lt" in code
    assert not re.findall(r"from lantoa|import lantoa\.|\blt\._|\.\s*_[a-z]", code)


@pytest.mark.parametrize("path", named(NOTEBOOKS))
def test_a_notebook_is_committed_with_its_outputs(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    ran = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in ran] == list(range(1, len(ran) + 1))
    outputs = [output for cell in ran for output in cell["outputs"]]
    assert not [
        one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"
    ]
    told = json.dumps(outputs)
    assert not re.findall(r"/tmp/|/home/|/root/", told)
