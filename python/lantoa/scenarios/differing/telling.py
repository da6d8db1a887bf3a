"""What a change does, in one or a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lantoa._wording import said
from lantoa.told import NAMED

if TYPE_CHECKING:
    import pandas as pd

    from lantoa.scenarios.differing.what_if import WhatIf

_CRITERIA = 4  # labels in a sentence before it is cut


def sentence(found: WhatIf) -> str:
    """Who comes in and who goes out, and through what; whatever else changes, in numbers."""
    lang = found.lang
    entering = [*_moved(found, "gained"), *_moved(found, "lost")]
    rest = list(_rest(found))
    if not entering and not rest:
        return said("what_if", "says.nothing", lang)
    return " ".join([*(entering or [said("what_if", "says.same_list", lang)]), *rest])


def _moved(found: WhatIf, which: str) -> Iterator[str]:
    frame: pd.DataFrame = found._table(which)
    if len(frame):
        names = frame["through"].str.split(", ").explode()
        criteria = [name for name in found._labels if name in set(names)]
        who = _who(frame, found.lang) + _through(found, criteria)
        yield said("what_if", f"says.{which}", found.lang, who=who)


def _through(found: WhatIf, criteria: Sequence[str]) -> str:
    if not criteria:
        return ""
    labels = [found._labels[name] for name in criteria[:_CRITERIA]]
    told = "; ".join([*labels, *(["…"] if len(criteria) > _CRITERIA else [])])
    return said("what_if", "says.through", found.lang, criteria=told)


def _who(frame: pd.DataFrame, lang: str) -> str:
    """How many units and people, with the first of their ids."""
    parts = []
    for kind, word in (("unit", "units"), ("person", "people")):
        ids = frame.loc[frame["subject_kind"] == kind, "subject_id"]
        if len(ids):
            which = f"who.{word}_one" if len(ids) == 1 else f"who.{word}"
            parts.append(said("what_if", which, lang, count=len(ids), ids=named(list(ids), lang)))
    return ", ".join(parts)


def named(ids: Sequence[str], lang: str) -> str:
    """Ids in a sentence, cut after a few."""
    shown, more = ", ".join(ids[:NAMED]), len(ids) - NAMED
    return said("what_if", "who.more", lang, ids=shown, more=more) if more > 0 else shown


def _rest(found: WhatIf) -> Iterator[str]:
    lang, table = found.lang, found._table
    if len(table("lines")):
        who = table("lines").drop_duplicates("subject_id")
        yield said("what_if", "says.lines", lang, who=_who(who, lang))
    displaced = table("lines")[table("lines")["displaced_by"] != ""]
    if len(displaced):
        pairs = displaced[["subject_id", "displaced_by"]].to_numpy().tolist()
        told = [f"{who} ({named(by.split(', '), lang)})" for who, by in pairs]
        yield said("what_if", "says.displaced", lang, who=named(told, lang))
    quotas = table("quotas")
    other = quotas[quotas["seats_was"].fillna(-1) != quotas["seats_now"].fillna(-1)]
    if len(other):
        yield said("what_if", "says.seats", lang, groups=_seats(other, found))
    alone = table("uncovered")
    lost = list(alone.loc[alone["change"] == "loses_last", "unit_id"])
    if lost:
        yield said("what_if", "says.uncovered", lang, units=named(lost, lang))
    for name in ("verdicts", "places"):
        count = int(found._frame[name].fillna(0).sum())
        if count:
            yield said("what_if", f"says.{name}", lang, count=count)
    subjects = table("points")["subject_id"].nunique()
    if subjects:
        yield said("what_if", "says.points", lang, count=subjects)


def _seats(quotas: pd.DataFrame, found: WhatIf) -> str:
    """The groups whose seats change, with the number before and after."""
    told = found._words.table("quotas", quotas)
    names = [found._words.heading(one) for one in ("group", "seats_was", "seats_now")]
    rows = told[names].to_numpy().tolist()
    texts = [f"{group} {_number(was)} → {_number(now)}" for group, was, now in rows]
    return named(texts, found.lang)


def _number(seats: int | None) -> str:
    return "–" if seats is None else str(seats)
