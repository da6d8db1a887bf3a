"""Is a plan sound? Everything that is wrong with it, before anything is asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lantoa.criteria import structure
from lantoa.criteria.defaults import filled
from lantoa.criteria.problems import Problem
from lantoa.criteria.tables import Tables, from_file


def problems_of_rules(rules: Tables) -> list[Problem]:
    """What is wrong with rules under readings and changes, shapes first."""
    return list(structure.problems_of_tables(rules))
