"""Weights as a result: a table that prints, and a mapping that ``lantoa.score`` takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.scoring.showing import number, percent
from lantoa.told import Told

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False, repr=False)
class Weights(Told, Mapping[str, object]):
    """Weights of measures or pillars, in their order; they sum to 1.

    ``frame`` has ``name`` and ``weight``; ``lantoa.score(..., weights=...)`` takes it as it is.

    Attributes:
        method: ``"roc"``, ``"ahp"``, ``"critic"`` or ``"entropy"``.
        exact: The weights as fractions where the method gives such, else as doubles.
    """

    method: str
    exact: tuple[Fraction | float, ...]
    _lang: str
    _notes: tuple[str, ...]

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def over(self) -> list[str]:
        """What weights of this kind distort."""
        flagged = self.method in ("critic", "entropy")
        return [said("opinions", f"distorts.{self.method}", self.lang)] if flagged else []

    @property
    def title(self) -> str:
        """Which weights these are."""
        name = said("opinions", f"weights.{self.method}", self.lang)
        return said("opinions", "weights.title", self.lang, method=name)

    @property
    def under(self) -> list[str]:
        """How they were found, and from what."""
        return [said("opinions", f"weights.how.{self.method}", self.lang), *self._notes]

    @property
    def sentence(self) -> str:
        """The largest weight."""
        at = int(np.argmax(self._frame["weight"].to_numpy()))
        share = percent(float(self._frame["weight"].iloc[at]), self.lang)
        name = self._frame["name"].iloc[at]
        return said("opinions", "weights.largest", self.lang, name=name, share=share)

    def plot(self) -> Any:
        """Bars of the weights."""
        from lantoa.charts import weight_bars

        return weight_bars(self)

    def __getitem__(self, name: str) -> Fraction | float:
        names = self._frame["name"].tolist()
        return self.exact[names.index(_checks.one_of(name, names, what="weight of"))]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frame["name"].tolist())

    def __contains__(self, name: object) -> bool:
        return name in self._frame["name"].tolist()

    def _heads(self) -> Sequence[str]:
        return [said("opinions", f"head.{key}", self.lang) for key in ("name", "weight")]

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        for name, weight in self._frame.itertuples(index=False):
            yield [name, number(weight, self.lang)]

    def _numbers(self) -> Sequence[int]:
        return (1,)


def made(
    kind: Callable[..., Made],
    method: str,
    names: Sequence[str],
    weights: Sequence[Fraction | float],
    lang: str,
    *,
    notes: Sequence[str] = (),
    **more: Any,
) -> Made:
    """Weights of some kind."""
    frame = pd.DataFrame({"name": list(names), "weight": [float(weight) for weight in weights]})
    return kind(
        _frame=frame,
        _kind="pandas",
        method=method,
        exact=tuple(weights),
        _lang=_checks.one_of(lang, ["vi", "en"], what="lang"),
        _notes=tuple(notes),
        **more,
    )


def roc_weights(order: Sequence[str | Sequence[str]], *, lang: str = "vi") -> Weights:
    """Rank-order centroid weights: only the order of importance is known.

    They are the centre of all weights in that order: the k-th of m has (1/k + ... + 1/m) / m.

    Args:
        order: Names, the most important first; a list of names within it are equally important,
            and share what their ranks give.
        lang: ``"vi"`` or ``"en"``.

    Returns:
        The weights, as fractions.

    Raises:
        InputError: There is no name, or one stands there twice.

    References:
        F. H. Barron and B. E. Barrett, Management Science 42 (1996).

    Example:
        >>> {name: str(weight) for name, weight in roc_weights(["a", "b", "c"]).items()}
        {'a': '11/18', 'b': '5/18', 'c': '1/9'}
    """
    groups: list[list[str]] = [
        list(one) if isinstance(one, list | tuple) else [one]  # type: ignore[list-item]
        for one in order
    ]
    names = [name for group in groups for name in group]
    _expect_names(names)
    m = len(names)
    centroid = [
        sum((Fraction(1, i) for i in range(k, m + 1)), Fraction(0)) / m for k in range(1, m + 1)
    ]
    weights: list[Fraction] = []
    for group in groups:
        shared = centroid[len(weights) : len(weights) + len(group)]
        weights += [sum(shared, Fraction(0)) / len(group)] * len(group) if group else []
    return made(Weights, "roc", names, weights, lang)


def _expect_names(names: Sequence[object]) -> None:
    if not names:
        raise InputError("order: there is no name; expected names, the most important first")
    for at, name in enumerate(names):
        if not isinstance(name, str):
            raise InputError(f"order: expected names, not {name!r}")
        if name in names[:at]:
            raise InputError(f'order: "{name}" stands there twice')
