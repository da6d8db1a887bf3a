"""What lt.about() owns up to, and how the verbs arrive."""

import dataclasses
import subprocess
import sys
import tomllib

import pytest

import lantoa as lt

HEAVY = {"altair", "vl_convert", "great_tables", "docx", "docxtpl", "polars", "pyarrow", "IPython"}


def loaded_by(code: str) -> set[str]:
    show = f"{code}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", show], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_about_prints_a_line_for_every_fact():
    lines = str(lt.about()).splitlines()
    assert len(lines) == len(dataclasses.fields(lt.about()))
    assert lines[0].split() == ["lantoa", lt.__version__]


def test_the_version_is_the_one_in_pyproject(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert lt.__version__ == project["version"]


def test_about_tells_the_switches_that_can_change_a_number():
    assert "-ffp-contract=off" in lt.about().flags
    assert "-ffast-math" not in lt.about().flags


def test_importing_loads_no_chart_no_report_and_no_frame_library():
    loaded = loaded_by("import lantoa")
    assert not loaded & HEAVY
    assert not loaded & {"pandas", "numpy", "duckdb", "pydantic"}


def test_a_verb_replaces_its_own_look_up():
    verb = lt.about
    assert vars(lt)["about"] is verb


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'lantoa' has no attribute 'evaluat'"):
        lt.evaluat  # noqa: B018


def test_dir_lists_the_verbs_before_they_are_loaded():
    assert set(lt.__all__) <= set(dir(lt))
