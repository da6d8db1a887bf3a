"""A change is a value: what to alter in a plan, apart from any plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.criteria import merging, spelling
from lantoa.criteria.values import Record

_NOTHING: Mapping[str, Any] = Record({})


@dataclass(frozen=True, slots=True)
class About:
    """What a scenario's file says of it.

    Attributes:
        id: Its name, of letters, digits, _ and -.
        title: What it asks, in words.
        plan: The id of the plan that it is meant for; empty where any will do.
        fingerprint: That plan's own fingerprint, where no other wording will do.
    """

    id: str = ""
    title: str = ""
    plan: str = ""
    fingerprint: str = ""


class Scenario(Mapping[str, Any]):
    """Paths and what is to change there, to be laid over a plan. Immutable, hashable, unordered.

    At a path stands a value, ``None`` (an earlier change is taken back), or an edit:
    ``lantoa.add(1)``, ``lantoa.scale("3/2")``. ``a | b`` does both and refuses where they
    disagree; ``a >> b`` does ``a`` and then ``b``: a value of ``b`` wins, an edit of ``b`` goes on
    from what ``a`` made, and a comparator of ``b`` takes the place of another one of that rule.

    Two scenarios are equal when they do the same: changes, weights and the plan that they are
    meant for. Reasons, an id and a title explain and are printed; they make no difference.

    Args:
        changes: Paths of ``plan.parameters`` (the first word may be left out) and values.
        weights: How the weights of the other scored criteria move when one is changed: ``"keep"``
            (they stay, so the sum must be right), ``"proportional"`` (they share the rest in
            proportion, in whole per mille by the largest remainder, ties in the order of the
            file), or the id of the criterion that takes the difference. A weight that the
            scenario sets stays as it was set.
        reasons: Why, by path.
        about: Id, title and plan, where the scenario has a file.

    Raises:
        InputError: A path stands there twice, or a reason is about no change.

    Example:
        >>> more = Scenario({"criterion.cn_sang_kien.count": 3}, reasons={
        ...     "criterion.cn_sang_kien.count": "Hội đồng hỏi ngày 03/3"})
        >>> stricter = Scenario({"criterion.cn_xuat_sac_2_nam.years": 3})
        >>> print(more | stricter)
        criterion.cn_sang_kien.count       3  Hội đồng hỏi ngày 03/3
        criterion.cn_xuat_sac_2_nam.years  3
    """

    __slots__ = ("_changes", "_reasons", "about", "weights")
    _changes: Record
    _reasons: Record
    about: About
    weights: str

    def __init__(
        self,
        changes: Mapping[str, Any] = _NOTHING,
        *,
        weights: str = merging.KEEP,
        reasons: Mapping[str, str] = _NOTHING,
        about: About | None = None,
    ) -> None:
        kept = merging.checked(changes), merging.of_reasons(reasons, changes)
        object.__setattr__(self, "_changes", Record(kept[0]))
        object.__setattr__(self, "_reasons", Record(kept[1]))
        object.__setattr__(self, "weights", merging.of_weights(weights))
        object.__setattr__(self, "about", about or About())

    @classmethod
    def of(cls, changes: Mapping[str, Any]) -> Scenario:
        """A scenario as it is, or one of a mapping.

        Raises:
            InputError: It is neither.
        """
        return changes if isinstance(changes, Scenario) else cls(changes)

    @property
    def reasons(self) -> Record:
        """Why, by path; a path without a reason is left out."""
        return self._reasons

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a scenario never changes; make a new one with another {name}")

    def __getitem__(self, path: str) -> Any:
        return self._changes[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._changes)

    def __len__(self) -> int:
        return len(self._changes)

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (dict(self), self.weights, dict(self.reasons), self.about)

    def _key(self) -> tuple[Any, ...]:
        return merging.typed(self), self.weights, self.about.plan, self.about.fingerprint

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((self._changes, self.weights, self.about.plan, self.about.fingerprint))

    def __or__(self, other: Mapping[str, Any]) -> Scenario:
        return _together(self, Scenario.of(other), merging.both)

    def __ror__(self, other: Mapping[str, Any]) -> Scenario:
        return Scenario.of(other) | self

    def __rshift__(self, other: Mapping[str, Any]) -> Scenario:
        return _together(self, Scenario.of(other), merging.one_after_the_other)

    def __rrshift__(self, other: Mapping[str, Any]) -> Scenario:
        return Scenario.of(other) >> self

    def only(self, paths: Iterable[str]) -> Scenario:
        """The scenario without its other changes: to see what each does by itself.

        Args:
            paths: Some of its paths; the first word may be left out.

        Raises:
            InputError: It changes no such path (the message has the nearest), or no list is given.

        Example:
            >>> both = Scenario({"criterion.a.count": 3, "criterion.b.years": 2})
            >>> both.only(["b.years"])
            criterion.b.years  2
        """
        if isinstance(paths, str) or not isinstance(paths, Iterable):
            raise InputError(f"only: expected a list of paths, not {paths!r}")
        by_name = {name: path for path in self for name in (spelling.short(path), path)}
        asked = {by_name[_checks.one_of(one, by_name, what="path")] for one in paths}
        changes = {path: self[path] for path in self if path in asked}
        reasons = {path: why for path, why in self.reasons.items() if path in asked}
        about = About(plan=self.about.plan, fingerprint=self.about.fingerprint)
        return Scenario(changes, weights=self.weights, reasons=reasons, about=about)

    @staticmethod
    def grid(
        axes: Mapping[str, Iterable[Any]], *, weights: str = merging.KEEP
    ) -> Sequence[Scenario]:
        """A scenario for every combination of values, made when asked for.

        Args:
            axes: Paths and their values. The first path moves slowest, the last fastest.
            weights: As in a scenario.

        Returns:
            A sequence with ``.shape``; nothing of it is kept.

        Raises:
            InputError: An axis has no values or one twice, or there are over 1,000,000 cells.

        Example:
            >>> cells = Scenario.grid({"a.years": range(1, 3), "b.count": [1, 2, 3]})
            >>> cells.shape, len(cells)
            ((2, 3), 6)
            >>> dict(cells[1])
            {'a.years': 1, 'b.count': 2}
        """
        from lantoa.criteria.grids import grid

        return grid(axes, weights)

    def to_toml(
        self, path: str | Path, *, id: str = "", title: str = "", plan: object = ""
    ) -> Path:
        """Write the scenario as a file of the format ``scenario/1``, whole or not at all.

        Args:
            path: The file; its name is the id where there is none.
            id: Its name; that of the file it came from where none is given.
            title: What it asks, in words.
            plan: The plan that it is meant for, or its id. Of a plan the fingerprint is written
                too, so that the scenario fits no other wording.

        Returns:
            The path. ``lantoa.load_scenario`` gives an equal scenario back.

        Raises:
            InputError: It is not said for which plan, or the file cannot be written.
        """
        from lantoa.criteria.scenario_file import write

        return write(self, Path(path), id=id, title=title, plan=plan)

    def _lines(self) -> list[tuple[str, str, str]]:
        """Path, value and reason of each change, and how other weights move."""
        rows = [(path, shown(value), self.reasons.get(path, "")) for path, value in self.items()]
        moves = self.weights != merging.KEEP
        return [*rows, *([("other weights", self.weights, "")] if moves else [])]

    def __str__(self) -> str:
        rows = self._lines()
        widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
        lines = [f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}".rstrip() for a, b, c in rows]
        return "\n".join(
            [*([self.about.title] if self.about.title else []), *lines] or ["no change"]
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>"
            for line in self._lines()
        )
        heads = "<tr><th>path</th><th>value</th><th>reason</th></tr>"
        return f"<table>{heads}{rows}</table>"


def _made(changes: dict[str, Any], weights: str, reasons: dict[str, str], about: About) -> Scenario:
    """What pickling calls."""
    return Scenario(changes, weights=weights, reasons=reasons, about=about)


def _together(one: Scenario, two: Scenario, how: Any) -> Scenario:
    """Two scenarios as one; ``how`` merges changes, reasons and weights."""
    about = {}
    for key in ("plan", "fingerprint"):
        found = [getattr(s.about, key) for s in (one, two) if getattr(s.about, key)]
        if len(set(found)) > 1:
            raise InputError(
                f"the scenarios are meant for other plans: {key} {found[0]} and {found[1]}"
            )
        about[key] = found[0] if found else ""
    changes, reasons, weights = how(one, two)
    return Scenario(changes, weights=weights, reasons=reasons, about=About(**about))


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
