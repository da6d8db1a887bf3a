"""How wrong input is answered: one exception, and the words that every message shares.

A message names what was given, where it stands, what was expected, and the nearest valid
name. Messages are built here so that all of them read alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

_SHOWN = 8  # names in a list before it is cut


class InputError(ValueError):
    """Input that cannot be used: a file, a row, a criterion, a parameter, an argument.

    Args:
        message: Names the place, the finding, what was expected and the nearest valid name.
        problems: Every problem, where there are many; empty where the message says it all.

    Example:
        >>> error = InputError("2 rows cannot be read", problems=["row 4", "row 9"])
        >>> error.problems
        ['row 4', 'row 9']
    """

    def __init__(self, message: str, *, problems: Iterable[Any] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


InputError.__module__ = "lantoa"  # so that it prints and pickles by the name users know


def edits(one: str, other: str, *, at_most: int | None = None) -> int:
    """The fewest edits between two texts: insert, drop or replace a letter, swap two neighbours.

    No letter is edited twice (optimal string alignment). Texts are compared as they are:
    bring both to NFC first.

    Args:
        one, other: The texts.
        at_most: Where more edits are needed than these, any number above them is the answer.

    Example:
        >>> edits("HCTC", "HTCC"), edits("tốt", "tot"), edits("", "abc")
        (1, 1, 3)
    """
    one, other = _without_ends(one, other)
    most = len(one) + len(other) if at_most is None else at_most
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            fewest = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and one[i - 2] == against and letter == other[j - 2]:
                fewest = min(fewest, before[j - 2] + 1)
            row.append(fewest)
        before, above = above, row
        if min(above) > most:
            break
    return above[-1] if above[0] == len(one) else most + 1


def _without_ends(one: str, other: str) -> tuple[str, str]:
    """Both texts without the letters that they begin and end with alike: these need no edit."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def nearest(text: str, candidates: Iterable[str]) -> str | None:
    """The candidate that takes the fewest edits; of several, the first in their own order.

    Args:
        text: What was found.
        candidates: What would have been valid.

    Returns:
        The nearest candidate however far it is, None where there is none.

    Example:
        >>> nearest("dnese", ["min", "max", "dense"])
        'dense'
        >>> nearest("anything", []) is None
        True
    """
    return min(candidates, key=lambda candidate: edits(text, candidate), default=None)


def listed(names: Iterable[str]) -> str:
    """Names in quotes, cut after eight with the number left out.

    Example:
        >>> listed(["min", "max"])
        '"min", "max"'
        >>> listed(str(year) for year in range(2016, 2026))
        '"2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023" and 2 more'
    """
    quoted = [f'"{name}"' for name in names]
    more = f" and {len(quoted) - _SHOWN} more" if len(quoted) > _SHOWN else ""
    return ", ".join(quoted[:_SHOWN]) + more


def quantity(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, in the right form.

    Example:
        >>> quantity(1, "row"), quantity(0, "row"), quantity(2, "criterion", "criteria")
        ('1 row', '0 rows', '2 criteria')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def unknown(value: object, allowed: Sequence[str], *, what: str) -> InputError:
    """The error that says a name is not known, which is nearest, and what is allowed.

    Example:
        >>> print(unknown("mni", ["min", "max"], what="ties"))
        ties "mni" is not known; did you mean "min"? Allowed: "min", "max"
    """
    hint = nearest(str(value), allowed)
    if hint is None:
        return InputError(f'{what} "{value}" is not known; there is none to choose from')
    return InputError(
        f'{what} "{value}" is not known; did you mean "{hint}"? Allowed: {listed(allowed)}'
    )


def one_of(value: object, allowed: Collection[str], *, what: str) -> str:
    """``value`` itself where it is allowed.

    Args:
        value: What the caller gave.
        allowed: The valid names, in the order to list them in.
        what: What the value is, as the caller would name it, such as ``"ties"``.

    Raises:
        InputError: ``value`` is not among them; the message has the nearest one.

    Example:
        >>> one_of("dense", ["min", "max", "dense"], what="ties")
        'dense'
    """
    names = list(allowed)
    if not isinstance(value, str) or value not in names:
        raise unknown(value, names, what=what)
    return value


def made_by(value: object, attribute: str, *, what: str, maker: str) -> None:
    """Refuse what was not made by the function that makes it, such as a path for an office.

    Args:
        value: What the caller gave.
        attribute: What everything that is made there has.
        what: What the value is, as the caller would name it.
        maker: The function's name.

    Raises:
        InputError: ``value`` has no such attribute.

    Example:
        >>> made_by("so-lieu.xlsx", "tables", what="office", maker="lantoa.read")
        Traceback (most recent call last):
        lantoa.InputError: office: expected what lantoa.read gives, not "so-lieu.xlsx"
    """
    if not hasattr(value, attribute):
        given = f'"{value}"' if isinstance(value, str) else type(value).__name__
        raise InputError(f"{what}: expected what {maker} gives, not {given}")
