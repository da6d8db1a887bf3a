"""Which places sampling error leaves possible, of counts and of estimates from surveys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lantoa import _checks, _core
from lantoa._checks import InputError
from lantoa._frames import Kind
from lantoa.scoring.packing import measures
from lantoa.scoring.slate import places_of
from lantoa.sensitivity.drawing import number_of, whole_of
from lantoa.sensitivity.rank_sets import RankConfidence

Direction = Literal["more", "less"]
_Counts: TypeAlias = NDArray[np.int64]
_MOST_DRAWS = 10_000_000
_DRAWS, _SEED = 1000, 2025


def rank_confidence(
    frame: Any,
    *,
    subject: str = "subject_id",
    value: str | None = None,
    error: str | None = None,
    counts: str | None = None,
    level: float = 0.95,
    direction: Direction = "more",
    draws: int | None = None,
    seed: int | None = None,
    lang: str = "vi",
) -> RankConfidence:
    """Places that sampling error leaves possible, jointly for everybody.

    Of survey estimates and of counts only: what is known without error needs no such set, and
    other weights or rules are no sampling error. A subject without a number is left out.

    Args:
        frame: A frame of any kind, a row per subject.
        subject: The column of the subjects.
        value, error: The columns of estimates and their standard errors, independent and normal.
        counts: Instead of these the column of counts of one sample, split by subject.
        level: With which all sets hold at once, above 0.5 and below 1.
        direction: ``"more"`` or ``"less"`` is better.
        draws, seed: Of the simulation that gives the critical value, without them 1,000 and 2025;
            counts need none and take none.
        lang: ``"vi"`` or ``"en"``.

    Raises:
        InputError: A column is absent or no number, an error is negative, a count is no whole
            number from 0, a subject is there twice, or an argument is out of range.

    References:
        M. Mogstad, J. Romano, A. Shaikh and D. Wilhelm, "Inference for ranks with applications to
        mobility across neighbourhoods and academic achievement across countries", Review of
        Economic Studies 91 (2024); S. Bazylik, M. Mogstad, J. Romano, A. Shaikh and D. Wilhelm,
        "Finite- and large-sample inference for ranks using multinomial data" (2021).

    Example:
        >>> import pandas as pd
        >>> votes = pd.DataFrame({"subject_id": list("ABC"), "votes": [1, 9, 23]})
        >>> found = rank_confidence(votes, counts="votes", lang="en")
        >>> found.frame[["subject_id", "place", "best", "worst"]].to_numpy().tolist()
        [['C', 1, 1, 2], ['B', 2, 1, 3], ['A', 3, 2, 3]]
    """
    _checks.one_of(lang, ["vi", "en"], what="lang")
    _checks.one_of(direction, ["more", "less"], what="direction")
    if (counts is None) == (value is None) or (value is None) != (error is None):
        raise InputError("expected value and error, columns of estimates, or counts, one column")
    _expect_no_simulation(counts, draws, seed)
    level = number_of(level, "level")
    if not 0.5 < level < 1:
        raise InputError(
            f"level: expected a share above 0.5 and below 1, such as 0.95, not {level:g}"
        )
    columns = [one for one in (counts, value, error) if one is not None]
    kind, ids, table, left = _read(frame, subject, columns)
    simulations = None
    if counts is not None:
        sets = _core.count_sets(_counts(table[:, 0], ids, counts), level)
    else:
        _expect_errors(table[:, 1], ids, str(error))
        simulations = whole_of(_DRAWS if draws is None else draws, "draws", 1, _MOST_DRAWS)
        seed = whole_of(_SEED if seed is None else seed, "seed", 0, 2**64 - 1)
        values, errors = (np.ascontiguousarray(column) for column in table.T)
        sets = _core.estimate_sets(values, errors, level, simulations, seed)
    return RankConfidence(
        _frame=_frame(ids, table, sets, less=direction == "less"),
        _kind=kind,
        level=level,
        draws=simulations,
        seed=seed,
        critical=sets.critical,
        undecided=sets.undecided,
        left_out=left,
        _subject=subject,
        _lang=lang,
    )


def _expect_no_simulation(counts: str | None, draws: object, seed: object) -> None:
    """Refuse numbers of a simulation that the exact test of counts would not run."""
    for name, found in (("draws", draws), ("seed", seed)):
        if counts is not None and found is not None:
            raise InputError(
                f"{name}: counts are tested exactly, without draws; expected none, not {found!r}"
            )


def _read(
    frame: Any, subject: str, columns: Sequence[str]
) -> tuple[Kind, NDArray[np.object_], NDArray[np.float64], tuple[str, ...]]:
    """The kind of frame, ids in order, their numbers, and who lacks one."""
    found = measures(frame, subject=subject, names=columns)
    if len(found.years) > 1:
        raise InputError(
            f"frame: it has {len(found.years)} years; expected one, such as the rows of "
            f"{found.years[-1]}"
        )
    ids = found._subjects
    table = np.column_stack([found.values(name) for name in columns])
    order = np.argsort(ids.astype(str), kind="stable")
    ids, table = ids[order], table[order]
    there = ~np.isnan(table).any(axis=1)
    if not there.any():
        raise InputError(f"frame: no row has a number in {_checks.listed(columns)}")
    if there.sum() > _core.MOST_RANKED:
        raise InputError(
            f"frame: sets of at most {_core.MOST_RANKED} subjects at once, not {there.sum()}; "
            "expected those that are to be told apart"
        )
    return found.kind, ids[there], table[there], tuple(ids[~there].tolist())


def _counts(column: NDArray[np.float64], ids: NDArray[np.object_], name: str) -> _Counts:
    wrong = ~((column >= 0) & (column <= _core.MOST_COUNTED) & (column == np.floor(column)))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise InputError(
            f'subject "{ids[at]}", column "{name}": {column[at]:g} is no count; expected a whole '
            "number from 0 to 2^50"
        )
    return column.astype(np.int64)


def _expect_errors(column: NDArray[np.float64], ids: NDArray[np.object_], name: str) -> None:
    if (column < 0).any():
        at = int(np.flatnonzero(column < 0)[0])
        raise InputError(
            f'subject "{ids[at]}", column "{name}": a standard error is 0 or more, not {column[at]:g}'
        )


def _frame(
    ids: NDArray[np.object_], table: NDArray[np.float64], sets: _core.RankSets, *, less: bool
) -> pd.DataFrame:
    n, value = len(ids), table[:, 0]
    keys = np.unique(-value if less else value, return_inverse=True)[1].astype(np.int64)
    best, worst = sets.best.astype(np.int64), sets.worst.astype(np.int64)
    if less:  # who is told apart is the same, seen from the other end
        best, worst = n + 1 - worst, n + 1 - best
    error = {} if table.shape[1] == 1 else {"error": table[:, 1]}
    columns = {"place": places_of(keys), "best": best, "worst": worst}
    found = pd.DataFrame({"subject_id": ids, "value": value} | error | columns)
    return found.sort_values(["place", "subject_id"], ignore_index=True)
