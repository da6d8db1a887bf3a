"""A point table on paper: its items, rules, gaps and assumptions as frames, and in print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from lantoa._printing import html_table, of_frame, text_table
from lantoa.tallying import words
from lantoa.tallying.layout import Layout, evidence_of
from lantoa.tallying.model import Steps
from lantoa.tallying.packing import Packer, worth
from lantoa.tallying.spans import Span, exact, span_of

if TYPE_CHECKING:
    from lantoa.tallying.table import PointTable


def frame(rows: Sequence[dict[str, Any]], types: dict[str, str]) -> pd.DataFrame:
    """Rows as a frame of given columns and types, also where there are none."""
    cells: Any = pd.array  # which kind it makes is known from its text only
    return pd.DataFrame(
        {name: cells([row[name] for row in rows], kind) for name, kind in types.items()}
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def items(table: PointTable) -> pd.DataFrame:
    """The answer of ``PointTable.items``, in pandas."""
    lang, floor = table.lang, table.layout.file.table.floor
    rows = [
        {
            "item": item.id,
            "group": item.group,
            "label": getattr(item, lang),
            "base": _number(item.base),
            "worth": _number(worth(item)),
            "cap": _number(item.cap),
            "floor": _number(floor if item.floor is None else item.floor),
            "least": _number(item.clamp.least if item.clamp else None),
            "most": _number(item.clamp.most if item.clamp else None),
            "status": item.status,
        }
        for item in table.layout.file.item
    ]
    texts = dict.fromkeys(("item", "group", "label"), "str")
    numbers = dict.fromkeys(("base", "worth", "cap", "floor", "least", "most"), "Float64")
    return frame(rows, {**texts, **numbers, "status": "str"})


def rules(table: PointTable) -> pd.DataFrame:
    """The answer of ``PointTable.rules``, in pandas."""
    rows = [
        {
            "rule": rule.id,
            "item": item.id,
            "kind": rule.kind,
            "label": getattr(rule, table.lang),
            "evidence": evidence_of(rule),
            "cap": _number(getattr(rule, "cap", None)),
            "status": rule.status,
        }
        for item, rule in table.layout.rules
    ]
    texts = dict.fromkeys(("rule", "item", "kind", "label", "evidence"), "str")
    return frame(rows, {**texts, "cap": "Float64", "status": "str"})


def evidence(table: PointTable) -> pd.DataFrame:
    """The answer of ``PointTable.evidence``, in pandas."""
    default = table.layout.file.table.no_row
    rows = [
        {
            "id": one.id,
            "kind": one.kind,
            "label": getattr(one, table.lang),
            "made_of": " / ".join(one.share_of) if one.share_of else None,
            "no_row": one.no_row or ("unknown" if one.kind == "share" else default),
        }
        for one in table.layout.evidence.values()
    ]
    return frame(rows, dict.fromkeys(("id", "kind", "label", "made_of", "no_row"), "str"))


def gaps(table: PointTable) -> pd.DataFrame:
    """The answer of ``PointTable.gaps``, in pandas."""
    rows = [*_holes(table), *_sums(table)]
    for gap in table.layout.file.gap:
        rows.append({"at": gap.at, "kind": "published", "says": getattr(gap, table.lang)})
    return frame(rows, dict.fromkeys(("at", "kind", "says"), "str"))


def _holes(table: PointTable) -> Iterator[dict[str, str]]:
    packer = Packer(table.layout)
    for _, rule in table.layout.rules:
        if not isinstance(rule, Steps) or rule.otherwise is not None:
            continue
        for part, name in ((rule.bands, rule.evidence), (rule.rows, rule.by)):
            if not name:
                continue
            one = table.layout.evidence[name]
            for hole, _, _ in packer.holes(name, [span_of(band) for band in part]):
                told = {"evidence": getattr(one, table.lang), "span": _said(hole, one.kind, table)}
                says = table._said("gaps.no_band", **told)
                yield {"at": rule.id, "kind": "no_band", "says": says}


def _said(hole: Span, kind: str, table: PointTable) -> str:
    return words.span(hole, kind, table.lang)


def _sums(table: PointTable) -> Iterator[dict[str, str]]:
    summed = worth_of_groups(table.layout)
    for group in table.layout.groups:
        if group.points is None or exact(group.points) == summed[group.id]:
            continue
        told = {
            "group": group.id,
            "stated": words.number(exact(group.points), table.lang),
            "summed": words.number(summed[group.id], table.lang),
        }
        yield {"at": group.id, "kind": "sum", "says": table._said("gaps.sum", **told)}


def worth_of_groups(layout: Layout) -> dict[str, Fraction]:
    """What the items of each group are worth together, those of groups inside it included."""
    summed = {group.id: Fraction(0) for group in layout.groups}
    for item in layout.file.item:
        if item.group is not None:
            summed[item.group] += exact(worth(item))
    for group in reversed(layout.groups):
        if group.inside is not None:
            summed[group.inside] += summed[group.id]
    return summed


def assumptions(table: PointTable) -> pd.DataFrame:
    """The answer of ``PointTable.assumptions``, in pandas."""
    rows = [
        {
            "id": one.id,
            "says": getattr(one, table.lang),
            "parameter": one.parameter,
            "status": "assumption",
        }
        for one in table.layout.file.assumption
    ]
    return frame(rows, dict.fromkeys(("id", "says", "parameter", "status"), "str"))


def _heading(table: PointTable) -> list[str]:
    layout = table.layout
    told = {
        "title": table.title,
        "source": layout.file.table.source,
        "points": words.number(exact(table.points), table.lang),
        "items": len(layout.file.item),
        "rules": len(layout.rules),
        "scale": table.scale,
    }
    counts = {"gaps": len(gaps(table)), "assumptions": len(layout.file.assumption)}
    return [table._said("print.table", **told), table._said("print.table_gaps", **counts)]


def _rows(table: PointTable) -> tuple[list[str], list[list[str]]]:
    mark = table._said("marks.assumption")
    heads = [table._said(f"columns.{name}") for name in ("item", "base", "rule")]
    rows = []
    for item in table.layout.file.item:
        base = words.number(exact(worth(item)), table.lang)
        rows.append([item.id, base, getattr(item, table.lang)])
        for rule in item.rules:
            marked = f" [{mark}]" if rule.status == "assumption" else ""
            rows.append(["", "", f"{rule.id}  {getattr(rule, table.lang)}{marked}"])
    return heads, rows


def as_text(table: PointTable) -> str:
    """The table in columns, each item over its rules."""
    heads, rows = _rows(table)
    return "\n".join([*_heading(table), "", *text_table(heads, rows, numbers=[1])])


def as_html(table: PointTable) -> str:
    """The table for a notebook, its gaps below."""
    heads, rows = _rows(table)
    top = "<br>".join(escape(line) for line in _heading(table))
    below = html_table(*of_frame(gaps(table)))
    return f"<p>{top}</p>{html_table(heads, rows, numbers=[1])}{below}"
