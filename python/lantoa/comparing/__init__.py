"""What changed between two results, and because of which row: two dates, offices or plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, overload

import pandas as pd

from lantoa import _checks
from lantoa._frames import Frame, given
from lantoa._printing import html_table, of_frame, text_table
from lantoa._wording import day, said, sign
from lantoa.comparing.causes import BECAUSE, Cause
from lantoa.comparing.following import ids_now
from lantoa.comparing.plans import PlanComparison, compare_plans
from lantoa.comparing.steps import Road
from lantoa.findings import VERDICT
from lantoa.official import watermark

if TYPE_CHECKING:
    from lantoa.comparing.movement import Movement
    from lantoa.evaluating import Evaluation
    from lantoa.ranking.ranked import Ranking
    from lantoa.scoring import Score
    from lantoa.told import Told

__all__ = ["BECAUSE", "Comparison", "PlanComparison", "compare", "compare_plans"]

COLUMNS = ("subject_id", "criterion_id", "was", "now", "because", "table", "file", "sheet", "row")
_OF_ORDERS = {"years": None, "breaks": "all", "top": 10, "names": None}  # what plans do not read
_SHOWN = 60  # changes before a printed table is cut


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """What changed from an earlier result to a later one.

    Its frames are of the later office's kind; it exports its changes as an Arrow stream.

    Attributes:
        changes: A row per changed verdict of a gate or a reported criterion: ``subject_id`` (the
            id now), ``criterion_id``, ``was`` and ``now``, ``because`` (one of ``BECAUSE``), and
            ``table``, ``file``, ``sheet``, ``row`` of the row that made the difference, where one
            did. Who joined or left has one row without a criterion, with the whole verdict.
        subjects: A row per subject of both: ``subject_id``, ``was``, ``now``, and whether it
            ``counted`` as in, under each result's own counting.
        earlier: What is compared with.
        later: What is compared.
    """

    earlier: Evaluation
    later: Evaluation
    _changes: pd.DataFrame
    _subjects: pd.DataFrame

    def _given(self, frame: pd.DataFrame) -> Frame:
        return given(frame, self.later.office.frames)

    @cached_property
    def changes(self) -> Frame:
        """Every change, with what made it."""
        return self._given(self._changes)

    @cached_property
    def subjects(self) -> Frame:
        """Every subject of both, then and now."""
        return self._given(self._subjects)

    @property
    def summary(self) -> Frame:
        """How many verdicts changed which way: ``was, now, because, changes``, most first."""
        keys = ["was", "now", "because"]
        counts = self._changes.groupby(keys, observed=True, dropna=False).size()
        table = counts.rename("changes").reset_index()
        return self._given(
            table.sort_values("changes", ascending=False, kind="stable", ignore_index=True)
        )

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.changes.__arrow_c_stream__(requested_schema)

    @property
    def _lang(self) -> str:
        return self.later.plan.lang

    @property
    def title(self) -> str:
        """What is compared with what."""
        days = [day(result.as_of, self._lang) for result in (self.earlier, self.later)]
        title = said("comparing", "title", self._lang, earlier=days[0], later=days[1])
        marks = dict.fromkeys(watermark(one, self._lang) for one in (self.earlier, self.later))
        return ". ".join([*filter(None, marks), title])

    @property
    def in_short(self) -> str:
        """How many verdicts changed, and how many subjects went in or out."""
        entered = (self._subjects["counted"] & ~self._subjects["was_counted"]).sum()
        left = (~self._subjects["counted"] & self._subjects["was_counted"]).sum()
        return said(
            "comparing",
            "in_short",
            self._lang,
            changes=len(self._changes),
            entered=int(entered),
            left=int(left),
        )

    def _printed(self) -> pd.DataFrame:
        rows = self._changes.head(_SHOWN)
        labels = {one.id: one.label for one in self.later.plan.criteria}
        labels = {one.id: one.label for one in self.earlier.plan.criteria} | labels
        names = ("subject_id", "criterion_id", "was", "now", "because", "place")
        shown = pd.DataFrame(
            {
                "subject_id": rows["subject_id"],
                "criterion_id": rows["criterion_id"].map(labels).fillna("").astype(str),
                "was": rows["was"].astype(object).map(self._verdict),
                "now": rows["now"].astype(object).map(self._verdict),
                "because": [
                    said("comparing", f"because.{one}", self._lang) for one in rows["because"]
                ],
                "place": [_place(row) for row in rows.itertuples()],
            },
            columns=list(names),
        )
        return shown.rename(
            columns={name: said("comparing", f"columns.{name}", self._lang) for name in names}
        )

    def _verdict(self, verdict: object) -> str:
        if not isinstance(verdict, str):
            return ""
        return f"{sign(verdict)} {said('next_steps', f'verdicts.{verdict}', self._lang)}"

    def _cut(self) -> str:
        more = len(self._changes) - _SHOWN
        return said("comparing", "more", self._lang, rows=more) if more > 0 else ""

    def __repr__(self) -> str:
        table = text_table(*of_frame(self._printed())) if len(self._changes) else []
        parts = (self.title, *table, self._cut(), self.in_short)
        return "\n".join(part for part in parts if part)

    def _repr_html_(self) -> str:
        table = html_table(*of_frame(self._printed())) if len(self._changes) else ""
        foot = " ".join(part for part in (self._cut(), self.in_short) if part)
        return f"<p><b>{escape(self.title)}</b></p>{table}<p>{escape(foot)}</p>"


def _place(row: object) -> str:
    file, sheet, number = (getattr(row, name) for name in ("file", "sheet", "row"))
    if pd.isna(number):
        return ""
    return f"{' '.join(part for part in (file, sheet) if part)}:{number}"


@overload
def compare(earlier: Evaluation, later: Evaluation) -> Comparison: ...
@overload
def compare(
    earlier: Score | Ranking | Told,
    later: Score | Ranking | Told | None = None,
    *,
    years: Sequence[int] | None = None,
    breaks: str = "all",
    top: int = 10,
    names: Sequence[str] | None = None,
) -> Movement: ...
def compare(
    earlier: Any,
    later: Any = None,
    *,
    years: Sequence[int] | None = None,
    breaks: str = "all",
    top: int = 10,
    names: Sequence[str] | None = None,
) -> Comparison | Movement:
    """What changed between two results, and why: of a plan, or of scores and places.

    Two results of ``evaluate`` may differ in date, office, plan, or all of it. Units that were
    renamed in between are followed. Where several things differ, the plan is
    changed first, then the office, then the date; a change is put down to the last of them that
    made a difference.

    Of two scores, rankings or opinions the change of every place is parted, in this order: who
    leaves the field; scales that broke; one's own values; those of the others; weights; the rest
    of the rule (another tree of measures is one change with its weights and rule); who joins. The
    parts are places and add up to the change exactly. Another order may give other parts: the
    opposite one is worked out too, and where it differs this is said. Places are never divided by
    each other.

    Args:
        earlier: A result of ``evaluate``, ``score``, ``rank`` or a second opinion.
        later: Another one, of the same track; of a score of several years it may be left out.
        years: Of scores, rankings and opinions: the year of each side, such as ``(2019, 2020)``;
            without it the latest of each.
        breaks: Of scores: ``"all"``: measures whose scale broke in between, declared in a scheme or
            found in the panel, are a part of their own; ``"declared"``; ``"none"``.
        top: Of scores, rankings and opinions: how many first places the overlap is counted in.
        names: Of scores, rankings and opinions: what the two sides are called.

    Returns:
        The changes with what made them, or who moved and why; it prints as a table.

    Raises:
        InputError: The two are of different tracks or kinds, or an option or year is not known.

    Example:
        >>> import lantoa as lt
        >>> office, plan = lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025")
        >>> then, now = (lt.evaluate(office, plan, as_of) for as_of in ("so_ket_2023", "khoa_so"))
        >>> {"new_row", "year_closed"} <= set(compare(then, now).changes["because"])
        True
        >>> score = lt.score(lt.sample_provinces(provinces=20), "provinces", lang="en")
        >>> moved = compare(score, years=(2019, 2020))
        >>> moved.taken
        ('left', 'scale', 'own', 'others', 'joined')
    """
    if hasattr(earlier, "standing"):
        from lantoa.comparing.orders import compare_orders

        return compare_orders(earlier, later, years=years, breaks=breaks, top=top, names=names)
    for result, what in ((earlier, "earlier"), (later, "later")):
        _checks.made_by(result, "track", what=what, maker="evaluate, score or rank")
    _expect_unread(years=years, breaks=breaks, top=top, names=names)
    if earlier.track != later.track:
        tracks = " and ".join(str(one.track or "the main one") for one in (earlier, later))
        raise _checks.InputError(f"two results of one track can be compared, not of {tracks}")
    now = ids_now(earlier, later)
    road = Road(earlier, later, now)
    rows = [
        _row(change.subject, change.criterion, change.was, change.now, change.cause)
        for change in road.changes()
    ]
    rows += [
        _row(subject, None, was, is_now, Cause(because))
        for subject, was, is_now, because in _moves(earlier, later, now)
    ]
    return Comparison(earlier, later, _frame(rows, later), _subjects(earlier, later, now))


def _expect_unread(**options: object) -> None:
    for name, told in options.items():
        usual = _OF_ORDERS[name]
        if type(told) is not type(usual) or told != usual:
            raise _checks.InputError(
                f"{name}: results of a plan are compared as they are; expected scores, rankings or "
                f"opinions to go with {name}"
            )


def _row(
    subject: str, criterion: str | None, was: str | None, now: str | None, cause: Cause
) -> tuple[object, ...]:
    place = (cause.table, cause.file, cause.sheet, cause.row)
    return (subject, criterion, was, now, cause.because, *place)


def _frame(rows: list[tuple[object, ...]], later: Evaluation) -> pd.DataFrame:
    """In the order of the later result's subjects and of the plan's criteria."""
    texts = dict.fromkeys(COLUMNS, "str")
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({**texts, "row": "Int64"})
    for column in ("was", "now"):
        frame[column] = _verdicts(frame[column])
    criteria = {one.id: at for at, one in enumerate(later.plan.criteria)}
    subjects = {name: at for at, name in enumerate(later._judged["subject_id"])}
    order = pd.DataFrame(
        {
            "subject": frame["subject_id"].map(subjects).astype("float64"),
            "id": frame["subject_id"],
            "criterion": frame["criterion_id"].map(criteria).astype("float64"),
        }
    ).sort_values(["subject", "id", "criterion"], kind="stable")
    return frame.loc[order.index].reset_index(drop=True)


def _verdicts(values: pd.Series) -> pd.Series:
    return values.astype(object).astype(VERDICT)


def _moves(
    earlier: Evaluation, later: Evaluation, now: dict[str, str]
) -> list[tuple[str, str | None, str | None, str]]:
    """Who is judged in one of the two only, with the whole verdict there."""
    before = {now[s]: str(v) for s, v in _whole(earlier).items()}
    after = {s: str(v) for s, v in _whole(later).items()}
    joined = [(s, None, verdict, "joined") for s, verdict in after.items() if s not in before]
    return joined + [(s, v, None, "left") for s, v in before.items() if s not in after]


def _whole(result: Evaluation) -> dict[str, str]:
    subjects = result._subjects
    return dict(zip(subjects["subject_id"], subjects["verdict"].astype(str), strict=True))


def _subjects(earlier: Evaluation, later: Evaluation, now: dict[str, str]) -> pd.DataFrame:
    columns = ["subject_id", "verdict", "counted"]
    before = earlier._subjects[columns].rename(columns={"verdict": "was", "counted": "was_counted"})
    before["subject_id"] = before["subject_id"].map(now)
    after = later._subjects[columns].rename(columns={"verdict": "now"})
    return before.merge(after, on="subject_id")[
        ["subject_id", "was", "now", "was_counted", "counted"]
    ]
