"""The first and the last page: how many, on what basis, within which limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lantoa.ranking import SubjectKind
from lantoa.reporting import words
from lantoa.reporting.html_listed import in_order
from lantoa.reporting.html_page import Block, Cell, Facts, Head, Section, Text, bar
from lantoa.reporting.html_showing import KINDS, VERDICTS, Showing
from lantoa.reporting.pace import STATES
from lantoa.reporting.summarising import facts

_FIRST = ("as_of", "counting", "closed")


def summary(show: Showing) -> Section:
    """Day, counting, closed years; how many of each kind have each verdict."""
    told = facts(show.result)
    first = [words.said(f"summary.{name}", show.lang) for name in _FIRST]
    blocks: list[Block] = [Facts([(label, told[label]) for label in first])]
    kinds = [kind for kind in KINDS if len(show.of_kind(kind))]
    blocks.append(_counts(show, kinds))
    blocks += [one for kind in kinds for one in _bar(show, kind)]
    return Section("tom-tat", show.said("sections.summary"), blocks)


def _counts(show: Showing, kinds: Sequence[SubjectKind]) -> Block:
    result, lang = show.result, show.lang
    columns = ["subject_kind", "judged", *["counted"] * _tells_listed(show)]
    heads = [Head(words.said(f"columns.{name}", lang)) for name in columns]
    if show.is_internal:
        heads += [Head(words.said(f"columns.{name}", lang)) for name in VERDICTS]
    else:
        heads += show.heads(*(f"counts.{name}" for name in STATES))
    notes = [show.said("counts.note", counting=words.counting(result))]
    if not show.is_internal:
        notes.append(show.said("counts.hidden", least=show.least))
    caption = show.said("counts.caption", gates=words.said(f"counting.{result.gates}", lang))
    return show.table(caption, heads, [_row(show, kind) for kind in kinds], notes=notes)


def _tells_listed(show: Showing) -> bool:
    """Before the proposal nobody is listed, and the number would tell of one that is hidden."""
    return show.is_internal or show.names_exemplars


def _row(show: Showing, kind: SubjectKind) -> list[Cell]:
    judged, *states = show.pace.of_kind(kind)
    listed = [len(in_order(show, kind))] if _tells_listed(show) else []
    parts = _tally(show, kind) if show.is_internal else states
    return [Cell(show.kind(kind)), *map(show.count, [judged, *listed, *parts])]


def _tally(show: Showing, kind: SubjectKind) -> list[int]:
    verdicts = show.of_kind(kind)["strict"]
    return [int((verdicts == verdict).sum()) for verdict in VERDICTS]


def _bar(show: Showing, kind: SubjectKind) -> Iterator[Block]:
    """A bar of the verdicts; before a wide audience none, for its widths tell small numbers."""
    if show.is_internal:
        told = list(zip(VERDICTS, _tally(show, kind), strict=True))
        parts = ", ".join(f"{words.verdict(one, show.lang)} {count}" for one, count in told)
        title = show.said("counts.chart", kind=show.kind(kind), parts=parts)
        yield bar(title, show.kind(kind), told)


def basis(show: Showing) -> Section:
    """Plan and data with their fingerprints, the engine, and what the report is not."""
    blocks: list[Block] = [Facts(list(facts(show.result).items()))]
    lines = [show.said(f"page.{name}") for name in ("people_decide", "assumed")]
    lines += [show.said(f"basis.{name}") for name in ("again", "privacy")]
    blocks.append(Text(lines))
    return Section("can-cu", show.said("sections.basis"), blocks)
