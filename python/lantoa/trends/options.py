"""What is asked of a trend beside the data, checked once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from unicodedata import normalize

from lantoa import _checks
from lantoa._checks import InputError
from lantoa._years import years_asked
from lantoa.trends.panel import Direction

BREAKS = ("all", "declared", "none")
COMBINE = ("sum",)
KINDS = ("person", "unit")
SubjectKind = Literal["person", "unit"]


@dataclass(frozen=True)
class Options:
    """The arguments of ``lantoa.trend`` that say how the data are read.

    Attributes:
        of: Which numbers; see there.
        by: What the blocks are.
        subject, year, value: Columns of a frame.
        years: The years to look at, a range where a span is asked for; None for all.
        direction: Which way is better; None for what is usual.
        breaks: ``"all"``, ``"declared"``, ``"none"``, or years that are declared.
        levels: Ordered levels of a frame of ratings, lowest first.
        successors: Units of a frame that changed.
        combine: ``"sum"``: predecessors' numbers may be added.
        subject_kind: Of an office: people or units.
        lang: ``"vi"`` or ``"en"``.
    """

    of: str | None
    by: str | None
    subject: str | None
    year: str | None
    value: str | None
    years: range | tuple[int, ...] | None
    direction: Direction | None
    breaks: str | tuple[int, ...]
    levels: tuple[str, ...] | None
    successors: Any
    combine: str | None
    subject_kind: SubjectKind | None
    lang: str | None

    @property
    def declared_years(self) -> tuple[int, ...]:
        """Years that the caller declares as breaks."""
        return self.breaks if isinstance(self.breaks, tuple) else ()

    @property
    def seeks(self) -> bool:
        """Whether breaks are looked for."""
        return self.breaks == "all"

    @property
    def heeds(self) -> bool:
        """Whether breaks that a scheme declares count."""
        return self.breaks in ("all", "declared")

    def refuse(self, what: str, *names: str) -> None:
        """Refuse arguments that say nothing of this kind of data.

        Raises:
            InputError: One of them was given.
        """
        for name in names:
            if getattr(self, name) is not None:
                raise InputError(f"{name}: of {what} it says nothing; expected none")


def options(**given: Any) -> Options:
    """The options, each checked by itself.

    Raises:
        InputError: One of them is not what it must be.
    """
    if given["lang"] is not None:
        _checks.one_of(given["lang"], ("vi", "en"), what="lang")
    for name, allowed in (
        ("direction", ("more", "less")),
        ("combine", COMBINE),
        ("subject_kind", KINDS),
    ):
        if given[name] is not None:
            _checks.one_of(given[name], allowed, what=name)
    for name in ("of", "by", "subject", "year", "value"):
        if given[name] is not None and not isinstance(given[name], str):
            raise InputError(f"{name}: expected a name, not {type(given[name]).__name__}")
    return Options(
        **given
        | {
            "years": None if given["years"] is None else years_asked(given["years"]),
            "breaks": _breaks(given["breaks"]),
            "levels": None if given["levels"] is None else _levels(given["levels"]),
        }
    )


def _breaks(given: object) -> str | tuple[int, ...]:
    if isinstance(given, str):
        return _checks.one_of(given, BREAKS, what="breaks")
    if not isinstance(given, Iterable):
        told = f"breaks: expected years, such as [2021], or {_checks.listed(BREAKS)}"
        raise InputError(f"{told}; not {given!r}")
    return tuple(years_asked(list(given), "breaks"))


def _levels(given: object) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise InputError(f"levels: expected names, lowest first, not {given!r}")
    found = tuple(normalize("NFC", str(one)) for one in given)
    if len(set(found)) != len(found) or len(found) < 2:
        raise InputError(f"levels: expected two different names or more, not {given!r}")
    return found
