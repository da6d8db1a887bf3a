"""Who is a step from an honour, beside who is emerging."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.trends.panel import Panel


def steps_to_go(near: Any, panel: Panel) -> list[int | None]:
    """How many gates each subject is away from counting as in, None where it is not near.

    Raises:
        InputError: It is no evaluation, or it is about others.
    """
    _checks.made_by(near, "near", what="near", maker="lantoa.evaluate")
    frame = nw.from_native(near.near(), eager_only=True)
    found = dict(zip(frame["subject_id"].to_list(), frame["steps"].to_list(), strict=True))
    judged = nw.from_native(near.subjects, eager_only=True)["subject_id"].to_list()
    if judged and not set(judged) & set(panel.subjects):
        raise InputError(
            f'near: it judges others, such as "{judged[0]}"; expected an evaluation of the same '
            f'subjects, such as "{panel.subjects[0]}"'
        )
    return [None if one not in found else int(found[one]) for one in panel.subjects]
