"""A change is a value: what to alter in a plan, apart from any plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from lantoa._checks import InputError
from lantoa.criteria.values import Record


class Scenario(Mapping[str, Any]):
    """Paths and their values, to be laid over a plan. Immutable, hashable, the order is no matter.

    ``a | b`` does both and refuses where they disagree; ``a >> b`` does both and lets ``b``
    win. None takes an earlier change of that path back.

    Example:
        >>> more = Scenario({"criterion.cn_sang_kien.count": 3})
        >>> stricter = Scenario({"criterion.cn_xuat_sac_2_nam.years": 3})
        >>> print(more | stricter)
        criterion.cn_sang_kien.count       3
        criterion.cn_xuat_sac_2_nam.years  3
    """

    __slots__ = ("_changes",)

    def __init__(self, changes: Mapping[str, Any] = Record({})) -> None:
        self._changes = Record(dict(sorted(changes.items())))

    def __getitem__(self, path: str) -> Any:
        return self._changes[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._changes)

    def __len__(self) -> int:
        return len(self._changes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and _typed(self) == _typed(other)

    def __hash__(self) -> int:
        return hash(self._changes)

    def __or__(self, other: Mapping[str, Any]) -> Scenario:
        one, two = _typed(self), _typed(Scenario(other))
        clashes = [path for path in one if path in two and one[path] != two[path]]
        if clashes:
            path = clashes[0]
            raise InputError(
                f"both scenarios change {path}: to {self[path]} and to {other[path]}; "
                "a >> b lets the second win"
            )
        return self >> other

    def __rshift__(self, other: Mapping[str, Any]) -> Scenario:
        return Scenario({**self, **other})

    def __str__(self) -> str:
        width = max(map(len, self), default=0)
        lines = [f"{path:<{width}}  {shown(value)}" for path, value in self.items()]
        return "\n".join(lines) or "no change"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(path)}</td><td>{escape(shown(value))}</td></tr>"
            for path, value in self.items()
        )
        return f"<table><tr><th>path</th><th>value</th></tr>{rows}</table>"


def _typed(scenario: Scenario) -> dict[str, tuple[str, Any]]:
    """With the types of values, for 1 and true are equal in Python and not in a plan."""
    return {path: (type(value).__name__, value) for path, value in scenario.items()}


def shown(value: Any) -> str:
    """A value as a table shows it.

    Example:
        >>> shown(True), shown((1, 2)), shown(None), shown(Record({"value": 3}))
        ('true', '1, 2', '-', 'value = 3')
    """
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {shown(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(
            f"({shown(item)})" if isinstance(item, Mapping) else shown(item) for item in value
        )
    return str(value)
