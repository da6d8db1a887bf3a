"""Every place of the checker that refuses something is reached by a fault of the catalogue."""

import ast
import inspect
import sys

import pytest

import lantoa as lt
import small_plan
from lantoa.criteria import (
    check_facts,
    check_links,
    check_rules,
    check_scales,
    check_whole,
    checking,
    load_plan,
    soundness,
    structure,
)
from lantoa.criteria.problems import Problem
from test_criteria_faults import FAULTS, broken

MODULES = (check_facts, check_links, check_rules, check_scales, check_whole, checking, structure)
REFUSING = {"Problem", "unknown_ids", "repeated"}


def refusals(module):
    """The first and the last line of every call that refuses something."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call)
    ]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in REFUSING]
    return {(module.__name__, call.lineno, call.end_lineno) for call in named}


@pytest.fixture(scope="module")
def reached(tmp_path_factory):
    """Module and line of everything that was running when some fault of the catalogue was told."""
    folder = tmp_path_factory.mktemp("plans")
    lines = set()

    def told(*arguments):
        frame = sys._getframe(1)
        while frame is not None:
            lines.add((frame.f_globals.get("__name__"), frame.f_lineno))
            frame = frame.f_back
        return Problem(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        for module in (*MODULES, soundness):
            patch.setattr(module, "Problem", told)
        for fault in FAULTS:
            with pytest.raises(lt.InputError):
                load_plan(small_plan.written(folder, broken(fault)))
    return lines


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_refusal_is_reached_by_a_fault_of_the_catalogue(module, reached):
    found = refusals(module)
    assert found
    text = inspect.getsource(module).splitlines()
    missed = [
        f"line {first}: {text[first - 1].strip()}"
        for name, first, last in sorted(found)
        if not any(name == at and first <= line <= last for at, line in reached)
    ]
    assert not missed, "\n".join(missed)
