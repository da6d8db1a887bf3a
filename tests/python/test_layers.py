"""What may know what. Each rule of the layout is one test that reads the sources."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = sorted((ROOT / "cpp").rglob("*.?pp"))
BINDINGS = sorted((ROOT / "python" / "bindings").glob("*.?pp"))
MODULES = sorted((ROOT / "python" / "lantoa").rglob("*.py"))
ORACLE = sorted((ROOT / "tests" / "python").glob("reference*.py"))
FOR_USERS = [ROOT / "README.md", *sorted((ROOT / "notebooks").glob("*.ipynb"))]

DATA = {"schema", "office", "intake", "criteria", "sampling", "templating"}
PRESENTATION = {"charts", "reporting", "cli"}
VERBS = {
    "evaluating",
    "explaining",
    "comparing",
    "scoring",
    "opinions",
    "ranking",
    "sensitivity",
    "scenarios",
    "trends",
    "spreading",
    "tallying",
    "records",
}
LOADED_WHEN_USED = {
    "IPython",
    "altair",
    "docx",
    "docxtpl",
    "great_tables",
    "polars",
    "pyarrow",
    "vl_convert",
}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(path: Path) -> str:
    """A C++ file without its comments and its texts."""
    return re.sub(r'//[^\n]*|"(\\.|[^"\\\n])*"', "", text(path))


def included(path: Path) -> list[str]:
    return re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', text(path), re.MULTILINE)


def may_be_included(header: str, path: Path) -> bool:
    ours = (ROOT / "cpp" / "include" / header).is_file() or (path.parent / header).is_file()
    standard = re.fullmatch(r"[a-z_]+", header)
    threads = header.startswith("oneapi/tbb/") and path.stem == "parallel"
    return bool(ours or standard or threads or header.startswith("Eigen/"))


def topic(path: Path) -> str:
    """The module of lantoa that a file belongs to: criteria/model.py is part of criteria."""
    first = path.relative_to(ROOT / "python" / "lantoa").parts[0].removesuffix(".py")
    return first.split("_")[0] or first


def imported_at_the_top(path: Path) -> set[str]:
    """Full names that importing a file imports; those for type checkers only are left out."""
    names: set[str] = set()
    for node in ast.parse(text(path)).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def topics_imported(path: Path) -> set[str]:
    ours = (name.split(".") for name in imported_at_the_top(path) if name.startswith("lantoa."))
    return {parts[1] for parts in ours}


def named(paths: list[Path]) -> list:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize("path", named(CORE))
def test_the_core_includes_itself_eigen_and_the_standard_library(path):
    assert [header for header in included(path) if not may_be_included(header, path)] == []


@pytest.mark.parametrize("path", named([path for path in CORE if path.stem != "parallel"]))
def test_only_parallel_knows_that_there_are_threads(path):
    assert not re.search(r"\btbb::|LANTOA_THREADS|std::(thread|mutex|atomic|async)\b", code(path))


def test_no_two_types_of_the_core_share_a_name():
    """A linker may take the inline members of one for those of the other, and says nothing."""
    defined = re.compile(
        r"^(?:struct|class|enum class) (\w+)(?: final)?(?: : [^{;]*)? \{", re.MULTILINE
    )
    homes: dict[str, list[str]] = {}
    for path in CORE:
        if path.suffix == ".hpp":
            for name in defined.findall(code(path)):
                homes.setdefault(name, []).append(path.name)
    assert len(homes) > 100
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", named(BINDINGS))
def test_a_binding_declares_and_does_nothing(path):
    assert not re.search(r"\b(for|while|for_each|transform|throw)\b", code(path))
    assert not re.search(r"\w\s[-+*/%]\s\w", code(path))
    assert len(text(path).splitlines()) < (100 if path.stem in ("module", "bind") else 60)


@pytest.mark.parametrize("path", named(FOR_USERS))
def test_users_never_meet_the_compiled_core(path):
    assert "_core" not in text(path)


@pytest.mark.parametrize("path", named(ORACLE))
def test_the_oracle_imports_nothing_of_ours(path):
    assert "lantoa" not in {name.split(".")[0] for name in imported_at_the_top(path)}


@pytest.mark.parametrize("path", named([path for path in MODULES if topic(path) in DATA]))
def test_data_and_plans_know_no_verb(path):
    assert not topics_imported(path) & (VERBS | PRESENTATION)


@pytest.mark.parametrize("path", named([path for path in MODULES if topic(path) not in DATA]))
def test_charts_and_reports_are_reached_only_when_asked(path):
    assert not topics_imported(path) & (PRESENTATION - {topic(path)})


@pytest.mark.parametrize("path", named([p for p in MODULES if topic(p) not in PRESENTATION]))
def test_heavy_libraries_load_when_used(path):
    loaded = {name.split(".")[0] for name in imported_at_the_top(path)}
    assert not loaded & LOADED_WHEN_USED


@pytest.mark.parametrize("path", named(MODULES))
def test_no_module_imports_the_tests_tools(path):
    loaded = {name.split(".")[0] for name in imported_at_the_top(path)}
    assert not loaded & {"hypothesis", "openpyxl", "pytest", "reference", "scipy"}
