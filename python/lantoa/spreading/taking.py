"""Who took up which practice: the register of adoptions, with what cannot be so listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa.spreading.circle import Circle
from lantoa.spreading.finding import Findings
from lantoa.spreading.periods import Days
from lantoa.spreading.practices import Practice
from lantoa.spreading.registers import Register


@dataclass(frozen=True, eq=False)
class Taken:
    """The k spells of one practice that can be so, sorted by subject and first day.

    Attributes:
        row: k rows of the register.
        subject: k codes.
        started: k first days.
        ended: k last days, none where it was kept or not seen to end.
        verified: k days of verification, none where there is none.
        source: k ids of whom it is said to come from, ``""`` where nobody is named.
        undated: Codes of subjects who took it up on a day that nobody can say.
    """

    row: NDArray[np.intp]
    subject: NDArray[np.int32]
    started: Days
    ended: Days
    verified: Days
    source: NDArray[np.object_]
    undated: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.subject)


def taken_up(
    register: Register,
    rows: NDArray[np.intp],
    practice: Practice,
    circle: Circle,
    last: np.datetime64,
    findings: Findings,
) -> Taken:
    """The spells of a practice among the subjects of a circle.

    Args:
        register: The adoptions.
        rows: Those of the practice.
        practice: Whose exemplar takes nothing up from itself.
        circle: Who could.
        last: The day on which everything ends.
        findings: Where what cannot be so is listed.
    """
    ids = register.ids("subject_id")[rows]
    codes = circle.codes(ids)
    gone, other = (
        np.array([one in others for one in ids], bool) for others in (circle.gone, circle.others)
    )
    for kind, wrong in (
        ("own_exemplar", ids == practice.exemplar),
        ("never_there", gone),
        ("other_kind", other & ~gone & (codes < 0) & (ids != practice.exemplar)),
    ):
        findings.add(kind, register, rows[wrong], "subject_id")
    kept = (codes >= 0) & (ids != practice.exemplar)
    rows, codes = rows[kept], codes[kept]
    eligible = practice.eligible[codes]
    findings.add("not_eligible", register, rows[~eligible], "subject_id")
    return _dated(register, rows[eligible], codes[eligible], circle, last, findings)


def _dated(
    register: Register,
    rows: NDArray[np.intp],
    subject: NDArray[np.int32],
    circle: Circle,
    last: np.datetime64,
    findings: Findings,
) -> Taken:
    """Without those on a day on which they cannot have been, or nobody looked."""
    started = register.days("started_on")[rows]
    blank, early = np.isnat(started), started < circle.opened[subject]
    left = started > circle.closed[subject]
    unseen = ~left & (started > circle.followed[subject]) & (started <= last)
    later = ~left & (started > last)
    for kind, wrong in (
        ("undated", blank),
        ("before_there", early),
        ("before_followed", ~(blank | early) & (started < circle.begun)),
        ("after_left", left),
        ("after_followed", unseen),
        ("after_last", later),
    ):
        findings.add(kind, register, rows[wrong], "started_on")
    known = ~(blank | early | left | unseen | later)
    undated = np.setdiff1d(subject[blank | early], subject[known]).astype(np.int32)
    return _spells(register, rows[known], subject[known], undated, circle, findings)


def _spells(
    register: Register,
    rows: NDArray[np.intp],
    subject: NDArray[np.int32],
    undated: NDArray[np.int32],
    circle: Circle,
    findings: Findings,
) -> Taken:
    started, ended, verified = (
        register.days(name)[rows] for name in ("started_on", "ended_on", "verified_on")
    )
    source = register.ids("source_id")[rows]
    own = source == circle.ids[subject]
    for kind, wrong, column in (
        ("ended_first", ended < started, "ended_on"),
        ("verified_first", verified < started, "verified_on"),
        ("own_source", own, "source_id"),
    ):
        findings.add(kind, register, rows[wrong], column)
    until = circle.last[subject]
    ended = np.where((ended < started) | (ended > until), np.datetime64("NaT"), ended)
    never = (verified < started) | (verified > until)
    verified = np.where(never, np.datetime64("NaT"), verified)
    frame = pd.DataFrame(
        {"row": rows, "subject": subject, "started": started, "ended": ended,
         "verified": verified, "source": np.where(own, "", source)}
    )  # fmt: skip
    frame = frame.sort_values(["subject", "started", "ended", "source", "row"], ignore_index=True)
    return _merged(frame, undated, register, findings)


def _merged(
    frame: pd.DataFrame, undated: NDArray[np.int32], register: Register, findings: Findings
) -> Taken:
    """Spells of a subject that overlap are one; each is listed."""
    endless = np.datetime64("9999-12-31", "D")
    started = frame["started"].to_numpy("M8[s]").astype("M8[D]")
    ended = frame["ended"].to_numpy("M8[s]").astype("M8[D]")
    ends = pd.Series(np.where(np.isnat(ended), endless, ended).astype(np.int64))
    reached = ends.groupby(frame["subject"]).cummax().to_numpy()
    same = np.zeros(len(frame), bool)
    same[1:] = (frame["subject"].to_numpy()[1:] == frame["subject"].to_numpy()[:-1]) & (
        started.astype(np.int64)[1:] <= reached[:-1]
    )
    twice = same.copy()
    twice[1:] &= started[1:] == started[:-1]
    findings.add("twice", register, frame["row"].to_numpy()[twice], "started_on")
    findings.add("overlap", register, frame["row"].to_numpy()[same & ~twice], "started_on")
    spell = np.cumsum(~same) - 1
    first = np.flatnonzero(~same)
    until = pd.Series(ends).groupby(spell).max().to_numpy()
    days = frame["verified"].groupby(spell).min().to_numpy("M8[s]").astype("M8[D]")
    source = frame["source"].replace("", None).groupby(spell).first().fillna("")
    return Taken(
        row=frame["row"].to_numpy(np.intp)[first],
        subject=frame["subject"].to_numpy(np.int32)[first],
        started=started[first],
        ended=np.where(
            until == endless.astype(np.int64), np.datetime64("NaT"), until.astype("M8[D]")
        ),
        verified=days,
        source=source.to_numpy(object),
        undated=undated,
    )
