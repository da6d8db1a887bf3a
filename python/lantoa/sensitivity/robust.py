"""Between which places a subject stays while the weights move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa.scoring import Score
from lantoa.scoring.slate import Slate
from lantoa.scoring.slating import Level
from lantoa.sensitivity import showing
from lantoa.sensitivity.saying import unscored, what_varied, words
from lantoa.sensitivity.weighing import Varied, checked_line
from lantoa.told import Told

if TYPE_CHECKING:
    from lantoa.sensitivity.accepted import Acceptability
    from lantoa.sensitivity.attaining import Attained
    from lantoa.sensitivity.dropping import Dropped, What
    from lantoa.sensitivity.flip import Flip, Flips
    from lantoa.sensitivity.reversing import Reversal
    from lantoa.sensitivity.ruling import OtherRules


@dataclass(frozen=True, eq=False, repr=False)
class Robustness(Told):
    """Bounds of places under moving weights, and what else can be asked. Made by ``robustness``.

    It prints those who have a score by place, then those who have none. ``frame`` has the id of
    the score's frame, ``year`` where there is one, ``score``, ``place``, ``best`` and ``worst``
    (bounds from pairs: no weights that were looked at give a place outside), and ``side`` where a
    line was given: ``in``, ``open`` or ``out``. Places are missing where there is no score.

    Attributes:
        score: What was asked.
        line: The last place within the line, None where there is none.
        level: Whose weights move: ``"top"`` or ``"measures"``.
    """

    score: Score
    line: int | None
    level: Level
    _varied: Varied
    _box: float | Mapping[str, Any]
    _order: Sequence[str] | None
    _bound: _core.PairBound | None
    _why: str
    _places: NDArray[np.int64]

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self.score.lang

    @property
    def slate(self) -> Slate:
        """Those who have a score, with values and weights."""
        return self._varied.slate

    @property
    def year(self) -> int | None:
        """The year, None where there is none."""
        return self.slate.year

    @property
    def is_exact(self) -> bool:
        """Whether bounds can be had: the score is a weighted sum."""
        return self._bound is not None

    @property
    def title(self) -> str:
        """What was asked, and of which year."""
        return words("title" if self.year is None else "title_year", self.lang, year=self.year)

    @property
    def under(self) -> list[str]:
        """The rule of the score, what was varied, what the bounds are."""
        lang, found = self.lang, [self.score.rule]
        if self._bound is None:
            return [*found, words(self._why, lang)]
        doubt = self._bound.doubtful
        doubts = [words("bound.doubt", lang, count=doubt)] if doubt else []
        return [*found, *what_varied(self._varied, lang), words("bound.note", lang), *doubts]

    @property
    def sentence(self) -> str:
        """How many keep their place, how wide the bounds are, who is within the line."""
        return " ".join([*showing.told(self), *unscored(self._unscored, self.lang)])

    def attained(
        self, subject: str | Sequence[str] | None = None, *, effort: int | None = None
    ) -> Attained:
        """The best and worst places that are really attained, with weights that give them.

        All rivals are compared under the same weights, by an exact search. It is stopped when the
        effort is spent; the place is then attained at least, and the bound that is left is told.

        Args:
            subject: An id, several, or None for everybody.
            effort: Multiplications at each end of each subject; by default about a second for
                one subject and a minute for everybody at the most.

        Raises:
            InputError: There is no such subject, it has no score, or the weights have too many
                corners to search between.

        Example:
            >>> import pandas as pd, lantoa as lt
            >>> frame = pd.DataFrame({"subject_id": list("ABC"), "x": [5, 9, 0], "y": [5, 0, 9]})
            >>> score = lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
            >>> robust = lt.robustness(score, box=1)
            >>> robust.frame[["best", "worst"]].to_numpy().tolist()
            [[1, 3], [1, 3], [1, 3]]
            >>> robust.attained("A").frame[["best", "worst"]].to_numpy().tolist()
            [[1, 2]]
        """
        from lantoa.sensitivity.attaining import attained

        self._expect_exact()
        return attained(self, subject, effort)

    def flips(
        self, subject: str | None = None, rival: str | None = None, *, line: int | None = None
    ) -> Flips | Flip:
        """The smallest changes of weights at which places change.

        Without a subject it is the first of all, against everybody: who could lead first. With a
        rival it is the two; with a line, or where the robustness has one, the subject and the
        line; else the subject against everybody. Changes start from the present weights: all
        together, each by up to a share of itself from nothing to its double; or one alone, the
        others in proportion. At the change the two are level, beyond it they have changed places.

        Raises:
            InputError: There is no such subject, it has no score, the line is no place, or a rival
                or a line is given that the question does not read.

        Example:
            >>> import pandas as pd, lantoa as lt
            >>> frame = pd.DataFrame({"subject_id": ["A", "B"], "x": [12, 0], "y": [0, 8]})
            >>> score = lt.score(frame, {"x": 1, "y": 1}, normalise="none", lang="en")
            >>> lt.robustness(score).flips("A", "B").change
            0.2
        """
        from lantoa.sensitivity.flipping import expect_read, flip_line, flip_pair, flips

        self._expect_exact()
        expect_read(subject, rival, line)
        if subject is not None and rival is not None:
            return flip_pair(self, subject, rival)
        at = self.line if line is None else line
        if subject is not None and at is not None:
            return flip_line(self, subject, self._checked_line(at))
        return flips(self, subject)

    def acceptability(
        self,
        draws: int = 10_000,
        *,
        seed: int = 2025,
        everywhere: bool = False,
        k: int | None = None,
        reach: float | None = None,
    ) -> Acceptability:
        """How often each place comes out under weights drawn at random.

        Args:
            draws: How many weights are drawn.
            seed: The same seed gives the same draws.
            everywhere: Any weights that sum to 1, all equally likely, instead of those that were
                varied here. Of an order no least weight is kept.
            k: Of the share among the first k; without it the line, or 10.
            reach: A score; how often it is reached.

        Raises:
            InputError: The score is no weighted sum, nobody has one, or a number is out of range.
        """
        from lantoa.sensitivity.accepting import acceptability

        order = None if everywhere else self._order
        box = None if everywhere or order is not None else self._box
        first = self.line if k is None else k
        asked = (draws, seed, box, order, self.year, first, reach, self.level)
        return acceptability(self.score, *asked)

    def drop_one(self, what: What = "measures") -> Dropped:
        """Places with each measure left out in turn, or each pillar.

        Args:
            what: ``"measures"`` or ``"pillars"``.

        Raises:
            InputError: ``what`` is neither.
        """
        from lantoa.sensitivity.dropping import drop_one

        return drop_one(self.score, what, self.year)

    def other_rules(self) -> OtherRules:
        """Places by other normalisations and means."""
        from lantoa.sensitivity.ruling import other_rules

        return other_rules(self.score, self.year)

    def reversal(self) -> Reversal:
        """Whether places of the others change when a subject leaves."""
        from lantoa.sensitivity.reversing import reversal

        return reversal(self.score, self.year)

    def plot(self) -> Any:
        """A thin bar of places for each subject, the present place as a dot."""
        from lantoa.charts.rank_intervals import rank_intervals

        return rank_intervals(self)

    @cached_property
    def _unscored(self) -> tuple[str, ...]:
        return self.score.unscored(self.year)

    def _row(self, subject: str) -> int:
        """The row of a subject that has a score."""
        if subject in self._unscored:
            year = "" if self.year is None else f" in {self.year}"
            raise InputError(f'subject "{subject}" has no score{year}, so it has no place')
        _checks.one_of(subject, self.slate.subjects, what="subject")
        return self.slate.subjects.index(subject)

    def _expect_exact(self) -> None:
        if self._bound is None:
            raise InputError(f"{words(self._why, 'en')} {self.score.rule}")

    def _checked_line(self, line: object) -> int:
        return checked_line(line, len(self.slate.subjects))

    def _heads(self) -> Sequence[str]:
        return showing.heads(self)

    def _all_rows(self) -> Iterable[Sequence[Any]]:
        return showing.rows(self)

    def _numbers(self) -> Sequence[int]:
        return (0, 2, 3, 4)
