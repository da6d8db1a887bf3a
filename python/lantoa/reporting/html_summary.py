"""The first and the last page: how many, on what basis, within which limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lantoa.reporting import privacy, words
from lantoa.reporting.html_page import Block, Cell, Facts, Head, Section, Text, bar
from lantoa.reporting.html_showing import KINDS, VERDICTS, Showing
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


def _counts(show: Showing, kinds: Sequence[str]) -> Block:
    result, lang = show.result, show.lang
    columns = ("subject_kind", "judged", "counted", *VERDICTS)
    heads = [Head(words.said(f"columns.{name}", lang)) for name in columns]
    notes = [show.said("counts.note", counting=words.counting(result))]
    if not show.is_internal:
        notes.append(show.said("counts.hidden", least=privacy.LEAST))
    caption = show.said("counts.caption", gates=words.said(f"counting.{result.gates}", lang))
    return show.table(caption, heads, [_row(show, kind) for kind in kinds], notes=notes)


def _row(show: Showing, kind: str) -> list[Cell]:
    rows = show.of_kind(kind)
    counted = int(rows["counted"].sum())
    return [
        Cell(show.kind(kind)),
        show.count(len(rows)),
        show.count(counted) if show.names_exemplars else show.alone(counted),
        *show.counts(_tally(show, kind)),
    ]


def _tally(show: Showing, kind: str) -> list[int]:
    verdicts = show.of_kind(kind)["strict"]
    return [int((verdicts == verdict).sum()) for verdict in VERDICTS]


def _bar(show: Showing, kind: str) -> Iterator[Block]:
    """A bar of the verdicts; none where a count is hidden, for its width would tell it."""
    counts = _tally(show, kind)
    if show.is_internal or None not in privacy.hidden(counts):
        told = list(zip(VERDICTS, counts, strict=True))
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
