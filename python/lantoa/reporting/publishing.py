"""The set that is handed in: list, report, annex, workbook and page, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lantoa import _checks
from lantoa._checks import InputError
from lantoa.reporting import logbook, privacy
from lantoa.reporting.letters import Letterhead
from lantoa.reporting.logbook import LOG
from lantoa.reporting.material import Material
from lantoa.reporting.names import Names, read_names
from lantoa.reporting.sets import writers
from lantoa.reporting.standing import KINDS
from lantoa.reporting.summarising import Summary
from lantoa.reporting.swapping import made, replaced, swap

if TYPE_CHECKING:
    from lantoa.evaluating import Evaluation


@dataclass(frozen=True)
class Report:
    """A set that was written.

    Attributes:
        folder: Where it stands.
        files: Name to SHA-256.
        log: The log that tells of it.
        unnamed: Listed ids for which the key file has no name; all of them where there is none.
        unknown: Ids of the key file that the office does not have.
    """

    folder: Path
    files: Mapping[str, str]
    log: Path
    unnamed: tuple[str, ...]
    unknown: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(str(self.folder / name) for name in self.files)


def report(
    result: Evaluation,
    folder: str | Path,
    *,
    audience: str = "internal",
    names: str | Path | Mapping[str, str] | None = None,
    template: str | Path | None = None,
    lang: str | None = None,
    small_cells: int = privacy.LEAST,
    restricted: bool = False,
    overwrite: bool = False,
    by: str | None = None,
    log: str | Path | None = None,
    short: Summary | None = None,
) -> Report:
    """Write what a milestone hands in: the list, the report, the workbook and the page.

    The files are ``danh-sach.docx``, ``bao-cao.docx``, ``ket-qua.xlsx`` and ``bao-cao.html``, and
    for internal readers ``phu-luc-noi-bo.docx``. Before the proposal nobody is proposed, so a
    shared set has no list. The files are written whole or not at all: where
    anything fails, an earlier set stays as it was.

    Args:
        result: What was judged, and what came out.
        folder: Where to; made where it is not there.
        audience: ``"internal"``, or ``"shared"`` for readers outside: only those proposed are
            named, small numbers are hidden, and there is no annex.
        names: A key file (CSV or Excel: ``subject_id``, ``name``), or a dict; ids without it.
        template: A Word file of the office with ``{{ tieu_de }}`` and ``{{ noi_dung }}``.
        lang: ``"vi"`` or ``"en"``; None is the plan's language.
        small_cells: The smallest count that a shared summary shows.
        restricted: Whether the internal annex tells numbers and days of disciplinary decisions
            and why a year was not rated.
        overwrite: Whether files that somebody changed since, or that no log names, are replaced.
        by: Who runs this, for the log; None is the login name.
        log: Where the log is kept; None is ``nhat-ky.jsonl`` in the folder.
        short: The summary of ``result``, where it is there already.

    Returns:
        What was written.

    Raises:
        InputError: An argument, the key file or the template cannot be used, a file cannot be
            written, or one that would be replaced was changed by somebody.

    Example:
        >>> import tempfile
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(units=6, people=30),
        ...                      lt.load_plan("exemplars-2021-2025"), as_of="de_nghi_2025")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     sorted(lt.report(result, folder, audience="shared").files)[:2]
        ['bao-cao.docx', 'bao-cao.html']

    Source: Decree 30/2020/NĐ-CP, Annex I; of the plan, section III.
    """
    _checks.made_by(result, "counting", what="result", maker="lantoa.evaluate")
    readers = privacy.audience(audience)
    if type(small_cells) is not int or small_cells < 1:
        raise InputError(f"small_cells is {small_cells!r}, expected a whole number of 1 or more")
    if restricted and readers == "shared":
        raise InputError("restricted: details are for internal readers; audience is shared")
    result = _in(result, lang)
    letterhead, keys = Letterhead(template), read_names(names)
    material = Material(result, keys, readers, small_cells, restricted, short)
    place = Path(folder)
    book = Path(log) if log is not None else place / LOG
    wanted = dict(writers(material, letterhead))
    with made(place), replaced(place, list(wanted), book, overwrite=overwrite) as parts:
        for name, write in wanted.items():
            write(parts / name)
        files = {name: logbook.hashed(parts / name) for name in wanted}
        line = logbook.entry(result, readers, by or logbook.user(), files)
        swap(parts, place, list(wanted), book, line)
    return Report(place, files, book, *_unmatched(material, keys))


def _in(result: Evaluation, lang: str | None) -> Evaluation:
    """The result in a language."""
    if lang is None or lang == result.plan.lang:
        return result
    _checks.one_of(lang, ("vi", "en"), what="lang")
    return replace(result, plan=replace(result.plan, lang=lang))


def _unmatched(material: Material, keys: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = [one.subject_id for kind in KINDS for one in material.entries(kind)]
    known = material.result._packed.code_of
    return tuple(keys.missing(listed)), tuple(one for one in keys.by_id if one not in known)
