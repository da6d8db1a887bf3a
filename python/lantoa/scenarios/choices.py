"""Who counts as in under every value of a list: levels of a scale, yes or no, words, readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa._wording import said
from lantoa.criteria import dated
from lantoa.criteria.book import Book, key_of, owner_of
from lantoa.criteria.parameters import allowed
from lantoa.criteria.paths import READING, full_path, known_paths
from lantoa.criteria.scenario import shown
from lantoa.criteria.tables import questions
from lantoa.criteria.words import plain
from lantoa.scenarios.answer import Answer, asked_of
from lantoa.scenarios.evaluated import evaluated
from lantoa.scenarios.labels import label_of

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation

_COLUMNS = ("value", "says", "count", "gained", "lost", "who")


@dataclass(frozen=True, eq=False, repr=False)
class Choices(Answer):
    """Who counts as in under each value that may stand at a path, everything else as it is.

    Attributes:
        frame: Of the office's kind, a row per value, in the order of its scale or of the format:
            ``value``; ``says``, in words; ``count``, how many units and people count as in;
            ``gained`` and ``lost``, who would come in and go out against the plan as it is;
            ``who``, whoever differs from the row before. Ids, separated by commas.
        path: The full path.
        now: The value in force; None where nothing is asked there, or where years are judged by
            values of their own.
        unchanged: The values that let in exactly whom the plan lets in as it is.
        refused: The values that the plan does not take there, and why.
        redrawn: The values, of a path that places or quotas are made of, that let in the same
            people and put somebody on another side of a quota's line.
    """

    path: str
    now: Any
    unchanged: tuple[Any, ...]
    refused: Mapping[Any, str]
    redrawn: tuple[Any, ...] = ()

    @property
    def title(self) -> str:
        """The path and the value in force."""
        told = {"threshold": label_of(self.asked.plan, self.path), "at": self.path}
        return said("scenarios", "tipping.title", self.lang, now=shown(self.now), **told)

    @property
    def sentence(self) -> str:
        """Which values let in the same people, which move a line, which the plan does not take."""
        others = [shown(value) for value in self.unchanged if value != self.now]
        which = "every" if len(self.unchanged) == len(self) else "others" if others else "none"
        told = [said("scenarios", f"choices.{which}", self.lang, values=", ".join(others))]
        for name, values in (("redrawn", self.redrawn), ("refused", self.refused)):
            if values:
                listed = ", ".join(map(shown, values))
                told.append(said("scenarios", f"choices.{name}", self.lang, values=listed))
        return " ".join(told)

    def plot(self) -> Any:
        """Bars of how many count as in under each value, the present one marked."""
        from lantoa.charts.choices import bars

        return bars(self)

    def _heads(self) -> list[str]:
        return [said("scenarios", f"columns.{key}", self.lang) for key in _COLUMNS]

    def _all_rows(self) -> Iterator[list[str]]:
        for row in self._frame.to_dict("records"):
            yield [shown(row["value"]), *(str(row[key]) for key in _COLUMNS[1:])]


def choices(result: Evaluation, path: str) -> Choices:
    """The answer of ``Evaluation.tipping`` where a path has a list of values; see there.

    Raises:
        InputError: The path is not in the plan, or what may stand there cannot be listed.
    """
    book = result.plan._book
    full = full_path(path, known_paths(book))
    values = _listed(book, full)
    found, refused = _results(result, full, values)
    base = _in(result)
    kept = [(value, other) for value, other in found if _in(other) == base]
    return Choices(
        _frame=_told(result, full, found),
        _kind=result.office.frames,
        asked=asked_of(result),
        path=full,
        now=in_force_at(result, full) if is_alone(result, full) else None,
        unchanged=tuple(value for value, _ in kept),
        refused=refused,
        redrawn=tuple(value for value, other in kept if _redrawn(result, other, full)),
    )


def _listed(book: Book, path: str) -> list[Any]:
    [values] = allowed(book, [path])
    if isinstance(values, list) and values:
        return values
    what = values if isinstance(values, str) else "nothing that the rule could ask"
    raise InputError(
        f'path "{path}" has no list of values to go through, but {what}; '
        f'result.what_if("{path}", value=...) answers one value'
    )


def _results(
    result: Evaluation, path: str, values: list[Any]
) -> tuple[list[tuple[Any, Evaluation]], dict[Any, str]]:
    """The result under each value, and the values that the plan refuses."""
    found, refused = [], {}
    for value in values:
        try:
            found.append((_kept(value), evaluated(result, {path: value})))
        except InputError as error:
            refused[_kept(value)] = str(error)
    return found, refused


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def is_alone(result: Evaluation, path: str) -> bool:
    """Whether one value is in force at a path: not where each year is judged by its own."""
    table = result.plan._book.filled.get(owner_of(path), {})
    by_year = result._resolved["apply"] != "at_as_of"
    return not (by_year and dated.is_amended(table.get(key_of(path))))


def in_force_at(result: Evaluation, path: str) -> Any:
    """The value in force at a full path, on the day of the result."""
    owner, key = owner_of(path), key_of(path)
    if owner == READING:
        return result.plan._book.chosen[key]
    return _kept(dated.in_force(result.plan._book.filled[owner].get(key), result.as_of))


def _in(result: Evaluation) -> set[str]:
    """The ids of those who count as in."""
    ids: list[str] = result._packed.ids[result._found.subjects][result._counted].tolist()
    return set(ids)


def _redrawn(result: Evaluation, other: Evaluation, path: str) -> bool:
    """Whether a value of what makes places or quotas moves the side of anybody."""
    from lantoa.scenarios.grids.seating import sides

    scored = {one["id"] for one in result._resolved["criteria"] if one["kind"] == "scored"}
    section, _, rest = path.partition(".")
    if section not in ("quota", "scoring") and rest.partition(".")[0] not in scored:
        return False
    return not np.array_equal(sides(result), sides(other))


def _told(result: Evaluation, path: str, found: list[tuple[Any, Evaluation]]) -> pd.DataFrame:
    base, counted = _in(result), [_in(one) for _, one in found]
    before = [*counted[:1], *counted[:-1]]
    lang, book = result.plan.lang, result.plan._book
    order = {one: place for place, one in enumerate(result._packed.ids.tolist())}

    def named(chosen: list[set[str]]) -> pd.Series:
        told = [", ".join(sorted(one, key=order.__getitem__)) for one in chosen]
        return pd.Series(told, dtype=object)

    return pd.DataFrame(
        {
            "value": _column([value for value, _ in found]),
            "says": pd.Series(
                [says_of(book, path, value, lang) for value, _ in found], dtype=object
            ),
            "count": np.array([len(one) for one in counted], dtype=np.int64),
            "gained": named([one - base for one in counted]),
            "lost": named([base - one for one in counted]),
            "who": named([a ^ b for a, b in zip(counted, before, strict=True)]),
        }
    )


def _column(values: list[Any]) -> pd.Series:
    """Values of one type: flags, whole numbers or words."""
    for kind, dtype in ((bool, "bool"), (int, "int64")):
        if all(type(value) is kind for value in values):
            return pd.Series(values, dtype=dtype)
    return pd.Series([shown(value) for value in values], dtype=object)


def says_of(book: Book, path: str, value: Any, lang: str) -> str:
    """A value in words; a number says itself."""
    owner, key = owner_of(path), key_of(path)
    if owner == READING:
        asked = {question["id"]: question for _, question in questions(book.source)}
        return str(asked[key]["readings"][value][lang])
    fact = book.filled.get(f"fact.{book.filled[owner].get('fact')}", {})
    scale = {"vi": None, "en": None} | book.filled.get(f"scale.{fact.get('scale')}", {"levels": []})
    told = plain(value, key, scale, lang)
    return "" if told == str(value) else told
