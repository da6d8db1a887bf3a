"""The internal annex: why somebody is not listed, and, where it is restricted, the particulars."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.intake.vocabulary import shown_label
from lantoa.nearing import in_force
from lantoa.reporting import words
from lantoa.reporting.dossier import day_of
from lantoa.reporting.list_document import fingerprints
from lantoa.reporting.material import Material
from lantoa.reporting.typeset import Block, Column, Table, Text, heading

Gates = dict[tuple[str, str], list[str]]
_WORST_FIRST = ("failed", "unknown", "open")


def annex_document(material: Material) -> Iterator[Block]:
    """The blocks of the annex."""
    yield Text(material.said("notices.internal"), bold=True)
    yield Text(material.basis)
    yield heading(f"I. {material.said('parts.reasons')}")
    yield from _reasons(material)
    if material.restricted:
        yield heading(f"II. {material.said('parts.discipline')}")
        yield from _discipline(material)
        yield heading(f"III. {material.said('parts.unrated')}")
        yield from _unrated(material)
    yield Text(material.said("notices.acclaim"))
    yield fingerprints(material)


def _reasons(material: Material) -> Iterator[Block]:
    """Who was judged and is not listed: the gates in force that are not met, the worst first."""
    said = material.said
    out = material.pace.subjects[~material.result._counted]
    gates = _gates(material)
    rows = [
        [material.names[who], material.names[unit] if isinstance(unit, str) else "",
         words.verdict(str(verdict), material.lang), "\n".join(_of(material, gates, who))]
        for who, unit, verdict in zip(out["subject_id"], out["unit_id"], out["verdict"], strict=True)
    ]  # fmt: skip
    if not rows:
        yield Text(said("annex.nobody"))
        return
    widths = {"subject": 34, "unit": 30, "verdict": 24, "reasons": 77}
    columns = [Column(said(f"annex.{name}"), width) for name, width in widths.items()]
    yield Table(columns, rows, size=11)


def _of(material: Material, gates: Gates, who: str) -> Iterator[str]:
    """A line per gate that is not met; discipline shows as its clause and no more."""
    for verdict in _WORST_FIRST:
        for name in gates.get((who, verdict), ()):
            criterion = material.result.plan.criterion(name)
            told = {
                "verdict": words.verdict(verdict, material.lang),
                "clause": criterion.clause or name,
            }
            yield material.said("annex.reason", criterion=criterion.label, **told)


def _gates(material: Material) -> Gates:
    """Subject and verdict to the gates in force, in the order of the plan."""
    subjects, names = material.result._subjects, set(in_force(material.result)[0])
    found: Gates = {}
    for verdict in _WORST_FIRST:
        for who, gates in zip(subjects["subject_id"], subjects[f"{verdict}_on"], strict=True):
            found[who, verdict] = [one for one in str(gates).split(", ") if one in names]
    return found


def _discipline(material: Material) -> Iterator[Block]:
    register = material.result.office.tables.get("discipline")
    rows = []
    if register is not None:
        frame = register.frame.astype(object)
        for row in frame.where(frame.notna(), None).to_dict("records"):
            day = day_of(row)
            kinds = (
                _label(row["kind"], "discipline_kinds"),
                _label(row["form"], "discipline_forms"),
            )
            decision = (str(row["decision_no"] or "?"), f"{day:%d/%m/%Y}" if day else "?")
            if day is None or day <= material.result.as_of:
                rows.append(
                    [material.names[str(row["person_id"])], ", ".join(kinds), ", ".join(decision)]
                )
    widths = {"subject": 55, "kind": 60, "decision": 50}
    yield from _table(material, widths, rows)


def _label(code: object, codes: str) -> str:
    return "?" if code is None else shown_label(str(code), codes)


def _unrated(material: Material) -> Iterator[Block]:
    register = material.result.office.tables.get("ratings")
    rows = []
    if register is not None:
        frame = register.frame
        told = frame[frame["rating"].isna() & frame["reason_unrated"].notna()]
        for who, year, reason in zip(
            told["subject_id"], told["year"], told["reason_unrated"], strict=True
        ):
            rows.append([material.names[str(who)], str(year), _label(reason, "reasons")])
    widths = {"subject": 75, "year": 20, "reason_unrated": 70}
    yield from _table(material, widths, sorted(rows))


def _table(material: Material, widths: dict[str, int], rows: list[list[str]]) -> Iterator[Block]:
    if not rows:
        yield Text(material.said("annex.none"))
        return
    columns = [Column(material.said(f"annex.{name}"), width) for name, width in widths.items()]
    yield Table(columns, rows, size=12)
