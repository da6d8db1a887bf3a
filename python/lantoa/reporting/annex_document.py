"""The internal annex: why somebody is not listed, and, where it is restricted, the particulars."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lantoa._wording import day
from lantoa.explaining.wordings import Words
from lantoa.findings import names_of
from lantoa.nearing import in_force, in_the_way
from lantoa.reporting import words
from lantoa.reporting.dossier import Dossier, Row, day_of
from lantoa.reporting.list_document import fingerprints, watermark
from lantoa.reporting.material import Material
from lantoa.reporting.typeset import Block, Column, Table, Text, heading

_WORST_FIRST = ("failed", "unknown", "open")


def annex_document(material: Material) -> Iterator[Block]:
    """The blocks of the annex."""
    yield from watermark(material)
    yield Text(material.said("notices.internal"), bold=True)
    if material.restricted:
        yield Text(material.said("notices.restricted"), bold=True)
    yield Text(material.basis)
    yield heading(f"I. {material.said('parts.reasons')}")
    yield from _reasons(material)
    yield heading(f"II. {material.said('parts.out')}")
    yield from _out(material)
    if material.restricted:
        yield heading(f"III. {material.said('parts.discipline')}")
        yield from _discipline(material)
        yield heading(f"IV. {material.said('parts.unrated')}")
        yield from _unrated(material)
    yield Text(material.said("notices.acclaim"))
    yield fingerprints(material)


def _reasons(material: Material) -> Iterator[Block]:
    """Who was judged and is not listed, with what keeps them out, the worst first."""
    said, reasons = material.said, _in_the_way(material)
    out = material.pace.subjects[~material.result._counted]
    out = out[["subject_id", "subject_kind", "unit_id", "verdict"]]
    rows = [
        [material.names[who], material.names[unit] if kind == "person" and isinstance(unit, str) else "",
         words.verdict(str(verdict), material.lang), "\n".join(reasons.get(who, ()))]
        for who, kind, unit, verdict in out.itertuples(index=False)
    ]  # fmt: skip
    if not rows:
        yield Text(said("annex.nobody"))
        return
    widths = {"subject": 34, "unit": 28, "verdict": 22, "reasons": 81}
    columns = [Column(said(f"annex.{name}"), width) for name, width in widths.items()]
    yield Table(columns, rows, size=11)


def _in_the_way(material: Material) -> dict[str, list[str]]:
    """Subject to a line per verdict with the gates that keep it out, in the order of the plan.

    Discipline shows as its clause and no more.
    """
    result = material.result
    gates, flags = in_the_way(result)
    told = [material.gate(gate) for gate in gates]
    bits = in_force(result)[1]
    verdicts = np.column_stack(
        [names_of(np.ascontiguousarray(one), provisional=False) for one in bits.T]
    )
    found: dict[str, list[str]] = {}
    for at, who in enumerate(result._judged["subject_id"]):
        for verdict in _WORST_FIRST:
            of = np.flatnonzero(flags[at] & (verdicts[at] == verdict)).tolist()
            if of:
                lines = found.setdefault(who, [])
                label = words.verdict(verdict, material.lang)
                lines.append(f"{label}: {'; '.join(told[one] for one in of)}.")
    return found


def _out(material: Material) -> Iterator[Block]:
    """Who was not judged, and why."""
    columns = material.result._out_of_scope[["subject_id", "reason"]].itertuples(index=False)
    rows = [
        [material.names[who], words.said(f"reasons.{why}", material.lang)] for who, why in columns
    ]
    yield from _table(material, {"subject": 75, "reasons": 90}, rows)


def _discipline(material: Material) -> Iterator[Block]:
    register = material.result.office.tables.get("discipline")
    rows = []
    if register is not None:
        frame = register.frame.astype(object)
        seen = frame.where(frame.notna(), None).to_dict("records")
        rows = [_act(material, row) for row in seen if _is_seen(material, row)]
    widths = {"subject": 55, "kind": 60, "decision": 50}
    yield from _table(material, widths, rows)


def _is_seen(material: Material, row: Row) -> bool:
    decided = day_of(row)
    return decided is None or decided <= material.result.as_of


def _act(material: Material, row: Row) -> list[str]:
    """Whose decision, of which kind and form, its number and day, and whether it still stands."""
    decided, annulled, lang = day_of(row), row["annulled_on"], material.lang
    kinds = (
        _label(material, "discipline_kinds", row["kind"]),
        _label(material, "discipline_forms", row["form"]),
    )
    told = [str(row["decision_no"] or "?"), day(decided, lang) if decided else "?"]
    if annulled is not None and annulled.date() <= material.result.as_of:
        told.append(material.said("annex.annulled", day=day(annulled.date(), lang)))
    return [material.names[str(row["person_id"])], ", ".join(kinds), ", ".join(told)]


def _label(material: Material, codes: str, code: object) -> str:
    return "?" if code is None else Words.of(material.lang).label(codes, str(code))


def _unrated(material: Material) -> Iterator[Block]:
    """Whose year was not rated as of the day, and why."""
    register = material.result.office.tables.get("ratings")
    rows = []
    if register is not None:
        frame = register.frame
        told = frame["subject_id"][frame["rating"].isna() & frame["reason_unrated"].notna()]
        dossier = Dossier(material.result, sorted(set(told.astype(str))))
        for who in dossier.subjects:
            for row in dossier.rows(who, "ratings"):
                if row["rating"] is None and row["reason_unrated"] is not None:
                    reason = _label(material, "reasons", row["reason_unrated"])
                    rows.append([material.names[who], str(row["year"]), reason])
    widths = {"subject": 75, "year": 20, "reason_unrated": 70}
    yield from _table(material, widths, rows)


def _table(material: Material, widths: dict[str, int], rows: list[list[str]]) -> Iterator[Block]:
    if not rows:
        yield Text(material.said("annex.none"))
        return
    columns = [Column(material.said(f"annex.{name}"), width) for name, width in widths.items()]
    yield Table(columns, rows, size=12)
